/* SPDX-License-Identifier: MIT */
/* Sharing the width of a page between columns. */
#ifndef KB_REPORT_FIT_H
#define KB_REPORT_FIT_H

#include <kodebok/base.h>

typedef struct kb_fit {
    size_t natural; /* what its longest line takes */
    size_t least;   /* what its longest word takes */
    size_t width;   /* the result */
} kb_fit;

/* Takes note of a text in the column; a numeric column never shrinks. */
void kb_fit_text(kb_fit *fit, kb_str text, bool numeric);

/*
 * Sets the widths so that they sum to `room` at most: the widest columns give way
 * first, none below its least.  Returns false when that is not possible; the widths
 * are then the least ones.
 */
bool kb_fit_columns(kb_fit *fits, size_t count, size_t room);

#endif
