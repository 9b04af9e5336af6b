/* SPDX-License-Identifier: MIT */
/*
 * The segments of a run, read back.
 *
 * The table has them by answer, begin and end; which code comes first where several were found
 * at one place is a matter of the run's codebook, so those are held together and sorted here.
 * What belongs to the answer is read once for all its segments: one of many megabytes may have
 * as many.
 */
#include "intern.h"
#include "sql.h"

#include "base/str.h"
#include "base/try.h"
#include "base/unicode.h"

#include <stdlib.h>
#include <string.h>

/* A row of segment, its code by the run's codebook. */
typedef struct stored {
    int64_t answer, rule_set;
    int code;
    int64_t ends[6]; /* of the segment, its first match and the cue */
} stored;

struct kb_segments {
    kb_store *store;
    int64_t run;
    sqlite3_stmt *stmt; /* owned; stands on `next` */
    stored next;
    bool more;     /* there is `next` */
    stored *place; /* owned; what was found at one place, in order */
    size_t count, cap, given;
    int *codes; /* owned; by the project's number: the code, or -1 */
    int64_t code_limit;
    kb_set_texts sets;

    bool bare;                   /* nothing but numbers is wanted */
    sqlite3_stmt *answers;       /* owned; stands on `answer` */
    int64_t answer;              /* 0: none yet */
    kb_stored_segment of_answer; /* what all its segments share; texts in `answers` */
};

/* ----------------------------------------------------------------------- codes */

/* Numbers are given without gaps, and places too; anybody can write into a file. */
static kb_status place_code(kb_segments *segments, sqlite3_stmt *stmt, kb_error *err)
{
    int64_t number = sqlite3_column_int64(stmt, 0), place = sqlite3_column_int64(stmt, 1);
    int64_t codes = sqlite3_column_int64(stmt, 2), known = sqlite3_column_int64(stmt, 3);
    if (number < 1 || number > known || place < 0 || place >= codes || codes > INT32_MAX)
        return kb_store_damaged(segments->store, "a code has an impossible number", err);
    if (segments->codes == NULL) {
        segments->codes = malloc(((size_t)known + 1) * sizeof *segments->codes);
        if (segments->codes == NULL)
            return kb_fail_memory(err);
        memset(segments->codes, -1, ((size_t)known + 1) * sizeof *segments->codes);
        segments->code_limit = known + 1;
    }
    segments->codes[number] = (int)place;
    return KB_OK;
}

static kb_status read_codes(kb_segments *segments, kb_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    kb_status status = kb_sql_start(segments->store, KB_SQL_CODE_PLACES,
                                    KB_ARGS(kb_arg_number(segments->run)), &stmt, err);
    while (status == KB_OK && (status = kb_sql_step(segments->store, stmt, &row, err)) == KB_OK &&
           row)
        status = place_code(segments, stmt, err);
    sqlite3_reset(stmt);
    return status;
}

/* ------------------------------------------------------------------------ rows */

static kb_status step(kb_segments *segments, kb_error *err)
{
    sqlite3_stmt *stmt = segments->stmt;
    stored *next = &segments->next;
    KB_TRY(kb_sql_step(segments->store, stmt, &segments->more, err));
    if (!segments->more)
        return KB_OK;
    next->answer = sqlite3_column_int64(stmt, 0);
    next->ends[0] = sqlite3_column_int64(stmt, 1);
    next->ends[1] = sqlite3_column_int64(stmt, 2);
    int64_t code = sqlite3_column_int64(stmt, 3);
    next->code = code >= 1 && code < segments->code_limit ? segments->codes[code] : -1;
    next->rule_set = sqlite3_column_int64(stmt, 4);
    for (int i = 2; i < 6; i++)
        next->ends[i] = sqlite3_column_int64(stmt, 3 + i);
    return next->code >= 0
               ? KB_OK
               : kb_store_damaged(segments->store, "a segment has an unknown code", err);
}

static kb_status open_all(kb_segments *segments, kb_error *err)
{
    KB_TRY(kb_store_run_exists(segments->store, segments->run, err));
    KB_TRY(read_codes(segments, err));
    return kb_sql_fresh(segments->store, KB_SQL_SEGMENTS, KB_ARGS(kb_arg_number(segments->run)),
                        &segments->stmt, err);
}

static kb_status open_walk(kb_segments **out, kb_store *store, int64_t run, bool bare,
                           kb_error *err)
{
    *out = NULL;
    kb_segments *segments = calloc(1, sizeof *segments);
    if (segments == NULL)
        return kb_fail_memory(err);
    segments->store = store;
    segments->bare = bare;
    segments->run = run;
    kb_status status = open_all(segments, err);
    if (status == KB_OK)
        *out = segments;
    else
        kb_segments_close(segments);
    return status;
}

kb_status kb_segments_open(kb_segments **out, kb_store *store, int64_t run, kb_error *err)
{
    return open_walk(out, store, run, false, err);
}

kb_status kb_segments_open_bare(kb_segments **out, kb_store *store, int64_t run, kb_error *err)
{
    return open_walk(out, store, run, true, err);
}

static int code_order(const void *a, const void *b)
{
    return ((const stored *)a)->code - ((const stored *)b)->code;
}

