/* SPDX-License-Identifier: MIT */
/* Rows of bits: bit n is bit n % 64 of word n / 64. */
#ifndef KB_BASE_BITS_H
#define KB_BASE_BITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

static inline bool kb_has_bit(const uint64_t *bits, size_t bit)
{
    return (bits[bit / 64] >> (bit % 64) & 1) != 0;
}

static inline void kb_set_bit(uint64_t *bits, size_t bit)
{
    bits[bit / 64] |= (uint64_t)1 << (bit % 64);
}

/* Sets a bit; was it clear? */
static inline bool kb_add_bit(uint64_t *bits, size_t bit)
{
    bool is_new = !kb_has_bit(bits, bit);
    kb_set_bit(bits, bit);
    return is_new;
}

/* The first bit from `from` on that is set; `end` when none before it is. */
static inline size_t kb_next_bit(const uint64_t *bits, size_t from, size_t end)
{
    if (from >= end)
        return end;
    uint64_t rest = bits[from / 64] >> (from % 64);
    if (rest != 0) {
        size_t bit = from + (size_t)__builtin_ctzll(rest);
        return bit < end ? bit : end;
    }
    for (size_t i = from / 64 + 1; i * 64 < end; i++)
        if (bits[i] != 0) {
            size_t bit = i * 64 + (size_t)__builtin_ctzll(bits[i]);
            return bit < end ? bit : end;
        }
    return end;
}

#endif
