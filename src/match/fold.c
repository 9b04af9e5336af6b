/* SPDX-License-Identifier: MIT */
/* The folded alphabet; see fold.h. */
#include "fold.h"

#include "base/str.h"
#include "base/unicode.h"

static bool is_latin1_letter(uint32_t c)
{
    return c >= 0xE0 && c <= 0xFE && c != 0xF7;
}

size_t kb_gate_letter(uint32_t c, char *out)
{
    c = kb_fold(c);
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
        out[0] = (char)c;
        return 1;
    }
    if (is_latin1_letter(c)) {
        out[0] = (char)(0xC0 | (c >> 6));
        out[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    if (kb_is_letter(c) || kb_is_number(c))
        return 0;
    out[0] = ' ';
    return 1;
}

void kb_gate_fold(kb_buf *out, kb_str text)
{
    for (size_t pos = 0; pos < text.len;) {
        char bytes[2];
        size_t count = kb_gate_letter(kb_utf8_next(text, &pos), bytes);
        if (count == 0)
            kb_buf_char(out, 1);
        else
            kb_buf_add(out, bytes, count);
    }
}
