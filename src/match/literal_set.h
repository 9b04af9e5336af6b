/* SPDX-License-Identifier: MIT */
/*
 * Sets of strings with which a part of a regex begins or ends.
 *
 * A string that is `whole` is all that the part matches then; one that is not is followed
 * (in a set of beginnings) or preceded (in a set of endings) by anything.  So {"", whole}
 * is a part that may be absent, and {""} one about which nothing is known.
 *
 * An edge says that a boundary stands beside the string, outside of it.  The empty string
 * with an edge on its left is \b itself: what the edge means depends on what comes beside
 * it, a letter or a sign.
 *
 * Every operation may lose precision (a set that says less), never truth.
 */
#ifndef KB_MATCH_LITERAL_SET_H
#define KB_MATCH_LITERAL_SET_H

#include "base/arena.h"

enum { KB_LITERAL_BYTES = 40, KB_LITERALS_MAX = 64 };

typedef struct literal {
    uint8_t len;
    bool whole;
    bool left, right; /* edges */
    char bytes[KB_LITERAL_BYTES];
} literal;

/* Never empty.  Without items: memory was short. */
typedef struct literal_set {
    literal *items;
    size_t count;
} literal_set;

typedef enum set_side { SET_OF_BEGINNINGS, SET_OF_ENDINGS } set_side;

/* {""}: nothing is known; with `whole`, the empty string alone. */
literal_set kb_set_of_nothing(kb_arena *arena, bool whole);

/* One symbol of the folded alphabet, as UTF-8. */
literal_set kb_set_of_symbol(kb_arena *arena, uint32_t symbol);

/* \b */
literal_set kb_set_of_edge(kb_arena *arena);

bool kb_set_is_exact(literal_set set);

/* What begins (or ends) with one of either. */
literal_set kb_set_union(kb_arena *arena, literal_set a, literal_set b, set_side side);

/* What begins with `a` and goes on with `b` where an `a` is whole; for endings the other way. */
literal_set kb_set_chain(kb_arena *arena, literal_set a, literal_set b, set_side side);

/* Would there be few enough strings in the chain?  If not, some of what is known is lost. */
bool kb_set_chain_fits(literal_set a, literal_set b, set_side side);

/* Each of `a`, then each of `b`: what stands where two parts meet. */
literal_set kb_set_meeting(kb_arena *arena, literal_set a, literal_set b);

/* The same, none of them whole. */
literal_set kb_set_opened(kb_arena *arena, literal_set set);

#endif
