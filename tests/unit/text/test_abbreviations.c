/* SPDX-License-Identifier: MIT */
/* The built-in list: its order, its form, and that its two kinds never contradict. */
#include "parts.h"

#include "base/unicode.h"
#include "text/abbreviations.h"

static void the_list_is_in_order_and_folded(void **state)
{
    (void)state;
    const char *const *list = kb_abbreviations();
    kb_buf folded = { 0 };
    for (size_t i = 0; list[i] != NULL; i++) {
        kb_buf_reset(&folded);
        kb_fold_str(&folded, kb_str_from(list[i]));
        assert_true(kb_str_is(kb_buf_view(&folded), list[i]));
        assert_true(kb_str_ends(kb_str_from(list[i]), KB_STR(".")));
        assert_in_range(strlen(list[i]), 3, KB_ABBREVIATION_MAX_BYTES);
        if (i > 0)
            assert_true(strcmp(list[i - 1], list[i]) < 0);
    }
    kb_buf_free(&folded);
}

static void no_inner_form_ends_in_one_that_may_end_a_sentence(void **state)
{
    (void)state;
    kb_abbreviations_table table = { 0 };
    assert_int_equal(kb_abbreviations_init(&table, NULL, 0, NULL), KB_OK);
    const char *const *list = kb_abbreviations();
    for (size_t i = 0; list[i] != NULL; i++) {
        if (kb_abbreviation_of(&table, kb_str_from(list[i])) != KB_ABBREVIATION_INSIDE)
            continue;
        for (const char *dot = strchr(list[i], '.'); dot[1] != '\0'; dot = strchr(dot + 1, '.'))
            assert_int_not_equal(kb_abbreviation_of(&table, kb_str_from(dot + 1)),
                                 KB_ABBREVIATION_ENDING);
    }
    kb_abbreviations_clear(&table);
}

static void the_kinds_are_as_listed(void **state)
{
    (void)state;
    kb_abbreviations_table table = { 0 };
    const kb_str own = KB_STR("Samh.");
    assert_int_equal(kb_abbreviations_init(&table, &own, 1, NULL), KB_OK);
    static const char *const inside[] = { "bl.a.", "f.eks.", "dvs.", "st.meld.", "kl.",
                                          "nr.",   "t.d.",   "i.e.", "samh.",    "årg." };
    static const char *const ending[] = {
        "osv.", "etc.", "o.l.",   "m.m.", "mv.",   "m.v.", "e.l.",
        "o.a.", "mm.",  "o.s.v.", "ofl.", "m.fl.", "mfl.", "osb."
    };
    static const char *const none[] = { "min.", "to.", "ti.", "no.", "sen.", "el.", "Bl.a.", "bl" };
    for (size_t i = 0; i < sizeof inside / sizeof inside[0]; i++)
        assert_int_equal(kb_abbreviation_of(&table, kb_str_from(inside[i])),
                         KB_ABBREVIATION_INSIDE);
    for (size_t i = 0; i < sizeof ending / sizeof ending[0]; i++)
        assert_int_equal(kb_abbreviation_of(&table, kb_str_from(ending[i])),
                         KB_ABBREVIATION_ENDING);
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        assert_int_equal(kb_abbreviation_of(&table, kb_str_from(none[i])), KB_ABBREVIATION_NONE);
    kb_abbreviations_clear(&table);
}

static void an_endless_abbreviation_is_refused(void **state)
{
    (void)state;
    char letters[] = "abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcd.";
    const kb_str own = kb_str_from(letters);
    kb_split_options options = { .abbreviations = &own, .abbreviation_count = 1 };
    kb_splitter *splitter = NULL;
    assert_int_equal(kb_splitter_new(&splitter, &options, NULL), KB_ERR_LIMIT);
    assert_null(splitter);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_list_is_in_order_and_folded),
        cmocka_unit_test(no_inner_form_ends_in_one_that_may_end_a_sentence),
        cmocka_unit_test(the_kinds_are_as_listed),
        cmocka_unit_test(an_endless_abbreviation_is_refused),
    };
    return cmocka_run_group_tests_name("text/abbreviations", tests, NULL, NULL);
}
