/* SPDX-License-Identifier: MIT */
/*
 * Why an answer got a code, or why it did not: the story.
 *
 * The answer is coded as ever; every rule that can give the code is then asked what
 * became of it.  For a rule that was looked for, its matches and their fate are those of
 * kb_match_answer(); one whose `when` does not hold is looked for now.  Rules that found
 * nothing go to whynot_pattern.c.  The rules are told by how near they came.
 */
#include "inquest.h"

#include "base/try.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

struct kb_whynot_room {
    kb_arena arena;
};

static const char *const verdict_names[] = { "given",     "suppressed", "when",  "negated",
                                             "undecided", "stopped",    "apart", "word",
                                             "part",      "nothing" };
static const char *const condition_names[] = { "status", "question", "group",    "pattern",
                                               "part",   "word",     "distance", "regex",
                                               "unless", "ignored",  "negation", "suppression",
                                               "limit" };

const char *kb_verdict_name(kb_verdict verdict)
{
    return verdict_names[verdict];
}

const char *kb_condition_name(kb_condition condition)
{
    return condition_names[condition];
}

/* ------------------------------------------------------------------------ accounts */

static const kb_span *copy_spans(inquest *q, const token_span *spans, size_t count)
{
    kb_span *bytes = kb_arena_array(q->arena, count, sizeof *bytes);
    for (size_t i = 0; bytes != NULL && i < count; i++)
        bytes[i] = kb_span_bytes(q->scratch, spans[i]);
    return bytes;
}

static void push_finding(inquest *q, account *a, const kb_finding *finding)
{
    kb_finding *items = kb_arena_grow(q->arena, a->findings, a->count, sizeof *items);
    q->failed |= items == NULL;
    if (items == NULL)
        return;
    a->findings = items;
    items[a->count++] = *finding;
}

void kb_account_add(inquest *q, account *a, kb_condition condition, bool held,
                    const token_span *spans, size_t span_count, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    const int len = vsnprintf(NULL, 0, format, args);
    char *line = kb_arena_alloc(q->arena, len < 0 ? 1 : (size_t)len + 1);
    if (line != NULL && len >= 0)
        vsnprintf(line, (size_t)len + 1, format, again);
    va_end(again);
    va_end(args);
    const kb_finding finding = { .condition = condition,
                                 .held = held,
                                 .detail = { line, line != NULL && len > 0 ? (size_t)len : 0 },
                                 .spans = copy_spans(q, spans, span_count),
                                 .span_count = span_count };
    q->failed |= q->arena->failed;
    push_finding(q, a, &finding);
}

void kb_account_append(inquest *q, account *a, const account *more)
{
    for (size_t i = 0; i < more->count; i++)
        push_finding(q, a, &more->findings[i]);
}

/* ------------------------------------------------------------------------ all rules */

static int by_begin(const void *a, const void *b)
{
    const kb_span *x = a, *y = b;
    if (x->begin != y->begin)
        return x->begin < y->begin ? -1 : 1;
    return (x->end > y->end) - (x->end < y->end);
}

/* All spans of an account, in text order, joined where they overlap. */
static void join_spans(inquest *q, const account *a, kb_rule_account *out)
{
    size_t count = 0, kept = 0;
    for (size_t i = 0; i < a->count; i++)
        count += a->findings[i].span_count;
    kb_span *spans = kb_arena_array(q->arena, count, sizeof *spans);
    if (spans == NULL)
        return;
    count = 0;
    for (size_t i = 0; i < a->count; i++)
        for (size_t k = 0; k < a->findings[i].span_count; k++)
            spans[count++] = a->findings[i].spans[k];
    if (count > 1)
        qsort(spans, count, sizeof *spans, by_begin);
    for (size_t i = 0; i < count; i++)
        if (kept > 0 && spans[i].begin < spans[kept - 1].end)
            spans[kept - 1].end =
                spans[i].end > spans[kept - 1].end ? spans[i].end : spans[kept - 1].end;
        else
            spans[kept++] = spans[i];
    out->spans = spans;
    out->span_count = kept;
}

/* Conditions that failed before the pattern was looked at weigh even where nothing was found. */
static size_t failures(const kb_rule_account *rule)
{
    size_t count = 0;
    for (size_t i = 0; i < rule->finding_count; i++)
        count += !rule->findings[i].held;
    return count;
}

