/* SPDX-License-Identifier: MIT */
/* Unicode: UTF-8, classes, folding, NFC, width. */
#include "base/str.h"
#include "base/unicode.h"

#include "unit.h"

#include <stdio.h>
#include <stdlib.h>

static void every_code_point_comes_back(void **state)
{
    (void)state;
    kb_buf buf = { 0 };
    for (uint32_t c = 0; c <= 0x10FFFF; c += c < 0x3000 ? 1 : 97) {
        if (c >= 0xD800 && c <= 0xDFFF)
            continue;
        kb_buf_reset(&buf);
        kb_utf8_put(&buf, c);
        size_t pos = 0;
        assert_int_equal(kb_utf8_check(kb_buf_view(&buf)), buf.len);
        assert_int_equal(kb_utf8_next(kb_buf_view(&buf), &pos), c);
        assert_int_equal(pos, buf.len);
        assert_int_equal(kb_utf8_count(kb_buf_view(&buf)), 1);
    }
    kb_buf_free(&buf);
}

static void wrong_bytes_are_found(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t bad;
    } cases[] = {
        { "\x80", 0 },
        { "a\xC3", 1 },
        { "a\xC0\xAF", 1 },
        { "æ\xE2\x82", 2 },
        { "\xED\xA0\x80", 0 },
        { "\xF4\x90\x80\x80", 0 },
        { "ab\xFF"
          "c",
          2 },
        { "\xF0\x82\x82\xAC", 0 },
        { "😀\xBF", 4 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(kb_utf8_check(kb_str_from(cases[i].text)), cases[i].bad);
    size_t pos = 0;
    assert_int_equal(kb_utf8_next(KB_STR("\xE2\x82"), &pos), 0xFFFD);
    assert_true(pos >= 1 && pos <= 2);
    assert_int_equal(kb_utf8_check((kb_str){ 0 }), 0);
}

/* Long text is checked sixteen bytes at a time: wherever something stands, it is seen. */
static void bytes_are_judged_alike_at_every_place(void **state)
{
    (void)state;
    static const char *const usual[] = { "a", "æ", "ÅØ", "x y" };
    static const struct {
        const char *bytes;
        bool good;
    } odd[] = { { "\xFF", false },
                { "\xC3", false },
                { "\xC3"
                  "a",
                  false },
                { "\xA6", false },
                { "\xC3\xA6\xA6", false },
                { "\xC3\xC3\xA6", false },
                { "\xC0\x80", false },
                { "\xE2\x82", false },
                { "\xED\xA0\x80", false },
                { "€", true },
                { "😀", true },
                { "\xC2\xA0", true },
                { "\xC3\xA6", true },
                { "\xCC\x8A", true } };
    for (size_t u = 0; u < sizeof usual / sizeof *usual; u++)
        for (size_t o = 0; o < sizeof odd / sizeof *odd; o++)
            for (size_t before = 0; before < 60; before++)
                for (size_t after = 0; after < 60; after += 7) {
                    kb_buf text = { 0 };
                    for (size_t i = 0; i < before; i++)
                        kb_buf_puts(&text, usual[u]);
                    size_t good = text.len;
                    kb_buf_puts(&text, odd[o].bytes);
                    for (size_t i = 0; i < after; i++)
                        kb_buf_puts(&text, "ø");
                    size_t found = kb_utf8_check(kb_buf_view(&text));
                    /* \xC3\xA6\xA6 begins with a good character. */
                    bool late = strncmp(odd[o].bytes, "\xC3\xA6", 2) == 0;
                    assert_int_equal(found, odd[o].good ? text.len : good + (late ? 2 : 0));
                    kb_buf_free(&text);
                }
}

static void classes_follow_the_general_category(void **state)
{
    (void)state;
    assert_true(kb_is_letter('a') && kb_is_letter(0xE5) && kb_is_letter(0x6771));
    assert_false(kb_is_letter('_') || kb_is_letter('1') || kb_is_letter(0x30A));
    assert_true(kb_is_mark(0x30A) && kb_is_mark(0xFE0F) && !kb_is_mark('a'));
    assert_true(kb_is_number('7') && kb_is_number(0xBD) && kb_is_number(0x2167));
    assert_true(kb_is_digit('7') && kb_is_digit(0x663) && !kb_is_digit(0xBD));
    assert_true(kb_is_upper(0xC6) && kb_is_upper(0x1C5) && !kb_is_upper(0xE6));
    assert_true(kb_is_lower(0xF8) && !kb_is_lower('A') && !kb_is_lower(0xAA));
    assert_true(kb_is_space(' ') && kb_is_space(0xA0) && kb_is_space(0x3000) && kb_is_space('\n'));
    assert_false(kb_is_space(0x200B) || kb_is_space('a'));
    assert_true(kb_is_invisible(0xAD) && kb_is_invisible(0x200B) && kb_is_invisible(0x85));
    assert_false(kb_is_invisible(' ') || kb_is_invisible(0xA0));
}

static void strings_are_folded_and_titled(void **state)
{
    (void)state;
    kb_buf buf = { 0 };
    kb_fold_str(&buf, KB_STR("STRASSE Straße ÆØÅ \u212A\u0130"));
    assert_true(kb_str_is(kb_buf_view(&buf), "strasse straße æøå k\u0130"));
    kb_buf_reset(&buf);
    kb_title_str(&buf, KB_STR("økonomi OG tid"));
    kb_title_str(&buf, KB_STR(""));
    kb_title_str(&buf, KB_STR("x"));
    assert_true(kb_str_is(kb_buf_view(&buf), "Økonomi OG tidX"));
    kb_buf_free(&buf);
}

/* One line of CaseFolding.txt: "0041; C; 0061; # LATIN CAPITAL LETTER A". */
static size_t check_folding(const char *line)
{
    unsigned from, to;
    char kind;
    if (sscanf(line, "%x; %c; %x;", &from, &kind, &to) != 3 || (kind != 'C' && kind != 'S'))
        return 0;
    assert_int_equal(kb_fold(from), to);
    return 1;
}

static void folding_is_that_of_the_standard(void **state)
{
    (void)state;
    char path[512], line[256];
    const char *shared = getenv("KB_SHARED");
    if (shared == NULL)
        skip();
    snprintf(path, sizeof path, "%s/data/unicode/CaseFolding.txt", shared);
    FILE *file = fopen(path, "r");
    if (file == NULL)
        skip();
    size_t checked = 0;
    while (fgets(line, sizeof line, file) != NULL)
        checked += check_folding(line);
    fclose(file);
    assert_true(checked > 1400);
}

static void text_is_composed(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        { "", "" },
        { "plain æøå", "plain æøå" },
        { "a\u030A pa\u030A", "å på" },
        { "\u212B \u2126", "Å Ω" },
        { "a\u0323\u0307 a\u0307\u0323", "ạ\u0307 ạ\u0307" },
        { "\u1112\u1161\u11AB", "한" },
        { "\uFB01 ½", "\uFB01 ½" },
        { "\U0001D160", "\U0001D158\U0001D165\U0001D16E" },
    };
    kb_buf buf = { 0 };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        kb_buf_reset(&buf);
        assert_int_equal(kb_nfc(&buf, kb_str_from(cases[i][0]), NULL), KB_OK);
        assert_true(kb_str_is(kb_buf_view(&buf), cases[i][1]));
    }
    kb_buf_free(&buf);
}

