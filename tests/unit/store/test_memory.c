/* SPDX-License-Identifier: MIT */
/* Every single allocation of SQLite fails once: an error each time, never a crash or a leak. */
#include "sample.h"

static sqlite3_mem_methods real;
static long until_failure; /* 0: none fails */

static bool fails(void)
{
    return until_failure > 0 && --until_failure == 0;
}

static void *failing_malloc(int size)
{
    return fails() ? NULL : real.xMalloc(size);
}

static void *failing_realloc(void *old, int size)
{
    return fails() ? NULL : real.xRealloc(old, size);
}

static int install(void **state)
{
    (void)state;
    if (sqlite3_config(SQLITE_CONFIG_GETMALLOC, &real) != SQLITE_OK)
        return 1;
    sqlite3_mem_methods failing = real;
    failing.xMalloc = failing_malloc;
    failing.xRealloc = failing_realloc;
    return sqlite3_config(SQLITE_CONFIG_MALLOC, &failing) != SQLITE_OK;
}

static kb_status import_one(kb_store *store, kb_error *err)
{
    kb_import_info info = { .file = KB_STR("svar.csv") };
    kb_respondent_state who = { 0 };
    kb_answer_outcome outcome;
    kb_str old;
    bool same;
    int64_t what = 0, group = 0;
    kb_status status = kb_store_import_begin(store, &info, err);
    if (status == KB_OK)
        status = kb_store_question(store, KB_STR("godt"), KB_STR("Hva?"), &what, err);
    if (status == KB_OK)
        status =
            kb_store_variable(store, KB_STR("kommune"), KB_STR(""), KB_VARIABLE_GROUP, &group, err);
    if (status == KB_OK)
        status = kb_store_respondent(store, KB_STR("r1"), 2, &who, err);
    if (status == KB_OK)
        status = kb_store_value(store, who.id, group, KB_STR("Vadsø"), false, &old, &same, err);
    kb_new_answer new = { .respondent = who.id, .question = what, .text = KB_STR("Møtene er bra") };
    if (status == KB_OK)
        status = kb_store_answer(store, &new, true, &outcome, err);
    return status == KB_OK ? kb_store_import_end(store, "a", false, err) : status;
}

/* The second run is partial, closes the segment of the first and finds another. */
static kb_status run_one(kb_store *store, bool partial, kb_error *err)
{
    int rules_found[] = { RULE_PLUS_1, RULE_PLUS_2 };
    int64_t id;
    kb_run_change change;
    kb_segment segment = { .bytes = { 0, partial ? 2 : 6 },
                           .match = { 0, 2 },
                           .rules = rules_found,
                           .rule_count = partial ? 2 : 1 };
    kb_result result = { .segments = &segment, .segment_count = 1, .wordless = partial };
    kb_status status = partial ? kb_store_run_begin_partial(store, &book, &(kb_run){ 0 }, &id, err)
                               : kb_store_run_begin(store, &book, &(kb_run){ 0 }, &id, err);
    if (status == KB_OK)
        status = kb_store_run_add(store, 1, &result, &change, err);
    return status == KB_OK ? kb_store_run_end(store, &(kb_run){ 0 }, err) : status;
}

static kb_status read_all(kb_store *store, kb_error *err)
{
    static const int64_t first = 1;
    kb_run run;
    kb_segments *segments = NULL;
    kb_stored_segment segment;
    kb_answers *answers = NULL;
    kb_answer one;
    bool more = true;
    kb_status status = kb_store_run(store, 0, &run, err);
    if (status == KB_OK)
        status = kb_answers_open(&answers, store, 1, err);
    while (status == KB_OK && more)
        status = kb_answers_next(answers, &one, &more, err);
    kb_answers_close(answers);
    more = true;
    if (status == KB_OK)
        status = kb_segments_open(&segments, store, 1, err);
    while (status == KB_OK && more)
        status = kb_segments_next(segments, &segment, &more, err);
    kb_segments_close(segments);
    more = true;
    if (status == KB_OK)
        status = kb_answers_open_some(&answers, store, &first, 1, true, err);
    while (status == KB_OK && more)
        status = kb_answers_next(answers, &one, &more, err);
    if (status == KB_OK)
        kb_answers_close(answers);
    return status;
}

static kb_status everything(const char *path, kb_error *err)
{
    kb_store *store = NULL;
    kb_erased erased;
    kb_status status = kb_store_open(&store, path, KB_STORE_CREATE, NULL, err);
    if (status == KB_OK)
        status = import_one(store, err);
    if (status == KB_OK)
        status = run_one(store, false, err);
    if (status == KB_OK)
        status = run_one(store, true, err);
    if (status == KB_OK)
        status = read_all(store, err);
    if (status == KB_OK)
        status = kb_store_forget(store, 1, &erased, err);
    kb_store_close(store);
    return status;
}

static void any_allocation_may_fail(void **state)
{
    (void)state;
    const char *path = in_folder("minne.kodebok");
    long failures = 0;
    /* All of the first, then some all over the job: it makes thousands. */
    for (long n = 1;; n += n < 60 ? 1 : 97) {
        kb_error err = { 0 };
        unlink(path);
        until_failure = n;
        kb_status status = everything(path, &err);
        bool reached = until_failure == 0;
        until_failure = 0;
        if (!reached)
            break;
        failures += status != KB_OK;
        /* SQLite does without some allocations; a file that was in use may not be tidied. */
        if (status != KB_OK && status != KB_ERR_MEMORY)
            fail_msg("allocation %ld: %s: %s", n, kb_status_name(status), err.message);
        kb_store *store = open_store(path, KB_STORE_CREATE);
        assert_string_equal(rows_of(store, "PRAGMA quick_check"), "ok\n");
        kb_store_close(store);
    }
    assert_true(failures > 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(any_allocation_may_fail) };
    if (install(NULL) != 0)
        return 1;
    return cmocka_run_group_tests_name("store/memory", tests, make_folder, remove_folder);
}