/* Collects what was found at the next place; the first call also takes the first step. */
static kb_status collect(kb_segments *segments, kb_error *err)
{
    bool first = segments->place == NULL;
    segments->count = segments->given = 0;
    if (first)
        KB_TRY(step(segments, err));
    stored at = segments->next;
    do {
        void *place = segments->place;
        if (!kb_array_reserve(&place, &segments->cap, segments->count, sizeof at))
            return kb_fail_memory(err);
        segments->place = place;
        if (!segments->more)
            return KB_OK;
        segments->place[segments->count++] = segments->next;
        KB_TRY(step(segments, err));
    } while (segments->more && segments->next.answer == at.answer &&
             segments->next.ends[0] == at.ends[0] && segments->next.ends[1] == at.ends[1]);
    if (segments->count > 1)
        qsort(segments->place, segments->count, sizeof at, code_order);
    return KB_OK;
}

/* -------------------------------------------------------------------- answers */

static kb_status no_answer(kb_segments *segments, kb_error *err)
{
    return kb_store_damaged(segments->store, "a segment has no answer", err);
}

/* Walks the answers beside the segments. */
static kb_status read_numbers(kb_segments *segments, int64_t answer, kb_error *err)
{
    kb_store *store = segments->store;
    kb_stored_segment *of = &segments->of_answer;
    bool row = true;
    if (segments->answers == NULL)
        KB_TRY(kb_sql_fresh(store, KB_SQL_ANSWER_NUMBERS, KB_NO_ARGS, &segments->answers, err));
    while (row && of->answer < answer) {
        KB_TRY(kb_sql_step(store, segments->answers, &row, err));
        of->answer = sqlite3_column_int64(segments->answers, 0);
    }
    if (!row || of->answer != answer)
        return no_answer(segments, err);
    of->respondent = sqlite3_column_int64(segments->answers, 1);
    of->question = sqlite3_column_int64(segments->answers, 2);
    segments->answer = answer;
    return KB_OK;
}

static kb_status read_answer(kb_segments *segments, int64_t answer, kb_error *err)
{
    kb_store *store = segments->store;
    kb_stored_segment *of = &segments->of_answer;
    bool row = false;
    segments->answer = 0;
    if (segments->answers == NULL)
        KB_TRY(kb_sql_fresh(store, KB_SQL_ANSWER_OF_RUN, KB_ARGS(kb_arg_number(segments->run)),
                            &segments->answers, err));
    sqlite3_stmt *stmt = segments->answers;
    sqlite3_reset(stmt);
    int code = sqlite3_bind_int64(stmt, 2, answer);
    if (code != SQLITE_OK)
        return kb_sql_fail(store, code, err);
    KB_TRY(kb_sql_step(store, stmt, &row, err));
    if (!row)
        return no_answer(segments, err);
    *of = (kb_stored_segment){ .answer = answer,
                               .respondent = sqlite3_column_int64(stmt, 0),
                               .question = sqlite3_column_int64(stmt, 1),
                               .wave = kb_sql_str(stmt, 2),
                               .respondent_name = kb_sql_str(stmt, 3),
                               .question_name = kb_sql_str(stmt, 4),
                               .text = kb_sql_str(stmt, 5) };
    if (kb_utf8_check(of->text) != of->text.len)
        return kb_store_damaged(store, "an answer is not UTF-8", err);
    segments->answer = answer;
    return KB_OK;
}

/* Everybody to the right slices texts by these numbers, and anybody can write into a file. */
static bool read_span(const int64_t ends[2], size_t len, kb_span *span)
{
    *span = (kb_span){ (size_t)ends[0], (size_t)ends[1] };
    return ends[0] >= 0 && ends[0] <= ends[1] && (uint64_t)ends[1] <= len;
}

static kb_status describe(kb_segments *segments, const stored *row, kb_stored_segment *segment,
                          kb_error *err)
{
    size_t len = segment->text.len;
    if (!read_span(row->ends, len, &segment->bytes) ||
        !read_span(row->ends + 2, len, &segment->match) ||
        !read_span(row->ends + 4, len, &segment->cue))
        return kb_store_damaged(segments->store, "a segment is not inside its text", err);
    return kb_set_text(&segments->sets, segments->store, row->rule_set, &segment->rules, err);
}

kb_status kb_segments_next(kb_segments *segments, kb_stored_segment *segment, bool *more,
                           kb_error *err)
{
    *segment = (kb_stored_segment){ 0 };
    *more = false;
    if (segments->given == segments->count)
        KB_TRY(collect(segments, err));
    if (segments->count == 0)
        return KB_OK;
    const stored *row = &segments->place[segments->given++];
    if (segments->answer != row->answer)
        KB_TRY(segments->bare ? read_numbers(segments, row->answer, err)
                              : read_answer(segments, row->answer, err));
    *segment = segments->of_answer;
    segment->code = row->code;
    if (!segments->bare)
        KB_TRY(describe(segments, row, segment, err));
    *more = true;
    return KB_OK;
}

void kb_segments_close(kb_segments *segments)
{
    if (segments == NULL)
        return;
    sqlite3_finalize(segments->answers);
    sqlite3_finalize(segments->stmt);
    kb_set_texts_free(&segments->sets);
    free(segments->place);
    free(segments->codes);
    free(segments);
}
