/* SPDX-License-Identifier: MIT */
/* The list of segments; positions are code points, as programs slice. */
#include "room.h"

#include "base/unicode.h"

#include <kodebok/text.h>

static const kb_list_column columns[] = {
    HEADING("respondent", RESPONDENT, .numeric = false),
    HEADING("question", QUESTION, .numeric = false),
    HEADING("code", CODE, .numeric = false),
    PROGRAM_HEADING("theme", .numeric = false),
    PROGRAM_HEADING("category", .numeric = false),
    HEADING("rule", RULE, .numeric = false),
    PROGRAM_HEADING("source", .numeric = false),
    PROGRAM_HEADING("start", .numeric = true),
    PROGRAM_HEADING("end", .numeric = true),
    PROGRAM_HEADING("match_start", .numeric = true),
    PROGRAM_HEADING("match_end", .numeric = true),
    HEADING("quote", QUOTE, .numeric = false),
};
enum { COLUMN_COUNT = sizeof columns / sizeof columns[0] };

/* One listing under way. */
typedef struct listing {
    const kb_codebook *book;
    const kb_segment_filter *filter;
    kb_selection selection;
    kb_list *list;
    /* Segments of an answer begin one after the other: code points are counted on from the last. */
    int64_t answer;
    size_t bytes, points;
} listing;

static bool allows(const char *wanted, kb_str value)
{
    return wanted == NULL || kb_str_is(value, wanted);
}

static bool has_rule(kb_str rules, const char *wanted)
{
    kb_str rule;
    if (wanted == NULL)
        return true;
    while (kb_str_cut(&rules, ' ', &rule))
        if (kb_str_is(rule, wanted))
            return true;
    return false;
}

static bool is_wanted(const listing *l, const kb_stored_segment *segment)
{
    const kb_code *code = &l->book->codes[segment->code];
    const kb_segment_filter *f = l->filter;
    bool question = allows(f->question, segment->question_name);
    if (!question) {
        int declared = kb_codebook_question(l->book, segment->question_name);
        question = declared >= 0 && allows(f->question, l->book->questions[declared].id);
    }
    return question && allows(f->code, code->id) &&
           allows(f->theme, l->book->themes[code->theme].id) &&
           allows(f->category, l->book->categories[code->category].id) &&
           has_rule(segment->rules, f->rule) && kb_is_selected(&l->selection, segment->respondent);
}

static void count_to(listing *l, const kb_stored_segment *s)
{
    if (l->answer != s->answer || s->bytes.begin < l->bytes)
        l->bytes = l->points = 0;
    l->answer = s->answer;
    l->points += kb_utf8_count(kb_str_slice(s->text, (kb_span){ l->bytes, s->bytes.begin }));
    l->bytes = s->bytes.begin;
}

/* Code points of a place at or after the beginning of the segment, as all places in it are. */
static uint64_t points_of(const listing *l, kb_str text, size_t place)
{
    if (place < l->bytes)
        return kb_offset_convert(text, place, KB_BYTES, KB_CODE_POINTS);
    return l->points + kb_utf8_count(kb_str_slice(text, (kb_span){ l->bytes, place }));
}

static void add_segment(listing *l, const kb_stored_segment *s)
{
    const kb_code *code = &l->book->codes[s->code];
    const size_t places[] = { s->bytes.begin, s->bytes.end, s->match.begin, s->match.end };
    count_to(l, s);
    kb_value values[COLUMN_COUNT] = {
        kb_value_text(s->respondent_name),
        kb_value_text(s->question_name),
        kb_value_text(code->id),
        kb_value_text(l->book->themes[code->theme].id),
        kb_value_text(l->book->categories[code->category].id),
        kb_value_text(s->rules),
        kb_value_text(KB_STR("rule")),
    };
    for (size_t i = 0; i < 4; i++)
        values[7 + i] = kb_value_count(points_of(l, s->text, places[i]));
    values[11] = kb_value_text(kb_str_slice(s->text, s->bytes));
    kb_list_add(l->list, values);
}

