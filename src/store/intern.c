/* SPDX-License-Identifier: MIT */
/* Looking numbers up and giving new ones; see intern.h. */
#include "intern.h"

#include "base/try.h"
#include "sql.h"

#include <stdlib.h>

/* ----------------------------------------------------------------------- names */

static kb_status load(kb_names *names, kb_store *store, kb_sql which, kb_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    KB_TRY(kb_sql_start(store, which, KB_NO_ARGS, &stmt, err));
    for (;;) {
        KB_TRY(kb_sql_step(store, stmt, &row, err));
        if (!row)
            return KB_OK;
        size_t at = kb_map_add(&names->map, kb_sql_str(stmt, 1));
        if (at != KB_MAP_NONE && (int64_t)at + 1 == sqlite3_column_int64(stmt, 0))
            continue;
        sqlite3_reset(stmt);
        return at == KB_MAP_NONE ? kb_fail_memory(err)
                                 : kb_store_damaged(store, "its names are not numbered", err);
    }
}

static kb_status number_of(kb_names *names, kb_store *store, kb_sql add, kb_str id, int64_t *number,
                           kb_error *err)
{
    size_t known = names->map.count, at = kb_map_add(&names->map, id);
    if (at == KB_MAP_NONE)
        return kb_fail_memory(err);
    *number = (int64_t)at + 1;
    if (at < known)
        return KB_OK;
    return kb_sql_run(store, add, KB_ARGS(kb_arg_number(*number), kb_arg_text(id)), err);
}

kb_str kb_intern_code(const kb_intern *intern, int64_t number)
{
    bool known = number >= 1 && (uint64_t)number <= intern->codes.map.count;
    return known ? intern->codes.map.keys[number - 1] : (kb_str){ NULL, 0 };
}

/* ---------------------------------------------------------------------- a book */

static kb_status number_all(kb_intern *intern, kb_store *store, kb_error *err)
{
    const kb_codebook *book = intern->book;
    for (size_t i = 0; i < book->code_count; i++)
        KB_TRY(number_of(&intern->codes, store, KB_SQL_CODE_NAME_ADD, book->codes[i].id,
                         &intern->code_numbers[i], err));
    for (size_t i = 0; i < book->rule_count; i++)
        KB_TRY(number_of(&intern->rules, store, KB_SQL_RULE_NAME_ADD, book->rules[i].id,
                         &intern->rule_numbers[i], err));
    return KB_OK;
}

static kb_status place_codes(kb_intern *intern, kb_error *err)
{
    size_t count = intern->codes.map.count;
    intern->places = malloc((count + 1) * sizeof *intern->places);
    if (intern->places == NULL)
        return kb_fail_memory(err);
    for (size_t i = 0; i < count; i++)
        intern->places[i] = -1;
    for (size_t i = 0; i < intern->book->code_count; i++)
        intern->places[intern->code_numbers[i] - 1] = (int)i;
    return KB_OK;
}

kb_status kb_intern_open(kb_intern *intern, kb_store *store, const kb_codebook *book, kb_error *err)
{
    *intern = (kb_intern){ .book = book };
    intern->code_numbers = calloc(book->code_count + 1, sizeof *intern->code_numbers);
    intern->rule_numbers = calloc(book->rule_count + 1, sizeof *intern->rule_numbers);
    intern->single_sets = calloc(book->rule_count + 1, sizeof *intern->single_sets);
    if (!intern->code_numbers || !intern->rule_numbers || !intern->single_sets)
        return kb_fail_memory(err);
    KB_TRY(load(&intern->codes, store, KB_SQL_CODE_NAMES, err));
    KB_TRY(load(&intern->rules, store, KB_SQL_RULE_NAMES, err));
    KB_TRY(number_all(intern, store, err));
    return place_codes(intern, err);
}

/* ------------------------------------------------------------------------ sets */

