/* SPDX-License-Identifier: MIT */
/* Runs, their segments and what they could not decide, read back. */
#include "sql.h"

#include "base/str.h"
#include "base/try.h"
#include "base/unicode.h"

#include <stdlib.h>

/* RUN_COLUMNS of statements.c, in their order: texts, then counts. */
static void read_run(sqlite3_stmt *stmt, kb_run *run)
{
    kb_str *const texts[] = { &run->at,
                              &run->codebook_path,
                              &run->codebook_sha256,
                              &run->codebook_version,
                              &run->answers_sha256,
                              &run->engine,
                              &run->libraries,
                              &run->options,
                              &run->segments_sha256 };
    uint64_t *const counts[] = { &run->answers,  &run->non_answers, &run->coded,
                                 &run->segments, &run->undecided,   &run->wordless };
    int column = 0;
    *run = (kb_run){ .id = sqlite3_column_int64(stmt, column++) };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = kb_sql_str(stmt, column++);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        *counts[i] = (uint64_t)sqlite3_column_int64(stmt, column++);
    run->forgotten = sqlite3_column_int(stmt, column) != 0;
}

static kb_status keep_run(kb_store *store, kb_run *run, kb_error *err)
{
    kb_str *const texts[] = { &run->at,
                              &run->codebook_path,
                              &run->codebook_sha256,
                              &run->codebook_version,
                              &run->answers_sha256,
                              &run->engine,
                              &run->libraries,
                              &run->options,
                              &run->segments_sha256 };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        KB_TRY(kb_store_keep(store, *texts[i], texts[i], err));
    return KB_OK;
}

static kb_status no_such_run(int64_t id, kb_error *err)
{
    if (id == 0)
        return kb_fail(err, KB_ERR_NOT_FOUND, "nothing has been coded yet");
    return kb_fail(err, KB_ERR_NOT_FOUND, "there is no run %lld", (long long)id);
}

static kb_status find_run(kb_store *store, int64_t id, sqlite3_stmt **stmt, kb_error *err)
{
    bool row = false;
    if (id == 0)
        KB_TRY(kb_sql_one(store, KB_SQL_RUN_LAST, KB_NO_ARGS, stmt, &row, err));
    else
        KB_TRY(kb_sql_one(store, KB_SQL_RUN_FIND, KB_ARGS(kb_arg_number(id)), stmt, &row, err));
    return row ? KB_OK : no_such_run(id, err);
}

kb_status kb_store_run_exists(kb_store *store, int64_t id, kb_error *err)
{
    int64_t found = 0;
    KB_TRY(kb_sql_number(store, KB_SQL_RUN_FIND, KB_ARGS(kb_arg_number(id)), &found, err));
    return found != 0 ? KB_OK : no_such_run(id, err);
}

kb_status kb_store_run(kb_store *store, int64_t id, kb_run *run, kb_error *err)
{
    sqlite3_stmt *stmt = NULL;
    kb_arena_free(&store->kept);
    KB_TRY(find_run(store, id, &stmt, err));
    read_run(stmt, run);
    kb_status status = keep_run(store, run, err);
    sqlite3_reset(stmt);
    return status;
}

kb_status kb_store_each_run(kb_store *store,
                            kb_status (*each)(void *payload, const kb_run *run, kb_error *err),
                            void *payload, kb_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    kb_status status = kb_sql_fresh(store, KB_SQL_RUNS, KB_NO_ARGS, &stmt, err);
    while (status == KB_OK && (status = kb_sql_step(store, stmt, &row, err)) == KB_OK && row) {
        kb_run run;
        read_run(stmt, &run);
        status = each(payload, &run, err);
    }
    sqlite3_finalize(stmt);
    return status;
}

kb_status kb_store_codebook(kb_store *store, int64_t run, kb_str *yaml, kb_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    kb_arena_free(&store->kept);
    KB_TRY(kb_sql_one(store, KB_SQL_CODEBOOK_FIND, KB_ARGS(kb_arg_number(run)), &stmt, &row, err));
    if (!row)
        return no_such_run(run, err);
    kb_status status = kb_store_keep(store, kb_sql_str(stmt, 0), yaml, err);
    sqlite3_reset(stmt);
    return status;
}

struct kb_segments {
    kb_store *store;
    int64_t run;
    sqlite3_stmt *stmt; /* owned */
    int64_t code_count;
    /* The text is read once per answer: one of many megabytes may have as many segments. */
    sqlite3_stmt *texts; /* owned; stands on the text of `answer` */
    int64_t answer;      /* 0: none yet */
    kb_str text;         /* in `texts` */
};

