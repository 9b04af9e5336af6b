/* SPDX-License-Identifier: MIT */
/* The virtual table behind kb_rows; see rows.h. */
#include "rows.h"

typedef struct rows_table {
    sqlite3_vtab base; /* first, as SQLite wants it */
    const kb_store *store;
} rows_table;

typedef struct rows_cursor {
    sqlite3_vtab_cursor base; /* first, as SQLite wants it */
    const kb_rows *rows;
    size_t row;
} rows_cursor;

static int connect_rows(sqlite3 *db, void *store, int argc, const char *const *argv,
                        sqlite3_vtab **out, char **message)
{
    (void)argc, (void)argv, (void)message;
    int code = sqlite3_declare_vtab(db, "CREATE TABLE kb_rows (c0, c1, c2, c3, c4, c5, c6, c7,"
                                        " c8, c9, c10, c11)");
    if (code != SQLITE_OK)
        return code;
    /* Nothing in a file that comes from elsewhere may use it. */
    sqlite3_vtab_config(db, SQLITE_VTAB_DIRECTONLY);
    rows_table *table = sqlite3_malloc(sizeof *table);
    if (table == NULL)
        return SQLITE_NOMEM;
    *table = (rows_table){ .store = store };
    *out = &table->base;
    return SQLITE_OK;
}

static int disconnect_rows(sqlite3_vtab *table)
{
    sqlite3_free(table);
    return SQLITE_OK;
}

static int best_index(sqlite3_vtab *table, sqlite3_index_info *info)
{
    (void)table;
    info->estimatedCost = 1e6;
    return SQLITE_OK;
}

static int open_cursor(sqlite3_vtab *table, sqlite3_vtab_cursor **out)
{
    rows_cursor *cursor = sqlite3_malloc(sizeof *cursor);
    if (cursor == NULL)
        return SQLITE_NOMEM;
    *cursor = (rows_cursor){ .rows = ((rows_table *)table)->store->rows };
    *out = &cursor->base;
    return SQLITE_OK;
}

static int close_cursor(sqlite3_vtab_cursor *cursor)
{
    sqlite3_free(cursor);
    return SQLITE_OK;
}

static int rewind_cursor(sqlite3_vtab_cursor *cursor, int plan, const char *text, int argc,
                         sqlite3_value **argv)
{
    (void)plan, (void)text, (void)argc, (void)argv;
    ((rows_cursor *)cursor)->row = 0;
    return SQLITE_OK;
}

static int next_row(sqlite3_vtab_cursor *cursor)
{
    ((rows_cursor *)cursor)->row++;
    return SQLITE_OK;
}

static int at_end(sqlite3_vtab_cursor *cursor)
{
    const rows_cursor *self = (const rows_cursor *)cursor;
    return self->rows == NULL || self->row >= self->rows->count;
}

static int give_cell(sqlite3_vtab_cursor *cursor, sqlite3_context *out, int column)
{
    const rows_cursor *self = (const rows_cursor *)cursor;
    self->rows->cell(self->rows->payload, self->row, column, out);
    return SQLITE_OK;
}

static int give_rowid(sqlite3_vtab_cursor *cursor, sqlite3_int64 *rowid)
{
    *rowid = (sqlite3_int64)((const rows_cursor *)cursor)->row + 1;
    return SQLITE_OK;
}

static const sqlite3_module module = {
    .xConnect = connect_rows,
    .xDisconnect = disconnect_rows,
    .xBestIndex = best_index,
    .xOpen = open_cursor,
    .xClose = close_cursor,
    .xFilter = rewind_cursor,
    .xNext = next_row,
    .xEof = at_end,
    .xColumn = give_cell,
    .xRowid = give_rowid,
};

kb_status kb_rows_register(kb_store *store, kb_error *err)
{
    int code = sqlite3_create_module(store->db, "kb_rows", &module, store);
    return code == SQLITE_OK ? KB_OK : kb_sql_fail(store, code, err);
}

kb_status kb_rows_run(kb_store *store, kb_sql which, kb_args args, const kb_rows *rows,
                      kb_error *err)
{
    if (rows->count == 0)
        return KB_OK;
    store->rows = rows;
    kb_status status = kb_sql_run(store, which, args, err);
    store->rows = NULL;
    return status;
}

void kb_rows_text(sqlite3_context *out, kb_str text)
{
    sqlite3_result_text64(out, text.len ? text.ptr : "", text.len, SQLITE_STATIC, SQLITE_UTF8);
}
