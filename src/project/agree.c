/* SPDX-License-Identifier: MIT */
/*
 * The last run against codings made by people.
 *
 * The unit is the answer: for every answer with text and every code, both have it, only
 * the rules, only the gold, or neither.  A gold row with an empty code says that the answer
 * was read and nothing found.
 */
#include "room.h"

#include "base/map.h"

#include <stdlib.h>

/* One comparison under way. */
typedef struct agreeing {
    kb_project *project;
    const kb_agree_request *request;
    const kb_codebook *book;
    int64_t run;
    kb_selection selection;
    kb_map only;    /* --respondents: their names; empty: everybody */
    kb_map gold;    /* respondent, question and code, each ended by a LF */
    kb_arena arena; /* quotes, names, disagreements */
    kb_str *quotes; /* per key of `gold` */
    kb_map about;   /* respondent and question of every gold row */
    bool *met;      /* per key of `about`: there is such an answer */
    kb_confusion *confusions;
    kb_disagreement *disagreements;
    size_t disagreement_count;
    uint64_t answers;
    kb_buf key;
    kb_canon *canon; /* of the names in the gold */
    bool *has;       /* per code: the rules gave it to the present answer */
    kb_str *said;    /* per code: their first quote in it */
} agreeing;

/* -------------------------------------------------------------------- the gold */

typedef struct gold_columns {
    size_t respondent, question, code, quote;
} gold_columns;

enum { NO_COLUMN = 1 << 20 };

static size_t column_named(const kb_record *header, const char *name)
{
    for (size_t i = 0; i < header->field_count; i++)
        if (kb_str_is(kb_str_trim(header->fields[i]), name))
            return i;
    return NO_COLUMN;
}

static kb_str field(const kb_record *record, size_t column)
{
    return column < record->field_count ? record->fields[column] : (kb_str){ 0 };
}

/* Three names as they are stored. */
static kb_str make_key(agreeing *a, kb_str respondent, kb_str question, kb_str code)
{
    kb_buf_reset(&a->key);
    kb_buf_str(&a->key, respondent);
    kb_buf_char(&a->key, '\n');
    kb_buf_str(&a->key, question);
    kb_buf_char(&a->key, '\n');
    kb_buf_str(&a->key, code);
    return kb_buf_view(&a->key);
}

/* A name in a file, and that its respondent is there: in one wave, for the file cannot say which.
 */
static kb_status take_respondent(agreeing *a, const char *path, const kb_record *record,
                                 size_t column, kb_str *name, kb_error *err)
{
    int64_t id;
    KB_TRY(kb_stored_name(a->canon, field(record, column), name, err));
    kb_status status = kb_store_find_respondent(a->project->store, NULL, *name, &id, err);
    if (status == KB_ERR_NOT_FOUND)
        return kb_fail(err, KB_ERR_INPUT, "%s: row %llu: the project has no respondent '%.*s'",
                       path, (unsigned long long)record->row, KB_ARG(*name));
    if (status == KB_ERR_INPUT)
        return kb_fail(err, KB_ERR_INPUT,
                       "%s: row %llu: respondent '%.*s' is in several waves, and this file cannot "
                       "say which one is meant",
                       path, (unsigned long long)record->row, KB_ARG(*name));
    return status;
}

/* What one row says, as stored; lives in the comparison. */
static kb_status take_names(agreeing *a, const kb_record *record, const gold_columns *columns,
                            kb_str names[3], kb_error *err)
{
    KB_TRY(take_respondent(a, a->request->gold, record, columns->respondent, &names[0], err));
    names[0] = kb_arena_str(&a->arena, names[0]);
    KB_TRY(kb_stored_name(a->canon, field(record, columns->question), &names[1], err));
    names[1] = kb_arena_str(&a->arena, names[1]);
    KB_TRY(kb_stored_name(a->canon, field(record, columns->code), &names[2], err));
    if (names[2].len > 0 && kb_codebook_code(a->book, names[2]) < 0)
        return kb_fail(err, KB_ERR_INPUT, "%s: row %llu: the codebook has no code '%.*s'",
                       a->request->gold, (unsigned long long)record->row, KB_ARG(names[2]));
    return a->arena.failed ? kb_fail_memory(err) : KB_OK;
}

static kb_status add_gold(agreeing *a, const kb_record *record, const gold_columns *columns,
                          kb_error *err)
{
    kb_str names[3];
    KB_TRY(take_names(a, record, columns, names, err));
    size_t count = a->gold.count;
    size_t number = kb_map_add(&a->gold, make_key(a, names[0], names[1], names[2]));
    size_t answer = kb_map_add(&a->about, make_key(a, names[0], names[1], (kb_str){ 0 }));
    if (number == KB_MAP_NONE || answer == KB_MAP_NONE || a->key.failed)
        return kb_fail_memory(err);
    if (number < count)
        return KB_OK;
    kb_str *quotes = kb_arena_grow(&a->arena, a->quotes, count, sizeof *quotes);
    if (quotes == NULL)
        return kb_fail_memory(err);
    a->quotes = quotes;
    quotes[number] = kb_arena_str(&a->arena, field(record, columns->quote));
    return a->arena.failed ? kb_fail_memory(err) : KB_OK;
}

