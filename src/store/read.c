/* SPDX-License-Identifier: MIT */
/* Questions and values on their way out, and what is asked of a project; answers are in walk.c. */
#include "incoming.h"
#include "sql.h"

#include "base/str.h"
#include "base/try.h"

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

static kb_status count_rows(kb_store *store, kb_sql which, uint64_t *count, kb_error *err)
{
    int64_t number = 0;
    KB_TRY(kb_incoming_flush(store, err));
    KB_TRY(kb_sql_number(store, which, KB_NO_ARGS, &number, err));
    *count = (uint64_t)number;
    return KB_OK;
}

kb_status kb_store_respondent_count(kb_store *store, uint64_t *count, kb_error *err)
{
    return count_rows(store, KB_SQL_RESPONDENT_COUNT, count, err);
}

kb_status kb_store_answer_count(kb_store *store, uint64_t *count, kb_error *err)
{
    return count_rows(store, KB_SQL_ANSWER_COUNT, count, err);
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

/* Finds a variable and opens the walk over its values; the second column is the text. */
static kb_status open_values(kb_store *store, kb_str variable, kb_sql of_group, sqlite3_stmt **out,
                             kb_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    KB_TRY(kb_incoming_flush(store, err));
    KB_TRY(
        kb_sql_one(store, KB_SQL_VARIABLE_FIND, KB_ARGS(kb_arg_text(variable)), &stmt, &row, err));
    if (!row)
        return no_such_variable(store, variable, err);
    kb_arg id = kb_arg_number(sqlite3_column_int64(stmt, 0));
    kb_sql walk = sqlite3_column_int(stmt, 1) != 0 ? of_group : KB_SQL_VALUES;
    sqlite3_reset(stmt);
    return kb_sql_fresh(store, walk, KB_ARGS(id), out, err);
}

kb_status kb_store_each_value(kb_store *store, kb_str variable,
                              kb_status (*each)(void *payload, int64_t respondent, kb_str value,
                                                kb_error *err),
                              void *payload, kb_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    kb_status status = open_values(store, variable, KB_SQL_GROUP_VALUES, &stmt, err);
    while (status == KB_OK && (status = kb_sql_step(store, stmt, &row, err)) == KB_OK && row)
        status = each(payload, sqlite3_column_int64(stmt, 0), kb_sql_str(stmt, 1), err);
    sqlite3_finalize(stmt);
    return status;
}

/* While an import goes on, a combination that it replaced may have nobody left. */
kb_status kb_store_each_group_value(kb_store *store, kb_str variable,
                                    kb_status (*each)(void *payload, kb_str value, kb_error *err),
                                    void *payload, kb_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false, all_used = store->incoming == NULL || !store->incoming->replaced;
    kb_status status = open_values(
        store, variable, all_used ? KB_SQL_BACKGROUND_TEXTS : KB_SQL_GROUP_VALUES, &stmt, err);
    while (status == KB_OK && (status = kb_sql_step(store, stmt, &row, err)) == KB_OK && row)
        status = each(payload, kb_sql_str(stmt, 1), err);
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
