/* SPDX-License-Identifier: MIT */
/*
 * Answers on their way in.
 *
 * Who and what is known stands in memory (keys.h), so that a new row needs no statement of its
 * own; incoming.c writes them by the thousand.  Only what an earlier import brought is looked
 * up, to be compared.
 */
#include "incoming.h"
#include "sql.h"

#include "base/str.h"
#include "base/try.h"

#include <stdlib.h>

#define HASH_OF_ANSWERS KB_STR("answers_sha256")

/* ----------------------------------------------------------------- the whole */

/*
 * A new file is filled with a rollback journal: nothing that was there is changed, so that the
 * journal stays empty, while the write-ahead log would hold every page a second time.
 */
static kb_status use_journal(kb_store *store, kb_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    int64_t last = 0;
    if (!store->made || store->exclusive)
        return KB_OK;
    KB_TRY(kb_sql_number(store, KB_SQL_ANSWER_NEXT, KB_NO_ARGS, &last, err));
    if (last > 1)
        return KB_OK;
    KB_TRY(kb_sql_script(store, kb_sql_sync_off, err)); /* there is nothing yet to be lost */
    sqlite3_busy_timeout(store->db, 0);
    kb_status status = kb_sql_one(store, KB_SQL_JOURNAL_DELETE, KB_NO_ARGS, &stmt, &row, err);
    bool busy = (sqlite3_errcode(store->db) & 0xFF) == SQLITE_BUSY;
    if (row)
        sqlite3_reset(stmt);
    sqlite3_busy_timeout(store->db, KB_BUSY_MS);
    store->journalled = status == KB_OK;
    KB_TRY(kb_sql_script(store, kb_sql_sync_on, err));
    return busy ? KB_OK : status; /* somebody reads it: then it stays as it is */
}

/* Foreign keys are looked up row by row; here everything that is pointed to is known. */
static void check_references(kb_store *store, bool check)
{
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_FKEY, (int)check, NULL);
}

void kb_store_import_left(kb_store *store)
{
    kb_incoming_free(store->incoming);
    store->incoming = NULL;
    if (store->import != 0)
        check_references(store, true);
    store->import = 0;
    if (store->journalled)
        (void)!kb_sql_run(store, KB_SQL_JOURNAL_WAL, KB_NO_ARGS, NULL);
    store->journalled = false;
}

static kb_status begin_import(kb_store *store, const kb_import_info *info, kb_error *err)
{
    KB_TRY(kb_sql_run(store, KB_SQL_IMPORT_ADD,
                      KB_ARGS(kb_arg_text(info->file), kb_arg_text(info->wave),
                              kb_arg_text(info->encoding), kb_arg_text(info->sha256)),
                      err));
    store->import = sqlite3_last_insert_rowid(store->db);
    check_references(store, false);
    return kb_incoming_open(store, info->wave, err);
}

kb_status kb_store_import_begin(kb_store *store, const kb_import_info *info, kb_error *err)
{
    if (sqlite3_get_autocommit(store->db))
        KB_TRY(use_journal(store, err));
    kb_status status = kb_store_begin(store, err);
    if (status != KB_OK) {
        if (sqlite3_get_autocommit(store->db))
            kb_store_import_left(store);
        return status;
    }
    status = begin_import(store, info, err);
    if (status != KB_OK)
        kb_store_rollback(store);
    return status;
}

/* The answers are no longer those that were hashed. */
static kb_status change_answers_sha256(kb_store *store, kb_error *err)
{
    char all[KB_SHA256_TEXT];
    KB_TRY(kb_store_drop_answers_sha256(store, err));
    if (!kb_first_hash_end(&store->incoming->first_hash, all))
        return KB_OK;
    return kb_store_set_answers_sha256(store, kb_str_from(all), err);
}

static kb_status finish_import(kb_store *store, const char *sha256, kb_error *err)
{
    KB_TRY(kb_incoming_flush(store, err));
    if (store->incoming->replaced)
        KB_TRY(kb_sql_run(store, KB_SQL_BACKGROUNDS_CLEAN, KB_NO_ARGS, err));
    if (store->incoming->group_changed)
        KB_TRY(
            kb_sql_run(store, KB_SQL_CHANGED_AFTER, KB_ARGS(kb_arg_text(KB_GROUPS_CHANGED)), err));
    if (store->incoming->value_changed)
        KB_TRY(
            kb_sql_run(store, KB_SQL_CHANGED_AFTER, KB_ARGS(kb_arg_text(KB_VALUES_CHANGED)), err));
    KB_TRY(change_answers_sha256(store, err));
    if (sha256 == NULL || sha256[0] == '\0')
        return KB_OK;
    return kb_sql_run(store, KB_SQL_IMPORT_SHA256,
                      KB_ARGS(kb_arg_number(store->import), kb_arg_text(kb_str_from(sha256))), err);
}

