/* SPDX-License-Identifier: MIT */
/*
 * kb_stream: the rows of a statement, many at a time.
 *
 *     SELECT 1 FROM answer WHERE kb_take(?1, id, respondent, question, 0, text, '') ORDER BY id
 *
 * kb_take() puts four numbers and two texts into a kb_taken and says "no" until that is full:
 * SQLite goes on to the next row by itself, which is about half the work of stepping to each row
 * and asking for its columns.  A statement begins with few rows and takes more each time, so that
 * one that is soon started again has not read much in vain.
 */
#ifndef KB_STORE_STREAM_H
#define KB_STORE_STREAM_H

#include <kodebok/store.h>

#include "base/buf.h"

#include <sqlite3.h>

enum { KB_MOST_TAKEN = 256, KB_TAKEN_NUMBERS = 4 };

typedef struct kb_taken_row {
    int64_t numbers[KB_TAKEN_NUMBERS]; /* 0 for NULL */
    size_t begin;                      /* of the first text; the second one follows */
    size_t first_len, second_len;
} kb_taken_row;

typedef struct kb_taken {
    kb_taken_row rows[KB_MOST_TAKEN];
    size_t count, wanted;
    kb_buf texts;
} kb_taken;

/* What sqlite3_bind_pointer() calls a kb_taken. */
extern const char kb_taken_type[];

typedef struct kb_stream {
    kb_store *store;
    sqlite3_stmt *stmt; /* owned; NULL: not opened */
    size_t next;        /* row of `taken` */
    bool ended;         /* the statement has no more */
    kb_taken taken;
} kb_stream;

/* Makes kb_take() known to a connection; returns a result code of SQLite. */
int kb_take_register(sqlite3 *db);

/* Goes to the next row; `*row` is NULL when there is none, and lives until the next one. */
KB_MUST_USE kb_status kb_stream_next(kb_stream *stream, const kb_taken_row **row, kb_error *err);

/* Says that the statement has been started anew. */
void kb_stream_restart(kb_stream *stream);

kb_str kb_stream_first(const kb_stream *stream, const kb_taken_row *row);
kb_str kb_stream_second(const kb_stream *stream, const kb_taken_row *row);

void kb_stream_close(kb_stream *stream);

#endif
