/* SPDX-License-Identifier: MIT */
#include "book.h"

#include <math.h>
#include <stdio.h>

static void records_are_copied_and_keep_their_order(void **state)
{
    (void)state;
    char id[] = "respondent", text[32];
    const kb_heading columns[] = { { .id = { id, 10 }, .label = KB_STR("Respondent") },
                                   { .id = KB_STR("n"), .numeric = true } };
    kb_list *list = NULL;
    kb_report *report = NULL;
    assert_int_equal(kb_list_new(&list, "svar", KB_STR("nb"), columns, 2, NULL), KB_OK);
    memset(id, 'x', 10);
    for (uint64_t i = 0; i < 100; i++) {
        snprintf(text, sizeof text, "åse-%d", (int)i);
        const kb_value values[] = { kb_value_text(kb_str_from(text)), kb_value_count(i) };
        kb_list_add(list, values);
    }
    const kb_stamp run = { 3, KB_STR("ab"), KB_STR("cd"), KB_STR("0.1.0") };
    kb_list_describe(list, KB_STR("Tittel"), KB_STR("Merknad"), &run);
    assert_int_equal(kb_list_finish(list, &report, NULL), KB_OK);
    const kb_table *table = &report->tables[0];
    assert_text(report->id, "svar");
    assert_text(table->columns[0].id, "respondent");
    assert_text(table->title, "Tittel");
    assert_int_equal(table->run.id, 3);
    assert_int_equal(table->row_count, 100);
    assert_text(kb_table_cell(table, 0, 0)->value.text, "åse-0");
    assert_text(kb_table_cell(table, 99, 0)->value.text, "åse-99");
    assert_int_equal(kb_table_cell(table, 63, 1)->value.number, 63);
    kb_report_free(report);
}

static void text_that_is_not_utf8_is_healed(void **state)
{
    (void)state;
    const kb_heading column = { .id = KB_STR("t") };
    const kb_value value = kb_value_text(KB_STR("a\xFF\xC3 å\xE2\x82"));
    kb_list *list = NULL;
    kb_report *report = NULL;
    assert_int_equal(kb_list_new(&list, "t", (kb_str){ 0 }, &column, 1, NULL), KB_OK);
    kb_list_add(list, &value);
    assert_int_equal(kb_list_finish(list, &report, NULL), KB_OK);
    assert_text(kb_table_cell(&report->tables[0], 0, 0)->value.text,
                "a\xEF\xBF\xBD\xEF\xBF\xBD å\xEF\xBF\xBD\xEF\xBF\xBD");
    kb_report_free(report);
}

static void a_list_may_be_given_up(void **state)
{
    (void)state;
    kb_list *list = NULL;
    assert_int_equal(kb_list_new(&list, "t", (kb_str){ 0 }, NULL, 0, NULL), KB_OK);
    kb_list_free(list);
    kb_list_free(NULL);
    kb_report_free(NULL);
}

static void a_number_that_is_none_is_not_defined(void **state)
{
    (void)state;
    assert_int_equal(kb_value_number(NAN).kind, KB_VALUE_NONE);
    assert_int_equal(kb_value_share(INFINITY).kind, KB_VALUE_NONE);
    assert_int_equal(kb_value_share(0).kind, KB_VALUE_SHARE);
    assert_int_equal(kb_value_number(-1).kind, KB_VALUE_NUMBER);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_are_copied_and_keep_their_order),
        cmocka_unit_test(text_that_is_not_utf8_is_healed),
        cmocka_unit_test(a_list_may_be_given_up),
        cmocka_unit_test(a_number_that_is_none_is_not_defined),
    };
    return cmocka_run_group_tests_name("summarise/list", tests, NULL, NULL);
}
