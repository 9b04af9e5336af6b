/* SPDX-License-Identifier: MIT */
/* Which targets are worth looking for; see sieve.h. */
#include "sieve.h"

#include <string.h>

enum { NOTHING_ASKED = 0 }; /* the clause that always holds: it stands where a formula has fewer */

void kb_sieve_begin(kb_sieve *sieve, kb_arena *arena, size_t targets)
{
    *sieve = (kb_sieve){ .target_count = targets };
    sieve->always = kb_arena_array(arena, kb_sieve_words(sieve), sizeof *sieve->always);
    sieve->low = kb_arena_array(arena, kb_sieve_words(sieve), sizeof *sieve->low);
}

/* A target whose regexes may match without a word is looked for where that may be. */
void kb_sieve_open(kb_sieve *sieve, uint32_t target, kb_touch touches)
{
    uint64_t *bits = touches == KB_TOUCHES_NONE ? sieve->always : sieve->low;
    if (bits != NULL && touches != KB_TOUCHES_WORD)
        kb_set_bit(bits, target);
}

/* A target that is always looked for needs no watcher. */
void kb_sieve_watch(kb_sieve *sieve, kb_arena *arena, const kb_formula *formula, uint32_t target)
{
    if (formula->count == 0) {
        kb_sieve_open(sieve, target, KB_TOUCHES_NONE);
        return;
    }
    kb_watcher *watchers =
        kb_arena_grow(arena, sieve->watchers, sieve->watcher_count, sizeof *watchers);
    if (watchers == NULL)
        return;
    sieve->watchers = watchers;
    watchers[sieve->watcher_count++] = (kb_watcher){ *formula, target };
}

/* --------------------------------------------------------- clauses, each once */

typedef struct numbering {
    kb_arena *arena;
    kb_map seen;           /* the numbers of a clause, as bytes; key n is clause n + 1 */
    const kb_term **terms; /* per key: a clause that is like it */
} numbering;

static uint32_t number_of(numbering *n, const kb_term *term)
{
    kb_str bytes = { (const char *)term->literals, term->count * sizeof *term->literals };
    size_t before = n->seen.count, known = kb_map_add(&n->seen, bytes);
    if (known == KB_MAP_NONE) {
        n->arena->failed = true;
        return NOTHING_ASKED;
    }
    if (known == before) {
        const kb_term **terms = kb_arena_grow(n->arena, n->terms, known, sizeof *terms);
        if (terms == NULL)
            return NOTHING_ASKED;
        n->terms = terms;
        n->terms[known] = term;
    }
    return (uint32_t)known + 1;
}

/* The cheapest clauses of all formulas first: of the others only the bits are looked at. */
static void number_clauses(kb_sieve *sieve, numbering *n)
{
    for (size_t i = 0; i < sieve->watcher_count; i++) {
        sieve->asked[i].target = sieve->watchers[i].target;
        sieve->asked[i].clauses[0] = number_of(n, &sieve->watchers[i].formula.clauses[0]);
    }
    sieve->cheapest = (uint32_t)n->seen.count + 1;
    for (size_t i = 0; i < sieve->watcher_count; i++) {
        const kb_formula *formula = &sieve->watchers[i].formula;
        for (uint32_t c = 1; c < formula->count; c++)
            sieve->asked[i].clauses[c] = number_of(n, &formula->clauses[c]);
    }
}

/* --------------------------------------------------------------------- lists */

/* From counts, written two places on, to where each list begins, one place on: see place(). */
static uint32_t sum_up(uint32_t *first, size_t count)
{
    for (size_t i = 2; i <= count + 1; i++)
        first[i] += first[i - 1];
    return first[count + 1];
}

/* The next place in the list of `key`; when all are placed, first[key] is where it begins. */
static uint32_t place(uint32_t *first, uint32_t key)
{
    return first[key + 1]++;
}

