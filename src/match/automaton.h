/* SPDX-License-Identifier: MIT */
/*
 * Which literals stand in a text: an Aho-Corasick automaton over folded bytes.
 *
 * One pass over the answer's bytes, whatever the number of literals (Aho and Corasick,
 * "Efficient string matching", CACM 18(6), 1975), written out as a table with a row per state
 * and a column per class of bytes.  Letters are folded by the table: of plain text - ASCII and
 * the letters U+00C0 to U+00FF - the bytes as they are may be handed in.  The first byte
 * of anything else is reported, and the caller folds the text (fold.h) and comes again.
 */
#ifndef KB_MATCH_AUTOMATON_H
#define KB_MATCH_AUTOMATON_H

#include "base/arena.h"

typedef struct kb_automaton {
    uint32_t *next;  /* state + class -> state; a state is its number times `stride`, and one more
                      * where there is something to note: then its row lies behind its number */
    uint32_t width;  /* classes */
    uint32_t stride; /* even, and more than `width` */
    uint32_t states;
    uint32_t *first_literal; /* per state: where its list begins in `literals`; and one more */
    uint32_t *literals;
    const kb_str *strings; /* of the literals; the caller's */
    uint8_t class_of[256];
    uint32_t start; /* as if a space had been read */
} kb_automaton;

/*
 * Builds the automaton of the strings of `literals` that have a bit in `asked`, in `arena`; literal
 * n is string n, and the strings stay the caller's.
 */
KB_MUST_USE kb_status kb_automaton_build(kb_automaton *automaton, kb_arena *arena,
                                         const kb_str *literals, size_t literal_count,
                                         const uint64_t *asked, kb_error *err);

/* Where a literal stands in a text: from its first begin to its last end, in bytes.  A boundary at
 * the end of the text counts as a byte behind it. */
typedef struct kb_reach {
    uint32_t begin, end;
} kb_reach;

/* What is found in one text: a bit and a place in the list for each literal that is there. */
typedef struct kb_presence {
    uint64_t *bits;
    uint32_t *list;
    uint32_t count;
    kb_reach *reach; /* per literal, if its bit is set; of the text that was looked at */
    bool exotic;     /* the text holds what the table does not fold; nothing else is valid then */
    bool was_exotic; /* and was folded, for the caller to know */
} kb_presence;

/* Looks for the literals in `text`; adds to `presence`. */
void kb_automaton_scan(const kb_automaton *automaton, kb_str text, kb_presence *presence);

/* The same for `count` texts, several of them in lock-step: one's look-up hides the other's wait.
 */
void kb_automaton_scan_many(const kb_automaton *automaton, const kb_str *texts, size_t count,
                            kb_presence *presences);

/* Forgets what was found, for the next text. */
void kb_presence_clear(kb_presence *presence);

#endif
