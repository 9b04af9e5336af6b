/* SPDX-License-Identifier: MIT */
/*
 * Clauses on their way; see clauses.h.
 *
 * Which clause is best is decided by its cost alone.  One that follows from a cheaper one
 * is not kept: it would only be looked for in vain.
 */
#include "clauses.h"

#include "base/str.h"
#include "gate_fold.h"

/* How many bytes an average answer has. */
enum { PLACES = 150 };

/* A literal with its edges written out. */
typedef struct written {
    char bytes[KB_LITERAL_BYTES + 2];
    size_t len;
} written;

static written write_out(const literal *one)
{
    written out = { .len = 0 };
    if (one->left && one->len > 0)
        out.bytes[out.len++] = KB_GATE_BOUNDARY;
    memcpy(out.bytes + out.len, one->bytes, one->len);
    out.len += one->len;
    if (one->right && one->len > 0)
        out.bytes[out.len++] = KB_GATE_BOUNDARY;
    return out;
}

static kb_str text_of(const written *one)
{
    return (kb_str){ one->bytes, one->len };
}

/* ---- cost ---- */

/*
 * The share of each letter among the characters of Norwegian text, in thousandths;
 * boundaries are 180.  æ, ø and å by the second byte of their UTF-8; it comes with a byte
 * that costs nothing.
 */
static double frequency(unsigned char byte)
{
    static const double letters[] = { 50, 13, 3,  30, 125, 15, 28, 12, 48, 6, 30, 42, 26,
                                      61, 42, 14, 1,  68,  50, 65, 14, 20, 1, 1,  6,  1 };
    if (byte >= 'a' && byte <= 'z')
        return letters[byte - 'a'] / 1000;
    switch (byte) {
    case KB_GATE_BOUNDARY: return 0.18;
    case 0xC3: return 1;
    case 0xA5: return 0.012; /* å */
    case 0xB8: return 0.008; /* ø */
    case 0xA6: return 0.002; /* æ */
    default: return byte >= 0x80 ? 0.0002 : 0.002;
    }
}

/* A literal costs a little however rare it is; so that few are better than many. */
double kb_literal_cost(kb_str text)
{
    static const double carrying = 1e-5;
    double cost = PLACES;
    for (size_t i = 0; i < text.len; i++)
        cost *= frequency((unsigned char)text.ptr[i]);
    return cost + carrying;
}

static bool says_nothing(kb_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] != KB_GATE_BOUNDARY)
            return false;
    return true;
}

/* ---- clauses ---- */

static bool is_in(const literal *one, const literal *other)
{
    written a = write_out(one), b = write_out(other);
    return memmem(b.bytes, b.len, a.bytes, a.len) != NULL;
}

/* Whoever holds one of `set` holds item `i` through another: the same, earlier, or a part. */
static bool is_spare(literal_set set, size_t i)
{
    for (size_t j = 0; j < set.count; j++)
        if (j != i && is_in(&set.items[j], &set.items[i]) &&
            (j < i || !is_in(&set.items[i], &set.items[j])))
            return true;
    return false;
}

/* Does each item that is spare begin with one that is not? */
static bool spare_ones_begin_alike(literal_set set)
{
    for (size_t i = 0; i < set.count; i++) {
        bool good = !is_spare(set, i);
        written whole = write_out(&set.items[i]);
        for (size_t j = 0; j < set.count && !good; j++) {
            written part = write_out(&set.items[j]);
            good = !is_spare(set, j) && set.items[j].left == set.items[i].left &&
                   kb_str_starts(text_of(&whole), text_of(&part));
        }
        if (!good)
            return false;
    }
    return true;
}

/* Below 0: the clause says nothing. */
static double cost_of(literal_set set)
{
    double cost = set.count == 0 ? -1 : 0;
    for (size_t i = 0; i < set.count; i++) {
        written one = write_out(&set.items[i]);
        if (says_nothing(text_of(&one)))
            return -1;
        cost += is_spare(set, i) ? 0 : kb_literal_cost(text_of(&one));
    }
    return cost;
}

/* Does every text that holds one of `a` hold one of `b`? */
static bool implies(literal_set a, literal_set b)
{
    for (size_t i = 0; i < a.count; i++) {
        bool found = false;
        for (size_t j = 0; j < b.count && !found; j++)
            found = is_in(&b.items[j], &a.items[i]);
        if (!found)
            return false;
    }
    return true;
}

