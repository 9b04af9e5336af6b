/* SPDX-License-Identifier: MIT */
/*
 * Answers on their way in.
 *
 * Most rows are new, so a row is simply inserted, and only when its unique key is taken is the
 * old one looked at.  A row that an earlier import brought does not say whether this import has
 * had it too; kb_seen remembers that, one number per respondent and answer.
 */
#include "sql.h"

#include "base/str.h"
#include "base/try.h"

#include <stdlib.h>

static uint64_t seen_row(const kb_seen *seen, int64_t id)
{
    return id >= 0 && (uint64_t)id < seen->cap ? seen->rows[id] : 0;
}

/* Rows count from 1; a caller who counts from 0 is served as well. */
static kb_status see(kb_store *store, kb_seen *seen, int64_t id, uint64_t row, kb_error *err)
{
    if (id < 0 || id > UINT32_MAX)
        return kb_store_damaged(store, "a number is out of range", err);
    size_t cap = seen->cap ? seen->cap : 1024;
    while (cap <= (size_t)id)
        cap *= 2;
    if (cap > seen->cap) {
        uint64_t *rows = realloc(seen->rows, cap * sizeof *rows);
        if (rows == NULL)
            return kb_fail_memory(err);
        memset(rows + seen->cap, 0, (cap - seen->cap) * sizeof *rows);
        seen->rows = rows;
        seen->cap = cap;
    }
    seen->rows[id] = row ? row : 1;
    return KB_OK;
}

static void see_nothing(kb_seen *seen)
{
    free(seen->rows);
    *seen = (kb_seen){ 0 };
}

static kb_status in_import(const kb_store *store, kb_error *err)
{
    return store->import != 0 ? KB_OK : kb_fail(err, KB_ERR_ARGUMENT, "no import was begun");
}

kb_status kb_store_import_begin(kb_store *store, const kb_import_info *info, kb_error *err)
{
    KB_TRY(kb_store_begin(store, err));
    kb_status status = kb_sql_run(store, KB_SQL_IMPORT_ADD,
                                  KB_ARGS(kb_arg_text(info->file), kb_arg_text(info->wave),
                                          kb_arg_text(info->encoding), kb_arg_text(info->sha256)),
                                  err);
    if (status != KB_OK) {
        kb_store_rollback(store);
        return status;
    }
    store->import = sqlite3_last_insert_rowid(store->db);
    see_nothing(&store->respondents);
    see_nothing(&store->answers);
    return KB_OK;
}

kb_status kb_store_import_end(kb_store *store, const char *sha256, bool dry, kb_error *err)
{
    KB_TRY(in_import(store, err));
    if (dry) {
        kb_store_rollback(store);
        return KB_OK;
    }
    if (sha256 != NULL && sha256[0] != '\0')
        KB_TRY(kb_sql_run(store, KB_SQL_IMPORT_SHA256,
                          KB_ARGS(kb_arg_number(store->import), kb_arg_text(kb_str_from(sha256))),
                          err));
    return kb_store_commit(store, err);
}

kb_status kb_store_variable(kb_store *store, kb_str name, kb_str label, kb_variable_kind kind,
                            int64_t *id, kb_error *err)
{
    kb_str word = kind == KB_VARIABLE_GROUP ? KB_STR("group") : KB_STR("item");
    KB_TRY(in_import(store, err));
    KB_TRY(kb_sql_run(store, KB_SQL_VARIABLE_ADD,
                      KB_ARGS(kb_arg_text(name), kb_arg_text(label), kb_arg_text(word)), err));
    return kb_sql_number(store, KB_SQL_VARIABLE_FIND, KB_ARGS(kb_arg_text(name)), id, err);
}

kb_status kb_store_question(kb_store *store, kb_str name, kb_str label, int64_t *id, kb_error *err)
{
    KB_TRY(in_import(store, err));
    KB_TRY(kb_sql_run(store, KB_SQL_QUESTION_ADD, KB_ARGS(kb_arg_text(name), kb_arg_text(label)),
                      err));
    return kb_sql_number(store, KB_SQL_QUESTION_FIND, KB_ARGS(kb_arg_text(name)), id, err);
}

static kb_status known_respondent(kb_store *store, kb_str name, uint64_t row,
                                  kb_respondent_state *state, kb_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool found = false;
    KB_TRY(kb_sql_one(store, KB_SQL_RESPONDENT_FIND,
                      KB_ARGS(kb_arg_number(store->import), kb_arg_text(name)), &stmt, &found,
                      err));
    if (!found)
        return kb_store_damaged(store, "a respondent is missing from the index", err);
    int64_t id = sqlite3_column_int64(stmt, 0);
    bool of_this_import = sqlite3_column_int64(stmt, 1) == store->import;
    uint64_t first = (uint64_t)sqlite3_column_int64(stmt, 2);
    sqlite3_reset(stmt);
    uint64_t seen = of_this_import ? first : seen_row(&store->respondents, id);
    *state = (kb_respondent_state){ .id = id,
                                    .in_this_import = of_this_import || seen != 0,
                                    .first_row = seen != 0 ? seen : first };
    return state->in_this_import ? KB_OK : see(store, &store->respondents, id, row, err);
}

kb_status kb_store_respondent(kb_store *store, kb_str name, uint64_t row,
                              kb_respondent_state *state, kb_error *err)
{
    KB_TRY(in_import(store, err));
    KB_TRY(kb_sql_run(store, KB_SQL_RESPONDENT_ADD,
                      KB_ARGS(kb_arg_number(store->import), kb_arg_text(name), kb_arg_count(row)),
                      err));
    if (sqlite3_changes(store->db) == 0)
        return known_respondent(store, name, row, state, err);
    *state = (kb_respondent_state){ .id = sqlite3_last_insert_rowid(store->db),
                                    .first_row = row,
                                    .is_new = true };
    return KB_OK;
}

