/* SPDX-License-Identifier: MIT */
/*
 * How many (answer, code) pairs a new run gains and loses against an earlier one.
 *
 * Both are walked in import order, so no answer is held longer than it is looked at.
 * Codes are the same when their ids are: a code that the new codebook no longer has
 * is lost wherever it stood.
 */
#include "room.h"

#include <stdlib.h>

struct kb_comparison {
    kb_segments *old;
    kb_stored_segment next; /* not yet compared */
    bool more;
    int *new_code; /* by old code: the same code of the new book, or -1 */
    int *old_code; /* by new code: the same code of the old book, or -1 */
    size_t old_count, new_count;
    bool *before; /* by old code: the present answer had it */
    uint64_t gained, lost;
};

static kb_status map_codes(kb_comparison *c, const kb_codebook *old, const kb_codebook *new,
                           kb_error *err)
{
    c->old_count = old->code_count;
    c->new_count = new->code_count;
    c->new_code = calloc(old->code_count + 1, sizeof *c->new_code);
    c->old_code = calloc(new->code_count + 1, sizeof *c->old_code);
    c->before = calloc(old->code_count + 1, sizeof *c->before);
    if (c->new_code == NULL || c->old_code == NULL || c->before == NULL)
        return kb_fail_memory(err);
    for (size_t i = 0; i < old->code_count; i++)
        c->new_code[i] = kb_codebook_code(new, old->codes[i].id);
    for (size_t i = 0; i < new->code_count; i++)
        c->old_code[i] = kb_codebook_code(old, new->codes[i].id);
    return KB_OK;
}

static kb_status open_both(kb_comparison *c, kb_project *project, int64_t run,
                           const kb_codebook *book, kb_error *err)
{
    kb_instrument old;
    KB_TRY(kb_instrument_of_run(&old, project, run, false, err));
    kb_status status = map_codes(c, old.book, book, err);
    kb_instrument_close(&old);
    KB_TRY(status);
    KB_TRY(kb_segments_open(&c->old, project->store, run, err));
    return kb_segments_next(c->old, &c->next, &c->more, err);
}

kb_status kb_comparison_open(kb_comparison **out, kb_project *project, int64_t run,
                             const kb_codebook *book, kb_error *err)
{
    kb_comparison *c = calloc(1, sizeof *c);
    if (c == NULL)
        return kb_fail_memory(err);
    kb_status status = open_both(c, project, run, book, err);
    if (status == KB_OK)
        *out = c;
    else
        kb_comparison_close(c);
    return status;
}

/* Marks the old codes of one answer, whose segments are the next ones if it has any. */
static kb_status take_old(kb_comparison *c, int64_t answer, kb_error *err)
{
    memset(c->before, 0, c->old_count * sizeof *c->before);
    while (c->more && c->next.answer == answer) {
        c->before[c->next.code] = true;
        KB_TRY(kb_segments_next(c->old, &c->next, &c->more, err));
    }
    return KB_OK;
}

/* `codes` NULL: the answer has no text any more. */
static void count_changes(kb_comparison *c, const bool *codes)
{
    for (size_t i = 0; i < c->old_count; i++)
        c->lost += c->before[i] && (codes == NULL || c->new_code[i] < 0 || !codes[c->new_code[i]]);
    for (size_t i = 0; codes != NULL && i < c->new_count; i++)
        c->gained += codes[i] && (c->old_code[i] < 0 || !c->before[c->old_code[i]]);
}

/* Answers that were coded before and are passed over now. */
static kb_status lose_until(kb_comparison *c, int64_t answer, kb_error *err)
{
    while (c->more && c->next.answer < answer) {
        KB_TRY(take_old(c, c->next.answer, err));
        count_changes(c, NULL);
    }
    return KB_OK;
}

kb_status kb_comparison_add(kb_comparison *c, int64_t answer, const bool *codes, kb_error *err)
{
    KB_TRY(lose_until(c, answer, err));
    KB_TRY(take_old(c, answer, err));
    count_changes(c, codes);
    return KB_OK;
}

kb_status kb_comparison_end(kb_comparison *c, uint64_t *gained, uint64_t *lost, kb_error *err)
{
    KB_TRY(lose_until(c, INT64_MAX, err));
    *gained = c->gained;
    *lost = c->lost;
    return KB_OK;
}

void kb_comparison_close(kb_comparison *c)
{
    if (c == NULL)
        return;
    kb_segments_close(c->old);
    free(c->new_code);
    free(c->old_code);
    free(c->before);
    free(c);
}
