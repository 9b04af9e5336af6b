/* SPDX-License-Identifier: MIT */
/* Runs are kept as differences, and each of them is read as if it stood alone. */
#include "sample.h"

enum { ANSWERS = 40, RUNS = 24, PARTS = 4 };

/* What one run finds in one answer; codes and rules by the first book. */
typedef struct finding {
    part parts[PARTS]; /* at most one of a code */
    size_t count;
    bool twice; /* the first part has a second match, alike to itself */
    bool non_answer, undecided;
    size_t wordless;
} finding;

typedef struct model {
    finding found[RUNS + 1][ANSWERS + 1]; /* by run and answer */
    bool turned[RUNS + 1];                /* which book it used */
} model;

/* The second book has the codes and rules the other way round. */
static kb_code turned_codes[CODE_COUNT];
static kb_rule turned_rules[RULE_COUNT];
static kb_codebook turned_book;

static void make_turned_book(void)
{
    for (size_t i = 0; i < CODE_COUNT; i++)
        turned_codes[i] = codes[CODE_COUNT - 1 - i];
    for (size_t i = 0; i < RULE_COUNT; i++) {
        turned_rules[i] = rules[RULE_COUNT - 1 - i];
        turned_rules[i].code = CODE_COUNT - 1 - turned_rules[i].code;
    }
    turned_book = book;
    turned_book.codes = turned_codes;
    turned_book.rules = turned_rules;
    turned_book.sha256[0] = 'f';
}

static uint64_t seed = 88172645463325252u;

static size_t random_below(size_t limit)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (size_t)(seed % limit);
}

static finding random_finding(void)
{
    static const int rule_of[CODE_COUNT] = { RULE_PLUS_1, RULE_MINUS, RULE_RUTINER, RULE_DRAFT };
    finding f = { .non_answer = random_below(8) == 0,
                  .undecided = random_below(6) == 0,
                  .wordless = random_below(5) == 0 ? random_below(3) : 0 };
    for (int code = 0; code < CODE_COUNT && !f.non_answer; code++) {
        size_t begin = random_below(3) * 2;
        if (random_below(2) == 0)
            f.parts[f.count++] = (part){ code, rule_of[code], { begin, begin + 2 } };
    }
    f.twice = f.count > 0 && random_below(3) == 0;
    return f;
}

/* -------------------------------------------------------------------- writing */

static int segment_order(const void *a, const void *b)
{
    const kb_segment *x = a, *y = b;
    if (x->bytes.begin != y->bytes.begin)
        return x->bytes.begin < y->bytes.begin ? -1 : 1;
    return x->code - y->code;
}

static void give(kb_store *store, int64_t id, const finding *f, bool turned, kb_run_change *change)
{
    kb_segment segments[PARTS];
    kb_segment_match matches[PARTS + 1];
    int numbers[RULE_COUNT], gave_up = turned ? RULE_COUNT - 1 - RULE_DRAFT : RULE_DRAFT;
    kb_error err = { 0 };
    size_t count = 0;
    for (int i = 0; i < RULE_COUNT; i++)
        numbers[i] = turned ? RULE_COUNT - 1 - i : i;
    for (size_t i = 0; i < f->count; i++)
        segments[i] =
            (kb_segment){ .code = turned ? CODE_COUNT - 1 - f->parts[i].code : f->parts[i].code,
                          .bytes = f->parts[i].bytes,
                          .match = f->parts[i].bytes,
                          .rules = &numbers[f->parts[i].rule],
                          .rule_count = 1 };
    qsort(segments, f->count, sizeof *segments, segment_order);
    for (size_t i = 0; i < f->count; i++)
        for (size_t k = 0; k < (f->twice && i == 0 ? 2u : 1u); k++)
            matches[count++] = (kb_segment_match){ .segment = i,
                                                   .rule = segments[i].rules[0],
                                                   .bytes = segments[i].bytes };
    kb_result result = { .non_answer = f->non_answer,
                         .segments = segments,
                         .segment_count = f->count,
                         .segment_matches = matches,
                         .segment_match_count = count,
                         .undecided = &gave_up,
                         .undecided_count = f->undecided,
                         .wordless = f->wordless };
    good(kb_store_run_add(store, id, &result, change, &err), &err);
}

static kb_run_counts counts_of(const finding *f)
{
    return (kb_run_counts){ f->non_answer, f->count > 0, f->count, f->undecided, f->wordless };
}

