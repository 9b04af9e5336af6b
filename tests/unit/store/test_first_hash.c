/* SPDX-License-Identifier: MIT */
/* The hash of all answers that a first import leaves, against one made by reading them. */
#include "sample.h"

#include "base/sha256.h"

/* As kb_hash_answer() in store/answer_hash.c. */
static void hash_by_reading(kb_store *store, char sha256[KB_SHA256_TEXT])
{
    kb_error err = { 0 };
    kb_answers *answers = NULL;
    kb_answer one;
    bool more;
    kb_sha256 sha;
    kb_sha256_init(&sha);
    good(kb_answers_open(&answers, store, 0, &err), &err);
    while (good(kb_answers_next(answers, &one, &more, &err), &err), more) {
        kb_sha256_field(&sha, one.wave);
        kb_sha256_field(&sha, one.respondent_name);
        kb_sha256_field(&sha, one.question_name);
        kb_sha256_field(&sha, one.group);
        kb_sha256_field(&sha, one.text);
    }
    kb_answers_close(answers);
    kb_sha256_end(&sha, sha256);
}

/* Whether there is a hash; if so, it is the right one. */
static bool is_hashed(kb_store *store)
{
    kb_error err = { 0 };
    kb_str hash;
    char expected[KB_SHA256_TEXT];
    hash_by_reading(store, expected);
    good(kb_store_answers_sha256(store, &hash, &err), &err);
    if (hash.len > 0 && !kb_str_is(hash, expected))
        fail_msg("%.*s is not %s", KB_ARG(hash), expected);
    return hash.len > 0;
}

static void set(kb_store *store, int64_t who, int64_t what, const char *text, bool replace)
{
    kb_error err = { 0 };
    kb_str old;
    bool twice;
    good(kb_store_value(store, who, what, kb_str_from(text), replace, &old, &twice, &err), &err);
}

/* A first import of `people`, two questions each; it is not ended. */
static void first(kb_store *store, const char *wave, int people)
{
    char name[16];
    begin_import_of(store, wave);
    int64_t by = variable(store, "kommune", KB_VARIABLE_GROUP);
    int64_t item = variable(store, "p1", KB_VARIABLE_ITEM);
    int64_t role = variable(store, "rolle", KB_VARIABLE_GROUP);
    int64_t godt = question(store, "godt"), mål = question(store, "mål");
    for (int i = 1; i <= people; i++) {
        snprintf(name, sizeof name, "ø%d", i * 37 % 101);
        int64_t who = respondent(store, name, (uint64_t)i + 1);
        set(store, who, by, i % 3 ? "Ås" : "", false);
        set(store, who, item, "Enig", false);
        set(store, who, role, i % 2 ? "lege" : "pårørande", false);
        answer(store, who, godt, (uint64_t)i + 1, i % 5 ? "Bra 🎉" : "");
        answer(store, who, mål, (uint64_t)i + 1, i % 7 ? "Kortare ventetid på sjukehuset" : "");
    }
}

static void a_first_import_leaves_the_hash_of_its_answers(void **state)
{
    (void)state;
    for (int people = 0; people < 100; people += 33) {
        kb_store *store = open_store("", KB_STORE_TEMPORARY);
        first(store, people % 2 ? "" : "2026-høst", people);
        end_import(store);
        assert_true(is_hashed(store));
        kb_store_close(store);
    }
}

/* In a long file a respondent comes more than once. */
static void a_group_that_comes_after_an_answer_leaves_none(void **state)
{
    (void)state;
    static const struct {
        const char *who, *variable, *text;
        bool replace, hashed;
    } cases[] = {
        { "ø37", "kommune", "Ås", false, true },    /* as before */
        { "ø37", "kommune", "Bodø", false, true },  /* kept as before */
        { "ø37", "kommune", "Bodø", true, false },  /* replaced */
        { "ø10", "kommune", "Bodø", false, false }, /* it had none */
        { "ø37", "rolle", "annet", true, true },    /* not the first group */
        { "ny", "kommune", "Bodø", false, true },   /* somebody else */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kb_store *store = open_store("", KB_STORE_TEMPORARY);
        first(store, "", 10);
        int64_t who = respondent(store, cases[i].who, 90);
        set(store, who, variable(store, cases[i].variable, KB_VARIABLE_GROUP), cases[i].text,
            cases[i].replace);
        answer(store, who, question(store, "mangler"), 90, "Tid");
        end_import(store);
        assert_int_equal(is_hashed(store), cases[i].hashed);
        kb_store_close(store);
    }
}

static void later_imports_take_the_hash_away(void **state)
{
    (void)state;
    kb_store *store = open_store("", KB_STORE_TEMPORARY);
    first(store, "", 5);
    end_import(store);
    assert_true(is_hashed(store));
    first(store, "2027", 5);
    end_import(store);
    assert_false(is_hashed(store));
    kb_store_close(store);
}

/* Respondents, questions and groups may be there when the first answers come. */
static void answers_may_come_after_their_respondents(void **state)
{
    (void)state;
    kb_store *store = open_store("", KB_STORE_TEMPORARY);
    begin_import(store);
    int64_t by = variable(store, "kommune", KB_VARIABLE_GROUP), godt = question(store, "godt");
    int64_t who = respondent(store, "b", 2);
    set(store, who, by, "Ås", false);
    respondent(store, "a", 3);
    end_import(store);
    assert_true(is_hashed(store));
    begin_import(store);
    answer(store, respondent(store, "a", 2), question(store, "godt"), 2, "Bra");
    answer(store, who, godt, 3, "Dårleg");
    end_import(store);
    assert_true(is_hashed(store));
    kb_store_close(store);
}

static void a_question_that_was_not_asked_for_leaves_none(void **state)
{
    (void)state;
    kb_store *store = open_store("", KB_STORE_TEMPORARY);
    begin_import(store);
    int64_t godt = question(store, "godt");
    end_import(store);
    begin_import(store);
    answer(store, respondent(store, "a", 2), godt, 2, "Bra");
    end_import(store);
    assert_false(is_hashed(store));
    kb_store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_first_import_leaves_the_hash_of_its_answers),
        cmocka_unit_test(a_group_that_comes_after_an_answer_leaves_none),
        cmocka_unit_test(later_imports_take_the_hash_away),
        cmocka_unit_test(answers_may_come_after_their_respondents),
        cmocka_unit_test(a_question_that_was_not_asked_for_leaves_none),
    };
    return cmocka_run_group_tests_name("store/first_hash", tests, NULL, NULL);
}
