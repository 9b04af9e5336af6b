/* SPDX-License-Identifier: MIT */
/* The traps of YAML: each row of chapters 4.1 and 4.2 of the format, and broken bytes. */
#include "kit.h"

#define QUOTE   "put single quotes around the whole text"
#define WORDS   "double quotes turn \\b, \\N, \\_ and others into such characters: use single quotes"
#define PASTED  "it was probably pasted from a word processor: type the pattern anew"
#define SLASHES "write patterns in single quotes, where a backslash is only a backslash"
#define BRACKET "put single quotes around a pattern that begins with '['"

static const bad_book patterns[] = {
    { "a backslash in single quotes is itself", RULES "      - {regex: '\\bmål\\b'}\n", "" },
    { "a bare backslash is itself", RULES "      - regex: \\bmål\\b\n", "" },
    { "\\b in double quotes", RULES "      - regex: \"\\bmål\\b\"\n",
      "15:16: the pattern holds the invisible character U+0008 [" WORDS "]" },
    { "\\d in double quotes", RULES "      - regex: \"\\d+\"\n",
      "15:17: double quotes do not know this backslash sequence [" SLASHES "]" },
    { "\\w after æ", RULES "      - regex: \"æ\\w\"\n",
      "15:18: double quotes do not know this backslash sequence [" SLASHES "]" },
    { "\\p in double quotes", RULES "      - regex: \"\\p{L}\"\n",
      "15:17: double quotes do not know this backslash sequence [" SLASHES "]" },
    { "\\x without digits", RULES "      - regex: \"\\xz\"\n",
      "15:19: double quotes do not know this backslash sequence [" SLASHES "]" },
    { "\\N in double quotes", RULES "      - \"a\\Nb\"\n",
      "15:9: the pattern holds the invisible character U+0085 [" WORDS "]" },
    { "\\_ in double quotes", RULES "      - \"a\\_b\"\n",
      "15:9: the pattern holds the invisible character U+00A0 [" WORDS "]" },
    { "a star at both ends", RULES "      - *avtale*\n",
      "15:9: a value cannot begin with '*' unless it is quoted [" QUOTE "]" },
    { "a star before", RULES "      - *avtale\n",
      "15:9: a value cannot begin with '*' unless it is quoted [" QUOTE "]" },
    { "an exclamation mark", RULES "      - !a b\n",
      "15:9: a value cannot begin with '!' unless it is quoted [" QUOTE "]" },
    { "an ampersand", RULES "      - &a b\n",
      "15:9: a value cannot begin with '&' unless it is quoted [" QUOTE "]" },
    { "text after a bracket", RULES "      - [a/b] c\n",
      "15:15: text goes on after ']' [" BRACKET "]" },
    { "text after a bracket in a list", RULES "      - near: [[a/b] c, d]\n",
      "15:22: text goes on after ']' [" BRACKET "]" },
    { "only a bracket", RULES "      - [a/b]\n", "15:9: a pattern must be text [" BRACKET "]" },
    { "braces for a macro", RULES "      - {navn}\n",
      "15:9: a pattern must be text [a macro is written <name>, in single quotes]" },
    { "a colon", RULES "      - mangler: møter\n",
      "15:9: unknown key 'mangler' in a pattern [put single quotes around a pattern that holds ': "
      "']" },
    { "two colons", RULES "      - mangler: møter: og\n",
      "15:23: ': ' begins a value, and none can stand here "
      "[put single quotes around text that holds ': ', or mend the indentation]" },
    { "a comment", RULES "      - mangler #1\n",
      "15:16: '#' begins a comment: the pattern ends before it "
      "[put single quotes around a pattern that holds '#']" },
    { "an honest comment", RULES "      - mangler   # alltid\n", "" },
    { "an at sign", RULES "      - @x\n",
      "15:9: a value cannot begin with '@' unless it is quoted [" QUOTE "]" },
    { "a backtick", RULES "      - `x\n",
      "15:9: a value cannot begin with '`' unless it is quoted [" QUOTE "]" },
    { "a per cent sign", RULES "      - %x\n",
      "15:9: a value cannot begin with '%' unless it is quoted [" QUOTE "]" },
    { "a bar", RULES "      - | x\n",
      "15:9: a value cannot begin with '|' unless it is quoted [" QUOTE "]" },
    { "a greater-than sign", RULES "      - > x\n",
      "15:9: a value cannot begin with '>' unless it is quoted [" QUOTE "]" },
    { "a lone tilde", RULES "      - ~\n",
      "15:9: '~' without a word before it [write it after the word]" },
    { "a tilde before", RULES "      - ~likeverd\n",
      "15:9: '~' without a word before it [write it after the word]" },
    { "a block keeps its line end", RULES "      - |\n        avtale\n",
      "15:9: the pattern holds the invisible character U+000A "
      "[write the pattern on one line, in single quotes]" },
    { "a stripped block is fine", RULES "      - |-\n        avtale\n", "" },
    { "a phrase may be folded", RULES "      - 'god\n        dialog'\n", "" },
    { "a regex may not be folded", RULES "      - regex: 'god\n          dialog'\n",
      "15:16: a regex over several lines: each line end would become a space "
      "[write it on one line, in single quotes]" },
    { "a soft hyphen", RULES "      - 'sam\xC2\xADxarbeid'\n",
      "15:13: the pattern holds the invisible character U+00AD [" PASTED "]" },
    { "a no-break space", RULES "      - 'på\xC2\xA0lik linje'\n",
      "15:12: the pattern holds the invisible character U+00A0 [" PASTED "]" },
    { "a zero-width space, after a quote", RULES "      - 'a''s\xE2\x80\x8B'\n",
      "15:14: the pattern holds the invisible character U+200B [" PASTED "]" },
    { "a tab inside", RULES "      - 'a\tb'\n",
      "15:11: the pattern holds the invisible character U+0009 [use spaces]" },
    { "an apostrophe in single quotes", RULES "      - 'det er 'bra''\n",
      "15:18: text goes on after the closing quote "
      "[inside single quotes an apostrophe is written twice: '']" },
    { "a quote that is never closed", RULES "      - 'avtale\n      - b\n",
      "15:9: this quote is never closed [inside single quotes an apostrophe is written twice: "
      "'']" },
};

