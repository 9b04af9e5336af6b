/* SPDX-License-Identifier: MIT */
/*
 * The last run against codings made by people.
 *
 * The unit is the answer: for every answer with text and every code, both have it, only
 * the rules, only the gold, or neither.
 */
#include "gold.h"

#include <stdlib.h>

/* One comparison under way. */
typedef struct agreeing {
    kb_project *project;
    const kb_agree_request *request;
    const kb_codebook *book;
    int64_t run;
    kb_selection selection;
    kb_map only; /* --respondents: their names; empty: everybody */
    kb_gold gold;
    kb_arena arena; /* disagreements */
    kb_confusion *confusions;
    kb_disagreement *disagreements;
    size_t disagreement_count;
    uint64_t answers;
    bool *has;    /* per code: the rules gave it to the present answer */
    kb_str *said; /* per code: their first quote in it */
} agreeing;

/* ------------------------------------------------------------------ respondents */

static kb_status read_only(void *payload, kb_records *records, kb_error *err)
{
    agreeing *a = payload;
    kb_record record;
    bool more;
    KB_TRY(kb_records_next(records, &record, &more, err));
    while (more) {
        kb_str name = record.field_count > 0 ? kb_str_trim(record.fields[0]) : (kb_str){ 0 };
        bool header = record.row == 1 && kb_str_is(name, "respondent");
        if (name.len > 0 && !header) {
            KB_TRY(kb_gold_respondent(&a->gold, a->request->respondents, &record, 0, &name, err));
            if (kb_map_add(&a->only, name) == KB_MAP_NONE)
                return kb_fail_memory(err);
        }
        KB_TRY(kb_records_next(records, &record, &more, err));
    }
    return KB_OK;
}

/* ----------------------------------------------------------------- the answers */

static void add_disagreement(agreeing *a, const kb_answer *answer, size_t code, bool gold,
                             kb_str quote)
{
    kb_disagreement *items =
        kb_arena_grow(&a->arena, a->disagreements, a->disagreement_count, sizeof *a->disagreements);
    if (items == NULL)
        return;
    a->disagreements = items;
    items[a->disagreement_count++] =
        (kb_disagreement){ .respondent = kb_arena_str(&a->arena, answer->respondent_name),
                           .question = kb_arena_str(&a->arena, answer->question_name),
                           .code = a->book->codes[code].id,
                           .gold = gold,
                           .quote = kb_arena_str(&a->arena, quote) };
}

static void judge_answer(agreeing *a, const kb_answer *answer)
{
    a->answers++;
    for (size_t code = 0; code < a->book->code_count; code++) {
        kb_str quote = { 0 };
        bool people = kb_gold_has(&a->gold, answer, a->book->codes[code].id, &quote);
        bool rules = a->has[code];
        kb_confusion *c = &a->confusions[code];
        c->tp += people && rules;
        c->fp += !people && rules;
        c->fn += people && !rules;
        c->tn += !people && !rules;
        if (people != rules)
            add_disagreement(a, answer, code, people, people ? quote : a->said[code]);
    }
}

/* Two walks in import order: answers, and the segments in them. */
typedef struct two_walks {
    kb_answers *answers;
    kb_segments *segments;
    kb_stored_segment next;
    bool more;
} two_walks;

static kb_status take_codes(agreeing *a, two_walks *walks, const kb_answer *answer, kb_error *err)
{
    memset(a->has, 0, a->book->code_count * sizeof *a->has);
    while (walks->more && walks->next.answer <= answer->id) {
        const kb_stored_segment *s = &walks->next;
        if (s->answer == answer->id && !a->has[s->code]) {
            a->has[s->code] = true;
            a->said[s->code] = kb_str_slice(answer->text, s->bytes);
        }
        KB_TRY(kb_segments_next(walks->segments, &walks->next, &walks->more, err));
    }
    return KB_OK;
}

static bool is_in(const agreeing *a, const kb_answer *answer)
{
    return answer->text.len > 0 && kb_is_selected(&a->selection, answer->respondent) &&
           (a->request->respondents == NULL ||
            kb_map_find(&a->only, answer->respondent_name) != KB_MAP_NONE);
}

static kb_status walk_both(agreeing *a, two_walks *walks, kb_error *err)
{
    kb_answer answer;
    bool more = true;
    KB_TRY(kb_answers_open(&walks->answers, a->project->store, a->run, err));
    KB_TRY(kb_segments_open(&walks->segments, a->project->store, a->run, err));
    KB_TRY(kb_segments_next(walks->segments, &walks->next, &walks->more, err));
    for (;;) {
        KB_TRY(kb_answers_next(walks->answers, &answer, &more, err));
        if (!more)
            return KB_OK;
        KB_TRY(take_codes(a, walks, &answer, err));
        kb_gold_meet(&a->gold, &answer);
        if (is_in(a, &answer))
            judge_answer(a, &answer);
    }
}

/* --------------------------------------------------------------------- the whole */

static kb_status prepare(agreeing *a, kb_error *err)
{
    size_t codes = a->book->code_count;
    KB_TRY(kb_select(&a->selection, a->project, a->book, a->request->where, a->request->where_count,
                     err));
    KB_TRY(kb_gold_read(&a->gold, a->project, a->book, a->request->gold, err));
    if (a->request->respondents != NULL)
        KB_TRY(kb_read_csv(&a->project->watch, a->request->respondents, read_only, a, err));
    a->confusions = kb_arena_array(&a->arena, codes, sizeof *a->confusions);
    a->has = kb_arena_array(&a->arena, codes, sizeof *a->has);
    a->said = kb_arena_array(&a->arena, codes, sizeof *a->said);
    return a->arena.failed ? kb_fail_memory(err) : KB_OK;
}

static kb_status compare_all(agreeing *a, const kb_stamp *stamp, kb_report **out, kb_error *err)
{
    two_walks walks = { 0 };
    KB_TRY(prepare(a, err));
    kb_status status = walk_both(a, &walks, err);
    kb_segments_close(walks.segments);
    kb_answers_close(walks.answers);
    if (status == KB_OK && (a->arena.failed || a->gold.key.failed))
        status = kb_fail_memory(err);
    if (status == KB_OK)
        status = kb_gold_end(&a->gold, err);
    if (status != KB_OK)
        return status;
    const kb_agreement_input input = { .book = a->book,
                                       .confusions = a->confusions,
                                       .answers = a->answers,
                                       .disagreements = a->disagreements,
                                       .disagreement_count = a->disagreement_count,
                                       .run = *stamp };
    return kb_agreement_make(out, &input, err);
}

kb_status kb_project_agree(kb_project *project, const kb_agree_request *request, kb_report **out,
                           kb_error *err)
{
    agreeing a = { .project = project, .request = request };
    kb_instrument instrument = { 0 };
    kb_stamp stamp;
    kb_run run;
    KB_TRY(kb_last_run(project, &run, err));
    kb_tell_undecided(project, &run);
    a.run = run.id;
    kb_status status = kb_stamp_of(&stamp, &a.arena, &run, err);
    if (status == KB_OK)
        status = kb_instrument_of_run(&instrument, project, a.run, false, err);
    a.book = instrument.book;
    if (status == KB_OK)
        status = compare_all(&a, &stamp, out, err);
    kb_selection_clear(&a.selection);
    kb_map_free(&a.only);
    kb_gold_free(&a.gold);
    kb_arena_free(&a.arena);
    kb_instrument_close(&instrument);
    return status;
}
