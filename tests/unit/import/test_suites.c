/* SPDX-License-Identifier: MIT */
/* Files that others wrote: csv-spectrum, a survey platform's export, our own sample. */
#include "kit.h"

#include <jansson.h>

/* The path of a file below the folder that the variable names; skips when it is not there. */
static char *path_in(const char *variable, const char *name)
{
    const char *folder = getenv(variable);
    kb_buf path = { 0 };
    if (folder == NULL)
        skip();
    kb_buf_printf(&path, "%s/%s", folder, name);
    kb_buf_char(&path, '\0');
    FILE *file = fopen(path.ptr, "rb");
    if (file == NULL) {
        kb_buf_free(&path);
        skip();
    } else {
        fclose(file);
    }
    return path.ptr;
}

enum { MAX_COLUMNS = 16 };

typedef struct header_row {
    char *names[MAX_COLUMNS];
    size_t count;
} header_row;

static void keep_header(header_row *header, const kb_record *record)
{
    for (size_t i = 0; i < record->field_count && i < MAX_COLUMNS; i++)
        header->names[header->count++] = strndup(record->fields[i].ptr, record->fields[i].len);
}

static void drop_header(header_row *header)
{
    while (header->count > 0)
        free(header->names[--header->count]);
}

/* The suite's own line ends were lost when it was fetched: CR LF is compared as LF. */
static bool same_text(kb_str got, const char *want)
{
    kb_buf plain = { 0 };
    for (; *want != '\0'; want++)
        if (*want != '\r')
            kb_buf_char(&plain, *want);
    bool same = kb_str_equal(got, kb_buf_view(&plain));
    kb_buf_free(&plain);
    return same;
}

static void check_record(const char *name, const header_row *header, const kb_record *record,
                         const json_t *want)
{
    if (record->field_count != json_object_size(want))
        fail_msg("%s, row %d: %zu fields", name, (int)record->row, record->field_count);
    for (size_t i = 0; i < record->field_count; i++) {
        /* The telephone number was made anonymous in the JSON only. */
        if (strcmp(header->names[i], "Contact Phone Number") == 0)
            continue;
        const char *text = json_string_value(json_object_get(want, header->names[i]));
        if (text == NULL || !same_text(record->fields[i], text))
            fail_msg("%s, row %d: '%.*s'", name, (int)record->row, KB_ARG(record->fields[i]));
    }
}

static void compare(const char *name, const char *csv, const json_t *rows)
{
    kb_records *records = NULL;
    kb_record record;
    kb_error err;
    header_row header = { 0 };
    bool more = true;
    size_t count = 0;
    assert_int_equal(kb_records_open(&records, csv, NULL, &err), KB_OK);
    assert_int_equal(kb_records_next(records, &record, &more, &err), KB_OK);
    keep_header(&header, &record);
    while (kb_records_next(records, &record, &more, &err) == KB_OK && more) {
        const json_t *want = json_is_array(rows) ? json_array_get(rows, count) : rows;
        check_record(name, &header, &record, want);
        count++;
    }
    assert_int_equal(count, json_is_array(rows) ? json_array_size(rows) : 1);
    drop_header(&header);
    kb_records_close(records);
}

static void csv_spectrum_reads_as_its_json(void **state)
{
    (void)state;
    static const char *const names[] = {
        "comma_in_quotes",      "empty",    "empty_crlf",    "escaped_quotes",      "json",
        "location_coordinates", "newlines", "newlines_crlf", "quotes_and_newlines", "simple",
        "simple_crlf",          "utf8",
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        char name[200];
        snprintf(name, sizeof name, "data/csv_suites/csv-spectrum/csvs/%s.csv", names[i]);
        char *csv = path_in("KB_SHARED", name);
        snprintf(name, sizeof name, "data/csv_suites/csv-spectrum/json/%s.json", names[i]);
        char *json = path_in("KB_SHARED", name);
        json_t *rows = json_load_file(json, 0, NULL);
        assert_non_null(rows);
        compare(names[i], csv, rows);
        json_decref(rows);
        free(csv);
        free(json);
    }
}

static void a_platform_export_is_read(void **state)
{
    (void)state;
    const kb_survey_options options = { .answers = "freetext", .items = "radio,slider" };
    char *path = path_in("KB_SHARED", "data/survey_exports/nettskjema/nettskjema_123823.csv");
    opened it = { 0 };
    kb_survey_row row;
    assert_int_equal(kb_problems_new(&it.problems, NULL), KB_OK);
    assert_int_equal(kb_survey_open(&it.survey, path, &options, it.problems, &it.err), KB_OK);
    const kb_survey_layout *layout = kb_survey_layout_of(it.survey);
    assert_int_equal(layout->delimiter, ';');
    expect_str(layout->respondent, "$submission_id");
    assert_int_equal(layout->ignored_count, 26);
    assert_true(next_row(&it, &row));
    expect_str(row.respondent, "27685292");
    expect_str(row.answers[0].text, "some text");
    expect_str(row.items[1], "3");
    assert_true(next_row(&it, &row));
    assert_true(next_row(&it, &row));
    expect_str(row.answers[0].text, "");
    assert_false(next_row(&it, &row));
    assert_int_equal(kb_problems_at_least(it.problems, KB_WARNING), 0);
    close_opened(&it);
    free(path);
}

static void the_sample_survey_needs_no_options(void **state)
{
    (void)state;
    char *path = path_in("KB_SOURCE", "corpus/samhandling/svar.csv");
    opened it = { 0 };
    assert_int_equal(kb_problems_new(&it.problems, NULL), KB_OK);
    assert_int_equal(kb_survey_open(&it.survey, path, NULL, it.problems, &it.err), KB_OK);
    const kb_survey_layout *layout = kb_survey_layout_of(it.survey);
    static const char *const answers[] = { "godt", "daarlig", "forbedring", "tiltak" };
    assert_int_equal(layout->answer_count, 4);
    for (size_t i = 0; i < 4; i++)
        expect_str(layout->answers[i].id, answers[i]);
    expect_str(layout->respondent, "respondent");
    assert_int_equal(layout->group_count, 1);
    assert_int_equal(layout->ignored_count, 7);
    assert_int_equal(read_rows(&it), 188);
    assert_int_equal(kb_problems_at_least(it.problems, KB_WARNING), 0);
    close_opened(&it);
    free(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(csv_spectrum_reads_as_its_json),
        cmocka_unit_test(a_platform_export_is_read),
        cmocka_unit_test(the_sample_survey_needs_no_options),
    };
    return cmocka_run_group_tests_name("import/suites", tests, NULL, NULL);
}
