/* SPDX-License-Identifier: MIT */
/*
 * What nothing tries, and what nothing uses.
 *
 * A code that a test expects has been tried as well as one with examples.  Drafts are
 * work under way and retired codes are not matched: neither is asked for examples.
 */
#include "linter.h"

#include "base/str.h"

/* ---- codes and rules ---- */

static void look_at_rule(kb_linter *linter, size_t index)
{
    const kb_rule *rule = &linter->book->rules[index];
    const kb_lint_evidence *evidence = linter->evidence;
    if (evidence == NULL)
        return;
    if (!evidence->fired[index])
        kb_lint(linter, KB_LINT_UNTESTED_RULE, rule->place,
                "add an example that this rule finds, or take the rule away",
                "rule '%.*s' counts in no example or test", KB_SHOW(rule->id));
    else if (evidence->exact != NULL && !evidence->exact[index])
        kb_lint(linter, KB_LINT_ONLY_BY_TOLERANCE, rule->place,
                "add an example with the word spelled as it should be",
                "rule '%.*s' is found in examples and tests only through '~'", KB_SHOW(rule->id));
}

static void look_at_codes(kb_linter *linter, const bool *expected)
{
    const kb_codebook *book = linter->book;
    for (size_t i = 0; i < book->code_count; i++) {
        const kb_code *code = &book->codes[i];
        if (!kb_lint_is_active(book, (int)i) || code->rule_count == 0)
            continue;
        if (code->example_count == 0 && !expected[i])
            kb_lint(linter, KB_LINT_NO_EXAMPLES, code->place,
                    "write under 'examples' what people say that it should find",
                    "code '%.*s' has no example", KB_SHOW(code->id));
        else
            for (size_t r = 0; r < code->rule_count; r++)
                look_at_rule(linter, code->first_rule + r);
    }
}

/* ---- macros ---- */

typedef struct macro_use {
    const kb_codebook *book;
    bool *used;
} macro_use;

static void use_sequence(macro_use *use, const kb_sequence *sequence);

static void use_macro(macro_use *use, size_t macro)
{
    if (use->used[macro])
        return;
    use->used[macro] = true;
    for (size_t i = 0; i < use->book->macros[macro].phrase_count; i++)
        use_sequence(use, &use->book->macros[macro].phrases[i].sequence);
}

static void use_sequence(macro_use *use, const kb_sequence *sequence)
{
    for (size_t i = 0; i < sequence->item_count; i++) {
        const kb_phrase_item *item = &sequence->items[i];
        if (item->kind == KB_ITEM_MACRO)
            use_macro(use, item->macro);
        for (size_t j = 0; j < item->alternative_count; j++)
            use_sequence(use, &item->alternatives[j]);
    }
}

static void use_phrase(void *payload, const kb_phrase *phrase, bool positive)
{
    (void)positive;
    use_sequence(payload, &phrase->sequence);
}

static void look_at_macros(kb_linter *linter)
{
    const kb_codebook *book = linter->book;
    macro_use use = { .book = book };
    const kb_lint_visit visit = { .phrase = use_phrase, .payload = &use };
    use.used = kb_arena_array(&linter->arena, book->macro_count + 1, sizeof *use.used);
    if (use.used == NULL)
        return;
    for (size_t i = 0; i < book->rule_count; i++)
        kb_lint_visit_pattern(&book->rules[i].pattern, true, &visit);
    kb_lint_visit_lists(book, &visit);
    for (size_t i = 0; i < book->macro_count; i++)
        if (!use.used[i])
            kb_lint(linter, KB_LINT_UNUSED_MACRO, book->macros[i].place,
                    "write <name> where it is meant, or take it away",
                    "macro '%.*s' is used nowhere", KB_SHOW(book->macros[i].id));
}

void kb_lint_usage(kb_linter *linter)
{
    const kb_codebook *book = linter->book;
    bool *expected = kb_arena_array(&linter->arena, book->code_count + 1, sizeof *expected);
    if (expected == NULL)
        return;
    for (size_t i = 0; i < book->test_count; i++)
        for (size_t j = 0; j < book->tests[i].expect_count; j++)
            expected[book->tests[i].expect[j]] = true;
    look_at_codes(linter, expected);
    look_at_macros(linter);
}
