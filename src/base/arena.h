/* SPDX-License-Identifier: MIT */
/*
 * kb_arena: memory that is freed all at once.
 *
 * A result object owns one arena; its strings and arrays live there, so that a
 * half-built object is freed the same way as a finished one.
 */
#ifndef KB_BASE_ARENA_H
#define KB_BASE_ARENA_H

#include <kodebok/base.h>

typedef struct kb_arena {
    struct kb_arena_chunk *chunks; /* owned; the newest first */
    bool failed;                   /* an allocation failed; sticks */
} kb_arena;

/* Returns `size` zeroed bytes aligned for any type, or NULL when memory is short. */
void *kb_arena_alloc(kb_arena *arena, size_t size);

/* Returns an array of `count` zeroed elements of `size` bytes, or NULL. */
void *kb_arena_array(kb_arena *arena, size_t count, size_t size);

/* Returns a copy of `text` followed by a zero byte; {NULL, 0} when memory is short. */
kb_str kb_arena_str(kb_arena *arena, kb_str text);

/* Returns a formatted string followed by a zero byte. */
kb_str kb_arena_printf(kb_arena *arena, const char *format, ...) KB_PRINTF(2, 3);

/*
 * Grows an array that lives in the arena: returns room for one more element
 * after the `count` that `array` holds (doubling when count is 0 or a power of
 * two), or NULL.  The old array stays behind in the arena until it is freed.
 */
void *kb_arena_grow(kb_arena *arena, void *array, size_t count, size_t size);

/* Frees everything; the arena is empty and usable again. */
void kb_arena_free(kb_arena *arena);

#endif
