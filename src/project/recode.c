/* SPDX-License-Identifier: MIT */
/*
 * What an edit of the codebook can change.
 *
 * An answer's result can differ from the run before only when a rule that was edited, added or
 * removed finds something in it now, or supported a segment of it then: suppression and
 * the joining of segments stay within an answer, and a match that was dropped moved nothing.  So
 * the rules of both books are compared by what they are made of; the index of words names the
 * answers in which the new ones can match, the store those in which the old ones had.
 *
 * Whenever that does not hold, or would not pay, everything is coded.
 */
#include "coding.h"

#include "base/numbers.h"

#include <stdlib.h>

enum {
    ANSWERS_AT_ONCE = 64,
    WORTH_A_PART = 4 /* with more than a quarter of the answers a full run costs no more */
};

/* One comparison of the present book with that of the run before. */
typedef struct edit {
    kb_project *project;
    const kb_instrument *instrument;
    const kb_run *old, *new;
    const kb_codebook *before;
    kb_recoding *out;
    kb_fingerprint *old_rules, *new_rules;
    bool *chosen; /* per rule of the new book: it is edited or new */
    kb_str *gone; /* ids of the old book's rules that are edited or removed */
    size_t gone_count, chosen_count;
} edit;

void kb_recoding_clear(kb_recoding *recoding)
{
    free(recoding->answers);
    *recoding = (kb_recoding){ 0 };
}

/* Is all the same but the codebook? */
static bool is_comparable(const kb_run *old, const kb_run *new)
{
    return !old->forgotten && old->wordless == 0 && old->segments_sum.len > 0 &&
           kb_str_equal(old->answers_sha256, new->answers_sha256) &&
           kb_str_equal(old->engine, new->engine) && kb_str_equal(old->libraries, new->libraries) &&
           kb_str_equal(old->options, new->options) && new->options.len == 0;
}

/* ------------------------------------------------------------ comparing books */

static kb_status make_fingerprints(edit *e, bool *same_head, kb_error *err)
{
    const kb_codebook *after = e->instrument->book;
    kb_fingerprint old_head, new_head;
    e->old_rules = calloc(e->before->rule_count + 1, sizeof *e->old_rules);
    e->new_rules = calloc(after->rule_count + 1, sizeof *e->new_rules);
    e->chosen = calloc(after->rule_count + 1, sizeof *e->chosen);
    e->gone = calloc(e->before->rule_count + 1, sizeof *e->gone);
    if (e->old_rules == NULL || e->new_rules == NULL || e->chosen == NULL || e->gone == NULL)
        return kb_fail_memory(err);
    KB_TRY(kb_codebook_fingerprints(e->before, &old_head, e->old_rules, err));
    KB_TRY(kb_codebook_fingerprints(after, &new_head, e->new_rules, err));
    *same_head = memcmp(&old_head, &new_head, sizeof old_head) == 0;
    return KB_OK;
}

/* Rules by id: key n of the map is rule n. */
static kb_status map_rules(kb_map *map, const kb_codebook *book, kb_error *err)
{
    for (size_t i = 0; i < book->rule_count; i++)
        if (kb_map_add(map, book->rules[i].id) == KB_MAP_NONE)
            return kb_fail_memory(err);
    return KB_OK;
}

/* Marks what differs; false when rules that both books have stand in another order. */
static bool mark_changes(edit *e, const kb_map *old)
{
    const kb_codebook *after = e->instrument->book;
    bool *kept = calloc(e->before->rule_count + 1, sizeof *kept);
    size_t last = 0;
    bool ordered = kept != NULL;
    for (size_t i = 0; i < after->rule_count && ordered; i++) {
        size_t was = kb_map_find(old, after->rules[i].id);
        bool same = was != KB_MAP_NONE &&
                    memcmp(&e->old_rules[was], &e->new_rules[i], sizeof *e->new_rules) == 0;
        if (was != KB_MAP_NONE) {
            ordered = was >= last;
            last = was;
            kept[was] = same;
        }
        e->chosen[i] = !same;
        e->chosen_count += !same;
    }
    for (size_t i = 0; i < e->before->rule_count && ordered; i++)
        if (!kept[i])
            e->gone[e->gone_count++] = e->before->rules[i].id;
    free(kept);
    return ordered;
}

