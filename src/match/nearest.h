/* SPDX-License-Identifier: MIT */
/* The nearest miss of a list of phrases: what whynot_phrase.c finds and whynot_tell.c tells. */
#ifndef KB_MATCH_NEAREST_H
#define KB_MATCH_NEAREST_H

#include "inquest.h"

enum {
    LIGHT = 1, /* weight of words of up to three letters */
    HEAVY = 3
};

/* A phrase to be tried: as read, as compiled, as written. */
typedef struct candidate {
    const kb_sequence *sequence;
    const phrase_steps *steps;
    kb_str shown; /* empty: write it anew */
} candidate;

/* The words that an item may be, when it is one word. */
typedef struct leaves {
    const kb_word **words;
    size_t count;
    size_t weight;
} leaves;

/* An item, or two, found or nearly found. */
typedef struct hit {
    size_t first, last; /* items */
    token_span span;
    int grade;
    word_miss miss; /* kind MISS_NONE: it is there */
    int sum;        /* of the best chain that ends here */
    size_t before;  /* the hit before it in that chain, or SIZE_MAX */
} hit;

/* The nearest miss so far. */
typedef struct nearest {
    const candidate *phrase;
    leaves *items;
    hit *chain; /* in the order of the phrase */
    size_t count;
    int score; /* 0 .. 1000 */
    token_span sentence;
} nearest;

typedef struct candidates {
    candidate *items;
    size_t count;
    bool more; /* left out */
} candidates;

/* Is the item more than a gap or something optional? */
bool kb_is_wanted(const kb_phrase_item *item);

/* How many words may stand between two items: in gaps, and for items that are missing. */
uint32_t kb_allowed_between(const candidate *phrase, size_t from, size_t to);

/* Finds the first place of an item by itself from token `at` on; the match ends by `limit`. */
bool kb_item_at(inquest *q, const candidate *phrase, size_t item, uint32_t at, uint32_t limit,
                token_span *found);

/* whynot_tell.c: says where the phrase fails. */
void kb_tell_nearest(inquest *q, const kb_pattern *pattern, const candidates *all,
                     const nearest *best, account *a);

#endif
