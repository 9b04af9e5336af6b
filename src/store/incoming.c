/* SPDX-License-Identifier: MIT */
/* Loading keys, collecting rows, writing them; see incoming.h. */
#include "incoming.h"

#include "base/str.h"
#include "base/try.h"

#include <stdlib.h>

enum { SPILL_ROWS = 8192, SPILL_BYTES = 1 << 20, MOST_VARIABLES = 1 << 24 };

/* -------------------------------------------------------------------- loading */

static kb_status out_of_range(kb_store *store, kb_error *err)
{
    return kb_store_damaged(store, "a number is out of range", err);
}

static bool fits(int64_t number)
{
    return number > 0 && number < UINT32_MAX;
}

/* One (background, variable, text); combinations come one after the other. */
static kb_status load_value(kb_store *store, sqlite3_stmt *stmt, int64_t *id, uint32_t *number,
                            kb_error *err)
{
    kb_backgrounds *all = &store->incoming->backgrounds;
    int64_t background = sqlite3_column_int64(stmt, 0), variable = sqlite3_column_int64(stmt, 1);
    if (!fits(background) || !fits(variable))
        return out_of_range(store, err);
    if (*number != 0 && background != *id) {
        if (!kb_background_is(all, *number, (uint32_t)*id))
            return kb_fail_memory(err);
        *number = 0;
    }
    *id = background;
    *number = kb_background_with(all, *number, (uint32_t)variable, kb_sql_str(stmt, 2));
    return *number != 0 ? KB_OK : kb_fail_memory(err);
}

static kb_status load_backgrounds(kb_store *store, kb_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    int64_t id = 0;
    uint32_t number = 0;
    kb_status status = kb_sql_start(store, KB_SQL_BACKGROUNDS, KB_NO_ARGS, &stmt, err);
    while (status == KB_OK && (status = kb_sql_step(store, stmt, &row, err)) == KB_OK && row)
        status = load_value(store, stmt, &id, &number, err);
    if (row)
        sqlite3_reset(stmt);
    if (status == KB_OK && number != 0 &&
        !kb_background_is(&store->incoming->backgrounds, number, (uint32_t)id))
        status = kb_fail_memory(err);
    return status;
}

static kb_status load_respondent(kb_store *store, sqlite3_stmt *stmt, kb_error *err)
{
    kb_incoming *in = store->incoming;
    int64_t id = sqlite3_column_int64(stmt, 0), background = sqlite3_column_int64(stmt, 3);
    kb_str name = kb_sql_str(stmt, 1);
    if (!fits(id))
        return out_of_range(store, err);
    kb_known *known = NULL;
    if (!kb_people_named(&in->people, name, &known))
        return kb_fail_memory(err);
    if (known != NULL)
        return kb_store_damaged(store, "a respondent is there twice", err);
    known = kb_people_add(&in->people, name, (uint32_t)id);
    if (known == NULL)
        return kb_fail_memory(err);
    known->row = (uint64_t)sqlite3_column_int64(stmt, 2);
    known->background = kb_background_of(&in->backgrounds, background);
    if (background != 0 && known->background == 0)
        return kb_store_damaged(store, "a background is missing", err);
    return KB_OK;
}

static kb_status load_respondents(kb_store *store, kb_error *err)
{
    kb_incoming *in = store->incoming;
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    int64_t next = 0;
    kb_status status = kb_sql_start(store, KB_SQL_RESPONDENTS_OF_WAVE,
                                    KB_ARGS(kb_arg_text(kb_buf_view(&in->wave))), &stmt, err);
    while (status == KB_OK && (status = kb_sql_step(store, stmt, &row, err)) == KB_OK && row)
        status = load_respondent(store, stmt, err);
    if (row)
        sqlite3_reset(stmt);
    KB_TRY(status);
    in->people_written = in->people.count;
    KB_TRY(kb_sql_number(store, KB_SQL_RESPONDENT_LIMIT, KB_NO_ARGS, &next, err));
    in->next_respondent = (uint32_t)next;
    return fits(next) ? KB_OK : out_of_range(store, err);
}

