/* SPDX-License-Identifier: MIT */
/*
 * The matching view: canonical text with the odd spaces, apostrophes and hyphens
 * that word processors put in replaced by the plain ones.
 *
 * One code point stands for one code point; a replacement may be shorter in
 * bytes, and the shifts remember by how much.  Most answers have nothing to
 * replace: their view is the canonical text itself.
 */
#include "room.h"

#include "base/str.h"
#include "base/try.h"
#include "base/unicode.h"

uint32_t kb_view_of(uint32_t c)
{
    switch (c) {
    case '\t':
    case 0x00A0: /* no-break space */
    case 0x2007: /* figure space */
    case 0x2009: /* thin space */
    case 0x202F: /* narrow no-break space */ return ' ';
    default: return kb_plain_sign(c);
    }
}

/* The bytes with which a replaced character begins: TAB, and three in UTF-8. */
static const bool may_begin_replaced[256] = {
    ['\t'] = true, [0xC2] = true, [0xCA] = true, [0xE2] = true
};

/* The next replaced character at or after `pos`, or the end of the text. */
static size_t find_replaced(kb_str text, size_t pos)
{
    while (pos < text.len) {
        size_t next = pos + 1;
        if (may_begin_replaced[(unsigned char)text.ptr[pos]]) {
            next = pos;
            uint32_t c = kb_utf8_next(text, &next);
            if (kb_view_of(c) != c)
                return pos;
        }
        pos = next;
    }
    return text.len;
}

static kb_status add_shift(kb_text_room *room, size_t more, kb_error *err)
{
    void *shifts = room->shifts;
    if (!kb_array_reserve(&shifts, &room->shift_cap, room->shift_count, sizeof *room->shifts))
        return kb_fail_memory(err);
    room->shifts = shifts;
    size_t before = room->shift_count ? room->shifts[room->shift_count - 1].more : 0;
    room->shifts[room->shift_count++] = (kb_shift){ room->view.len, before + more };
    return KB_OK;
}

/* Makes the view of a text whose first replaced character is at `found`. */
static kb_status replace(kb_text_room *room, size_t found, kb_error *err)
{
    kb_str text = room->text.canonical;
    kb_buf_reset(&room->view);
    for (size_t pos = 0; pos < text.len; found = find_replaced(text, pos)) {
        kb_buf_add(&room->view, text.ptr + pos, found - pos);
        pos = found;
        if (pos == text.len)
            break;
        kb_buf_char(&room->view, (char)kb_view_of(kb_utf8_next(text, &pos)));
        if (pos - found > 1)
            KB_TRY(add_shift(room, pos - found - 1, err));
    }
    room->text.view = kb_buf_view(&room->view);
    return room->view.failed ? kb_fail_memory(err) : KB_OK;
}

/* All replaced characters are odd ones, so that most texts are read once. */
kb_status kb_text_make_view(kb_text_room *room, kb_error *err)
{
    kb_blocks *blocks = &room->blocks;
    kb_str text = room->text.view = room->text.canonical;
    room->shift_count = 0;
    if (!kb_blocks_read(blocks, text))
        return kb_fail_memory(err);
    if (!blocks->any_odd)
        return KB_OK;
    size_t found = find_replaced(text, 0);
    if (found < text.len) {
        KB_TRY(replace(room, found, err));
        if (!kb_blocks_read(blocks, room->text.view))
            return kb_fail_memory(err);
    }
    if (blocks->any_odd)
        kb_blocks_read_odd(blocks, &room->classes, room->text.view);
    return KB_OK;
}

size_t kb_text_canonical(const kb_text_room *room, size_t view, size_t *shift)
{
    while (*shift < room->shift_count && room->shifts[*shift].view <= view)
        ++*shift;
    return *shift ? view + room->shifts[*shift - 1].more : view;
}
