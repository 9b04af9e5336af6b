/* SPDX-License-Identifier: MIT */
/*
 * Tokens: a letter or a number, then letters, marks and numbers; joined inside by
 * an apostrophe or a hyphen (e-post), and between digits by `. , :` (4.500, 12:30).
 *
 * «lærings- og mestringstilbud» is three tokens: a hyphen at the edge joins
 * nothing.
 *
 * Found in the blocks of the view.  Where bits are shifted, the block before or
 * after lends the bit at the edge.  Whether a gap holds a byte of some kind is
 * found by adding: the gap's bytes are a row of ones, and a one added anywhere in
 * it carries out of the row, into the bit where the token after the gap begins.
 */
#include "room.h"

#include "base/str.h"
#include "base/try.h"
#include "base/unicode.h"

enum { TOP = KB_BLOCK_BYTES - 1, MOST_IN_BLOCK = KB_BLOCK_BYTES / 2 };

/* What the block before hands on, a bit each. */
typedef struct carried {
    uint64_t word, digit, token; /* of its last byte */
    uint64_t telling, unspaced;  /* of the gap that it ends in */
} carried;

/* The tokens of a block as bits. */
typedef struct token_bits {
    uint64_t begin, end; /* the first byte; the byte after the last */
    uint64_t telling;    /* begins after a gap that must be read */
    uint64_t unspaced;   /* begins after a gap with more than white space in it */
} token_bits;

/* The bits of a block, each at the place of the byte after or before it. */
static inline uint64_t from_before(uint64_t bits, uint64_t *carry)
{
    uint64_t moved = bits << 1 | *carry;
    *carry = bits >> TOP;
    return moved;
}

static inline uint64_t from_after(uint64_t bits, uint64_t next)
{
    return bits >> 1 | next << TOP;
}

/* A bit after each gap in which there is one of the `seeds`, which are in gaps. */
static inline uint64_t after_gaps(uint64_t gaps, uint64_t seeds, uint64_t *carry)
{
    uint64_t sum;
    bool over = __builtin_add_overflow(gaps, seeds, &sum);
    over |= __builtin_add_overflow(sum, *carry, &sum);
    *carry = over;
    return sum & ~gaps;
}

static inline token_bits find_in_block(const kb_block *block, const kb_block *next, carried *carry)
{
    uint64_t word_before = from_before(block->word, &carry->word);
    uint64_t digit_before = from_before(block->digit, &carry->digit);
    uint64_t joint = block->joint & word_before & from_after(block->word, next->word);
    uint64_t point = block->point & digit_before & from_after(block->digit, next->digit);
    uint64_t token = block->word | joint | point, gap = ~token;
    uint64_t before = from_before(token, &carry->token);
    return (token_bits){ .begin = token & ~before,
                         .end = gap & before,
                         .telling = after_gaps(gap, gap & ~block->plain, &carry->telling),
                         .unspaced = after_gaps(gap, gap & ~block->white, &carry->unspaced) };
}

/* Room for the tokens of one more block, and their gaps. */
static kb_status reserve_tokens(kb_text_room *room, kb_error *err)
{
    void *tokens = room->tokens, *gaps = room->gaps;
    size_t last = room->text.token_count + MOST_IN_BLOCK;
    if (last < room->token_cap && last < room->gap_cap)
        return KB_OK;
    if (!kb_array_reserve(&tokens, &room->token_cap, last, sizeof *room->tokens))
        return kb_fail_memory(err);
    room->tokens = tokens;
    if (!kb_array_reserve(&gaps, &room->gap_cap, last, sizeof *room->gaps))
        return kb_fail_memory(err);
    room->gaps = gaps;
    return KB_OK;
}

static inline void end_token(kb_token *token, size_t end)
{
    token->bytes.end = token->view.end = end;
    token->folded.len = end - token->view.begin;
}

static inline unsigned lowest(uint64_t bits)
{
    return (unsigned)__builtin_ctzll(bits);
}

/*
 * Adds the tokens of the block that begins at `base`.  One may have begun before it, and its
 * last one may end after it: that one is not counted yet.
 */
static void add_tokens(kb_text_room *room, size_t base, token_bits bits, bool begun)
{
    const char *folded = room->blocks.folded.ptr;
    kb_token *token = &room->tokens[room->text.token_count];
    size_t *gap = &room->gaps[room->gap_count];
    if (begun && bits.end != 0) {
        end_token(token++, base + lowest(bits.end));
        bits.end &= bits.end - 1;
    }
    for (; bits.begin != 0; bits.begin &= bits.begin - 1) {
        unsigned first = lowest(bits.begin);
        size_t begin = base + first;
        *gap = (size_t)(token - room->tokens);
        gap += bits.telling >> first & 1;
        token->bytes.begin = token->view.begin = begin;
        token->folded.ptr = folded + begin;
        token->sentence = token->clause = 0;
        token->spaced = !(bits.unspaced >> first & 1);
        if (bits.end == 0)
            break;
        end_token(token++, base + lowest(bits.end));
        bits.end &= bits.end - 1;
    }
    room->text.token_count = (size_t)(token - room->tokens);
    room->gap_count = (size_t)(gap - room->gaps);
}

/* Folds every word on its own, where the folded view is no copy of it. */
static kb_status fold_words(kb_text_room *room, kb_error *err)
{
    kb_buf *folded = &room->folded;
    kb_buf_reset(folded);
    /* Folding makes two bytes three at worst (U+023A): reserved, the buffer stays in its place. */
    size_t most = room->text.view.len + room->text.view.len / 2;
    if (!kb_buf_reserve(folded, most + KB_AFTER_FOLDED))
        return kb_fail_memory(err);
    for (size_t i = 0; i < room->text.token_count; i++) {
        kb_token *token = &room->tokens[i];
        size_t begin = folded->len;
        kb_fold_str(folded, kb_str_slice(room->text.view, token->view));
        token->folded = (kb_str){ folded->ptr + begin, folded->len - begin };
    }
    return KB_OK;
}

/* Tokens were found in the view; where it is shorter, their bytes are moved. */
static void shift_tokens(kb_text_room *room)
{
    size_t shift = 0;
    for (size_t i = 0; i < room->text.token_count; i++) {
        kb_span view = room->tokens[i].view;
        room->tokens[i].bytes.begin = kb_text_canonical(room, view.begin, &shift);
        room->tokens[i].bytes.end = kb_text_canonical(room, view.end, &shift);
    }
}

kb_status kb_text_find_tokens(kb_text_room *room, kb_error *err)
{
    static const kb_block nothing = { 0 };
    const kb_blocks *blocks = &room->blocks;
    carried carry = { 0 };
    room->text.token_count = room->gap_count = 0;
    for (size_t i = 0; i < blocks->count; i++) {
        const kb_block *next = i + 1 < blocks->count ? &blocks->items[i + 1] : &nothing;
        bool begun = carry.token != 0;
        token_bits bits = find_in_block(&blocks->items[i], next, &carry);
        KB_TRY(reserve_tokens(room, err));
        add_tokens(room, i * KB_BLOCK_BYTES, bits, begun);
    }
    room->text.tokens = room->tokens;
    if (blocks->folds_apart)
        KB_TRY(fold_words(room, err));
    if (room->shift_count > 0)
        shift_tokens(room);
    return KB_OK;
}
