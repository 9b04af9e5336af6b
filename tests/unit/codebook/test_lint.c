/* SPDX-License-Identifier: MIT */
/* The lints: what each one says, and what it leaves alone. */
#include "kit.h"

#include <kodebok/lint.h>

/* A rule of its own on line 15, in a code that has an example. */
#define ONE(rule) HEAD_NN COLUMNS ROW "      examples: e\n      rules:\n      - " rule "\n"
/* Lines 1-6, with nynorsk. */
#define HEAD_NN                                                                                    \
    "codebook: 1\nid: bok\ntitle: 'Bok'\nversion: '1.0.0'\nlanguage: nb\n"                         \
    "negation: {before: ['ikke/ikkje']}\n"

typedef struct lint_case {
    const char *name;
    const char *yaml;
    const char *warnings; /* "line:column name", one a line */
} lint_case;

/* Place and name of each warning. */
static void list_names(const kb_problems *problems, kb_buf *out)
{
    for (size_t i = 0; i < kb_problems_count(problems); i++) {
        const kb_problem *problem = kb_problems_at(problems, i);
        const char *bracket = problem->message.ptr + problem->message.len - 1;
        while (bracket > problem->message.ptr && *bracket != '[')
            bracket--;
        assert_int_equal(problem->severity, KB_WARNING);
        assert_true(problem->hint.len > 0);
        kb_buf_printf(out, "%s%d:%d %.*s", i > 0 ? "\n" : "", problem->place.line,
                      problem->place.column, (int)strlen(bracket) - 2, bracket + 1);
    }
    kb_buf_char(out, '\0');
}

static void lint_book(const char *yaml, const kb_lint_evidence *evidence, kb_buf *found)
{
    loaded it = load(yaml);
    kb_problems *warnings = NULL;
    kb_error err = { 0 };
    kb_buf wrong = { 0 };
    list_problems(it.problems, &wrong);
    assert_string_equal(wrong.ptr, "");
    assert_int_equal(kb_problems_new(&warnings, &err), KB_OK);
    assert_int_equal(kb_codebook_lint(it.book, evidence, warnings, &err), KB_OK);
    list_names(warnings, found);
    kb_problems_free(warnings);
    kb_buf_free(&wrong);
    unload(&it);
}

static void expect_warnings(const lint_case *cases, size_t count)
{
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        kb_buf found = { 0 };
        lint_book(cases[i].yaml, NULL, &found);
        if (strcmp(found.ptr, cases[i].warnings) != 0) {
            print_error("%s\n  expected: %s\n  found:    %s\n", cases[i].name, cases[i].warnings,
                        found.ptr);
            wrong++;
        }
        kb_buf_free(&found);
    }
    assert_int_equal(wrong, 0);
}

#define EXPECT(cases) expect_warnings(cases, sizeof(cases) / sizeof *(cases))

static void codes_are_asked_for_examples(void **state)
{
    static const lint_case cases[] = {
        { "none", RULES "      - tillit*\n", "6:22 nynorsk\n13:7 no-examples" },
        { "an example", ONE("tillit*"), "" },
        { "a test that expects it",
          HEAD_NN COLUMNS ROW "      rules: tillit\n"
                              "tests:\n- {text: tillit, expect: t.k}\n",
          "" },
        { "a test that does not",
          HEAD_NN COLUMNS ROW "      rules: tillit\n"
                              "tests:\n- {text: respekt, expect: []}\n",
          "13:7 no-examples" },
        { "a code without rules", HEAD_NN COLUMNS ROW, "" },
        { "a draft", HEAD_NN COLUMNS ROW "      status: draft\n      rules: tillit\n", "" },
    };
    (void)state;
    EXPECT(cases);
}