kb_status kb_incoming_kind(kb_store *store, int64_t variable, bool is_group, kb_error *err)
{
    kb_incoming *in = store->incoming;
    void *groups = in->groups;
    if (variable < 1 || variable > MOST_VARIABLES)
        return out_of_range(store, err);
    if (!kb_array_reserve(&groups, &in->group_cap, (size_t)variable, sizeof *in->groups))
        return kb_fail_memory(err);
    in->groups = groups;
    for (; in->group_count <= (size_t)variable; in->group_count++)
        in->groups[in->group_count] = false;
    in->groups[variable] = is_group;
    if (is_group)
        kb_first_hash_group(&in->first_hash, variable);
    return KB_OK;
}

static kb_status load_kinds(kb_store *store, kb_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    kb_status status = kb_sql_start(store, KB_SQL_VARIABLE_KINDS, KB_NO_ARGS, &stmt, err);
    while (status == KB_OK && (status = kb_sql_step(store, stmt, &row, err)) == KB_OK && row)
        status = kb_incoming_kind(store, sqlite3_column_int64(stmt, 0),
                                  sqlite3_column_int(stmt, 1) != 0, err);
    if (row)
        sqlite3_reset(stmt);
    return status;
}

kb_status kb_incoming_open(kb_store *store, kb_str wave, kb_error *err)
{
    kb_incoming *in = store->incoming = calloc(1, sizeof *in);
    if (in == NULL)
        return kb_fail_memory(err);
    in->all_plain = true;
    kb_buf_str(&in->wave, wave);
    if (in->wave.failed)
        return kb_fail_memory(err);
    KB_TRY(load_kinds(store, err));
    KB_TRY(load_backgrounds(store, err));
    KB_TRY(load_respondents(store, err));
    KB_TRY(kb_sql_number(store, KB_SQL_QUESTION_LAST, KB_NO_ARGS, &in->last_question, err));
    KB_TRY(kb_sql_number(store, KB_SQL_ANSWER_NEXT, KB_NO_ARGS, &in->first_answer, err));
    in->next_answer = in->first_answer;
    kb_first_hash_begin(&in->first_hash, in->first_answer == 1);
    return fits(in->first_answer) ? KB_OK : out_of_range(store, err);
}

void kb_incoming_free(kb_incoming *in)
{
    if (in == NULL)
        return;
    kb_buf_free(&in->wave);
    kb_people_free(&in->people);
    kb_answer_keys_free(&in->keys);
    free(in->pending);
    kb_buf_free(&in->texts);
    kb_backgrounds_free(&in->backgrounds);
    kb_map_free(&in->question_names);
    free(in->questions);
    free(in->labelled);
    free(in->groups);
    free(in);
}

kb_status kb_in_import(const kb_store *store, kb_error *err)
{
    return store->import != 0 ? KB_OK : kb_fail(err, KB_ERR_ARGUMENT, "no import was begun");
}

kb_status kb_incoming_respondent(kb_store *store, int64_t id, kb_known **known, kb_error *err)
{
    *known = kb_people_numbered(&store->incoming->people, id);
    return *known != NULL ? KB_OK
                          : kb_fail(err, KB_ERR_ARGUMENT, "respondent %lld is not in this wave",
                                    (long long)id);
}

/* Answers of other waves cannot be met. */
static kb_status load_answer(kb_store *store, sqlite3_stmt *stmt, kb_error *err)
{
    kb_incoming *in = store->incoming;
    int64_t id = sqlite3_column_int64(stmt, 0), respondent = sqlite3_column_int64(stmt, 1);
    int64_t question = sqlite3_column_int64(stmt, 2);
    if (!fits(id) || !fits(question))
        return out_of_range(store, err);
    if (kb_people_numbered(&in->people, respondent) == NULL)
        return KB_OK;
    kb_answer_key *key = kb_answer_keys_put(&in->keys, (uint32_t)respondent, (uint32_t)question);
    if (key == NULL)
        return kb_fail_memory(err);
    if (key->id != 0)
        return kb_store_damaged(store, "an answer is there twice", err);
    key->id = (uint32_t)id;
    return KB_OK;
}

