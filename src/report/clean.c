/* SPDX-License-Identifier: MIT */
/* What of a text is shown; see clean.h. */
#include "clean.h"

#include "base/unicode.h"
#include <kodebok/summarise.h>

enum { REPLACEMENT = 0xFFFD, ZERO_WIDTH_JOINER = 0x200D, DELETE = 0x7F, LAST_C1 = 0x9F };

static kb_glyph_kind kind_of_mark(uint32_t c)
{
    if (c == KB_MARK_OPEN)
        return KB_GLYPH_MARK;
    return c == KB_MARK_CLOSE ? KB_GLYPH_UNMARK : KB_GLYPH_NOTHING;
}

kb_glyph kb_glyph_next(kb_str text, size_t *pos, bool marked)
{
    const uint32_t c = kb_utf8_next(text, pos);
    if (marked && c >= KB_MARK_OPEN && c <= KB_ASIDE_CLOSE)
        return (kb_glyph){ kind_of_mark(c), 0 };
    if (c >= ' ' && c < DELETE)
        return (kb_glyph){ KB_GLYPH_CHARACTER, c };
    if (c == '\t')
        return (kb_glyph){ KB_GLYPH_CHARACTER, ' ' };
    if (c == '\n' || c == ZERO_WIDTH_JOINER) /* the joiner holds emoji together */
        return (kb_glyph){ KB_GLYPH_CHARACTER, c };
    if (c < ' ' || (c >= DELETE && c <= LAST_C1) || (c & 0xFFFE) == 0xFFFE)
        return (kb_glyph){ KB_GLYPH_CHARACTER, REPLACEMENT };
    if (kb_is_invisible(c))
        return (kb_glyph){ KB_GLYPH_NOTHING, 0 };
    return (kb_glyph){ KB_GLYPH_CHARACTER, c };
}

void kb_put_exact(kb_buf *out, kb_str text, bool marked)
{
    if (!marked) {
        kb_buf_str(out, text);
        return;
    }
    bool aside = false;
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        if (c == KB_ASIDE_OPEN || c == KB_ASIDE_CLOSE)
            aside = c == KB_ASIDE_OPEN;
        else if (!aside && c != KB_MARK_OPEN && c != KB_MARK_CLOSE)
            kb_buf_char(out, c);
    }
}
