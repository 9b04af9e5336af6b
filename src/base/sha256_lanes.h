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

/* Writes the digest of each message; the same as kb_sha256_digest() gives. */
void kb_sha256_each(const kb_str *messages, size_t count, uint8_t (*digests)[KB_SHA256_SIZE]);

#endif
