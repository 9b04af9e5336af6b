/* SPDX-License-Identifier: MIT */
/* The rows of a survey, and everything that can be wrong with them, with its place. */
#include "kit.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void long_rows_have_one_answer(void **state)
{
    (void)state;
    opened it =
        open_text("respondent;gruppe;question;text\r\n r1 ; lms ;godt;\" Bra; \"\"fint\"\"\r\n"
                  "to linjer \"\r\nr2;;godt;\r\n",
                  NULL);
    kb_survey_row row;
    assert_true(next_row(&it, &row));
    assert_int_equal(row.row, 2);
    expect_str(row.respondent, "r1");
    expect_str(row.groups[0], "lms");
    assert_int_equal(row.answer_count, 1);
    expect_str(row.answers[0].question, "godt");
    expect_str(row.answers[0].text, " Bra; \"fint\"\r\nto linjer ");
    assert_int_equal(row.answers[0].column, 4);
    assert_true(next_row(&it, &row));
    assert_int_equal(row.row, 3);
    expect_str(row.groups[0], "");
    expect_str(row.answers[0].text, "");
    assert_false(next_row(&it, &row));
    assert_false(next_row(&it, &row));
    assert_int_equal(row.answer_count, 0);
    close_opened(&it);
}

static void wide_rows_have_an_answer_for_each_question(void **state)
{
    (void)state;
    const char *const missing[] = { "99", "-" };
    const kb_survey_options options = {
        .answers = "daarlig=d,godt=g", .items = "p1", .missing = missing, .missing_count = 2
    };
    opened it = open_text("godt,p1,daarlig\nBra,99, - \n,Enig,  \n", &options);
    kb_survey_row row;
    assert_true(next_row(&it, &row));
    expect_str(row.respondent, "2");
    assert_int_equal(row.answer_count, 2);
    expect_str(row.answers[0].question, "g");
    expect_str(row.answers[0].text, "Bra");
    expect_str(row.answers[1].question, "d");
    expect_str(row.answers[1].text, "");
    assert_int_equal(row.answers[1].column, 3);
    expect_str(row.items[0], "");
    assert_true(next_row(&it, &row));
    expect_str(row.respondent, "3");
    expect_str(row.items[0], "Enig");
    expect_str(row.answers[1].text, "");
    assert_non_null(find_problem(&it, KB_NOTE, "row numbers stand in"));
    close_opened(&it);
}

static void wrong_rows_are_told_and_skipped(void **state)
{
    (void)state;
    static const char file[] = "id,question,text\n"
                               "1,a,b,c\n"    /* 2: too many */
                               " ,a,b\n"      /* 3: no respondent */
                               "2,,b\n"       /* 4: no question */
                               "3,a,b\0c\n"   /* 5: NUL */
                               ",,\n"         /* 6: nothing */
                               "\n"           /* 7: blank line */
                               "4,a\n"        /* 8: too few */
                               "5,a,37\"8\n"  /* 9: odd quote */
                               "6,a,\"x\"y\n" /* 10: text after a quote */
                               "\n \n";       /* nothing at the end */
    opened it = open_bytes((kb_str){ file, sizeof file - 1 }, NULL);
    assert_int_equal(it.status, KB_OK);
    assert_int_equal(read_rows(&it), 3);
    expect_problem(&it, KB_PROBLEM, "the row has 4 fields, the header 3", 2, 4);
    expect_problem(&it, KB_PROBLEM, "the row has no respondent", 3, 1);
    expect_problem(&it, KB_PROBLEM, "the row has no question", 4, 2);
    expect_problem(&it, KB_PROBLEM, "NUL byte", 5, 3);
    expect_problem(&it, KB_NOTE, "1 row without anything in it", 6, 0);
    expect_problem(&it, KB_NOTE, "1 blank line", 7, 0);
    expect_problem(&it, KB_NOTE, "1 row has fewer fields", 8, 2);
    expect_problem(&it, KB_NOTE, "quote inside a field", 9, 3);
    expect_problem(&it, KB_NOTE, "text after its closing quote", 10, 3);
    assert_int_equal(kb_problems_at_least(it.problems, KB_WARNING), 4);
    close_opened(&it);
}

