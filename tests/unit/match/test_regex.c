/* SPDX-License-Identifier: MIT */
/* Regexes: what is refused and where, what a unit shows them, and giving up. */
#include "kit.h"

static coder open_regex(const char *pattern)
{
    char yaml[8192];
    snprintf(yaml, sizeof yaml, BOOK("    - {id: a, statement: s, rules: {regex: '%s'}}\n"),
             pattern);
    return open_coder(yaml);
}

static void expect_refused(const char *pattern, const char *part, int column)
{
    coder c = open_regex(pattern);
    assert_int_equal(c.status, KB_ERR_INPUT);
    assert_null(c.matcher);
    if (!has_problem(&c, KB_PROBLEM, part))
        fail_msg("%s: no problem says '%s'", pattern, part);
    const kb_problem *problem = kb_problems_at(c.problems, kb_problems_count(c.problems) - 1);
    assert_int_equal(problem->place.line, 12);
    if (column > 0) /* `    - {id: a, statement: s, rules: {regex: '` is 44 long */
        assert_int_equal(problem->place.column, 44 + column);
    close_coder(&c);
}

static void wrong_patterns_are_refused_with_their_place(void **state)
{
    (void)state;
    expect_refused("mål(", "missing closing parenthesis", 5);
    expect_refused("[å-", "missing terminating ]", 4);
    expect_refused("x*", "can match nothing", 0);
    expect_refused("(?=møte)", "can match nothing", 0);
    expect_refused("a|b?", "can match nothing", 0);
    expect_refused("(*NO_JIT)a", "may not begin with", 0);
    expect_refused("(*UCP)a", "may not begin with", 0);
    expect_refused("a(?C1)b", "callouts", 0);
    expect_refused("a\\Cb", "\\C", 0);
    expect_refused("(?:(?:(?:(?:..){1,60}){1,60}){1,60}){1,60}", "too large", 0);
}

static void long_patterns_are_refused(void **state)
{
    (void)state;
    char pattern[4200];
    memset(pattern, 'a', sizeof pattern);
    pattern[4096] = '\0';
    coder c = open_regex(pattern);
    assert_int_equal(c.status, KB_OK);
    close_coder(&c);
    pattern[4096] = 'a';
    pattern[4097] = '\0';
    expect_refused(pattern, "longer than 4096 bytes", 0);
}

static void every_wrong_regex_is_reported(void **state)
{
    (void)state;
    coder c = open_coder(ONE_RULE("[{regex: ['(', 'ok', ')']}, {near: ['x', {regex: '['}]}]"));
    assert_int_equal(c.status, KB_ERR_INPUT);
    assert_int_equal(kb_problems_at_least(c.problems, KB_PROBLEM), 3);
    close_coder(&c);
}

static void letters_are_letters_whatever_their_case(void **state)
{
    (void)state;
    static const marked cases[] = {
        { "{regex: '\\bmøte\\w*'}", "[MØTEPLASSER] og [Møter]: amøte" },
        { "{regex: '\\bår\\b'}", "et [år] til, [ÅR], årlig" },
        { "{regex: 'k.aft'}", "[\xE2\x84\xAAraft]" }, /* the Kelvin sign */
        { "{regex: 'hus'}", "[hu\xC5\xBF]" },         /* the long s */
        { "{regex: '[æøå]{2}'}", "[æå] [ÆØ] [øya\xC3\xA5\xC3\xB8]" },
        { "{regex: '\\d+ mil'}", "[15 mil], [15\xC2\xA0mil] og [x3 milepel]" },
    };
    expect_marked(HEAD, cases, COUNT(cases), mark_matches);
}

/* What a word processor makes of ' and - matches what anybody types, and the other way round. */
static void curly_and_plain_signs_are_the_same(void **state)
{
    (void)state;
    static const marked cases[] = {
        { "{regex: 'd’accord'}", "[d'accord] [d’accord]" },
        { "{regex: '\\be‑post\\b'}", "[e-post] og [e‑post]" },
        { "{regex: '\\bd[´`]accord'}", "[d'accord] [d’accord]" },
        { "{regex: 'x[a‐c]x'}", "[xax] xbx [x-x] [x‐x] [xcx]" }, /* no range */
        { "{regex: 'x[]‐]x[^]‐]x'}", "[x-xax] x-x-x" },
        { "{regex: 'x[[:digit:]‐z]x'}", "[x1x] xbx [x-x]" },
        { "{regex: 'x[‐-―]x'}", "[x–x] x-x x5x" }, /* a range stays what it was */
        { "{regex: 'x[^‐-―]x'}", "x–x, [xbx]" },
        { "{regex: 'x[\\-’]x'}", "[x'x] [x’x] [x-x]" }, /* no range: the - is escaped, */
        { "{regex: 'x[a-c\\-’]x'}", "[x'x] [x’x] [xbx]" },
        { "{regex: 'x[a-c-’]x'}", "[x'x] [x’x] [x-x]" }, /* behind a range, */
        { "{regex: 'x[-’]x'}", "[x'x] [x’x] [x-x]" }, /* or first */
        { "{regex: 'x[^-’]x'}", "x'x, x’x, x-x, [xbx]" },
        { "{regex: 'd\\’accord'}", "[d'accord] [d’accord]" },
        { "{regex: 'x[[:;]d’accord'}", "[x;d'accord] [x;d’accord]" },
        { "{regex: '\\Q(‐\\Ea'}", "å(-[a]" },
        { "{regex: 'a\\\\[‐]b'}", "a-b [a\\-b]" },
    };
    expect_marked(HEAD, cases, COUNT(cases), mark_matches);
}

