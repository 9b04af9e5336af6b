/* SPDX-License-Identifier: MIT */
/*
 * Batches between threads: what is taken, and in which order, does not depend on how many
 * threads find; a failure anywhere ends the work, and so does whoever asks to stop.
 */
#include "coding.h"

#include "kit.h"

enum { ANSWERS = 20000, MOST_JOBS = 8, LONGEST = 200 };

static const char book_yaml[] =
    "codebook: 1\nid: bok\ntitle: 'Bok'\nversion: '1.0.0'\nlanguage: nb\n"
    "negation: {before: ['ikke/ikkje']}\n"
    "categories: {k: {label: K}, l: {label: L, suppresses: k}}\n"
    "themes:\n- id: t\n  label: T\n  cells:\n"
    "    k:\n    - {id: a, statement: s, rules: ['god* ...2 dialog', {regex: '\\bmøte\\w*'}]}\n"
    "    l:\n    - {id: b, statement: s, rules: ['tillit', {regex: '\\d+'},"
    " {regex: 'a(?:a|aa)*[^a ]$'}]}\n";

/* Answers made on the fly, and a digest of all that is taken. */
typedef struct job {
    kb_codebook *book;
    kb_matcher *matcher;
    kb_places places;
    size_t made, taken, looks;
    size_t fail_fill_at, fail_take_at, stop_at; /* an answer or a look; 0: never */
    uint64_t segments, undecided, wordless;
    kb_hash_sum hash;
    kb_sha256 order;
    char text[KB_SHA256_TEXT], digest[KB_SHA256_TEXT];
} job;

static void make_text(size_t number, char text[LONGEST])
{
    static const char *const pieces[] = {
        "God dialog og tillit.",
        "Ikke god nok dialog.",
        "",
        "Møter 12 ganger, ÅRSMØTE.",
        "Vet ikke.",
        "...",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "God og åpen dialog; møteplasser, tillit og m\xC3\xB8te.",
    };
    snprintf(text, LONGEST, "%s %zu", pieces[number * 7919 / 3 % 8], number % 17);
}

static kb_status fill(void *payload, kb_batch *batch, kb_error *err)
{
    job *j = payload;
    char text[LONGEST], name[32];
    while (j->made < ANSWERS && !kb_batch_is_full(batch)) {
        if (++j->made == j->fail_fill_at)
            return kb_fail(err, KB_ERR_IO, "cannot read");
        make_text(j->made, text);
        snprintf(name, sizeof name, "R%zu", j->made);
        const kb_answer answer = { .id = (int64_t)j->made,
                                   .wave = KB_STR("1"),
                                   .respondent_name = kb_str_from(name),
                                   .question_name = KB_STR("godt"),
                                   .text = kb_str_from(text) };
        KB_TRY(kb_batch_add(batch, &j->places, &answer, err));
    }
    return KB_OK;
}

static void digest_result(job *j, int64_t answer, const kb_result *result)
{
    kb_sha256_number(&j->order, (uint64_t)answer);
    for (size_t i = 0; i < result->segment_count; i++) {
        kb_sha256_number(&j->order, (uint64_t)result->segments[i].code);
        kb_sha256_number(&j->order, result->segments[i].bytes.begin);
        kb_sha256_number(&j->order, result->segments[i].bytes.end);
        for (size_t k = 0; k < result->segments[i].rule_count; k++)
            kb_sha256_number(&j->order, (uint64_t)result->segments[i].rules[k]);
    }
    j->segments += result->segment_count;
    j->undecided += result->undecided_count;
    j->wordless += result->wordless;
}

static kb_status take(void *payload, const kb_batch *batch, kb_error *err)
{
    job *j = payload;
    for (size_t i = 0; i < batch->count; i++) {
        kb_result result;
        assert_int_equal(batch->items[i].answer, ++j->taken); /* in order, and none is lost */
        if (j->taken == j->fail_take_at)
            return kb_fail(err, KB_ERR_IO, "cannot write");
        kb_batch_result(batch, i, &result);
        digest_result(j, batch->items[i].answer, &result);
    }
    kb_hash_sum_join(&j->hash, &batch->hash);
    return KB_OK;
}

static kb_status look(void *payload, kb_error *err)
{
    job *j = payload;
    if (++j->looks == j->stop_at)
        return kb_fail(err, KB_ERR_CANCELLED, "stopped");
    return KB_OK;
}

