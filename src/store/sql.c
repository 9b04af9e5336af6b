/* SPDX-License-Identifier: MIT */
/* Binding, stepping, and what SQLite's result codes mean; see sql.h. */
#include "sql.h"

#include <errno.h>
#include <string.h>

/* What the file system said, for codes that are about it. */
static const char *reason(const kb_store *store)
{
    int code = store->db != NULL ? sqlite3_system_errno(store->db) : 0;
    return code != 0 ? strerror(code) : sqlite3_errmsg(store->db);
}

static kb_status io_failed(const kb_store *store, kb_error *err)
{
    int code = store->db != NULL ? sqlite3_system_errno(store->db) : 0;
    if (code == ENOSPC || code == EDQUOT)
        return kb_fail(err, KB_ERR_IO, "disk full while writing '%s'", store->path);
    return kb_fail(err, KB_ERR_IO, "cannot read or write '%s': %s", store->path, reason(store));
}

kb_status kb_sql_fail(const kb_store *store, int code, kb_error *err)
{
    const char *path = store->path;
    switch (code & 0xFF) {
    case SQLITE_NOMEM: return kb_fail_memory(err);
    case SQLITE_FULL: return kb_fail(err, KB_ERR_IO, "disk full while writing '%s'", path);
    case SQLITE_IOERR:
        return code == SQLITE_IOERR_NOMEM ? kb_fail_memory(err) : io_failed(store, err);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL: return kb_fail(err, KB_ERR_IO, "'%s' is locked by another program", path);
    case SQLITE_READONLY:
    case SQLITE_PERM: return kb_fail(err, KB_ERR_INPUT, "'%s' is read-only", path);
    case SQLITE_NOTADB: return kb_fail(err, KB_ERR_INPUT, "'%s' is not a kodebok project", path);
    case SQLITE_CANTOPEN:
        if (store->made)
            return kb_fail(err, KB_ERR_INPUT,
                           "cannot make '%s': its folder is missing or may not be written to",
                           path);
        return kb_fail(err, KB_ERR_INPUT, "cannot open '%s': %s", path, reason(store));
    case SQLITE_CONSTRAINT:
        return kb_fail(err, KB_ERR_ARGUMENT, "'%s' cannot hold this: %s", path,
                       sqlite3_errmsg(store->db));
    case SQLITE_TOOBIG: return kb_fail(err, KB_ERR_LIMIT, "a text is too long for '%s'", path);
    case SQLITE_INTERRUPT:
        return kb_fail(err, KB_ERR_CANCELLED, "stopped%s",
                       store->mode == KB_STORE_READ ? "" : "; nothing of it was kept");
    default: return kb_store_damaged(store, sqlite3_errmsg(store->db), err);
    }
}

kb_arg kb_arg_number(int64_t number)
{
    return (kb_arg){ .kind = KB_ARG_NUMBER, .number = number };
}

kb_arg kb_arg_count(uint64_t number)
{
    return kb_arg_number(number > INT64_MAX ? INT64_MAX : (int64_t)number);
}

kb_arg kb_arg_text(kb_str text)
{
    return (kb_arg){ .kind = KB_ARG_TEXT, .text = text };
}

kb_arg kb_arg_text_or_null(kb_str text)
{
    return (kb_arg){ .kind = text.len ? KB_ARG_TEXT : KB_ARG_NULL, .text = text };
}

kb_arg kb_arg_blob_or_null(kb_str bytes)
{
    return (kb_arg){ .kind = bytes.len ? KB_ARG_BLOB : KB_ARG_NULL, .text = bytes };
}

kb_arg kb_arg_feed(const kb_feed *feed)
{
    return (kb_arg){ .kind = KB_ARG_FEED, .feed = feed };
}

kb_arg kb_arg_taken(kb_taken *taken)
{
    return (kb_arg){ .kind = KB_ARG_TAKEN, .taken = taken };
}

/* SQLite calls it a plain pointer; kb_feed's cursors only read it. */
static int bind_feed(sqlite3_stmt *stmt, int place, const kb_feed *feed)
{
    union {
        const kb_feed *read;
        void *plain;
    } pointer = { .read = feed };
    return sqlite3_bind_pointer(stmt, place, pointer.plain, kb_feed_type, NULL);
}

