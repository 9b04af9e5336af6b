/* SPDX-License-Identifier: MIT */
/*
 * Why an answer got its codes: the run's codebook is applied to it again, and every
 * match is told with its rule, what it matched and what became of it.
 */
#include "room.h"

#define HEADING(name, shown, ...)                                                                  \
    {                                                                                              \
        .id = { name, sizeof(name) - 1 }, .label = { shown, sizeof(shown) - 1 }, __VA_ARGS__       \
    }

static const kb_heading columns[] = {
    HEADING("question", "Question", .numeric = false),
    HEADING("code", "Code", .numeric = false),
    HEADING("given", "Given", .numeric = false),
    HEADING("rule", "Rule", .program_only = true),
    HEADING("line", "Line", .program_only = true, .numeric = true),
    HEADING("why", "Why", .numeric = false),
    HEADING("text", "Text", .marked = true),
    HEADING("wave", "Wave", .program_only = true),
};
enum { COLUMN_COUNT = sizeof columns / sizeof columns[0], WAVE_COLUMN = COLUMN_COUNT - 1 };
enum { MOST_SHOWN = 20000, AROUND = 200 }; /* bytes of text */

/* One explanation under way. */
typedef struct explaining {
    kb_project *project;
    const kb_instrument *instrument;
    kb_scratch *scratch;
    int64_t run;
    bool waves;                  /* the respondent is in several */
    kb_str respondent, question; /* as stored; question may be empty: all */
    kb_list *list;
    kb_buf why, text;
    size_t answers;
    kb_buf questions; /* of theirs, for saying which there are */
} explaining;

/* A long text is shown around what was found: an answer of megabytes may have very many matches. */
static kb_span window_of(kb_str text, const kb_span *spans, size_t count)
{
    kb_span window = { 0, text.len };
    if (text.len <= MOST_SHOWN || count == 0)
        return window;
    if (spans[0].begin > AROUND)
        window.begin = spans[0].begin - AROUND;
    if (text.len - spans[count - 1].end > AROUND)
        window.end = spans[count - 1].end + AROUND;
    while (window.begin > 0 && ((unsigned char)text.ptr[window.begin] & 0xC0) == 0x80)
        window.begin--;
    while (window.end < text.len && ((unsigned char)text.ptr[window.end] & 0xC0) == 0x80)
        window.end++;
    return window;
}

/* The text with what was found marked; components come in text order. */
static void mark_text(kb_buf *out, kb_str text, const kb_span *spans, size_t count)
{
    const kb_span window = window_of(text, spans, count);
    size_t at = window.begin;
    kb_buf_reset(out);
    kb_buf_puts(out, window.begin > 0 ? "… " : "");
    for (size_t i = 0; i < count; i++) {
        if (spans[i].begin < at)
            continue;
        kb_buf_str(out, kb_str_slice(text, (kb_span){ at, spans[i].begin }));
        kb_buf_char(out, KB_MARK_OPEN);
        kb_buf_str(out, kb_str_slice(text, spans[i]));
        kb_buf_char(out, KB_MARK_CLOSE);
        at = spans[i].end;
    }
    kb_buf_str(out, kb_str_slice(text, (kb_span){ at, window.end }));
    kb_buf_puts(out, window.end < text.len ? " …" : "");
}

static void say_why(explaining *e, kb_str text, const kb_match *match)
{
    const kb_codebook *book = e->instrument->book;
    const kb_rule *rule = &book->rules[match->rule];
    kb_buf_reset(&e->why);
    kb_buf_printf(&e->why, "rule %.*s (line %d) found «%.*s»", KB_ARG(rule->id), rule->place.line,
                  KB_ARG(kb_str_slice(text, match->span)));
    kb_str cue = kb_str_slice(text, match->cue);
    if (match->fate == KB_NEGATED && match->negated)
        kb_buf_printf(&e->why, "; does not count: negated by «%.*s»", KB_ARG(cue));
    else if (match->fate == KB_NEGATED)
        kb_buf_puts(&e->why, "; does not count: the rule wants it negated, and it is not");
    else if (match->code != rule->code)
        kb_buf_printf(&e->why, "; negated by «%.*s», so it counts for this code", KB_ARG(cue));
    else if (match->negated)
        kb_buf_printf(&e->why, "; negated by «%.*s», as the rule wants", KB_ARG(cue));
    if (match->fate == KB_SUPPRESSED)
        kb_buf_printf(&e->why, "; does not count: %.*s in the same sentence suppresses it",
                      KB_ARG(book->codes[match->by].id));
}

