/* SPDX-License-Identifier: MIT */
/*
 * What of a text is shown.
 *
 * Texts come from answers and codebooks: they may hold terminal escapes, bidi
 * controls and worse, and, in marked columns, the bytes that mark and set aside.
 * Writers for people walk through a text glyph by glyph and meet only harmless
 * characters and marks; writers for programs take it exactly, without the marks.
 */
#ifndef KB_REPORT_CLEAN_H
#define KB_REPORT_CLEAN_H

#include "base/buf.h"

typedef enum kb_glyph_kind {
    KB_GLYPH_CHARACTER,
    KB_GLYPH_MARK,   /* what stands out begins */
    KB_GLYPH_UNMARK, /* and ends */
    KB_GLYPH_NOTHING /* nothing is to be drawn */
} kb_glyph_kind;

typedef struct kb_glyph {
    kb_glyph_kind kind;
    uint32_t c; /* KB_GLYPH_CHARACTER: never a control but LF; TAB has become a space */
} kb_glyph;

/* Reads the glyph at `*pos` < text.len and moves past it.  `text` must be UTF-8. */
kb_glyph kb_glyph_next(kb_str text, size_t *pos, bool marked);

/* Appends `text` exactly; of a marked text without marks and without what is set aside. */
void kb_put_exact(kb_buf *out, kb_str text, bool marked);

#endif
