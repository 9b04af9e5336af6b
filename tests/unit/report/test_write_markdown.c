/* SPDX-License-Identifier: MIT */
#include "one_text.h"

static const text_case cases[] = {
    { "pipe", "a|b", false, "a\\|b" },
    { "backslash before a pipe", "a\\|b", false, "a\\\\\\|b" },
    { "line end", "a\nb", false, "a<br>b" },
    { "html", "<b>&", false, "&lt;b\\>&amp;" },
    { "emphasis", "*a* _b_ `c`", false, "\\*a\\* \\_b\\_ \\`c\\`" },
    { "links", "[a](http://b)", false, "\\[a\\](http://b)" },
    { "marks",
      "a \x01"
      "b\x02",
      true, "a **b**" },
    { "controls", "\x1b[1m", false, "\xEF\xBF\xBD\\[1m" },
};

static void texts_are_escaped(void **state)
{
    (void)state;
    check_texts(cases, sizeof cases / sizeof *cases, "markdown", "| ", " |\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_escaped),
    };
    return cmocka_run_group_tests_name("report/write_markdown", tests, NULL, NULL);
}
