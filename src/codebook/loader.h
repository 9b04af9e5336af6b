/* SPDX-License-Identifier: MIT */
/*
 * kb_loader: what the readers of a codebook's parts share.
 *
 * Names come first, then what refers to them:
 *
 *     read_head      head, text, defaults, questions and groups, names of macros
 *     read_macros    macros; cues, clause breaks and the other lists of phrases
 *     read_outline   categories, themes and codes by name, then categories whole
 *     read_codes     codes whole: rules, examples; last the tests
 *     suppression    edges and order
 */
#ifndef KB_CODEBOOK_LOADER_H
#define KB_CODEBOOK_LOADER_H

#include "fields.h"
#include "phrase_read.h"

#include "base/buf.h"
#include "base/map.h"

#include <kodebok/codebook.h>

enum {
    KB_MAX_WITHIN = 50,
    KB_MAX_NAMES = 5000 /* codes, and macros */
};

/* What stands at the top of the file. */
typedef struct kb_top {
    const kb_node *codebook, *id, *title, *version, *language, *license, *authors, *description,
        *changes, *text, *questions, *groups, *negation, *ignore_answers, *ignore_phrases,
        *defaults, *categories, *macros, *themes, *tests;
} kb_top;

/* What rules inherit from code, category and defaults. */
typedef struct kb_inherited {
    kb_when when;
    kb_negated_kind negated;
    kb_str flip; /* KB_NEGATED_FLIP: a code id, or a category of the same theme */
    kb_place flip_place;
    bool flip_by_category; /* written on the category */
    kb_extent extent;
} kb_inherited;

/* Indexes of codes. */
typedef struct kb_edges {
    int *items;
    size_t count;
} kb_edges;

/* What is known of a code besides its record. */
typedef struct kb_code_draft {
    const kb_node *node;
    kb_edges edges; /* its own `suppresses` */
    bool by_list;   /* its cell holds a list */
} kb_code_draft;

typedef struct kb_category_draft {
    const kb_node *node;
    kb_inherited inherited;
    bool *suppresses; /* by category index */
} kb_category_draft;

typedef struct kb_loader {
    kb_taker taker; /* the book's arena, and the findings */
    kb_codebook *book;
    kb_arena scratch; /* owned; freed when the book is read */
    kb_top top;
    kb_phrase_options phrase;
    int within;
    kb_extent extent; /* of defaults */
    /* Owned: name -> index. */
    kb_map questions, groups, macros, categories, themes, codes;
    kb_category_draft *category_drafts;
    kb_code *code_items; /* the same as book->codes */
    kb_code_draft *code_drafts;
} kb_loader;

/* The names in a map, for suggestions. */
kb_names kb_names_of(const kb_map *map);

/* Adds a name; sets `*index` to its number.  False when it was there (or memory is short). */
bool kb_add_name(kb_loader *loader, kb_map *map, kb_str name, size_t *index);

/* Each reads its part of `loader->top`. */
void kb_read_head(kb_loader *loader);
void kb_read_macros(kb_loader *loader);
void kb_read_negation(kb_loader *loader);
void kb_read_phrase_lists(kb_loader *loader);
void kb_read_outline(kb_loader *loader);
void kb_read_codes(kb_loader *loader);
void kb_read_tests(kb_loader *loader);
void kb_resolve_suppression(kb_loader *loader);

/* Reads the questions (groups) of the book and fills the map of their names. */
void kb_read_variables(kb_loader *loader, const kb_node *node, bool group, const kb_variable **out,
                       size_t *count);

/* text of patterns (read_phrase.c); `what` as in "a phrase" */
bool kb_check_pattern_text(kb_loader *loader, const kb_node *node, const char *what);
bool kb_read_phrase(kb_loader *loader, const kb_node *node, kb_phrase *out);
void kb_read_phrases(kb_loader *loader, const kb_node *list, const char *key, const kb_phrase **out,
                     size_t *count);
/* What was probably meant by a text that is no phrase from its code point `at` on (phrase_hint.c),
 * or NULL; `plain`: it stands without quotes. */
const char *kb_phrase_hint(kb_str text, size_t at, bool plain);

bool kb_read_regex(kb_loader *loader, const kb_node *node, kb_regex *out);

/* Appends the regex with plain ' and - for those of word processors (regex_signs.c). */
void kb_plain_regex_signs(kb_buf *out, kb_str regex);

/* What a rule has besides its pattern (read_pattern.c). */
typedef struct kb_rule_nodes {
    const kb_node *id, *when, *negated, *extent, *note;
} kb_rule_nodes;

/* Reads a pattern; `rule` is NULL inside another pattern. */
bool kb_read_pattern(kb_loader *loader, const kb_node *node, kb_pattern *out, kb_rule_nodes *rule);

/* inheritance (inherit.c): each level changes only what is written on it */
void kb_read_when(kb_loader *loader, const kb_node *node, kb_when *when);
void kb_read_negated(kb_loader *loader, const kb_node *node, bool by_category,
                     kb_inherited *inherited);
void kb_read_extent(kb_loader *loader, const kb_node *node, kb_extent *extent);

/* Turns what a rule of `code` inherited into what it does; reports a flip that cannot be. */
kb_negated kb_resolve_negated(kb_loader *loader, int code, const kb_inherited *inherited);

/* references */
int kb_find_code(kb_loader *loader, const kb_node *node, const char *key);
kb_edges kb_read_code_list(kb_loader *loader, const kb_node *node, const char *key);
int kb_find_variable(kb_loader *loader, const kb_node *node, bool group);

/* examples (read_examples.c) */
void kb_read_examples(kb_loader *loader, const kb_node *node, int code, const kb_when *when,
                      bool counter);

#endif
