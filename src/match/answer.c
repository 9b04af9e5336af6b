/* SPDX-License-Identifier: MIT */
/*
 * One answer through the rules: the story of this room.
 *
 * Take the text apart; an answer that says nothing is not coded; otherwise every rule
 * whose `when` holds is looked for, negation decides what each match counts as,
 * suppression and extents make segments of what is left.
 */
#include "scan.h"

#include "base/try.h"

#include <stdlib.h>
#include <string.h>

enum { LONG_ANSWER_TOKENS = 500 }; /* from here on each rule may take so long that somebody looks */

/* ------------------------------------------------------------------ the text */

/* Room for what is known of each token and each sentence. */
static bool reserve_tokens(kb_scratch *scratch)
{
    const kb_text *text = scratch->text;
    size_t words = text->sentence_count * scratch->seen.row_length;
    for (size_t i = scratch->sentence_bits.cap; i < words; i = scratch->sentence_bits.cap)
        if (!kb_scan_room(scratch, (void **)&scratch->sentence_bits.items,
                          &scratch->sentence_bits.cap, words, sizeof(uint64_t)))
            return false;
    size_t count = text->token_count;
    return kb_scan_room(scratch, (void **)&scratch->rows, &scratch->token_cap, count,
                        sizeof *scratch->rows) &&
           kb_scan_room(scratch, (void **)&scratch->stamps, &scratch->stamp_cap, count,
                        sizeof *scratch->stamps);
}

/* Adds the tests that a word passes to those of its sentence. */
static void add_tests(kb_scratch *scratch, uint32_t row, uint64_t *sentence)
{
    size_t count = 0;
    const uint32_t *tests = kb_word_tests(&scratch->seen, row, &count);
    for (size_t i = 0; i < count; i++) {
        if (kb_has_bit(sentence, tests[i]))
            continue;
        kb_set_bit(sentence, tests[i]);
        KB_PUSH(scratch, scratch->tests, tests[i]);
    }
}

/* And those of all sentences to what the answer has. */
static void add_up(kb_scratch *scratch)
{
    scratch->passed_count = 0;
    for (size_t i = 0; i < scratch->tests.count; i++) {
        uint32_t test = scratch->tests.items[i];
        if (kb_has_bit(scratch->present, test))
            continue;
        kb_set_bit(scratch->present, test);
        scratch->passed[scratch->passed_count++] = test;
    }
}

static void look_up_sentence(kb_scratch *scratch, size_t number)
{
    const kb_text *text = scratch->text;
    const kb_unit *sentence = &text->sentences[number];
    uint64_t *bits = scratch->sentence_bits.items + number * scratch->seen.row_length;
    KB_PUSH(scratch, scratch->sentence_tests, scratch->tests.count);
    if (scratch->matcher->words.count == 0) /* a book of regexes asks nothing of words */
        return;
    for (size_t i = sentence->first; i < sentence->last && !scratch->failed; i++) {
        uint32_t row = kb_seen_word(&scratch->seen, text->tokens[i].folded);
        scratch->rows[i] = row;
        if (row == KB_WORD_NONE)
            scratch->failed = true;
        else if (row != KB_NO_TESTS)
            add_tests(scratch, row, bits);
    }
}

static void look_up_words(kb_scratch *scratch)
{
    const kb_text *text = scratch->text;
    size_t length = scratch->seen.row_length;
    kb_seen_words_trim(&scratch->seen);
    memset(scratch->present, 0, length * sizeof *scratch->present);
    scratch->tests.count = scratch->sentence_tests.count = scratch->passed_count = 0;
    scratch->answer_asked = false;
    for (size_t i = 0; i < SENTENCES_KEPT; i++)
        scratch->sentence_kept[i] = NO_SENTENCE;
    if (!reserve_tokens(scratch))
        return;
    if (text->sentence_count > 0) {
        memset(scratch->sentence_bits.items, 0,
               text->sentence_count * length * sizeof *scratch->sentence_bits.items);
        memset(scratch->rows, KB_NO_TESTS, text->token_count * sizeof *scratch->rows);
        memset(scratch->stamps, 0, text->token_count * sizeof *scratch->stamps);
    }
    for (size_t i = 0; i < text->sentence_count && !scratch->failed; i++)
        look_up_sentence(scratch, i);
    KB_PUSH(scratch, scratch->sentence_tests, scratch->tests.count);
    if (!scratch->failed)
        add_up(scratch);
}

