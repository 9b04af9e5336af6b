/* SPDX-License-Identifier: MIT */
/*
 * Merging the rows of a run with those of the run before; see ledger.h.
 *
 * The walks read the same tables that are written to.  That is safe: what is written belongs to
 * answers that the walks have passed.
 */
#include "ledger.h"

#include "base/try.h"
#include "sql.h"

#include <stdlib.h>

enum { BATCH = 2048 }; /* rows that are written at once */

/* What is special about a table. */
typedef struct ledger_shape {
    int width;   /* columns before first_run */
    int falling; /* the column whose highest number comes first, or -1 */
    kb_sql walk, add, close;
} ledger_shape;

static const ledger_shape shapes[KB_LEDGER_COUNT] = {
    [KB_LEDGER_SEGMENT] = { 10, KB_AT_END, KB_SQL_SEGMENT_WALK, KB_SQL_SEGMENT_ADD,
                            KB_SQL_SEGMENT_CLOSE },
    [KB_LEDGER_FURTHER_MATCH] = { 8, KB_AT_END, KB_SQL_FURTHER_MATCH_WALK, KB_SQL_FURTHER_MATCH_ADD,
                                  KB_SQL_FURTHER_MATCH_CLOSE },
    [KB_LEDGER_NON_ANSWER] = { 1, -1, KB_SQL_NON_ANSWER_WALK, KB_SQL_NON_ANSWER_ADD,
                               KB_SQL_NON_ANSWER_CLOSE },
    [KB_LEDGER_UNDECIDED] = { 2, -1, KB_SQL_UNDECIDED_WALK, KB_SQL_UNDECIDED_ADD,
                              KB_SQL_UNDECIDED_CLOSE },
    [KB_LEDGER_WORDLESS] = { 2, -1, KB_SQL_WORDLESS_WALK, KB_SQL_WORDLESS_ADD,
                             KB_SQL_WORDLESS_CLOSE },
};

/* ----------------------------------------------------------------------- order */

static int compare(const kb_ledger_row *a, const kb_ledger_row *b, const ledger_shape *shape)
{
    for (int i = 0; i < shape->width; i++)
        if (a->at[i] != b->at[i])
            return (a->at[i] < b->at[i]) == (i != shape->falling) ? -1 : 1;
    return 0;
}

static int spans_order(const void *a, const void *b)
{
    return compare(a, b, &shapes[KB_LEDGER_SEGMENT]);
}

static int plain_order(const void *a, const void *b)
{
    return compare(a, b, &shapes[KB_LEDGER_UNDECIDED]);
}

/* They mostly come sorted, but for codes at one place. */
void kb_ledger_sort(kb_ledger *ledger, kb_ledger_table table)
{
    kb_ledger_row *rows = ledger->added.items + ledger->first;
    size_t count = ledger->added.count - ledger->first;
    bool sorted = true;
    for (size_t i = 1; i < count && sorted; i++)
        sorted = compare(&rows[i - 1], &rows[i], &shapes[table]) <= 0;
    if (!sorted)
        qsort(rows, count, sizeof *rows, shapes[table].falling >= 0 ? spans_order : plain_order);
}

/* ------------------------------------------------------------------------ rows */

static kb_ledger_row *push(kb_ledger_rows *rows)
{
    void *items = rows->items;
    if (!kb_array_reserve(&items, &rows->cap, rows->count, sizeof *rows->items))
        return NULL;
    rows->items = items;
    return &rows->items[rows->count++];
}

kb_ledger_row *kb_ledger_push(kb_ledger *ledger, int64_t answer)
{
    kb_ledger_row *row = push(&ledger->added);
    if (row != NULL)
        *row = (kb_ledger_row){ { answer } };
    return row;
}

/* ------------------------------------------------------------------- open rows */

/* Columns of which a NULL is allowed stand last. */
static int64_t number_at(sqlite3_stmt *stmt, int column)
{
    int64_t number = sqlite3_column_int64(stmt, column);
    return number == 0 && sqlite3_column_type(stmt, column) == SQLITE_NULL ? KB_FEED_NULL : number;
}

static kb_status step(kb_store *store, kb_ledger *ledger, const ledger_shape *shape, kb_error *err)
{
    KB_TRY(kb_sql_step(store, ledger->walk, &ledger->more, err));
    for (int i = 0; ledger->more && i <= shape->width; i++)
        ledger->next.at[i] = number_at(ledger->walk, i);
    return KB_OK;
}

static kb_status walk_from(kb_store *store, kb_ledger *ledger, const ledger_shape *shape,
                           int64_t answer, kb_error *err)
{
    KB_TRY(kb_sql_start(store, shape->walk, KB_ARGS(kb_arg_number(answer)), &ledger->walk, err));
    return step(store, ledger, shape, err);
}

/* A partial run starts its walks where its first answer is. */
kb_status kb_ledgers_open(kb_store *store, kb_ledgers *ledgers, kb_error *err)
{
    for (int i = 0; i < KB_LEDGER_COUNT; i++) {
        kb_ledger *ledger = &ledgers->tables[i];
        if (ledgers->partial) {
            ledger->more = true;
            ledger->next.at[KB_AT_ANSWER] = INT64_MIN;
        } else if (ledgers->previous != 0) {
            KB_TRY(walk_from(store, ledger, &shapes[i], INT64_MIN, err));
        }
    }
    return KB_OK;
}

