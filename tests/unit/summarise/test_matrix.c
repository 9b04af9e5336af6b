/* SPDX-License-Identifier: MIT */
#include "book.h"

static kb_report *make(const kb_matrix_input *inputs, size_t count, bool array)
{
    kb_report *report = NULL;
    assert_int_equal(kb_matrix_make(&report, inputs, count, array, NULL), KB_OK);
    return report;
}

static void a_cell_lists_its_supported_codes_in_file_order(void **state)
{
    (void)state;
    small_book s;
    small_book_init(&s);
    const kb_count counts[CODE_COUNT] = {
        { 3, 4, 5 }, { 0, 0, 0 }, { 1, 1, 1 }, { 9, 9, 9 }, { 9, 9, 9 }
    };
    const kb_matrix_input input = { .book = &s.book,
                                    .counts = counts,
                                    .base = { KB_BASE_ANSWERED, 12 } };
    kb_report *report = make(&input, 1, false);
    const kb_table *table = &report->tables[0];
    assert_false(report->array);
    assert_int_equal(table->row_count, 2);
    assert_int_equal(table->column_count, 2);
    assert_text(table->title, "Bok");
    assert_text(table->columns[1].label, "tiltak"); /* no label: the id */
    assert_int_equal(table->show, KB_SHOW_STATEMENT);

    const kb_cell *cell = kb_table_cell(table, 1, 1);
    assert_int_equal(cell->item_count, 2);
    assert_text(cell->items[0].code, "tid.tiltak.b");
    assert_text(cell->items[0].statement, "Prioritere tid\xEF\xBF\xBD"); /* marks go, bytes heal */
    assert_text(cell->items[1].statement, "tid.tiltak.a");
    assert_int_equal(cell->items[0].respondents.number, 3);
    assert_int_equal(cell->items[0].answers.number, 4);
    assert_int_equal(cell->items[0].segments.number, 5);
    assert_true(cell->items[0].share.number > 0.2499 && cell->items[0].share.number < 0.2501);
    kb_report_free(report);
}

static void drafts_retired_and_unsupported_codes_leave_the_cell_empty(void **state)
{
    (void)state;
    small_book s;
    small_book_init(&s);
    const kb_count counts[CODE_COUNT] = {
        { 3, 4, 5 }, { 0, 0, 0 }, { 1, 1, 1 }, { 9, 9, 9 }, { 9, 9, 9 }
    };
    const kb_matrix_input input = { .book = &s.book, .counts = counts };
    kb_report *report = make(&input, 1, false);
    const kb_table *table = &report->tables[0];
    assert_int_equal(kb_table_cell(table, 0, 0)->item_count, 0); /* nobody */
    assert_int_equal(kb_table_cell(table, 1, 0)->item_count, 0); /* a draft */
    assert_int_equal(kb_table_cell(table, 0, 1)->item_count, 0); /* retired */
    assert_int_equal(kb_table_cell(table, 1, 1)->items[0].share.kind, KB_VALUE_NONE);
    assert_text(table->note, "Tomme ruter betyr at ingen respondenter har svart konkret på dette.");
    kb_report_free(report);
}

static void small_counts_are_hidden_with_their_quotes(void **state)
{
    (void)state;
    small_book s;
    small_book_init(&s);
    const kb_count counts[CODE_COUNT] = { { 3, 14, 25 }, { 0, 0, 0 }, { 4, 4, 4 } };
    const kb_str said[] = { KB_STR("Vi har ikke tid.") };
    const kb_str *quotes[CODE_COUNT] = { said, NULL, said };
    const size_t quote_counts[CODE_COUNT] = { 1, 0, 1 };
    const kb_matrix_input input = { .book = &s.book,
                                    .counts = counts,
                                    .quotes = quotes,
                                    .quote_counts = quote_counts,
                                    .min_cell = 4,
                                    .base = { KB_BASE_ANSWERED, 12 } };
    kb_report *report = make(&input, 1, false);
    const kb_cell *cell = kb_table_cell(&report->tables[0], 1, 1);
    const kb_item *hidden = &cell->items[0], *told = &cell->items[1];
    assert_int_equal(hidden->respondents.kind, KB_VALUE_HIDDEN);
    assert_int_equal(hidden->respondents.number, 4);
    assert_int_equal(hidden->answers.kind, KB_VALUE_HIDDEN);
    assert_int_equal(hidden->segments.kind, KB_VALUE_HIDDEN);
    assert_int_equal(hidden->share.kind, KB_VALUE_HIDDEN);
    assert_int_equal(hidden->quote_count, 0);
    assert_int_equal(told->respondents.kind, KB_VALUE_COUNT);
    assert_int_equal(told->quote_count, 1);
    assert_text(told->quotes[0], "Vi har ikke tid.");
    assert_non_null(strstr(report->tables[0].note.ptr, "\n<4 betyr"));
    kb_report_free(report);
}

static void a_matrix_per_group_is_an_array(void **state)
{
    (void)state;
    small_book s;
    small_book_init(&s);
    const kb_count none[CODE_COUNT] = { { 0, 0, 0 } };
    const kb_matrix_input inputs[] = {
        { .book = &s.book,
          .counts = none,
          .by_variable = KB_STR("gruppe"),
          .by_value = KB_STR("lms"),
          .title = KB_STR("Egen tittel") },
        { .book = &s.book, .counts = none, .by_variable = KB_STR("gruppe"), .by_value = { 0 } },
    };
    kb_report *report = make(inputs, 2, false);
    assert_true(report->array);
    assert_int_equal(report->table_count, 2);
    assert_text(report->tables[0].by_value, "lms");
    assert_text(report->tables[0].title, "Egen tittel");
    kb_report_free(report);
    report = make(inputs, 1, true);
    assert_true(report->array);
    kb_report_free(report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cell_lists_its_supported_codes_in_file_order),
        cmocka_unit_test(drafts_retired_and_unsupported_codes_leave_the_cell_empty),
        cmocka_unit_test(small_counts_are_hidden_with_their_quotes),
        cmocka_unit_test(a_matrix_per_group_is_an_array),
    };
    return cmocka_run_group_tests_name("summarise/matrix", tests, NULL, NULL);
}