static void rules_must_have_counted_somewhere(void **state)
{
    static const char book[] = ONE("tillit") "      - respekt~\n      - likeverd~\n";
    const bool fired[] = { true, false, true }, exact[] = { true, false, false };
    const kb_lint_evidence known = { .fired = fired, .exact = exact },
                           half_known = { .fired = fired };
    kb_buf found = { 0 };
    (void)state;
    lint_book(book, &known, &found);
    assert_string_equal(found.ptr, "17:9 untested-rule\n18:9 only-by-tolerance");
    kb_buf_reset(&found);
    lint_book(book, &half_known, &found);
    assert_string_equal(found.ptr, "17:9 untested-rule");
    kb_buf_free(&found);
}

#define MACROS(macros) HEAD_NN "macros: {" macros "}\n" COLUMNS ROW "      examples: e\n"

static void macros_must_be_used(void **state)
{
    static const lint_case cases[] = {
        { "not at all", MACROS("m: tillit") "      rules: respekt\n", "7:10 unused-macro" },
        { "by a rule", MACROS("m: tillit") "      rules: ['[<m>/god dialog]']\n", "" },
        { "deep in a rule", MACROS("m: tillit") "      rules: {near: [a, {any: [b, '<m>']}]}\n",
          "" },
        { "only by a macro that is not used",
          MACROS("m: tillit, n: 'god <m>'") "      rules: respekt\n",
          "7:10 unused-macro\n7:21 unused-macro" },
        { "by a macro that is", MACROS("m: tillit, n: 'god <m>'") "      rules: '<n>'\n", "" },
        { "by a negation word",
          "codebook: 1\nid: b\ntitle: T\nversion: '1.0.0'\nlanguage: en\n"
          "negation: {before: ['<m>']}\nmacros: {m: not}\n" COLUMNS ROW,
          "" },
    };
    (void)state;
    EXPECT(cases);
}

static void short_wildcards_take_too_much(void **state)
{
    static const lint_case cases[] = {
        { "two letters", ONE("'av*'"), "16:10 short-wildcard" },
        { "three letters", ONE("'avt*'"), "" },
        { "a short word without a star", ONE("'hf'"), "" },
        { "one of several", ONE("'tillit*/av*/a'"), "16:18 short-wildcard" },
        { "beside another word", ONE("'av* grunner'"), "" },
        { "two of them", ONE("'* av*'"), "16:10 short-wildcard" },
        { "in a compound", ONE("'av_*'"), "16:10 short-wildcard" },
        { "in a macro that is a rule", MACROS("m: ['u*', 'tillit*']") "      rules: '<m>'\n",
          "7:15 short-wildcard" },
        { "in a macro within a phrase", MACROS("m: ['u*', 'tillit*']") "      rules: 'god <m>'\n",
          "" },
        { "in a regex", ONE("{regex: '\\bav\\w*'}"),
          "16:18 regex-could-be-phrase\n16:18 short-wildcard" },
        { "a whole word in a regex", ONE("{regex: '\\bav\\b(?!\\s+og)'}"), "" },
        { "in unless", ONE("{phrase: tillit, unless: 'u*'}"), "16:35 short-wildcard" },
    };
    (void)state;
    EXPECT(cases);
}

static void rules_must_hold_some_text(void **state)
{
    static const lint_case cases[] = {
        { "any word", ONE("'*'"), "16:9 no-fixed-text" },
        { "any number", ONE("{regex: '\\b[0-9]+\\b'}"), "16:9 no-fixed-text" },
        { "any two letters", ONE("{regex: '[ab]+'}"), "16:9 no-fixed-text" },
        { "a sign", ONE("{regex: '[0-9]+\\s*%'}"), "" },
        { "a short whole word", ONE("{regex: '\\b[0-9]+ km\\b'}"), "" },
        { "a choice with nothing in it", ONE("{regex: '\\b(?:likeverd|[0-9]+)\\b'}"),
          "16:9 no-fixed-text" },
        { "one that holds another", ONE("{all: [{regex: '[0-9]+'}, tillit]}"), "" },
        { "a regex that is not understood", ONE("{regex: '(?(?=1)[0-9]|[0-9]+)'}"), "" },
        { "only digits, laid out", ONE("{regex: '(?x) [0-9]+ # tall'}"), "16:9 no-fixed-text" },
    };
    (void)state;
    EXPECT(cases);
}

