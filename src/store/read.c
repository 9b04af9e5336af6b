/* SPDX-License-Identifier: MIT */
/*
 * Answers, questions and values on their way out.
 *
 * A walk has a statement of its own, so that the same store may be written while it goes on.
 */
#include "incoming.h"
#include "sql.h"

#include "base/str.h"
#include "base/try.h"
#include "base/unicode.h"

#include <stdlib.h>

struct kb_answers {
    kb_store *store;
    sqlite3_stmt *stmt; /* owned */
    kb_feed some;       /* the numbers that are wanted */
};

/* Gives the walk to the caller, or frees it when it could not be opened. */
static kb_status hand_out(kb_answers **out, kb_answers *answers, kb_status status)
{
    if (status == KB_OK)
        *out = answers;
    else
        kb_answers_close(answers);
    return status;
}

static kb_status open_walk(kb_answers **out, kb_store *store, kb_sql which, kb_args args,
                           kb_error *err)
{
    *out = NULL;
    KB_TRY(kb_incoming_flush(store, err));
    kb_answers *answers = calloc(1, sizeof *answers);
    if (answers == NULL)
        return kb_fail_memory(err);
    answers->store = store;
    return hand_out(out, answers, kb_sql_fresh(store, which, args, &answers->stmt, err));
}

kb_status kb_answers_open(kb_answers **out, kb_store *store, int64_t run, kb_error *err)
{
    *out = NULL;
    if (run == 0)
        return open_walk(out, store, KB_SQL_ANSWERS, KB_NO_ARGS, err);
    KB_TRY(kb_store_run_exists(store, run, err));
    return open_walk(out, store, KB_SQL_ANSWERS_OF_RUN, KB_ARGS(kb_arg_number(run)), err);
}

kb_status kb_answers_open_bare(kb_answers **out, kb_store *store, int64_t run, kb_error *err)
{
    *out = NULL;
    KB_TRY(kb_store_run_exists(store, run, err));
    return open_walk(out, store, KB_SQL_ANSWERS_BARE, KB_ARGS(kb_arg_number(run)), err);
}

kb_status kb_answers_open_some(kb_answers **out, kb_store *store, const int64_t *ids, size_t count,
                               kb_error *err)
{
    *out = NULL;
    KB_TRY(kb_incoming_flush(store, err));
    kb_answers *answers = calloc(1, sizeof *answers);
    if (answers == NULL)
        return kb_fail_memory(err);
    answers->store = store;
    answers->some = (kb_feed){ .numbers = ids, .count = count, .width = 1 };
    return hand_out(out, answers,
                    kb_sql_fresh(store, KB_SQL_ANSWERS_SOME, KB_ARGS(kb_arg_feed(&answers->some)),
                                 &answers->stmt, err));
}

kb_status kb_answers_next(kb_answers *answers, kb_answer *answer, bool *more, kb_error *err)
{
    sqlite3_stmt *stmt = answers->stmt;
    KB_TRY(kb_sql_step(answers->store, stmt, more, err));
    *answer = (kb_answer){ 0 };
    if (!*more)
        return KB_OK;
    answer->id = sqlite3_column_int64(stmt, 0);
    answer->respondent = sqlite3_column_int64(stmt, 1);
    answer->question = sqlite3_column_int64(stmt, 2);
    answer->wave = kb_sql_str(stmt, 3);
    answer->respondent_name = kb_sql_str(stmt, 4);
    answer->question_name = kb_sql_str(stmt, 5);
    answer->text = kb_sql_str(stmt, 6);
    answer->group = kb_sql_str(stmt, 7);
    answer->non_answer = sqlite3_column_int(stmt, 8) != 0;
    /* Everybody to the right takes texts for valid UTF-8, and anybody can write into a file. */
    if (kb_utf8_check(answer->text) != answer->text.len)
        return kb_store_damaged(answers->store, "an answer is not UTF-8", err);
    return KB_OK;
}

void kb_answers_close(kb_answers *answers)
{
    if (answers == NULL)
        return;
    sqlite3_finalize(answers->stmt);
    free(answers);
}

kb_status kb_store_find_respondent(kb_store *store, const char *wave, kb_str name, int64_t *id,
                                   kb_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool found = false, several = false;
    KB_TRY(kb_incoming_flush(store, err));
    kb_arg in = wave != NULL ? kb_arg_text(kb_str_from(wave)) : (kb_arg){ .kind = KB_ARG_NULL };
    KB_TRY(kb_sql_one(store, KB_SQL_RESPONDENTS_NAMED, KB_ARGS(kb_arg_text(name), in), &stmt,
                      &found, err));
    if (!found && wave != NULL && wave[0] != '\0')
        return kb_fail(err, KB_ERR_NOT_FOUND, "there is no respondent '%.*s' in wave '%s'",
                       KB_ARG(name), wave);
    if (!found)
        return kb_fail(err, KB_ERR_NOT_FOUND, "there is no respondent '%.*s'", KB_ARG(name));
    *id = sqlite3_column_int64(stmt, 0);
    KB_TRY(kb_sql_step(store, stmt, &several, err));
    sqlite3_reset(stmt);
    if (several)
        return kb_fail(err, KB_ERR_INPUT,
                       "respondent '%.*s' is in several waves; --wave says which one",
                       KB_ARG(name));
    return KB_OK;
}