static void remove_implied(clause_list *list, const clause *by)
{
    size_t kept = 0;
    for (size_t i = 0; i < list->count; i++)
        if (!implies(by->set, list->items[i].set))
            list->items[kept++] = list->items[i];
    list->count = kept;
}

static void insert(clause_list *list, const clause *one)
{
    size_t at = 0;
    while (at < list->count && list->items[at].cost <= one->cost)
        at++;
    if (at == KB_CLAUSES_MAX)
        return;
    size_t moved = (list->count < KB_CLAUSES_MAX ? list->count : KB_CLAUSES_MAX - 1) - at;
    memmove(&list->items[at + 1], &list->items[at], moved * sizeof list->items[0]);
    list->items[at] = *one;
    list->count += list->count < KB_CLAUSES_MAX;
}

static void add(clause_list *list, const clause *one)
{
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].cost <= one->cost && implies(list->items[i].set, one->set))
            return;
    clause_list cheaper = { .count = 0 }, dearer = { .count = 0 };
    for (size_t i = 0; i < list->count; i++) {
        clause_list *to = list->items[i].cost < one->cost ? &cheaper : &dearer;
        to->items[to->count++] = list->items[i];
    }
    remove_implied(&dearer, one);
    memcpy(&cheaper.items[cheaper.count], dearer.items, dearer.count * sizeof dearer.items[0]);
    cheaper.count += dearer.count;
    insert(&cheaper, one);
    *list = cheaper;
}

void kb_clauses_add(clause_list *list, literal_set set, bool begins)
{
    const clause one = { .set = set, .cost = cost_of(set), .begins = begins };
    if (one.cost >= 0)
        add(list, &one);
}

void kb_clauses_add_all(clause_list *list, const clause_list *more)
{
    for (size_t i = 0; i < more->count; i++)
        add(list, &more->items[i]);
}

/* ---- choices ---- */

/* The literals of both, without the spare ones; nothing when they are too many. */
static literal_set both(kb_arena *arena, literal_set a, literal_set b, bool *begins)
{
    literal_set all = { kb_arena_array(arena, a.count + b.count, sizeof(literal)), 0 }, out = all;
    if (all.items == NULL)
        return all;
    memcpy(all.items, a.items, a.count * sizeof(literal));
    memcpy(all.items + a.count, b.items, b.count * sizeof(literal));
    all.count = a.count + b.count;
    *begins = *begins && spare_ones_begin_alike(all);
    out.items = kb_arena_array(arena, all.count, sizeof(literal));
    for (size_t i = 0; out.items != NULL && i < all.count; i++)
        if (!is_spare(all, i))
            out.items[out.count++] = all.items[i];
    return out.count <= KB_LITERALS_MAX ? out : (literal_set){ 0 };
}

/* The best of one side goes with the best of the other, and with the next best ones. */
clause_list kb_clauses_either(kb_arena *arena, const clause_list *a, const clause_list *b)
{
    clause_list out = { .count = 0 };
    if (a->count == 0 || b->count == 0)
        return out;
    size_t most = a->count > b->count ? a->count : b->count;
    for (size_t i = 0; i < most; i++) {
        const clause *of_a = &a->items[i < a->count ? i : 0];
        const clause *of_b = &b->items[i < b->count ? i : 0];
        bool begins = of_a->begins && of_b->begins;
        literal_set set = both(arena, of_a->set, of_b->set, &begins);
        kb_clauses_add(&out, set, begins);
    }
    return out;
}

/* ---- writing ---- */

void kb_clauses_write(kb_literals *out, kb_arena *arena, const clause_list *list)
{
    for (size_t i = 0; i < list->count; i++) {
        literal_set set = list->items[i].set;
        kb_literal *items = kb_arena_array(arena, set.count, sizeof *items);
        kb_clause one = { .items = items,
                          .cost = list->items[i].cost,
                          .begins = list->items[i].begins && spare_ones_begin_alike(set) };
        for (size_t j = 0; items != NULL && j < set.count; j++) {
            written text = write_out(&set.items[j]);
            if (!is_spare(set, j))
                items[one.count++] = (kb_literal){ kb_arena_str(arena, text_of(&text)),
                                                   set.items[j].left, set.items[j].right };
        }
        out->clauses[out->clause_count++] = one;
    }
}
