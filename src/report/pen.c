/* SPDX-License-Identifier: MIT */
/* Draws lines of text on a stream; see pen.h. */
#include "pen.h"

#include "clean.h"

#include "base/str.h"
#include "base/unicode.h"
#include <kodebok/summarise.h>

#include <assert.h>

#define BOLD      "\x1b[1m"
#define STAND_OUT "\x1b[1;4m"
#define PLAIN     "\x1b[0m"

static void put_mark(const kb_pen *pen, kb_buf *out, kb_glyph_kind kind)
{
    const bool open = kind == KB_GLYPH_MARK;
    if (pen->color)
        kb_buf_char(out, open ? KB_MARK_OPEN : KB_MARK_CLOSE);
    else
        kb_buf_puts(out, open ? "[[" : "]]");
}

void kb_pen_shown(const kb_pen *pen, kb_buf *out, kb_str text, bool marked)
{
    for (size_t pos = 0; pos < text.len;) {
        const kb_glyph glyph = kb_glyph_next(text, &pos, marked);
        switch (glyph.kind) {
        case KB_GLYPH_CHARACTER: kb_utf8_put(out, glyph.c); break;
        case KB_GLYPH_MARK:
        case KB_GLYPH_UNMARK: put_mark(pen, out, glyph.kind); break;
        case KB_GLYPH_NOTHING: break;
        }
    }
}

static void put_pending(kb_pen *pen)
{
    for (; pen->pending > 0; pen->pending--)
        putc(' ', pen->out);
}

void kb_pen_spaces(kb_pen *pen, size_t count)
{
    pen->pending += count;
}

void kb_pen_puts(kb_pen *pen, const char *text)
{
    size_t spaces = strlen(text);
    while (spaces > 0 && text[spaces - 1] == ' ')
        spaces--;
    if (spaces > 0)
        put_pending(pen);
    fwrite(text, 1, spaces, pen->out);
    pen->pending += strlen(text) - spaces;
}

void kb_pen_newline(kb_pen *pen)
{
    pen->pending = 0;
    putc('\n', pen->out);
}

void kb_pen_rule(kb_pen *pen, size_t width)
{
    put_pending(pen);
    for (size_t i = 0; i < width; i++)
        fputs("\xE2\x94\x80", pen->out);
}

/* Draws the text of one line; `*marked` is carried from line to line of a box. */
static void put_line_text(kb_pen *pen, kb_str text, bool bold, bool *marked)
{
    if (text.len > 0)
        put_pending(pen);
    if (pen->color && text.len > 0 && (bold || *marked))
        fputs(*marked ? STAND_OUT : BOLD, pen->out);
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        if (pen->color && (c == KB_MARK_OPEN || c == KB_MARK_CLOSE)) {
            *marked = c == KB_MARK_OPEN;
            fputs(*marked ? STAND_OUT : PLAIN, pen->out);
        } else {
            putc(c, pen->out);
        }
    }
}

/* Draws one line of a box and as many spaces as bring the pen to the box's end. */
static void put_line(kb_pen *pen, const kb_box *box, const kb_line *line, bool *marked)
{
    const size_t taken = line->indent + kb_width(line->text) + (line->hyphen ? 1 : 0);
    const size_t left = box->width > taken ? box->width - taken : 0;
    const bool styled = pen->color && line->text.len > 0 && (box->bold || *marked);
    kb_pen_spaces(pen, line->indent + (box->right ? left : 0));
    put_line_text(pen, line->text, box->bold, marked);
    if (line->hyphen)
        putc('-', pen->out);
    if (styled || (pen->color && line->text.len > 0 && *marked))
        fputs(PLAIN, pen->out);
    kb_pen_spaces(pen, box->right ? 0 : left);
}

void kb_pen_row(kb_pen *pen, const kb_box *boxes, size_t count, const char *gap, size_t indent)
{
    kb_wrap wraps[KB_PEN_BOXES];
    bool marked[KB_PEN_BOXES] = { false };
    bool more = true;
    assert(count <= KB_PEN_BOXES);
    for (size_t i = 0; i < count; i++)
        wraps[i] = kb_wrap_start(boxes[i].text, boxes[i].width);
    while (more) {
        more = false;
        kb_pen_spaces(pen, indent);
        for (size_t i = 0; i < count; i++) {
            kb_pen_puts(pen, i > 0 ? gap : "");
            kb_line line = { 0 };
            if (kb_wrap_more(&wraps[i]))
                line = kb_wrap_next(&wraps[i]);
            put_line(pen, &boxes[i], &line, &marked[i]);
            more = more || kb_wrap_more(&wraps[i]);
        }
        kb_pen_newline(pen);
    }
}

void kb_pen_paragraph(kb_pen *pen, kb_str text, bool bold)
{
    const kb_box box = { .text = text, .width = pen->width, .bold = bold };
    kb_pen_row(pen, &box, 1, "", 0);
}
