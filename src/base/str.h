/* SPDX-License-Identifier: MIT */
/* Strings with a length: compare, cut, read numbers. */
#ifndef KB_BASE_STR_H
#define KB_BASE_STR_H

#include <kodebok/base.h>
#include <string.h>

/* A kb_str of a string literal. */
#define KB_STR(literal) ((kb_str){ literal, sizeof(literal) - 1 })

/* For printf: "%.*s", KB_ARG(text). */
#define KB_ARG(text) (int)(text).len, ((text).ptr ? (text).ptr : "")

/* A kb_str of a C string; empty for NULL. */
kb_str kb_str_from(const char *text);

bool kb_str_equal(kb_str a, kb_str b);
bool kb_str_is(kb_str a, const char *b);

/* Byte order: negative, 0 or positive. */
int kb_str_compare(kb_str a, kb_str b);

bool kb_str_starts(kb_str text, kb_str prefix);
bool kb_str_ends(kb_str text, kb_str suffix);

/* The same but for the case of A-Z? */
bool kb_str_alike(kb_str a, kb_str b);

/* The part of `text` inside the span. */
kb_str kb_str_slice(kb_str text, kb_span span);

/* Drops at most `bytes` off the front, and returns how many.  NULL has none. */
size_t kb_str_drop(kb_str *text, size_t bytes);

/* Without ASCII space, TAB, CR, LF and no-break spaces at both ends. */
kb_str kb_str_trim(kb_str text);

/* Cuts the next `separator`-ended piece off the front of `*rest`; false at the end. */
bool kb_str_cut(kb_str *rest, char separator, kb_str *piece);

/* Reads a whole decimal number from 0 to `max`; false when it is anything else. */
bool kb_str_number(kb_str text, int max, int *out);

/* Number of edits (insert, delete, replace, swap) that turns a into b, at most `limit` + 1. */
int kb_str_distance(kb_str a, kb_str b, int limit);

/* Position of the candidate nearest to `name`: the same in other case, or `name` and a dot and
 * more, or at most 3 edits away, and a third of its bytes plus one; or `count`. */
size_t kb_str_nearest(kb_str name, const kb_str *candidates, size_t count);

#endif
