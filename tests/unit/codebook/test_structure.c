/* SPDX-License-Identifier: MIT */
/* Books that are wrong in one way each, and exactly what is said about them. */
#include "kit.h"

#define ASK "questions: {godt: {label: G, ids: ['Godt?', 'g']}, forslag: {label: F}}\n"
#define ID_SHAPE                                                                                   \
    "a lower-case letter (a-z, æ, ø, å), then letters, digits, '_' or '-'; at most 64 bytes"
#define KINDS    "a pattern is one of phrase, regex, near, or any/all/none"
#define NO_VALUE "leave the key out, or give it a value"

static const bad_book heads[] = {
    { "missing keys", "codebook: 1\n",
      "1:1: a codebook needs 'id'\n1:1: a codebook needs 'title'\n1:1: a codebook needs 'version'\n"
      "1:1: a codebook needs 'language'\n1:1: a codebook needs 'categories'\n"
      "1:1: a codebook needs 'themes'" },
    { "another format", "codebook: 2\nid: b\ntitle: T\nversion: 1.0.0\nlanguage: en\n" COLUMNS ROW,
      "1:11: this program does not know format version 2 [write codebook: 1]" },
    { "a key with a slip", HEAD "them: []\n" COLUMNS ROW,
      "7:1: unknown key 'them' in a codebook [did you mean 'themes'?]" },
    { "an unlikely key", HEAD "xyzzy: []\n" COLUMNS ROW, "7:1: unknown key 'xyzzy' in a codebook" },
    { "a key without a value", HEAD "macros:\n" COLUMNS ROW,
      "7:1: 'macros' has no value [" NO_VALUE "]" },
    { "an unknown language",
      "codebook: 1\nid: b\ntitle: T\nversion: 1.0.0\nlanguage: np\n" COLUMNS ROW,
      "5:11: 'language' must be one of nb, nn, da, sv, en [did you mean 'nb'?]" },
    { "a change without a note", HEAD "changes: [{version: '1.0.0', date: 2.2.2021}]\n" COLUMNS ROW,
      "7:11: a change needs 'note'\n7:36: '2.2.2021' is not a date [write it as '2021-02-02']" },
    { "an author", HEAD "authors: Kari\n" COLUMNS ROW,
      "7:10: 'authors' must be a list [write [one, two], or a line '- ' for each]" },
    { "a dictionary with a path", HEAD "text: {spelling: {guard: ['../x']}}\n" COLUMNS ROW,
      "7:26: '../x' names no dictionary [write a name as nb_NO]" },
    { "a pack", HEAD COLUMNS "defaults: {extent: {words: 101}}\n" ROW,
      "8:28: 'words' must be a whole number from 0 to 100 [digits only, without quotes or a "
      "leading 0]" },
    { "a question called any", HEAD "questions: {any: {label: A}}\n" COLUMNS ROW,
      "7:13: 'any' lifts a condition and cannot name a question [give it another name]" },
    { "a name for two questions",
      HEAD "questions: {a: {label: A, ids: [x]}, b: {label: B, ids: ['x ', a]}}\n" COLUMNS ROW,
      "7:57: 'x' is a name of two questions or two groups\n7:57: 'a' is a name of two questions or "
      "two groups" },
    { "capital letters in a name", HEAD "groups: {Kommune: {label: K}}\n" COLUMNS ROW,
      "7:10: 'Kommune' cannot be used as group [" ID_SHAPE "]" },
    { "no negation words",
      "codebook: 1\nid: b\ntitle: T\nversion: 1.0.0\nlanguage: nb\n" COLUMNS ROW "      rules: x\n",
      "1:1: no negation words: nothing is ever negated "
      "[take those of a language, as negation: {use: nb-1}, or list your own, or "
      "write negated: ignore where that is meant]" },
    { "no negation words, and none needed",
      "codebook: 1\nid: b\ntitle: T\nversion: 1.0.0\nlanguage: nb\n" COLUMNS ROW
      "      rules: {phrase: x, negated: ignore}\n",
      "" },
};

