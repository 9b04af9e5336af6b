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

/* Does a clause begin at token `i` because of punctuation or a new sentence? */
static bool begins_clause(const kb_text_room *room, size_t i)
{
    const kb_token *token = &room->tokens[i];
    if (i == 0 || token->sentence != token[-1].sentence)
        return true;
    kb_span between = { token[-1].view.end, token->view.begin };
    return !kb_text_is_one_space(room, i) &&
           splits(&room->classes, kb_str_slice(room->text.view, between));
}

static kb_status reserve_clauses(kb_text_room *room, size_t count, kb_error *err)
{
    void *clauses = room->clauses;
    if (!kb_array_reserve(&clauses, &room->clause_cap, count, sizeof *room->clauses))
        return kb_fail_memory(err);
    room->clauses = clauses;
    room->text.clauses = clauses;
    return KB_OK;
}

/* Puts token `i` into the last clause, or first begins another; there is room for it. */
static void put_token(kb_text_room *room, size_t i, bool begins)
{
    kb_token *token = &room->tokens[i];
    if (begins)
        room->clauses[room->text.clause_count++] =
            (kb_unit){ .first = i, .bytes = token->bytes, .view = token->view };
    kb_unit *clause = &room->clauses[room->text.clause_count - 1];
    clause->last = i + 1;
    clause->bytes.end = token->bytes.end;
    clause->view.end = token->view.end;
    token->clause = (uint32_t)(room->text.clause_count - 1);
}

kb_status kb_text_find_clauses(kb_text_room *room, kb_error *err)
{
    room->text.clause_count = 0;
    for (size_t i = 0; i < room->text.token_count; i++) {
        bool begins = begins_clause(room, i);
        if (begins)
            KB_TRY(reserve_clauses(room, room->text.clause_count, err));
        put_token(room, i, begins);
    }
    return KB_OK;
}

static bool are_rising(const size_t *tokens, size_t count, size_t end)
{
    for (size_t i = 0; i < count; i++)
        if (tokens[i] >= end || (i > 0 && tokens[i] <= tokens[i - 1]))
            return false;
    return true;
}

kb_status kb_text_break_clauses(kb_text *text, const size_t *tokens, size_t count, kb_error *err)
{
    kb_text_room *room = text->room;
    if (!are_rising(tokens, count, text->token_count))
        return kb_fail(err, KB_ERR_ARGUMENT, "clause breaks must be tokens in rising order");
    if (count == 0)
        return KB_OK;
    KB_TRY(reserve_clauses(room, text->clause_count + count, err));
    uint32_t clause = 0;
    text->clause_count = 0;
    for (size_t i = 0, next = 0; i < text->token_count; i++) {
        bool begins = i == 0 || room->tokens[i].clause != clause;
        clause = room->tokens[i].clause;
        if (next < count && tokens[next] == i) {
            begins = true;
            next++;
        }
        put_token(room, i, begins);
    }
    return KB_OK;
}
