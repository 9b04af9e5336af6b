/* SPDX-License-Identifier: MIT */
/* Formulas over literals; see formula.h. */
#include "formula.h"

#include "base/str.h"
#include "literals.h"

kb_formula kb_formula_number(kb_literal_table *table, uint32_t number, double price)
{
    kb_formula formula = { 0 };
    uint32_t *literals = kb_arena_array(table->arena, 1, sizeof *literals);
    if (literals == NULL)
        return formula;
    literals[0] = number;
    formula.clauses[0] = (kb_term){ .literals = literals, .count = 1, .price = price };
    formula.count = 1;
    return formula;
}

kb_formula kb_formula_literal(kb_literal_table *table, kb_str literal)
{
    if (literal.len == 0 || kb_str_is(literal, " ")) /* a boundary stands in every text */
        return (kb_formula){ 0 };
    size_t known = kb_map_add(&table->strings, literal);
    if (known == KB_MAP_NONE) {
        table->arena->failed = true;
        return (kb_formula){ 0 };
    }
    return kb_formula_number(table, (uint32_t)known, kb_literal_cost(literal));
}

static void add_clause(kb_formula *formula, const kb_term *clause)
{
    uint32_t at = formula->count;
    while (at > 0 && formula->clauses[at - 1].price > clause->price)
        at--;
    if (at == KB_FORMULA_CLAUSES)
        return;
    if (formula->count < KB_FORMULA_CLAUSES)
        formula->count++;
    for (uint32_t i = formula->count - 1; i > at; i--)
        formula->clauses[i] = formula->clauses[i - 1];
    formula->clauses[at] = *clause;
}

kb_formula kb_formula_both(const kb_formula *a, const kb_formula *b)
{
    kb_formula both = *a;
    for (uint32_t i = 0; i < b->count; i++)
        add_clause(&both, &b->clauses[i]);
    return both;
}

/* The literals of both; false when they are too many to be worth asking for. */
static bool unite(kb_literal_table *table, const kb_term *a, const kb_term *b, kb_term *out)
{
    uint32_t *literals = kb_arena_array(table->arena, a->count + b->count, sizeof *literals);
    uint32_t count = 0;
    if (literals == NULL)
        return false;
    for (uint32_t i = 0, j = 0; i < a->count || j < b->count;) {
        bool same = i < a->count && j < b->count && a->literals[i] == b->literals[j];
        if (j == b->count || (i < a->count && a->literals[i] <= b->literals[j]))
            literals[count++] = a->literals[i++];
        else
            literals[count++] = b->literals[j++];
        j += same;
    }
    *out = (kb_term){ .literals = literals, .count = count, .price = a->price + b->price };
    return count <= KB_CLAUSE_LITERALS;
}

kb_formula kb_formula_either(kb_literal_table *table, const kb_formula *a, const kb_formula *b)
{
    kb_formula either = { 0 };
    if (a->count == 0 || b->count == 0)
        return either;
    uint32_t count = a->count > b->count ? a->count : b->count;
    for (uint32_t i = 0; i < count; i++) {
        kb_term clause;
        if (unite(table, &a->clauses[i < a->count ? i : a->count - 1],
                  &b->clauses[i < b->count ? i : b->count - 1], &clause))
            add_clause(&either, &clause);
    }
    return either;
}

/*
 * Common literals are met everywhere, and each meeting costs; what they spare is a look at those
 * answers that have the rare one.  A hit costs about a thirtieth of such a look.
 */
void kb_formula_trim(kb_formula *formula)
{
    enum { HITS_FOR_A_LOOK = 30 };
    while (formula->count > 1 &&
           formula->clauses[formula->count - 1].price > HITS_FOR_A_LOOK * formula->clauses[0].price)
        formula->count--;
}
