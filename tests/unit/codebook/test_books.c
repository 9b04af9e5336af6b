/* SPDX-License-Identifier: MIT */
/* Whole books: the shared ones, what is kept of them, and looking up in them. */
#include "kit.h"

static loaded read_source(const char *name)
{
    const char *root = getenv("KB_SOURCE");
    loaded it = { 0 };
    if (root == NULL)
        skip();
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", root, name);
    assert_int_equal(kb_problems_new(&it.problems, NULL), KB_OK);
    it.status = kb_codebook_read(&it.book, path, it.problems, NULL);
    return it;
}

static void expect_no_problem(const loaded *it)
{
    kb_buf found = { 0 };
    assert_int_equal(it->status, KB_OK);
    list_problems(it->problems, &found);
    assert_string_equal(found.ptr, "");
    kb_buf_free(&found);
}

static void the_first_codebook_loads_without_a_problem(void **state)
{
    (void)state;
    loaded it = read_source("codebooks/samhandling.yaml");
    expect_no_problem(&it);
    const kb_codebook *book = it.book;
    assert_int_equal(book->theme_count, 8);
    assert_int_equal(book->category_count, 5);
    assert_int_equal(book->code_count, 31);
    assert_int_equal(book->rule_count, 611);
    assert_int_equal(book->macro_count, 401);
    assert_int_equal(book->before_count, 38);
    assert_int_equal(book->before[10].within, 2);
    assert_int_equal(book->clause_break_count, 28);
    assert_int_equal(book->guard_count, 2);
    assert_int_equal(kb_codebook_question(book, KB_STR(" tiltak ")), 3);
    int behov = kb_codebook_code(book, KB_STR("tilbud.forbedring.behov"));
    assert_true(behov >= 0);
    assert_int_equal(book->codes[behov].suppress_count, 0);
    int tiltak = kb_codebook_code(book, KB_STR("tilbud.tiltak"));
    assert_int_equal(book->codes[tiltak].suppress_count, 4);
    unload(&it);
}

static void the_book_of_every_construct_loads_without_a_problem(void **state)
{
    (void)state;
    loaded it = read_source("tests/features.yaml");
    expect_no_problem(&it);
    const kb_codebook *book = it.book;
    assert_int_equal(book->test_count, 52);
    assert_int_equal(book->code_count, 26);
    int naer = kb_codebook_code(book, KB_STR("logikk.k.naer"));
    const kb_pattern *near = &book->rules[book->codes[naer].first_rule].pattern;
    assert_int_equal(near->kind, KB_PATTERN_NEAR);
    assert_int_equal(near->within, 2);
    assert_false(near->ordered);
    assert_int_equal(near->near.count, 2);
    int ledd = kb_codebook_code(book, KB_STR("logikk.k.ledd"));
    assert_int_equal(book->rules[book->codes[ledd].first_rule].pattern.in, KB_IN_CLAUSE);
    assert_int_equal(book->macros[0].phrase_count, 2);
    assert_int_equal(book->macros[0].regex_count, 1);
    assert_int_equal(book->tests[1].question, KB_ABSENT);
    unload(&it);
}

static const char simple[] = "codebook: 1\n"
                             "id: trivsel\n"
                             "title: 'Trivsel på arbeidsplassen'\n"
                             "version: '1.0.0'\n"
                             "language: nb\n"
                             "categories:\n"
                             "  bra: {label: 'Bra'}\n"
                             "  daarlig: {label: 'Dårlig'}\n"
                             "themes:\n"
                             "  - id: kolleger\n"
                             "    label: 'Kolleger'\n"
                             "    cells:\n"
                             "      bra:\n"
                             "        statement: 'Gode kolleger'\n"
                             "        rules: 'god* kolleg*'\n"
                             "        examples: 'Jeg har gode kolleger.'\n";

static void the_simple_case_is_read_whole(void **state)
{
    (void)state;
    loaded it = load(simple);
    assert_int_equal(kb_problems_at_least(it.problems, KB_PROBLEM), 0);
    assert_int_equal(kb_problems_count(it.problems), 1); /* no negation words */
    const kb_rule *rule = &it.book->rules[0];
    assert_true(kb_str_is(it.book->codes[0].id, "kolleger.bra"));
    assert_int_equal(rule->pattern.phrase_count, 1);
    assert_true(kb_str_is(rule->pattern.phrases[0].source, "god* kolleg*"));
    assert_int_equal(rule->pattern.phrases[0].place.line, 15);
    assert_int_equal(rule->pattern.phrases[0].place.column, 17);
    assert_int_equal(strlen(it.book->sha256), 64);
    assert_true(kb_str_is(it.book->source, simple));
    unload(&it);
}

