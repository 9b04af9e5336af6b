/* SPDX-License-Identifier: MIT */
/* Two tables with open addressing; see keys.h. */
#include "keys.h"

#include "base/str.h"

#include <stdlib.h>

enum { FIRST_SLOTS = 256 };

/* The finaliser of MurmurHash3 (Appleby, public domain). */
static uint64_t mix(uint64_t h)
{
    h = (h ^ (h >> 33)) * 0xFF51AFD7ED558CCDu;
    h = (h ^ (h >> 33)) * 0xC4CEB9FE1A85EC53u;
    return h ^ (h >> 33);
}

static uint32_t hash_of(kb_str name)
{
    uint64_t h = name.len;
    while (name.len > 0) {
        uint64_t word = 0;
        size_t n = name.len < sizeof word ? name.len : sizeof word;
        memcpy(&word, name.ptr, n);
        h = mix(h ^ word);
        name.ptr += n;
        name.len -= n;
    }
    return (uint32_t)h;
}

/* ---------------------------------------------------------------- respondents */

kb_str kb_people_name(const kb_people *people, size_t index)
{
    size_t begin = index > 0 ? people->items[index - 1].name_end : 0;
    return (kb_str){ people->names.ptr + begin, people->items[index].name_end - begin };
}

/* The slot of `name`, or the free one where it would go. */
static kb_name_slot *name_slot(const kb_people *people, kb_str name, uint32_t hash)
{
    size_t mask = people->slot_count - 1, at = hash & mask;
    for (;; at = (at + 1) & mask) {
        kb_name_slot *slot = &people->slots[at];
        if (slot->index == 0 ||
            (slot->hash == hash && kb_str_equal(kb_people_name(people, slot->index - 1), name)))
            return slot;
    }
}

kb_known *kb_people_numbered(kb_people *people, int64_t id)
{
    if (people->last < people->count && people->items[people->last].id == id)
        return &people->items[people->last];
    size_t low = 0, high = people->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (people->items[middle].id < id)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == people->count || people->items[low].id != id)
        return NULL;
    people->last = low;
    return &people->items[low];
}

static bool grow_names(kb_people *people)
{
    size_t want = people->slot_count ? people->slot_count * 2 : FIRST_SLOTS;
    kb_name_slot *slots = calloc(want, sizeof *slots);
    if (slots == NULL)
        return false;
    for (size_t i = 0; i < people->slot_count; i++) {
        size_t at = people->slots[i].hash & (want - 1);
        if (people->slots[i].index == 0)
            continue;
        while (slots[at].index != 0)
            at = (at + 1) & (want - 1);
        slots[at] = people->slots[i];
    }
    free(people->slots);
    people->slots = slots;
    people->slot_count = want;
    return true;
}

/* Brings the table of names up to the items. */
static bool fill_slots(kb_people *people)
{
    for (; people->in_slots < people->count; people->in_slots++) {
        kb_str name = kb_people_name(people, people->in_slots);
        uint32_t hash = hash_of(name);
        if ((people->in_slots + 1) * 2 > people->slot_count && !grow_names(people))
            return false;
        *name_slot(people, name, hash) = (kb_name_slot){ hash, (uint32_t)people->in_slots + 1 };
    }
    return true;
}

/* Before, at or beyond the name that came last: negative, 0 or positive. */
static int compare_with_last(const kb_people *people, kb_str name)
{
    kb_str last = kb_people_name(people, people->count - 1);
    if (name.len != last.len)
        return name.len < last.len ? -1 : 1;
    return kb_str_compare(name, last);
}

bool kb_people_named(kb_people *people, kb_str name, kb_known **known)
{
    *known = NULL;
    if (people->count == 0)
        return true;
    int order = people->unordered ? -1 : compare_with_last(people, name);
    if (order == 0)
        *known = &people->items[people->count - 1];
    if (order >= 0)
        return true;
    if (!fill_slots(people))
        return false;
    const kb_name_slot *slot = name_slot(people, name, hash_of(name));
    if (slot->index != 0)
        *known = &people->items[slot->index - 1];
    return true;
}

kb_known *kb_people_add(kb_people *people, kb_str name, uint32_t id)
{
    void *items = people->items;
    if (people->count >= UINT32_MAX - 1 ||
        !kb_array_reserve(&items, &people->cap, people->count, sizeof *people->items))
        return NULL;
    people->items = items;
    if (people->count > 0 && !people->unordered)
        people->unordered = compare_with_last(people, name) < 0;
    kb_buf_str(&people->names, name);
    if (people->names.failed)
        return NULL;
    people->last = people->count++;
    people->items[people->last] = (kb_known){ .id = id, .name_end = people->names.len };
    return &people->items[people->last];
}

void kb_people_free(kb_people *people)
{
    kb_buf_free(&people->names);
    free(people->items);
    free(people->slots);
    *people = (kb_people){ 0 };
}

/* -------------------------------------------------------------------- answers */

enum { MOST_OWN = 64 }; /* they are looked through one by one */

bool kb_answer_is_own(const kb_answer_keys *keys, const kb_known *who, uint32_t question)
{
    for (size_t i = 0; i < who->own_count; i++)
        if (keys->own[who->own_begin + i] == question)
            return true;
    return false;
}

bool kb_answer_keys_own(kb_answer_keys *keys, kb_known *who, uint32_t question, bool *done)
{
    void *own = keys->own;
    if (who->own_count == 0)
        who->own_begin = (uint32_t)keys->own_count;
    *done = who->own_count < MOST_OWN && who->own_begin + who->own_count == keys->own_count;
    if (!*done)
        return true;
    if (!kb_array_reserve(&own, &keys->own_cap, keys->own_count, sizeof *keys->own))
        return false;
    keys->own = own;
    keys->own[keys->own_count++] = question;
    who->own_count++;
    return true;
}

static kb_answer_key *answer_slot(kb_answer_key *slots, size_t slot_count, uint64_t key)
{
    size_t at = (size_t)mix(key) & (slot_count - 1);
    while (slots[at].key != 0 && slots[at].key != key)
        at = (at + 1) & (slot_count - 1);
    return &slots[at];
}

static bool grow_answers(kb_answer_keys *keys)
{
    size_t want = keys->slot_count ? keys->slot_count * 2 : FIRST_SLOTS;
    kb_answer_key *slots = calloc(want, sizeof *slots);
    if (slots == NULL)
        return false;
    for (size_t i = 0; i < keys->slot_count; i++)
        if (keys->slots[i].key != 0)
            *answer_slot(slots, want, keys->slots[i].key) = keys->slots[i];
    free(keys->slots);
    keys->slots = slots;
    keys->slot_count = want;
    return true;
}

kb_answer_key *kb_answer_keys_put(kb_answer_keys *keys, uint32_t respondent, uint32_t question)
{
    uint64_t key = (uint64_t)respondent << 32 | question;
    if ((keys->count + 1) * 3 > keys->slot_count * 2 && !grow_answers(keys))
        return NULL;
    kb_answer_key *slot = answer_slot(keys->slots, keys->slot_count, key);
    if (slot->key == 0) {
        *slot = (kb_answer_key){ .key = key };
        keys->count++;
    }
    return slot;
}

void kb_answer_keys_free(kb_answer_keys *keys)
{
    free(keys->slots);
    free(keys->own);
    *keys = (kb_answer_keys){ 0 };
}
