/* SPDX-License-Identifier: MIT */
/* The automaton against a search that looks at every place of the folded text. */
#include "match/automaton.h"

#include "base/bits.h"
#include "base/buf.h"
#include "base/str.h"
#include "match/gate_fold.h"

#include <stdlib.h>

#include "unit.h"

enum { LITERALS = 40, TEXTS = 13, LONGEST = 90, ROUNDS = 300 };

static unsigned throw_dice(unsigned sides)
{
    static uint64_t state = 1;
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)(state >> 33) % sides;
}

/* Few letters, so that they meet: small and capital ones, ends of words, two bytes long ones. */
static void make_text(kb_buf *out, size_t length)
{
    static const char *const pieces[] = { "a", "b", "A", "B", "å", "Å", "ø",  "Ø",
                                          " ", ".", "1", "c", "-", "_", "\t", "ab" };
    kb_buf_reset(out);
    kb_buf_reserve(out, 1);
    while (out->len < length)
        kb_buf_puts(out, pieces[throw_dice(sizeof pieces / sizeof *pieces)]);
}

static void make_literal(kb_buf *out)
{
    static const char *const pieces[] = { "a", "b", "å", "ø", "1" };
    kb_buf_reset(out);
    if (throw_dice(3) == 0)
        kb_buf_puts(out, " ");
    for (unsigned n = out->len > 0 && throw_dice(4) == 0 ? 0 : 1 + throw_dice(3); n > 0; n--)
        kb_buf_puts(out, pieces[throw_dice(sizeof pieces / sizeof *pieces)]);
    if (throw_dice(3) == 0)
        kb_buf_puts(out, " ");
}

static bool stands_at(kb_str text, size_t at, kb_str literal)
{
    return at + literal.len <= text.len && memcmp(text.ptr + at, literal.ptr, literal.len) == 0;
}

/* A folded text begins with one boundary more than the text itself; that one alone is not told. */
static void expect_found(const kb_presence *found, kb_str text, const kb_str *literals,
                         const uint64_t *asked)
{
    kb_buf folded = { 0 };
    kb_gate_fold(&folded, text);
    uint32_t count = 0;
    for (size_t n = 0; n < LITERALS; n++) {
        size_t first = SIZE_MAX, end = 0;
        for (size_t at = 0; kb_has_bit(asked, n) && at < text.len + 2; at++)
            if (at + literals[n].len > 1 && stands_at(kb_buf_view(&folded), at, literals[n])) {
                first = first == SIZE_MAX ? at : first;
                end = at + literals[n].len;
            }
        assert_int_equal(kb_has_bit(found->bits, n), first != SIZE_MAX);
        if (first == SIZE_MAX)
            continue;
        count++;
        assert_int_equal(found->reach[n].begin, first > 0 ? first - 1 : 0);
        assert_int_equal(found->reach[n].end, end - 1);
    }
    assert_int_equal(found->count, count);
    assert_false(found->exotic);
    kb_buf_free(&folded);
}

typedef struct trial {
    kb_arena arena;
    kb_automaton automaton;
    kb_str literals[LITERALS];
    uint64_t asked[1];
    kb_presence presences[TEXTS];
} trial;

static void open_trial(trial *t)
{
    kb_buf literal = { 0 };
    kb_error err = { 0 };
    *t = (trial){ 0 };
    for (size_t i = 0; i < LITERALS; i++) {
        bool known = false;
        make_literal(&literal);
        t->literals[i] = kb_arena_str(&t->arena, kb_buf_view(&literal));
        for (size_t k = 0; k < i; k++)
            known |= kb_has_bit(t->asked, k) && kb_str_equal(t->literals[k], t->literals[i]);
        if (!known && throw_dice(8) > 0)
            kb_set_bit(t->asked, i);
    }
    assert_int_equal(
        kb_automaton_build(&t->automaton, &t->arena, t->literals, LITERALS, t->asked, &err), KB_OK);
    for (size_t i = 0; i < TEXTS; i++)
        t->presences[i] = (kb_presence){ .bits = calloc(1, sizeof(uint64_t)),
                                         .list = calloc(LITERALS, sizeof(uint32_t)),
                                         .reach = calloc(LITERALS, sizeof(kb_reach)) };
    kb_buf_free(&literal);
}

static void close_trial(trial *t)
{
    for (size_t i = 0; i < TEXTS; i++) {
        free(t->presences[i].bits);
        free(t->presences[i].list);
        free(t->presences[i].reach);
    }
    kb_arena_free(&t->arena);
}

static void what_stands_there_is_found_with_its_place(void **state)
{
    (void)state;
    kb_buf texts[TEXTS] = { 0 };
    for (size_t round = 0; round < ROUNDS; round++) {
        trial t;
        kb_str views[TEXTS];
        open_trial(&t);
        size_t count = 1 + throw_dice(TEXTS);
        for (size_t i = 0; i < count; i++) {
            make_text(&texts[i], throw_dice(LONGEST));
            views[i] = kb_buf_view(&texts[i]);
        }
        kb_automaton_scan_many(&t.automaton, views, count, t.presences);
        for (size_t i = 0; i < count; i++)
            expect_found(&t.presences[i], views[i], t.literals, t.asked);
        kb_presence_clear(&t.presences[0]);
        kb_automaton_scan(&t.automaton, views[count - 1], &t.presences[0]);
        expect_found(&t.presences[0], views[count - 1], t.literals, t.asked);
        close_trial(&t);
    }
    for (size_t i = 0; i < TEXTS; i++)
        kb_buf_free(&texts[i]);
}

static void what_the_table_does_not_fold_is_reported(void **state)
{
    (void)state;
    static const char *const exotic[] = { "ſ", "a\u212A", "b\u0301 a", "×", "÷", "«a»", "…" };
    static const char *const plain[] = { "", "a", "Åå", "þÞ", "a\tb", "~!" };
    for (size_t round = 0; round < 20; round++) {
        trial t;
        open_trial(&t);
        for (size_t i = 0; i < sizeof exotic / sizeof *exotic; i++) {
            kb_presence_clear(&t.presences[0]);
            kb_automaton_scan(&t.automaton, kb_str_from(exotic[i]), &t.presences[0]);
            assert_true(t.presences[0].exotic);
        }
        for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
            kb_presence_clear(&t.presences[0]);
            kb_automaton_scan(&t.automaton, kb_str_from(plain[i]), &t.presences[0]);
            assert_false(t.presences[0].exotic);
        }
        close_trial(&t);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_stands_there_is_found_with_its_place),
        cmocka_unit_test(what_the_table_does_not_fold_is_reported),
    };
    return cmocka_run_group_tests_name("match/automaton", tests, NULL, NULL);
}
