/* SPDX-License-Identifier: MIT */
/* What a regex requires, said as text: clauses by " & ", literals by "|", a boundary as "_". */
#include "regex_maker.h"

#include "unit.h"

static void say_clause(kb_buf *out, const kb_clause *clause)
{
    kb_buf_puts(out, clause->begins ? "^" : "");
    for (size_t i = 0; i < clause->count; i++) {
        kb_str text = clause->items[i].text;
        kb_buf_puts(out, i > 0 ? "|" : "");
        for (size_t j = 0; j < text.len; j++)
            kb_buf_char(out, text.ptr[j] == ' ' ? '_' : text.ptr[j]);
    }
}

static void say_needs(kb_buf *out, const kb_needs *needs)
{
    if (needs->digit)
        kb_buf_puts(out, " digit");
    if (needs->capitals > 0)
        kb_buf_printf(out, " capitals:%d", needs->capitals);
    if (needs->letters > 0)
        kb_buf_printf(out, " letters:%d", needs->letters);
    if ((needs->signs[0] | needs->signs[1]) == 0)
        return;
    kb_buf_puts(out, " signs:");
    for (int c = 0; c < 128; c++)
        if (needs->signs[c / 64] >> c % 64 & 1)
            kb_buf_char(out, (char)c);
}

/* "?" for a regex that is not understood. */
static void say(kb_buf *out, const char *regex, bool needs)
{
    kb_arena arena = { 0 };
    kb_literals literals;
    kb_literals_read(&literals, &arena, kb_str_from(regex));
    assert_false(arena.failed);
    kb_buf_puts(out, literals.understood ? "" : "?");
    for (size_t i = 0; i < literals.clause_count; i++) {
        kb_buf_puts(out, i > 0 ? " & " : "");
        say_clause(out, &literals.clauses[i]);
    }
    if (needs)
        say_needs(out, &literals.needs);
    kb_buf_char(out, '\0');
    kb_arena_free(&arena);
}

typedef struct said_case {
    const char *regex, *said;
} said_case;

static void expect_said(const said_case *cases, size_t count, bool needs)
{
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        kb_buf out = { 0 };
        say(&out, cases[i].regex, needs);
        if (strcmp(out.ptr, cases[i].said) != 0) {
            print_error("%s\n  expected: %s\n  found:    %s\n", cases[i].regex, cases[i].said,
                        out.ptr);
            wrong++;
        }
        kb_buf_free(&out);
    }
    assert_int_equal(wrong, 0);
}

#define EXPECT(cases) expect_said(cases, sizeof(cases) / sizeof *(cases), false)

static void words_and_edges_make_literals(void **state)
{
    static const said_case cases[] = {
        { "\\bsamarbeid\\w*", "^_samarbeid" },
        { "samarbeid", "^samarbeid" },
        { "\\bgod\\s+dialog\\b", "X" },
    };
    (void)state;
    EXPECT(cases);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_and_edges_make_literals),
    };
    return cmocka_run_group_tests_name("match/literals", tests, NULL, NULL);
}
