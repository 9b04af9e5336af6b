/* SPDX-License-Identifier: MIT */
/*
 * What words, phrases and patterns of a book need: their formulas.
 *
 * Either over literals, the fixed text that must stand in an answer; or over word tests, one of
 * which a word of the answer must pass.
 *
 * Made once per book.  A phrase needs what its required steps need; a list of alternatives
 * needs what one of them needs; `near` and `all` need what all their children need.
 */
#ifndef KB_MATCH_DEMANDS_H
#define KB_MATCH_DEMANDS_H

#include "formula.h"
#include "literals.h"
#include "program.h"

/* What a regex demands. */
typedef struct kb_regex_demand {
    kb_formula formula;
    uint32_t begins; /* the clause of it with which every match begins, from 1; 0: none */
    kb_needs needs;
    kb_touch touches;
} kb_regex_demand;

typedef struct kb_demands {
    kb_literal_table table;
    const kb_matcher *matcher;
    kb_formula *tests;        /* per word test */
    kb_regex_demand *regexes; /* per regex */
    kb_formula **macros;      /* per macro, once it was asked for: many phrases stand on a few */
} kb_demands;

/* Formulas over literals; all lives in `arena`, whose `failed` sticks. */
void kb_demand_texts(kb_demands *demands, const kb_matcher *matcher, kb_arena *arena);
void kb_demand_clear(kb_demands *demands);

/* Formulas over word tests, with the prices that `texts` knows; about regexes nothing is known. */
void kb_demand_words(kb_demands *demands, const kb_demands *texts);

kb_formula kb_demand_of_phrase(kb_demands *demands, const phrase_steps *phrase);
kb_formula kb_demand_of_pattern(kb_demands *demands, const kb_program *pattern);

/*
 * Hands out the alternatives of a pattern one by one: it matches only where the formula of
 * one of them holds.  More exact than kb_demand_of_pattern().  `needs` of a regex, else NULL.
 */
typedef void (*kb_demand_sink)(void *payload, const kb_formula *formula, const kb_needs *needs);
void kb_demand_each(kb_demands *demands, const kb_program *pattern, kb_demand_sink each,
                    void *payload);

#endif
