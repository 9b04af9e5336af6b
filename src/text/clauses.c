/* SPDX-License-Identifier: MIT */
/*
 * Clauses: a sentence split at `;`, `(`, `)` and a dash with white space around
 * it, and before the tokens that a codebook's clause breaks name.
 *
 * A comma does not split («mangler tillit, respekt og likeverd»).  A clause runs
 * from its first token to its last, so a bullet's dash makes no empty one.
 */
#include "room.h"

#include "base/str.h"
#include "base/try.h"

static bool is_dash(uint32_t c)
{
    return c == '-' || c == 0x2013 || c == 0x2014;
}

/* Does the view between two tokens hold a mark that splits? */
static bool splits(const kb_classes *classes, kb_str between)
{
    bool after_space = false;
    for (size_t pos = 0; pos < between.len;) {
        kb_char c = kb_char_at(classes, between, pos);
        if (c.code == ';' || c.code == '(' || c.code == ')')
            return true;
        if (after_space && is_dash(c.code) && c.next < between.len &&
            (kb_char_at(classes, between, c.next).class & KB_CLASS_SPACE))
            return true;
        after_space = (c.class & KB_CLASS_SPACE) != 0;
        pos = c.next;
    }
    return false;
}

/* Does the gap before token `i`, which is not the first, hold a mark that splits? */
static bool begins_clause(const kb_text_room *room, size_t i)
{
    kb_span between = { room->tokens[i - 1].view.end, room->tokens[i].view.begin };
    return splits(&room->classes, kb_str_slice(room->text.view, between));
}

static kb_status reserve_clauses(kb_text_room *room, size_t count, kb_error *err)
{
    void *clauses = room->clauses;
    if (!kb_array_reserve(&clauses, &room->clause_cap, count, sizeof *room->clauses))
        return kb_fail_memory(err);
    room->clauses = clauses;
    return KB_OK;
}

static kb_unit clause_of(const kb_text_room *room, size_t first, size_t last)
{
    const kb_token *begin = &room->tokens[first], *end = &room->tokens[last - 1];
    return (kb_unit){ .first = first,
                      .last = last,
                      .bytes = { begin->bytes.begin, end->bytes.end },
                      .view = { begin->view.begin, end->view.end } };
}

/* Adds a clause of the sentence with this number, and says so in its tokens. */
static kb_status add_clause(kb_text_room *room, size_t first, size_t last, size_t sentence,
                            kb_error *err)
{
    size_t number = room->text.clause_count;
    if (number == room->clause_cap)
        KB_TRY(reserve_clauses(room, number, err));
    room->clauses[number] = clause_of(room, first, last);
    room->text.clause_count++;
    for (size_t i = first; i < last && number > 0; i++) { /* a new token has zeros */
        room->tokens[i].sentence = (uint32_t)sentence;
        room->tokens[i].clause = (uint32_t)number;
    }
    return KB_OK;
}

/* A sentence begins after a gap that was read, or with the first token. */
kb_status kb_text_find_clauses(kb_text_room *room, kb_error *err)
{
    size_t first = 0, sentence = 0;
    room->text.clause_count = 0;
    if (room->text.token_count == 0)
        return KB_OK;
    for (size_t i = 0; i < room->gap_count; i++) {
        size_t token = room->gaps[i];
        bool ends = token == room->sentences[sentence].last;
        if (token == 0 || (!ends && !begins_clause(room, token)))
            continue;
        KB_TRY(add_clause(room, first, token, sentence, err));
        first = token;
        sentence += ends;
    }
    KB_TRY(add_clause(room, first, room->text.token_count, sentence, err));
    room->text.clauses = room->clauses;
    return KB_OK;
}

static bool are_rising(const size_t *tokens, size_t count, size_t end)
{
    for (size_t i = 0; i < count; i++)
        if (tokens[i] >= end || (i > 0 && tokens[i] <= tokens[i - 1]))
            return false;
    return true;
}

/* How many of the breaks are not where a clause begins anyway. */
static size_t count_fresh(const kb_text_room *room, const size_t *tokens, size_t count)
{
    size_t fresh = 0;
    for (size_t i = 0; i < count; i++)
        fresh += room->clauses[room->tokens[tokens[i]].clause].first != tokens[i];
    return fresh;
}

/* Cuts the clauses into `total`, the last one first, so that none is written over too early. */
static void cut_clauses(kb_text_room *room, const size_t *tokens, size_t count, size_t total)
{
    size_t at = total;
    for (size_t i = room->text.clause_count; i-- > 0;) {
        size_t first = room->clauses[i].first, last = room->clauses[i].last;
        for (; count > 0 && tokens[count - 1] >= first; count--)
            if (tokens[count - 1] > first) {
                room->clauses[--at] = clause_of(room, tokens[count - 1], last);
                last = tokens[count - 1];
            }
        room->clauses[--at] = clause_of(room, first, last);
    }
    room->text.clause_count = total;
}

kb_status kb_text_break_clauses(kb_text *text, const size_t *tokens, size_t count, kb_error *err)
{
    kb_text_room *room = text->room;
    if (!are_rising(tokens, count, text->token_count))
        return kb_fail(err, KB_ERR_ARGUMENT, "clause breaks must be tokens in rising order");
    size_t total = text->clause_count + count_fresh(room, tokens, count);
    if (total == text->clause_count)
        return KB_OK;
    KB_TRY(reserve_clauses(room, total, err));
    room->text.clauses = room->clauses;
    cut_clauses(room, tokens, count, total);
    for (size_t clause = room->tokens[tokens[0]].clause; clause < total; clause++)
        for (size_t i = room->clauses[clause].first; i < room->clauses[clause].last; i++)
            room->tokens[i].clause = (uint32_t)clause;
    return KB_OK;
}
