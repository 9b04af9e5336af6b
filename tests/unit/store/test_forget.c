/* SPDX-License-Identifier: MIT */
/* Erasing one respondent: nothing of what was said is left in the file. */
#include "sample.h"

#define SECRET "Eg heiter Ragnhild Ødegård-Hætta og bur i Kautokeino"
#define OLDER  "Mi sjef Torbjørn er umogleg"
#define RAW    "RAA-BYTES-HER"
#define VALUE  "Guovdageaidnu"
#define NAME   "respondent-hemmeleg-77"

/* Many respondents, so that rows of the secret one were moved between pages. */
static const char *project_with_secret(const char *name)
{
    const char *path = in_folder(name);
    kb_error err = { 0 };
    kb_answer_outcome outcome;
    kb_store *store = open_store(path, KB_STORE_CREATE);
    begin_import(store);
    int64_t godt = question(store, "godt"), darlig = question(store, "dårlig");
    int64_t group = variable(store, "kommune", KB_VARIABLE_GROUP);
    for (uint64_t i = 0; i < 500; i++) {
        char who[32];
        snprintf(who, sizeof who, i == 250 ? NAME : "vanleg-%u", (unsigned)(i * 7919 % 500));
        int64_t id = respondent(store, who, i + 2);
        kb_new_answer new = { id, godt, i + 2, KB_STR("Heilt greitt"), { NULL, 0 }, { NULL, 0 } };
        if (i == 250) {
            new.text = KB_STR(OLDER);
            new.raw = KB_STR(RAW);
            new.encoding = KB_STR("UTF-8");
        }
        good(kb_store_answer(store, &new, false, &outcome, &err), &err);
        answer(store, id, darlig, i + 2, "vet ikke");
        value(store, id, group, i == 250 ? VALUE : "Oslo");
    }
    end_import(store);
    kb_store_close(store);
    return path;
}

static void run_over_all(kb_store *store)
{
    begin_run(store);
    for (int64_t i = 1; i <= 1000; i += 2) {
        int gave_up = RULE_DRAFT;
        add_segment(store, i, RUTINER_MINUS, RULE_RUTINER, (kb_span){ 0, 6 });
        add_result(store, i + 1,
                   &(kb_result){ .non_answer = true, .undecided = &gave_up, .undecided_count = 1 });
    }
    end_run(store, &(kb_run){ .segments = 500 });
}

static void replace_with_secret(kb_store *store, int64_t who)
{
    kb_error err = { 0 };
    kb_answer_outcome outcome;
    begin_import(store);
    kb_new_answer new = { .respondent = who, .question = 1, .row = 2, .text = KB_STR(SECRET) };
    good(kb_store_answer(store, &new, true, &outcome, &err), &err);
    assert_int_equal(outcome.state, KB_ANSWER_CHANGED);
    end_import(store);
}

