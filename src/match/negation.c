/* SPDX-License-Identifier: MIT */
/*
 * Is a match negated?
 *
 * A component is negated by a `before` cue that ends at most its `within` words before
 * it, by an `after` cue that begins at most as many words after it - in the same clause -
 * or by any cue among the words that its gaps swallowed.  A cue that overlaps a `not`
 * phrase is none, and neither is one that is itself part of the match.  Cues are found
 * once per answer and the codebook bounds their windows, so asking costs the same however
 * long the answer and however many the components are.
 */
#include "scan.h"

#include <stdlib.h>

/* What finding cues needs to know. */
typedef struct cue_search {
    uint32_t within;
    bool after;
    const kb_blocked *not_cues;
} cue_search;

static void push_span(kb_scratch *scratch, void *payload, const kb_component *match)
{
    (void)payload;
    KB_PUSH(scratch, scratch->spans, match->span);
}

static void push_cue(kb_scratch *scratch, void *payload, const kb_component *match)
{
    const cue_search *search = payload;
    const kb_found_cue found = { match->span, search->within };
    if (kb_is_blocked(scratch, search->not_cues, match->span))
        return;
    if (search->after)
        KB_PUSH(scratch, scratch->after, found);
    else
        KB_PUSH(scratch, scratch->before, found);
}

static int by_end(const void *a, const void *b)
{
    const kb_found_cue *x = a, *y = b;
    if (x->span.end != y->span.end)
        return x->span.end < y->span.end ? -1 : 1;
    return (x->span.begin > y->span.begin) - (x->span.begin < y->span.begin);
}

static int by_begin(const void *a, const void *b)
{
    const kb_found_cue *x = a, *y = b;
    if (x->span.begin != y->span.begin)
        return x->span.begin < y->span.begin ? -1 : 1;
    return (x->span.end > y->span.end) - (x->span.end < y->span.end);
}

static void find_cues(kb_scratch *scratch)
{
    const kb_matcher *m = scratch->matcher;
    kb_blocked not_cues = { .first = scratch->spans.count };
    for (uint32_t i = 0; i < m->book->not_cue_count; i++)
        kb_scan_sentences(scratch, &m->not_cues[i], m->gate->first_not_cue + i, push_span, NULL);
    kb_join_spans(scratch, not_cues.first);
    not_cues.count = scratch->spans.count - not_cues.first;

    cue_search search = { .not_cues = &not_cues };
    for (uint32_t i = 0; i < m->book->before_count; i++) {
        search.within = m->before[i].within;
        kb_scan_sentences(scratch, &m->before[i].steps, m->gate->first_before + i, push_cue,
                          &search);
    }
    search.after = true;
    for (uint32_t i = 0; i < m->book->after_count; i++) {
        search.within = m->after[i].within;
        kb_scan_sentences(scratch, &m->after[i].steps, m->gate->first_after + i, push_cue, &search);
    }
    scratch->spans.count = not_cues.first;
    if (scratch->before.count > 1)
        qsort(scratch->before.items, scratch->before.count, sizeof(kb_found_cue), by_end);
    if (scratch->after.count > 1)
        qsort(scratch->after.items, scratch->after.count, sizeof(kb_found_cue), by_begin);
}

/* Cues are looked for when the first match asks; a regex that gave up there concerns all. */
static void need_cues(kb_scratch *scratch)
{
    bool before = scratch->undecided;
    if (!scratch->cues_known) {
        scratch->undecided = false;
        scratch->before.count = scratch->after.count = 0;
        find_cues(scratch);
        scratch->cues_known = true;
        scratch->cues_undecided = scratch->undecided;
    }
    scratch->undecided = before || scratch->cues_undecided;
}

static bool is_inside(token_span inner, token_span outer)
{
    return inner.begin >= outer.begin && inner.end <= outer.end;
}

static bool is_swallowed(const kb_scratch *scratch, const kb_component *part, token_span cue)
{
    for (uint32_t i = 0; i < part->skip_count; i++)
        if (is_inside(cue, scratch->skips.items[part->first_skip + i]))
            return true;
    return false;
}

