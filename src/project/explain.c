/* SPDX-License-Identifier: MIT */
/*
 * Why an answer got its codes: the run's codebook is applied to it again, and every
 * match is told with its rule, what it matched and what became of it.
 */
#include "explain.h"

static const kb_list_column columns[] = {
    HEADING("question", QUESTION, .numeric = false), HEADING("code", CODE, .numeric = false),
    HEADING("given", GIVEN, .numeric = false),       PROGRAM_HEADING("rule", .numeric = false),
    PROGRAM_HEADING("line", .numeric = true),        HEADING("why", WHY, .numeric = false),
    HEADING("text", TEXT, .marked = true),           HEADING("wave", WAVE, .program_only = true),
};
enum { COLUMN_COUNT = sizeof columns / sizeof columns[0], WAVE_COLUMN = COLUMN_COUNT - 1 };
enum { MOST_SHOWN = 20000, AROUND = 200 }; /* bytes of text */

/* One explanation under way. */
typedef struct explaining {
    kb_project *project;
    const kb_instrument *instrument;
    kb_scratch *scratch;
    int64_t run;
    const char *code_name;       /* NULL: explain what was given */
    int code;                    /* explain whether this one was */
    bool waves;                  /* the respondent is in several */
    kb_str respondent, question; /* as stored; question may be empty: all */
    kb_list *list;
    kb_buf why, text;
    size_t answers;
    kb_buf questions; /* of theirs, for saying which there are */
} explaining;

void kb_mark_part(kb_buf *out, kb_str text, kb_span part, const kb_span *spans, size_t count)
{
    size_t at = part.begin;
    kb_buf_reset(out);
    kb_buf_puts(out, part.begin > 0 ? "… " : "");
    for (size_t i = 0; i < count; i++) {
        if (spans[i].begin < at)
            continue;
        kb_buf_str(out, kb_str_slice(text, (kb_span){ at, spans[i].begin }));
        kb_buf_char(out, KB_MARK_OPEN);
        kb_buf_str(out, kb_str_slice(text, spans[i]));
        kb_buf_char(out, KB_MARK_CLOSE);
        at = spans[i].end;
    }
    kb_buf_str(out, kb_str_slice(text, (kb_span){ at, part.end }));
    kb_buf_puts(out, part.end < text.len ? " …" : "");
}

/* A long text is shown around what was found: an answer of megabytes may have very many matches. */
static kb_span window_of(kb_str text, const kb_span *spans, size_t count)
{
    kb_span window = { 0, text.len };
    if (text.len <= MOST_SHOWN)
        return window;
    const size_t first = count > 0 ? spans[0].begin : 0;
    const size_t last = count > 0 ? spans[count - 1].end : MOST_SHOWN;
    if (first > AROUND)
        window.begin = first - AROUND;
    if (text.len - last > AROUND)
        window.end = last + AROUND;
    while (window.begin > 0 && ((unsigned char)text.ptr[window.begin] & 0xC0) == 0x80)
        window.begin--;
    while (window.end < text.len && ((unsigned char)text.ptr[window.end] & 0xC0) == 0x80)
        window.end++;
    return window;
}

