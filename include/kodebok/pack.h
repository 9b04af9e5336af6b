/**
 * pack: how a language says no, where its clauses begin, and what says nothing.
 *
 * A language pack is a YAML file that is built into the library, so that a codebook
 * which uses one means the same on every machine.  `kodebok pack` prints them;
 * chapter 7 of docs/codebook-format.md says how codebooks use them.
 */
#ifndef KODEBOK_PACK_H
#define KODEBOK_PACK_H

#include <kodebok/base.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct kb_pack {
    kb_str id; /**< "nb-1": a language and the number of the edition */
    kb_str language, title;
    kb_str yaml;        /**< the whole pack, as it is */
    const char *sha256; /**< of `yaml` */
} kb_pack;

/** Returns pack `number` (from 0, by id), or NULL past the last. */
KB_API const kb_pack *kb_pack_at(size_t number);

/** Returns the pack with this id, or NULL. */
KB_API const kb_pack *kb_pack_find(kb_str id);

#ifdef __cplusplus
}
#endif

#endif
