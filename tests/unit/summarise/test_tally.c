/* SPDX-License-Identifier: MIT */
#include "book.h"

static void a_respondent_counts_once_per_code(void **state)
{
    (void)state;
    kb_tally *tally = NULL;
    assert_int_equal(kb_tally_new(&tally, 2, 130, NULL), KB_OK);
    kb_tally_add(tally, 0, 0, 7); /* answer 7: twice code 0, once code 1 */
    kb_tally_add(tally, 1, 0, 7);
    kb_tally_add(tally, 0, 0, 7);
    kb_tally_add(tally, 0, 0, 8);   /* another answer of the same respondent */
    kb_tally_add(tally, 0, 129, 0); /* the last respondent, and an id that has no meaning */
    kb_tally_add(tally, 0, 64, -3);
    const kb_count first = kb_tally_of(tally, 0), second = kb_tally_of(tally, 1);
    assert_int_equal(first.respondents, 3);
    assert_int_equal(first.answers, 4);
    assert_int_equal(first.segments, 5);
    assert_int_equal(second.respondents, 1);
    assert_int_equal(second.answers, 1);
    assert_int_equal(second.segments, 1);
    assert_int_equal(kb_tally_coded(tally), 3);
    kb_tally_free(tally);
}

static void the_first_answer_may_have_any_id(void **state)
{
    (void)state;
    kb_tally *tally = NULL;
    assert_int_equal(kb_tally_new(&tally, 1, 1, NULL), KB_OK);
    kb_tally_add(tally, 0, 0, 0); /* the id that memory is filled with */
    assert_int_equal(kb_tally_of(tally, 0).answers, 1);
    kb_tally_free(tally);
}

static void a_tally_may_be_empty(void **state)
{
    (void)state;
    kb_tally *tally = NULL;
    assert_int_equal(kb_tally_new(&tally, 0, 0, NULL), KB_OK);
    assert_int_equal(kb_tally_coded(tally), 0);
    kb_tally_free(tally);
    kb_tally_free(NULL);
}

static void too_many_respondents_are_lack_of_memory(void **state)
{
    (void)state;
    kb_tally *tally = NULL;
    kb_error err = { 0 };
    assert_int_equal(kb_tally_new(&tally, 1000, UINT64_MAX, &err), KB_ERR_MEMORY);
    assert_null(tally);
    assert_int_equal(err.status, KB_ERR_MEMORY);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_respondent_counts_once_per_code),
        cmocka_unit_test(the_first_answer_may_have_any_id),
        cmocka_unit_test(a_tally_may_be_empty),
        cmocka_unit_test(too_many_respondents_are_lack_of_memory),
    };
    return cmocka_run_group_tests_name("summarise/tally", tests, NULL, NULL);
}
