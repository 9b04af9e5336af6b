/* SPDX-License-Identifier: MIT */
/* Is a word a misspelling of another, by the number of edits alone? */
#ifndef KB_MATCH_TYPO_H
#define KB_MATCH_TYPO_H

#include <kodebok/base.h>

enum { KB_TYPO_MAX_LETTERS = 64 };

/* Edits that `~` allows for a pattern, by its letters, which `*`, `-` and `'` are not: < 6: 0,
 * 6-10: 1, more: 2. */
int kb_typo_distance(kb_str pattern);

/*
 * Is `word` within `distance` edits (insert, delete, replace a character, swap two
 * neighbours) of `pattern`, with the same first character?  A `*` at the end of
 * `pattern` asks whether some beginning of `word` is.  Patterns of more than
 * KB_TYPO_MAX_LETTERS characters have no misspellings.
 */
bool kb_typo(kb_str pattern, int distance, kb_str word);

#endif
