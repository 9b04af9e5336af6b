/* SPDX-License-Identifier: MIT */
/*
 * Patterns that hardly say anything: words with a wildcard and next to no letters, and
 * rules without any text that must stand there.
 *
 * What counts is the letters of the shortest way to match a pattern.  A short word
 * without a wildcard is as certain as a long one.
 */
#include "linter.h"

#include "base/regex_tree.h"
#include "base/str.h"
#include "base/unicode.h"

enum { FEW_LETTERS = 3, ENOUGH = 100 };

typedef struct fixed_walk {
    kb_linter *linter;
    size_t *macro_letters; /* per macro: 1 + its least; 0 = not known yet */
    bool *seen;            /* per macro: its own phrases have been looked at */
} fixed_walk;

/* ---- how many letters ---- */

static size_t at_least(size_t a, size_t b)
{
    return a < b ? a : b;
}

static size_t letters_in(kb_str part)
{
    size_t count = 0;
    for (size_t pos = 0; pos < part.len;) {
        uint32_t c = kb_utf8_next(part, &pos);
        count += c != '*' && c != '?' && c != '-' && c != '\'';
    }
    return count;
}

static size_t letters_of_word(const kb_word *word)
{
    size_t least = ENOUGH;
    for (size_t i = 0; i < word->form_count; i++) {
        size_t letters = 0;
        for (size_t p = 0; p < word->forms[i].part_count; p++)
            letters += letters_in(word->forms[i].parts[p]);
        least = at_least(least, letters);
    }
    return least;
}

static size_t letters_of(fixed_walk *walk, const kb_sequence *sequence);

static size_t letters_of_macro(fixed_walk *walk, size_t index)
{
    const kb_macro *macro = &walk->linter->book->macros[index];
    size_t least = ENOUGH;
    if (walk->macro_letters[index] > 0)
        return walk->macro_letters[index] - 1;
    for (size_t i = 0; i < macro->phrase_count; i++)
        least = at_least(least, letters_of(walk, &macro->phrases[i].sequence));
    walk->macro_letters[index] = least + 1;
    return least;
}

static size_t letters_of_item(fixed_walk *walk, const kb_phrase_item *item)
{
    size_t least = ENOUGH;
    switch (item->kind) {
    case KB_ITEM_WORD: return letters_of_word(item->word);
    case KB_ITEM_MACRO: return letters_of_macro(walk, item->macro);
    case KB_ITEM_GAP: return 0;
    case KB_ITEM_GROUP: break;
    }
    if (item->optional)
        return 0;
    for (size_t i = 0; i < item->alternative_count; i++)
        least = at_least(least, letters_of(walk, &item->alternatives[i]));
    return least;
}

static size_t letters_of(fixed_walk *walk, const kb_sequence *sequence)
{
    size_t letters = 0;
    for (size_t i = 0; i < sequence->item_count && letters < ENOUGH; i++)
        letters += letters_of_item(walk, &sequence->items[i]);
    return letters;
}

static bool has_wildcard(const kb_word *word)
{
    for (size_t i = 0; i < word->form_count; i++)
        for (size_t p = 0; p < word->forms[i].part_count; p++)
            if (memchr(word->forms[i].parts[p].ptr, '*', word->forms[i].parts[p].len) != NULL)
                return true;
    return false;
}

static bool needs_wildcard(const kb_sequence *sequence)
{
    for (size_t i = 0; i < sequence->item_count; i++)
        if (sequence->items[i].kind == KB_ITEM_WORD && has_wildcard(sequence->items[i].word))
            return true;
    return false;
}

/* ---- short wildcards ---- */

static void look_at_phrase(void *payload, const kb_phrase *phrase, bool positive);

static void look_at_macro(fixed_walk *walk, size_t index)
{
    if (walk->seen[index])
        return;
    walk->seen[index] = true;
    const kb_macro *macro = &walk->linter->book->macros[index];
    for (size_t i = 0; i < macro->phrase_count; i++)
        look_at_phrase(walk, &macro->phrases[i], true);
}

