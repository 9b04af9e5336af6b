/* SPDX-License-Identifier: MIT */
/*
 * Every writer against files under tests/golden/.  BLESS=1 in the environment
 * rewrites them; read the difference before it is kept.
 */
#include "sample.h"

#include "base/file.h"

typedef enum subject { MATRIX, QUOTES, BY, CODES, AGREE, LIST, COUNTS } subject;

typedef struct golden {
    subject of;
    const char *format;
    int width;
    const char *file;
} golden;

static const golden cases[] = {
    { MATRIX, "text", 0, "matrix/matrix.txt" },
    { MATRIX, "text", 140, "matrix/matrix-wide.txt" },
    { MATRIX, "text", 120, "matrix/matrix-120.txt" },
    { MATRIX, "text", 40, "matrix/matrix-narrow.txt" },
    { MATRIX, "markdown", 0, "matrix/matrix.md" },
    { MATRIX, "html", 0, "matrix/matrix.html" },
    { MATRIX, "csv", 0, "matrix/matrix.csv" },
    { MATRIX, "json", 0, "matrix/matrix.json" },
    { QUOTES, "text", 0, "matrix-quotes/matrix.txt" },
    { QUOTES, "markdown", 0, "matrix-quotes/matrix.md" },
    { QUOTES, "html", 0, "matrix-quotes/matrix.html" },
    { QUOTES, "json", 0, "matrix-quotes/matrix.json" },
    { COUNTS, "text", 0, "matrix-counts/matrix.txt" },
    { BY, "text", 0, "matrix-by/matrix.txt" },
    { BY, "markdown", 0, "matrix-by/matrix.md" },
    { BY, "html", 0, "matrix-by/matrix.html" },
    { BY, "csv", 0, "matrix-by/matrix.csv" },
    { BY, "json", 0, "matrix-by/matrix.json" },
    { CODES, "text", 0, "codes/codes.txt" },
    { CODES, "markdown", 0, "codes/codes.md" },
    { CODES, "html", 0, "codes/codes.html" },
    { CODES, "csv", 0, "codes/codes.csv" },
    { CODES, "json", 0, "codes/codes.json" },
    { AGREE, "text", 0, "agree/agree.txt" },
    { AGREE, "text", 30, "agree/agree-narrow.txt" },
    { AGREE, "markdown", 0, "agree/agree.md" },
    { AGREE, "html", 0, "agree/agree.html" },
    { AGREE, "csv", 0, "agree/agree.csv" },
    { AGREE, "json", 0, "agree/agree.json" },
    { LIST, "text", 0, "list/list.txt" },
    { LIST, "markdown", 0, "list/list.md" },
    { LIST, "html", 0, "list/list.html" },
    { LIST, "csv", 0, "list/list.csv" },
    { LIST, "json", 0, "list/list.json" },
};

static kb_report *make(sample *s, subject of)
{
    switch (of) {
    case MATRIX: return sample_matrix(s, KB_SHOW_STATEMENT | KB_SHOW_N | KB_SHOW_PCT);
    case QUOTES: return sample_matrix(s, KB_SHOW_STATEMENT | KB_SHOW_QUOTES);
    case COUNTS: return sample_matrix(s, KB_SHOW_N | KB_SHOW_PCT);
    case BY: return sample_by(s);
    case CODES: return sample_codes(s);
    case AGREE: return sample_agreement(s);
    case LIST: return sample_list();
    }
    return NULL;
}

static void compare(const char *path, const char *got)
{
    if (getenv("BLESS") != NULL) {
        FILE *file = fopen(path, "wb");
        assert_non_null(file);
        fputs(got, file);
        assert_int_equal(fclose(file), 0);
        return;
    }
    kb_buf want = { 0 };
    kb_error err = { 0 };
    if (kb_file_read(path, 1 << 20, &want, &err) != KB_OK)
        fail_msg("%s: %s", path, err.message);
    kb_buf_char(&want, '\0');
    if (strcmp(want.ptr, got) != 0)
        fail_msg("%s differs; got:\n%s", path, got);
    kb_buf_free(&want);
}

static void reports_are_written_as_in_the_golden_files(void **state)
{
    (void)state;
    const char *root = getenv("KB_SOURCE");
    if (root == NULL)
        skip();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char path[1024];
        sample s;
        sample_init(&s, "nb");
        kb_report *report = make(&s, cases[i].of);
        char *got = render(report, cases[i].format, cases[i].width);
        snprintf(path, sizeof path, "%s/tests/golden/%s", root, cases[i].file);
        compare(path, got);
        free(got);
        kb_report_free(report);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reports_are_written_as_in_the_golden_files),
    };
    return cmocka_run_group_tests_name("report/golden", tests, NULL, NULL);
}
