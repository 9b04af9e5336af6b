/* SPDX-License-Identifier: MIT */
/*
 * kb_notes: what is to be said about a file, without flooding.
 *
 * Errors are listed up to a number and counted from there on.  Things that tend
 * to come in every row are tallied, and said once when the rows end, with the
 * place of the first.
 */
#ifndef KB_IMPORT_NOTES_H
#define KB_IMPORT_NOTES_H

#include "base/buf.h"

enum { KB_NOTES_MAX_ERRORS = 20 };

typedef enum kb_tally_kind {
    KB_TALLY_FEW_FIELDS,
    KB_TALLY_BLANK_LINE,
    KB_TALLY_BLANK_ROW,
    KB_TALLY_QUOTE_INSIDE,
    KB_TALLY_AFTER_QUOTE,
    KB_TALLY_GARBLED,
    KB_TALLY_CONTROLS,
    KB_TALLY_COUNT
} kb_tally_kind;

typedef struct kb_tally {
    uint64_t count, row; /* row and column of the first */
    int column;
} kb_tally;

typedef struct kb_notes {
    kb_problems *problems; /* borrowed; may be NULL */
    kb_str file;           /* borrowed */
    uint64_t errors;       /* also those that were not listed */
    bool ended;
    kb_tally tallies[KB_TALLY_COUNT];
} kb_notes;

/* A place in a data file; a row beyond what fits becomes the largest that does. */
kb_place kb_row_place(uint64_t row, int column);

/* Adds a finding; `hint` may be NULL. */
void kb_notes_add(kb_notes *notes, kb_severity severity, kb_place place, const char *hint,
                  const char *format, ...) KB_PRINTF(5, 6);

void kb_notes_tally(kb_notes *notes, kb_tally_kind kind, uint64_t row, int column);

/* Says what was tallied, and how many errors were not listed; a second call adds nothing. */
void kb_notes_end(kb_notes *notes);

/* Appends `name` in quotes, shortened when it is a long question. */
void kb_put_name(kb_buf *out, kb_str name);

/* Tallies text in a cell that an earlier program decoded wrongly. */
void kb_notes_look(kb_notes *notes, kb_str cell, uint64_t row, int column);

#endif
