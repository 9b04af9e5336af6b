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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_numbered_in_order_of_arrival),
        cmocka_unit_test(many_keys_are_all_found_again),
        cmocka_unit_test(keys_are_copies),
    };
    return cmocka_run_group_tests_name("base/map", tests, NULL, NULL);
}
