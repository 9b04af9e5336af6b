/* SPDX-License-Identifier: MIT */
/*
 * Suppression between codes.
 *
 * Codes are visited in the book's order, suppressors first.  The sentences of a code's
 * surviving matches are marked; matches of the codes it suppresses are dropped when
 * they touch a marked one.  Time: matches times edges, however long the answer is.
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

/* Marks the sentences of the code's surviving matches; false when there are none. */
static bool mark(kb_scratch *scratch, int code)
{
    bool any = false;
    for (size_t i = 0; i < scratch->matches.count; i++) {
        const rule_match *match = &scratch->matches.items[i];
        if (match->code != code || match->fate != KB_KEPT)
            continue;
        if (!any)
            memset(scratch->marks.items, 0, scratch->text->sentence_count);
        any = true;
        for (uint32_t c = 0; c < match->found.count; c++) {
            token_span s =
                sentences_of(scratch, &scratch->components.items[match->found.first + c]);
            memset(scratch->marks.items + s.begin, 1, s.end - s.begin);
        }
    }
    return any;
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
    for (size_t i = 0; i < scratch->matches.count; i++) {
        rule_match *match = &scratch->matches.items[i];
        if (match->code == target && match->fate == KB_KEPT &&
            touches_mark(scratch, &match->found)) {
            match->fate = KB_SUPPRESSED;
            match->by = by;
        }
    }
}

void kb_suppress(kb_scratch *scratch)
{
    const kb_codebook *book = scratch->matcher->book;
    if (scratch->matches.count < 2)
        return;
    for (scratch->marks.count = 0; scratch->marks.count < scratch->text->sentence_count;)
        if (!KB_ROOM(scratch, scratch->marks))
            return;
        else
            scratch->marks.count++;
    for (size_t i = 0; i < book->code_count; i++) {
        int number = book->suppression_order[i];
        const kb_code *code = &book->codes[number];
        if (code->suppress_count > 0 && mark(scratch, number))
            for (size_t s = 0; s < code->suppress_count; s++)
                drop_marked(scratch, code->suppresses[s], number);
    }
}
