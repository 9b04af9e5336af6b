/* SPDX-License-Identifier: MIT */
/* Clauses: by punctuation, and where a codebook breaks them further. */
#include "parts.h"

static void punctuation_splits_a_sentence_into_clauses(void **state)
{
    static const parts_case cases[] = {
        { "mangler tillit, respekt og likeverd", "mangler tillit, respekt og likeverd" },
        { "bra møter; dårlig tid.", "bra møter|dårlig tid" },
        { "bra (men sent) nå", "bra|men sent|nå" },
        { "bra(men sent)nå", "bra|men sent|nå" },
        { "bra - men sent", "bra|men sent" },
        { "bra – men — sent", "bra|men|sent" },
        { "e-post og lærings- og", "e-post og lærings- og" },
        { "bra -men- sent", "bra -men- sent" },
        { "- bra; (((; sent", "bra|sent" },
        { "bra\u00A0–\u00A0men", "bra|men" },
        { "bra e\u2011post\u00A0\u2010 men", "bra e\u2011post|men" },
        { "Bra. Sent; nei", "Bra|Sent|nei" },
        { "bra -", "bra" },
        { "; -", "" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_string_equal(clauses_of(*state, cases[i].answer), cases[i].parts);
}

static const char *broken(fixture *made, const size_t *tokens, size_t count)
{
    assert_int_equal(kb_text_break_clauses(made->text, tokens, count, NULL), KB_OK);
    for (size_t i = 0; i < made->text->clause_count; i++)
        for (size_t t = made->text->clauses[i].first; t < made->text->clauses[i].last; t++)
            assert_int_equal(made->text->tokens[t].clause, i);
    return units_of(made, made->text->clauses, made->text->clause_count);
}

static void a_codebook_breaks_clauses_further(void **state)
{
    fixture *made = *state;
    static const char answer[] =
        "Bra’ møter men lite tid; folk mangler fordi de slutter. Slik er det.";
    static const size_t men_fordi[] = { 2, 7 }, everything[] = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 };
    split(made, kb_str_from(answer));
    assert_string_equal(broken(made, NULL, 0),
                        "Bra’ møter men lite tid|folk mangler fordi de slutter|Slik er det");
    assert_string_equal(broken(made, men_fordi, 2),
                        "Bra’ møter|men lite tid|folk mangler|fordi de slutter|Slik er det");
    assert_string_equal(broken(made, men_fordi, 2),
                        "Bra’ møter|men lite tid|folk mangler|fordi de slutter|Slik er det");
    assert_string_equal(broken(made, everything, 11),
                        "Bra|møter|men|lite|tid|folk|mangler|fordi|de|slutter|Slik er det");
}

static void breaks_must_be_tokens_in_rising_order(void **state)
{
    fixture *made = *state;
    static const size_t falling[] = { 2, 1 }, outside[] = { 1, 9 };
    split(made, kb_str_from("en to tre"));
    assert_int_equal(kb_text_break_clauses(made->text, falling, 2, NULL), KB_ERR_ARGUMENT);
    assert_int_equal(kb_text_break_clauses(made->text, outside, 2, NULL), KB_ERR_ARGUMENT);
    assert_int_equal(made->text->clause_count, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(punctuation_splits_a_sentence_into_clauses),
        cmocka_unit_test(a_codebook_breaks_clauses_further),
        cmocka_unit_test(breaks_must_be_tokens_in_rising_order),
    };
    return cmocka_run_group_tests_name("text/clauses", tests, set_up, tear_down);
}