static void a_match_is_widened_to_the_words_it_touches(void **state)
{
    (void)state;
    static const marked cases[] = {
        { "{regex: 'am'}", "[samarbeid], [ham] og [e-postprogram]" },
        { "{regex: 'ei, o'}", "Nei. [Nei, og] nei" },
        { "{regex: ', m'}", "ja, [men] nei" },
        { "{regex: ['møte', 'møteplass']}", "[møteplass] [møte]" },
        { "{regex: 'a'}", "[banan] [ananas]" }, /* more than one in a word: one match */
        { "{regex: 'a b|b c'}", "[a b] c" },
    };
    expect_marked(HEAD, cases, COUNT(cases), mark_matches);
}

static void a_unit_is_all_that_a_regex_sees(void **state)
{
    (void)state;
    static const marked cases[] = {
        { "{regex: '^\\w+'}", "[Ja] visst. [Nei] da!" },
        { "{regex: '\\w+[.!]$'}", "Ja [visst]. Nei [da]!" },
        { "{regex: '^\\w+', in: answer}", "[Ja] visst. Nei da!" },
        { "{regex: 'visst\\. nei', in: answer}", "Ja [visst. Nei] da!" },
        { "{regex: 'visst\\. nei'}", "Ja visst. Nei da!" },
        { "{regex: '^\\w+', in: clause}", "[Ja] da; [nei] da" },
        { "{regex: '\\w+$', in: clause}", "Ja [visst]; nei [da]!" },
        { "{regex: 'da!', in: clause}", "Nei da!" }, /* a clause ends with its last word */
        { "{regex: 'da!'}", "Nei [da]!" },
        { "{all: [{regex: 'da!?$'}], in: clause}", "Nei [da]!" },
        { "{all: [{regex: 'nei.*ja', in: answer}]}", "Nei. Ja." },
        { "{all: [{regex: 'nei.*ja', in: answer}], in: answer}", "[Nei. Ja]." },
        { "{regex: '(?<=\\.) \\w+', in: answer}", "Ja. [Nei]." },
    };
    expect_marked(HEAD, cases, COUNT(cases), mark_matches);
}

static void a_match_without_a_word_is_dropped_and_counted(void **state)
{
    (void)state;
    coder c = open_good(ONE_RULE("{regex: '[!?]+|ja\\Kx?'}"));
    assert_true(has_problem(&c, KB_WARNING, "without touching a word"));
    const kb_result *result = code(&c, "Hva?! Jax da! Ja nei");
    assert_int_equal(result->match_count, 1);
    assert_int_equal(result->wordless, 3);
    close_coder(&c);
}

/* Text of so many bytes, of words of three letters and a space. */
static kb_str words_of(kb_buf *buf, const char *word, size_t bytes)
{
    kb_buf_reset(buf);
    while (buf->len < bytes)
        kb_buf_puts(buf, word);
    return kb_buf_view(buf);
}

static void patterns_that_hit_the_limit_are_undecided(void **state)
{
    (void)state;
    static const char *const patterns[] = { "(\\w+\\s?)+€", "((?:\\w|\\W)*)\\1[€!]",
                                            "(?:ord|\\w+\\s*)+€" };
    static const size_t sizes[] = { 2000, 4000, 10000 };
    kb_buf buf = { 0 };
    for (size_t i = 0; i < COUNT(patterns); i++) {
        coder c = open_regex(patterns[i]);
        assert_int_equal(c.status, KB_OK);
        for (size_t s = 0; s < COUNT(sizes); s++) {
            kb_str text = words_of(&buf, "ord ", sizes[s]);
            for (int again = 0; again < 2; again++) {
                const kb_result *result = code_as(&c, text, KB_ABSENT, KB_ABSENT);
                assert_int_equal(result->undecided_count, 1);
                assert_int_equal(result->undecided[0], 0);
                assert_int_equal(result->match_count, 0);
            }
        }
        assert_int_equal(code(&c, "kort svar")->undecided_count, 0);
        close_coder(&c);
    }
    kb_buf_free(&buf);
}

static void very_long_subjects_are_undecided_at_once(void **state)
{
    (void)state;
    coder c = open_regex("(?!x)\\w+ [ab]");
    kb_buf buf = { 0 };
    words_of(&buf, "a", 64 << 10);
    assert_int_equal(code_as(&c, kb_buf_view(&buf), KB_ABSENT, KB_ABSENT)->undecided_count, 0);
    kb_buf_puts(&buf, "a");
    assert_int_equal(code_as(&c, kb_buf_view(&buf), KB_ABSENT, KB_ABSENT)->undecided_count, 1);
    words_of(&buf, "et ord. ", 1 << 20); /* many sentences are no long subject */
    assert_int_equal(code_as(&c, kb_buf_view(&buf), KB_ABSENT, KB_ABSENT)->undecided_count, 0);
    kb_buf_free(&buf);
    close_coder(&c);
}

