/* SPDX-License-Identifier: MIT */
/*
 * Running the statements of statements.h, every call checked.
 *
 *     KB_TRY(kb_sql_run(store, KB_SQL_LOG, KB_ARGS(kb_arg_text(what)), err));
 *
 * A statement that gives rows is bound with kb_sql_start() and stepped; reset it (or start it
 * again) when done.  Text that was read is valid until the next step.
 */
#ifndef KB_STORE_SQL_H
#define KB_STORE_SQL_H

#include "feed.h"
#include "room.h"
#include "stream.h"

/* A value for a statement. */
typedef struct kb_arg {
    enum { KB_ARG_NUMBER, KB_ARG_TEXT, KB_ARG_BLOB, KB_ARG_FEED, KB_ARG_TAKEN, KB_ARG_NULL } kind;
    int64_t number;
    kb_str text;         /* must stay until the statement has run */
    const kb_feed *feed; /* so must this */
    kb_taken *taken;     /* and this */
} kb_arg;

typedef struct kb_args {
    const kb_arg *items;
    size_t count;
} kb_args;

#define KB_ARGS(...)                                                                               \
    ((kb_args){ (const kb_arg[]){ __VA_ARGS__ },                                                   \
                sizeof((const kb_arg[]){ __VA_ARGS__ }) / sizeof(kb_arg) })
#define KB_NO_ARGS ((kb_args){ NULL, 0 })

kb_arg kb_arg_number(int64_t number);
kb_arg kb_arg_count(uint64_t number); /* above INT64_MAX: INT64_MAX */
kb_arg kb_arg_text(kb_str text);
kb_arg kb_arg_text_or_null(kb_str text); /* NULL when it is empty */
kb_arg kb_arg_blob_or_null(kb_str bytes);
kb_arg kb_arg_feed(const kb_feed *feed);
kb_arg kb_arg_taken(kb_taken *taken);

/* Runs a statement from the cache that gives no row, or whose rows do not matter. */
KB_MUST_USE kb_status kb_sql_run(kb_store *store, kb_sql which, kb_args args, kb_error *err);

/* Readies a statement from the cache for stepping. */
KB_MUST_USE kb_status kb_sql_start(kb_store *store, kb_sql which, kb_args args, sqlite3_stmt **stmt,
                                   kb_error *err);

/* The same with a statement of its own, for a walk; the caller finalises it. */
KB_MUST_USE kb_status kb_sql_fresh(kb_store *store, kb_sql which, kb_args args, sqlite3_stmt **stmt,
                                   kb_error *err);

/* Starts such a statement again, with other values. */
KB_MUST_USE kb_status kb_sql_again(kb_store *store, sqlite3_stmt *stmt, kb_args args,
                                   kb_error *err);

/* Goes to the next row; `*row` is false, and the statement reset, when there is none. */
KB_MUST_USE kb_status kb_sql_step(kb_store *store, sqlite3_stmt *stmt, bool *row, kb_error *err);

/* Starts a statement and takes its first row; `*row` is false when there is none. */
KB_MUST_USE kb_status kb_sql_one(kb_store *store, kb_sql which, kb_args args, sqlite3_stmt **stmt,
                                 bool *row, kb_error *err);

/* Names in `meta`: the last run before the first groups, or anything else known, were changed. */
#define KB_GROUPS_CHANGED KB_STR("groups_changed_after")
#define KB_VALUES_CHANGED KB_STR("values_changed_after")

/* Reads the one number that a statement gives; 0 when it gives no row. */
KB_MUST_USE kb_status kb_sql_number(kb_store *store, kb_sql which, kb_args args, int64_t *number,
                                    kb_error *err);

/* Runs statements that take no values. */
KB_MUST_USE kb_status kb_sql_script(kb_store *store, const char *script, kb_error *err);

/* What a column of the row holds; an empty string for NULL. */
kb_str kb_sql_str(sqlite3_stmt *stmt, int column);

/* Says what a result code of SQLite means for whoever works with the project. */
kb_status kb_sql_fail(const kb_store *store, int code, kb_error *err);

/* Finalises every statement of the cache. */
void kb_sql_clear(kb_store *store);

#endif