static void open_job(job *j, bool reference)
{
    kb_error err = { 0 };
    kb_problems *problems = NULL;
    const kb_match_options options = { .reference = reference };
    *j = (job){ 0 };
    good(kb_problems_new(&problems, &err), &err);
    good(kb_codebook_parse(&j->book, "bok.yaml", kb_str_from(book_yaml), problems, &err), &err);
    good(kb_matcher_new(&j->matcher, j->book, &options, problems, &err), &err);
    kb_problems_free(problems);
    j->places = kb_places_of(j->book);
    kb_sha256_init(&j->order);
}

static kb_status run_job(job *j, unsigned jobs, kb_error *err)
{
    const kb_batch_plan plan = {
        .matcher = j->matcher, .jobs = jobs, .fill = fill, .take = take, .look = look, .payload = j
    };
    kb_status status = kb_work_through(&plan, err);
    kb_sha256_end(&j->order, j->digest);
    kb_hash_sum_end(&j->hash, j->text);
    return status;
}

static void close_job(job *j)
{
    kb_places_clear(&j->places);
    kb_matcher_free(j->matcher);
    kb_codebook_free(j->book);
}

static void what_is_found_does_not_depend_on_threads_or_engine(void **state)
{
    static const struct {
        unsigned jobs;
        bool reference;
    } ways[] = { { 2, false }, { 3, false }, { MOST_JOBS, false }, { 1, true }, { 2, true } };
    kb_error err = { 0 };
    job alone;
    (void)state;
    open_job(&alone, false);
    good(run_job(&alone, 1, &err), &err);
    assert_int_equal(alone.taken, ANSWERS);
    assert_true(alone.segments > ANSWERS / 4 && alone.undecided > 100);
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        job other;
        open_job(&other, ways[i].reference);
        good(run_job(&other, ways[i].jobs, &err), &err);
        assert_int_equal(other.taken, ANSWERS);
        assert_string_equal(other.digest, alone.digest);
        assert_string_equal(other.text, alone.text);
        assert_int_equal(other.segments, alone.segments);
        assert_int_equal(other.undecided, alone.undecided);
        assert_int_equal(other.wordless, alone.wordless);
        close_job(&other);
    }
    close_job(&alone);
}

static void a_failure_to_read_or_write_ends_the_work(void **state)
{
    static const size_t places[] = { 1, 5000, ANSWERS };
    (void)state;
    for (unsigned jobs = 1; jobs <= 3; jobs++)
        for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
            kb_error err = { 0 };
            job j;
            open_job(&j, false);
            j.fail_fill_at = places[i];
            assert_int_equal(run_job(&j, jobs, &err), KB_ERR_IO);
            assert_string_equal(err.message, "cannot read");
            assert_true(j.taken < ANSWERS);
            close_job(&j);
            open_job(&j, false);
            j.fail_take_at = places[i];
            assert_int_equal(run_job(&j, jobs, &err), KB_ERR_IO);
            assert_string_equal(err.message, "cannot write");
            assert_int_equal(j.taken, places[i]);
            close_job(&j);
        }
}

static void whoever_asks_to_stop_is_heard_by_all_threads(void **state)
{
    static const size_t places[] = { 1, 2, 7 };
    (void)state;
    for (unsigned jobs = 1; jobs <= MOST_JOBS; jobs += 3)
        for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
            kb_error err = { 0 };
            job j;
            open_job(&j, false);
            j.stop_at = places[i];
            assert_int_equal(run_job(&j, jobs, &err), KB_ERR_CANCELLED);
            assert_true(j.taken < ANSWERS);
            close_job(&j);
        }
}

/* No answers at all, and fewer than threads. */
static void few_answers_need_few_batches(void **state)
{
    (void)state;
    for (unsigned jobs = 1; jobs <= MOST_JOBS; jobs++) {
        kb_error err = { 0 };
        job j;
        open_job(&j, false);
        j.made = j.taken = ANSWERS;
        good(run_job(&j, jobs, &err), &err);
        close_job(&j);
        open_job(&j, false);
        j.made = j.taken = ANSWERS - 1;
        good(run_job(&j, jobs, &err), &err);
        assert_int_equal(j.taken, ANSWERS);
        close_job(&j);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_found_does_not_depend_on_threads_or_engine),
        cmocka_unit_test(a_failure_to_read_or_write_ends_the_work),
        cmocka_unit_test(whoever_asks_to_stop_is_heard_by_all_threads),
        cmocka_unit_test(few_answers_need_few_batches),
    };
    return cmocka_run_group_tests_name("project/batches", tests, NULL, NULL);
}
