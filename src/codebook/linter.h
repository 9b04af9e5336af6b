/* SPDX-License-Identifier: MIT */
/*
 * kb_linter: what the lints of a codebook share.
 *
 *     lint.c            the story; the findings, sorted and handed over
 *     lint_comments.c   comments that silence a finding
 *     lint_usage.c      no-examples, untested-rule, only-by-tolerance, unused-macro
 *     lint_fixed.c      short-wildcard, no-fixed-text
 *     lint_regex.c      regex-edge, regex-could-be-phrase, nested-quantifiers
 *     lint_alike.c      same-phrase
 *     lint_implied.c    implied-pattern
 *     lint_nynorsk.c    nynorsk
 *     lint_pack.c       pack-language
 *     lint_operator.c   operator
 *
 * A lint that is wrong teaches people to skip them all: where one cannot be sure it
 * says nothing.
 */
#ifndef KB_CODEBOOK_LINTER_H
#define KB_CODEBOOK_LINTER_H

#include "findings.h"

#include "base/buf.h"

#include <kodebok/lint.h>

typedef enum kb_lint_kind {
    KB_LINT_NO_EXAMPLES,
    KB_LINT_UNTESTED_RULE,
    KB_LINT_ONLY_BY_TOLERANCE,
    KB_LINT_UNUSED_MACRO,
    KB_LINT_REGEX_EDGE,
    KB_LINT_COULD_BE_PHRASE,
    KB_LINT_SAME_PHRASE,
    KB_LINT_SHORT_WILDCARD,
    KB_LINT_NO_FIXED_TEXT,
    KB_LINT_IMPLIED_PATTERN,
    KB_LINT_NESTED_QUANTIFIERS,
    KB_LINT_NYNORSK,
    KB_LINT_PACK_LANGUAGE,
    KB_LINT_OPERATOR,
    KB_LINT_COMMENT, /* about a comment; cannot be silenced */
    KB_LINT_KINDS
} kb_lint_kind;

typedef struct kb_lint_finding {
    kb_lint_kind kind;
    kb_place place;
    size_t number; /* in the order found */
    kb_str message, hint;
} kb_lint_finding;

typedef struct kb_linter {
    const kb_codebook *book;
    const kb_lint_evidence *evidence; /* may be NULL */
    kb_source source;
    kb_arena arena; /* owned: findings, and what the lints need for themselves */
    kb_lint_finding *findings;
    size_t count;
} kb_linter;

/* The names, in the order of the kinds. */
extern const char *const kb_lint_names[KB_LINT_KINDS];

/* Adds a finding.  Without memory the arena fails, which is asked for at the end. */
void kb_lint(kb_linter *linter, kb_lint_kind kind, kb_place place, const char *hint,
             const char *format, ...) KB_PRINTF(5, 6);

/* The lints. */
void kb_lint_usage(kb_linter *linter);
void kb_lint_fixed(kb_linter *linter);
void kb_lint_regexes(kb_linter *linter);
void kb_lint_same(kb_linter *linter);
void kb_lint_implied(kb_linter *linter);
void kb_lint_nynorsk(kb_linter *linter);
void kb_lint_packs(kb_linter *linter);
void kb_lint_operators(kb_linter *linter);

/* Drops the findings that a comment silences; adds findings about comments that do not work. */
void kb_lint_comments(kb_linter *linter);

/* ---- looking at patterns (lint_walk.c) ---- */

/* Called for every phrase and regex of a pattern; either may be NULL. */
typedef struct kb_lint_visit {
    void (*phrase)(void *payload, const kb_phrase *phrase, bool positive);
    void (*regex)(void *payload, const kb_regex *regex, bool positive);
    void *payload;
} kb_lint_visit;

/* Visits `pattern`; what stands under none and unless is not positive. */
void kb_lint_visit_pattern(const kb_pattern *pattern, bool positive, const kb_lint_visit *visit);

/* Visits the lists of phrases that are no rules: negation, clause breaks, what is passed over. */
void kb_lint_visit_lists(const kb_codebook *book, const kb_lint_visit *visit);

/* The sequences that a phrase is a choice of: `a/b` and `[a/b]` are two, anything else is one. */
typedef struct kb_sequences {
    const kb_sequence *items;
    size_t count;
} kb_sequences;
kb_sequences kb_lint_choices(const kb_phrase *phrase);

/* The word that a sequence is; NULL when it is anything else. */
const kb_word *kb_lint_word(const kb_sequence *sequence);

/* The word as it may have been written: a form of it, with _, ~ and +. */
kb_str kb_lint_spelling(kb_linter *linter, const kb_word *word);

/* Where `text` stands in the phrase; where the phrase begins when that is not plain to see. */
kb_place kb_lint_place(const kb_linter *linter, const kb_phrase *phrase, kb_str text);

/* Does every word that `inner` matches match `outer`, too?  False when that is not certain. */
bool kb_lint_contains(kb_str outer, kb_str inner);

/* Is the code's work done: neither a draft nor retired? */
bool kb_lint_is_active(const kb_codebook *book, int code);

#endif
