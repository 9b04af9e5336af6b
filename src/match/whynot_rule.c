/* SPDX-License-Identifier: MIT */
/* One rule held against the answer: status and `when`, then its matches, or why there are none. */
#include "inquest.h"

/* ---------------------------------------------------------------------------- when */

static kb_str names_of(inquest *q, const kb_variable *variables, const int *list, size_t count)
{
    kb_buf_reset(&q->line);
    for (size_t i = 0; i < count; i++)
        kb_buf_printf(&q->line, "%s%.*s",
                      i == 0           ? ""
                      : i + 1 == count ? " or "
                                       : ", ",
                      KB_ARG(variables[list[i]].id));
    return kb_keep_line(q);
}

static void tell_question(inquest *q, account *a, kb_str wanted, int question, bool held)
{
    const kb_variable *all = q->matcher->book->questions;
    if (question == KB_ABSENT)
        kb_account_add(q, a, KB_CONDITION_QUESTION, held, NULL, 0,
                       "for answers to %.*s; no question is given", KB_ARG(wanted));
    else if (question == KB_UNKNOWN)
        kb_account_add(q, a, KB_CONDITION_QUESTION, held, NULL, 0,
                       "only for answers to %.*s; this is one to no declared question",
                       KB_ARG(wanted));
    else
        kb_account_add(q, a, KB_CONDITION_QUESTION, held, NULL, 0,
                       held ? "for answers to %.*s; this is one to %.*s"
                            : "only for answers to %.*s; this is one to %.*s",
                       KB_ARG(wanted), KB_ARG(all[question].id));
}

static void tell_group(inquest *q, account *a, kb_str wanted, int group, bool held)
{
    const kb_variable *all = q->matcher->book->groups;
    if (group == KB_ABSENT)
        kb_account_add(q, a, KB_CONDITION_GROUP, held, NULL, 0, "for group %.*s; no group is given",
                       KB_ARG(wanted));
    else if (group == KB_UNKNOWN)
        kb_account_add(q, a, KB_CONDITION_GROUP, held, NULL, 0,
                       "only for group %.*s; the respondent's group is not known", KB_ARG(wanted));
    else
        kb_account_add(q, a, KB_CONDITION_GROUP, held, NULL, 0,
                       held ? "for group %.*s; the respondent is of %.*s"
                            : "only for group %.*s; the respondent is of %.*s",
                       KB_ARG(wanted), KB_ARG(all[group].id));
}

/* Tells both halves of `when`; returns whether they hold. */
static bool tell_when(inquest *q, const kb_when *when, int question, int group, account *a)
{
    const kb_codebook *book = q->matcher->book;
    bool held = true;
    if (when->by_question) {
        const bool here = kb_is_listed(when->questions, when->question_count, question);
        tell_question(q, a, names_of(q, book->questions, when->questions, when->question_count),
                      question, here);
        held = here;
    }
    if (when->by_group) {
        const bool here = kb_is_listed(when->groups, when->group_count, group);
        tell_group(q, a, names_of(q, book->groups, when->groups, when->group_count), group, here);
        held = held && here;
    }
    return held;
}

static bool tell_status(inquest *q, const kb_code *code, account *a)
{
    if (code->status == KB_CODE_DRAFT)
        kb_account_add(q, a, KB_CONDITION_STATUS, true, NULL, 0,
                       "%.*s is a draft: it is given, and not in the matrix", KB_ARG(code->id));
    if (code->status == KB_CODE_RETIRED)
        kb_account_add(q, a, KB_CONDITION_STATUS, false, NULL, 0,
                       "%.*s is retired: its rules are never looked for", KB_ARG(code->id));
    return code->status != KB_CODE_RETIRED;
}

/* ------------------------------------------------------------------------ one rule */

/* What the rule would have found had its `when` held. */
static bool tell_unasked(inquest *q, int number, int code, account *a)
{
    kb_scratch *scratch = q->scratch;
    const size_t matches = scratch->matches.count;
    const size_t first = kb_inquest_find(q, &q->matcher->rules[number], &q->ignored);
    for (size_t i = first; i < scratch->founds.count && !scratch->failed; i++) {
        const kb_found found = scratch->founds.items[i];
        KB_PUSH(scratch, scratch->matches, kb_judge_match(scratch, number, &found));
    }
    scratch->founds.count = first;
    const rule_match *best = kb_best_match(q, matches, number, code);
    if (best != NULL) {
        const rule_match match = *best;
        kb_tell_match(q, &match, code, a);
    }
    scratch->matches.count = matches;
    return best != NULL;
}

static bool is_undecided(const kb_scratch *scratch, int rule)
{
    for (size_t i = 0; i < scratch->undecided_rules.count; i++)
        if (scratch->undecided_rules.items[i] == rule)
            return true;
    return false;
}

static void tell_nothing_found(inquest *q, int number, account *a)
{
    kb_why_no_match(q, &q->matcher->book->rules[number].pattern, &q->matcher->rules[number], a);
}

/* A rule whose `when` holds: what kb_match_answer() made of it. */
static void tell_asked(inquest *q, int number, int code, account *a)
{
    const rule_match *best = kb_best_match(q, 0, number, code);
    if (is_undecided(q->scratch, number)) {
        kb_account_add(q, a, KB_CONDITION_LIMIT, false, NULL, 0,
                       "a regex that it rests on needed too many steps and gave up");
        a->verdict = KB_VERDICT_UNDECIDED;
        a->nearness = NEAR_UNDECIDED;
    } else if (best != NULL) {
        const rule_match match = *best;
        kb_tell_match(q, &match, code, a);
    } else {
        tell_nothing_found(q, number, a);
    }
}

void kb_judge_rule(inquest *q, const kb_asked *asked_for, int number, account *a)
{
    const kb_codebook *book = q->matcher->book;
    const kb_rule *rule = &book->rules[number];
    const int code = asked_for->code;
    bool asked = tell_status(q, &book->codes[rule->code], a);
    asked = tell_when(q, &rule->when, asked_for->question, asked_for->group, a) && asked;
    if (asked) {
        tell_asked(q, number, code, a);
    } else if (!tell_unasked(q, number, code, a)) {
        tell_nothing_found(q, number, a);
        a->nearness /= 2;
    } else {
        const bool counts = a->verdict == KB_VERDICT_GIVEN;
        a->nearness = counts ? NEAR_OTHER_WHEN : a->nearness / 2;
        a->verdict = counts ? KB_VERDICT_WHEN : a->verdict;
    }
    if (rule->code != code && a->nearness < NEAR_SUPPRESSED)
        a->nearness /= 2;
}
