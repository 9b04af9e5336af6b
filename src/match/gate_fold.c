/* SPDX-License-Identifier: MIT */
/* The folded alphabet; see gate_fold.h. */
#include "gate_fold.h"

#include "base/unicode.h"

#include <assert.h>

enum { FIRST_UNSURE = 0x250, FIRST_LETTER = 0xE0, LAST_LETTER = 0xFE, DIVISION_SIGN = 0xF7 };

static bool is_of_alphabet(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           (c >= FIRST_LETTER && c <= LAST_LETTER && c != DIVISION_SIGN);
}

uint32_t kb_gate_symbol(uint32_t c)
{
    uint32_t folded = kb_fold(c);
    if (is_of_alphabet(folded))
        return folded;
    bool other = c < FIRST_UNSURE && (kb_is_letter(c) || kb_is_number(c));
    return other ? KB_GATE_OTHER : KB_GATE_BOUNDARY;
}

/* The same of ASCII, which most text is; by table, for a processor cannot guess where words end. */
static const char plain_symbols[] = "                                                "
                                    "0123456789       "
                                    "abcdefghijklmnopqrstuvwxyz      "
                                    "abcdefghijklmnopqrstuvwxyz     ";
static_assert(sizeof plain_symbols == 0x80 + 1, "one for each character");

/* A symbol is never longer than the character that it stands for. */
void kb_gate_fold(kb_buf *out, kb_str view)
{
    kb_buf_reset(out);
    if (!kb_buf_reserve(out, view.len + 2 + KB_GATE_OPEN))
        return;
    char *to = out->ptr;
    *to++ = KB_GATE_BOUNDARY;
    for (size_t pos = 0; pos < view.len;) {
        unsigned char byte = (unsigned char)view.ptr[pos];
        if (byte < 0x80) {
            *to++ = plain_symbols[byte];
            pos++;
            continue;
        }
        uint32_t symbol = kb_gate_symbol(kb_utf8_next(view, &pos));
        if (symbol >= 0x80)
            *to++ = (char)(0xC0 | (symbol >> 6));
        *to++ = (char)(symbol < 0x80 ? symbol : 0x80 | (symbol & 0x3F));
    }
    *to++ = KB_GATE_BOUNDARY;
    out->len = (size_t)(to - out->ptr);
}
