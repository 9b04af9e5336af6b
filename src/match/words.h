/* SPDX-License-Identifier: MIT */
/*
 * The words of a codebook.
 *
 * Every distinct word pattern of a book becomes one *word test* with a number;
 * phrases refer to tests by number.  What tests a word passes is worked out once
 * per distinct word and remembered (kb_seen_words), so that matching a phrase at a
 * token is looking at a bit.
 */
#ifndef KB_MATCH_WORDS_H
#define KB_MATCH_WORDS_H

#include "base/arena.h"
#include "base/bits.h"
#include "base/map.h"
#include "spelling.h"
#include "stem.h"

#include <kodebok/codebook.h>

typedef struct word_test {
    kb_word_kind kind;
    kb_str pattern;
    int distance; /* fuzzy */
    kb_str stem;  /* stem */
} word_test;

/* The tests of a book.  Immutable once kb_words_close() has been called; may be shared. */
typedef struct kb_words {
    kb_arena arena;
    kb_map numbers; /* kind, distance and pattern -> test */
    word_test *tests;
    size_t count;
    kb_map grams;    /* the three bytes that a pattern begins with, and whether after a star */
    uint32_t *order; /* tests in buckets: by first byte, wild ones, then by gram */
    uint32_t *start; /* per bucket, and one more: where it begins in `order` */
    kb_spelling *spelling; /* NULL when no word is written with ~, or nothing guards */
    kb_str language;
    bool any_fuzzy, any_stem;
    bool exact;                          /* no misspelling is accepted */
    uint32_t except_first, except_count; /* tests of text.spelling.except */
} kb_words;

enum { KB_WORD_NONE = UINT32_MAX };

/* Returns the number of the test, adding it when it is new; KB_WORD_NONE without memory. */
uint32_t kb_words_add(kb_words *words, kb_word_kind kind, int distance, kb_str pattern);

/* Rows of bits, one for each test, have so many words. */
static inline size_t kb_words_row_length(const kb_words *words)
{
    return words->count / 64 + 1;
}

/* Works out stems and the order of tests. */
KB_MUST_USE kb_status kb_words_close(kb_words *words, kb_error *err);
void kb_words_free(kb_words *words);

/* Returns the number of the test; KB_WORD_NONE when there is none, or no memory. */
uint32_t kb_words_find(const kb_words *words, kb_word_kind kind, int distance, kb_str pattern);

/*
 * Words met so far with the tests they pass, as rows of bits.  Words that pass the same share a
 * row; most pass none and share row 0.  One per thread.
 */
typedef struct kb_seen_words {
    const kb_words *words;
    kb_stemmer *stemmer;
    kb_map known;
    kb_map lists;     /* the numbers of a row, as bytes; key n is row n + 1 */
    uint32_t *row_of; /* owned; per word known */
    size_t row_of_cap;
    uint64_t *bits; /* owned; row_count rows of `row_length` */
    size_t row_length, row_count, cap;
    uint32_t *tests; /* owned; the numbers of the bits, row after row */
    uint32_t *first; /* owned; per row, and one more: where its numbers begin */
    size_t test_cap, first_cap;
    size_t known_bytes; /* of all words remembered */
} kb_seen_words;

enum { KB_NO_TESTS = 0 }; /* the row of words that pass no test */

KB_MUST_USE kb_status kb_seen_words_init(kb_seen_words *seen, const kb_words *words, kb_error *err);
void kb_seen_words_clear(kb_seen_words *seen);

/* Forgets everything when very many words are remembered; rows handed out before are void. */
void kb_seen_words_trim(kb_seen_words *seen);

/*
 * Returns the number of the word's row, or KB_WORD_NONE when memory is short.  `folded` is of a
 * kb_token: 16 bytes can be read at its beginning.
 */
uint32_t kb_seen_word(kb_seen_words *seen, kb_str folded);

/* The tests of a row, by number. */
static inline const uint32_t *kb_word_tests(const kb_seen_words *seen, uint32_t row, size_t *count)
{
    *count = seen->first[row + 1] - seen->first[row];
    return *count > 0 ? seen->tests + seen->first[row] : NULL;
}

/* Does the word of this row pass the test? */
static inline bool kb_word_passes(const kb_seen_words *seen, uint32_t row, uint32_t test)
{
    return kb_has_bit(seen->bits + row * seen->row_length, test);
}

#endif
