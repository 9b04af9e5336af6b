/* SPDX-License-Identifier: MIT */
/*
 * Digests of what was found, answer by answer; a run's hash is made of them.
 *
 *     kb_digests_answer(&digests, names);
 *     kb_digests_segment(&digests, code, spans, rules);    ... in the order of the contract
 *     kb_digests_end_answer(&digests, &sum);
 *     ...
 *     kb_digests_flush(&digests, &sum);
 *
 * They are made several at a time (base/sha256_lanes.h).
 */
#ifndef KB_PROJECT_DIGESTS_H
#define KB_PROJECT_DIGESTS_H

#include "base/buf.h"
#include "base/hash_sum.h"

enum { KB_DIGESTS_HELD = 64 };

/* Answers whose digests are still to be made.  An empty one is all zero. */
typedef struct kb_digests {
    kb_buf bytes;
    size_t ends[KB_DIGESTS_HELD]; /* of each answer's bytes */
    size_t count;
} kb_digests;

void kb_digests_free(kb_digests *digests);

/* Forgets the answers whose digests have not been made. */
void kb_digests_reset(kb_digests *digests);

/* Begins an answer: wave, respondent and question tell which one. */
void kb_digests_answer(kb_digests *digests, const kb_str names[3]);

/* `spans`: the segment, its first match, and the cue that flipped it. */
void kb_digests_segment(kb_digests *digests, kb_str code, const kb_span spans[3], kb_str rules);

/* Ends the answer; sooner or later its digest is added to the sum.  False without memory. */
bool kb_digests_end_answer(kb_digests *digests, kb_hash_sum *sum);

/* Adds all that have not been added; false when memory was short for one of them. */
bool kb_digests_flush(kb_digests *digests, kb_hash_sum *sum);

#endif
