/* SPDX-License-Identifier: MIT */
/* kb_check(): problems, warnings, and the codebook's own examples. */
#include "kit.h"

typedef struct check_case {
    const char *name, *extra, *rules;
    size_t problems, warnings, tried, failed, todo;
    const char *words;
} check_case;

static const check_case cases[] = {
    { "sound, without an example", "", "tid", 0, 1, 0, 0, 0, "has no example" },
    { "an unknown key", "macroer: {x: y}\n", "tid", 1, 0, 0, 0, 0, "unknown key 'macroer'" },
    { "a macro that is not there", "", "'<tidd>'", 1, 0, 0, 0, 0, "no macro is called 'tidd'" },
    { "two problems, of two rooms", "macroer: {x: y}\n", "{regex: '(tid'}", 2, 0, 0, 0, 0,
      "missing closing parenthesis" },
    { "tests that hold", "tests: [{text: God tid, expect: [a.galt]}, {text: Å nei, expect: []}]\n",
      "tid", 0, 0, 2, 0, 0, "" },
    { "a test that fails", "tests: [{text: Å nei, expect: [a.galt]}]\n", "tid", 0, 1, 1, 1, 0,
      "test failed: expected a.galt; got no code" },
    { "one that is to do", "tests: [{text: Å nei, expect: [a.galt], todo: true}]\n", "tid", 0, 1, 1,
      0, 1, "test (todo) failed" },
};

static void a_codebook_is_told_all_that_is_wrong_with_it(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const check_case *c = &cases[i];
        listener l = { 0 };
        kb_error err;
        kb_check_summary sum;
        const kb_project_options options = listening(&l);
        const char *const rules[3] = { c->rules, NULL, NULL };
        good(kb_check(write_book("bok.yaml", c->extra, rules), &options, &sum, &err), &err);
        if (sum.problems != c->problems || sum.warnings != c->warnings || sum.tried != c->tried ||
            sum.failed != c->failed || sum.todo != c->todo)
            fail_msg("%s: %zu problems, %zu warnings, %zu tried, %zu failed, %zu todo\n%s", c->name,
                     sum.problems, sum.warnings, sum.tried, sum.failed, sum.todo, l.told);
        heard(&l, c->words);
    }
}

static void a_codebook_that_is_not_there_is_a_failure(void **state)
{
    listener l = { 0 };
    kb_error err;
    kb_check_summary sum;
    const kb_project_options options = listening(&l);
    (void)state;
    assert_int_equal(kb_check(in_folder("mangler.yaml"), &options, &sum, &err), KB_ERR_NOT_FOUND);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_codebook_is_told_all_that_is_wrong_with_it),
        cmocka_unit_test(a_codebook_that_is_not_there_is_a_failure),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