static void regexes_begin_where_words_begin(void **state)
{
    static const lint_case cases[] = {
        { "bare", ONE("{regex: 'tillit[a-z]*'}"), "16:18 regex-edge" },
        { "an edge", ONE("{regex: '\\btillit[a-z]*'}"), "" },
        { "any beginning", ONE("{regex: '\\w*tillit[a-z]*'}"), "" },
        { "the sentence", ONE("{regex: '^tillit[a-z]*'}"), "" },
        { "one choice is bare", ONE("{regex: '\\btillit[a-z]*|respekt[a-z]*'}"),
          "16:18 regex-edge" },
        { "a bare group", ONE("{regex: '(?:tillit|respekt)[a-z]*'}"), "16:18 regex-edge" },
        { "after a space", ONE("{regex: '\\s(?:tillit|respekt)[a-z]*'}"), "" },
        { "after what may not be there", ONE("{regex: '(?:\\s)?tillit[a-z]*'}"),
          "16:18 regex-edge" },
        { "after a look behind", ONE("{regex: '(?<!mis)tillit[a-z]*'}"), "" },
        { "after a look ahead", ONE("{regex: '(?!mis)tillit[a-z]*'}"), "16:18 regex-edge" },
        { "a number", ONE("{regex: '[0-9]+\\s*mil[a-z]*'}"), "" },
        { "in a macro", MACROS("m: {regex: 'tillit[a-z]*'}") "      rules: '<m>'\n",
          "7:22 regex-edge" },
    };
    (void)state;
    EXPECT(cases);
}

static void loops_in_loops_are_told(void **state)
{
    static const lint_case cases[] = {
        { "plus plus", ONE("{regex: '\\b(?:a+)+tillit'}"), "16:18 nested-quantifiers" },
        { "star star", ONE("{regex: '\\b(?:a*)*tillit'}"), "16:18 nested-quantifiers" },
        { "an optional space", ONE("{regex: '\\b(?:\\w+\\s?)+tillit'}"),
          "16:18 nested-quantifiers" },
        { "a needed space", ONE("{regex: '\\b(?:\\w+\\s+)+tillit'}"), "" },
        { "an edge", ONE("{regex: '(?:\\b\\w+\\s?)+tillit'}"), "" },
        { "a bound", ONE("{regex: '\\b(?:\\w+\\s?){0,3}tillit'}"), "" },
        { "possessive inside", ONE("{regex: '\\b(?:\\w++\\s?)+tillit'}"), "" },
        { "atomic", ONE("{regex: '\\b(?>\\w+\\s?)+tillit'}"), "" },
        { "one of the choices", ONE("{regex: '\\b(?:x|y+)+tillit'}"), "16:18 nested-quantifiers" },
        { "deeper", ONE("{regex: '\\b(?:q(?:z(?:a+)+))tillit'}"), "16:18 nested-quantifiers" },
        { "once removed", ONE("{regex: '\\b(?:(?:a+))+tillit'}"), "16:18 nested-quantifiers" },
        { "in a look ahead", ONE("{regex: '\\btillit(?=.*(?:a+)+b)'}"),
          "16:18 nested-quantifiers" },
    };
    (void)state;
    EXPECT(cases);
}

static void regexes_that_are_phrases_are_told(void **state)
{
    static const lint_case cases[] = {
        { "a word", ONE("{regex: '\\btillit\\b'}"), "16:18 regex-could-be-phrase" },
        { "words", ONE("{regex: '\\bgod\\s+dialog\\w*'}"), "16:18 regex-could-be-phrase" },
        { "a class", ONE("{regex: '\\bgr[åa]sone\\w*'}"), "" },
        { "a gap", ONE("{regex: '\\bgod\\W+(?:\\w+\\W+){0,2}dialog\\b'}"), "" },
        { "a book of regexes",
          HEAD_NN "defaults: {pattern: regex}\n" COLUMNS ROW
                  "      examples: e\n      rules: '\\btillit\\b'\n",
          "" },
    };
    (void)state;
    EXPECT(cases);
}

