/* SPDX-License-Identifier: MIT */
/*
 * What became of a match: what it is made of, what negates it or should have done so,
 * which code suppresses it.
 */
#include "inquest.h"

#include <stdio.h>

/* ------------------------------------------------------------------------- negation */

/* How far a cue is from a match that it does not negate. */
typedef struct far_cue {
    token_span span;
    uint32_t distance, within;
    bool found;
} far_cue;

static void see_cue(const inquest *q, const kb_found_cue *cue, token_span hull, bool before,
                    far_cue *best)
{
    const kb_token *tokens = q->scratch->text->tokens;
    const bool apart = before ? cue->span.end <= hull.begin : cue->span.begin >= hull.end;
    if (!apart || tokens[cue->span.begin].sentence != tokens[hull.begin].sentence)
        return;
    const uint32_t distance = before ? hull.begin - cue->span.end : cue->span.begin - hull.end;
    if (!best->found || distance < best->distance)
        *best = (far_cue){ cue->span, distance, cue->within, true };
}

static far_cue nearest_cue(const inquest *q, token_span hull)
{
    const kb_scratch *scratch = q->scratch;
    far_cue best = { .found = false };
    for (size_t i = 0; scratch->cues_known && i < scratch->before.count; i++)
        see_cue(q, &scratch->before.items[i], hull, true, &best);
    for (size_t i = 0; scratch->cues_known && i < scratch->after.count; i++)
        see_cue(q, &scratch->after.items[i], hull, false, &best);
    return best;
}

/* Why is a match that ought to be negated not so? */
static void tell_not_negated(inquest *q, token_span hull, const char *wish, account *a)
{
    const far_cue cue = nearest_cue(q, hull);
    const kb_str match = kb_say_tokens(q, hull);
    if (!cue.found)
        kb_account_add(q, a, KB_CONDITION_NEGATION, false, NULL, 0, "no word negates «%.*s»; %s",
                       KB_ARG(match), wish);
    else if (cue.distance > cue.within)
        kb_account_add(q, a, KB_CONDITION_NEGATION, false, &cue.span, 1,
                       "«%.*s» is %u words away from «%.*s», and reaches %u: short by %u; %s",
                       KB_ARG(kb_say_tokens(q, cue.span)), cue.distance, KB_ARG(match), cue.within,
                       cue.distance - cue.within, wish);
    else
        kb_account_add(q, a, KB_CONDITION_NEGATION, false, &cue.span, 1,
                       "«%.*s» stands in another clause than «%.*s» and does not negate it; %s",
                       KB_ARG(kb_say_tokens(q, cue.span)), KB_ARG(match), wish);
}

static kb_str say_negated(inquest *q, const rule_match *match)
{
    const token_span hull = match->found.hull, cue = match->cue;
    const bool before = cue.end <= hull.begin, after = cue.begin >= hull.end;
    const uint32_t between = before ? hull.begin - cue.end : after ? cue.begin - hull.end : 0;
    const char *side = before ? "before" : after ? "after" : "inside";
    const kb_str word = kb_say_tokens(q, cue), match_text = kb_say_tokens(q, hull);
    if (between == 0)
        return kb_arena_printf(q->arena, "«%.*s», %s %s «%.*s», negates it", KB_ARG(word),
                               before || after ? "right" : "standing", side, KB_ARG(match_text));
    return kb_arena_printf(q->arena, "«%.*s» %s «%.*s» negates it, with %u word%s between",
                           KB_ARG(word), side, KB_ARG(match_text), between,
                           between == 1 ? "" : "s");
}

static void tell_negation(inquest *q, const rule_match *match, int code, account *a)
{
    const kb_codebook *book = q->matcher->book;
    const kb_rule *rule = &book->rules[match->rule];
    const bool counts = match->fate != KB_NEGATED && match->code == code;
    const kb_str by = match->negated ? say_negated(q, match) : (kb_str){ 0 };
    char wish[160] = "the rule wants it negated";
    if (rule->negated.kind == KB_NEGATED_IGNORE)
        return;
    if (!match->negated && rule->negated.kind == KB_NEGATED_FLIP && rule->code != code)
        snprintf(wish, sizeof wish, "as it stands it counts for %.*s",
                 KB_ARG(book->codes[rule->code].id));
    if (!match->negated && counts)
        kb_account_add(q, a, KB_CONDITION_NEGATION, true, NULL, 0, "nothing negates it");
    else if (!match->negated)
        tell_not_negated(q, match->found.hull, wish, a);
    else if (counts && rule->negated.kind == KB_NEGATED_FLIP)
        kb_account_add(q, a, KB_CONDITION_NEGATION, true, &match->cue, 1,
                       "%.*s, so the rule of %.*s counts for this code", KB_ARG(by),
                       KB_ARG(book->codes[rule->code].id));
    else if (counts)
        kb_account_add(q, a, KB_CONDITION_NEGATION, true, &match->cue, 1, "%.*s, as the rule wants",
                       KB_ARG(by));
    else if (match->code != code)
        kb_account_add(q, a, KB_CONDITION_NEGATION, false, &match->cue, 1,
                       "%.*s, so it counts for %.*s instead", KB_ARG(by),
                       KB_ARG(book->codes[match->code].id));
    else
        kb_account_add(q, a, KB_CONDITION_NEGATION, false, &match->cue, 1, "%.*s", KB_ARG(by));
}

