/* SPDX-License-Identifier: MIT */
/* Runs: what is written comes back, and the views show it in code points. */
#include "sample.h"

/* Emoji with a skin tone (two code points), an Å, two bytes and a line feed before what is cited.
 */
#define FIRST  "👍🏽 Åpenhet er bra.\nLikeverdig, ikkje «ovanfrå»."
#define SECOND "Vi savner rutiner på møtene"

static kb_store *survey(void)
{
    kb_store *store = open_store("", KB_STORE_TEMPORARY);
    begin_import(store);
    int64_t godt = question(store, "godt"), darlig = question(store, "dårlig");
    int64_t a = respondent(store, "r1", 2), b = respondent(store, "r2", 3);
    answer(store, a, godt, 2, FIRST);
    answer(store, a, darlig, 2, SECOND);
    answer(store, b, godt, 3, "vet ikke");
    answer(store, b, darlig, 3, SECOND);
    end_import(store);
    return store;
}

/* The first answer: one segment with two matches by two rules, and a flipped one inside it. */
static void code_first(kb_store *store)
{
    int both[] = { RULE_PLUS_1, RULE_PLUS_2 }, minus = RULE_PLUS_1, gave_up = RULE_DRAFT;
    kb_span whole = { 0, strlen(FIRST) }, cue = span_of(FIRST, "ikkje");
    kb_span line = span_of(FIRST, "Likeverdig, ikkje «ovanfrå».");
    kb_segment segments[] = {
        { .code = LIKEVERD_PLUS,
          .bytes = whole,
          .match = span_of(FIRST, "bra"),
          .rules = both,
          .rule_count = 2 },
        { .code = LIKEVERD_MINUS,
          .bytes = line,
          .match = span_of(FIRST, "ovanfrå"),
          .rules = &minus,
          .rule_count = 1,
          .cue = cue },
    };
    kb_segment_match matches[] = {
        { .segment = 0, .rule = RULE_PLUS_2, .bytes = span_of(FIRST, "bra") },
        { .segment = 0, .rule = RULE_PLUS_1, .bytes = span_of(FIRST, "Likeverdig") },
        { .segment = 1, .rule = RULE_PLUS_1, .bytes = span_of(FIRST, "ovanfrå"), .cue = cue },
    };
    add_result(store, 1,
               &(kb_result){ .segments = segments,
                             .segment_count = 2,
                             .segment_matches = matches,
                             .segment_match_count = 3,
                             .undecided = &gave_up,
                             .undecided_count = 1 });
}

static int64_t run_of(kb_store *store)
{
    int64_t id = begin_run(store);
    code_first(store);
    add_segment(store, 2, RUTINER_MINUS, RULE_RUTINER, span_of(SECOND, "savner rutiner"));
    add_result(store, 3, &(kb_result){ .non_answer = true });
    add_segment(store, 4, RUTINER_MINUS, RULE_RUTINER, span_of(SECOND, "rutiner på"));
    end_run(store, &(kb_run){ .answers = 4,
                              .non_answers = 1,
                              .coded = 3,
                              .segments = 4,
                              .undecided = 1,
                              .wordless = 2,
                              .segments_sha256 = KB_STR("ssss") });
    return id;
}

static void a_run_comes_back_as_it_was_written(void **state)
{
    (void)state;
    kb_store *store = survey();
    kb_error err = { 0 };
    kb_run run;
    kb_str yaml;
    assert_int_equal(run_of(store), 1);
    assert_int_equal(run_of(store), 2);
    good(kb_store_run(store, 0, &run, &err), &err);
    assert_int_equal(run.id, 2);
    good(kb_store_run(store, 1, &run, &err), &err);
    assert_int_equal(run.id, 1);
    assert_true(kb_str_is(run.at, "2026-11-21T20:15:00Z"));
    assert_true(kb_str_is(run.codebook_path, "samhandling.yaml"));
    assert_true(kb_str_is(run.codebook_sha256, book.sha256));
    assert_true(kb_str_is(run.codebook_version, "1.2"));
    assert_true(kb_str_is(run.answers_sha256, "aaaa"));
    assert_true(kb_str_is(run.engine, "0.1.0"));
    assert_true(kb_str_is(run.libraries, "PCRE2 10.42"));
    assert_int_equal(run.options.len, 0);
    assert_true(kb_str_is(run.segments_sha256, "ssss"));
    assert_int_equal(run.answers, 4);
    assert_int_equal(run.non_answers, 1);
    assert_int_equal(run.coded, 3);
    assert_int_equal(run.segments, 4);
    assert_int_equal(run.undecided, 1);
    assert_int_equal(run.wordless, 2);
    assert_false(run.forgotten);
    good(kb_store_codebook(store, 2, &yaml, &err), &err);
    assert_true(kb_str_equal(yaml, book.source));
    assert_string_equal(rows_of(store, "SELECT count(*) FROM codebook"), "1\n");
    assert_int_equal(kb_store_codebook(store, 9, &yaml, &err), KB_ERR_NOT_FOUND);
    kb_store_close(store);
}

