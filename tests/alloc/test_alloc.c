/* SPDX-License-Identifier: MIT */
/*
 * Lack of memory is an error like any other: every job here is done with each
 * of its allocations failing in turn.
 *
 * To add a job: write a function that does it from nothing and frees what it
 * made, and a test that hands it to fail_at_each().
 */
#include "fail_at.h"

#include <kodebok.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/map.h"
#include "base/str.h"
#include "base/try.h"
#include "match/literals.h"
#include "project/coding.h"

#include "unit.h"

#include <stdlib.h>
#include <unistd.h>

static const kb_str words[] = { { "ventetid", 8 }, { "kø", 3 }, { "", 0 }, { "samarbeid", 9 } };
enum { WORD_COUNT = sizeof words / sizeof words[0] };

static kb_status list_problems(void *context, kb_error *err)
{
    (void)context;
    kb_problems *problems = NULL;
    kb_status status = kb_problems_new(&problems, err);
    if (status != KB_OK)
        return status;
    for (int i = 0; i < 200; i++)
        kb_problems_add(problems, &(kb_problem){ .message = words[i % WORD_COUNT] });
    if (kb_problems_status(problems) != KB_OK)
        status = kb_fail_memory(err);
    kb_problems_free(problems);
    return status;
}

static kb_status number_words(void *context, kb_error *err)
{
    (void)context;
    kb_map map = { 0 };
    kb_arena arena = { 0 };
    kb_status status = KB_OK;
    for (int i = 0; i < 200 && status == KB_OK; i++) {
        kb_str word = kb_arena_printf(&arena, "%s%d", words[i % WORD_COUNT].ptr, i);
        if (word.ptr == NULL || kb_map_add(&map, word) == KB_MAP_NONE)
            status = kb_fail_memory(err);
    }
    kb_map_free(&map);
    kb_arena_free(&arena);
    return status;
}

static kb_status join_words(void *context, kb_error *err)
{
    (void)context;
    kb_buf buf = { 0 };
    for (int i = 0; i < 200; i++)
        kb_buf_str(&buf, words[i % WORD_COUNT]);
    kb_status status = buf.failed ? kb_fail_memory(err) : KB_OK;
    kb_buf_free(&buf);
    return status;
}

static const char book_source[] =
    "codebook: 1\n"
    "id: prøve\n"
    "title: 'Prøve'\n"
    "version: '1.0.0'\n"
    "language: nb\n"
    "text: {use: en-1, without: ['but']}\n"
    "negation:\n"
    "  before: ['ikke/ikkje']\n"
    "categories:\n"
    "  k: {label: 'Kommune'}\n"
    "  l: {label: 'Leder', suppresses: k}\n"
    "macros:\n"
    "  mat: ['fisk', 'grønn(e) saker']\n"
    "themes:\n"
    "  - id: tid\n"
    "    label: 'Tid'\n"
    "    cells:\n"
    "      k: {statement: 'Ventetid', rules: ['vente_tid(en)', {near: ['lang+', 'kø'], within: "
    "3}]}\n"
    "      l: {statement: 'Mat', rules: [{regex: '\\bmat\\w*'}, '<mat>'],\n"
    "          examples: ['Mye fisk og lang kø.']}\n";

static kb_status parse_codebook(void *context, kb_error *err)
{
    size_t *findings = context;
    kb_codebook *book = NULL;
    kb_problems *problems = NULL;
    kb_status status = kb_problems_new(&problems, err);
    if (status != KB_OK)
        return status;
    status = kb_codebook_parse(&book, "bok.yaml", kb_str_from(book_source), problems, err);
    if (status == KB_OK)
        *findings = kb_problems_count(problems);
    kb_codebook_free(book);
    kb_problems_free(problems);
    return status;
}

static const char tolerant_book[] =
    "codebook: 1\n"
    "id: prøve\n"
    "title: 'Prøve'\n"
    "version: '1.0.0'\n"
    "language: nb\n"
    "text: {spelling: {guard: []}}\n"
    "categories: {k: {label: 'K'}}\n"
    "macros: {tiltro: ['tillit*~']}\n"
    "themes:\n"
    "  - id: t\n"
    "    label: 'T'\n"
    "    cells:\n"
    "      k: {statement: 's', rules: ['<tiltro>', 'del_avtale*~', 'tillit*~']}\n";

