/* SPDX-License-Identifier: MIT */
/*
 * Matching a phrase at a token.
 *
 * Two questions are asked.  "Where may this step end if it begins here?" is answered
 * with a set of ends (one bit per token, counted from the phrase's first), so that
 * nested alternatives and gaps cost time in proportion to the pattern times its reach, and
 * never explode.  "Which way through is the first?" walks the steps in order of
 * preference - the longest alternative, the shortest gap - and never tries a (step, token)
 * that has failed before.
 */
#include "scan.h"

#include <stdlib.h>

enum { END_WORDS = (PHRASE_MAX_REACH + 1) / 64 };

/* Ends reachable, counted from the token where the phrase begins. */
typedef struct ends {
    uint64_t bits[END_WORDS];
} ends;

/* One attempt at one token. */
typedef struct attempt {
    kb_scratch *scratch;
    uint32_t at;    /* the token where the phrase begins */
    uint32_t limit; /* tokens that may be used, counted from `at` */
} attempt;

static void add_end(ends *set, uint32_t end)
{
    set->bits[end / 64] |= (uint64_t)1 << (end % 64);
}

static bool has_end(const ends *set, uint32_t end)
{
    return (set->bits[end / 64] >> (end % 64) & 1) != 0;
}

static bool is_empty(const ends *set)
{
    return (set->bits[0] | set->bits[1] | set->bits[2] | set->bits[3]) == 0;
}

static bool form_matches(const attempt *try, const word_form *form, uint32_t from)
{
    const kb_scratch *scratch = try->scratch;
    if (from + form->length > try->limit)
        return false;
    for (uint32_t i = 0; i < form->length; i++) {
        uint32_t token = try->at + from + i;
        if (!kb_word_passes(&scratch->seen, scratch->rows[token], form->tests[i]) ||
            (i > 0 && !scratch->spaced[token]))
            return false;
    }
    return true;
}

static void word_ends(const attempt *try, const phrase_step *step, uint32_t from, ends *out)
{
    for (size_t i = 0; i < step->form_count; i++)
        if (form_matches(try, &step->forms[i], from))
            add_end(out, from + (uint32_t)step->forms[i].length);
}

/* A regex alternative counts where its match begins at this very token. */
static void regex_ends(const attempt *try, uint32_t regex, uint32_t from, ends *out)
{
    const kb_scratch *scratch = try->scratch;
    const regex_memory *memory = kb_regex_spans(try->scratch, regex);
    const token_span *spans = scratch->regex_spans.items + memory->first;
    size_t low = 0, high = memory->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (spans[middle].begin < try->at + from)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < memory->count && spans[low].begin == try->at + from; low++)
        if (spans[low].end - try->at <= try->limit)
            add_end(out, spans[low].end - try->at);
}

static ends steps_ends(const attempt *try, const phrase_steps *steps, uint32_t from);

static void group_ends(const attempt *try, const phrase_step *step, uint32_t from, ends *out)
{
    for (size_t i = 0; i < step->alternative_count; i++) {
        ends more = steps_ends(try, &step->alternatives[i], from);
        for (int w = 0; w < END_WORDS; w++)
            out->bits[w] |= more.bits[w];
    }
    for (size_t i = 0; i < step->regex_count; i++)
        regex_ends(try, step->regexes[i], from, out);
    if (step->optional)
        add_end(out, from);
}

static void step_ends(const attempt *try, const phrase_step *step, uint32_t from, ends *out)
{
    switch (step->kind) {
    case STEP_WORD: word_ends(try, step, from, out); break;
    case STEP_GROUP: group_ends(try, step, from, out); break;
    case STEP_GAP:
        for (uint32_t end = from; end <= from + step->reach && end <= try->limit; end++)
            add_end(out, end);
        break;
    }
}

static ends steps_ends(const attempt *try, const phrase_steps *steps, uint32_t from)
{
    ends now = { 0 };
    add_end(&now, from);
    for (size_t i = 0; i < steps->count && !is_empty(&now); i++) {
        ends next = { 0 };
        for (uint32_t p = from; p <= try->limit; p++)
            if (has_end(&now, p))
                step_ends(try, &steps->items[i], p, &next);
        now = next;
    }
    return now;
}

/* ------------------------------------------------------------- the first way */

static bool walk(const attempt *try, const phrase_steps *steps, uint32_t from, uint32_t *end);

