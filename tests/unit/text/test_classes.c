/* SPDX-License-Identifier: MIT */
/* The table and the slow way agree, and trimming knows every white space. */
#include "parts.h"

#include "base/unicode.h"
#include "text/classes.h"

static void the_table_agrees_with_unicode(void **state)
{
    (void)state;
    kb_classes classes;
    kb_classes_init(&classes);
    kb_buf text = { 0 };
    for (uint32_t c = 1; c < 0x3000; c++) {
        kb_buf_reset(&text);
        kb_utf8_put(&text, c);
        kb_char found = kb_char_at(&classes, kb_buf_view(&text), 0);
        assert_int_equal(found.code, c);
        assert_int_equal(found.next, text.len);
        assert_int_equal(found.class, kb_class_of(c));
    }
    kb_buf_free(&text);
}

static void classes_are_what_their_names_say(void **state)
{
    (void)state;
    assert_int_equal(kb_class_of('a'), KB_CLASS_LETTER | KB_CLASS_LOWER);
    assert_int_equal(kb_class_of(0xC6), KB_CLASS_LETTER | KB_CLASS_UPPER | KB_CLASS_FOLDS);
    assert_int_equal(kb_class_of('7'), KB_CLASS_NUMBER | KB_CLASS_DIGIT);
    assert_int_equal(kb_class_of(0xBD), KB_CLASS_NUMBER);
    assert_int_equal(kb_class_of(0x30A), KB_CLASS_MARK);
    assert_int_equal(kb_class_of(0x3000), KB_CLASS_SPACE);
    assert_int_equal(kb_class_of('_'), 0);
}

static void trimming_takes_every_white_space(void **state)
{
    (void)state;
    kb_classes classes;
    kb_classes_init(&classes);
    static const char *const cases[] = { "bra", " bra\n", "\u3000\u00A0 bra \u2003", "\u1680bra" };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        kb_str text = kb_str_from(cases[i]);
        kb_span span = kb_trim_span(&classes, text, (kb_span){ 0, text.len });
        assert_true(kb_str_is(kb_str_slice(text, span), "bra"));
    }
    kb_span none = kb_trim_span(&classes, kb_str_from(" \u3000 "), (kb_span){ 0, 5 });
    assert_int_equal(none.begin, none.end);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_table_agrees_with_unicode),
        cmocka_unit_test(classes_are_what_their_names_say),
        cmocka_unit_test(trimming_takes_every_white_space),
    };
    return cmocka_run_group_tests_name("text/classes", tests, NULL, NULL);
}
