/* SPDX-License-Identifier: MIT */
/*
 * Counting while segments go by.
 *
 * A respondent counts once per code however many segments and answers support
 * it: one bit per code and respondent remembers who has been seen.  The segments
 * of one answer come together, so for answers it is enough to remember the last.
 */
#include "base/bits.h"

#include <kodebok/summarise.h>

#include <assert.h>
#include <stdlib.h>

typedef struct code_tally {
    kb_count count;
    int64_t last_answer; /* meaningless while count.segments is 0 */
} code_tally;

struct kb_tally {
    size_t code_count;
    uint64_t respondent_limit;
    size_t words;      /* 64-bit words per bitmap */
    uint64_t *seen;    /* owned; one bitmap per code, and one for "any code" */
    code_tally *codes; /* owned */
    uint64_t coded;
};

kb_status kb_tally_new(kb_tally **out, size_t code_count, uint64_t respondent_limit, kb_error *err)
{
    *out = NULL;
    kb_tally *tally = calloc(1, sizeof *tally);
    if (tally == NULL || respondent_limit / 64 > SIZE_MAX / 16 / (code_count + 1)) {
        free(tally);
        return kb_fail_memory(err);
    }
    tally->code_count = code_count;
    tally->respondent_limit = respondent_limit;
    tally->words = (size_t)(respondent_limit / 64 + 1);
    tally->seen = calloc((code_count + 1) * tally->words, sizeof *tally->seen);
    tally->codes = calloc(code_count + 1, sizeof *tally->codes);
    if (tally->seen == NULL || tally->codes == NULL) {
        kb_tally_free(tally);
        return kb_fail_memory(err);
    }
    *out = tally;
    return KB_OK;
}

void kb_tally_free(kb_tally *tally)
{
    if (tally == NULL)
        return;
    free(tally->seen);
    free(tally->codes);
    free(tally);
}

/* Sets a bit of bitmap `map`; returns whether it was clear. */
static bool note_first(kb_tally *tally, size_t map, uint64_t respondent)
{
    return kb_add_bit(tally->seen + map * tally->words, (size_t)respondent);
}

void kb_tally_add(kb_tally *tally, size_t code, uint64_t respondent, int64_t answer)
{
    assert(code < tally->code_count && respondent < tally->respondent_limit);
    code_tally *of = &tally->codes[code];
    if (of->count.segments == 0 || of->last_answer != answer)
        of->count.answers++;
    of->last_answer = answer;
    of->count.segments++;
    of->count.respondents += note_first(tally, code, respondent);
    tally->coded += note_first(tally, tally->code_count, respondent);
}

kb_count kb_tally_of(const kb_tally *tally, size_t code)
{
    assert(code < tally->code_count);
    return tally->codes[code].count;
}

uint64_t kb_tally_coded(const kb_tally *tally)
{
    return tally->coded;
}
