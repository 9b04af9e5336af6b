/* SPDX-License-Identifier: MIT */
/*
 * One spelling dictionary, through hunspell: read in the background, and kept until the process
 * ends.
 *
 * Hunspell needs a quarter of a second to read a Norwegian dictionary and as long to let go of
 * it, and cannot be interrupted.  So each is read once, by a thread of its own, while rules are
 * compiled; matchers made later from the same files share it.
 */
#ifndef KB_MATCH_DICTIONARY_H
#define KB_MATCH_DICTIONARY_H

#include "base/buf.h"

typedef struct kb_dictionary kb_dictionary;

/* Begins to read the files, unless they are known; that they are there has been seen. */
KB_MUST_USE kb_status kb_dictionary_open(kb_dictionary **out, const char *aff, const char *dic,
                                         kb_error *err);

/* The hash of what it is made of: NAME.aff, then NAME.dic. */
const char *kb_dictionary_sha256(const kb_dictionary *dictionary);

/* Waits a moment for the reading; `*ready` says whether it is done.  Fails if it failed. */
KB_MUST_USE kb_status kb_dictionary_wait(kb_dictionary *dictionary, bool *ready, kb_error *err);

/* Is the word in it, as it is (folded) or with a capital?  Once it is ready; any thread may ask. */
bool kb_dictionary_knows(kb_dictionary *dictionary, kb_str word);

#endif
