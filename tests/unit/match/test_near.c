/* SPDX-License-Identifier: MIT */
/* near: a table, and every combination tried on random texts. */
#include "kit.h"

static void the_shortest_combination_wins(void **state)
{
    (void)state;
    static const marked cases[] = {
        { "{near: ['hest', 'ku'], within: 2}", "[ku og en hest]" },
        { "{near: ['hest', 'ku'], within: 2}", "ku og en brun hest" },
        { "{near: ['hest', 'ku'], within: 2}", "ku x [ku hest] x ku" },
        { "{near: ['hest', 'ku'], within: 0}", "[hest ku] [ku hest]" },
        { "{near: ['hest', 'ku'], within: 1}", "[ku x hest] x ku" }, /* equal: the leftmost */
        { "{near: ['hest', 'ku'], within: 4}", "hest. [Ku hest]; [ku, hest]" },
        { "{near: ['mor', 'far'], within: 3, ordered: true}", "[mor og far] og mor" },
        { "{near: ['mor', 'far'], within: 3, ordered: true}", "far og mor" },
        { "{near: ['mor', 'far'], within: 1, ordered: true}", "far [mor far] far" },
        { "{near: ['a', 'b', 'c'], within: 1}", "[c x a x b]" },
        { "{near: ['a', 'b', 'c'], within: 1}", "[b x c x a] x x b" },
        { "{near: ['a', 'b', 'c'], within: 1, ordered: true}", "[a b c] b a" },
        { "{near: ['a', 'b', 'c', 'd'], within: 0}", "x [d b a c] x" },
        { "{near: ['a', 'b', 'c', 'd'], within: 0, ordered: true}", "d c b a [a b c d]" },
        { "{near: ['a', 'a'], within: 1}", "[a [a] a]" },
        { "{near: ['god dialog', 'dialog med'], within: 2}", "god dialog med" }, /* overlap */
        { "{near: ['ku', {any: ['hest', 'gris']}], within: 1}", "[ku og gris] og hest" },
        { "{near: ['ku', {near: ['hest', 'gris'], within: 0}], within: 1}",
          "[hest gris og ku] og hest" },
    };
    expect_marked(HEAD, cases, COUNT(cases), mark_matches);
}

static void components_are_the_children(void **state)
{
    (void)state;
    static const marked cases[] = {
        { "{near: ['hest', 'ku'], within: 2}", "[ku] og en [hest]" },
        { "{near: ['a ...2 b', 'c', {all: ['d', 'e']}], within: 3}", "[c] x [d] [e] x [a x b]" },
        /* of two that reach as far, the leftmost */
        { "{near: ['a', 'b', 'c'], within: 2}", "[c] [b] b [a]" },
        { "{near: ['a', 'b', 'c'], within: 2}", "[a] [b] b [c]" },
    };
    expect_marked(HEAD, cases, COUNT(cases), mark_components);
}

/* ------------------------------------------------------------- brute force */

enum { MAX_TOKENS = 14, MAX_CHILDREN = 4 };

typedef struct puzzle {
    char tokens[MAX_TOKENS];
    uint32_t count;
    const char *children[MAX_CHILDREN]; /* letters that follow each other: "a", "ab" */
    size_t child_count;
    uint32_t within;
    bool ordered;
} puzzle;

static bool stands_at(const puzzle *p, const char *child, uint32_t at)
{
    return at + strlen(child) <= p->count && strncmp(p->tokens + at, child, strlen(child)) == 0;
}

/* May children stand at `at`?  Gives the hull when they may. */
static bool is_combination(const puzzle *p, const uint32_t *at, kb_span *hull)
{
    size_t order[MAX_CHILDREN];
    for (size_t i = 0; i < p->child_count; i++) {
        size_t place = i;
        for (; place > 0 && at[order[place - 1]] > at[i]; place--)
            order[place] = order[place - 1];
        order[place] = i;
    }
    for (size_t i = 0; i < p->child_count; i++) {
        if (p->ordered && order[i] != i)
            return false;
        uint32_t end = at[order[i]] + (uint32_t)strlen(p->children[order[i]]);
        *hull = (kb_span){ at[order[0]], end };
        if (i + 1 < p->child_count &&
            (at[order[i + 1]] < end || at[order[i + 1]] - end > p->within))
            return false;
    }
    return true;
}

