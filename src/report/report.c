/* SPDX-License-Identifier: MIT */
/* Finds the writer by name and runs it. */
#include "writer.h"

#include <errno.h>
#include <string.h>

static const kb_writer *const writers[] = { &kb_writer_text, &kb_writer_markdown, &kb_writer_html,
                                            &kb_writer_csv, &kb_writer_json };
enum { WRITER_COUNT = sizeof writers / sizeof writers[0] };

/* In the order of `writers`; a test holds the two together. */
static const char *const names[] = { "text", "markdown", "html", "csv", "json", NULL };

static const kb_writer *find_writer(const char *name)
{
    for (size_t i = 0; i < WRITER_COUNT; i++)
        if (strcmp(writers[i]->name, name) == 0)
            return writers[i];
    return NULL;
}

const char *const *kb_formats(void)
{
    return names;
}

bool kb_format_known(const char *format)
{
    return find_writer(format) != NULL;
}

kb_status kb_report_write(const kb_report *report, const char *format,
                          const kb_write_options *options, FILE *out, kb_error *err)
{
    static const kb_write_options plain = { 0 };
    const kb_writer *writer = find_writer(format);
    if (writer == NULL)
        return kb_fail(err, KB_ERR_ARGUMENT,
                       "unknown format '%s'; known are text, markdown, html, csv and json", format);

    kb_status status = writer->write(report, options ? options : &plain, out, err);
    if (status != KB_OK)
        return status;
    errno = 0;
    if (fflush(out) != 0 || ferror(out))
        return kb_fail(err, KB_ERR_IO, "cannot write the table%s%s", errno != 0 ? ": " : "",
                       errno != 0 ? strerror(errno) : "");
    return KB_OK;
}
