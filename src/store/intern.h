/* SPDX-License-Identifier: MIT */
/*
 * Numbers for codes, rules and sets of rules that are the same in every run.
 *
 * A codebook numbers its codes and rules from 0 in file order, and a code above shifts all
 * below it.  What is stored must not shift, so the project gives every id a number of its own,
 * from 1, for good.
 */
#ifndef KB_STORE_INTERN_H
#define KB_STORE_INTERN_H

#include "room.h"

/* Ids with their numbers: key i of the map has number i + 1. */
typedef struct kb_names {
    kb_map map;
} kb_names;

/* Sets of rules by number, read back once each. */
typedef struct kb_set_texts {
    kb_map numbers; /* a number's bytes -> index into `texts` */
    kb_str *texts;  /* owned; in `room` */
    size_t cap;
    kb_arena room;
} kb_set_texts;

/* What translates between one codebook and the project. */
typedef struct kb_intern {
    const kb_codebook *book; /* must outlive it */
    kb_names codes, rules;
    int64_t *code_numbers; /* owned; by the book's code */
    int64_t *rule_numbers; /* owned; by the book's rule */
    int *places;           /* owned; by number - 1: the book's code, or -1 */
    int64_t *single_sets;  /* owned; by the book's rule: the set of it alone, 0 = not looked up */
    kb_map sets;           /* rules of the book, as bytes -> index into `set_numbers` */
    int64_t *set_numbers;  /* owned */
    size_t set_cap;
    kb_buf joined; /* the ids of one set */
} kb_intern;

/* Numbers the codes and rules of the book; new ones are added. */
KB_MUST_USE kb_status kb_intern_open(kb_intern *intern, kb_store *store, const kb_codebook *book,
                                     kb_error *err);

/* The number of a set of the book's rules; a new set is added. */
KB_MUST_USE kb_status kb_intern_set(kb_intern *intern, kb_store *store, const int *rules,
                                    size_t count, int64_t *number, kb_error *err);

/* The id of a code of any run; empty when there is no such number. */
kb_str kb_intern_code(const kb_intern *intern, int64_t number);

void kb_intern_free(kb_intern *intern);

/* The ids of a stored set, joined by a space; lives as long as `sets`. */
KB_MUST_USE kb_status kb_set_text(kb_set_texts *sets, kb_store *store, int64_t number, kb_str *text,
                                  kb_error *err);

void kb_set_texts_free(kb_set_texts *sets);

#endif
