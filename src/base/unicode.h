/* SPDX-License-Identifier: MIT */
/*
 * Unicode, through ICU: what a letter is, folding, NFC, display width.
 *
 * This is the one place that asks ICU about characters, so that tokens and
 * phrases never disagree.  Strings must be valid UTF-8 unless a function says
 * otherwise.  PCRE2 has tables of its own; the two are never mixed for one
 * decision.
 */
#ifndef KB_BASE_UNICODE_H
#define KB_BASE_UNICODE_H

#include "buf.h"

/* Returns the code point at `*pos` and moves `*pos` past it; `*pos` < len. */
uint32_t kb_utf8_next(kb_str text, size_t *pos);

/* Appends one code point. */
void kb_utf8_put(kb_buf *buf, uint32_t c);

/* Returns the position of the first byte that is not valid UTF-8, or text.len. */
size_t kb_utf8_check(kb_str text);

/* Returns the number of code points. */
size_t kb_utf8_count(kb_str text);

/* Where a valid text that was cut to `len` bytes ends, so that no character is cut in two. */
size_t kb_utf8_whole(const char *text, size_t len);

bool kb_is_letter(uint32_t c); /* general category L* */
bool kb_is_mark(uint32_t c);   /* M* */
bool kb_is_number(uint32_t c); /* N* */
bool kb_is_digit(uint32_t c);  /* Nd */
bool kb_is_upper(uint32_t c);  /* Lu or Lt */
bool kb_is_lower(uint32_t c);  /* Ll */
bool kb_is_space(uint32_t c);  /* White_Space */

/* Control, format, surrogate or unassigned-looking characters nobody sees: Cc, Cf, Zl, Zp. */
bool kb_is_invisible(uint32_t c);

/* The plain ' or - for the apostrophes and hyphens of word processors; else `c`. */
uint32_t kb_plain_sign(uint32_t c);

/* Simple case folding (CaseFolding.txt, C + S): one code point to one code point. */
uint32_t kb_fold(uint32_t c);

/* Appends `text` folded. */
void kb_fold_str(kb_buf *out, kb_str text);

/* Appends `text` with its first letter in upper case. */
void kb_title_str(kb_buf *out, kb_str text);

/* Appends `text` in NFC. */
KB_MUST_USE kb_status kb_nfc(kb_buf *out, kb_str text, kb_error *err);

/* Columns that `text` takes on a terminal: 0 for marks and controls, 2 for wide characters. */
int kb_width_of(uint32_t c);
size_t kb_width(kb_str text);

/* The versions in use, for the run record: "72.1" and "15.0". */
void kb_unicode_versions(char icu[16], char unicode[16]);

#endif
