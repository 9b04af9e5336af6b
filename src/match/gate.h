/* SPDX-License-Identifier: MIT */
/*
 * Which rules can match an answer at all: the gate.
 *
 * First by text: one pass over the answer's bytes finds which literals of the book stand there.
 * An answer that no rule's formula holds of is not even taken apart.  Then, of one that is,
 * by words: which word tests its words pass.  What comes through is confirmed by the
 * rules themselves, so the gate decides how long it takes and never what is found.
 *
 * It also says what giving up means: a pattern that reached its limit on an answer which
 * does not hold what it needs has no match there, whoever ran it.
 */
#ifndef KB_MATCH_GATE_H
#define KB_MATCH_GATE_H

#include "automaton.h"
#include "demands.h"
#include "sieve.h"

/* A target without fixed text that is looked for where these needs are met. */
typedef struct kb_need_watcher {
    kb_needs needs;
    uint32_t target;
} kb_need_watcher;

typedef struct kb_gate {
    kb_arena arena;
    kb_automaton automaton;
    const kb_str *literals;
    size_t literal_count;
    kb_sieve by_text;       /* targets: the rules, and "it is no answer" */
    kb_need_watcher *needs; /* more targets of by_text */
    size_t need_count;
    kb_sieve by_word; /* the same, and then the phrases that every rule rests on, as follows */
    uint32_t non_answer, first_break, first_ignored, first_not_cue, first_before, first_after;
    kb_sieve by_sentence; /* phrases, their alternatives and patterns, by the words of a sentence */
    bool asks_low;        /* some regex matches `_`, perhaps without a word */
    const kb_regex_demand *regexes;
} kb_gate;

KB_MUST_USE kb_status kb_gate_build(kb_gate **out, const kb_matcher *matcher, kb_error *err);
void kb_gate_free(kb_gate *gate);

/* A presence with room for the gate's literals. */
KB_MUST_USE kb_status kb_presence_init(kb_presence *presence, const kb_gate *gate, kb_error *err);
void kb_presence_free(kb_presence *presence);

#endif
