/* SPDX-License-Identifier: MIT */
/*
 * kb_pack_use: one `use: nb-1` of a codebook, and what of the pack is left out.
 *
 * A pack is YAML like a codebook and is read by the same readers, with settings of its
 * own: what it means does not depend on the book's macros or gap.  Its lists come first
 * and the book's own after them.  What it holds gets the place of `use`, for that is the
 * place in the codebook that brought it in.
 *
 *     kb_pack_open(loader, use, without, &pack);
 *     kb_pack_phrases(&pack, pack.clause_breaks, own, "clause_breaks", &phrases, &count);
 *     kb_pack_close(&pack);                      reports entries that `without` does not find
 */
#ifndef KB_CODEBOOK_USE_PACK_H
#define KB_CODEBOOK_USE_PACK_H

#include "loader.h"

typedef struct kb_pack_use {
    const kb_pack *pack; /* NULL when none is used: only the book's own lists count */
    kb_loader *loader;   /* of the book */
    kb_loader reader;    /* of the pack */
    kb_source source;
    kb_findings findings; /* owned; a pack that is built in has none */
    kb_place place;       /* of `use` */
    const kb_node *window, *before, *after, *not, *clause_breaks, *ignore_answers, *abbreviations;
    kb_nodes without;
    bool *found;     /* in the scratch: for each of `without`, whether the pack holds it */
    kb_str *entries; /* in the scratch: every entry that was asked about */
    size_t entry_count;
} kb_pack_use;

/* Opens the pack that `use` names; both nodes may be NULL. */
void kb_pack_open(kb_loader *loader, const kb_node *use, const kb_node *without, kb_pack_use *out);
void kb_pack_close(kb_pack_use *use);

/* Is this entry of the pack left out?  Asked about each entry of the lists in question. */
bool kb_pack_drops(kb_pack_use *use, kb_str entry);

/* Says of a phrase that the pack brought it. */
void kb_pack_mark(const kb_pack_use *use, kb_phrase *phrase);

/* The pack's list, of what is not left out, and then the book's own; either may be NULL. */
void kb_pack_phrases(kb_pack_use *use, const kb_node *list, const kb_node *own, const char *key,
                     const kb_phrase **out, size_t *count);
void kb_pack_texts(kb_pack_use *use, const kb_node *list, const kb_node *own, const char *key,
                   const kb_str **out, size_t *count);

#endif