static void assert_counts(const kb_run_counts *a, const kb_run_counts *b)
{
    assert_memory_equal(a, b, sizeof *a);
}

static void count_codes(const finding *old, const finding *new, kb_run_change *change)
{
    bool had[CODE_COUNT] = { false }, has[CODE_COUNT] = { false };
    for (size_t i = 0; i < old->count; i++)
        had[old->parts[i].code] = true;
    for (size_t i = 0; i < new->count; i++)
        has[new->parts[i].code] = true;
    for (size_t i = 0; i < CODE_COUNT; i++) {
        change->gained += has[i] && !had[i];
        change->lost += had[i] && !has[i];
    }
}

static void add_counts(kb_run_counts *sum, const finding *f)
{
    sum->non_answers += f->non_answer;
    sum->coded += f->count > 0;
    sum->segments += f->count;
    sum->undecided += f->undecided;
    sum->wordless += f->wordless;
}

/* One run over some of the answers: all that are given in a partial run, else the coded ones. */
static void make_run(kb_store *store, model *m, int run, bool partial)
{
    kb_error err = { 0 };
    kb_run_change change, expected = { 0 }, total;
    int64_t id = 0;
    kb_run info = { .segments_sum = KB_STR("s") };
    m->turned[run] = random_below(2) == 0;
    const kb_codebook *used = m->turned[run] ? &turned_book : &book;
    good(partial ? kb_store_run_begin_partial(store, used, &info, &id, &err)
                 : kb_store_run_begin(store, used, &info, &id, &err),
         &err);
    assert_int_equal(id, run);
    for (int64_t a = 1; a <= ANSWERS; a++) {
        const finding *old = &m->found[run - 1][a];
        finding *new = &m->found[run][a];
        bool changes = random_below(3) == 0;
        *new = changes ? random_finding() : *old;
        bool given = changes || (partial ? random_below(3) == 0 : random_below(9) != 0);
        if (!given && !partial)
            *new = (finding){ 0 };
        if (given) {
            kb_run_change one = { 0 };
            give(store, a, new, m->turned[run], &change);
            count_codes(old, new, &one);
            assert_counts(&change.before,
                          &(kb_run_counts){ old->non_answer, old->count > 0, old->count,
                                            old->undecided, old->wordless });
            kb_run_counts after = counts_of(new);
            assert_counts(&change.after, &after);
            assert_int_equal(change.gained, one.gained);
            assert_int_equal(change.lost, one.lost);
            assert_int_equal(change.old_count, partial ? old->count : 0);
        }
        if (given || !partial) {
            count_codes(old, new, &expected);
            add_counts(&expected.before, old);
            add_counts(&expected.after, new);
        }
    }
    good(kb_store_run_total(store, &total, &err), &err);
    assert_counts(&total.before, &expected.before);
    assert_counts(&total.after, &expected.after);
    assert_int_equal(total.gained, expected.gained);
    assert_int_equal(total.lost, expected.lost);
    good(kb_store_run_end(store, &info, &err), &err);
}

/* -------------------------------------------------------------------- reading */

static void describe_run(const model *m, int run, kb_buf *out)
{
    for (int a = 1; a <= ANSWERS; a++) {
        const finding *f = &m->found[run][a];
        for (size_t begin = 0; begin < 6; begin += 2)
            for (int c = 0; c < CODE_COUNT; c++)
                for (size_t i = 0; i < f->count; i++)
                    if (f->parts[i].bytes.begin == begin &&
                        f->parts[i].code == (m->turned[run] ? CODE_COUNT - 1 - c : c))
                        kb_buf_printf(out, "%d %d %.*s %zu-%zu\n", a, c,
                                      KB_ARG(rules[f->parts[i].rule].id), begin, begin + 2);
    }
    for (int a = 1; a <= ANSWERS; a++)
        if (m->found[run][a].undecided)
            kb_buf_printf(out, "%d gave up %.*s\n", a, KB_ARG(rules[RULE_DRAFT].id));
    for (int a = 1; a <= ANSWERS; a++)
        if (m->found[run][a].non_answer)
            kb_buf_printf(out, "%d says nothing\n", a);
}

static kb_status read_undecided(void *payload, int64_t id, int64_t who, kb_str name, kb_str what,
                                kb_str rule, kb_error *err)
{
    (void)who, (void)name, (void)what, (void)err;
    kb_buf_printf(payload, "%d gave up %.*s\n", (int)id, KB_ARG(rule));
    return KB_OK;
}

