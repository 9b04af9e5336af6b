/* SPDX-License-Identifier: MIT */
/* Regexes taken apart, and simple ones said as phrases. */
#include "kit.h"

#include "regex_phrase.h"

typedef struct said_case {
    const char *regex;
    const char *phrase; /* NULL: none */
} said_case;

static void expect_phrases(const said_case *cases, size_t count)
{
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        kb_arena arena = { 0 };
        kb_buf phrase = { 0 };
        kb_rx rx;
        bool read = kb_rx_read(&rx, &arena, kb_str_from(cases[i].regex));
        bool said = read && kb_rx_to_phrase(&rx, &phrase);
        bool right = said == (cases[i].phrase != NULL) &&
                     (!said || kb_str_is(kb_buf_view(&phrase), cases[i].phrase));
        if (!right)
            print_error("%s\n  expected: %s\n  found:    %.*s\n", cases[i].regex,
                        cases[i].phrase ? cases[i].phrase : "none",
                        KB_ARG(said ? kb_buf_view(&phrase) : KB_STR("none")));
        wrong += !right;
        kb_buf_free(&phrase);
        kb_arena_free(&arena);
    }
    assert_int_equal(wrong, 0);
}

static void simple_regexes_are_phrases(void **state)
{
    static const said_case cases[] = {
        { "\\btillit\\b", "tillit" },
        { "\\bmøte\\w*", "møte*" },
        { "\\bmøte", "møte*" },
        { "\\b\\w*avtale\\b", "*avtale" },
        { "\\bavtale\\w+\\b", "avtale?*" },
        { "\\bkr\\wft\\b", "kr?ft" },
        { "\\bgod\\s+dialog\\b", "god dialog" },
        { "\\bgod\\W+dialog\\w*", "god dialog*" },
        { "\\bgod dialog\\b", "god dialog" },
        { "\\b(?:god|grei)\\s+dialog\\b", "[god/grei] dialog" },
        { "\\b(?:god|grei)\\b", "god/grei" },
        { "\\bgod\\b|\\bgrei\\b", "god/grei" },
        { "\\b(?:mangl|sakn)\\w*", "mangl*/sakn*" },
        { "\\bavtale(?:r|ne)?\\b", "avtale(r/ne)" },
        { "\\bavtaler?\\b", "avtale(r)" },
        { "\\bikk(e|je)\\b", "ikke/ikkje" },
        { "\\b(?:u)?enig\\b", "(u)enig" },
        { "\\bm\\x{f8}te\\b", "møte" },
        { "\\b\\Qtillit\\E\\b(?#mye)", "tillit" },
    };
    (void)state;
    expect_phrases(cases, sizeof cases / sizeof *cases);
}

static void what_a_phrase_cannot_say_is_left_alone(void **state)
{
    static const said_case cases[] = {
        { "tillit\\b", NULL },
        { "\\bgr[åa]sone\\w*", NULL },
        { "^tillit\\b", NULL },
        { "\\btillit\\b$", NULL },
        { "\\brespekt\\b(?! for klokka)", NULL },
        { "\\bgod\\W+(?:\\w+\\W+){0,2}?dialog\\b", NULL },
        { "\\bgod\\s*dialog\\b", NULL },
        { "\\b[0-9]+\\s+mil\\b", NULL },
        { "\\ba{3}\\b", NULL },
        { "\\ba++\\b", NULL },
        { "\\bsamarbeids[\\s-]?avtale\\w*", NULL },
        { "\\bgod\\b dialog", "god dialog*" },
        { "\\bgod\\bdialog\\b", NULL },
        { "\\bgod\\s+dialog\\b|\\btillit\\b", NULL },
        { "\\b(?:a|b)(?:c|d)(?:e|f)\\b", NULL },
        { "", NULL },
        { "\\b", NULL },
        { "\\w+", NULL },
        { "(?-i:\\btillit\\b)", NULL },
        { "(?-i)\\btillit\\b", NULL },
    };
    (void)state;
    expect_phrases(cases, sizeof cases / sizeof *cases);
}

static void what_is_not_understood_is_not_read(void **state)
{
    static const char *const regexes[] = {
        "(?xx) a",   "(?a)a", "(?R)",   "(?1)", "(?(1)a|b)", "(*UCP)a", "[[.a.]]", "[[:<:]]a",
        "a{",        "[a",    "(a",     "a)",   "\\",        "\\x{e5",  "*a",      "[a-\\d]",
        "(?P=navn)", "(?C1)", "\\g<1>", "(?<a", "a{2,1",     "\\cA",    "a{,3}",   "a{ 2}",
        "(?ixx)a",   "(?)a",  "a(?i)+", "\\12", "\\x5",      "\\N{3}",  "(?[a])",  "(?#a",
        "(?*a)",     "(?i",   "a(*F)",  "\\y",  "[\\R]",     "\\xg",    "\\på",    "a+(?#b)+",
    };
    static const char *const understood[] = {
        "",         "a|",         "(?:a|b)++",   "(?<navn>a)",    "(?'n'a)",   "[]a]",
        "[^]a]",    "[\\]a-z]",   "a{2,3}?",     "(?>a)",         "(?<=a)b",   "\\1",
        "(?|a|b)",  "\\R",        "[\\w-]",      "(?i)a",         "(?-i:a)b",  "(?^)a",
        "(?m-s)a",  "\\Qa|(\\E+", "\\Qa",        "(?#a)b",        "a(?#b)+",   "a\\E+",
        "\\x{e5}",  "\\xe5",      "\\o{345}",    "\\0",           "\\N{U+e5}", "\\N",
        "\\X",      "\\K",        "\\g{-1}",     "\\g1",          "\\k<a>",    "\\k'a'",
        "\\pL",     "\\P{Lu}",    "[[:alpha:]]", "[[:^digit:]_]", "[\\p{L}]",  "[\\x{e5}-\\xe8]",
        "[\\n\\]]", "\\å",        "[a-c-e]",     "(?x) a # b)",   "(?-x)a",
    };
    (void)state;
    for (size_t i = 0; i < sizeof regexes / sizeof *regexes; i++) {
        kb_arena arena = { 0 };
        kb_rx rx;
        if (kb_rx_read(&rx, &arena, kb_str_from(regexes[i])))
            fail_msg("%s is read", regexes[i]);
        kb_arena_free(&arena);
    }
    for (size_t i = 0; i < sizeof understood / sizeof *understood; i++) {
        kb_arena arena = { 0 };
        kb_rx rx;
        if (!kb_rx_read(&rx, &arena, kb_str_from(understood[i])))
            fail_msg("%s is not read", understood[i]);
        kb_arena_free(&arena);
    }
}

static void deep_nesting_is_not_followed(void **state)
{
    kb_arena arena = { 0 };
    kb_buf deep = { 0 };
    kb_rx rx;
    (void)state;
    for (int i = 0; i < 100000; i++)
        kb_buf_char(&deep, '(');
    assert_false(kb_rx_read(&rx, &arena, kb_buf_view(&deep)));
    kb_buf_free(&deep);
    kb_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(simple_regexes_are_phrases),
        cmocka_unit_test(what_a_phrase_cannot_say_is_left_alone),
        cmocka_unit_test(what_is_not_understood_is_not_read),
        cmocka_unit_test(deep_nesting_is_not_followed),
    };
    return cmocka_run_group_tests_name("codebook/regex_phrase", tests, NULL, NULL);
}
