/* SPDX-License-Identifier: MIT */
/*
 * What makes an edited rule cheap: the index of words (kodebok/wordindex.h), and the answers that
 * a rule supports a segment of.
 *
 * The index can be made again from the answers at any time, so it is thrown away rather than
 * mended: it belongs to the answers whose hash it was made with.
 */
#include "sql.h"

#include "base/numbers.h"
#include "base/str.h"
#include "base/try.h"

#include <string.h>

/*
 * The rows of the table.  Postings are cut in pieces: of a value in SQLite the end is found by
 * reading all that stands before it.
 */
enum { WORDS, PLACES, FIRST_PIECE, PIECE_BYTES = 1 << 18 };

static kb_status put_part(kb_store *store, int64_t number, const char *part, kb_str answers_sha256,
                          kb_str data, kb_error *err)
{
    return kb_sql_run(store, KB_SQL_INDEX_PUT,
                      KB_ARGS(kb_arg_number(number), kb_arg_text(kb_str_from(part)),
                              kb_arg_text(answers_sha256), kb_arg_blob_or_null(data)),
                      err);
}

static kb_status put_parts(kb_store *store, kb_str answers_sha256, const kb_index_parts *parts,
                           kb_error *err)
{
    kb_str rest = parts->postings;
    KB_TRY(kb_sql_run(store, KB_SQL_INDEX_CLEAR, KB_NO_ARGS, err));
    KB_TRY(put_part(store, WORDS, "words", answers_sha256, parts->words, err));
    KB_TRY(put_part(store, PLACES, "places", answers_sha256, parts->places, err));
    for (int64_t number = FIRST_PIECE; rest.len > 0; number++) {
        kb_str piece = { rest.ptr, rest.len < PIECE_BYTES ? rest.len : PIECE_BYTES };
        KB_TRY(put_part(store, number, "postings", answers_sha256, piece, err));
        rest = (kb_str){ rest.ptr + piece.len, rest.len - piece.len };
    }
    return KB_OK;
}

kb_status kb_store_put_index(kb_store *store, kb_str answers_sha256, const kb_index_parts *parts,
                             kb_error *err)
{
    KB_TRY(kb_store_begin(store, err));
    store->has_begun = true;
    kb_status status = put_parts(store, answers_sha256, parts, err);
    if (status != KB_OK)
        kb_store_rollback(store);
    return status;
}

/* Copies one part into the store's memory for it; `*found` is false when there is none. */
static kb_status take_part(kb_store *store, int64_t part, kb_str answers_sha256, kb_str *bytes,
                           bool *found, kb_error *err)
{
    sqlite3_stmt *stmt = NULL;
    KB_TRY(kb_sql_one(store, KB_SQL_INDEX_GET,
                      KB_ARGS(kb_arg_number(part), kb_arg_text(answers_sha256)), &stmt, found,
                      err));
    if (!*found)
        return KB_OK;
    *bytes = kb_arena_str(&store->index, kb_sql_str(stmt, 0));
    sqlite3_reset(stmt);
    return bytes->ptr != NULL ? KB_OK : kb_fail_memory(err);
}

/* What one piece has from `offset` on, at most `length` bytes; `*got` is none when it is not there.
 */
static kb_status read_piece(kb_store *store, uint64_t offset, size_t length, char *bytes,
                            size_t *got, kb_error *err)
{
    int64_t number = FIRST_PIECE + (int64_t)(offset / PIECE_BYTES);
    size_t at = offset % PIECE_BYTES;
    sqlite3_stmt *stmt = NULL;
    bool found = false;
    KB_TRY(
        kb_sql_one(store, KB_SQL_INDEX_PIECE, KB_ARGS(kb_arg_number(number)), &stmt, &found, err));
    kb_str piece = found ? kb_sql_str(stmt, 0) : (kb_str){ 0 };
    *got = piece.len > at ? piece.len - at : 0;
    *got = *got < length ? *got : length;
    if (*got > 0)
        memcpy(bytes, piece.ptr + at, *got);
    if (found)
        sqlite3_reset(stmt);
    return KB_OK;
}

static kb_status read_postings(void *payload, uint64_t offset, size_t length, char *bytes,
                               kb_error *err)
{
    for (size_t done = 0, got = 0; done < length; done += got) {
        KB_TRY(read_piece(payload, offset + done, length - done, bytes + done, &got, err));
        if (got == 0)
            return kb_fail(err, KB_ERR_INPUT, "the index of words is damaged");
    }
    return KB_OK;
}

