/* SPDX-License-Identifier: MIT */
/* What becomes of rows that are new, known, changed or twice in a file. */
#include "sample.h"

static void respondents_are_found_again_within_and_between_imports(void **state)
{
    (void)state;
    kb_store *store = open_store("", KB_STORE_TEMPORARY);
    kb_error err = { 0 };
    kb_respondent_state s;
    begin_import(store);
    good(kb_store_respondent(store, KB_STR("Åse"), 2, &s, &err), &err);
    assert_int_equal(s.id, 1);
    assert_true(s.is_new);
    assert_false(s.in_this_import);
    assert_int_equal(s.first_row, 2);
    good(kb_store_respondent(store, KB_STR("Åse"), 5, &s, &err), &err);
    assert_int_equal(s.id, 1);
    assert_false(s.is_new);
    assert_true(s.in_this_import);
    assert_int_equal(s.first_row, 2);
    end_import(store);

    begin_import(store);
    good(kb_store_respondent(store, KB_STR("Åse"), 9, &s, &err), &err);
    assert_false(s.is_new);
    assert_false(s.in_this_import);
    assert_int_equal(s.first_row, 2);
    good(kb_store_respondent(store, KB_STR("Åse"), 12, &s, &err), &err);
    assert_true(s.in_this_import);
    assert_int_equal(s.first_row, 9);
    end_import(store);

    begin_import_of(store, "2027");
    good(kb_store_respondent(store, KB_STR("Åse"), 2, &s, &err), &err);
    assert_true(s.is_new);
    assert_int_equal(s.id, 2);
    end_import(store);
    kb_store_close(store);
}

static void a_changed_answer_is_kept_as_it_was_and_told(void **state)
{
    (void)state;
    kb_store *store = open_store("", KB_STORE_TEMPORARY);
    begin_import(store);
    int64_t who = respondent(store, "r1", 2), godt = question(store, "godt");
    int64_t darlig = question(store, "dårlig");
    assert_int_equal(answer(store, who, godt, 2, "Møtene").state, KB_ANSWER_ADDED);
    assert_int_equal(answer(store, who, darlig, 2, "").state, KB_ANSWER_ADDED);
    kb_answer_outcome twice = answer(store, who, godt, 7, "Møtene");
    assert_int_equal(twice.state, KB_ANSWER_DUPLICATE);
    assert_int_equal(twice.first_row, 2);
    end_import(store);

    begin_import(store);
    assert_int_equal(answer(store, who, darlig, 3, "").state, KB_ANSWER_SAME);
    kb_answer_outcome changed = answer(store, who, godt, 3, "Møta");
    assert_int_equal(changed.state, KB_ANSWER_CHANGED);
    assert_true(kb_str_is(changed.old_text, "Møtene"));
    twice = answer(store, who, godt, 8, "Noko anna");
    assert_int_equal(twice.state, KB_ANSWER_DUPLICATE);
    assert_int_equal(twice.first_row, 3);
    end_import(store);
    assert_string_equal(rows_of(store, "SELECT text FROM v_answer"), "Møtene\n");
    kb_store_close(store);
}

static void update_replaces_and_keeps_the_old_text_and_bytes(void **state)
{
    (void)state;
    kb_store *store = open_store("", KB_STORE_TEMPORARY);
    kb_error err = { 0 };
    kb_answer_outcome outcome;
    begin_import(store);
    kb_new_answer new = { .respondent = respondent(store, "r1", 2),
                          .question = question(store, "godt"),
                          .row = 2,
                          .text = KB_STR("Å ja"),
                          .raw = KB_STR("A\xCC\x8A\r\nja"),
                          .encoding = KB_STR("UTF-8") };
    good(kb_store_answer(store, &new, true, &outcome, &err), &err);
    end_import(store);
    begin_import(store);
    new.text = KB_STR("Å nei");
    new.raw = (kb_str){ NULL, 0 };
    good(kb_store_answer(store, &new, true, &outcome, &err), &err);
    assert_int_equal(outcome.state, KB_ANSWER_CHANGED);
    end_import(store);
    assert_string_equal(rows_of(store, "SELECT text, raw, encoding FROM answer"),
                        "Å nei|NULL|NULL\n");
    assert_string_equal(
        rows_of(store, "SELECT text, hex(raw), encoding, import FROM answer_history"),
        "Å ja|41CC8A0D0A6A61|UTF-8|1\n");
    kb_store_close(store);
}

