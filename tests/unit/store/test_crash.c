/* SPDX-License-Identifier: MIT */
/* A kill, a full disk: the last complete state is there, and the message is clear. */
#include "sample.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>

enum { MANY = 4000 };

static const char *const long_text =
    "Vi treng meir tid til å møtast, og vi treng rutinar som alle kjenner. Når nokon sluttar, "
    "forsvinn kunnskapen med dei, og då må vi byrje på nytt att kvar einaste haust.";

static void fill(kb_store *store, uint64_t from, uint64_t to)
{
    int64_t godt = question(store, "godt");
    for (uint64_t i = from; i < to; i++) {
        char name[24];
        snprintf(name, sizeof name, "r%u", (unsigned)i);
        answer(store, respondent(store, name, i + 2), godt, i + 2, long_text);
    }
}

static void whole_with(const char *path, const char *answers, const char *segments)
{
    kb_store *store = open_store(path, KB_STORE_WRITE);
    assert_string_equal(rows_of(store, "PRAGMA integrity_check"), "ok\n");
    assert_string_equal(rows_of(store, "PRAGMA foreign_key_check"), "");
    assert_string_equal(rows_of(store, "SELECT count(*) FROM answer"), answers);
    assert_string_equal(rows_of(store, "SELECT count(*) FROM v_segment"), segments);
    kb_store_close(store);
}

/* Runs `work` in a child that is killed (SIGKILL) when it returns. */
static void killed_after(void (*work)(const char *path), const char *path)
{
    pid_t child = fork();
    if (child == 0) {
        work(path);
        raise(SIGKILL);
    }
    int how = 0;
    waitpid(child, &how, 0);
    assert_true(WIFSIGNALED(how) && WTERMSIG(how) == SIGKILL);
}

static void half_an_import(const char *path)
{
    kb_store *store = open_store(path, KB_STORE_WRITE);
    sqlite3_exec(store->db, "PRAGMA cache_size = 10", NULL, NULL, NULL); /* pages reach the disk */
    begin_import(store);
    fill(store, 10, MANY);
}

static void half_a_run(const char *path)
{
    kb_store *store = open_store(path, KB_STORE_WRITE);
    begin_run(store);
    for (int64_t i = 1; i <= 5; i++)
        add_segment(store, i, RUTINER_MINUS, RULE_RUTINER, (kb_span){ 0, 9 });
}

static void a_whole_import_not_closed(const char *path)
{
    kb_store *store = open_store(path, KB_STORE_WRITE);
    begin_import(store);
    fill(store, 10, 20);
    end_import(store);
}

static void half_a_new_project(const char *path)
{
    kb_store *store = open_store(path, KB_STORE_CREATE);
    begin_import(store);
    fill(store, 0, MANY);
}

static void a_kill_at_any_moment_leaves_the_last_complete_state(void **state)
{
    (void)state;
    const char *path = in_folder("drept.kodebok");
    kb_store *store = open_store(path, KB_STORE_CREATE);
    begin_import(store);
    fill(store, 0, 10);
    end_import(store);
    begin_run(store);
    add_segment(store, 1, RUTINER_MINUS, RULE_RUTINER, (kb_span){ 0, 9 });
    end_run(store, &(kb_run){ 0 });
    kb_store_close(store);

    killed_after(half_an_import, path);
    whole_with(path, "10\n", "1\n");
    killed_after(half_a_run, path);
    whole_with(path, "10\n", "1\n");
    killed_after(a_whole_import_not_closed, path);
    store = open_store(path, KB_STORE_READ);
    assert_string_equal(rows_of(store, "SELECT count(*) FROM answer"), "20\n");
    kb_store_close(store);
    whole_with(path, "20\n", "1\n");
    assert_false(exists("drept.kodebok-wal"));
}

static void a_kill_while_a_project_is_made_leaves_one_that_can_be_filled(void **state)
{
    (void)state;
    const char *path = in_folder("nyfødt.kodebok");
    killed_after(half_a_new_project, path);
    kb_store *store = open_store(path, KB_STORE_CREATE);
    assert_string_equal(rows_of(store, "SELECT count(*) FROM answer"), "0\n");
    begin_import(store);
    fill(store, 0, 3);
    end_import(store);
    kb_store_close(store);
    whole_with(path, "3\n", "0\n");
}

