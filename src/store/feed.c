/* SPDX-License-Identifier: MIT */
/* The virtual table kb_feed; see feed.h, and "Table-valued functions" in SQLite's manual. */
#include "feed.h"

#include <string.h>

const char kb_feed_type[] = "kb_feed";

enum { FEED_COLUMN = KB_FEED_WIDTH }; /* hidden: the argument */

typedef struct feed_cursor {
    sqlite3_vtab_cursor base; /* SQLite's part comes first */
    const kb_feed *feed;      /* NULL: no rows */
    size_t row;
} feed_cursor;

static int feed_connect(sqlite3 *db, void *data, int argc, const char *const *argv,
                        sqlite3_vtab **out, char **message)
{
    (void)data, (void)argc, (void)argv, (void)message;
    int code = sqlite3_declare_vtab(db, "CREATE TABLE x (c0, c1, c2, c3, c4, c5, c6, c7, c8, c9,"
                                        " c10, c11, feed HIDDEN)");
    if (code != SQLITE_OK)
        return code;
    *out = sqlite3_malloc(sizeof **out);
    if (*out == NULL)
        return SQLITE_NOMEM;
    memset(*out, 0, sizeof **out);
    return sqlite3_vtab_config(db, SQLITE_VTAB_DIRECTONLY);
}

static int feed_disconnect(sqlite3_vtab *table)
{
    sqlite3_free(table);
    return SQLITE_OK;
}

/* The only plan: all rows of the argument. */
static int feed_plan(sqlite3_vtab *table, sqlite3_index_info *info)
{
    (void)table;
    info->estimatedCost = 1e6;
    for (int i = 0; i < info->nConstraint; i++) {
        if (info->aConstraint[i].iColumn != FEED_COLUMN ||
            info->aConstraint[i].op != SQLITE_INDEX_CONSTRAINT_EQ)
            continue;
        if (!info->aConstraint[i].usable)
            return SQLITE_CONSTRAINT;
        info->aConstraintUsage[i].argvIndex = 1;
        info->aConstraintUsage[i].omit = 1;
        info->estimatedCost = 1000;
        info->estimatedRows = 1000;
    }
    return SQLITE_OK;
}

static int feed_open(sqlite3_vtab *table, sqlite3_vtab_cursor **out)
{
    (void)table;
    feed_cursor *cursor = sqlite3_malloc(sizeof *cursor);
    if (cursor == NULL)
        return SQLITE_NOMEM;
    memset(cursor, 0, sizeof *cursor);
    *out = &cursor->base;
    return SQLITE_OK;
}

static int feed_close(sqlite3_vtab_cursor *base)
{
    sqlite3_free(base);
    return SQLITE_OK;
}

static int feed_filter(sqlite3_vtab_cursor *base, int plan, const char *plan_text, int argc,
                       sqlite3_value **argv)
{
    (void)plan, (void)plan_text;
    feed_cursor *cursor = (feed_cursor *)base;
    cursor->feed = argc == 1 ? sqlite3_value_pointer(argv[0], kb_feed_type) : NULL;
    cursor->row = 0;
    return SQLITE_OK;
}

static int feed_next(sqlite3_vtab_cursor *base)
{
    ((feed_cursor *)base)->row++;
    return SQLITE_OK;
}

static int feed_eof(sqlite3_vtab_cursor *base)
{
    const feed_cursor *cursor = (const feed_cursor *)base;
    return cursor->feed == NULL || cursor->row >= cursor->feed->count;
}

static int feed_column(sqlite3_vtab_cursor *base, sqlite3_context *context, int column)
{
    const feed_cursor *cursor = (const feed_cursor *)base;
    const kb_feed *feed = cursor->feed;
    if (feed->cell != NULL) {
        feed->cell(feed->payload, cursor->row, column, context);
        return SQLITE_OK;
    }
    if ((size_t)column >= feed->width)
        return SQLITE_OK; /* NULL */
    int64_t number = feed->numbers[cursor->row * feed->width + (size_t)column];
    if (number != KB_FEED_NULL)
        sqlite3_result_int64(context, number);
    return SQLITE_OK;
}

static int feed_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *rowid)
{
    *rowid = (sqlite3_int64)((const feed_cursor *)base)->row;
    return SQLITE_OK;
}

/* Without xCreate it exists in every database by its own name and cannot be made or dropped. */
static const sqlite3_module module = {
    .xConnect = feed_connect,
    .xBestIndex = feed_plan,
    .xDisconnect = feed_disconnect,
    .xOpen = feed_open,
    .xClose = feed_close,
    .xFilter = feed_filter,
    .xNext = feed_next,
    .xEof = feed_eof,
    .xColumn = feed_column,
    .xRowid = feed_rowid,
};

void kb_feed_text(sqlite3_context *out, kb_str text)
{
    sqlite3_result_text64(out, text.len ? text.ptr : "", text.len, SQLITE_STATIC, SQLITE_UTF8);
}

int kb_feed_register(sqlite3 *db)
{
    return sqlite3_create_module(db, kb_feed_type, &module, NULL);
}
