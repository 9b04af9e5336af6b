/* SPDX-License-Identifier: MIT */
/*
 * The phrase language: from what the analyst wrote to the records of phrase.h.
 *
 *     text --lexer--> lexemes --parser--> items
 *                        a word's lexeme --word_forms--> its forms
 *
 * Positions are counted in code points of the text as written, so that a caret
 * can stand under the very character.  Normalisation (NFC, plain apostrophes and
 * hyphens, folding) happens last, word by word, when forms are written out.
 */
#ifndef KB_CODEBOOK_PHRASE_READ_H
#define KB_CODEBOOK_PHRASE_READ_H

#include "findings.h"

#include "base/map.h"

#include <kodebok/phrase.h>

enum {
    KB_MAX_GAP = 50,
    KB_MAX_FORMS = 256,          /* of one word */
    KB_MAX_PHRASE_BYTES = 65536, /* of one phrase */
    KB_MAX_BRACKETS = 32         /* nested */
};

/* What is wrong with a phrase, and where. */
typedef struct kb_phrase_slip {
    bool found;
    bool no_memory;
    size_t at; /* code points from the beginning of the phrase */
    char message[200];
    const char *hint; /* fixed text, or NULL */
    kb_str unknown;   /* the name of a macro that is not known; in the phrase */
} kb_phrase_slip;

/* Notes a slip; only the first counts.  Returns false, so that a caller can return it. */
bool kb_slip(kb_phrase_slip *slip, size_t at, const char *hint, const char *format, ...)
    KB_PRINTF(4, 5);
bool kb_slip_memory(kb_phrase_slip *slip);

typedef enum kb_lexeme_kind {
    KB_LEX_END,
    KB_LEX_SPACE,
    KB_LEX_OPEN,  /* [ */
    KB_LEX_CLOSE, /* ] */
    KB_LEX_LEFT,  /* ( before an optional part */
    KB_LEX_RIGHT, /* ) */
    KB_LEX_SLASH,
    KB_LEX_GAP,   /* text: its digits */
    KB_LEX_MACRO, /* text: the name */
    KB_LEX_WORD   /* text: with _ ~ + and optional endings */
} kb_lexeme_kind;

typedef struct kb_lexeme {
    kb_lexeme_kind kind;
    kb_str text;
    size_t at;
} kb_lexeme;

typedef struct kb_lexer {
    kb_str text;
    size_t pos; /* bytes */
    size_t at;  /* code points */
} kb_lexer;

/* Reads the next lexeme; false after a slip. */
bool kb_lex(kb_lexer *lexer, kb_lexeme *lexeme, kb_phrase_slip *slip);

/* May stand inside a word: a letter, digit, mark, wildcard, or what joins them. */
bool kb_is_word_sign(uint32_t c);

/* Writes out the word of a KB_LEX_WORD; NULL after a slip. */
const kb_word *kb_word_read(const kb_lexeme *lexeme, kb_arena *arena, kb_phrase_slip *slip);

/* What a phrase is read with. */
typedef struct kb_phrase_options {
    int gap;              /* what "..." means */
    const kb_map *macros; /* names in order of their indexes */
} kb_phrase_options;

/*
 * Reads `text`; the records live in `arena`.  After a slip the result is an empty
 * sequence and `slip->found` is set.
 */
kb_sequence kb_phrase_parse(kb_str text, const kb_phrase_options *options, kb_arena *arena,
                            kb_phrase_slip *slip);

/* Finds a character that nobody sees in a pattern; sets `*at` and `*c`. */
bool kb_find_invisible(kb_str text, size_t *at, uint32_t *c);

#endif
