/* SPDX-License-Identifier: MIT */
#include "one_text.h"

#include "base/unicode.h"

static const text_case cases[] = {
    { "terminal escapes", "\x1b]0;eid\x07 a\x1b[31m", false,
      "\xEF\xBF\xBD]0;eid\xEF\xBF\xBD a\xEF\xBF\xBD[31m" },
    { "C1 and DEL",
      "a\xC2\x9B"
      "31m\x7f",
      false,
      "a\xEF\xBF\xBD"
      "31m\xEF\xBF\xBD" },
    { "tab", "a\tb", false, "a b" },
    { "bidi controls and zero widths go",
      "a\xE2\x80\xAE\xE2\x80\x8B"
      "b",
      false, "ab" },
    { "marks",
      "a \x01"
      "b\x02 c",
      true, "a [[b]] c" },
    { "asides are for people", "a\x03 (utkast)\x04", true, "a (utkast)" },
    { "marks in another column are controls", "a\x01", false, "a\xEF\xBF\xBD" },
};

static void terminals_meet_no_control_character(void **state)
{
    (void)state;
    check_texts(cases, sizeof cases / sizeof *cases, "text", "\n", "\n");
}

static void colours_are_drawn_only_when_asked_for(void **state)
{
    (void)state;
    const kb_write_options color = { .width = 24, .color = true };
    char *got = render_text("lang tekst \x01som blir\nstrukket\x02 ut", true, "text", &color);
    check_contains(got, "\x1b[1mT\x1b[0m");
    check_contains(got, "lang tekst \x1b[1;4msom blir\x1b[0m\n");
    check_contains(got, "\n\x1b[1;4mstrukket\x1b[0m ut");
    check_lacks(got, "[[");
    free(got);
}

static void check_width(const char *text, size_t width)
{
    kb_str rest = kb_str_from(text), line;
    while (kb_str_cut(&rest, '\n', &line)) {
        if (kb_width(line) > width)
            fail_msg("wider than %zu: '%.*s'", width, KB_ARG(line));
        if (kb_str_ends(line, KB_STR(" ")))
            fail_msg("ends in a space: '%.*s' in\n%s", KB_ARG(line), text);
    }
}

static void every_line_fits_the_width(void **state)
{
    (void)state;
    sample s;
    sample_init(&s, "nb");
    kb_report *reports[] = { sample_matrix(&s, 15), sample_codes(&s), sample_agreement(&s),
                             sample_by(&s), sample_list() };
    for (size_t i = 0; i < sizeof reports / sizeof *reports; i++) {
        for (int width = 20; width < 180; width += 7) {
            char *got = render(reports[i], "text", width);
            check_width(got, (size_t)width);
            free(got);
        }
        kb_report_free(reports[i]);
    }
}

static void a_matrix_is_a_grid_from_120_columns_on(void **state)
{
    (void)state;
    sample s;
    sample_init(&s, "nb");
    kb_report *report = sample_matrix(&s, KB_SHOW_STATEMENT);
    char *narrow = render(report, "text", 119), *wide = render(report, "text", 120);
    char *standard = render(report, "text", 0);
    check_lacks(narrow, "│");
    check_lacks(standard, "│");
    check_contains(wide, "│");
    free(narrow);
    free(wide);
    free(standard);
    kb_report_free(report);
}

static void a_list_without_records_says_so(void **state)
{
    (void)state;
    const kb_heading column = { .id = KB_STR("t"), .label = KB_STR("Kode") };
    kb_list *list = NULL;
    kb_report *report = NULL;
    assert_int_equal(kb_list_new(&list, "t", KB_STR("nb"), &column, 1, NULL), KB_OK);
    assert_int_equal(kb_list_finish(list, &report, NULL), KB_OK);
    char *text = render(report, "text", 0), *json = render(report, "json", 0);
    check_contains(text, "Kode\n────\nIngen rader.\n");
    assert_string_equal(json, "{\"kodebok\":1,\"table\":\"t\",\"rows\":[]}\n");
    free(text);
    free(json);
    kb_report_free(report);
}

static void what_records_share_is_told_once_above_them(void **state)
{
    (void)state;
    const kb_heading columns[] = {
        { .id = KB_STR("rule"), .label = KB_STR("Rule"), .section = true },
        { .id = KB_STR("text"), .label = KB_STR("Text"), .section = true, .marked = true },
        { .id = KB_STR("held"), .label = KB_STR("Held") },
        { .id = KB_STR("detail"), .label = KB_STR("Detail") },
    };
    static const char *const records[][4] = {
        { "første", "", "yes", "a" },
        { "andre", "god \x01møte\x02", "yes", "b" },
        { "andre", "god \x01møte\x02", "no", "et ganske langt ord" },
        { "første", "", "no", "c" },
    };
    const kb_write_options narrow = { .width = 24 };
    kb_list *list = NULL;
    kb_report *report = NULL;
    char *got = NULL;
    size_t len = 0;
    assert_int_equal(kb_list_new(&list, "t", KB_STR("nb"), columns, 4, NULL), KB_OK);
    for (size_t i = 0; i < 4; i++) {
        kb_value values[4];
        for (size_t k = 0; k < 4; k++)
            values[k] = kb_value_text(kb_str_from(records[i][k]));
        kb_list_add(list, values);
    }
    assert_int_equal(kb_list_finish(list, &report, NULL), KB_OK);
    FILE *out = open_memstream(&got, &len);
    assert_int_equal(kb_report_write(report, "text", &narrow, out, NULL), KB_OK);
    fclose(out);
    kb_report_free(report);
    assert_string_equal(got, "første\n    yes  a\n\n"
                             "andre\n    god [[møte]]\n    yes  b\n    no   et ganske langt\n"
                             "         ord\n\n"
                             "første\n    no   c\n");
    free(got);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(terminals_meet_no_control_character),
        cmocka_unit_test(colours_are_drawn_only_when_asked_for),
        cmocka_unit_test(every_line_fits_the_width),
        cmocka_unit_test(a_matrix_is_a_grid_from_120_columns_on),
        cmocka_unit_test(a_list_without_records_says_so),
        cmocka_unit_test(what_records_share_is_told_once_above_them),
    };
    return cmocka_run_group_tests_name("report/write_text", tests, NULL, NULL);
}
