/* SPDX-License-Identifier: MIT */
/* Walks over answers, and the small questions a project is asked. */
#include "sample.h"

static kb_store *small_survey(void)
{
    kb_store *store = open_store("", KB_STORE_TEMPORARY);
    begin_import(store);
    int64_t godt = question(store, "godt"), mål = question(store, "mål");
    int64_t item = variable(store, "p1", KB_VARIABLE_ITEM);
    int64_t group = variable(store, "gruppe", KB_VARIABLE_GROUP);
    variable(store, "kommune", KB_VARIABLE_GROUP);
    for (int i = 1; i <= 3; i++) {
        char name[8];
        snprintf(name, sizeof name, "r%d", 4 - i);
        int64_t who = respondent(store, name, (uint64_t)i + 1);
        answer(store, who, godt, (uint64_t)i + 1, "Bra 🎉");
        answer(store, who, mål, (uint64_t)i + 1, i == 2 ? "" : "Meir tid");
        value(store, who, item, "Enig");
        value(store, who, group, i == 3 ? "" : "lærer");
    }
    end_import(store);
    return store;
}

static void answers_come_in_import_order(void **state)
{
    (void)state;
    kb_store *store = small_survey();
    kb_error err = { 0 };
    kb_answers *answers = NULL;
    kb_answer one;
    bool more;
    kb_buf seen = { 0 };
    good(kb_answers_open(&answers, store, 0, &err), &err);
    for (;;) {
        good(kb_answers_next(answers, &one, &more, &err), &err);
        if (!more)
            break;
        kb_buf_printf(&seen, "%d/%d/%d %.*s %.*s [%.*s] %.*s%s\n", (int)one.id, (int)one.respondent,
                      (int)one.question, KB_ARG(one.respondent_name), KB_ARG(one.question_name),
                      KB_ARG(one.text), KB_ARG(one.group), one.non_answer ? "!" : "");
    }
    kb_answers_close(answers);
    kb_buf_char(&seen, '\0');
    assert_string_equal(seen.ptr, "1/1/1 r3 godt [Bra 🎉] lærer\n"
                                  "2/1/2 r3 mål [Meir tid] lærer\n"
                                  "3/2/1 r2 godt [Bra 🎉] lærer\n"
                                  "4/2/2 r2 mål [] lærer\n"
                                  "5/3/1 r1 godt [Bra 🎉] \n"
                                  "6/3/2 r1 mål [Meir tid] \n");
    kb_buf_free(&seen);
    kb_store_close(store);
}

static kb_status collect_question(void *payload, int64_t id, kb_str name, kb_str label,
                                  kb_error *err)
{
    (void)err;
    kb_buf_printf(payload, "%d %.*s (%.*s)\n", (int)id, KB_ARG(name), KB_ARG(label));
    return KB_OK;
}

static kb_status collect_value(void *payload, int64_t who, kb_str text, kb_error *err)
{
    (void)err;
    kb_buf_printf(payload, "%d=%.*s ", (int)who, KB_ARG(text));
    return KB_OK;
}

static kb_status collect_text(void *payload, kb_str text, kb_error *err)
{
    (void)err;
    kb_buf_printf(payload, "%.*s ", KB_ARG(text));
    return KB_OK;
}

/* Also while an import has replaced somebody's group. */
static void the_values_of_a_group_are_those_that_somebody_has(void **state)
{
    (void)state;
    kb_store *store = small_survey();
    kb_error err = { 0 };
    kb_buf out = { 0 };
    kb_str old;
    bool twice;
    begin_import(store);
    int64_t group = variable(store, "gruppe", KB_VARIABLE_GROUP);
    value(store, respondent(store, "r1", 2), group, "elev");
    good(kb_store_each_group_value(store, KB_STR("gruppe"), collect_text, &out, &err), &err);
    kb_buf_puts(&out, "/ ");
    for (int64_t who = 1; who <= 2; who++)
        good(kb_store_value(store, who, group, KB_STR("rektor"), true, &old, &twice, &err), &err);
    good(kb_store_each_group_value(store, KB_STR("gruppe"), collect_text, &out, &err), &err);
    kb_buf_puts(&out, "/ ");
    end_import(store);
    good(kb_store_each_group_value(store, KB_STR("gruppe"), collect_text, &out, &err), &err);
    good(kb_store_each_group_value(store, KB_STR("kommune"), collect_text, &out, &err), &err);
    kb_buf_char(&out, '\0');
    assert_null(strstr(strchr(out.ptr, '/') + 2, "lærer"));
    assert_non_null(strstr(out.ptr, "lærer"));
    assert_non_null(strstr(strrchr(out.ptr, '/'), "elev"));
    assert_non_null(strstr(strrchr(out.ptr, '/'), "rektor"));
    assert_int_equal(kb_store_each_group_value(store, KB_STR("alder"), collect_text, &out, &err),
                     KB_ERR_NOT_FOUND);
    kb_buf_free(&out);
    kb_store_close(store);
}

static kb_status refuse_value(void *payload, int64_t who, kb_str text, kb_error *err)
{
    (void)payload;
    (void)who;
    (void)text;
    return kb_fail(err, KB_ERR_CANCELLED, "enough");
}

static int count_answers(kb_answers *answers)
{
    kb_error err = { 0 };
    kb_answer one;
    bool more;
    int count = 0;
    for (good(kb_answers_next(answers, &one, &more, &err), &err); more; count++)
        good(kb_answers_next(answers, &one, &more, &err), &err);
    kb_answers_close(answers);
    return count;
}

