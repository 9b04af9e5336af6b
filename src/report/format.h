/* SPDX-License-Identifier: MIT */
/*
 * Numbers, shares and the lines under a table.
 *
 * People read "10,3 %" (decimal comma and no-break space in nb, nn, da and sv,
 * "10.3%" elsewhere); programs read 10.2941.  Nothing here asks the locale: its
 * decimal point is replaced where the C library has written it.
 */
#ifndef KB_REPORT_FORMAT_H
#define KB_REPORT_FORMAT_H

#include "base/buf.h"
#include <kodebok/summarise.h>

/* Appends `number` with a fixed number of decimals and `point` before them. */
void kb_put_decimals(kb_buf *out, double number, int decimals, char point);

/* Appends the shortest text that reads back as `number`, with a point. */
void kb_put_shortest(kb_buf *out, double number);

/* Appends a share as per cent for programs: at most four decimals, no sign. */
void kb_put_pct(kb_buf *out, double share);

/* Appends any value but a text as people in `language` read it. */
void kb_put_value(kb_buf *out, const kb_value *value, kb_str language);

/* Appends "n = 14; 10,3 %", as far as the table shows it; returns whether there was anything. */
bool kb_put_figures(kb_buf *out, const kb_item *item, const kb_table *table);

/* The marks around what somebody said. */
const char *kb_quote_open(kb_str language);
const char *kb_quote_close(kb_str language);

/* What a person calls the group that a table is about: "gruppe: LMS"; nothing without a group. */
void kb_put_group(kb_buf *out, const kb_table *table);

/* Appends base and tallies, one line each, each ended by LF. */
void kb_put_basis(kb_buf *out, const kb_table *table);

/* Appends the line about the run, ended by LF; nothing when there was none. */
void kb_put_stamp(kb_buf *out, const kb_table *table);

/* The tallies beside the answers themselves, in the order they are told. */
enum { KB_TALLY_COUNT = 4 };
typedef struct kb_tally_line {
    const char *id;
    kb_phrasebook_key label;
    uint64_t number;
} kb_tally_line;
void kb_tally_lines(const kb_tallies *tallies, kb_tally_line lines[KB_TALLY_COUNT]);

#endif
