/* SPDX-License-Identifier: MIT */
/* What the two halves of the regex reader share: a place in the pattern, and single characters. */
#ifndef KB_BASE_REGEX_READER_H
#define KB_BASE_REGEX_READER_H

#include "regex_tree.h"

typedef struct kb_rx_reader {
    kb_str text;
    size_t pos;
    kb_arena *arena;
    int depth;
    bool exact_case;     /* (?-i) holds here */
    bool met_exact_case; /* ... or held for some part */
    bool extended;       /* (?x) holds here */
    bool quoting;        /* between \Q and \E */
} kb_rx_reader;

/* The byte `ahead` of the place, or 0. */
char kb_rx_peek(const kb_rx_reader *r, size_t ahead);

/* Steps over `text` if it stands here. */
bool kb_rx_skip(kb_rx_reader *r, const char *text);

/* Steps to behind the next `end`; false when there is none. */
bool kb_rx_skip_past(kb_rx_reader *r, char end);

/* Reads what follows a backslash, outside a class.  False when it is not understood. */
bool kb_rx_read_escape(kb_rx_reader *r, kb_rx_node *node);

/* Reads a class from behind its "[". */
bool kb_rx_read_class(kb_rx_reader *r, kb_rx_node *node);

#endif
