/* SPDX-License-Identifier: MIT */
/*
 * Patterns that find nothing which another one does not find.
 *
 * Words are compared with words of the same list, its macros, and the rules of the code
 * that could be written in the same list.  Phrases of several words and regexes are only
 * found out when they are the same.
 */
#include "choices.h"

#include "base/str.h"

/* Longer lists are not compared: that would take too long. */
enum { MOST_COMPARED = 1000, MACRO_DEPTH = 8 };

/* The choices that a macro stands for, added after the macro itself. */
static void push_macro(kb_choices *list, kb_choice like, size_t index, int depth)
{
    const kb_macro *macro = &list->linter->book->macros[index];
    like.macro = macro;
    if (depth == 0 || list->count > MOST_COMPARED)
        return;
    size_t first = list->count;
    for (size_t i = 0; i < macro->phrase_count; i++)
        kb_push_phrase(list, like, &macro->phrases[i]);
    size_t end = list->count;
    for (size_t i = first; i < end; i++) {
        const kb_sequence *sequence = list->items[i].sequence;
        if (sequence->item_count == 1 && sequence->items[0].kind == KB_ITEM_MACRO)
            push_macro(list, like, sequence->items[0].macro, depth - 1);
    }
}

static bool form_contains(const kb_word_form *outer, const kb_word_form *inner)
{
    if (outer->part_count != inner->part_count)
        return false;
    for (size_t p = 0; p < outer->part_count; p++)
        if (!kb_lint_contains(outer->parts[p], inner->parts[p]))
            return false;
    return true;
}

/* Every way to write `inner` is a way to write `outer`.  What `~` adds is not counted on. */
static bool word_contains(const kb_word *outer, const kb_word *inner)
{
    if (inner->kind != KB_WORD_PLAIN || outer->kind == KB_WORD_STEM)
        return false;
    for (size_t i = 0; i < inner->form_count; i++) {
        bool found = false;
        for (size_t o = 0; o < outer->form_count && !found; o++)
            found = form_contains(&outer->forms[o], &inner->forms[i]);
        if (!found)
            return false;
    }
    return true;
}

static bool contains(const kb_choice *outer, const kb_choice *inner)
{
    if (outer->regex != NULL || inner->regex != NULL)
        return kb_str_equal(outer->key, inner->key);
    const kb_word *o = kb_lint_word(outer->sequence), *i = kb_lint_word(inner->sequence);
    return (o != NULL && i != NULL && word_contains(o, i)) || kb_str_equal(outer->key, inner->key);
}

/* Does `outer` make `inner` needless?  Of two that say the same, the first one stands. */
static bool implies(const kb_choice *outer, const kb_choice *inner, bool outer_first)
{
    return contains(outer, inner) && (outer_first || !contains(inner, outer));
}

static void tell_implied(kb_linter *linter, const kb_choice *inner, const kb_choice *outer)
{
    kb_str text = kb_choice_text(linter, inner), by = kb_choice_text(linter, outer);
    kb_place at = kb_choice_place(linter, outer, by);
    if (outer->macro != NULL && inner->macro == NULL)
        kb_lint(linter, KB_LINT_IMPLIED_PATTERN, kb_choice_place(linter, inner, text),
                "take it away", "'%.*s' finds nothing that '%.*s' in <%.*s> does not find",
                KB_SHOW(text), KB_SHOW(by), KB_SHOW(outer->macro->id));
    else
        kb_lint(linter, KB_LINT_IMPLIED_PATTERN, kb_choice_place(linter, inner, text),
                "take it away", "'%.*s' finds nothing that '%.*s' at line %d does not find",
                KB_SHOW(text), KB_SHOW(by), at.line);
}

/* The first `own` choices are the list itself; the rest is what its macros stand for. */
static void compare_all(kb_choices *list, size_t own)
{
    if (list->count > MOST_COMPARED)
        return;
    for (size_t i = 0; i < own; i++)
        for (size_t j = 0; j < list->count; j++)
            if (i != j && implies(&list->items[j], &list->items[i], j < i || j >= own)) {
                tell_implied(list->linter, &list->items[i], &list->items[j]);
                break;
            }
}

