/* SPDX-License-Identifier: MIT */
/*
 * fields: the members of a mapping, each named once, and what they must be.
 *
 *     typedef struct theme_nodes { const kb_node *id, *label, *cells; } theme_nodes;
 *     static const kb_field fields[] = { KB_NEEDED(theme_nodes, id), ... };
 *
 * kb_take_fields() puts each value where its member is and reports unknown,
 * missing and empty ones.  The kb_get_ functions turn a value into what it must
 * be, or report it; all of them do nothing for NULL.
 */
#ifndef KB_CODEBOOK_FIELDS_H
#define KB_CODEBOOK_FIELDS_H

#include "yaml.h"

typedef struct kb_field {
    const char *key;
    size_t offset; /* of a `const kb_node *` */
    bool needed;
} kb_field;

#define KB_FIELD(record, key)                                                                      \
    {                                                                                              \
#key, offsetof(record, key), false                                                         \
    }
#define KB_NEEDED(record, key)                                                                     \
    {                                                                                              \
#key, offsetof(record, key), true                                                          \
    }

typedef struct kb_fields {
    const char *what; /* "a theme" */
    const kb_field *items;
    size_t count;
} kb_fields;

#define KB_FIELDS(what, table) (&(kb_fields){ what, table, sizeof(table) / sizeof *(table) })

typedef struct kb_nodes {
    const kb_node *items;
    size_t count;
} kb_nodes;

/* Where values are copied to, and where problems go. */
typedef struct kb_taker {
    kb_arena *arena;
    kb_findings *findings;
    const kb_source *source; /* to see what a text was cut off from; may be NULL */
} kb_taker;

/* Fills the record; false when `map` is no mapping. */
bool kb_take_fields(kb_taker *taker, const kb_node *map, const kb_fields *fields, void *record);

/* What stands in the line behind a text without quotes, which YAML took for something else. */
kb_str kb_behind_text(const kb_taker *taker, const kb_node *node);

/* `key` names the value in messages. */
bool kb_get_text(kb_taker *taker, const kb_node *node, const char *key, kb_str *out);
bool kb_get_number(kb_taker *taker, const kb_node *node, const char *key, int max, int *out);
bool kb_get_flag(kb_taker *taker, const kb_node *node, const char *key, bool *out);

/* One of several names. */
typedef struct kb_choice {
    const char *key;
    const char *const *names; /* ends in NULL */
    const char *otherwise;    /* hint where none of the names is near; NULL: none */
} kb_choice;

/* Sets `*out` to the position of the name. */
bool kb_get_choice(kb_taker *taker, const kb_node *node, kb_choice choice, int *out);

/* An id: lower-case letters (also æøå), digits, `_`, `-`; at most 64 bytes. */
bool kb_get_id(kb_taker *taker, const kb_node *node, const char *key, kb_str *out);

/* A list of texts; `*count` is the number that were texts. */
void kb_get_texts(kb_taker *taker, const kb_node *node, const char *key, const kb_str **out,
                  size_t *count);

/* The items of a list; none, with a problem, when it is none. */
kb_nodes kb_get_list(kb_taker *taker, const kb_node *node, const char *key);

/* The items of a list, or the one value that is no list. */
kb_nodes kb_get_some(const kb_node *node);

/* True for a mapping, else a problem. */
bool kb_get_map(kb_taker *taker, const kb_node *node, const char *key);

#endif