/* The shortest, then leftmost, hull with the first child at `first`. */
static bool best_with(const puzzle *p, uint32_t first, kb_span *best)
{
    uint32_t at[MAX_CHILDREN] = { first };
    bool any = false;
    uint32_t total = 1;
    for (size_t i = 1; i < p->child_count; i++)
        total *= p->count;
    for (uint32_t number = 0; number < total; number++) {
        uint32_t rest = number;
        bool stands = true;
        for (size_t i = 1; i < p->child_count && stands; i++, rest /= p->count) {
            at[i] = rest % p->count;
            stands = stands_at(p, p->children[i], at[i]);
        }
        kb_span hull;
        if (!stands || !is_combination(p, at, &hull))
            continue;
        size_t length = hull.end - hull.begin;
        if (!any || length < best->end - best->begin ||
            (length == best->end - best->begin && hull.begin < best->begin))
            *best = hull;
        any = true;
    }
    return any;
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 16;
}

static void write_book(const puzzle *p, kb_buf *yaml)
{
    kb_buf_puts(yaml, BOOK("    - {id: a, statement: s, rules: {near: ["));
    for (size_t i = 0; i < p->child_count; i++) {
        kb_buf_puts(yaml, i > 0 ? ", '" : "'");
        for (const char *c = p->children[i]; *c != '\0'; c++)
            kb_buf_printf(yaml, "%s%c", c > p->children[i] ? " " : "", *c);
        kb_buf_char(yaml, '\'');
    }
    kb_buf_printf(yaml, "], within: %u, ordered: %s}}\n", p->within, p->ordered ? "true" : "false");
    kb_buf_char(yaml, '\0');
}

/* Every token is one letter and a space, so byte 2n is token n. */
static size_t compare(const puzzle *p, coder *c)
{
    kb_span expected[MAX_TOKENS];
    size_t count = 0;
    kb_buf text = { 0 }, wanted = { 0 }, found = { 0 };
    for (uint32_t i = 0; i < p->count; i++)
        kb_buf_printf(&text, "%s%c", i > 0 ? " " : "", p->tokens[i]);
    for (uint32_t at = 0; at < p->count; at++)
        if (stands_at(p, p->children[0], at) && best_with(p, at, &expected[count])) {
            expected[count].begin *= 2;
            expected[count].end = expected[count].end * 2 - 1;
            count++;
        }
    mark_spans(&wanted, kb_buf_view(&text), expected, count);
    mark_matches(&found, code_as(c, kb_buf_view(&text), KB_ABSENT, KB_ABSENT));
    assert_string_equal(found.ptr, wanted.ptr);
    kb_buf_free(&text);
    kb_buf_free(&wanted);
    kb_buf_free(&found);
    return count;
}

static void agrees_with_trying_every_combination(void **state)
{
    (void)state;
    static const char *const patterns[] = { "a", "b", "c", "d", "ab", "bc", "a" };
    uint32_t seed = 7;
    size_t found = 0;
    for (int book = 0; book < 120; book++) {
        puzzle p = { .child_count = 2 + (size_t)book % 3,
                     .within = next_random(&seed) % 4,
                     .ordered = next_random(&seed) % 3 == 0 };
        for (size_t i = 0; i < p.child_count; i++)
            p.children[i] = patterns[next_random(&seed) % COUNT(patterns)];
        kb_buf yaml = { 0 };
        write_book(&p, &yaml);
        coder c = open_good(yaml.ptr);
        for (int text = 0; text < 12; text++) {
            p.count = 2 + next_random(&seed) % (MAX_TOKENS - 1);
            for (uint32_t i = 0; i < p.count; i++)
                p.tokens[i] = "abcdx"[next_random(&seed) % 5];
            found += compare(&p, &c);
        }
        close_coder(&c);
        kb_buf_free(&yaml);
    }
    assert_true(found > 300);
}

static void the_time_is_linear_in_the_matches(void **state)
{
    (void)state;
    coder c = open_good(ONE_RULE("{near: ['a', 'b', 'a', 'b'], within: 20, in: answer}"));
    kb_buf text = { 0 };
    for (int i = 0; i < 20000; i++)
        kb_buf_puts(&text, "a b ");
    assert_int_equal(code_as(&c, kb_buf_view(&text), KB_ABSENT, KB_ABSENT)->match_count, 19999);
    kb_buf_free(&text);
    close_coder(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_shortest_combination_wins),
        cmocka_unit_test(components_are_the_children),
        cmocka_unit_test(agrees_with_trying_every_combination),
        cmocka_unit_test(the_time_is_linear_in_the_matches),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
