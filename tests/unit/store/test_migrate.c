/* SPDX-License-Identifier: MIT */
/* Older projects are brought up to date, after a copy was made; with artificial schemas. */
#include "sample.h"

static const char schema_1[] = "PRAGMA application_id = 0x4B444230; PRAGMA user_version = 1;"
                               "CREATE TABLE meta (name TEXT, text TEXT);"
                               "CREATE TABLE log (at TEXT, what TEXT);"
                               "CREATE TABLE answer (id INTEGER PRIMARY KEY, text TEXT);"
                               "INSERT INTO answer VALUES (1, 'Gamalt svar')";
static const char schema_3[] = "PRAGMA application_id = 0x4B444230; PRAGMA user_version = 3;"
                               "CREATE TABLE meta (name TEXT, text TEXT);"
                               "CREATE TABLE log (at TEXT, what TEXT)";
static const char add_column[] = "ALTER TABLE answer ADD COLUMN length INTEGER;"
                                 "PRAGMA user_version = 2";
static const char fill_column[] =
    "UPDATE answer SET length = length(text); PRAGMA user_version = 3";
static const char broken[] = "UPDATE answer SET no_such_column = 1; PRAGMA user_version = 3";
static const char unnumbered[] = "UPDATE answer SET length = 0";

static kb_status open_with(kb_store **store, const char *path, kb_store_mode mode,
                           const char *second, kb_problems *problems, kb_error *err)
{
    const char *const migrations[] = { add_column, second };
    kb_store_plan plan = { schema_3, migrations, 2, NULL };
    return kb_store_open_as(store, path, mode, &plan, problems, err);
}

static const char *old_project(const char *name)
{
    static const char *const none[] = { NULL };
    kb_store_plan plan = { schema_1, none, 0, NULL };
    kb_error err = { 0 };
    kb_store *store = NULL;
    const char *path = in_folder(name);
    good(kb_store_open_as(&store, path, KB_STORE_CREATE, &plan, NULL, &err), &err);
    kb_store_close(store);
    return path;
}

static void an_older_project_is_migrated_after_a_copy_is_made(void **state)
{
    (void)state;
    const char *path = old_project("eldre.kodebok");
    kb_error err = { 0 };
    kb_store *store = NULL;
    kb_problems *problems = NULL;
    good(kb_problems_new(&problems, &err), &err);
    good(open_with(&store, path, KB_STORE_WRITE, fill_column, problems, &err), &err);
    assert_string_equal(rows_of(store, "SELECT length FROM answer"), "11\n");
    assert_string_equal(rows_of(store, "PRAGMA user_version"), "3\n");
    assert_string_equal(rows_of(store, "SELECT what FROM log"), "brought from schema 1 to 3\n");
    kb_store_close(store);

    assert_int_equal(kb_problems_count(problems), 1);
    kb_str message = kb_problems_at(problems, 0)->message;
    assert_non_null(memmem(message.ptr, message.len, "eldre.kodebok.schema1.bak", 25));
    kb_problems_free(problems);

    static const char *const none[] = { NULL };
    kb_store_plan plan = { schema_1, none, 0, NULL };
    good(kb_store_open_as(&store, in_folder("eldre.kodebok.schema1.bak"), KB_STORE_READ, &plan,
                          NULL, &err),
         &err);
    assert_string_equal(rows_of(store, "SELECT text FROM answer"), "Gamalt svar\n");
    kb_store_close(store);
}

static void an_older_project_is_not_migrated_for_reading(void **state)
{
    (void)state;
    const char *path = old_project("lese.kodebok");
    kb_error err = { 0 };
    kb_store *store = NULL;
    assert_int_equal(open_with(&store, path, KB_STORE_READ, fill_column, NULL, &err), KB_ERR_INPUT);
    assert_non_null(
        strstr(err.message, "older version of kodebok (schema 1, this program writes 3)"));
    assert_false(exists("lese.kodebok.schema1.bak"));
}

static void a_migration_that_fails_leaves_the_old_project(void **state)
{
    (void)state;
    static const char *const bad[] = { broken, unnumbered };
    const char *path = old_project("feil.kodebok");
    for (size_t i = 0; i < 2; i++) {
        kb_error err = { 0 };
        kb_store *store = NULL;
        assert_int_not_equal(open_with(&store, path, KB_STORE_WRITE, bad[i], NULL, &err), KB_OK);
        static const char *const none[] = { NULL };
        kb_store_plan plan = { schema_1, none, 0, NULL };
        good(kb_store_open_as(&store, path, KB_STORE_READ, &plan, NULL, &err), &err);
        assert_string_equal(rows_of(store, "SELECT * FROM answer"), "1|Gamalt svar\n");
        kb_store_close(store);
    }
    /* Each attempt keeps its own copy. */
    assert_true(exists("feil.kodebok.schema1.bak"));
    assert_true(exists("feil.kodebok.schema1-2.bak"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_older_project_is_migrated_after_a_copy_is_made),
        cmocka_unit_test(an_older_project_is_not_migrated_for_reading),
        cmocka_unit_test(a_migration_that_fails_leaves_the_old_project),
    };
    return cmocka_run_group_tests_name("store/migrate", tests, make_folder, remove_folder);
}