static kb_status note_answer(void *payload, int64_t respondent, bool answered, bool non_answer,
                             kb_error *err)
{
    (void)err;
    kb_buf_printf(payload, "%d %d %d\n", (int)respondent, answered, non_answer);
    return KB_OK;
}

static void read_run(kb_store *store, int run, kb_buf *out)
{
    kb_error err = { 0 };
    kb_segments *segments = NULL, *bare = NULL;
    kb_stored_segment one, number;
    kb_answers *answers = NULL;
    kb_answer text;
    bool more, also;
    good(kb_segments_open(&segments, store, run, &err), &err);
    good(kb_segments_open_bare(&bare, store, run, &err), &err);
    for (;;) {
        good(kb_segments_next(segments, &one, &more, &err), &err);
        good(kb_segments_next(bare, &number, &also, &err), &err);
        assert_int_equal(more, also);
        if (!more)
            break;
        assert_true(number.answer == one.answer && number.code == one.code &&
                    number.respondent == one.respondent && number.question == one.question);
        kb_buf_printf(out, "%d %d %.*s %zu-%zu\n", (int)one.answer, one.code, KB_ARG(one.rules),
                      one.bytes.begin, one.bytes.end);
    }
    good(kb_segments_next(segments, &one, &more, &err), &err);
    assert_false(more);
    kb_segments_close(segments);
    kb_segments_close(bare);
    good(kb_store_each_undecided(store, run, read_undecided, out, &err), &err);
    kb_buf walked = { 0 }, counted = { 0 };
    good(kb_answers_open_bare(&answers, store, run, &err), &err);
    for (good(kb_answers_next(answers, &text, &more, &err), &err); more;
         good(kb_answers_next(answers, &text, &more, &err), &err)) {
        if (text.non_answer)
            kb_buf_printf(out, "%d says nothing\n", (int)text.id);
        good(note_answer(&walked, text.respondent, text.text.len > 0, text.non_answer, &err), &err);
    }
    kb_answers_close(answers);
    good(kb_store_each_answered(store, run, note_answer, &counted, &err), &err);
    assert_true(kb_str_equal(kb_buf_view(&walked), kb_buf_view(&counted)));
    kb_buf_free(&walked);
    kb_buf_free(&counted);
}

static void assert_runs(kb_store *store, const model *m, int last)
{
    for (int run = 1; run <= last; run++) {
        kb_buf expected = { 0 }, read = { 0 };
        describe_run(m, run, &expected);
        read_run(store, run, &read);
        kb_buf_char(&expected, '\0');
        kb_buf_char(&read, '\0');
        assert_string_equal(read.ptr, expected.ptr);
        kb_buf_free(&expected);
        kb_buf_free(&read);
    }
}

/* Second matches, and none left behind by a code that went. */
static void assert_further(kb_store *store, const model *m, int run)
{
    char sql[160], expected[32];
    int twice = 0;
    for (int a = 1; a <= ANSWERS; a++)
        twice += m->found[run][a].twice;
    snprintf(sql, sizeof sql,
             "SELECT count(*) FROM further_match WHERE %d BETWEEN first_run AND "
             "ifnull(last_run, %d)",
             run, run);
    snprintf(expected, sizeof expected, "%d\n", twice);
    assert_string_equal(rows_of(store, sql), expected);
}

static kb_store *survey(void)
{
    kb_store *store = open_store("", KB_STORE_TEMPORARY);
    begin_import(store);
    int64_t godt = question(store, "godt");
    for (uint64_t i = 1; i <= ANSWERS; i++) {
        char name[16];
        snprintf(name, sizeof name, "Åse %u", (unsigned)i);
        answer(store, respondent(store, name, i), godt, i, "Møtene er så gode");
    }
    end_import(store);
    return store;
}

static void every_run_is_read_as_it_was_made(void **state)
{
    (void)state;
    kb_store *store = survey();
    model *m = calloc(1, sizeof *m);
    assert_non_null(m);
    for (int run = 1; run <= RUNS; run++) {
        make_run(store, m, run, run > 1 && run % 3 != 0);
        assert_runs(store, m, run);
        assert_further(store, m, run);
    }
    assert_string_equal(rows_of(store, "SELECT count(*) FROM (SELECT * FROM v_segment"
                                       " EXCEPT SELECT * FROM v_segment WHERE quote <> ''"
                                       " AND rules LIKE code || '#%')"),
                        "0\n");
    assert_string_equal(rows_of(store, "PRAGMA foreign_key_check"), "");

    kb_error err = { 0 };
    kb_erased erased;
    for (int64_t who = 3; who <= ANSWERS; who += 9) {
        good(kb_store_forget(store, who, &erased, &err), &err);
        for (int run = 1; run <= RUNS; run++)
            m->found[run][who] = (finding){ 0 };
    }
    assert_runs(store, m, RUNS);
    free(m);
    kb_store_close(store);
}

