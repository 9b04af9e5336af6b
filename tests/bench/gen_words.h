/* SPDX-License-Identifier: MIT */
/*
 * Words drawn at random, always the same: for answers and rules to measure with.
 *
 * The vocabulary is compounds of Norwegian, one part for each of two lists, in the order of a
 * shuffle; how often each is drawn falls with its rank (Zipf), and so it is with the other kinds.
 */
#ifndef KB_BENCH_GEN_WORDS_H
#define KB_BENCH_GEN_WORDS_H

#include <stddef.h>
#include <stdint.h>

enum { MOST_STEMS = 4096, MOST_WORDS = 128, WORD_BYTES = 96, MOST_KINDS = 16 };

/* A list of words and how likely the first n of them are. */
typedef struct pool {
    const char *words[MOST_STEMS];
    double below[MOST_STEMS];
    size_t count;
} pool;

typedef struct words {
    uint64_t state; /* of the random numbers */
    char stem_text[MOST_STEMS][WORD_BYTES];
    pool stems, function_words, verbs, adjectives, actors, things, joiners, lacks, endings, shapes;
} words;

void words_init(words *w);

/* A whole number below `limit`. */
size_t draw_number(words *w, size_t limit);

/* A word of the pool, the likely ones oftener. */
const char *draw(words *w, const pool *from);

/* Any word of the pool from number `from` to below `to`. */
const char *draw_evenly(words *w, const pool *from_pool, size_t from, size_t to);

/* Makes the compounds of two lists of words in `text`, and points at them from `out`. */
size_t make_compounds(char (*text)[WORD_BYTES], const char **out, const char *first,
                      const char *second);

void shuffle(words *w, const char **list, size_t count);

/* Letters of UTF-8: how many, where letter n begins, and capitals in place. */
size_t letters_of(const char *text);
size_t letter_at(const char *text, size_t letter);
void make_capitals(char *text, size_t len);

extern const char roots[]; /* last parts of compounds */

#endif
