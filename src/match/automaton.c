/* SPDX-License-Identifier: MIT */
/* The automaton of literals; see automaton.h. */
#include "automaton.h"

#include "base/bits.h"
#include "base/try.h"

#include <stdlib.h>
#include <string.h>

enum {
    CLASS_OTHER, /* in no literal */
    CLASS_EXOTIC,
    CLASS_SPACE,
    FIRST_CLASS,
    LANES = 4,   /* texts at a time; more were no faster */
    BLOCK = 1024 /* bytes of a text between two looks at what was hit */
};

#define HIT     0x80000000u
#define NOWHERE UINT32_MAX

/* ------------------------------------------------------------------- classes */

static bool is_alnum(int byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9');
}

/* The byte that stands for `byte` once the text is folded; as kb_fold() would have it in plain
 * text: continuation bytes 80 to 9E of U+00C0 to U+00DE, but for U+00D7, are capitals. */
static int folded_byte(int byte)
{
    if (byte >= 'A' && byte <= 'Z')
        return byte + ('a' - 'A');
    if (byte >= 0x80 && byte <= 0x9E && byte != 0x97)
        return byte + 0x20;
    return byte;
}

/* U+00D7 and U+00F7 are no letters; other lead bytes than C3 begin what is not in the table. */
static bool is_exotic(int byte)
{
    return byte == 0x97 || byte == 0xB7 || byte == 0xC2 || byte >= 0xC4;
}

static uint32_t number_classes(kb_automaton *a, const kb_map *literals, const uint64_t *asked)
{
    uint8_t own[256] = { 0 };
    uint32_t count = FIRST_CLASS;
    for (size_t i = 0; i < literals->count; i++)
        for (size_t k = 0; kb_has_bit(asked, i) && k < literals->keys[i].len; k++) {
            unsigned char byte = (unsigned char)literals->keys[i].ptr[k];
            if (own[byte] == 0 && byte != ' ')
                own[byte] = (uint8_t)count++;
        }
    for (int byte = 0; byte < 256; byte++) {
        int folded = folded_byte(byte);
        if (is_exotic(byte))
            a->class_of[byte] = CLASS_EXOTIC;
        else if (byte < 0x80 && byte != 1 && !is_alnum(folded))
            a->class_of[byte] = CLASS_SPACE;
        else
            a->class_of[byte] = own[folded];
    }
    return count;
}

/* --------------------------------------------------------------------- states */

/* The trie while it is built, and the queue of states level by level. */
typedef struct builder {
    kb_automaton *a;
    const kb_map *literals;
    const uint64_t *asked;
    uint32_t *fail, *queue; /* per state */
    uint32_t *ends;         /* per state: the literal that ends there, or NOWHERE */
} builder;

static uint32_t *row(const kb_automaton *a, uint32_t state)
{
    return a->next + (size_t)state * a->width;
}

static uint32_t add_literal(builder *b, uint32_t states, uint32_t literal)
{
    kb_automaton *a = b->a;
    kb_str text = b->literals->keys[literal];
    uint32_t state = 0;
    for (size_t i = 0; i < text.len; i++) {
        uint32_t *to = &row(a, state)[a->class_of[(unsigned char)text.ptr[i]]];
        if (*to == NOWHERE)
            *to = states++;
        state = *to;
    }
    b->ends[state] = literal;
    return states;
}

/* Level by level: where to go on when a letter does not fit is known for the levels above. */
static void link_states(builder *b)
{
    kb_automaton *a = b->a;
    size_t head = 0, tail = 0;
    for (uint32_t c = 0; c < a->width; c++) {
        uint32_t *to = &row(a, 0)[c];
        if (*to == NOWHERE)
            *to = 0;
        else
            b->queue[tail++] = *to;
    }
    while (head < tail) {
        uint32_t state = b->queue[head++];
        for (uint32_t c = 0; c < a->width; c++) {
            uint32_t *to = &row(a, state)[c], otherwise = row(a, b->fail[state])[c];
            if (*to == NOWHERE) {
                *to = otherwise;
                continue;
            }
            b->fail[*to] = otherwise;
            b->queue[tail++] = *to;
        }
    }
}

/* A state's list: its own literal and those of the states that are its endings. */
static uint32_t list_of(const builder *b, uint32_t state, uint32_t *out)
{
    uint32_t count = 0;
    for (uint32_t s = state; s != 0; s = b->fail[s])
        if (b->ends[s] != NOWHERE) {
            if (out != NULL)
                out[count] = b->ends[s];
            count++;
        }
    return count;
}

