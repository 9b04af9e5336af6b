/* SPDX-License-Identifier: MIT */
/*
 * kb_rows: many rows into a table with one statement.
 *
 *     INSERT INTO answer (...) SELECT c0, c1 ... FROM kb_rows
 *
 * kb_rows is a virtual table whose rows are those that somebody holds in memory.  That takes
 * half the time of binding and stepping a statement for each of them.
 */
#ifndef KB_STORE_ROWS_H
#define KB_STORE_ROWS_H

#include "sql.h"

/* Rows in memory; `cell` gives a column of a row by sqlite3_result_*() or kb_rows_text(), and
 * what it gives must stay until the statement has run.  A cell that is not given is NULL. */
struct kb_rows {
    size_t count;
    void (*cell)(const void *payload, size_t row, int column, sqlite3_context *out);
    const void *payload;
};

/* Makes kb_rows known to the connection. */
KB_MUST_USE kb_status kb_rows_register(kb_store *store, kb_error *err);

/* Runs a statement over the rows of `rows`; does nothing when there are none. */
KB_MUST_USE kb_status kb_rows_run(kb_store *store, kb_sql which, kb_args args, const kb_rows *rows,
                                  kb_error *err);

void kb_rows_text(sqlite3_context *out, kb_str text);

#endif
