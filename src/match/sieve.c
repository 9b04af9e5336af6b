/* SPDX-License-Identifier: MIT */
/* Which targets are worth looking for; see sieve.h. */
#include "sieve.h"

#include <string.h>

void kb_sieve_begin(kb_sieve *sieve, kb_arena *arena, size_t targets)
{
    *sieve = (kb_sieve){ .target_count = targets };
    sieve->always = kb_arena_array(arena, kb_sieve_words(sieve), sizeof *sieve->always);
}

/* A target that is always looked for needs no watcher. */
void kb_sieve_watch(kb_sieve *sieve, kb_arena *arena, const kb_formula *formula, uint32_t target)
{
    if (formula->count == 0) {
        if (sieve->always != NULL)
            kb_set_bit(sieve->always, target);
        return;
    }
    kb_watcher *watchers =
        kb_arena_grow(arena, sieve->watchers, sieve->watcher_count, sizeof *watchers);
    if (watchers == NULL)
        return;
    sieve->watchers = watchers;
    watchers[sieve->watcher_count++] = (kb_watcher){ *formula, target };
}

enum { FEW_LITERALS = 8 };

/* A clause of many numbers is asked the other way round: is one of those that are there in it? */
static void make_masks(kb_sieve *sieve, kb_arena *arena, size_t numbers)
{
    for (size_t i = 0; i < sieve->watcher_count; i++) {
        kb_formula *formula = &sieve->watchers[i].formula;
        for (uint32_t c = 1; c < formula->count; c++) {
            kb_term *clause = &formula->clauses[c];
            uint64_t *mask = clause->count > FEW_LITERALS
                                 ? kb_arena_array(arena, numbers / 64 + 1, sizeof *mask)
                                 : NULL;
            for (uint32_t k = 0; mask != NULL && k < clause->count; k++)
                kb_set_bit(mask, clause->literals[k]);
            clause->mask = mask;
        }
    }
}

/* Sorts the watchers by number: counts first, then places. */
void kb_sieve_end(kb_sieve *sieve, kb_arena *arena, size_t numbers)
{
    uint32_t *first = kb_arena_array(arena, numbers + 2, sizeof *first);
    if (first == NULL)
        return;
    make_masks(sieve, arena, numbers);
    for (size_t i = 0; i < sieve->watcher_count; i++)
        for (uint32_t k = 0; k < sieve->watchers[i].formula.clauses[0].count; k++)
            first[sieve->watchers[i].formula.clauses[0].literals[k] + 2]++;
    for (size_t i = 2; i <= numbers + 1; i++)
        first[i] += first[i - 1];
    sieve->listed = kb_arena_array(arena, (size_t)first[numbers + 1] + 1, sizeof *sieve->listed);
    for (size_t i = 0; sieve->listed != NULL && i < sieve->watcher_count; i++)
        for (uint32_t k = 0; k < sieve->watchers[i].formula.clauses[0].count; k++)
            sieve->listed[first[sieve->watchers[i].formula.clauses[0].literals[k] + 1]++] =
                (uint32_t)i;
    sieve->first = first;
}

static bool has_one_of(const kb_term *clause, const uint32_t *list, size_t count,
                       const uint64_t *bits)
{
    if (clause->mask == NULL) {
        for (uint32_t i = 0; i < clause->count; i++)
            if (kb_has_bit(bits, clause->literals[i]))
                return true;
        return false;
    }
    for (size_t i = 0; i < count; i++)
        if (kb_has_bit(clause->mask, list[i]))
            return true;
    return false;
}

void kb_sieve_ask(const kb_sieve *sieve, const uint32_t *list, size_t count, const uint64_t *bits,
                  uint64_t *targets)
{
    memcpy(targets, sieve->always, kb_sieve_words(sieve) * sizeof *targets);
    for (size_t i = 0; i < count; i++)
        for (uint32_t k = sieve->first[list[i]]; k < sieve->first[list[i] + 1]; k++) {
            const kb_watcher *watcher = &sieve->watchers[sieve->listed[k]];
            bool holds = !kb_has_bit(targets, watcher->target);
            /* The first clause holds: that is why the watcher is in this list. */
            for (uint32_t c = 1; c < watcher->formula.count && holds; c++)
                holds = has_one_of(&watcher->formula.clauses[c], list, count, bits);
            if (holds)
                kb_set_bit(targets, watcher->target);
        }
}