static void traps_in_patterns_are_explained(void **state)
{
    (void)state;
    expect_problems(patterns, sizeof patterns / sizeof *patterns);
}

static const bad_book files[] = {
    { "tabs for indentation", "codebook: 1\ncategories:\n\tk: {label: K}\n",
      "3:1: a tab is not indentation [indent with spaces]" },
    { "a tab in a list", "a:\n  - b\n\t- c\n",
      "3:1: a tab is not indentation [indent with spaces]" },
    { "wrong indentation", "a:\n  - x\n b: 2\n",
      "3:2: the indentation does not fit the lines above [keys of one mapping begin in the same "
      "column]" },
    { "a key twice", HEAD "title: 'Igjen'\n" COLUMNS ROW,
      "7:1: key 'title' is written twice: first at line 3" },
    { "a second document", HEAD COLUMNS ROW "---\na: b\n",
      "14:1: a second document begins here; a codebook is one document [leave out the line "
      "'---']" },
    { "an open brace", "a: {b: c\nd: e\n",
      "1:4: this '{' is not closed, or a comma is missing "
      "[put single quotes around text that holds { } [ ] or a comma]" },
    { "a directive", "%YAMM 1\n", "1:1: a line cannot begin with '%' [" QUOTE "]" },
    { "neither key nor item", "a: 1\nb\nc: 2\n",
      "2:1: this line is neither 'key: value' nor '- item' "
      "[a text over several lines is indented more than its key]" },
    { "nothing", "", "1:1: the file is empty" },
    { "only a comment", "# tomt\n", "1:1: the file is empty" },
    { "a list", "- a\n",
      "1:1: a codebook is a mapping of 'key: value' [it begins with 'codebook: 1']" },
    { "invalid UTF-8", "a: b\nc: bl\xE5\n",
      "2:6: not valid UTF-8 at byte 11 of the file [save the file as UTF-8]" },
    { "invalid UTF-8 after a mark",
      "\xEF\xBB\xBF"
      "a: \xE5\n",
      "1:4: not valid UTF-8 at byte 7 of the file [save the file as UTF-8]" },
    { "UTF-16",
      "\xFF\xFE"
      "a",
      "1:1: the file is in UTF-16 [save it as UTF-8]" },
    { "UTF-16, the other way",
      "\xFE\xFF"
      "a",
      "1:1: the file is in UTF-16 [save it as UTF-8]" },
    { "a control character", "a: æ\x01\n",
      "1:5: control character U+0001 at byte 6 of the file [remove it]" },
};

static void traps_in_files_are_explained(void **state)
{
    (void)state;
    expect_problems(files, sizeof files / sizeof *files);
}

