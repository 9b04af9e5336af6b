/* SPDX-License-Identifier: MIT */
/*
 * Coding many answers: batches go from the reader through the matcher to the writer.
 *
 * A batch holds some answers and, later, what was found in them.  One thread reads and writes, in
 * the order of the answers, and finds in between; others, if there are any, only find.  What
 * comes out does not depend on them.
 */
#ifndef KB_PROJECT_CODING_H
#define KB_PROJECT_CODING_H

#include "base/map.h"
#include "digests.h"
#include "room.h"

/* An answer of a batch, and which of the batch's segments (and so on) are its own. */
typedef struct kb_batch_item {
    int64_t answer;
    size_t begin, end;  /* of its text, in the batch's bytes */
    size_t names[3][2]; /* wave, respondent and question: where they begin and end */
    int question, group;
    bool non_answer;
    size_t wordless;
    size_t segments, matches, undecided; /* where the lists of the answer after it begin */
} kb_batch_item;

typedef struct kb_batch {
    kb_buf bytes;
    kb_batch_item *items;
    size_t count, cap;
    /* What was found, answer by answer. */
    kb_segment *segments;
    size_t segment_count, segment_cap;
    kb_segment_match *matches;
    size_t match_count, match_cap;
    int *rules; /* of the segments, one list after the other */
    size_t rule_count, rule_cap;
    int *undecided;
    size_t undecided_count, undecided_cap;
    kb_hash_sum hash;       /* of the segments */
    kb_digests digests;     /* that go into it */
    double seconds;         /* of processor time that finding took */
    kb_match_input *inputs; /* room for the matcher's view of the batch */
    size_t input_cap;
    const kb_segment **order; /* room for sorting one answer's segments */
    size_t order_cap;
    kb_buf joined; /* room for the rules of one segment */
} kb_batch;

enum { RECENT_QUESTIONS = 256 };

/* Which declared question and group a name in the data stands for, each asked for once. */
typedef struct kb_places {
    const kb_codebook *book;
    struct {
        int64_t question; /* of the file; 0: none yet */
        int place;
    } recent[RECENT_QUESTIONS]; /* a survey has few questions: no look at their names */

    bool groups;  /* some rule asks for them; otherwise all are unknown */
    kb_map names; /* of groups */
    int *numbers; /* owned */
    size_t cap;
} kb_places;

/* Places of a book; of one project only, for questions are known by their numbers in its file. */
kb_places kb_places_of(const kb_codebook *book);

void kb_places_clear(kb_places *places);

void kb_batch_clear(kb_batch *batch);
void kb_batch_reset(kb_batch *batch);

/* Adds an answer; its strings are copied. */
KB_MUST_USE kb_status kb_batch_add(kb_batch *batch, kb_places *places, const kb_answer *answer,
                                   kb_error *err);

/* Is it as large as a batch should be? */
bool kb_batch_is_full(const kb_batch *batch);

/* Finds what is in the answers. */
KB_MUST_USE kb_status kb_batch_find(kb_batch *batch, const kb_matcher *matcher, kb_scratch *scratch,
                                    kb_error *err);

/* What was found in answer number `index`; points into the batch. */
void kb_batch_result(const kb_batch *batch, size_t index, kb_result *result);

/* What the run before had found in answer number `index`, as it went into that run's hash. */
KB_MUST_USE bool kb_batch_digest_old(const kb_batch *batch, size_t index,
                                     const kb_run_change *change, kb_digests *digests,
                                     kb_hash_sum *sum);

/* Where batches come from and go to; called by the caller's thread, in order. */
typedef struct kb_batch_plan {
    const kb_matcher *matcher;
    unsigned jobs; /* threads, the caller's among them; at least 1 */
    /* Fills an empty batch; one that stays empty is the end. */
    kb_status (*fill)(void *payload, kb_batch *batch, kb_error *err);
    /* Takes a batch with its results. */
    kb_status (*take)(void *payload, const kb_batch *batch, kb_error *err);
    /* Asked again and again meanwhile: KB_ERR_CANCELLED ends the work. */
    kb_look look;
    void *payload;
} kb_batch_plan;

/* batches.c: reads, finds and writes until the end or the first failure. */
KB_MUST_USE kb_status kb_work_through(const kb_batch_plan *plan, kb_error *err);

/* recode.c: what an edit of the codebook can change, against the run before. */
typedef struct kb_recoding {
    bool partial;     /* only `answers` are coded; else all */
    int64_t *answers; /* owned; rising */
    size_t count;
    size_t rules; /* that were changed, added or removed */
    bool index_made;
} kb_recoding;

KB_MUST_USE kb_status kb_plan_recoding(kb_recoding *out, kb_project *project,
                                       const kb_instrument *instrument, const kb_run *old,
                                       const kb_run *new, kb_error *err);
void kb_recoding_clear(kb_recoding *recoding);

/* Processor time that the calling thread has used, in seconds. */
double kb_thread_seconds(void);

#endif
