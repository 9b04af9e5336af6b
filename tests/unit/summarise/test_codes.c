/* SPDX-License-Identifier: MIT */
#include "book.h"

static const char *const ids[] = { "code",    "theme",    "category", "statement", "respondents",
                                   "answers", "segments", "base",     "pct" };

static void every_code_that_is_not_retired_has_a_line(void **state)
{
    (void)state;
    small_book s;
    small_book_init(&s);
    const kb_count counts[CODE_COUNT] = { { 3, 4, 5 }, { 0, 0, 0 } };
    const kb_matrix_input input = { .book = &s.book,
                                    .counts = counts,
                                    .base = { KB_BASE_ASKED, 6 } };
    kb_report *report = NULL;
    assert_int_equal(kb_codes_make(&report, &input, NULL), KB_OK);
    const kb_table *table = &report->tables[0];
    assert_int_equal(table->column_count, 9);
    for (size_t i = 0; i < 9; i++)
        assert_text(table->columns[i].id, ids[i]);
    assert_int_equal(table->row_count, 4);
    assert_text(kb_table_cell(table, 0, 0)->value.text, "tid.tiltak.b");
    assert_text(kb_table_cell(table, 0, 1)->value.text, "tid");
    assert_text(kb_table_cell(table, 0, 2)->value.text, "tiltak");
    assert_int_equal(kb_table_cell(table, 0, 8)->value.number * 10, 5);
    assert_text(kb_table_cell(table, 1, 3)->value.text, "Lang vei");
    assert_int_equal(kb_table_cell(table, 1, 4)->value.kind, KB_VALUE_COUNT);
    assert_int_equal(kb_table_cell(table, 1, 4)->value.number, 0);
    assert_int_equal(kb_table_cell(table, 1, 8)->value.kind, KB_VALUE_SHARE);
    assert_text(kb_table_cell(table, 3, 3)->value.text, "Liten tid\x03 (utkast)\x04");
    assert_text(table->note, "Koder merket «utkast» er ikke med i matrisen.");
    kb_report_free(report);
}

static void zero_is_told_where_small_counts_are_hidden(void **state)
{
    (void)state;
    small_book s;
    small_book_init(&s);
    s.codes[3].status = KB_CODE_ACTIVE;
    const kb_count counts[CODE_COUNT] = { { 4, 9, 9 }, { 0, 0, 0 }, { 5, 5, 5 }, { 6, 6, 6 } };
    const kb_matrix_input input = {
        .book = &s.book, .counts = counts, .min_cell = 5, .base = { KB_BASE_ASKED, 6 }
    };
    kb_report *report = NULL;
    assert_int_equal(kb_codes_make(&report, &input, NULL), KB_OK);
    const kb_table *table = &report->tables[0];
    for (size_t column = 4; column < 7; column++) {
        assert_int_equal(kb_table_cell(table, 0, column)->value.kind, KB_VALUE_HIDDEN);
        assert_int_equal(kb_table_cell(table, 1, column)->value.kind, KB_VALUE_COUNT);
        assert_int_equal(kb_table_cell(table, 2, column)->value.kind, KB_VALUE_COUNT);
    }
    assert_true(kb_str_starts(table->note, KB_STR("<5 betyr")));
    kb_report_free(report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_that_is_not_retired_has_a_line),
        cmocka_unit_test(zero_is_told_where_small_counts_are_hidden),
    };
    return cmocka_run_group_tests_name("summarise/codes", tests, NULL, NULL);
}
