/* SPDX-License-Identifier: MIT */
/*
 * The view as bits: what each byte is, 64 bytes at a time.
 *
 * Bits turn the questions about a word's edges and about what stands between two
 * words into a few operations on whole machine words (tokens.c).  A character of
 * several bytes has the same bits at each of them.
 */
#ifndef KB_TEXT_BLOCKS_H
#define KB_TEXT_BLOCKS_H

#include "base/buf.h"
#include "classes.h"

/* After a folded word so many bytes can be read; see kb_token. */
enum { KB_BLOCK_BYTES = 64, KB_AFTER_FOLDED = 16 };

/* Bit i says of byte i of the block that it ... */
typedef struct kb_block {
    uint64_t word;  /* is of a letter, a number, or a mark after one of these */
    uint64_t digit; /* is of a decimal digit */
    uint64_t joint; /* is ' or -, which join the parts of a word */
    uint64_t point; /* is . , or :, which join digits */
    uint64_t plain; /* is a space or a comma: between words, these end nothing */
    uint64_t white; /* is of white space */
    uint64_t
        odd; /* begins a character beyond U+00FF or below U+00C0 that is not ASCII; or is a TAB */
} kb_block;

typedef struct kb_blocks {
    kb_block *items; /* owned; the last one ends after the text */
    size_t count, cap;
    kb_buf folded; /* the text folded, byte for byte, and KB_AFTER_FOLDED bytes */
    bool any_odd;
    bool folds_apart; /* folding changes the length of a character: `folded` is of no use */
} kb_blocks;

/* Reads `text`, all but its odd characters.  False when memory is short. */
bool kb_blocks_read(kb_blocks *blocks, kb_str text);

/* Reads the odd characters of the same text. */
void kb_blocks_read_odd(kb_blocks *blocks, const kb_classes *classes, kb_str text);

void kb_blocks_free(kb_blocks *blocks);

#endif
