/* SPDX-License-Identifier: MIT */
/* Bytes that grow, and the failure that sticks. */
#include "base/buf.h"

#include "base/str.h"

#include "unit.h"

#include <stdlib.h>

static void everything_appended_is_there(void **state)
{
    (void)state;
    kb_buf buf = { 0 };
    kb_buf_puts(&buf, "a");
    kb_buf_char(&buf, '\0');
    kb_buf_str(&buf, KB_STR("på"));
    kb_buf_str(&buf, (kb_str){ 0 });
    kb_buf_add(&buf, NULL, 0);
    kb_buf_printf(&buf, "%03d%s", 7, "!");
    assert_true(kb_str_equal(kb_buf_view(&buf), KB_STR("a\0på007!")));
    assert_false(buf.failed);
    kb_buf_free(&buf);
    assert_null(buf.ptr);
}

static void it_grows_as_far_as_needed(void **state)
{
    (void)state;
    kb_buf buf = { 0 };
    for (int i = 0; i < 100000; i++)
        kb_buf_char(&buf, (char)('a' + i % 26));
    assert_int_equal(buf.len, 100000);
    for (int i = 0; i < 100000; i++)
        assert_int_equal(buf.ptr[i], 'a' + i % 26);
    assert_true(kb_buf_reserve(&buf, 12345));
    assert_true(buf.cap >= 112345);
    kb_buf_free(&buf);
}

static void a_failure_sticks_until_reset(void **state)
{
    (void)state;
    kb_buf buf = { 0 };
    kb_buf_puts(&buf, "før");
    assert_false(kb_buf_reserve(&buf, SIZE_MAX - 2));
    kb_buf_puts(&buf, "etter");
    kb_buf_printf(&buf, "%d", 1);
    assert_true(buf.failed);
    assert_true(kb_str_is(kb_buf_view(&buf), "før"));
    size_t cap = buf.cap;
    kb_buf_reset(&buf);
    assert_false(buf.failed);
    assert_int_equal(buf.len, 0);
    assert_int_equal(buf.cap, cap);
    kb_buf_free(&buf);
}

static void an_array_has_room_for_one_more(void **state)
{
    (void)state;
    void *array = NULL;
    size_t cap = 0;
    for (size_t count = 0; count < 500; count++) {
        assert_true(kb_array_reserve(&array, &cap, count, sizeof(long)));
        assert_true(cap > count);
        ((long *)array)[count] = (long)count;
    }
    void *before = array;
    assert_false(kb_array_reserve(&array, &cap, SIZE_MAX / 2, sizeof(long)));
    assert_false(kb_array_reserve(&array, &cap, SIZE_MAX, 1));
    assert_ptr_equal(array, before);
    assert_int_equal(((long *)array)[499], 499);
    free(array);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(everything_appended_is_there),
        cmocka_unit_test(it_grows_as_far_as_needed),
        cmocka_unit_test(a_failure_sticks_until_reset),
        cmocka_unit_test(an_array_has_room_for_one_more),
    };
    return cmocka_run_group_tests_name("base/buf", tests, NULL, NULL);
}
