/* SPDX-License-Identifier: MIT */
/*
 * Sentences, found in the gaps between tokens; rules of our own (chapter 13 T of the format).
 *
 * Survey answers are typed in haste: sentences begin in lower case, the space
 * after a full stop is missing, lists are bullets in a row.  So a full stop ends
 * a sentence unless something speaks against it, and what may speak against it is
 * an abbreviation, a single letter or an ordinal number.
 *
 * Each gap is read once from left to right and yields at most one cut: what
 * stands between its first and its last break has no word in it and belongs to
 * no sentence.
 */
#include "gap.h"

#include "base/try.h"

/* One gap being read. */
typedef struct gap_scan {
    kb_gap in;
    size_t pos;       /* how far it is read */
    size_t solid_end; /* the end of the last character that is not white space */
    bool after_space; /* at `pos`, the text begins or white space has just been */
    bool cut;         /* a break was found: */
    size_t cut_end;   /* there the sentence before ends */
    size_t cut_begin; /* and from there on the sentence after begins */
} gap_scan;

static void break_at(gap_scan *gap, size_t begin)
{
    if (!gap->cut)
        gap->cut_end = gap->solid_end;
    gap->cut = true;
    gap->cut_begin = begin;
}

static kb_char at(const gap_scan *gap, size_t pos)
{
    return kb_char_at(&gap->in.room->classes, gap->in.view, pos);
}

/* Reads `c`, which is nothing special. */
static void skip(gap_scan *gap, kb_char c)
{
    gap->after_space = (c.class & KB_CLASS_SPACE) != 0;
    gap->pos = c.next;
    if (!gap->after_space)
        gap->solid_end = c.next;
}

static bool is_bullet(uint32_t c)
{
    return c == 0x2022 || c == 0x00B7 || c == 0x25AA || c == 0x2023 || c == 0x25E6;
}

static bool is_stop(uint32_t c)
{
    return c == '.' || c == '!' || c == '?' || c == 0x2026;
}

/* Quotes and brackets that close: they belong to the sentence before. */
static bool is_closing(uint32_t c)
{
    switch (c) {
    case '"':
    case '\'':
    case ')':
    case ']':
    case '}':
    case 0x00BB: /* » */
    case 0x201C: /* “ */
    case 0x201D: /* ” */
    case 0x203A: /* › */ return true;
    default: return false;
    }
}

/* Line breaks and the white space around them; one alone may be mere white space. */
static void read_lines(gap_scan *gap)
{
    size_t lines = 0;
    while (gap->pos < gap->in.end) {
        kb_char c = at(gap, gap->pos);
        if (!(c.class & KB_CLASS_SPACE))
            break;
        lines += c.code == '\n';
        gap->pos = c.next;
    }
    gap->after_space = true;
    if (lines > 1 || !gap->in.splitter->newline_is_space)
        break_at(gap, gap->pos);
}

/* A run of stops with the closing quotes and brackets after it. */
static void read_stops(gap_scan *gap)
{
    size_t stop = gap->pos, count = 0;
    bool mark = false, ellipsis = false;
    for (kb_char c; gap->pos < gap->in.end; gap->pos = c.next, count++) {
        c = at(gap, gap->pos);
        if (!is_stop(c.code))
            break;
        mark = mark || c.code == '!' || c.code == '?';
        ellipsis = ellipsis || c.code == 0x2026;
    }
    for (kb_char c; gap->pos < gap->in.end; gap->pos = c.next) {
        c = at(gap, gap->pos);
        if (!is_closing(c.code))
            break;
    }
    gap->after_space = false;
    gap->solid_end = gap->pos;
    bool space = gap->pos == gap->in.view.len || (at(gap, gap->pos).class & KB_CLASS_SPACE);
    bool single = count == 1 && !ellipsis;
    if (mark || (space && (!single || kb_full_stop_ends(&gap->in, stop))) ||
        (single && !space && kb_space_is_missing(&gap->in, stop)))
        break_at(gap, gap->pos);
}

static void read_gap(gap_scan *gap)
{
    while (gap->pos < gap->in.end) {
        kb_char c = at(gap, gap->pos);
        if (is_stop(c.code)) {
            read_stops(gap);
        } else if (c.code == '\n') {
            read_lines(gap);
        } else {
            if (gap->after_space && is_bullet(c.code))
                break_at(gap, gap->pos);
            skip(gap, c);
        }
    }
}

/* Reads the gap before token `next`. */
static void read_before(gap_scan *gap, size_t next)
{
    const kb_text_room *room = gap->in.room;
    size_t begin = next > 0 ? room->tokens[next - 1].view.end : 0;
    gap->in.next = next;
    gap->in.end = next < room->text.token_count ? room->tokens[next].view.begin : gap->in.view.len;
    gap->pos = gap->solid_end = begin;
    gap->after_space = begin == 0;
    gap->cut = false;
    read_gap(gap);
}

static kb_status reserve_sentences(kb_text_room *room, size_t count, kb_error *err)
{
    void *sentences = room->sentences;
    if (!kb_array_reserve(&sentences, &room->sentence_cap, count, sizeof *room->sentences))
        return kb_fail_memory(err);
    room->sentences = sentences;
    return KB_OK;
}

/* Ends the sentence that began at `*begin` with token `*first`, in a gap that was read. */
static kb_status end_sentence(kb_text_room *room, const gap_scan *gap, size_t *begin, size_t *first,
                              kb_error *err)
{
    size_t count = room->text.sentence_count, end = gap->cut ? gap->cut_end : gap->solid_end;
    if (count == room->sentence_cap)
        KB_TRY(reserve_sentences(room, count, err));
    kb_span view = kb_trim_span(&room->classes, gap->in.view, (kb_span){ *begin, end });
    room->sentences[count] =
        (kb_unit){ .first = *first, .last = gap->in.next, .bytes = view, .view = view };
    room->text.sentence_count++;
    *begin = gap->cut_begin;
    *first = gap->in.next;
    return KB_OK;
}

/* Sentences were found in the view; where it is shorter, their bytes are moved. */
static void shift_sentences(kb_text_room *room)
{
    size_t shift = 0;
    for (size_t i = 0; i < room->text.sentence_count; i++) {
        kb_span view = room->sentences[i].view;
        room->sentences[i].bytes.begin = kb_text_canonical(room, view.begin, &shift);
        room->sentences[i].bytes.end = kb_text_canonical(room, view.end, &shift);
    }
}

kb_status kb_text_find_sentences(kb_text_room *room, const kb_splitter *splitter, kb_error *err)
{
    gap_scan gap = { .in = { .room = room, .splitter = splitter, .view = room->text.view } };
    size_t count = room->text.token_count, first = 0;
    room->text.sentence_count = 0;
    if (count == 0)
        return KB_OK;
    read_before(&gap, 0);
    size_t begin = gap.cut ? gap.cut_begin : 0;
    for (size_t i = 0; i < room->gap_count; i++) {
        if (room->gaps[i] == 0)
            continue;
        read_before(&gap, room->gaps[i]);
        if (gap.cut)
            KB_TRY(end_sentence(room, &gap, &begin, &first, err));
    }
    read_before(&gap, count);
    KB_TRY(end_sentence(room, &gap, &begin, &first, err));
    room->text.sentences = room->sentences;
    if (room->shift_count > 0)
        shift_sentences(room);
    return KB_OK;
}
