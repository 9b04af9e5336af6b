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
    free(batch->order);
    kb_buf_free(&batch->joined);
    kb_digests_free(&batch->digests);
    *batch = (kb_batch){ 0 };
}

void kb_batch_reset(kb_batch *batch)
{
    kb_buf_reset(&batch->bytes);
    batch->count = batch->segment_count = batch->match_count = 0;
    batch->rule_count = batch->undecided_count = 0;
    batch->hash = (kb_hash_sum){ 0 };
    kb_digests_reset(&batch->digests);
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

static bool asks_for_groups(const kb_codebook *book)
{
    for (size_t i = 0; i < book->rule_count; i++)
        if (book->rules[i].when.by_group)
            return true;
    return false;
}

kb_places kb_places_of(const kb_codebook *book)
{
    return (kb_places){ .book = book, .groups = asks_for_groups(book) };
}

void kb_places_clear(kb_places *places)
{
    kb_map_free(&places->names);
    free(places->numbers);
    *places = (kb_places){ 0 };
}

enum { MOST_NAMES = 10000 };

/* The book folds and trims a name each time it is asked; there are few names and many answers. */
static int group_of(kb_places *places, kb_str name)
{
    kb_map *names = &places->names;
    size_t known = kb_map_find(names, name);
    if (known != KB_MAP_NONE)
        return places->numbers[known];
    int number = kb_codebook_group(places->book, name);
    if (names->count < MOST_NAMES &&
        reserve(&places->numbers, &places->cap, names->count, 1, sizeof number) &&
        (known = kb_map_add(names, name)) != KB_MAP_NONE)
        places->numbers[known] = number;
    return number;
}

static int question_of(kb_places *places, const kb_answer *answer)
{
    size_t slot = (uint64_t)answer->question % RECENT_QUESTIONS;
    if (places->recent[slot].question != answer->question || answer->question == 0) {
        places->recent[slot].place = kb_codebook_question(places->book, answer->question_name);
        places->recent[slot].question = answer->question;
    }
    return places->recent[slot].place;
}

kb_status kb_batch_add(kb_batch *batch, kb_places *places, const kb_answer *answer, kb_error *err)
{
    const kb_str names[] = { answer->wave, answer->respondent_name, answer->question_name };
    if (!reserve(&batch->items, &batch->cap, batch->count, 1, sizeof *batch->items))
        return kb_fail_memory(err);
    kb_batch_item *item = &batch->items[batch->count++];
    *item =
        (kb_batch_item){ .answer = answer->id,
                         .begin = batch->bytes.len,
                         .question = question_of(places, answer),
                         .group = places->groups ? group_of(places, answer->group) : KB_UNKNOWN };
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

static void begin_digest(kb_digests *digests, const kb_batch *batch, const kb_batch_item *item)
{
    kb_str names[3];
    for (size_t i = 0; i < 3; i++)
        names[i] = name_of(batch, item, i);
    kb_digests_answer(digests, names);
}

static void join_rules(kb_buf *out, const kb_codebook *book, const kb_segment *segment)
{
    kb_buf_reset(out);
    for (size_t i = 0; i < segment->rule_count; i++) {
        if (i > 0)
            kb_buf_char(out, ' ');
        kb_buf_str(out, book->rules[segment->rules[i]].id);
    }
}

/* By begin, then longest, then code id: where spans are equal the book's order does not count. */
static bool is_before(const kb_codebook *book, const kb_segment *a, const kb_segment *b)
{
    if (a->bytes.begin != b->bytes.begin)
        return a->bytes.begin < b->bytes.begin;
    if (a->bytes.end != b->bytes.end)
        return a->bytes.end > b->bytes.end;
    return kb_str_compare(book->codes[a->code].id, book->codes[b->code].id) < 0;
}

/* Segments come sorted but for their codes, so that nothing moves far. */
static void sort_segments(const kb_codebook *book, const kb_segment **order, size_t count)
{
    for (size_t i = 1; i < count; i++)
        for (size_t k = i; k > 0 && is_before(book, order[k], order[k - 1]); k--) {
            const kb_segment *swap = order[k];
            order[k] = order[k - 1];
            order[k - 1] = swap;
        }
}

/* The segments of one answer, with the names that tell which answer it is. */
static bool digest_answer(const finding *f, const kb_batch_item *item, const kb_result *result)
{
    kb_batch *b = f->batch;
    if (!reserve(&b->order, &b->order_cap, 0, result->segment_count, sizeof *b->order))
        return false;
    begin_digest(&b->digests, b, item);
    for (size_t i = 0; i < result->segment_count; i++)
        b->order[i] = &result->segments[i];
    sort_segments(f->book, b->order, result->segment_count);
    for (size_t i = 0; i < result->segment_count; i++) {
        const kb_segment *segment = b->order[i];
        const kb_span spans[] = { segment->bytes, segment->match, segment->cue };
        join_rules(&b->joined, f->book, segment);
        if (b->joined.failed)
            return false;
        kb_digests_segment(&b->digests, f->book->codes[segment->code].id, spans,
                           kb_buf_view(&b->joined));
    }
    return kb_digests_end_answer(&b->digests, &b->hash);
}

bool kb_batch_digest_old(const kb_batch *batch, size_t index, const kb_run_change *change,
                         kb_digests *digests, kb_hash_sum *sum)
{
    begin_digest(digests, batch, &batch->items[index]);
    for (size_t i = 0; i < change->old_count; i++) {
        const kb_old_segment *old = &change->old[i];
        const kb_span spans[] = { old->bytes, old->match, old->cue };
        kb_digests_segment(digests, old->code, spans, old->rules);
    }
    return kb_digests_end_answer(digests, sum);
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
    if (result->segment_count + result->undecided_count > 0) {
        if (!make_room(b, result) || (result->segment_count > 0 && !digest_answer(f, item, result)))
            return kb_fail_memory(err);
        copy_result(b, result);
    }
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
        b->inputs[i] =
            (kb_match_input){ kb_str_slice(bytes, (kb_span){ b->items[i].begin, b->items[i].end }),
                              b->items[i].question, b->items[i].group };
    for (; f->first < b->count; f->first += ANSWERS_BETWEEN_LOOKS) {
        size_t left = b->count - f->first;
        KB_TRY(kb_match_answers(matcher, scratch, b->inputs + f->first,
                                left < ANSWERS_BETWEEN_LOOKS ? left : ANSWERS_BETWEEN_LOOKS,
                                keep_result, f, err));
    }
    return kb_digests_flush(&b->digests, &b->hash) ? KB_OK : kb_fail_memory(err);
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
