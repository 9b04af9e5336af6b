/* SPDX-License-Identifier: MIT */
/*
 * Which code suppresses which, and in what order codes are looked at.
 *
 * Edges come from two places: categories (within one theme) and codes.  Together
 * they may have no circle; then a topological order exists (Kahn 1962), and among
 * codes that are free at the same time the file's order decides.
 */
#include "loader.h"

#include "base/buf.h"
#include "base/str.h"

static bool suppresses_by_category(const kb_loader *loader, const kb_code *from, const kb_code *to)
{
    const bool *suppressed = loader->category_drafts[from->category].suppresses;
    return from->theme == to->theme && suppressed != NULL && suppressed[to->category];
}

/* The list is rising. */
static bool has_edge(const int *items, size_t count, int code)
{
    size_t low = 0;
    while (low < count) {
        size_t middle = low + (count - low) / 2;
        if (items[middle] == code)
            return true;
        if (items[middle] < code)
            low = middle + 1;
        else
            count = middle;
    }
    return false;
}

/* Drafts and retired codes suppress nothing. */
static void resolve_edges(kb_loader *loader, size_t index)
{
    kb_code *code = &loader->code_items[index];
    const kb_edges *own = &loader->code_drafts[index].edges;
    int *items = NULL;
    for (size_t i = 0; i < loader->book->code_count && code->status == KB_CODE_ACTIVE; i++) {
        if (i == index || (!has_edge(own->items, own->count, (int)i) &&
                           !suppresses_by_category(loader, code, &loader->code_items[i])))
            continue;
        items = kb_arena_grow(loader->taker.arena, items, code->suppress_count, sizeof *items);
        if (items == NULL)
            return;
        items[code->suppress_count++] = (int)i;
        code->suppresses = items;
    }
}

static void count_suppressors(const kb_loader *loader, int *waiting)
{
    for (size_t i = 0; i < loader->book->code_count; i++)
        for (size_t j = 0; j < loader->code_items[i].suppress_count; j++)
            waiting[loader->code_items[i].suppresses[j]]++;
}

/* A code that is not placed and waits for nobody, first in file order; -1: none. */
static int next_free(const kb_loader *loader, const int *waiting)
{
    for (size_t i = 0; i < loader->book->code_count; i++)
        if (waiting[i] == 0)
            return (int)i;
    return -1;
}

/* Some code that still waits and suppresses `code`; there is one when `code` waits. */
static int waiting_suppressor(const kb_loader *loader, const int *waiting, int code)
{
    for (size_t i = 0; i < loader->book->code_count; i++) {
        const kb_code *from = &loader->code_items[i];
        if (waiting[i] > 0 && has_edge(from->suppresses, from->suppress_count, code))
            return (int)i;
    }
    return -1;
}

/*
 * Everything that still waits hangs below a circle.  Going from suppressed to
 * suppressor long enough ends in it; once more round writes it down.
 */
static size_t find_circle(const kb_loader *loader, const int *waiting, int *circle)
{
    size_t count = 0;
    int code = 0;
    while (waiting[code] <= 0)
        code++;
    for (size_t i = 0; i < loader->book->code_count; i++)
        code = waiting_suppressor(loader, waiting, code);
    int at = code;
    do {
        circle[count++] = at;
        at = waiting_suppressor(loader, waiting, at);
    } while (at != code);
    return count;
}

/* Told from the suppressor on, beginning with the code that is first in the file. */
static void report_circle(kb_loader *loader, const int *waiting)
{
    const kb_code *codes = loader->code_items;
    int *circle = kb_arena_array(&loader->scratch, loader->book->code_count, sizeof *circle);
    if (circle == NULL)
        return;
    size_t count = find_circle(loader, waiting, circle), first = 0;
    for (size_t i = 1; i < count; i++)
        first = circle[i] < circle[first] ? i : first;
    kb_buf path = { 0 };
    for (size_t i = 0; i < count; i++)
        kb_buf_printf(&path, "%.*s -> ", KB_SHOW(codes[circle[(first + count - i) % count]].id));
    kb_find(loader->taker.findings, codes[circle[first]].place,
            "see 'suppresses' of codes and categories",
            "codes suppress each other in a circle: %.*s%.*s", KB_ARG(kb_buf_view(&path)),
            KB_SHOW(codes[circle[first]].id));
    kb_buf_free(&path);
}

void kb_resolve_suppression(kb_loader *loader)
{
    size_t count = loader->book->code_count, placed = 0;
    int *order = kb_arena_array(loader->taker.arena, count, sizeof *order);
    int *waiting = kb_arena_array(&loader->scratch, count, sizeof *waiting);
    for (size_t i = 0; i < count; i++)
        resolve_edges(loader, i);
    if (order == NULL || waiting == NULL || loader->taker.arena->failed)
        return;
    count_suppressors(loader, waiting);
    for (int code; (code = next_free(loader, waiting)) >= 0; waiting[code] = -1) {
        const kb_code *from = &loader->code_items[code];
        for (size_t j = 0; j < from->suppress_count; j++)
            waiting[from->suppresses[j]]--;
        order[placed++] = code;
    }
    if (placed < count)
        report_circle(loader, waiting);
    for (int i = 0; placed < count; i++)
        if (waiting[i] > 0)
            order[placed++] = i;
    loader->book->suppression_order = order;
}