/* A short word beside others is held by them; alone, as a choice, it is not. */
static void look_at_phrase(void *payload, const kb_phrase *phrase, bool positive)
{
    fixed_walk *walk = payload;
    kb_sequences choices = kb_lint_choices(phrase);
    (void)positive;
    for (size_t i = 0; i < choices.count; i++) {
        const kb_sequence *choice = &choices.items[i];
        const kb_word *word = kb_lint_word(choice);
        if (choice->item_count == 1 && choice->items[0].kind == KB_ITEM_MACRO)
            look_at_macro(walk, choice->items[0].macro);
        if (!needs_wildcard(choice) || letters_of(walk, choice) >= FEW_LETTERS)
            continue;
        kb_str text = word != NULL ? kb_lint_spelling(walk->linter, word) : phrase->source;
        kb_lint(walk->linter, KB_LINT_SHORT_WILDCARD, kb_lint_place(walk->linter, phrase, text),
                "write more of the word, or list the words that are meant",
                "'%.*s' takes far too many words: it has fewer than %d letters", KB_SHOW(text),
                FEW_LETTERS);
    }
}

/* ---- rules without any fixed text ---- */

static bool is_fixed(fixed_walk *walk, const kb_pattern *pattern);

static bool has_fixed(fixed_walk *walk, const kb_patterns *list)
{
    for (size_t i = 0; i < list->count; i++)
        if (is_fixed(walk, &list->items[i]))
            return true;
    return false;
}

static bool regex_is_fixed(fixed_walk *walk, const kb_regex *regex)
{
    kb_arena arena = { 0 };
    kb_rx rx;
    bool fixed = !kb_rx_read(&rx, &arena, regex->source) || kb_rx_has_text(&rx);
    walk->linter->arena.failed |= arena.failed;
    kb_arena_free(&arena);
    return fixed;
}

static bool is_fixed(fixed_walk *walk, const kb_pattern *pattern)
{
    for (size_t i = 0; i < pattern->phrase_count; i++)
        if (letters_of(walk, &pattern->phrases[i].sequence) > 0)
            return true;
    for (size_t i = 0; i < pattern->regex_count; i++)
        if (regex_is_fixed(walk, &pattern->regexes[i]))
            return true;
    return has_fixed(walk, &pattern->near) || has_fixed(walk, &pattern->all) ||
           has_fixed(walk, &pattern->any);
}

/* What a rule costs: one with fixed text is tried only on answers that hold it. */
static const char *price_of(const kb_linter *linter, const kb_rule *rule)
{
    const kb_lint_evidence *evidence = linter->evidence;
    if (evidence == NULL || evidence->tried_on == NULL)
        return "every answer";
    const char *price = evidence->tried_on[rule - linter->book->rules];
    return price[0] != '\0' ? price : "every answer with one of its letters or digits";
}

static void look_at_rule(fixed_walk *walk, const kb_rule *rule)
{
    const kb_lint_visit visit = { .phrase = look_at_phrase, .payload = walk };
    if (is_fixed(walk, &rule->pattern))
        kb_lint_visit_pattern(&rule->pattern, true, &visit);
    else
        kb_lint(walk->linter, KB_LINT_NO_FIXED_TEXT, rule->place,
                "add a word that must stand there",
                "rule '%.*s' holds no fixed text: it takes almost anything, and is tried on %s",
                KB_SHOW(rule->id), price_of(walk->linter, rule));
}

void kb_lint_fixed(kb_linter *linter)
{
    const kb_codebook *book = linter->book;
    fixed_walk walk = { .linter = linter };
    const kb_lint_visit visit = { .phrase = look_at_phrase, .payload = &walk };
    walk.macro_letters =
        kb_arena_array(&linter->arena, book->macro_count + 1, sizeof *walk.macro_letters);
    walk.seen = kb_arena_array(&linter->arena, book->macro_count + 1, sizeof *walk.seen);
    if (walk.macro_letters == NULL || walk.seen == NULL)
        return;
    for (size_t i = 0; i < book->rule_count; i++)
        if (book->codes[book->rules[i].code].status != KB_CODE_RETIRED)
            look_at_rule(&walk, &book->rules[i]);
    kb_lint_visit_lists(book, &visit);
}
