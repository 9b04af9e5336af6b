/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as the texts of a list, in every format: nothing crashes, text never
 * holds a control character or a line wider than the page, and CSV never a
 * field that begins a formula.
 *
 * The first byte chooses the width of the page and what is marked; LF divides records.
 */
#include "base/str.h"
#include "base/unicode.h"
#include <kodebok/report.h>

#include <stdlib.h>

enum { COLUMNS = 3, LEAST_WIDTH = 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
    if (!holds)
        abort();
}

static kb_report *report_of(kb_str rest, bool marked)
{
    const kb_heading columns[COLUMNS] = {
        { .id = KB_STR("a"), .label = KB_STR("Svar"), .marked = marked },
        { .id = KB_STR("b"), .label = KB_STR("Spørsmål") },
        { .id = KB_STR("n"), .label = KB_STR("n"), .numeric = true },
    };
    kb_list *list = NULL;
    kb_report *report = NULL;
    kb_str record;
    must(kb_list_new(&list, "fuzz", KB_STR("nb"), columns, COLUMNS, NULL) == KB_OK);
    kb_list_describe(list, rest, rest, NULL);
    while (kb_str_cut(&rest, '\n', &record)) {
        kb_str first;
        kb_str_cut(&record, '|', &first);
        const kb_value values[COLUMNS] = { kb_value_text(first), kb_value_text(record),
                                           kb_value_count(record.len) };
        kb_list_add(list, values);
    }
    must(kb_list_finish(list, &report, NULL) == KB_OK);
    return report;
}

static void check_text(kb_str text, size_t width)
{
    kb_str line;
    must(kb_utf8_check(text) == text.len);
    while (kb_str_cut(&text, '\n', &line)) {
        size_t joiners = 0;
        for (size_t pos = 0; pos < line.len;) {
            const uint32_t c = kb_utf8_next(line, &pos);
            must(c >= ' ' && !(c >= 0x7F && c <= 0x9F));
            joiners += c == 0x200D; /* what joiners tie together is never cut */
        }
        must(kb_width(line) <= width || joiners > 0);
    }
}

static void check_csv(kb_str text)
{
    for (size_t i = 0; i + 1 < text.len; i++)
        if (text.ptr[i] == ',' || text.ptr[i] == '\n')
            must(i == 0 || text.ptr[i - 1] != '\r' || memchr("=+@\t", text.ptr[i + 1], 4) == NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0 || size > 4096)
        return 0;
    const kb_write_options options = { .width = LEAST_WIDTH + data[0] / 2 };
    kb_report *report = report_of((kb_str){ (const char *)data + 1, size - 1 }, data[0] % 2 == 1);
    for (const char *const *format = kb_formats(); *format != NULL; format++) {
        char *text = NULL;
        size_t len = 0;
        FILE *out = open_memstream(&text, &len);
        must(out != NULL);
        must(kb_report_write(report, *format, &options, out, NULL) == KB_OK);
        fclose(out);
        if (strcmp(*format, "text") == 0)
            check_text((kb_str){ text, len }, (size_t)options.width);
        if (strcmp(*format, "csv") == 0)
            check_csv((kb_str){ text, len });
        free(text);
    }
    kb_report_free(report);
    return 0;
}
