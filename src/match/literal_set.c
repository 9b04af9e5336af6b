/* SPDX-License-Identifier: MIT */
/* Sets of strings with which a part of a regex begins or ends; see literal_set.h. */
#include "literal_set.h"

#include "base/str.h"
#include "gate_fold.h"

enum { FEWEST_BYTES = 3 };

/* ---- one string ---- */

static bool is_boundary(char c)
{
    return c == KB_GATE_BOUNDARY;
}

static bool is_continuation(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* Keeps the first (last) `most` bytes; what is cut off makes it open and takes its edge. */
static void cut(literal *one, size_t len, const char *bytes, size_t most, set_side side)
{
    size_t from = 0;
    if (len > most) {
        one->whole = false;
        if (side == SET_OF_BEGINNINGS) {
            one->right = false;
            for (len = most; len > 0 && is_continuation(bytes[len]);)
                len--;
        } else {
            one->left = false;
            for (from = len - most; from < len && is_continuation(bytes[from]);)
                from++;
            len -= from;
        }
    }
    memmove(one->bytes, bytes + from, len);
    one->len = (uint8_t)len;
}

/* `a` and `b` side by side; edges between them have been used up. */
static literal join(const literal *a, const literal *b, set_side side)
{
    literal out = { .left = a->left, .right = b->right };
    char bytes[2 * KB_LITERAL_BYTES];
    if (a->len == 0) {
        out.left = b->left || (a->left && (b->len == 0 || !is_boundary(b->bytes[0])));
    } else if (b->len == 0) {
        out.right = a->right || (b->left && !is_boundary(a->bytes[a->len - 1]));
    }
    memcpy(bytes, a->bytes, a->len);
    memcpy(bytes + a->len, b->bytes, b->len);
    out.whole = side == SET_OF_BEGINNINGS ? b->whole : a->whole;
    cut(&out, (size_t)a->len + b->len, bytes, KB_LITERAL_BYTES, side);
    return out;
}

static bool is_same(const literal *a, const literal *b)
{
    return a->len == b->len && a->whole == b->whole && a->left == b->left && a->right == b->right &&
           memcmp(a->bytes, b->bytes, a->len) == 0;
}

/* Is whatever begins (ends) with `b` among what begins (ends) with `a`, which is open? */
static bool covers(const literal *a, const literal *b, set_side side)
{
    if (a->whole || a->len > b->len)
        return false;
    bool longer = b->len > a->len;
    bool left = side == SET_OF_ENDINGS && longer ? a->left : a->left && !b->left;
    bool right = side == SET_OF_BEGINNINGS && longer ? a->right : a->right && !b->right;
    const char *from = side == SET_OF_BEGINNINGS ? b->bytes : b->bytes + (b->len - a->len);
    return !left && !right && memcmp(a->bytes, from, a->len) == 0;
}

/* ---- sets ---- */

static literal_set new_set(kb_arena *arena, size_t cap)
{
    return (literal_set){ .items = kb_arena_array(arena, cap, sizeof(literal)) };
}

static literal_set set_of(kb_arena *arena, literal one)
{
    literal_set set = new_set(arena, 1);
    if (set.items != NULL)
        set.items[set.count++] = one;
    return set;
}

literal_set kb_set_of_nothing(kb_arena *arena, bool whole)
{
    return set_of(arena, (literal){ .whole = whole });
}

literal_set kb_set_of_edge(kb_arena *arena)
{
    return set_of(arena, (literal){ .whole = true, .left = true });
}

literal_set kb_set_of_symbol(kb_arena *arena, uint32_t symbol)
{
    literal one = { .whole = true };
    if (symbol >= 0x80)
        one.bytes[one.len++] = (char)(0xC0 | (symbol >> 6));
    one.bytes[one.len++] = (char)(symbol >= 0x80 ? 0x80 | (symbol & 0x3F) : symbol);
    return set_of(arena, one);
}

bool kb_set_is_exact(literal_set set)
{
    for (size_t i = 0; i < set.count; i++)
        if (!set.items[i].whole)
            return false;
    return set.count > 0;
}

/* Adds `one` unless another covers it, and takes out what it covers. */
static void add(literal_set *set, literal one, set_side side)
{
    size_t kept = 0;
    for (size_t i = 0; i < set->count; i++)
        if (is_same(&set->items[i], &one) || covers(&set->items[i], &one, side))
            return;
    for (size_t i = 0; i < set->count; i++)
        if (!covers(&one, &set->items[i], side))
            set->items[kept++] = set->items[i];
    set->items[kept++] = one;
    set->count = kept;
}

/* Cuts the strings shorter until few enough differ. */
static literal_set shortened(kb_arena *arena, literal_set set, set_side side)
{
    for (size_t most = KB_LITERAL_BYTES; set.items != NULL && set.count > KB_LITERALS_MAX;) {
        literal_set out = new_set(arena, set.count);
        if (out.items == NULL || most < FEWEST_BYTES)
            return kb_set_of_nothing(arena, false);
        most = most > 8 ? most / 2 : most - 1;
        for (size_t i = 0; i < set.count; i++) {
            literal one = set.items[i];
            cut(&one, one.len, set.items[i].bytes, most, side);
            add(&out, one, side);
        }
        set = out;
    }
    return set;
}

literal_set kb_set_union(kb_arena *arena, literal_set a, literal_set b, set_side side)
{
    literal_set out = new_set(arena, a.count + b.count);
    for (size_t i = 0; out.items != NULL && i < a.count; i++)
        add(&out, a.items[i], side);
    for (size_t i = 0; out.items != NULL && i < b.count; i++)
        add(&out, b.items[i], side);
    return shortened(arena, out, side);
}

literal_set kb_set_opened(kb_arena *arena, literal_set set)
{
    literal_set out = new_set(arena, set.count);
    for (size_t i = 0; out.items != NULL && i < set.count; i++) {
        out.items[i] = set.items[i];
        out.items[i].whole = false;
        out.count++;
    }
    return out;
}

static size_t count_whole(literal_set set)
{
    size_t count = 0;
    for (size_t i = 0; i < set.count; i++)
        count += set.items[i].whole;
    return count;
}

static size_t count_chain(literal_set outer, literal_set inner)
{
    size_t whole = count_whole(outer);
    return outer.count - whole + whole * inner.count;
}

bool kb_set_chain_fits(literal_set a, literal_set b, set_side side)
{
    return (side == SET_OF_BEGINNINGS ? count_chain(a, b) : count_chain(b, a)) <= KB_LITERALS_MAX;
}

/* When there would be too many, what was known before is all that is kept. */
literal_set kb_set_chain(kb_arena *arena, literal_set a, literal_set b, set_side side)
{
    literal_set outer = side == SET_OF_BEGINNINGS ? a : b;
    literal_set inner = side == SET_OF_BEGINNINGS ? b : a;
    size_t count = count_chain(outer, inner);
    if (count > KB_LITERALS_MAX)
        return kb_set_opened(arena, outer);
    literal_set out = new_set(arena, count > 0 ? count : 1);
    for (size_t i = 0; out.items != NULL && i < outer.count; i++) {
        const literal *one = &outer.items[i];
        if (!one->whole)
            add(&out, *one, side);
        for (size_t j = 0; one->whole && j < inner.count; j++) {
            const literal *two = &inner.items[j];
            add(&out, side == SET_OF_BEGINNINGS ? join(one, two, side) : join(two, one, side),
                side);
        }
    }
    return out;
}

literal_set kb_set_meeting(kb_arena *arena, literal_set a, literal_set b)
{
    if (a.count * b.count > KB_LITERALS_MAX)
        return kb_set_of_nothing(arena, false);
    literal_set out = new_set(arena, a.count * b.count + 1);
    for (size_t i = 0; out.items != NULL && i < a.count; i++)
        for (size_t j = 0; j < b.count; j++)
            out.items[out.count++] = join(&a.items[i], &b.items[j], SET_OF_BEGINNINGS);
    return out;
}
