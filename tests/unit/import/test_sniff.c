/* SPDX-License-Identifier: MIT */
/* Which character stands between the columns. */
#include "import/sniff.h"

#include "base/str.h"

#include "unit.h"

static const struct {
    const char *name, *text;
    char delimiter;
} cases[] = {
    { "comma", "a,b\n1,2\n", ',' },
    { "semicolon", "a;b\n1;2\n", ';' },
    { "tab", "a\tb\n1\t2\n", '\t' },
    { "one column", "svar\nBra, men sent; dårlig\n", ',' },
    { "commas in the answers", "id;svar\n1;bra, fint\n2;nei, nei, nei\n", ';' },
    { "commas everywhere", "id;Hva er bra, og hvorfor?\n1;Alt, egentlig\n2;Lite, dessverre\n",
      ';' },
    { "decimal commas", "id;a;b\n1;2,5;3,5\n2;1,5;4,0\n", ';' },
    { "semicolons inside quotes", "id,svar\n1,\"a; b; c\"\n2,\"d; e\"\n", ',' },
    { "line breaks inside quotes", "id;svar\n1;\"a,\nb,c\n,d\"\n", ';' },
    { "quotes show the fields", "id;svar\n1;\"ja, \"\n2;\"nei, \"\n", ';' },
    { "one ragged row", "a;b;c\n1;2;3\n1;2\n3;4;5\n", ';' },
    { "only a header", "respondent;svar", ';' },
    { "tabs and commas", "id\tsvar, langt\n1\tx, y\n", '\t' },
};

static void the_delimiter_is_the_one_that_makes_records_alike(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char got = '?';
        assert_int_equal(kb_sniff_delimiter(&got, kb_str_from(cases[i].text), true, NULL), KB_OK);
        if (got != cases[i].delimiter)
            fail_msg("%s: '%c'", cases[i].name, got);
    }
}

static void a_record_cut_at_the_end_of_the_sample_does_not_count(void **state)
{
    (void)state;
    char got = '?';
    assert_int_equal(kb_sniff_delimiter(&got, KB_STR("a;b;c\n1;2;3\n1,2,3,"), false, NULL), KB_OK);
    assert_int_equal(got, ';');
}

static void a_sep_line_names_the_delimiter(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t bytes;
        char delimiter;
    } lines[] = {
        { "sep=;\r\na;b", 7, ';' }, { "sep=,\na,b", 6, ',' }, { "sep=\t\ra", 6, '\t' },
        { "sep=;", 0, '?' },        { "sep=;a\n", 0, '?' },   { "separat;b\n", 0, '?' },
        { "sep=\"\n", 0, '?' },
    };
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        char got = '?';
        assert_int_equal(kb_sniff_sep_line(kb_str_from(lines[i].text), &got), lines[i].bytes);
        assert_int_equal(got, lines[i].delimiter);
    }
}

static void a_delimiter_is_one_character_or_tab(void **state)
{
    (void)state;
    char got = '?';
    assert_true(kb_delimiter_read("tab", &got));
    assert_int_equal(got, '\t');
    assert_true(kb_delimiter_read("|", &got));
    assert_int_equal(got, '|');
    static const char *const wrong[] = { "", ";;", "\"", "\n", "\r", "ø", "TAB" };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_false(kb_delimiter_read(wrong[i], &got));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_delimiter_is_the_one_that_makes_records_alike),
        cmocka_unit_test(a_record_cut_at_the_end_of_the_sample_does_not_count),
        cmocka_unit_test(a_sep_line_names_the_delimiter),
        cmocka_unit_test(a_delimiter_is_one_character_or_tab),
    };
    return cmocka_run_group_tests_name("import/sniff", tests, NULL, NULL);
}
