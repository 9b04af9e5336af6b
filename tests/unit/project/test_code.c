/* SPDX-License-Identifier: MIT */
/* Runs: what they count, what they gained and lost, and that stopping one leaves nothing of it. */
#include "kit.h"

enum { ANSWERS = 600, WORDS = 6 };
static const char *const words[WORDS] = { "tid", "reise", "avtale", "møte", "kurs", "penger" };

/* Which words stand in answer `i`; arbitrary, the same everywhere. */
static bool has_word(int i, int word)
{
    return ((unsigned)i * 2654435761u >> (8 + word)) % 3 == 0;
}

static const char *write_answers(void)
{
    const char *path = in_folder("mange.csv");
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs("respondent,question,text\n", file);
    for (int i = 0; i < ANSWERS; i++) {
        fprintf(file, "R%d,q,Svar", i);
        for (int w = 0; w < WORDS; w++)
            if (has_word(i, w))
                fprintf(file, " %s. Og %s", words[w], words[w]);
        fputs(".\n", file);
    }
    assert_int_equal(fclose(file), 0);
    return path;
}

/* A book whose theme t has the words with a bit in bits[t]; 0: no such theme. */
static const char *book_of(const char *name, const unsigned bits[3])
{
    char room[3][128];
    const char *rules[3];
    for (int t = 0; t < 3; t++) {
        room[t][0] = '\0';
        rules[t] = bits[t] ? room[t] : NULL;
        for (int w = 0; w < WORDS; w++)
            if (bits[t] >> w & 1) {
                strcat(room[t], room[t][0] ? ", " : "");
                strcat(room[t], words[w]);
            }
    }
    return write_book(name, "", rules);
}

static bool gets(int answer, unsigned bits)
{
    for (int w = 0; w < WORDS; w++)
        if ((bits >> w & 1) && has_word(answer, w))
            return true;
    return false;
}

static const unsigned books[][3] = { { 3, 4, 0 },  { 3, 4, 8 },  { 0, 4, 8 }, { 1, 16, 32 },
                                     { 0, 0, 63 }, { 63, 0, 0 }, { 3, 4, 0 } };

static void gained_and_lost_are_what_brute_force_counts(void **state)
{
    listener l = { 0 };
    (void)state;
    kb_project *project = open_at(NULL, KB_STORE_TEMPORARY, &l);
    import_file(project, write_answers());
    for (size_t b = 0; b < sizeof books / sizeof *books; b++) {
        uint64_t gained = 0, lost = 0, coded = 0;
        for (int i = 0; i < ANSWERS; i++) {
            bool any = false;
            for (int t = 0; t < 3; t++) {
                bool now = gets(i, books[b][t]), before = b > 0 && gets(i, books[b - 1][t]);
                gained += b > 0 && now && !before;
                lost += before && !now;
                any = any || now;
            }
            coded += any;
        }
        kb_code_summary sum = code_with(project, book_of("bok.yaml", books[b]));
        assert_false(sum.reused);
        assert_int_equal(sum.compared, b > 0);
        assert_int_equal(sum.gained, gained);
        assert_int_equal(sum.lost, lost);
        assert_int_equal(sum.answers, ANSWERS);
        assert_int_equal(sum.coded, coded);
        assert_int_equal(sum.uncoded, ANSWERS - coded);
    }
    kb_project_close(project);
}

/* An answer that is blanked loses each of its codes once, however many segments it had. */
static void a_text_that_is_gone_loses_its_codes(void **state)
{
    listener l = { 0 };
    kb_error err;
    kb_import_summary imported;
    (void)state;
    kb_project *project = open_at(NULL, KB_STORE_TEMPORARY, &l);
    import_file(project, write_file("a.csv", "respondent,question,text\n"
                                             "R1,q,Tid. Reise. Tid.\nR2,q,Tid. Tid.\n"));
    const char *book = book_of("bok.yaml", (const unsigned[3]){ 1, 2, 0 });
    assert_int_equal(code_with(project, book).segments, 5);
    const kb_import_request request = { .path = write_file("b.csv", "respondent,question,text\n"
                                                                    "R1,q,\nR2,q,\n"),
                                        .update = true };
    good(kb_project_import(project, &request, &imported, &err), &err);
    kb_code_summary sum = code_with(project, book);
    assert_int_equal(sum.gained, 0);
    assert_int_equal(sum.lost, 3);
    kb_project_close(project);
}