/* Stamps the words of the match itself: those of its components that no gap swallowed. */
static void stamp_words(kb_scratch *scratch, const kb_found *match)
{
    scratch->question++;
    for (uint32_t i = 0; i < match->count; i++) {
        const kb_component *part = &scratch->components.items[match->first + i];
        const token_span *skips = scratch->skips.items;
        uint32_t skip = part->first_skip, last = skip + part->skip_count;
        for (uint32_t token = part->span.begin; token < part->span.end;)
            if (skip < last && token == skips[skip].begin)
                token = skips[skip++].end;
            else
                scratch->stamps[token++] = scratch->question;
    }
}

/* Is a word of the cue one of the match itself? */
static bool is_part(const kb_scratch *scratch, token_span cue)
{
    for (uint32_t token = cue.begin; token < cue.end; token++)
        if (scratch->stamps[token] == scratch->question)
            return true;
    return false;
}

/* The first of `cues` (sorted by begin or end) that is not before token `at`. */
static size_t first_cue(const kb_found_cue *cues, size_t count, uint32_t at, bool ends)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if ((ends ? cues[middle].span.end : cues[middle].span.begin) < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* What is asked about one component. */
typedef struct question {
    const kb_scratch *scratch;
    const kb_component *part;
    token_span clauses; /* from the clause of its first word to that of its last */
} question;

static bool negates(const question *q, const kb_found_cue *cue, uint32_t distance)
{
    return distance <= cue->within && is_inside(cue->span, q->clauses) &&
           !is_part(q->scratch, cue->span);
}

static const kb_found_cue *cue_before(const question *q)
{
    const kb_found_cue *cues = q->scratch->before.items;
    uint32_t begin = q->part->span.begin;
    size_t i = first_cue(cues, q->scratch->before.count, begin + 1, true);
    for (; i > 0 && begin - cues[i - 1].span.end <= q->scratch->matcher->most_within; i--)
        if (negates(q, &cues[i - 1], begin - cues[i - 1].span.end))
            return &cues[i - 1];
    return NULL;
}

static const kb_found_cue *cue_after(const question *q)
{
    const kb_found_cue *cues = q->scratch->after.items;
    size_t count = q->scratch->after.count;
    uint32_t end = q->part->span.end;
    size_t i = first_cue(cues, count, end, false);
    for (; i < count && cues[i].span.begin - end <= q->scratch->matcher->most_within; i++)
        if (negates(q, &cues[i], cues[i].span.begin - end))
            return &cues[i];
    return NULL;
}

/* A cue of `cues` (sorted by begin or by end) that a gap of the component swallowed. */
static const kb_found_cue *cue_in(const question *q, const kb_found_cue *cues, size_t count,
                                  bool ends)
{
    if (q->part->skip_count == 0)
        return NULL;
    for (size_t i = first_cue(cues, count, q->part->span.begin, ends); i < count; i++) {
        if ((ends ? cues[i].span.end : cues[i].span.begin) > q->part->span.end)
            return NULL;
        if (is_swallowed(q->scratch, q->part, cues[i].span) && !is_part(q->scratch, cues[i].span))
            return &cues[i];
    }
    return NULL;
}

static const kb_found_cue *cue_of(const question *q)
{
    const kb_scratch *scratch = q->scratch;
    const kb_found_cue *found = cue_in(q, scratch->before.items, scratch->before.count, true);
    if (found == NULL)
        found = cue_in(q, scratch->after.items, scratch->after.count, false);
    if (found == NULL)
        found = cue_before(q);
    return found != NULL ? found : cue_after(q);
}

bool kb_is_negated(kb_scratch *scratch, const kb_found *match, token_span *by)
{
    const kb_text *text = scratch->text;
    need_cues(scratch);
    if (scratch->before.count + scratch->after.count == 0)
        return false;
    stamp_words(scratch, match);
    for (uint32_t i = 0; i < match->count && !scratch->failed; i++) {
        const kb_component *part = &scratch->components.items[match->first + i];
        const kb_unit *first = &text->clauses[text->tokens[part->span.begin].clause];
        const kb_unit *last = &text->clauses[text->tokens[part->span.end - 1].clause];
        const question q = { .scratch = scratch,
                             .part = part,
                             .clauses = { (uint32_t)first->first, (uint32_t)last->last } };
        const kb_found_cue *found = cue_of(&q);
        if (found != NULL) {
            *by = found->span;
            return true;
        }
    }
    return false;
}