static void values_stay_unless_they_are_replaced(void **state)
{
    (void)state;
    kb_store *store = open_store("", KB_STORE_TEMPORARY);
    kb_error err = { 0 };
    kb_str old;
    bool same;
    begin_import(store);
    int64_t who = respondent(store, "r1", 2);
    int64_t group = variable(store, "kommune", KB_VARIABLE_GROUP);
    value(store, who, group, "");
    value(store, who, group, "Tromsø");
    value(store, who, group, "Tromsø");
    good(kb_store_value(store, who, group, KB_STR("Bodø"), false, &old, &same, &err), &err);
    assert_true(kb_str_is(old, "Tromsø"));
    assert_true(same);
    end_import(store);

    begin_import(store);
    good(kb_store_value(store, who, group, KB_STR("Bodø"), false, &old, &same, &err), &err);
    assert_true(kb_str_is(old, "Tromsø"));
    assert_false(same);
    assert_string_equal(rows_of(store, "SELECT value FROM v_respondent"), "Tromsø\n");
    value(store, who, group, "Tromsø");
    good(kb_store_value(store, who, group, KB_STR("Bodø"), true, &old, &same, &err), &err);
    assert_true(same); /* this file said both */
    end_import(store);
    assert_string_equal(
        rows_of(store, "SELECT respondent, variable, value, wave FROM v_respondent"),
        "r1|kommune|Bodø|\n");
    kb_store_close(store);
}

static void a_dry_import_leaves_nothing(void **state)
{
    (void)state;
    kb_store *store = open_store("", KB_STORE_TEMPORARY);
    kb_error err = { 0 };
    begin_import(store);
    answer(store, respondent(store, "r1", 2), question(store, "godt"), 2, "Bra");
    variable(store, "kommune", KB_VARIABLE_GROUP);
    good(kb_store_import_end(store, "abc", true, &err), &err);
    assert_string_equal(rows_of(store, "SELECT (SELECT count(*) FROM import),"
                                       " (SELECT count(*) FROM answer),"
                                       " (SELECT count(*) FROM respondent),"
                                       " (SELECT count(*) FROM question),"
                                       " (SELECT count(*) FROM variable)"),
                        "0|0|0|0|0\n");
    kb_store_close(store);
}

static void an_answer_of_nobody_breaks_the_contract(void **state)
{
    (void)state;
    kb_store *store = open_store("", KB_STORE_TEMPORARY);
    kb_error err = { 0 };
    kb_answer_outcome outcome;
    begin_import(store);
    kb_new_answer new = { .respondent = 7, .question = 3, .row = 2, .text = KB_STR("Bra") };
    assert_int_equal(kb_store_answer(store, &new, false, &outcome, &err), KB_ERR_ARGUMENT);
    kb_store_close(store);
}

static void labels_are_kept_from_the_first_time(void **state)
{
    (void)state;
    kb_store *store = open_store("", KB_STORE_TEMPORARY);
    kb_error err = { 0 };
    int64_t first, again;
    begin_import(store);
    good(kb_store_question(store, KB_STR("godt"), KB_STR("Hva fungerer?"), &first, &err), &err);
    good(kb_store_question(store, KB_STR("godt"), KB_STR("Noe annet"), &again, &err), &err);
    assert_int_equal(first, again);
    good(kb_store_variable(store, KB_STR("p1"), KB_STR("Trives"), KB_VARIABLE_ITEM, &first, &err),
         &err);
    good(kb_store_variable(store, KB_STR("p1"), KB_STR("x"), KB_VARIABLE_ITEM, &again, &err), &err);
    assert_int_equal(first, again);
    assert_string_equal(rows_of(store, "SELECT label FROM question UNION ALL"
                                       " SELECT label FROM variable"),
                        "Hva fungerer?\nTrives\n");
    kb_store_close(store);
}

