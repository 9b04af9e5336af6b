/* SPDX-License-Identifier: MIT */
/*
 * The same pattern in two codes of a theme.
 *
 * Told only where both rules may count the same words in the same answer, and nothing
 * says which of them is meant.
 */
#include "choices.h"

#include "base/map.h"
#include "base/str.h"

/* So many earlier rules with the same pattern are looked at. */
enum { MOST_OF_ONE_PATTERN = 50 };

static bool share(const int *a, size_t a_count, const int *b, size_t b_count)
{
    for (size_t i = 0; i < a_count; i++)
        for (size_t j = 0; j < b_count; j++)
            if (a[i] == b[j])
                return true;
    return false;
}

/* May both rules look at the same answer? */
static bool meet(const kb_when *a, const kb_when *b)
{
    bool question = !a->by_question || !b->by_question ||
                    share(a->questions, a->question_count, b->questions, b->question_count);
    bool group =
        !a->by_group || !b->by_group || share(a->groups, a->group_count, b->groups, b->group_count);
    return question && group;
}

/* May both count the same match, negated or not? */
static bool count_alike(const kb_rule *a, const kb_rule *b)
{
    bool only_a = a->negated.kind == KB_NEGATED_ONLY, only_b = b->negated.kind == KB_NEGATED_ONLY;
    bool any_a = a->negated.kind == KB_NEGATED_IGNORE, any_b = b->negated.kind == KB_NEGATED_IGNORE;
    return any_a || any_b || only_a == only_b;
}

static bool suppresses(const kb_codebook *book, int code, int other)
{
    const kb_code *c = &book->codes[code];
    for (size_t i = 0; i < c->suppress_count; i++)
        if (c->suppresses[i] == other)
            return true;
    return false;
}

/* Has the author told the two apart? */
static bool collide(const kb_codebook *book, const kb_rule *a, const kb_rule *b)
{
    return a->code != b->code && meet(&a->when, &b->when) && count_alike(a, b) &&
           a->pattern.unless.count == 0 && b->pattern.unless.count == 0 &&
           !suppresses(book, a->code, b->code) && !suppresses(book, b->code, a->code);
}

static void tell_same(kb_linter *linter, const kb_choice *one, const kb_choice *before)
{
    kb_str text = kb_choice_text(linter, one);
    const kb_code *code = &linter->book->codes[before->rule->code];
    kb_lint(linter, KB_LINT_SAME_PHRASE, kb_choice_place(linter, one, text),
            "keep it where it belongs, or tell the two apart with 'when', 'unless' or 'suppresses'",
            "'%.*s' is also a rule of '%.*s', at line %d", KB_SHOW(text), KB_SHOW(code->id),
            kb_choice_place(linter, before, text).line);
}

/* Chains of equal keys: the latest choice of each, and the one before each. */
static void look_at_theme(kb_choices *list)
{
    kb_map keys = { 0 };
    kb_linter *linter = list->linter;
    size_t *latest = kb_arena_array(&linter->arena, list->count + 1, sizeof *latest);
    size_t *before = kb_arena_array(&linter->arena, list->count + 1, sizeof *before);
    for (size_t i = 0; latest != NULL && before != NULL && i < list->count; i++) {
        size_t number = kb_map_add(&keys, list->items[i].key);
        if (number == KB_MAP_NONE) {
            linter->arena.failed = true;
            break;
        }
        before[i] = latest[number];
        latest[number] = i + 1;
        size_t steps = 0;
        for (size_t at = before[i]; at > 0 && steps++ < MOST_OF_ONE_PATTERN; at = before[at - 1])
            if (collide(linter->book, list->items[i].rule, list->items[at - 1].rule)) {
                tell_same(linter, &list->items[i], &list->items[at - 1]);
                break;
            }
    }
    kb_map_free(&keys);
}

void kb_lint_same(kb_linter *linter)
{
    const kb_codebook *book = linter->book;
    for (size_t i = 0; i < book->code_count;) {
        int theme = book->codes[i].theme;
        kb_choices list = { .linter = linter };
        for (; i < book->code_count && book->codes[i].theme == theme; i++) {
            const kb_code *code = &book->codes[i];
            for (size_t r = 0; kb_lint_is_active(book, (int)i) && r < code->rule_count; r++) {
                const kb_rule *rule = &book->rules[code->first_rule + r];
                kb_push_pattern(&list, (kb_choice){ .rule = rule }, &rule->pattern);
            }
        }
        look_at_theme(&list);
    }
}
