/* SPDX-License-Identifier: MIT */
/*
 * kb_first_hash: the hash of all answers, made while the first ones come in.
 *
 * A run needs the hash of wave, respondent, question, group and text of every answer, in order
 * (answer_hash.c makes it by reading them all).  Where the file had no answer
 * before, an import hands them over in the same order.  Should it learn a group when
 * an answer of that respondent has been hashed already, there is no hash.
 */
#ifndef KB_STORE_FIRST_HASH_H
#define KB_STORE_FIRST_HASH_H

#include "base/sha256.h"
#include "keys.h"

typedef struct kb_incoming kb_incoming; /* incoming.h */

typedef struct kb_first_hash {
    bool valid;
    int64_t group;   /* the first group variable; 0: there is none yet */
    size_t question; /* the one asked for last, in kb_incoming.question_names */
    kb_sha256 sha;
} kb_first_hash;

/* Begins; without an answer in the file only. */
void kb_first_hash_begin(kb_first_hash *hash, bool no_answers);

/* A group variable is known. */
void kb_first_hash_group(kb_first_hash *hash, int64_t variable);

/* A respondent gets a value of a group. */
void kb_first_hash_value(kb_first_hash *hash, const kb_known *who, int64_t variable);

/* An answer is added. */
void kb_first_hash_answer(kb_incoming *in, kb_known *who, int64_t question, kb_str text);

/* Writes the hash; false when there is none. */
bool kb_first_hash_end(kb_first_hash *hash, char sha256[KB_SHA256_TEXT]);

#endif