static void count_tolerated(void *payload, const kb_tolerated *tolerated)
{
    (void)tolerated;
    ++*(size_t *)payload;
}

/* The context is a matcher. */
static kb_status tolerate_words(void *context, kb_error *err)
{
    kb_tolerance *tolerance = NULL;
    kb_splitter *splitter = NULL;
    kb_text *text = NULL;
    size_t found = 0;
    kb_status status = kb_tolerance_new(&tolerance, context, err);
    if (status == KB_OK)
        status = kb_splitter_new(&splitter, NULL, err);
    if (status == KB_OK)
        status = kb_text_new(&text, err);
    if (status == KB_OK)
        status = kb_text_split(text, splitter, KB_STR("Tilitt gir del avtlaer."), err);
    if (status == KB_OK)
        status = kb_tolerance_find(tolerance, text, count_tolerated, &found, err);
    if (status == KB_OK)
        assert_int_equal(found, 2);
    kb_text_free(text);
    kb_splitter_free(splitter);
    kb_tolerance_free(tolerance);
    return status;
}

/* A book in which every lint that looks at the book alone has something to say. */
static const char suspicious_source[] =
    "codebook: 1\nid: b\ntitle: T\nversion: '1.0.0'\nlanguage: nb\n"
    "negation: {before: [ikke]}\n"
    "categories: {k: {label: K}, l: {label: L}}\n"
    "macros: {brukt: ['samtale*', samtaler], ubrukt: fisk}\n"
    "themes:\n- id: t\n  label: T\n  cells:\n"
    "    k: {statement: S, rules: ['<brukt>', 'av*', {regex: '[0-9]+'}, {regex: 'mat(?:a+)+'}]}\n"
    "    # lint: no-examples - prøve\n"
    "    l: {statement: S, rules: ['av*', {regex: '\\bgod\\s+(?:mat|kaffe)\\b'}]} # lint: "
    "nynorsk\n";

static kb_status lint_codebook(void *context, kb_error *err)
{
    size_t *findings = context;
    kb_codebook *book = NULL;
    kb_problems *problems = NULL;
    kb_status status = kb_problems_new(&problems, err);
    if (status != KB_OK)
        return status;
    status = kb_codebook_parse(&book, "bok.yaml", kb_str_from(suspicious_source), problems, err);
    if (status == KB_OK)
        status = kb_codebook_lint(book, NULL, problems, err);
    if (status == KB_OK)
        *findings = kb_problems_count(problems);
    kb_codebook_free(book);
    kb_problems_free(problems);
    return status;
}

/* An answer with a negated match, near, a stem and a regex, through all steps. */
static kb_status match_answer(void *context, kb_error *err)
{
    const kb_str answer = KB_STR("Ikke lang kø. Mye mat, og lange køer i vente tiden!");
    size_t *segments = context;
    kb_codebook *book = NULL;
    kb_matcher *matcher = NULL;
    kb_scratch *scratch = NULL;
    kb_result result;
    kb_status status = kb_codebook_parse(&book, "bok.yaml", kb_str_from(book_source), NULL, err);
    if (status == KB_OK)
        status = kb_matcher_new(&matcher, book, NULL, NULL, err);
    if (status == KB_OK)
        status = kb_scratch_new(&scratch, matcher, err);
    if (status == KB_OK)
        status = kb_match_answer(matcher, scratch, answer, KB_ABSENT, KB_ABSENT, &result, err);
    if (status == KB_OK)
        *segments = result.segment_count;
    kb_scratch_free(scratch);
    kb_matcher_free(matcher);
    kb_codebook_free(book);
    return status;
}

/* A few answers, batch by batch. */
typedef struct threaded {
    kb_codebook *book;
    kb_matcher *matcher;
    kb_places places;
    size_t made, taken;
} threaded;

enum { THREADED_ANSWERS = 9, ANSWERS_OF_A_BATCH = 2 };

static kb_status fill_few(void *payload, kb_batch *batch, kb_error *err)
{
    threaded *t = payload;
    const kb_answer answer = { .id = 1, .text = KB_STR("Ikke lang kø. Mye mat, og lange køer!") };
    for (int i = 0; i < ANSWERS_OF_A_BATCH && t->made < THREADED_ANSWERS; i++, t->made++)
        KB_TRY(kb_batch_add(batch, &t->places, &answer, err));
    return KB_OK;
}

