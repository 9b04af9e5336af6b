/* SPDX-License-Identifier: MIT */
/*
 * yaml: a YAML file as a small tree that remembers where everything stands.
 *
 * yaml.c is the one door to libyaml.  Every scalar is text here; what it means
 * is decided by whoever reads it.  Aliases, anchors, tags, a second document and
 * keys written twice are problems: in a codebook they are always slips.
 */
#ifndef KB_CODEBOOK_YAML_H
#define KB_CODEBOOK_YAML_H

#include "findings.h"

typedef enum kb_node_kind { KB_NODE_SCALAR, KB_NODE_LIST, KB_NODE_MAP } kb_node_kind;

typedef enum kb_node_style {
    KB_STYLE_PLAIN,
    KB_STYLE_SINGLE, /* '...' */
    KB_STYLE_DOUBLE, /* "..." */
    KB_STYLE_BLOCK,  /* | */
    KB_STYLE_FOLDED  /* > */
} kb_node_style;

typedef struct kb_node {
    kb_node_kind kind;
    kb_node_style style; /* of a scalar */
    kb_place place, end;
    kb_str value;          /* of a scalar */
    struct kb_node *items; /* of a list; of a map: keys at even, values at odd places */
    size_t count;          /* items of a list; pairs of a map */
} kb_node;

/* Nested deeper than this, a file is refused. */
enum { KB_MAX_DEPTH = 64 };

/*
 * Reads the source as YAML; the tree lives in `arena`.  `*root` is NULL when the
 * file cannot be read as YAML: then `findings` says why.  Fails only for lack of
 * memory.
 */
KB_MUST_USE kb_status kb_yaml_read(kb_node **root, kb_arena *arena, const kb_source *source,
                                   kb_findings *findings, kb_error *err);

/* Returns true for a value that is not there: `key:` with nothing after it. */
bool kb_node_is_missing(const kb_node *node);

/*
 * Returns the place of code point `offset` of a scalar's value; the scalar's own
 * place when escapes or line breaks stand in between.
 */
kb_place kb_node_at(const kb_node *node, size_t offset);

/* What libyaml says about a file that it cannot read. */
typedef struct kb_yaml_error {
    const char *problem, *context; /* never NULL */
    kb_place at;                   /* of the problem */
    kb_place from;                 /* of what libyaml was reading then */
} kb_yaml_error;

/* Adds the problem in words that help, with the hint for the trap it is. */
void kb_yaml_explain(kb_findings *findings, const kb_source *source, const kb_yaml_error *error);

#endif
