/* SPDX-License-Identifier: MIT */
/* Combinations of group values; see background.h. */
#include "background.h"

#include "base/str.h"

#include <stdlib.h>

const kb_pair *kb_background_pairs(const kb_backgrounds *all, uint32_t background, size_t *count)
{
    kb_str bytes = background ? all->known.keys[background - 1] : (kb_str){ NULL, 0 };
    *count = bytes.len / sizeof(kb_pair);
    return (const kb_pair *)(const void *)bytes.ptr; /* arenas align for any type */
}

static void put_pair(kb_backgrounds *all, kb_pair pair)
{
    kb_buf_add(&all->pairs, (const char *)&pair, sizeof pair);
}

/* The pairs of `from`, with `added` in its place. */
static void join(kb_backgrounds *all, uint32_t from, kb_pair added)
{
    size_t count, i = 0;
    const kb_pair *pairs = kb_background_pairs(all, from, &count);
    kb_buf_reset(&all->pairs);
    for (; i < count && pairs[i].variable < added.variable; i++)
        put_pair(all, pairs[i]);
    put_pair(all, added);
    for (; i < count; i++)
        if (pairs[i].variable != added.variable)
            put_pair(all, pairs[i]);
}

uint32_t kb_background_with(kb_backgrounds *all, uint32_t from, uint32_t variable, kb_str text)
{
    size_t number = kb_map_add(&all->texts, text);
    if (number == KB_MAP_NONE)
        return 0;
    join(all, from, (kb_pair){ variable, (uint32_t)number });
    if (all->pairs.failed)
        return 0;
    size_t before = all->known.count;
    number = kb_map_add(&all->known, kb_buf_view(&all->pairs));
    if (number == KB_MAP_NONE)
        return 0;
    void *ids = all->ids;
    if (number == before) {
        if (!kb_array_reserve(&ids, &all->id_cap, number, sizeof *all->ids))
            return 0;
        all->ids = ids;
        all->ids[number] = 0;
    }
    return (uint32_t)number + 1;
}

bool kb_background_text(const kb_backgrounds *all, uint32_t background, uint32_t variable,
                        kb_str *text)
{
    size_t count;
    const kb_pair *pairs = kb_background_pairs(all, background, &count);
    for (size_t i = 0; i < count; i++)
        if (pairs[i].variable == variable) {
            *text = all->texts.keys[pairs[i].text];
            return true;
        }
    return false;
}

bool kb_background_is(kb_backgrounds *all, uint32_t background, uint32_t id)
{
    void *stored = all->stored;
    if (!kb_array_reserve(&stored, &all->stored_cap, all->stored_count, sizeof *all->stored))
        return false;
    all->stored = stored;
    all->stored[all->stored_count++] = (kb_stored_background){ id, background };
    all->ids[background - 1] = id;
    all->last_id = id;
    return true;
}

uint32_t kb_background_of(const kb_backgrounds *all, int64_t id)
{
    size_t low = 0, high = all->stored_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (all->stored[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low < all->stored_count && all->stored[low].id == id ? all->stored[low].number : 0;
}

void kb_backgrounds_free(kb_backgrounds *all)
{
    kb_map_free(&all->texts);
    kb_map_free(&all->known);
    kb_buf_free(&all->pairs);
    free(all->ids);
    free(all->stored);
    *all = (kb_backgrounds){ 0 };
}
