/* SPDX-License-Identifier: MIT */
/*
 * Which rules can match an answer at all: the gate.
 *
 * One pass over the answer's bytes finds which literals of the book stand there; a rule whose
 * formulas all fail is not looked for.  What passes is confirmed by the rules themselves, so
 * the gate decides how long it takes and never what is found.
 *
 * It also says what giving up means: a pattern that reached its limit on an answer which
 * does not hold its fixed text has no match there, whoever ran it.
 */
#ifndef KB_MATCH_GATE_H
#define KB_MATCH_GATE_H

#include "automaton.h"
#include "demands.h"
#include "program.h"

/* Something that is looked for where a formula holds. */
typedef struct kb_watcher {
    kb_formula formula;
    uint32_t target;
} kb_watcher;

typedef struct kb_gate {
    kb_arena arena;
    kb_automaton automaton;
    size_t literal_count;
    kb_watcher *watchers;
    size_t watcher_count;
    uint32_t *first_watcher; /* per literal, and one more: where its list begins */
    uint32_t *listed;        /* watchers, by the literals of their cheapest clause */
    size_t target_count;     /* the book's rules, and behind them "it is no answer" */
    uint64_t *always;        /* a bit per target that nothing is known about */
    const kb_regex_demand *regexes;
} kb_gate;

KB_MUST_USE kb_status kb_gate_build(kb_gate **out, const kb_matcher *matcher, kb_error *err);
void kb_gate_free(kb_gate *gate);

/* Words of a row of bits with one for each target. */
static inline size_t kb_gate_words(const kb_gate *gate)
{
    return gate->target_count / 64 + 1;
}

/* Sets a bit for each target that a text with these literals may have; the row has been cleared. */
void kb_gate_candidates(const kb_gate *gate, const kb_presence *presence, uint64_t *candidates);

/* A presence with room for the gate's literals. */
KB_MUST_USE kb_status kb_presence_init(kb_presence *presence, const kb_gate *gate, kb_error *err);
void kb_presence_free(kb_presence *presence);

#endif
