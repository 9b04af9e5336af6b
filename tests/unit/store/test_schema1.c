/* SPDX-License-Identifier: MIT */
/* A project of schema 1 (schema1.sql) is brought to the newest: nothing in it is lost. */
#include "sample.h"

enum { RUNS = 5 };

static const char *const views[] = { "v_answer", "v_segment",   "v_match",     "v_code",
                                     "v_matrix", "v_undecided", "v_respondent" };

/* What run $ found, before and after, in the order in which it is read. */
static const char *const old_rows[] = {
    "SELECT s.answer, s.begin_byte, s.end_byte, c.id, g.rules, u.id, s.match_begin, s.match_end,"
    " s.cue_begin, s.cue_end, s.code FROM segment s JOIN code c ON c.run = s.run AND"
    " c.number = s.code JOIN rule u ON u.run = s.run AND u.number = s.rule JOIN rule_set g"
    " ON g.run = s.run AND g.number = s.rule_set WHERE s.run = $ ORDER BY 1, 2, 3 DESC, 11",
    "SELECT m.answer, m.begin_byte, m.end_byte, c.id, u.id, m.cue_begin, m.cue_end"
    " FROM further_match m JOIN code c ON c.run = m.run AND c.number = m.code"
    " JOIN rule u ON u.run = m.run AND u.number = m.rule WHERE m.run = $"
    " ORDER BY 1, 2, 3, 4, 5, 6",
    "SELECT answer FROM non_answer WHERE run = $ ORDER BY 1",
    "SELECT u.answer, k.id FROM undecided u JOIN rule k ON k.run = u.run AND k.number = u.rule"
    " WHERE u.run = $ ORDER BY 1, k.number",
    "SELECT number, id, theme, category, label, statement, status FROM code WHERE run = $"
    " ORDER BY 1",
    "SELECT number, id, code FROM rule WHERE run = $ ORDER BY 1",
};
static const char *const new_rows[] = {
    "SELECT s.answer, s.begin_byte, s.end_byte, n.id, g.rules, w.id, s.match_begin, s.match_end,"
    " s.cue_begin, s.cue_end, c.number FROM segment s, (SELECT $ AS run) r JOIN code c"
    " ON c.run = r.run AND c.code = s.code JOIN code_name n ON n.number = s.code JOIN rule_name w"
    " ON w.number = s.rule JOIN rule_set g ON g.number = s.rule_set"
    " WHERE r.run BETWEEN s.first_run AND ifnull(s.last_run, r.run) ORDER BY 1, 2, 3 DESC, 11",
    "SELECT m.answer, m.begin_byte, m.end_byte, n.id, w.id, m.cue_begin, m.cue_end"
    " FROM further_match m, (SELECT $ AS run) r JOIN code_name n ON n.number = m.code"
    " JOIN rule_name w ON w.number = m.rule WHERE r.run BETWEEN m.first_run AND"
    " ifnull(m.last_run, r.run) ORDER BY 1, 2, 3, 4, 5, 6",
    "SELECT answer FROM non_answer, (SELECT $ AS run) r WHERE r.run BETWEEN first_run AND"
    " ifnull(last_run, r.run) ORDER BY 1",
    "SELECT u.answer, w.id FROM undecided u, (SELECT $ AS run) r JOIN rule k ON k.run = r.run AND"
    " k.rule = u.rule JOIN rule_name w ON w.number = u.rule"
    " WHERE r.run BETWEEN u.first_run AND ifnull(u.last_run, r.run) ORDER BY 1, k.number",
    "SELECT c.number, n.id, c.theme, c.category, c.label, c.statement, c.status FROM code c"
    " JOIN code_name n ON n.number = c.code WHERE c.run = $ ORDER BY 1",
    "SELECT k.number, w.id, c.number FROM rule k JOIN rule_name w ON w.number = k.rule"
    " JOIN code c ON c.run = k.run AND c.code = k.code WHERE k.run = $ ORDER BY 1",
};
enum { KINDS = sizeof old_rows / sizeof *old_rows, VIEWS = sizeof views / sizeof *views };

static char before[RUNS][KINDS][8192], seen[VIEWS][8192];

/* The rows of a query with its $ replaced by a number. */
static const char *rows_with(kb_store *store, const char *sql, int number)
{
    char query[1024];
    const char *place = strchr(sql, '$');
    snprintf(query, sizeof query, "%.*s%d%s", (int)(place - sql), sql, number, place + 1);
    return rows_of(store, query);
}

