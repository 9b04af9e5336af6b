/* SPDX-License-Identifier: MIT */
/* Which codes suppress which, where, and in which order. */
#include "kit.h"

#define CHAIN                                                                                      \
    HEAD "negation: {before: [ikke]}\n"                                                            \
         "categories: {f: {label: F}, m: {label: M, suppresses: f}, t: {label: T, suppresses: "    \
         "[m, f]}}\n"                                                                              \
         "themes:\n- id: x\n  label: X\n  cells:\n"                                                \
         "    f: {statement: s, rules: [forbedre, {all: [bedre, best], in: answer}]}\n"            \
         "    m: {statement: s, rules: mål}\n"                                                    \
         "    t: {statement: s, rules: tiltak}\n"                                                  \
         "- id: y\n  label: Y\n  cells:\n"                                                         \
         "    f: {statement: s, rules: forbedre}\n"                                                \
         "    m: {statement: s, rules: [målet, {phrase: snu, negated: {flip: f}}]}\n"

static void a_surviving_match_suppresses_in_its_sentence(void **state)
{
    (void)state;
    coder c = open_good(CHAIN);
    static const coded cases[] = {
        { "forbedre", "x.f y.f" },
        { "mål å forbedre", "x.m y.f" }, /* within the theme */
        { "målet å forbedre", "x.f y.m" },
        { "Mål. Forbedre.", "x.f x.m y.f" },
        { "tiltak mål forbedre", "x.t y.f" },
        { "tiltak mål. Mål forbedre.", "x.m x.t y.f" },
        { "tiltak mål. Forbedre.", "x.f x.t y.f" },
        { "ikke mål forbedre", "" },
        { "ikke mål, en to tre fire fem forbedre", "x.f y.f" },
        { "Bedre. Mål. Best.", "x.f x.m" },
        { "Bedre. Mål best.", "x.m" }, /* any sentence of any component */
        { "Bedre mål. Best.", "x.m" },
    };
    expect_codes(&c, cases, COUNT(cases));
    close_coder(&c);
}

static void what_is_suppressed_itself_suppresses_nothing(void **state)
{
    (void)state;
    coder c = open_good(
        HEAD
        "categories: {c: {label: C, suppresses: b}, b: {label: B, suppresses: a}, a: {label: A}}\n"
        "themes:\n- id: x\n  label: X\n  cells:\n"
        "    a: {statement: s, rules: en}\n    b: {statement: s, rules: to}\n"
        "    c: {statement: s, rules: tre}\n");
    static const coded cases[] = {
        { "en to", "x.b" },
        { "to tre", "x.c" },
        { "en to tre", "x.a x.c" },
        { "en to. To tre.", "x.b x.c" },
    };
    expect_codes(&c, cases, COUNT(cases));
    close_coder(&c);
}

static void the_order_does_not_depend_on_the_file(void **state)
{
    (void)state;
    coder c = open_good(BOOK("    - {id: a, statement: s, rules: en}\n"
                             "    - {id: b, statement: s, rules: to, suppresses: t.k.a}\n"
                             "    - {id: c, statement: s, rules: tre, suppresses: [t.k.b]}\n"));
    static const coded cases[] = { { "en to tre", "t.k.a t.k.c" }, { "en to", "t.k.b" } };
    expect_codes(&c, cases, COUNT(cases));
    close_coder(&c);
}

static void negated_matches_suppress_nothing_and_flipped_ones_do(void **state)
{
    (void)state;
    coder c = open_good(
        HEAD "negation: {window: 1, before: [ikke]}\n"
             "categories: {b: {label: B, suppresses: f}, f: {label: F}}\n"
             "themes:\n- id: x\n  label: X\n  cells:\n"
             "    b:\n"
             "    - {id: mot, statement: s, rules: hinder}\n"
             "    - {id: for, statement: s, rules: {phrase: møter, negated: {flip: x.b.mot}}}\n"
             "    f: {statement: s, rules: samarbeid}\n");
    static const coded cases[] = {
        { "hinder samarbeid", "x.b.mot" },
        { "ikke hinder og godt samarbeid", "x.f" },
        { "ikke møter og godt samarbeid", "x.b.mot" },
        { "møter og godt samarbeid", "x.b.for" },
    };
    expect_codes(&c, cases, COUNT(cases));
    close_coder(&c);
}