/* ---------------------------------------------------------------------- suppression */

static bool shares_sentence(const kb_scratch *scratch, const kb_found *a, const kb_found *b)
{
    const kb_token *tokens = scratch->text->tokens;
    for (uint32_t i = 0; i < a->count; i++)
        for (uint32_t k = 0; k < b->count; k++) {
            const token_span x = scratch->components.items[a->first + i].span;
            const token_span y = scratch->components.items[b->first + k].span;
            if (tokens[x.begin].sentence <= tokens[y.end - 1].sentence &&
                tokens[y.begin].sentence <= tokens[x.end - 1].sentence)
                return true;
        }
    return false;
}

static void tell_suppression(inquest *q, const rule_match *match, account *a)
{
    const kb_codebook *book = q->matcher->book;
    const kb_scratch *scratch = q->scratch;
    for (size_t i = 0; i < scratch->matches.count; i++) {
        const rule_match *by = &scratch->matches.items[i];
        if (by->code != match->by || by->fate != KB_KEPT ||
            !shares_sentence(scratch, &by->found, &match->found))
            continue;
        kb_account_add(q, a, KB_CONDITION_SUPPRESSION, false, &by->found.hull, 1,
                       "%.*s suppresses it: rule %.*s (line %d) found «%.*s» in the same sentence",
                       KB_ARG(book->codes[match->by].id), KB_ARG(book->rules[by->rule].id),
                       book->rules[by->rule].place.line, KB_ARG(kb_say_tokens(q, by->found.hull)));
        return;
    }
    kb_account_add(q, a, KB_CONDITION_SUPPRESSION, false, NULL, 0,
                   "%.*s in the same sentence suppresses it", KB_ARG(book->codes[match->by].id));
}

/* ------------------------------------------------------------------------ one rule */

/* How good a match is for the code: what it got furthest to. */
static int rank_of(const rule_match *match, int code)
{
    if (match->code != code)
        return 0;
    return match->fate == KB_KEPT ? 3 : match->fate == KB_SUPPRESSED ? 2 : 1;
}

/* The best match among scratch->matches from `first` on that the rule made. */
const rule_match *kb_best_match(const inquest *q, size_t first, int rule, int code)
{
    const rule_match *best = NULL;
    for (size_t i = first; i < q->scratch->matches.count; i++) {
        const rule_match *match = &q->scratch->matches.items[i];
        if (match->rule == rule && (best == NULL || rank_of(match, code) > rank_of(best, code)))
            best = match;
    }
    return best;
}

static void tell_found(inquest *q, const rule_match *match, account *a)
{
    token_span spans[16];
    const kb_rule *rule = &q->matcher->book->rules[match->rule];
    size_t count = 0;
    for (uint32_t i = 0; i < match->found.count && count < 16; i++)
        spans[count++] = q->scratch->components.items[match->found.first + i].span;
    kb_buf_reset(&q->line);
    for (size_t i = 0; i < count; i++)
        kb_buf_printf(&q->line, "%s«%.*s»", i > 0 ? " and " : "",
                      KB_ARG(kb_say_tokens(q, spans[i])));
    const kb_str found = kb_keep_line(q);
    kb_account_add(q, a, KB_CONDITION_PATTERN, true, spans, count, "%.*s: found %.*s",
                   KB_ARG(kb_say_pattern(q, &rule->pattern)), KB_ARG(found));
}

void kb_tell_match(inquest *q, const rule_match *match, int code, account *a)
{
    const kb_rule *rule = &q->matcher->book->rules[match->rule];
    tell_found(q, match, a);
    tell_negation(q, match, code, a);
    switch (rank_of(match, code)) {
    case 3:
        a->verdict = KB_VERDICT_GIVEN;
        a->nearness = NEAR_GIVEN;
        break;
    case 2:
        tell_suppression(q, match, a);
        a->verdict = KB_VERDICT_SUPPRESSED;
        a->nearness = NEAR_SUPPRESSED;
        break;
    default:
        a->verdict = KB_VERDICT_NEGATED;
        a->nearness = rule->code != code ? NEAR_OPPOSITE : NEAR_NEGATED;
    }
}
