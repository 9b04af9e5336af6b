/* SPDX-License-Identifier: MIT */
/* Sums of SHA-256 digests; see hash_sum.h. */
#include "hash_sum.h"

#include <inttypes.h>
#include <stdio.h>

enum { WORDS = 4, DIGITS = 16 }; /* of a sum; of a word */

static void load(const uint8_t digest[KB_SHA256_SIZE], uint64_t words[WORDS])
{
    for (int i = 0; i < WORDS; i++) {
        words[i] = 0;
        for (int k = 7; k >= 0; k--)
            words[i] = words[i] << 8 | digest[8 * i + k];
    }
}

static void add_words(uint64_t sum[WORDS], const uint64_t words[WORDS])
{
    uint64_t carry = 0;
    for (int i = 0; i < WORDS; i++) {
        uint64_t with_carry = words[i] + carry;
        carry = with_carry < carry;
        sum[i] += with_carry;
        carry += sum[i] < with_carry;
    }
}

/* -x is ~x + 1. */
static void negate(uint64_t words[WORDS])
{
    static const uint64_t one[WORDS] = { 1 };
    for (int i = 0; i < WORDS; i++)
        words[i] = ~words[i];
    add_words(words, one);
}

void kb_hash_sum_add(kb_hash_sum *sum, const uint8_t digest[KB_SHA256_SIZE])
{
    uint64_t words[WORDS];
    load(digest, words);
    add_words(sum->words, words);
    sum->count++;
}

void kb_hash_sum_join(kb_hash_sum *sum, const kb_hash_sum *part)
{
    add_words(sum->words, part->words);
    sum->count += part->count;
}

void kb_hash_sum_remove(kb_hash_sum *sum, const kb_hash_sum *part)
{
    kb_hash_sum negative = *part;
    negate(negative.words);
    add_words(sum->words, negative.words);
    sum->count -= part->count;
}

void kb_hash_sum_end(const kb_hash_sum *sum, char text[KB_SHA256_TEXT])
{
    kb_sha256 sha;
    kb_sha256_init(&sha);
    for (int i = 0; i < WORDS; i++)
        kb_sha256_number(&sha, sum->words[i]);
    kb_sha256_number(&sha, sum->count);
    kb_sha256_end(&sha, text);
}

void kb_hash_sum_write(const kb_hash_sum *sum, char text[KB_HASH_SUM_TEXT])
{
    const uint64_t *words = sum->words;
    snprintf(text, KB_HASH_SUM_TEXT,
             "%016" PRIx64 "%016" PRIx64 "%016" PRIx64 "%016" PRIx64 ":%" PRIu64, words[3],
             words[2], words[1], words[0], sum->count);
}

static bool read_word(const char *digits, uint64_t *word)
{
    *word = 0;
    for (int i = 0; i < DIGITS; i++) {
        char c = digits[i];
        if (c >= '0' && c <= '9')
            *word = *word << 4 | (uint64_t)(c - '0');
        else if (c >= 'a' && c <= 'f')
            *word = *word << 4 | (uint64_t)(c - 'a' + 10);
        else
            return false;
    }
    return true;
}

static bool read_count(kb_str digits, uint64_t *count)
{
    *count = 0;
    for (size_t i = 0; i < digits.len; i++) {
        uint64_t digit = (uint64_t)(digits.ptr[i] - '0');
        if (digit > 9 || *count > (UINT64_MAX - digit) / 10)
            return false;
        *count = *count * 10 + digit;
    }
    return digits.len > 0;
}

bool kb_hash_sum_read(kb_hash_sum *sum, kb_str text)
{
    enum { COLON = WORDS * DIGITS };
    kb_hash_sum read = { 0 };
    bool good = text.len > COLON && text.ptr[COLON] == ':';
    for (int i = 0; i < WORDS && good; i++)
        good = read_word(text.ptr + DIGITS * (WORDS - 1 - i), &read.words[i]);
    if (good)
        good = read_count((kb_str){ text.ptr + COLON + 1, text.len - COLON - 1 }, &read.count);
    *sum = good ? read : (kb_hash_sum){ 0 };
    return good;
}
