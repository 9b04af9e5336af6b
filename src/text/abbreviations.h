/* SPDX-License-Identifier: MIT */
/*
 * Abbreviations: the full stops that do not end a sentence, and those that may.
 *
 * Built-in ones (abbreviation_list.h) and a codebook's own, in one map keyed by
 * the folded form with its full stops.
 */
#ifndef KB_TEXT_ABBREVIATIONS_H
#define KB_TEXT_ABBREVIATIONS_H

#include "base/map.h"

/* No abbreviation is longer, so that looking back from a full stop is bounded. */
enum { KB_ABBREVIATION_MAX_BYTES = 64 };

typedef enum kb_abbreviation_kind {
    KB_ABBREVIATION_NONE,
    KB_ABBREVIATION_INSIDE, /* never ends a sentence: bl.a. */
    KB_ABBREVIATION_ENDING  /* may end one: osv. */
} kb_abbreviation_kind;

typedef struct kb_abbreviations_table {
    kb_map forms;   /* the built-in ones first, so that a form's number is its place in the list */
    size_t longest; /* bytes of the longest form: nobody looks further */
    uint64_t endings[256]; /* by first byte: bit n, some form ends with such a piece of n bytes */
} kb_abbreviations_table;

/* Fills an empty table with the built-in abbreviations and `own`. */
KB_MUST_USE kb_status kb_abbreviations_init(kb_abbreviations_table *table, const kb_str *own,
                                            size_t count, kb_error *err);
void kb_abbreviations_clear(kb_abbreviations_table *table);

/* May a form end with `word` and a full stop?  Nearly always the answer is a quick no. */
static inline bool kb_may_end_abbreviation(const kb_abbreviations_table *table, kb_str word)
{
    return word.len < 64 && (table->endings[(unsigned char)word.ptr[0]] >> word.len & 1);
}

/* What the folded `form` is, the full stop at its end included. */
kb_abbreviation_kind kb_abbreviation_of(const kb_abbreviations_table *table, kb_str form);

#endif
