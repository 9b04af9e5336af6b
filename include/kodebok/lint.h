/**
 * lint: what in a sound codebook is probably not what its author meant.
 *
 * Every finding is a warning with a name, a place and a remedy.  A comment of the
 * file silences one, with its reason, on its own line or on the line below it:
 *
 *     - 'av*'    # lint: short-wildcard - alle ord på av- er ment her
 *
 * docs/codebook-format.md, chapter 11, has the list.
 */
#ifndef KODEBOK_LINT_H
#define KODEBOK_LINT_H

#include <kodebok/codebook.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What running the examples and tests of a codebook showed; see kb_trial in match.h. */
typedef struct kb_lint_evidence {
    const bool *fired; /**< per rule of the book: a match of it counted in some text */
    const bool *exact; /**< the same when `~` accepts no misspelling; NULL: not known */
    char *const *tried_on; /**< per rule: kb_matcher_tried_on(); NULL: not known */
} kb_lint_evidence;

/**
 * Adds a warning for everything suspicious in `book`, in file order, and for every
 * comment that silences nothing.
 *
 * `book` must be free of problems.  Without `evidence` (NULL) nothing is said about
 * what the examples fire.  Fails only for lack of memory.
 */
KB_API KB_MUST_USE kb_status kb_codebook_lint(const kb_codebook *book,
                                              const kb_lint_evidence *evidence,
                                              kb_problems *problems, kb_error *err);

#ifdef __cplusplus
}
#endif

#endif
