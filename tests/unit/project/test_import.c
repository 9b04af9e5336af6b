/* SPDX-License-Identifier: MIT */
/* What an import does and what it refuses, through the door that everybody uses. */
#include "kit.h"

static const char survey[] = "respondent,gruppe,question,text\n"
                             "Åse,Bø,q,Lite tid\nBjørn,Ås,q,\nÅse,Bø,r,Lang reise\n";

static void a_survey_is_counted_as_new_and_then_as_known(void **state)
{
    listener l = { 0 };
    (void)state;
    const char *path = write_file("svar.csv", survey);
    kb_project *project = open_at(NULL, KB_STORE_TEMPORARY, &l);
    kb_import_summary first = import_file(project, path), second = import_file(project, path);
    assert_int_equal(first.rows, 3);
    assert_int_equal(first.respondents, 2);
    assert_int_equal(first.answers, 2);
    assert_int_equal(first.blanks, 1);
    assert_int_equal(first.added, 3);
    assert_int_equal(first.same + first.changed, 0);
    assert_int_equal(second.added + second.changed, 0);
    assert_int_equal(second.same, 3);
    assert_int_equal(l.warnings + l.problems, 0);
    kb_project_close(project);
}

static void one_name_is_one_respondent_however_it_is_spelled(void **state)
{
    listener l = { 0 };
    (void)state;
    kb_project *project = open_at(NULL, KB_STORE_TEMPORARY, &l);
    import_file(project, write_file("nfc.csv", "respondent,question,text\nÅse,så,Mål\n"));
    const char *path = write_file("nfd.csv", "respondent,question,text\n"
                                             "A\xCC\x8Ase\xE2\x80\x8B,sa\xCC\x8A,Ma\xCC\x8Al\n");
    kb_import_summary again = import_file(project, path);
    assert_int_equal(again.added + again.changed, 0);
    assert_int_equal(again.same, 1);
    kb_project_close(project);
}

typedef struct wrong {
    const char *name, *text, *words;
} wrong;

static const wrong wrongs[] = {
    { "an answer twice", "respondent,question,text\nR1,q,a\nR2,q,b\nR1,q,a\n",
      "4,3: respondent 'R1' answers 'q' a second time; the first is in row 2" },
    { "two groups", "respondent,gruppe,question,text\nR1,Bø,q,a\nR1,Ås,r,b\n",
      "3,0: respondent 'R1' has 'gruppe' = 'Ås' here and 'Bø' in row 2" },
    { "too many fields", "respondent,question,text\nR1,q,a,b\n", "2,4: the row has 4 fields" },
    { "no respondent", "respondent,question,text\n ,q,a\n", "2,1: the row has no respondent" },
    { "an invisible respondent", "respondent,question,text\n\xE2\x80\x8B,q,a\n",
      "2,0: the respondent's id has no visible character" },
};

static void any_error_in_a_row_and_nothing_is_imported(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof wrongs / sizeof *wrongs; i++) {
        listener l = { 0 };
        kb_error err;
        kb_import_summary summary;
        const kb_import_request request = { .path = write_file("feil.csv", wrongs[i].text) };
        kb_project *project = open_at(in_folder("ny.kodebok"), KB_STORE_CREATE, &l);
        assert_int_equal(kb_project_import(project, &request, &summary, &err), KB_ERR_INPUT);
        assert_non_null(strstr(err.message, "nothing was imported"));
        heard(&l, wrongs[i].words);
        kb_project_close(project);
        assert_int_not_equal(access(in_folder("ny.kodebok"), F_OK), 0);
    }
}

static void a_changed_text_is_told_and_only_taken_when_asked(void **state)
{
    listener l = { 0 };
    kb_error err;
    kb_import_summary summary;
    (void)state;
    kb_project *project = open_at(NULL, KB_STORE_TEMPORARY, &l);
    import_file(project, write_file("en.csv", "respondent,question,text\nR1,q,Lite tid\n"));
    const char *other = write_file("to.csv", "respondent,question,text\nR1,q,God tid\nR2,q,a\n");
    kb_import_request request = { .path = other };
    for (int update = 0; update <= 1; update++) {
        request.update = update == 1;
        good(kb_project_import(project, &request, &summary, &err), &err);
        assert_int_equal(summary.changed, 1);
        assert_int_equal(summary.added, 1 - update);
    }
    heard(&l, "2,3: answer of 'R1' to 'q' differs from the one stored before; the stored one");
    heard(&l, "replaced, the old text is kept");
    request.update = false;
    good(kb_project_import(project, &request, &summary, &err), &err);
    assert_int_equal(summary.changed, 0);
    kb_project_close(project);
}

static void a_dry_run_counts_and_leaves_every_byte(void **state)
{
    listener l = { 0 };
    kb_error err;
    kb_import_summary summary;
    (void)state;
    const char *at = in_folder("tørr.kodebok");
    kb_project *project = open_at(at, KB_STORE_CREATE, &l);
    import_file(project, write_file("svar.csv", survey));
    kb_project_close(project);
    kb_buf before = bytes_of(at);
    project = open_at(at, KB_STORE_WRITE, &l);
    const kb_import_request request = {
        .path = write_file("ny.csv", "respondent,question,text\nÅse,q,Annet\nNy,q,Noe\n"),
        .update = true,
        .dry_run = true
    };
    good(kb_project_import(project, &request, &summary, &err), &err);
    assert_int_equal(summary.added, 1);
    assert_int_equal(summary.changed, 1);
    kb_project_close(project);
    kb_buf after = bytes_of(at);
    assert_true(kb_str_equal(kb_buf_view(&before), kb_buf_view(&after)));
    kb_buf_free(&before);
    kb_buf_free(&after);
}

