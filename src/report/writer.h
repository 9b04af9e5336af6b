/* SPDX-License-Identifier: MIT */
/*
 * What a writer is.
 *
 * To add a format: write one file that defines a `kb_writer`, and name it in
 * the list in report.c.  Nothing else changes.
 */
#ifndef KB_REPORT_WRITER_H
#define KB_REPORT_WRITER_H

#include <kodebok/report.h>

typedef struct kb_writer {
    const char *name; /* mandatory; as in --format */
    /*
     * Mandatory.  Write errors are left on `out` and read once by the caller;
     * fails for lack of memory and for text that is not UTF-8.
     */
    kb_status (*write)(const kb_report *report, const kb_write_options *options, FILE *out,
                       kb_error *err);
} kb_writer;

extern const kb_writer kb_writer_text;
extern const kb_writer kb_writer_markdown;
extern const kb_writer kb_writer_html;
extern const kb_writer kb_writer_csv;
extern const kb_writer kb_writer_json;

#endif
