/* SPDX-License-Identifier: MIT */
/*
 * What the files of this room share: the inside of a kb_text and the steps that
 * fill it, in the order kb_text_split() takes them.
 *
 * Tokens, sentences and clauses are found in the matching view.  Punctuation is
 * never a token, so a sentence or a clause can only end in the gap between two
 * tokens: the second and the third step look at the gaps alone, and of these only
 * at the few that hold more than spaces and commas.
 */
#ifndef KB_TEXT_ROOM_H
#define KB_TEXT_ROOM_H

#include <kodebok/text.h>

#include "abbreviations.h"
#include "base/buf.h"
#include "blocks.h"
#include "classes.h"

/* From view position `view` on, canonical positions are larger by `more`. */
typedef struct kb_shift {
    size_t view;
    size_t more;
} kb_shift;

typedef struct kb_text_room {
    kb_text text; /* what the caller sees */
    kb_classes classes;
    kb_blocks blocks; /* of the view */
    kb_buf view, folded;
    kb_shift *shifts; /* owned; empty when no character of the view is shorter */
    size_t shift_count, shift_cap;
    kb_token *tokens; /* owned */
    size_t token_cap;
    size_t *gaps; /* owned; the tokens before which more stands than spaces and commas */
    size_t gap_count, gap_cap;
    kb_unit *sentences; /* owned */
    size_t sentence_cap;
    kb_unit *clauses; /* owned */
    size_t clause_cap;
} kb_text_room;

struct kb_splitter {
    bool newline_is_space;
    kb_abbreviations_table abbreviations;
};

/* Sets text.view from text.canonical, the shifts between them and the blocks of the view. */
KB_MUST_USE kb_status kb_text_make_view(kb_text_room *room, kb_error *err);

/* The code point that stands for `c` in the view; itself for most. */
uint32_t kb_view_of(uint32_t c);

/* Translates view positions to canonical ones; `*shift` starts at 0, positions rise. */
size_t kb_text_canonical(const kb_text_room *room, size_t view, size_t *shift);

/* Sets text.tokens, but for their sentences and clauses, and the gaps that must be read. */
KB_MUST_USE kb_status kb_text_find_tokens(kb_text_room *room, kb_error *err);

/* Sets text.sentences. */
KB_MUST_USE kb_status kb_text_find_sentences(kb_text_room *room, const kb_splitter *splitter,
                                             kb_error *err);

/* Sets text.clauses and the tokens' sentence and clause. */
KB_MUST_USE kb_status kb_text_find_clauses(kb_text_room *room, kb_error *err);

#endif
