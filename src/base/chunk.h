/* SPDX-License-Identifier: MIT */
/*
 * Questions about sixteen bytes at once.
 *
 * Text is looked at in chunks by what is true of nearly all of it, and byte by byte only where
 * a chunk is otherwise.  An answer to a question has a byte for each byte: 0xFF for yes, 0 for
 * no.  Many questions need the byte before, so a chunk is never the first of a text:
 *
 *     kb_chunk_any(kb_not_latin(kb_chunk_at(p - 1), kb_chunk_at(p)))
 */
#ifndef KB_BASE_CHUNK_H
#define KB_BASE_CHUNK_H

#include <kodebok/base.h>

#include <string.h>

enum { KB_CHUNK_BYTES = 16 };

/* Compilers make single instructions of what is done to these; see "Vector Extensions" in the
 * manual of GCC. */
typedef unsigned char kb_chunk __attribute__((vector_size(KB_CHUNK_BYTES)));

static inline kb_chunk kb_chunk_at(const void *bytes)
{
    kb_chunk chunk;
    memcpy(&chunk, bytes, sizeof chunk);
    return chunk;
}

static inline kb_chunk kb_chunk_is(kb_chunk chunk, unsigned char byte)
{
    return (kb_chunk)(chunk == byte);
}

static inline bool kb_chunk_any(kb_chunk answers)
{
    uint64_t halves[2];
    memcpy(halves, &answers, sizeof halves);
    return (halves[0] | halves[1]) != 0;
}

/* Norwegian: ASCII, and of the rest U+00C0 to U+00FF, which are 0xC3 and one more byte. */
enum { KB_LATIN_LEAD = 0xC3 };

/* What cannot stand after `before` where there is nothing but ASCII and U+00C0 to U+00FF. */
static inline kb_chunk kb_not_latin(kb_chunk before, kb_chunk chunk)
{
    kb_chunk trail = kb_chunk_is(chunk & 0xC0, 0x80);
    kb_chunk lead = kb_chunk_is(before, KB_LATIN_LEAD);
    kb_chunk other = kb_chunk_is(chunk & 0x80, 0x80) & ~trail & ~kb_chunk_is(chunk, KB_LATIN_LEAD);
    return (trail ^ lead) | other;
}

#endif
