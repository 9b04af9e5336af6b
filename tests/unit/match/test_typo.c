/* SPDX-License-Identifier: MIT */
/* Misspellings, against a table and against the textbook distance on random words. */
#include "typo.h"

#include "base/str.h"

#include "unit.h"

static void distances_follow_the_letters(void **state)
{
    (void)state;
    static const struct {
        const char *pattern;
        int distance;
    } cases[] = { { "måten", 0 },       { "møtene", 1 },    { "samarbeids", 1 },
                  { "samarbeidet", 2 }, { "e-post", 0 },    { "e-poster", 1 },
                  { "møte*", 0 },       { "likeverd*", 1 }, { "l'avenir", 1 } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(kb_typo_distance(kb_str_from(cases[i].pattern)), cases[i].distance);
}

static void edits_and_swaps_count_one_each(void **state)
{
    (void)state;
    static const struct {
        const char *pattern;
        int distance;
        const char *word;
        bool within;
    } cases[] = {
        { "likeverd", 1, "likeverd", true },
        { "likeverd", 1, "likverd", true },
        { "likeverd", 1, "likevverd", true },
        { "likeverd", 1, "likevard", true },
        { "likeverd", 1, "likevedr", true },
        { "likeverd", 1, "likvedr", false },
        { "likeverd", 2, "likvedr", true },
        { "likeverd", 0, "likverd", false },
        { "likeverd", 1, "ikeverd", false },  /* the first letter is fixed */
        { "likeverd", 2, "ilkeverd", false }, /* also in a swap */
        { "tverrfaglig", 2, "tverfalig", true },
        { "møteplass", 1, "moteplass", true },
        { "møteplass", 1, "møteplas", true },
        { "åpenhet", 1, "åpenet", true },
        { "åpenhet", 1, "apenhet", false },
        { "likeverd*", 1, "likverdige", true },
        { "likeverd*", 1, "likevrdig", true },
        { "likeverd*", 1, "likestilt", false },
        { "likeverd*", 1, "likever", true },
        { "likeverd*", 1, "like", false },
        { "", 1, "a", false },
        { "ca", 2, "abc", false },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if (kb_typo(kb_str_from(cases[i].pattern), cases[i].distance, kb_str_from(cases[i].word)) !=
            cases[i].within)
            fail_msg("%s~%d against %s", cases[i].pattern, cases[i].distance, cases[i].word);
}

/* The whole table of optimal string alignment, as in the books; ASCII only. */
static int textbook(const char *a, size_t n, const char *b, size_t m)
{
    int d[16][16];
    for (size_t i = 0; i <= n; i++)
        for (size_t j = 0; j <= m; j++) {
            if (i == 0 || j == 0) {
                d[i][j] = (int)(i + j);
                continue;
            }
            int best = d[i - 1][j] + 1;
            best = d[i][j - 1] + 1 < best ? d[i][j - 1] + 1 : best;
            int replaced = d[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            best = replaced < best ? replaced : best;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] &&
                d[i - 2][j - 2] + 1 < best)
                best = d[i - 2][j - 2] + 1;
            d[i][j] = best;
        }
    return d[n][m];
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 16;
}

static size_t random_word(uint32_t *seed, char *word, size_t least, size_t most)
{
    size_t length = least + next_random(seed) % (most - least + 1);
    for (size_t i = 0; i < length; i++)
        word[i] = (char)('a' + next_random(seed) % 3);
    return length;
}

static void agrees_with_the_textbook(void **state)
{
    (void)state;
    uint32_t seed = 1;
    size_t within = 0;
    for (int round = 0; round < 60000; round++) {
        char pattern[16], word[16];
        size_t n = random_word(&seed, pattern, 1, 9), m = random_word(&seed, word, 1, 11);
        int distance = (int)(next_random(&seed) % 3);
        bool whole = pattern[0] == word[0] && textbook(pattern, n, word, m) <= distance;
        bool beginning = false;
        for (size_t cut = 1; cut <= m; cut++)
            beginning =
                beginning || (pattern[0] == word[0] && textbook(pattern, n, word, cut) <= distance);
        assert_int_equal(kb_typo((kb_str){ pattern, n }, distance, (kb_str){ word, m }), whole);
        pattern[n] = '*';
        assert_int_equal(kb_typo((kb_str){ pattern, n + 1 }, distance, (kb_str){ word, m }),
                         beginning);
        within += whole;
    }
    assert_true(within > 1000); /* not all are far apart */
}

static void long_patterns_and_words_are_no_trouble(void **state)
{
    (void)state;
    static char long_word[100000];
    memset(long_word, 'a', sizeof long_word);
    kb_str longest = { long_word, KB_TYPO_MAX_LETTERS }, too_long = { long_word, 65 };
    assert_true(kb_typo(longest, 2, longest));
    assert_false(kb_typo(too_long, 2, too_long));
    assert_false(kb_typo(KB_STR("aaaaaaaaaaab"), 2, (kb_str){ long_word, sizeof long_word }));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(distances_follow_the_letters),
        cmocka_unit_test(edits_and_swaps_count_one_each),
        cmocka_unit_test(agrees_with_the_textbook),
        cmocka_unit_test(long_patterns_and_words_are_no_trouble),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
