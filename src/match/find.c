/* SPDX-License-Identifier: MIT */
/*
 * Matches of a pattern: units, phrases and regexes, any / all / none, unless.
 *
 * What is found is pushed on scratch->founds; a caller that combines what its
 * children found takes it from there and puts its own in its place.
 */
#include "scan.h"

#include <stdlib.h>
#include <string.h>

bool kb_scan_room(kb_scratch *scratch, void **items, size_t *cap, size_t count, size_t size)
{
    if (count >= UINT32_MAX - 1 || !kb_array_reserve(items, cap, count, size))
        scratch->failed = true;
    return !scratch->failed;
}

/* ------------------------------------------------------------------ blockers */

static int by_begin(const void *a, const void *b)
{
    const token_span *x = a, *y = b;
    return (x->begin > y->begin) - (x->begin < y->begin);
}

void kb_join_spans(kb_scratch *scratch, size_t first)
{
    size_t count = scratch->spans.count - first, kept = 0;
    if (count < 2)
        return;
    token_span *spans = scratch->spans.items + first;
    qsort(spans, count, sizeof *spans, by_begin);
    for (size_t i = 1; i < count; i++)
        if (spans[i].begin > spans[kept].end)
            spans[++kept] = spans[i];
        else if (spans[i].end > spans[kept].end)
            spans[kept].end = spans[i].end;
    scratch->spans.count = first + kept + 1;
}

bool kb_is_blocked(const kb_scratch *scratch, const kb_blocked *blocked, token_span span)
{
    for (; blocked != NULL; blocked = blocked->outer) {
        if (blocked->count == 0)
            continue;
        const token_span *spans = scratch->spans.items + blocked->first;
        size_t low = 0, high = blocked->count;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            if (spans[middle].end <= span.begin)
                low = middle + 1;
            else
                high = middle;
        }
        if (low < blocked->count && kb_overlap(spans[low], span))
            return true;
    }
    return false;
}

/* ----------------------------------------------------- lists of what was found */

/* Leftmost first, then longest; equal hulls in the order in which they were found. */
static int leftmost_longest(const void *a, const void *b)
{
    const kb_found *x = a, *y = b;
    if (x->hull.begin != y->hull.begin)
        return x->hull.begin < y->hull.begin ? -1 : 1;
    if (x->hull.end != y->hull.end)
        return x->hull.end > y->hull.end ? -1 : 1;
    return (x->first > y->first) - (x->first < y->first);
}

void kb_sort_founds(kb_scratch *scratch, size_t first)
{
    if (scratch->founds.count - first > 1)
        qsort(scratch->founds.items + first, scratch->founds.count - first, sizeof(kb_found),
              leftmost_longest);
}

/* Keeps the leftmost, longest, non-overlapping of what was found since `first`. */
static void keep_disjoint(kb_scratch *scratch, size_t first)
{
    kb_sort_founds(scratch, first);
    kb_found *items = scratch->founds.items;
    size_t kept = first;
    for (size_t i = first; i < scratch->founds.count; i++)
        if (kept == first || items[i].hull.begin >= items[kept - 1].hull.end)
            items[kept++] = items[i];
    scratch->founds.count = kept;
}

/* Drops what overlaps a blocker. */
static void drop_blocked(kb_scratch *scratch, size_t first, const kb_blocked *blocked)
{
    kb_found *items = scratch->founds.items;
    size_t kept = first;
    for (size_t i = first; i < scratch->founds.count; i++)
        if (!kb_is_blocked(scratch, blocked, items[i].hull))
            items[kept++] = items[i];
    scratch->founds.count = kept;
}

/* -------------------------------------------------------- phrases and regexes */

static void push_component(kb_scratch *scratch, void *payload, const kb_component *match)
{
    (void)payload;
    kb_found found = { .hull = match->span,
                       .first = (uint32_t)scratch->components.count,
                       .count = 1 };
    KB_PUSH(scratch, scratch->components, *match);
    KB_PUSH(scratch, scratch->founds, found);
}

static void find_in_sentence(kb_scratch *scratch, const kb_program *pattern, token_span sentence)
{
    size_t first = pattern->phrases[0].demand, end = first + pattern->phrase_count, next = first;
    bool all = scratch->matcher->reference;
    for (size_t i = first; i < end; i = next + 1) {
        next = all ? i : kb_next_bit(kb_worth_in_sentence(scratch, sentence.begin), i, end);
        if (next < end)
            kb_phrase_scan(scratch, &pattern->phrases[next - first], sentence, push_component,
                           NULL);
    }
}

