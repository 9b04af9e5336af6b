/* SPDX-License-Identifier: MIT */
/* The hash over all answers, by reading them; see answer_hash.h. */
#include "answer_hash.h"

#include "base/str.h"
#include "base/try.h"

void kb_hash_answer(kb_sha256 *hash, const kb_answer *answer)
{
    kb_sha256_field(hash, answer->wave);
    kb_sha256_field(hash, answer->respondent_name);
    kb_sha256_field(hash, answer->question_name);
    kb_sha256_field(hash, answer->group);
    kb_sha256_field(hash, answer->text);
}

static kb_status hash_all(kb_answers *answers, kb_sha256 *hash, kb_store_look look, void *payload,
                          kb_error *err)
{
    kb_answer answer;
    bool more = true;
    for (uint64_t n = 0; more; n++) {
        KB_TRY(kb_answers_next(answers, &answer, &more, err));
        if (more)
            kb_hash_answer(hash, &answer);
        KB_TRY(look(payload, n, err));
    }
    return KB_OK;
}

kb_status kb_store_hash_answers(kb_store *store, kb_store_look look, void *payload, kb_error *err)
{
    kb_answers *answers = NULL;
    kb_sha256 hash;
    char sha256[KB_SHA256_TEXT];
    kb_sha256_init(&hash);
    KB_TRY(kb_answers_open(&answers, store, 0, err));
    kb_status status = hash_all(answers, &hash, look, payload, err);
    kb_answers_close(answers);
    kb_sha256_end(&hash, sha256);
    return status == KB_OK ? kb_store_set_answers_sha256(store, kb_str_from(sha256), err) : status;
}