kb_status kb_incoming_load_answers(kb_store *store, kb_error *err)
{
    kb_incoming *in = store->incoming;
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    if (in->keys_loaded)
        return KB_OK;
    kb_status status = kb_sql_start(store, KB_SQL_ANSWER_KEYS,
                                    KB_ARGS(kb_arg_number(in->first_answer)), &stmt, err);
    while (status == KB_OK && (status = kb_sql_step(store, stmt, &row, err)) == KB_OK && row)
        status = load_answer(store, stmt, err);
    if (row)
        sqlite3_reset(stmt);
    in->keys_loaded = status == KB_OK;
    return status;
}

/* -------------------------------------------------------------------- writing */

kb_status kb_incoming_background(kb_store *store, uint32_t background, kb_arg *id, kb_error *err)
{
    kb_backgrounds *all = &store->incoming->backgrounds;
    *id = (kb_arg){ .kind = KB_ARG_NULL };
    if (background == 0)
        return KB_OK;
    *id = kb_arg_number(all->ids[background - 1]);
    if (id->number != 0)
        return KB_OK;
    if (!fits((int64_t)all->last_id + 1))
        return out_of_range(store, err);
    *id = kb_arg_number((int64_t)all->last_id + 1);
    size_t count;
    const kb_pair *pairs = kb_background_pairs(all, background, &count);
    for (size_t i = 0; i < count; i++)
        KB_TRY(kb_sql_run(store, KB_SQL_BACKGROUND_ADD,
                          KB_ARGS(*id, kb_arg_number(pairs[i].variable),
                                  kb_arg_text(all->texts.keys[pairs[i].text])),
                          err));
    return kb_background_is(all, background, (uint32_t)id->number) ? KB_OK : kb_fail_memory(err);
}

static void give_number(sqlite3_context *out, uint64_t number)
{
    sqlite3_result_int64(out, number > INT64_MAX ? INT64_MAX : (sqlite3_int64)number);
}

/* name, row, background */
static void give_respondent(const void *payload, size_t row, int column, sqlite3_context *out)
{
    const kb_incoming *in = payload;
    size_t index = in->people_written + row;
    const kb_known *known = &in->people.items[index];
    switch (column) {
    case 0: kb_feed_text(out, kb_people_name(&in->people, index)); break;
    case 1: give_number(out, known->row); break;
    default:
        if (known->background != 0)
            give_number(out, in->backgrounds.ids[known->background - 1]);
    }
}

/* Rows get the numbers that were given to them when they came: that they do is made sure of. */
static kb_status write_rows(kb_store *store, kb_sql which, kb_args args, int64_t last,
                            kb_error *err)
{
    KB_TRY(kb_sql_run(store, which, args, err));
    return sqlite3_last_insert_rowid(store->db) == last
               ? KB_OK
               : kb_store_damaged(store, "rows are not numbered in order", err);
}

static kb_status write_respondents(kb_store *store, kb_error *err)
{
    kb_incoming *in = store->incoming;
    kb_feed rows = { .count = in->people.count - in->people_written,
                     .cell = give_respondent,
                     .payload = in };
    if (rows.count == 0)
        return KB_OK;
    for (size_t i = in->people_written; i < in->people.count; i++) {
        kb_arg id;
        KB_TRY(kb_incoming_background(store, in->people.items[i].background, &id, err));
    }
    KB_TRY(write_rows(store, KB_SQL_RESPONDENTS_ADD,
                      KB_ARGS(kb_arg_feed(&rows), kb_arg_text(kb_buf_view(&in->wave)),
                              kb_arg_number(store->import)),
                      (int64_t)in->next_respondent - 1, err));
    in->people_written = in->people.count;
    return KB_OK;
}

