/* SPDX-License-Identifier: MIT */
/* String -> number; see map.h.  The hash is FNV-1a (Fowler, Noll, Vo), 64 bits. */
#include "map.h"

#include "buf.h"
#include "str.h"

#include <stdlib.h>

enum { FIRST_SLOTS = 64 };

static uint64_t hash(kb_str key)
{
    uint64_t h = 14695981039346656037u;
    for (size_t i = 0; i < key.len; i++)
        h = (h ^ (unsigned char)key.ptr[i]) * 1099511628211u;
    return h ^ (h >> 32);
}

/* The slot that holds `key`, or the free slot where it would go. */
static size_t slot_of(const kb_map *map, kb_str key)
{
    size_t slot = (size_t)hash(key) & (map->slot_count - 1);
    while (map->slots[slot] != 0 && !kb_str_equal(map->keys[map->slots[slot] - 1], key))
        slot = (slot + 1) & (map->slot_count - 1);
    return slot;
}

static bool grow_slots(kb_map *map)
{
    size_t want = map->slot_count ? map->slot_count * 2 : FIRST_SLOTS;
    uint32_t *slots = calloc(want, sizeof *slots);
    if (slots == NULL)
        return false;
    free(map->slots);
    map->slots = slots;
    map->slot_count = want;
    for (size_t i = 0; i < map->count; i++)
        slots[slot_of(map, map->keys[i])] = (uint32_t)i + 1;
    return true;
}

size_t kb_map_find(const kb_map *map, kb_str key)
{
    if (map->slot_count == 0)
        return KB_MAP_NONE;
    uint32_t index = map->slots[slot_of(map, key)];
    return index == 0 ? KB_MAP_NONE : index - 1;
}

size_t kb_map_add(kb_map *map, kb_str key)
{
    size_t known = kb_map_find(map, key);
    if (known != KB_MAP_NONE)
        return known;
    if ((map->count + 1) * 2 > map->slot_count && !grow_slots(map))
        return KB_MAP_NONE;
    void *keys = map->keys;
    if (!kb_array_reserve(&keys, &map->cap, map->count, sizeof *map->keys))
        return KB_MAP_NONE;
    map->keys = keys;
    kb_str copy = kb_arena_str(&map->arena, key);
    if (copy.ptr == NULL)
        return KB_MAP_NONE;
    map->keys[map->count] = copy;
    map->slots[slot_of(map, copy)] = (uint32_t)map->count + 1;
    return map->count++;
}

void kb_map_free(kb_map *map)
{
    kb_arena_free(&map->arena);
    free(map->keys);
    free(map->slots);
    *map = (kb_map){ 0 };
}