static kb_status add_all(listing *l, kb_project *project, int64_t run, kb_error *err)
{
    kb_segments *segments = NULL;
    kb_stored_segment segment;
    bool more = true;
    KB_TRY(kb_segments_open(&segments, project->store, run, err));
    kb_status status = KB_OK;
    while (status == KB_OK && more) {
        status = kb_segments_next(segments, &segment, &more, err);
        if (status == KB_OK && more && is_wanted(l, &segment))
            add_segment(l, &segment);
    }
    kb_segments_close(segments);
    return status;
}

/* Is the question wanted there, in the data or declared? */
typedef struct question_search {
    const char *wanted;
    bool found;
} question_search;

static kb_status see_question(void *payload, int64_t id, kb_str name, kb_str label, kb_error *err)
{
    question_search *search = payload;
    (void)id, (void)label, (void)err;
    search->found = search->found || kb_str_is(name, search->wanted);
    return KB_OK;
}

static kb_status check_question(kb_project *project, const kb_codebook *book, const char *wanted,
                                kb_error *err)
{
    question_search search = { .wanted = wanted, .found = wanted == NULL };
    for (size_t i = 0; i < book->question_count; i++)
        search.found = search.found || kb_str_is(book->questions[i].id, wanted);
    if (!search.found)
        KB_TRY(kb_store_each_question(project->store, see_question, &search, err));
    return search.found ? KB_OK
                        : kb_fail(err, KB_ERR_INPUT,
                                  "neither data nor codebook has a question '%s'", wanted);
}

/* A filter that names nothing in the codebook is a slip, not an empty list. */
static kb_status check_filter(const kb_codebook *book, const kb_segment_filter *f, kb_error *err)
{
    bool theme = f->theme == NULL, category = f->category == NULL;
    if (f->code != NULL && kb_codebook_code(book, kb_str_from(f->code)) < 0)
        return kb_fail(err, KB_ERR_INPUT, "the codebook has no code '%s'", f->code);
    for (size_t i = 0; i < book->theme_count; i++)
        theme = theme || kb_str_is(book->themes[i].id, f->theme);
    for (size_t i = 0; i < book->category_count; i++)
        category = category || kb_str_is(book->categories[i].id, f->category);
    if (!theme)
        return kb_fail(err, KB_ERR_INPUT, "the codebook has no theme '%s'", f->theme);
    if (!category)
        return kb_fail(err, KB_ERR_INPUT, "the codebook has no category '%s'", f->category);
    for (size_t i = 0; f->rule != NULL && i < book->rule_count; i++)
        if (kb_str_is(book->rules[i].id, f->rule))
            return KB_OK;
    if (f->rule != NULL)
        return kb_fail(err, KB_ERR_INPUT, "the codebook has no rule '%s'", f->rule);
    return KB_OK;
}

static kb_status list_run(kb_project *project, const kb_run *run, const kb_segment_filter *filter,
                          kb_report **out, kb_error *err)
{
    kb_instrument instrument;
    kb_arena arena = { 0 };
    kb_stamp stamp;
    int64_t id = run->id;
    kb_status status = kb_stamp_of(&stamp, &arena, run, err);
    if (status != KB_OK)
        return status;
    status = kb_instrument_of_run(&instrument, project, id, false, err);
    listing l = { .book = instrument.book, .filter = filter };
    if (status == KB_OK)
        status = check_filter(l.book, filter, err);
    if (status == KB_OK)
        status = check_question(project, l.book, filter->question, err);
    if (status == KB_OK)
        status = kb_select(&l.selection, project, l.book, filter->where, filter->where_count, err);
    if (status == KB_OK)
        status =
            kb_list_in_language(&l.list, "segments", l.book->language, columns, COLUMN_COUNT, err);
    if (status == KB_OK)
        status = add_all(&l, project, id, err);
    if (status == KB_OK) {
        kb_list_describe(l.list, kb_str_from(filter->title), (kb_str){ 0 }, &stamp);
        status = kb_list_finish(l.list, out, err);
        l.list = NULL;
    }
    kb_list_free(l.list);
    kb_selection_clear(&l.selection);
    kb_instrument_close(&instrument);
    kb_arena_free(&arena);
    return status;
}

kb_status kb_project_segments(kb_project *project, const kb_segment_filter *filter, kb_report **out,
                              kb_error *err)
{
    kb_run run;
    KB_TRY(kb_last_run(project, &run, err));
    kb_tell_undecided(project, &run);
    return list_run(project, &run, filter, out, err);
}