/* respondent, question, row, text, raw, encoding */
static void give_answer(const void *payload, size_t row, int column, sqlite3_context *out)
{
    const kb_incoming *in = payload;
    const kb_pending *one = &in->pending[row];
    const char *text = in->texts.ptr != NULL ? in->texts.ptr + one->begin : "";
    const char *raw = text + one->text_len;
    switch (column) {
    case 0: give_number(out, one->respondent); break;
    case 1: sqlite3_result_int64(out, one->question); break;
    case 2:
        if (one->row != 0)
            give_number(out, one->row);
        break;
    case 3: kb_feed_text(out, (kb_str){ text, one->text_len }); break;
    case 4:
        if (one->raw_len > 0)
            sqlite3_result_blob64(out, raw, one->raw_len, SQLITE_STATIC);
        break;
    default:
        if (one->encoding_len > 0)
            kb_feed_text(out, (kb_str){ raw + one->raw_len, one->encoding_len });
    }
}

static kb_status write_answers(kb_store *store, kb_error *err)
{
    kb_incoming *in = store->incoming;
    kb_feed rows = { .count = in->pending_count, .cell = give_answer, .payload = in };
    kb_args args = KB_ARGS(kb_arg_feed(&rows), kb_arg_number(store->import));
    if (rows.count == 0)
        return KB_OK;
    if (in->all_plain)
        args.count--; /* where it came from is the respondent's */
    KB_TRY(write_rows(store, in->all_plain ? KB_SQL_ANSWERS_ADD_PLAIN : KB_SQL_ANSWERS_ADD, args,
                      in->next_answer - 1, err));
    in->all_plain = true;
    in->pending_count = 0;
    kb_buf_reset(&in->texts);
    return KB_OK;
}

kb_status kb_incoming_flush(kb_store *store, kb_error *err)
{
    if (store->incoming == NULL)
        return KB_OK;
    KB_TRY(write_respondents(store, err));
    return write_answers(store, err);
}

kb_status kb_incoming_spill(kb_store *store, kb_error *err)
{
    const kb_incoming *in = store->incoming;
    bool much = in->pending_count >= SPILL_ROWS || in->texts.len >= SPILL_BYTES ||
                in->people.count - in->people_written >= SPILL_ROWS;
    return much ? kb_incoming_flush(store, err) : KB_OK;
}

kb_status kb_incoming_add(kb_store *store, const kb_new_answer *answer, kb_known *who,
                          kb_error *err)
{
    kb_incoming *in = store->incoming;
    void *pending = in->pending;
    if (!fits(in->next_answer + 1))
        return kb_fail(err, KB_ERR_LIMIT, "too many answers for '%s'", store->path);
    if (!kb_array_reserve(&pending, &in->pending_cap, in->pending_count, sizeof *in->pending))
        return kb_fail_memory(err);
    in->pending = pending;
    bool own = who->is_new && who->row == answer->row;
    kb_str encoding = answer->raw.len ? answer->encoding : (kb_str){ NULL, 0 };
    in->pending[in->pending_count] = (kb_pending){ .respondent = who->id,
                                                   .question = answer->question,
                                                   .row = own ? 0 : answer->row,
                                                   .begin = in->texts.len,
                                                   .text_len = answer->text.len,
                                                   .raw_len = answer->raw.len,
                                                   .encoding_len = encoding.len };
    kb_buf_str(&in->texts, answer->text);
    kb_buf_str(&in->texts, answer->raw);
    kb_buf_str(&in->texts, encoding);
    if (in->texts.failed)
        return kb_fail_memory(err);
    in->all_plain = in->all_plain && own && answer->raw.len == 0;
    in->pending_count++;
    in->next_answer++;
    kb_first_hash_answer(in, who, answer->question, answer->text);
    return KB_OK;
}
