/* SPDX-License-Identifier: MIT */
/* What is written is read again with jansson and compared with the shapes promised. */
#include "one_text.h"

#include <jansson.h>

static json_t *parsed(const kb_report *report)
{
    char *text = render(report, "json", 0);
    json_error_t error;
    json_t *json = json_loads(text, JSON_REJECT_DUPLICATES, &error);
    if (json == NULL)
        fail_msg("%s in %s", error.text, text);
    free(text);
    return json;
}

/* The keys of an object, in order, joined by spaces. */
static void check_keys(json_t *object, const char *want)
{
    char got[512] = "";
    const char *key;
    json_t *value;
    json_object_foreach(object, key, value)
    {
        strcat(got, *got ? " " : "");
        strcat(got, key);
    }
    assert_string_equal(got, want);
}

static void a_matrix_has_the_promised_keys_in_order(void **state)
{
    (void)state;
    sample s;
    sample_init(&s, "nb");
    kb_report *report = sample_matrix(&s, 15);
    json_t *json = parsed(report);
    json_t *row = json_array_get(json_object_get(json, "rows"), 0);
    json_t *cells = json_object_get(row, "cells");
    json_t *item = json_array_get(json_array_get(cells, 0), 0);
    check_keys(json, "kodebok table title note run base tallies columns rows");
    check_keys(json_object_get(json, "run"), "id codebook answers engine");
    check_keys(json_object_get(json, "base"), "kind n");
    check_keys(json_object_get(json, "tallies"), "answers non_answers coded uncoded undecided pct");
    check_keys(row, "id label cells");
    check_keys(item, "code statement respondents answers segments pct quotes");
    assert_int_equal(json_integer_value(json_object_get(item, "respondents")), 14);
    assert_true(json_real_value(json_object_get(item, "pct")) > 10.294);
    json_decref(json);
    kb_report_free(report);
}

static void hidden_counts_are_strings_and_empty_cells_empty_lists(void **state)
{
    (void)state;
    sample s;
    sample_init(&s, "nb");
    kb_report *report = sample_matrix(&s, KB_SHOW_STATEMENT);
    json_t *json = parsed(report);
    json_t *rows = json_object_get(json, "rows");
    json_t *cells = json_object_get(json_array_get(rows, 0), "cells");
    json_t *item = json_array_get(json_array_get(cells, 2), 0);
    check_keys(item, "code statement respondents answers segments");
    assert_string_equal(json_string_value(json_object_get(item, "respondents")), "<5");
    assert_string_equal(json_string_value(json_object_get(item, "segments")), "<5");
    cells = json_object_get(json_array_get(rows, 1), "cells");
    assert_true(json_is_array(json_array_get(cells, 0)));
    assert_int_equal(json_array_size(json_array_get(cells, 0)), 0);
    json_decref(json);
    kb_report_free(report);
}

static void groups_are_an_array_of_tables(void **state)
{
    (void)state;
    sample s;
    sample_init(&s, "nb");
    kb_report *report = sample_by(&s);
    json_t *json = parsed(report);
    assert_int_equal(json_array_size(json), 2);
    json_t *by = json_object_get(json_array_get(json, 1), "by");
    check_keys(by, "variable value label");
    assert_string_equal(json_string_value(json_object_get(by, "value")), "kommune");
    json_decref(json);
    kb_report_free(report);
}

static void agreement_is_one_object(void **state)
{
    (void)state;
    sample s;
    sample_init(&s, "nb");
    kb_report *report = sample_agreement(&s);
    json_t *json = parsed(report);
    check_keys(json, "unit answers codes micro macro disagreements");
    json_t *codes = json_object_get(json, "codes");
    check_keys(json_array_get(codes, 0), "code tp fp fn tn precision recall f1 kappa alpha");
    assert_true(json_is_null(json_object_get(json_array_get(codes, 2), "f1")));
    check_keys(json_object_get(json, "micro"), "precision recall f1 tp fp fn tn kappa alpha");
    check_keys(json_object_get(json, "macro"), "precision recall f1 kappa alpha codes");
    check_keys(json_array_get(json_object_get(json, "disagreements"), 0),
               "respondent question code side quote");
    json_decref(json);
    kb_report_free(report);
}

static void codes_and_lists_are_records(void **state)
{
    (void)state;
    sample s;
    sample_init(&s, "nb");
    kb_report *report = sample_codes(&s);
    json_t *json = parsed(report);
    check_keys(json, "kodebok table title note run base rows");
    json_t *draft = json_array_get(json_object_get(json, "rows"), 5);
    check_keys(draft, "code theme category statement respondents answers segments base pct");
    assert_string_equal(json_string_value(json_object_get(draft, "statement")), "Et utkast");
    json_decref(json);
    kb_report_free(report);
}

static void any_text_can_be_read_back(void **state)
{
    (void)state;
    const char *texts[] = { "\x1b[31m \\ \" / \t\n\r\x7f", "æøå 👩‍⚕️ \xE2\x80\xA8",
                            "" };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char *got = render_text(texts[i], false, "json", NULL);
        json_t *json = json_loads(got, 0, NULL);
        json_t *row = json_array_get(json_object_get(json, "rows"), 0);
        assert_string_equal(json_string_value(json_object_get(row, "t")), texts[i]);
        json_decref(json);
        free(got);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_matrix_has_the_promised_keys_in_order),
        cmocka_unit_test(hidden_counts_are_strings_and_empty_cells_empty_lists),
        cmocka_unit_test(groups_are_an_array_of_tables),
        cmocka_unit_test(agreement_is_one_object),
        cmocka_unit_test(codes_and_lists_are_records),
        cmocka_unit_test(any_text_can_be_read_back),
    };
    return cmocka_run_group_tests_name("report/write_json", tests, NULL, NULL);
}
