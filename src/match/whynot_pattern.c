/* SPDX-License-Identifier: MIT */
/*
 * Patterns that found nothing: what stops them, or which of their parts is missing.
 *
 * First the pattern is tried without what may stop it - the spans of `ignore_phrases`,
 * its `unless`, its `none`; where it then matches, that was the reason.  Otherwise its
 * parts are looked at one by one.  When all of them are there they stand too far apart,
 * in another order or in different units.
 */
#include "inquest.h"

#include "base/unicode.h"

enum { MOST_CHILDREN = 4, MOST_PLACES = 24, LEAST_CORE = 4, NEAR_CORE = 200 };

size_t kb_inquest_find(inquest *q, const kb_program *program, const kb_blocked *blocked)
{
    const size_t first = q->scratch->founds.count;
    kb_find_pattern(q->scratch, program, (token_span){ 0, (uint32_t)q->scratch->text->token_count },
                    blocked);
    kb_sort_founds(q->scratch, first);
    q->failed |= q->scratch->failed;
    return first;
}

/* The first match of a pattern; false when there is none. */
static bool find_first(inquest *q, const kb_program *program, const kb_blocked *blocked,
                       kb_found *found)
{
    const size_t first = kb_inquest_find(q, program, blocked);
    const bool any = q->scratch->founds.count > first;
    if (any)
        *found = q->scratch->founds.items[first];
    q->scratch->founds.count = first;
    return any;
}

static void stopped(account *a)
{
    a->verdict = KB_VERDICT_STOPPED;
    a->nearness = NEAR_STOPPED;
}

/* ------------------------------------------------------------------ what stops it */

/* The first match of one of `children` that meets `hull`, or any when hull is empty. */
static bool find_meeting(inquest *q, const kb_programs *children, const token_span *hull,
                         token_span *at, size_t *which)
{
    for (size_t i = 0; i < children->count; i++) {
        const size_t first = kb_inquest_find(q, &children->items[i], NULL);
        for (size_t k = first; k < q->scratch->founds.count; k++)
            if (hull == NULL || kb_overlap(*hull, q->scratch->founds.items[k].hull)) {
                *at = q->scratch->founds.items[k].hull;
                *which = i;
                q->scratch->founds.count = first;
                return true;
            }
        q->scratch->founds.count = first;
    }
    return false;
}

static bool stopped_by_unless(inquest *q, const kb_pattern *pattern, const kb_program *program,
                              account *a)
{
    kb_program bare = *program;
    kb_found found;
    token_span by;
    size_t which;
    bare.unless.count = 0;
    if (program->unless.count == 0 || !find_first(q, &bare, &q->ignored, &found) ||
        !find_meeting(q, &program->unless, &found.hull, &by, &which))
        return false;
    kb_account_add(q, a, KB_CONDITION_PATTERN, true, &found.hull, 1, "%.*s: «%.*s»",
                   KB_ARG(kb_say_pattern(q, pattern)), KB_ARG(kb_say_tokens(q, found.hull)));
    kb_account_add(q, a, KB_CONDITION_UNLESS, false, &by, 1,
                   "but it does not count where «%.*s» stands: unless %.*s",
                   KB_ARG(kb_say_tokens(q, by)),
                   KB_ARG(kb_say_pattern(q, &pattern->unless.items[which])));
    stopped(a);
    return true;
}

static bool stopped_by_none(inquest *q, const kb_pattern *pattern, const kb_program *program,
                            account *a)
{
    kb_program bare = *program;
    kb_found found;
    token_span by;
    size_t which;
    bare.none.count = 0;
    if (program->none.count == 0 || !find_first(q, &bare, &q->ignored, &found) ||
        !find_meeting(q, &program->none, NULL, &by, &which))
        return false;
    kb_account_add(q, a, KB_CONDITION_PATTERN, true, &found.hull, 1, "%.*s: «%.*s»",
                   KB_ARG(kb_say_pattern(q, pattern)), KB_ARG(kb_say_tokens(q, found.hull)));
    kb_account_add(q, a, KB_CONDITION_UNLESS, false, &by, 1,
                   "but «%.*s» stands there too: none %.*s", KB_ARG(kb_say_tokens(q, by)),
                   KB_ARG(kb_say_pattern(q, &pattern->none.items[which])));
    stopped(a);
    return true;
}

