/* SPDX-License-Identifier: MIT */
/*
 * kb_map: string -> number, open addressing; keys keep the order they came in.
 *
 * Words are short: a slot holds the whole of a key of up to 16 bytes, so that
 * finding one looks at nothing but its slot.
 */
#ifndef KB_BASE_MAP_H
#define KB_BASE_MAP_H

#include "arena.h"

typedef struct kb_map {
    kb_arena arena; /* the keys */
    kb_str *keys;   /* owned; in order of arrival */
    size_t count, cap;
    struct kb_map_slot *slots; /* owned */
    size_t slot_count;
} kb_map;

/* Returned by kb_map_find() for an absent key and by kb_map_add() for lack of memory. */
#define KB_MAP_NONE SIZE_MAX

/* Returns the key's number (0 for the first key added), or KB_MAP_NONE. */
size_t kb_map_find(const kb_map *map, kb_str key);

/* The same, faster: 16 bytes can be read at key.ptr, however short the key is. */
size_t kb_map_find_open(const kb_map *map, kb_str key);

/* Returns the key's number, adding a copy of the key when it is new. */
size_t kb_map_add(kb_map *map, kb_str key);

void kb_map_free(kb_map *map);

#endif
