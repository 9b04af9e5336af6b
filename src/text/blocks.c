/* SPDX-License-Identifier: MIT */
/*
 * The view as bits; see blocks.h.
 *
 * ASCII and the letters of Latin-1 are read 16 bytes at a time, without a branch.
 * In UTF-8 these letters are 0xC3 and a byte: 0x97 (×) and 0xB7 (÷) are none, and
 * the byte of an upper-case one is 0x20 less than its lower-case one's, as in
 * ASCII.  Whatever else there is, is looked up a character at a time.
 */
#include "blocks.h"

#include "base/unicode.h"

#include <stdlib.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum { LANES = 16, LATIN_LEAD = 0xC3 };

/* Vectors of GCC and clang, on any machine; comparing gives 0xFF or 0 in each lane. */
typedef uint8_t lanes __attribute__((vector_size(LANES)));

static inline lanes is_one(lanes bytes, uint8_t wanted)
{
    return (lanes)(bytes == wanted);
}

static inline lanes is_from(lanes bytes, uint8_t first, uint8_t last)
{
    return (lanes)((lanes)(bytes - first) <= (uint8_t)(last - first));
}

/* One bit for each lane that is 0xFF. */
static inline uint64_t bits_of(lanes where)
{
#ifdef __SSE2__
    return (uint16_t)_mm_movemask_epi8((__m128i)where);
#else
    uint64_t bits = 0;
    for (unsigned i = 0; i < LANES; i++)
        bits |= (uint64_t)(where[i] & 1) << i;
    return bits;
#endif
}

/* What is asked of Latin-1 letters, whose bytes may stand in two blocks. */
typedef struct latin_bits {
    uint64_t lead;  /* 0xC3 */
    uint64_t sign;  /* the second byte of × and ÷ */
    uint64_t upper; /* the second byte of an upper-case letter, or that of × */
} latin_bits;

/* Adds the bits of 16 bytes that begin at `at` in their block, and folds their ASCII letters. */
__attribute__((always_inline)) static inline void
read_lanes(const char *bytes, char *folded, unsigned at, kb_block *block, latin_bits *latin)
{
    lanes v;
    memcpy(&v, bytes, sizeof v);
    lanes small = v | 0x20, digit = is_from(v, '0', '9'), comma = is_one(v, ',');
    lanes space = is_one(v, ' ');
    block->word |= bits_of(is_from(small, 'a', 'z') | digit) << at;
    block->digit |= bits_of(digit) << at;
    block->joint |= bits_of(is_one(v, '\'') | is_one(v, '-')) << at;
    block->point |= bits_of(is_one(v, '.') | comma | is_one(v, ':')) << at;
    block->plain |= bits_of(space | comma) << at;
    block->white |= bits_of(space | is_from(v, '\t', '\r')) << at;
    lanes lead = is_one(v, LATIN_LEAD);
    block->odd |= bits_of((is_from(v, 0xC0, 0xFF) & ~lead) | is_one(v, '\t')) << at;
    latin->lead |= bits_of(lead) << at;
    latin->sign |= bits_of(is_one(v, 0x97) | is_one(v, 0xB7)) << at;
    latin->upper |= bits_of(is_from(v, 0x80, 0x9E)) << at;
    v += is_from(v, 'A', 'Z') & 0x20;
    memcpy(folded, &v, sizeof v);
}

static inline uint64_t bit_at(size_t pos)
{
    return (uint64_t)1 << (pos % KB_BLOCK_BYTES);
}

static inline unsigned lowest(uint64_t bits)
{
    return (unsigned)__builtin_ctzll(bits);
}

/* Reads block `at`; `*carry` says whether the block before ended with 0xC3. */
static inline void read_block(kb_block *at, const char *bytes, char *folded, size_t len,
                              uint64_t *carry)
{
    kb_block block = { 0 };
    latin_bits latin = { 0 };
    read_lanes(bytes, folded, 0, &block, &latin); /* no loop: `at` is to be a constant */
    if (len > LANES)
        read_lanes(bytes + LANES, folded + LANES, LANES, &block, &latin);
    if (len > 2 * LANES) {
        read_lanes(bytes + 2 * LANES, folded + 2 * LANES, 2 * LANES, &block, &latin);
        read_lanes(bytes + 3 * LANES, folded + 3 * LANES, 3 * LANES, &block, &latin);
    }
    uint64_t second = latin.lead << 1 | *carry;
    block.word |= second & ~latin.sign;
    block.word |= latin.lead & ~(latin.sign >> 1);
    if (*carry & latin.sign)
        at[-1].word &= ~((uint64_t)1 << (KB_BLOCK_BYTES - 1));
    *carry = latin.lead >> (KB_BLOCK_BYTES - 1);
    for (uint64_t rest = second & latin.upper & ~latin.sign; rest != 0; rest &= rest - 1) {
        char *byte = &folded[lowest(rest)];
        *byte = (char)(*byte + 0x20);
    }
    *at = block;
}