static int nearest_first(const void *a, const void *b)
{
    const kb_rule_account *x = a, *y = b;
    if (x->nearness != y->nearness)
        return x->nearness > y->nearness ? -1 : 1;
    if (x->nearness == 0 && failures(x) != failures(y))
        return failures(x) < failures(y) ? -1 : 1;
    return (x->rule > y->rule) - (x->rule < y->rule);
}

static bool can_give(const kb_rule *rule, int code)
{
    return rule->code == code ||
           (rule->negated.kind == KB_NEGATED_FLIP && rule->negated.target == code);
}

static void judge_rules(inquest *q, const kb_asked *asked, size_t limit, kb_whynot *out)
{
    const kb_codebook *book = q->matcher->book;
    for (size_t i = 0; i < book->rule_count; i++)
        out->rule_total += can_give(&book->rules[i], out->code);
    kb_rule_account *rules = kb_arena_array(q->arena, out->rule_total, sizeof *rules);
    size_t count = 0;
    for (size_t i = 0; rules != NULL && i < book->rule_count && !q->failed; i++) {
        account a = { 0 };
        if (!can_give(&book->rules[i], out->code))
            continue;
        kb_judge_rule(q, asked, (int)i, &a);
        rules[count] = (kb_rule_account){ .rule = (int)i,
                                          .verdict = a.verdict,
                                          .nearness = a.nearness,
                                          .findings = a.findings,
                                          .finding_count = a.count };
        join_spans(q, &a, &rules[count++]);
    }
    if (count > 1)
        qsort(rules, count, sizeof *rules, nearest_first);
    out->rules = rules;
    while (out->rule_count < count && out->rule_count < limit &&
           (rules[out->rule_count].nearness > 0 || rules[0].nearness == 0))
        out->rule_count++;
}

/* Which codes the answer got; must come before the rules, which use the scratch. */
static bool list_given(inquest *q, const kb_result *result, kb_whynot *out)
{
    const size_t codes = q->matcher->book->code_count;
    bool *has = kb_arena_array(q->arena, codes, sizeof *has);
    int *others = kb_arena_array(q->arena, codes, sizeof *others);
    if (has == NULL || others == NULL)
        return false;
    for (size_t i = 0; i < result->segment_count; i++)
        has[result->segments[i].code] = true;
    out->given = has[out->code];
    for (size_t i = 0; i < codes; i++)
        if (has[i] && (int)i != out->code)
            others[out->instead_count++] = (int)i;
    out->instead = others;
    return true;
}

static kb_status inquire(inquest *q, kb_str canonical, const kb_asked *asked, size_t limit,
                         kb_whynot *out, kb_error *err)
{
    kb_result result;
    KB_TRY(kb_match_answer(q->matcher, q->scratch, canonical, asked->question, asked->group,
                           &result, err));
    out->non_answer = result.non_answer;
    out->text = result.text;
    if (!list_given(q, &result, out))
        return kb_fail_memory(err);
    q->scratch->founds.count = 0;
    q->ignored = (kb_blocked){ .first = 0, .count = q->scratch->spans.count };
    if (!result.non_answer)
        judge_rules(q, asked, limit, out);
    kb_stemmer_close(q->stemmer);
    kb_buf_free(&q->line);
    return q->failed || q->arena->failed || q->scratch->failed ? kb_fail_memory(err) : KB_OK;
}

kb_status kb_whynot_answer(kb_whynot **out, const kb_matcher *matcher, kb_scratch *scratch,
                           kb_str canonical, int question, int group, int code, size_t limit,
                           kb_error *err)
{
    *out = NULL;
    kb_whynot *made = calloc(1, sizeof *made);
    struct kb_whynot_room *room = calloc(1, sizeof *room);
    if (made == NULL || room == NULL) {
        free(made);
        free(room);
        return kb_fail_memory(err);
    }
    made->room = room;
    made->code = code;
    inquest q = { .matcher = matcher, .scratch = scratch, .arena = &room->arena };
    const kb_asked asked = { question, group, code };
    kb_status status = inquire(&q, canonical, &asked, limit, made, err);
    if (status == KB_OK)
        *out = made;
    else
        kb_whynot_free(made);
    return status;
}

void kb_whynot_free(kb_whynot *whynot)
{
    if (whynot == NULL)
        return;
    kb_arena_free(&whynot->room->arena);
    free(whynot->room);
    free(whynot);
}
