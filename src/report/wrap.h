/* SPDX-License-Identifier: MIT */
/*
 * Cutting a text into lines of a display width.
 *
 * Width is what a terminal draws: nothing for combining marks, two columns for
 * wide characters.  Lines break at white space, after a hyphen or slash inside a
 * word and beside wide characters; a word that is too long is broken between
 * letters with a hyphen.  LF always ends a line.  A line that begins with white
 * space, a bullet or a quotation mark has its continuation indented below its
 * first letter.  The pieces point into the text; nothing is allocated.
 */
#ifndef KB_REPORT_WRAP_H
#define KB_REPORT_WRAP_H

#include <kodebok/base.h>

typedef struct kb_wrap {
    kb_str rest;   /* not yet handed out */
    size_t width;  /* at least 1 */
    size_t indent; /* of the next line */
    bool inside;   /* the next line continues a paragraph */
} kb_wrap;

typedef struct kb_line {
    kb_str text;
    size_t indent; /* columns before the text */
    bool hyphen;   /* a hyphen is to be drawn after it */
} kb_line;

kb_wrap kb_wrap_start(kb_str text, size_t width);

/* Whether there is another line. */
bool kb_wrap_more(const kb_wrap *wrap);

/* Cuts the next line off the front; its width, indent and hyphen included, is at most wrap->width
 * (a single wide character or emoji may stick out of a width below 4). */
kb_line kb_wrap_next(kb_wrap *wrap);

/* The columns that the longest line (as LF divides them) and the longest word take. */
size_t kb_longest_line(kb_str text);
size_t kb_longest_word(kb_str text);

#endif