/* The variable has a value already: `*old` is it, kept, when it is another one. */
static kb_status known_value(kb_store *store, int64_t respondent, int64_t variable, kb_str text,
                             kb_str *old, int64_t *import, kb_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool found = false;
    KB_TRY(kb_sql_one(store, KB_SQL_VALUE_FIND,
                      KB_ARGS(kb_arg_number(variable), kb_arg_number(respondent)), &stmt, &found,
                      err));
    if (!found)
        return kb_store_damaged(store, "a value is missing from the index", err);
    kb_str known = kb_sql_str(stmt, 0);
    *import = sqlite3_column_int64(stmt, 1);
    kb_status status = kb_str_equal(known, text) ? KB_OK : kb_store_keep(store, known, old, err);
    sqlite3_reset(stmt);
    return status;
}

kb_status kb_store_value(kb_store *store, int64_t respondent, int64_t variable, kb_str text,
                         bool replace, kb_str *old, bool *same_import, kb_error *err)
{
    *old = (kb_str){ NULL, 0 };
    *same_import = false;
    kb_arena_free(&store->kept);
    KB_TRY(in_import(store, err));
    if (text.len == 0)
        return KB_OK;
    kb_arg var = kb_arg_number(variable), who = kb_arg_number(respondent);
    kb_arg now = kb_arg_number(store->import);
    KB_TRY(kb_sql_run(store, KB_SQL_VALUE_ADD, KB_ARGS(var, who, kb_arg_text(text), now), err));
    if (sqlite3_changes(store->db) > 0)
        return KB_OK;
    int64_t import = 0;
    KB_TRY(known_value(store, respondent, variable, text, old, &import, err));
    *same_import = import == store->import;
    if (old->len > 0 && replace)
        return kb_sql_run(store, KB_SQL_VALUE_REPLACE, KB_ARGS(var, who, kb_arg_text(text), now),
                          err);
    /* Said again by this import: should it say otherwise later, both came with it. */
    if (old->len == 0 && !*same_import)
        return kb_sql_run(store, KB_SQL_VALUE_CONFIRM, KB_ARGS(var, who, now), err);
    return KB_OK;
}

static kb_status replace_answer(kb_store *store, const kb_new_answer *answer, int64_t id,
                                kb_error *err)
{
    KB_TRY(kb_sql_run(store, KB_SQL_ANSWER_HISTORY, KB_ARGS(kb_arg_number(id)), err));
    kb_str encoding = answer->raw.len ? answer->encoding : (kb_str){ NULL, 0 };
    return kb_sql_run(store, KB_SQL_ANSWER_REPLACE,
                      KB_ARGS(kb_arg_number(id), kb_arg_number(store->import),
                              kb_arg_count(answer->row), kb_arg_text(answer->text),
                              kb_arg_blob_or_null(answer->raw), kb_arg_text_or_null(encoding)),
                      err);
}

/* Reads the answer that has the key; its text is kept when it is another one. */
static kb_status known_answer(kb_store *store, const kb_new_answer *answer, int64_t *id,
                              kb_answer_outcome *outcome, kb_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool found = false;
    KB_TRY(kb_sql_one(store, KB_SQL_ANSWER_FIND,
                      KB_ARGS(kb_arg_number(answer->respondent), kb_arg_number(answer->question)),
                      &stmt, &found, err));
    if (!found)
        return kb_store_damaged(store, "an answer is missing from the index", err);
    *id = sqlite3_column_int64(stmt, 0);
    uint64_t row = (uint64_t)sqlite3_column_int64(stmt, 2);
    bool of_this_import = sqlite3_column_int64(stmt, 1) == store->import;
    uint64_t first = of_this_import ? row : seen_row(&store->answers, *id);
    kb_status status = KB_OK;
    if (of_this_import || first != 0)
        *outcome = (kb_answer_outcome){ .state = KB_ANSWER_DUPLICATE, .first_row = first };
    else if (kb_str_equal(kb_sql_str(stmt, 3), answer->text))
        outcome->state = KB_ANSWER_SAME;
    else {
        outcome->state = KB_ANSWER_CHANGED;
        status = kb_store_keep(store, kb_sql_str(stmt, 3), &outcome->old_text, err);
    }
    sqlite3_reset(stmt);
    return status;
}

kb_status kb_store_answer(kb_store *store, const kb_new_answer *answer, bool update,
                          kb_answer_outcome *outcome, kb_error *err)
{
    *outcome = (kb_answer_outcome){ .state = KB_ANSWER_ADDED };
    kb_arena_free(&store->kept);
    KB_TRY(in_import(store, err));
    kb_str encoding = answer->raw.len ? answer->encoding : (kb_str){ NULL, 0 };
    KB_TRY(kb_sql_run(store, KB_SQL_ANSWER_ADD,
                      KB_ARGS(kb_arg_number(answer->respondent), kb_arg_number(answer->question),
                              kb_arg_number(store->import), kb_arg_count(answer->row),
                              kb_arg_text(answer->text), kb_arg_blob_or_null(answer->raw),
                              kb_arg_text_or_null(encoding)),
                      err));
    if (sqlite3_changes(store->db) > 0)
        return KB_OK;
    int64_t id = 0;
    KB_TRY(known_answer(store, answer, &id, outcome, err));
    if (outcome->state == KB_ANSWER_DUPLICATE)
        return KB_OK;
    KB_TRY(see(store, &store->answers, id, answer->row, err));
    if (outcome->state == KB_ANSWER_CHANGED && update)
        return replace_answer(store, answer, id, err);
    return KB_OK;
}
