/**
 * report: write a report in any format.
 *
 * One file per format (src/report/write_*.c).  Text that comes from answers is
 * hostile: HTML is escaped, CSV fields that a spreadsheet would take for a formula
 * are kept as text, terminals never see an escape sequence.  The same report gives
 * the same bytes.
 */
#ifndef KODEBOK_REPORT_H
#define KODEBOK_REPORT_H

#include <kodebok/base.h>
#include <kodebok/summarise.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How to draw; zero is a good default. */
typedef struct kb_write_options {
    int width;  /**< text: columns of the terminal; 0 = 100 */
    bool color; /**< text: marks and headings with ANSI colours */
} kb_write_options;

/** Returns the names of the formats, NULL-terminated: "text", "markdown", "html", "csv", "json". */
KB_API const char *const *kb_formats(void);

/** Returns the version of jansson in use. */
KB_API const char *kb_json_version(void);

/** Returns whether `format` is a known name. */
KB_API bool kb_format_known(const char *format);

/**
 * Writes `report` to `out` in the format named.
 *
 * `out` stays open and stays the caller's.  Fails with KB_ERR_ARGUMENT for an
 * unknown name (the message lists the known ones) and KB_ERR_IO when writing fails.
 */
KB_API KB_MUST_USE kb_status kb_report_write(const kb_report *report, const char *format,
                                             const kb_write_options *options, FILE *out,
                                             kb_error *err);

#ifdef __cplusplus
}
#endif

#endif