static bool make_room(kb_blocks *blocks, size_t count)
{
    void *items = blocks->items;
    kb_buf_reset(&blocks->folded);
    if (!kb_array_reserve(&items, &blocks->cap, count - 1, sizeof *blocks->items))
        return false;
    blocks->items = items;
    blocks->count = count;
    return kb_buf_reserve(&blocks->folded, count * KB_BLOCK_BYTES + KB_AFTER_FOLDED);
}

bool kb_blocks_read(kb_blocks *blocks, kb_str text)
{
    size_t whole = text.len / KB_BLOCK_BYTES, begin = whole * KB_BLOCK_BYTES;
    uint64_t carry = 0, odd = 0;
    if (!make_room(blocks, whole + 1))
        return false;
    char *folded = blocks->folded.ptr, last[KB_BLOCK_BYTES] = { 0 };
    for (size_t i = 0; i < whole; i++) {
        read_block(&blocks->items[i], text.ptr + i * KB_BLOCK_BYTES, folded + i * KB_BLOCK_BYTES,
                   KB_BLOCK_BYTES, &carry);
        odd |= blocks->items[i].odd;
    }
    if (begin < text.len)
        memcpy(last, text.ptr + begin, text.len - begin);
    read_block(&blocks->items[whole], last, folded + begin, text.len - begin, &carry);
    blocks->items[whole].word &= bit_at(text.len) - 1; /* 0xC3 at the end has no second byte */
    blocks->any_odd = (odd | blocks->items[whole].odd) != 0;
    blocks->folds_apart = false;
    return true;
}

void kb_blocks_free(kb_blocks *blocks)
{
    free(blocks->items);
    kb_buf_free(&blocks->folded);
}

/* ------------------------------------------------------------- odd characters */

static kb_block *block_at(kb_blocks *blocks, size_t pos)
{
    return &blocks->items[pos / KB_BLOCK_BYTES];
}

/* A mark goes with the word before it; after a joint it is none, and the joint joins nothing. */
static bool is_of_word(kb_blocks *blocks, unsigned class, size_t pos)
{
    if (!(class & KB_CLASS_MARK) || pos == 0)
        return (class & (KB_CLASS_LETTER | KB_CLASS_NUMBER)) != 0;
    return (block_at(blocks, pos - 1)->word & bit_at(pos - 1)) != 0;
}

static void fold_odd(kb_blocks *blocks, kb_char c, size_t pos)
{
    char bytes[8];
    kb_buf folded = { .ptr = bytes, .cap = sizeof bytes };
    kb_utf8_put(&folded, kb_fold(c.code));
    if (folded.len == c.next - pos)
        memcpy(blocks->folded.ptr + pos, bytes, folded.len);
    else
        blocks->folds_apart = true;
}

static size_t read_odd(kb_blocks *blocks, const kb_classes *classes, kb_str text, size_t pos)
{
    kb_char c = kb_char_at(classes, text, pos);
    bool word = is_of_word(blocks, c.class, pos);
    if (c.class & KB_CLASS_FOLDS)
        fold_odd(blocks, c, pos);
    for (size_t at = pos; at < c.next; at++) {
        kb_block *block = block_at(blocks, at);
        uint64_t bit = bit_at(at);
        block->word |= word ? bit : 0;
        block->digit |= c.class & KB_CLASS_DIGIT ? bit : 0;
        block->white |= c.class & KB_CLASS_SPACE ? bit : 0;
    }
    return c.next;
}

void kb_blocks_read_odd(kb_blocks *blocks, const kb_classes *classes, kb_str text)
{
    for (size_t i = 0; i < blocks->count; i++)
        for (uint64_t rest = blocks->items[i].odd; rest != 0; rest &= rest - 1)
            read_odd(blocks, classes, text, i * KB_BLOCK_BYTES + lowest(rest));
}