static void without_a_time_the_clock_is_used(void **state)
{
    (void)state;
    kb_store *store = survey();
    kb_error err = { 0 };
    kb_run run;
    int64_t id;
    good(kb_store_run_begin(store, &book, &(kb_run){ 0 }, &id, &err), &err);
    end_run(store, &(kb_run){ 0 });
    good(kb_store_run(store, id, &run, &err), &err);
    assert_int_equal(run.at.len, 20);
    assert_int_equal(run.at.ptr[10], 'T');
    assert_int_equal(run.at.ptr[19], 'Z');
    kb_store_close(store);
}

static void segments_come_by_answer_then_place_then_length(void **state)
{
    (void)state;
    kb_store *store = survey();
    kb_error err = { 0 };
    kb_segments *segments = NULL;
    kb_stored_segment one;
    bool more;
    kb_buf seen = { 0 };
    int64_t id = run_of(store);
    good(kb_segments_open(&segments, store, id, &err), &err);
    for (;;) {
        good(kb_segments_next(segments, &one, &more, &err), &err);
        if (!more)
            break;
        kb_str quote = kb_str_slice(one.text, one.bytes), match = kb_str_slice(one.text, one.match);
        kb_str cue = kb_str_slice(one.text, one.cue);
        kb_buf_printf(&seen, "%d/%.*s/%.*s %d {%.*s} [%.*s] <%.*s> (%.*s)\n", (int)one.answer,
                      KB_ARG(one.respondent_name), KB_ARG(one.question_name), one.code,
                      KB_ARG(one.rules), KB_ARG(quote), KB_ARG(match), KB_ARG(cue));
    }
    kb_segments_close(segments);
    kb_buf_char(&seen, '\0');
    assert_string_equal(
        seen.ptr,
        "1/r1/godt 0 {likeverd.fasilitator#1 likeverd.fasilitator#bra} [" FIRST "] <bra> ()\n"
        "1/r1/godt 1 {likeverd.fasilitator#1} [Likeverdig, ikkje «ovanfrå».] <ovanfrå> (ikkje)\n"
        "2/r1/dårlig 2 {rutiner.barriere#1} [savner rutiner] <savner rutiner> ()\n"
        "4/r2/dårlig 2 {rutiner.barriere#1} [rutiner på] <rutiner på> ()\n");
    kb_buf_free(&seen);
    kb_store_close(store);
}

static void at_one_place_the_longest_comes_first_then_code_order(void **state)
{
    (void)state;
    kb_store *store = survey();
    begin_run(store);
    /* Given in another order than the one they are read in. */
    static const part parts[] = { { RUTINER_MINUS, RULE_RUTINER, { 3, 9 } },
                                  { LIKEVERD_PLUS, RULE_PLUS_1, { 3, 9 } },
                                  { LIKEVERD_MINUS, RULE_MINUS, { 3, 17 } },
                                  { RUTINER_DRAFT, RULE_DRAFT, { 0, 2 } } };
    add_parts(store, 2, parts, 4, NULL);
    end_run(store, &(kb_run){ 0 });
    assert_string_equal(rows_of(store, "SELECT code, start, \"end\" FROM v_segment"),
                        "rutiner.barriere.ny|0|2\nlikeverd.barriere|3|17\n"
                        "likeverd.fasilitator|3|9\nrutiner.barriere|3|9\n");
    kb_store_close(store);
}

