/* SPDX-License-Identifier: MIT */
/* Memory that is freed all at once. */
#include "base/arena.h"

#include "base/str.h"

#include "unit.h"

static void memory_is_zeroed_and_aligned(void **state)
{
    (void)state;
    kb_arena arena = { 0 };
    for (size_t size = 1; size < 300; size++) {
        unsigned char *bytes = kb_arena_alloc(&arena, size);
        assert_non_null(bytes);
        assert_int_equal((uintptr_t)bytes % _Alignof(max_align_t), 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(bytes[i], 0);
        memset(bytes, 0xAA, size);
    }
    kb_arena_free(&arena);
}

static void large_blocks_find_room(void **state)
{
    (void)state;
    kb_arena arena = { 0 };
    char *small = kb_arena_alloc(&arena, 10);
    char *large = kb_arena_alloc(&arena, 5 << 20);
    assert_non_null(small);
    assert_non_null(large);
    small[9] = large[(5 << 20) - 1] = 'x';
    assert_non_null(kb_arena_alloc(&arena, 10));
    kb_arena_free(&arena);
}

static void what_cannot_be_had_is_null_and_sticks(void **state)
{
    (void)state;
    kb_arena arena = { 0 };
    assert_null(kb_arena_array(&arena, SIZE_MAX / 4, 8));
    assert_true(arena.failed);
    assert_null(kb_arena_alloc(&arena, 1));
    assert_null(kb_arena_str(&arena, KB_STR("a")).ptr);
    kb_arena_free(&arena);
    assert_false(arena.failed);
    assert_non_null(kb_arena_alloc(&arena, 1));
    kb_arena_free(&arena);
    assert_null(kb_arena_alloc(&arena, SIZE_MAX));
    kb_arena_free(&arena);
}

static void strings_are_copied_with_a_zero_byte(void **state)
{
    (void)state;
    kb_arena arena = { 0 };
    char original[] = "møte";
    kb_str copy = kb_arena_str(&arena, kb_str_from(original));
    original[0] = 'X';
    assert_string_equal(copy.ptr, "møte");
    kb_str empty = kb_arena_str(&arena, (kb_str){ 0 });
    assert_string_equal(empty.ptr, "");
    kb_str made = kb_arena_printf(&arena, "%s %d", "linje", 12);
    assert_string_equal(made.ptr, "linje 12");
    assert_int_equal(made.len, 8);
    kb_arena_free(&arena);
}

static void an_array_grows_and_keeps_its_elements(void **state)
{
    (void)state;
    kb_arena arena = { 0 };
    int *numbers = NULL;
    for (size_t count = 0; count < 1000; count++) {
        numbers = kb_arena_grow(&arena, numbers, count, sizeof *numbers);
        assert_non_null(numbers);
        numbers[count] = (int)count;
    }
    for (int i = 0; i < 1000; i++)
        assert_int_equal(numbers[i], i);
    kb_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_and_aligned),
        cmocka_unit_test(large_blocks_find_room),
        cmocka_unit_test(what_cannot_be_had_is_null_and_sticks),
        cmocka_unit_test(strings_are_copied_with_a_zero_byte),
        cmocka_unit_test(an_array_grows_and_keeps_its_elements),
    };
    return cmocka_run_group_tests_name("base/arena", tests, NULL, NULL);
}
