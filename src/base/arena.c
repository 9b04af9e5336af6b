/* SPDX-License-Identifier: MIT */
/* Memory that is freed all at once; see arena.h. */
#include "arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CHUNK_BYTES = 4096, MAX_CHUNK_BYTES = 1 << 20 };

typedef struct kb_arena_chunk {
    struct kb_arena_chunk *next;
    size_t used, cap;
    max_align_t bytes[];
} kb_arena_chunk;

static kb_arena_chunk *add_chunk(kb_arena *arena, size_t need)
{
    size_t cap = arena->chunks ? arena->chunks->cap * 2 : FIRST_CHUNK_BYTES;
    if (cap > MAX_CHUNK_BYTES)
        cap = MAX_CHUNK_BYTES;
    if (cap < need)
        cap = need;
    kb_arena_chunk *chunk = malloc(sizeof *chunk + cap);
    if (chunk == NULL)
        return NULL;
    chunk->next = arena->chunks;
    chunk->used = 0;
    chunk->cap = cap;
    arena->chunks = chunk;
    return chunk;
}

void *kb_arena_alloc(kb_arena *arena, size_t size)
{
    const size_t align = sizeof(max_align_t);
    if (arena->failed || size > SIZE_MAX / 2)
        return arena->failed = true, NULL;
    size = (size + align - 1) / align * align;
    kb_arena_chunk *chunk = arena->chunks;
    if (chunk == NULL || chunk->cap - chunk->used < size)
        chunk = add_chunk(arena, size);
    if (chunk == NULL)
        return arena->failed = true, NULL;
    void *ptr = (char *)chunk->bytes + chunk->used;
    chunk->used += size;
    return memset(ptr, 0, size);
}

void *kb_arena_array(kb_arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > SIZE_MAX / size)
        return arena->failed = true, NULL;
    return kb_arena_alloc(arena, count * size);
}

kb_str kb_arena_str(kb_arena *arena, kb_str text)
{
    char *copy = kb_arena_alloc(arena, text.len + 1);
    if (copy == NULL)
        return (kb_str){ 0 };
    if (text.len > 0)
        memcpy(copy, text.ptr, text.len);
    return (kb_str){ copy, text.len };
}

kb_str kb_arena_printf(kb_arena *arena, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    char *text = len < 0 ? NULL : kb_arena_alloc(arena, (size_t)len + 1);
    if (text != NULL)
        vsnprintf(text, (size_t)len + 1, format, again);
    va_end(again);
    return text ? (kb_str){ text, (size_t)len } : (kb_str){ 0 };
}

void *kb_arena_grow(kb_arena *arena, void *array, size_t count, size_t size)
{
    if (count != 0 && (count & (count - 1)) != 0)
        return array;
    void *bigger = kb_arena_array(arena, count ? count * 2 : 1, size);
    if (bigger != NULL && count > 0)
        memcpy(bigger, array, count * size);
    return bigger;
}

void kb_arena_free(kb_arena *arena)
{
    for (kb_arena_chunk *chunk = arena->chunks, *next; chunk != NULL; chunk = next) {
        next = chunk->next;
        free(chunk);
    }
    *arena = (kb_arena){ 0 };
}