/* ------------------------------------------------------------ the index of words */

static kb_status add_answers(edit *e, kb_word_index *index, kb_error *err)
{
    kb_answers *answers = NULL;
    kb_answer answer;
    bool more = true;
    KB_TRY(kb_answers_open_bare(&answers, e->project->store, e->old->id, err));
    kb_status status = KB_OK;
    for (uint64_t n = 0; more && status == KB_OK; n++) {
        if (n % ANSWERS_AT_ONCE == 0)
            status = kb_progress(&e->project->watch, "indexing words", n, 0, err);
        if (status == KB_OK)
            status = kb_answers_next(answers, &answer, &more, err);
        if (status == KB_OK && more && answer.text.len > 0)
            status = kb_word_index_add(index, answer.id, answer.text, err);
    }
    kb_answers_close(answers);
    return status;
}

static kb_status make_index(edit *e, kb_error *err)
{
    kb_word_index *index = NULL;
    kb_index_parts parts;
    KB_TRY(kb_word_index_new(&index, err));
    kb_status status = add_answers(e, index, err);
    if (status == KB_OK)
        status = kb_word_index_end(index, &parts, err);
    if (status == KB_OK)
        status = kb_store_put_index(e->project->store, e->new->answers_sha256, &parts, err);
    kb_word_index_free(index);
    e->out->index_made = status == KB_OK;
    return status;
}

static kb_status open_index(edit *e, kb_index_source *source, kb_error *err)
{
    bool found = false;
    kb_store *store = e->project->store;
    kb_str answers = e->new->answers_sha256;
    KB_TRY(kb_store_open_index(store, answers, source, &found, err));
    if (found)
        return KB_OK;
    KB_TRY(make_index(e, err));
    KB_TRY(kb_store_open_index(store, answers, source, &found, err));
    return found ? KB_OK : kb_fail(err, KB_ERR_INPUT, "the index of words cannot be read back");
}

/* --------------------------------------------------------------- which answers */

/* Candidates on their way through the chosen rules. */
typedef struct trial {
    kb_batch batch;
    kb_places places;
    kb_match_input inputs[ANSWERS_AT_ONCE];
    kb_numbers found;
} trial;

static kb_status note_match(void *payload, size_t index, const kb_result *result, kb_error *err)
{
    trial *t = payload;
    bool matters = result->match_count > 0 || result->undecided_count > 0 || result->wordless > 0;
    return !matters || kb_numbers_add(&t->found, t->batch.items[index].answer)
               ? KB_OK
               : kb_fail_memory(err);
}

static kb_status try_batch(trial *t, const edit *e, kb_scratch *scratch, kb_error *err)
{
    kb_str bytes = kb_buf_view(&t->batch.bytes);
    for (size_t i = 0; i < t->batch.count; i++) {
        const kb_batch_item *item = &t->batch.items[i];
        t->inputs[i] = (kb_match_input){ kb_str_slice(bytes, (kb_span){ item->begin, item->end }),
                                         item->question, item->group };
    }
    return kb_match_answers(e->instrument->matcher, scratch, t->inputs, t->batch.count, note_match,
                            t, err);
}

static kb_status try_answers(trial *t, const edit *e, kb_scratch *scratch, kb_answers *answers,
                             kb_error *err)
{
    kb_answer answer;
    bool more = true;
    while (more) {
        kb_batch_reset(&t->batch);
        while (more && t->batch.count < ANSWERS_AT_ONCE) {
            KB_TRY(kb_answers_next(answers, &answer, &more, err));
            if (more && answer.text.len > 0)
                KB_TRY(kb_batch_add(&t->batch, &t->places, &answer, err));
        }
        KB_TRY(kb_progress(&e->project->watch, "trying edited rules", 0, 0, err));
        KB_TRY(try_batch(t, e, scratch, err));
    }
    return KB_OK;
}