/* The first rule of t.k is on line 16; a second code follows. */
#define TWO(rule, other)                                                                           \
    ONE(rule) "    l:\n      statement: s\n      examples: e\n      rules: [" other "]\n"

static void the_same_phrase_in_two_codes_is_told(void **state)
{
    static const lint_case cases[] = {
        { "the same", TWO("tillit*", "'tillit*'"), "20:16 same-phrase" },
        { "one of a choice", TWO("'respekt/tillit*'", "'[likeverd/tillit*]'"),
          "20:26 same-phrase" },
        { "spelled in another way", TWO("'god  dialog'", "'God dialog'"), "20:16 same-phrase" },
        { "a regex", TWO("{regex: '\\bgr[åa]\\b'}", "{regex: '\\bgr[åa]\\b'}"),
          "20:24 same-phrase" },
        { "another phrase", TWO("tillit*", "'tillit'"), "" },
        { "inside another pattern", TWO("tillit*", "{all: ['tillit*', god]}"), "" },
        { "told apart by negation", TWO("tillit*", "{phrase: 'tillit*', negated: only}"), "" },
        { "told apart by unless", TWO("tillit*", "{phrase: 'tillit*', unless: 'god tillit'}"), "" },
        { "told apart by suppression",
          HEAD_NN "categories: {k: {label: K}, l: {label: L, suppresses: k}}\n" ROW
                  "      examples: e\n      rules: tillit\n"
                  "    l: {statement: s, examples: e, rules: tillit}\n",
          "" },
        { "told apart by question",
          HEAD_NN "questions: {a: {label: A}, b: {label: B}}\n"
                  "categories: {k: {label: K, when: {question: a}}, l: {label: L, when: {question: "
                  "b}}}\n" ROW "      examples: e\n      rules: tillit\n"
                  "    l: {statement: s, examples: e, rules: tillit}\n",
          "" },
        { "of another theme",
          ONE("tillit*") "- {id: u, label: U, cells: {k: {statement: s, examples: e, rules: "
                         "'tillit*'}}}\n",
          "" },
    };
    (void)state;
    EXPECT(cases);
}

static void implied_patterns_are_told(void **state)
{
    static const lint_case cases[] = {
        { "a longer word", ONE("'samtale*/samtaler'"), "16:19 implied-pattern" },
        { "before the shorter", ONE("'samtaler/samtale*'"), "16:10 implied-pattern" },
        { "twice", ONE("'samtale/samtale'"), "16:10 implied-pattern" },
        { "in a list", ONE("{phrase: ['samtale*', tillit, 'samtale(r/ne)']}"),
          "16:40 implied-pattern" },
        { "a compound in another", ONE("'møte_plass*/møte_plassen'"), "16:22 implied-pattern" },
        { "not its written-apart form", ONE("'møteplass*/møte_plassen'"), "" },
        { "stars on both sides", ONE("'*samtale*/del_samtale*'"), "" },
        { "a star is more than a word", ONE("'samtalen/samtale*n'"), "16:10 implied-pattern" },
        { "a question mark", ONE("'samtale?/samtale'"), "" },
        { "of the plain part of ~", ONE("'samtale*~/samtaler'"), "16:20 implied-pattern" },
        { "~ finds more", ONE("'samtale*/samtaler~'"), "" },
        { "stems are not looked into", ONE("'prioritere+/prioriterer'"), "" },
        { "of a macro", MACROS("m: ['samtale*']") "      rules: '<m>/samtaler'\n",
          "16:19 implied-pattern" },
        { "phrases that are the same", ONE("{phrase: ['god dialog', 'god dialog']}"),
          "16:34 implied-pattern" },
        { "other phrases", ONE("{phrase: [dialog, 'god dialog']}"), "" },
        { "in another rule", ONE("'samtale*'") "      - samtaler\n", "17:9 implied-pattern" },
        { "in another rule, with a name",
          ONE("'samtale*'") "      - {phrase: samtaler, id: flere}\n", "" },
        { "in another rule, negated",
          ONE("'samtale*'") "      - {phrase: samtaler, negated: only}\n", "" },
        { "in another unit", ONE("'samtale*'") "      - {phrase: samtaler, in: answer}\n", "" },
    };
    (void)state;
    EXPECT(cases);
}