static void the_same_again_writes_no_rows(void **state)
{
    (void)state;
    static const char counts[] = "SELECT (SELECT count(*) FROM segment),"
                                 " (SELECT count(*) FROM further_match),"
                                 " (SELECT count(*) FROM non_answer),"
                                 " (SELECT count(*) FROM undecided),"
                                 " (SELECT count(*) FROM wordless)";
    kb_store *store = survey();
    kb_error err = { 0 };
    kb_run_change total;
    char before[64] = "";
    finding found[ANSWERS + 1];
    for (int64_t a = 1; a <= ANSWERS; a++)
        found[a] = random_finding();
    for (int i = 0; i < 3; i++) {
        begin_run(store);
        for (int64_t a = 1; a <= ANSWERS; a++)
            give(store, a, &found[a], false, NULL);
        good(kb_store_run_total(store, &total, &err), &err);
        assert_int_equal(total.gained + total.lost == 0, i > 0);
        end_run(store, &(kb_run){ 0 });
        if (i == 0)
            snprintf(before, sizeof before, "%s", rows_of(store, counts));
        assert_string_equal(rows_of(store, counts), before);
    }
    assert_string_equal(rows_of(store, "SELECT count(*) FROM segment WHERE last_run IS NOT NULL"),
                        "0\n");
    kb_store_close(store);
}

static void a_partial_run_tells_what_an_answer_had(void **state)
{
    (void)state;
    static const part parts[] = { { LIKEVERD_PLUS, RULE_PLUS_1, { 0, 2 } },
                                  { LIKEVERD_MINUS, RULE_MINUS, { 0, 2 } },
                                  { RUTINER_DRAFT, RULE_DRAFT, { 3, 4 } } };
    kb_store *store = survey();
    kb_error err = { 0 };
    kb_run_change change;
    kb_codebook without = book; /* the draft */
    without.code_count--;
    without.rule_count--;
    int64_t id;
    begin_run(store);
    add_parts(store, 7, parts, 3, NULL);
    end_run(store, &(kb_run){ 0 });
    good(kb_store_run_begin_partial(store, &without, &(kb_run){ 0 }, &id, &err), &err);
    add_parts(store, 7, parts, 1, &change);
    assert_int_equal(change.old_count, 3);
    /* At one place by the bytes of the code's id. */
    assert_true(kb_str_is(change.old[0].code, "likeverd.barriere"));
    assert_int_equal(change.old[0].index, LIKEVERD_MINUS);
    assert_true(kb_str_is(change.old[0].rules, "likeverd.barriere#1"));
    assert_true(kb_str_is(change.old[1].code, "likeverd.fasilitator"));
    assert_true(kb_str_is(change.old[2].code, "rutiner.barriere.ny"));
    assert_int_equal(change.old[2].index, -1);
    assert_int_equal(change.old[2].bytes.begin, 3);
    assert_int_equal(change.old[2].match.end, 4);
    assert_int_equal(change.old[2].cue.end, 0);
    assert_int_equal(change.gained, 0);
    assert_int_equal(change.lost, 2);
    end_run(store, &(kb_run){ 0 });
    assert_string_equal(rows_of(store, "SELECT code FROM v_segment"), "likeverd.fasilitator\n");
    kb_store_close(store);
}

static void answers_come_in_rising_order_and_once(void **state)
{
    (void)state;
    kb_store *store = survey();
    kb_error err = { 0 };
    kb_run_change total;
    kb_result nothing = { 0 };
    assert_int_equal(kb_store_run_add(store, 1, &nothing, NULL, &err), KB_ERR_ARGUMENT);
    assert_int_equal(kb_store_run_total(store, &total, &err), KB_ERR_ARGUMENT);
    begin_run(store);
    good(kb_store_run_add(store, 5, &nothing, NULL, &err), &err);
    assert_int_equal(kb_store_run_add(store, 5, &nothing, NULL, &err), KB_ERR_ARGUMENT);
    assert_int_equal(kb_store_run_add(store, 4, &nothing, NULL, &err), KB_ERR_ARGUMENT);
    good(kb_store_run_total(store, &total, &err), &err);
    assert_int_equal(kb_store_run_add(store, 6, &nothing, NULL, &err), KB_ERR_ARGUMENT);
    end_run(store, &(kb_run){ 0 });
    kb_store_close(store);
}

