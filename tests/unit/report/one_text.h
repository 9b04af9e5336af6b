/* SPDX-License-Identifier: MIT */
/* A report with one list, one column and one text, for tests of how a text is written. */
#ifndef KB_TEST_ONE_TEXT_H
#define KB_TEST_ONE_TEXT_H

#include "sample.h"

static inline char *render_text(const char *text, bool marked, const char *format,
                                const kb_write_options *options)
{
    const kb_heading column = { .id = KB_STR("t"), .label = KB_STR("T"), .marked = marked };
    const kb_value value = kb_value_text(kb_str_from(text));
    kb_list *list = NULL;
    kb_report *report = NULL;
    char *got = NULL;
    size_t len = 0;
    assert_int_equal(kb_list_new(&list, "t", KB_STR("nb"), &column, 1, NULL), KB_OK);
    kb_list_add(list, &value);
    assert_int_equal(kb_list_finish(list, &report, NULL), KB_OK);
    FILE *out = open_memstream(&got, &len);
    assert_int_equal(kb_report_write(report, format, options, out, NULL), KB_OK);
    fclose(out);
    kb_report_free(report);
    return got;
}

typedef struct text_case {
    const char *name, *text;
    bool marked;
    const char *want;
} text_case;

/* Checks that each text is written between `before` and `after`. */
static inline void check_texts(const text_case *cases, size_t count, const char *format,
                               const char *before, const char *after)
{
    for (size_t i = 0; i < count; i++) {
        char want[512];
        char *got = render_text(cases[i].text, cases[i].marked, format, NULL);
        snprintf(want, sizeof want, "%s%s%s", before, cases[i].want, after);
        if (strstr(got, want) == NULL)
            fail_msg("%s: '%s' is not in '%s'", cases[i].name, want, got);
        free(got);
    }
}

#endif