static void the_same_again_is_the_same_run_and_a_forgotten_one_is_not(void **state)
{
    listener l = { 0 };
    kb_error err;
    kb_erased erased;
    (void)state;
    kb_project *project = open_at(NULL, KB_STORE_TEMPORARY, &l);
    import_file(project, write_answers());
    const char *book = book_of("bok.yaml", books[0]);
    kb_code_summary first = code_with(project, book), again = code_with(project, book);
    assert_true(again.reused);
    assert_int_equal(again.run, first.run);
    assert_int_equal(again.uncoded, first.uncoded);
    assert_string_equal(again.segments_sha256, first.segments_sha256);
    /* The first import left the hash of the answers; after another one they are read for it. */
    import_file(project, write_answers());
    again = code_with(project, book);
    assert_true(again.reused);
    assert_int_equal(again.run, first.run);
    good(kb_project_forget(project, NULL, "R0", &erased, &err), &err);
    kb_code_summary after = code_with(project, book);
    assert_false(after.reused);
    assert_int_equal(after.answers, ANSWERS - 1);
    assert_int_equal(after.lost + after.gained, 0);
    kb_project_close(project);
}

/* Whatever step is the one that is stopped. */
static void a_run_that_is_stopped_leaves_the_last_complete_state(void **state)
{
    (void)state;
    const char *answers = write_answers(), *at = in_folder("stopp.kodebok");
    const char *first = book_of("en.yaml", books[0]), *second = book_of("to.yaml", books[1]);
    listener quiet = { 0 };
    kb_project *project = open_at(at, KB_STORE_CREATE, &quiet);
    import_file(project, answers);
    const kb_code_summary before = code_with(project, first);
    kb_project_close(project);
    int stops = 0;
    for (kb_status status = KB_ERR_CANCELLED; status != KB_OK; stops++) {
        listener l = { .stop_at = stops + 1 };
        kb_error err;
        kb_import_summary imported;
        kb_code_summary coded;
        const kb_run_request request = { .import = { .path = answers }, .codebook = second };
        project = open_at(at, KB_STORE_WRITE, &l);
        status = kb_project_run(project, &request, &imported, &coded, &err);
        kb_project_close(project);
        assert_true(status == KB_OK || status == KB_ERR_CANCELLED);
        assert_true(stops < 100);
        if (status == KB_OK) {
            assert_int_equal(coded.run, before.run + 1);
            break;
        }
        project = open_at(at, KB_STORE_WRITE, &quiet);
        kb_code_summary still = code_with(project, first);
        assert_true(still.reused);
        assert_int_equal(still.run, before.run);
        assert_string_equal(still.segments_sha256, before.segments_sha256);
        kb_project_close(project);
    }
    assert_true(stops >= 6);
}

static void a_new_project_that_is_stopped_is_not_left_behind(void **state)
{
    (void)state;
    listener l = { .stop_at = 2 };
    kb_error err;
    kb_import_summary imported;
    kb_code_summary coded;
    const kb_run_request request = { .import = { .path = write_answers() },
                                     .codebook = book_of("en.yaml", books[0]) };
    kb_project *project = open_at(in_folder("ny.kodebok"), KB_STORE_CREATE, &l);
    assert_int_equal(kb_project_run(project, &request, &imported, &coded, &err), KB_ERR_CANCELLED);
    kb_project_close(project);
    assert_int_not_equal(access(in_folder("ny.kodebok"), F_OK), 0);
}

static void tables_say_what_came_after_the_run_and_do_not_count_it(void **state)
{
    listener l = { 0 };
    kb_error err;
    kb_report *report = NULL;
    (void)state;
    kb_project *project = open_at(NULL, KB_STORE_TEMPORARY, &l);
    import_file(project, write_file("a.csv", "respondent,question,text\nR1,q,Tid\n"));
    code_with(project, book_of("bok.yaml", books[0]));
    import_file(project, write_file("b.csv", "respondent,question,text\nR2,q,Tid\nR3,q,Nei\n"));
    good(kb_project_codes(project, &(kb_table_request){ 0 }, &report, &err), &err);
    kb_buf text = drawn(report, "csv");
    assert_non_null(strstr(text.ptr, "a.galt,a,galt,Utsagn a,1,1,1,1,100"));
    heard(&l, "2 answers came after run 1 and are not in it");
    kb_buf_free(&text);
    kb_project_close(project);
}

static void update_file(kb_project *project, const char *path)
{
    kb_error err;
    kb_import_summary imported;
    const kb_import_request request = { .path = path, .update = true };
    good(kb_project_import(project, &request, &imported, &err), &err);
}

static void draw_codes(kb_project *project)
{
    kb_error err;
    kb_report *report = NULL;
    good(kb_project_codes(project, &(kb_table_request){ 0 }, &report, &err), &err);
    kb_report_free(report);
}

