/* SPDX-License-Identifier: MIT */
/* A list of findings with places. */
#include "arena.h"

#include <stdlib.h>

struct kb_problems {
    kb_arena arena;
    kb_problem *items; /* in the arena */
    size_t count;
    kb_status status;
};

kb_status kb_problems_new(kb_problems **out, kb_error *err)
{
    *out = calloc(1, sizeof **out);
    return *out ? KB_OK : kb_fail_memory(err);
}

void kb_problems_free(kb_problems *problems)
{
    if (problems == NULL)
        return;
    kb_arena_free(&problems->arena);
    free(problems);
}

void kb_problems_add(kb_problems *problems, const kb_problem *problem)
{
    if (problems == NULL || problems->status != KB_OK)
        return;
    kb_arena *arena = &problems->arena;
    kb_problem copy = *problem;
    copy.file = kb_arena_str(arena, problem->file);
    copy.message = kb_arena_str(arena, problem->message);
    copy.hint = kb_arena_str(arena, problem->hint);
    copy.source = kb_arena_str(arena, problem->source);
    kb_problem *items = kb_arena_grow(arena, problems->items, problems->count, sizeof *items);
    if (arena->failed || items == NULL) {
        problems->status = KB_ERR_MEMORY;
        return;
    }
    problems->items = items;
    problems->items[problems->count++] = copy;
}

kb_status kb_problems_status(const kb_problems *problems)
{
    return problems ? problems->status : KB_OK;
}

size_t kb_problems_count(const kb_problems *problems)
{
    return problems ? problems->count : 0;
}

size_t kb_problems_at_least(const kb_problems *problems, kb_severity severity)
{
    size_t count = 0;
    for (size_t i = 0; i < kb_problems_count(problems); i++)
        count += problems->items[i].severity >= severity;
    return count;
}

const kb_problem *kb_problems_at(const kb_problems *problems, size_t index)
{
    return &problems->items[index];
}
