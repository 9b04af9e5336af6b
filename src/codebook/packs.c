/* SPDX-License-Identifier: MIT */
/* The packs that there are; see packs.h. */
#include "packs.h"

#include "base/str.h"

const kb_pack *kb_pack_at(size_t number)
{
    return number < kb_pack_count ? &kb_packs[number] : NULL;
}

const kb_pack *kb_pack_find(kb_str id)
{
    for (size_t i = 0; i < kb_pack_count; i++)
        if (kb_str_equal(kb_packs[i].id, id))
            return &kb_packs[i];
    return NULL;
}

bool kb_pack_serves(const kb_pack *pack, kb_str language)
{
    return kb_str_equal(pack->language, language) ||
           (kb_str_is(pack->language, "nb") && kb_str_is(language, "nn"));
}
