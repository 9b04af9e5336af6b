/* SPDX-License-Identifier: MIT */
/*
 * What the steps of matching one answer share: the scratch, and what is found.
 *
 * Positions are token numbers of the answer.  Everything found lies in arrays of
 * the scratch that grow and are kept between answers; a failure to grow sticks in
 * `failed` and is asked for once, at the end of the answer.
 */
#ifndef KB_MATCH_SCAN_H
#define KB_MATCH_SCAN_H

#include "gate.h"
#include "gate_fold.h"
#include "program.h"

/* Tokens begin .. end-1. */
typedef struct token_span {
    uint32_t begin, end;
} token_span;

/* One part of a match: a phrase or regex.  Its skips are the words that gaps swallowed. */
typedef struct kb_component {
    token_span span;
    uint32_t first_skip, skip_count; /* in scratch->skips */
} kb_component;

/* A match of a pattern: its components in text order, and from the first to the last. */
typedef struct kb_found {
    token_span hull;
    uint32_t first, count; /* in scratch->components */
} kb_found;

/* A cue of negation. */
typedef struct kb_found_cue {
    token_span span;
    uint32_t within;
} kb_found_cue;

/* What one regex found in an answer, sentence by sentence. */
typedef struct regex_memory {
    uint64_t answer; /* scratch->answer when it was asked; 0: never */
    bool undecided;
    uint32_t first, count; /* in scratch->regex_spans, rising */
} regex_memory;

/* Tokens, counted from the first of a phrase. */
enum { TOKEN_SET_WORDS = (PHRASE_MAX_REACH + 1) / 64 };
typedef struct token_set {
    uint64_t bits[TOKEN_SET_WORDS];
} token_set;

/* A match of a rule on its way to a segment. */
typedef struct rule_match {
    int rule, code;
    kb_found found;
    kb_fate fate;
    bool negated;
    token_span cue;
    int by;
} rule_match;

/* The kept matches of one code. */
typedef struct code_matches {
    size_t first, count; /* in scratch->code_order */
} code_matches;

/* For `near`: the best that can be reached from one match with a set of children to come. */
typedef struct near_step {
    uint32_t bound; /* least end (greatest begin) of the chain; UINT32_MAX none, -1 not known */
    uint32_t next;  /* which match comes next in the chain */
} near_step;

/* A contribution to a segment; see segments.c. */
typedef struct kb_piece {
    int code;
    kb_span bytes, match;
    size_t owner; /* index into rule_matches */
} kb_piece;

/* An array that grows; T names the element. */
#define KB_STACK(T)                                                                                \
    struct {                                                                                       \
        T *items;                                                                                  \
        size_t count, cap;                                                                         \
    }

/* Most answers have no more sentences. */
enum { SENTENCES_KEPT = 16 };
#define NO_SENTENCE SIZE_MAX

/* Answers that are looked at together before they are taken apart. */
enum { ANSWERS_AT_A_TIME = 64 };

