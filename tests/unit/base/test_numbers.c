/* SPDX-License-Identifier: MIT */
/* Lists of numbers. */
#include "base/numbers.h"

#include "unit.h"

static void sorting_leaves_each_number_once(void **state)
{
    (void)state;
    static const int64_t given[] = { 7, INT64_MAX, -3, 7, 0, INT64_MIN, -3, 7 };
    static const int64_t left[] = { INT64_MIN, -3, 0, 7, INT64_MAX };
    kb_numbers numbers = { 0 };
    for (size_t i = 0; i < sizeof given / sizeof *given; i++)
        assert_true(kb_numbers_add(&numbers, given[i]));
    kb_numbers_sort(&numbers);
    assert_int_equal(numbers.count, sizeof left / sizeof *left);
    for (size_t i = 0; i < numbers.count; i++)
        assert_true(numbers.items[i] == left[i]);
    kb_numbers_free(&numbers);
    assert_null(numbers.items);
}

static void an_empty_list_is_sorted_and_freed(void **state)
{
    (void)state;
    kb_numbers numbers = { 0 };
    kb_numbers_sort(&numbers);
    assert_int_equal(numbers.count, 0);
    kb_numbers_free(&numbers);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sorting_leaves_each_number_once),
        cmocka_unit_test(an_empty_list_is_sorted_and_freed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
