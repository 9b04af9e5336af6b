/* SPDX-License-Identifier: MIT */
/*
 * kb_csv: records out of delimited text (RFC 4180), fed in pieces of any size.
 *
 *     while (kb_csv_feed(&csv, &input)) use(csv.cells, csv.count);
 *     if (kb_csv_end(&csv)) use(csv.cells, csv.count);
 *
 * LF, CR LF and a lone CR end a record.  A quote means something only at the
 * beginning of a field; what breaks that rule is kept as it stands and marked on
 * the cell.  How the pieces are cut makes no difference to the records.
 */
#ifndef KB_IMPORT_CSV_H
#define KB_IMPORT_CSV_H

#include "reader.h"

#include "base/buf.h"

enum { KB_RECORD_MAX_BYTES = 4 * KB_CELL_MAX_BYTES, KB_RECORD_MAX_FIELDS = 1 << 16 };

typedef enum kb_csv_state {
    KB_CSV_BETWEEN,  /* no record has begun */
    KB_CSV_AFTER_CR, /* the same, but a LF belongs to the record before */
    KB_CSV_FIELD_START,
    KB_CSV_PLAIN,
    KB_CSV_QUOTED,
    KB_CSV_QUOTE_SEEN /* inside quotes: the end, or half of a doubled quote */
} kb_csv_state;

typedef struct kb_csv {
    char delimiter;
    bool special[256]; /* ends a run of plain text */
    kb_csv_state state;
    bool done;   /* the record is complete: the next feed starts a new one */
    kb_buf text; /* the fields of the record, one after the other */
    size_t field_begin;
    uint8_t field_faults;
    kb_str *cells;   /* owned; whole only when the record is complete */
    uint8_t *faults; /* owned; KB_FAULT_* of each cell */
    size_t count, cap;
    uint64_t row;     /* number of the record begun last, from 1 */
    int quote_column; /* where the last quote was opened */
    bool failed;      /* memory ran out; sticks */
} kb_csv;

void kb_csv_init(kb_csv *csv, char delimiter);
void kb_csv_clear(kb_csv *csv);

/* Reads on from `*input`, moving it past what was used; true when a record is complete. */
bool kb_csv_feed(kb_csv *csv, kb_str *input);

/* Says that the input has ended; true when a record without a line end was waiting. */
bool kb_csv_end(kb_csv *csv);

/* True inside a quoted field. */
bool kb_csv_in_quotes(const kb_csv *csv);

/* The row and column that the next character belongs to. */
void kb_csv_place(const kb_csv *csv, uint64_t *row, int *column);

#endif
