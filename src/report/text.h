/* SPDX-License-Identifier: MIT */
/* The bodies of text tables; what stands above and below is write_text.c's. */
#ifndef KB_REPORT_TEXT_H
#define KB_REPORT_TEXT_H

#include "pen.h"

#include <kodebok/summarise.h>

/* Draws list `index` with its closing rows, or record by record when it is too wide. */
KB_MUST_USE kb_status kb_text_list(kb_pen *pen, const kb_report *report, size_t index,
                                   kb_error *err);

/* Draws a matrix: a grid from 120 columns on, else a block per theme. */
KB_MUST_USE kb_status kb_text_matrix(kb_pen *pen, const kb_table *table, kb_error *err);

#endif
