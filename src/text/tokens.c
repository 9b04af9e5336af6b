/* SPDX-License-Identifier: MIT */
/*
 * Tokens: a letter or a number, then letters, marks and numbers; joined inside by
 * an apostrophe or a hyphen (e-post), and between digits by `. , :` (4.500, 12:30).
 *
 * «lærings- og mestringstilbud» is three tokens: a hyphen at the edge joins
 * nothing.
 */
#include "room.h"

#include "base/str.h"
#include "base/try.h"
#include "base/unicode.h"

/* Does the character at `pos` join what stands before it (of class `before`) and after it? */
static bool joins(const kb_classes *classes, kb_str view, size_t pos, unsigned before)
{
    char c = view.ptr[pos];
    bool in_word = c == '\'' || c == '-';
    bool in_number = (c == '.' || c == ',' || c == ':') && (before & KB_CLASS_DIGIT);
    if ((!in_word && !in_number) || pos + 1 >= view.len)
        return false;
    unsigned after = kb_char_at(classes, view, pos + 1).class;
    return (after & (in_word ? KB_CLASS_LETTER | KB_CLASS_NUMBER : KB_CLASS_DIGIT)) != 0;
}

/* Where the token ends whose first character is `c`; adds the classes met to `*met`. */
static size_t token_end(const kb_classes *classes, kb_str view, kb_char c, unsigned *met)
{
    size_t pos = c.next;
    unsigned last = *met = c.class;
    while (pos < view.len) {
        unsigned char byte = (unsigned char)view.ptr[pos];
        if (byte < 0x80 && (classes->of[byte] & KB_CLASS_WORD)) { /* nearly always */
            last = classes->of[byte];
            *met |= last;
            pos++;
            continue;
        }
        c = kb_char_at(classes, view, pos);
        if (c.class & KB_CLASS_WORD) {
            pos = c.next;
            last = c.class;
            *met |= c.class;
        } else if (joins(classes, view, pos, last)) {
            pos++;
            last = 0;
        } else {
            break;
        }
    }
    return pos;
}

/* Folds a word into the buffer, which has room for it. */
static kb_str folded(kb_text_room *room, kb_str word)
{
    size_t begin = room->folded.len;
    for (size_t pos = 0; pos < word.len;) {
        kb_char c = kb_char_at(&room->classes, word, pos);
        uint32_t fold = c.code < 256 ? room->classes.fold[c.code] : kb_fold(c.code);
        if (fold < 0x80)
            room->folded.ptr[room->folded.len++] = (char)fold;
        else
            kb_utf8_put(&room->folded, fold);
        pos = c.next;
    }
    return (kb_str){ room->folded.ptr + begin, room->folded.len - begin };
}

static kb_status reserve_tokens(kb_text_room *room, size_t count, kb_error *err)
{
    void *tokens = room->tokens;
    if (!kb_array_reserve(&tokens, &room->token_cap, count, sizeof *room->tokens))
        return kb_fail_memory(err);
    room->tokens = tokens;
    return KB_OK;
}

static kb_status add_token(kb_text_room *room, kb_span span, unsigned met, kb_error *err)
{
    size_t count = room->text.token_count;
    if (count == room->token_cap)
        KB_TRY(reserve_tokens(room, count, err));
    kb_str word = kb_str_slice(room->text.view, span);
    room->tokens[count] = (kb_token){
        .bytes = span,
        .view = span,
        .folded = met & KB_CLASS_FOLDS ? folded(room, word) : word,
    };
    room->text.token_count++;
    return KB_OK;
}

/* Tokens were found in the view; where it is shorter, their bytes are moved. */
static void shift_tokens(kb_text_room *room)
{
    size_t shift = 0;
    for (size_t i = 0; i < room->text.token_count; i++) {
        kb_span view = room->tokens[i].view;
        room->tokens[i].bytes.begin = kb_text_canonical(room, view.begin, &shift);
        room->tokens[i].bytes.end = kb_text_canonical(room, view.end, &shift);
    }
}

kb_status kb_text_find_tokens(kb_text_room *room, kb_error *err)
{
    kb_str view = room->text.view;
    room->text.token_count = 0;
    kb_buf_reset(&room->folded);
    /* Folding makes two bytes three at worst (U+023A): reserved, the buffer stays in its place. */
    if (!kb_buf_reserve(&room->folded, view.len + view.len / 2 + 4))
        return kb_fail_memory(err);
    for (size_t pos = 0; pos < view.len;) {
        kb_char c = kb_char_at(&room->classes, view, pos);
        size_t end = c.next;
        if (c.class & (KB_CLASS_LETTER | KB_CLASS_NUMBER)) {
            unsigned met;
            end = token_end(&room->classes, view, c, &met);
            KB_TRY(add_token(room, (kb_span){ pos, end }, met, err));
        }
        pos = end;
    }
    room->text.tokens = room->tokens;
    if (room->shift_count > 0)
        shift_tokens(room);
    return KB_OK;
}
