/* SPDX-License-Identifier: MIT */
/*
 * Matching a phrase at a token.
 *
 * Two questions are asked.  "Where may a step begin so that the phrase can still end
 * well?" is answered backwards, from the last step to the first, with sets of tokens (one
 * bit each, counted from the phrase's first), so that nested alternatives and gaps cost time
 * in proportion to the pattern times its reach, and never explode.  "Which way is the first?"
 * then goes forwards through those sets in order of preference - the longest alternative, the
 * shortest gap - and never has to turn back.  An alternative is worth what it matches by
 * itself: brackets and macros do not change how the gaps inside them behave.
 */
#include "scan.h"

#include <string.h>

/* One attempt at one token. */
typedef struct attempt {
    kb_scratch *scratch;
    uint32_t at;           /* the token where the phrase begins */
    uint32_t limit;        /* tokens that may be used, counted from `at` */
    uint32_t from;         /* nothing before this one is asked about, counted from `at` */
    const uint64_t *bits;  /* the tests that words of the sentence pass */
    const uint64_t *worth; /* what is worth looking for in it */
} attempt;

static const uint64_t *sentence_of(const kb_scratch *scratch, uint32_t at)
{
    size_t sentence = scratch->text->tokens[at].sentence;
    return scratch->sentence_bits.items + sentence * scratch->seen.row_length;
}

static void add_token(token_set *set, uint32_t token)
{
    kb_set_bit(set->bits, token);
}

static bool has_token(const token_set *set, uint32_t token)
{
    return kb_has_bit(set->bits, token);
}

static void add_tokens(token_set *set, const token_set *more)
{
    for (int i = 0; i < TOKEN_SET_WORDS; i++)
        set->bits[i] |= more->bits[i];
}

static bool is_empty(const token_set *set)
{
    return (set->bits[0] | set->bits[1] | set->bits[2] | set->bits[3]) == 0;
}

/* ------------------------------------------------- where a step may begin */

static bool form_matches(const attempt *try, const word_form *form, uint32_t from)
{
    const kb_scratch *scratch = try->scratch;
    if (from + form->length > try->limit)
        return false;
    for (uint32_t i = 0; i < form->length; i++) {
        uint32_t token = try->at + from + i;
        if (!kb_word_passes(&scratch->seen, scratch->rows[token], form->tests[i]) ||
            (i > 0 && !scratch->text->tokens[token].spaced))
            return false;
    }
    return true;
}

static void word_starts(const attempt *try, const phrase_step *step, const token_set *goal,
                        token_set *out)
{
    for (size_t i = 0; i < step->form_count; i++) {
        uint32_t length = (uint32_t)step->forms[i].length, first = step->forms[i].tests[0];
        if (!kb_has_bit(try->bits, first))
            continue;
        for (uint32_t end = try->from + length; end <= try->limit; end++)
            if (has_token(goal, end) && form_matches(try, &step->forms[i], end - length))
                add_token(out, end - length);
    }
}

static void gap_starts(const attempt *try, const phrase_step *step, const token_set *goal,
                       token_set *out)
{
    uint32_t steps = UINT32_MAX; /* to the nearest end */
    for (uint32_t i = try->limit + 1; i-- > try->from;) {
        if (has_token(goal, i))
            steps = 0;
        else if (steps != UINT32_MAX)
            steps++;
        if (steps <= step->reach)
            add_token(out, i);
    }
}

