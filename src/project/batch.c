/* SPDX-License-Identifier: MIT */
/* Some answers and what was found in them; see coding.h. */
#include "coding.h"

#include <stdlib.h>
#include <time.h>

enum { FULL_BYTES = 256 << 10, FULL_ANSWERS = 2048, ANSWERS_BETWEEN_LOOKS = 64 };

double kb_thread_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void kb_batch_clear(kb_batch *batch)
{
    kb_buf_free(&batch->bytes);
    free(batch->items);
    free(batch->segments);
    free(batch->matches);
    free(batch->rules);
    free(batch->undecided);
    free(batch->inputs);
    *batch = (kb_batch){ 0 };
}

void kb_batch_reset(kb_batch *batch)
{
    kb_buf_reset(&batch->bytes);
    batch->count = batch->segment_count = batch->match_count = 0;
    batch->rule_count = batch->undecided_count = 0;
    batch->hash = (kb_hash_sum){ 0 };
    batch->seconds = 0;
}

bool kb_batch_is_full(const kb_batch *batch)
{
    return batch->bytes.len >= FULL_BYTES || batch->count >= FULL_ANSWERS;
}

/* Room for `more` elements behind the `count` that `*items` holds. */
static bool reserve(void *items, size_t *cap, size_t count, size_t more, size_t size)
{
    void **array = items;
    while (count + more > *cap)
        if (!kb_array_reserve(array, cap, *cap, size))
            return false;
    return true;
}

kb_status kb_batch_add(kb_batch *batch, const kb_codebook *book, const kb_answer *answer,
                       kb_error *err)
{
    const kb_str names[] = { answer->wave, answer->respondent_name, answer->question_name };
    if (!reserve(&batch->items, &batch->cap, batch->count, 1, sizeof *batch->items))
        return kb_fail_memory(err);
    kb_batch_item *item = &batch->items[batch->count++];
    *item = (kb_batch_item){ .answer = answer->id,
                             .begin = batch->bytes.len,
                             .question = kb_codebook_question(book, answer->question_name),
                             .group = kb_codebook_group(book, answer->group) };
    kb_buf_str(&batch->bytes, answer->text);
    item->end = batch->bytes.len;
    for (size_t i = 0; i < 3; i++) {
        item->names[i][0] = batch->bytes.len;
        kb_buf_str(&batch->bytes, names[i]);
        item->names[i][1] = batch->bytes.len;
    }
    return batch->bytes.failed ? kb_fail_memory(err) : KB_OK;
}

/* ------------------------------------------------------------------- finding */

typedef struct finding {
    kb_batch *batch;
    const kb_codebook *book;
    size_t first; /* answer of the batch that is number 0 of the matcher's */
} finding;

static kb_str name_of(const kb_batch *batch, const kb_batch_item *item, size_t which)
{
    return kb_str_slice(kb_buf_view(&batch->bytes),
                        (kb_span){ item->names[which][0], item->names[which][1] });
}

static void hash_segment(kb_sha256 *hash, const kb_codebook *book, const kb_segment *segment)
{
    const kb_span spans[] = { segment->bytes, segment->match, segment->cue };
    kb_sha256_field(hash, book->codes[segment->code].id);
    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++) {
        kb_sha256_number(hash, spans[i].begin);
        kb_sha256_number(hash, spans[i].end);
    }
    kb_sha256_number(hash, segment->rule_count);
    for (size_t i = 0; i < segment->rule_count; i++)
        kb_sha256_field(hash, book->rules[segment->rules[i]].id);
}

/* The segments of one answer, with the names that tell which answer it is. */
static void hash_answer(const finding *f, const kb_batch_item *item, const kb_result *result)
{
    kb_sha256 hash;
    uint8_t digest[KB_SHA256_SIZE];
    kb_sha256_init(&hash);
    for (size_t i = 0; i < 3; i++)
        kb_sha256_field(&hash, name_of(f->batch, item, i));
    for (size_t i = 0; i < result->segment_count; i++)
        hash_segment(&hash, f->book, &result->segments[i]);
    kb_sha256_digest(&hash, digest);
    kb_hash_sum_add(&f->batch->hash, digest);
}

