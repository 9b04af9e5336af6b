/* SPDX-License-Identifier: MIT */
/*
 * From surviving matches to segments.
 *
 * Every component of a match becomes a piece of text as wide as its rule's extent says.
 * Pieces of the same code that overlap become one segment, which names every rule that
 * supports it; its match is that of the leftmost, then longest, of them.  Different
 * codes never join.
 */
#include "scan.h"

#include <stdlib.h>

kb_span kb_span_bytes(const kb_scratch *scratch, token_span span)
{
    const kb_token *tokens = scratch->text->tokens;
    return (kb_span){ tokens[span.begin].bytes.begin, tokens[span.end - 1].bytes.end };
}

static kb_span extent_bytes(const kb_scratch *scratch, const kb_extent *extent, token_span span)
{
    const kb_text *text = scratch->text;
    const kb_token *first = &text->tokens[span.begin], *last = &text->tokens[span.end - 1];
    uint32_t words = (uint32_t)extent->words, count = (uint32_t)text->token_count;
    switch (extent->kind) {
    case KB_EXTENT_MATCH: break;
    case KB_EXTENT_SENTENCE:
        return (kb_span){ text->sentences[first->sentence].bytes.begin,
                          text->sentences[last->sentence].bytes.end };
    case KB_EXTENT_CLAUSE:
        return (kb_span){ text->clauses[first->clause].bytes.begin,
                          text->clauses[last->clause].bytes.end };
    case KB_EXTENT_ANSWER: return text->bytes;
    case KB_EXTENT_WORDS:
        span.begin = span.begin > words ? span.begin - words : 0;
        span.end = count - span.end > words ? span.end + words : count;
        break;
    }
    return kb_span_bytes(scratch, span);
}

static void push_pieces(kb_scratch *scratch, size_t owner)
{
    const rule_match *match = &scratch->matches.items[owner];
    const kb_rule *rule = &scratch->matcher->book->rules[match->rule];
    for (uint32_t c = 0; c < match->found.count && !scratch->failed; c++) {
        token_span span = scratch->components.items[match->found.first + c].span;
        const kb_piece piece = { .code = match->code,
                                 .bytes = extent_bytes(scratch, &rule->extent, span),
                                 .match = kb_span_bytes(scratch, span),
                                 .owner = owner };
        KB_PUSH(scratch, scratch->pieces, piece);
    }
}

static int order_of(size_t a, size_t b)
{
    return (a > b) - (a < b);
}

/* By code, then begin, then longest, then the order of the rules. */
static int piece_order(const void *a, const void *b)
{
    const kb_piece *x = a, *y = b;
    int order = (x->code > y->code) - (x->code < y->code);
    if (order == 0)
        order = order_of(x->bytes.begin, y->bytes.begin);
    if (order == 0)
        order = order_of(y->bytes.end, x->bytes.end);
    if (order == 0)
        order = order_of(x->owner, y->owner);
    return order != 0 ? order : order_of(x->match.begin, y->match.begin);
}

/* Pieces first .. last-1 are one segment. */
static void push_segment(kb_scratch *scratch, size_t first, size_t last)
{
    kb_piece *pieces = scratch->pieces.items;
    kb_segment segment = { .code = pieces[first].code, .bytes = pieces[first].bytes };
    for (size_t i = first; i < last; i++)
        if (pieces[i].bytes.end > segment.bytes.end)
            segment.bytes.end = pieces[i].bytes.end;
    KB_PUSH(scratch, scratch->segments, segment);
    KB_PUSH(scratch, scratch->starts, first);
}

static void join_pieces(kb_scratch *scratch)
{
    const kb_piece *pieces = scratch->pieces.items;
    size_t first = 0, count = scratch->pieces.count, end = 0;
    for (size_t i = 0; i < count; i++) {
        bool joins =
            i > first && pieces[i].code == pieces[first].code && pieces[i].bytes.begin < end;
        if (!joins && i > first) {
            push_segment(scratch, first, i);
            first = i;
        }
        if (!joins || pieces[i].bytes.end > end)
            end = pieces[i].bytes.end;
    }
    if (count > 0)
        push_segment(scratch, first, count);
    KB_PUSH(scratch, scratch->starts, count);
}

/* ------------------------------------------------- the matches of each segment */

static int by_owner(const void *a, const void *b)
{
    const kb_piece *x = a, *y = b;
    int order = order_of(x->owner, y->owner);
    return order != 0 ? order : order_of(x->match.begin, y->match.begin);
}

static int match_order(const void *a, const void *b)
{
    const kb_segment_match *x = a, *y = b;
    int order = order_of(x->bytes.begin, y->bytes.begin);
    if (order == 0)
        order = order_of(y->bytes.end, x->bytes.end);
    return order != 0 ? order : (x->rule > y->rule) - (x->rule < y->rule);
}