struct kb_scratch {
    const kb_matcher *matcher;
    kb_text *text;
    kb_seen_words seen;
    kb_regex_scratch *regex;
    /* The gate: what stands in the answers in hand, and which rules the present one may have. */
    kb_presence presences[ANSWERS_AT_A_TIME];
    const kb_presence *presence; /* of the present answer */
    uint64_t *candidates;        /* rules, and "no answer": by text, then by word too */
    uint64_t *chosen;            /* what may be among them; NULL: everything */
    uint64_t *worth;             /* targets of gate->by_word */
    kb_sieve_work sieve_work;    /* for any sieve of the gate */
    uint32_t *passed;            /* the tests in `present` */
    size_t passed_count;
    /* What is worth looking for in a sentence; a few sentences are remembered. */
    uint64_t *sentence_worth;             /* SENTENCES_KEPT rows of gate->by_sentence */
    size_t sentence_kept[SENTENCES_KEPT]; /* the sentence of each row, or NO_SENTENCE */
    uint64_t *answer_worth;               /* the same for the answer as a whole */
    bool answer_asked;
    KB_STACK(uint32_t) tests;        /* that words pass, sentence after sentence */
    KB_STACK(size_t) sentence_tests; /* per sentence, and one more: where its own begin */
    kb_buf folded;
    bool candidates_known;
    bool low;     /* the answer may hold a `_` */
    kb_look look; /* or NULL */
    void *look_payload;
    kb_status stopped; /* what `look` said; KB_OK: go on */
    kb_error why_stopped;
    bool failed;    /* memory was short, or the work was stopped */
    bool undecided; /* a regex gave up; set back by whoever asks */
    kb_scope scope; /* the narrowest `in` of the patterns around what is looked for */
    size_t wordless;
    uint32_t *rows; /* per token: its row in `seen` */
    size_t token_cap;
    KB_STACK(uint64_t) sentence_bits; /* per sentence: the tests that some word of it passes */
    uint32_t *stamps; /* per token: the last question about negation whose match it is part of */
    size_t stamp_cap;
    uint32_t question; /* their number */
    uint64_t *present; /* the tests that some word of the answer passes */
    uint64_t answer;   /* the number of the present one, from 1 */
    kb_needs has;      /* what answer number `needs_of` has to offer */
    uint64_t needs_of;
    regex_memory *regexes; /* per regex of the matcher */
    KB_STACK(token_span) regex_spans;
    KB_STACK(token_span) skips;
    KB_STACK(token_set) sets;   /* as a stack */
    KB_STACK(token_span) spans; /* of blockers, as a stack */
    KB_STACK(kb_component) components;
    KB_STACK(kb_found) founds; /* as a stack */
    KB_STACK(near_step) chains;
    KB_STACK(uint32_t) by_end;
    KB_STACK(kb_found_cue) before;
    KB_STACK(kb_found_cue) after;
    bool cues_known, cues_undecided;
    size_t ignored; /* spans of ignore_phrases: the first so many of `spans` */
    KB_STACK(rule_match) matches;
    KB_STACK(size_t) breaks;
    KB_STACK(char) marks;          /* per sentence */
    code_matches *by_code;         /* per code of the book */
    KB_STACK(uint32_t) code_order; /* the matches that are kept, code by code */
    /* The result, as bytes. */
    KB_STACK(kb_match) out_matches;
    KB_STACK(kb_span) out_components;
    KB_STACK(kb_piece) pieces;
    KB_STACK(kb_segment) segments;
    KB_STACK(kb_segment_match) segment_matches;
    KB_STACK(int) rule_numbers;
    KB_STACK(int) undecided_rules;
    KB_STACK(size_t) starts;
};

/* Room for one more element on a stack of the scratch; false (and failed) without memory. */
#define KB_ROOM(scratch, stack)                                                                    \
    kb_scan_room((scratch), (void **)&(stack).items, &(stack).cap, (stack).count,                  \
                 sizeof *(stack).items)
bool kb_scan_room(kb_scratch *scratch, void **items, size_t *cap, size_t count, size_t size);

/* Puts one element on a stack; nothing happens without memory. */
#define KB_PUSH(scratch, stack, ...)                                                               \
    do {                                                                                           \
        if (KB_ROOM(scratch, stack))                                                               \
            (stack).items[(stack).count++] = __VA_ARGS__;                                          \
    } while (0)

/* Spans that no match may overlap: rising, disjoint, on scratch->spans. */
typedef struct kb_blocked {
    size_t first, count;
    const struct kb_blocked *outer; /* further ones, or NULL */
} kb_blocked;

bool kb_is_blocked(const kb_scratch *scratch, const kb_blocked *blocked, token_span span);

/* Sorts and joins the spans from `first` to the top of scratch->spans. */
void kb_join_spans(kb_scratch *scratch, size_t first);

/* matcher.c: asks whoever watches; false (and failed) when the work is to stop. */
bool kb_may_go_on(kb_scratch *scratch);

/* matcher.c: why scratch->failed is set. */
KB_MUST_USE kb_status kb_scratch_failure(const kb_scratch *scratch, kb_error *err);

/* candidates.c: looks at up to ANSWERS_AT_A_TIME answers for what may be found in them. */
KB_MUST_USE kb_status kb_choose_rules(kb_scratch *scratch, const kb_str *texts, size_t count,
                                      kb_error *err);

/* candidates.c: makes answer number `lane` of those the present one. */
void kb_take_lane(kb_scratch *scratch, kb_str text, size_t lane);

