/* SPDX-License-Identifier: MIT */
/*
 * Building a kb_report.
 *
 * A report and everything it points to live in one arena.  Makers allocate
 * freely and ask once, in kb_build_finish(), whether memory was short.
 */
#ifndef KB_SUMMARISE_REPORT_BUILD_H
#define KB_SUMMARISE_REPORT_BUILD_H

#include "base/arena.h"
#include <kodebok/summarise.h>

typedef struct kb_report_room {
    kb_arena arena;
    kb_report report;
} kb_report_room;

/* Makes an empty report; NULL when memory is short.  Free it with kb_report_free(). */
kb_report *kb_build_new(const char *id);

kb_arena *kb_build_arena(kb_report *report);

/* Gives the report `count` empty tables to fill; NULL when memory is short. */
kb_table *kb_build_tables(kb_report *report, size_t count);

/* Copies a text.  Bytes that are not UTF-8 become U+FFFD: writers rely on valid text. */
kb_str kb_build_text(kb_report *report, kb_str text);

/* The same without the bytes that mark and set aside, which only makers may write. */
kb_str kb_build_plain(kb_report *report, kb_str text);

/* Copies of a value, of headings and of a run stamp. */
kb_value kb_build_value(kb_report *report, const kb_value *value);
kb_heading *kb_build_headings(kb_report *report, const kb_heading *headings, size_t count);
kb_stamp kb_build_stamp(kb_report *report, const kb_stamp *stamp);

/* Hands the report over, or frees it and fails when memory was short.  `report` may be NULL. */
KB_MUST_USE kb_status kb_build_finish(kb_report *report, kb_report **out, kb_error *err);

#endif