static void bokmal_asks_for_nynorsk(void **state)
{
    static const lint_case cases[] = {
        { "a stem", ONE("'tjeneste*'"), "16:10 nynorsk" },
        { "both", ONE("'tjeneste*/teneste*'"), "" },
        { "in another rule of the code", ONE("'tjeneste*'") "      - 'god teneste'\n", "" },
        { "in a compound", ONE("'kommune_tjeneste*'"), "16:10 nynorsk" },
        { "a wildcard takes it", ONE("'tjeneste*/t*enest*'"), "16:10 implied-pattern" },
        { "a whole word", ONE("'mer tid'"), "16:10 nynorsk" },
        { "the word begins so and goes on", ONE("'merkbar tid'"), "" },
        { "a longer word says it all", ONE("'jevnlig*/jamleg*'"), "" },
        { "any of several forms", ONE("'finnes/fins'"), "" },
        { "in a macro", MACROS("m: ['god tjeneste']") "      rules: ['<m>']\n", "7:19 nynorsk" },
        { "in a macro, with the other beside it",
          MACROS("m: ['god tjeneste']") "      rules: ['<m>', tenest]\n", "" },
        { "a regex", ONE("{regex: '\\btjeneste[rn]'}"), "16:18 nynorsk" },
        { "a regex of both", ONE("{regex: '\\b(?:tjeneste|teneste)[rn]'}"), "" },
        { "a regex with a choice", ONE("{regex: '\\bbruk[ae]r[a-z]+'}"), "" },
        { "a negation word", RULES "      - x\n", "6:22 nynorsk\n13:7 no-examples" },
        { "English",
          "codebook: 1\nid: b\ntitle: T\nversion: '1.0.0'\nlanguage: en\n"
          "negation: {before: [ikke]}\n" COLUMNS ROW,
          "" },
    };
    (void)state;
    EXPECT(cases);
}

#define PACKED(language, lists)                                                                    \
    "codebook: 1\nid: bok\ntitle: 'Bok'\nversion: '1.0.0'\nlanguage: " language                    \
    "\n" lists COLUMNS ROW "      rules: 'tillit*'\n      examples: e\n"
#define ALL_OF(pack)                                                                               \
    "text: {use: " pack "}\nnegation: {use: " pack "}\nignore_answers: {use: " pack "}\n"

static void packs_are_for_a_language(void **state)
{
    static const lint_case cases[] = {
        { "bokmål", PACKED("nb", ALL_OF("nb-1")), "" },
        { "nynorsk", PACKED("nn", ALL_OF("nb-1")), "" },
        { "English", PACKED("en", ALL_OF("en-1")), "" },
        { "English in a Norwegian book", PACKED("nb", ALL_OF("en-1")),
          "6:13 pack-language\n7:17 pack-language\n8:23 pack-language" },
        { "Norwegian in a Swedish one", PACKED("sv", "negation: {use: nb-1}\n"),
          "6:17 pack-language" },
        { "silenced",
          PACKED("nb", "negation: {use: nb-1}\n"
                       "ignore_answers: {use: en-1} # lint: pack-language - noen svarer engelsk\n"),
          "" },
    };
    (void)state;
    EXPECT(cases);
}

/* Leaves out of a pack's list each entry in turn, as authors do; `open` is "negation: {use: X". */
static void lint_without_each(const char *open, const kb_phrase *phrases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        kb_buf yaml = { 0 }, found = { 0 };
        kb_buf_printf(&yaml, PACKED("nb", "negation: {use: nb-1}\n%s, without: ['%.*s']}\n"), open,
                      KB_ARG(phrases[i].source));
        kb_buf_char(&yaml, '\0');
        lint_book(yaml.ptr, NULL, &found);
        assert_string_equal(found.ptr, "");
        kb_buf_free(&yaml);
        kb_buf_free(&found);
    }
}

