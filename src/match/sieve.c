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

/* Sorts the watchers by number: counts first, then places. */
void kb_sieve_end(kb_sieve *sieve, kb_arena *arena, size_t numbers)
{
    uint32_t *first = kb_arena_array(arena, numbers + 2, sizeof *first);
    if (first == NULL)
        return;
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

void kb_sieve_ask(const kb_sieve *sieve, const uint32_t *list, size_t count, const uint64_t *bits,
                  uint64_t *targets)
{
    memcpy(targets, sieve->always, kb_sieve_words(sieve) * sizeof *targets);
    for (size_t i = 0; i < count; i++)
        for (uint32_t k = sieve->first[list[i]]; k < sieve->first[list[i] + 1]; k++) {
            const kb_watcher *watcher = &sieve->watchers[sieve->listed[k]];
            if (!kb_has_bit(targets, watcher->target) && kb_formula_holds(&watcher->formula, bits))
                kb_set_bit(targets, watcher->target);
        }
}