static bool list_literals(builder *b, kb_arena *arena)
{
    kb_automaton *a = b->a;
    uint32_t total = 0;
    a->first_literal = kb_arena_array(arena, (size_t)a->states + 2, sizeof *a->first_literal);
    if (a->first_literal == NULL)
        return false;
    for (uint32_t s = 0; s < a->states; s++) {
        a->first_literal[s] = total;
        total += list_of(b, s, NULL);
    }
    a->first_literal[a->states] = a->first_literal[a->states + 1] = total;
    a->literals = kb_arena_array(arena, (size_t)total + 1, sizeof *a->literals);
    for (uint32_t s = 0; a->literals != NULL && s < a->states; s++)
        list_of(b, s, a->literals + a->first_literal[s]);
    return a->literals != NULL;
}

/* States become offsets of rows, with a bit where literals end; exotic bytes lead to the last. */
static void finish_table(kb_automaton *a)
{
    for (uint32_t s = 0; s < a->states; s++)
        for (uint32_t c = 0; c < a->width; c++) {
            uint32_t *to = &row(a, s)[c], target = *to;
            bool hits = a->first_literal[target + 1] > a->first_literal[target];
            *to = target * a->width | (hits ? HIT : 0);
        }
    for (uint32_t s = 0; s < a->states; s++)
        row(a, s)[CLASS_EXOTIC] = a->states * a->width | HIT;
    memcpy(row(a, a->states), row(a, 0), a->width * sizeof *a->next);
    a->start = row(a, 0)[CLASS_SPACE] & ~HIT;
}

static kb_status build(builder *b, kb_arena *arena, uint32_t most, kb_error *err)
{
    kb_automaton *a = b->a;
    a->next = kb_arena_array(arena, ((size_t)most + 1) * a->width, sizeof *a->next);
    if (a->next == NULL || b->fail == NULL || b->queue == NULL || b->ends == NULL)
        return kb_fail_memory(err);
    memset(a->next, 0xFF, ((size_t)most + 1) * a->width * sizeof *a->next);
    memset(b->ends, 0xFF, most * sizeof *b->ends);
    a->states = 1;
    for (uint32_t i = 0; i < b->literals->count; i++)
        if (kb_has_bit(b->asked, i))
            a->states = add_literal(b, a->states, i);
    link_states(b);
    if (!list_literals(b, arena))
        return kb_fail_memory(err);
    finish_table(a);
    return KB_OK;
}

kb_status kb_automaton_build(kb_automaton *automaton, kb_arena *arena, const kb_map *literals,
                             const uint64_t *asked, kb_error *err)
{
    *automaton = (kb_automaton){ 0 };
    size_t most = 2;
    for (size_t i = 0; i < literals->count; i++)
        most += literals->keys[i].len;
    automaton->width = number_classes(automaton, literals, asked);
    if (most >= (HIT >> 1) / automaton->width)
        return kb_fail(err, KB_ERR_LIMIT, "the codebook has too much fixed text");
    builder b = { .a = automaton,
                  .literals = literals,
                  .asked = asked,
                  .fail = calloc(most, sizeof *b.fail),
                  .queue = calloc(most, sizeof *b.queue),
                  .ends = calloc(most, sizeof *b.ends) };
    kb_status status = build(&b, arena, (uint32_t)most, err);
    free(b.fail);
    free(b.queue);
    free(b.ends);
    return status;
}

/* ------------------------------------------------------------------- scanning */

/* Notes the literals that end in each of the states that were hit. */
static void note_hits(const kb_automaton *a, const uint32_t *hits, size_t count, kb_presence *found)
{
    for (size_t i = 0; i < count; i++) {
        uint32_t state = (hits[i] & ~HIT) / a->width;
        if (state == a->states)
            found->exotic = true;
        for (uint32_t k = a->first_literal[state]; k < a->first_literal[state + 1]; k++) {
            uint32_t literal = a->literals[k];
            if (kb_add_bit(found->bits, literal))
                found->list[found->count++] = literal;
        }
    }
}

/* A text on its way through the automaton. */
typedef struct lane {
    const char *at;
    size_t left;
    uint32_t state, count;
    kb_presence *found;
    uint32_t hits[BLOCK];
} lane;

static void start_lane(const kb_automaton *a, lane *l, kb_str text, kb_presence *found)
{
    l->at = text.ptr;
    l->left = text.len;
    l->state = a->start;
    l->found = found;
}