/* Names in order need no table; then one comes that is not. */
static void names_are_unique_in_any_order(void **state)
{
    (void)state;
    static const char *const names[] = { "1", "2", "10", "11", "3", "Åse", "12", "ab" };
    enum { COUNT = sizeof names / sizeof *names };
    for (size_t round = 0; round < 2; round++) {
        kb_store *store = open_store("", KB_STORE_TEMPORARY);
        kb_error err = { 0 };
        kb_respondent_state s;
        for (size_t again = 0; again < 2; again++) {
            begin_import(store);
            for (size_t i = 0; i < COUNT; i++) {
                size_t k = round == 0 ? i : COUNT - 1 - i;
                good(kb_store_respondent(store, kb_str_from(names[k]), i + 2, &s, &err), &err);
                assert_int_equal(s.is_new, again == 0);
                assert_int_equal(s.id, i + 1);
            }
            for (size_t i = 0; i < COUNT; i++) {
                size_t k = round == 0 ? i : COUNT - 1 - i;
                good(kb_store_respondent(store, kb_str_from(names[k]), 90, &s, &err), &err);
                assert_true(s.in_this_import);
                assert_int_equal(s.first_row, i + 2);
                assert_int_equal(s.id, i + 1);
            }
            end_import(store);
        }
        kb_store_close(store);
    }
}

enum { MANY = 20000, QUESTIONS = 100 };

/* More than is kept in memory, and respondents that return after they were written. */
static void many_rows_are_all_written_and_all_known(void **state)
{
    (void)state;
    kb_store *store = open_store("", KB_STORE_TEMPORARY);
    char name[32];
    for (int again = 0; again < 2; again++) {
        begin_import(store);
        int64_t godt = question(store, "godt"), darlig = question(store, "dårlig");
        int64_t group = variable(store, "kommune", KB_VARIABLE_GROUP);
        for (uint64_t i = 0; i < MANY; i++) {
            snprintf(name, sizeof name, "r%u", (unsigned)(i * 7919 % MANY));
            int64_t who = respondent(store, name, i + 2);
            value(store, who, group, i % 2 ? "Bodø" : "Ås");
            kb_answer_state wanted = again ? KB_ANSWER_SAME : KB_ANSWER_ADDED;
            assert_int_equal(answer(store, who, godt, i + 2, name).state, wanted);
        }
        for (uint64_t i = 0; i < MANY; i += 3) {
            snprintf(name, sizeof name, "r%u", (unsigned)(i * 7919 % MANY));
            int64_t who = respondent(store, name, MANY + i);
            kb_answer_outcome twice = answer(store, who, godt, MANY + i, "enda en");
            assert_int_equal(twice.state, KB_ANSWER_DUPLICATE);
            assert_int_equal(twice.first_row, i + 2);
            answer(store, who, darlig, MANY + i, "lite");
            twice = answer(store, who, darlig, MANY + i + 1, "lite");
            assert_int_equal(twice.state, KB_ANSWER_DUPLICATE);
            assert_int_equal(twice.first_row, MANY + i);
        }
        end_import(store);
        assert_string_equal(rows_of(store, "SELECT count(*), count(DISTINCT respondent),"
                                           " sum(a.text = r.name), max(a.id),"
                                           " count(a.row), count(a.import)"
                                           " FROM answer a JOIN respondent r ON r.id = respondent"),
                            "26667|20000|20000|26667|6667|6667\n");
        assert_string_equal(rows_of(store, "SELECT value, count(*) FROM v_respondent GROUP BY 1"),
                            "Bodø|10000\nÅs|10000\n");
        assert_string_equal(rows_of(store, "SELECT count(*) FROM background_value"), "2\n");
    }
    assert_string_equal(rows_of(store, "PRAGMA integrity_check"), "ok\n");
    assert_string_equal(rows_of(store, "PRAGMA foreign_key_check"), "");
    kb_store_close(store);
}

