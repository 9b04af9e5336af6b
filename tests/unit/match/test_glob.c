/* SPDX-License-Identifier: MIT */
/* Word patterns, against a table and against the plain recursive definition. */
#include "glob.h"

#include "base/str.h"

#include "unit.h"

static void patterns_match_whole_words(void **state)
{
    (void)state;
    static const struct {
        const char *pattern, *word;
        bool matches;
    } cases[] = {
        { "avtale", "avtale", true },
        { "avtale", "avtaler", false },
        { "avtaler", "avtale", false },
        { "avtale*", "avtale", true },
        { "avtale*", "avtalene", true },
        { "avtale*", "samavtale", false },
        { "*pasient*", "pasient", true },
        { "*pasient*", "storpasientene", true },
        { "kr?ft", "kraft", true },
        { "kr?ft", "krøft", true },
        { "kr?ft", "krft", false },
        { "kr?ft", "kraaft", false },
        { "?", "å", true },
        { "??", "å", false },
        { "?", "😀", true },
        { "*", "", true },
        { "**", "å", true },
        { "?*", "", false },
        { "*?", "å", true },
        { "a*b*c", "aXbXbc", true },
        { "a*b*c", "acb", false },
        { "*ab", "aab", true },
        { "*å", "på", true },
        { "møte*plass", "møteplass", true },
        { "m*teplass", "møteplass", true },
        { "", "", true },
        { "", "a", false },
        { "aa*aa", "aaa", false },
        { "l*p", "lærings- og", false },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (kb_glob(kb_str_from(cases[i].pattern), kb_str_from(cases[i].word)) != cases[i].matches)
            fail_msg("%s against %s", cases[i].pattern, cases[i].word);
}

/* The definition: a star stands for every number of letters. */
static bool defined(const char *pattern, const char *word)
{
    if (*pattern == '\0')
        return *word == '\0';
    if (*pattern == '*')
        return defined(pattern + 1, word) || (*word != '\0' && defined(pattern, word + 1));
    return *word != '\0' && (*pattern == '?' || *pattern == *word) &&
           defined(pattern + 1, word + 1);
}

static void agrees_with_the_definition_on_all_short_patterns(void **state)
{
    (void)state;
    static const char letters[] = "ab*?";
    for (unsigned p = 0; p < 4096; p++)
        for (unsigned w = 0; w < 64; w++) {
            char pattern[7] = { 0 }, word[7] = { 0 };
            for (unsigned i = 0; i < 6; i++) {
                pattern[i] = letters[(p >> (2 * i)) & 3];
                word[i] = letters[(w >> i) & 1];
            }
            for (size_t cut = 3; cut <= 6; cut++) {
                kb_str short_word = { word, cut };
                char copy[7] = { 0 };
                memcpy(copy, word, cut);
                assert_int_equal(kb_glob((kb_str){ pattern, 6 }, short_word),
                                 defined(pattern, copy));
            }
        }
}

static void many_stars_do_not_explode(void **state)
{
    (void)state;
    char word[20000];
    memset(word, 'a', sizeof word);
    assert_false(kb_glob(KB_STR("*a*a*a*a*a*a*a*a*a*a*a*a*b"), (kb_str){ word, sizeof word }));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(patterns_match_whole_words),
        cmocka_unit_test(agrees_with_the_definition_on_all_short_patterns),
        cmocka_unit_test(many_stars_do_not_explode),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
