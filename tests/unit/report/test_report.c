/* SPDX-License-Identifier: MIT */
#include "sample.h"

static void every_format_that_is_named_can_be_written(void **state)
{
    (void)state;
    sample s;
    sample_init(&s, "nb");
    kb_report *report = sample_matrix(&s, KB_SHOW_STATEMENT);
    size_t count = 0;
    for (const char *const *name = kb_formats(); *name != NULL; name++, count++) {
        assert_true(kb_format_known(*name));
        char *got = render(report, *name, 0), *again = render(report, *name, 0);
        assert_true(strlen(got) > 0);
        assert_string_equal(got, again);
        free(got);
        free(again);
    }
    assert_int_equal(count, 5);
    kb_report_free(report);
}

static void an_unknown_format_names_the_known_ones(void **state)
{
    (void)state;
    const kb_report report = { 0 };
    kb_error err = { 0 };
    assert_false(kb_format_known("xlsx"));
    assert_int_equal(kb_report_write(&report, "xlsx", NULL, stdout, &err), KB_ERR_ARGUMENT);
    check_contains(err.message, "'xlsx'");
    for (const char *const *name = kb_formats(); *name != NULL; name++)
        check_contains(err.message, *name);
}

static void a_full_disk_is_an_error(void **state)
{
    (void)state;
    FILE *full = fopen("/dev/full", "w");
    if (full == NULL)
        skip();
    sample s;
    sample_init(&s, "nb");
    kb_report *report = sample_matrix(&s, KB_SHOW_STATEMENT);
    for (const char *const *name = kb_formats(); *name != NULL; name++) {
        kb_error err = { 0 };
        clearerr(full);
        assert_int_equal(kb_report_write(report, *name, NULL, full, &err), KB_ERR_IO);
    }
    fclose(full);
    kb_report_free(report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_format_that_is_named_can_be_written),
        cmocka_unit_test(an_unknown_format_names_the_known_ones),
        cmocka_unit_test(a_full_disk_is_an_error),
    };
    return cmocka_run_group_tests_name("report/report", tests, NULL, NULL);
}