static void giving_up_anywhere_in_a_rule_drops_that_rule_alone(void **state)
{
    (void)state;
#define GIVES_UP "{regex: '(\\w+\\s?)+€'}"
    coder c = open_good(HEAD COLUMNS "macros: {m: [" GIVES_UP "]}\n" CODES CODE("a", "'ord'")
                            CODE("b", "{phrase: 'ord', unless: " GIVES_UP "}")
                                CODE("c", "{any: ['ord'], none: [" GIVES_UP "]}")
                                    CODE("d", "{any: ['ord', " GIVES_UP "]}") CODE("e", "'ord <m>'")
                                        CODE("f", "{near: ['ord', " GIVES_UP "]}"));
    kb_buf buf = { 0 };
    const kb_result *result = code_as(&c, words_of(&buf, "ord ", 4000), KB_ABSENT, KB_ABSENT);
    assert_int_equal(result->segment_count, 1);
    assert_int_equal(result->segments[0].code, 0);
    assert_int_equal(result->undecided_count, 5);
    for (int i = 0; i < 5; i++)
        assert_int_equal(result->undecided[i], i + 1);
    kb_buf_free(&buf);
    close_coder(&c);
}

static void giving_up_in_what_all_rules_rest_on_leaves_none_decided(void **state)
{
    (void)state;
    static const char *const heads[] = { "text: {clause_breaks: ['<m>']}\n",
                                         "ignore_answers: ['<m>']\n", "ignore_phrases: ['<m>']\n",
                                         "negation: {before: ['<m>']}\n",
                                         "negation: {before: ['ikke'], not: ['<m>']}\n" };
    kb_buf buf = { 0 };
    kb_str text = words_of(&buf, "ord ", 1000); /* a phrase has at most 255 words */
    for (size_t i = 0; i < COUNT(heads); i++) {
        kb_buf yaml = { 0 };
        kb_buf_printf(&yaml,
                      HEAD "%s" COLUMNS "macros: {m: [" GIVES_UP "]}\n" CODES CODE("a", "'ord'")
                          CODE("b", "{phrase: 'ord', negated: ignore}"),
                      heads[i]);
        kb_buf_char(&yaml, '\0');
        coder c = open_good(yaml.ptr);
        const kb_result *result = code_as(&c, text, KB_ABSENT, KB_ABSENT);
        /* Rule b does not ask for cues. */
        size_t asked = strncmp(heads[i], "negation", 8) == 0 ? 1 : 2;
        assert_false(result->non_answer);
        assert_int_equal(result->undecided_count, asked);
        assert_int_equal(result->segment_count, 2 - asked);
        close_coder(&c);
        kb_buf_free(&yaml);
    }
    kb_buf_free(&buf);
}

static void limits_depend_on_the_text_alone(void **state)
{
    (void)state;
    coder c = open_regex("(\\w+\\s?)+€"), fresh = open_regex("(\\w+\\s?)+€");
    kb_buf buf = { 0 };
    for (size_t bytes = 8; bytes < 3000; bytes = bytes * 3 / 2) {
        kb_str text = words_of(&buf, "ord ", bytes);
        size_t one = code_as(&c, text, KB_ABSENT, KB_ABSENT)->undecided_count;
        code(&c, "noe helt annet!");
        assert_int_equal(code_as(&c, text, KB_ABSENT, KB_ABSENT)->undecided_count, one);
    }
    words_of(&buf, "ord ", 2000);
    assert_int_equal(code_as(&fresh, kb_buf_view(&buf), KB_ABSENT, KB_ABSENT)->undecided_count, 1);
    kb_buf_free(&buf);
    close_coder(&c);
    close_coder(&fresh);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(wrong_patterns_are_refused_with_their_place),
        cmocka_unit_test(long_patterns_are_refused),
        cmocka_unit_test(every_wrong_regex_is_reported),
        cmocka_unit_test(letters_are_letters_whatever_their_case),
        cmocka_unit_test(curly_and_plain_signs_are_the_same),
        cmocka_unit_test(a_match_is_widened_to_the_words_it_touches),
        cmocka_unit_test(a_unit_is_all_that_a_regex_sees),
        cmocka_unit_test(a_match_without_a_word_is_dropped_and_counted),
        cmocka_unit_test(patterns_that_hit_the_limit_are_undecided),
        cmocka_unit_test(very_long_subjects_are_undecided_at_once),
        cmocka_unit_test(giving_up_anywhere_in_a_rule_drops_that_rule_alone),
        cmocka_unit_test(giving_up_in_what_all_rules_rest_on_leaves_none_decided),
        cmocka_unit_test(limits_depend_on_the_text_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
