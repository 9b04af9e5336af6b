/* SPDX-License-Identifier: MIT */
/*
 * kb_source: the bytes of a file or of standard input, block by block.
 *
 * The beginning (the head) can be looked at before it is read, so that format,
 * encoding and delimiter are settled first.  Every byte that is handed out
 * passes through SHA-256, also those that nobody can decode.
 */
#ifndef KB_IMPORT_SOURCE_H
#define KB_IMPORT_SOURCE_H

#include <kodebok/base.h>

#include <stdio.h>

enum { KB_BLOCK_BYTES = 64 << 10, KB_HEAD_BYTES = 1 << 20 };

typedef struct kb_source kb_source;

/* Opens `path` ("-" is standard input) and reads its head. */
KB_MUST_USE kb_status kb_source_open(kb_source **out, const char *path, kb_error *err);

/* The same for an open stream, which the source then closes; `name` is for messages. */
KB_MUST_USE kb_status kb_source_open_stream(kb_source **out, FILE *stream, const char *name,
                                            kb_error *err);

/* Closes the file; NULL is allowed. */
void kb_source_close(kb_source *source);

/* The name to use in messages; it belongs to the source. */
const char *kb_source_name(const kb_source *source);

/*
 * The first KB_HEAD_BYTES of the file, or all of it (then `*whole`).  Empty once
 * reading has gone past the head.
 */
kb_str kb_source_head(const kb_source *source, bool *whole);

/* Gives the next block, which lives until the next call; an empty one at the end. */
KB_MUST_USE kb_status kb_source_next(kb_source *source, kb_str *block, kb_error *err);

/* Bytes handed out so far, and the size of the file (0 = unknown). */
uint64_t kb_source_bytes_read(const kb_source *source, uint64_t *total);

/* The digest in hexadecimal once the end has been handed out; before that "". */
const char *kb_source_sha256(const kb_source *source);

#endif
