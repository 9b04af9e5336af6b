/* SPDX-License-Identifier: MIT */
/*
 * Bringing an older project up to date.
 *
 * First the file is copied beside itself, whole and synced; then all migrations run in one
 * transaction.  Whatever happens, either the old file or the new one is there.  At last the room
 * of the old tables is given back, if that can be done.
 *
 * A migration makes tables anew and renames them.  Meanwhile foreign keys are off and renaming
 * looks at nothing else; afterwards all references are checked.  Views are always those of the
 * newest schema: migrations need not touch them.
 */
#include "sql.h"

#include "base/file.h"
#include "base/str.h"
#include "base/try.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

enum { MAX_BACKUPS = 1000 };

/* The first free one of P.schema1.bak, P.schema1-2.bak ...; ends with a zero byte. */
static kb_status free_name(const char *path, int version, kb_buf *name, kb_error *err)
{
    for (int i = 1; i <= MAX_BACKUPS; i++) {
        kb_buf_reset(name);
        kb_buf_printf(name, "%s.schema%d", path, version);
        if (i > 1)
            kb_buf_printf(name, "-%d", i);
        kb_buf_puts(name, ".bak");
        kb_buf_char(name, '\0');
        if (name->failed)
            return kb_fail_memory(err);
        if (!kb_path_exists(name->ptr))
            return KB_OK;
    }
    return kb_fail(err, KB_ERR_LIMIT, "too many backup copies beside '%s'", path);
}

static kb_status sync_file(const char *name, kb_error *err)
{
    int fd = open(name, O_RDONLY | O_CLOEXEC);
    bool good = fd >= 0 && fsync(fd) == 0;
    int why = errno;
    if (fd >= 0)
        close(fd);
    return good ? KB_OK : kb_fail(err, KB_ERR_IO, "cannot write '%s': %s", name, strerror(why));
}

static kb_status back_up(kb_store *store, const char *name, kb_error *err)
{
    kb_status status =
        kb_sql_run(store, KB_SQL_BACKUP, KB_ARGS(kb_arg_text(kb_str_from(name))), err);
    if (status == KB_OK)
        status = sync_file(name, err);
    if (status != KB_OK)
        unlink(name);
    return status;
}

/* The last part of a schema is its views. */
static kb_status renew_views(kb_store *store, const char *schema, kb_error *err)
{
    const char *views = strstr(schema, "\nCREATE VIEW ");
    kb_status status = KB_OK;
    for (bool row = true; row && status == KB_OK;) {
        sqlite3_stmt *stmt = NULL;
        kb_buf drop = { 0 };
        KB_TRY(kb_sql_one(store, KB_SQL_VIEW_DROP, KB_NO_ARGS, &stmt, &row, err));
        if (!row)
            break;
        kb_buf_str(&drop, kb_sql_str(stmt, 0));
        kb_buf_char(&drop, '\0');
        sqlite3_reset(stmt);
        status = drop.failed ? kb_fail_memory(err) : kb_sql_script(store, drop.ptr, err);
        kb_buf_free(&drop);
    }
    return status == KB_OK && views != NULL ? kb_sql_script(store, views, err) : status;
}

static kb_status check_references(kb_store *store, kb_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    KB_TRY(kb_sql_one(store, KB_SQL_REFERENCES_CHECK, KB_NO_ARGS, &stmt, &row, err));
    if (!row)
        return KB_OK;
    sqlite3_reset(stmt);
    return kb_store_damaged(store, "something in it points to nothing", err);
}

static kb_status apply(kb_store *store, const kb_store_plan *plan, int version, kb_error *err)
{
    KB_TRY(kb_store_begin(store, err));
    for (int i = version - 1; i < plan->migration_count; i++) {
        int64_t reached = 0;
        KB_TRY(kb_sql_script(store, plan->migrations[i], err));
        KB_TRY(kb_sql_number(store, KB_SQL_VERSION, KB_NO_ARGS, &reached, err));
        if (reached != i + 2)
            return kb_fail(err, KB_ERR_ARGUMENT, "migration %d ends at schema %lld", i + 1,
                           (long long)reached);
    }
    KB_TRY(renew_views(store, plan->schema, err));
    KB_TRY(check_references(store, err));
    kb_buf line = { 0 };
    kb_buf_printf(&line, "brought from schema %d to %d", version, plan->migration_count + 1);
    kb_status status =
        line.failed ? kb_fail_memory(err)
                    : kb_sql_run(store, KB_SQL_LOG, KB_ARGS(kb_arg_text(kb_buf_view(&line))), err);
    kb_buf_free(&line);
    KB_TRY(status);
    return kb_store_commit(store, err);
}

/* While tables are replaced, nothing but the migration decides what refers to what. */
static void let_tables_change(kb_store *store, bool let)
{
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_ENABLE_FKEY, (int)!let, NULL);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_LEGACY_ALTER_TABLE, (int)let, NULL);
}

static void tell(const kb_store *store, const kb_store_plan *plan, const char *name, int version,
                 kb_problems *problems)
{
    kb_arena arena = { 0 };
    kb_problem problem = { .severity = KB_NOTE, .file = kb_str_from(store->path) };
    problem.message =
        kb_arena_printf(&arena, "brought from schema %d to %d; the file as it was is '%s'", version,
                        plan->migration_count + 1, name);
    kb_problems_add(problems, &problem);
    kb_arena_free(&arena);
}

kb_status kb_store_migrate(kb_store *store, const kb_store_plan *plan, int version,
                           kb_problems *problems, kb_error *err)
{
    kb_buf name = { 0 };
    kb_status status = free_name(store->file, version, &name, err);
    if (status == KB_OK)
        status = back_up(store, name.ptr, err);
    if (status == KB_OK) {
        let_tables_change(store, true);
        status = apply(store, plan, version, err);
        if (status != KB_OK)
            kb_store_rollback(store);
        let_tables_change(store, false);
    }
    if (status == KB_OK)
        (void)!kb_sql_run(store, KB_SQL_VACUUM, KB_NO_ARGS, NULL);
    if (status == KB_OK)
        tell(store, plan, name.ptr, version, problems);
    kb_buf_free(&name);
    return status;
}
