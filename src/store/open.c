/* SPDX-License-Identifier: MIT */
/*
 * Opening and closing a project.
 *
 * A project is in WAL mode: reading never waits for writing, and a kill leaves the last
 * commit.  Three things can be in the way of that, and each has its detour:
 *
 *   nothing may be written beside the file, or in it   reading: opened `immutable`, which is
 *                                                      safe as long as no -wal lies there
 *   no shared memory (network drives)                  writing: taken over exclusively and put
 *                                                      into rollback-journal mode, with a note
 *   somebody else's file                               looked at before anything is set
 */
#include "embedded.h"
#include "sql.h"

#include "base/file.h"
#include "base/str.h"
#include "base/try.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

enum { APPLICATION_ID = 0x4B444230 };

/* What the first pages say. */
typedef struct file_facts {
    int64_t page_count, application, version;
    bool utf8;
} file_facts;

static void note(const kb_store *store, kb_problems *problems, const char *message)
{
    kb_problem problem = { .severity = KB_NOTE,
                           .file = kb_str_from(store->path),
                           .message = kb_str_from(message) };
    kb_problems_add(problems, &problem);
}

/* "./" keeps SQLite from taking ":memory:" or "file:x" for something else than a name. */
static char *name_for_sqlite(const char *path)
{
    char *name = malloc(strlen(path) + 3);
    if (name != NULL)
        sprintf(name, "%s%s", path[0] == '/' ? "" : "./", path);
    return name;
}

/* file:<path, percent-encoded>?immutable=1 */
static void immutable_uri(const char *path, kb_buf *uri)
{
    kb_buf_puts(uri, "file:");
    for (const char *c = path; *c != '\0'; c++) {
        if (strchr("%?#", *c) != NULL || (unsigned char)*c <= ' ')
            kb_buf_printf(uri, "%%%02X", (unsigned char)*c);
        else
            kb_buf_char(uri, *c);
    }
    kb_buf_puts(uri, "?immutable=1");
    kb_buf_char(uri, '\0');
}

/* Whether changes may lie beside the file that are not in it yet. */
static bool has_companion(const kb_store *store)
{
    static const char *const endings[] = { "-wal", "-journal" };
    bool found = false;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        kb_buf name = { 0 };
        kb_buf_printf(&name, "%s%s", store->file, endings[i]);
        kb_buf_char(&name, '\0');
        found = found || name.failed || kb_path_exists(name.ptr);
        kb_buf_free(&name);
    }
    return found;
}