/* One entry for each match with components in the segment, from the first to the last of them. */
static void push_matches(kb_scratch *scratch, size_t segment, size_t first, size_t last)
{
    kb_piece *pieces = scratch->pieces.items;
    size_t begin = scratch->segment_matches.count;
    qsort(pieces + first, last - first, sizeof *pieces, by_owner);
    for (size_t i = first; i < last && !scratch->failed; i++) {
        const rule_match *owner = &scratch->matches.items[pieces[i].owner];
        if (i > first && pieces[i].owner == pieces[i - 1].owner) {
            kb_span *bytes =
                &scratch->segment_matches.items[scratch->segment_matches.count - 1].bytes;
            if (pieces[i].match.end > bytes->end)
                bytes->end = pieces[i].match.end;
            continue;
        }
        kb_segment_match match = { .segment = segment,
                                   .rule = owner->rule,
                                   .bytes = pieces[i].match };
        if (owner->code != scratch->matcher->book->rules[owner->rule].code)
            match.cue = kb_span_bytes(scratch, owner->cue);
        KB_PUSH(scratch, scratch->segment_matches, match);
    }
    if (!scratch->failed)
        qsort(scratch->segment_matches.items + begin, scratch->segment_matches.count - begin,
              sizeof(kb_segment_match), match_order);
}

static int number_order(const void *a, const void *b)
{
    return (*(const int *)a > *(const int *)b) - (*(const int *)a < *(const int *)b);
}

/* The segment's rules, each once, rising; pointers are set when the array no longer grows. */
static void push_rules(kb_scratch *scratch, kb_segment *segment, size_t first)
{
    size_t begin = scratch->rule_numbers.count;
    for (size_t i = first; i < scratch->segment_matches.count && !scratch->failed; i++)
        KB_PUSH(scratch, scratch->rule_numbers, scratch->segment_matches.items[i].rule);
    if (scratch->failed)
        return;
    int *numbers = scratch->rule_numbers.items + begin;
    size_t count = scratch->rule_numbers.count - begin, kept = 0;
    qsort(numbers, count, sizeof *numbers, number_order);
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || numbers[i] != numbers[kept - 1])
            numbers[kept++] = numbers[i];
    scratch->rule_numbers.count = begin + kept;
    segment->rule_count = kept;
}

static void describe_segments(kb_scratch *scratch)
{
    for (size_t i = 0; i < scratch->segments.count && !scratch->failed; i++) {
        kb_segment *segment = &scratch->segments.items[i];
        size_t first = scratch->segment_matches.count;
        push_matches(scratch, i, scratch->starts.items[i], scratch->starts.items[i + 1]);
        push_rules(scratch, segment, first);
        if (scratch->failed)
            return;
        segment->match = scratch->segment_matches.items[first].bytes;
        segment->cue = scratch->segment_matches.items[first].cue;
    }
    const int *rules = scratch->rule_numbers.items;
    for (size_t i = 0; i < scratch->segments.count; i++) {
        scratch->segments.items[i].rules = rules;
        rules += scratch->segments.items[i].rule_count;
    }
}

/* Segments were made code by code; people read them in text order. */
typedef struct numbered {
    kb_segment segment;
    size_t number;
} numbered;

static int segment_order(const void *a, const void *b)
{
    const numbered *x = a, *y = b;
    int order = order_of(x->segment.bytes.begin, y->segment.bytes.begin);
    if (order == 0)
        order = order_of(y->segment.bytes.end, x->segment.bytes.end);
    return order != 0 ? order : order_of(x->number, y->number);
}

static int by_segment(const void *a, const void *b)
{
    const kb_segment_match *x = a, *y = b;
    int order = order_of(x->segment, y->segment);
    return order != 0 ? order : match_order(a, b);
}

static void sort_segments(kb_scratch *scratch)
{
    size_t count = scratch->segments.count;
    numbered *items = malloc(count * sizeof *items);
    size_t *place = malloc(count * sizeof *place);
    if (items == NULL || place == NULL)
        scratch->failed = true;
    for (size_t i = 0; i < count && !scratch->failed; i++)
        items[i] = (numbered){ scratch->segments.items[i], i };
    if (!scratch->failed) {
        qsort(items, count, sizeof *items, segment_order);
        for (size_t i = 0; i < count; i++) {
            scratch->segments.items[i] = items[i].segment;
            place[items[i].number] = i;
        }
        for (size_t i = 0; i < scratch->segment_matches.count; i++)
            scratch->segment_matches.items[i].segment =
                place[scratch->segment_matches.items[i].segment];
        qsort(scratch->segment_matches.items, scratch->segment_matches.count,
              sizeof(kb_segment_match), by_segment);
    }
    free(items);
    free(place);
}

void kb_make_segments(kb_scratch *scratch)
{
    scratch->pieces.count = scratch->segments.count = scratch->segment_matches.count = 0;
    scratch->rule_numbers.count = scratch->starts.count = 0;
    for (size_t i = 0; i < scratch->matches.count; i++)
        if (scratch->matches.items[i].fate == KB_KEPT)
            push_pieces(scratch, i);
    if (scratch->failed || scratch->pieces.count == 0)
        return;
    qsort(scratch->pieces.items, scratch->pieces.count, sizeof(kb_piece), piece_order);
    join_pieces(scratch);
    if (!scratch->failed)
        describe_segments(scratch);
    if (!scratch->failed && scratch->segments.count > 1)
        sort_segments(scratch);
}
