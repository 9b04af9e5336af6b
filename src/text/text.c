/* SPDX-License-Identifier: MIT */
/*
 * One answer taken apart: the story of this room.
 *
 * view -> tokens -> sentences -> clauses, each into arrays that a kb_text keeps
 * from answer to answer, so that once they have grown nothing is allocated.
 */
#include "room.h"

#include "base/try.h"

#include <stdlib.h>

kb_status kb_splitter_new(kb_splitter **out, const kb_split_options *options, kb_error *err)
{
    static const kb_split_options usual = { 0 };
    const kb_split_options *wanted = options ? options : &usual;
    kb_splitter *splitter = calloc(1, sizeof *splitter);
    if (splitter == NULL)
        return kb_fail_memory(err);
    splitter->newline_is_space = wanted->newline_is_space;
    kb_status status = kb_abbreviations_init(&splitter->abbreviations, wanted->abbreviations,
                                             wanted->abbreviation_count, err);
    if (status == KB_OK)
        *out = splitter;
    else
        kb_splitter_free(splitter);
    return status;
}

void kb_splitter_free(kb_splitter *splitter)
{
    if (splitter == NULL)
        return;
    kb_abbreviations_clear(&splitter->abbreviations);
    free(splitter);
}

kb_status kb_text_new(kb_text **out, kb_error *err)
{
    kb_text_room *room = calloc(1, sizeof *room);
    if (room == NULL)
        return kb_fail_memory(err);
    kb_classes_init(&room->classes);
    room->text.room = room;
    *out = &room->text;
    return KB_OK;
}

void kb_text_free(kb_text *text)
{
    if (text == NULL)
        return;
    kb_text_room *room = text->room;
    kb_blocks_free(&room->blocks);
    kb_buf_free(&room->view);
    kb_buf_free(&room->folded);
    free(room->shifts);
    free(room->tokens);
    free(room->gaps);
    free(room->sentences);
    free(room->clauses);
    free(room);
}

/* Nothing found: what a failed call leaves, and what the next one starts from. */
static void reset(kb_text_room *room, kb_str canonical)
{
    kb_text *text = &room->text; /* member by member: a whole kb_text is cleared slowly */
    text->canonical = text->view = canonical;
    text->bytes = (kb_span){ 0, 0 };
    text->tokens = NULL;
    text->sentences = text->clauses = NULL;
    text->token_count = text->sentence_count = text->clause_count = 0;
}

static kb_status split(kb_text_room *room, const kb_splitter *splitter, kb_error *err)
{
    KB_TRY(kb_text_make_view(room, err));
    KB_TRY(kb_text_find_tokens(room, err));
    KB_TRY(kb_text_find_sentences(room, splitter, err));
    return kb_text_find_clauses(room, err);
}

kb_status kb_text_split(kb_text *text, const kb_splitter *splitter, kb_str canonical, kb_error *err)
{
    kb_text_room *room = text->room;
    reset(room, canonical);
    kb_span whole = { 0, canonical.len };
    text->bytes = kb_trim_span(&room->classes, canonical, whole);
    kb_status status = split(room, splitter, err);
    if (status != KB_OK)
        reset(room, canonical);
    return status;
}
