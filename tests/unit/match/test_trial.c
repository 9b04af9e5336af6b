/* SPDX-License-Identifier: MIT */
/* The examples and tests of a codebook: which pass, and what is said of those that do not. */
#include "kit.h"

/* Every trial as a line: kind, code, passed, todo, text, message. */
static void list_trial(void *payload, const kb_trial *trial)
{
    static const char *const kinds[] = { "example", "counter", "test" };
    kb_buf_printf(payload, "%d %s %d %s%s %.*s|%.*s\n", trial->place.line, kinds[trial->kind],
                  trial->code, trial->passed ? "ok" : "FAIL", trial->todo ? " todo" : "",
                  KB_ARG(trial->text), KB_ARG(trial->message));
}

static void expect_trials(const char *yaml, const char *expected)
{
    coder c = open_good(yaml);
    kb_buf found = { 0 };
    assert_int_equal(kb_matcher_try(c.matcher, list_trial, &found, NULL), KB_OK);
    kb_buf_char(&found, '\0');
    assert_string_equal(found.ptr, expected);
    kb_buf_free(&found);
    close_coder(&c);
}

/* Lines 1-6, then the codes. */
#define THEME HEAD COLUMNS "themes:\n- id: t\n  label: T\n  cells:\n    k:\n"

static void examples_must_be_coded_and_counterexamples_not(void **state)
{
    (void)state;
    expect_trials(THEME
                  "    - id: a\n      statement: s\n      rules: bil\n"
                  "      examples: ['En bil', 'En buss']\n"
                  "      counterexamples:\n      - 'En buss'\n      - 'En bil'\n"
                  "    - {id: b, statement: s, rules: buss, examples: {text: 'Tog', todo: true}}\n",
                  "15 example 0 ok En bil|\n"
                  "15 example 0 FAIL En buss|expected 't.k.a', got t.k.b\n"
                  "17 counter 0 ok En buss|\n"
                  "18 counter 0 FAIL En bil|must not get 't.k.a', but does\n"
                  "19 example 1 FAIL todo Tog|expected 't.k.b', got no code\n");
}

static void a_counterexample_may_say_what_it_gets_instead(void **state)
{
    (void)state;
    expect_trials(THEME
                  "    - id: a\n      statement: s\n      rules: bil\n      counterexamples:\n"
                  "      - {text: 'buss', instead: t.k.b}\n"
                  "      - {text: 'tog', instead: t.k.b}\n"
                  "      - {text: 'bil', instead: t.k.b}\n"
                  "    - {id: b, statement: s, rules: buss}\n",
                  "16 counter 0 ok buss|\n"
                  "17 counter 0 FAIL tog|expected 't.k.b' instead, got no code\n"
                  "18 counter 0 FAIL bil|must not get 't.k.a', but does; "
                  "expected 't.k.b' instead, got t.k.a\n");
}

static void a_test_demands_the_exact_codes(void **state)
{
    (void)state;
    expect_trials(THEME "    - {id: a, statement: s, rules: bil}\n"
                        "    - {id: b, statement: s, rules: buss}\n"
                        "tests:\n"
                        "- {text: 'bil og buss', expect: [t.k.b, t.k.a]}\n"
                        "- {text: 'bil og buss', expect: [t.k.a]}\n"
                        "- {text: 'tog', expect: []}\n"
                        "- {text: 'bil', expect: [], todo: true}\n",
                  "15 test -1 ok bil og buss|\n"
                  "16 test -1 FAIL bil og buss|expected t.k.a; got t.k.a, t.k.b\n"
                  "17 test -1 ok tog|\n"
                  "18 test -1 FAIL todo bil|expected no code; got t.k.a\n");
}