static void long_text_is_composed_whole(void **state)
{
    (void)state;
    kb_buf text = { 0 }, buf = { 0 };
    for (int i = 0; i < 50000; i++)
        kb_buf_puts(&text, "a\u030A\U0001D160");
    assert_int_equal(kb_nfc(&buf, kb_buf_view(&text), NULL), KB_OK);
    assert_int_equal(buf.len, 50000 * (2 + 12));
    assert_int_equal(kb_utf8_check(kb_buf_view(&buf)), buf.len);
    kb_buf_free(&text);
    kb_buf_free(&buf);
}

static void width_is_that_of_a_terminal(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t width;
    } cases[] = {
        { "", 0 }, { "æøå", 3 }, { "a\u030A", 1 }, { "東京", 4 }, { "😀", 2 }, { "a\u00ADb\n", 2 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_int_equal(kb_width(kb_str_from(cases[i].text)), cases[i].width);
}

static void versions_are_named(void **state)
{
    (void)state;
    char icu[16], unicode[16];
    kb_unicode_versions(icu, unicode);
    assert_non_null(strchr(icu, '.'));
    assert_true(atoi(unicode) >= 13);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_code_point_comes_back),
        cmocka_unit_test(wrong_bytes_are_found),
        cmocka_unit_test(bytes_are_judged_alike_at_every_place),
        cmocka_unit_test(classes_follow_the_general_category),
        cmocka_unit_test(strings_are_folded_and_titled),
        cmocka_unit_test(folding_is_that_of_the_standard),
        cmocka_unit_test(text_is_composed),
        cmocka_unit_test(long_text_is_composed_whole),
        cmocka_unit_test(width_is_that_of_a_terminal),
        cmocka_unit_test(versions_are_named),
    };
    return cmocka_run_group_tests_name("base/unicode", tests, NULL, NULL);
}