static void what_is_left_of_a_pack_is_not_judged(void **state)
{
    (void)state;
    loaded it = load(PACKED("nb", ALL_OF("nb-1")));
    lint_without_each("text: {use: nb-1", it.book->clause_breaks, it.book->clause_break_count);
    lint_without_each("ignore_answers: {use: nb-1", it.book->ignore_answers,
                      it.book->ignore_answer_count);
    unload(&it);
}

/* The same words, once as the book's own and once as those of a pack. */
static void what_a_pack_brings_is_not_judged(void **state)
{
    static const char own[] =
        PACKED("nb", "negation: {before: ['av*', 'mer']}\nignore_answers: ['tjeneste', 'u*']\n");
    (void)state;
    loaded it = load(own);
    const kb_phrase *lists[] = { &it.book->before[0].phrase, &it.book->before[1].phrase,
                                 &it.book->ignore_answers[0], &it.book->ignore_answers[1] };
    kb_buf found = { 0 };
    assert_int_equal(kb_codebook_lint(it.book, NULL, it.problems, NULL), KB_OK);
    list_names(it.problems, &found);
    assert_string_equal(found.ptr, "6:22 short-wildcard\n6:29 nynorsk\n7:19 nynorsk\n"
                                   "7:31 short-wildcard");
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        ((kb_phrase *)(uintptr_t)lists[i])->pack = kb_pack_at(0);
    size_t before = kb_problems_count(it.problems);
    assert_int_equal(kb_codebook_lint(it.book, NULL, it.problems, NULL), KB_OK);
    assert_int_equal(kb_problems_count(it.problems), before);
    kb_buf_free(&found);
    unload(&it);
}

/* «meir» of the pack serves the book's «mer», and a word of the book's own is told at its place. */
static void a_packs_nynorsk_serves_the_book(void **state)
{
    static const lint_case cases[] = {
        { "the pack has it",
          PACKED("nb", "ignore_answers: {use: nb-1, add: [mer]}\n"
                       "negation: {use: nb-1}\n"),
          "" },
        { "it has not",
          PACKED("nb", "ignore_answers: {use: nb-1, add: [tjeneste]}\n"
                       "negation: {use: nb-1}\n"),
          "6:35 nynorsk" },
    };
    (void)state;
    EXPECT(cases);
}

static void a_comment_silences_with_a_reason(void **state)
{
    static const lint_case cases[] = {
        { "on the line", ONE("'av*'   # lint: short-wildcard - alle ord på av- er ment"), "" },
        { "on the line before",
          HEAD_NN COLUMNS ROW "      examples: e\n      rules:\n"
                              "      # lint: short-wildcard - alle er ment\n      - 'av*'\n",
          "" },
        { "with a comment between",
          HEAD_NN COLUMNS ROW
          "      examples: e\n      rules:\n"
          "      # lint: short-wildcard - alle er ment\n\n      # som sagt\n      - 'av*'\n",
          "" },
        { "several at once", ONE("'tjeneste*/tjenester'  # lint: nynorsk, implied-pattern – prøve"),
          "" },
        { "in other case and without a space", ONE("'av*'   #Lint : short-wildcard - alle er ment"),
          "" },
        { "without a reason", ONE("'av*'   # lint: short-wildcard"),
          "16:10 short-wildcard\n16:17 lint-comment" },
        { "with an empty one", ONE("'av*'   # lint: short-wildcard - "),
          "16:10 short-wildcard\n16:17 lint-comment" },
        { "of no name", ONE("'av*'   # lint: short-wildcards - fordi"),
          "16:10 short-wildcard\n16:17 lint-comment" },
        { "another lint", ONE("'av*'   # lint: nynorsk - fordi"),
          "16:10 short-wildcard\n16:17 lint-comment" },
        { "on the line after a comment on a line",
          HEAD_NN COLUMNS ROW
          "      examples: e # lint: short-wildcard - feil linje\n      rules:\n      - 'av*'\n",
          "14:19 lint-comment\n16:10 short-wildcard" },
        { "inside a text", ONE("'av*'\n      definition: 'Se # lint: nynorsk - x'"),
          "16:10 short-wildcard" },
        { "inside a block of text",
          HEAD_NN COLUMNS ROW "      examples: e\n      definition: |\n        a\n"
                              "        # lint: nynorsk - x\n      rules: tillit\n",
          "" },
        { "what was not looked for", ONE("tillit # lint: untested-rule - prøves i undersøkelsen"),
          "" },
    };
    (void)state;
    EXPECT(cases);
}

