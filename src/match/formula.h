/* SPDX-License-Identifier: MIT */
/*
 * What a text must hold for a pattern to match in it, as far as fixed text goes.
 *
 * A formula is a list of clauses that must all hold; a clause is a list of literals of which
 * one must be there.  A literal is a string over the folded alphabet of gate_fold.h, an edge of a
 * word written as a space; or, in a formula over words, the number of a word test.  A formula may
 * be true of a text in which nothing matches, never the other way round: no clause means that
 * nothing is known.
 */
#ifndef KB_MATCH_FORMULA_H
#define KB_MATCH_FORMULA_H

#include "base/arena.h"
#include "base/map.h"

enum { KB_FORMULA_CLAUSES = 4, KB_CLAUSE_LITERALS = 256 };

typedef struct kb_term {
    const uint32_t *literals; /* numbers, rising */
    uint32_t count;
    double price; /* about how often a text of some length fulfils it */
} kb_term;

typedef struct kb_formula {
    kb_term clauses[KB_FORMULA_CLAUSES]; /* cheapest first */
    uint32_t count;
} kb_formula;

/* The literals of a book, each once. */
typedef struct kb_literal_table {
    kb_map strings;
    kb_arena *arena; /* where clauses live; its `failed` sticks */
} kb_literal_table;

/* The formula of one literal; open when it is empty or a single boundary. */
kb_formula kb_formula_literal(kb_literal_table *table, kb_str literal);

/* The formula of one number. */
kb_formula kb_formula_number(kb_literal_table *table, uint32_t number, double price);

/* `a` and `b` must both hold. */
kb_formula kb_formula_both(const kb_formula *a, const kb_formula *b);

/* One of them must hold. */
kb_formula kb_formula_either(kb_literal_table *table, const kb_formula *a, const kb_formula *b);

/* Drops clauses that a rare one beside them makes not worth the looking. */
void kb_formula_trim(kb_formula *formula);

#endif