static void an_example_runs_under_the_first_question_of_its_code(void **state)
{
    (void)state;
    expect_trials(
        HEAD
        "questions: {q: {label: Q}, r: {label: R}}\n"
        "categories: {k: {label: K, when: {question: [q, r]}}, l: {label: L}}\n"
        "themes:\n- id: t\n  label: T\n  cells:\n    k:\n"
        "    - {id: a, statement: s, rules: {phrase: bil, when: {question: q}}, examples: 'bil'}\n"
        "    - id: b\n      statement: s\n      rules: {phrase: bil, when: {question: r}}\n"
        "      examples:\n      - 'bil'\n      - {text: 'bil', question: r}\n"
        "tests:\n- {text: bil, expect: [t.k.a, t.k.b]}\n"
        "- {text: bil, question: r, expect: [t.k.b]}\n",
        "13 example 0 ok bil|\n"
        "18 example 1 FAIL bil|expected 't.k.b', got t.k.a; tried as an answer to 'q'\n"
        "19 example 1 ok bil|\n"
        "21 test -1 ok bil|\n" /* absent: every condition holds */
        "22 test -1 ok bil|\n");
}

static void a_non_answer_is_said_to_be_one(void **state)
{
    (void)state;
    expect_trials(HEAD "ignore_answers: ['vet ikke']\ncategories: {k: {label: K}}\n"
                       "themes:\n- id: t\n  label: T\n  cells:\n    k:\n"
                       "    - {id: a, statement: s, rules: vet, examples: 'Vet ikke.'}\n",
                  "13 example 0 FAIL Vet ikke.|expected 't.k.a', got no code; the text is a "
                  "non-answer, and nothing is coded in it\n");
}

static void retired_codes_are_left_out_and_drafts_are_tried(void **state)
{
    (void)state;
    expect_trials(THEME
                  "    - {id: a, status: retired, statement: s, rules: bil, examples: 'bil'}\n"
                  "    - {id: b, status: draft, statement: s, rules: bil, examples: 'bil'}\n"
                  "tests:\n- {text: bil, expect: [t.k.b]}\n",
                  "13 example 1 ok bil|\n"
                  "15 test -1 ok bil|\n");
}

static void texts_are_made_canonical(void **state)
{
    (void)state;
    expect_trials(THEME "    - {id: a, statement: s, rules: 'på', examples: \"pa\\u030a\"}\n",
                  "12 example 0 ok pa\xCC\x8A|\n");
}

static void a_rule_that_gives_up_fails_what_it_stands_in(void **state)
{
    (void)state;
    kb_buf yaml = { 0 };
    kb_buf_puts(&yaml, THEME
                "    - id: a\n      statement: s\n"
                "      rules: [ord, {id: dyr, regex: '(\\w+\\s?)+€'}]\n      examples:\n      - '");
    for (int i = 0; i < 1000; i++)
        kb_buf_puts(&yaml, "ord ");
    kb_buf_puts(&yaml, "'\n");
    kb_buf_char(&yaml, '\0');
    coder c = open_good(yaml.ptr);
    kb_buf found = { 0 };
    assert_int_equal(kb_matcher_try(c.matcher, list_trial, &found, NULL), KB_OK);
    kb_buf_char(&found, '\0');
    assert_non_null(strstr(found.ptr, "FAIL"));
    assert_non_null(strstr(found.ptr, "|rule 't.k.a#dyr' gave up"));
    kb_buf_free(&found);
    kb_buf_free(&yaml);
    close_coder(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(examples_must_be_coded_and_counterexamples_not),
        cmocka_unit_test(a_counterexample_may_say_what_it_gets_instead),
        cmocka_unit_test(a_test_demands_the_exact_codes),
        cmocka_unit_test(an_example_runs_under_the_first_question_of_its_code),
        cmocka_unit_test(a_non_answer_is_said_to_be_one),
        cmocka_unit_test(retired_codes_are_left_out_and_drafts_are_tried),
        cmocka_unit_test(texts_are_made_canonical),
        cmocka_unit_test(a_rule_that_gives_up_fails_what_it_stands_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
