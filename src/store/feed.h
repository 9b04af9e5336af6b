/* SPDX-License-Identifier: MIT */
/*
 * Rows in memory as a table that SQL can read:
 *
 *     INSERT INTO segment (...) SELECT c0, c1 ... FROM kb_feed(?1)
 *
 * One statement for many rows is several times as fast as binding and stepping each of them.
 * The argument is a kb_feed, given as kb_arg_feed(); it must stay until the statement is reset.
 * Its rows are numbers in an array, or a function gives their cells.
 */
#ifndef KB_STORE_FEED_H
#define KB_STORE_FEED_H

#include <kodebok/base.h>

#include <sqlite3.h>

enum { KB_FEED_WIDTH = 12 }; /* columns c0 .. c11 */

#define KB_FEED_NULL INT64_MIN /* stands for NULL */

typedef struct kb_feed {
    const int64_t *numbers; /* row after row */
    size_t count;           /* of rows */
    size_t width;           /* numbers in a row; columns beyond it are NULL */

    /* Instead of numbers: gives a cell by sqlite3_result_*() or kb_feed_text(), and what it gives
     * must stay as long as the feed.  A cell that is not given is NULL. */
    void (*cell)(const void *payload, size_t row, int column, sqlite3_context *out);
    const void *payload;
} kb_feed;

/* What sqlite3_bind_pointer() calls it. */
extern const char kb_feed_type[];

void kb_feed_text(sqlite3_context *out, kb_str text);

/* Makes kb_feed known to a connection; returns a result code of SQLite. */
int kb_feed_register(sqlite3 *db);

#endif
