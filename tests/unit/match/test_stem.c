/* SPDX-License-Identifier: MIT */
/* Stems: what Snowball does and does not bring together in Norwegian. */
#include "kit.h"

#include "stem.h"

static bool same_stem(const char *language, const char *a, const char *b)
{
    kb_stemmer *stemmer = NULL;
    char first[64] = { 0 };
    assert_int_equal(kb_stemmer_open(&stemmer, kb_str_from(language), NULL), KB_OK);
    kb_str stem = kb_stem(stemmer, kb_str_from(a));
    assert_in_range(stem.len, 1, sizeof first - 1);
    memcpy(first, stem.ptr, stem.len);
    bool same = kb_str_is(kb_stem(stemmer, kb_str_from(b)), first);
    kb_stemmer_close(stemmer);
    return same;
}

static void brings_inflections_together(void **state)
{
    (void)state;
    static const char *const avtale[] = { "avtaler", "avtalene", "avtalane", "avtalar" };
    for (size_t i = 0; i < COUNT(avtale); i++)
        assert_true(same_stem("nb", "avtale", avtale[i]));
    assert_true(same_stem("nn", "avtale", "avtalane"));
    assert_false(same_stem("nb", "likestilt", "likestilling"));
    assert_false(same_stem("nb", "møtearena", "møtearenaer"));
    assert_true(same_stem("en", "meeting", "meetings"));
}

static void every_language_has_a_stemmer(void **state)
{
    (void)state;
    assert_string_equal(kb_stemmer_name(KB_STR("nb")), "norwegian");
    assert_string_equal(kb_stemmer_name(KB_STR("nn")), "norwegian");
    assert_string_equal(kb_stemmer_name(KB_STR("da")), "danish");
    assert_string_equal(kb_stemmer_name(KB_STR("sv")), "swedish");
    assert_string_equal(kb_stemmer_name(KB_STR("en")), "english");
}

static void a_rule_with_plus_finds_the_stem_in_any_case(void **state)
{
    (void)state;
    static const marked cases[] = {
        { "'prioritere+'", "Vi [PRIORITERER], de [prioriterte], og prioritet" },
        { "'avtale+ med'", "[Avtalene med] kommunen; avtalt med" },
    };
    expect_marked(HEAD, cases, COUNT(cases), mark_matches);
}

static void a_long_word_is_stemmed_too(void **state)
{
    (void)state;
    kb_stemmer *stemmer = NULL;
    static char word[1 << 20];
    memset(word, 'a', sizeof word);
    assert_int_equal(kb_stemmer_open(&stemmer, KB_STR("nb"), NULL), KB_OK);
    assert_non_null(kb_stem(stemmer, (kb_str){ word, sizeof word }).ptr);
    kb_stemmer_close(stemmer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(brings_inflections_together),
        cmocka_unit_test(every_language_has_a_stemmer),
        cmocka_unit_test(a_rule_with_plus_finds_the_stem_in_any_case),
        cmocka_unit_test(a_long_word_is_stemmed_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
