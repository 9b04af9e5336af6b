/* SPDX-License-Identifier: MIT */
/* Strings with a length. */
#include "base/str.h"

#include "unit.h"

static void strings_compare_by_bytes(void **state)
{
    (void)state;
    assert_true(kb_str_equal((kb_str){ 0 }, KB_STR("")));
    assert_false(kb_str_equal(KB_STR("a\0b"), KB_STR("a\0c")));
    assert_true(kb_str_is(KB_STR("på"), "på"));
    assert_true(kb_str_is((kb_str){ 0 }, NULL));
    assert_true(kb_str_compare(KB_STR("a"), KB_STR("ab")) < 0);
    assert_true(kb_str_compare(KB_STR("b"), KB_STR("ab")) > 0);
    assert_true(kb_str_compare(KB_STR("z"), KB_STR("å")) < 0);
    assert_int_equal(kb_str_compare((kb_str){ 0 }, KB_STR("")), 0);
}

static void beginnings_and_ends_are_found(void **state)
{
    (void)state;
    kb_str text = KB_STR("svar.csv");
    assert_true(kb_str_starts(text, KB_STR("svar")));
    assert_true(kb_str_starts(text, KB_STR("")));
    assert_false(kb_str_starts(KB_STR("sv"), KB_STR("svar")));
    assert_true(kb_str_ends(text, KB_STR(".csv")));
    assert_true(kb_str_ends(text, (kb_str){ 0 }));
    assert_false(kb_str_ends(KB_STR("sv"), KB_STR(".csv")));
    assert_true(kb_str_is(kb_str_slice(text, (kb_span){ 5, 8 }), "csv"));
}

static void white_space_is_trimmed_at_both_ends(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        { "", "" },
        { " ", "" },
        { "a", "a" },
        { " \t\r\na b\n", "a b" },
        { "\u00A0 møte\u00A0\u00A0", "møte" },
        { "\u00A0", "" },
        { "å", "å" },
        { "\u3000a", "\u3000a" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_true(kb_str_is(kb_str_trim(kb_str_from(cases[i][0])), cases[i][1]));
    assert_int_equal(kb_str_trim((kb_str){ 0 }).len, 0);
    assert_int_equal(kb_str_trim(KB_STR(" \0 ")).len, 1);
}

static void pieces_are_cut_at_a_separator(void **state)
{
    (void)state;
    kb_str rest = KB_STR("a;;b;"), piece;
    static const char *const pieces[] = { "a", "", "b", "" };
    for (size_t i = 0; i < 4; i++) {
        assert_true(kb_str_cut(&rest, ';', &piece));
        assert_true(kb_str_is(piece, pieces[i]));
    }
    assert_false(kb_str_cut(&rest, ';', &piece));
    rest = KB_STR("");
    assert_true(kb_str_cut(&rest, ';', &piece));
    assert_false(kb_str_cut(&rest, ';', &piece));
    rest = (kb_str){ 0 };
    assert_false(kb_str_cut(&rest, ';', &piece));
}

static void bytes_are_dropped_off_the_front(void **state)
{
    (void)state;
    kb_str text = KB_STR("måned"), none = { NULL, 0 };
    assert_int_equal(kb_str_drop(&text, 3), 3);
    assert_true(kb_str_is(text, "ned"));
    assert_int_equal(kb_str_drop(&text, 9), 3);
    assert_int_equal(text.len, 0);
    assert_int_equal(kb_str_drop(&none, 3), 0);
    assert_null(none.ptr);
}

static void only_whole_numbers_are_read(void **state)
{
    (void)state;
    static const char *const bad[] = {
        "", "-1", "+1", " 1", "1 ", "1.0", "0x1", "101", "99999999999999999999", "１"
    };
    int number = -5;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(kb_str_number(kb_str_from(bad[i]), 100, &number));
    assert_int_equal(number, -5);
    assert_true(kb_str_number(KB_STR("100"), 100, &number));
    assert_int_equal(number, 100);
    assert_true(kb_str_number(KB_STR("007"), 100, &number));
    assert_int_equal(number, 7);
    assert_true(kb_str_number(KB_STR("2147483647"), INT32_MAX, &number));
    assert_int_equal(number, INT32_MAX);
    assert_false(kb_str_number(KB_STR("2147483648"), INT32_MAX, &number));
}

static void distance_counts_edits_and_swaps(void **state)
{
    (void)state;
    static const struct {
        const char *a, *b;
        int distance;
    } cases[] = {
        { "", "", 0 },
        { "", "abc", 3 },
        { "tillit", "tillit", 0 },
        { "tillit", "tilit", 1 },
        { "tillit", "tlilit", 1 },
        { "tillit", "tillat", 1 },
        { "kitten", "sitting", 3 },
        { "ca", "abc", 3 },
        { "abcdefgh", "", 6 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        kb_str a = kb_str_from(cases[i].a), b = kb_str_from(cases[i].b);
        assert_int_equal(kb_str_distance(a, b, 5), cases[i].distance);
        assert_int_equal(kb_str_distance(b, a, 5), cases[i].distance);
    }
    char longer[66] = { 0 };
    memset(longer, 'a', 65);
    assert_int_equal(kb_str_distance(kb_str_from(longer), kb_str_from(longer), 3), 4);
}

static void the_nearest_name_is_suggested(void **state)
{
    (void)state;
    const kb_str names[] = { KB_STR("categories"), KB_STR("themes"), KB_STR("title"),
                             KB_STR("text") };
    assert_int_equal(kb_str_nearest(KB_STR("categoris"), names, 4), 0);
    assert_int_equal(kb_str_nearest(KB_STR("theme"), names, 4), 1);
    assert_int_equal(kb_str_nearest(KB_STR("tilte"), names, 4), 2);
    assert_int_equal(kb_str_nearest(KB_STR("suppresses"), names, 4), 4);
    assert_int_equal(kb_str_nearest(KB_STR("x"), names, 0), 0);
    const kb_str dotted[] = { KB_STR("t.k"), KB_STR("t.ly.p"), KB_STR("t.l.p"), KB_STR("nb-1") };
    assert_int_equal(kb_str_nearest(KB_STR("t.l"), dotted, 4), 2);
    assert_int_equal(kb_str_nearest(KB_STR("NB-1"), dotted, 4), 3);
    const kb_str equal_last[] = { KB_STR("k.x"), KB_STR("k") };
    assert_int_equal(kb_str_nearest(KB_STR("K"), equal_last, 2), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_compare_by_bytes),
        cmocka_unit_test(beginnings_and_ends_are_found),
        cmocka_unit_test(white_space_is_trimmed_at_both_ends),
        cmocka_unit_test(pieces_are_cut_at_a_separator),
        cmocka_unit_test(bytes_are_dropped_off_the_front),
        cmocka_unit_test(only_whole_numbers_are_read),
        cmocka_unit_test(distance_counts_edits_and_swaps),
        cmocka_unit_test(the_nearest_name_is_suggested),
    };
    return cmocka_run_group_tests_name("base/str", tests, NULL, NULL);
}