static const bad_book macros[] = {
    { "an unknown macro", HEAD "macros: {mat: fisk}\n" COLUMNS ROW "      rules: 'spis <mta>'\n",
      "15:20: no macro is called 'mta' [did you mean 'mat'?]" },
    { "macros in a circle", HEAD "macros: {a: 'x <b>', b: ['[y/<c>]'], c: '<a>'}\n" COLUMNS ROW,
      "7:10: macros use each other in a circle: a -> b -> c -> a" },
    { "a macro in itself", HEAD "macros: {a: 'x', b: '<b> y'}\n" COLUMNS ROW,
      "7:18: macros use each other in a circle: b -> b" },
    { "an empty macro", HEAD "macros: {a: []}\n" COLUMNS ROW, "7:10: macro 'a' is an empty list" },
    { "a macro of both kinds", HEAD "macros: {a: {phrase: x, regex: y}}\n" COLUMNS ROW,
      "7:13: an alternative of a macro is text, {phrase: ...} or {regex: ...}" },
    { "a cue without a phrase", HEAD "ignore_phrases: ['a', 'b c/d']\n" COLUMNS ROW,
      "7:27: '/' stands in a longer phrase [write the alternatives in brackets: [a/b] c]" },
};

static const bad_book matrices[] = {
    { "no categories",
      HEAD "categories: {}\n"
           "themes: [{id: t, label: T, cells: {}}]\n",
      "7:13: 'categories' is empty" },
    { "no themes", HEAD COLUMNS "themes: []\n", "8:9: 'themes' is an empty list" },
    { "a theme twice", HEAD COLUMNS ROW "- {id: t, label: U, cells: {}}\n",
      "14:8: theme 't' is defined twice: first at line 9" },
    { "an unknown category",
      HEAD "categories: {godt: {label: K}}\n"
           "themes: [{id: t, label: T, cells: {gott: {statement: s}}}]\n",
      "8:36: no category is called 'gott' [did you mean 'godt'?]" },
    { "an empty cell", HEAD COLUMNS "themes: [{id: t, label: T, cells: {k: []}}]\n",
      "8:36: cell 't.k' is an empty list [leave an empty cell out]" },
    { "codes without ids",
      HEAD COLUMNS
      "themes: [{id: t, label: T, cells: {k: [{statement: s}, {statement: u, id: b}]}}]\n",
      "8:40: a cell with several codes needs an 'id' for each [give each code of the cell an id]" },
    { "a code twice",
      HEAD COLUMNS
      "themes: [{id: t, label: T, cells: {k: [{statement: s, id: b}, {statement: u, id: b}]}}]\n",
      "8:82: code 't.k.b' is defined twice: first at line 8" },
    { "a code without a statement",
      HEAD COLUMNS "themes: [{id: t, label: T, cells: {k: {label: L, rules: x}}}]\n",
      "8:39: a code needs 'statement'" },
    { "a status", HEAD COLUMNS ROW "      status: aktiv\n",
      "14:15: 'status' must be one of active, draft, retired [did you mean 'active'?]" },
    { "a colour", HEAD COLUMNS ROW "      color: '#12345g'\n",
      "14:14: '#12345g' is not a colour [write it in quotes, as '#1f77b4']" },
    { "rules without a value", HEAD COLUMNS ROW "      rules:\n",
      "14:7: 'rules' has no value [" NO_VALUE "]" },
    { "no rules at all", HEAD COLUMNS ROW "      rules: []\n", "" },
};