/* Phrases never cross a sentence: `unit` is taken sentence by sentence. */
static void find_phrases(kb_scratch *scratch, const kb_program *pattern, token_span unit)
{
    const kb_text *text = scratch->text;
    for (uint32_t at = unit.begin; at < unit.end;) {
        const kb_unit *sentence = &text->sentences[text->tokens[at].sentence];
        uint32_t end = sentence->last < unit.end ? (uint32_t)sentence->last : unit.end;
        size_t first = scratch->founds.count;
        find_in_sentence(scratch, pattern, (token_span){ at, end });
        keep_disjoint(scratch, first);
        at = end;
    }
}

static void find_regexes(kb_scratch *scratch, const kb_program *pattern, token_span unit)
{
    size_t first = scratch->founds.count;
    for (size_t i = 0; i < pattern->regex_count; i++)
        kb_regex_scan(scratch, pattern->regexes[i], unit);
    keep_disjoint(scratch, first);
}

/* --------------------------------------------------------- any, all and none */

static void copy_components(kb_scratch *scratch, const kb_found *from, kb_found *to)
{
    for (uint32_t i = 0; i < from->count && !scratch->failed; i++)
        KB_PUSH(scratch, scratch->components, scratch->components.items[from->first + i]);
    to->count += from->count;
    if (from->hull.begin < to->hull.begin)
        to->hull.begin = from->hull.begin;
    if (from->hull.end > to->hull.end)
        to->hull.end = from->hull.end;
}

static int by_place(const void *a, const void *b)
{
    const kb_component *x = a, *y = b;
    if (x->span.begin != y->span.begin)
        return x->span.begin < y->span.begin ? -1 : 1;
    return (x->span.end > y->span.end) - (x->span.end < y->span.end);
}

static void sort_components(kb_scratch *scratch, const kb_found *match)
{
    if (!scratch->failed)
        qsort(scratch->components.items + match->first, match->count, sizeof(kb_component),
              by_place);
}

static bool finds_any_of(kb_scratch *scratch, const kb_programs *children, token_span unit,
                         const kb_blocked *blocked)
{
    size_t first = scratch->founds.count;
    for (size_t i = 0; i < children->count; i++) {
        kb_find_pattern(scratch, &children->items[i], unit, blocked);
        if (scratch->founds.count > first)
            return true;
    }
    return false;
}

/* `all`: one match of the first match of every child, and of every match of `any`. */
static void find_all(kb_scratch *scratch, const kb_program *pattern, token_span unit,
                     const kb_blocked *blocked)
{
    size_t base = scratch->founds.count;
    for (size_t i = 0; i < pattern->all.count; i++) {
        size_t first = scratch->founds.count;
        kb_find_pattern(scratch, &pattern->all.items[i], unit, blocked);
        if (scratch->founds.count == first) {
            scratch->founds.count = base;
            return;
        }
        kb_sort_founds(scratch, first);
        scratch->founds.count = first + 1;
    }
    size_t any = scratch->founds.count;
    for (size_t i = 0; i < pattern->any.count; i++)
        kb_find_pattern(scratch, &pattern->any.items[i], unit, blocked);
    if (pattern->any.count > 0 && scratch->founds.count == any) {
        scratch->founds.count = base;
        return;
    }
    kb_found all = { .hull = { UINT32_MAX, 0 }, .first = (uint32_t)scratch->components.count };
    for (size_t i = base; i < scratch->founds.count; i++)
        copy_components(scratch, &scratch->founds.items[i], &all);
    sort_components(scratch, &all);
    scratch->founds.count = base;
    KB_PUSH(scratch, scratch->founds, all);
}

static void find_logic(kb_scratch *scratch, const kb_program *pattern, token_span unit,
                       const kb_blocked *blocked)
{
    size_t base = scratch->founds.count;
    bool stopped = finds_any_of(scratch, &pattern->none, unit, blocked);
    scratch->founds.count = base;
    if (stopped)
        return;
    if (pattern->all.count > 0)
        find_all(scratch, pattern, unit, blocked);
    else
        for (size_t i = 0; i < pattern->any.count; i++)
            kb_find_pattern(scratch, &pattern->any.items[i], unit, blocked);
}