kb_status kb_store_import_end(kb_store *store, const char *sha256, bool dry, kb_error *err)
{
    KB_TRY(kb_in_import(store, err));
    if (dry) {
        kb_store_rollback(store);
        return KB_OK;
    }
    KB_TRY(finish_import(store, sha256, err));
    return kb_store_commit(store, err);
}

/* ---------------------------------------------------------- the answers' hash */

kb_status kb_store_drop_answers_sha256(kb_store *store, kb_error *err)
{
    return kb_sql_run(store, KB_SQL_META_REMOVE, KB_ARGS(kb_arg_text(HASH_OF_ANSWERS)), err);
}

kb_status kb_store_answers_sha256(kb_store *store, kb_str *sha256, kb_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    *sha256 = (kb_str){ "", 0 };
    kb_arena_free(&store->kept);
    KB_TRY(kb_sql_one(store, KB_SQL_META_FIND, KB_ARGS(kb_arg_text(HASH_OF_ANSWERS)), &stmt, &row,
                      err));
    if (!row)
        return KB_OK;
    kb_status status = kb_store_keep(store, kb_sql_str(stmt, 0), sha256, err);
    sqlite3_reset(stmt);
    return status;
}

kb_status kb_store_set_answers_sha256(kb_store *store, kb_str sha256, kb_error *err)
{
    return kb_sql_run(store, KB_SQL_META_SET,
                      KB_ARGS(kb_arg_text(HASH_OF_ANSWERS), kb_arg_text(sha256)), err);
}

/* ------------------------------------------------------ variables and questions */

kb_status kb_store_variable(kb_store *store, kb_str name, kb_str label, kb_variable_kind kind,
                            int64_t *id, kb_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    kb_str word = kind == KB_VARIABLE_GROUP ? KB_STR("group") : KB_STR("item");
    KB_TRY(kb_in_import(store, err));
    KB_TRY(kb_sql_run(store, KB_SQL_VARIABLE_ADD,
                      KB_ARGS(kb_arg_text(name), kb_arg_text(label), kb_arg_text(word)), err));
    KB_TRY(kb_sql_one(store, KB_SQL_VARIABLE_FIND, KB_ARGS(kb_arg_text(name)), &stmt, &row, err));
    if (!row)
        return kb_store_damaged(store, "a variable is missing from the index", err);
    *id = sqlite3_column_int64(stmt, 0);
    bool is_group = sqlite3_column_int(stmt, 1) != 0; /* it stays what it was first */
    sqlite3_reset(stmt);
    return kb_incoming_kind(store, *id, is_group, err);
}

static kb_status add_question(kb_store *store, kb_str name, kb_str label, int64_t *id,
                              kb_error *err)
{
    kb_incoming *in = store->incoming;
    KB_TRY(kb_sql_run(store, KB_SQL_QUESTION_ADD, KB_ARGS(kb_arg_text(name), kb_arg_text(label)),
                      err));
    KB_TRY(kb_sql_number(store, KB_SQL_QUESTION_FIND, KB_ARGS(kb_arg_text(name)), id, err));
    if (*id < 1 || *id >= UINT32_MAX)
        return kb_store_damaged(store, "a number is out of range", err);
    if (*id > in->last_question)
        in->last_question = *id;
    return KB_OK;
}

/* Long files name the question in every row. */
kb_status kb_store_question(kb_store *store, kb_str name, kb_str label, int64_t *id, kb_error *err)
{
    KB_TRY(kb_in_import(store, err));
    kb_incoming *in = store->incoming;
    size_t number = kb_map_find(&in->question_names, name);
    if (number != KB_MAP_NONE && (label.len == 0 || in->labelled[number])) {
        *id = in->questions[number];
        return KB_OK;
    }
    KB_TRY(add_question(store, name, label, id, err));
    size_t next = in->question_names.count;
    void *questions = in->questions, *labelled = in->labelled;
    if (!kb_array_reserve(&questions, &in->question_cap, next, sizeof *in->questions))
        return kb_fail_memory(err);
    in->questions = questions;
    if (!kb_array_reserve(&labelled, &in->labelled_cap, next, sizeof *in->labelled))
        return kb_fail_memory(err);
    in->labelled = labelled;
    number = kb_map_add(&in->question_names, name);
    if (number == KB_MAP_NONE)
        return kb_fail_memory(err);
    in->questions[number] = *id;
    in->labelled[number] = label.len > 0;
    return KB_OK;
}

