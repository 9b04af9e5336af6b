/* SPDX-License-Identifier: MIT */
/* Canonical text: what is removed, what is replaced, and that twice is once. */
#include <kodebok/text.h>

#include "base/buf.h"
#include "base/str.h"
#include "base/unicode.h"

#include "unit.h"

static int set_up(void **state)
{
    kb_canon *canon = NULL;
    assert_int_equal(kb_canon_new(&canon, NULL), KB_OK);
    *state = canon;
    return 0;
}

static int tear_down(void **state)
{
    kb_canon_free(*state);
    return 0;
}

static void removed_controls_are_noticed(void **state)
{
    static const struct {
        const char *raw;
        bool removed;
    } texts[] = { { "på\x1B[0m", true },      { "a\x7F", true }, { "a\u202Eb", true },
                  { "på\r\ntur\v\f", false }, { "", false },     { "\xC2\x91sitat", false },
                  { "a\u200Bb", false },      { "å\x01", true }, { "Godt samarbeid.", false } };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        kb_str text;
        bool changed;
        assert_int_equal(kb_canon_apply(*state, kb_str_from(texts[i].raw), &text, &changed, NULL),
                         KB_OK);
        assert_int_equal(kb_canon_removed_controls(*state), texts[i].removed);
    }
}

typedef struct canon_case {
    const char *name, *raw, *canonical;
} canon_case;

static const canon_case cases[] = {
    { "plain text", "Godt samarbeid, æøå.", "Godt samarbeid, æøå." },
    { "nothing", "", "" },
    { "CRLF", "a\r\nb\r\n", "a\nb\n" },
    { "CR alone", "a\rb\r\rc", "a\nb\n\nc" },
    { "vertical tab and form feed", "a\vb\fc", "a\nb\nc" },
    { "NEL, line and paragraph separators",
      "a\xC2\x85"
      "b\u2028c\u2029d",
      "a\nb\nc\nd" },
    { "a spreadsheet's carriage return", "a_x000D_b", "a\nb" },
    { "the same before a line feed", "a_x000D_\nb", "a\nb" },
    { "the same before CRLF", "a_x000D_\r\nb", "a\nb" },
    { "two of them", "a_x000D__x000D_\nb", "a\n\nb" },
    { "overlapping ones", "_x000D_x000D_", "\nx000D_" },
    { "not quite one", "_x000d_ _x000D", "_x000d_ _x000D" },
    { "one with a zero-width space inside", "a_x00\u200B0D_b", "a\nb" },
    { "TAB stays", "a\tb", "a\tb" },
    { "controls go",
      "a\x01\x1F\x7F\xC2\x80\xC2\x9F"
      "b",
      "ab" },
    { "bidi controls go", "\u061C\u200E\u200F\u202A\u202Ea\u2066\u2069", "a" },
    { "byte order mark, soft hyphen, zero width", "\uFEFFsamar\u00ADbeid\u200B\u200C\u2060",
      "samarbeid" },
    { "noncharacters that mean a wrong byte order", "a\xEF\xBF\xBE\xEF\xBF\xBF", "a" },
    { "the joiner of emoji stays", "👩\u200D⚕\uFE0F bra", "👩\u200D⚕\uFE0F bra" },
    { "ligatures", "e\uFB00ekt \uFB01n \uFB02ott o\uFB03ce a\uFB04",
      "effekt fin flott office affl" },
    { "NFD from a Mac", "a\u030A være pa\u030A A\u030As", "å være på Ås" },
    { "a soft hyphen between letter and ring", "pa\u00AD\u030A", "på" },
    { "Kelvin and Ångström signs", "\u212A \u212B", "K Å" },
    { "no-break space stays", "f.eks.\u00A0møte", "f.eks.\u00A0møte" },
    { "typographic signs stay", "«det er – som kjent – bra …» €",
      "«det er – som kjent – bra …» €" },
};

static void unwanted_characters_go_and_the_rest_is_nfc(void **state)
{
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        kb_str raw = kb_str_from(cases[i].raw), text;
        bool changed;
        assert_int_equal(kb_canon_apply(*state, raw, &text, &changed, NULL), KB_OK);
        if (!kb_str_is(text, cases[i].canonical))
            fail_msg("%s: '%.*s'", cases[i].name, KB_ARG(text));
        assert_int_equal(changed, !kb_str_is(raw, cases[i].canonical));
    }
}

