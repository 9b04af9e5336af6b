/* SPDX-License-Identifier: MIT */
/*
 * Rows that are valid from one run to another.
 *
 * What a run finds in an answer is mostly what the run before it found.  So a row says in which
 * runs it holds: from first_run, to last_run, or to the newest run while last_run is NULL (the
 * row is open).  A run reads the open rows beside what it finds, answer by answer: a row that is
 * found again stays as it is, one that is not is closed at the run before, and what is
 * new is added.  A run that changes nothing writes nothing here.
 *
 * Rows are numbers only, the same in every run (see intern.h).  Each table's key is what comes
 * first in the row, then first_run; rows of an answer come in the order of the key.
 */
#ifndef KB_STORE_LEDGER_H
#define KB_STORE_LEDGER_H

#include "room.h"

typedef enum kb_ledger_table {
    KB_LEDGER_SEGMENT,
    KB_LEDGER_FURTHER_MATCH,
    KB_LEDGER_NON_ANSWER,
    KB_LEDGER_UNDECIDED,
    KB_LEDGER_WORDLESS,
    KB_LEDGER_COUNT
} kb_ledger_table;

enum { KB_LEDGER_WIDTH = 11 };

/* The table's columns but the last two (the answer is the first); first_run of a stored row. */
typedef struct kb_ledger_row {
    int64_t at[KB_LEDGER_WIDTH];
} kb_ledger_row;

/* Columns of segment. */
enum {
    KB_AT_ANSWER,
    KB_AT_BEGIN,
    KB_AT_END,
    KB_AT_CODE,
    KB_AT_RULE_SET,
    KB_AT_RULE,
    KB_AT_MATCH_BEGIN,
    KB_AT_MATCH_END,
    KB_AT_CUE_BEGIN,
    KB_AT_CUE_END
};

/* Columns of the others, after the answer (further_match has begin, end and code as segment). */
enum {
    KB_AT_FURTHER_RULE = KB_AT_RULE_SET,
    KB_AT_FURTHER_ALIKE,
    KB_AT_FURTHER_CUE_BEGIN,
    KB_AT_FURTHER_CUE_END,
    KB_AT_UNDECIDED_RULE = 1,
    KB_AT_WORDLESS_COUNT = 1
};

typedef struct kb_ledger_rows {
    kb_ledger_row *items; /* owned */
    size_t count, cap;
} kb_ledger_rows;

/* One table while a run is written. */
typedef struct kb_ledger {
    sqlite3_stmt *walk;    /* of the store's cache; stands on `next` */
    kb_ledger_row next;    /* the first open row that was not looked at */
    bool more;             /* there is such a row */
    kb_ledger_rows old;    /* the present answer's open rows */
    kb_ledger_rows added;  /* to be written; */
    size_t first;          /* those from here on are the present answer's */
    kb_ledger_rows closed; /* to be written */
} kb_ledger;

typedef struct kb_ledgers {
    kb_ledger tables[KB_LEDGER_COUNT];
    int64_t run, previous; /* 0: there was none */
    bool partial;          /* answers that are not given stay as they are */
} kb_ledgers;

/* Begins to walk the open rows. */
KB_MUST_USE kb_status kb_ledgers_open(kb_store *store, kb_ledgers *ledgers, kb_error *err);

/* The first answer with open rows that was not looked at; INT64_MAX when there is none. */
int64_t kb_ledgers_next(const kb_ledgers *ledgers);

/* Reads the open rows of an answer into `old`. */
KB_MUST_USE kb_status kb_ledgers_take(kb_store *store, kb_ledgers *ledgers, int64_t answer,
                                      kb_error *err);

/* Room for one more row of the present answer; NULL when memory is short. */
kb_ledger_row *kb_ledger_push(kb_ledger *ledger, int64_t answer);

/* Sorts what was pushed for the present answer. */
void kb_ledger_sort(kb_ledger *ledger, kb_ledger_table table);

/* Compares what was pushed with `old` and keeps the differences; writes when there are many. */
KB_MUST_USE kb_status kb_ledgers_settle(kb_store *store, kb_ledgers *ledgers, kb_error *err);

/* Writes what is left and ends the walks. */
KB_MUST_USE kb_status kb_ledgers_finish(kb_store *store, kb_ledgers *ledgers, kb_error *err);

/* Ends the walks and frees the rows; nothing is written. */
void kb_ledgers_free(kb_ledgers *ledgers);

#endif