static void a_partial_run_needs_a_whole_one_before_it(void **state)
{
    (void)state;
    kb_store *store = survey();
    kb_error err = { 0 };
    kb_erased erased;
    int64_t id;
    assert_int_equal(kb_store_run_begin_partial(store, &book, &(kb_run){ 0 }, &id, &err),
                     KB_ERR_ARGUMENT);
    begin_run(store);
    end_run(store, &(kb_run){ 0 });
    good(kb_store_forget(store, 3, &erased, &err), &err);
    assert_int_equal(kb_store_run_begin_partial(store, &book, &(kb_run){ 0 }, &id, &err),
                     KB_ERR_ARGUMENT);
    begin_run(store);
    end_run(store, &(kb_run){ .segments_sum = KB_STR("0a:1") });
    kb_run run;
    good(kb_store_run(store, 0, &run, &err), &err);
    assert_true(kb_str_is(run.segments_sum, "0a:1"));
    assert_int_equal(run.last_answer, ANSWERS);
    good(kb_store_run_begin_partial(store, &book, &(kb_run){ 0 }, &id, &err), &err);
    assert_int_equal(id, 3);
    kb_store_rollback(store);
    kb_store_close(store);
}

static void a_run_that_is_rolled_back_closes_nothing(void **state)
{
    (void)state;
    static const part one = { RUTINER_MINUS, RULE_RUTINER, { 0, 2 } };
    kb_store *store = survey();
    begin_run(store);
    for (int64_t a = 1; a <= ANSWERS; a++)
        add_parts(store, a, &one, 1, NULL);
    end_run(store, &(kb_run){ 0 });
    begin_run(store);
    kb_error err = { 0 };
    kb_run_change total;
    good(kb_store_run_total(store, &total, &err), &err);
    assert_int_equal(total.lost, ANSWERS);
    kb_store_rollback(store);
    assert_string_equal(rows_of(store, "SELECT count(*), count(last_run) FROM segment"), "40|0\n");
    kb_store_close(store);
}

static void some_answers_are_read_by_number(void **state)
{
    (void)state;
    static const int64_t wanted[] = { 2, 17, ANSWERS, 999 };
    kb_store *store = survey();
    kb_error err = { 0 };
    kb_answers *answers = NULL;
    kb_answer one;
    bool more;
    int64_t last = 0;
    good(kb_store_last_answer(store, &last, &err), &err);
    assert_int_equal(last, ANSWERS);
    good(kb_answers_open_some(&answers, store, wanted, 4, true, &err), &err);
    for (int i = 0; i < 3; i++) {
        good(kb_answers_next(answers, &one, &more, &err), &err);
        assert_true(more);
        assert_int_equal(one.id, wanted[i]);
        assert_true(kb_str_is(one.text, "Møtene er så gode"));
        assert_true(kb_str_is(one.question_name, "godt"));
        assert_true(kb_str_starts(one.respondent_name, KB_STR("Åse ")));
    }
    good(kb_answers_next(answers, &one, &more, &err), &err);
    assert_false(more);
    kb_answers_close(answers);
    good(kb_answers_open_some(&answers, store, wanted, 0, true, &err), &err);
    good(kb_answers_next(answers, &one, &more, &err), &err);
    assert_false(more);
    kb_answers_close(answers);
    kb_store_close(store);
}

int main(void)
{
    make_turned_book();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_run_is_read_as_it_was_made),
        cmocka_unit_test(the_same_again_writes_no_rows),
        cmocka_unit_test(a_partial_run_tells_what_an_answer_had),
        cmocka_unit_test(answers_come_in_rising_order_and_once),
        cmocka_unit_test(a_partial_run_needs_a_whole_one_before_it),
        cmocka_unit_test(a_run_that_is_rolled_back_closes_nothing),
        cmocka_unit_test(some_answers_are_read_by_number),
    };
    return cmocka_run_group_tests_name("store/ledger", tests, make_folder, remove_folder);
}
