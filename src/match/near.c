/* SPDX-License-Identifier: MIT */
/*
 * `near`: matches of 2 to 4 children close to each other.
 *
 * For every match of the first child the combination with the shortest hull is wanted;
 * neighbours may be at most `within` words apart and never overlap.  Seen from that
 * match, the other children split into those to its left and those to its right, and
 * the two sides do not depend on each other.  So it is enough to know, for each match
 * and each set of children still to be placed, how near the far end of the chain can
 * be: bound(match, set) = the best over the next match of bound(next, set without its
 * child).  Only matches that begin (end) within the window are looked at, and each
 * (match, set) is worked out once, so the time is linear in the matches.
 */
#include "scan.h"

#include <stdlib.h>

#define NO_CHAIN  UINT32_MAX
#define NOT_KNOWN (UINT32_MAX - 1)

typedef struct near {
    kb_scratch *scratch;
    const kb_program *pattern;
    const size_t *starts; /* children's matches: founds[starts[c]] .. founds[starts[c+1]-1] */
    size_t first;         /* starts[0] */
    size_t total;
    size_t sets;    /* of children other than the first */
    bool leftwards; /* which way chains run */
} near;

static const kb_found *match_at(const near *n, size_t index)
{
    return &n->scratch->founds.items[n->first + index];
}

/* Chains of the two directions lie one after the other. */
static near_step *step_of(const near *n, size_t match, unsigned set)
{
    size_t row = match + (n->leftwards ? n->total : 0);
    return &n->scratch->chains.items[row * n->sets + set / 2];
}

static uint32_t far_end(const near *n, size_t match)
{
    token_span hull = match_at(n, match)->hull;
    return n->leftwards ? hull.begin : hull.end;
}

/* Nearer is better; of two that reach as far, the one whose next match begins first. */
static bool is_better(const near *n, uint32_t bound, size_t next, const near_step *best)
{
    if (best->bound == NO_CHAIN)
        return true;
    if (bound == best->bound)
        return match_at(n, next)->hull.begin < match_at(n, best->next)->hull.begin;
    return n->leftwards ? bound > best->bound : bound < best->bound;
}

static uint32_t bound_of(const near *n, size_t match, unsigned set);

static void try_next(const near *n, size_t next, unsigned rest, near_step *best)
{
    uint32_t bound = bound_of(n, next, rest);
    if (bound != NO_CHAIN && is_better(n, bound, next, best))
        *best = (near_step){ .bound = bound, .next = (uint32_t)next };
}

/* Matches of `child` that begin in the window behind token `end`; they are sorted by begin. */
static void try_rightwards(const near *n, size_t child, uint32_t end, unsigned rest,
                           near_step *best)
{
    size_t low = n->starts[child] - n->first, last = n->starts[child + 1] - n->first, high = last;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (match_at(n, middle)->hull.begin < end)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < last && match_at(n, low)->hull.begin - end <= n->pattern->within; low++)
        try_next(n, low, rest, best);
}

/* The same before token `begin`, through the list that is sorted by end. */
static void try_leftwards(const near *n, size_t child, uint32_t begin, unsigned rest,
                          near_step *best)
{
    const uint32_t *order = n->scratch->by_end.items;
    size_t low = n->starts[child] - n->first, first = low, high = n->starts[child + 1] - n->first;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (match_at(n, order[middle])->hull.end <= begin)
            low = middle + 1;
        else
            high = middle;
    }
    while (low > first && begin - match_at(n, order[low - 1])->hull.end <= n->pattern->within)
        try_next(n, order[--low], rest, best);
}

/* How near the far end of a chain from `match` through all children of `set` can be. */
static uint32_t bound_of(const near *n, size_t match, unsigned set)
{
    if (set == 0)
        return far_end(n, match);
    near_step *step = step_of(n, match, set);
    if (step->bound != NOT_KNOWN)
        return step->bound;
    near_step best = { .bound = NO_CHAIN };
    for (size_t child = 0; child < n->pattern->near.count; child++) {
        unsigned bit = 1u << child;
        if ((set & bit) == 0)
            continue;
        if (n->leftwards)
            try_leftwards(n, child, match_at(n, match)->hull.begin, set & ~bit, &best);
        else
            try_rightwards(n, child, match_at(n, match)->hull.end, set & ~bit, &best);
        if (n->pattern->ordered)
            break;
    }
    *step = best;
    return best.bound;
}