static void add_match(explaining *e, const kb_answer *answer, const kb_match *match)
{
    const kb_codebook *book = e->instrument->book;
    const kb_rule *rule = &book->rules[match->rule];
    say_why(e, answer->text, match);
    mark_text(&e->text, answer->text, match->components, match->component_count);
    const kb_value values[COLUMN_COUNT] = {
        kb_value_text(answer->question_name),
        kb_value_text(book->codes[match->code].id),
        kb_value_text(match->fate == KB_KEPT ? KB_STR("yes") : KB_STR("no")),
        kb_value_text(rule->id),
        kb_value_count((uint64_t)rule->place.line),
        kb_value_text(kb_buf_view(&e->why)),
        kb_value_text(kb_buf_view(&e->text)),
        kb_value_text(answer->wave),
    };
    kb_list_add(e->list, values);
}

static void add_remark(explaining *e, const kb_answer *answer, kb_str rule, const char *why)
{
    const kb_value values[COLUMN_COUNT] = {
        kb_value_text(answer->question_name), kb_value_text((kb_str){ 0 }),
        kb_value_text(KB_STR("no")),          kb_value_text(rule),
        { .kind = KB_VALUE_EMPTY },           kb_value_text(kb_str_from(why)),
        kb_value_text(answer->text),          kb_value_text(answer->wave),
    };
    kb_list_add(e->list, values);
}

static kb_status explain_answer(explaining *e, const kb_answer *answer, kb_error *err)
{
    const kb_codebook *book = e->instrument->book;
    kb_result result;
    KB_TRY(kb_match_answer(e->instrument->matcher, e->scratch, answer->text,
                           kb_codebook_question(book, answer->question_name),
                           kb_codebook_group(book, answer->group), &result, err));
    for (int kept = 1; kept >= 0; kept--)
        for (size_t i = 0; i < result.match_count; i++)
            if ((result.matches[i].fate == KB_KEPT) == (kept == 1))
                add_match(e, answer, &result.matches[i]);
    for (size_t i = 0; i < result.undecided_count; i++)
        add_remark(e, answer, book->rules[result.undecided[i]].id,
                   "undecided: a pattern of this rule hit its limit and gave up");
    if (result.non_answer)
        add_remark(e, answer, (kb_str){ 0 }, "a non-answer: nothing is said");
    else if (result.match_count + result.undecided_count == 0)
        add_remark(e, answer, (kb_str){ 0 }, "no rule found anything");
    return KB_OK;
}

/* The question as it is stored, or a declared question that it is of. */
static bool is_asked_for(const explaining *e, kb_str question)
{
    const kb_codebook *book = e->instrument->book;
    int declared = kb_codebook_question(book, question);
    return e->question.len == 0 || kb_str_equal(question, e->question) ||
           (declared >= 0 && kb_str_equal(book->questions[declared].id, e->question));
}

static kb_status see_answer(explaining *e, const kb_answer *answer, kb_error *err)
{
    if (answer->text.len == 0 || !kb_str_equal(answer->respondent_name, e->respondent))
        return KB_OK;
    if (!is_asked_for(e, answer->question_name)) {
        kb_buf_printf(&e->questions, "%s'%.*s'", e->questions.len > 0 ? ", " : "",
                      KB_ARG(answer->question_name));
        return KB_OK;
    }
    e->answers++;
    return explain_answer(e, answer, err);
}

static kb_status no_answer(const explaining *e, kb_error *err)
{
    if (e->questions.len == 0)
        return kb_fail(err, KB_ERR_INPUT, "respondent '%.*s' has no answer with text",
                       KB_ARG(e->respondent));
    return kb_fail(err, KB_ERR_INPUT,
                   "respondent '%.*s' has no answer with text to '%.*s'; there are answers to %.*s",
                   KB_ARG(e->respondent), KB_ARG(e->question), KB_ARG(kb_buf_view(&e->questions)));
}

