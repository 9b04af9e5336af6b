/* SPDX-License-Identifier: MIT */
/* A project of schema 1 with four runs (schema1.sql): nothing that they found is lost. */
#include "sample.h"

enum { RUNS = 4 };

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
    assert_int_equal(sqlite3_exec(raw.db, sql, NULL, NULL, NULL), SQLITE_OK);
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
    /* Rows that several runs had alike have become one. */
    assert_string_equal(rows_of(store, "SELECT count(*) FROM non_answer"), "2\n");
    kb_store_close(store);
    assert_true(exists("gammal.kodebok.schema1.bak"));
}

/* Every column of every table and view, in its place. */
static void the_schema_is_that_of_a_new_project(void **state)
{
    (void)state;
    static const char columns[] =
        "SELECT m.type, m.name, p.cid, p.name, p.type, p.\"notnull\", p.pk FROM sqlite_schema m"
        " JOIN pragma_table_info(m.name) p WHERE m.name NOT LIKE 'sqlite%' AND m.type = 'table'"
        " ORDER BY m.name, p.cid LIMIT 70 OFFSET $";
    static const char texts[] = "SELECT name, sql FROM sqlite_schema WHERE type IN ('view',"
                                " 'index') AND sql IS NOT NULL ORDER BY name LIMIT 1 OFFSET $";
    static char old[8192];
    const char *path = in_folder("skjema.kodebok");
    make_old(path);
    kb_store *store = open_store(path, KB_STORE_WRITE);
    kb_store *new = open_store("", KB_STORE_TEMPORARY);
    for (int i = 0; i < 20; i++) {
        const char *sql = i < 4 ? columns : texts;
        int number = i < 4 ? 70 * i : i - 4;
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
    assert_int_equal(total.before.segments, 6);
    assert_int_equal(total.before.non_answers, 2);
    end_run(store, &(kb_run){ 0 });
    assert_string_equal(rows_of(store, "SELECT count(*) FROM v_segment"), "0\n");
    good(kb_segments_open(&segments, store, 1, &err), &err);
    for (good(kb_segments_next(segments, &one, &more, &err), &err); more; count++)
        good(kb_segments_next(segments, &one, &more, &err), &err);
    assert_int_equal(count, 7);
    kb_segments_close(segments);
    kb_store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_old_runs_found_is_kept),
        cmocka_unit_test(the_schema_is_that_of_a_new_project),
        cmocka_unit_test(a_run_goes_on_from_an_old_one),
    };
    return cmocka_run_group_tests_name("store/schema1", tests, make_folder, remove_folder);
}
