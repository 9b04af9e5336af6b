/* SPDX-License-Identifier: MIT */
/*
 * One regular expression; regex.c is the only file that knows PCRE2.
 *
 * Always UTF, UCP and CASELESS, newline LF, compiled with JIT.  The limit on the
 * work of a call depends on the subject's length alone, so that a pattern gives up
 * on the same answers on every machine; giving up is told apart from no match.  A subject
 * of more than 64 KiB is given up at once.
 */
#ifndef KB_MATCH_REGEX_H
#define KB_MATCH_REGEX_H

#include "base/buf.h"

#include <kodebok/codebook.h>

typedef struct kb_regex_code kb_regex_code;       /* compiled; may be shared */
typedef struct kb_regex_scratch kb_regex_scratch; /* one per thread */

/*
 * Compiles `regex`.  What is wrong with it becomes a problem of the book; `*out` is
 * NULL then.  Fails only for lack of memory.
 */
KB_MUST_USE kb_status kb_regex_compile(kb_regex_code **out, const kb_codebook *book,
                                       const kb_regex *regex, kb_problems *problems, kb_error *err);
void kb_regex_free(kb_regex_code *code);

/* The pattern as written; it belongs to the codebook. */
kb_str kb_regex_source(const kb_regex_code *code);

KB_MUST_USE kb_status kb_regex_scratch_new(kb_regex_scratch **out, kb_error *err);
void kb_regex_scratch_free(kb_regex_scratch *scratch);

typedef enum kb_regex_outcome {
    KB_REGEX_FOUND,
    KB_REGEX_NONE,
    KB_REGEX_UNDECIDED
} kb_regex_outcome;

/*
 * Finds the next match in `subject` (valid UTF-8) from byte `from` on; `found` in bytes of it.
 * In a long subject it goes forward in slices, and between two of them `may_go_on` is asked; when
 * that says no, the answer is KB_REGEX_NONE.
 */
kb_regex_outcome kb_regex_next(const kb_regex_code *code, kb_regex_scratch *scratch, kb_str subject,
                               size_t from, bool (*may_go_on)(void *payload), void *payload,
                               kb_span *found);

/* "pcre2 10.42; unicode(pcre2) 14.0.0" */
void kb_regex_describe(kb_buf *out);

#endif
