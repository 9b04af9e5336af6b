/* SPDX-License-Identifier: MIT */
#include "report/format.h"

#include "base/str.h"

#include <locale.h>
#include <math.h>

#include "unit.h"

#define NBSP "\xC2\xA0"

typedef struct value_case {
    kb_value value;
    const char *language;
    const char *want;
} value_case;

static const char *text_of(kb_buf *buf)
{
    kb_buf_char(buf, '\0');
    return buf->ptr;
}

static void people_read_numbers_in_their_language(void **state)
{
    (void)state;
    const value_case cases[] = {
        { kb_value_share(14.0 / 136), "nb", "10,3" NBSP "%" },
        { kb_value_share(14.0 / 136), "nn-NO", "10,3" NBSP "%" },
        { kb_value_share(14.0 / 136), "da", "10,3" NBSP "%" },
        { kb_value_share(14.0 / 136), "sv", "10,3" NBSP "%" },
        { kb_value_share(14.0 / 136), "en", "10.3%" },
        { kb_value_share(14.0 / 136), "nbx", "10.3%" },
        { kb_value_share(1), "nb", "100,0" NBSP "%" },
        { kb_value_share(NAN), "nb", "–" },
        { kb_value_number(2.0 / 3), "nb", "0,667" },
        { kb_value_number(2.0 / 3), "", "0.667" },
        { kb_value_number(INFINITY), "en", "–" },
        { kb_value_count(12345), "nb", "12345" },
        { { .kind = KB_VALUE_HIDDEN, .number = 5 }, "nb", "<5" },
        { { .kind = KB_VALUE_EMPTY }, "nb", "" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kb_buf got = { 0 };
        kb_put_value(&got, &cases[i].value, kb_str_from(cases[i].language));
        assert_string_equal(text_of(&got), cases[i].want);
        kb_buf_free(&got);
    }
}

static void programs_read_points_and_no_more_decimals_than_needed(void **state)
{
    (void)state;
    static const struct {
        double share;
        const char *pct;
    } shares[] = { { 14.0 / 136, "10.2941" }, { 0.5, "50" }, { 0, "0" }, { 1, "100" },
                   { 0.1025, "10.25" },       { 1e-9, "0" } };
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
        kb_buf got = { 0 };
        kb_put_pct(&got, shares[i].share);
        assert_string_equal(text_of(&got), shares[i].pct);
        kb_buf_free(&got);
    }
}

static void the_shortest_number_reads_back_exactly(void **state)
{
    (void)state;
    static const struct {
        double number;
        const char *want;
    } numbers[] = { { 0.1, "0.1" },
                    { 2.0 / 3, "0.6666666666666666" },
                    { 1, "1" },
                    { 1e-7, "1e-07" },
                    { 0.1 + 0.2, "0.30000000000000004" } };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        kb_buf got = { 0 };
        kb_put_shortest(&got, numbers[i].number);
        assert_string_equal(text_of(&got), numbers[i].want);
        kb_buf_free(&got);
    }
}

static void the_callers_locale_changes_nothing(void **state)
{
    (void)state;
    if (setlocale(LC_ALL, "nb_NO.UTF-8") == NULL && setlocale(LC_ALL, "de_DE.UTF-8") == NULL)
        skip();
    kb_buf got = { 0 };
    kb_put_pct(&got, 14.0 / 136);
    kb_buf_char(&got, ' ');
    kb_put_shortest(&got, 2.5);
    assert_string_equal(text_of(&got), "10.2941 2.5");
    kb_buf_free(&got);
    setlocale(LC_ALL, "C");
}

static void the_lines_below_name_the_base_and_its_shares(void **state)
{
    (void)state;
    const kb_table table = { .language = KB_STR("nn"),
                             .has_base = true,
                             .base = { KB_BASE_CODED, 99 },
                             .has_tallies = true,
                             .tallies = { 200, 20, 150, 30, 0 } };
    kb_buf got = { 0 };
    kb_put_basis(&got, &table);
    assert_string_equal(text_of(&got),
                        "Grunnlag: 99 respondentar med minst éin kode\n"
                        "Svar: 200, av desse utan innhald" NBSP "20" NBSP "(10,0" NBSP
                        "%), koda" NBSP "150" NBSP "(75,0" NBSP "%), ukoda" NBSP "30" NBSP
                        "(15,0" NBSP "%), uavgjort" NBSP "0" NBSP "(0,0" NBSP "%)\n");
    kb_buf_free(&got);
}

static void a_survey_without_answers_has_no_shares(void **state)
{
    (void)state;
    const kb_table table = { .language = KB_STR("en"), .has_tallies = true };
    kb_buf got = { 0 };
    kb_put_basis(&got, &table);
    assert_null(strchr(text_of(&got), '%'));
    kb_buf_free(&got);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(people_read_numbers_in_their_language),
        cmocka_unit_test(programs_read_points_and_no_more_decimals_than_needed),
        cmocka_unit_test(the_shortest_number_reads_back_exactly),
        cmocka_unit_test(the_callers_locale_changes_nothing),
        cmocka_unit_test(the_lines_below_name_the_base_and_its_shares),
        cmocka_unit_test(a_survey_without_answers_has_no_shares),
    };
    return cmocka_run_group_tests_name("report/format", tests, NULL, NULL);
}
