/* SPDX-License-Identifier: MIT */
/* Clauses on their way: sets of literals of which a text must hold one; the best are kept. */
#ifndef KB_MATCH_CLAUSES_H
#define KB_MATCH_CLAUSES_H

#include "literal_set.h"
#include "literals.h"

typedef struct clause {
    literal_set set; /* nobody changes it */
    double cost;
    bool begins;
} clause;

typedef struct clause_list {
    clause items[KB_CLAUSES_MAX]; /* the cheapest first */
    size_t count;
} clause_list;

/* Adds the clause that a text holds one of `set`, if that says anything new. */
void kb_clauses_add(clause_list *list, literal_set set, bool begins);
void kb_clauses_add_all(clause_list *list, const clause_list *more);

/* The clauses of which each is true when all of `a` are, and when all of `b` are. */
clause_list kb_clauses_either(kb_arena *arena, const clause_list *a, const clause_list *b);

/* Writes them out as literals. */
void kb_clauses_write(kb_literals *out, kb_arena *arena, const clause_list *list);

#endif