static kb_status read_gold(agreeing *a, kb_records *records, kb_error *err)
{
    kb_record record;
    bool more;
    KB_TRY(kb_records_next(records, &record, &more, err));
    gold_columns columns = { NO_COLUMN, NO_COLUMN, NO_COLUMN, NO_COLUMN };
    if (more)
        columns =
            (gold_columns){ column_named(&record, "respondent"), column_named(&record, "question"),
                            column_named(&record, "code"), column_named(&record, "quote") };
    if (columns.respondent == NO_COLUMN || columns.question == NO_COLUMN ||
        columns.code == NO_COLUMN)
        return kb_fail(err, KB_ERR_INPUT,
                       "%s: a gold file needs the columns respondent, question and code",
                       a->request->gold);
    KB_TRY(kb_records_next(records, &record, &more, err));
    while (more) {
        KB_TRY(add_gold(a, &record, &columns, err));
        KB_TRY(kb_records_next(records, &record, &more, err));
    }
    return KB_OK;
}

static kb_status read_only(agreeing *a, kb_records *records, kb_error *err)
{
    kb_record record;
    bool more;
    KB_TRY(kb_records_next(records, &record, &more, err));
    while (more) {
        kb_str name = kb_str_trim(field(&record, 0));
        bool header = record.row == 1 && kb_str_is(name, "respondent");
        if (name.len > 0 && !header) {
            KB_TRY(take_respondent(a, a->request->respondents, &record, 0, &name, err));
            if (kb_map_add(&a->only, name) == KB_MAP_NONE)
                return kb_fail_memory(err);
        }
        KB_TRY(kb_records_next(records, &record, &more, err));
    }
    return KB_OK;
}

typedef kb_status (*record_reader)(agreeing *a, kb_records *records, kb_error *err);

static kb_status read_file(agreeing *a, const char *path, record_reader read, kb_error *err)
{
    kb_records *records = NULL;
    kb_problems *problems = NULL;
    kb_status status = kb_problems_new(&problems, err);
    if (status == KB_OK)
        status = kb_records_open(&records, path, problems, err);
    if (status == KB_OK)
        status = kb_failed_in_table(read(a, records, err), err);
    kb_tell_all(&a->project->watch, problems, 0);
    kb_records_close(records);
    kb_problems_free(problems);
    return status;
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
        size_t gold =
            kb_map_find(&a->gold, make_key(a, answer->respondent_name, answer->question_name,
                                           a->book->codes[code].id));
        bool people = gold != KB_MAP_NONE, rules = a->has[code];
        kb_confusion *c = &a->confusions[code];
        c->tp += people && rules;
        c->fp += !people && rules;
        c->fn += people && !rules;
        c->tn += !people && !rules;
        if (people != rules)
            add_disagreement(a, answer, code, people, people ? a->quotes[gold] : a->said[code]);
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

static void meet(agreeing *a, const kb_answer *answer)
{
    size_t about = kb_map_find(
        &a->about, make_key(a, answer->respondent_name, answer->question_name, (kb_str){ 0 }));
    if (about != KB_MAP_NONE && answer->text.len > 0)
        a->met[about] = true;
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
        meet(a, &answer);
        if (is_in(a, &answer))
            judge_answer(a, &answer);
    }
}

/* A gold row about an answer that is not there would silently count for nothing. */
static kb_status check_met(const agreeing *a, kb_error *err)
{
    for (size_t i = 0; i < a->about.count; i++)
        if (!a->met[i]) {
            kb_str rest = a->about.keys[i], who = { 0 }, question = { 0 };
            kb_str_cut(&rest, '\n', &who);
            kb_str_cut(&rest, '\n', &question);
            return kb_fail(err, KB_ERR_INPUT, "%s: respondent '%.*s' has no answer to '%.*s'",
                           a->request->gold, KB_ARG(who), KB_ARG(question));
        }
    return KB_OK;
}

/* --------------------------------------------------------------------- the whole */

static kb_status prepare(agreeing *a, kb_error *err)
{
    size_t codes = a->book->code_count;
    KB_TRY(kb_select(&a->selection, a->project, a->book, a->request->where, a->request->where_count,
                     err));
    KB_TRY(read_file(a, a->request->gold, read_gold, err));
    if (a->request->respondents != NULL)
        KB_TRY(read_file(a, a->request->respondents, read_only, err));
    a->met = kb_arena_array(&a->arena, a->about.count, sizeof *a->met);
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
    if (status == KB_OK && (a->arena.failed || a->key.failed))
        status = kb_fail_memory(err);
    if (status == KB_OK)
        status = check_met(a, err);
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
    a.run = run.id;
    kb_status status = kb_stamp_of(&stamp, &a.arena, &run, err);
    if (status == KB_OK)
        status = kb_instrument_of_run(&instrument, project, a.run, false, err);
    a.book = instrument.book;
    if (status == KB_OK)
        status = kb_canon_new(&a.canon, err);
    if (status == KB_OK)
        status = compare_all(&a, &stamp, out, err);
    kb_selection_clear(&a.selection);
    kb_map_free(&a.only);
    kb_map_free(&a.gold);
    kb_map_free(&a.about);
    kb_buf_free(&a.key);
    kb_canon_free(a.canon);
    kb_arena_free(&a.arena);
    kb_instrument_close(&instrument);
    return status;
}
