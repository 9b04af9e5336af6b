/* SPDX-License-Identifier: MIT */
/* The matching view: the same code points, plain spaces, apostrophes and hyphens. */
#include "parts.h"

static const struct {
    const char *canonical, *view;
} cases[] = {
    { "plain æøå – «ja»", "plain æøå – «ja»" },
    { "a\u00A0b\u202Fc\u2007d\u2009e\tf", "a b c d e f" },
    { "d’a ‘b´c\u02BCd", "d'a 'b'c'd" },
    { "e\u2010post e\u2011post", "e-post e-post" },
    { "em\u2003space and thin\u200Aer stay", "em\u2003space and thin\u200Aer stay" },
    { "\u00A0", " " },
    { "", "" },
};

static void odd_characters_become_plain_ones(void **state)
{
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const kb_text *text = split(*state, kb_str_from(cases[i].canonical));
        assert_true(kb_str_is(text->view, cases[i].view));
    }
}

static void spans_are_given_in_both(void **state)
{
    static const char answer[] = "\u00A0Bra\u00A0– d’accord.\u202FVi\u00A0vil ";
    const kb_text *text = split(*state, kb_str_from(answer));
    static const char *const words[] = { "Bra", "d’accord", "Vi", "vil" };
    static const char *const plain[] = { "Bra", "d'accord", "Vi", "vil" };
    assert_int_equal(text->token_count, 4);
    for (size_t i = 0; i < 4; i++) {
        assert_true(kb_str_is(kb_str_slice(text->canonical, text->tokens[i].bytes), words[i]));
        assert_true(kb_str_is(kb_str_slice(text->view, text->tokens[i].view), plain[i]));
    }
    assert_int_equal(text->sentence_count, 2);
    assert_true(
        kb_str_is(kb_str_slice(text->canonical, text->sentences[0].bytes), "Bra\u00A0– d’accord."));
    assert_true(kb_str_is(kb_str_slice(text->view, text->sentences[0].view), "Bra – d'accord."));
    assert_true(kb_str_is(kb_str_slice(text->canonical, text->bytes),
                          "Bra\u00A0– d’accord.\u202FVi\u00A0vil"));
}

static void an_answer_with_nothing_to_replace_is_its_own_view(void **state)
{
    static const char answer[] = "Ingenting å bytte her – «heller ikke» …";
    const kb_text *text = split(*state, kb_str_from(answer));
    assert_ptr_equal(text->view.ptr, answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(odd_characters_become_plain_ones),
        cmocka_unit_test(spans_are_given_in_both),
        cmocka_unit_test(an_answer_with_nothing_to_replace_is_its_own_view),
    };
    return cmocka_run_group_tests_name("text/view", tests, set_up, tear_down);
}
