/* SPDX-License-Identifier: MIT */
/*
 * From a regex to the literals it requires; see literals.h.
 *
 * For every part of the tree: with what a match of it can begin, with what it can end
 * (literal_set.h), and clauses that hold inside of it.  Parts in a row are chained, so
 * that fixed text crosses groups and choices; where two parts of unknown length meet, the
 * end of one and the beginning of the other make a clause.  Alternatives make a clause of
 * one clause of each.
 */
#include "literals.h"

#include "base/regex_tree.h"
#include "base/str.h"
#include "clauses.h"
#include "gate_fold.h"
#include "needs.h"

enum { MOST_OF_A_SET = 12, WIDEST_RANGE = 64, MOST_COPIES = 4 };

/* What is known about a part of the regex. */
typedef struct part {
    literal_set begins, ends;
    clause_list clauses; /* without those that begins and ends are */
} part;

static part part_of_choice(kb_arena *arena, const kb_rx_sequence *alternatives, size_t count);

/* ---- parts ---- */

static part part_of_set(literal_set set)
{
    return (part){ .begins = set, .ends = set };
}

static part unknown(kb_arena *arena)
{
    return part_of_set(kb_set_of_nothing(arena, false));
}

static part nothing(kb_arena *arena)
{
    return part_of_set(kb_set_of_nothing(arena, true));
}

static bool is_exact(const part *p)
{
    return kb_set_is_exact(p->begins) && kb_set_is_exact(p->ends);
}

/* All clauses that hold for the part as it is. */
static clause_list clauses_of(const part *p)
{
    clause_list all = p->clauses;
    kb_clauses_add(&all, p->begins, true);
    kb_clauses_add(&all, p->ends, false);
    return all;
}

/* The clauses of a part that something goes before. */
static clause_list *not_begun(clause_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        list->items[i].begins = false;
    return list;
}

static part in_a_row(kb_arena *arena, const part *a, const part *b)
{
    part out = { .clauses = a->clauses };
    clause_list of_b = b->clauses;
    kb_clauses_add_all(&out.clauses, not_begun(&of_b));
    bool fits = kb_set_chain_fits(a->begins, b->begins, SET_OF_BEGINNINGS) &&
                kb_set_chain_fits(a->ends, b->ends, SET_OF_ENDINGS);
    out.begins = kb_set_chain(arena, a->begins, b->begins, SET_OF_BEGINNINGS);
    out.ends = kb_set_chain(arena, a->ends, b->ends, SET_OF_ENDINGS);
    if (!fits || (!is_exact(a) && !is_exact(b))) {
        kb_clauses_add(&out.clauses, kb_set_meeting(arena, a->ends, b->begins), false);
        kb_clauses_add(&out.clauses, a->ends, false);
        kb_clauses_add(&out.clauses, b->begins, false);
    }
    return out;
}

static part either(kb_arena *arena, const part *a, const part *b)
{
    part out = { .begins = kb_set_union(arena, a->begins, b->begins, SET_OF_BEGINNINGS),
                 .ends = kb_set_union(arena, a->ends, b->ends, SET_OF_ENDINGS) };
    if (is_exact(&out) && (a->clauses.count == 0 || b->clauses.count == 0))
        return out;
    clause_list of_a = clauses_of(a), of_b = clauses_of(b);
    out.clauses = kb_clauses_either(arena, &of_a, &of_b);
    return out;
}

/* ---- how often ---- */

/* Any number of copies, or none. */
static part any_number(kb_arena *arena, const part *p)
{
    literal_set none = kb_set_of_nothing(arena, true);
    literal_set begins = kb_set_opened(arena, p->begins), ends = kb_set_opened(arena, p->ends);
    return (part){ .begins = kb_set_union(arena, none, begins, SET_OF_BEGINNINGS),
                   .ends = kb_set_union(arena, none, ends, SET_OF_ENDINGS) };
}

static part repeated(kb_arena *arena, const part *p, int least, int most)
{
    part none = nothing(arena), out = none;
    if (most == 0)
        return none;
    if (least == 0 && most == 1)
        return either(arena, p, &none);
    int copies = least < MOST_COPIES ? least : MOST_COPIES;
    for (int i = 0; i < copies; i++)
        out = i == 0 ? *p : in_a_row(arena, &out, p);
    if (copies == most)
        return out;
    part more = any_number(arena, p);
    return in_a_row(arena, &out, &more);
}

/* ---- single characters ---- */

/* A sign whose other cases, if any, are boundaries too: nothing beyond these is asked for. */
static bool is_sure_boundary(uint32_t c)
{
    return c < 0x250 || (c >= 0x2000 && c < 0x2070);
}

static part part_of_char(kb_arena *arena, uint32_t c)
{
    uint32_t symbol = kb_gate_symbol(c);
    if (symbol == KB_GATE_OTHER || (symbol == KB_GATE_BOUNDARY && !is_sure_boundary(c)))
        return unknown(arena);
    return part_of_set(kb_set_of_symbol(arena, symbol));
}

