/* SPDX-License-Identifier: MIT */
/*
 * kb_gold: what people coded, from a file with the columns respondent, question, code and, if
 * wanted, quote.
 *
 * A row with an empty code says that the answer was read and nothing found.  What is wrong with a
 * row is told with its place; nothing in the file is passed over in silence.
 */
#ifndef KB_PROJECT_GOLD_H
#define KB_PROJECT_GOLD_H

#include "room.h"

#include "base/map.h"

typedef struct kb_gold {
    kb_project *project;
    const kb_codebook *book;
    const char *path;
    kb_arena arena;  /* quotes and names */
    kb_map codings;  /* respondent, question and code, LF between them */
    kb_str *quotes;  /* per coding */
    uint64_t *rows;  /* per coding: where it stands in the file */
    kb_map about;    /* respondent and question of every row */
    uint64_t *first; /* per key of `about`: its first row */
    bool *met;       /* per key of `about`: there is such an answer */
    kb_canon *canon; /* of the names and quotes */
    kb_buf key;
    uint64_t told; /* warnings, those included that were not listed */
} kb_gold;

/* Opens a CSV file for `job`, and tells what was odd about it. */
typedef kb_status kb_csv_job(void *payload, kb_records *records, kb_error *err);
KB_MUST_USE kb_status kb_read_csv(const kb_watch *watch, const char *path, kb_csv_job *job,
                                  void *payload, kb_error *err);

/* Reads the file; kb_gold_free() is due whatever is returned. */
KB_MUST_USE kb_status kb_gold_read(kb_gold *gold, kb_project *project, const kb_codebook *book,
                                   const char *path, kb_error *err);
void kb_gold_free(kb_gold *gold);

/* The names of a respondent who is in the project, in one wave; `*name` lives until the next. */
KB_MUST_USE kb_status kb_gold_respondent(kb_gold *gold, const char *path, const kb_record *record,
                                         size_t column, kb_str *name, kb_error *err);

/* Remembers that the answer is there. */
void kb_gold_meet(kb_gold *gold, const kb_answer *answer);

/* Did people give the code to the answer?  Then `*quote` is what they quoted; where it is not in
 * the answer, that is told. */
bool kb_gold_has(kb_gold *gold, const kb_answer *answer, kb_str code, kb_str *quote);

/* Says how many warnings were not listed.  KB_ERR_INPUT for a row about an answer that is not
 * there: it would count for nothing. */
KB_MUST_USE kb_status kb_gold_end(const kb_gold *gold, kb_error *err);

/* ---- between gold_read.c and gold.c ---- */

/* Warns of a row; the first twenty are listed.  `column` counts from 1; 0: none. */
KB_PRINTF(4, 5)
void kb_gold_tell(kb_gold *gold, uint64_t row, size_t column, const char *format, ...);

/* Three names as one; lives until the next call. */
kb_str kb_gold_key(kb_gold *gold, kb_str respondent, kb_str question, kb_str code);

#endif