/* How many bytes of postings there are; they must be in pieces, as put_parts() makes them. */
static kb_status measure_postings(kb_store *store, kb_index_source *source, bool *found,
                                  kb_error *err)
{
    sqlite3_stmt *stmt = NULL;
    KB_TRY(kb_sql_one(store, KB_SQL_INDEX_MEASURE, KB_ARGS(kb_arg_number(FIRST_PIECE)), &stmt,
                      found, err));
    if (!*found)
        return KB_OK;
    uint64_t pieces = (uint64_t)sqlite3_column_int64(stmt, 0);
    source->postings = (uint64_t)sqlite3_column_int64(stmt, 1);
    sqlite3_reset(stmt);
    *found = pieces == (source->postings + PIECE_BYTES - 1) / PIECE_BYTES;
    source->read = read_postings;
    source->payload = store;
    return KB_OK;
}

kb_status kb_store_open_index(kb_store *store, kb_str answers_sha256, kb_index_source *source,
                              bool *found, kb_error *err)
{
    *source = (kb_index_source){ 0 };
    kb_store_close_index(store);
    KB_TRY(kb_store_last_answer(store, &source->last_answer, err));
    KB_TRY(take_part(store, WORDS, answers_sha256, &source->words, found, err));
    if (*found)
        KB_TRY(take_part(store, PLACES, answers_sha256, &source->places, found, err));
    return *found ? measure_postings(store, source, found, err) : KB_OK;
}

void kb_store_close_index(kb_store *store)
{
    kb_arena_free(&store->index);
}

/* ------------------------------------------------------- the answers of rules */

static kb_status put_number(kb_numbers *list, int64_t number, kb_error *err)
{
    return kb_numbers_add(list, number) ? KB_OK : kb_fail_memory(err);
}

static bool is_one_of(kb_str id, const kb_str *ids, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (kb_str_equal(id, ids[i]))
            return true;
    return false;
}

/* Is one of the ids in a text of ids with spaces between them? */
static bool names_one_of(kb_str text, const kb_str *ids, size_t count)
{
    kb_str id;
    while (kb_str_cut(&text, ' ', &id))
        if (is_one_of(id, ids, count))
            return true;
    return false;
}

/* Numbers of the rows (number, text) whose text names a rule of the list. */
static kb_status numbers_of(kb_store *store, kb_sql which, const kb_str *rules, size_t count,
                            kb_numbers *numbers, kb_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool row = true;
    KB_TRY(kb_sql_start(store, which, KB_NO_ARGS, &stmt, err));
    while (row) {
        KB_TRY(kb_sql_step(store, stmt, &row, err));
        if (row && names_one_of(kb_sql_str(stmt, 1), rules, count))
            KB_TRY(put_number(numbers, sqlite3_column_int64(stmt, 0), err));
    }
    return KB_OK;
}

static kb_status list_answers(kb_store *store, kb_sql which, const kb_numbers *of,
                              kb_numbers *answers, kb_error *err)
{
    const kb_feed feed = { .numbers = of->items, .count = of->count, .width = 1 };
    sqlite3_stmt *stmt = NULL;
    bool row = of->count > 0;
    if (!row)
        return KB_OK;
    KB_TRY(kb_sql_start(store, which, KB_ARGS(kb_arg_feed(&feed)), &stmt, err));
    kb_status status = KB_OK;
    while (row && status == KB_OK) {
        status = kb_sql_step(store, stmt, &row, err);
        if (row && status == KB_OK)
            status = put_number(answers, sqlite3_column_int64(stmt, 0), err);
    }
    sqlite3_reset(stmt);
    return status;
}

kb_status kb_store_answers_of_rules(kb_store *store, const kb_str *rules, size_t count,
                                    int64_t **answers, size_t *answer_count, kb_error *err)
{
    kb_numbers sets = { 0 }, names = { 0 }, found = { 0 };
    kb_status status = numbers_of(store, KB_SQL_RULE_SETS, rules, count, &sets, err);
    if (status == KB_OK)
        status = numbers_of(store, KB_SQL_RULE_NAMES, rules, count, &names, err);
    if (status == KB_OK)
        status = list_answers(store, KB_SQL_ANSWERS_OF_SETS, &sets, &found, err);
    if (status == KB_OK)
        status = list_answers(store, KB_SQL_ANSWERS_UNDECIDED, &names, &found, err);
    kb_numbers_free(&sets);
    kb_numbers_free(&names);
    if (status != KB_OK)
        kb_numbers_free(&found);
    *answers = found.items;
    *answer_count = found.count;
    return status;
}