static kb_status take_few(void *payload, const kb_batch *batch, kb_error *err)
{
    (void)err;
    ((threaded *)payload)->taken += batch->count;
    return KB_OK;
}

static kb_status go_on(void *payload, kb_error *err)
{
    (void)payload, (void)err;
    return KB_OK;
}

/* Answers through two threads; which of them lacks memory is chance, what comes of it is not. */
static kb_status match_in_threads(void *context, kb_error *err)
{
    threaded *t = context;
    const kb_batch_plan plan = { .matcher = t->matcher,
                                 .jobs = 2,
                                 .fill = fill_few,
                                 .take = take_few,
                                 .look = go_on,
                                 .payload = t };
    t->made = t->taken = 0;
    t->places = kb_places_of(t->book);
    kb_status status = kb_work_through(&plan, err);
    kb_places_clear(&t->places);
    assert_true(status != KB_OK || t->taken == THREADED_ANSWERS);
    return status;
}

/* Why it got each code, or not: near misses of words, phrases, near and regexes. */
static kb_status ask_why_not(void *context, kb_error *err)
{
    const kb_str answer =
        KB_STR("Ikke lang køu. Mat moeter kommunelederen, og vent tiden er lange.");
    size_t *findings = context;
    kb_codebook *book = NULL;
    kb_matcher *matcher = NULL;
    kb_scratch *scratch = NULL;
    kb_status status = kb_codebook_parse(&book, "bok.yaml", kb_str_from(book_source), NULL, err);
    *findings = 0;
    if (status == KB_OK)
        status = kb_matcher_new(&matcher, book, NULL, NULL, err);
    if (status == KB_OK)
        status = kb_scratch_new(&scratch, matcher, err);
    for (int code = 0; status == KB_OK && code < (int)book->code_count; code++) {
        kb_whynot *whynot = NULL;
        status =
            kb_whynot_answer(&whynot, matcher, scratch, answer, KB_ABSENT, KB_ABSENT, code, 3, err);
        for (size_t i = 0; status == KB_OK && i < whynot->rule_count; i++)
            *findings += whynot->rules[i].finding_count;
        kb_whynot_free(whynot);
    }
    kb_scratch_free(scratch);
    kb_matcher_free(matcher);
    kb_codebook_free(book);
    return status;
}

/* The whole program: files in, a report out.  The files are made by the test. */
typedef struct whole_job {
    char survey[64], book[64];
    size_t bytes; /* of the report */
} whole_job;

static kb_status write_matrix(kb_project *project, whole_job *job, kb_error *err)
{
    const kb_table_request request = { .show = KB_SHOW_STATEMENT | KB_SHOW_N | KB_SHOW_QUOTES };
    kb_report *report = NULL;
    kb_status status = kb_project_matrix(project, &request, &report, err);
    for (const char *const *format = kb_formats(); status == KB_OK && *format != NULL; format++) {
        static char room[16384];
        FILE *out = fmemopen(room, sizeof room, "w");
        status = kb_report_write(report, *format, NULL, out, err);
        fclose(out);
        job->bytes = strlen(room);
    }
    kb_report_free(report);
    return status;
}

static kb_status run_everything(void *context, kb_error *err)
{
    whole_job *job = context;
    kb_project *project = NULL;
    kb_import_summary imported;
    kb_code_summary coded;
    const kb_run_request request = { .import = { .path = job->survey }, .codebook = job->book };
    kb_status status = kb_project_open(&project, NULL, KB_STORE_TEMPORARY, NULL, err);
    if (status == KB_OK)
        status = kb_project_run(project, &request, &imported, &coded, err);
    if (status == KB_OK)
        status = write_matrix(project, job, err);
    kb_project_close(project);
    return status;
}