static const bad_book rules[] = {
    { "two kinds", RULES "      - {phrase: a, near: [b, c]}\n",
      "15:9: this pattern is of several kinds at once [" KINDS "]" },
    { "no kind", RULES "      - {note: hm}\n",
      "15:9: this pattern says nothing to look for [" KINDS "]" },
    { "none alone", RULES "      - {none: [a]}\n",
      "15:16: 'none' alone finds nothing to code [add 'any' or 'all']" },
    { "within without near", RULES "      - {phrase: a, within: 3}\n",
      "15:29: 'within' belongs to 'near'" },
    { "ordered without near", RULES "      - {any: [a], ordered: true}\n",
      "15:29: 'ordered' belongs to 'near'" },
    { "near alone", RULES "      - {near: [a]}\n", "15:16: 'near' takes 2 to 4 patterns" },
    { "near in a crowd", RULES "      - {near: [a, b, c, d, e]}\n",
      "15:16: 'near' takes 2 to 4 patterns" },
    { "an empty list", RULES "      - {any: [], all: [a]}\n", "15:15: 'any' is an empty list" },
    { "an empty unless", RULES "      - {phrase: a, unless: []}\n",
      "15:29: 'unless' is an empty list" },
    { "an unknown unit", RULES "      - {phrase: a, in: setning}\n",
      "15:25: 'in' must be one of sentence, clause, answer" },
    { "an id inside", RULES "      - {any: [{phrase: a, id: b}]}\n",
      "15:32: 'id' cannot stand on a pattern inside a rule [write it on the rule]" },
    { "a rule id twice", RULES "      - {phrase: a, id: b}\n      - {phrase: c, id: b}\n",
      "16:9: rule 't.k#b' is defined twice" },
    { "a rule key with a slip", RULES "      - {frase: a}\n",
      "15:10: unknown key 'frase' in a pattern [did you mean 'phrase'?]" },
    { "an unknown question", HEAD ASK COLUMNS ROW "      when: {question: [godt, forslg]}\n",
      "15:31: no question is called 'forslg' [did you mean 'forslag'?]" },
    { "any with others", HEAD ASK COLUMNS ROW "      when: {question: [godt, any]}\n",
      "15:31: 'any' stands alone" },
    { "a question of a book that has none", HEAD COLUMNS ROW "      when: {question: godt}\n",
      "14:24: no question is called 'godt' "
      "[the codebook declares no questions: list them under 'questions']" },
    { "a group of a book that has none", HEAD COLUMNS ROW "      when: {group: lms}\n",
      "14:21: no group is called 'lms' [the codebook declares no groups: list them under "
      "'groups']" },
    { "an unknown extent", HEAD COLUMNS ROW "      extent: paragraph\n",
      "14:15: 'extent' must be one of sentence, match, clause, answer "
      "[so many words on both sides is written extent: {words: N}]" },
    { "three mistakes in three rules",
      RULES "      - 'a ...'\n      - 'b'\n      - '[c'\n      - 'd/e f'\n",
      "15:12: what stands after the gap '...' can be empty\n17:10: '[' is never closed\n"
      "18:11: '/' stands in a longer phrase [write the alternatives in brackets: [a/b] c]" },
};