static void a_row_may_answer_many_questions_but_each_once(void **state)
{
    (void)state;
    kb_store *store = open_store("", KB_STORE_TEMPORARY);
    char name[32];
    begin_import(store);
    int64_t who = respondent(store, "r1", 2), other = respondent(store, "r2", 3);
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < QUESTIONS; i++) {
            snprintf(name, sizeof name, "q%d", i);
            int64_t what = question(store, name);
            kb_answer_outcome outcome = answer(store, i % 3 ? who : other, what, 2, name);
            assert_int_equal(outcome.state, round ? KB_ANSWER_DUPLICATE : KB_ANSWER_ADDED);
            assert_int_equal(outcome.first_row, round ? 2 : 0);
        }
    end_import(store);
    assert_string_equal(rows_of(store, "SELECT count(*) FROM answer"), "100\n");
    kb_store_close(store);
}

static void respondents_share_backgrounds_and_unused_ones_go(void **state)
{
    (void)state;
    kb_store *store = open_store("", KB_STORE_TEMPORARY);
    kb_error err = { 0 };
    kb_str old;
    bool same;
    begin_import(store);
    int64_t place = variable(store, "kommune", KB_VARIABLE_GROUP);
    int64_t role = variable(store, "rolle", KB_VARIABLE_GROUP);
    for (int i = 0; i < 6; i++) {
        int64_t who = respondent(store, (const char *[]){ "a", "b", "c", "d", "e", "f" }[i], 2);
        value(store, who, place, i % 2 ? "Bodø" : "Ås");
        value(store, who, role, i < 5 ? "lege" : "");
    }
    end_import(store);
    assert_string_equal(rows_of(store, "SELECT group_concat(background, ' ') FROM respondent"),
                        "1 2 1 2 1 3\n");
    assert_string_equal(rows_of(store, "SELECT * FROM background_value"),
                        "1|1|Ås\n1|2|lege\n2|1|Bodø\n2|2|lege\n3|1|Bodø\n");
    begin_import(store);
    good(kb_store_value(store, 6, role, KB_STR("lege"), false, &old, &same, &err), &err);
    assert_int_equal(old.len, 0);
    good(kb_store_value(store, 5, place, KB_STR("Hamarøy"), true, &old, &same, &err), &err);
    end_import(store);
    assert_string_equal(rows_of(store, "SELECT group_concat(background, ' ') FROM respondent"),
                        "1 2 1 2 4 2\n");
    assert_string_equal(rows_of(store, "SELECT DISTINCT background FROM background_value"),
                        "1\n2\n4\n");
    kb_store_close(store);
}

static void the_hash_of_the_answers_is_kept_until_they_change(void **state)
{
    (void)state;
    kb_store *store = open_store("", KB_STORE_TEMPORARY);
    kb_error err = { 0 };
    kb_str hash;
    kb_erased erased;
    for (int i = 0; i < 4; i++) {
        good(kb_store_answers_sha256(store, &hash, &err), &err);
        assert_int_equal(hash.len, i == 1 ? 64 : 0); /* the first import leaves one */
        good(kb_store_set_answers_sha256(store, KB_STR("gammel"), &err), &err);
        good(kb_store_set_answers_sha256(store, KB_STR("abc"), &err), &err);
        good(kb_store_answers_sha256(store, &hash, &err), &err);
        assert_true(kb_str_is(hash, "abc"));
        begin_import(store);
        answer(store, respondent(store, i < 2 ? "r1" : "r2", 2), question(store, "godt"), 2, "Bra");
        kb_store_rollback(store);
        good(kb_store_answers_sha256(store, &hash, &err), &err);
        assert_true(kb_str_is(hash, "abc"));
        if (i == 3) {
            good(kb_store_forget(store, 1, &erased, &err), &err);
            continue;
        }
        begin_import(store);
        answer(store, respondent(store, i < 2 ? "r1" : "r2", 2), question(store, "godt"), 2, "Bra");
        end_import(store);
    }
    good(kb_store_answers_sha256(store, &hash, &err), &err);
    assert_int_equal(hash.len, 0);
    kb_store_close(store);
}

static void a_new_file_is_filled_without_a_log_and_has_one_afterwards(void **state)
{
    (void)state;
    kb_store *store = open_store(in_folder("ny.kodebok"), KB_STORE_CREATE);
    for (int i = 0; i < 3; i++) {
        begin_import(store);
        assert_string_equal(rows_of(store, "PRAGMA journal_mode"), i < 2 ? "delete\n" : "wal\n");
        answer(store, respondent(store, "r1", 2), question(store, "godt"), 2, "Bra");
        if (i == 0)
            kb_store_rollback(store);
        else
            end_import(store);
        assert_string_equal(rows_of(store, "PRAGMA journal_mode"), "wal\n");
        assert_string_equal(rows_of(store, "PRAGMA foreign_keys"), "1\n");
        assert_string_equal(rows_of(store, "SELECT count(*) FROM answer"), i ? "1\n" : "0\n");
    }
    kb_store_close(store);
}

