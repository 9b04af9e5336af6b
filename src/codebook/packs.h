/* SPDX-License-Identifier: MIT */
/*
 * kb_packs: the packs of this folder as strings; embed_packs.cmake writes the C file
 * that defines them.
 */
#ifndef KB_CODEBOOK_PACKS_H
#define KB_CODEBOOK_PACKS_H

#include <kodebok/pack.h>

extern const kb_pack kb_packs[]; /* by id */
extern const size_t kb_pack_count;

/* Is the pack meant for codebooks in this language?  One in Norwegian serves both written forms. */
bool kb_pack_serves(const kb_pack *pack, kb_str language);

#endif
