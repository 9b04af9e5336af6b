/* SPDX-License-Identifier: MIT */
/* kb_take() and the rows that it took; see stream.h. */
#include "sql.h"

#include "base/try.h"

const char kb_taken_type[] = "kb_taken";

enum { ENOUGH_BYTES = 1 << 16, ARGUMENTS = 1 + KB_TAKEN_NUMBERS + 2 };

static size_t take_text(kb_buf *texts, sqlite3_value *value)
{
    const char *ptr = sqlite3_value_blob(value);
    int len = sqlite3_value_bytes(value);
    if (ptr == NULL || len <= 0)
        return 0;
    kb_buf_add(texts, ptr, (size_t)len);
    return (size_t)len;
}

static void take(sqlite3_context *out, int argc, sqlite3_value **argv)
{
    kb_taken *taken = sqlite3_value_pointer(argv[0], kb_taken_type);
    (void)argc;
    if (taken == NULL || taken->count == KB_MOST_TAKEN) {
        sqlite3_result_error(out, "kb_take() has no room", -1);
        return;
    }
    kb_taken_row *row = &taken->rows[taken->count++];
    for (int i = 0; i < KB_TAKEN_NUMBERS; i++)
        row->numbers[i] = sqlite3_value_int64(argv[1 + i]);
    row->begin = taken->texts.len;
    row->first_len = take_text(&taken->texts, argv[1 + KB_TAKEN_NUMBERS]);
    row->second_len = take_text(&taken->texts, argv[2 + KB_TAKEN_NUMBERS]);
    if (taken->texts.failed)
        sqlite3_result_error_nomem(out);
    else
        sqlite3_result_int(out, taken->count >= taken->wanted || taken->texts.len >= ENOUGH_BYTES);
}

int kb_take_register(sqlite3 *db)
{
    return sqlite3_create_function_v2(db, "kb_take", ARGUMENTS, SQLITE_UTF8 | SQLITE_DIRECTONLY,
                                      NULL, take, NULL, NULL, NULL);
}

/* At its end the statement is reset, and must not be stepped into once more. */
static kb_status take_more(kb_stream *stream, kb_error *err)
{
    kb_taken *taken = &stream->taken;
    bool full = false;
    taken->count = 0;
    stream->next = 0;
    kb_buf_reset(&taken->texts);
    taken->wanted = taken->wanted == 0 ? 1 : taken->wanted * 2;
    if (taken->wanted > KB_MOST_TAKEN)
        taken->wanted = KB_MOST_TAKEN;
    kb_status status = kb_sql_step(stream->store, stream->stmt, &full, err);
    stream->ended = !full;
    if (status != KB_OK)
        taken->count = 0;
    return status;
}

kb_status kb_stream_next(kb_stream *stream, const kb_taken_row **row, kb_error *err)
{
    *row = NULL;
    if (stream->next == stream->taken.count && !stream->ended)
        KB_TRY(take_more(stream, err));
    if (stream->next < stream->taken.count)
        *row = &stream->taken.rows[stream->next++];
    return KB_OK;
}

void kb_stream_restart(kb_stream *stream)
{
    stream->next = 0;
    stream->ended = false;
    stream->taken.count = 0;
    stream->taken.wanted = 0;
}

static kb_str text_at(const kb_stream *stream, size_t begin, size_t len)
{
    return len > 0 ? (kb_str){ stream->taken.texts.ptr + begin, len } : (kb_str){ NULL, 0 };
}

kb_str kb_stream_first(const kb_stream *stream, const kb_taken_row *row)
{
    return text_at(stream, row->begin, row->first_len);
}

kb_str kb_stream_second(const kb_stream *stream, const kb_taken_row *row)
{
    return text_at(stream, row->begin + row->first_len, row->second_len);
}

void kb_stream_close(kb_stream *stream)
{
    sqlite3_finalize(stream->stmt);
    kb_buf_free(&stream->taken.texts);
    stream->stmt = NULL;
}
