/* SPDX-License-Identifier: MIT */
/* `~` on real-looking misspellings of key words, and on words that only look like them. */
#include <kodebok/match.h>

#include "base/buf.h"
#include "base/str.h"
#include "misspellings.h"

#include <stdio.h>

#include "unit.h"

enum { KEY_WORDS = sizeof key_words / sizeof *key_words };

typedef struct fixture {
    kb_codebook *book;
    kb_matcher *matcher;
    kb_scratch *scratch;
} fixture;

/* A codebook with one code per key word, in their order. */
static int set_up(void **state)
{
    static fixture f;
    kb_buf yaml = { 0 };
    kb_error err;
    kb_buf_puts(&yaml, "codebook: 1\nid: feil\ntitle: 'Feil'\nversion: '1.0.0'\nlanguage: nb\n"
                       "categories: {k: {label: 'K'}}\nthemes:\n"
                       "  - id: ord\n    label: 'Ord'\n    cells:\n      k:\n");
    for (size_t i = 0; i < KEY_WORDS; i++)
        kb_buf_printf(&yaml, "        - {id: k%zu, statement: 's', rules: '%s'}\n", i,
                      key_words[i].pattern);
    assert_int_equal(kb_codebook_parse(&f.book, "feil.yaml", kb_buf_view(&yaml), NULL, &err),
                     KB_OK);
    assert_int_equal(kb_matcher_new(&f.matcher, f.book, NULL, NULL, &err), KB_OK);
    assert_int_equal(kb_scratch_new(&f.scratch, f.matcher, &err), KB_OK);
    kb_buf_free(&yaml);
    *state = &f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;
    kb_scratch_free(f->scratch);
    kb_matcher_free(f->matcher);
    kb_codebook_free(f->book);
    return 0;
}

static bool matches(fixture *f, size_t key, kb_str text)
{
    kb_result result;
    kb_error err;
    assert_int_equal(
        kb_match_answer(f->matcher, f->scratch, text, KB_ABSENT, KB_ABSENT, &result, &err), KB_OK);
    for (size_t i = 0; i < result.match_count; i++)
        if (result.matches[i].code == (int)key)
            return true;
    return false;
}

/* How many of a list match or do not, as expected; the others are told. */
static size_t count_right(fixture *f, size_t key, const char *list, bool expected, size_t *all)
{
    kb_str rest = kb_str_from(list), word;
    size_t right = 0;
    while (rest.len > 0 && kb_str_cut(&rest, '|', &word)) {
        bool good = matches(f, key, word) == expected;
        right += good;
        ++*all;
        if (!good)
            print_message("%s %s «%.*s»\n", key_words[key].pattern, expected ? "misses" : "takes",
                          KB_ARG(word));
    }
    return right;
}

static void misspellings_of_key_words_match(void **state)
{
    size_t all = 0, right = 0;
    for (size_t i = 0; i < KEY_WORDS; i++)
        right += count_right(*state, i, key_words[i].misspelled, true, &all);
    print_message("%zu of %zu misspellings match\n", right, all);
    assert_int_equal(right, all);
    assert_true(all >= 50 * KEY_WORDS / 12);
}

static void words_that_look_alike_do_not_match(void **state)
{
    size_t all = 0, right = 0;
    for (size_t i = 0; i < KEY_WORDS; i++)
        right += count_right(*state, i, key_words[i].other, false, &all);
    print_message("%zu of %zu other words do not match\n", right, all);
    assert_int_equal(right, all);
    assert_true(all >= 50 * KEY_WORDS / 12);
}

static void misspellings_beyond_tolerance_are_known(void **state)
{
    size_t all = 0, right = 0;
    for (size_t i = 0; i < KEY_WORDS; i++)
        right += count_right(*state, i, key_words[i].missed, false, &all);
    print_message("%zu misspellings are beyond tolerance\n", all);
    assert_int_equal(right, all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(misspellings_of_key_words_match),
        cmocka_unit_test(words_that_look_alike_do_not_match),
        cmocka_unit_test(misspellings_beyond_tolerance_are_known),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
