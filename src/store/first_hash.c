/* SPDX-License-Identifier: MIT */
/* The hash of the answers of a first import; see first_hash.h. */
#include "answer_hash.h"
#include "incoming.h"

void kb_first_hash_begin(kb_first_hash *hash, bool no_answers)
{
    hash->valid = no_answers;
    kb_sha256_init(&hash->sha);
}

void kb_first_hash_group(kb_first_hash *hash, int64_t variable)
{
    if (hash->group == 0 || variable < hash->group)
        hash->group = variable;
}

void kb_first_hash_value(kb_first_hash *hash, const kb_known *who, int64_t variable)
{
    if (who->answered && variable == hash->group)
        hash->valid = false;
}

/* The name of a question; they mostly take turns.  False when this import has not asked for it. */
static bool name_of(kb_incoming *in, int64_t question, kb_str *name)
{
    kb_first_hash *hash = &in->first_hash;
    size_t count = in->question_names.count;
    for (size_t i = 0; i < count; i++) {
        size_t number = (hash->question + i) % count;
        if (in->questions[number] == question) {
            hash->question = number;
            *name = in->question_names.keys[number];
            return true;
        }
    }
    return false;
}

void kb_first_hash_answer(kb_incoming *in, kb_known *who, int64_t question, kb_str text)
{
    kb_first_hash *hash = &in->first_hash;
    kb_answer answer = { .wave = kb_buf_view(&in->wave), .group = { "", 0 }, .text = text };
    who->answered = true;
    if (hash->valid)
        hash->valid = name_of(in, question, &answer.question_name);
    if (!hash->valid)
        return;
    answer.respondent_name = kb_people_name(&in->people, (size_t)(who - in->people.items));
    (void)kb_background_text(&in->backgrounds, who->background, (uint32_t)hash->group,
                             &answer.group);
    kb_hash_answer(&hash->sha, &answer);
}

bool kb_first_hash_end(kb_first_hash *hash, char sha256[KB_SHA256_TEXT])
{
    if (hash->valid)
        kb_sha256_end(&hash->sha, sha256);
    return hash->valid;
}
