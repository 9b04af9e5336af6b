/* SPDX-License-Identifier: MIT */
/*
 * The folded alphabet, in which literals are looked for in answers.
 *
 * Every character becomes one symbol:
 *     a-z and 0-9                themselves
 *     U+00E0..U+00FE, not U+00F7 the two bytes of their UTF-8
 *     KB_GATE_OTHER              other letters and numbers before U+0250
 *     KB_GATE_BOUNDARY           everything else
 * after simple case folding, so that U+017F is s, U+212A is k and U+212B is å: whatever
 * PCRE2 takes for a letter when case does not matter is that letter here.
 *
 * Everything that is not \w to some version of PCRE2 is a boundary; so that \b beside a
 * letter always means a boundary on its other side.  The opposite is not so: `_`, marks
 * and letters from U+0250 on are boundaries as well.  Beyond U+0250 nobody is asked what a
 * character is, since ICU and PCRE2 know different versions of Unicode.
 */
#ifndef KB_MATCH_GATE_FOLD_H
#define KB_MATCH_GATE_FOLD_H

#include "base/buf.h"

enum {
    KB_GATE_OTHER = 1,
    KB_GATE_BOUNDARY = ' ',
    KB_GATE_OPEN = 16 /* bytes that can be read behind a folded text */
};

/* The code point of the symbol of `c`: a letter or digit, KB_GATE_OTHER or KB_GATE_BOUNDARY. */
uint32_t kb_gate_symbol(uint32_t c);

/* Puts the folded copy of a matching view into `out`, between two boundaries. */
void kb_gate_fold(kb_buf *out, kb_str view);

#endif