/* Adds answers until one fails; returns how it failed. */
static kb_status fill_until_it_fails(kb_store *store, uint64_t from, kb_error *err)
{
    kb_import_info info = { .file = KB_STR("svar.csv") };
    kb_status status = kb_store_import_begin(store, &info, err);
    kb_new_answer new = { .text = kb_str_from(long_text) };
    if (status == KB_OK)
        status = kb_store_question(store, KB_STR("godt"), KB_STR(""), &new.question, err);
    for (uint64_t i = from; status == KB_OK && i < from + MANY; i++) {
        char name[24];
        kb_respondent_state who;
        kb_answer_outcome outcome;
        snprintf(name, sizeof name, "r%u", (unsigned)i);
        status = kb_store_respondent(store, kb_str_from(name), i + 2, &who, err);
        new.respondent = who.id;
        new.row = i + 2;
        if (status == KB_OK)
            status = kb_store_answer(store, &new, false, &outcome, err);
    }
    return status == KB_OK ? kb_store_import_end(store, "", false, err) : status;
}

static void a_full_disk_is_said_and_leaves_the_last_complete_state(void **state)
{
    (void)state;
    const char *path = in_folder("full.kodebok");
    kb_store *store = open_store(path, KB_STORE_CREATE);
    begin_import(store);
    fill(store, 0, 10);
    end_import(store);
    kb_error err = { 0 };
    sqlite3_exec(store->db, "PRAGMA max_page_count = 50", NULL, NULL, NULL);
    assert_int_equal(fill_until_it_fails(store, 10, &err), KB_ERR_IO);
    assert_non_null(strstr(err.message, "disk full while writing"));
    kb_store_rollback(store);
    assert_string_equal(rows_of(store, "SELECT count(*) FROM answer"), "10\n");
    begin_import(store); /* the store is still good */
    fill(store, 10, 12);
    end_import(store);
    kb_store_close(store);
    whole_with(path, "12\n", "0\n");
}

static void limited(const char *path)
{
    /* The file system refuses to let a file grow: write fails in the middle or at the commit. */
    struct rlimit limit = { 300000, 300000 };
    kb_error err = { 0 };
    kb_store *store = open_store(path, KB_STORE_WRITE);
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &limit);
    if (fill_until_it_fails(store, 10, &err) != KB_ERR_IO)
        _exit(1);
    if (strstr(err.message, "cannot read or write") == NULL || strstr(err.message, path) == NULL)
        _exit(2);
    kb_store_close(store);
    _exit(0);
}

static void a_failing_write_is_said_and_leaves_the_last_complete_state(void **state)
{
    (void)state;
    const char *path = in_folder("kvote.kodebok");
    kb_store *store = open_store(path, KB_STORE_CREATE);
    begin_import(store);
    fill(store, 0, 10);
    end_import(store);
    kb_store_close(store);
    pid_t child = fork();
    if (child == 0)
        limited(path);
    int how = 0;
    waitpid(child, &how, 0);
    assert_true(WIFEXITED(how));
    assert_int_equal(WEXITSTATUS(how), 0);
    whole_with(path, "10\n", "0\n");
}

static void no_room_for_the_first(const char *path)
{
    struct rlimit limit = { 5000, 5000 };
    kb_error err = { 0 };
    kb_store *store = NULL;
    signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &limit);
    _exit(kb_store_open(&store, path, KB_STORE_CREATE, NULL, &err) == KB_ERR_IO ? 0 : 1);
}

static void a_project_that_cannot_be_made_is_not_left_behind(void **state)
{
    (void)state;
    const char *path = in_folder("ufødt.kodebok");
    pid_t child = fork();
    if (child == 0)
        no_room_for_the_first(path);
    int how = 0;
    waitpid(child, &how, 0);
    assert_true(WIFEXITED(how));
    assert_int_equal(WEXITSTATUS(how), 0);
    assert_false(exists("ufødt.kodebok"));
    assert_false(exists("ufødt.kodebok-journal"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_kill_at_any_moment_leaves_the_last_complete_state),
        cmocka_unit_test(a_kill_while_a_project_is_made_leaves_one_that_can_be_filled),
        cmocka_unit_test(a_full_disk_is_said_and_leaves_the_last_complete_state),
        cmocka_unit_test(a_failing_write_is_said_and_leaves_the_last_complete_state),
        cmocka_unit_test(a_project_that_cannot_be_made_is_not_left_behind),
    };
    return cmocka_run_group_tests_name("store/crash", tests, make_folder, remove_folder);
}