static void plain_strings_are_regexes_where_the_book_says_so(void **state)
{
    (void)state;
    loaded it = load(HEAD "defaults: {pattern: regex}\n"
                          "text: {clause_breaks: ['selv om']}\n"
                          "macros: {m: ['a+', {phrase: 'b c'}]}\n" COLUMNS ROW "      rules:\n"
                          "      - '\\bmøte\\w*'\n"
                          "      - {any: ['(x', {phrase: 'god <m>'}], unless: 'y$'}\n");
    expect_no_problem(&it);
    const kb_codebook *book = it.book;
    assert_int_equal(book->rules[0].pattern.kind, KB_PATTERN_REGEX);
    assert_true(kb_str_is(book->rules[0].pattern.regexes[0].source, "\\bmøte\\w*"));
    assert_int_equal(book->rules[1].pattern.any.items[0].kind, KB_PATTERN_REGEX);
    assert_int_equal(book->rules[1].pattern.any.items[1].kind, KB_PATTERN_PHRASE);
    assert_int_equal(book->rules[1].pattern.unless.items[0].kind, KB_PATTERN_REGEX);
    assert_int_equal(book->macros[0].regex_count, 1);
    assert_int_equal(book->macros[0].phrase_count, 1);
    assert_int_equal(book->clause_breaks[0].sequence.item_count, 2);
    unload(&it);
}

static void regexes_are_kept_in_nfc(void **state)
{
    (void)state;
    loaded it = load(RULES "      - regex: 'pa\xCC\x8A'\n");
    assert_true(kb_str_is(it.book->rules[0].pattern.regexes[0].source, "på"));
    assert_int_equal(it.book->rules[0].pattern.regexes[0].place.column, 17);
    unload(&it);
}

static void values_of_the_data_are_found_in_any_normal_form(void **state)
{
    (void)state;
    loaded it = load(HEAD "questions: {godt: {label: G, ids: [' Hva går bra? ']}}\n"
                          "groups: {lms: {label: L}}\n" COLUMNS ROW);
    expect_no_problem(&it);
    assert_int_equal(kb_codebook_question(it.book, KB_STR("godt")), 0);
    assert_int_equal(kb_codebook_question(it.book, KB_STR("\xC2\xA0Hva ga\xCC\x8Ar bra?\n")), 0);
    assert_int_equal(kb_codebook_question(it.book, KB_STR("GODT")), KB_UNKNOWN);
    assert_int_equal(kb_codebook_question(it.book, (kb_str){ 0 }), KB_UNKNOWN);
    assert_int_equal(kb_codebook_group(it.book, KB_STR("lms")), 0);
    assert_int_equal(kb_codebook_code(it.book, KB_STR("t.l")), -1);
    unload(&it);
}

static void a_file_that_is_not_there_is_not_found(void **state)
{
    (void)state;
    kb_codebook *book = NULL;
    kb_error err = { 0 };
    assert_int_equal(kb_codebook_read(&book, "/finnes/ikke.yaml", NULL, &err), KB_ERR_NOT_FOUND);
    assert_null(book);
}

static void other_rooms_can_add_problems_with_the_source_line(void **state)
{
    (void)state;
    loaded it = load(RULES "      - regex: '[x'\n");
    kb_codebook_problem(it.book, it.problems, KB_WARNING, (kb_place){ 15, 17 }, "lukk den",
                        "'%s' mangler", "]");
    const kb_problem *problem = kb_problems_at(it.problems, 0);
    assert_int_equal(problem->severity, KB_WARNING);
    assert_true(kb_str_is(problem->file, "bok.yaml"));
    assert_true(kb_str_is(problem->message, "']' mangler"));
    assert_true(kb_str_is(problem->source, "      - regex: '[x'"));
    unload(&it);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_codebook_loads_without_a_problem),
        cmocka_unit_test(the_book_of_every_construct_loads_without_a_problem),
        cmocka_unit_test(the_simple_case_is_read_whole),
        cmocka_unit_test(plain_strings_are_regexes_where_the_book_says_so),
        cmocka_unit_test(regexes_are_kept_in_nfc),
        cmocka_unit_test(values_of_the_data_are_found_in_any_normal_form),
        cmocka_unit_test(a_file_that_is_not_there_is_not_found),
        cmocka_unit_test(other_rooms_can_add_problems_with_the_source_line),
    };
    return cmocka_run_group_tests_name("codebook/books", tests, NULL, NULL);
}
