/* SPDX-License-Identifier: MIT */
/*
 * Batches on their way from the reader to the writer, through one thread or several.
 *
 * The batches stand in a ring.  The caller's thread fills the next free one, writes the oldest
 * when it is done, and finds like the others when there is neither to do; workers take the
 * oldest that is filled.  So the order of the answers is kept, the memory in use is bounded by the
 * ring, and as many threads are busy as were asked for.
 */
#include "coding.h"

#include "base/wait.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { BATCHES_PER_JOB = 3 };

typedef struct ring {
    const kb_batch_plan *plan;
    kb_batch *batches; /* owned */
    bool *done;        /* owned; per batch that is filled: what is in it has been found */
    size_t count;
    size_t filled, taken, written; /* so many so far; number n stands at n % count */
    bool ended;                    /* nothing more will be filled */
    atomic_bool stop;
    kb_status status; /* the first failure of a worker */
    kb_error err;
    pthread_mutex_t lock;
    pthread_cond_t filled_one, done_one;
} ring;

/* ------------------------------------------------------------------- workers */

static kb_status stopped(void *payload, kb_error *err)
{
    ring *r = payload;
    if (!atomic_load_explicit(&r->stop, memory_order_relaxed))
        return KB_OK;
    return kb_fail(err, KB_ERR_CANCELLED, "stopped while coding; nothing of it was kept");
}

/* The oldest batch that nobody has taken, or NULL. */
static kb_batch *take_waiting(ring *r, size_t *number)
{
    if (r->taken == r->filled || atomic_load(&r->stop))
        return NULL;
    *number = r->taken++ % r->count;
    return &r->batches[*number];
}

/* The next batch to work on, or NULL at the end. */
static kb_batch *take_filled(ring *r, size_t *number)
{
    pthread_mutex_lock(&r->lock);
    while (r->taken == r->filled && !r->ended && !atomic_load(&r->stop))
        pthread_cond_wait(&r->filled_one, &r->lock);
    kb_batch *batch = take_waiting(r, number);
    pthread_mutex_unlock(&r->lock);
    return batch;
}

static void give_done(ring *r, size_t number, kb_status status, const kb_error *err)
{
    pthread_mutex_lock(&r->lock);
    r->done[number] = true;
    if (status != KB_OK && r->status == KB_OK) {
        r->status = status;
        r->err = *err;
        atomic_store(&r->stop, true);
    }
    pthread_cond_signal(&r->done_one);
    pthread_mutex_unlock(&r->lock);
}

static void *work(void *payload)
{
    ring *r = payload;
    kb_scratch *scratch = NULL;
    kb_error err = { 0 };
    kb_batch *batch;
    size_t number = 0;
    kb_status status = kb_scratch_new(&scratch, r->plan->matcher, &err);
    if (scratch != NULL)
        kb_scratch_watch(scratch, stopped, r);
    while ((batch = take_filled(r, &number)) != NULL) {
        if (status == KB_OK)
            status = kb_batch_find(batch, r->plan->matcher, scratch, &err);
        give_done(r, number, status, &err);
    }
    kb_scratch_free(scratch);
    return NULL;
}

/* --------------------------------------------------------- the caller's thread */

static kb_status fill_next(ring *r, kb_error *err)
{
    size_t number = r->filled % r->count;
    kb_batch *batch = &r->batches[number];
    kb_batch_reset(batch);
    KB_TRY(r->plan->fill(r->plan->payload, batch, err));
    pthread_mutex_lock(&r->lock);
    if (batch->count == 0) {
        r->ended = true;
        pthread_cond_broadcast(&r->filled_one);
    } else {
        r->done[number] = false;
        r->filled++;
        pthread_cond_signal(&r->filled_one);
    }
    pthread_mutex_unlock(&r->lock);
    return KB_OK;
}

static kb_status write_oldest(ring *r, kb_error *err)
{
    size_t number = r->written % r->count;
    KB_TRY(r->plan->take(r->plan->payload, &r->batches[number], err));
    r->written++;
    return KB_OK;
}

