/* SPDX-License-Identifier: MIT */
/*
 * Walks over answers against the join that they stand for, on surveys made at random: waves,
 * answers of people who were known, blanks, replaced texts and groups, people who were erased.
 */
#include "sample.h"

enum { PEOPLE = 300, IMPORTS = 6, SURVEYS = 6 };

/* ------------------------------------------------------------------- the join */

/* ?1 is a run; 0 for the answers as they are. */
#define NOW_OR_THEN                                                                                \
    "iif(?1 = 0, a.text, coalesce((SELECT h.text FROM answer_history h WHERE h.answer = a.id"      \
    " AND h.last_run >= ?1 ORDER BY h.last_run, h.id LIMIT 1), a.text))"
#define NOTHING_SAID                                                                               \
    "(?1 <> 0 AND EXISTS (SELECT 1 FROM non_answer n WHERE n.answer = a.id AND n.first_run <= ?1"  \
    " AND ifnull(n.last_run, 9e18) >= ?1))"
#define JOINED                                                                                     \
    "SELECT a.id, a.respondent, a.question, r.wave, r.name, q.name, " NOW_OR_THEN ", b.text, "     \
    "" NOTHING_SAID " FROM answer a JOIN respondent r ON r.id = a.respondent"                      \
    " JOIN question q ON q.id = a.question LEFT JOIN background_value b"                           \
    " ON b.background = r.background"                                                              \
    " AND b.variable = (SELECT min(id) FROM variable WHERE kind = 'group') "

static void put(kb_buf *out, const kb_answer *one)
{
    kb_buf_printf(out, "%lld/%lld/%lld [%.*s] [%.*s] [%.*s] [%.*s] [%.*s] %d\n", (long long)one->id,
                  (long long)one->respondent, (long long)one->question, KB_ARG(one->wave),
                  KB_ARG(one->respondent_name), KB_ARG(one->question_name), KB_ARG(one->text),
                  KB_ARG(one->group), one->non_answer);
}

/* The rows of the join that `condition` (?1: the run, ?2: a number) lets through, for each number
 * of the list. */
static void join_each(kb_store *store, const char *condition, int64_t run, const int64_t *numbers,
                      size_t count, kb_buf *out)
{
    char sql[2048];
    sqlite3_stmt *stmt = NULL;
    snprintf(sql, sizeof sql, JOINED "WHERE (%s) AND ?2 = ?2 ORDER BY a.id", condition);
    if (sqlite3_prepare_v2(store->db, sql, -1, &stmt, NULL) != SQLITE_OK)
        fail_msg("%s", sqlite3_errmsg(store->db));
    sqlite3_bind_int64(stmt, 1, run);
    for (size_t i = 0; i < count; i++, sqlite3_reset(stmt)) {
        sqlite3_bind_int64(stmt, 2, numbers[i]);
        while (sqlite3_step(stmt) == SQLITE_ROW) {
            kb_answer one = { .id = sqlite3_column_int64(stmt, 0),
                              .respondent = sqlite3_column_int64(stmt, 1),
                              .question = sqlite3_column_int64(stmt, 2),
                              .wave = kb_sql_str(stmt, 3),
                              .respondent_name = kb_sql_str(stmt, 4),
                              .question_name = kb_sql_str(stmt, 5),
                              .text = kb_sql_str(stmt, 6),
                              .group = kb_sql_str(stmt, 7),
                              .non_answer = sqlite3_column_int(stmt, 8) != 0 };
            put(out, &one);
        }
    }
    sqlite3_finalize(stmt);
}

static void walk_all(kb_answers *answers, kb_buf *out)
{
    kb_error err = { 0 };
    kb_answer one;
    bool more = true;
    while (good(kb_answers_next(answers, &one, &more, &err), &err), more)
        put(out, &one);
    good(kb_answers_next(answers, &one, &more, &err), &err);
    assert_false(more); /* it does not begin again */
    kb_answers_close(answers);
}