static void push_break(kb_scratch *scratch, void *payload, const kb_component *match)
{
    (void)payload;
    KB_PUSH(scratch, scratch->breaks, match->span.begin);
}

static int by_size(const void *a, const void *b)
{
    return (*(const size_t *)a > *(const size_t *)b) - (*(const size_t *)a < *(const size_t *)b);
}

static kb_status break_clauses(kb_scratch *scratch, kb_error *err)
{
    const kb_matcher *m = scratch->matcher;
    scratch->breaks.count = 0;
    for (uint32_t i = 0; i < m->book->clause_break_count; i++)
        kb_scan_sentences(scratch, &m->clause_breaks[i], m->gate->first_break + i, push_break,
                          NULL);
    if (scratch->failed || scratch->breaks.count == 0)
        return KB_OK;
    size_t *items = scratch->breaks.items, kept = 0;
    qsort(items, scratch->breaks.count, sizeof *items, by_size);
    for (size_t i = 0; i < scratch->breaks.count; i++)
        if (kept == 0 || items[i] != items[kept - 1])
            items[kept++] = items[i];
    return kb_text_break_clauses(scratch->text, items, kept, err);
}

/* Is each sentence wholly something that the book lists as no answer? */
static bool says_nothing(kb_scratch *scratch)
{
    const kb_matcher *m = scratch->matcher;
    const kb_text *text = scratch->text;
    for (size_t s = 0; s < text->sentence_count; s++) {
        bool whole = false;
        for (size_t i = 0; i < m->book->ignore_answer_count && !whole; i++)
            whole =
                kb_phrase_spans(scratch, &m->ignore_answers[i], (uint32_t)text->sentences[s].first,
                                (uint32_t)text->sentences[s].last);
        if (!whole)
            return false;
    }
    return true;
}

/* A regex that gave up in a phrase whose fixed text is not there has decided: it is an answer. */
static bool is_non_answer(kb_scratch *scratch)
{
    uint32_t target = scratch->matcher->gate->non_answer;
    if (!scratch->matcher->reference && scratch->text->token_count > 0 &&
        !kb_may_match(scratch, target))
        return false;
    bool nothing = says_nothing(scratch);
    if (scratch->undecided && !kb_may_match(scratch, target))
        scratch->undecided = false;
    return nothing;
}

/* ----------------------------------------------------------------- the rules */

static bool holds(const kb_when *when, int question, int group)
{
    return (!when->by_question || kb_is_listed(when->questions, when->question_count, question)) &&
           (!when->by_group || kb_is_listed(when->groups, when->group_count, group));
}

static bool same_found(const kb_scratch *scratch, const kb_found *a, const kb_found *b)
{
    if (a->count != b->count || memcmp(&a->hull, &b->hull, sizeof a->hull) != 0)
        return false;
    for (uint32_t i = 0; i < a->count; i++)
        if (memcmp(&scratch->components.items[a->first + i].span,
                   &scratch->components.items[b->first + i].span, sizeof(token_span)) != 0)
            return false;
    return true;
}

/* What a match counts as, once negation has been looked at. */
rule_match kb_judge_match(kb_scratch *scratch, int number, const kb_found *found)
{
    const kb_rule *rule = &scratch->matcher->book->rules[number];
    rule_match match = { .rule = number, .code = rule->code, .found = *found, .by = -1 };
    if (rule->negated.kind != KB_NEGATED_IGNORE)
        match.negated = kb_is_negated(scratch, found, &match.cue);
    switch (rule->negated.kind) {
    case KB_NEGATED_IGNORE: break;
    case KB_NEGATED_EXCLUDE: match.fate = match.negated ? KB_NEGATED : KB_KEPT; break;
    case KB_NEGATED_ONLY: match.fate = match.negated ? KB_KEPT : KB_NEGATED; break;
    case KB_NEGATED_FLIP:
        if (match.negated)
            match.code = rule->negated.target;
        break;
    }
    return match;
}

/* Where its fixed text is not there, a rule that gave up has no match: that is decided. */
static void note_undecided(kb_scratch *scratch, int number)
{
    if (kb_may_match(scratch, (uint32_t)number))
        KB_PUSH(scratch, scratch->undecided_rules, number);
}