static void the_suppressor_is_named(void **state)
{
    (void)state;
    coder c = open_good(CHAIN);
    const kb_result *result = code(&c, "tiltak mål forbedre");
    for (size_t i = 0; i < result->match_count; i++) {
        const kb_match *match = &result->matches[i];
        bool first_theme = c.book->codes[match->code].theme == 0;
        bool tiltak = match->code == kb_codebook_code(c.book, KB_STR("x.t"));
        assert_int_equal(match->fate, first_theme && !tiltak ? KB_SUPPRESSED : KB_KEPT);
        assert_int_equal(match->by,
                         match->fate == KB_KEPT ? -1 : kb_codebook_code(c.book, KB_STR("x.t")));
    }
    close_coder(&c);
}

static void drafts_suppress_nothing_and_retired_codes_are_not_matched(void **state)
{
    (void)state;
    coder c = open_good(HEAD "categories: {a: {label: A, suppresses: b}, b: {label: B}}\n"
                             "themes:\n- id: x\n  label: X\n  cells:\n"
                             "    a:\n    - {id: utkast, status: draft, statement: s, rules: en}\n"
                             "    - {id: gammel, status: retired, statement: s, rules: en}\n"
                             "    b: {statement: s, rules: to}\n");
    static const coded cases[] = { { "en to", "x.a.utkast x.b" } };
    expect_codes(&c, cases, COUNT(cases));
    assert_int_equal(c.result.match_count, 2);
    close_coder(&c);
}

/* 200 codes that suppress 200 others, with thousands of matches of each. */
static void many_matches_of_many_codes_are_no_trouble(void **state)
{
    (void)state;
    kb_buf yaml = { 0 }, text = { 0 };
    kb_buf_puts(&yaml, HEAD "categories: {k: {label: K}, l: {label: L, suppresses: k}}\n" CODES);
    for (int i = 0; i < 100; i++)
        kb_buf_printf(&yaml, "    - {id: a%d, statement: s, rules: [bil, buss]}\n", i);
    kb_buf_puts(&yaml, "    l:\n");
    for (int i = 0; i < 100; i++)
        kb_buf_printf(&yaml, "    - {id: b%d, statement: s, rules: sykkel}\n", i);
    kb_buf_char(&yaml, '\0');
    for (int i = 0; i < 500; i++)
        kb_buf_puts(&text, "Bil og buss. Sykkel og bil. ");
    coder c = open_good(yaml.ptr);
    const kb_result *result = code_as(&c, kb_buf_view(&text), KB_ABSENT, KB_ABSENT);
    size_t suppressed = 0;
    for (size_t i = 0; i < result->match_count; i++)
        suppressed += result->matches[i].fate == KB_SUPPRESSED;
    assert_int_equal(result->match_count, 200000);
    assert_int_equal(suppressed, 50000);
    close_coder(&c);
    kb_buf_free(&yaml);
    kb_buf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_surviving_match_suppresses_in_its_sentence),
        cmocka_unit_test(what_is_suppressed_itself_suppresses_nothing),
        cmocka_unit_test(the_order_does_not_depend_on_the_file),
        cmocka_unit_test(negated_matches_suppress_nothing_and_flipped_ones_do),
        cmocka_unit_test(the_suppressor_is_named),
        cmocka_unit_test(drafts_suppress_nothing_and_retired_codes_are_not_matched),
        cmocka_unit_test(many_matches_of_many_codes_are_no_trouble),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
