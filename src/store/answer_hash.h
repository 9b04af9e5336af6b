/* SPDX-License-Identifier: MIT */
/* What of an answer the result of a run depends on, as it goes into the hash of all answers. */
#ifndef KB_STORE_ANSWER_HASH_H
#define KB_STORE_ANSWER_HASH_H

#include "base/sha256.h"

#include <kodebok/store.h>

void kb_hash_answer(kb_sha256 *hash, const kb_answer *answer);

#endif