/* An import holds rows back; whoever asks meanwhile is not told less. */
static void what_an_import_holds_back_is_read_too(void **state)
{
    (void)state;
    static const int64_t ids[] = { 2, 1, 9 };
    kb_store *store = open_store("", KB_STORE_TEMPORARY);
    kb_error err = { 0 };
    kb_answers *answers = NULL;
    int64_t last = 0, who = 0;
    begin_import(store);
    answer(store, respondent(store, "Åse", 2), question(store, "godt"), 2, "Tid");
    good(kb_store_last_answer(store, &last, &err), &err);
    assert_int_equal(last, 1);
    answer(store, respondent(store, "Bo", 3), question(store, "godt"), 3, "Rom");
    good(kb_answers_open_some(&answers, store, ids, 3, true, &err), &err);
    assert_int_equal(count_answers(answers), 2);
    answer(store, respondent(store, "Ci", 4), question(store, "godt"), 4, "Ro");
    good(kb_answers_open(&answers, store, 0, &err), &err);
    assert_int_equal(count_answers(answers), 3);
    good(kb_store_find_respondent(store, NULL, KB_STR("Ci"), &who, &err), &err);
    assert_int_equal(who, 3);
    end_import(store);
    kb_store_close(store);
}

static void questions_values_and_counts_are_as_imported(void **state)
{
    (void)state;
    kb_store *store = small_survey();
    kb_error err = { 0 };
    kb_buf out = { 0 };
    uint64_t number;
    kb_str name;
    good(kb_store_each_question(store, collect_question, &out, &err), &err);
    good(kb_store_each_value(store, KB_STR("gruppe"), collect_value, &out, &err), &err);
    good(kb_store_each_value(store, KB_STR("kommune"), collect_value, &out, &err), &err);
    kb_buf_char(&out, '\0');
    assert_string_equal(out.ptr, "1 godt (Hva fungerer godt?)\n2 mål (Hva fungerer godt?)\n"
                                 "1=lærer 2=lærer ");
    kb_buf_free(&out);
    good(kb_store_respondent_limit(store, &number, &err), &err);
    assert_int_equal(number, 4);
    good(kb_store_answer_count(store, &number, &err), &err);
    assert_int_equal(number, 5);
    good(kb_store_first_group(store, &name, &err), &err);
    assert_true(kb_str_is(name, "gruppe"));
    assert_int_equal(kb_store_each_value(store, KB_STR("gruppe"), refuse_value, NULL, &err),
                     KB_ERR_CANCELLED);
    assert_int_equal(kb_store_each_value(store, KB_STR("alder"), collect_value, NULL, &err),
                     KB_ERR_NOT_FOUND);
    assert_string_equal(err.message,
                        "there is no variable 'alder'; there are 'p1', 'gruppe', 'kommune'");
    kb_store_close(store);
}

static void a_respondent_is_found_by_wave_and_name(void **state)
{
    (void)state;
    kb_store *store = small_survey();
    kb_error err = { 0 };
    int64_t id = 0;
    good(kb_store_find_respondent(store, NULL, KB_STR("r2"), &id, &err), &err);
    assert_int_equal(id, 2);
    begin_import_of(store, "2027");
    respondent(store, "r2", 2);
    end_import(store);
    good(kb_store_find_respondent(store, "2027", KB_STR("r2"), &id, &err), &err);
    assert_int_equal(id, 4);
    good(kb_store_find_respondent(store, "", KB_STR("r2"), &id, &err), &err);
    assert_int_equal(id, 2);
    assert_int_equal(kb_store_find_respondent(store, NULL, KB_STR("r2"), &id, &err), KB_ERR_INPUT);
    assert_non_null(strstr(err.message, "several waves"));
    assert_int_equal(kb_store_find_respondent(store, "2027", KB_STR("å"), &id, &err),
                     KB_ERR_NOT_FOUND);
    assert_string_equal(err.message, "there is no respondent 'å' in wave '2027'");
    kb_store_close(store);
}

static void an_empty_project_answers_everything(void **state)
{
    (void)state;
    kb_store *store = open_store("", KB_STORE_TEMPORARY);
    kb_error err = { 0 };
    uint64_t number;
    kb_str name;
    kb_run run;
    kb_segments *segments;
    good(kb_store_respondent_limit(store, &number, &err), &err);
    assert_int_equal(number, 1);
    good(kb_store_answer_count(store, &number, &err), &err);
    assert_int_equal(number, 0);
    good(kb_store_first_group(store, &name, &err), &err);
    assert_int_equal(name.len, 0);
    assert_int_equal(kb_store_run(store, 0, &run, &err), KB_ERR_NOT_FOUND);
    assert_int_equal(kb_segments_open(&segments, store, 1, &err), KB_ERR_NOT_FOUND);
    assert_string_equal(err.message, "there is no run 1");
    static const char *const views[] = { "SELECT * FROM v_answer", "SELECT * FROM v_segment",
                                         "SELECT * FROM v_match",  "SELECT * FROM v_code",
                                         "SELECT * FROM v_matrix", "SELECT * FROM v_respondent" };
    for (size_t i = 0; i < sizeof views / sizeof *views; i++)
        assert_string_equal(rows_of(store, views[i]), "");
    kb_store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_come_in_import_order),
        cmocka_unit_test(what_an_import_holds_back_is_read_too),
        cmocka_unit_test(questions_values_and_counts_are_as_imported),
        cmocka_unit_test(the_values_of_a_group_are_those_that_somebody_has),
        cmocka_unit_test(a_respondent_is_found_by_wave_and_name),
        cmocka_unit_test(an_empty_project_answers_everything),
    };
    return cmocka_run_group_tests_name("store/read", tests, NULL, NULL);
}