static kb_status stored_set(kb_intern *intern, kb_store *store, const int *rules, size_t count,
                            int64_t *number, kb_error *err)
{
    kb_buf_reset(&intern->joined);
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            kb_buf_char(&intern->joined, ' ');
        kb_buf_str(&intern->joined, intern->book->rules[rules[i]].id);
    }
    if (intern->joined.failed)
        return kb_fail_memory(err);
    kb_args args = KB_ARGS(kb_arg_text(kb_buf_view(&intern->joined)));
    KB_TRY(kb_sql_number(store, KB_SQL_RULE_SET_FIND, args, number, err));
    if (*number != 0)
        return KB_OK;
    KB_TRY(kb_sql_run(store, KB_SQL_RULE_SET_ADD, args, err));
    *number = sqlite3_last_insert_rowid(store->db);
    return KB_OK;
}

static kb_status joint_set(kb_intern *intern, kb_store *store, const int *rules, size_t count,
                           int64_t *number, kb_error *err)
{
    size_t known = intern->sets.count;
    void *numbers = intern->set_numbers;
    if (!kb_array_reserve(&numbers, &intern->set_cap, known, sizeof *intern->set_numbers))
        return kb_fail_memory(err);
    intern->set_numbers = numbers;
    size_t at = kb_map_add(&intern->sets, (kb_str){ (const char *)rules, count * sizeof *rules });
    if (at == KB_MAP_NONE)
        return kb_fail_memory(err);
    if (at == known) {
        intern->set_numbers[at] = 0;
        KB_TRY(stored_set(intern, store, rules, count, &intern->set_numbers[at], err));
    }
    *number = intern->set_numbers[at];
    return KB_OK;
}

kb_status kb_intern_set(kb_intern *intern, kb_store *store, const int *rules, size_t count,
                        int64_t *number, kb_error *err)
{
    if (count == 1) {
        int64_t *single = &intern->single_sets[rules[0]];
        if (*single == 0)
            KB_TRY(stored_set(intern, store, rules, 1, single, err));
        *number = *single;
        return KB_OK;
    }
    return joint_set(intern, store, rules, count, number, err);
}

void kb_intern_free(kb_intern *intern)
{
    kb_map_free(&intern->codes.map);
    kb_map_free(&intern->rules.map);
    kb_map_free(&intern->sets);
    kb_buf_free(&intern->joined);
    free(intern->code_numbers);
    free(intern->rule_numbers);
    free(intern->places);
    free(intern->single_sets);
    free(intern->set_numbers);
    *intern = (kb_intern){ 0 };
}

/* ---------------------------------------------------------------- reading back */

static kb_status read_set(kb_set_texts *sets, kb_store *store, int64_t number, kb_str *text,
                          kb_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    KB_TRY(
        kb_sql_one(store, KB_SQL_RULE_SET_TEXT, KB_ARGS(kb_arg_number(number)), &stmt, &row, err));
    if (!row)
        return kb_store_damaged(store, "a segment has unknown rules", err);
    *text = kb_arena_str(&sets->room, kb_sql_str(stmt, 0));
    sqlite3_reset(stmt);
    return sets->room.failed ? kb_fail_memory(err) : KB_OK;
}

kb_status kb_set_text(kb_set_texts *sets, kb_store *store, int64_t number, kb_str *text,
                      kb_error *err)
{
    kb_str key = { (const char *)&number, sizeof number };
    size_t at = kb_map_find(&sets->numbers, key);
    if (at != KB_MAP_NONE) {
        *text = sets->texts[at];
        return KB_OK;
    }
    void *texts = sets->texts;
    if (!kb_array_reserve(&texts, &sets->cap, sets->numbers.count, sizeof *sets->texts))
        return kb_fail_memory(err);
    sets->texts = texts;
    KB_TRY(read_set(sets, store, number, text, err));
    at = kb_map_add(&sets->numbers, key);
    if (at == KB_MAP_NONE)
        return kb_fail_memory(err);
    sets->texts[at] = *text;
    return KB_OK;
}

void kb_set_texts_free(kb_set_texts *sets)
{
    kb_map_free(&sets->numbers);
    kb_arena_free(&sets->room);
    free(sets->texts);
    *sets = (kb_set_texts){ 0 };
}
