/* SPDX-License-Identifier: MIT */
/*
 * How a report is laid out for people, whatever the format.
 *
 * Text, Markdown and HTML agree on what goes where: which columns are for
 * people, which tables are the closing rows of another, and what neighbouring
 * tables need not repeat.
 */
#ifndef KB_REPORT_LAYOUT_H
#define KB_REPORT_LAYOUT_H

#include "base/buf.h"
#include <kodebok/summarise.h>

/*
 * How many single tables after list `index` are drawn as its closing rows: in an
 * object report those that share a column with it (sums under a list of codes).
 */
size_t kb_closing_count(const kb_report *report, size_t index);

/* The cell of a single table for the list's column `id`, or NULL. */
const kb_cell *kb_closing_cell(const kb_table *single, kb_str id);

/* Whether table `index` says the same as the one before (title) or after it (note and run). */
bool kb_title_is_told(const kb_report *report, size_t index);
bool kb_note_is_told_later(const kb_report *report, size_t index);

/* Everything below table `index`, lines ended by LF: note, base, tallies, run; without repetition.
 */
void kb_put_below(kb_buf *out, const kb_report *report, size_t index);

/* How many records from `row` on share what is told once (kb_heading.section): 0 when the record
 * before shares it too, 1 when nothing is told once. */
size_t kb_section_rows(const kb_table *table, size_t row);

/* Where the first column for people stands. */
size_t kb_first_shown(const kb_table *table);

/*
 * What the item at `index` of a cell is called beside its figures: its statement, or, where
 * statements are not shown, its code, and nothing when it is alone in its cell.
 */
kb_str kb_item_name(const kb_table *table, const kb_cell *cell, size_t index);

#endif