static void waves_keep_their_respondents_apart(void **state)
{
    listener l = { 0 };
    kb_error err;
    kb_import_summary summary;
    kb_erased erased;
    kb_report *report = NULL;
    (void)state;
    const char *path = write_file("svar.csv", survey);
    const char *const rules[3] = { "lite tid", NULL, NULL };
    kb_project *project = open_at(NULL, KB_STORE_TEMPORARY, &l);
    for (int i = 0; i < 2; i++) {
        const kb_import_request request = { .path = path, .wave = i == 0 ? "vår" : "høst" };
        good(kb_project_import(project, &request, &summary, &err), &err);
        assert_int_equal(summary.added, 3);
    }
    code_with(project, write_book("bok.yaml", "", rules));
    assert_int_equal(kb_project_forget(project, NULL, "Åse", &erased, &err), KB_ERR_INPUT);
    assert_non_null(strstr(err.message, "--wave"));
    good(kb_project_explain(project, "A\xCC\x8Ase", "q", &report, &err), &err);
    kb_buf text = drawn(report, "csv");
    assert_non_null(strstr(text.ptr, "vår"));
    assert_non_null(strstr(text.ptr, "høst"));
    kb_buf_free(&text);
    good(kb_project_forget(project, "vår", "Åse", &erased, &err), &err);
    assert_int_equal(erased.answers, 2);
    assert_int_equal(erased.segments, 1);
    kb_project_close(project);
}

static const wrong misfits[] = {
    { "a question", "respondent,gruppe,question,text\nR1,Bø,x,a\n", "a question that" },
    { "questions", "respondent,gruppe,question,text\nR1,Bø,x,a\nR1,Bø,y,a\n", "'x', 'y'" },
    { "a group", "respondent,gruppe,question,text\nR1,Bærum,q,a\n", "declared: bø" },
};

static void data_that_the_codebook_does_not_know_is_refused_before_anything_is_written(void **state)
{
    const char *const rules[3] = { "tid", NULL, NULL };
    (void)state;
    const char *book = write_book(
        "bok.yaml", "questions: {q: {label: Q}}\ngroups: {bø: {label: Bø, ids: [Bø]}}\n", rules);
    for (size_t i = 0; i < sizeof misfits / sizeof *misfits; i++) {
        listener l = { 0 };
        kb_error err;
        kb_import_summary imported;
        kb_code_summary coded;
        const kb_run_request request = {
            .import = { .path = write_file("feil.csv", misfits[i].text) }, .codebook = book
        };
        kb_project *project = open_at(in_folder("ny.kodebok"), KB_STORE_CREATE, &l);
        assert_int_equal(kb_project_run(project, &request, &imported, &coded, &err), KB_ERR_INPUT);
        if (strstr(err.message, misfits[i].words) == NULL)
            fail_msg("%s: %s", misfits[i].name, err.message);
        kb_project_close(project);
        assert_int_not_equal(access(in_folder("ny.kodebok"), F_OK), 0);
    }
}

/* A slip in what is asked for is found before hours of coding, and leaves no project behind. */
static void tables_that_cannot_be_made_are_refused_before_anything_is_written(void **state)
{
    static const char *const of_bo[] = { "gruppe=Bø", "alder=ung" };
    static const char *const of_as[] = { "gruppe=Ås" };
    static const struct {
        kb_table_request table;
        const char *words; /* NULL: nothing is wrong */
    } cases[] = {
        { { .by = "gruppe" }, NULL },
        { { .where = of_bo, .where_count = 1 }, NULL },
        { { .by = "grupe" }, "no variable 'grupe'" },
        { { .where = of_bo, .where_count = 2 }, "no variable 'alder'" },
        { { .where = of_as, .where_count = 1 }, "nobody has 'gruppe' = 'Ås'" },
    };
    const char *const rules[3] = { "tid", NULL, NULL };
    (void)state;
    const char *book = write_book("bok.yaml", "", rules);
    const char *answers =
        write_file("svar.csv", "respondent,gruppe,question,text\nR1,Bø,q,Lite tid\n");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        listener l = { 0 };
        kb_error err = { 0 };
        kb_import_summary imported;
        kb_code_summary coded;
        const kb_table_request tables[] = { { 0 }, cases[i].table };
        const kb_run_request request = {
            .import = { .path = answers }, .codebook = book, .tables = tables, .table_count = 2
        };
        kb_project *project = open_at(in_folder("ny.kodebok"), KB_STORE_CREATE, &l);
        kb_status status = kb_project_run(project, &request, &imported, &coded, &err);
        kb_project_close(project);
        assert_int_equal(status == KB_OK, cases[i].words == NULL);
        assert_int_equal(access(in_folder("ny.kodebok"), F_OK), cases[i].words == NULL ? 0 : -1);
        if (cases[i].words != NULL)
            assert_non_null(strstr(err.message, cases[i].words));
        else
            assert_int_equal(unlink(in_folder("ny.kodebok")), 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_survey_is_counted_as_new_and_then_as_known),
        cmocka_unit_test(one_name_is_one_respondent_however_it_is_spelled),
        cmocka_unit_test(any_error_in_a_row_and_nothing_is_imported),
        cmocka_unit_test(a_changed_text_is_told_and_only_taken_when_asked),
        cmocka_unit_test(a_dry_run_counts_and_leaves_every_byte),
        cmocka_unit_test(waves_keep_their_respondents_apart),
        cmocka_unit_test(
            data_that_the_codebook_does_not_know_is_refused_before_anything_is_written),
        cmocka_unit_test(tables_that_cannot_be_made_are_refused_before_anything_is_written),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