static kb_status collect_undecided(void *payload, int64_t answer_id, int64_t who, kb_str name,
                                   kb_str what, kb_str rule, kb_error *err)
{
    (void)err;
    kb_buf_printf(payload, "%d %d %.*s %.*s %.*s", (int)answer_id, (int)who, KB_ARG(name),
                  KB_ARG(what), KB_ARG(rule));
    return KB_OK;
}

static kb_status collect_run(void *payload, const kb_run *run, kb_error *err)
{
    (void)err;
    kb_buf_printf(payload, " run %d", (int)run->id);
    return KB_OK;
}

static void undecided_rules_non_answers_and_runs_are_listed(void **state)
{
    (void)state;
    kb_store *store = survey();
    kb_error err = { 0 };
    kb_buf out = { 0 };
    run_of(store);
    run_of(store);
    good(kb_store_each_undecided(store, 1, collect_undecided, &out, &err), &err);
    good(kb_store_each_run(store, collect_run, &out, &err), &err);
    kb_answers *answers = NULL;
    kb_answer one;
    bool more;
    good(kb_answers_open(&answers, store, 2, &err), &err);
    for (good(kb_answers_next(answers, &one, &more, &err), &err); more;
         good(kb_answers_next(answers, &one, &more, &err), &err))
        kb_buf_puts(&out, one.non_answer ? " non" : " -");
    kb_answers_close(answers);
    kb_buf_char(&out, '\0');
    assert_string_equal(out.ptr, "1 1 r1 godt rutiner.barriere.ny#1 run 1 run 2 - - non -");
    kb_buf_free(&out);
    kb_store_close(store);
}

static void the_views_read_as_documented(void **state)
{
    (void)state;
    kb_store *store = survey();
    run_of(store);
    assert_string_equal(
        rows_of(store, "SELECT respondent, question, text, non_answer FROM v_answer"),
        "r1|godt|" FIRST "|0\nr1|dårlig|" SECOND "|0\nr2|godt|vet ikke|1\n"
        "r2|dårlig|" SECOND "|0\n");
    assert_string_equal(
        rows_of(store, "SELECT * FROM v_segment LIMIT 3"),
        "r1|godt|likeverd.fasilitator|likeverd|fasilitator|"
        "likeverd.fasilitator#1 likeverd.fasilitator#bra|rule|0|47|" FIRST "|14|17|NULL|\n"
        "r1|godt|likeverd.barriere|likeverd|barriere|likeverd.fasilitator#1|rule|19|47|"
        "Likeverdig, ikkje «ovanfrå».|38|45|ikkje|\n"
        "r1|dårlig|rutiner.barriere|rutiner|barriere|rutiner.barriere#1|rule|3|17|savner rutiner|"
        "3|17|NULL|\n");
    assert_string_equal(rows_of(store, "SELECT code, theme, category, statement, respondents,"
                                       " answers, segments FROM v_code"),
                        "likeverd.fasilitator|likeverd|fasilitator|Likeverdig samarbeid|1|1|1\n"
                        "likeverd.barriere|likeverd|barriere|Skeivt samarbeid|1|1|1\n"
                        "rutiner.barriere|rutiner|barriere|Mangler rutiner|2|2|2\n"
                        "rutiner.barriere.ny|rutiner|barriere|Utkast|0|0|0\n");
    assert_string_equal(rows_of(store, "SELECT theme, category, statements, respondents"
                                       " FROM v_matrix"),
                        "likeverd|fasilitator|Likeverdig samarbeid|1\n"
                        "likeverd|barriere|Skeivt samarbeid|1\n"
                        "rutiner|fasilitator||0\n"
                        "rutiner|barriere|Mangler rutiner|2\n");
    assert_string_equal(rows_of(store, "SELECT respondent, question, code, rule, start, \"end\","
                                       " quote FROM v_match"),
                        "r1|godt|likeverd.fasilitator|likeverd.fasilitator#bra|14|17|bra\n"
                        "r1|godt|likeverd.fasilitator|likeverd.fasilitator#1|19|29|Likeverdig\n"
                        "r1|godt|likeverd.barriere|likeverd.fasilitator#1|38|45|ovanfrå\n"
                        "r1|dårlig|rutiner.barriere|rutiner.barriere#1|3|17|savner rutiner\n"
                        "r2|dårlig|rutiner.barriere|rutiner.barriere#1|10|20|rutiner på\n");
    kb_store_close(store);
}