static kb_status connect(kb_store *store, const char *name, int flags, const kb_store_plan *plan,
                         kb_error *err)
{
    int code = sqlite3_open_v2(name, &store->db, flags | SQLITE_OPEN_NOMUTEX, plan->vfs);
    if (store->db == NULL)
        return kb_fail_memory(err);
    sqlite3_extended_result_codes(store->db, 1);
    if (code != SQLITE_OK)
        return kb_sql_fail(store, code, err);
    sqlite3_busy_timeout(store->db, KB_BUSY_MS);
    /* The file may come from anywhere: its views and triggers may do nothing but read tables. */
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(store->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    code = kb_feed_register(store->db);
    if (code == SQLITE_OK)
        code = kb_take_register(store->db);
    return code == SQLITE_OK ? KB_OK : kb_sql_fail(store, code, err);
}

static void disconnect(kb_store *store)
{
    kb_sql_clear(store);
    sqlite3_close(store->db);
    store->db = NULL;
}

static kb_status read_facts(kb_store *store, file_facts *facts, kb_error *err)
{
    KB_TRY(kb_sql_number(store, KB_SQL_PAGE_COUNT, KB_NO_ARGS, &facts->page_count, err));
    KB_TRY(kb_sql_number(store, KB_SQL_APPLICATION, KB_NO_ARGS, &facts->application, err));
    KB_TRY(kb_sql_number(store, KB_SQL_VERSION, KB_NO_ARGS, &facts->version, err));
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    KB_TRY(kb_sql_one(store, KB_SQL_ENCODING, KB_NO_ARGS, &stmt, &row, err));
    facts->utf8 = row && kb_str_is(kb_sql_str(stmt, 0), "UTF-8");
    sqlite3_reset(stmt);
    return KB_OK;
}

static kb_status connect_immutable(kb_store *store, const kb_store_plan *plan, kb_error *err)
{
    kb_buf uri = { 0 };
    immutable_uri(store->file, &uri);
    kb_status status =
        uri.failed ? kb_fail_memory(err)
                   : connect(store, uri.ptr, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, plan, err);
    kb_buf_free(&uri);
    return status;
}

/* Opened for writing where that is possible, so that closing can tidy up; it is never used. */
static kb_status open_to_read(kb_store *store, const kb_store_plan *plan, file_facts *facts,
                              kb_error *err)
{
    kb_error first = { 0 };
    kb_status status = connect(store, store->file, SQLITE_OPEN_READWRITE, plan, &first);
    bool alone = !has_companion(store);
    bool as_it_is = status == KB_OK && (!alone || sqlite3_db_readonly(store->db, "main") == 0);
    if (as_it_is)
        status = read_facts(store, facts, &first);
    int code = sqlite3_errcode(store->db) & 0xFF;
    bool kept_out = code == SQLITE_CANTOPEN || code == SQLITE_READONLY || code == SQLITE_IOERR;
    if (as_it_is && (status == KB_OK || !kept_out || !alone)) {
        if (status != KB_OK && kept_out)
            return kb_fail(err, KB_ERR_INPUT,
                           "'%s' has changes beside it that were not finished ('%s-wal'); open it "
                           "once where it may be written",
                           store->path, store->path);
        if (status != KB_OK && err != NULL)
            *err = first;
        return status;
    }
    disconnect(store);
    KB_TRY(connect_immutable(store, plan, err));
    return read_facts(store, facts, err);
}

static kb_status open_to_write(kb_store *store, const kb_store_plan *plan, file_facts *facts,
                               kb_error *err)
{
    int flags = SQLITE_OPEN_READWRITE | (store->made ? SQLITE_OPEN_CREATE : 0);
    KB_TRY(connect(store, store->file, flags, plan, err));
    if (sqlite3_db_readonly(store->db, "main") == 1)
        return kb_fail(err, KB_ERR_INPUT, "'%s' is read-only", store->path);
    kb_status status = read_facts(store, facts, err);
    int code = sqlite3_errcode(store->db) & 0xFF;
    if (status == KB_OK || (code != SQLITE_CANTOPEN && code != SQLITE_IOERR))
        return status;
    /* In WAL mode, but there is no shared memory here: one program alone needs none. */
    disconnect(store);
    KB_TRY(connect(store, store->file, flags, plan, err));
    KB_TRY(kb_sql_script(store, kb_sql_exclusive_on, err));
    store->exclusive = true;
    return read_facts(store, facts, err);
}

static kb_status set_journal(kb_store *store, kb_problems *problems, kb_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool row = false;
    kb_sql wanted = store->exclusive ? KB_SQL_JOURNAL_DELETE : KB_SQL_JOURNAL_WAL;
    kb_error refusal = { 0 };
    kb_status status = kb_sql_one(store, wanted, KB_NO_ARGS, &stmt, &row, &refusal);
    bool wal = status == KB_OK && row && kb_str_is(kb_sql_str(stmt, 0), "wal");
    if (row)
        sqlite3_reset(stmt);
    int code = sqlite3_errcode(store->db) & 0xFF;
    if (status == KB_ERR_MEMORY || (status != KB_OK && code == SQLITE_BUSY)) {
        if (err != NULL)
            *err = refusal;
        return status;
    }
    if (!wal)
        note(store, problems,
             "this file system does not support the write-ahead log; a rollback journal is used");
    return store->exclusive ? kb_sql_script(store, kb_sql_exclusive_off, err) : KB_OK;
}

static kb_status make_schema(kb_store *store, const kb_store_plan *plan, kb_error *err)
{
    KB_TRY(kb_sql_script(store, kb_sql_page_size, err));
    KB_TRY(kb_sql_script(store, kb_sql_settings, err));
    KB_TRY(kb_store_begin(store, err));
    KB_TRY(kb_sql_script(store, plan->schema, err));
    KB_TRY(
        kb_sql_run(store, KB_SQL_META,
                   KB_ARGS(kb_arg_text(KB_STR("made by")),
                           kb_arg_text(KB_STR("kodebok, a program that codes open-ended answers; "
                                              "read the views that begin with v_"))),
                   err));
    KB_TRY(kb_sql_run(
        store, KB_SQL_META,
        KB_ARGS(kb_arg_text(KB_STR("version")), kb_arg_text(kb_str_from(kb_version()))), err));
    return kb_store_commit(store, err);
}

/* Whose file it is, and from when. */
static kb_status check_facts(const kb_store *store, const kb_store_plan *plan,
                             const file_facts *facts, kb_error *err)
{
    int known = plan->migration_count + 1;
    if (facts->page_count == 0)
        return kb_fail(err, KB_ERR_INPUT, "'%s' is empty, not a kodebok project", store->path);
    if (facts->application != APPLICATION_ID)
        return kb_fail(err, KB_ERR_INPUT, "'%s' is an SQLite file but not a kodebok project",
                       store->path);
    if (facts->version > known)
        return kb_fail(err, KB_ERR_INPUT,
                       "'%s' was written by a newer version of kodebok (schema %lld, this program "
                       "knows %d)",
                       store->path, (long long)facts->version, known);
    if (facts->version < 1 || !facts->utf8)
        return kb_store_damaged(
            store, facts->utf8 ? "it has no schema number" : "it is not in UTF-8", err);
    if (facts->version < known && store->mode == KB_STORE_READ)
        return kb_fail(err, KB_ERR_INPUT,
                       "'%s' was written by an older version of kodebok (schema %lld, this program "
                       "writes %d); a command that writes to it brings it up to date",
                       store->path, (long long)facts->version, known);
    return KB_OK;
}

/* Says what is wrong with the path itself in words that SQLite does not have. */
static kb_status look_at_path(kb_store *store, kb_error *err)
{
    struct stat what;
    if (stat(store->file, &what) != 0) {
        bool absent = errno == ENOENT || errno == ENOTDIR;
        store->made = store->mode == KB_STORE_CREATE && absent;
        if (store->made)
            return KB_OK;
        if (absent)
            return kb_fail(err, KB_ERR_NOT_FOUND, "there is no project '%s'", store->path);
        return kb_fail(err, KB_ERR_INPUT, "cannot open '%s': %s", store->path, strerror(errno));
    }
    if (S_ISDIR(what.st_mode))
        return kb_fail(err, KB_ERR_INPUT, "'%s' is a folder, not a kodebok project", store->path);
    if (!S_ISREG(what.st_mode))
        return kb_fail(err, KB_ERR_INPUT, "'%s' is not a kodebok project", store->path);
    return KB_OK;
}

static kb_status open_file(kb_store *store, const kb_store_plan *plan, kb_problems *problems,
                           kb_error *err)
{
    file_facts facts = { 0 };
    KB_TRY(look_at_path(store, err));
    if (store->mode == KB_STORE_READ) {
        KB_TRY(open_to_read(store, plan, &facts, err));
        KB_TRY(check_facts(store, plan, &facts, err));
        return kb_sql_script(store, kb_sql_settings_read, err);
    }
    KB_TRY(open_to_write(store, plan, &facts, err));
    if (facts.page_count == 0 && store->mode == KB_STORE_CREATE) {
        KB_TRY(make_schema(store, plan, err));
        return set_journal(store, problems, err);
    }
    KB_TRY(check_facts(store, plan, &facts, err));
    KB_TRY(kb_sql_script(store, kb_sql_settings, err));
    KB_TRY(set_journal(store, problems, err));
    if (facts.version == plan->migration_count + 1)
        return KB_OK;
    return kb_store_migrate(store, plan, (int)facts.version, problems, err);
}

static kb_status open_temporary(kb_store *store, const kb_store_plan *plan, kb_error *err)
{
    KB_TRY(connect(store, "", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, plan, err));
    return make_schema(store, plan, err);
}

/* A file that could not be filled is not left behind. */
static void remove_empty(const kb_store *store)
{
    struct stat what;
    if (store->made && stat(store->file, &what) == 0 && what.st_size == 0)
        unlink(store->file);
}

kb_status kb_store_open_as(kb_store **out, const char *path, kb_store_mode mode,
                           const kb_store_plan *plan, kb_problems *problems, kb_error *err)
{
    *out = NULL;
    kb_store *store = calloc(1, sizeof *store);
    if (store == NULL)
        return kb_fail_memory(err);
    store->mode = mode;
    bool temporary = mode == KB_STORE_TEMPORARY;
    store->path = strdup(temporary ? "the temporary project" : path);
    store->file = name_for_sqlite(temporary ? "" : path);
    kb_status status;
    if (store->path == NULL || store->file == NULL)
        status = kb_fail_memory(err);
    else
        status =
            temporary ? open_temporary(store, plan, err) : open_file(store, plan, problems, err);
    if (status != KB_OK) {
        if (store->db != NULL)
            disconnect(store);
        if (store->file != NULL)
            remove_empty(store);
        kb_store_close(store);
        return status;
    }
    *out = store;
    return KB_OK;
}

kb_status kb_store_open(kb_store **out, const char *path, kb_store_mode mode, kb_problems *problems,
                        kb_error *err)
{
    kb_store_plan plan = { kb_schema_sql, kb_migrations, kb_migration_count, NULL };
    return kb_store_open_as(out, path, mode, &plan, problems, err);
}

void kb_store_close(kb_store *store)
{
    if (store == NULL)
        return;
    if (store->db != NULL) {
        kb_store_rollback(store);
        /* Somebody who is reading keeps the -wal; it is not waited for. */
        sqlite3_busy_timeout(store->db, 0);
        if (store->mode == KB_STORE_WRITE || store->mode == KB_STORE_CREATE)
            (void)!kb_sql_run(store, KB_SQL_CHECKPOINT, KB_NO_ARGS, NULL);
        disconnect(store);
    }
    kb_arena_free(&store->kept);
    kb_arena_free(&store->index);
    kb_arena_free(&store->group_room);
    free(store->path);
    free(store->file);
    free(store);
}