static void apply_rule(kb_scratch *scratch, int number, const kb_blocked *ignored)
{
    token_span all = { 0, (uint32_t)scratch->text->token_count };
    size_t before = scratch->matches.count;
    scratch->founds.count = 0;
    scratch->undecided = false;
    kb_find_pattern(scratch, &scratch->matcher->rules[number], all, ignored);
    kb_sort_founds(scratch, 0);
    for (size_t i = 0; i < scratch->founds.count && !scratch->failed; i++) {
        const kb_found match = scratch->founds.items[i];
        if (i == 0 || !same_found(scratch, &scratch->founds.items[i - 1], &match))
            KB_PUSH(scratch, scratch->matches, kb_judge_match(scratch, number, &match));
    }
    if (scratch->undecided) {
        scratch->matches.count = before;
        note_undecided(scratch, number);
    }
}

static void push_span(kb_scratch *scratch, void *payload, const kb_component *match)
{
    (void)payload;
    KB_PUSH(scratch, scratch->spans, match->span);
}

static void find_ignored(kb_scratch *scratch, kb_blocked *ignored)
{
    const kb_matcher *m = scratch->matcher;
    for (uint32_t i = 0; i < m->book->ignore_phrase_count; i++)
        kb_scan_sentences(scratch, &m->ignore_phrases[i], m->gate->first_ignored + i, push_span,
                          NULL);
    kb_join_spans(scratch, 0);
    *ignored = (kb_blocked){ .first = 0, .count = scratch->spans.count };
}

/* What is the same for all rules on one answer. */
typedef struct asking {
    int question, group;
    kb_blocked ignored;
    bool decided; /* false: a regex gave up in what every rule rests on, so that none is */
} asking;

static void try_rule(kb_scratch *scratch, size_t number, const asking *asked)
{
    const kb_codebook *book = scratch->matcher->book;
    const kb_rule *rule = &book->rules[number];
    if (book->codes[rule->code].status == KB_CODE_RETIRED ||
        !holds(&rule->when, asked->question, asked->group))
        return;
    if (scratch->text->token_count > LONG_ANSWER_TOKENS && !kb_may_go_on(scratch))
        return;
    if (asked->decided)
        apply_rule(scratch, (int)number, &asked->ignored);
    else
        note_undecided(scratch, (int)number);
}

/* The reference engine: all that are chosen. */
static void try_all(kb_scratch *scratch, const asking *asked)
{
    for (uint32_t i = 0; i < scratch->matcher->book->rule_count && !scratch->failed; i++)
        if (scratch->chosen == NULL || kb_has_bit(scratch->chosen, i))
            try_rule(scratch, i, asked);
}

static void try_candidates(kb_scratch *scratch, const asking *asked)
{
    size_t end = scratch->matcher->book->rule_count; /* behind the rules comes "no answer" */
    for (size_t rule = kb_next_bit(scratch->candidates, 0, end); rule < end && !scratch->failed;
         rule = kb_next_bit(scratch->candidates, rule + 1, end))
        try_rule(scratch, rule, asked);
}

static void apply_rules(kb_scratch *scratch, int question, int group)
{
    asking asked = { .question = question, .group = group };
    find_ignored(scratch, &asked.ignored);
    asked.decided = !scratch->undecided;
    if (scratch->matcher->reference)
        try_all(scratch, &asked);
    else
        try_candidates(scratch, &asked);
}

/* ---------------------------------------------------------------- the result */

static void list_matches(kb_scratch *scratch)
{
    scratch->out_matches.count = scratch->out_components.count = 0;
    for (size_t i = 0; i < scratch->matches.count && !scratch->failed; i++) {
        const rule_match *from = &scratch->matches.items[i];
        kb_match match = { .rule = from->rule,
                           .code = from->code,
                           .fate = from->fate,
                           .span = kb_span_bytes(scratch, from->found.hull),
                           .component_count = from->found.count,
                           .negated = from->negated,
                           .by = from->by };
        if (from->negated)
            match.cue = kb_span_bytes(scratch, from->cue);
        KB_PUSH(scratch, scratch->out_matches, match);
        for (uint32_t c = 0; c < from->found.count; c++)
            KB_PUSH(scratch, scratch->out_components,
                    kb_span_bytes(scratch, scratch->components.items[from->found.first + c].span));
    }
    const kb_span *components = scratch->out_components.items;
    for (size_t i = 0; i < scratch->out_matches.count && !scratch->failed; i++) {
        scratch->out_matches.items[i].components = components;
        components += scratch->out_matches.items[i].component_count;
    }
}

