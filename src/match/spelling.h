/* SPDX-License-Identifier: MIT */
/*
 * The dictionaries that guard a book's spelling tolerance.
 *
 * A word that one of them knows is never taken for a misspelling of another.
 * They are never silently off: a dictionary that is missing is a problem.
 */
#ifndef KB_MATCH_SPELLING_H
#define KB_MATCH_SPELLING_H

#include "base/buf.h"

typedef struct kb_spelling kb_spelling;

/*
 * Opens the dictionaries named (NAME.aff, NAME.dic) from the first folder of `dirs`
 * (NULL-terminated) that has them, and begins to read them.  KB_ERR_NOT_FOUND names the one
 * that is missing.
 */
KB_MUST_USE kb_status kb_spelling_open(kb_spelling **out, const kb_str *names, size_t count,
                                       const char *const *dirs, kb_error *err);
void kb_spelling_close(kb_spelling *spelling);

/* Waits a moment; `*ready` says whether all of them have been read. */
KB_MUST_USE kb_status kb_spelling_wait(const kb_spelling *spelling, bool *ready, kb_error *err);

/* Does a dictionary know the word, as it is (folded) or with a capital?  Only once they are ready;
 * any thread may ask. */
bool kb_spelling_knows(const kb_spelling *spelling, kb_str word);

/* Appends "; hunspell NAME <sha256>" for each dictionary. */
void kb_spelling_describe(const kb_spelling *spelling, kb_buf *out);

#endif
