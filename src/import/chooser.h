/* SPDX-License-Identifier: MIT */
/* What columns.c (choosing) and layout.c (checking and describing the choice) share. */
#ifndef KB_IMPORT_CHOOSER_H
#define KB_IMPORT_CHOOSER_H

#include "columns.h"

typedef enum column_role {
    NO_ROLE = 0,
    RESPONDENT = 1,
    QUESTION = 2,
    TEXT = 4,
    GROUP = 8,
    ITEM = 16,
    ANSWER = 32
} column_role;

typedef struct kb_chooser {
    kb_headers headers;
    const kb_survey_options *options;
    kb_reader *reader;
    kb_arena *arena;
    kb_notes *notes;
    unsigned char *roles; /* of each column; column_role bits */
    kb_picks groups, items, answers;
    size_t respondent, question, text;
    bool is_long;
    kb_buf by_name; /* what was understood by name */
    kb_error *err;
} kb_chooser;

/* Fails with what has been put in `text`, which is freed; the place is the header of `column`. */
kb_status kb_chooser_fail(kb_chooser *it, kb_buf *text, size_t column);

/* Finds what two columns may not share: a header when one of them is read, an id. */
KB_MUST_USE kb_status kb_chooser_check(kb_chooser *it);

/* Writes down what was chosen, and says what is not read. */
KB_MUST_USE kb_status kb_chooser_describe(kb_chooser *it, kb_columns *out);

#endif
