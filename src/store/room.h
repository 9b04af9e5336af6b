/* SPDX-License-Identifier: MIT */
/*
 * What the files of this room share: the open project.
 *
 * open.c opens and closes it, import.c and run.c write, walk.c, read.c, history.c and
 * segments.c read, forget.c erases.  They talk to SQLite through sql.h only (and feed.c and
 * stream.c, for bulk).
 */
#ifndef KB_STORE_ROOM_H
#define KB_STORE_ROOM_H

#include <kodebok/store.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "statements.h"

#include <sqlite3.h>

typedef struct kb_incoming kb_incoming; /* incoming.h */

/* How long another program's lock is waited for. */
enum { KB_BUSY_MS = 5000 };

struct kb_store {
    sqlite3 *db;
    sqlite3_stmt *cache[KB_SQL_COUNT]; /* prepared on first use */
    char *path;                        /* as given, for messages */
    char *file;                        /* as SQLite is to open it: never a URI or a special name */
    kb_store_mode mode;
    bool made;      /* this call made the file */
    bool exclusive; /* opened without shared memory, see open.c */
    kb_arena kept;  /* strings that live until the next call */
    kb_arena index; /* the index of words that is open, but for its postings */

    int64_t import;        /* 0: none is going on */
    kb_incoming *incoming; /* owned; while an import is going on */
    bool journalled;       /* an import uses a rollback journal for the time being */

    int64_t run;                /* 0: none is going on */
    bool has_begun;             /* its transaction has, with an index of words */
    struct kb_writing *writing; /* owned; of that run, see writing.h */

    kb_str first_group; /* in `group_room`; kb_store_first_group() */
    kb_arena group_room;

    kb_look look; /* or NULL */
    void *look_payload;
};

/* What the newest schema is and how SQLite reaches files; tests make others. */
typedef struct kb_store_plan {
    const char *schema;
    const char *const *migrations;
    int migration_count;
    const char *vfs; /* NULL: SQLite's own */
} kb_store_plan;

/* kb_store_open() by another plan. */
KB_MUST_USE kb_status kb_store_open_as(kb_store **out, const char *path, kb_store_mode mode,
                                       const kb_store_plan *plan, kb_problems *problems,
                                       kb_error *err);

/* Brings an older file to the plan's schema, after a copy of it is made beside it. */
KB_MUST_USE kb_status kb_store_migrate(kb_store *store, const kb_store_plan *plan, int version,
                                       kb_problems *problems, kb_error *err);

/* Fails with KB_ERR_ARGUMENT when something has been begun, else begins a transaction. */
KB_MUST_USE kb_status kb_store_begin(kb_store *store, kb_error *err);

/* Commits; when that fails, everything is rolled back. */
KB_MUST_USE kb_status kb_store_commit(kb_store *store, kb_error *err);

/* import.c: the transaction of an import, if it was one, has ended. */
void kb_store_import_left(kb_store *store);

/* Says that the answers are others than those that were hashed. */
KB_MUST_USE kb_status kb_store_drop_answers_sha256(kb_store *store, kb_error *err);

/* Copies what a column holds, to live until the next call on the store. */
KB_MUST_USE kb_status kb_store_keep(kb_store *store, kb_str text, kb_str *kept, kb_error *err);

/* Frees what a run needs while it is written; NULL is allowed. */
void kb_writing_free(struct kb_writing *writing);

/* Fails with KB_ERR_INPUT: the file holds what no version of kodebok writes. */
kb_status kb_store_damaged(const kb_store *store, const char *what, kb_error *err);

/* Fails with KB_ERR_NOT_FOUND when there is no run `id`. */
KB_MUST_USE kb_status kb_store_run_exists(kb_store *store, int64_t id, kb_error *err);

#endif
