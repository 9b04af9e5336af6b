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
    };
    return cmocka_run_group_tests_name("store/import", tests, NULL, NULL);
}