static const bad_book norway[] = {
    { "no", "codebook: 1\nid: b\ntitle: T\nversion: '1.0.0'\nlanguage: no\n" COLUMNS "themes: []\n",
      "5:11: 'no' is not a language here "
      "[write nb (bokmål) or nn (nynorsk); many programs read a bare no as 'false']\n"
      "7:9: 'themes' is an empty list" },
    { "a bare version",
      "codebook: 1\nid: b\ntitle: T\nversion: 1.10\nlanguage: nn\n" COLUMNS ROW "      rules: []\n",
      "4:10: '1.10' is not a version "
      "[three numbers in quotes, as '1.10.0'; other programs read a bare 1.10 as 1.1]" },
    { "an octal number", HEAD "text: {gap: 010}\n" COLUMNS ROW,
      "7:13: 'gap' must be a whole number from 0 to 50 "
      "[digits only, without quotes or a leading 0]" },
    { "a number in quotes", HEAD "text: {within: '4'}\n" COLUMNS ROW,
      "7:16: 'within' must be a whole number from 0 to 50 "
      "[digits only, without quotes or a leading 0]" },
    { "yes", RULES "      - {near: [a, b], ordered: yes}\n",
      "15:33: 'ordered' must be true or false [yes, no, on, off, ja and nei are only text here]" },
    { "a quoted true", RULES "      - {near: [a, b], ordered: 'true'}\n",
      "15:33: 'ordered' must be true or false [yes, no, on, off, ja and nei are only text here]" },
    { "words that other programs read as false are text",
      RULES "      - {phrase: [no, on, off, y, 12:30, 010]}\n", "" },
};

static void the_norway_problem_is_explained(void **state)
{
    (void)state;
    expect_problems(norway, sizeof norway / sizeof *norway);
}

static void a_byte_order_mark_moves_no_column(void **state)
{
    (void)state;
    loaded it = load("\xEF\xBB\xBF"
                     "codebok: 1\n" HEAD COLUMNS ROW);
    const kb_problem *problem = kb_problems_at(it.problems, 0);
    assert_int_equal(problem->place.line, 1);
    assert_int_equal(problem->place.column, 1);
    assert_true(kb_str_is(problem->source, "codebok: 1"));
    unload(&it);
}

static void the_source_line_is_shown_whatever_ends_it(void **state)
{
    (void)state;
    loaded it =
        load("codebook: 1\r\nid: B\r\ntitle: T\rversion: '1.0.0'\xE2\x80\xA8language: xx\n");
    bool seen = false;
    for (size_t i = 0; i < kb_problems_count(it.problems); i++) {
        const kb_problem *problem = kb_problems_at(it.problems, i);
        if (problem->place.line == 5) {
            seen = true;
            assert_true(kb_str_is(problem->source, "language: xx"));
        }
        if (problem->place.line == 2)
            assert_true(kb_str_is(problem->source, "id: B"));
    }
    assert_true(seen);
    unload(&it);
}

static void nesting_has_a_limit(void **state)
{
    (void)state;
    char deep[400];
    size_t len = 0;
    deep[len++] = 'a';
    deep[len++] = ':';
    deep[len++] = ' ';
    memset(deep + len, '[', 300);
    loaded it = load_bytes((kb_str){ deep, len + 300 });
    assert_null(it.book);
    assert_int_equal(kb_problems_count(it.problems), 1);
    assert_true(
        kb_str_is(kb_problems_at(it.problems, 0)->message, "nested more than 64 levels deep"));
    unload(&it);
}

static void files_above_16_mib_are_refused(void **state)
{
    (void)state;
    size_t len = ((size_t)16 << 20) + 1;
    char *big = malloc(len);
    assert_non_null(big);
    memset(big, '#', len);
    loaded it = load_bytes((kb_str){ big, len });
    assert_int_equal(it.status, KB_ERR_LIMIT);
    assert_null(it.book);
    unload(&it);
    free(big);
}

static void at_most_200_problems_are_listed(void **state)
{
    (void)state;
    kb_buf yaml = { 0 };
    kb_buf_puts(&yaml, RULES);
    for (int i = 0; i < 300; i++)
        kb_buf_puts(&yaml, "      - 'a/ b c'\n");
    loaded it = load_bytes(kb_buf_view(&yaml));
    assert_int_equal(kb_problems_count(it.problems), 201);
    assert_true(
        kb_str_is(kb_problems_at(it.problems, 200)->message, "100 more problems are not shown"));
    assert_int_equal(kb_problems_at(it.problems, 0)->place.line, 15);
    assert_int_equal(kb_problems_at(it.problems, 199)->place.line, 214);
    unload(&it);
    kb_buf_free(&yaml);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(traps_in_patterns_are_explained),
        cmocka_unit_test(traps_in_files_are_explained),
        cmocka_unit_test(the_norway_problem_is_explained),
        cmocka_unit_test(a_byte_order_mark_moves_no_column),
        cmocka_unit_test(the_source_line_is_shown_whatever_ends_it),
        cmocka_unit_test(nesting_has_a_limit),
        cmocka_unit_test(files_above_16_mib_are_refused),
        cmocka_unit_test(at_most_200_problems_are_listed),
    };
    return cmocka_run_group_tests_name("codebook/yaml", tests, NULL, NULL);
}
