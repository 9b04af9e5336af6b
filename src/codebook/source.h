/* SPDX-License-Identifier: MIT */
/*
 * kb_source: the text of a codebook file, cut into lines.
 *
 * Lines end where libyaml says they end (CR, LF, CRLF, NEL, LS, PS), so that its
 * line numbers and ours are the same.  A byte order mark is not part of the text.
 */
#ifndef KB_CODEBOOK_SOURCE_H
#define KB_CODEBOOK_SOURCE_H

#include "base/arena.h"

typedef struct kb_source {
    kb_str text;        /* without byte order mark; the caller's */
    const size_t *line; /* where each line begins; in the arena */
    size_t line_count;
    size_t bom; /* bytes of byte order mark before the text */
} kb_source;

enum { KB_BOM_BYTES = 3 };

/* Returns how many bytes of byte order mark `file` begins with: 0 or KB_BOM_BYTES. */
size_t kb_source_bom(kb_str file);

/* Cuts `file` into lines; false when memory is short. */
bool kb_source_init(kb_source *source, kb_arena *arena, kb_str file);

/* Returns line `number` (from 1) without its end; empty when there is none. */
kb_str kb_source_line(const kb_source *source, int number);

/* Returns the place of the byte at `offset`. */
kb_place kb_source_place(const kb_source *source, size_t offset);

/* Returns what stands in the line of `place` from its column on. */
kb_str kb_source_from(const kb_source *source, kb_place place);

#endif
