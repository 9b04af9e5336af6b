/* SPDX-License-Identifier: MIT */
/*
 * The folded alphabet in which fixed text is looked for.
 *
 * a-z and 0-9 are themselves; the letters U+00E0 to U+00FE their two bytes of UTF-8; another letter
 * or number is the byte 1; everything else is a space, for the edge of a word.  A character is
 * folded as the matching view and simple case folding have it before it is looked up, so that
 * U+017F is an s, U+212A a k and U+212B an å, as they are for PCRE2 and for phrases.
 */
#ifndef KB_MATCH_FOLD_H
#define KB_MATCH_FOLD_H

#include "base/buf.h"

/* Writes what stands for `c`, one or two bytes; 0 when it is the byte 1, which is in no literal. */
size_t kb_gate_letter(uint32_t c, char *out);

/* Appends the folded form of `text`, one character for one. */
void kb_gate_fold(kb_buf *out, kb_str text);

#endif