static const bad_book references[] = {
    { "a flip to nowhere", HEAD COLUMNS ROW "      rules: {phrase: x, negated: {flip: t.l}}\n",
      "14:42: no code or category is called 't.l' [did you mean 't.k'?]" },
    { "a flip to an empty cell", HEAD COLUMNS ROW "      rules: {phrase: x, negated: {flip: l}}\n",
      "14:42: theme 't' has no code in category 'l'" },
    { "a flip to itself", HEAD COLUMNS ROW "      rules: {phrase: x, negated: {flip: t.k}}\n",
      "14:42: code 't.k' flips to itself" },
    { "a flip to a draft",
      HEAD COLUMNS ROW
      "      rules: {phrase: x, negated: {flip: l}}\n    l: {statement: u, status: draft}\n",
      "14:42: a flip to 't.l', which is a draft" },
    { "a flip to a retired code",
      HEAD COLUMNS ROW
      "      rules: [{phrase: x, negated: {flip: t.l}}]\n    l: {statement: u, status: retired}\n",
      "14:43: a flip to 't.l', which is retired" },
    { "a category's flip to several codes",
      HEAD "categories: {k: {label: K, negated: {flip: l}}, l: {label: L}}\n" ROW
           "      rules: [x, y]\n    l: [{statement: u, id: a}, {statement: v, id: b}]\n",
      "7:44: theme 't' has several codes in category 'l' [name the code]" },
    { "an unknown suppressed category",
      HEAD "categories: {k: {label: K, suppresses: m}, l: {label: L}}\n" ROW,
      "7:40: no category is called 'm' [did you mean 'k'?]" },
    { "a category that suppresses itself",
      HEAD "categories: {k: {label: K, suppresses: k}, l: {label: L}}\n" ROW,
      "7:40: category 'k' suppresses itself" },
    { "a code that suppresses itself", HEAD COLUMNS ROW "      suppresses: [t.k]\n",
      "14:19: code 't.k' suppresses itself" },
    { "an unknown suppressed code", HEAD COLUMNS ROW "      suppresses: t.m\n",
      "14:19: no code is called 't.m' [did you mean 't.k'?]" },
    { "a circle of categories and codes",
      HEAD "categories: {k: {label: K, suppresses: l}, l: {label: L}}\n" ROW
           "    l: {statement: u, suppresses: o.k}\n- id: o\n  label: O\n  cells:\n"
           "    k: {statement: v, suppresses: t.k}\n",
      "13:7: codes suppress each other in a circle: t.k -> t.l -> o.k -> t.k "
      "[see 'suppresses' of codes and categories]" },
};

static const bad_book examples[] = {
    { "an unknown question", HEAD ASK COLUMNS ROW "      examples: {text: x, question: gott}\n",
      "15:37: no question is called 'gott' [did you mean 'godt'?]" },
    { "a question by the name of its column",
      HEAD ASK COLUMNS ROW "      examples: [{text: x, question: 'Godt?'}, y]\n", "" },
    { "an unknown code instead",
      HEAD COLUMNS ROW "      counterexamples: {text: x, instead: t.kk}\n",
      "14:43: no code is called 't.kk' [did you mean 't.k'?]" },
    { "its own code instead", HEAD COLUMNS ROW "      counterexamples: {text: x, instead: t.k}\n",
      "14:43: a counterexample cannot be coded with its own code instead" },
    { "instead in an example", HEAD COLUMNS ROW "      examples: {text: x, instead: t.k}\n",
      "14:36: 'instead' and 'because' belong to counterexamples" },
    { "an example without text", HEAD COLUMNS ROW "      examples: [{todo: true}]\n",
      "14:18: an example needs 'text'" },
    { "an unknown code expected", HEAD COLUMNS ROW "tests: [{text: x, expect: [t.k, t.q]}]\n",
      "14:33: no code is called 't.q' [did you mean 't.k'?]" },
    { "nothing expected", HEAD COLUMNS ROW "tests: [{text: x}]\n", "14:9: a test needs 'expect'" },
};

#define TABLE_TEST(name, table)                                                                    \
    static void name(void **state)                                                                 \
    {                                                                                              \
        (void)state;                                                                               \
        expect_problems(table, sizeof(table) / sizeof *(table));                                   \
    }

TABLE_TEST(the_head_is_checked, heads)
TABLE_TEST(macros_and_lists_are_checked, macros)
TABLE_TEST(the_matrix_is_checked, matrices)
TABLE_TEST(rules_are_checked, rules)
TABLE_TEST(references_are_checked, references)
TABLE_TEST(examples_and_tests_are_checked, examples)

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_head_is_checked),    cmocka_unit_test(macros_and_lists_are_checked),
        cmocka_unit_test(the_matrix_is_checked),  cmocka_unit_test(rules_are_checked),
        cmocka_unit_test(references_are_checked), cmocka_unit_test(examples_and_tests_are_checked),
    };
    return cmocka_run_group_tests_name("codebook/structure", tests, NULL, NULL);
}
