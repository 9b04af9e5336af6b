/* SPDX-License-Identifier: MIT */
/*
 * Why an answer did not get a code, as a list: for each answer what came out, then the
 * rules that came nearest, each with its text marked and a row for every condition.
 */
#include "explain.h"

const kb_list_column kb_whynot_columns[KB_WHYNOT_COLUMNS] = {
    PROGRAM_HEADING("question", .numeric = false),
    PROGRAM_HEADING("code", .numeric = false),
    PROGRAM_HEADING("given", .numeric = false),
    PROGRAM_HEADING("rule", .numeric = false),
    PROGRAM_HEADING("line", .numeric = true),
    PROGRAM_HEADING("verdict", .numeric = false),
    HEADING("summary", RULE, .section = true),
    HEADING("text", TEXT, .section = true, .marked = true),
    HEADING("held", HELD, .numeric = false),
    HEADING("condition", CONDITION, .numeric = false),
    HEADING("detail", DETAIL, .numeric = false),
    PROGRAM_HEADING("spans", .numeric = false),
    PROGRAM_HEADING("wave", .numeric = false),
};

enum { SHOWN_RULES = 3, SHORT_TEXT = 300, LONG_TEXT = 20000 };

/* The rows of one answer on their way. */
typedef struct rows {
    const kb_whynot_request *request;
    const kb_codebook *book;
    const kb_whynot *found;
    const kb_rule_account *rule; /* NULL: the answer as a whole */
    kb_buf summary, text, detail, spans;
} rows;

static kb_str yes_or_no(bool yes)
{
    return yes ? KB_STR("yes") : KB_STR("no");
}

/* "12-18 24-30", code points */
static void put_spans(kb_buf *out, kb_str text, const kb_span *spans, size_t count)
{
    kb_buf_reset(out);
    for (size_t i = 0; i < count; i++)
        kb_buf_printf(out, "%s%zu-%zu", i > 0 ? " " : "",
                      kb_offset_convert(text, spans[i].begin, KB_BYTES, KB_CODE_POINTS),
                      kb_offset_convert(text, spans[i].end, KB_BYTES, KB_CODE_POINTS));
}

static void add_row(rows *r, kb_str verdict, kb_str condition, bool held)
{
    const kb_rule *rule = r->rule != NULL ? &r->book->rules[r->rule->rule] : NULL;
    const kb_answer *answer = r->request->answer;
    const kb_value values[KB_WHYNOT_COLUMNS] = {
        kb_value_text(answer->question_name),
        kb_value_text(r->book->codes[r->found->code].id),
        kb_value_text(yes_or_no(r->found->given)),
        kb_value_text(rule != NULL ? rule->id : (kb_str){ 0 }),
        rule != NULL ? kb_value_count((uint64_t)rule->place.line)
                     : (kb_value){ .kind = KB_VALUE_EMPTY },
        kb_value_text(verdict),
        kb_value_text(kb_buf_view(&r->summary)),
        kb_value_text(kb_buf_view(&r->text)),
        kb_value_text(yes_or_no(held)),
        kb_value_text(condition),
        kb_value_text(kb_buf_view(&r->detail)),
        kb_value_text(kb_buf_view(&r->spans)),
        kb_value_text(answer->wave),
    };
    kb_list_add(r->request->list, values);
}

/* ------------------------------------------------------------------ the whole answer */

static void name_answer(rows *r)
{
    const kb_answer *answer = r->request->answer;
    kb_buf_reset(&r->summary);
    if (answer->wave.len > 0)
        kb_buf_printf(&r->summary, "%.*s, ", KB_ARG(answer->wave));
    if (answer->question_name.len > 0)
        kb_buf_printf(&r->summary, "%.*s: ", KB_ARG(answer->question_name));
    kb_buf_printf(&r->summary, "%.*s is %s", KB_ARG(r->book->codes[r->found->code].id),
                  r->found->given ? "given" : "not given");
}

static void list_instead(rows *r)
{
    const kb_whynot *found = r->found;
    kb_buf_reset(&r->detail);
    if (found->non_answer) {
        kb_buf_puts(&r->detail, found->text->token_count == 0
                                    ? "a non-answer, for it has no word: no rule is looked for"
                                    : "a non-answer, for all of it is what ignore_answers lists: "
                                      "no rule is looked for");
        return;
    }
    if (found->instead_count == 0)
        kb_buf_puts(&r->detail,
                    found->given ? "no other code is given" : "no code at all is given");
    else
        kb_buf_puts(&r->detail, found->given ? "given as well: " : "given instead: ");
    for (size_t i = 0; i < found->instead_count; i++)
        kb_buf_printf(&r->detail, "%s%.*s", i > 0 ? ", " : "",
                      KB_ARG(r->book->codes[found->instead[i]].id));
    if (found->rule_total == 0)
        kb_buf_puts(&r->detail, "; no rule of the codebook can give this code");
}

static void tell_answer(rows *r)
{
    name_answer(r);
    kb_mark_text(&r->text, r->request->answer->text, NULL, 0);
    list_instead(r);
    kb_buf_reset(&r->spans);
    add_row(r,
            r->found->given        ? KB_STR("given")
            : r->found->non_answer ? KB_STR("non-answer")
                                   : KB_STR("not-given"),
            KB_STR("code"), r->found->given);
}

/* ------------------------------------------------------------------------- one rule */

static bool failed(const kb_rule_account *rule, kb_condition condition)
{
    for (size_t i = 0; i < rule->finding_count; i++)
        if (rule->findings[i].condition == condition && !rule->findings[i].held)
            return true;
    return false;
}

