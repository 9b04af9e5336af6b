/* SPDX-License-Identifier: MIT */
/*
 * kb_pen: draws lines of text on a stream that is so many columns wide.
 *
 * The unit is a row of boxes: texts side by side, each wrapped to its own width.
 * A paragraph is a row of one box.  Colours are drawn only when asked for; without
 * them what stands out is put in [[double brackets]].
 */
#ifndef KB_REPORT_PEN_H
#define KB_REPORT_PEN_H

#include "wrap.h"

#include "base/buf.h"
#include <stdio.h>

enum { KB_PEN_BOXES = 64 }; /* the most boxes in a row */

typedef struct kb_pen {
    FILE *out;
    size_t width; /* columns of the page */
    bool color;
    size_t pending; /* spaces not yet drawn: a line never ends in white space */
} kb_pen;

/* A text with a place of its own in a row. */
typedef struct kb_box {
    kb_str text; /* shown text: see kb_pen_shown() */
    size_t width;
    bool right; /* drawn to the right */
    bool bold;  /* when there are colours */
} kb_box;

/* Appends `text` as the pen draws it: harmless, marks as brackets or kept for colours. */
void kb_pen_shown(const kb_pen *pen, kb_buf *out, kb_str text, bool marked);

/* Draws boxes side by side, `gap` between them, after `indent` spaces; at least one line.
 * `count` is at most KB_PEN_BOXES. */
void kb_pen_row(kb_pen *pen, const kb_box *boxes, size_t count, const char *gap, size_t indent);

/* Draws one box as wide as the page. */
void kb_pen_paragraph(kb_pen *pen, kb_str text, bool bold);

/* Draws a line of `width` times "─", after what is pending. */
void kb_pen_rule(kb_pen *pen, size_t width);

void kb_pen_spaces(kb_pen *pen, size_t count);
void kb_pen_puts(kb_pen *pen, const char *text);
void kb_pen_newline(kb_pen *pen);

#endif
