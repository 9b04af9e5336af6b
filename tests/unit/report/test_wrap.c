/* SPDX-License-Identifier: MIT */
#include "report/wrap.h"

#include "base/str.h"
#include "base/unicode.h"

#include <stdio.h>

#include "unit.h"

typedef struct wrap_case {
    const char *name;
    size_t width;
    const char *text;
    const char *want; /* lines joined by '|'; indents as '.' */
} wrap_case;

static const wrap_case cases[] = {
    { "nothing", 5, "", "" },
    { "fits", 5, "åååøø", "åååøø" },
    { "breaks at a space", 6, "åååå øøøø", "åååå|øøøø" },
    { "several spaces go", 6, "åååå    øøøø", "åååå|øøøø" },
    { "spaces at the end go", 4, "åååå   ", "åååå" },
    { "NFD counts letters", 4,
      "a\xCC\x8A"
      "a\xCC\x8A"
      "a\xCC\x8A"
      "a\xCC\x8A ab", /* å in NFD */
      "a\xCC\x8A"
      "a\xCC\x8A"
      "a\xCC\x8A"
      "a\xCC\x8A|ab" },
    { "wide characters take two columns", 4, "漢字漢", "漢字|漢" },
    { "a wide character in one column", 1, "漢字", "漢|字" },
    { "emoji stay whole", 4, "👩\xE2\x80\x8D⚕️👩\xE2\x80\x8D⚕️",
      "👩\xE2\x80\x8D⚕️|👩\xE2\x80\x8D⚕️" },
    { "a line end ends the line", 9, "en\n\nto", "en||to" },
    { "a broken word leaves three letters", 12, "læringstilbud-og", "læringstil-|bud-og" },
    { "after a hyphen that fits", 14, "frisklivs-tilbudene", "frisklivs-|tilbudene" },
    { "a long word gets a hyphen", 10, "samhandlingsarbeidet", "samhandli-|ngsarbei-|det" },
    { "an id breaks at its full stop", 20, "likeverd.fasilitator", "likeverd.fasilitator" },
    { "an id too long breaks there", 14, "likeverd.fasilitator", "likeverd.|fasilitator" },
    { "an abbreviation does not", 7, "vi f.eks. har", "vi|f.eks.|har" },
    { "no-break space does not break", 6, "kr 10\xC2\xA0%", "kr|10\xC2\xA0%" },
    { "bullets hang", 8, "• en to tre", "• en to|..tre" },
    { "quotes hang", 10, "  «en to tre»", "  «en to|...tre»" },
    { "digits break anywhere", 3, "12345678", "123|456|78" },
};

static void lines_break_where_a_reader_expects(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kb_buf got = { 0 };
        kb_wrap wrap = kb_wrap_start(kb_str_from(cases[i].text), cases[i].width);
        while (kb_wrap_more(&wrap)) {
            const kb_line line = kb_wrap_next(&wrap);
            for (size_t k = 0; k < line.indent; k++)
                kb_buf_char(&got, '.');
            kb_buf_str(&got, line.text);
            kb_buf_puts(&got, line.hyphen ? "-" : "");
            if (kb_wrap_more(&wrap))
                kb_buf_char(&got, '|');
        }
        kb_buf_char(&got, '\0');
        if (strcmp(got.ptr, cases[i].want) != 0)
            fail_msg("%s: got '%s'", cases[i].name, got.ptr);
        kb_buf_free(&got);
    }
}

static void no_line_is_wider_than_the_width(void **state)
{
    (void)state;
    const kb_str text = KB_STR(
        "Vi møtes «ofte», f.eks. på læringstilbud-møter;\n • 漢字 og 👩‍⚕️ "
        "samhandlingsarbeidsgruppemedlemmer\n\n   a\xCC\x8A 1234567890123");
    for (size_t width = 4; width < 60; width++) {
        kb_wrap wrap = kb_wrap_start(text, width);
        while (kb_wrap_more(&wrap)) {
            const kb_line line = kb_wrap_next(&wrap);
            assert_true(line.indent + kb_width(line.text) + line.hyphen <= width);
        }
    }
}

static void the_longest_word_and_line_are_measured_in_columns(void **state)
{
    (void)state;
    assert_int_equal(kb_longest_line(KB_STR("åå\nåååå å\n漢字")), 6);
    assert_int_equal(kb_longest_word(KB_STR("åå åååå 漢字")), 4);
    assert_int_equal(kb_longest_word(KB_STR("frisklivs-, lærings- og likeverd.fasilitator")), 11);
    assert_int_equal(kb_longest_word((kb_str){ 0 }), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_break_where_a_reader_expects),
        cmocka_unit_test(no_line_is_wider_than_the_width),
        cmocka_unit_test(the_longest_word_and_line_are_measured_in_columns),
    };
    return cmocka_run_group_tests_name("report/wrap", tests, NULL, NULL);
}