static void add_macros(kb_choices *list)
{
    size_t own = list->count;
    for (size_t i = 0; i < own; i++) {
        const kb_sequence *sequence = list->items[i].sequence;
        if (sequence != NULL && sequence->item_count == 1 &&
            sequence->items[0].kind == KB_ITEM_MACRO)
            push_macro(list, list->items[i], sequence->items[0].macro, MACRO_DEPTH);
    }
}

/* Every list of phrases and regexes in a pattern. */
static void look_at_pattern(kb_linter *linter, const kb_pattern *pattern, const kb_rule *rule)
{
    const kb_patterns *const lists[] = { &pattern->near, &pattern->all, &pattern->any,
                                         &pattern->none, &pattern->unless };
    kb_choices list = { .linter = linter };
    kb_push_pattern(&list, (kb_choice){ .rule = rule }, pattern);
    size_t own = list.count;
    add_macros(&list);
    compare_all(&list, own);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for (size_t j = 0; j < lists[i]->count; j++)
            look_at_pattern(linter, &lists[i]->items[j], rule);
}

static void look_at_macro(kb_linter *linter, const kb_macro *macro)
{
    kb_choices list = { .linter = linter };
    const kb_choice like = { .macro = macro };
    for (size_t i = 0; i < macro->phrase_count; i++)
        kb_push_phrase(&list, like, &macro->phrases[i]);
    for (size_t i = 0; i < macro->regex_count; i++)
        kb_push_regex(&list, like, &macro->regexes[i]);
    compare_all(&list, list.count);
}

/* ---- rules of one code that say the same ---- */

static bool same_ints(const int *a, size_t a_count, const int *b, size_t b_count)
{
    if (a_count != b_count)
        return false;
    for (size_t i = 0; i < a_count; i++)
        if (a[i] != b[i])
            return false;
    return true;
}

static bool same_when(const kb_when *a, const kb_when *b)
{
    return a->by_question == b->by_question && a->by_group == b->by_group &&
           (!a->by_question ||
            same_ints(a->questions, a->question_count, b->questions, b->question_count)) &&
           (!a->by_group || same_ints(a->groups, a->group_count, b->groups, b->group_count));
}

/* Would it be the same to write both in one list? */
static bool could_be_one(const kb_rule *a, const kb_rule *b)
{
    return a->pattern.in == b->pattern.in && same_when(&a->when, &b->when) &&
           a->negated.kind == b->negated.kind && a->negated.target == b->negated.target &&
           a->extent.kind == b->extent.kind && a->extent.words == b->extent.words &&
           a->pattern.unless.count + b->pattern.unless.count == 0;
}

/* A rule with a name of its own is counted by itself, and may be there for that. */
static bool is_named(const kb_rule *rule)
{
    const char *number = memchr(rule->id.ptr, '#', rule->id.len);
    return rule->note.len > 0 || number == NULL || number[1] < '0' || number[1] > '9';
}

static void look_across(kb_choices *list)
{
    if (list->count > MOST_COMPARED)
        return;
    for (size_t i = 0; i < list->count; i++)
        for (size_t j = 0; j < list->count; j++) {
            const kb_choice *inner = &list->items[i], *outer = &list->items[j];
            if (inner->rule != outer->rule && inner->macro == NULL && !is_named(inner->rule) &&
                could_be_one(inner->rule, outer->rule) && implies(outer, inner, j < i)) {
                tell_implied(list->linter, inner, outer);
                break;
            }
        }
}

static void look_at_code(kb_linter *linter, const kb_code *code)
{
    kb_choices list = { .linter = linter };
    for (size_t i = 0; i < code->rule_count; i++) {
        const kb_rule *rule = &linter->book->rules[code->first_rule + i];
        look_at_pattern(linter, &rule->pattern, rule);
        kb_push_pattern(&list, (kb_choice){ .rule = rule }, &rule->pattern);
    }
    add_macros(&list);
    look_across(&list);
}

void kb_lint_implied(kb_linter *linter)
{
    const kb_codebook *book = linter->book;
    for (size_t i = 0; i < book->macro_count; i++)
        look_at_macro(linter, &book->macros[i]);
    for (size_t i = 0; i < book->code_count; i++)
        if (kb_lint_is_active(book, (int)i))
            look_at_code(linter, &book->codes[i]);
}
