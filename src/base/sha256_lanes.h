/* SPDX-License-Identifier: MIT */
/*
 * Eight SHA-256 side by side, one in each lane of a vector.
 *
 * A digest alone is a long chain: each round waits for the one before.  Where there are several
 * to make they take little more time than one (Gueron and Krasnov, "Simultaneous hashing of
 * multiple messages", 2012).  Written with the vectors of GCC and Clang, so that any
 * processor can do it; with AVX2 one instruction works on all eight.
 */
#ifndef KB_BASE_SHA256_LANES_H
#define KB_BASE_SHA256_LANES_H

#include "sha256.h"

enum { KB_SHA256_LANES = 8, KB_SHA256_DEAL_BYTES = KB_SHA256_LANES * 64 };

/* Writes the digest of each message; the same as kb_sha256_digest() gives. */
void kb_sha256_each(const kb_str *messages, size_t count, uint8_t (*digests)[KB_SHA256_SIZE]);

/*
 * One hash of much, that only kodebok knows how to make.  The bytes are dealt out in blocks of 64
 * to eight lanes in turn, filled up with zeros to a full round.  The hash is the SHA-256 of
 * the eight chaining values, lane by lane, and the number of bytes, each word as a number.  No two
 * inputs are known to have the same one, as with SHA-256 itself.
 */
typedef struct kb_sha256_dealt {
    uint32_t state[8][KB_SHA256_LANES]; /* word by word, so that a row is a vector */
    uint64_t bytes;
    size_t held_len; /* < KB_SHA256_DEAL_BYTES */
    char held[KB_SHA256_DEAL_BYTES];
} kb_sha256_dealt;

void kb_sha256_dealt_init(kb_sha256_dealt *sha);
void kb_sha256_dealt_add(kb_sha256_dealt *sha, kb_str bytes);

/* Adds the length first, as kb_sha256_field() does. */
void kb_sha256_dealt_field(kb_sha256_dealt *sha, kb_str bytes);

/* Writes the hash in lower-case hexadecimal; `sha` is to be initialised before it is used again. */
void kb_sha256_dealt_end(kb_sha256_dealt *sha, char text[KB_SHA256_TEXT]);

#endif