/* Notes the words that gaps swallow inside a step that ran from `from` to `to`. */
static void note_skips(const attempt *try, const phrase_step *step, uint32_t from, uint32_t to)
{
    if (step->kind == STEP_GAP && to > from)
        KB_PUSH(try->scratch, try->scratch->skips, (token_span){ try->at + from, try->at + to });
    for (size_t i = 0; step->kind == STEP_GROUP && step->gaps && i < step->alternative_count; i++) {
        ends set = steps_ends(try, &step->alternatives[i], from);
        uint32_t exactly = to;
        if (has_end(&set, to)) {
            walk(try, &step->alternatives[i], from, &exactly);
            return;
        }
    }
}

/* Where a walk stands: the end it must reach (or any), and what has failed before. */
typedef struct walker {
    const attempt *try;
    const phrase_steps *steps;
    uint32_t exactly; /* UINT32_MAX: any end will do */
    ends *failed;     /* one set per step */
} walker;

static bool walk_from(walker *w, size_t index, uint32_t from, uint32_t *end);

static bool take(walker *w, size_t index, uint32_t from, uint32_t to, uint32_t *end)
{
    size_t skips = w->try->scratch->skips.count;
    if (w->steps->gaps)
        note_skips(w->try, &w->steps->items[index], from, to);
    if (walk_from(w, index + 1, to, end))
        return true;
    w->try->scratch->skips.count = skips;
    return false;
}

static bool walk_from(walker *w, size_t index, uint32_t from, uint32_t *end)
{
    if (index == w->steps->count) {
        *end = from;
        return w->exactly == UINT32_MAX || from == w->exactly;
    }
    if (has_end(&w->failed[index], from))
        return false;
    const phrase_step *step = &w->steps->items[index];
    ends set = { 0 };
    step_ends(w->try, step, from, &set);
    uint32_t last = from + step->reach < w->try->limit ? from + step->reach : w->try->limit;
    if (step->regex_count > 0)
        last = w->try->limit;
    for (uint32_t i = from; i <= last; i++) {
        uint32_t to = step->kind == STEP_GAP ? i : from + last - i;
        if (has_end(&set, to) && take(w, index, from, to, end))
            return true;
    }
    add_end(&w->failed[index], from);
    return false;
}

enum { STEPS_ON_STACK = 16 };

/* Finds the first way through `steps`; `*end` says where it must end, or UINT32_MAX. */
static bool walk(const attempt *try, const phrase_steps *steps, uint32_t from, uint32_t *end)
{
    ends few[STEPS_ON_STACK] = { 0 };
    walker w = { .try = try, .steps = steps, .exactly = *end, .failed = few };
    if (steps->count > STEPS_ON_STACK) {
        w.failed = calloc(steps->count, sizeof *w.failed);
        if (w.failed == NULL)
            return try->scratch->failed = true, false;
    }
    bool found = walk_from(&w, 0, from, end);
    if (w.failed != few)
        free(w.failed);
    return found;
}

static uint32_t tokens_allowed(uint32_t at, uint32_t limit)
{
    return limit - at < PHRASE_MAX_REACH ? limit - at : PHRASE_MAX_REACH;
}

bool kb_phrase_at(kb_scratch *scratch, const phrase_steps *phrase, uint32_t at, uint32_t limit,
                  kb_component *out)
{
    const attempt try = { scratch, at, tokens_allowed(at, limit) };
    ends first = { 0 };
    step_ends(&try, &phrase->items[0], 0, &first);
    if (is_empty(&first))
        return false;
    uint32_t end = UINT32_MAX, skips = (uint32_t)scratch->skips.count;
    if (!walk(&try, phrase, 0, &end) || end == 0)
        return false;
    *out = (kb_component){ .span = { at, at + end },
                           .first_skip = skips,
                           .skip_count = (uint32_t)scratch->skips.count - skips };
    return true;
}

bool kb_phrase_spans(kb_scratch *scratch, const phrase_steps *phrase, uint32_t at, uint32_t limit)
{
    if (limit - at > PHRASE_MAX_REACH)
        return false;
    const attempt try = { scratch, at, limit - at };
    ends set = steps_ends(&try, phrase, 0);
    return has_end(&set, limit - at);
}

void kb_phrase_scan(kb_scratch *scratch, const phrase_steps *phrase, token_span range,
                    void (*each)(kb_scratch *scratch, void *payload, const kb_component *match),
                    void *payload)
{
    kb_component match;
    for (uint32_t at = range.begin; at < range.end;) {
        if (!kb_phrase_at(scratch, phrase, at, range.end, &match)) {
            at++;
            continue;
        }
        each(scratch, payload, &match);
        at = match.span.end;
    }
}