static kb_status explain_all(explaining *e, kb_error *err)
{
    kb_answers *answers = NULL;
    kb_answer answer;
    bool more = true;
    KB_TRY(kb_answers_open(&answers, e->project->store, e->run, err));
    kb_status status = KB_OK;
    while (status == KB_OK && more) {
        status = kb_answers_next(answers, &answer, &more, err);
        if (status == KB_OK && more)
            status = see_answer(e, &answer, err);
    }
    kb_answers_close(answers);
    return status == KB_OK && e->answers == 0 ? no_answer(e, err) : status;
}

static kb_status make_list(explaining *e, const kb_run *run, kb_arena *arena, kb_report **out,
                           kb_error *err)
{
    kb_stamp stamp;
    kb_heading headings[COLUMN_COUNT];
    memcpy(headings, columns, sizeof columns);
    headings[WAVE_COLUMN].program_only = !e->waves;
    kb_str title = kb_arena_printf(arena, "Respondent %.*s", KB_ARG(e->respondent));
    kb_status status = kb_stamp_of(&stamp, arena, run, err);
    if (status == KB_OK)
        status = kb_list_new(&e->list, "explain", e->instrument->book->language, headings,
                             COLUMN_COUNT, err);
    if (status == KB_OK)
        status = explain_all(e, err);
    if (status == KB_OK) {
        kb_list_describe(e->list, title, (kb_str){ 0 }, &stamp);
        status = kb_list_finish(e->list, out, err);
        e->list = NULL;
    }
    kb_list_free(e->list);
    kb_buf_free(&e->why);
    kb_buf_free(&e->text);
    kb_buf_free(&e->questions);
    return status;
}

static kb_status name_both(explaining *e, const char *respondent, const char *question,
                           kb_arena *arena, kb_error *err)
{
    kb_canon *canon = NULL;
    kb_str name;
    KB_TRY(kb_canon_new(&canon, err));
    kb_status status = kb_stored_name(canon, kb_str_from(respondent), &name, err);
    if (status == KB_OK)
        e->respondent = kb_arena_str(arena, name);
    if (status == KB_OK)
        status = kb_stored_name(canon, kb_str_from(question), &name, err);
    if (status == KB_OK)
        e->question = kb_arena_str(arena, name);
    kb_canon_free(canon);
    return status == KB_OK && arena->failed ? kb_fail_memory(err) : status;
}

/* One of that name must be there; with several waves, all of them are explained. */
static kb_status check_respondent(explaining *e, kb_error *err)
{
    int64_t id;
    kb_store *store = e->project->store;
    kb_status status = kb_store_find_respondent(store, NULL, e->respondent, &id, err);
    e->waves = status == KB_ERR_INPUT;
    return e->waves ? KB_OK : status;
}

static kb_status explain_run(explaining *e, kb_arena *arena, kb_report **out, kb_error *err)
{
    kb_run run;
    KB_TRY(kb_store_run(e->project->store, e->run, &run, err));
    if (!kb_str_equal(run.libraries, kb_matcher_engine(e->instrument->matcher)))
        kb_tell_note(&e->project->watch, KB_WARNING,
                     "the run was made with other libraries than this explanation");
    return make_list(e, &run, arena, out, err);
}

kb_status kb_project_explain(kb_project *project, const char *respondent, const char *question,
                             kb_report **out, kb_error *err)
{
    explaining e = { .project = project };
    kb_instrument instrument = { 0 };
    kb_arena arena = { 0 };
    kb_run run;
    kb_status status = name_both(&e, respondent, question, &arena, err);
    if (status == KB_OK)
        status = check_respondent(&e, err);
    if (status == KB_OK)
        status = kb_last_run(project, &run, err);
    e.run = status == KB_OK ? run.id : 0;
    if (status == KB_OK)
        status = kb_instrument_of_run(&instrument, project, e.run, true, err);
    e.instrument = &instrument;
    if (status == KB_OK)
        status = kb_scratch_new(&e.scratch, instrument.matcher, err);
    if (status == KB_OK)
        status = explain_run(&e, &arena, out, err);
    kb_scratch_free(e.scratch);
    kb_instrument_close(&instrument);
    kb_arena_free(&arena);
    return status;
}