/* The first of the regex's spans that begins at or after `token`, and where they end. */
static size_t first_span(const attempt *try, uint32_t regex, uint32_t token, size_t *last)
{
    const regex_memory *memory = kb_regex_spans(try->scratch, regex);
    const token_span *spans = try->scratch->regex_spans.items;
    size_t low = memory->first, high = low + memory->count;
    *last = high;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (spans[middle].begin < token)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool ends_in(const attempt *try, token_span span, const token_set *goal)
{
    return span.end - try->at <= try->limit && has_token(goal, span.end - try->at);
}

/* A regex alternative counts where its match begins at the very token. */
static void regex_starts(const attempt *try, uint32_t regex, const token_set *goal, token_set *out)
{
    size_t last, i = first_span(try, regex, try->at + try->from, &last);
    const token_span *spans = try->scratch->regex_spans.items;
    for (; i < last && spans[i].begin < try->at + try->limit; i++)
        if (ends_in(try, spans[i], goal))
            add_token(out, spans[i].begin - try->at);
}

static token_set steps_starts(const attempt *try, const phrase_steps *steps, token_set goal);

/* Are the words there that the alternative cannot do without? */
static bool is_possible(const attempt *try, const phrase_steps *steps)
{
    return !steps->numbered || kb_has_bit(try->worth, steps->demand);
}

/* The reference engine looks everywhere; where the words are not there, giving up decides. */
static token_set alternative_starts(const attempt *try, const phrase_steps *steps,
                                    const token_set *goal)
{
    token_set none = { 0 };
    bool before = try->scratch->undecided, possible = is_possible(try, steps);
    if (!possible && !try->scratch->matcher->reference)
        return none;
    token_set starts = steps_starts(try, steps, *goal);
    try->scratch->undecided = before || (try->scratch->undecided && possible);
    return starts;
}

/* The next alternative that is worth looking for; the reference engine looks for all. */
static size_t next_alternative(const attempt *try, const phrase_step *step, size_t from)
{
    if (try->scratch->matcher->reference || from >= step->alternative_count ||
        !step->alternatives[0].numbered)
        return from;
    size_t first = step->alternatives[0].demand;
    return kb_next_bit(try->worth, first + from, first + step->alternative_count) - first;
}

static void group_starts(const attempt *try, const phrase_step *step, const token_set *goal,
                         token_set *out)
{
    size_t next;
    for (size_t i = 0; (next = next_alternative(try, step, i)) < step->alternative_count;
         i = next + 1) {
        token_set more = alternative_starts(try, &step->alternatives[next], goal);
        add_tokens(out, &more);
    }
    for (size_t i = 0; i < step->regex_count; i++)
        regex_starts(try, step->regexes[i], goal, out);
    if (step->optional)
        add_tokens(out, goal);
}

static token_set step_starts(const attempt *try, const phrase_step *step, const token_set *goal)
{
    token_set starts = { 0 };
    switch (step->kind) {
    case STEP_WORD: word_starts(try, step, goal, &starts); break;
    case STEP_GROUP: group_starts(try, step, goal, &starts); break;
    case STEP_GAP: gap_starts(try, step, goal, &starts); break;
    }
    return starts;
}

static token_set steps_starts(const attempt *try, const phrase_steps *steps, token_set goal)
{
    for (size_t i = steps->count; i-- > 0 && !is_empty(&goal);)
        goal = step_starts(try, &steps->items[i], &goal);
    return goal;
}

/* ------------------------------------------------------------ the first way */

static bool first_way(const attempt *try, const phrase_steps *steps, const token_set *goal,
                      uint32_t *end);

static uint32_t word_end(const attempt *try, const phrase_step *step, const token_set *goal)
{
    uint32_t best = try->from;
    for (size_t i = 0; i < step->form_count; i++) {
        uint32_t end = try->from + (uint32_t)step->forms[i].length;
        if (end > best && end <= try->limit && has_token(goal, end) &&
            form_matches(try, &step->forms[i], try->from))
            best = end;
    }
    return best;
}

static uint32_t gap_end(const attempt *try, const token_set *goal)
{
    uint32_t end = try->from;
    while (end < try->limit && !has_token(goal, end))
        end++;
    if (end > try->from)
        KB_PUSH(try->scratch, try->scratch->skips,
                (token_span){ try->at + try->from, try->at + end });
    return end;
}

static uint32_t regex_end(const attempt *try, uint32_t regex, const token_set *goal)
{
    uint32_t token = try->at + try->from, best = try->from;
    size_t last, i = first_span(try, regex, token, &last);
    const token_span *spans = try->scratch->regex_spans.items;
    for (; i < last && spans[i].begin == token; i++)
        if (ends_in(try, spans[i], goal) && spans[i].end - try->at > best)
            best = spans[i].end - try->at;
    return best;
}

/* As alternative_starts(): where the words are not there, giving up decides. */
static bool alternative_way(const attempt *try, const phrase_steps *steps, const token_set *goal,
                            uint32_t *end)
{
    bool before = try->scratch->undecided, possible = is_possible(try, steps);
    bool found = first_way(try, steps, goal, end);
    try->scratch->undecided = before || (try->scratch->undecided && possible);
    return found;
}

/* The longest alternative; of the words that gaps swallowed, only its own are kept. */
static uint32_t group_end(const attempt *try, const phrase_step *step, const token_set *goal)
{
    kb_scratch *scratch = try->scratch;
    size_t first = scratch->skips.count;
    uint32_t best = try->from, end;
    size_t next;
    for (size_t i = 0; (next = next_alternative(try, step, i)) < step->alternative_count;
         i = next + 1) {
        size_t mine = scratch->skips.count;
        if (!alternative_way(try, &step->alternatives[next], goal, &end) || end <= best) {
            scratch->skips.count = mine;
            continue;
        }
        best = end;
        size_t count = scratch->skips.count - mine;
        if (count > 0)
            memmove(scratch->skips.items + first, scratch->skips.items + mine,
                    count * sizeof *scratch->skips.items);
        scratch->skips.count = first + count;
    }
    for (size_t i = 0; i < step->regex_count; i++)
        if ((end = regex_end(try, step->regexes[i], goal)) > best) {
            best = end;
            scratch->skips.count = first;
        }
    return best;
}

/* Finds the first way through `steps` that ends in `goal`. */
static bool first_way(const attempt *try, const phrase_steps *steps, const token_set *goal,
                      uint32_t *end)
{
    kb_scratch *scratch = try->scratch;
    size_t base =
        scratch->sets.count; /* base + i: from where the first i steps need not be asked */
    token_set rest = *goal;
    for (size_t i = steps->count; i-- > 0 && !is_empty(&rest) && !scratch->failed;) {
        KB_PUSH(scratch, scratch->sets, rest);
        rest = step_starts(try, &steps->items[i], &rest);
    }
    attempt now = *try;
    bool found = !scratch->failed && has_token(&rest, try->from);
    for (size_t i = 0; found && i < steps->count; i++) {
        const phrase_step *step = &steps->items[i];
        token_set after = scratch->sets.items[base + steps->count - 1 - i];
        switch (step->kind) {
        case STEP_WORD: now.from = word_end(&now, step, &after); break;
        case STEP_GAP: now.from = gap_end(&now, &after); break;
        case STEP_GROUP: now.from = group_end(&now, step, &after); break;
        }
    }
    scratch->sets.count = base;
    *end = now.from;
    return found;
}

/* ------------------------------------------------------------------ phrases */

static uint32_t tokens_allowed(const phrase_steps *phrase, uint32_t at, uint32_t limit)
{
    uint32_t reach = phrase->has_regex ? PHRASE_MAX_REACH : phrase->reach;
    return limit - at < reach ? limit - at : reach;
}

/* May the phrase begin at the token: with its word, or with what a regex found there? */
static bool may_begin(kb_scratch *scratch, const phrase_steps *phrase, uint32_t at)
{
    size_t count = 0;
    const uint32_t *tests = kb_word_tests(&scratch->seen, scratch->rows[at], &count);
    for (size_t i = 0; i < count; i++)
        if (kb_has_bit(phrase->first, tests[i]))
            return true;
    const attempt try = { .scratch = scratch, .at = at };
    for (size_t i = 0; i < phrase->first_regex_count; i++) {
        size_t last, span = first_span(&try, phrase->first_regexes[i], at, &last);
        if (span < last && scratch->regex_spans.items[span].begin == at)
            return true;
    }
    return false;
}

bool kb_phrase_at(kb_scratch *scratch, const phrase_steps *phrase, uint32_t at, uint32_t limit,
                  kb_component *out)
{
    if (phrase->first != NULL && !may_begin(scratch, phrase, at))
        return false;
    const attempt try = { .scratch = scratch,
                          .at = at,
                          .limit = tokens_allowed(phrase, at, limit),
                          .bits = sentence_of(scratch, at),
                          .worth = kb_worth_in_sentence(scratch, at) };
    token_set goal = { 0 };
    for (uint32_t end = 1; end <= try.limit; end++)
        add_token(&goal, end);
    uint32_t end, skips = (uint32_t)scratch->skips.count;
    if (!first_way(&try, phrase, &goal, &end))
        return false;
    *out = (kb_component){ .span = { at, at + end },
                           .first_skip = skips,
                           .skip_count = (uint32_t)scratch->skips.count - skips };
    return true;
}

bool kb_phrase_spans(kb_scratch *scratch, const phrase_steps *phrase, uint32_t at, uint32_t limit)
{
    const attempt try = { .scratch = scratch,
                          .at = at,
                          .limit = tokens_allowed(phrase, at, limit),
                          .bits = sentence_of(scratch, at),
                          .worth = kb_worth_in_sentence(scratch, at) };
    if (try.limit < limit - at)
        return false;
    token_set goal = { 0 };
    add_token(&goal, limit - at);
    goal = steps_starts(&try, phrase, goal);
    return has_token(&goal, 0);
}

/* The reference engine looks everywhere; where the words are not there, giving up decides. */
void kb_phrase_scan(kb_scratch *scratch, const phrase_steps *phrase, token_span range,
                    void (*each)(kb_scratch *scratch, void *payload, const kb_component *match),
                    void *payload)
{
    kb_component match;
    bool before = scratch->undecided,
         possible = kb_has_bit(kb_worth_in_sentence(scratch, range.begin), phrase->demand);
    if (!possible && !scratch->matcher->reference)
        return;
    for (uint32_t at = range.begin; at < range.end && !scratch->failed;) {
        bool starts = scratch->rows[at] != KB_NO_TESTS || phrase->first == NULL ||
                      phrase->first_regex_count > 0;
        if (!starts || !kb_phrase_at(scratch, phrase, at, range.end, &match)) {
            at++;
            continue;
        }
        each(scratch, payload, &match);
        at = match.span.end;
    }
    scratch->undecided = before || (scratch->undecided && possible);
}