static void same(kb_buf *a, kb_buf *b)
{
    kb_buf_char(a, '\0');
    kb_buf_char(b, '\0');
    assert_false(a->failed || b->failed);
    assert_string_equal(a->ptr, b->ptr);
    kb_buf_free(a);
    kb_buf_free(b);
}

static size_t check_walk(kb_store *store, int64_t run)
{
    kb_error err = { 0 };
    kb_answers *answers = NULL;
    kb_buf joined = { 0 }, walked = { 0 };
    good(kb_answers_open(&answers, store, run, &err), &err);
    join_each(store, "?1 = 0 OR a.id <= (SELECT last_answer FROM run WHERE id = ?1)", run, &run, 1,
              &joined);
    walk_all(answers, &walked);
    size_t len = joined.len;
    same(&joined, &walked);
    return len;
}

/* Without names everything else is the same. */
static void check_unnamed(kb_store *store, const int64_t *ids, size_t count)
{
    kb_error err = { 0 };
    kb_answers *named = NULL, *unnamed = NULL;
    kb_answer a, b;
    bool more = true, also = true;
    good(kb_answers_open_some(&named, store, ids, count, true, &err), &err);
    good(kb_answers_open_some(&unnamed, store, ids, count, false, &err), &err);
    for (;;) {
        good(kb_answers_next(named, &a, &more, &err), &err);
        good(kb_answers_next(unnamed, &b, &also, &err), &err);
        assert_int_equal(more, also);
        if (!more)
            break;
        assert_int_equal(a.id, b.id);
        assert_int_equal(a.respondent, b.respondent);
        assert_true(kb_str_equal(a.text, b.text));
        assert_true(kb_str_equal(a.question_name, b.question_name));
        assert_int_equal(b.wave.len + b.respondent_name.len + b.group.len, 0);
    }
    kb_answers_close(named);
    kb_answers_close(unnamed);
}

static void check_list(kb_store *store, const int64_t *ids, size_t count)
{
    kb_error err = { 0 };
    kb_answers *answers = NULL;
    kb_buf joined = { 0 }, walked = { 0 };
    join_each(store, "a.id = ?2", 0, ids, count, &joined);
    good(kb_answers_open_some(&answers, store, ids, count, true, &err), &err);
    walk_all(answers, &walked);
    same(&joined, &walked);
    check_unnamed(store, ids, count);
}

/* -------------------------------------------------------------------- surveys */

static unsigned chance; /* of the survey being made */

static unsigned up_to(unsigned below)
{
    chance = chance * 1103515245u + 12345u;
    return (chance >> 16) % below;
}

static kb_status answer_again(kb_store *store, int64_t who, int64_t what, const char *text,
                              uint64_t row)
{
    kb_error err = { 0 };
    kb_answer_outcome outcome;
    kb_new_answer new = {
        .respondent = who, .question = what, .row = row, .text = kb_str_from(text)
    };
    return kb_store_answer(store, &new, true, &outcome, &err);
}

static void one_row(kb_store *store, unsigned person, const int64_t questions[3], int64_t group,
                    int64_t other, uint64_t row)
{
    char name[32], text[64];
    kb_error err = { 0 };
    kb_str old;
    bool twice;
    snprintf(name, sizeof name, "R%03u-ø", person);
    int64_t who = respondent(store, name, row);
    snprintf(text, sizeof text, "rolle %u", up_to(5));
    if (up_to(3) > 0)
        good(kb_store_value(store, who, group, kb_str_from(text), true, &old, &twice, &err), &err);
    snprintf(text, sizeof text, "kommune %u", up_to(700));
    if (up_to(2) > 0)
        good(kb_store_value(store, who, other, kb_str_from(text), true, &old, &twice, &err), &err);
    for (int i = 0; i < 3; i++) {
        snprintf(text, sizeof text, "Legen kom ikkje, år %u 🎉", up_to(1000));
        if (up_to(4) > 0)
            good(answer_again(store, who, questions[i], up_to(6) ? text : "", row), &err);
    }
}