static void find_near(kb_scratch *scratch, const kb_program *pattern, token_span unit,
                      const kb_blocked *blocked)
{
    size_t starts[5] = { scratch->founds.count };
    for (size_t i = 0; i < pattern->near.count; i++) {
        kb_find_pattern(scratch, &pattern->near.items[i], unit, blocked);
        kb_sort_founds(scratch, starts[i]);
        starts[i + 1] = scratch->founds.count;
        if (starts[i + 1] == starts[i]) {
            scratch->founds.count = starts[0];
            return;
        }
    }
    size_t made = scratch->founds.count;
    kb_find_near(scratch, pattern, starts);
    for (size_t i = made; i < scratch->founds.count; i++)
        sort_components(scratch, &scratch->founds.items[i]);
    size_t count = scratch->founds.count - made;
    memmove(scratch->founds.items + starts[0], scratch->founds.items + made,
            count * sizeof(kb_found));
    scratch->founds.count = starts[0] + count;
}

/* ------------------------------------------------------------------- patterns */

static void find_what(kb_scratch *scratch, const kb_program *pattern, token_span unit,
                      const kb_blocked *blocked)
{
    size_t first = scratch->founds.count;
    switch (pattern->kind) {
    case KB_PATTERN_PHRASE: find_phrases(scratch, pattern, unit); break;
    case KB_PATTERN_REGEX: find_regexes(scratch, pattern, unit); break;
    case KB_PATTERN_NEAR: find_near(scratch, pattern, unit, blocked); return;
    case KB_PATTERN_LOGIC: find_logic(scratch, pattern, unit, blocked); return;
    }
    drop_blocked(scratch, first, blocked);
}

/* Has the unit the words that the pattern cannot do without?  Asked of its sentence, or of all. */
static bool has_words(kb_scratch *scratch, const kb_program *pattern, token_span unit)
{
    const kb_token *tokens = scratch->text->tokens;
    bool one = tokens[unit.begin].sentence == tokens[unit.end - 1].sentence;
    return kb_has_bit(one ? kb_worth_in_sentence(scratch, unit.begin) : kb_worth_in_answer(scratch),
                      pattern->demand);
}

/* The reference engine looks everywhere; where the words are not there, giving up decides. */
static void find_in_unit(kb_scratch *scratch, const kb_program *pattern, token_span unit,
                         const kb_blocked *blocked)
{
    bool before = scratch->undecided, possible = has_words(scratch, pattern, unit);
    if (!possible && !scratch->matcher->reference)
        return;
    find_what(scratch, pattern, unit, blocked);
    scratch->undecided = before || (scratch->undecided && possible);
}

/* The end of the unit that token `at` is in. */
static uint32_t unit_end(const kb_text *text, kb_scope in, uint32_t at, uint32_t end)
{
    size_t last = end;
    if (in == KB_IN_SENTENCE)
        last = text->sentences[text->tokens[at].sentence].last;
    else if (in == KB_IN_CLAUSE)
        last = text->clauses[text->tokens[at].clause].last;
    return last < end ? (uint32_t)last : end;
}

/* The narrower of two scopes: a pattern looks at no more than the one it stands in. */
static kb_scope narrower(kb_scope a, kb_scope b)
{
    if (a == KB_IN_ANSWER || b == KB_IN_CLAUSE)
        return b;
    return a;
}

/* Pushes what a list of patterns finds as spans, joined. */
static void find_blockers(kb_scratch *scratch, const kb_programs *patterns, token_span range)
{
    size_t first = scratch->founds.count, spans = scratch->spans.count;
    for (size_t i = 0; i < patterns->count; i++)
        kb_find_pattern(scratch, &patterns->items[i], range, NULL);
    for (size_t i = first; i < scratch->founds.count; i++) {
        const kb_found *match = &scratch->founds.items[i];
        for (uint32_t c = 0; c < match->count && !scratch->failed; c++)
            KB_PUSH(scratch, scratch->spans, scratch->components.items[match->first + c].span);
    }
    scratch->founds.count = first;
    kb_join_spans(scratch, spans);
}

void kb_find_pattern(kb_scratch *scratch, const kb_program *pattern, token_span range,
                     const kb_blocked *outer)
{
    const kb_text *text = scratch->text;
    kb_blocked own = { .first = scratch->spans.count, .outer = outer };
    if (pattern->unless.count > 0)
        find_blockers(scratch, &pattern->unless, range);
    own.count = scratch->spans.count - own.first;
    kb_scope around = scratch->scope;
    scratch->scope = narrower(around, pattern->in);
    for (uint32_t at = range.begin; at < range.end && !scratch->failed;) {
        uint32_t end = unit_end(text, pattern->in, at, range.end);
        find_in_unit(scratch, pattern, (token_span){ at, end }, own.count > 0 ? &own : outer);
        at = end;
    }
    scratch->scope = around;
    scratch->spans.count = own.first;
}
