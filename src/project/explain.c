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
};
enum { COLUMN_COUNT = sizeof columns / sizeof columns[0] };

/* One explanation under way. */
typedef struct explaining {
    kb_project *project;
    const kb_instrument *instrument;
    kb_scratch *scratch;
    int64_t respondent;
    const char *question; /* or NULL */
    kb_list *list;
    kb_buf why, text;
    size_t answers;
} explaining;

/* The text with what was found marked; components come in text order. */
static void mark_text(kb_buf *out, kb_str text, const kb_span *spans, size_t count)
{
    size_t at = 0;
    kb_buf_reset(out);
    for (size_t i = 0; i < count; i++) {
        if (spans[i].begin < at)
            continue;
        kb_buf_str(out, kb_str_slice(text, (kb_span){ at, spans[i].begin }));
        kb_buf_char(out, KB_MARK_OPEN);
        kb_buf_str(out, kb_str_slice(text, spans[i]));
        kb_buf_char(out, KB_MARK_CLOSE);
        at = spans[i].end;
    }
    kb_buf_str(out, kb_str_slice(text, (kb_span){ at, text.len }));
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
    };
    kb_list_add(e->list, values);
}

static void add_remark(explaining *e, const kb_answer *answer, kb_str rule, const char *why)
{
    const kb_value values[COLUMN_COUNT] = {
        kb_value_text(answer->question_name), kb_value_text((kb_str){ 0 }),
        kb_value_text(KB_STR("no")),          kb_value_text(rule),
        { .kind = KB_VALUE_EMPTY },           kb_value_text(kb_str_from(why)),
        kb_value_text(answer->text),
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

static bool is_asked_for(const explaining *e, const kb_answer *answer)
{
    if (answer->respondent != e->respondent || answer->text.len == 0)
        return false;
    return e->question == NULL || kb_str_is(answer->question_name, e->question);
}

static kb_status explain_all(explaining *e, kb_error *err)
{
    kb_answers *answers = NULL;
    kb_answer answer;
    bool more = true;
    KB_TRY(kb_answers_open(&answers, e->project->store, 0, err));
    kb_status status = KB_OK;
    while (status == KB_OK && more) {
        status = kb_answers_next(answers, &answer, &more, err);
        if (status != KB_OK || !more || !is_asked_for(e, &answer))
            continue;
        e->answers++;
        status = explain_answer(e, &answer, err);
    }
    kb_answers_close(answers);
    if (status == KB_OK && e->answers == 0)
        status = kb_fail(err, KB_ERR_INPUT, e->question ? "no answer of theirs to '%s'" : "%s",
                         e->question ? e->question : "the respondent has no answer with text");
    return status;
}

static kb_status make_list(explaining *e, const kb_run *run, const char *respondent,
                           kb_report **out, kb_error *err)
{
    kb_arena arena = { 0 };
    kb_stamp stamp;
    kb_str title = kb_arena_printf(&arena, "Respondent %s", respondent);
    kb_status status = kb_stamp_of(&stamp, &arena, run, err);
    if (status == KB_OK)
        status = kb_list_new(&e->list, "explain", e->instrument->book->language, columns,
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
    kb_arena_free(&arena);
    return status;
}

kb_status kb_project_explain(kb_project *project, const char *respondent, const char *question,
                             kb_report **out, kb_error *err)
{
    explaining e = { .project = project, .question = question };
    kb_instrument instrument;
    kb_run run;
    KB_TRY(kb_store_find_respondent(project->store, NULL, kb_str_from(respondent), &e.respondent,
                                    err));
    KB_TRY(kb_last_run(project, &run, err));
    KB_TRY(kb_instrument_of_run(&instrument, project, run.id, true, err));
    e.instrument = &instrument;
    kb_status status = kb_scratch_new(&e.scratch, instrument.matcher, err);
    if (status == KB_OK)
        status = kb_store_run(project->store, 0, &run, err);
    if (status == KB_OK && !kb_str_equal(run.libraries, kb_matcher_engine(instrument.matcher)))
        kb_tell_note(&project->watch, KB_WARNING,
                     "the run was made with other libraries than this explanation");
    if (status == KB_OK)
        status = make_list(&e, &run, respondent, out, err);
    kb_scratch_free(e.scratch);
    kb_instrument_close(&instrument);
    return status;
}
