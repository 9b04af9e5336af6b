/* SPDX-License-Identifier: MIT */
/* Runs and what they could not decide, read back. */
#include "sql.h"

#include "base/str.h"
#include "base/try.h"

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
                              &run->segments_sha256,
                              &run->segments_sum };
    uint64_t *const counts[] = { &run->answers,  &run->non_answers, &run->coded,
                                 &run->segments, &run->undecided,   &run->wordless };
    int column = 0;
    *run = (kb_run){ .id = sqlite3_column_int64(stmt, column++) };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        *texts[i] = kb_sql_str(stmt, column++);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++)
        *counts[i] = (uint64_t)sqlite3_column_int64(stmt, column++);
    run->last_answer = sqlite3_column_int64(stmt, column++);
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
                              &run->segments_sha256,
                              &run->segments_sum };
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

kb_status kb_store_since(kb_store *store, int64_t run, kb_since *since, kb_error *err)
{
    const kb_args of_run = KB_ARGS(kb_arg_number(run));
    int64_t added = 0, replaced = 0, groups = 0, values = 0;
    *since = (kb_since){ 0 };
    KB_TRY(kb_sql_number(store, KB_SQL_ADDED_SINCE, of_run, &added, err));
    KB_TRY(kb_sql_number(store, KB_SQL_REPLACED_SINCE, of_run, &replaced, err));
    KB_TRY(kb_sql_number(store, KB_SQL_WHEN_CHANGED, KB_ARGS(kb_arg_text(KB_GROUPS_CHANGED)),
                         &groups, err));
    KB_TRY(kb_sql_number(store, KB_SQL_WHEN_CHANGED, KB_ARGS(kb_arg_text(KB_VALUES_CHANGED)),
                         &values, err));
    *since = (kb_since){ (uint64_t)added, (uint64_t)replaced, groups >= run, values >= run };
    return KB_OK;
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
