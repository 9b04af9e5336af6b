/* SPDX-License-Identifier: MIT */
/* Digests of what was found; see digests.h. */
#include "digests.h"

#include "base/sha256_lanes.h"

void kb_digests_free(kb_digests *digests)
{
    kb_buf_free(&digests->bytes);
    *digests = (kb_digests){ 0 };
}

void kb_digests_reset(kb_digests *digests)
{
    digests->count = 0;
    kb_buf_reset(&digests->bytes);
}

/* As kb_sha256_number() and kb_sha256_field() would hash them. */
static void put_number(kb_buf *out, uint64_t number)
{
    char bytes[KB_SHA256_NUMBER];
    kb_buf_str(out, kb_sha256_bytes_of(number, bytes));
}

static void put_field(kb_buf *out, kb_str field)
{
    put_number(out, field.len);
    kb_buf_str(out, field);
}

void kb_digests_answer(kb_digests *digests, const kb_str names[3])
{
    for (size_t i = 0; i < 3; i++)
        put_field(&digests->bytes, names[i]);
}

void kb_digests_segment(kb_digests *digests, kb_str code, const kb_span spans[3], kb_str rules)
{
    put_field(&digests->bytes, code);
    for (size_t i = 0; i < 3; i++) {
        put_number(&digests->bytes, spans[i].begin);
        put_number(&digests->bytes, spans[i].end);
    }
    put_field(&digests->bytes, rules);
}

bool kb_digests_end_answer(kb_digests *digests, kb_hash_sum *sum)
{
    digests->ends[digests->count++] = digests->bytes.len;
    return digests->count < KB_DIGESTS_HELD || kb_digests_flush(digests, sum);
}

bool kb_digests_flush(kb_digests *digests, kb_hash_sum *sum)
{
    kb_str messages[KB_DIGESTS_HELD] = { { NULL, 0 } };
    uint8_t made[KB_DIGESTS_HELD][KB_SHA256_SIZE];
    bool whole = !digests->bytes.failed;
    size_t begin = 0, count = whole ? digests->count : 0;
    for (size_t i = 0; i < count; i++) {
        messages[i] = (kb_str){ digests->bytes.ptr + begin, digests->ends[i] - begin };
        begin = digests->ends[i];
    }
    kb_sha256_each(messages, count, made);
    for (size_t i = 0; i < count; i++)
        kb_hash_sum_add(sum, made[i]);
    kb_digests_reset(digests);
    return whole;
}