/* Two runs by hand over one answer; the second is partial and finds more. */
static kb_status store_answer(kb_store *store, kb_error *err)
{
    kb_import_info info = { .file = KB_STR("svar.csv") };
    kb_respondent_state who = { 0 };
    kb_answer_outcome outcome;
    int64_t what = 0;
    kb_status status = kb_store_import_begin(store, &info, err);
    if (status == KB_OK)
        status = kb_store_question(store, KB_STR("godt"), KB_STR(""), &what, err);
    if (status == KB_OK)
        status = kb_store_respondent(store, KB_STR("Åse"), 2, &who, err);
    kb_new_answer answer = { .respondent = who.id, .question = what, .text = KB_STR("Mye fisk") };
    if (status == KB_OK)
        status = kb_store_answer(store, &answer, false, &outcome, err);
    return status == KB_OK ? kb_store_import_end(store, NULL, false, err) : status;
}

static kb_status store_run(kb_store *store, const kb_codebook *book, bool partial, kb_error *err)
{
    int rules[] = { 0, 1 };
    kb_segment segments[] = {
        { .bytes = { 0, 3 }, .match = { 0, 3 }, .rules = rules, .rule_count = 1 },
        { .bytes = { 4, 8 }, .match = { 4, 8 }, .rules = rules, .rule_count = 2 },
    };
    kb_result result = { .segments = segments, .segment_count = partial ? 2 : 1 };
    kb_run_change change;
    int64_t id = 0;
    kb_status status = partial ? kb_store_run_begin_partial(store, book, &(kb_run){ 0 }, &id, err)
                               : kb_store_run_begin(store, book, &(kb_run){ 0 }, &id, err);
    if (status == KB_OK)
        status = kb_store_run_add(store, 1, &result, &change, err);
    return status == KB_OK ? kb_store_run_end(store, &(kb_run){ 0 }, err) : status;
}

static kb_status read_segments(kb_store *store, size_t *count, kb_error *err)
{
    kb_segments *segments = NULL;
    kb_stored_segment one;
    bool more = true;
    *count = 0;
    kb_status status = kb_segments_open(&segments, store, 2, err);
    for (; status == KB_OK && more; *count += status == KB_OK && more)
        status = kb_segments_next(segments, &one, &more, err);
    kb_segments_close(segments);
    return status;
}

static kb_status run_twice(void *context, kb_error *err)
{
    const kb_theme theme = { .id = KB_STR("mat") };
    const kb_category category = { .id = KB_STR("k") };
    const kb_code code = { .id = KB_STR("mat.k") };
    const kb_rule rules[] = { { .id = KB_STR("mat.k#1") }, { .id = KB_STR("mat.k#2") } };
    const kb_codebook book = { .themes = &theme,
                               .theme_count = 1,
                               .categories = &category,
                               .category_count = 1,
                               .codes = &code,
                               .code_count = 1,
                               .rules = rules,
                               .rule_count = 2 };
    kb_store *store = NULL;
    kb_status status = kb_store_open(&store, NULL, KB_STORE_TEMPORARY, NULL, err);
    if (status == KB_OK)
        status = store_answer(store, err);
    for (int partial = 0; partial < 2 && status == KB_OK; partial++)
        status = store_run(store, &book, partial, err);
    if (status == KB_OK)
        status = read_segments(store, context, err);
    kb_store_close(store);
    return status;
}

static void make_file(char *path, const char *name, const char *text)
{
    sprintf(path, "/tmp/kodebok-%s-XXXXXX", name);
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, text, strlen(text)), strlen(text));
    close(fd);
}

static void a_list_of_problems_survives_lack_of_memory(void **state)
{
    (void)state;
    assert_true(fail_at_each(list_problems, NULL) > 3);
}

static void maps_and_arenas_survive_lack_of_memory(void **state)
{
    (void)state;
    assert_true(fail_at_each(number_words, NULL) > 5);
}

static void growing_bytes_survive_lack_of_memory(void **state)
{
    (void)state;
    assert_true(fail_at_each(join_words, NULL) > 3);
}

static void reading_a_codebook_survives_lack_of_memory(void **state)
{
    (void)state;
    size_t findings = 99;
    assert_true(fail_at_each(parse_codebook, &findings) > 10);
    assert_int_equal(findings, 0);
}

