/* SPDX-License-Identifier: MIT */
/* The words of a codebook; see words.h. */
#include "words.h"

#include "base/buf.h"
#include "base/str.h"
#include "base/unicode.h"
#include "glob.h"
#include "typo.h"

#include <stdlib.h>

enum {
    WILD_BUCKET = 256,
    FIRST_GRAM,
    GRAM_BYTES = 3,
    AT_HEAD = '^',
    INSIDE = '*',
    MAX_SEEN_WORDS = 1 << 18,
    MAX_SEEN_BYTES = 8 << 20,
    MAX_SEEN_ROWS = 1 << 15
};

/* ----------------------------------------------------------------- the tests */

static void put_key(kb_buf *key, kb_word_kind kind, int distance, kb_str pattern)
{
    kb_buf_char(key, (char)('a' + (int)kind));
    kb_buf_char(key, (char)('0' + distance));
    kb_buf_str(key, pattern);
}

uint32_t kb_words_find(const kb_words *words, kb_word_kind kind, int distance, kb_str pattern)
{
    kb_buf key = { 0 };
    put_key(&key, kind, distance, pattern);
    size_t number = key.failed ? KB_MAP_NONE : kb_map_find(&words->numbers, kb_buf_view(&key));
    kb_buf_free(&key);
    return number == KB_MAP_NONE ? KB_WORD_NONE : (uint32_t)number;
}

uint32_t kb_words_add(kb_words *words, kb_word_kind kind, int distance, kb_str pattern)
{
    kb_buf key = { 0 };
    put_key(&key, kind, distance, pattern);
    size_t number = key.failed ? KB_MAP_NONE : kb_map_add(&words->numbers, kb_buf_view(&key));
    kb_buf_free(&key);
    if (number == KB_MAP_NONE || number < words->count)
        return number == KB_MAP_NONE ? KB_WORD_NONE : (uint32_t)number;
    word_test *tests = kb_arena_grow(&words->arena, words->tests, words->count, sizeof *tests);
    kb_str copy = kb_arena_str(&words->arena, pattern);
    if (tests == NULL || copy.ptr == NULL)
        return KB_WORD_NONE;
    words->tests = tests;
    tests[words->count++] = (word_test){ .kind = kind, .pattern = copy, .distance = distance };
    words->any_fuzzy |= kind == KB_WORD_FUZZY;
    words->any_stem |= kind == KB_WORD_STEM;
    return (uint32_t)number;
}

/*
 * A word is asked about the tests of few buckets: that of its first byte and the wild one; and of
 * most patterns, which begin with three letters or with a star and three letters, only those whose
 * letters it begins with or holds.
 */
static kb_str put_gram(char gram[GRAM_BYTES + 1], char where, const char *bytes)
{
    gram[0] = where;
    memcpy(gram + 1, bytes, GRAM_BYTES);
    return (kb_str){ gram, GRAM_BYTES + 1 };
}

static bool is_fixed(kb_str pattern, size_t from)
{
    for (size_t i = from; i < from + GRAM_BYTES; i++)
        if (i >= pattern.len || pattern.ptr[i] == '*' || pattern.ptr[i] == '?')
            return false;
    return true;
}

/* The number of the test's bucket, a new one for a new gram; KB_WORD_NONE without memory. */
static uint32_t bucket_of(kb_words *words, const word_test *test)
{
    unsigned char first = (unsigned char)test->pattern.ptr[0];
    size_t star = first == '*';
    char gram[GRAM_BYTES + 1];
    if (test->kind == KB_WORD_PLAIN && is_fixed(test->pattern, star)) {
        size_t number = kb_map_add(
            &words->grams, put_gram(gram, star ? INSIDE : AT_HEAD, test->pattern.ptr + star));
        return number == KB_MAP_NONE ? KB_WORD_NONE : (uint32_t)(FIRST_GRAM + number);
    }
    return test->kind == KB_WORD_STEM || first == '*' || first == '?' ? WILD_BUCKET : first;
}

static kb_status find_stems(kb_words *words, kb_error *err)
{
    kb_stemmer *stemmer = NULL;
    kb_status status = words->any_stem ? kb_stemmer_open(&stemmer, words->language, err) : KB_OK;
    for (size_t i = 0; i < words->count && status == KB_OK; i++) {
        word_test *test = &words->tests[i];
        if (test->kind != KB_WORD_STEM)
            continue;
        kb_str stem = kb_stem(stemmer, test->pattern);
        test->stem = kb_arena_str(&words->arena, stem);
        if (stem.ptr == NULL || test->stem.ptr == NULL)
            status = kb_fail_memory(err);
    }
    kb_stemmer_close(stemmer);
    return status;
}

