/* SPDX-License-Identifier: MIT */
/*
 * kb_columns: which column is what.
 *
 * Options decide; then names that are understood (respondent, question, text,
 * group); then what stands in the cells.  What was not told but found is said.
 */
#ifndef KB_IMPORT_COLUMNS_H
#define KB_IMPORT_COLUMNS_H

#include "headers.h"

typedef struct kb_columns {
    kb_survey_layout layout;
    size_t count;                           /* of the header */
    size_t respondent, question, text;      /* or KB_NO_COLUMN */
    const size_t *groups, *items, *answers; /* as many as the layout has */
    kb_str question_id;                     /* long files without a column of questions */
} kb_columns;

/* Everything in `*out` lives in `arena`. */
KB_MUST_USE kb_status kb_columns_read(kb_columns *out, kb_reader *reader, const kb_line *header,
                                      const kb_survey_options *options, kb_arena *arena,
                                      kb_notes *notes, kb_error *err);

#endif