static void keys_that_another_tool_doubled_are_noticed(void **state)
{
    (void)state;
    static const struct {
        const char *sql, *words;
    } cases[] = {
        { "INSERT INTO respondent SELECT 9, wave, name, import, row, background FROM respondent",
          "a respondent is there twice" },
        { "INSERT INTO answer SELECT 9, respondent, question, import, row, text, raw, encoding"
          " FROM answer",
          "an answer is there twice" },
        { "DELETE FROM background_value", "a background is missing" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kb_store *store = open_store("", KB_STORE_TEMPORARY);
        kb_error err = { 0 };
        kb_import_info info = { .file = KB_STR("svar.csv") };
        kb_answer_outcome outcome;
        kb_new_answer new = { .respondent = 1, .question = 1, .row = 2, .text = KB_STR("Bra") };
        begin_import(store);
        int64_t who = respondent(store, "r1", 2);
        value(store, who, variable(store, "kommune", KB_VARIABLE_GROUP), "Bodø");
        answer(store, who, question(store, "godt"), 2, "Bra");
        end_import(store);
        assert_int_equal(sqlite3_exec(store->db, cases[i].sql, NULL, NULL, NULL), SQLITE_OK);
        kb_status status = kb_store_import_begin(store, &info, &err);
        if (status == KB_OK)
            status = kb_store_answer(store, &new, false, &outcome, &err);
        assert_int_equal(status, KB_ERR_INPUT);
        assert_non_null(strstr(err.message, cases[i].words));
        kb_store_close(store);
    }
}

static void a_new_file_that_somebody_reads_is_filled_all_the_same(void **state)
{
    (void)state;
    kb_store *store = open_store(in_folder("lest.kodebok"), KB_STORE_CREATE);
    kb_store *reader = open_store(in_folder("lest.kodebok"), KB_STORE_READ);
    sqlite3_stmt *stmt = NULL;
    assert_int_equal(sqlite3_prepare_v2(reader->db, "SELECT * FROM meta", -1, &stmt, NULL),
                     SQLITE_OK);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    begin_import(store);
    assert_string_equal(rows_of(store, "PRAGMA journal_mode"), "wal\n");
    answer(store, respondent(store, "r1", 2), question(store, "godt"), 2, "Bra");
    end_import(store);
    sqlite3_finalize(stmt);
    assert_string_equal(rows_of(reader, "SELECT text FROM v_answer"), "Bra\n");
    kb_store_close(reader);
    kb_store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(respondents_are_found_again_within_and_between_imports),
        cmocka_unit_test(a_changed_answer_is_kept_as_it_was_and_told),
        cmocka_unit_test(update_replaces_and_keeps_the_old_text_and_bytes),
        cmocka_unit_test(values_stay_unless_they_are_replaced),
        cmocka_unit_test(a_dry_import_leaves_nothing),
        cmocka_unit_test(an_answer_of_nobody_breaks_the_contract),
        cmocka_unit_test(labels_are_kept_from_the_first_time),
        cmocka_unit_test(names_are_unique_in_any_order),
        cmocka_unit_test(many_rows_are_all_written_and_all_known),
        cmocka_unit_test(a_row_may_answer_many_questions_but_each_once),
        cmocka_unit_test(respondents_share_backgrounds_and_unused_ones_go),
        cmocka_unit_test(the_hash_of_the_answers_is_kept_until_they_change),
        cmocka_unit_test(keys_that_another_tool_doubled_are_noticed),
        cmocka_unit_test(a_new_file_that_somebody_reads_is_filled_all_the_same),
        cmocka_unit_test(a_new_file_is_filled_without_a_log_and_has_one_afterwards),
    };
    return cmocka_run_group_tests_name("store/import", tests, make_folder, remove_folder);
}