static void finding_tolerated_words_survives_lack_of_memory(void **state)
{
    (void)state;
    kb_codebook *book = NULL;
    kb_matcher *matcher = NULL;
    kb_error err;
    assert_int_equal(kb_codebook_parse(&book, "bok.yaml", kb_str_from(tolerant_book), NULL, &err),
                     KB_OK);
    assert_int_equal(kb_matcher_new(&matcher, book, NULL, NULL, &err), KB_OK);
    assert_true(fail_at_each(tolerate_words, matcher) > 10);
    kb_matcher_free(matcher);
    kb_codebook_free(book);
}

static void coding_an_answer_survives_lack_of_memory(void **state)
{
    (void)state;
    size_t segments = 0;
    assert_true(fail_at_each(match_answer, &segments) > 100);
    assert_int_equal(segments, 1); /* the leader suppresses the municipality */
}

static void threads_that_find_survive_lack_of_memory(void **state)
{
    (void)state;
    threaded t = { 0 };
    assert_int_equal(
        kb_codebook_parse(&t.book, "bok.yaml", kb_str_from(book_source), NULL, NULL), KB_OK);
    assert_int_equal(kb_matcher_new(&t.matcher, t.book, NULL, NULL, NULL), KB_OK);
    assert_true(fail_at_each(match_in_threads, &t) > 50);
    kb_matcher_free(t.matcher);
    kb_codebook_free(t.book);
}

static void asking_why_not_survives_lack_of_memory(void **state)
{
    (void)state;
    size_t findings = 0;
    assert_true(fail_at_each(ask_why_not, &findings) > 100);
    assert_true(findings > 2);
}

static void the_whole_run_survives_lack_of_memory(void **state)
{
    (void)state;
    whole_job job = { .bytes = 0 };
    make_file(job.survey, "svar",
              "respondent,gruppe,question,text\r\nR2,Bø,godt,Mye fisk\r\nR1,Ås,godt,-\r\n"
              "R1,Ås,dårlig,Lite mat\r\n");
    make_file(job.book, "bok", book_source);
    assert_true(fail_at_each(run_everything, &job) > 200);
    assert_true(job.bytes > 100);
    unlink(job.survey);
    unlink(job.book);
}

static void runs_that_differ_survive_lack_of_memory(void **state)
{
    (void)state;
    size_t segments = 0;
    assert_true(fail_at_each(run_twice, &segments) > 30);
    assert_int_equal(segments, 2);
}

static void linting_a_codebook_survives_lack_of_memory(void **state)
{
    (void)state;
    size_t findings = 0;
    assert_true(fail_at_each(lint_codebook, &findings) > 10);
    assert_int_equal(findings, 12);
}

static kb_status read_literals(void *context, kb_error *err)
{
    kb_literals *literals = context;
    kb_arena arena = { 0 };
    kb_literals_read(
        literals, &arena,
        KB_STR("\\b(?:[ab]rb|møt)\\w*(?=.*ja)\\W+(?:\\w+ ){0,3}?sam(?:a|b\\w+c)x{2,}"));
    bool failed = arena.failed;
    assert_true(!failed || !literals->understood);
    kb_arena_free(&arena);
    return failed ? kb_fail_memory(err) : KB_OK;
}

static void literals_survive_lack_of_memory(void **state)
{
    (void)state;
    kb_literals literals;
    assert_true(fail_at_each(read_literals, &literals) > 3);
    assert_true(literals.understood && literals.clause_count == KB_CLAUSES_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_list_of_problems_survives_lack_of_memory),
        cmocka_unit_test(maps_and_arenas_survive_lack_of_memory),
        cmocka_unit_test(growing_bytes_survive_lack_of_memory),
        cmocka_unit_test(reading_a_codebook_survives_lack_of_memory),
        cmocka_unit_test(finding_tolerated_words_survives_lack_of_memory),
        cmocka_unit_test(linting_a_codebook_survives_lack_of_memory),
        cmocka_unit_test(literals_survive_lack_of_memory),
        cmocka_unit_test(coding_an_answer_survives_lack_of_memory),
        cmocka_unit_test(threads_that_find_survive_lack_of_memory),
        cmocka_unit_test(asking_why_not_survives_lack_of_memory),
        cmocka_unit_test(the_whole_run_survives_lack_of_memory),
        cmocka_unit_test(runs_that_differ_survive_lack_of_memory),
    };
    return cmocka_run_group_tests_name("alloc", tests, NULL, NULL);
}