static void blank_lines_are_answers_where_there_is_one_column(void **state)
{
    (void)state;
    opened it = open_text("text\n\nja\n\n\nnei\n\n\n", NULL);
    static const char *const texts[] = { "", "ja", "", "", "nei" };
    kb_survey_row row;
    for (size_t i = 0; i < 5; i++) {
        assert_true(next_row(&it, &row));
        assert_int_equal(row.row, i + 2);
        expect_str(row.answers[0].text, texts[i]);
        expect_str(row.answers[0].question, "text");
    }
    assert_false(next_row(&it, &row));
    close_opened(&it);
}

static void floods_are_counted(void **state)
{
    (void)state;
    kb_buf file = { 0 };
    kb_buf_puts(&file, "id,x,text\n");
    for (int i = 0; i < 25; i++)
        kb_buf_puts(&file, "1,2,3,4\n1,2\n");
    opened it = open_bytes(kb_buf_view(&file), NULL);
    assert_int_equal(read_rows(&it), 25);
    assert_int_equal(kb_problems_at_least(it.problems, KB_PROBLEM), 20);
    assert_int_equal(kb_survey_errors(it.survey), 25);
    assert_non_null(find_problem(&it, KB_NOTE, "5 more errors in the rows"));
    expect_problem(&it, KB_NOTE, "25 rows have fewer fields than the header; the first is row 3", 3,
                   2);
    close_opened(&it);
    kb_buf_free(&file);
}

typedef struct fatal_case {
    const char *name;
    kb_str file;
    const char *encoding, *message;
    size_t rows; /* read before it */
    int row, column;
} fatal_case;

#define BYTES(literal)                                                                             \
    {                                                                                              \
        literal, sizeof(literal) - 1                                                               \
    }

static const fatal_case fatals[] = {
    { "invalid UTF-8",
      BYTES("id,text\n1,blåbær\n2,bl\xE5"
            "b\n3,c\n"),
      NULL, "byte 24 of the file (0xE5) is not valid UTF-8", 1, 3, 2 },
    { "in the first cell of a row", BYTES("id,text\n1,blåbær\n\xE5,b\n"), NULL, "windows-1252", 1,
      3, 1 },
    { "undefined in windows-1252", BYTES("id;text\n1;bl\xE5\n2;\x81\n"), NULL, "0x81", 1, 3, 2 },
    { "cut at the end", BYTES("id,text\n1,blåbær\xC3"), "UTF-8", "0xC3", 0, 2, 2 },
    { "half a UTF-16 character", BYTES("\xFF\xFEt\0e\0x\0t\0\n\0a\0\n\0b"), NULL, "UTF-16LE", 1, 3,
      1 },
    { "open quote", BYTES("id,text\n1,a\n2,\"b\n3,c\n"), NULL, "never closed", 1, 3, 2 },
};

static void what_cannot_be_read_is_an_error_with_its_place(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof fatals / sizeof *fatals; i++) {
        const fatal_case *want = &fatals[i];
        const kb_survey_options options = { .encoding = want->encoding };
        opened it = open_bytes(want->file, &options);
        kb_survey_row row;
        bool more = true;
        size_t rows = 0;
        if (it.status != KB_OK)
            fail_msg("%s: %s", want->name, it.err.message);
        while ((it.status = kb_survey_next(it.survey, &row, &more, &it.err)) == KB_OK && more)
            rows++;
        if (it.status != KB_ERR_INPUT || rows != want->rows || it.err.line != want->row ||
            it.err.column != want->column || strstr(it.err.message, want->message) == NULL)
            fail_msg("%s: %zu rows, %d:%d: %s", want->name, rows, it.err.line, it.err.column,
                     it.err.message);
        assert_string_equal(it.err.file, "svar.csv");
        close_opened(&it);
    }
}

