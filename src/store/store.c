/* SPDX-License-Identifier: MIT */
/* Transactions, and the small things that every file of the room needs; see room.h. */
#include "sql.h"

#include "base/try.h"

enum { STEPS_BETWEEN_LOOKS = 20000 }; /* of SQLite's machine: about a millisecond */

static int ask_to_go_on(void *payload)
{
    const kb_store *store = payload;
    return store->look(store->look_payload, NULL) != KB_OK;
}

void kb_store_watch(kb_store *store, kb_look look, void *payload)
{
    store->look = look;
    store->look_payload = payload;
    sqlite3_progress_handler(store->db, STEPS_BETWEEN_LOOKS, look != NULL ? ask_to_go_on : NULL,
                             store);
}

kb_status kb_store_begin(kb_store *store, kb_error *err)
{
    if (!sqlite3_get_autocommit(store->db))
        return kb_fail(err, KB_ERR_ARGUMENT, "something else was begun in '%s'", store->path);
    return kb_sql_run(store, KB_SQL_BEGIN, KB_NO_ARGS, err);
}

/* Before a transaction ends: no statement of the run may be under way. */
static void end_writing(kb_store *store)
{
    kb_writing_free(store->writing);
    store->writing = NULL;
}

kb_status kb_store_commit(kb_store *store, kb_error *err)
{
    end_writing(store);
    kb_status status = kb_sql_run(store, KB_SQL_COMMIT, KB_NO_ARGS, err);
    if (status != KB_OK)
        kb_store_rollback(store);
    kb_store_import_left(store);
    store->run = 0;
    return status;
}

void kb_store_rollback(kb_store *store)
{
    end_writing(store);
    /* SQLite has rolled back already after some failures (a full disk). */
    if (!sqlite3_get_autocommit(store->db))
        (void)!kb_sql_script(store, kb_sql_rollback, NULL);
    kb_store_import_left(store);
    store->has_begun = false;
    store->run = 0;
}

kb_status kb_store_keep(kb_store *store, kb_str text, kb_str *kept, kb_error *err)
{
    *kept = kb_arena_str(&store->kept, text);
    return store->kept.failed ? kb_fail_memory(err) : KB_OK;
}

kb_status kb_store_damaged(const kb_store *store, const char *what, kb_error *err)
{
    return kb_fail(err, KB_ERR_INPUT, "'%s' is damaged: %s", store->path, what);
}

const char *kb_store_library(void)
{
    return sqlite3_libversion();
}