static void what_is_said_names_the_remedy(void **state)
{
    (void)state;
    loaded it =
        load(ONE("'tjeneste*/tjenester'") "      - {regex: '\\b(?:god|grei)\\s+dialog\\w*'}\n");
    kb_buf found = { 0 };
    assert_int_equal(kb_codebook_lint(it.book, NULL, it.problems, NULL), KB_OK);
    list_problems(it.problems, &found);
    assert_string_equal(
        found.ptr,
        "16:10: 'tjenest' is bokmål, and nothing beside it takes the nynorsk 'tenest' [nynorsk] "
        "[write 'tjeneste*/teneste*']\n"
        "16:20: 'tjenester' finds nothing that 'tjeneste*' at line 16 does not find "
        "[implied-pattern] [take it away]\n"
        "17:18: a phrase says the same as this regex [regex-could-be-phrase] "
        "[write {phrase: '[god/grei] dialog*'}]");
    kb_buf_free(&found);
    unload(&it);
}

static void a_wrong_pack_is_named_with_the_right_one(void **state)
{
    static const struct {
        const char *yaml, *said;
    } cases[] = {
        { PACKED("en", "negation: {use: nb-1}\n"),
          "6:17: pack nb-1 is for 'nb' and 'nn', but the language of the book is 'en' "
          "[pack-language] [write 'use: en-1', or correct 'language' at the top]" },
        { PACKED("da", "negation: {use: en-1}\n"),
          "6:17: pack en-1 is for 'en', but the language of the book is 'da' [pack-language] "
          "[there is no pack for 'da': list its words here, or correct 'language']" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        loaded it = load(cases[i].yaml);
        kb_buf found = { 0 };
        assert_int_equal(kb_codebook_lint(it.book, NULL, it.problems, NULL), KB_OK);
        list_problems(it.problems, &found);
        assert_string_equal(found.ptr, cases[i].said);
        kb_buf_free(&found);
        unload(&it);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_are_asked_for_examples),
        cmocka_unit_test(rules_must_have_counted_somewhere),
        cmocka_unit_test(macros_must_be_used),
        cmocka_unit_test(short_wildcards_take_too_much),
        cmocka_unit_test(rules_must_hold_some_text),
        cmocka_unit_test(regexes_begin_where_words_begin),
        cmocka_unit_test(loops_in_loops_are_told),
        cmocka_unit_test(regexes_that_are_phrases_are_told),
        cmocka_unit_test(the_same_phrase_in_two_codes_is_told),
        cmocka_unit_test(implied_patterns_are_told),
        cmocka_unit_test(bokmal_asks_for_nynorsk),
        cmocka_unit_test(packs_are_for_a_language),
        cmocka_unit_test(what_is_left_of_a_pack_is_not_judged),
        cmocka_unit_test(what_a_pack_brings_is_not_judged),
        cmocka_unit_test(a_packs_nynorsk_serves_the_book),
        cmocka_unit_test(a_comment_silences_with_a_reason),
        cmocka_unit_test(what_is_said_names_the_remedy),
        cmocka_unit_test(a_wrong_pack_is_named_with_the_right_one),
    };
    return cmocka_run_group_tests_name("codebook/lint", tests, NULL, NULL);
}
