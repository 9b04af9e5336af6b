/* SPDX-License-Identifier: MIT */
/*
 * A run: every answer through the matcher, every segment into the store, in one
 * transaction.
 *
 * Before it starts, the answers are hashed.  If codebook, answers and engine equal the
 * last run's, that run is used again, so that repeating a command repeats its bytes.
 */
#include "coding.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { ANSWERS_BETWEEN_PROGRESS = 256 };

/* One run under way. */
typedef struct coding {
    kb_project *project;
    const kb_instrument *instrument;
    kb_code_summary *summary;
    kb_answers *answers;
    bool more; /* answers to read */
    kb_recoding recoding;
    kb_arena arena;      /* strings of the run before */
    kb_places places;    /* of questions and groups */
    kb_hash_sum hash;    /* of the segments so far */
    kb_hash_sum gone;    /* what the run before had found instead */
    kb_digests digests;  /* that go into it */
    int64_t last_answer; /* about how many there are */
    uint64_t done;
    kb_run run;
    char answers_sha256[KB_SHA256_TEXT];
    uint64_t unknown_groups;
} coding;

/* -------------------------------------------------- what the result depends on */

static kb_status tell_reading(void *payload, uint64_t done, kb_error *err)
{
    coding *c = payload;
    if (done % ANSWERS_BETWEEN_PROGRESS != 0)
        return KB_OK;
    return kb_progress(&c->project->watch, "reading answers", done, (uint64_t)c->last_answer, err);
}

/* The hash is kept with the answers, until they change. */
static kb_status know_answers(coding *c, kb_error *err)
{
    kb_str known;
    kb_store *store = c->project->store;
    KB_TRY(kb_store_answers_sha256(store, &known, err));
    if (known.len != sizeof c->answers_sha256 - 1) {
        KB_TRY(kb_store_hash_answers(store, tell_reading, c, err));
        KB_TRY(kb_store_answers_sha256(store, &known, err));
    }
    memcpy(c->answers_sha256, known.ptr, sizeof c->answers_sha256 - 1);
    return KB_OK;
}

static void describe_run(coding *c)
{
    const kb_codebook *book = c->instrument->book;
    c->run.codebook_path = book->path;
    c->run.codebook_sha256 = kb_str_from(book->sha256);
    c->run.codebook_version = book->version;
    c->run.answers_sha256 = kb_str_from(c->answers_sha256);
    c->run.engine = kb_str_from(kb_version());
    c->run.libraries = kb_matcher_engine(c->instrument->matcher);
    if (c->project->match.reference)
        c->run.options = KB_STR("engine: reference");
}

static bool is_same(const kb_run *old, const kb_run *new)
{
    return !old->forgotten && kb_str_equal(old->codebook_sha256, new->codebook_sha256) &&
           kb_str_equal(old->answers_sha256, new->answers_sha256) &&
           kb_str_equal(old->engine, new->engine) && kb_str_equal(old->libraries, new->libraries) &&
           kb_str_equal(old->options, new->options);
}

static void use_again(kb_code_summary *summary, const kb_run *old)
{
    summary->run = old->id;
    summary->reused = true;
    summary->answers = old->answers;
    summary->non_answers = old->non_answers;
    summary->coded = old->coded;
    summary->uncoded = old->answers - old->non_answers - old->coded;
    summary->segments = old->segments;
    summary->undecided = old->undecided;
    summary->wordless = old->wordless;
    snprintf(summary->segments_sha256, sizeof summary->segments_sha256, "%.*s",
             KB_ARG(old->segments_sha256));
}

/* ----------------------------------------------------------------- the answers */

/* A batch of answers with text, in import order. */
static kb_status fill_batch(void *payload, kb_batch *batch, kb_error *err)
{
    coding *c = payload;
    kb_answer answer;
    double start = kb_thread_seconds();
    while (c->more && !kb_batch_is_full(batch)) {
        KB_TRY(kb_answers_next(c->answers, &answer, &c->more, err));
        if (c->more && answer.text.len > 0)
            KB_TRY(kb_batch_add(batch, &c->places, &answer, err));
    }
    c->summary->times[KB_STAGE_READ] += kb_thread_seconds() - start;
    return KB_OK;
}

/* A full run takes an answer that it is not given for one in which nothing was found. */
static bool is_empty(const kb_result *result)
{
    return result->segment_count == 0 && result->undecided_count == 0 && result->wordless == 0 &&
           !result->non_answer;
}

static kb_status take_batch(void *payload, const kb_batch *batch, kb_error *err)
{
    coding *c = payload;
    double start = kb_thread_seconds();
    kb_result result;
    kb_run_change change;
    for (size_t i = 0; i < batch->count; i++) {
        kb_batch_result(batch, i, &result);
        c->unknown_groups += batch->items[i].group == KB_UNKNOWN;
        if (!c->recoding.partial && is_empty(&result))
            continue;
        KB_TRY(kb_store_run_add(c->project->store, batch->items[i].answer, &result, &change, err));
        if (c->recoding.partial && change.old_count > 0 &&
            !kb_batch_digest_old(batch, i, &change, &c->digests, &c->gone))
            return kb_fail_memory(err);
    }
    c->done += batch->count;
    kb_hash_sum_join(&c->hash, &batch->hash);
    c->summary->times[KB_STAGE_MATCH] += batch->seconds;
    c->summary->times[KB_STAGE_WRITE] += kb_thread_seconds() - start;
    return KB_OK;
}

