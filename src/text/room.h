/* SPDX-License-Identifier: MIT */
/*
 * What the files of this room share: the inside of a kb_text and the steps that
 * fill it, in the order kb_text_split() takes them.
 *
 * Tokens, sentences and clauses are found in the matching view.  Punctuation is
 * never a token, so a sentence or a clause can only end in the gap between two
 * tokens: the second and the third step look at the gaps alone.
 */
#ifndef KB_TEXT_ROOM_H
#define KB_TEXT_ROOM_H

#include <kodebok/text.h>

#include "abbreviations.h"
#include "base/buf.h"
#include "classes.h"

/* From view position `view` on, canonical positions are larger by `more`. */
typedef struct kb_shift {
    size_t view;
    size_t more;
} kb_shift;

typedef struct kb_text_room {
    kb_text text; /* what the caller sees */
    kb_classes classes;
    kb_buf view, folded;
    kb_shift *shifts; /* owned; empty when no character of the view is shorter */
    size_t shift_count, shift_cap;
    kb_token *tokens; /* owned */
    size_t token_cap;
    kb_unit *sentences; /* owned */
    size_t sentence_cap;
    kb_unit *clauses; /* owned */
    size_t clause_cap;
} kb_text_room;

struct kb_splitter {
    bool newline_is_space;
    kb_abbreviations_table abbreviations;
};

/* Sets text.view from text.canonical, and the shifts between them. */
KB_MUST_USE kb_status kb_text_make_view(kb_text_room *room, kb_error *err);

/* The code point that stands for `c` in the view; itself for most. */
uint32_t kb_view_of(uint32_t c);

/* Translates view positions to canonical ones; `*shift` starts at 0, positions rise. */
size_t kb_text_canonical(const kb_text_room *room, size_t view, size_t *shift);

/* Sets text.tokens, but for their sentences and clauses. */
KB_MUST_USE kb_status kb_text_find_tokens(kb_text_room *room, kb_error *err);

/* Sets text.sentences and the tokens' sentence. */
KB_MUST_USE kb_status kb_text_find_sentences(kb_text_room *room, const kb_splitter *splitter,
                                             kb_error *err);

/* Sets text.clauses and the tokens' clause. */
KB_MUST_USE kb_status kb_text_find_clauses(kb_text_room *room, kb_error *err);

/* Is there one space between token `i` and the one before?  Nearly always. */
static inline bool kb_text_is_one_space(const kb_text_room *room, size_t i)
{
    size_t end = room->tokens[i - 1].view.end;
    return end + 1 == room->tokens[i].view.begin && room->text.view.ptr[end] == ' ';
}

#endif
