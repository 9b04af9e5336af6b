/* SPDX-License-Identifier: MIT */
/* The folded alphabet, held against what the linked PCRE2 takes for what. */
#include "regex_maker.h"

#include "base/unicode.h"

#include <stdio.h>

#include "unit.h"

enum { CODE_POINTS = 0x110000, FIRST_SURROGATE = 0xD800, LAST_SURROGATE = 0xDFFF };

typedef struct place_of {
    uint32_t *codes; /* by byte in the text */
    kb_buf text;     /* every code point, each with a space behind it */
} place_of;

/* Every code point of Unicode, and where in the text it stands. */
static place_of every_character(void)
{
    place_of all = { .codes = calloc((size_t)CODE_POINTS * 5, sizeof *all.codes) };
    assert_non_null(all.codes);
    for (uint32_t c = 1; c < CODE_POINTS; c++) {
        if (c >= FIRST_SURROGATE && c <= LAST_SURROGATE)
            continue;
        all.codes[all.text.len] = c;
        kb_utf8_put(&all.text, c);
        kb_buf_char(&all.text, '\n');
    }
    return all;
}

static void free_characters(place_of *all)
{
    free(all->codes);
    kb_buf_free(&all->text);
}

typedef size_t (*check)(uint32_t c, void *payload);

/* Asks `wrong` about every code point that `pattern` matches; returns how many it counts. */
static size_t count_wrong(const place_of *all, const char *pattern, check wrong, void *payload)
{
    size_t count = 0;
    pcre2_code *code = compile_regex(kb_str_from(pattern));
    pcre2_match_data *data = pcre2_match_data_create(1, NULL);
    assert_non_null(code);
    pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
    for (size_t from = 0;
         from < all->text.len && pcre2_match(code, (PCRE2_SPTR)all->text.ptr, all->text.len, from,
                                             PCRE2_NO_UTF_CHECK, data, NULL) >= 0;) {
        size_t at = pcre2_get_ovector_pointer(data)[0];
        from = pcre2_get_ovector_pointer(data)[1];
        if (all->codes[at] != 0 || at == 0)
            count += wrong(all->codes[at], payload);
    }
    pcre2_match_data_free(data);
    pcre2_code_free(code);
    return count;
}

static size_t folds_elsewhere(uint32_t c, void *payload)
{
    uint32_t letter = *(uint32_t *)payload;
    if (kb_gate_symbol(c) == letter)
        return 0;
    print_error("U+%04X matches U+%04X, but folds to U+%04X\n", c, letter, kb_gate_symbol(c));
    return 1;
}

static void what_matches_a_letter_without_case_folds_to_it(void **state)
{
    place_of all = every_character();
    size_t wrong = 0, letters = 0;
    (void)state;
    for (uint32_t c = '0'; c <= 0xFE; c++) {
        char pattern[16];
        if (kb_gate_symbol(c) != c || c == ' ')
            continue;
        snprintf(pattern, sizeof pattern, "\\x{%x}", c);
        wrong += count_wrong(&all, pattern, folds_elsewhere, &c);
        letters++;
    }
    assert_int_equal(letters, 10 + 26 + 30);
    assert_int_equal(wrong, 0);
    free_characters(&all);
}

static size_t is_no_boundary(uint32_t c, void *payload)
{
    (void)payload;
    if (kb_gate_symbol(c) == KB_GATE_BOUNDARY)
        return 0;
    print_error("U+%04X is no \\w, but folds to U+%04X\n", c, kb_gate_symbol(c));
    return 1;
}

static void whatever_is_no_word_character_to_pcre2_is_a_boundary(void **state)
{
    place_of all = every_character();
    (void)state;
    assert_int_equal(count_wrong(&all, "\\W", is_no_boundary, NULL), 0);
    assert_int_equal(count_wrong(&all, "[\\s\\h\\v]", is_no_boundary, NULL), 0);
    free_characters(&all);
}

/* Signs that literals write as boundaries match nothing but boundaries. */
static void other_cases_of_a_sign_are_boundaries(void **state)
{
    place_of all = every_character();
    kb_buf pattern = { 0 };
    size_t signs = 0;
    (void)state;
    kb_buf_char(&pattern, '[');
    for (uint32_t c = 1; c < 0x2070; c = c == 0x24F ? 0x2000 : c + 1)
        if (kb_gate_symbol(c) == KB_GATE_BOUNDARY) {
            kb_buf_printf(&pattern, "\\x{%x}", c);
            signs++;
        }
    kb_buf_add(&pattern, "]", 2);
    assert_true(signs > 200);
    assert_int_equal(count_wrong(&all, pattern.ptr, is_no_boundary, NULL), 0);
    kb_buf_free(&pattern);
    free_characters(&all);
}

static void expect_fold(const char *text, const char *folded)
{
    kb_buf out = { 0 };
    kb_gate_fold(&out, kb_str_from(text));
    kb_buf_char(&out, '\0');
    assert_string_equal(out.ptr, folded);
    kb_buf_free(&out);
}

static void a_text_is_folded_character_by_character(void **state)
{
    (void)state;
    expect_fold("", "  ");
    expect_fold("Samarbeid, ÆØÅ 12", " samarbeid  æøå 12 ");
    expect_fold("\xC5\xBFtor \xE2\x84\xAAreft \xE2\x84\xABs", " stor kreft ås ");
    expect_fold("stra\xC3\x9F"
                "e",
                " stra\001e ");
    expect_fold("\xC2\xB5 \xC3\xBF \xC5\xB8 \xC5\xA1 \xC2\xB2 \xC2\xAA",
                " \001 \001 \001 \001 \001 \001 ");
    expect_fold("a_b\xC2\xA0"
                "c\xC3\x97"
                "d\xC3\xB7"
                "e\n",
                " a b c d e  ");
    expect_fold("a\xCC\x8A", " a  "); /* NFD: the mark is a boundary, as to PCRE2 */
    expect_fold("\xF0\x9F\x99\x82\xE2\x80\x93\xD0\xB6", "     ");
    expect_fold("a\xFF\xC3", " a   "); /* no UTF-8 */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_matches_a_letter_without_case_folds_to_it),
        cmocka_unit_test(whatever_is_no_word_character_to_pcre2_is_a_boundary),
        cmocka_unit_test(other_cases_of_a_sign_are_boundaries),
        cmocka_unit_test(a_text_is_folded_character_by_character),
    };
    return cmocka_run_group_tests_name("match/gate_fold", tests, NULL, NULL);
}