/* People come in order, or at random, in one wave or another. */
static void one_import(kb_store *store)
{
    static const char *const waves[] = { "", "2026-vår", "2027" };
    begin_import_of(store, waves[up_to(3)]);
    int64_t other = up_to(2) ? variable(store, "kommune", KB_VARIABLE_GROUP) : 0;
    int64_t group = variable(store, "rolle", KB_VARIABLE_GROUP);
    if (other == 0)
        other = variable(store, "kommune", KB_VARIABLE_GROUP);
    int64_t questions[3] = { question(store, "godt"), question(store, "mål"),
                             question(store, "mangler") };
    bool ordered = up_to(2) > 0;
    unsigned begin = up_to(PEOPLE), count = up_to(PEOPLE);
    for (unsigned i = 0; i < count; i++)
        one_row(store, ordered ? begin + i : up_to(PEOPLE), questions, group, other, i + 2);
    end_import(store);
}

static void one_run(kb_store *store)
{
    int64_t last;
    kb_error err = { 0 };
    good(kb_store_last_answer(store, &last, &err), &err);
    int64_t id = begin_run(store);
    for (int64_t i = 1; i <= last; i++)
        if (up_to(5) == 0)
            add_result(store, i, &(kb_result){ .non_answer = true });
    end_run(store, &(kb_run){ .id = id });
}

static void forget_some(kb_store *store)
{
    kb_error err = { 0 };
    kb_erased erased;
    uint64_t limit;
    good(kb_store_respondent_limit(store, &limit, &err), &err);
    for (int i = 0; i < 3; i++) {
        kb_status status =
            kb_store_forget(store, (int64_t)(1 + up_to((unsigned)limit)), &erased, &err);
        assert_true(status == KB_OK || status == KB_ERR_NOT_FOUND);
    }
}

static void check_everything(kb_store *store, int runs)
{
    int64_t ids[300], last;
    kb_error err = { 0 };
    good(kb_store_last_answer(store, &last, &err), &err);
    for (int run = 0; run <= runs; run++)
        check_walk(store, run);
    for (int i = 0; i < 300; i++)
        ids[i] = (int64_t)up_to((unsigned)last + 3);
    check_list(store, ids, 300);
    for (int i = 0; i < 300; i++)
        ids[i] = i == 0 ? 1 : ids[i - 1] + up_to(12);
    check_list(store, ids, 300);
    check_list(store, ids, 0);
}

static void a_walk_gives_what_the_join_gives(void **state)
{
    (void)state;
    for (unsigned survey = 1; survey <= SURVEYS; survey++) {
        kb_store *store = open_store("", KB_STORE_TEMPORARY);
        int runs = 0;
        chance = survey * 7919;
        for (int i = 0; i < IMPORTS; i++) {
            one_import(store);
            check_everything(store, runs);
            if (up_to(2)) {
                one_run(store);
                runs++;
            }
            if (up_to(3) == 0)
                forget_some(store);
        }
        check_everything(store, runs);
        kb_store_close(store);
    }
}

/* ---------------------------------------------------------------- odd surveys */

/* More groups than are kept, long texts, and more rows than are taken at a time. */
static void many_groups_and_long_texts_are_read_whole(void **state)
{
    (void)state;
    enum { MANY = 2600, LONG = 200000 };
    kb_store *store = open_store("", KB_STORE_TEMPORARY);
    char name[32], *text = malloc(LONG + 1);
    assert_non_null(text);
    memset(text, 'a', LONG);
    text[LONG] = '\0';
    begin_import(store);
    int64_t group = variable(store, "kommune", KB_VARIABLE_GROUP), godt = question(store, "godt");
    for (int i = 0; i < MANY; i++) {
        snprintf(name, sizeof name, "%d", i + 1);
        int64_t who = respondent(store, name, (uint64_t)i + 2);
        snprintf(name, sizeof name, "kommune %d", i % 2 ? i / 2 : i);
        value(store, who, group, name);
        answer(store, who, godt, (uint64_t)i + 2,
               i % 500 == 7 ? text
               : i % 3      ? "Bra på sjukehuset"
                            : "");
    }
    end_import(store);
    assert_true(check_walk(store, 0) > LONG);
    int64_t ids[MANY];
    for (int i = 0; i < MANY; i++)
        ids[i] = MANY - i;
    check_list(store, ids, MANY);
    free(text);
    kb_store_close(store);
}

