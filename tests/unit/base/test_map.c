/* SPDX-License-Identifier: MIT */
/* String -> number. */
#include "base/map.h"

#include "base/str.h"

#include "unit.h"

#include <stdio.h>

static void keys_are_numbered_in_order_of_arrival(void **state)
{
    (void)state;
    kb_map map = { 0 };
    assert_int_equal(kb_map_find(&map, KB_STR("a")), KB_MAP_NONE);
    assert_int_equal(kb_map_add(&map, KB_STR("b")), 0);
    assert_int_equal(kb_map_add(&map, KB_STR("a")), 1);
    assert_int_equal(kb_map_add(&map, KB_STR("b")), 0);
    assert_int_equal(kb_map_add(&map, (kb_str){ 0 }), 2);
    assert_int_equal(kb_map_add(&map, KB_STR("a\0x")), 3);
    assert_int_equal(map.count, 4);
    assert_int_equal(kb_map_find(&map, KB_STR("a")), 1);
    assert_int_equal(kb_map_find(&map, KB_STR("")), 2);
    assert_int_equal(kb_map_find(&map, KB_STR("c")), KB_MAP_NONE);
    assert_true(kb_str_is(map.keys[1], "a"));
    kb_map_free(&map);
    assert_int_equal(kb_map_find(&map, KB_STR("a")), KB_MAP_NONE);
}

static void many_keys_are_all_found_again(void **state)
{
    (void)state;
    enum { KEYS = 20000 };
    kb_map map = { 0 };
    char key[32];
    for (int round = 0; round < 2; round++)
        for (int i = 0; i < KEYS; i++) {
            snprintf(key, sizeof key, "ø%d", i);
            assert_int_equal(kb_map_add(&map, kb_str_from(key)), i);
        }
    for (int i = 0; i < KEYS; i++) {
        snprintf(key, sizeof key, "ø%d", i);
        assert_int_equal(kb_map_find(&map, kb_str_from(key)), i);
        assert_true(kb_str_is(map.keys[i], key));
    }
    assert_int_equal(map.count, KEYS);
    kb_map_free(&map);
}

static void keys_are_copies(void **state)
{
    (void)state;
    kb_map map = { 0 };
    char key[] = "kode";
    kb_map_add(&map, kb_str_from(key));
    key[0] = 'n';
    assert_int_equal(kb_map_find(&map, KB_STR("kode")), 0);
    assert_int_equal(kb_map_find(&map, KB_STR("node")), KB_MAP_NONE);
    kb_map_free(&map);
}

/* Lengths on both sides of what a slot holds; beginnings, ends and zeros that look alike. */
static void keys_of_every_length_are_told_apart(void **state)
{
    (void)state;
    enum { LONGEST = 40 };
    static const char *const fills[] = { "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                                         "aaaaaaaabaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                                         "aaaaaaaaaaaaaaaabaaaaaaaaaaaaaaaaaaaaaaa",
                                         "baaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                                         "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
                                         "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0" };
    static const size_t differs_at[] = { 0, 8, 16, 0, 0 };
    kb_map map = { 0 };
    for (int round = 0; round < 2; round++) {
        size_t number = 0;
        for (size_t f = 0; f < sizeof fills / sizeof fills[0]; f++)
            for (size_t len = differs_at[f] + 1; len <= LONGEST; len++, number++) {
                kb_str key = { fills[f], len };
                if (round == 0)
                    assert_int_equal(kb_map_find(&map, key), KB_MAP_NONE);
                assert_int_equal(kb_map_add(&map, key), number);
                assert_int_equal(kb_map_find(&map, key), number);
            }
    }
    kb_map_free(&map);
}

/* What stands after an open key must not matter. */
static void open_keys_are_found_too(void **state)
{
    (void)state;
    char text[64];
    kb_map map = { 0 };
    assert_int_equal(kb_map_find_open(&map, KB_STR("en lang nok tekst")), KB_MAP_NONE);
    for (size_t len = 1; len < 32; len++) {
        snprintf(text, sizeof text, "åpne ord er fulgt av mer enn seg selv");
        assert_int_equal(kb_map_find_open(&map, (kb_str){ text, len }), KB_MAP_NONE);
        assert_int_equal(kb_map_add(&map, (kb_str){ text, len }), len - 1);
        memset(text + len, 'x', sizeof text - len);
        assert_int_equal(kb_map_find_open(&map, (kb_str){ text, len }), len - 1);
        text[len - 1] = '!';
        assert_int_equal(kb_map_find_open(&map, (kb_str){ text, len }), KB_MAP_NONE);
    }
    kb_map_free(&map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_numbered_in_order_of_arrival),
        cmocka_unit_test(many_keys_are_all_found_again),
        cmocka_unit_test(keys_are_copies),
        cmocka_unit_test(keys_of_every_length_are_told_apart),
        cmocka_unit_test(open_keys_are_found_too),
    };
    return cmocka_run_group_tests_name("base/map", tests, NULL, NULL);
}
