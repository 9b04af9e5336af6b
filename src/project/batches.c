/* SPDX-License-Identifier: MIT */
/*
 * Batches on their way from the reader to the writer, with or without further threads.
 *
 * The batches stand in a ring.  The caller's thread fills the next free one and writes the oldest
 * when it is done; workers take the oldest that is filled.  So the order of the answers
 * is kept, and the memory in use is bounded by the ring.
 */
#include "coding.h"

#include "base/wait.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>

enum { BATCHES_PER_JOB = 3 };

typedef enum batch_state { BATCH_FREE, BATCH_FILLED, BATCH_TAKEN, BATCH_DONE } batch_state;

typedef struct ring {
    const kb_batch_plan *plan;
    kb_batch *batches; /* owned */
    batch_state *states;
    size_t count;
    size_t filled, taken, written; /* so many so far; number n stands at n % count */
    bool ended;                    /* nothing more will be filled */
    atomic_bool stop;
    kb_status status; /* the first failure of a worker */
    kb_error err;
    pthread_mutex_t lock;
    pthread_cond_t work, done; /* something to take; something to write */
} ring;

/* --------------------------------------------------------------- one thread */

static kb_status work_alone(const kb_batch_plan *plan, kb_error *err)
{
    kb_batch batch = { 0 };
    kb_scratch *scratch = NULL;
    kb_status status = kb_scratch_new(&scratch, plan->matcher, err);
    if (status == KB_OK)
        kb_scratch_watch(scratch, plan->look, plan->payload);
    while (status == KB_OK) {
        kb_batch_reset(&batch);
        status = plan->fill(plan->payload, &batch, err);
        if (status != KB_OK || batch.count == 0)
            break;
        status = kb_batch_find(&batch, plan->matcher, scratch, err);
        if (status == KB_OK)
            status = plan->take(plan->payload, &batch, err);
    }
    kb_scratch_free(scratch);
    kb_batch_clear(&batch);
    return status;
}

/* ------------------------------------------------------------------- workers */

static kb_status stopped(void *payload, kb_error *err)
{
    ring *r = payload;
    if (!atomic_load_explicit(&r->stop, memory_order_relaxed))
        return KB_OK;
    return kb_fail(err, KB_ERR_CANCELLED, "stopped while coding; nothing of it was kept");
}

/* The next batch to work on, or NULL at the end. */
static kb_batch *take_filled(ring *r, size_t *number)
{
    kb_batch *batch = NULL;
    pthread_mutex_lock(&r->lock);
    while (r->taken == r->filled && !r->ended && !atomic_load(&r->stop))
        pthread_cond_wait(&r->work, &r->lock);
    if (r->taken < r->filled && !atomic_load(&r->stop)) {
        *number = r->taken++ % r->count;
        r->states[*number] = BATCH_TAKEN;
        batch = &r->batches[*number];
    }
    pthread_mutex_unlock(&r->lock);
    return batch;
}

static void give_done(ring *r, size_t number, kb_status status, const kb_error *err)
{
    pthread_mutex_lock(&r->lock);
    r->states[number] = BATCH_DONE;
    if (status != KB_OK && r->status == KB_OK) {
        r->status = status;
        r->err = *err;
        atomic_store(&r->stop, true);
    }
    pthread_cond_signal(&r->done);
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

/* ------------------------------------------------------ the reader and writer */

static kb_status fill_next(ring *r, kb_error *err)
{
    size_t number = r->filled % r->count;
    kb_batch *batch = &r->batches[number];
    kb_batch_reset(batch);
    KB_TRY(r->plan->fill(r->plan->payload, batch, err));
    pthread_mutex_lock(&r->lock);
    if (batch->count == 0)
        r->ended = true;
    else {
        r->states[number] = BATCH_FILLED;
        r->filled++;
    }
    pthread_cond_broadcast(&r->work);
    pthread_mutex_unlock(&r->lock);
    return KB_OK;
}

/* Waits a moment for the oldest batch; true when it is done. */
static bool oldest_is_done(ring *r, bool wait)
{
    size_t number = r->written % r->count;
    pthread_mutex_lock(&r->lock);
    if (wait && r->states[number] != BATCH_DONE)
        kb_wait_a_moment(&r->done, &r->lock);
    bool done = r->states[number] == BATCH_DONE;
    pthread_mutex_unlock(&r->lock);
    return done;
}

static kb_status failure_of(ring *r, kb_error *err)
{
    pthread_mutex_lock(&r->lock);
    kb_status status = r->status;
    if (status != KB_OK && err != NULL)
        *err = r->err;
    pthread_mutex_unlock(&r->lock);
    return status;
}

static kb_status write_oldest(ring *r, kb_error *err)
{
    size_t number = r->written % r->count;
    KB_TRY(failure_of(r, err));
    KB_TRY(r->plan->take(r->plan->payload, &r->batches[number], err));
    r->states[number] = BATCH_FREE;
    r->written++;
    return KB_OK;
}

/* Filling comes first: workers should not wait for the writer. */
static kb_status read_and_write(ring *r, kb_error *err)
{
    while (!r->ended || r->written < r->filled) {
        bool can_fill = !r->ended && r->filled - r->written < r->count;
        KB_TRY(r->plan->look(r->plan->payload, err));
        KB_TRY(failure_of(r, err));
        if (r->written < r->filled && oldest_is_done(r, !can_fill))
            KB_TRY(write_oldest(r, err));
        else if (can_fill)
            KB_TRY(fill_next(r, err));
    }
    return KB_OK;
}

static kb_status work_together(ring *r, pthread_t *threads, kb_error *err)
{
    unsigned started = 0;
    kb_status status = KB_OK;
    while (started < r->plan->jobs && pthread_create(&threads[started], NULL, work, r) == 0)
        started++;
    if (started > 0)
        status = read_and_write(r, err);
    pthread_mutex_lock(&r->lock);
    r->ended = true;
    if (status != KB_OK)
        atomic_store(&r->stop, true);
    pthread_cond_broadcast(&r->work);
    pthread_mutex_unlock(&r->lock);
    for (unsigned i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
    return started > 0 ? status : work_alone(r->plan, err);
}

kb_status kb_work_through(const kb_batch_plan *plan, kb_error *err)
{
    if (plan->jobs <= 1)
        return work_alone(plan, err);
    ring r = { .plan = plan, .count = (size_t)plan->jobs * BATCHES_PER_JOB };
    pthread_t *threads = calloc(plan->jobs, sizeof *threads);
    r.batches = calloc(r.count, sizeof *r.batches);
    r.states = calloc(r.count, sizeof *r.states);
    pthread_mutex_init(&r.lock, NULL);
    pthread_cond_init(&r.work, NULL);
    pthread_cond_init(&r.done, NULL);
    kb_status status = threads != NULL && r.batches != NULL && r.states != NULL
                           ? work_together(&r, threads, err)
                           : kb_fail_memory(err);
    for (size_t i = 0; r.batches != NULL && i < r.count; i++)
        kb_batch_clear(&r.batches[i]);
    pthread_mutex_destroy(&r.lock);
    pthread_cond_destroy(&r.work);
    pthread_cond_destroy(&r.done);
    free(threads);
    free(r.batches);
    free(r.states);
    return status;
}