/* After its last byte a text ends as if a space came. */
static void end_lane(const kb_automaton *a, lane *l)
{
    uint32_t state = a->next[(l->state & ~HIT) + CLASS_SPACE];
    note_hits(a, &state, state >> 31, l->found);
}

/* One lane goes on by `steps` bytes, at most BLOCK. */
static void step_one(const kb_automaton *a, lane *l, size_t steps)
{
    uint32_t state = l->state, count = 0;
    for (size_t i = 0; i < steps; i++) {
        state = a->next[(state & ~HIT) + a->class_of[(unsigned char)l->at[i]]];
        l->hits[count] = state;
        count += state >> 31;
    }
    l->state = state;
    l->at += steps;
    l->left -= steps;
    note_hits(a, l->hits, count, l->found);
}

static void finish_lane(const kb_automaton *a, lane *l)
{
    while (l->left > 0 && !l->found->exotic)
        step_one(a, l, l->left < BLOCK ? l->left : BLOCK);
    end_lane(a, l);
}

void kb_automaton_scan(const kb_automaton *a, kb_str text, kb_presence *found)
{
    lane l;
    start_lane(a, &l, text, found);
    finish_lane(a, &l);
}

/* All four go on by `steps` bytes. */
static void step_four(const kb_automaton *a, lane *lanes, size_t steps)
{
    const uint32_t *next = a->next;
    const char *t0 = lanes[0].at, *t1 = lanes[1].at, *t2 = lanes[2].at, *t3 = lanes[3].at;
    uint32_t s0 = lanes[0].state, s1 = lanes[1].state, s2 = lanes[2].state, s3 = lanes[3].state;
    uint32_t *h0 = lanes[0].hits, *h1 = lanes[1].hits, *h2 = lanes[2].hits, *h3 = lanes[3].hits;
    for (size_t i = 0; i < steps; i++) {
        *h0 = s0 = next[(s0 & ~HIT) + a->class_of[(unsigned char)t0[i]]];
        *h1 = s1 = next[(s1 & ~HIT) + a->class_of[(unsigned char)t1[i]]];
        *h2 = s2 = next[(s2 & ~HIT) + a->class_of[(unsigned char)t2[i]]];
        *h3 = s3 = next[(s3 & ~HIT) + a->class_of[(unsigned char)t3[i]]];
        h0 += s0 >> 31;
        h1 += s1 >> 31;
        h2 += s2 >> 31;
        h3 += s3 >> 31;
    }
    const uint32_t states[LANES] = { s0, s1, s2, s3 };
    uint32_t *const ends[LANES] = { h0, h1, h2, h3 };
    for (size_t i = 0; i < LANES; i++) {
        lanes[i].state = states[i];
        lanes[i].at += steps;
        lanes[i].left -= steps;
        note_hits(a, lanes[i].hits, (size_t)(ends[i] - lanes[i].hits), lanes[i].found);
    }
}

static size_t common_steps(const lane *lanes)
{
    size_t least = BLOCK - 1; /* a place is written before it is known to be a hit */
    for (size_t i = 0; i < LANES; i++)
        least = lanes[i].left < least ? lanes[i].left : least;
    return least;
}

/* A lane that has come to its end takes the next text; the last ones go on alone. */
void kb_automaton_scan_many(const kb_automaton *a, const kb_str *texts, size_t count,
                            kb_presence *presences)
{
    lane lanes[LANES];
    size_t next = 0;
    if (count >= LANES)
        for (; next < LANES; next++)
            start_lane(a, &lanes[next], texts[next], &presences[next]);
    for (bool full = count >= LANES; full;) {
        step_four(a, lanes, common_steps(lanes));
        for (size_t i = 0; i < LANES && full; i++) {
            if (lanes[i].left > 0)
                continue;
            end_lane(a, &lanes[i]);
            full = next < count;
            if (full)
                start_lane(a, &lanes[i], texts[next], &presences[next]);
            else
                lanes[i].found = NULL;
            next += full;
        }
    }
    for (size_t i = 0; i < LANES && count >= LANES; i++)
        if (lanes[i].found != NULL)
            finish_lane(a, &lanes[i]);
    for (; next < count; next++)
        kb_automaton_scan(a, texts[next], &presences[next]);
}

void kb_presence_clear(kb_presence *presence)
{
    for (uint32_t i = 0; i < presence->count; i++)
        presence->bits[presence->list[i] / 64] = 0;
    presence->count = 0;
    presence->exotic = presence->was_exotic = false;
}