/* candidates.c: what of gate->by_sentence is worth looking for in the sentence of token `at`. */
const uint64_t *kb_worth_in_sentence(kb_scratch *scratch, uint32_t at);

/* candidates.c: the same for the whole answer. */
const uint64_t *kb_worth_in_answer(kb_scratch *scratch);

/* candidates.c: narrows the choice by the words, which have been looked up. */
void kb_refine_rules(kb_scratch *scratch);

/* candidates.c: every match of a phrase of the book's head in the answer; `target` is its number
 * in gate->by_word. */
void kb_scan_sentences(kb_scratch *scratch, const phrase_steps *phrase, uint32_t target,
                       void (*each)(kb_scratch *scratch, void *payload, const kb_component *match),
                       void *payload);

/* candidates.c: may a rule match the present answer, or may it be a non-answer? */
bool kb_has_candidates(const kb_scratch *scratch);

/* candidates.c: does a plain letter or number stand in the text?  No is no certain answer. */
bool kb_has_plain_word(kb_str text);

/* candidates.c: may the target (a rule, or "no answer") be found, as far as fixed text goes? */
bool kb_may_match(kb_scratch *scratch, uint32_t target);

/* candidates.c: may the regex match in these bytes of the matching view, beginning at byte `from`
 * of them or later, as far as fixed text goes? */
bool kb_regex_may_match(kb_scratch *scratch, uint32_t regex, kb_span subject, size_t from);

/* phrase.c: the first match of a phrase that begins at token `at` and ends by `limit`. */
bool kb_phrase_at(kb_scratch *scratch, const phrase_steps *phrase, uint32_t at, uint32_t limit,
                  kb_component *out);

/* phrase.c: may the phrase end exactly at `limit` when it begins at `at`? */
bool kb_phrase_spans(kb_scratch *scratch, const phrase_steps *phrase, uint32_t at, uint32_t limit);

/* phrase.c: every match in [range): left to right, each beginning where the last one ended. */
void kb_phrase_scan(kb_scratch *scratch, const phrase_steps *phrase, token_span range,
                    void (*each)(kb_scratch *scratch, void *payload, const kb_component *match),
                    void *payload);

/* regexes.c: what a regex finds in one unit of scratch->scope, pushed on scratch->founds. */
void kb_regex_scan(kb_scratch *scratch, uint32_t regex, token_span unit);

/* regexes.c: what a regex finds in the answer's sentences, remembered. */
const regex_memory *kb_regex_spans(kb_scratch *scratch, uint32_t regex);

/* find.c: every match of a pattern within [range), pushed on scratch->founds. */
void kb_find_pattern(kb_scratch *scratch, const kb_program *pattern, token_span range,
                     const kb_blocked *blocked);

/* find.c: sorts what was found since `first`: leftmost, then longest. */
void kb_sort_founds(kb_scratch *scratch, size_t first);

/* near.c: combines the matches of `near`'s children; `starts` bounds them on scratch->founds. */
void kb_find_near(kb_scratch *scratch, const kb_program *pattern, const size_t *starts);

/* answer.c: what a match of a rule counts as, once negation has been looked at. */
rule_match kb_judge_match(kb_scratch *scratch, int number, const kb_found *found);

/* negation.c: is the match negated, and by which cue? */
bool kb_is_negated(kb_scratch *scratch, const kb_found *match, token_span *by);

/* suppress.c: settles which of scratch->matches suppress which. */
void kb_suppress(kb_scratch *scratch);

/* segments.c: from matches to segments. */
void kb_make_segments(kb_scratch *scratch);

/* Does a list of `when` hold a question or group?  What is not given is in every list. */
static inline bool kb_is_listed(const int *list, size_t count, int value)
{
    for (size_t i = 0; i < count; i++)
        if (list[i] == value)
            return true;
    return value == KB_ABSENT;
}

static inline bool kb_overlap(token_span a, token_span b)
{
    return a.begin < b.end && b.begin < a.end;
}

/* From the beginning of the first token to the end of the last, in bytes of the canonical text. */
kb_span kb_span_bytes(const kb_scratch *scratch, token_span span);

#endif
