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

/* ------------------------------------------------------------- schema 1, as it was */

static char script[65536];

/* A project that an earlier version made. */
static const char *project_of_schema_1(const char *name)
{
    const char *source = getenv("KB_SOURCE"), *path = in_folder(name);
    char from[512];
    sqlite3 *db = NULL;
    snprintf(from, sizeof from, "%s/tests/unit/store/schema1.sql", source ? source : "");
    FILE *file = fopen(from, "rb");
    if (file == NULL)
        skip();
    script[fread(script, 1, sizeof script - 1, file)] = '\0';
    fclose(file);
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, script, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s", sqlite3_errmsg(db));
    sqlite3_close(db);
    return path;
}

static const char *const views[] = { "v_answer", "v_segment",   "v_match",     "v_code",
                                     "v_matrix", "v_undecided", "v_respondent" };
enum { VIEW_COUNT = sizeof views / sizeof *views };

static char *rows_of_view(kb_store *store, const char *view)
{
    char sql[64];
    snprintf(sql, sizeof sql, "SELECT * FROM %s", view);
    char *rows = strdup(rows_of(store, sql));
    assert_non_null(rows);
    return rows;
}

static void schema_1_is_migrated_and_its_views_say_the_same(void **state)
{
    (void)state;
    static const char *const none[] = { NULL };
    kb_store_plan old_plan = { schema_1, none, 0, NULL };
    const char *path = project_of_schema_1("ein.kodebok");
    kb_error err = { 0 };
    kb_store *old = NULL, *store = open_store(path, KB_STORE_WRITE);
    good(kb_store_open_as(&old, in_folder("ein.kodebok.schema1.bak"), KB_STORE_READ, &old_plan,
                          NULL, &err),
         &err);
    for (size_t i = 0; i < VIEW_COUNT; i++) {
        char *before = rows_of_view(old, views[i]), *after = rows_of_view(store, views[i]);
        if (strcmp(before, after) != 0)
            fail_msg("%s was\n%sand is\n%s", views[i], before, after);
        assert_true(strcmp(views[i], "v_undecided") == 0 || strlen(before) > 20);
        free(before);
        free(after);
    }
    assert_string_equal(rows_of(store, "PRAGMA integrity_check"), "ok\n");
    assert_string_equal(rows_of(store, "PRAGMA foreign_key_check"), "");
    assert_string_equal(rows_of(store, "PRAGMA foreign_keys"), "1\n");
    /* The two who have the same background share it. */
    assert_string_equal(rows_of(store, "SELECT count(*), count(DISTINCT background)"
                                       " FROM respondent WHERE wave = ''"),
                        "6|3\n");
    assert_string_equal(rows_of(store, "SELECT DISTINCT kind FROM value v"
                                       " JOIN variable d ON d.id = v.variable"),
                        "item\n");
    kb_store_close(old);
    kb_store_close(store);
}

static void a_migrated_project_knows_what_it_had(void **state)
{
    (void)state;
    kb_store *store = open_store(project_of_schema_1("to.kodebok"), KB_STORE_WRITE);
    kb_error err = { 0 };
    kb_str old;
    bool same;
    begin_import(store);
    int64_t who = respondent(store, "R1", 7), bra = question(store, "bra");
    assert_int_equal(who, 1);
    good(kb_store_value(store, who, variable(store, "gruppe", KB_VARIABLE_GROUP), KB_STR("tolk"),
                        false, &old, &same, &err),
         &err);
    assert_true(kb_str_is(old, "lege"));
    assert_false(same);
    assert_int_equal(answer(store, who, bra, 7, "Vi har stor tillit").state, KB_ANSWER_SAME);
    who = respondent(store, "Ny", 8);
    assert_int_equal(answer(store, who, bra, 8, "Hallo").state, KB_ANSWER_ADDED);
    end_import(store);
    /* 18 was erased with its respondent: its number is not used again. */
    assert_string_equal(rows_of(store, "SELECT max(id) FROM answer"), "19\n");
    kb_store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_older_project_is_migrated_after_a_copy_is_made),
        cmocka_unit_test(an_older_project_is_not_migrated_for_reading),
        cmocka_unit_test(a_migration_that_fails_leaves_the_old_project),
        cmocka_unit_test(schema_1_is_migrated_and_its_views_say_the_same),
        cmocka_unit_test(a_migrated_project_knows_what_it_had),
    };
    return cmocka_run_group_tests_name("store/migrate", tests, make_folder, remove_folder);
}
