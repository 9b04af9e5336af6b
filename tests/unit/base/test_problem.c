/* SPDX-License-Identifier: MIT */
/* A list of findings. */
#include <kodebok/base.h>

#include "base/str.h"

#include "unit.h"

static void findings_are_copied_and_counted(void **state)
{
    (void)state;
    kb_problems *problems = NULL;
    assert_int_equal(kb_problems_new(&problems, NULL), KB_OK);
    char message[] = "code 'a.b' is defined twice";
    for (int line = 1; line <= 100; line++) {
        kb_problem problem = { .severity = (kb_severity)(line % 3),
                               .file = KB_STR("bok.yaml"),
                               .place = { line, 7 },
                               .message = kb_str_from(message) };
        kb_problems_add(problems, &problem);
    }
    message[0] = 'X';
    assert_int_equal(kb_problems_status(problems), KB_OK);
    assert_int_equal(kb_problems_count(problems), 100);
    assert_int_equal(kb_problems_at_least(problems, KB_NOTE), 100);
    assert_int_equal(kb_problems_at_least(problems, KB_WARNING), 67);
    assert_int_equal(kb_problems_at_least(problems, KB_PROBLEM), 33);
    const kb_problem *last = kb_problems_at(problems, 99);
    assert_int_equal(last->place.line, 100);
    assert_int_equal(last->severity, KB_WARNING);
    assert_string_equal(last->message.ptr, "code 'a.b' is defined twice");
    assert_string_equal(last->hint.ptr, "");
    kb_problems_free(problems);
}

static void no_list_is_an_empty_one(void **state)
{
    (void)state;
    kb_problem problem = { .message = KB_STR("lost") };
    kb_problems_add(NULL, &problem);
    assert_int_equal(kb_problems_count(NULL), 0);
    assert_int_equal(kb_problems_at_least(NULL, KB_NOTE), 0);
    assert_int_equal(kb_problems_status(NULL), KB_OK);
    kb_problems_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(findings_are_copied_and_counted),
        cmocka_unit_test(no_list_is_an_empty_one),
    };
    return cmocka_run_group_tests_name("base/problem", tests, NULL, NULL);
}