static kb_status look(void *payload, kb_error *err)
{
    const coding *c = payload;
    uint64_t total = c->recoding.partial ? c->recoding.count : (uint64_t)c->last_answer;
    return kb_progress(&c->project->watch, "coding", c->done, total, err);
}

static kb_status code_all(coding *c, kb_error *err)
{
    const kb_batch_plan plan = { .matcher = c->instrument->matcher,
                                 .jobs = c->recoding.partial ? 1 : c->project->jobs,
                                 .fill = fill_batch,
                                 .take = take_batch,
                                 .look = look,
                                 .payload = c };
    if (c->recoding.partial)
        KB_TRY(kb_answers_open_some(&c->answers, c->project->store, c->recoding.answers,
                                    c->recoding.count, true, err));
    else
        KB_TRY(kb_answers_open(&c->answers, c->project->store, 0, err));
    c->more = true;
    kb_status status = kb_work_through(&plan, err);
    kb_answers_close(c->answers);
    return status;
}

/* --------------------------------------------------------------------- the run */

static void tell_about_gaps(const coding *c)
{
    const kb_watch *watch = &c->project->watch;
    if (c->unknown_groups > 0 && c->places.groups)
        kb_tell_note(
            watch, KB_NOTE,
            "%llu answer%s no known group: rules with 'when: {group: ...}' do not apply there",
            (unsigned long long)c->unknown_groups, c->unknown_groups == 1 ? " has" : "s have");
    if (c->summary->wordless > 0)
        kb_tell_note(watch, KB_NOTE, "%llu regex match%s touched no word and %s dropped",
                     (unsigned long long)c->summary->wordless,
                     c->summary->wordless == 1 ? "" : "es",
                     c->summary->wordless == 1 ? "was" : "were");
}

enum { MOST_UNDECIDED = 20 };

/* What listing the undecided needs. */
typedef struct undecided_list {
    const kb_watch *watch;
    uint64_t count;
} undecided_list;

static kb_status tell_undecided_one(void *payload, int64_t answer, int64_t respondent,
                                    kb_str respondent_name, kb_str question_name, kb_str rule,
                                    kb_error *err)
{
    undecided_list *list = payload;
    (void)answer, (void)respondent, (void)err;
    if (list->count++ < MOST_UNDECIDED)
        kb_tell_note(list->watch, KB_WARNING,
                     "undecided: rule '%.*s' gave up on the answer of '%.*s' to '%.*s'",
                     KB_ARG(rule), KB_ARG(respondent_name), KB_ARG(question_name));
    return KB_OK;
}

/* Never "no match" when it was "gave up": each is named, with its rule. */
static kb_status tell_undecided(kb_project *project, const kb_code_summary *summary, kb_error *err)
{
    undecided_list list = { .watch = &project->watch };
    if (summary->undecided == 0)
        return KB_OK;
    KB_TRY(kb_store_each_undecided(project->store, summary->run, tell_undecided_one, &list, err));
    if (list.count > MOST_UNDECIDED)
        kb_tell_note(list.watch, KB_WARNING, "%llu more are not listed; v_undecided has them all",
                     (unsigned long long)(list.count - MOST_UNDECIDED));
    kb_tell_note(list.watch, KB_WARNING,
                 "on %llu answer%s a pattern hit its limit and gave up: not 'no match', but "
                 "undecided; see the note under the tables",
                 (unsigned long long)summary->undecided, summary->undecided == 1 ? "" : "s");
    return KB_OK;
}

/* In a part of a run, what the answers had before it makes way for what they have now. */
static kb_status count_run(coding *c, const kb_run *old, kb_error *err)
{
    kb_code_summary *sum = c->summary;
    kb_run_change total;
    kb_run_counts were = { 0 };
    KB_TRY(kb_store_run_total(c->project->store, &total, err));
    if (c->recoding.partial)
        were =
            (kb_run_counts){ old->non_answers - total.before.non_answers,
                             old->coded - total.before.coded, old->segments - total.before.segments,
                             old->undecided - total.before.undecided,
                             old->wordless - total.before.wordless };
    sum->answers = c->recoding.partial ? old->answers : c->done;
    sum->non_answers = were.non_answers + total.after.non_answers;
    sum->coded = were.coded + total.after.coded;
    sum->uncoded = sum->answers - sum->non_answers - sum->coded;
    sum->segments = were.segments + total.after.segments;
    sum->undecided = were.undecided + total.after.undecided;
    sum->wordless = were.wordless + total.after.wordless;
    sum->recoded = c->done;
    sum->gained = sum->compared ? total.gained : 0;
    sum->lost = sum->compared ? total.lost : 0;
    return KB_OK;
}

