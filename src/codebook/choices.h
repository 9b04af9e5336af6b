/* SPDX-License-Identifier: MIT */
/*
 * kb_choices: the patterns of a list one by one, fit to be compared.
 *
 * A *choice* is what stands between the `/` of a phrase, a phrase, or a regex.  Its key
 * is equal to another's when both certainly match the same.
 */
#ifndef KB_CODEBOOK_CHOICES_H
#define KB_CODEBOOK_CHOICES_H

#include "linter.h"

typedef struct kb_choice {
    kb_str key;
    const kb_sequence *sequence; /* NULL for a regex */
    const kb_phrase *phrase;
    const kb_regex *regex;
    const kb_rule *rule;   /* NULL in a macro's own list */
    const kb_macro *macro; /* it came from, or NULL */
} kb_choice;

typedef struct kb_choices {
    kb_linter *linter; /* its arena holds the list */
    kb_choice *items;
    size_t count;
} kb_choices;

/* Add the choices of a phrase, a regex, or the list that a pattern is; `like` has the rest. */
void kb_push_phrase(kb_choices *list, kb_choice like, const kb_phrase *phrase);
void kb_push_regex(kb_choices *list, kb_choice like, const kb_regex *regex);
void kb_push_pattern(kb_choices *list, kb_choice like, const kb_pattern *pattern);

/* What a choice looks like in a message, and where it stands. */
kb_str kb_choice_text(kb_linter *linter, const kb_choice *one);
kb_place kb_choice_place(const kb_linter *linter, const kb_choice *one, kb_str text);

#endif
