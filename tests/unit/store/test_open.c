/* SPDX-License-Identifier: MIT */
/* Opening, refusing and closing project files. */
#include "embedded.h"
#include "sample.h"

#include <fcntl.h>
#include <sys/wait.h>

/* Runs SQL on a file that the store does not have open. */
static void with_sqlite(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s", sqlite3_errmsg(db));
    sqlite3_close(db);
}

static const char *new_project(const char *name)
{
    const char *path = in_folder(name);
    kb_store *store = open_store(path, KB_STORE_CREATE);
    begin_import(store);
    answer(store, respondent(store, "r1", 2), question(store, "godt"), 2,
           "Samarbeidet på «møtene» 👍");
    end_import(store);
    kb_store_close(store);
    return path;
}

static void a_new_project_is_one_file_when_it_is_closed(void **state)
{
    (void)state;
    kb_store *store = open_store(in_folder("ny.kodebok"), KB_STORE_CREATE);
    assert_string_equal(rows_of(store, "PRAGMA journal_mode"), "wal\n");
    assert_string_equal(rows_of(store, "PRAGMA application_id"), "1262764592\n");
    assert_string_equal(rows_of(store, "PRAGMA user_version"), "2\n");
    assert_string_equal(rows_of(store, "PRAGMA foreign_keys"), "1\n");
    assert_string_equal(rows_of(store, "PRAGMA secure_delete"), "1\n");
    assert_string_equal(rows_of(store, "SELECT name FROM pragma_table_list WHERE schema = 'main'"
                                       " AND type = 'table' AND NOT strict"
                                       " AND name NOT LIKE 'sqlite_%'"),
                        "");
    kb_store_close(store);
    assert_true(exists("ny.kodebok"));
    assert_false(exists("ny.kodebok-wal"));
    assert_false(exists("ny.kodebok-shm"));
}

static void what_was_written_is_there_when_it_is_opened_again(void **state)
{
    (void)state;
    const char *path = new_project("igjen.kodebok");
    static const kb_store_mode modes[] = { KB_STORE_READ, KB_STORE_WRITE, KB_STORE_CREATE };
    for (size_t i = 0; i < 3; i++) {
        kb_store *store = open_store(path, modes[i]);
        assert_string_equal(rows_of(store, "SELECT text FROM v_answer"),
                            "Samarbeidet på «møtene» 👍\n");
        kb_store_close(store);
        assert_false(exists("igjen.kodebok-wal"));
        assert_false(exists("igjen.kodebok-shm"));
    }
}