/* Most text is recognised as canonical sixteen bytes at a time: nothing may slip through. */
static void a_character_is_treated_alike_at_every_place(void **state)
{
    static const canon_case odd[] = {
        { "CR", "\r", "\n" },
        { "in Excel", "_x000D_", "\n" },
        { "soft hyphen", "\xC2\xAD", "" },
        { "NEL", "\xC2\x85", "\n" },
        { "DEL", "\x7F", "" },
        { "bell", "\a", "" },
        { "ligature", "\xEF\xAC\x81", "fi" },
        { "NFD", "A\xCC\x8A", "Å" },
        { "tab", "\t", "\t" },
        { "euro", "€", "€" },
        { "underscore", "_", "_" },
    };
    kb_canon *canon = *state;
    for (size_t o = 0; o < sizeof odd / sizeof *odd; o++)
        for (size_t before = 0; before < 40; before++)
            for (size_t after = 0; after < 40; after++) {
                kb_buf raw = { 0 }, wanted = { 0 };
                kb_buf *both[] = { &raw, &wanted };
                for (size_t b = 0; b < 2; b++) {
                    for (size_t i = 0; i < before; i++)
                        kb_buf_puts(both[b], i % 3 ? "a" : "ø");
                    kb_buf_puts(both[b], b == 0 ? odd[o].raw : odd[o].canonical);
                    for (size_t i = 0; i < after; i++)
                        kb_buf_puts(both[b], i % 3 ? "b" : "Å");
                }
                kb_str text;
                bool changed;
                assert_int_equal(kb_canon_apply(canon, kb_buf_view(&raw), &text, &changed, NULL),
                                 KB_OK);
                assert_true(kb_str_equal(text, kb_buf_view(&wanted)));
                assert_int_equal(changed, strcmp(odd[o].raw, odd[o].canonical) != 0);
                kb_buf_free(&raw);
                kb_buf_free(&wanted);
            }
}

static void bad_bytes_are_refused_with_their_place(void **state)
{
    const struct {
        kb_str raw;
        const char *message;
    } bad[] = {
        { KB_STR("abc\xE6"), "byte 4 is not valid UTF-8" },
        { KB_STR("\xC3"), "byte 1 is not valid UTF-8" },
        { KB_STR("bl\xC3\xA5\xED\xA0\x80"), "byte 5 is not valid UTF-8" },
        { KB_STR("\xC0\x80"), "byte 1 is not valid UTF-8" },
        { KB_STR("a\xF4\x90\x80\x80"), "byte 2 is not valid UTF-8" },
        { KB_STR("ab\0c"), "byte 3 is a NUL character" },
        { KB_STR("\0\xFF"), "byte 1 is a NUL character" },
        { KB_STR("\xFF\0"), "byte 1 is not valid UTF-8" },
    };
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        kb_error err;
        kb_str text;
        bool changed;
        assert_int_equal(kb_canon_apply(*state, bad[i].raw, &text, &changed, &err), KB_ERR_INPUT);
        assert_string_equal(err.message, bad[i].message);
    }
}

/* xorshift32 (Marsaglia 2003): the same numbers everywhere. */
static uint32_t next_random(uint32_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 17;
    *seed ^= *seed << 5;
    return *seed;
}

/* Characters that this file treats specially, so that random text meets them often. */
static const uint32_t special[] = { '_',    'x',    '0',    'D',    '\r',   '\n',   0x85,   0xAD,
                                    0x200B, 0x2028, 0x202A, 0xFB03, 0x0301, 0x030A, 'a',    0x1100,
                                    0x1161, 0x11A8, 0x0338, 0x0323, 0xFEFF, 0x212A, 0x1F600 };

static uint32_t random_character(uint32_t *seed)
{
    if (next_random(seed) % 2)
        return special[next_random(seed) % (sizeof special / sizeof special[0])];
    uint32_t c = 1 + next_random(seed) % (next_random(seed) % 2 ? 0x10FFFF : 0x3000);
    return c >= 0xD800 && c <= 0xDFFF ? 'z' : c;
}

static void twice_is_once_on_random_text(void **state)
{
    kb_canon *second = NULL;
    kb_buf raw = { 0 };
    assert_int_equal(kb_canon_new(&second, NULL), KB_OK);
    for (uint32_t round = 0, seed = 20240117; round < 20000; round++) {
        kb_buf_reset(&raw);
        for (uint32_t n = next_random(&seed) % 12; n > 0; n--)
            kb_utf8_put(&raw, random_character(&seed));
        kb_str once, twice;
        bool changed;
        assert_int_equal(kb_canon_apply(*state, kb_buf_view(&raw), &once, &changed, NULL), KB_OK);
        assert_int_equal(kb_canon_apply(second, once, &twice, &changed, NULL), KB_OK);
        assert_true(kb_str_equal(once, twice));
        assert_false(changed);
    }
    kb_canon_free(second);
    kb_buf_free(&raw);
}

/* Every character alone: the shortcut past NFC must not change what NFC would. */
static void each_character_alone_comes_out_in_nfc(void **state)
{
    kb_buf raw = { 0 }, normal = { 0 };
    for (uint32_t c = 1; c < 0x20000; c++) {
        if (c >= 0xD800 && c <= 0xDFFF)
            continue;
        kb_str text;
        bool changed;
        kb_buf_reset(&raw);
        kb_buf_reset(&normal);
        kb_utf8_put(&raw, c);
        assert_int_equal(kb_canon_apply(*state, kb_buf_view(&raw), &text, &changed, NULL), KB_OK);
        assert_int_equal(kb_nfc(&normal, text, NULL), KB_OK);
        assert_true(kb_str_equal(text, kb_buf_view(&normal)));
    }
    kb_buf_free(&raw);
    kb_buf_free(&normal);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(removed_controls_are_noticed),
        TEST(unwanted_characters_go_and_the_rest_is_nfc),
        TEST(a_character_is_treated_alike_at_every_place),
        TEST(bad_bytes_are_refused_with_their_place),
        TEST(twice_is_once_on_random_text),
        TEST(each_character_alone_comes_out_in_nfc),
    };
    return cmocka_run_group_tests_name("text/canon", tests, NULL, NULL);
}