static void start(kb_scratch *scratch)
{
    scratch->failed = scratch->stopped != KB_OK;
    scratch->undecided = scratch->cues_known = false;
    scratch->scope = KB_IN_ANSWER;
    scratch->wordless = 0;
    scratch->question = 0;
    scratch->regex_spans.count = scratch->skips.count = scratch->spans.count = 0;
    scratch->components.count = scratch->founds.count = scratch->matches.count = 0;
    scratch->undecided_rules.count = 0;
    scratch->answer++;
}

static void show(const kb_scratch *scratch, bool non_answer, kb_result *result)
{
    *result = (kb_result){ .non_answer = non_answer,
                           .undecided = scratch->undecided_rules.items,
                           .undecided_count = scratch->undecided_rules.count,
                           .wordless = scratch->wordless,
                           .text = scratch->text };
    if (non_answer)
        return;
    result->segments = scratch->segments.items;
    result->segment_count = scratch->segments.count;
    result->segment_matches = scratch->segment_matches.items;
    result->segment_match_count = scratch->segment_matches.count;
    result->matches = scratch->out_matches.items;
    result->match_count = scratch->out_matches.count;
}

/* The text taken apart.  `thorough`: also where no rule is tried, for those who ask why not. */
static kb_status code_text(kb_scratch *scratch, int question, int group, bool thorough,
                           kb_result *result, kb_error *err)
{
    look_up_words(scratch);
    if (!scratch->failed)
        kb_refine_rules(scratch);
    bool non_answer = !scratch->failed && is_non_answer(scratch);
    bool idle = !thorough && !kb_has_candidates(scratch);
    if (idle)
        scratch->segments.count = scratch->segment_matches.count = scratch->out_matches.count = 0;
    if (!scratch->failed && !non_answer && !idle) {
        KB_TRY(break_clauses(scratch, err));
        apply_rules(scratch, question, group);
        if (!scratch->failed)
            kb_suppress(scratch);
        if (!scratch->failed)
            kb_make_segments(scratch);
        if (!scratch->failed)
            list_matches(scratch);
    }
    if (scratch->failed)
        return kb_scratch_failure(scratch, err);
    show(scratch, non_answer, result);
    return KB_OK;
}

kb_status kb_match_answer(const kb_matcher *matcher, kb_scratch *scratch, kb_str canonical,
                          int question, int group, kb_result *result, kb_error *err)
{
    start(scratch);
    KB_TRY(kb_text_split(scratch->text, matcher->splitter, canonical, err));
    KB_TRY(kb_choose_rules(scratch, &canonical, 1, err));
    kb_take_lane(scratch, canonical, 0);
    return code_text(scratch, question, group, true, result, err);
}

/* An answer in which nothing can be found need not be taken apart.  Most are such. */
static kb_status code_one(kb_scratch *scratch, const kb_match_input *asked, kb_result *room,
                          const kb_result **result, kb_error *err)
{
    static const kb_result nothing = { 0 };
    *result = &nothing;
    if (!kb_has_candidates(scratch) && kb_has_plain_word(asked->text))
        return KB_OK;
    *result = room;
    start(scratch);
    KB_TRY(kb_text_split(scratch->text, scratch->matcher->splitter, asked->text, err));
    return code_text(scratch, asked->question, asked->group, false, room, err);
}

kb_status kb_match_answers(const kb_matcher *matcher, kb_scratch *scratch,
                           const kb_match_input *asked, size_t count, kb_result_sink sink,
                           void *payload, kb_error *err)
{
    (void)matcher;
    if (!kb_may_go_on(scratch))
        return kb_scratch_failure(scratch, err);
    for (size_t first = 0; first < count; first += ANSWERS_AT_A_TIME) {
        kb_str texts[ANSWERS_AT_A_TIME];
        size_t lanes = count - first < ANSWERS_AT_A_TIME ? count - first : ANSWERS_AT_A_TIME;
        for (size_t i = 0; i < lanes; i++)
            texts[i] = asked[first + i].text;
        KB_TRY(kb_choose_rules(scratch, texts, lanes, err));
        for (size_t i = 0; i < lanes; i++) {
            kb_result room;
            const kb_result *result;
            kb_take_lane(scratch, texts[i], i);
            KB_TRY(code_one(scratch, &asked[first + i], &room, &result, err));
            KB_TRY(sink(payload, first + i, result, err));
        }
    }
    return KB_OK;
}
