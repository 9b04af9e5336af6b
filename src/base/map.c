/* SPDX-License-Identifier: MIT */
/*
 * String -> number; see map.h.
 *
 * The hash multiplies and shifts, 8 bytes at a time; the two factors are those of
 * MurmurHash3's finaliser (Austin Appleby, public domain).
 */
#include "map.h"

#include "buf.h"
#include "str.h"

#include <stdlib.h>

enum { FIRST_SLOTS = 64, WORD_BYTES = 8, SHORT_BYTES = 2 * WORD_BYTES };

/*
 * What tells keys apart.  Of a key of up to 16 bytes, these with zeros after them; of a longer
 * one its hash and its last 8.
 */
typedef struct key_form {
    uint64_t head, tail;
    uint64_t hash;
} key_form;

typedef struct kb_map_slot {
    uint64_t head, tail;
    uint32_t len;   /* of the key, its low 32 bits */
    uint32_t index; /* into keys + 1, 0 = free */
} kb_map_slot;

static inline uint64_t load_8(const char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

static inline uint64_t stir(uint64_t h, uint64_t word)
{
    h = (h ^ word) * 0xff51afd7ed558ccdu;
    return h ^ h >> 32;
}

static inline uint64_t finish(uint64_t h)
{
    h *= 0xc4ceb9fe1a85ec53u;
    return h ^ h >> 32;
}

static uint64_t hash_long(kb_str key)
{
    uint64_t h = key.len;
    for (size_t pos = 0; pos < key.len - WORD_BYTES; pos += WORD_BYTES)
        h = stir(h, load_8(key.ptr + pos));
    return finish(stir(h, load_8(key.ptr + key.len - WORD_BYTES)));
}

static inline key_form form_of_short(uint64_t head, uint64_t tail, size_t len)
{
    return (key_form){ head, tail, finish(stir(stir(len, head), tail)) };
}

static key_form form_of_long(kb_str key)
{
    uint64_t hash = hash_long(key);
    return (key_form){ hash, load_8(key.ptr + key.len - WORD_BYTES), hash };
}

static key_form form_of(kb_str key)
{
    char bytes[SHORT_BYTES] = { 0 };
    if (key.len > SHORT_BYTES)
        return form_of_long(key);
    if (key.len > 0)
        memcpy(bytes, key.ptr, key.len);
    return form_of_short(load_8(bytes), load_8(bytes + WORD_BYTES), key.len);
}

/* The same for a key with so much after it that no byte need be counted. */
static inline key_form form_of_open(kb_str key)
{
    enum { BYTE = 0xFF };
    static const unsigned char ones[2 * SHORT_BYTES] = { BYTE, BYTE, BYTE, BYTE, BYTE, BYTE,
                                                         BYTE, BYTE, BYTE, BYTE, BYTE, BYTE,
                                                         BYTE, BYTE, BYTE, BYTE };
    if (key.len > SHORT_BYTES)
        return form_of_long(key);
    const char *mask = (const char *)ones + SHORT_BYTES - key.len;
    return form_of_short(load_8(key.ptr) & load_8(mask),
                         load_8(key.ptr + WORD_BYTES) & load_8(mask + WORD_BYTES), key.len);
}

/* The slot that holds `key`, or the free slot where it would go. */
static inline kb_map_slot *slot_of(const kb_map *map, kb_str key, const key_form *form)
{
    size_t at = (size_t)form->hash & (map->slot_count - 1);
    for (;; at = (at + 1) & (map->slot_count - 1)) {
        kb_map_slot *slot = &map->slots[at];
        if (slot->index == 0)
            return slot;
        uint64_t differ =
            (slot->head ^ form->head) | (slot->tail ^ form->tail) | (slot->len ^ (uint32_t)key.len);
        if (differ == 0 &&
            (key.len <= SHORT_BYTES || kb_str_equal(map->keys[slot->index - 1], key)))
            return slot;
    }
}

static void fill_slot(kb_map *map, size_t number)
{
    kb_str key = map->keys[number];
    key_form form = form_of(key);
    *slot_of(map, key, &form) = (kb_map_slot){ .head = form.head,
                                               .tail = form.tail,
                                               .len = (uint32_t)key.len,
                                               .index = (uint32_t)number + 1 };
}

static bool grow_slots(kb_map *map)
{
    size_t want = map->slot_count ? map->slot_count * 2 : FIRST_SLOTS;
    kb_map_slot *slots = calloc(want, sizeof *slots);
    if (slots == NULL)
        return false;
    free(map->slots);
    map->slots = slots;
    map->slot_count = want;
    for (size_t i = 0; i < map->count; i++)
        fill_slot(map, i);
    return true;
}

size_t kb_map_find(const kb_map *map, kb_str key)
{
    if (map->slot_count == 0)
        return KB_MAP_NONE;
    key_form form = form_of(key);
    uint32_t index = slot_of(map, key, &form)->index;
    return index == 0 ? KB_MAP_NONE : index - 1;
}

size_t kb_map_find_open(const kb_map *map, kb_str key)
{
    if (map->slot_count == 0)
        return KB_MAP_NONE;
    key_form form = form_of_open(key);
    uint32_t index = slot_of(map, key, &form)->index;
    return index == 0 ? KB_MAP_NONE : index - 1;
}

size_t kb_map_add(kb_map *map, kb_str key)
{
    size_t known = kb_map_find(map, key);
    if (known != KB_MAP_NONE)
        return known;
    if ((map->count + 1) * 3 > map->slot_count * 2 && !grow_slots(map))
        return KB_MAP_NONE;
    void *keys = map->keys;
    if (!kb_array_reserve(&keys, &map->cap, map->count, sizeof *map->keys))
        return KB_MAP_NONE;
    map->keys = keys;
    kb_str copy = kb_arena_str(&map->arena, key);
    if (copy.ptr == NULL)
        return KB_MAP_NONE;
    map->keys[map->count] = copy;
    fill_slot(map, map->count);
    return map->count++;
}

void kb_map_free(kb_map *map)
{
    kb_arena_free(&map->arena);
    free(map->keys);
    free(map->slots);
    *map = (kb_map){ 0 };
}