static void other_formats_are_recognised(void **state)
{
    (void)state;
    static const struct {
        kb_str head;
        const char *message;
    } heads[] = {
        { BYTES("PK\x03\x04 [Content_Types].xml xl/workbook.xml"), "Excel workbook (XLSX)" },
        { BYTES("PK\x03\x04 bilder/a.png"), "zip archive" },
        { BYTES("$FL2@(#) SPSS"), "SPSS" },
        { BYTES("$FL3@(#) SPSS"), "SPSS" },
        { BYTES("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "old Excel" },
        { BYTES("SQLite format 3\0\x10\0"), "database" },
        { BYTES(""), "empty" },
    };
    for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
        opened it = open_bytes(heads[i].head, NULL);
        assert_int_equal(it.status, KB_ERR_INPUT);
        if (strstr(it.err.message, heads[i].message) == NULL)
            fail_msg("%s", it.err.message);
        close_opened(&it);
    }
}

static void a_file_that_is_not_there_is_not_found(void **state)
{
    (void)state;
    kb_survey *survey = NULL;
    kb_error err;
    assert_int_equal(kb_survey_open(&survey, "finnes/ikke.csv", NULL, NULL, &err),
                     KB_ERR_NOT_FOUND);
    assert_string_equal(err.file, "finnes/ikke.csv");
    assert_int_equal(kb_survey_open(&survey, "/", NULL, NULL, &err), KB_ERR_INPUT);
}

static void only_a_header_is_a_note(void **state)
{
    (void)state;
    opened it = open_text("id,text", NULL);
    assert_int_equal(it.status, KB_OK);
    assert_int_equal(read_rows(&it), 0);
    assert_non_null(find_problem(&it, KB_NOTE, "no rows below the header"));
    close_opened(&it);
}

static void windows_files_are_read_and_the_guess_is_said(void **state)
{
    (void)state;
    opened it = open_text("id;sp\xF8rsm\xE5l;svar\r\n1;bl\xE5;\"\xC6, \x80 \x96 nei\"\r\n", NULL);
    kb_survey_row row;
    kb_str raw;
    assert_int_equal(it.status, KB_OK);
    const kb_survey_layout *layout = kb_survey_layout_of(it.survey);
    expect_str(layout->encoding, "windows-1252");
    assert_true(layout->encoding_guessed);
    assert_int_equal(layout->delimiter, ';');
    expect_str(layout->question, "spørsmål");
    assert_true(next_row(&it, &row));
    expect_str(row.answers[0].text, "Æ, € – nei");
    assert_int_equal(kb_survey_raw(it.survey, row.answers[0].text, &raw, NULL), KB_OK);
    expect_str(raw, "\xC6, \x80 \x96 nei");
    assert_non_null(find_problem(&it, KB_NOTE, "the encoding is a guess"));
    close_opened(&it);
}

static void utf16_files_are_read(void **state)
{
    (void)state;
    static const char marked[] = "\xFF\xFEi\0d\0\t\0t\0e\0x\0t\0\r\0\n\0001\0\t\0\xE5\0=\xD8\0\xDE";
    static const char bare[] = "\0i\0d\0,\0t\0e\0x\0t\0\n\0001\0,\0\xE5";
    const struct {
        kb_str file;
        const char *encoding, *text;
        bool guessed;
    } files[] = {
        { { marked, sizeof marked - 1 }, "UTF-16LE", "å😀", false },
        { { bare, sizeof bare - 1 }, "UTF-16BE", "å", true },
    };
    for (size_t i = 0; i < 2; i++) {
        kb_survey_row row;
        opened it = open_bytes(files[i].file, NULL);
        assert_int_equal(it.status, KB_OK);
        expect_str(kb_survey_layout_of(it.survey)->encoding, files[i].encoding);
        assert_int_equal(kb_survey_layout_of(it.survey)->encoding_guessed, files[i].guessed);
        assert_true(next_row(&it, &row));
        expect_str(row.respondent, "1");
        expect_str(row.answers[0].text, files[i].text);
        close_opened(&it);
    }
}

static void garbled_text_gets_one_warning(void **state)
{
    (void)state;
    opened it = open_text("id,text\n1,bra\n2,sÃ¸t blÃ¥bÃ¦r\n3,\xEF\xBF\xBD\n4,São Paulo\n"
                          "5,SÃO\n6,Ã˜l â€“ nei\n",
                          NULL);
    assert_int_equal(read_rows(&it), 6);
    expect_problem(&it, KB_WARNING, "3 cells hold text that was decoded wrongly", 3, 2);
    assert_int_equal(kb_problems_at_least(it.problems, KB_WARNING), 1);
    close_opened(&it);
}

static void controls_of_latin1_get_a_warning(void **state)
{
    (void)state;
    const kb_survey_options options = { .encoding = "ISO-8859-1" };
    opened it = open_text("id,text\n1,\x93ja\x94\n", &options);
    assert_int_equal(read_rows(&it), 1);
    expect_problem(&it, KB_WARNING, "control characters", 2, 2);
    close_opened(&it);
}

static void the_digest_is_known_at_the_end(void **state)
{
    (void)state;
    opened it = open_text("text\nabc\n", NULL);
    uint64_t total = 1;
    assert_string_equal(kb_survey_sha256(it.survey), "");
    read_rows(&it);
    assert_string_equal(kb_survey_sha256(it.survey),
                        "91e00a489dc04b3ca37f3a0eb2449ad36514a9ca53ea2f397f8737e7d0e87578");
    assert_int_equal(kb_survey_bytes_read(it.survey, &total), 9);
    assert_int_equal(total, 0);
    close_opened(&it);
}

static void a_cell_of_ten_megabytes_is_read(void **state)
{
    (void)state;
    enum { CELL = 10 << 20 };
    kb_buf file = { 0 };
    kb_survey_row row;
    kb_buf_puts(&file, "id,text\n1,\"");
    assert_true(kb_buf_reserve(&file, CELL));
    memset(file.ptr + file.len, 'a', CELL);
    file.len += CELL;
    kb_buf_puts(&file, "\"\n2,ok\n");
    opened it = open_bytes(kb_buf_view(&file), NULL);
    assert_true(next_row(&it, &row));
    assert_int_equal(row.answers[0].text.len, CELL);
    assert_true(next_row(&it, &row));
    expect_str(row.answers[0].text, "ok");
    close_opened(&it);
    kb_buf_free(&file);
}

enum { PIPE_ROWS = 200000 };

/* Writes some 22 MB of answers; never returns. */
static void write_rows(int fd)
{
    FILE *out = fdopen(fd, "w");
    fputs("respondent;gruppe;text\n", out);
    for (int i = 0; i < PIPE_ROWS; i++)
        fprintf(out,
                "R%06d;kommune;\"Møtene er gode; de gir oversikt, og vi kjenner hverandre, "
                "men det er for lite tid til å samarbeide.\"\n",
                i);
    fclose(out);
    _exit(0);
}

static void memory_does_not_grow_with_the_file(void **state)
{
    (void)state;
    int ends[2];
    struct rusage before, after;
    opened it = { 0 };
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    if (child == 0) {
        close(ends[0]);
        write_rows(ends[1]);
    }
    close(ends[1]);
    getrusage(RUSAGE_SELF, &before);
    it.status =
        kb_survey_open_stream(&it.survey, fdopen(ends[0], "r"), "svar.csv", NULL, NULL, &it.err);
    assert_int_equal(it.status, KB_OK);
    assert_int_equal(read_rows(&it), PIPE_ROWS);
    getrusage(RUSAGE_SELF, &after);
    assert_true(kb_survey_bytes_read(it.survey, NULL) > 20000000);
    assert_true(after.ru_maxrss - before.ru_maxrss < 16 << 10);
    close_opened(&it);
    waitpid(child, NULL, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        /* First, while little memory has been used: the peak is compared. */
        cmocka_unit_test(memory_does_not_grow_with_the_file),
        cmocka_unit_test(long_rows_have_one_answer),
        cmocka_unit_test(wide_rows_have_an_answer_for_each_question),
        cmocka_unit_test(wrong_rows_are_told_and_skipped),
        cmocka_unit_test(blank_lines_are_answers_where_there_is_one_column),
        cmocka_unit_test(floods_are_counted),
        cmocka_unit_test(what_cannot_be_read_is_an_error_with_its_place),
        cmocka_unit_test(other_formats_are_recognised),
        cmocka_unit_test(a_file_that_is_not_there_is_not_found),
        cmocka_unit_test(only_a_header_is_a_note),
        cmocka_unit_test(windows_files_are_read_and_the_guess_is_said),
        cmocka_unit_test(utf16_files_are_read),
        cmocka_unit_test(garbled_text_gets_one_warning),
        cmocka_unit_test(controls_of_latin1_get_a_warning),
        cmocka_unit_test(the_digest_is_known_at_the_end),
        cmocka_unit_test(a_cell_of_ten_megabytes_is_read),
    };
    return cmocka_run_group_tests_name("import/survey", tests, NULL, NULL);
}