static bool stopped_by_ignored(inquest *q, const kb_pattern *pattern, const kb_program *program,
                               account *a)
{
    kb_found found;
    if (q->ignored.count == 0 || !find_first(q, program, NULL, &found))
        return false;
    kb_account_add(q, a, KB_CONDITION_PATTERN, true, &found.hull, 1, "%.*s: «%.*s»",
                   KB_ARG(kb_say_pattern(q, pattern)), KB_ARG(kb_say_tokens(q, found.hull)));
    for (size_t i = 0; i < q->ignored.count; i++) {
        const token_span by = q->scratch->spans.items[q->ignored.first + i];
        if (kb_overlap(by, found.hull))
            kb_account_add(q, a, KB_CONDITION_IGNORED, false, &by, 1,
                           "but «%.*s» is one of the book's ignore_phrases",
                           KB_ARG(kb_say_tokens(q, by)));
    }
    stopped(a);
    return true;
}

/* -------------------------------------------------------------------------- regexes */

/* The longest run of letters that a regex asks for outright. */
static kb_str core_of(kb_str source)
{
    kb_str best = { 0 };
    size_t begin = 0;
    for (size_t i = 0; i <= source.len;) {
        const size_t at = i;
        uint32_t c = i < source.len ? kb_utf8_next(source, &i) : 0;
        if (kb_is_letter(c))
            continue;
        size_t end = at;
        if (end > begin && (c == '?' || c == '*' || c == '{'))
            for (end--; end > begin && ((unsigned char)source.ptr[end] & 0xC0) == 0x80;)
                end--;
        if (end > begin && end - begin > best.len)
            best = kb_str_slice(source, (kb_span){ begin, end });
        if (at >= source.len)
            break;
        if (c == '\\' && i < source.len)
            kb_utf8_next(source, &i);
        while ((c == '[' || c == '{') && i < source.len)
            c = kb_utf8_next(source, &i) == (c == '[' ? ']' : '}') ? 0 : c;
        begin = i;
    }
    return best;
}

static bool find_core(inquest *q, kb_str core, token_span *at)
{
    kb_buf folded = { 0 };
    kb_fold_str(&folded, core);
    const kb_text *text = q->scratch->text;
    bool found = false;
    for (uint32_t i = 0; i < text->token_count && i < INQUEST_TOKENS && !found; i++) {
        const kb_str word = text->tokens[i].folded;
        found = !folded.failed && memmem(word.ptr, word.len, folded.ptr, folded.len) != NULL;
        *at = (token_span){ i, i + 1 };
    }
    q->failed |= folded.failed;
    kb_buf_free(&folded);
    return found;
}

/* Does it match signs and white space only?  Such a match does not count. */
static bool matches_no_word(inquest *q, const kb_program *program)
{
    const size_t before = q->scratch->wordless; /* counted again while the pattern is tried again */
    q->scratch->founds.count = kb_inquest_find(q, program, NULL);
    return q->scratch->wordless > before;
}

