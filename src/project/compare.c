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
    size_t new_count;
    bool *before;  /* by new code: the present answer had it */
    int last_lost; /* an old code that is gone, so that it counts once per answer */
    uint64_t gained, lost;
};

static kb_status map_codes(kb_comparison *c, kb_project *project, int64_t run,
                           const kb_codebook *book, kb_error *err)
{
    kb_instrument old;
    KB_TRY(kb_instrument_of_run(&old, project, run, false, err));
    c->new_count = book->code_count;
    c->new_code = calloc(old.book->code_count + 1, sizeof *c->new_code);
    c->before = calloc(book->code_count + 1, sizeof *c->before);
    for (size_t i = 0; c->new_code != NULL && i < old.book->code_count; i++)
        c->new_code[i] = kb_codebook_code(book, old.book->codes[i].id);
    kb_instrument_close(&old);
    return c->new_code && c->before ? KB_OK : kb_fail_memory(err);
}

kb_status kb_comparison_open(kb_comparison **out, kb_project *project, int64_t run,
                             const kb_codebook *book, kb_error *err)
{
    kb_comparison *c = calloc(1, sizeof *c);
    if (c == NULL)
        return kb_fail_memory(err);
    kb_status status = map_codes(c, project, run, book, err);
    if (status == KB_OK)
        status = kb_segments_open(&c->old, project->store, run, err);
    if (status == KB_OK)
        status = kb_segments_next(c->old, &c->next, &c->more, err);
    if (status == KB_OK)
        *out = c;
    else
        kb_comparison_close(c);
    return status;
}

/* Takes the old segments of one answer. */
static kb_status take_old(kb_comparison *c, int64_t answer, kb_error *err)
{
    memset(c->before, 0, c->new_count * sizeof *c->before);
    c->last_lost = -1;
    while (c->more && c->next.answer <= answer) {
        int code = c->new_code[c->next.code];
        if (c->next.answer < answer)
            c->lost++;
        else if (code >= 0)
            c->before[code] = true;
        else if (c->next.code != c->last_lost) {
            c->last_lost = c->next.code;
            c->lost++;
        }
        KB_TRY(kb_segments_next(c->old, &c->next, &c->more, err));
    }
    return KB_OK;
}

kb_status kb_comparison_add(kb_comparison *c, int64_t answer, const bool *codes, kb_error *err)
{
    KB_TRY(take_old(c, answer, err));
    for (size_t i = 0; i < c->new_count; i++) {
        c->gained += codes[i] && !c->before[i];
        c->lost += !codes[i] && c->before[i];
    }
    return KB_OK;
}

void kb_comparison_counts(const kb_comparison *comparison, uint64_t *gained, uint64_t *lost)
{
    *gained = comparison->gained;
    *lost = comparison->lost;
}

void kb_comparison_close(kb_comparison *c)
{
    if (c == NULL)
        return;
    kb_segments_close(c->old);
    free(c->new_code);
    free(c->before);
    free(c);
}