static kb_status sort_tests(kb_words *words, kb_error *err)
{
    uint32_t *buckets = kb_arena_array(&words->arena, words->count + 1, sizeof *buckets);
    for (size_t i = 0; buckets != NULL && i < words->count; i++)
        if ((buckets[i] = bucket_of(words, &words->tests[i])) == KB_WORD_NONE)
            return kb_fail_memory(err);
    size_t count = FIRST_GRAM + words->grams.count;
    words->start = kb_arena_array(&words->arena, count + 2, sizeof *words->start);
    words->order = kb_arena_array(&words->arena, words->count + 1, sizeof *words->order);
    if (words->arena.failed)
        return kb_fail_memory(err);
    for (size_t i = 0; i < words->count; i++)
        words->start[buckets[i] + 2]++;
    for (size_t bucket = 2; bucket < count + 2; bucket++)
        words->start[bucket] += words->start[bucket - 1];
    for (uint32_t i = 0; i < words->count; i++)
        words->order[words->start[buckets[i] + 1]++] = i;
    return KB_OK;
}

kb_status kb_words_close(kb_words *words, kb_error *err)
{
    for (size_t i = 0; i < words->count; i++)
        if (words->tests[i].kind == KB_WORD_FUZZY && words->tests[i].distance == 0)
            words->tests[i].distance = kb_typo_distance(words->tests[i].pattern);
    kb_status status = find_stems(words, err);
    return status == KB_OK ? sort_tests(words, err) : status;
}

void kb_words_free(kb_words *words)
{
    kb_spelling_close(words->spelling);
    kb_map_free(&words->numbers);
    kb_map_free(&words->grams);
    kb_arena_free(&words->arena);
    *words = (kb_words){ 0 };
}

/* ---------------------------------------------------- what a word passes, once */

/* What is asked of one new word; what costs much is asked at most once. */
typedef struct inquiry {
    const kb_words *words;
    kb_str word, stem;
    enum { NOT_ASKED, VETOED, OPEN } typo; /* may it be a misspelling at all? */
} inquiry;

static bool is_excepted(const kb_words *words, kb_str word)
{
    for (uint32_t i = 0; i < words->except_count; i++)
        if (kb_glob(words->tests[words->except_first + i].pattern, word))
            return true;
    return false;
}

static bool may_be_typo(inquiry *ask)
{
    if (ask->typo == NOT_ASKED) {
        bool known =
            is_excepted(ask->words, ask->word) ||
            (ask->words->spelling != NULL && kb_spelling_knows(ask->words->spelling, ask->word));
        ask->typo = known ? VETOED : OPEN;
    }
    return ask->typo == OPEN;
}

/*
 * Does the word begin with one that a dictionary knows, at least as long as the pattern?
 * Then it is a compound or a form of that word, such as dictionaries cannot list, and no
 * misspelling of the pattern: "evakueringsøvelse" for `evaluer*~`.
 */
static bool begins_known(const inquiry *ask, const word_test *test)
{
    if (ask->words->spelling == NULL || !kb_str_ends(test->pattern, KB_STR("*")))
        return false;
    size_t least = kb_utf8_count(test->pattern) - 1, letters = 0;
    for (size_t end = 0; end < ask->word.len; letters++) {
        if (letters >= least &&
            kb_spelling_knows(ask->words->spelling, (kb_str){ ask->word.ptr, end }))
            return true;
        kb_utf8_next(ask->word, &end);
    }
    return false;
}

static bool passes(inquiry *ask, const word_test *test)
{
    switch (test->kind) {
    case KB_WORD_PLAIN: return kb_glob(test->pattern, ask->word);
    case KB_WORD_STEM: return kb_str_equal(test->stem, ask->stem);
    case KB_WORD_FUZZY:
        return kb_glob(test->pattern, ask->word) ||
               (!ask->words->exact && kb_typo(test->pattern, test->distance, ask->word) &&
                may_be_typo(ask) && !begins_known(ask, test));
    }
    return false;
}

static void ask_bucket(inquiry *ask, size_t bucket, uint64_t *row)
{
    const kb_words *words = ask->words;
    for (uint32_t i = words->start[bucket]; i < words->start[bucket + 1]; i++) {
        uint32_t test = words->order[i];
        if (passes(ask, &words->tests[test]))
            kb_set_bit(row, test);
    }
}

static void ask_gram(inquiry *ask, char where, size_t at, uint64_t *row)
{
    char gram[GRAM_BYTES + 1];
    size_t number = kb_map_find(&ask->words->grams, put_gram(gram, where, ask->word.ptr + at));
    if (number != KB_MAP_NONE)
        ask_bucket(ask, FIRST_GRAM + number, row);
}

