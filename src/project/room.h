/* SPDX-License-Identifier: MIT */
/* What the files of the project room share. */
#ifndef KB_PROJECT_ROOM_H
#define KB_PROJECT_ROOM_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "base/try.h"

#include <kodebok/project.h>
#include <kodebok/text.h>
#include <stdarg.h>

/* A column of a list, whose label is in the language of the list. */
typedef struct kb_list_column {
    kb_heading heading; /* without a label */
    kb_phrasebook_key label;
} kb_list_column;

/* What programs call it, what people read (KB_TEXT_...), and further members of the heading. */
#define HEADING(name, shown, ...)                                                                  \
    {                                                                                              \
        .heading = { .id = { name, sizeof(name) - 1 }, __VA_ARGS__ }, .label = KB_TEXT_##shown     \
    }
/* The same of a column that people never read. */
#define PROGRAM_HEADING(name, ...)                                                                 \
    {                                                                                              \
        .heading = { .id = { name, sizeof(name) - 1 }, .program_only = true, __VA_ARGS__ },        \
        .label = KB_TEXT_COUNT_                                                                    \
    }

/* list.c: kb_list_new() with labels in `language`. */
KB_MUST_USE kb_status kb_list_in_language(kb_list **out, const char *id, kb_str language,
                                          const kb_list_column *columns, size_t count,
                                          kb_error *err);

struct kb_project {
    kb_store *store;
    char *fresh; /* the path of a file made by opening, while nothing has been kept in it */
    kb_watch watch;
    kb_match_options match;
    unsigned jobs; /* at least 1 */
};

/* project.c: something was kept, so the file stays. */
void kb_project_kept(kb_project *project);

/* Names as they are stored: canonical like the answers, so that one name is one whatever program
 * wrote it, and trimmed.  `*name` lives in `canon` until its next use. */
KB_MUST_USE kb_status kb_stored_name(kb_canon *canon, kb_str given, kb_str *name, kb_error *err);

/* kb_store_find_respondent() of a name as people write it. */
KB_MUST_USE kb_status kb_find_respondent(kb_project *project, const char *wave, kb_str given,
                                         int64_t *id, kb_error *err);

/* watch.c: telling the caller. */
void kb_tell(const kb_watch *watch, const kb_problem *problem);
/* Tells `problem` with the message that the format makes. */
void kb_tell_about(const kb_watch *watch, kb_problem problem, const char *format, va_list args);

void kb_tell_note(const kb_watch *watch, kb_severity severity, const char *format, ...)
    KB_PRINTF(3, 4);

/* Tells the watch about a list, from finding `from` on; returns the list's length. */
size_t kb_tell_all(const kb_watch *watch, const kb_problems *problems, size_t from);

/* The place of a failure to read a table is said as row and column; returns `status`. */
kb_status kb_failed_in_table(kb_status status, kb_error *err);

/* KB_ERR_CANCELLED when the watch asks to stop.  `step` NULL: nothing to show. */
KB_MUST_USE kb_status kb_progress(const kb_watch *watch, const char *step, uint64_t done,
                                  uint64_t total, kb_error *err);

/* The same as a kb_look, which other rooms call that know nothing of steps. */
KB_MUST_USE kb_status kb_look_at_watch(void *watch, kb_error *err);
kb_match_options kb_watched(const kb_match_options *match, const kb_watch *watch);

/* instrument.c: a codebook with its matcher, sound or not at all. */
typedef struct kb_instrument {
    kb_codebook *book;
    kb_matcher *matcher;
} kb_instrument;

/* Problems go to the watch; with any, the result is KB_ERR_INPUT. */
KB_MUST_USE kb_status kb_instrument_open(kb_instrument *instrument, const char *path,
                                         const kb_project_options *options, kb_error *err);
/* The codebook of a stored run, without the matcher unless `with_matcher`. */
KB_MUST_USE kb_status kb_instrument_of_run(kb_instrument *instrument, kb_project *project,
                                           int64_t run, bool with_matcher, kb_error *err);
void kb_instrument_close(kb_instrument *instrument);

/* Is every question and group of the data declared by the book?  KB_ERR_INPUT names those that are
 * not. */
KB_MUST_USE kb_status kb_fits_data(kb_project *project, const kb_codebook *book, kb_error *err);

/* What data must have to be imported. */
typedef struct kb_expectation {
    const kb_codebook *book;        /* that must know its questions and groups; NULL: any */
    const kb_table_request *tables; /* whose variables and values it must have */
    size_t table_count;
} kb_expectation;

/* import.c: all rows or none, and none when the data is not as `expected`. */
KB_MUST_USE kb_status kb_import_rows(kb_project *project, const kb_import_request *request,
                                     const kb_expectation *expected, kb_import_summary *summary,
                                     kb_error *err);

/* code.c: a run of an instrument over what is stored. */
KB_MUST_USE kb_status kb_code_answers(kb_project *project, const kb_instrument *instrument,
                                      kb_code_summary *summary, kb_error *err);

/* select.c: a set of respondents. */
typedef struct kb_selection {
    uint64_t limit;      /* respondents are numbered below it */
    unsigned char *bits; /* owned; NULL: everybody */
} kb_selection;

/* Everybody for whom every VARIABLE=VALUE of `where` holds; values as in kb_select_value(). */
KB_MUST_USE kb_status kb_select(kb_selection *selection, kb_project *project,
                                const kb_codebook *book, const char *const *where, size_t count,
                                kb_error *err);
/* Narrows the selection to those whose `variable` has `value` (after the book's ids). */
KB_MUST_USE kb_status kb_select_value(kb_selection *selection, kb_project *project,
                                      const kb_codebook *book, kb_str variable, kb_str value,
                                      kb_error *err);
/* Has the data what a table names: the variable of `by`, variables and values of `where`? */
KB_MUST_USE kb_status kb_fits_table(kb_project *project, const kb_codebook *book,
                                    const kb_table_request *table, kb_error *err);
bool kb_is_selected(const kb_selection *selection, int64_t respondent);
void kb_selection_clear(kb_selection *selection);

/* count.c: everything a matrix or list of codes is made of. */
typedef struct kb_counting {
    kb_count *counts; /* per code */
    kb_str **quotes;  /* per code: a list, or NULL */
    size_t *quote_counts;
    kb_base base;
    kb_tallies tallies;
    kb_arena arena; /* owns all of it */
} kb_counting;

KB_MUST_USE kb_status kb_count_run(kb_counting *counting, kb_project *project,
                                   const kb_codebook *book, int64_t run,
                                   const kb_selection *selection, const kb_table_request *request,
                                   kb_error *err);
void kb_counting_clear(kb_counting *counting);

/* What tables say about the run they were made from; strings live in `arena`. */
KB_MUST_USE kb_status kb_stamp_of(kb_stamp *stamp, kb_arena *arena, const kb_run *run,
                                  kb_error *err);

/* The last run; KB_ERR_INPUT with what to do when there is none. */
KB_MUST_USE kb_status kb_last_run(kb_project *project, kb_run *run, kb_error *err);

/* Tells how many answers of the run are undecided, where no table has a note that says it. */
void kb_tell_undecided(const kb_project *project, const kb_run *run);

#endif
