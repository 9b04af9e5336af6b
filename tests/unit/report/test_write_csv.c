/* SPDX-License-Identifier: MIT */
#include "one_text.h"

static const text_case cases[] = {
    { "plain", "ok", false, "ok" },
    { "empty", "", false, "\"\"" },
    { "comma", "a,b", false, "\"a,b\"" },
    { "inner quotes", "si \"hei\"", false, "\"si \"\"hei\"\"\"" },
    { "line end", "a\nb", false, "\"a\nb\"" },
    { "equals", "=1+1", false, "'=1+1" },
    { "plus", "+47 22", false, "'+47 22" },
    { "at", "@SUM(A1)", false, "'@SUM(A1)" },
    { "tab", "\t=1", false, "'\t=1" },
    { "carriage return", "\r=1", false, "\"'\r=1\"" },
    { "quoted formula", "=HYPERLINK(\"x\",\"y\")", false, "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\"" },
    { "minus", "-2+3", false, "'-2+3" },
    { "bullet", "- et punkt", false, "- et punkt" },
    { "bullet with no-break space", "-\xC2\xA0punkt", false, "-\xC2\xA0punkt" },
    { "a dash alone", "-", false, "-" },
    { "formula inside", "svar =1+1", false, "svar =1+1" },
    { "marks go",
      "a \x01"
      "b\x02 c",
      true, "a b c" },
    { "asides go", "Et utsagn\x03 (utkast)\x04", true, "Et utsagn" },
    { "a formula behind a mark", "\x01=1\x02", true, "'=1" },
    { "æøå", "æøå", false, "æøå" },
};

static void texts_stand_exactly_and_are_never_formulas(void **state)
{
    (void)state;
    check_texts(cases, sizeof cases / sizeof *cases, "csv", "t\r\n", "\r\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_stand_exactly_and_are_never_formulas),
    };
    return cmocka_run_group_tests_name("report/write_csv", tests, NULL, NULL);
}
