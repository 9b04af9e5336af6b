/* SPDX-License-Identifier: MIT */
/*
 * Counting a run for tables: once over the answers for the bases, one walk over the
 * segments for codes and quotes.  Nothing but the counts and the wanted quotes stays
 * in memory.
 */
#include "room.h"

#include <stdlib.h>

enum { QUOTES_PER_CODE = 3 };

/* What goes on while counting. */
typedef struct counter {
    kb_counting *out;
    kb_project *project;
    const kb_codebook *book;
    int64_t run;
    const kb_selection *selection;
    bool quotes;
    kb_tally *tally;
    uint64_t limit;
    unsigned char *asked, *answered, *coded; /* one byte per respondent */
    int64_t last_coded, last_undecided;
} counter;

/* Anybody can write into a file. */
static kb_status check_respondent(const counter *c, int64_t respondent, kb_error *err)
{
    if (respondent >= 0 && (uint64_t)respondent < c->limit)
        return KB_OK;
    return kb_fail(err, KB_ERR_INPUT, "the project is damaged: an answer is nobody's");
}

static kb_status count_answer(void *payload, int64_t respondent, bool answered, bool non_answer,
                              kb_error *err)
{
    counter *c = payload;
    KB_TRY(check_respondent(c, respondent, err));
    if (!kb_is_selected(c->selection, respondent))
        return KB_OK;
    c->asked[respondent] = 1;
    c->out->tallies.answers += answered;
    c->out->tallies.non_answers += answered && non_answer;
    if (answered && !non_answer)
        c->answered[respondent] = 1;
    return KB_OK;
}

static void keep_quote(counter *c, const kb_stored_segment *segment)
{
    kb_counting *out = c->out;
    size_t *count = &out->quote_counts[segment->code];
    if (!c->quotes || *count == QUOTES_PER_CODE)
        return;
    kb_str **list = &out->quotes[segment->code];
    if (*list == NULL)
        *list = kb_arena_array(&out->arena, QUOTES_PER_CODE, sizeof **list);
    if (*list != NULL)
        (*list)[(*count)++] =
            kb_arena_str(&out->arena, kb_str_slice(segment->text, segment->bytes));
}

static void count_segment(counter *c, const kb_stored_segment *segment)
{
    kb_tally_add(c->tally, (size_t)segment->code, (uint64_t)segment->respondent, segment->answer);
    if (c->book->codes[segment->code].status == KB_CODE_ACTIVE) {
        c->coded[segment->respondent] = 1;
        c->out->tallies.coded += segment->answer != c->last_coded;
        c->last_coded = segment->answer;
    }
    keep_quote(c, segment);
}

static kb_status count_segments(counter *c, kb_error *err)
{
    kb_segments *segments = NULL;
    kb_stored_segment segment;
    bool more = true;
    kb_store *store = c->project->store;
    KB_TRY(c->quotes ? kb_segments_open(&segments, store, c->run, err)
                     : kb_segments_open_bare(&segments, store, c->run, err));
    kb_status status = KB_OK;
    while (status == KB_OK && more) {
        status = kb_segments_next(segments, &segment, &more, err);
        if (status == KB_OK && more)
            status = check_respondent(c, segment.respondent, err);
        if (status == KB_OK && more && kb_is_selected(c->selection, segment.respondent))
            count_segment(c, &segment);
    }
    kb_segments_close(segments);
    return status;
}

static kb_status count_undecided(void *payload, int64_t answer, int64_t respondent,
                                 kb_str respondent_name, kb_str question_name, kb_str rule,
                                 kb_error *err)
{
    counter *c = payload;
    (void)respondent_name, (void)question_name, (void)rule, (void)err;
    if (answer != c->last_undecided && kb_is_selected(c->selection, respondent)) {
        c->last_undecided = answer;
        c->out->tallies.undecided++;
    }
    return KB_OK;
}

static uint64_t count_marks(const unsigned char *marks, uint64_t limit)
{
    uint64_t count = 0;
    for (uint64_t i = 0; i < limit; i++)
        count += marks[i];
    return count;
}

/* A draft does not make a respondent coded. */
static uint64_t base_of(const counter *c, kb_base_kind kind)
{
    switch (kind) {
    case KB_BASE_ANSWERED: return count_marks(c->answered, c->limit);
    case KB_BASE_ASKED: return count_marks(c->asked, c->limit);
    case KB_BASE_CODED: return count_marks(c->coded, c->limit);
    }
    return 0;
}

static kb_status count_all(counter *c, const kb_table_request *request, kb_error *err)
{
    kb_counting *out = c->out;
    size_t codes = c->book->code_count;
    KB_TRY(kb_store_respondent_limit(c->project->store, &c->limit, err));
    KB_TRY(kb_tally_new(&c->tally, codes, c->limit, err));
    c->asked = calloc(c->limit + 1, 1);
    c->answered = calloc(c->limit + 1, 1);
    c->coded = calloc(c->limit + 1, 1);
    out->counts = kb_arena_array(&out->arena, codes, sizeof *out->counts);
    out->quotes = kb_arena_array(&out->arena, codes, sizeof *out->quotes);
    out->quote_counts = kb_arena_array(&out->arena, codes, sizeof *out->quote_counts);
    if (c->asked == NULL || c->answered == NULL || c->coded == NULL || out->arena.failed)
        return kb_fail_memory(err);
    KB_TRY(kb_store_each_answered(c->project->store, c->run, count_answer, c, err));
    KB_TRY(count_segments(c, err));
    KB_TRY(kb_store_each_undecided(c->project->store, c->run, count_undecided, c, err));
    for (size_t i = 0; i < codes; i++)
        out->counts[i] = kb_tally_of(c->tally, i);
    out->tallies.uncoded = out->tallies.answers - out->tallies.non_answers - out->tallies.coded;
    out->base = (kb_base){ request->base, base_of(c, request->base) };
    return out->arena.failed ? kb_fail_memory(err) : KB_OK;
}

kb_status kb_count_run(kb_counting *counting, kb_project *project, const kb_codebook *book,
                       int64_t run, const kb_selection *selection, const kb_table_request *request,
                       kb_error *err)
{
    *counting = (kb_counting){ 0 };
    counter c = { .out = counting, .project = project, .book = book, .run = run };
    c.selection = selection;
    c.quotes = (request->show & KB_SHOW_QUOTES) != 0;
    c.last_coded = c.last_undecided = -1;
    kb_status status = count_all(&c, request, err);
    kb_tally_free(c.tally);
    free(c.asked);
    free(c.answered);
    free(c.coded);
    if (status != KB_OK)
        kb_counting_clear(counting);
    return status;
}

void kb_counting_clear(kb_counting *counting)
{
    kb_arena_free(&counting->arena);
    *counting = (kb_counting){ 0 };
}
