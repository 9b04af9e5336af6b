/* SPDX-License-Identifier: MIT */
/* The folded alphabet; see gate_fold.h. */
#include "gate_fold.h"

#include "base/unicode.h"

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

void kb_gate_fold(kb_buf *out, kb_str view)
{
    kb_buf_reset(out);
    kb_buf_char(out, KB_GATE_BOUNDARY);
    for (size_t pos = 0; pos < view.len;)
        kb_utf8_put(out, kb_gate_symbol(kb_utf8_next(view, &pos)));
    kb_buf_char(out, KB_GATE_BOUNDARY);
}