static void nothing_is_left_of_a_forgotten_respondent(void **state)
{
    (void)state;
    static const char *const traces[] = { "Ragnhild", "degård-H", "Torbj", RAW, VALUE, NAME };
    const char *path = project_with_secret("gløym.kodebok");
    kb_store *store = open_store(path, KB_STORE_WRITE);
    kb_error err = { 0 };
    int64_t who = 0;
    kb_erased erased;
    run_over_all(store);
    good(kb_store_find_respondent(store, NULL, KB_STR(NAME), &who, &err), &err);
    replace_with_secret(store, who);
    run_over_all(store);
    kb_store_close(store);
    for (size_t i = 0; i < sizeof traces / sizeof *traces; i++)
        assert_true(file_holds(path, traces[i])); /* else the test could not fail */

    store = open_store(path, KB_STORE_WRITE);
    good(kb_store_forget(store, who, &erased, &err), &err);
    assert_int_equal(erased.answers, 2);
    assert_int_equal(erased.segments, 2); /* one row, in both runs */
    for (size_t i = 0; i < sizeof traces / sizeof *traces; i++) {
        assert_false(file_holds(path, traces[i]));
        assert_false(file_holds(in_folder("gløym.kodebok-wal"), traces[i]));
    }
    assert_string_equal(rows_of(store, "SELECT what FROM log"),
                        "one respondent was erased: 2 answers, 2 segments\n");
    assert_string_equal(rows_of(store, "SELECT (SELECT count(*) FROM respondent),"
                                       " (SELECT count(*) FROM answer),"
                                       " (SELECT count(*) FROM answer_history),"
                                       " (SELECT count(*) FROM v_respondent),"
                                       " (SELECT count(*) FROM background_value),"
                                       " (SELECT count(*) FROM segment),"
                                       " (SELECT count(*) FROM non_answer),"
                                       " (SELECT count(*) FROM undecided),"
                                       " (SELECT sum(forgotten) FROM run)"),
                        "499|998|0|499|1|499|499|499|2\n");
    assert_string_equal(rows_of(store, "PRAGMA integrity_check"), "ok\n");
    assert_string_equal(rows_of(store, "PRAGMA foreign_key_check"), "");
    kb_run run;
    good(kb_store_run(store, 1, &run, &err), &err);
    assert_true(run.forgotten);
    kb_store_close(store);
    assert_false(exists("gløym.kodebok-wal"));
}

static void only_runs_that_saw_the_respondent_are_marked(void **state)
{
    (void)state;
    kb_store *store = open_store("", KB_STORE_TEMPORARY);
    kb_error err = { 0 };
    kb_erased erased;
    begin_import(store);
    answer(store, respondent(store, "r1", 2), question(store, "godt"), 2, "Bra");
    end_import(store);
    begin_run(store);
    end_run(store, &(kb_run){ 0 });
    begin_import(store);
    answer(store, respondent(store, "r2", 2), question(store, "godt"), 2, "Ikkje bra");
    end_import(store);
    begin_run(store);
    end_run(store, &(kb_run){ 0 });
    good(kb_store_forget(store, 2, &erased, &err), &err);
    assert_int_equal(erased.answers, 1);
    assert_string_equal(rows_of(store, "SELECT id, forgotten FROM run"), "1|0\n2|1\n");
    kb_store_close(store);
}

static void forgetting_nobody_is_an_error_and_changes_nothing(void **state)
{
    (void)state;
    kb_store *store = open_store("", KB_STORE_TEMPORARY);
    kb_error err = { 0 };
    kb_erased erased;
    assert_int_equal(kb_store_forget(store, 42, &erased, &err), KB_ERR_NOT_FOUND);
    assert_string_equal(rows_of(store, "SELECT count(*) FROM log"), "0\n");
    kb_store_close(store);
}

static void a_reader_that_keeps_the_old_pages_is_told(void **state)
{
    (void)state;
    const char *path = project_with_secret("lesar.kodebok");
    kb_store *store = open_store(path, KB_STORE_WRITE);
    kb_store *reader = open_store(path, KB_STORE_READ);
    kb_error err = { 0 };
    kb_erased erased;
    kb_answers *answers = NULL;
    kb_answer one;
    bool more;
    good(kb_answers_open(&answers, reader, 0, &err), &err);
    good(kb_answers_next(answers, &one, &more, &err), &err);
    sqlite3_busy_timeout(store->db, 0);
    assert_int_equal(kb_store_forget(store, 251, &erased, &err), KB_ERR_IO);
    assert_non_null(strstr(err.message, "traces may be left"));
    kb_answers_close(answers);
    kb_store_close(reader);
    kb_store_close(store); /* the last one out empties the log into the file */
    assert_false(file_holds(path, NAME));
    assert_false(exists("lesar.kodebok-wal"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_left_of_a_forgotten_respondent),
        cmocka_unit_test(only_runs_that_saw_the_respondent_are_marked),
        cmocka_unit_test(forgetting_nobody_is_an_error_and_changes_nothing),
        cmocka_unit_test(a_reader_that_keeps_the_old_pages_is_told),
    };
    return cmocka_run_group_tests_name("store/forget", tests, make_folder, remove_folder);
}