static void a_quote_is_the_slice_of_the_text_for_every_view(void **state)
{
    (void)state;
    kb_store *store = survey();
    run_of(store);
    assert_string_equal(rows_of(store,
                                "SELECT count(*), sum(substr(a.text, s.start + 1,"
                                " s.\"end\" - s.start) = s.quote)"
                                " FROM v_segment s JOIN v_answer a USING (respondent, question)"),
                        "4|4\n");
    kb_store_close(store);
}

static void a_cell_lists_its_active_statements_in_file_order(void **state)
{
    (void)state;
    kb_store *store = survey();
    kb_code two[CODE_COUNT];
    memcpy(two, codes, sizeof two);
    two[RUTINER_DRAFT].status = KB_CODE_ACTIVE;
    kb_codebook changed = book;
    changed.codes = two;
    kb_error err = { 0 };
    int64_t id;
    good(kb_store_run_begin(store, &changed, &(kb_run){ 0 }, &id, &err), &err);
    static const part parts[] = { { RUTINER_DRAFT, RULE_DRAFT, { 0, 2 } },
                                  { RUTINER_MINUS, RULE_RUTINER, { 3, 9 } } };
    add_parts(store, 2, parts, 2, NULL);
    add_segment(store, 4, RUTINER_DRAFT, RULE_DRAFT, (kb_span){ 0, 2 });
    end_run(store, &(kb_run){ 0 });
    assert_string_equal(rows_of(store, "SELECT statements, respondents FROM v_matrix"
                                       " WHERE theme = 'rutiner' AND category = 'barriere'"),
                        "Mangler rutiner\nUtkast|2\n");
    /* The same two as a draft: not in the matrix. */
    begin_run(store);
    add_segment(store, 2, RUTINER_DRAFT, RULE_DRAFT, (kb_span){ 0, 2 });
    end_run(store, &(kb_run){ 0 });
    assert_string_equal(rows_of(store, "SELECT max(statements), sum(respondents) FROM v_matrix"),
                        "|0\n");
    kb_store_close(store);
}

/* An old run keeps its quotes when an import replaces the text it was made of. */
static void a_replaced_text_does_not_change_what_a_run_cited(void **state)
{
    (void)state;
    kb_store *store = survey();
    kb_error err = { 0 };
    kb_answer_outcome outcome;
    run_of(store);
    static const char *const texts[] = { "Nå: ny", "Nyare: rutiner på plass" };
    for (size_t i = 0; i < 2; i++) {
        begin_import(store);
        kb_new_answer new = {
            .respondent = 1, .question = 2, .row = 2, .text = kb_str_from(texts[i])
        };
        good(kb_store_answer(store, &new, true, &outcome, &err), &err);
        end_import(store);
    }
    assert_string_equal(rows_of(store, "SELECT quote FROM v_segment WHERE question = 'dårlig'"),
                        "savner rutiner\nrutiner på\n");
    assert_string_equal(rows_of(store, "SELECT text FROM v_answer WHERE respondent = 'r1'"),
                        FIRST "\n" SECOND "\n");
    begin_run(store);
    add_segment(store, 2, RUTINER_MINUS, RULE_RUTINER, span_of(texts[1], "rutiner"));
    end_run(store, &(kb_run){ 0 });
    assert_string_equal(rows_of(store, "SELECT quote, start FROM v_segment"), "rutiner|7\n");

    kb_segments *segments = NULL;
    kb_stored_segment one;
    bool more;
    good(kb_segments_open(&segments, store, 1, &err), &err);
    for (int i = 0; i < 3; i++)
        good(kb_segments_next(segments, &one, &more, &err), &err);
    assert_true(kb_str_is(one.text, SECOND));
    kb_segments_close(segments);
    kb_store_close(store);
}

