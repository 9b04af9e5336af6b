/* SPDX-License-Identifier: MIT */
/*
 * Which targets are worth looking for, given what stands in an answer.
 *
 * What stands there is a set of numbers: literals in its bytes, or word tests that its words
 * pass.  A target is watched by formulas over these; it is worth looking for when one of them
 * holds, or when nothing is known about it.  Many formulas share a clause, so each clause has a
 * number: what is there says which clauses hold, and each of these has the formulas whose
 * cheapest it is.  So asking costs what is there and not what is watched.
 */
#ifndef KB_MATCH_SIEVE_H
#define KB_MATCH_SIEVE_H

#include "base/bits.h"
#include "formula.h"
#include "touches.h"

typedef struct kb_watcher {
    kb_formula formula;
    uint32_t target;
} kb_watcher;

/* A formula by the numbers of its clauses. */
typedef struct kb_numbered {
    uint32_t target, clauses[KB_FORMULA_CLAUSES];
} kb_numbered;

typedef struct kb_sieve {
    kb_watcher *watchers;
    size_t watcher_count;
    uint32_t *first_clause; /* per number, and one more: where its list begins in `clauses` */
    uint32_t *clauses;
    size_t clause_count;
    uint32_t cheapest;     /* from this clause on, none is the cheapest of a formula */
    uint32_t *first_asked; /* per clause, and one more: where its list begins in `asked` */
    kb_numbered *asked;
    size_t target_count;
    uint64_t *always; /* a bit per target that nothing is known about */
    uint64_t *low;    /* ... that must be looked for where the text holds a `_` */
} kb_sieve;

/* The clauses that hold, while a sieve is asked. */
typedef struct kb_sieve_work {
    uint64_t *bits;
    uint32_t *list;
} kb_sieve_work;

/* Words of a row of bits with one for each target. */
static inline size_t kb_sieve_words(const kb_sieve *sieve)
{
    return sieve->target_count / 64 + 1;
}

/* Words of a row of bits with one for each clause. */
static inline size_t kb_sieve_clause_words(const kb_sieve *sieve)
{
    return sieve->clause_count / 64 + 1;
}

/* All of a sieve lives in `arena`, whose `failed` sticks. */
void kb_sieve_begin(kb_sieve *sieve, kb_arena *arena, size_t targets);
void kb_sieve_open(kb_sieve *sieve, uint32_t target, kb_touch touches);
void kb_sieve_watch(kb_sieve *sieve, kb_arena *arena, const kb_formula *formula, uint32_t target);
void kb_sieve_end(kb_sieve *sieve, kb_arena *arena, size_t numbers);

/*
 * Writes a row of bits, one for each target worth looking for.  `list` has each number that is
 * there once; `low`: the text may hold a `_`; `work` has room for a bit and a number per clause,
 * and one number more.
 */
void kb_sieve_ask(const kb_sieve *sieve, const uint32_t *list, size_t count, bool low,
                  kb_sieve_work *work, uint64_t *targets);

#endif