int64_t kb_ledgers_next(const kb_ledgers *ledgers)
{
    int64_t next = INT64_MAX;
    for (int i = 0; i < KB_LEDGER_COUNT; i++) {
        const kb_ledger *ledger = &ledgers->tables[i];
        if (ledger->more && ledger->next.at[KB_AT_ANSWER] < next)
            next = ledger->next.at[KB_AT_ANSWER];
    }
    return next;
}

static kb_status take(kb_store *store, kb_ledger *ledger, const ledger_shape *shape, int64_t answer,
                      kb_error *err)
{
    ledger->old.count = 0;
    if (ledger->more && ledger->next.at[KB_AT_ANSWER] < answer)
        KB_TRY(walk_from(store, ledger, shape, answer, err));
    while (ledger->more && ledger->next.at[KB_AT_ANSWER] == answer) {
        kb_ledger_row *row = push(&ledger->old);
        if (row == NULL)
            return kb_fail_memory(err);
        *row = ledger->next;
        KB_TRY(step(store, ledger, shape, err));
    }
    return KB_OK;
}

kb_status kb_ledgers_take(kb_store *store, kb_ledgers *ledgers, int64_t answer, kb_error *err)
{
    for (int i = 0; i < KB_LEDGER_COUNT; i++) {
        ledgers->tables[i].first = ledgers->tables[i].added.count;
        KB_TRY(take(store, &ledgers->tables[i], &shapes[i], answer, err));
    }
    return KB_OK;
}

/* ------------------------------------------------------------------ differences */

static kb_status close_row(kb_ledger *ledger, const kb_ledger_row *old, kb_error *err)
{
    kb_ledger_row *row = push(&ledger->closed);
    if (row == NULL)
        return kb_fail_memory(err);
    *row = *old;
    return KB_OK;
}

/* Drops from the new rows those that are open already, and closes the others of these. */
static kb_status merge(kb_ledger *ledger, const ledger_shape *shape, kb_error *err)
{
    kb_ledger_row *rows = ledger->added.items;
    size_t kept = ledger->first, next = ledger->first, count = ledger->added.count;
    for (size_t i = 0; i < ledger->old.count;) {
        const kb_ledger_row *old = &ledger->old.items[i];
        int order = next < count ? compare(&rows[next], old, shape) : 1;
        if (order < 0) {
            rows[kept++] = rows[next++];
            continue;
        }
        if (order == 0)
            next++;
        else
            KB_TRY(close_row(ledger, old, err));
        i++;
    }
    while (kept < next && next < count)
        rows[kept++] = rows[next++];
    ledger->added.count = kept < next ? kept : count;
    return KB_OK;
}

static kb_status write_rows(kb_store *store, kb_sql which, kb_ledger_rows *rows, int64_t run,
                            kb_error *err)
{
    if (rows->count == 0)
        return KB_OK;
    const kb_feed feed = { .numbers = rows->items->at,
                           .count = rows->count,
                           .width = KB_LEDGER_WIDTH };
    rows->count = 0;
    return kb_sql_run(store, which, KB_ARGS(kb_arg_feed(&feed), kb_arg_number(run)), err);
}

static kb_status write_all(kb_store *store, kb_ledgers *ledgers, size_t at_least, kb_error *err)
{
    for (int i = 0; i < KB_LEDGER_COUNT; i++) {
        kb_ledger *ledger = &ledgers->tables[i];
        if (ledger->closed.count >= at_least)
            KB_TRY(write_rows(store, shapes[i].close, &ledger->closed, ledgers->previous, err));
        if (ledger->added.count >= at_least)
            KB_TRY(write_rows(store, shapes[i].add, &ledger->added, ledgers->run, err));
    }
    return KB_OK;
}

kb_status kb_ledgers_settle(kb_store *store, kb_ledgers *ledgers, kb_error *err)
{
    for (int i = 0; i < KB_LEDGER_COUNT; i++)
        KB_TRY(merge(&ledgers->tables[i], &shapes[i], err));
    return write_all(store, ledgers, BATCH, err);
}

static void end_walks(kb_ledgers *ledgers)
{
    for (int i = 0; i < KB_LEDGER_COUNT; i++) {
        sqlite3_reset(ledgers->tables[i].walk);
        ledgers->tables[i].more = false;
    }
}

kb_status kb_ledgers_finish(kb_store *store, kb_ledgers *ledgers, kb_error *err)
{
    end_walks(ledgers);
    return write_all(store, ledgers, 1, err);
}

void kb_ledgers_free(kb_ledgers *ledgers)
{
    end_walks(ledgers);
    for (int i = 0; i < KB_LEDGER_COUNT; i++) {
        free(ledgers->tables[i].old.items);
        free(ledgers->tables[i].added.items);
        free(ledgers->tables[i].closed.items);
    }
    *ledgers = (kb_ledgers){ 0 };
}