void kb_mark_text(kb_buf *out, kb_str text, const kb_span *spans, size_t count)
{
    kb_mark_part(out, text, window_of(text, spans, count), spans, count);
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
    kb_mark_text(&e->text, answer->text, match->components, match->component_count);
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

/* Question or group of an answer; a text that is in no project need not say which. */
static int declared_question(const explaining *e, const kb_answer *answer)
{
    if (e->project == NULL && answer->question_name.len == 0)
        return KB_ABSENT;
    return kb_codebook_question(e->instrument->book, answer->question_name);
}

static int declared_group(const explaining *e, const kb_answer *answer)
{
    if (e->project == NULL && answer->group.len == 0)
        return KB_ABSENT;
    return kb_codebook_group(e->instrument->book, answer->group);
}

static kb_status explain_code(explaining *e, const kb_answer *answer, kb_error *err)
{
    const kb_whynot_request request = { .instrument = e->instrument,
                                        .scratch = e->scratch,
                                        .answer = answer,
                                        .question = declared_question(e, answer),
                                        .group = declared_group(e, answer),
                                        .code = e->code,
                                        .list = e->list };
    return kb_whynot_rows(&request, err);
}

static kb_status explain_answer(explaining *e, const kb_answer *answer, kb_error *err)
{
    const kb_codebook *book = e->instrument->book;
    kb_result result;
    if (e->code_name != NULL)
        return explain_code(e, answer, err);
    KB_TRY(kb_match_answer(e->instrument->matcher, e->scratch, answer->text,
                           declared_question(e, answer), declared_group(e, answer), &result, err));
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
        return kb_fail(err, KB_ERR_INPUT, "respondent '%.*s' has no answer with text in run %lld",
                       KB_ARG(e->respondent), (long long)e->run);
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

static kb_status begin_list(explaining *e, kb_error *err)
{
    const kb_str language = e->instrument->book->language;
    kb_list_column shown[COLUMN_COUNT];
    if (e->code_name != NULL)
        return kb_list_in_language(&e->list, "whynot", language, kb_whynot_columns,
                                   KB_WHYNOT_COLUMNS, err);
    memcpy(shown, columns, sizeof columns);
    shown[WAVE_COLUMN].heading.program_only = !e->waves;
    return kb_list_in_language(&e->list, "explain", language, shown, COLUMN_COUNT, err);
}

/* "Respondent R012: likeverd.maal («Tettere dialog»)" */
static kb_str title_of(const explaining *e, kb_arena *arena)
{
    const bool whose = e->respondent.len > 0, which = e->code_name != NULL;
    const kb_code *code = which ? &e->instrument->book->codes[e->code] : NULL;
    if (!which)
        return kb_arena_printf(arena, "%s%.*s", whose ? "Respondent " : "", KB_ARG(e->respondent));
    return kb_arena_printf(arena, "%s%.*s%s%.*s («%.*s»)", whose ? "Respondent " : "",
                           KB_ARG(e->respondent), whose ? ": " : "", KB_ARG(code->id),
                           KB_ARG(code->statement));
}

/* `text`: an answer that is in no project; NULL: the respondent's. */
static kb_status make_list(explaining *e, const kb_stamp *stamp, const kb_answer *text,
                           kb_report **out, kb_error *err)
{
    kb_arena arena = { 0 };
    kb_status status = begin_list(e, err);
    if (status == KB_OK)
        status = text != NULL ? explain_answer(e, text, err) : explain_all(e, err);
    if (status == KB_OK) {
        kb_list_describe(e->list, title_of(e, &arena), (kb_str){ 0 }, stamp);
        status = kb_list_finish(e->list, out, err);
        e->list = NULL;
    }
    kb_arena_free(&arena);
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
    kb_stamp stamp;
    if (e->code_name != NULL)
        KB_TRY(kb_whynot_code(e->instrument->book, e->code_name, &e->code, err));
    KB_TRY(kb_store_run(e->project->store, e->run, &run, err));
    if (!kb_str_equal(run.libraries, kb_matcher_engine(e->instrument->matcher)))
        kb_tell_note(&e->project->watch, KB_WARNING,
                     "the run was made with other libraries than this explanation");
    KB_TRY(kb_stamp_of(&stamp, arena, &run, err));
    return make_list(e, &stamp, NULL, out, err);
}

kb_status kb_project_explain(kb_project *project, const char *respondent, const char *question,
                             kb_report **out, kb_error *err)
{
    return kb_project_whynot(project, respondent, question, NULL, out, err);
}

kb_status kb_project_whynot(kb_project *project, const char *respondent, const char *question,
                            const char *code, kb_report **out, kb_error *err)
{
    explaining e = { .project = project, .code_name = code };
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

/* ------------------------------------------------------- a text that is in no project */

/* A name of the data must stand for one that the book declares. */
static kb_status check_declared(const char *what, const char *name, int index,
                                const kb_variable *declared, size_t count, kb_error *err)
{
    kb_buf known = { 0 };
    if (name == NULL || index >= 0)
        return KB_OK;
    for (size_t i = 0; i < count; i++)
        kb_buf_printf(&known, "%s%.*s", i > 0 ? ", " : "", KB_ARG(declared[i].id));
    kb_status status = kb_fail(err, KB_ERR_INPUT, "the codebook declares no %s '%s'%s%.*s", what,
                               name, count > 0 ? "; there are " : "", KB_ARG(kb_buf_view(&known)));
    kb_buf_free(&known);
    return status;
}

static kb_status explain_text(explaining *e, const kb_text_request *request, kb_report **out,
                              kb_error *err)
{
    const kb_codebook *book = e->instrument->book;
    kb_answer answer = { .question_name = kb_str_from(request->question),
                         .group = kb_str_from(request->group) };
    kb_canon *canon = NULL;
    bool changed;
    if (e->code_name != NULL)
        KB_TRY(kb_whynot_code(book, e->code_name, &e->code, err));
    KB_TRY(check_declared("question", request->question,
                          kb_codebook_question(book, answer.question_name), book->questions,
                          book->question_count, err));
    KB_TRY(check_declared("group", request->group, kb_codebook_group(book, answer.group),
                          book->groups, book->group_count, err));
    KB_TRY(kb_canon_new(&canon, err));
    kb_status status =
        kb_canon_apply(canon, kb_str_from(request->text), &answer.text, &changed, err);
    if (status == KB_OK)
        status = make_list(e, NULL, &answer, out, err);
    kb_canon_free(canon);
    return status;
}

kb_status kb_explain_text(const kb_text_request *request, const kb_project_options *options,
                          kb_report **out, kb_error *err)
{
    explaining e = { .code_name = request->code };
    kb_instrument instrument = { 0 };
    KB_TRY(kb_instrument_open(&instrument, request->codebook, options, err));
    e.instrument = &instrument;
    kb_status status = kb_scratch_new(&e.scratch, instrument.matcher, err);
    if (status == KB_OK)
        status = explain_text(&e, request, out, err);
    kb_scratch_free(e.scratch);
    kb_instrument_close(&instrument);
    return status;
}