kb_status kb_segments_open(kb_segments **out, kb_store *store, int64_t run, kb_error *err)
{
    *out = NULL;
    KB_TRY(kb_store_run_exists(store, run, err));
    kb_segments *segments = calloc(1, sizeof *segments);
    if (segments == NULL)
        return kb_fail_memory(err);
    segments->store = store;
    segments->run = run;
    kb_args args = KB_ARGS(kb_arg_number(run));
    kb_status status = kb_sql_number(store, KB_SQL_CODE_COUNT, args, &segments->code_count, err);
    if (status == KB_OK)
        status = kb_sql_fresh(store, KB_SQL_SEGMENTS, args, &segments->stmt, err);
    if (status != KB_OK) {
        kb_segments_close(segments);
        return status;
    }
    *out = segments;
    return KB_OK;
}

/* Reads a span from two columns; false when it is not within the text. */
static bool read_span(sqlite3_stmt *stmt, int column, size_t len, kb_span *span)
{
    int64_t begin = sqlite3_column_int64(stmt, column);
    int64_t end = sqlite3_column_int64(stmt, column + 1);
    *span = (kb_span){ (size_t)begin, (size_t)end };
    return begin >= 0 && begin <= end && (uint64_t)end <= len;
}

/* Everybody to the right slices texts by these numbers, and anybody can write into a file. */
static bool read_spans(sqlite3_stmt *stmt, kb_stored_segment *segment)
{
    size_t len = segment->text.len;
    return read_span(stmt, 8, len, &segment->bytes) && read_span(stmt, 10, len, &segment->match) &&
           read_span(stmt, 12, len, &segment->cue);
}

static kb_status read_text(kb_segments *segments, int64_t answer, kb_error *err)
{
    kb_store *store = segments->store;
    kb_args args = KB_ARGS(kb_arg_number(segments->run), kb_arg_number(answer));
    bool row = false;
    if (segments->answer == answer)
        return KB_OK;
    segments->answer = 0;
    sqlite3_finalize(segments->texts);
    segments->texts = NULL;
    KB_TRY(kb_sql_fresh(store, KB_SQL_TEXT_OF_RUN, args, &segments->texts, err));
    KB_TRY(kb_sql_step(store, segments->texts, &row, err));
    segments->text = row ? kb_sql_str(segments->texts, 0) : (kb_str){ 0 };
    if (kb_utf8_check(segments->text) != segments->text.len)
        return kb_store_damaged(store, "an answer is not UTF-8", err);
    segments->answer = answer;
    return KB_OK;
}

kb_status kb_segments_next(kb_segments *segments, kb_stored_segment *segment, bool *more,
                           kb_error *err)
{
    sqlite3_stmt *stmt = segments->stmt;
    KB_TRY(kb_sql_step(segments->store, stmt, more, err));
    *segment = (kb_stored_segment){ 0 };
    if (!*more)
        return KB_OK;
    segment->answer = sqlite3_column_int64(stmt, 0);
    segment->respondent = sqlite3_column_int64(stmt, 1);
    segment->question = sqlite3_column_int64(stmt, 2);
    segment->wave = kb_sql_str(stmt, 3);
    segment->respondent_name = kb_sql_str(stmt, 4);
    segment->question_name = kb_sql_str(stmt, 5);
    KB_TRY(read_text(segments, segment->answer, err));
    segment->text = segments->text;
    int64_t code = sqlite3_column_int64(stmt, 6);
    segment->code = (int)code;
    segment->rules = kb_sql_str(stmt, 7);
    if (code < 0 || code >= segments->code_count || code > INT32_MAX)
        return kb_store_damaged(segments->store, "a segment has an unknown code", err);
    if (!read_spans(stmt, segment))
        return kb_store_damaged(segments->store, "a segment is not inside its text", err);
    return KB_OK;
}

void kb_segments_close(kb_segments *segments)
{
    if (segments == NULL)
        return;
    sqlite3_finalize(segments->texts);
    sqlite3_finalize(segments->stmt);
    free(segments);
}

kb_status kb_store_each_undecided(kb_store *store, int64_t run,
                                  kb_status (*each)(void *payload, int64_t answer,
                                                    int64_t respondent, kb_str respondent_name,
                                                    kb_str question_name, kb_str rule,
                                                    kb_error *err),
                                  void *payload, kb_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    KB_TRY(kb_store_run_exists(store, run, err));
    kb_status status =
        kb_sql_fresh(store, KB_SQL_UNDECIDED, KB_ARGS(kb_arg_number(run)), &stmt, err);
    while (status == KB_OK && (status = kb_sql_step(store, stmt, &row, err)) == KB_OK && row)
        status = each(payload, sqlite3_column_int64(stmt, 0), sqlite3_column_int64(stmt, 1),
                      kb_sql_str(stmt, 2), kb_sql_str(stmt, 3), kb_sql_str(stmt, 4), err);
    sqlite3_finalize(stmt);
    return status;
}