static kb_status finish(coding *c, const kb_run *old, kb_error *err)
{
    double start = kb_thread_seconds();
    kb_code_summary *sum = c->summary;
    char sums[KB_HASH_SUM_TEXT];
    KB_TRY(count_run(c, old, err));
    if (!kb_digests_flush(&c->digests, &c->gone))
        return kb_fail_memory(err);
    kb_hash_sum_remove(&c->hash, &c->gone);
    kb_hash_sum_end(&c->hash, sum->segments_sha256);
    kb_hash_sum_write(&c->hash, sums);
    c->run.id = sum->run;
    c->run.answers = sum->answers;
    c->run.non_answers = sum->non_answers;
    c->run.coded = sum->coded;
    c->run.segments = sum->segments;
    c->run.undecided = sum->undecided;
    c->run.wordless = sum->wordless;
    c->run.segments_sha256 = kb_str_from(sum->segments_sha256);
    c->run.segments_sum = kb_str_from(sums);
    KB_TRY(kb_store_run_end(c->project->store, &c->run, err));
    sum->times[KB_STAGE_COMMIT] += kb_thread_seconds() - start;
    tell_about_gaps(c);
    return KB_OK;
}

static kb_status begin(coding *c, const kb_run *old, kb_error *err)
{
    const kb_codebook *book = c->instrument->book;
    kb_store *store = c->project->store;
    if (!c->recoding.partial)
        return kb_store_run_begin(store, book, &c->run, &c->summary->run, err);
    if (!kb_hash_sum_read(&c->hash, old->segments_sum))
        return kb_fail(err, KB_ERR_INPUT, "the hash of run %lld cannot be read",
                       (long long)old->id);
    c->summary->partial = true;
    c->summary->rules_changed = c->recoding.rules;
    c->summary->index_made = c->recoding.index_made;
    return kb_store_run_begin_partial(store, book, &c->run, &c->summary->run, err);
}

/* What the store read lives until it reads again. */
static kb_status keep_strings(coding *c, kb_run *old, kb_error *err)
{
    kb_str *const strings[] = { &old->answers_sha256, &old->engine, &old->libraries, &old->options,
                                &old->segments_sum };
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        *strings[i] = kb_arena_str(&c->arena, *strings[i]);
    return c->arena.failed ? kb_fail_memory(err) : KB_OK;
}

/* `old` has id 0 when there was no run. */
static kb_status make_run(coding *c, const kb_run *old, kb_error *err)
{
    double start = kb_thread_seconds();
    c->summary->compared = old->id != 0;
    c->summary->compared_with = old->id;
    if (old->id != 0)
        KB_TRY(kb_plan_recoding(&c->recoding, c->project, c->instrument, old, &c->run, err));
    KB_TRY(begin(c, old, err));
    c->summary->times[KB_STAGE_PLAN] = kb_thread_seconds() - start;
    KB_TRY(code_all(c, err));
    return finish(c, old, err);
}

kb_status kb_code_answers(kb_project *project, const kb_instrument *instrument,
                          kb_code_summary *summary, kb_error *err)
{
    coding c = { .project = project,
                 .instrument = instrument,
                 .summary = summary,
                 .places = kb_places_of(instrument->book) };
    kb_run old = { 0 };
    clock_t start = clock();
    double begin = kb_thread_seconds();
    *summary = (kb_code_summary){ 0 };
    KB_TRY(kb_store_last_answer(project->store, &c.last_answer, err));
    KB_TRY(know_answers(&c, err));
    summary->times[KB_STAGE_HASH] = kb_thread_seconds() - begin;
    describe_run(&c);
    kb_status status = kb_store_run(project->store, 0, &old, err);
    if (status == KB_OK && is_same(&old, &c.run)) {
        use_again(summary, &old);
        return tell_undecided(project, summary, err);
    }
    if (status == KB_OK)
        status = keep_strings(&c, &old, err);
    if (status == KB_OK || status == KB_ERR_NOT_FOUND)
        status = make_run(&c, &old, err);
    if (status != KB_OK)
        kb_store_rollback(project->store);
    else
        kb_project_kept(project);
    kb_recoding_clear(&c.recoding);
    kb_digests_free(&c.digests);
    kb_arena_free(&c.arena);
    kb_places_clear(&c.places);
    summary->seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    return status == KB_OK ? tell_undecided(project, summary, err) : status;
}

kb_status kb_project_code(kb_project *project, const char *codebook, kb_code_summary *summary,
                          kb_error *err)
{
    kb_instrument instrument;
    const kb_project_options options = { .watch = project->watch, .match = project->match };
    double start = kb_thread_seconds();
    KB_TRY(kb_instrument_open(&instrument, codebook, &options, err));
    kb_status status = kb_fits_data(project, instrument.book, err);
    double prepared = kb_thread_seconds() - start;
    if (status == KB_OK)
        status = kb_code_answers(project, &instrument, summary, err);
    summary->times[KB_STAGE_PREPARE] = prepared;
    kb_instrument_close(&instrument);
    return status;
}

const char *kb_stage_name(kb_stage stage)
{
    static const char *const names[KB_STAGE_COUNT] = { "prepare", "hash",  "plan",  "read",
                                                       "code",    "write", "commit" };
    return names[stage];
}
