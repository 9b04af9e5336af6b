/* SPDX-License-Identifier: MIT */
/*
 * A hash of a collection that can be brought up to date.
 *
 * Each item has a SHA-256 of its own; the collection's hash is the SHA-256 of the sum of
 * these, modulo 2^256, and of their number.  The order of the items does not matter, so
 * that threads may sum up parts; and an item can be taken out again, so that a change costs
 * what changes, not what there is.
 *
 *     kb_sha256_digest(&sha, digest);
 *     kb_hash_sum_add(&sum, digest);
 *     ...
 *     kb_hash_sum_end(&sum, text);
 *
 * It tells whether two collections are the same; it is no proof against somebody who makes
 * items in order to deceive (for a sum that is easier than for one hash).
 */
#ifndef KB_BASE_HASH_SUM_H
#define KB_BASE_HASH_SUM_H

#include "sha256.h"

/* 64 hexadecimal digits, ':', at most 20 decimal ones and a zero byte. */
enum { KB_HASH_SUM_TEXT = 86 };

/* An empty one is all zero. */
typedef struct kb_hash_sum {
    uint64_t words[4]; /* the sum, lowest first */
    uint64_t count;    /* of what was added less what was taken out */
} kb_hash_sum;

void kb_hash_sum_add(kb_hash_sum *sum, const uint8_t digest[KB_SHA256_SIZE]);

/* Adds all that `part` has. */
void kb_hash_sum_join(kb_hash_sum *sum, const kb_hash_sum *part);

/* Takes out all that `part` has; it was added, now or to the sum that this one began with. */
void kb_hash_sum_remove(kb_hash_sum *sum, const kb_hash_sum *part);

/* The hash of the collection, in lower-case hexadecimal; `sum` stays as it is. */
void kb_hash_sum_end(const kb_hash_sum *sum, char text[KB_SHA256_TEXT]);

/* The sum itself as text, to go on with another time. */
void kb_hash_sum_write(const kb_hash_sum *sum, char text[KB_HASH_SUM_TEXT]);

/* Reads that text back; false, and `sum` empty, when it is not one. */
bool kb_hash_sum_read(kb_hash_sum *sum, kb_str text);

#endif