/* Somebody has deleted rows with another tool. */
static void answers_without_respondent_or_question_are_passed_over(void **state)
{
    (void)state;
    kb_store *store = open_store("", KB_STORE_TEMPORARY);
    char name[16];
    begin_import(store);
    int64_t godt = question(store, "godt"), mål = question(store, "mål");
    for (int i = 1; i <= 40; i++) {
        snprintf(name, sizeof name, "r%02d", i);
        int64_t who = respondent(store, name, (uint64_t)i + 1);
        answer(store, who, godt, (uint64_t)i + 1, "Bra");
        answer(store, who, mål, (uint64_t)i + 1, "Meir tid");
    }
    end_import(store);
    assert_int_equal(sqlite3_exec(store->db,
                                  "PRAGMA foreign_keys = OFF;"
                                  "DELETE FROM question WHERE name = 'mål';"
                                  "DELETE FROM respondent WHERE id % 7 = 1 OR id > 37;"
                                  "UPDATE respondent SET background = 99 WHERE id = 4;"
                                  "UPDATE answer SET respondent = -9223372036854775807 - 1"
                                  " WHERE id = 11;"
                                  "UPDATE answer SET question = 9223372036854775807 WHERE id = 13;"
                                  "UPDATE answer SET respondent = 9223372036854775807"
                                  " WHERE id = 15",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    assert_true(check_walk(store, 0) > 0);
    kb_store_close(store);
}

static void a_text_that_is_not_utf8_is_damage(void **state)
{
    (void)state;
    kb_store *store = open_store("", KB_STORE_TEMPORARY);
    kb_error err = { 0 };
    kb_answers *answers = NULL;
    kb_answer one;
    bool more;
    begin_import(store);
    answer(store, respondent(store, "r1", 2), question(store, "godt"), 2, "Bra");
    end_import(store);
    assert_int_equal(
        sqlite3_exec(store->db, "UPDATE answer SET text = CAST(x'62E5' AS TEXT)", NULL, NULL, NULL),
        SQLITE_OK);
    good(kb_answers_open(&answers, store, 0, &err), &err);
    assert_int_equal(kb_answers_next(answers, &one, &more, &err), KB_ERR_INPUT);
    assert_non_null(strstr(err.message, "not UTF-8"));
    kb_answers_close(answers);
    kb_store_close(store);
}

/* A file may bring views, and they may not reach into a program's memory. */
static void a_view_of_the_file_cannot_call_what_walks_use(void **state)
{
    (void)state;
    kb_store *store = open_store("", KB_STORE_TEMPORARY);
    static const char *const bad[] = { "SELECT kb_take(1, 2, 3, 4, 5, 'a', 'b')",
                                       "SELECT * FROM trap" };
    assert_int_equal(sqlite3_exec(store->db,
                                  "CREATE TEMP VIEW trap AS"
                                  " SELECT kb_take(1, 2, 3, 4, 5, 'a', 'b') AS x",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    for (size_t i = 0; i < 2; i++)
        assert_int_not_equal(sqlite3_exec(store->db, bad[i], NULL, NULL, NULL), SQLITE_OK);
    kb_store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_walk_gives_what_the_join_gives),
        cmocka_unit_test(many_groups_and_long_texts_are_read_whole),
        cmocka_unit_test(answers_without_respondent_or_question_are_passed_over),
        cmocka_unit_test(a_text_that_is_not_utf8_is_damage),
        cmocka_unit_test(a_view_of_the_file_cannot_call_what_walks_use),
    };
    return cmocka_run_group_tests_name("store/walk", tests, NULL, NULL);
}