static bool make_room(kb_batch *b, const kb_result *result)
{
    size_t rules = 0;
    for (size_t i = 0; i < result->segment_count; i++)
        rules += result->segments[i].rule_count;
    return reserve(&b->segments, &b->segment_cap, b->segment_count, result->segment_count,
                   sizeof *b->segments) &&
           reserve(&b->matches, &b->match_cap, b->match_count, result->segment_match_count,
                   sizeof *b->matches) &&
           reserve(&b->rules, &b->rule_cap, b->rule_count, rules, sizeof *b->rules) &&
           reserve(&b->undecided, &b->undecided_cap, b->undecided_count, result->undecided_count,
                   sizeof *b->undecided);
}

static void copy_result(kb_batch *b, const kb_result *result)
{
    for (size_t i = 0; i < result->segment_count; i++) {
        const kb_segment *segment = &result->segments[i];
        b->segments[b->segment_count++] = *segment;
        memcpy(b->rules + b->rule_count, segment->rules, segment->rule_count * sizeof *b->rules);
        b->rule_count += segment->rule_count;
    }
    for (size_t i = 0; i < result->segment_match_count; i++)
        b->matches[b->match_count++] = result->segment_matches[i];
    for (size_t i = 0; i < result->undecided_count; i++)
        b->undecided[b->undecided_count++] = result->undecided[i];
}

static kb_status keep_result(void *payload, size_t index, const kb_result *result, kb_error *err)
{
    finding *f = payload;
    kb_batch *b = f->batch;
    kb_batch_item *item = &b->items[f->first + index];
    if (!make_room(b, result))
        return kb_fail_memory(err);
    copy_result(b, result);
    if (result->segment_count > 0)
        hash_answer(f, item, result);
    item->non_answer = result->non_answer;
    item->wordless = result->wordless;
    item->segments = b->segment_count;
    item->matches = b->match_count;
    item->undecided = b->undecided_count;
    return KB_OK;
}

/* The rules' lists have stopped moving. */
static void point_to_rules(kb_batch *b)
{
    const int *rules = b->rules;
    for (size_t i = 0; i < b->segment_count; i++) {
        b->segments[i].rules = rules;
        rules += b->segments[i].rule_count;
    }
}

static kb_status find_all(finding *f, const kb_matcher *matcher, kb_scratch *scratch, kb_error *err)
{
    kb_batch *b = f->batch;
    kb_str bytes = kb_buf_view(&b->bytes);
    if (!reserve(&b->inputs, &b->input_cap, 0, b->count, sizeof *b->inputs))
        return kb_fail_memory(err);
    for (size_t i = 0; i < b->count; i++)
        b->inputs[i] = (kb_match_input){
            kb_str_slice(bytes, (kb_span){ b->items[i].begin, b->items[i].end }),
            b->items[i].question, b->items[i].group
        };
    for (; f->first < b->count; f->first += ANSWERS_BETWEEN_LOOKS) {
        size_t left = b->count - f->first;
        KB_TRY(kb_match_answers(matcher, scratch, b->inputs + f->first,
                                left < ANSWERS_BETWEEN_LOOKS ? left : ANSWERS_BETWEEN_LOOKS,
                                keep_result, f, err));
    }
    return KB_OK;
}

kb_status kb_batch_find(kb_batch *batch, const kb_matcher *matcher, kb_scratch *scratch,
                        kb_error *err)
{
    finding f = { .batch = batch, .book = kb_matcher_book(matcher) };
    double start = kb_thread_seconds();
    kb_status status = find_all(&f, matcher, scratch, err);
    point_to_rules(batch);
    batch->seconds = kb_thread_seconds() - start;
    return status;
}

void kb_batch_result(const kb_batch *b, size_t index, kb_result *result)
{
    static const kb_batch_item none = { 0 };
    const kb_batch_item *item = &b->items[index], *before = index > 0 ? item - 1 : &none;
    *result = (kb_result){ .non_answer = item->non_answer,
                           .wordless = item->wordless,
                           .segments = b->segments + before->segments,
                           .segment_count = item->segments - before->segments,
                           .segment_matches = b->matches + before->matches,
                           .segment_match_count = item->matches - before->matches,
                           .undecided = b->undecided + before->undecided,
                           .undecided_count = item->undecided - before->undecided };
}