static const char *why_not_asked(const kb_rule_account *rule)
{
    return failed(rule, KB_CONDITION_STATUS)     ? "would match, but its code is retired"
           : failed(rule, KB_CONDITION_QUESTION) ? "would match, but is for another question"
                                                 : "would match, but is for another group";
}

static const char *why_negated(const rows *r, const kb_rule *rule)
{
    const bool wanted = rule->negated.kind == KB_NEGATED_ONLY || rule->code != r->found->code;
    return wanted ? "matches, but is not negated" : "matches, but is negated";
}

static const char *verdict_text(const rows *r, const kb_rule_account *rule)
{
    switch (rule->verdict) {
    case KB_VERDICT_GIVEN: return "gives it";
    case KB_VERDICT_SUPPRESSED: return "matches, but another code suppresses it";
    case KB_VERDICT_WHEN: return why_not_asked(rule);
    case KB_VERDICT_NEGATED: return why_negated(r, &r->book->rules[rule->rule]);
    case KB_VERDICT_UNDECIDED: return "gave up";
    case KB_VERDICT_STOPPED: return "would match, but something in the text stops it";
    case KB_VERDICT_APART: return "has all its parts, but not together";
    case KB_VERDICT_WORD: return "comes near: a word is written otherwise";
    case KB_VERDICT_PART: return "is there only in part";
    case KB_VERDICT_NOTHING: return "finds nothing";
    }
    return "";
}

/* The sentences around what was found, of a long text; all of a short one. */
static void put_excerpt(rows *r, const kb_rule_account *rule)
{
    const kb_str text = r->request->answer->text;
    kb_span part = { 0, text.len };
    kb_buf_reset(&r->text);
    if (rule->span_count == 0)
        return;
    kb_mark_text(&r->text, text, rule->spans, rule->span_count);
    if (text.len <= SHORT_TEXT || text.len > LONG_TEXT)
        return;
    const kb_span first = rule->spans[0], last = rule->spans[rule->span_count - 1];
    const kb_text *split = r->request->split;
    for (size_t i = 0; i < split->sentence_count; i++) {
        const kb_span bytes = split->sentences[i].bytes;
        if (bytes.end <= first.begin && i + 1 < split->sentence_count)
            part.begin = split->sentences[i + 1].bytes.begin;
        if (bytes.begin < last.end)
            part.end = bytes.end;
    }
    kb_mark_part(&r->text, text, part, rule->spans, rule->span_count);
}

static void tell_rule(rows *r, const kb_rule_account *account)
{
    const kb_rule *rule = &r->book->rules[account->rule];
    r->rule = account;
    kb_buf_reset(&r->summary);
    kb_buf_printf(&r->summary, "Rule %.*s (line %d)%s %s", KB_ARG(rule->id), rule->place.line,
                  rule->code == r->found->code ? "" : ", which counts here when it is negated,",
                  verdict_text(r, account));
    put_excerpt(r, account);
    for (size_t i = 0; i < account->finding_count; i++) {
        const kb_finding *finding = &account->findings[i];
        kb_buf_reset(&r->detail);
        kb_buf_str(&r->detail, finding->detail);
        put_spans(&r->spans, r->request->answer->text, finding->spans, finding->span_count);
        add_row(r, kb_str_from(kb_verdict_name(account->verdict)),
                kb_str_from(kb_condition_name(finding->condition)), finding->held);
    }
}

kb_status kb_whynot_rows(const kb_whynot_request *request, kb_error *err)
{
    kb_whynot *found = NULL;
    KB_TRY(kb_whynot_answer(&found, request->instrument->matcher, request->scratch,
                            request->answer->text, request->question, request->group, request->code,
                            SHOWN_RULES, err));
    kb_whynot_request with_text = *request;
    with_text.split = found->text;
    rows r = { .request = &with_text, .book = request->instrument->book, .found = found };
    tell_answer(&r);
    for (size_t i = 0; i < found->rule_count; i++)
        tell_rule(&r, &found->rules[i]);
    const bool short_of_memory =
        r.summary.failed || r.text.failed || r.detail.failed || r.spans.failed;
    kb_buf_free(&r.summary);
    kb_buf_free(&r.text);
    kb_buf_free(&r.detail);
    kb_buf_free(&r.spans);
    kb_whynot_free(found);
    return short_of_memory ? kb_fail_memory(err) : KB_OK;
}

kb_status kb_whynot_code(const kb_codebook *book, const char *id, int *code, kb_error *err)
{
    const kb_str wanted = kb_str_from(id);
    kb_arena arena = { 0 };
    *code = kb_codebook_code(book, wanted);
    if (*code >= 0)
        return KB_OK;
    kb_str *ids = kb_arena_array(&arena, book->code_count, sizeof *ids);
    for (size_t i = 0; ids != NULL && i < book->code_count; i++)
        ids[i] = book->codes[i].id;
    const size_t nearest =
        ids != NULL ? kb_str_nearest(wanted, ids, book->code_count) : book->code_count;
    kb_status status =
        nearest < book->code_count
            ? kb_fail(err, KB_ERR_INPUT, "no code '%s' in the codebook; did you mean '%.*s'?", id,
                      KB_ARG(book->codes[nearest].id))
            : kb_fail(err, KB_ERR_INPUT,
                      "no code '%s' in the codebook; a code is called "
                      "theme.category",
                      id);
    kb_arena_free(&arena);
    return status;
}
