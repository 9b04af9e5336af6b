/* SPDX-License-Identifier: MIT */
/* Long work of SQLite can be stopped, and what was begun is undone then. */
#include "sample.h"

enum { PEOPLE = 3000 };

static struct {
    int asked, stop_at; /* 0: never */
} watch;

static kb_status look(void *payload, kb_error *err)
{
    assert_ptr_equal(payload, &watch);
    if (++watch.asked == watch.stop_at)
        return kb_fail(err, KB_ERR_CANCELLED, "stopped");
    return KB_OK;
}

static void survey(kb_store *store)
{
    char name[16];
    begin_import(store);
    int64_t godt = question(store, "godt");
    for (int i = 1; i <= PEOPLE; i++) {
        snprintf(name, sizeof name, "r%d", i);
        answer(store, respondent(store, name, (uint64_t)i + 1), godt, (uint64_t)i + 1,
               "Vi møtes ofte");
    }
    end_import(store);
}

static kb_status count(kb_store *store, int *answers, kb_error *err)
{
    kb_answers *walk = NULL;
    kb_answer one;
    bool more = true;
    *answers = 0;
    kb_status status = kb_answers_open(&walk, store, 0, err);
    while (status == KB_OK && more) {
        status = kb_answers_next(walk, &one, &more, err);
        *answers += status == KB_OK && more;
    }
    kb_answers_close(walk);
    return status;
}

static void reading_is_stopped_when_asked_and_goes_on_otherwise(void **state)
{
    (void)state;
    int answers;
    kb_error err;
    kb_store *store = open_store("", KB_STORE_TEMPORARY);
    survey(store);
    kb_store_watch(store, look, &watch);
    watch.asked = watch.stop_at = 0;
    good(count(store, &answers, &err), &err);
    assert_int_equal(answers, PEOPLE);
    assert_true(watch.asked > 1);
    watch.asked = 0;
    watch.stop_at = 2;
    assert_int_equal(count(store, &answers, &err), KB_ERR_CANCELLED);
    assert_true(answers < PEOPLE);
    assert_non_null(strstr(err.message, "stopped"));
    kb_store_watch(store, NULL, NULL);
    good(count(store, &answers, &err), &err);
    assert_int_equal(answers, PEOPLE);
    kb_store_close(store);
}

static void writing_that_is_stopped_leaves_nothing(void **state)
{
    (void)state;
    kb_error err = { 0 };
    kb_store *store = open_store(in_folder("p.kodebok"), KB_STORE_CREATE);
    kb_store_watch(store, look, &watch);
    watch.asked = 0;
    watch.stop_at = 1;
    begin_import(store);
    kb_status status = KB_OK;
    kb_respondent_state who;
    char name[16];
    for (int i = 1; i <= PEOPLE && status == KB_OK; i++) {
        snprintf(name, sizeof name, "r%d", i);
        status = kb_store_respondent(store, kb_str_from(name), (uint64_t)i + 1, &who, &err);
    }
    if (status == KB_OK)
        status = kb_store_import_end(store, "abc", false, &err);
    assert_int_equal(status, KB_ERR_CANCELLED);
    kb_store_rollback(store);
    assert_string_equal(rows_of(store, "SELECT count(*) FROM respondent"), "0\n");
    kb_store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reading_is_stopped_when_asked_and_goes_on_otherwise),
        cmocka_unit_test(writing_that_is_stopped_leaves_nothing),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