static void a_run_that_is_rolled_back_never_was(void **state)
{
    (void)state;
    kb_store *store = survey();
    kb_error err = { 0 };
    kb_run run;
    begin_run(store);
    code_first(store);
    kb_store_rollback(store);
    assert_int_equal(kb_store_run(store, 0, &run, &err), KB_ERR_NOT_FOUND);
    assert_string_equal(rows_of(store, "SELECT count(*) FROM segment"), "0\n");
    assert_int_equal(run_of(store), 1);
    assert_string_equal(rows_of(store, "SELECT count(*) FROM v_segment"), "4\n");
    kb_store_close(store);
}

/* Coding: answers are read and segments written at the same time, and committed at the end. */
static void answers_can_be_read_while_segments_are_written(void **state)
{
    (void)state;
    enum { MANY = 20000 };
    kb_store *store = open_store(in_folder("mange.kodebok"), KB_STORE_CREATE);
    kb_error err = { 0 };
    begin_import(store);
    int64_t godt = question(store, "godt");
    for (uint64_t i = 0; i < MANY; i++) {
        char name[16];
        snprintf(name, sizeof name, "r%u", (unsigned)i);
        answer(store, respondent(store, name, i + 2), godt, i + 2, SECOND);
    }
    end_import(store);
    kb_answers *answers = NULL;
    kb_answer one;
    bool more;
    begin_run(store);
    good(kb_answers_open(&answers, store, 0, &err), &err);
    for (good(kb_answers_next(answers, &one, &more, &err), &err); more;
         good(kb_answers_next(answers, &one, &more, &err), &err))
        add_segment(store, one.id, RUTINER_MINUS, RULE_RUTINER, (kb_span){ 3, 17 });
    end_run(store, &(kb_run){ .segments = MANY });
    kb_answers_close(answers);
    assert_string_equal(rows_of(store, "SELECT segments, respondents FROM v_code"
                                       " WHERE code = 'rutiner.barriere'"),
                        "20000|20000\n");
    kb_store_close(store);
}

static void a_segment_outside_its_text_is_not_handed_out(void **state)
{
    (void)state;
    static const char *const harm[] = { "UPDATE segment SET end_byte = 99999",
                                        "UPDATE segment SET match_begin = -5",
                                        "UPDATE segment SET code = 77",
                                        "UPDATE segment SET answer = 99",
                                        "UPDATE segment SET rule_set = 9223372036854775807",
                                        "UPDATE segment SET cue_begin = 9, cue_end = 2" };
    for (size_t i = 0; i < sizeof harm / sizeof *harm; i++) {
        kb_store *store = survey();
        kb_error err = { 0 };
        kb_segments *segments = NULL;
        kb_stored_segment one;
        bool more;
        begin_run(store);
        add_segment(store, 2, RUTINER_MINUS, RULE_RUTINER, (kb_span){ 3, 17 });
        end_run(store, &(kb_run){ 0 });
        assert_int_equal(sqlite3_exec(store->db, harm[i], NULL, NULL, NULL), SQLITE_OK);
        good(kb_segments_open(&segments, store, 1, &err), &err);
        assert_int_equal(kb_segments_next(segments, &one, &more, &err), KB_ERR_INPUT);
        assert_non_null(strstr(err.message, "is damaged"));
        kb_segments_close(segments);
        kb_store_close(store);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_run_comes_back_as_it_was_written),
        cmocka_unit_test(without_a_time_the_clock_is_used),
        cmocka_unit_test(segments_come_by_answer_then_place_then_length),
        cmocka_unit_test(at_one_place_the_longest_comes_first_then_code_order),
        cmocka_unit_test(undecided_rules_non_answers_and_runs_are_listed),
        cmocka_unit_test(the_views_read_as_documented),
        cmocka_unit_test(a_quote_is_the_slice_of_the_text_for_every_view),
        cmocka_unit_test(a_cell_lists_its_active_statements_in_file_order),
        cmocka_unit_test(a_replaced_text_does_not_change_what_a_run_cited),
        cmocka_unit_test(a_run_that_is_rolled_back_never_was),
        cmocka_unit_test(answers_can_be_read_while_segments_are_written),
        cmocka_unit_test(a_segment_outside_its_text_is_not_handed_out),
    };
    return cmocka_run_group_tests_name("store/run", tests, make_folder, remove_folder);
}
