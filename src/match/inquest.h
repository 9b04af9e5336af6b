/* SPDX-License-Identifier: MIT */
/*
 * What the files of `whynot` share: an inquest into one answer, and the account of a
 * pattern that it gives.  Positions are token numbers, as in scan.h.
 */
#ifndef KB_MATCH_INQUEST_H
#define KB_MATCH_INQUEST_H

#include "scan.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

#include <kodebok/whynot.h>

/* Nearness: the matches first, then patterns that found nothing. */
enum {
    NEAR_GIVEN = 1000,
    NEAR_SUPPRESSED = 950,
    NEAR_OTHER_WHEN = 900,
    NEAR_NEGATED = 850,
    NEAR_UNDECIDED = 800,
    NEAR_STOPPED = 750,
    NEAR_APART = 700,
    NEAR_MOST_OF = 600, /* a pattern of which all but a trifle is there */
    NEAR_OPPOSITE = 300 /* a flip that is not negated: the text says the contrary */
};

/* Words beyond which nothing near is looked for. */
enum { INQUEST_TOKENS = 2000 };

typedef struct inquest {
    const kb_matcher *matcher;
    kb_scratch *scratch;
    kb_arena *arena;
    kb_blocked ignored;  /* spans of ignore_phrases */
    kb_stemmer *stemmer; /* opened when it is first asked */
    kb_buf line;         /* a detail on its way */
    bool failed;         /* memory was short */
} inquest;

/* What there is to say about one pattern; grows in the arena. */
typedef struct account {
    kb_finding *findings;
    size_t count;
    kb_verdict verdict;
    int nearness;
} account;

/* What is asked: an answer to this question from this group, and this code. */
typedef struct kb_asked {
    int question, group, code;
} kb_asked;

/* whynot_rule.c: everything about one rule. */
void kb_judge_rule(inquest *q, const kb_asked *asked, int number, account *a);

/* whynot_match.c: of scratch->matches from `first` on, the one of the rule that got furthest. */
const rule_match *kb_best_match(const inquest *q, size_t first, int rule, int code);
void kb_tell_match(inquest *q, const rule_match *match, int code, account *a);

/* Adds a finding about `spans` (tokens); what it says is formatted. */
void kb_account_add(inquest *q, account *a, kb_condition condition, bool held,
                    const token_span *spans, size_t span_count, const char *format, ...)
    KB_PRINTF(7, 8);

/* Adds the findings of `more`. */
void kb_account_append(inquest *q, account *a, const account *more);

/* whynot_say.c: a string of the arena: the text of some tokens, the pattern as it is written. */
kb_str kb_keep_line(inquest *q); /* q->line */
kb_str kb_say_tokens(const inquest *q, token_span span);
kb_str kb_say_pattern(inquest *q, const kb_pattern *pattern);
kb_str kb_say_phrase(inquest *q, const kb_sequence *sequence);
kb_str kb_say_item(inquest *q, const kb_phrase_item *item);

/* How a word of the text misses the word that a pattern wants. */
typedef enum word_miss_kind {
    MISS_NONE,
    MISS_TYPO,   /* so many letters off */
    MISS_KNOWN,  /* the same, but a word of its own, so that `~` leaves it alone */
    MISS_STEM,   /* another form of the word */
    MISS_LONGER, /* goes on where the pattern ends */
    MISS_INSIDE, /* holds it inside a longer word */
    MISS_ENDING, /* begins like it */
    MISS_APART,  /* a compound in two words */
    MISS_JOINED, /* two words of the pattern in one */
    MISS_HYPHEN, /* a hyphen more */
    MISS_DIGRAPH /* ae, oe, aa for æ, ø, å */
} word_miss_kind;

typedef struct word_miss {
    word_miss_kind kind;
    int grade;        /* 0 .. 100 */
    kb_str pattern;   /* the form that comes nearest */
    kb_str second;    /* MISS_JOINED: the word after it */
    bool fuzzy;       /* it is written with ~ */
    bool guarded;     /* a dictionary was asked */
    int off, allowed; /* edits; allowed by its own ~, or by one that is put */
    uint32_t length;  /* tokens that miss it: 1, or 2 */
} word_miss;

/* whynot_word.c: how token `at` misses `word`; the tokens may go up to `limit`. */
word_miss kb_word_miss(inquest *q, const kb_word *word, uint32_t at, uint32_t limit);
/* Is token `at` the words `first` and `second` written as one? */
word_miss kb_word_joined(inquest *q, const kb_word *first, const kb_word *second, uint32_t at);
/* Appends what is to be said about it to q->line: "is one letter off; ...". */
void kb_say_miss(inquest *q, kb_buf *out, const word_miss *miss, uint32_t at);

/* whynot_phrase.c: phrases that found nothing: which of them comes nearest, and how near. */
void kb_why_no_phrase(inquest *q, const kb_pattern *pattern, const kb_program *program, account *a);

/* whynot_pattern.c: a pattern that found nothing. */
void kb_why_no_match(inquest *q, const kb_pattern *pattern, const kb_program *program, account *a);

/* Finds the pattern's matches in the whole answer, onto scratch->founds; returns where they begin.
 */
size_t kb_inquest_find(inquest *q, const kb_program *program, const kb_blocked *blocked);

#endif