static void reading_changes_nothing_and_cannot(void **state)
{
    (void)state;
    const char *path = new_project("les.kodebok");
    struct stat before, after;
    assert_int_equal(stat(path, &before), 0);
    kb_store *store = open_store(path, KB_STORE_READ);
    kb_error err = { 0 };
    kb_import_info info = { .file = KB_STR("x") };
    assert_int_equal(kb_store_import_begin(store, &info, &err), KB_ERR_INPUT);
    assert_non_null(strstr(err.message, "read-only"));
    kb_store_close(store);
    assert_int_equal(stat(path, &after), 0);
    assert_int_equal(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
    assert_int_equal(before.st_size, after.st_size);
}

static void names_that_mean_something_to_sqlite_are_only_names(void **state)
{
    (void)state;
    char old[512];
    assert_non_null(getcwd(old, sizeof old));
    assert_int_equal(chdir(folder), 0);
    static const char *const names[] = { ":memory:", "file:a.kodebok?mode=memory",
                                         "50% å?#.kodebok" };
    for (size_t i = 0; i < 3; i++) {
        kb_store_close(open_store(names[i], KB_STORE_CREATE));
        assert_true(exists(names[i]));
        kb_store_close(open_store(names[i], KB_STORE_READ));
    }
    assert_int_equal(chdir(old), 0);
}

static void what_is_no_project_is_refused_politely(void **state)
{
    (void)state;
    refused(in_folder("mangler.kodebok"), KB_STORE_READ, KB_ERR_NOT_FOUND, "there is no project");
    refused(in_folder("mangler.kodebok"), KB_STORE_WRITE, KB_ERR_NOT_FOUND, "there is no project");
    assert_false(exists("mangler.kodebok"));
    refused(in_folder("ingen/mappe.kodebok"), KB_STORE_CREATE, KB_ERR_INPUT, "folder is missing");
    for (kb_store_mode mode = KB_STORE_READ; mode <= KB_STORE_CREATE; mode++) {
        refused(folder, mode, KB_ERR_INPUT, "is a folder");
        refused("/dev/null", mode, KB_ERR_INPUT, "is not a kodebok project");
        const char *text = in_folder("svar.csv");
        write_file(text, "respondent,text\nr1,Samarbeidet går bra, men rutinene manglar\n", 62);
        refused(text, mode, KB_ERR_INPUT, "is not a kodebok project");
        assert_true(file_holds(text, "respondent,text\nr1,Sam"));
    }
    const char *empty = in_folder("tom.kodebok");
    write_file(empty, "", 0);
    refused(empty, KB_STORE_READ, KB_ERR_INPUT, "is empty");
    refused(empty, KB_STORE_WRITE, KB_ERR_INPUT, "is empty");
    kb_store_close(open_store(empty, KB_STORE_CREATE));
}

static void somebody_elses_sqlite_file_is_refused_and_left_alone(void **state)
{
    (void)state;
    const char *path = in_folder("andres.sqlite");
    with_sqlite(path, "CREATE TABLE musikk (navn TEXT); INSERT INTO musikk VALUES ('Grieg')");
    struct stat before, after;
    assert_int_equal(stat(path, &before), 0);
    for (kb_store_mode mode = KB_STORE_READ; mode <= KB_STORE_CREATE; mode++)
        refused(path, mode, KB_ERR_INPUT, "is an SQLite file but not a kodebok project");
    assert_int_equal(stat(path, &after), 0);
    assert_int_equal(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
}

static void a_newer_project_is_refused_with_both_numbers(void **state)
{
    (void)state;
    const char *path = new_project("nyere.kodebok");
    with_sqlite(path, "PRAGMA user_version = 7");
    for (kb_store_mode mode = KB_STORE_READ; mode <= KB_STORE_CREATE; mode++)
        refused(path, mode, KB_ERR_INPUT,
                "was written by a newer version of kodebok (schema 7, this program knows 2)");
    with_sqlite(path, "PRAGMA user_version = 0");
    refused(path, KB_STORE_READ, KB_ERR_INPUT, "is damaged");
}

static void a_truncated_project_is_refused(void **state)
{
    (void)state;
    const char *path = new_project("avkortet.kodebok");
    struct stat what;
    assert_int_equal(stat(path, &what), 0);
    assert_int_equal(truncate(path, what.st_size / 2), 0);
    refused(path, KB_STORE_READ, KB_ERR_INPUT, "is damaged");
    refused(path, KB_STORE_WRITE, KB_ERR_INPUT, "is damaged");
    assert_int_equal(truncate(path, 50), 0);
    refused(path, KB_STORE_READ, KB_ERR_INPUT, "is damaged");
}

static void overwritten_pages_are_an_error_when_they_are_read(void **state)
{
    (void)state;
    const char *path = new_project("skadet.kodebok");
    int fd = open(path, O_RDWR);
    struct stat what;
    assert_int_equal(fstat(fd, &what), 0);
    char rubbish[4096];
    memset(rubbish, 0xA5, sizeof rubbish);
    for (off_t at = 16384; at < what.st_size; at += 4096)
        assert_int_equal(pwrite(fd, rubbish, sizeof rubbish, at), 4096);
    close(fd);
    kb_error err = { 0 };
    kb_store *store = NULL;
    kb_status status = kb_store_open(&store, path, KB_STORE_READ, NULL, &err);
    kb_answers *answers = NULL;
    kb_answer one;
    bool more = true;
    if (status == KB_OK)
        status = kb_answers_open(&answers, store, 0, &err);
    if (status == KB_OK)
        status = kb_answers_next(answers, &one, &more, &err);
    assert_int_equal(status, KB_ERR_INPUT);
    assert_non_null(strstr(err.message, "is damaged"));
    kb_answers_close(answers);
    kb_store_close(store);
}

static void a_missing_table_is_an_error_when_it_is_needed(void **state)
{
    (void)state;
    const char *path = new_project("uten.kodebok");
    with_sqlite(path, "DROP TABLE undecided");
    kb_store *store = open_store(path, KB_STORE_WRITE);
    kb_error err = { 0 };
    begin_run(store);
    int rule = 0;
    kb_result result = { .undecided = &rule, .undecided_count = 1 };
    good(kb_store_run_add(store, 1, &result, NULL, &err), &err);
    assert_int_equal(kb_store_run_end(store, &(kb_run){ 0 }, &err), KB_ERR_INPUT);
    assert_non_null(strstr(err.message, "is damaged: no such table: undecided"));
    kb_store_close(store);
}

static void a_text_that_is_not_utf8_is_not_handed_out(void **state)
{
    (void)state;
    const char *path = new_project("latin1.kodebok");
    with_sqlite(path, "UPDATE answer SET text = CAST(x'6DF874657220' AS TEXT)");
    kb_store *store = open_store(path, KB_STORE_READ);
    kb_error err = { 0 };
    kb_answers *answers = NULL;
    kb_answer one;
    bool more;
    good(kb_answers_open(&answers, store, 0, &err), &err);
    assert_int_equal(kb_answers_next(answers, &one, &more, &err), KB_ERR_INPUT);
    kb_answers_close(answers);
    kb_store_close(store);
}

static void another_writer_locks_the_project(void **state)
{
    (void)state;
    const char *path = new_project("delt.kodebok");
    kb_store *mine = open_store(path, KB_STORE_WRITE), *yours = open_store(path, KB_STORE_WRITE);
    begin_import(mine);
    sqlite3_busy_timeout(yours->db, 0);
    kb_error err = { 0 };
    kb_import_info info = { .file = KB_STR("x") };
    assert_int_equal(kb_store_import_begin(yours, &info, &err), KB_ERR_IO);
    assert_non_null(strstr(err.message, "is locked by another program"));
    assert_string_equal(rows_of(yours, "SELECT count(*) FROM v_answer"), "1\n");
    kb_store_close(yours);
    end_import(mine);
    kb_store_close(mine);
    assert_false(exists("delt.kodebok-wal"));
}

static void a_second_begin_is_an_error_and_a_step_without_one_too(void **state)
{
    (void)state;
    kb_store *store = open_store("", KB_STORE_TEMPORARY);
    kb_error err = { 0 };
    int64_t id;
    assert_int_equal(kb_store_question(store, KB_STR("godt"), KB_STR(""), &id, &err),
                     KB_ERR_ARGUMENT);
    assert_int_equal(kb_store_run_end(store, &(kb_run){ 0 }, &err), KB_ERR_ARGUMENT);
    begin_import(store);
    assert_int_equal(kb_store_run_begin(store, &book, &(kb_run){ 0 }, &id, &err), KB_ERR_ARGUMENT);
    kb_store_rollback(store);
    kb_store_rollback(store);
    kb_store_close(store);
    kb_store_close(NULL);
}

static kb_status open_without_shared_memory(kb_store **store, const char *path, kb_store_mode mode,
                                            kb_problems *problems, kb_error *err)
{
    /* A VFS without shared memory behaves like a network drive. */
    kb_store_plan plan = { kb_schema_sql, kb_migrations, kb_migration_count, "unix-dotfile" };
    return kb_store_open_as(store, path, mode, &plan, problems, err);
}

static void without_shared_memory_a_rollback_journal_is_used_and_it_is_said(void **state)
{
    (void)state;
    static const char *const names[] = { "nett-ny.kodebok", "nett-wal.kodebok" };
    const char *with_wal = new_project(names[1]);
    for (size_t i = 0; i < 2; i++) {
        kb_error err = { 0 };
        kb_problems *problems = NULL;
        kb_store *store = NULL;
        const char *path = i ? with_wal : in_folder(names[i]);
        good(kb_problems_new(&problems, &err), &err);
        good(open_without_shared_memory(&store, path, KB_STORE_CREATE, problems, &err), &err);
        assert_int_equal(kb_problems_count(problems), 1);
        assert_int_equal(kb_problems_at(problems, 0)->severity, KB_NOTE);
        assert_string_equal(rows_of(store, "PRAGMA journal_mode"), "delete\n");
        begin_import(store);
        answer(store, respondent(store, "n1", 2), question(store, "godt"), 2, "På nettet");
        end_import(store);
        kb_store_close(store);
        store = open_store(path, KB_STORE_READ);
        assert_string_equal(rows_of(store, "SELECT text FROM v_answer WHERE respondent = 'n1'"),
                            "På nettet\n");
        kb_store_close(store);
        kb_problems_free(problems);
    }
}

/* Permissions do not bind root, so a child becomes nobody. */
static int as_nobody(void (*work)(const char *path), const char *path)
{
    pid_t child = fork();
    if (child == 0) {
        if (getuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
            _exit(99);
        work(path);
        _exit(0);
    }
    int how = 0;
    waitpid(child, &how, 0);
    return WIFEXITED(how) ? WEXITSTATUS(how) : 98;
}

static void read_as_nobody(const char *path)
{
    kb_error err = { 0 };
    kb_store *store = NULL;
    uint64_t count = 0;
    if (kb_store_open(&store, path, KB_STORE_READ, NULL, &err) != KB_OK)
        _exit(1);
    if (kb_store_answer_count(store, &count, &err) != KB_OK || count != 1)
        _exit(2);
    kb_store_close(store);
    if (kb_store_open(&store, path, KB_STORE_WRITE, NULL, &err) != KB_ERR_INPUT)
        _exit(3);
    if (strstr(err.message, "read-only") == NULL && strstr(err.message, "Permission") == NULL)
        _exit(4);
}

static void cannot_read_as_nobody(const char *path)
{
    kb_error err = { 0 };
    kb_store *store = NULL;
    if (kb_store_open(&store, path, KB_STORE_READ, NULL, &err) != KB_ERR_INPUT)
        _exit(1);
    if (strstr(err.message, "Permission denied") == NULL)
        _exit(2);
}

static void read_only_files_and_folders_can_be_read(void **state)
{
    (void)state;
    const char *path = new_project("skrivebeskyttet å#?.kodebok");
    static const struct {
        mode_t folder, file;
    } cases[] = { { 0555, 0444 }, { 0555, 0666 }, { 0777, 0444 } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(chmod(path, cases[i].file), 0);
        assert_int_equal(chmod(folder, cases[i].folder), 0);
        int result = as_nobody(read_as_nobody, path);
        assert_int_equal(chmod(folder, 0755), 0);
        if (result == 99)
            skip();
        if (result != 0)
            fail_msg("case %zu ends with %d", i, result);
        assert_false(exists("skrivebeskyttet å#?.kodebok-wal"));
        assert_false(exists("skrivebeskyttet å#?.kodebok-shm"));
    }
    assert_int_equal(chmod(path, 0), 0);
    assert_int_equal(chmod(folder, 0755), 0);
    assert_int_equal(as_nobody(cannot_read_as_nobody, path), 0);
}

static void unfinished_changes_beside_a_read_only_file_are_not_overlooked(void **state)
{
    (void)state;
    const char *path = new_project("halv.kodebok");
    kb_store *store = open_store(path, KB_STORE_WRITE);
    begin_import(store);
    answer(store, respondent(store, "r2", 2), question(store, "godt"), 2, "Ny");
    end_import(store);
    char command[512];
    snprintf(command, sizeof command, "mkdir -p %s/kopi && cp %s %s-wal %s/kopi/", folder, path,
             path, folder);
    assert_int_equal(system(command), 0);
    kb_store_close(store);
    const char *copy = in_folder("kopi/halv.kodebok");
    assert_int_equal(chmod(folder, 0755), 0);
    assert_int_equal(chmod(in_folder("kopi"), 0555), 0);
    int result = as_nobody(read_as_nobody, copy);
    assert_int_equal(chmod(in_folder("kopi"), 0755), 0);
    if (result == 99)
        skip();
    /* It may be refused (1) or read with both answers (2), but never read with one. */
    assert_in_range(result, 1, 2);
}

static void a_temporary_project_can_be_written_and_rolled_back(void **state)
{
    (void)state;
    kb_store *store = open_store(NULL, KB_STORE_TEMPORARY);
    begin_import(store);
    answer(store, respondent(store, "r1", 2), question(store, "godt"), 2, "Bra");
    end_import(store);
    begin_import(store);
    answer(store, respondent(store, "r2", 2), question(store, "godt"), 2, "Ikke bra");
    kb_store_rollback(store);
    assert_string_equal(rows_of(store, "SELECT text FROM v_answer"), "Bra\n");
    kb_store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_new_project_is_one_file_when_it_is_closed),
        cmocka_unit_test(what_was_written_is_there_when_it_is_opened_again),
        cmocka_unit_test(reading_changes_nothing_and_cannot),
        cmocka_unit_test(names_that_mean_something_to_sqlite_are_only_names),
        cmocka_unit_test(what_is_no_project_is_refused_politely),
        cmocka_unit_test(somebody_elses_sqlite_file_is_refused_and_left_alone),
        cmocka_unit_test(a_newer_project_is_refused_with_both_numbers),
        cmocka_unit_test(a_truncated_project_is_refused),
        cmocka_unit_test(overwritten_pages_are_an_error_when_they_are_read),
        cmocka_unit_test(a_missing_table_is_an_error_when_it_is_needed),
        cmocka_unit_test(a_text_that_is_not_utf8_is_not_handed_out),
        cmocka_unit_test(another_writer_locks_the_project),
        cmocka_unit_test(a_second_begin_is_an_error_and_a_step_without_one_too),
        cmocka_unit_test(without_shared_memory_a_rollback_journal_is_used_and_it_is_said),
        cmocka_unit_test(read_only_files_and_folders_can_be_read),
        cmocka_unit_test(unfinished_changes_beside_a_read_only_file_are_not_overlooked),
        cmocka_unit_test(a_temporary_project_can_be_written_and_rolled_back),
    };
    return cmocka_run_group_tests_name("store/open", tests, make_folder, remove_folder);
}