static void why_no_regex(inquest *q, const kb_pattern *pattern, const kb_program *program,
                         account *a)
{
    token_span at;
    if (matches_no_word(q, program)) {
        a->verdict = KB_VERDICT_PART;
        a->nearness = NEAR_CORE;
        kb_account_add(q, a, KB_CONDITION_REGEX, false, NULL, 0,
                       "«%.*s» matches, but touches no word: such a match does not count",
                       KB_ARG(kb_say_pattern(q, pattern)));
        return;
    }
    for (size_t i = 0; i < pattern->regex_count; i++) {
        const kb_str source = pattern->regexes[i].source, core = core_of(source);
        if (kb_utf8_count(core) < LEAST_CORE || !find_core(q, core, &at))
            continue;
        kb_account_add(q, a, KB_CONDITION_REGEX, false, &at, 1,
                       "«%.*s» does not match, though its «%.*s» is in «%.*s»", KB_ARG(source),
                       KB_ARG(core), KB_ARG(kb_say_tokens(q, at)));
        a->verdict = KB_VERDICT_PART;
        a->nearness = NEAR_CORE;
        return;
    }
    a->verdict = KB_VERDICT_NOTHING;
    a->nearness = 0;
    kb_account_add(q, a, KB_CONDITION_REGEX, false, NULL, 0, "«%.*s» does not match",
                   KB_ARG(kb_say_pattern(q, pattern)));
}

/* --------------------------------------------------------------- parts of a pattern */

/* Where each part of a pattern was found. */
typedef struct places {
    token_span items[MOST_CHILDREN][MOST_PLACES];
    size_t counts[MOST_CHILDREN];
    size_t parts;
} places;

typedef struct family {
    const kb_pattern *patterns;
    const kb_program *programs;
    size_t count;
} family;

static size_t find_places(inquest *q, const kb_program *program, token_span *to)
{
    const size_t first = kb_inquest_find(q, program, &q->ignored);
    size_t count = 0;
    for (size_t i = first; i < q->scratch->founds.count && count < MOST_PLACES; i++)
        to[count++] = q->scratch->founds.items[i].hull;
    q->scratch->founds.count = first;
    return count;
}

static void tell_part(inquest *q, const kb_pattern *part, const token_span *at, size_t count,
                      account *a)
{
    kb_account_add(q, a, KB_CONDITION_PART, true, at, count, "%.*s: «%.*s»",
                   KB_ARG(kb_say_pattern(q, part)), KB_ARG(kb_say_tokens(q, at[0])));
}

/* The part of which most is there. */
static account nearest_part(inquest *q, const family *parts)
{
    account best = { .verdict = KB_VERDICT_NOTHING, .nearness = -1 };
    for (size_t i = 0; i < parts->count; i++) {
        account one = { 0 };
        kb_why_no_match(q, &parts->patterns[i], &parts->programs[i], &one);
        if (one.nearness > best.nearness)
            best = one;
    }
    return best;
}

/* Tells every part in turn; returns whether all of them are there. */
static bool tell_parts(inquest *q, const family *parts, places *found, account *a)
{
    bool all = true;
    int sum = 0;
    a->verdict = KB_VERDICT_NOTHING;
    for (size_t i = 0; i < parts->count; i++) {
        token_span here[MOST_PLACES];
        const size_t count = find_places(q, &parts->programs[i], here);
        if (found->parts < MOST_CHILDREN) {
            memcpy(found->items[found->parts], here, count * sizeof *here);
            found->counts[found->parts++] = count;
        }
        if (count > 0) {
            tell_part(q, &parts->patterns[i], here, count, a);
            sum += 1000;
            if (KB_VERDICT_PART < a->verdict)
                a->verdict = KB_VERDICT_PART;
            continue;
        }
        account one = { 0 };
        all = false;
        kb_why_no_match(q, &parts->patterns[i], &parts->programs[i], &one);
        sum += one.nearness;
        if (one.verdict < a->verdict)
            a->verdict = one.verdict;
        kb_account_append(q, a, &one);
    }
    a->nearness = parts->count > 0 ? sum / (int)parts->count * NEAR_MOST_OF / 1000 : 0;
    return all;
}

/* ------------------------------------------------------------- all there, but apart */

/* One way to take a place of each part, and what is wrong with it: the least counts. */
typedef struct standing {
    token_span at[MOST_CHILDREN]; /* in text order */
    size_t count;
    enum { IN_WINDOW, TOO_FAR, OUT_OF_ORDER, OVERLAPPING, IN_OTHER_UNITS } wrong;
    uint32_t excess; /* words more than the window allows, over all neighbours */
} standing;

