/* SPDX-License-Identifier: MIT */
/* Between UTF-8 and other encodings. */
#include "base/convert.h"

#include "base/str.h"

#include "unit.h"

static const struct {
    const char *encoding;
    kb_str bytes;
    const char *text;
} cases[] = {
    { "windows-1252", { "sm\xF8r \x96 \x80 \x93ja\x94", 13 }, "smør – € “ja”" },
    { "ISO-8859-1", { "\xE6\xF8\xE5", 3 }, "æøå" },
    { "UTF-16LE", { "\xE5\0=\xD8\0\xDE!\0", 8 }, "å😀!" },
    { "UTF-16BE", { "\0\xE5\xD8=\xDE\0\0!", 8 }, "å😀!" },
    { "UTF-8", { "p\xC3\xA5 \xF0\x9F\x98\x80", 8 }, "på 😀" },
    { "windows-1252", { "", 0 }, "" },
};

enum { CASES = sizeof cases / sizeof cases[0] };

static kb_convert *opened(const char *encoding)
{
    kb_convert *convert = NULL;
    assert_int_equal(kb_convert_open(&convert, encoding, NULL), KB_OK);
    return convert;
}

static void bytes_decode_and_encode(void **state)
{
    (void)state;
    for (size_t i = 0; i < CASES; i++) {
        kb_convert *convert = opened(cases[i].encoding);
        kb_buf out = { 0 };
        uint64_t bad;
        assert_int_equal(kb_convert_decode(convert, cases[i].bytes, true, &out, &bad, NULL), KB_OK);
        assert_true(kb_str_is(kb_buf_view(&out), cases[i].text));
        kb_buf_reset(&out);
        assert_true(kb_convert_encode(convert, kb_str_from(cases[i].text), &out));
        assert_true(kb_str_equal(kb_buf_view(&out), cases[i].bytes));
        kb_buf_free(&out);
        kb_convert_close(convert);
    }
}

static void pieces_decode_like_the_whole(void **state)
{
    (void)state;
    for (size_t i = 0; i < CASES; i++) {
        kb_convert *convert = opened(cases[i].encoding);
        kb_buf out = { 0 };
        uint64_t bad;
        for (size_t at = 0; at < cases[i].bytes.len; at++) {
            kb_str one = { cases[i].bytes.ptr + at, 1 };
            assert_int_equal(kb_convert_decode(convert, one, false, &out, &bad, NULL), KB_OK);
        }
        assert_int_equal(kb_convert_decode(convert, KB_STR(""), true, &out, &bad, NULL), KB_OK);
        assert_true(kb_str_is(kb_buf_view(&out), cases[i].text));
        kb_buf_free(&out);
        kb_convert_close(convert);
    }
}

/* Emoji on every boundary of the chunks inside: 4095 letters, then pairs of surrogates. */
static void long_text_goes_both_ways(void **state)
{
    (void)state;
    kb_buf text = { 0 }, wide = { 0 }, back = { 0 };
    for (int i = 0; i < 4095; i++)
        kb_buf_char(&text, 'a');
    for (int i = 0; i < 9000; i++)
        kb_buf_puts(&text, i % 3 ? "😀" : "å");
    kb_convert *convert = opened("UTF-16LE");
    uint64_t bad;
    assert_true(kb_convert_encode(convert, kb_buf_view(&text), &wide));
    assert_int_equal(wide.len, 2 * (4095 + 3000 + 2 * 6000));
    assert_int_equal(kb_convert_decode(convert, kb_buf_view(&wide), true, &back, &bad, NULL),
                     KB_OK);
    assert_true(kb_str_equal(kb_buf_view(&back), kb_buf_view(&text)));
    kb_convert_close(convert);
    kb_buf_free(&text);
    kb_buf_free(&wide);
    kb_buf_free(&back);
}

static void a_bad_byte_is_named_by_its_place(void **state)
{
    (void)state;
    static const struct {
        const char *encoding;
        kb_str first, second;
        uint64_t bad;
    } wrong[] = {
        { "UTF-8", { "abc", 3 }, { "d\xFF", 2 }, 4 },
        { "UTF-8", { "ab\xE2\x82", 4 }, { "x", 1 }, 2 },
        { "UTF-8", { "ab", 2 }, { "c\xC3", 2 }, 3 },
        { "UTF-16LE", { "a\0", 2 }, { "\0\xDC", 2 }, 2 },
        { "UTF-16LE", { "a\0b", 3 }, { "", 0 }, 2 },
        { "US-ASCII", { "abcd", 4 }, { "\xE5", 1 }, 4 },
    };
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        kb_convert *convert = opened(wrong[i].encoding);
        kb_buf out = { 0 };
        kb_error err;
        uint64_t bad = 99;
        assert_int_equal(kb_convert_decode(convert, wrong[i].first, false, &out, &bad, &err),
                         KB_OK);
        assert_int_equal(kb_convert_decode(convert, wrong[i].second, true, &out, &bad, &err),
                         KB_ERR_INPUT);
        assert_int_equal(bad, wrong[i].bad);
        kb_buf_free(&out);
        kb_convert_close(convert);
    }
}

static void a_character_that_is_not_in_the_encoding_is_told(void **state)
{
    (void)state;
    kb_convert *convert = opened("ISO-8859-1");
    kb_buf out = { 0 };
    assert_false(kb_convert_encode(convert, KB_STR("på 😀"), &out));
    kb_buf_reset(&out);
    assert_true(kb_convert_encode(convert, KB_STR("på"), &out));
    assert_true(kb_str_is(kb_buf_view(&out), "p\xE5"));
    kb_buf_free(&out);
    kb_convert_close(convert);
}

static void an_unknown_encoding_is_not_found(void **state)
{
    (void)state;
    kb_convert *convert = NULL;
    kb_error err;
    assert_int_equal(kb_convert_open(&convert, "klingon-8", &err), KB_ERR_NOT_FOUND);
    assert_string_equal(err.message, "unknown encoding 'klingon-8'");
    assert_null(convert);
    kb_convert_close(NULL);
    convert = opened("latin1");
    assert_string_equal(kb_convert_name(convert), "ISO-8859-1");
    kb_convert_close(convert);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_decode_and_encode),
        cmocka_unit_test(pieces_decode_like_the_whole),
        cmocka_unit_test(long_text_goes_both_ways),
        cmocka_unit_test(a_bad_byte_is_named_by_its_place),
        cmocka_unit_test(a_character_that_is_not_in_the_encoding_is_told),
        cmocka_unit_test(an_unknown_encoding_is_not_found),
    };
    return cmocka_run_group_tests_name("base/convert", tests, NULL, NULL);
}