static int bind(sqlite3_stmt *stmt, int place, const kb_arg *arg)
{
    const char *ptr = arg->text.len ? arg->text.ptr : "";
    switch (arg->kind) {
    case KB_ARG_NUMBER: return sqlite3_bind_int64(stmt, place, arg->number);
    case KB_ARG_TEXT:
        return sqlite3_bind_text64(stmt, place, ptr, arg->text.len, SQLITE_STATIC, SQLITE_UTF8);
    case KB_ARG_BLOB: return sqlite3_bind_blob64(stmt, place, ptr, arg->text.len, SQLITE_STATIC);
    case KB_ARG_FEED: return bind_feed(stmt, place, arg->feed);
    case KB_ARG_TAKEN: return sqlite3_bind_pointer(stmt, place, arg->taken, kb_taken_type, NULL);
    case KB_ARG_NULL: break;
    }
    return sqlite3_bind_null(stmt, place);
}

static kb_status bind_all(kb_store *store, sqlite3_stmt *stmt, kb_args args, kb_error *err)
{
    for (size_t i = 0; i < args.count; i++) {
        int code = bind(stmt, (int)i + 1, &args.items[i]);
        if (code != SQLITE_OK)
            return kb_sql_fail(store, code, err);
    }
    return KB_OK;
}

kb_status kb_sql_start(kb_store *store, kb_sql which, kb_args args, sqlite3_stmt **stmt,
                       kb_error *err)
{
    if (store->cache[which] == NULL) {
        int code = sqlite3_prepare_v3(store->db, kb_sql_text(which), -1, SQLITE_PREPARE_PERSISTENT,
                                      &store->cache[which], NULL);
        if (code != SQLITE_OK)
            return kb_sql_fail(store, code, err);
    }
    *stmt = store->cache[which];
    sqlite3_reset(*stmt);
    return bind_all(store, *stmt, args, err);
}

kb_status kb_sql_fresh(kb_store *store, kb_sql which, kb_args args, sqlite3_stmt **stmt,
                       kb_error *err)
{
    int code = sqlite3_prepare_v2(store->db, kb_sql_text(which), -1, stmt, NULL);
    if (code != SQLITE_OK)
        return kb_sql_fail(store, code, err);
    return bind_all(store, *stmt, args, err);
}

kb_status kb_sql_again(kb_store *store, sqlite3_stmt *stmt, kb_args args, kb_error *err)
{
    sqlite3_reset(stmt);
    return bind_all(store, stmt, args, err);
}

kb_status kb_sql_step(kb_store *store, sqlite3_stmt *stmt, bool *row, kb_error *err)
{
    int code = sqlite3_step(stmt);
    *row = code == SQLITE_ROW;
    if (*row)
        return KB_OK;
    kb_status status = code == SQLITE_DONE ? KB_OK : kb_sql_fail(store, code, err);
    sqlite3_reset(stmt);
    return status;
}

kb_status kb_sql_one(kb_store *store, kb_sql which, kb_args args, sqlite3_stmt **stmt, bool *row,
                     kb_error *err)
{
    kb_status status = kb_sql_start(store, which, args, stmt, err);
    return status == KB_OK ? kb_sql_step(store, *stmt, row, err) : status;
}

kb_status kb_sql_run(kb_store *store, kb_sql which, kb_args args, kb_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    kb_status status = kb_sql_one(store, which, args, &stmt, &row, err);
    if (row)
        sqlite3_reset(stmt);
    return status;
}

kb_status kb_sql_number(kb_store *store, kb_sql which, kb_args args, int64_t *number, kb_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    kb_status status = kb_sql_one(store, which, args, &stmt, &row, err);
    *number = 0;
    if (status != KB_OK || !row)
        return status;
    *number = sqlite3_column_int64(stmt, 0);
    sqlite3_reset(stmt);
    return KB_OK;
}

kb_status kb_sql_script(kb_store *store, const char *script, kb_error *err)
{
    int code = sqlite3_exec(store->db, script, NULL, NULL, NULL);
    return code == SQLITE_OK ? KB_OK : kb_sql_fail(store, code, err);
}

/* As a blob: the tables are STRICT and in UTF-8, so that nothing is converted and nothing can
 * run out of memory. */
kb_str kb_sql_str(sqlite3_stmt *stmt, int column)
{
    const char *ptr = sqlite3_column_blob(stmt, column);
    int len = sqlite3_column_bytes(stmt, column);
    return (kb_str){ ptr, ptr != NULL && len > 0 ? (size_t)len : 0 };
}

void kb_sql_clear(kb_store *store)
{
    for (size_t i = 0; i < KB_SQL_COUNT; i++) {
        sqlite3_finalize(store->cache[i]);
        store->cache[i] = NULL;
    }
}
