/* SPDX-License-Identifier: MIT */
/*
 * kb_rx: a regular expression of PCRE2 taken apart, as far as lints and literals need it.
 *
 * Not a second regex engine: what PCRE2 knows and this does not (conditions,
 * recursion, verbs, option xx) is simply not understood, and then no lint speaks
 * and no literal is required.  What is understood must be read as PCRE2 10.42
 * does: UTF, UCP, CASELESS until (?-i).
 */
#ifndef KB_BASE_REGEX_TREE_H
#define KB_BASE_REGEX_TREE_H

#include "arena.h"

typedef enum kb_rx_kind {
    KB_RX_CHAR,   /* one character as it stands */
    KB_RX_WORD,   /* \w */
    KB_RX_SET,    /* a class that holds letters: [ea], [a-z], \p{L} */
    KB_RX_OTHER,  /* any other one character: . \d [^x] [.,]; a few for \X and \R */
    KB_RX_SPACE,  /* \s, \h */
    KB_RX_APART,  /* \W */
    KB_RX_EDGE,   /* \b */
    KB_RX_LOOK,   /* anything else without width: ^ $ \A (?= (?! */
    KB_RX_BEHIND, /* (?<= (?<! */
    KB_RX_GROUP,
    KB_RX_BACK /* \1: what a group found */
} kb_rx_kind;

enum { KB_RX_MANY = 1000000 }; /* no upper bound */

typedef struct kb_rx_node kb_rx_node;

typedef struct kb_rx_sequence {
    kb_rx_node *items;
    size_t count;
} kb_rx_sequence;

typedef struct kb_rx_range {
    uint32_t first, last; /* both inside */
} kb_rx_range;

struct kb_rx_node {
    kb_rx_kind kind;
    uint32_t c;                /* KB_RX_CHAR; KB_RX_LOOK and OTHER: its letter or sign, else 0 */
    int least, most;           /* how often */
    bool possessive;           /* a++ */
    bool atomic;               /* (?>...) */
    bool negative;             /* (?! (?<! */
    bool exact_case;           /* read under (?-i) */
    bool capital;              /* \p{Lu} */
    bool open;                 /* a set that takes more than its ranges: [^a] [\w-] */
    bool apart;                /* ... only such as \W takes: [\s-] */
    const kb_rx_range *ranges; /* a set: these characters */
    size_t range_count;
    kb_rx_sequence *alternatives; /* KB_RX_GROUP, LOOK and BEHIND */
    size_t alternative_count;
};

typedef struct kb_rx {
    kb_rx_sequence *alternatives;
    size_t alternative_count;
    bool exact_case; /* (?-i) stands somewhere */
} kb_rx;

/* Reads `source`; false when it is not understood.  The nodes live in `arena`. */
bool kb_rx_read(kb_rx *rx, kb_arena *arena, kb_str source);

/* Must a match hold some text, whichever way it goes?  Three letters, a whole word, or a sign. */
bool kb_rx_has_text(const kb_rx *rx);

#endif