/* Which of the candidates the chosen rules find something in. */
static kb_status try_candidates(const edit *e, const int64_t *ids, size_t count, kb_numbers *found,
                                kb_error *err)
{
    trial t = { .found = *found, .places = kb_places_of(e->instrument->book) };
    kb_scratch *scratch = NULL;
    kb_answers *answers = NULL;
    kb_status status = kb_scratch_new(&scratch, e->instrument->matcher, err);
    if (status == KB_OK)
        status = kb_scratch_choose(scratch, e->chosen, err);
    if (status == KB_OK)
        status =
            kb_answers_open_some(&answers, e->project->store, ids, count, t.places.groups, err);
    if (status == KB_OK)
        status = try_answers(&t, e, scratch, answers, err);
    kb_answers_close(answers);
    kb_scratch_free(scratch);
    kb_batch_clear(&t.batch);
    kb_places_clear(&t.places);
    *found = t.found;
    return status;
}

static kb_status add_old_answers(const edit *e, kb_numbers *found, kb_error *err)
{
    int64_t *ids = NULL;
    size_t count = 0;
    KB_TRY(kb_store_answers_of_rules(e->project->store, e->gone, e->gone_count, &ids, &count, err));
    bool room = true;
    for (size_t i = 0; i < count && room; i++)
        room = kb_numbers_add(found, ids[i]);
    free(ids);
    return room ? KB_OK : kb_fail_memory(err);
}

/* Where the chosen rules may match by their words; `*pays` is false when that is nearly everywhere.
 */
static kb_status find_candidates(edit *e, int64_t **ids, size_t *count, bool *pays, kb_error *err)
{
    kb_index_source source;
    bool everywhere = false;
    *pays = true;
    if (e->chosen_count == 0)
        return KB_OK;
    kb_status status = open_index(e, &source, err);
    if (status == KB_OK)
        status = kb_word_index_find(&source, e->instrument->matcher, e->chosen, ids, count,
                                    &everywhere, err);
    kb_store_close_index(e->project->store);
    KB_TRY(status);
    *pays = !everywhere && *count <= e->old->answers / WORTH_A_PART + ANSWERS_AT_ONCE;
    return KB_OK;
}

static kb_status list_answers(edit *e, kb_error *err)
{
    int64_t *ids = NULL;
    size_t count = 0;
    bool pays = false;
    kb_numbers found = { 0 };
    kb_status status = find_candidates(e, &ids, &count, &pays, err);
    if (status == KB_OK && pays && count > 0)
        status = try_candidates(e, ids, count, &found, err);
    if (status == KB_OK && pays)
        status = add_old_answers(e, &found, err);
    free(ids);
    kb_numbers_sort(&found);
    e->out->answers = found.items;
    e->out->count = found.count;
    e->out->partial = status == KB_OK && pays;
    e->out->rules = e->chosen_count > e->gone_count ? e->chosen_count : e->gone_count;
    return status;
}

static kb_status compare_books(edit *e, kb_error *err)
{
    bool same_head = false;
    kb_map old = { 0 };
    KB_TRY(make_fingerprints(e, &same_head, err));
    if (!same_head)
        return KB_OK;
    kb_status status = map_rules(&old, e->before, err);
    bool ordered = status == KB_OK && mark_changes(e, &old);
    kb_map_free(&old);
    return ordered ? list_answers(e, err) : status;
}

kb_status kb_plan_recoding(kb_recoding *out, kb_project *project, const kb_instrument *instrument,
                           const kb_run *old, const kb_run *new, kb_error *err)
{
    kb_instrument before;
    edit e = { .project = project, .instrument = instrument, .old = old, .new = new, .out = out };
    *out = (kb_recoding){ 0 };
    if (!is_comparable(old, new))
        return KB_OK;
    KB_TRY(kb_instrument_of_run(&before, project, old->id, false, err));
    e.before = before.book;
    kb_status status = compare_books(&e, err);
    free(e.old_rules);
    free(e.new_rules);
    free(e.chosen);
    free(e.gone);
    kb_instrument_close(&before);
    return status;
}