static size_t unit_of(const inquest *q, kb_scope in, uint32_t token)
{
    const kb_token *t = &q->scratch->text->tokens[token];
    return in == KB_IN_ANSWER ? 0 : in == KB_IN_CLAUSE ? t->clause : t->sentence;
}

static void sort_spans(token_span *spans, size_t count)
{
    for (size_t i = 1; i < count; i++)
        for (size_t k = i; k > 0 && spans[k].begin < spans[k - 1].begin; k--) {
            const token_span swap = spans[k];
            spans[k] = spans[k - 1];
            spans[k - 1] = swap;
        }
}

static void judge_standing(const inquest *q, const kb_program *program,
                           const token_span *as_written, standing *s)
{
    s->wrong = IN_WINDOW;
    s->excess = 0;
    memcpy(s->at, as_written, s->count * sizeof *s->at);
    sort_spans(s->at, s->count);
    for (size_t i = 1; i < s->count; i++) {
        const token_span left = s->at[i - 1], right = s->at[i];
        if (unit_of(q, program->in, left.begin) != unit_of(q, program->in, right.end - 1)) {
            s->wrong = IN_OTHER_UNITS;
            return;
        }
        const uint32_t between = right.begin > left.end ? right.begin - left.end : 0;
        if (right.begin < left.end)
            s->wrong = OVERLAPPING;
        else if (between > program->within)
            s->excess += between - program->within;
    }
    if (s->wrong == IN_WINDOW && program->ordered &&
        memcmp(s->at, as_written, s->count * sizeof *s->at) != 0)
        s->wrong = OUT_OF_ORDER;
    if (s->wrong == IN_WINDOW && s->excess > 0)
        s->wrong = TOO_FAR;
}

/* Goes through the places of every part; so many that the work stays small. */
static standing best_standing(const inquest *q, const kb_program *program, const places *found)
{
    standing best = { .wrong = IN_OTHER_UNITS, .excess = UINT32_MAX };
    const size_t most = found->parts == 4 ? 10 : MOST_PLACES;
    size_t turn[MOST_CHILDREN] = { 0 };
    for (size_t part = 0; part < found->parts;) {
        token_span now[MOST_CHILDREN];
        for (size_t i = 0; i < found->parts; i++)
            now[i] = found->items[i][turn[i]];
        standing s = { .count = found->parts };
        judge_standing(q, program, now, &s);
        if (best.count == 0 || s.wrong < best.wrong ||
            (s.wrong == best.wrong && s.excess < best.excess))
            best = s;
        for (part = 0; part < found->parts; part++) {
            if (++turn[part] < found->counts[part] && turn[part] < most)
                break;
            turn[part] = 0;
        }
    }
    return best;
}

static const char *unit_name(kb_scope in)
{
    return in == KB_IN_CLAUSE ? "clauses" : "sentences";
}

static void tell_too_far(inquest *q, const kb_program *program, const standing *s, account *a)
{
    for (size_t i = 1; i < s->count; i++) {
        const uint32_t between = s->at[i].begin - s->at[i - 1].end;
        if (between <= program->within)
            continue;
        const token_span both[] = { s->at[i - 1], s->at[i] };
        kb_account_add(q, a, KB_CONDITION_DISTANCE, false, both, 2,
                       "%u words stand between «%.*s» and «%.*s», and within is %u: short by %u",
                       between, KB_ARG(kb_say_tokens(q, both[0])),
                       KB_ARG(kb_say_tokens(q, both[1])), program->within,
                       between - program->within);
    }
}

static void tell_units(inquest *q, const kb_program *program, const standing *s, account *a)
{
    for (size_t i = 1; i < s->count; i++) {
        const token_span both[] = { s->at[i - 1], s->at[i] };
        if (unit_of(q, program->in, both[0].begin) == unit_of(q, program->in, both[1].end - 1))
            continue;
        kb_account_add(q, a, KB_CONDITION_DISTANCE, false, both, 2,
                       "«%.*s» and «%.*s» stand in different %s", KB_ARG(kb_say_tokens(q, both[0])),
                       KB_ARG(kb_say_tokens(q, both[1])), unit_name(program->in));
        return;
    }
}

