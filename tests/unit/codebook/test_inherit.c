/* SPDX-License-Identifier: MIT */
/* What rules inherit, where flips go, and the order of suppression. */
#include "kit.h"

static const char inheritance[] = HEAD
    "questions: {a: {label: A}, b: {label: B}}\n"
    "groups: {x: {label: X}, y: {label: Y}}\n"
    "defaults: {extent: clause}\n"
    "categories:\n"
    "  k: {label: K, when: {question: [b, a], group: x}, negated: {flip: l}}\n"
    "  l: {label: L, extent: {words: 8}}\n"
    "  m: {label: M, negated: {flip: l}}\n"
    "themes:\n"
    "- id: t\n"
    "  label: T\n"
    "  cells:\n"
    "    k:\n"
    "      statement: s\n"
    "      when: {question: any}\n"
    "      rules: [a, {phrase: b, when: {question: a, group: any}, negated: only, extent: match}]\n"
    "      examples: [e, {text: f, question: a, group: y, todo: true}]\n"
    "    l:\n"
    "      statement: u\n"
    "      when: {group: y}\n"
    "      negated: ignore\n"
    "      extent: answer\n"
    "      rules: [c, {phrase: d, id: dd, extent: {words: 0}, negated: exclude}]\n"
    "      counterexamples: {text: g, instead: t.k, because: h}\n"
    "- id: v\n"
    "  label: V\n"
    "  cells:\n"
    "    m: {statement: w, rules: e}\n";

static void rules_inherit_what_is_not_written_on_them(void **state)
{
    (void)state;
    loaded it = load(inheritance);
    assert_int_equal(kb_problems_count(it.problems), 0);
    assert_int_equal(it.book->rule_count, 5);
    const kb_rule *rule = it.book->rules;

    assert_true(kb_str_is(rule[0].id, "t.k#1"));
    assert_false(rule[0].when.by_question);
    assert_true(rule[0].when.by_group);
    assert_int_equal(rule[0].when.groups[0], 0);
    assert_int_equal(rule[0].negated.kind, KB_NEGATED_FLIP);
    assert_int_equal(rule[0].negated.target, kb_codebook_code(it.book, KB_STR("t.l")));
    assert_int_equal(rule[0].extent.kind, KB_EXTENT_CLAUSE);

    assert_true(rule[1].when.by_question);
    assert_int_equal(rule[1].when.question_count, 1);
    assert_int_equal(rule[1].when.questions[0], 0);
    assert_false(rule[1].when.by_group);
    assert_int_equal(rule[1].negated.kind, KB_NEGATED_ONLY);
    assert_int_equal(rule[1].extent.kind, KB_EXTENT_MATCH);

    assert_int_equal(rule[2].when.groups[0], 1);
    assert_int_equal(rule[2].negated.kind, KB_NEGATED_IGNORE);
    assert_int_equal(rule[2].extent.kind, KB_EXTENT_ANSWER);

    assert_true(kb_str_is(rule[3].id, "t.l#dd"));
    assert_int_equal(rule[3].negated.kind, KB_NEGATED_EXCLUDE);
    assert_int_equal(rule[3].extent.kind, KB_EXTENT_WORDS);
    assert_int_equal(rule[3].extent.words, 0);
    unload(&it);
}

static void a_category_flip_to_an_empty_cell_excludes(void **state)
{
    (void)state;
    loaded it = load(inheritance);
    assert_int_equal(it.book->rules[4].negated.kind, KB_NEGATED_EXCLUDE);
    unload(&it);
}

static void examples_take_the_first_question_of_their_code(void **state)
{
    (void)state;
    loaded it = load(inheritance);
    const kb_code *code = &it.book->codes[0];
    assert_int_equal(code->example_count, 2);
    /* The code lifts the condition, so its category's first question is taken: b. */
    assert_int_equal(code->examples[0].question, 1);
    assert_int_equal(code->examples[0].group, KB_ABSENT);
    assert_int_equal(code->examples[1].question, 0);
    assert_int_equal(code->examples[1].group, 1);
    assert_true(code->examples[1].todo);
    const kb_example *counter = &it.book->codes[1].counterexamples[0];
    assert_int_equal(counter->question, KB_ABSENT);
    assert_int_equal(counter->instead, 0);
    assert_true(kb_str_is(counter->because, "h"));
    unload(&it);
}

static const char suppression[] = HEAD "categories:\n"
                                       "  k: {label: K}\n"
                                       "  l: {label: L, suppresses: k}\n"
                                       "  m: {label: M, suppresses: [l, k]}\n"
                                       "themes:\n"
                                       "- id: t\n"
                                       "  label: T\n"
                                       "  cells:\n"
                                       "    k: {statement: s}\n"
                                       "    l: {statement: s}\n"
                                       "    m: {statement: s, status: draft, suppresses: t.k}\n"
                                       "- id: u\n"
                                       "  label: U\n"
                                       "  cells:\n"
                                       "    k: [{statement: s, id: a}, {statement: s, id: b}]\n"
                                       "    l: {statement: s, suppresses: [t.l, u.k.a, t.l]}\n"
                                       "    m: {statement: s}\n";

static void expect_codes(const kb_codebook *book, const int *codes, size_t count, const char *ids)
{
    kb_buf list = { 0 };
    for (size_t i = 0; i < count; i++)
        kb_buf_printf(&list, "%s%.*s", i > 0 ? " " : "", KB_ARG(book->codes[codes[i]].id));
    kb_buf_char(&list, '\0');
    assert_string_equal(list.ptr, ids);
    kb_buf_free(&list);
}

static void edges_of_categories_stay_in_their_theme(void **state)
{
    (void)state;
    loaded it = load(suppression);
    assert_int_equal(kb_problems_count(it.problems), 0);
    const kb_code *codes = it.book->codes;
    assert_int_equal(it.book->code_count, 7);
    expect_codes(it.book, codes[0].suppresses, codes[0].suppress_count, "");
    expect_codes(it.book, codes[1].suppresses, codes[1].suppress_count, "t.k");
    /* a draft suppresses nothing */
    expect_codes(it.book, codes[2].suppresses, codes[2].suppress_count, "");
    expect_codes(it.book, codes[5].suppresses, codes[5].suppress_count, "t.l u.k.a u.k.b");
    expect_codes(it.book, codes[6].suppresses, codes[6].suppress_count, "u.k.a u.k.b u.l");
    expect_codes(it.book, it.book->suppression_order, it.book->code_count,
                 "t.m u.m u.l t.l t.k u.k.a u.k.b");
    unload(&it);
}

static void a_circle_through_a_draft_is_none(void **state)
{
    (void)state;
    loaded it = load(HEAD COLUMNS ROW "      suppresses: t.l\n"
                                      "    l: {statement: s, status: draft, suppresses: t.k}\n");
    assert_int_equal(kb_problems_count(it.problems), 0);
    assert_int_equal(it.book->codes[0].suppress_count, 1);
    unload(&it);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_inherit_what_is_not_written_on_them),
        cmocka_unit_test(a_category_flip_to_an_empty_cell_excludes),
        cmocka_unit_test(examples_take_the_first_question_of_their_code),
        cmocka_unit_test(edges_of_categories_stay_in_their_theme),
        cmocka_unit_test(a_circle_through_a_draft_is_none),
    };
    return cmocka_run_group_tests_name("codebook/inherit", tests, NULL, NULL);
}