/* ----------------------------------------------------------------- respondents */

kb_status kb_store_respondent(kb_store *store, kb_str name, uint64_t row,
                              kb_respondent_state *state, kb_error *err)
{
    KB_TRY(kb_in_import(store, err));
    kb_incoming *in = store->incoming;
    kb_known *known = NULL;
    if (!kb_people_named(&in->people, name, &known))
        return kb_fail_memory(err);
    if (known != NULL) {
        *state = (kb_respondent_state){ known->id, known->here, known->row, false };
        if (!known->here)
            known->row = row ? row : 1; /* rows count from 1 */
        known->here = true;
        return KB_OK;
    }
    if (in->next_respondent == UINT32_MAX)
        return kb_fail(err, KB_ERR_LIMIT, "too many respondents for '%s'", store->path);
    KB_TRY(kb_incoming_spill(store, err)); /* now: this one gets its values first */
    known = kb_people_add(&in->people, name, in->next_respondent);
    if (known == NULL)
        return kb_fail_memory(err);
    in->next_respondent++;
    known->row = row;
    known->here = known->is_new = true;
    *state = (kb_respondent_state){ .id = known->id, .first_row = row, .is_new = true };
    return KB_OK;
}

/* --------------------------------------------------------------------- answers */

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

/* An earlier import brought the answer; its text is kept when it is another one. */
static kb_status known_answer(kb_store *store, const kb_new_answer *answer, int64_t id, bool update,
                              kb_answer_outcome *outcome, kb_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool found = false;
    KB_TRY(kb_sql_one(store, KB_SQL_ANSWER_TEXT, KB_ARGS(kb_arg_number(id)), &stmt, &found, err));
    if (!found)
        return kb_store_damaged(store, "an answer is missing", err);
    bool same = kb_str_equal(kb_sql_str(stmt, 0), answer->text);
    outcome->state = same ? KB_ANSWER_SAME : KB_ANSWER_CHANGED;
    kb_status status =
        same ? KB_OK : kb_store_keep(store, kb_sql_str(stmt, 0), &outcome->old_text, err);
    sqlite3_reset(stmt);
    if (status != KB_OK || same || !update)
        return status;
    return replace_answer(store, answer, id, err);
}

/* Looks for the answer; when it is new, its key is kept. */
static kb_status look_up(kb_store *store, const kb_new_answer *answer, kb_known *who, int64_t *id,
                         kb_answer_outcome *outcome, kb_error *err)
{
    kb_incoming *in = store->incoming;
    uint32_t question = (uint32_t)answer->question;
    bool done = false;
    if (kb_answer_is_own(&in->keys, who, question)) {
        *outcome = (kb_answer_outcome){ .state = KB_ANSWER_DUPLICATE, .first_row = who->row };
        return KB_OK;
    }
    if (who->is_new && who->row == answer->row) {
        if (!kb_answer_keys_own(&in->keys, who, question, &done))
            return kb_fail_memory(err);
        if (done)
            return KB_OK;
    } else if (!who->is_new) {
        KB_TRY(kb_incoming_load_answers(store, err));
    }
    kb_answer_key *key = kb_answer_keys_put(&in->keys, who->id, question);
    if (key == NULL)
        return kb_fail_memory(err);
    if (key->row != 0)
        *outcome = (kb_answer_outcome){ .state = KB_ANSWER_DUPLICATE, .first_row = key->row };
    else
        key->row = answer->row == 0           ? 1
                   : answer->row < UINT32_MAX ? (uint32_t)answer->row
                                              : UINT32_MAX;
    *id = key->id;
    return KB_OK;
}

kb_status kb_store_answer(kb_store *store, const kb_new_answer *answer, bool update,
                          kb_answer_outcome *outcome, kb_error *err)
{
    kb_known *who = NULL;
    int64_t known = 0; /* an earlier import has brought it */
    *outcome = (kb_answer_outcome){ .state = KB_ANSWER_ADDED };
    kb_arena_free(&store->kept);
    KB_TRY(kb_in_import(store, err));
    KB_TRY(kb_incoming_respondent(store, answer->respondent, &who, err));
    if (answer->question < 1 || answer->question > store->incoming->last_question)
        return kb_fail(err, KB_ERR_ARGUMENT, "there is no question %lld",
                       (long long)answer->question);
    KB_TRY(look_up(store, answer, who, &known, outcome, err));
    if (outcome->state == KB_ANSWER_DUPLICATE)
        return KB_OK;
    if (known != 0)
        return known_answer(store, answer, known, update, outcome, err);
    KB_TRY(kb_incoming_add(store, answer, who, err));
    return kb_incoming_spill(store, err);
}
