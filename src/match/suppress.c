/* SPDX-License-Identifier: MIT */
/*
 * Suppression between codes.
 *
 * Codes are visited in the book's order, suppressors first.  The sentences of a code's
 * surviving matches are marked; matches of the codes it suppresses are dropped when
 * they touch a marked one.  Time: each match once for each code that suppresses its own.
 */
#include "scan.h"

#include <string.h>

/* The sentences that one component touches. */
static token_span sentences_of(const kb_scratch *scratch, const kb_component *part)
{
    const kb_token *tokens = scratch->text->tokens;
    return (token_span){ tokens[part->span.begin].sentence,
                         tokens[part->span.end - 1].sentence + 1 };
}

/* Lists the kept matches of each code. */
static void sort_by_code(kb_scratch *scratch)
{
    code_matches *by_code = scratch->by_code;
    memset(by_code, 0, scratch->matcher->book->code_count * sizeof *by_code);
    scratch->code_order.count = 0;
    for (size_t i = 0; i < scratch->matches.count; i++) {
        if (scratch->matches.items[i].fate != KB_KEPT)
            continue;
        by_code[scratch->matches.items[i].code].count++;
        KB_PUSH(scratch, scratch->code_order, 0);
    }
    for (size_t code = 0, first = 0; code < scratch->matcher->book->code_count; code++) {
        by_code[code].first = first;
        first += by_code[code].count;
        by_code[code].count = 0;
    }
    for (size_t i = 0; i < scratch->matches.count && !scratch->failed; i++) {
        code_matches *list = &by_code[scratch->matches.items[i].code];
        if (scratch->matches.items[i].fate == KB_KEPT)
            scratch->code_order.items[list->first + list->count++] = (uint32_t)i;
    }
}

static rule_match *match_of(const kb_scratch *scratch, const code_matches *list, size_t index)
{
    return &scratch->matches.items[scratch->code_order.items[list->first + index]];
}

/* Marks the sentences of a code's kept matches. */
static void mark(kb_scratch *scratch, const code_matches *list)
{
    memset(scratch->marks.items, 0, scratch->text->sentence_count);
    for (size_t i = 0; i < list->count; i++) {
        const kb_found *match = &match_of(scratch, list, i)->found;
        for (uint32_t c = 0; c < match->count; c++) {
            token_span s = sentences_of(scratch, &scratch->components.items[match->first + c]);
            memset(scratch->marks.items + s.begin, 1, s.end - s.begin);
        }
    }
}

static bool touches_mark(const kb_scratch *scratch, const kb_found *match)
{
    for (uint32_t c = 0; c < match->count; c++) {
        token_span s = sentences_of(scratch, &scratch->components.items[match->first + c]);
        if (memchr(scratch->marks.items + s.begin, 1, s.end - s.begin) != NULL)
            return true;
    }
    return false;
}

static void drop_marked(kb_scratch *scratch, int target, int by)
{
    code_matches *list = &scratch->by_code[target];
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++) {
        rule_match *match = match_of(scratch, list, i);
        if (touches_mark(scratch, &match->found)) {
            match->fate = KB_SUPPRESSED;
            match->by = by;
        } else {
            scratch->code_order.items[list->first + kept++] =
                scratch->code_order.items[list->first + i];
        }
    }
    list->count = kept;
}

/* Makes room for a mark for each sentence. */
static bool reserve_marks(kb_scratch *scratch)
{
    for (scratch->marks.count = 0; scratch->marks.count < scratch->text->sentence_count;
         scratch->marks.count++)
        if (!KB_ROOM(scratch, scratch->marks))
            return false;
    return true;
}

void kb_suppress(kb_scratch *scratch)
{
    const kb_codebook *book = scratch->matcher->book;
    if (scratch->matches.count < 2 || !reserve_marks(scratch))
        return;
    sort_by_code(scratch);
    for (size_t i = 0; i < book->code_count && !scratch->failed; i++) {
        int number = book->suppression_order[i];
        const kb_code *code = &book->codes[number];
        if (code->suppress_count == 0 || scratch->by_code[number].count == 0)
            continue;
        mark(scratch, &scratch->by_code[number]);
        for (size_t s = 0; s < code->suppress_count; s++)
            drop_marked(scratch, code->suppresses[s], number);
    }
}