kb_status kb_store_respondent_limit(kb_store *store, uint64_t *limit, kb_error *err)
{
    int64_t number = 0;
    KB_TRY(kb_incoming_flush(store, err));
    KB_TRY(kb_sql_number(store, KB_SQL_RESPONDENT_LIMIT, KB_NO_ARGS, &number, err));
    *limit = number > 0 ? (uint64_t)number : 1;
    return KB_OK;
}

kb_status kb_store_answer_count(kb_store *store, uint64_t *count, kb_error *err)
{
    int64_t number = 0;
    KB_TRY(kb_incoming_flush(store, err));
    KB_TRY(kb_sql_number(store, KB_SQL_ANSWER_COUNT, KB_NO_ARGS, &number, err));
    *count = (uint64_t)number;
    return KB_OK;
}

kb_status kb_store_last_answer(kb_store *store, int64_t *id, kb_error *err)
{
    KB_TRY(kb_incoming_flush(store, err));
    return kb_sql_number(store, KB_SQL_ANSWER_LAST, KB_NO_ARGS, id, err);
}

kb_status kb_store_each_question(kb_store *store,
                                 kb_status (*each)(void *payload, int64_t id, kb_str name,
                                                   kb_str label, kb_error *err),
                                 void *payload, kb_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    kb_status status = kb_sql_fresh(store, KB_SQL_QUESTIONS, KB_NO_ARGS, &stmt, err);
    while (status == KB_OK && (status = kb_sql_step(store, stmt, &row, err)) == KB_OK && row)
        status = each(payload, sqlite3_column_int64(stmt, 0), kb_sql_str(stmt, 1),
                      kb_sql_str(stmt, 2), err);
    sqlite3_finalize(stmt);
    return status;
}

/* "there is no variable 'alder'; there are 'gruppe', 'kommune'" */
static kb_status no_such_variable(kb_store *store, kb_str name, kb_error *err)
{
    kb_buf list = { 0 };
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    kb_status status = kb_sql_start(store, KB_SQL_VARIABLES, KB_NO_ARGS, &stmt, err);
    while (status == KB_OK && (status = kb_sql_step(store, stmt, &row, err)) == KB_OK && row) {
        kb_str known = kb_sql_str(stmt, 0);
        kb_buf_printf(&list, "%s'%.*s'", list.len ? ", " : "; there are ", KB_ARG(known));
    }
    if (status == KB_OK && list.failed)
        status = kb_fail_memory(err);
    if (status == KB_OK)
        status = kb_fail(err, KB_ERR_NOT_FOUND, "there is no variable '%.*s'%.*s", KB_ARG(name),
                         KB_ARG(list));
    kb_buf_free(&list);
    return status;
}

kb_status kb_store_each_value(kb_store *store, kb_str variable,
                              kb_status (*each)(void *payload, int64_t respondent, kb_str value,
                                                kb_error *err),
                              void *payload, kb_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    KB_TRY(kb_incoming_flush(store, err));
    KB_TRY(
        kb_sql_one(store, KB_SQL_VARIABLE_FIND, KB_ARGS(kb_arg_text(variable)), &stmt, &row, err));
    if (!row)
        return no_such_variable(store, variable, err);
    kb_arg id = kb_arg_number(sqlite3_column_int64(stmt, 0));
    kb_sql walk = sqlite3_column_int(stmt, 1) != 0 ? KB_SQL_GROUP_VALUES : KB_SQL_VALUES;
    sqlite3_reset(stmt);
    kb_status status = kb_sql_fresh(store, walk, KB_ARGS(id), &stmt, err);
    while (status == KB_OK && (status = kb_sql_step(store, stmt, &row, err)) == KB_OK && row)
        status = each(payload, sqlite3_column_int64(stmt, 0), kb_sql_str(stmt, 1), err);
    sqlite3_finalize(stmt);
    return status;
}

kb_status kb_store_first_group(kb_store *store, kb_str *name, kb_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    *name = (kb_str){ "", 0 };
    KB_TRY(kb_sql_one(store, KB_SQL_FIRST_GROUP, KB_NO_ARGS, &stmt, &row, err));
    if (!row)
        return KB_OK;
    /* A rollback may bring another name; the old one stays in the arena for whoever has it. */
    if (!kb_str_equal(store->first_group, kb_sql_str(stmt, 0)))
        store->first_group = kb_arena_str(&store->group_room, kb_sql_str(stmt, 0));
    sqlite3_reset(stmt);
    *name = store->first_group;
    return store->group_room.failed ? kb_fail_memory(err) : KB_OK;
}