/* Adds the components of the chain from `match` (itself left out) to `out`. */
static void add_chain(const near *n, size_t match, unsigned set, kb_found *out)
{
    while (set != 0) {
        match = step_of(n, match, set)->next;
        const kb_found from = *match_at(n, match);
        for (uint32_t i = 0; i < from.count && !n->scratch->failed; i++)
            KB_PUSH(n->scratch, n->scratch->components,
                    n->scratch->components.items[from.first + i]);
        out->count += from.count;
        if (from.hull.begin < out->hull.begin)
            out->hull.begin = from.hull.begin;
        if (from.hull.end > out->hull.end)
            out->hull.end = from.hull.end;
        size_t child = 0;
        while (n->starts[child + 1] - n->first <= match)
            child++;
        set &= ~(1u << child);
    }
}

/* How the children other than the first are best divided between left and right of `match`. */
static bool best_division(near *n, size_t match, unsigned *left)
{
    unsigned others = (1u << n->pattern->near.count) - 2;
    uint32_t least = UINT32_MAX, leftmost = 0;
    bool any = false;
    for (unsigned set = 0; set <= others; set += 2) {
        if (n->pattern->ordered && set != 0)
            break;
        n->leftwards = true;
        uint32_t begin = bound_of(n, match, set);
        n->leftwards = false;
        uint32_t end = bound_of(n, match, others & ~set);
        if (begin == NO_CHAIN || end == NO_CHAIN)
            continue;
        if (end - begin < least || (end - begin == least && begin < leftmost)) {
            least = end - begin;
            leftmost = begin;
            *left = set;
            any = true;
        }
    }
    return any;
}

static void push_combination(near *n, size_t match, unsigned left)
{
    unsigned others = (1u << n->pattern->near.count) - 2;
    kb_scratch *scratch = n->scratch;
    const kb_found own = *match_at(n, match);
    kb_found out = { .hull = own.hull, .first = (uint32_t)scratch->components.count };
    for (uint32_t i = 0; i < own.count && !scratch->failed; i++)
        KB_PUSH(scratch, scratch->components, scratch->components.items[own.first + i]);
    out.count = own.count;
    n->leftwards = true;
    add_chain(n, match, left, &out);
    n->leftwards = false;
    add_chain(n, match, others & ~left, &out);
    KB_PUSH(scratch, scratch->founds, out);
}

static int by_end_of_hull(const void *a, const void *b, void *payload)
{
    const near *n = payload;
    token_span x = match_at(n, *(const uint32_t *)a)->hull;
    token_span y = match_at(n, *(const uint32_t *)b)->hull;
    if (x.end != y.end)
        return x.end < y.end ? -1 : 1;
    return *(const uint32_t *)a < *(const uint32_t *)b ? -1 : 1;
}

static void prepare(near *n)
{
    kb_scratch *scratch = n->scratch;
    scratch->chains.count = scratch->by_end.count = 0;
    for (size_t i = 0; i < n->total; i++)
        KB_PUSH(scratch, scratch->by_end, (uint32_t)i);
    for (size_t i = 0; i < 2 * n->sets * n->total && !scratch->failed; i++)
        KB_PUSH(scratch, scratch->chains, (near_step){ .bound = NOT_KNOWN });
    if (scratch->failed)
        return;
    for (size_t c = 0; c < n->pattern->near.count; c++)
        qsort_r(scratch->by_end.items + (n->starts[c] - n->first), n->starts[c + 1] - n->starts[c],
                sizeof(uint32_t), by_end_of_hull, n);
}

void kb_find_near(kb_scratch *scratch, const kb_program *pattern, const size_t *starts)
{
    near n = { .scratch = scratch, .pattern = pattern, .starts = starts, .first = starts[0] };
    n.total = starts[pattern->near.count] - starts[0];
    n.sets = (size_t)1 << (pattern->near.count - 1);
    prepare(&n);
    size_t count = starts[1] - starts[0];
    for (size_t match = 0; match < count && !scratch->failed; match++) {
        unsigned left = 0;
        if (best_division(&n, match, &left))
            push_combination(&n, match, left);
    }
}
