/* SPDX-License-Identifier: MIT */
/* Bare records, as gold files are read; and files and standard input by their path. */
#include "kit.h"

#include <unistd.h>

/* Writes `text` to a new file, whose name the caller unlinks. */
static void write_file(char *name, kb_str text)
{
    int fd = mkstemp(name);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text.ptr, text.len), text.len);
    close(fd);
}

#define TEMPORARY P_tmpdir "/kodebok-XXXXXX"

static void records_keep_their_rows_and_fields(void **state)
{
    (void)state;
    static const char file[] = "respondent;code\r\n\r\n1;a.b;mer\r\n2;x\0y\r\n3\r\n\r\n";
    static const struct {
        uint64_t row;
        size_t fields;
        const char *first;
    } wanted[] = { { 1, 2, "respondent" }, { 3, 3, "1" }, { 5, 1, "3" } };
    char name[] = TEMPORARY;
    kb_records *records = NULL;
    kb_record record;
    opened it = { 0 };
    bool more = true;
    write_file(name, (kb_str){ file, sizeof file - 1 });
    assert_int_equal(kb_problems_new(&it.problems, NULL), KB_OK);
    assert_int_equal(kb_records_open(&records, name, it.problems, &it.err), KB_OK);
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        assert_int_equal(kb_records_next(records, &record, &more, &it.err), KB_OK);
        assert_true(more);
        assert_int_equal(record.row, wanted[i].row);
        assert_int_equal(record.field_count, wanted[i].fields);
        expect_str(record.fields[0], wanted[i].first);
    }
    assert_int_equal(kb_records_next(records, &record, &more, &it.err), KB_OK);
    assert_false(more);
    assert_int_equal(record.field_count, 0);
    assert_non_null(find_problem(&it, KB_PROBLEM, "NUL byte"));
    assert_non_null(find_problem(&it, KB_NOTE, "1 blank line"));
    kb_records_close(records);
    unlink(name);
    close_opened(&it);
}

static void an_open_quote_in_records_has_its_file_and_row(void **state)
{
    (void)state;
    char name[] = TEMPORARY;
    kb_records *records = NULL;
    kb_record record;
    kb_error err = { 0 };
    bool more = true;
    write_file(name, KB_STR("a,b\n1,\"å\n"));
    assert_int_equal(kb_records_open(&records, name, NULL, &err), KB_OK);
    assert_int_equal(kb_records_next(records, &record, &more, &err), KB_OK);
    assert_int_equal(kb_records_next(records, &record, &more, &err), KB_ERR_INPUT);
    assert_false(more);
    assert_string_equal(err.file, name);
    assert_int_equal(err.line, 2);
    assert_int_equal(err.column, 2);
    kb_records_close(records);
    unlink(name);
    assert_int_equal(kb_records_open(&records, name, NULL, &err), KB_ERR_NOT_FOUND);
}

static void standard_input_is_a_file_without_a_size(void **state)
{
    (void)state;
    int ends[2], kept = dup(STDIN_FILENO);
    kb_survey *survey = NULL;
    kb_survey_row row;
    kb_error err;
    uint64_t total = 1;
    bool more = false;
    assert_int_equal(pipe(ends), 0);
    assert_int_equal(write(ends[1], "text\nblåbær\n", 14), 14);
    close(ends[1]);
    dup2(ends[0], STDIN_FILENO);
    assert_int_equal(kb_survey_open(&survey, "-", NULL, NULL, &err), KB_OK);
    assert_int_equal(kb_survey_next(survey, &row, &more, &err), KB_OK);
    assert_true(more);
    expect_str(row.answers[0].text, "blåbær");
    kb_survey_bytes_read(survey, &total);
    assert_int_equal(total, 0);
    kb_survey_close(survey);
    dup2(kept, STDIN_FILENO);
    close(kept);
    close(ends[0]);
}

static void a_file_knows_its_size(void **state)
{
    (void)state;
    char name[] = TEMPORARY;
    kb_survey *survey = NULL;
    kb_error err;
    uint64_t total = 0;
    write_file(name, KB_STR("text\nblåbær\n"));
    assert_int_equal(kb_survey_open(&survey, name, NULL, NULL, &err), KB_OK);
    kb_survey_bytes_read(survey, &total);
    assert_int_equal(total, 14);
    kb_survey_close(survey);
    unlink(name);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_keep_their_rows_and_fields),
        cmocka_unit_test(an_open_quote_in_records_has_its_file_and_row),
        cmocka_unit_test(standard_input_is_a_file_without_a_size),
        cmocka_unit_test(a_file_knows_its_size),
    };
    return cmocka_run_group_tests_name("import/records", tests, NULL, NULL);
}