static part part_of_range(kb_arena *arena, part sum, const kb_rx_range *range)
{
    for (uint32_t c = range->first; c <= range->last && sum.begins.count <= MOST_OF_A_SET; c++) {
        part one = part_of_char(arena, c);
        sum = sum.begins.count == 0 ? one : either(arena, &sum, &one);
    }
    return sum;
}

/* The symbols of a set, when there are few. */
static part part_of_class(kb_arena *arena, const kb_rx_node *node)
{
    part out = { 0 };
    if (node->apart)
        out = part_of_set(kb_set_of_symbol(arena, KB_GATE_BOUNDARY));
    for (size_t i = 0; i < node->range_count; i++) {
        if (node->open || node->ranges[i].last - node->ranges[i].first > WIDEST_RANGE)
            return unknown(arena);
        out = part_of_range(arena, out, &node->ranges[i]);
    }
    bool few = out.begins.count > 0 && out.begins.count <= MOST_OF_A_SET && !node->open;
    return few ? out : unknown(arena);
}

/* ---- the tree ---- */

/* What a lookaround finds lies in the same answer, but not in the match. */
static part part_of_look(kb_arena *arena, const kb_rx_node *node)
{
    part out = nothing(arena);
    if (node->negative)
        return out;
    if (node->alternative_count > 0) {
        part inside = part_of_choice(arena, node->alternatives, node->alternative_count);
        out.clauses = clauses_of(&inside);
        not_begun(&out.clauses);
    } else if (node->c != 0 && node->c < 0x80 && strchr("^$AzZ", (int)node->c) != NULL) {
        return part_of_set(kb_set_of_edge(arena));
    }
    return out;
}

static part part_of_node(kb_arena *arena, const kb_rx_node *node)
{
    switch (node->kind) {
    case KB_RX_CHAR: return part_of_char(arena, node->c);
    case KB_RX_SET:
    case KB_RX_OTHER: return part_of_class(arena, node);
    case KB_RX_SPACE:
    case KB_RX_APART: return part_of_set(kb_set_of_symbol(arena, KB_GATE_BOUNDARY));
    case KB_RX_EDGE: return part_of_set(kb_set_of_edge(arena));
    case KB_RX_LOOK:
    case KB_RX_BEHIND: return part_of_look(arena, node);
    case KB_RX_GROUP: return part_of_choice(arena, node->alternatives, node->alternative_count);
    case KB_RX_WORD:
    case KB_RX_BACK: break;
    }
    return unknown(arena);
}

static part part_of_sequence(kb_arena *arena, const kb_rx_sequence *sequence)
{
    part out = nothing(arena);
    for (size_t i = 0; i < sequence->count && !arena->failed; i++) {
        const kb_rx_node *node = &sequence->items[i];
        part one = part_of_node(arena, node);
        if (node->least != 1 || node->most != 1)
            one = repeated(arena, &one, node->least, node->most);
        out = i == 0 ? one : in_a_row(arena, &out, &one);
    }
    return out;
}

static part part_of_choice(kb_arena *arena, const kb_rx_sequence *alternatives, size_t count)
{
    part out = part_of_sequence(arena, &alternatives[0]);
    for (size_t i = 1; i < count && !arena->failed; i++) {
        part one = part_of_sequence(arena, &alternatives[i]);
        out = either(arena, &out, &one);
    }
    return out;
}

/* ---- the story ---- */

/* \K and \G make where a match begins depend on more than the match. */
static bool moves_its_start(const kb_rx_sequence *alternatives, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < alternatives[i].count; j++) {
            const kb_rx_node *node = &alternatives[i].items[j];
            if ((node->kind == KB_RX_LOOK && (node->c == 'K' || node->c == 'G')) ||
                moves_its_start(node->alternatives, node->alternative_count))
                return true;
        }
    return false;
}

static void find_literals(kb_literals *out, kb_arena *arena, kb_arena *work, kb_str source)
{
    kb_rx rx;
    if (!kb_rx_read(&rx, work, source))
        return;
    part whole = part_of_choice(work, rx.alternatives, rx.alternative_count);
    clause_list clauses = clauses_of(&whole);
    if (work->failed)
        return;
    if (moves_its_start(rx.alternatives, rx.alternative_count))
        not_begun(&clauses);
    kb_clauses_write(out, arena, &clauses);
    out->needs = kb_needs_of(&rx);
    out->touches = kb_rx_touches(&rx);
    out->understood = true;
}

void kb_literals_read(kb_literals *out, kb_arena *arena, kb_str source)
{
    kb_arena work = { 0 };
    *out = (kb_literals){ .touches = KB_TOUCHES_NONE };
    find_literals(out, arena, &work, source);
    arena->failed |= work.failed;
    if (arena->failed)
        *out = (kb_literals){ .touches = KB_TOUCHES_NONE };
    kb_arena_free(&work);
}