/* Per number, the clauses that it makes hold. */
static void list_clauses(kb_sieve *sieve, kb_arena *arena, const numbering *n, size_t numbers)
{
    uint32_t *first = kb_arena_array(arena, numbers + 2, sizeof *first);
    for (size_t i = 0; first != NULL && i < n->seen.count; i++)
        for (uint32_t k = 0; k < n->terms[i]->count; k++)
            first[n->terms[i]->literals[k] + 2]++;
    size_t total = first != NULL ? sum_up(first, numbers) : 0;
    uint32_t *clauses = kb_arena_array(arena, total + 1, sizeof *clauses);
    for (size_t i = 0; clauses != NULL && i < n->seen.count; i++)
        for (uint32_t k = 0; k < n->terms[i]->count; k++)
            clauses[place(first, n->terms[i]->literals[k])] = (uint32_t)i + 1;
    sieve->first_clause = first;
    sieve->clauses = clauses;
}

/* Per clause, the formulas whose cheapest it is. */
static void list_asked(kb_sieve *sieve, kb_arena *arena)
{
    uint32_t *first = kb_arena_array(arena, sieve->clause_count + 2, sizeof *first);
    kb_numbered *sorted = kb_arena_array(arena, sieve->watcher_count + 1, sizeof *sorted);
    if (first == NULL || sorted == NULL)
        return;
    for (size_t i = 0; i < sieve->watcher_count; i++)
        first[sieve->asked[i].clauses[0] + 2]++;
    sum_up(first, sieve->clause_count);
    for (size_t i = 0; i < sieve->watcher_count; i++)
        sorted[place(first, sieve->asked[i].clauses[0])] = sieve->asked[i];
    sieve->first_asked = first;
    sieve->asked = sorted;
}

void kb_sieve_end(kb_sieve *sieve, kb_arena *arena, size_t numbers)
{
    numbering n = { .arena = arena };
    sieve->asked = kb_arena_array(arena, sieve->watcher_count + 1, sizeof *sieve->asked);
    if (!arena->failed)
        number_clauses(sieve, &n);
    sieve->clause_count = n.seen.count + 1;
    if (!arena->failed)
        list_clauses(sieve, arena, &n, numbers);
    if (!arena->failed)
        list_asked(sieve, arena);
    kb_map_free(&n.seen);
}

/* -------------------------------------------------------------------- asking */

/* Lists the cheapest clauses that hold, and sets the bits of all that do. */
static size_t hold_clauses(const kb_sieve *sieve, const uint32_t *list, size_t count,
                           kb_sieve_work *work)
{
    size_t held = 0;
    memset(work->bits, 0, kb_sieve_clause_words(sieve) * sizeof *work->bits);
    kb_set_bit(work->bits, NOTHING_ASKED);
    for (size_t i = 0; i < count; i++)
        for (uint32_t k = sieve->first_clause[list[i]]; k < sieve->first_clause[list[i] + 1]; k++) {
            uint32_t clause = sieve->clauses[k];
            work->list[held] = clause;
            held += (clause < sieve->cheapest) & kb_add_bit(work->bits, clause);
        }
    return held;
}

void kb_sieve_ask(const kb_sieve *sieve, const uint32_t *list, size_t count, bool low,
                  kb_sieve_work *work, uint64_t *targets)
{
    size_t held = count > 0 ? hold_clauses(sieve, list, count, work) : 0;
    memcpy(targets, sieve->always, kb_sieve_words(sieve) * sizeof *targets);
    for (size_t i = 0; low && i < kb_sieve_words(sieve); i++)
        targets[i] |= sieve->low[i];
    for (size_t i = 0; i < held; i++) {
        uint32_t clause = work->list[i];
        for (uint32_t k = sieve->first_asked[clause]; k < sieve->first_asked[clause + 1]; k++) {
            const kb_numbered *asked = &sieve->asked[k];
            bool holds = true;
            /* The first clause holds: that is why the formula is in this list. */
            for (int c = 1; c < KB_FORMULA_CLAUSES; c++)
                holds &= kb_has_bit(work->bits, asked->clauses[c]);
            if (holds)
                kb_set_bit(targets, asked->target);
        }
    }
}
