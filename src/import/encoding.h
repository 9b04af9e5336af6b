/* SPDX-License-Identifier: MIT */
/*
 * Which encoding a file has, and its bytes as UTF-8.
 *
 * A byte order mark decides; then the NUL pattern of UTF-16; then UTF-8, which
 * other encodings hardly ever satisfy by accident; what is left is taken for
 * windows-1252, and called a guess.
 */
#ifndef KB_IMPORT_ENCODING_H
#define KB_IMPORT_ENCODING_H

#include "base/buf.h"

enum { KB_ENCODING_NAME_BYTES = 64 };

typedef struct kb_encoding {
    char name[KB_ENCODING_NAME_BYTES];
    bool guessed;
    size_t mark_bytes; /* length of the byte order mark at the beginning */
} kb_encoding;

/*
 * Finds the encoding of a file that begins with `head` (`whole`: all of it).
 * `wanted` is a name from the user, or NULL.  Fails with KB_ERR_INPUT when that
 * contradicts a byte order mark.
 */
KB_MUST_USE kb_status kb_encoding_sniff(kb_encoding *out, kb_str head, bool whole,
                                        const char *wanted, kb_error *err);

/* A decoder for one file, fed with its blocks in order. */
typedef struct kb_decoder kb_decoder;

KB_MUST_USE kb_status kb_decoder_open(kb_decoder **out, const kb_encoding *encoding, kb_error *err);
void kb_decoder_close(kb_decoder *decoder);

/*
 * Appends `bytes` as UTF-8; a character cut at their end waits for the next call,
 * and `last` says that there is none.  Fails with KB_ERR_INPUT at a byte that the
 * encoding does not know; what stood before it has then been appended.
 */
KB_MUST_USE kb_status kb_decoder_add(kb_decoder *decoder, kb_str bytes, bool last, kb_buf *out,
                                     kb_error *err);

/* Appends UTF-8 `text` as it stands in the file's encoding. */
KB_MUST_USE kb_status kb_encoding_encode(const kb_encoding *encoding, kb_str text, kb_buf *out,
                                         kb_error *err);

#endif