static void tell_standing(inquest *q, const kb_program *program, const standing *s, account *a)
{
    switch (s->wrong) {
    case TOO_FAR: tell_too_far(q, program, s, a); break;
    case OUT_OF_ORDER:
        kb_account_add(q, a, KB_CONDITION_DISTANCE, false, s->at, s->count,
                       "they stand in another order than the rule's");
        break;
    case OVERLAPPING:
        kb_account_add(q, a, KB_CONDITION_DISTANCE, false, s->at, s->count,
                       "the same words cannot stand for two parts");
        break;
    case IN_OTHER_UNITS: tell_units(q, program, s, a); break;
    case IN_WINDOW:
        kb_account_add(q, a, KB_CONDITION_DISTANCE, false, s->at, s->count,
                       "its parts do not stand together as the rule wants");
        break;
    }
    a->verdict = KB_VERDICT_APART;
    a->nearness = NEAR_APART - (s->wrong == TOO_FAR ? (s->excess < 50 ? (int)s->excess : 50) : 60);
}

/* -------------------------------------------------------------------------- the kinds */

static void why_no_near(inquest *q, const kb_pattern *pattern, const kb_program *program,
                        account *a)
{
    const family parts = { pattern->near.items, program->near.items, program->near.count };
    places found = { .parts = 0 };
    if (!tell_parts(q, &parts, &found, a))
        return;
    const standing best = best_standing(q, program, &found);
    tell_standing(q, program, &best, a);
}

/* At least one of `any`; tells the one found, or the one that comes nearest. */
static bool tell_any(inquest *q, const kb_pattern *pattern, const kb_program *program,
                     places *found, account *a)
{
    token_span here[MOST_PLACES];
    for (size_t i = 0; i < program->any.count; i++) {
        const size_t count = find_places(q, &program->any.items[i], here);
        if (count == 0)
            continue;
        tell_part(q, &pattern->any.items[i], here, count, a);
        if (found->parts < MOST_CHILDREN) {
            memcpy(found->items[found->parts], here, count * sizeof *here);
            found->counts[found->parts++] = count;
        }
        return true;
    }
    const family parts = { pattern->any.items, program->any.items, program->any.count };
    const account best = nearest_part(q, &parts);
    kb_account_append(q, a, &best);
    if (program->all.count == 0) {
        a->verdict = best.verdict;
        a->nearness = best.nearness;
    }
    return false;
}

static void why_no_logic(inquest *q, const kb_pattern *pattern, const kb_program *program,
                         account *a)
{
    const family parts = { pattern->all.items, program->all.items, program->all.count };
    places found = { .parts = 0 };
    bool all = tell_parts(q, &parts, &found, a);
    if (program->any.count > 0)
        all = tell_any(q, pattern, program, &found, a) && all;
    if (!all)
        return;
    kb_program whole = *program; /* all in one unit, at any distance */
    whole.within = UINT32_MAX;
    whole.ordered = false;
    const standing best = best_standing(q, &whole, &found);
    tell_standing(q, &whole, &best, a);
}

void kb_why_no_match(inquest *q, const kb_pattern *pattern, const kb_program *program, account *a)
{
    if (stopped_by_ignored(q, pattern, program, a) || stopped_by_unless(q, pattern, program, a) ||
        stopped_by_none(q, pattern, program, a))
        return;
    switch (pattern->kind) {
    case KB_PATTERN_PHRASE: kb_why_no_phrase(q, pattern, program, a); break;
    case KB_PATTERN_REGEX: why_no_regex(q, pattern, program, a); break;
    case KB_PATTERN_NEAR: why_no_near(q, pattern, program, a); break;
    case KB_PATTERN_LOGIC: why_no_logic(q, pattern, program, a); break;
    }
}
