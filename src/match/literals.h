/* SPDX-License-Identifier: MIT */
/*
 * What an answer must hold before it is worth running a regex on it.
 *
 *     the source of a regex -> at most four clauses, each a choice of literals; and needs
 *
 * Every match of the regex lies in a text that holds, for each clause, one of its literals
 * in the folded alphabet (gate_fold.h), and that meets the needs.  The regex is one that
 * kb_regex_compile() accepts; the text is an answer's matching view, of which the subject
 * is the whole, a sentence or a clause.  What is not understood requires nothing.
 *
 * A literal begins or ends with a boundary where a \b, ^ or $ of the regex, or a character
 * that is no letter, calls for one.  At the ends of a subject an edge means a boundary too:
 * tokens, sentences and clauses begin and end where no letter or number goes on (text room).
 */
#ifndef KB_MATCH_LITERALS_H
#define KB_MATCH_LITERALS_H

#include "base/arena.h"
#include "base/buf.h"
#include "touches.h"

enum { KB_CLAUSES_MAX = 4 };

typedef struct kb_literal {
    kb_str text;      /* symbols of the folded alphabet; holds a letter or number */
    bool left, right; /* its first, last boundary is only an edge: it stands outside the match */
} kb_literal;

typedef struct kb_clause {
    const kb_literal *items; /* at most 64; none is a part of another */
    size_t count;
    double cost; /* what an answer is expected to hold of them; see kb_literal_cost() */
    bool begins; /* every match begins with one of them (without its left edge) */
} kb_clause;

/* Cheap conditions on a matching view; all must hold.  0, false and {0} ask for nothing. */
typedef struct kb_needs {
    bool digit;        /* a decimal digit, of whatever script */
    int capitals;      /* so many capital letters in a row */
    int letters;       /* so many characters \w in a row */
    uint64_t signs[2]; /* one of these ASCII characters, none of them a letter; bit by code */
} kb_needs;

typedef struct kb_literals {
    kb_clause clauses[KB_CLAUSES_MAX]; /* all are required; the cheapest first */
    size_t clause_count;
    kb_needs needs;
    kb_touch touches;
    bool understood; /* false: nothing is known, and nothing else required */
} kb_literals;

/* Reads the regex `source`.  What is found lives in `arena`; when memory is short, it fails. */
void kb_literals_read(kb_literals *out, kb_arena *arena, kb_str source);

/*
 * How often an average answer holds the literal: the product of how frequent its symbols
 * are in Norwegian, times the places in an answer, plus a little for carrying it along.
 */
double kb_literal_cost(kb_str text);

/* Do the needs ask for nothing? */
bool kb_needs_are_none(const kb_needs *needs);

/* What a matching view has to offer: the longest runs, and every ASCII character in it. */
kb_needs kb_needs_in(kb_str view);

/* Does what a view has meet the needs? */
bool kb_needs_met(const kb_needs *needs, const kb_needs *has);

#endif