static void tables_say_what_an_import_changed(void **state)
{
    listener l = { 0 };
    (void)state;
    kb_project *project = open_at(NULL, KB_STORE_TEMPORARY, &l);
    const char *first = write_file("a.csv", "respondent,gruppe,question,text\nR1,Bø,q,Tid\n"
                                            "R2,,q,Tid\n");
    import_file(project, first);
    code_with(project, book_of("bok.yaml", books[0]));
    update_file(project, write_file("b.csv", "respondent,gruppe,question,text\nR1,Bø,q,Tid\n"
                                             "R2,Ås,q,Tid\nR3,Ås,q,Tid\n"));
    draw_codes(project);
    heard(&l, "1 answer came after run 1");
    heard(&l, "groups came or changed after run 1"); /* R2 had none */
    assert_null(strstr(l.told, "replaced after"));
    update_file(project, write_file("c.csv", "respondent,gruppe,question,text\nR1,Ås,q,Ro\n"));
    l = (listener){ 0 };
    draw_codes(project);
    heard(&l, "1 answer was replaced after run 1");
    heard(&l, "groups came or changed after run 1");
    assert_int_equal(l.warnings, 3);
    kb_project_close(project);
}

/* Rules do not ask for closed items: a new run would not help. */
static void closed_items_are_no_reason_for_a_new_run(void **state)
{
    listener l = { 0 };
    (void)state;
    kb_project *project = open_at(NULL, KB_STORE_TEMPORARY, &l);
    kb_error err;
    kb_import_summary imported;
    kb_import_request request = { .path = write_file("a.csv", "id,q,p1\nR1,Tid,enig\n"),
                                  .survey = { .answers = "q", .items = "p1" } };
    good(kb_project_import(project, &request, &imported, &err), &err);
    code_with(project, book_of("bok.yaml", books[0]));
    request.path = write_file("b.csv", "id,q,p1\nR1,Tid,uenig\n");
    request.update = true;
    good(kb_project_import(project, &request, &imported, &err), &err);
    l = (listener){ 0 };
    draw_codes(project);
    heard(&l, "what is known of respondents was changed after run 1");
    assert_int_equal(l.warnings, 0);
    kb_project_close(project);
}

static void what_was_changed_back_is_what_the_run_coded(void **state)
{
    listener l = { 0 };
    (void)state;
    kb_project *project = open_at(NULL, KB_STORE_TEMPORARY, &l);
    import_file(project, write_file("a.csv", "respondent,question,text\nR1,q,Tid\n"));
    code_with(project, book_of("bok.yaml", books[0]));
    update_file(project, write_file("b.csv", "respondent,question,text\nR1,q,Ro\n"));
    update_file(project, write_file("c.csv", "respondent,question,text\nR1,q,Tid\n"));
    code_with(project, book_of("bok.yaml", books[0]));
    draw_codes(project);
    assert_null(strstr(l.told, "replaced after"));
    kb_project_close(project);
}

/* After --update the last run still shows the text that it coded. */
static void a_run_is_shown_with_the_text_that_it_saw(void **state)
{
    listener l = { 0 };
    kb_error err;
    kb_import_summary imported;
    kb_report *report = NULL;
    (void)state;
    kb_project *project = open_at(NULL, KB_STORE_TEMPORARY, &l);
    import_file(project, write_file("a.csv", "respondent,question,text\nR1,q,Å få lite tid\n"));
    code_with(project, book_of("bok.yaml", books[0]));
    const kb_import_request request = {
        .path = write_file("b.csv", "respondent,question,text\nR1,q,Å\n"), .update = true
    };
    good(kb_project_import(project, &request, &imported, &err), &err);
    const kb_agree_request gold = { .gold =
                                        write_file("g.csv", "respondent,question,code\nR1,q,\n") };
    good(kb_project_agree(project, &gold, &report, &err), &err);
    kb_buf text = drawn(report, "json");
    assert_non_null(strstr(text.ptr, "Å få lite tid"));
    kb_buf_free(&text);
    good(kb_project_explain(project, "R1", NULL, &report, &err), &err);
    text = drawn(report, "csv");
    assert_non_null(strstr(text.ptr, "Å få lite tid"));
    kb_buf_free(&text);
    kb_project_close(project);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(gained_and_lost_are_what_brute_force_counts),
        cmocka_unit_test(a_text_that_is_gone_loses_its_codes),
        cmocka_unit_test(the_same_again_is_the_same_run_and_a_forgotten_one_is_not),
        cmocka_unit_test(a_run_that_is_stopped_leaves_the_last_complete_state),
        cmocka_unit_test(a_new_project_that_is_stopped_is_not_left_behind),
        cmocka_unit_test(tables_say_what_came_after_the_run_and_do_not_count_it),
        cmocka_unit_test(tables_say_what_an_import_changed),
        cmocka_unit_test(closed_items_are_no_reason_for_a_new_run),
        cmocka_unit_test(what_was_changed_back_is_what_the_run_coded),
        cmocka_unit_test(a_run_is_shown_with_the_text_that_it_saw),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