static void make_old(const char *path)
{
    static char sql[65536];
    char name[512];
    const char *source = getenv("KB_SOURCE");
    snprintf(name, sizeof name, "%s/tests/unit/store/schema1.sql", source ? source : "");
    FILE *file = fopen(name, "rb");
    if (file == NULL)
        skip();
    size_t len = fread(sql, 1, sizeof sql - 1, file);
    fclose(file);
    sql[len] = '\0';
    kb_store raw = { 0 };
    assert_int_equal(sqlite3_open(path, &raw.db), SQLITE_OK);
    if (sqlite3_exec(raw.db, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s", sqlite3_errmsg(raw.db));
    for (int run = 1; run <= RUNS; run++)
        for (int kind = 0; kind < KINDS; kind++) {
            snprintf(before[run - 1][kind], sizeof before[0][0], "%s",
                     rows_with(&raw, old_rows[kind], run));
        }
    for (int i = 0; i < VIEWS; i++) {
        char query[64];
        snprintf(query, sizeof query, "SELECT * FROM %s", views[i]);
        snprintf(seen[i], sizeof seen[i], "%s", rows_of(&raw, query));
    }
    sqlite3_close(raw.db);
    assert_true(strlen(before[0][0]) > 0 && strlen(before[3][1]) > 0 && strlen(before[2][3]) > 0);
}

static void what_old_runs_found_is_kept(void **state)
{
    (void)state;
    const char *path = in_folder("gammal.kodebok");
    make_old(path);
    kb_store *store = open_store(path, KB_STORE_WRITE);
    for (int run = 1; run <= RUNS; run++)
        for (int kind = 0; kind < KINDS; kind++) {
            assert_string_equal(rows_with(store, new_rows[kind], run), before[run - 1][kind]);
        }
    for (int i = 0; i < VIEWS; i++) {
        char query[64];
        snprintf(query, sizeof query, "SELECT * FROM %s", views[i]);
        assert_string_equal(rows_of(store, query), seen[i]);
    }
    assert_string_equal(rows_of(store, "PRAGMA integrity_check"), "ok\n");
    assert_string_equal(rows_of(store, "PRAGMA foreign_key_check"), "");
    assert_string_equal(rows_of(store, "PRAGMA foreign_keys"), "1\n");
    assert_string_equal(rows_of(store, "PRAGMA freelist_count"), "0\n");
    /* Rows that several runs had alike have become one. */
    assert_string_equal(rows_of(store, "SELECT count(*) FROM non_answer"), "3\n");
    assert_string_equal(rows_of(store, "SELECT id, forgotten FROM run"),
                        "1|1\n2|1\n3|1\n4|1\n5|0\n");
    kb_store_close(store);
    assert_true(exists("gammal.kodebok.schema1.bak"));
}

/* Where texts and bytes came from, before and after. */
static void what_was_imported_is_kept(void **state)
{
    (void)state;
    static const char came[] =
        "SELECT a.id, r.wave, r.name, q.name, coalesce(a.import, r.import), coalesce(a.row, r.row),"
        " a.text, hex(a.raw), a.encoding FROM answer a JOIN respondent r ON r.id = a.respondent"
        " JOIN question q ON q.id = a.question ORDER BY a.id";
    static const char texts[] = "SELECT * FROM answer_history ORDER BY id";
    static char old[2][8192];
    const char *path = in_folder("svar.kodebok");
    make_old(path);
    kb_store raw = { 0 };
    assert_int_equal(sqlite3_open(path, &raw.db), SQLITE_OK);
    snprintf(old[0], sizeof old[0], "%s", rows_of(&raw, came));
    snprintf(old[1], sizeof old[1], "%s", rows_of(&raw, texts));
    sqlite3_close(raw.db);
    assert_true(strstr(old[0], "|UTF-8\n") != NULL && strlen(old[1]) > 20);

    kb_store *store = open_store(path, KB_STORE_WRITE);
    assert_string_equal(rows_of(store, came), old[0]);
    assert_string_equal(rows_of(store, texts), old[1]);
    /* Those who have the same background share it. */
    assert_string_equal(rows_of(store, "SELECT count(*), count(DISTINCT background)"
                                       " FROM respondent WHERE wave = ''"),
                        "6|3\n");
    assert_string_equal(rows_of(store, "SELECT DISTINCT kind FROM value v"
                                       " JOIN variable d ON d.id = v.variable"),
                        "item\n");
    kb_store_close(store);
}

static void an_import_knows_what_was_there(void **state)
{
    (void)state;
    const char *path = in_folder("import.kodebok");
    make_old(path);
    kb_store *store = open_store(path, KB_STORE_WRITE);
    kb_error err = { 0 };
    kb_str old;
    bool same;
    begin_import(store);
    int64_t who = respondent(store, "R4", 7), bra = question(store, "bra");
    assert_int_equal(who, 4);
    value(store, who, variable(store, "gruppe", KB_VARIABLE_GROUP), "tolk");
    assert_int_equal(answer(store, who, bra, 7, "Vi har stor tillit til Anne").state,
                     KB_ANSWER_SAME);
    who = respondent(store, "R1", 8);
    assert_int_equal(who, 1);
    good(kb_store_value(store, who, variable(store, "gruppe", KB_VARIABLE_GROUP), KB_STR("tolk"),
                        false, &old, &same, &err),
         &err);
    assert_true(kb_str_is(old, "lege"));
    assert_false(same);
    who = respondent(store, "Ny", 9);
    assert_int_equal(answer(store, who, bra, 9, "Hallo").state, KB_ANSWER_ADDED);
    end_import(store);
    /* 23 and 24 were erased with their respondent: their numbers are not used again. */
    assert_string_equal(rows_of(store, "SELECT max(id) FROM answer"), "25\n");
    kb_store_close(store);
}

/* Every column of every table and view, in its place, and what it points to. */
static void the_schema_is_that_of_a_new_project(void **state)
{
    (void)state;
    static const char columns[] =
        "SELECT m.type, m.name, p.cid, p.name, p.type, p.\"notnull\", p.pk FROM sqlite_schema m"
        " JOIN pragma_table_info(m.name) p WHERE m.name NOT LIKE 'sqlite%' AND m.type = 'table'"
        " ORDER BY m.name, p.cid LIMIT 70 OFFSET $";
    static const char keys[] =
        "SELECT m.name, f.\"from\", f.\"table\", f.\"to\" FROM sqlite_schema m"
        " JOIN pragma_foreign_key_list(m.name) f ORDER BY 1, f.id, f.seq LIMIT 70 OFFSET $";
    static const char texts[] = "SELECT name, sql FROM sqlite_schema WHERE type IN ('view',"
                                " 'index') AND sql IS NOT NULL ORDER BY name LIMIT 1 OFFSET $";
    static char old[8192];
    const char *path = in_folder("skjema.kodebok");
    make_old(path);
    kb_store *store = open_store(path, KB_STORE_WRITE);
    kb_store *new = open_store("", KB_STORE_TEMPORARY);
    for (int i = 0; i < 20; i++) {
        const char *sql = i < 4 ? columns : i < 5 ? keys : texts;
        int number = i < 4 ? 70 * i : i < 5 ? 0 : i - 5;
        snprintf(old, sizeof old, "%s", rows_with(store, sql, number));
        assert_string_equal(old, rows_with(new, sql, number));
    }
    kb_store_close(new);
    kb_store_close(store);
}

/* The open rows of the last run are those that the next one goes on from. */
static void a_run_goes_on_from_an_old_one(void **state)
{
    (void)state;
    const char *path = in_folder("vidare.kodebok");
    make_old(path);
    kb_store *store = open_store(path, KB_STORE_WRITE);
    kb_error err = { 0 };
    kb_run_change total;
    kb_segments *segments = NULL;
    kb_stored_segment one;
    bool more;
    int count = 0;
    begin_run(store);
    good(kb_store_run_total(store, &total, &err), &err);
    assert_int_equal(total.before.segments, 13);
    assert_int_equal(total.before.non_answers, 3);
    end_run(store, &(kb_run){ 0 });
    assert_string_equal(rows_of(store, "SELECT count(*) FROM v_segment"), "0\n");
    good(kb_segments_open(&segments, store, 1, &err), &err);
    for (good(kb_segments_next(segments, &one, &more, &err), &err); more; count++)
        good(kb_segments_next(segments, &one, &more, &err), &err);
    assert_int_equal(count, 11);
    kb_segments_close(segments);
    kb_store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_old_runs_found_is_kept),
        cmocka_unit_test(what_was_imported_is_kept),
        cmocka_unit_test(an_import_knows_what_was_there),
        cmocka_unit_test(the_schema_is_that_of_a_new_project),
        cmocka_unit_test(a_run_goes_on_from_an_old_one),
    };
    return cmocka_run_group_tests_name("store/schema1", tests, make_folder, remove_folder);
}