kb_status kb_seen_words_init(kb_seen_words *seen, const kb_words *words, kb_error *err)
{
    *seen = (kb_seen_words){ .words = words, .row_length = kb_words_row_length(words) };
    void *bits = NULL;
    if (!kb_array_reserve(&bits, &seen->cap, 0, seen->row_length * sizeof *seen->bits))
        return kb_fail_memory(err);
    seen->bits = bits;
    seen->row_count = KB_NO_TESTS + 1;
    memset(seen->bits, 0, seen->row_length * sizeof *seen->bits);
    void *first = NULL;
    if (!kb_array_reserve(&first, &seen->first_cap, 2, sizeof *seen->first))
        return kb_fail_memory(err);
    seen->first = first;
    seen->first[0] = seen->first[1] = 0;
    return words->any_stem ? kb_stemmer_open(&seen->stemmer, words->language, err) : KB_OK;
}

void kb_seen_words_clear(kb_seen_words *seen)
{
    kb_stemmer_close(seen->stemmer);
    kb_map_free(&seen->known);
    kb_map_free(&seen->lists);
    free(seen->row_of);
    free(seen->bits);
    free(seen->tests);
    free(seen->first);
    *seen = (kb_seen_words){ 0 };
}

void kb_seen_words_trim(kb_seen_words *seen)
{
    if (seen->known.count <= MAX_SEEN_WORDS && seen->known_bytes <= MAX_SEEN_BYTES &&
        seen->row_count <= MAX_SEEN_ROWS)
        return;
    kb_map_free(&seen->known);
    kb_map_free(&seen->lists);
    seen->row_count = KB_NO_TESTS + 1;
    seen->known_bytes = 0;
}

/* Asks all tests about the word; writes their bits where the next row would be. */
static bool ask_tests(kb_seen_words *seen, kb_str folded, uint64_t *row)
{
    inquiry ask = { .words = seen->words, .word = folded };
    if (seen->stemmer != NULL && (ask.stem = kb_stem(seen->stemmer, folded)).ptr == NULL)
        return false;
    memset(row, 0, seen->row_length * sizeof *row);
    ask_bucket(&ask, (unsigned char)folded.ptr[0], row);
    ask_bucket(&ask, WILD_BUCKET, row);
    for (size_t at = 0; at + GRAM_BYTES <= folded.len; at++)
        ask_gram(&ask, INSIDE, at, row);
    if (folded.len >= GRAM_BYTES)
        ask_gram(&ask, AT_HEAD, 0, row);
    return true;
}

/* Lists the numbers of the bits of the row that comes next. */
static bool list_tests(kb_seen_words *seen, const uint64_t *row)
{
    void *first = seen->first, *tests = seen->tests;
    uint32_t count = seen->first[seen->row_count];
    if (!kb_array_reserve(&first, &seen->first_cap, seen->row_count + 1, sizeof *seen->first))
        return false;
    seen->first = first;
    for (size_t i = 0; i < seen->row_length; i++)
        for (uint64_t rest = row[i]; rest != 0; rest &= rest - 1) {
            if (!kb_array_reserve(&tests, &seen->test_cap, count, sizeof *seen->tests))
                return false;
            seen->tests = tests;
            seen->tests[count++] = (uint32_t)(i * 64) + (uint32_t)__builtin_ctzll(rest);
        }
    seen->first[seen->row_count + 1] = count;
    return true;
}

/* Keeps the row that comes next, unless one like it is there: words that pass the same tests share
 * a row. */
static uint32_t keep_row(kb_seen_words *seen)
{
    uint32_t first = seen->first[seen->row_count], end = seen->first[seen->row_count + 1];
    if (first == end)
        return KB_NO_TESTS;
    kb_str numbers = { (const char *)(seen->tests + first), (end - first) * sizeof *seen->tests };
    size_t known = kb_map_add(&seen->lists, numbers);
    if (known == KB_MAP_NONE)
        return KB_WORD_NONE;
    size_t row = KB_NO_TESTS + 1 + known;
    seen->row_count += row == seen->row_count;
    return (uint32_t)row;
}

/* Room for one more word and one more row. */
static bool reserve(kb_seen_words *seen)
{
    void *bits = seen->bits, *rows = seen->row_of;
    bool room =
        kb_array_reserve(&bits, &seen->cap, seen->row_count, seen->row_length * sizeof *seen->bits);
    seen->bits = bits;
    room =
        room && kb_array_reserve(&rows, &seen->row_of_cap, seen->known.count, sizeof *seen->row_of);
    seen->row_of = rows;
    return room;
}

uint32_t kb_seen_word(kb_seen_words *seen, kb_str folded)
{
    size_t word = kb_map_find_open(&seen->known, folded);
    if (word != KB_MAP_NONE)
        return seen->row_of[word];
    if (!reserve(seen))
        return KB_WORD_NONE;
    uint64_t *row = seen->bits + seen->row_count * seen->row_length;
    uint32_t number;
    if (!ask_tests(seen, folded, row) || !list_tests(seen, row) ||
        (number = keep_row(seen)) == KB_WORD_NONE ||
        (word = kb_map_add(&seen->known, folded)) == KB_MAP_NONE)
        return KB_WORD_NONE;
    seen->known_bytes += folded.len;
    seen->row_of[word] = number;
    return number;
}
