/* SPDX-License-Identifier: MIT */
/*
 * A worked example, by hand:
 *
 *              tp fp fn   precision  recall   F1
 *     code 0    6  2  2   6/8        6/8      12/16 = 0.75
 *     code 1    1  0  3   1/1        1/4      2/5   = 0.4
 *     code 2    0  0  0   -          -        -
 *     code 3    0  0  2   -          0/2      0/2   = 0
 *     sum       7  2  7   7/9        7/14     14/23
 *     mean                1.75/2     1/3      1.15/3
 */
#include "book.h"

#include <math.h>

static const kb_confusion confusions[CODE_COUNT] = {
    { 6, 2, 2, 10 }, { 1, 0, 3, 16 }, { 0, 0, 0, 20 }, { 0, 0, 2, 18 }, { 0, 0, 0, 20 }
};

static double figure(const kb_table *table, size_t row, const char *column)
{
    for (size_t i = 0; i < table->column_count; i++)
        if (kb_str_is(table->columns[i].id, column)) {
            const kb_value *value = &kb_table_cell(table, row, i)->value;
            return value->kind == KB_VALUE_NONE ? NAN : value->number;
        }
    fail_msg("no column '%s'", column);
    return NAN;
}

#define assert_figure(table, row, column, want)                                                    \
    assert_true(fabs(figure(table, row, column) - (want)) < 1e-12)

static kb_report *make(const kb_confusion *of)
{
    static small_book s;
    small_book_init(&s);
    const kb_agreement_input input = { .book = &s.book, .confusions = of, .answers = 20 };
    kb_report *report = NULL;
    assert_int_equal(kb_agreement_make(&report, &input, NULL), KB_OK);
    assert_true(report->object);
    assert_int_equal(report->table_count, 4);
    return report;
}

static void figures_are_those_computed_by_hand(void **state)
{
    (void)state;
    kb_report *report = make(confusions);
    const kb_table *codes = &report->tables[0], *micro = codes + 1, *macro = codes + 2;
    assert_int_equal(codes->row_count, 4); /* the retired code is not compared */
    assert_figure(codes, 0, "precision", 0.75);
    assert_figure(codes, 0, "f1", 0.75);
    assert_figure(codes, 1, "recall", 0.25);
    assert_figure(codes, 1, "f1", 0.4);
    assert_figure(codes, 3, "f1", 0);
    assert_figure(micro, 0, "precision", 7.0 / 9);
    assert_figure(micro, 0, "recall", 0.5);
    assert_figure(micro, 0, "f1", 14.0 / 23);
    assert_figure(micro, 0, "tn", 64);
    assert_figure(macro, 0, "precision", 1.75 / 2);
    assert_figure(macro, 0, "recall", 1.0 / 3);
    assert_figure(macro, 0, "f1", 1.15 / 3);
    assert_figure(macro, 0, "codes", 3);
    kb_report_free(report);
}

static void figures_without_a_divisor_are_not_defined(void **state)
{
    (void)state;
    const kb_confusion nothing[CODE_COUNT] = { { 0, 0, 0, 20 } };
    kb_report *report = make(confusions);
    assert_true(isnan(figure(&report->tables[0], 2, "precision")));
    assert_true(isnan(figure(&report->tables[0], 2, "f1")));
    assert_true(isnan(figure(&report->tables[0], 3, "precision")));
    assert_true(isnan(figure(&report->tables[0], 0, "kappa")));
    kb_report_free(report);
    report = make(nothing);
    assert_true(isnan(figure(&report->tables[1], 0, "f1")));
    assert_true(isnan(figure(&report->tables[2], 0, "f1")));
    kb_report_free(report);
}

static void a_retired_code_is_compared_when_the_gold_uses_it(void **state)
{
    (void)state;
    const kb_confusion retired[CODE_COUNT] = { [4] = { 0, 0, 1, 19 } };
    kb_report *report = make(retired);
    assert_int_equal(report->tables[0].row_count, 5);
    assert_figure(&report->tables[0], 4, "recall", 0);
    kb_report_free(report);
}

static void disagreements_keep_their_order_and_say_whose_they_are(void **state)
{
    (void)state;
    small_book s;
    small_book_init(&s);
    const kb_disagreement list[] = {
        { KB_STR("2"), KB_STR("godt"), KB_STR("tid.barriere"), true, { 0 } },
        { KB_STR("1"), KB_STR("godt"), KB_STR("avstand.barriere"), false, KB_STR("Lang vei.") },
    };
    const kb_agreement_input input = { .book = &s.book,
                                       .confusions = confusions,
                                       .answers = 20,
                                       .disagreements = list,
                                       .disagreement_count = 2 };
    kb_report *report = NULL;
    assert_int_equal(kb_agreement_make(&report, &input, NULL), KB_OK);
    const kb_table *table = &report->tables[3];
    assert_text(table->id, "disagreements");
    assert_int_equal(table->row_count, 2);
    assert_text(kb_table_cell(table, 0, 3)->value.text, "gold");
    assert_text(kb_table_cell(table, 0, 4)->value.text, "");
    assert_text(kb_table_cell(table, 1, 3)->value.text, "rules");
    assert_text(kb_table_cell(table, 1, 0)->value.text, "1");
    kb_report_free(report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_are_those_computed_by_hand),
        cmocka_unit_test(figures_without_a_divisor_are_not_defined),
        cmocka_unit_test(a_retired_code_is_compared_when_the_gold_uses_it),
        cmocka_unit_test(disagreements_keep_their_order_and_say_whose_they_are),
    };
    return cmocka_run_group_tests_name("summarise/agreement", tests, NULL, NULL);
}