/* What to do next.  Filling comes before finding: the others should not wait for the reader. */
typedef enum next_step { STEP_WRITE, STEP_FILL, STEP_FIND, STEP_WAIT } next_step;

static next_step choose_step(ring *r, kb_batch **batch, size_t *number)
{
    if (r->written < r->filled && r->done[r->written % r->count])
        return STEP_WRITE;
    if (!r->ended && r->filled - r->written < r->count)
        return STEP_FILL;
    *batch = take_waiting(r, number);
    return *batch != NULL ? STEP_FIND : STEP_WAIT;
}

static kb_status find_here(ring *r, kb_batch *batch, size_t number, kb_scratch *scratch,
                           kb_error *err)
{
    KB_TRY(kb_batch_find(batch, r->plan->matcher, scratch, err));
    give_done(r, number, KB_OK, NULL);
    return KB_OK;
}

static kb_status take_step(ring *r, kb_scratch *scratch, kb_error *err)
{
    kb_batch *batch = NULL;
    size_t number = 0;
    next_step step = STEP_WAIT;
    pthread_mutex_lock(&r->lock);
    kb_status status = r->status;
    if (status == KB_OK)
        step = choose_step(r, &batch, &number);
    else if (err != NULL)
        *err = r->err;
    if (status == KB_OK && step == STEP_WAIT)
        kb_wait_a_moment(&r->done_one, &r->lock);
    pthread_mutex_unlock(&r->lock);
    KB_TRY(status);
    switch (step) {
    case STEP_WRITE: return write_oldest(r, err);
    case STEP_FILL: return fill_next(r, err);
    case STEP_FIND: return find_here(r, batch, number, scratch, err);
    case STEP_WAIT: break;
    }
    return KB_OK;
}

static kb_status work_to_the_end(ring *r, kb_error *err)
{
    kb_scratch *scratch = NULL;
    kb_status status = kb_scratch_new(&scratch, r->plan->matcher, err);
    if (status == KB_OK)
        kb_scratch_watch(scratch, r->plan->look, r->plan->payload);
    while (status == KB_OK && !(r->ended && r->written == r->filled)) {
        status = r->plan->look(r->plan->payload, err);
        if (status == KB_OK)
            status = take_step(r, scratch, err);
    }
    kb_scratch_free(scratch);
    return status;
}

/* A thread that cannot be had is done without. */
static kb_status work_together(ring *r, pthread_t *threads, kb_error *err)
{
    unsigned started = 0;
    while (started + 1 < r->plan->jobs && pthread_create(&threads[started], NULL, work, r) == 0)
        started++;
    kb_status status = work_to_the_end(r, err);
    pthread_mutex_lock(&r->lock);
    r->ended = true;
    if (status != KB_OK)
        atomic_store(&r->stop, true);
    pthread_cond_broadcast(&r->filled_one);
    pthread_mutex_unlock(&r->lock);
    for (unsigned i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    return status;
}

/* One thread needs one batch: it is written before the next is filled. */
static size_t batches_for(unsigned jobs)
{
    return jobs > 1 ? (size_t)jobs * BATCHES_PER_JOB : 1;
}

kb_status kb_work_through(const kb_batch_plan *plan, kb_error *err)
{
    ring r = { .plan = plan, .count = batches_for(plan->jobs) };
    pthread_t *threads = calloc(plan->jobs, sizeof *threads);
    r.batches = calloc(r.count, sizeof *r.batches);
    r.done = calloc(r.count, sizeof *r.done);
    pthread_mutex_init(&r.lock, NULL);
    pthread_cond_init(&r.filled_one, NULL);
    pthread_cond_init(&r.done_one, NULL);
    kb_status status = threads != NULL && r.batches != NULL && r.done != NULL
                           ? work_together(&r, threads, err)
                           : kb_fail_memory(err);
    for (size_t i = 0; r.batches != NULL && i < r.count; i++)
        kb_batch_clear(&r.batches[i]);
    pthread_mutex_destroy(&r.lock);
    pthread_cond_destroy(&r.filled_one);
    pthread_cond_destroy(&r.done_one);
    free(threads);
    free(r.batches);
    free(r.done);
    return status;
}
