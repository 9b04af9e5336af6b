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
    LANES = 4, /* texts at a time; more were no faster */
    HIT = 1    /* of a state: literals end there, or it is the exotic one */
};

#define NOWHERE    UINT32_MAX
#define MOST_TABLE (UINT32_MAX / 2)

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

static uint32_t number_classes(kb_automaton *a, const kb_str *literals, size_t literal_count,
                               const uint64_t *asked)
{
    uint8_t own[256] = { 0 };
    uint32_t count = FIRST_CLASS;
    for (size_t i = 0; i < literal_count; i++)
        for (size_t k = 0; kb_has_bit(asked, i) && k < literals[i].len; k++) {
            unsigned char byte = (unsigned char)literals[i].ptr[k];
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
    const kb_str *literals;
    size_t literal_count;
    const uint64_t *asked;
    uint32_t *fail, *queue; /* per state */
    uint32_t *ends;         /* per state: the literal that ends there, or NOWHERE */
} builder;

static uint32_t *row(const kb_automaton *a, uint32_t state)
{
    return a->next + (size_t)state * a->stride;
}

static uint32_t add_literal(builder *b, uint32_t states, uint32_t literal)
{
    kb_automaton *a = b->a;
    kb_str text = b->literals[literal];
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

/* Exotic bytes lead to a state of their own, behind the others; from there it goes on as from none.
 */
static void add_exotic_state(kb_automaton *a)
{
    for (uint32_t s = 0; s < a->states; s++)
        row(a, s)[CLASS_EXOTIC] = a->states;
    memcpy(row(a, a->states), row(a, 0), a->width * sizeof *a->next);
}

static bool is_hit(const kb_automaton *a, uint32_t state)
{
    return state == a->states || a->first_literal[state + 1] > a->first_literal[state];
}

/* Numbers of states become what they are known as while scanning. */
static void finish_table(kb_automaton *a)
{
    add_exotic_state(a);
    for (uint32_t s = 0; s <= a->states; s++) {
        for (uint32_t c = 0; c < a->width; c++) {
            uint32_t *to = &row(a, s)[c];
            *to = *to * a->stride + (is_hit(a, *to) ? HIT : 0);
        }
        if (is_hit(a, s)) {
            memmove(row(a, s) + HIT, row(a, s), a->width * sizeof *a->next);
            row(a, s)[0] = s;
        }
    }
    a->start = row(a, 0)[CLASS_SPACE];
}

static kb_status build(builder *b, kb_arena *arena, size_t most, kb_error *err)
{
    kb_automaton *a = b->a;
    size_t size = (most + 1) * a->stride;
    a->next = kb_arena_array(arena, size, sizeof *a->next);
    if (a->next == NULL || b->fail == NULL || b->queue == NULL || b->ends == NULL)
        return kb_fail_memory(err);
    memset(a->next, 0xFF, size * sizeof *a->next);
    memset(b->ends, 0xFF, most * sizeof *b->ends);
    a->states = 1;
    for (uint32_t i = 0; i < b->literal_count; i++)
        if (kb_has_bit(b->asked, i))
            a->states = add_literal(b, a->states, i);
    link_states(b);
    if (!list_literals(b, arena))
        return kb_fail_memory(err);
    finish_table(a);
    return KB_OK;
}

kb_status kb_automaton_build(kb_automaton *automaton, kb_arena *arena, const kb_str *literals,
                             size_t literal_count, const uint64_t *asked, kb_error *err)
{
    *automaton = (kb_automaton){ .strings = literals };
    size_t most = 2;
    for (size_t i = 0; i < literal_count; i++)
        most += literals[i].len;
    automaton->width = number_classes(automaton, literals, literal_count, asked);
    automaton->stride = (automaton->width + 2) & ~1u;
    if (most >= MOST_TABLE / automaton->stride)
        return kb_fail(err, KB_ERR_LIMIT, "the codebook has too much fixed text");
    builder b = { .a = automaton,
                  .literals = literals,
                  .literal_count = literal_count,
                  .asked = asked,
                  .fail = calloc(most, sizeof *b.fail),
                  .queue = calloc(most, sizeof *b.queue),
                  .ends = calloc(most, sizeof *b.ends) };
    kb_status status = build(&b, arena, most, err);
    free(b.fail);
    free(b.queue);
    free(b.ends);
    return status;
}

/* ------------------------------------------------------------------- scanning */

/* Notes the literals that end in `state`, behind byte `end` - 1 of the text. */
static void note_hit(const kb_automaton *a, size_t state, size_t end, kb_presence *found)
{
    uint32_t number = a->next[state - HIT];
    if (number == a->states)
        found->exotic = true;
    for (uint32_t k = a->first_literal[number]; k < a->first_literal[number + 1]; k++) {
        uint32_t literal = a->literals[k];
        size_t length = a->strings[literal].len;
        if (kb_add_bit(found->bits, literal)) {
            found->list[found->count++] = literal;
            found->reach[literal].begin = (uint32_t)(end > length ? end - length : 0);
        }
        found->reach[literal].end = (uint32_t)end;
    }
}

/* A text on its way through the automaton. */
typedef struct lane {
    const char *begin, *at;
    size_t left;
    size_t state; /* as wide as an address: no widening when a row is looked up */
    kb_presence *found;
} lane;

static void start_lane(const kb_automaton *a, lane *l, kb_str text, kb_presence *found)
{
    l->begin = l->at = text.ptr;
    l->left = text.len;
    l->state = a->start;
    l->found = found;
}

static void hit_lane(const kb_automaton *a, const lane *l, size_t state, size_t steps)
{
    if ((state & HIT) != 0)
        note_hit(a, state, (size_t)(l->at - l->begin) + steps, l->found);
}

/* After its last byte a text ends as if a space came. */
static void end_lane(const kb_automaton *a, const lane *l)
{
    hit_lane(a, l, a->next[l->state + CLASS_SPACE], 1);
}

/* One lane goes on to its end, or to the first byte that is not in the table. */
static void finish_lane(const kb_automaton *a, const lane *l)
{
    lane last = { l->begin, l->at + l->left, 0, l->state, l->found };
    for (size_t i = 0; i < l->left && !l->found->exotic; i++) {
        last.state = a->next[last.state + a->class_of[(unsigned char)l->at[i]]];
        hit_lane(a, l, last.state, i + 1);
    }
    end_lane(a, &last);
}

void kb_automaton_scan(const kb_automaton *a, kb_str text, kb_presence *found)
{
    lane l;
    start_lane(a, &l, text, found);
    finish_lane(a, &l);
}

/* All four go on by `steps` bytes.  Hits are few: one question for all. */
static void step_four(const kb_automaton *a, lane *lanes, size_t steps)
{
    const uint32_t *next = a->next;
    const char *t0 = lanes[0].at, *t1 = lanes[1].at, *t2 = lanes[2].at, *t3 = lanes[3].at;
    size_t s0 = lanes[0].state, s1 = lanes[1].state, s2 = lanes[2].state, s3 = lanes[3].state;
    for (size_t i = 0; i < steps; i++) {
        s0 = next[s0 + a->class_of[(unsigned char)t0[i]]];
        s1 = next[s1 + a->class_of[(unsigned char)t1[i]]];
        s2 = next[s2 + a->class_of[(unsigned char)t2[i]]];
        s3 = next[s3 + a->class_of[(unsigned char)t3[i]]];
        if (__builtin_expect(((s0 | s1 | s2 | s3) & HIT) != 0, 0)) {
            hit_lane(a, &lanes[0], s0, i + 1);
            hit_lane(a, &lanes[1], s1, i + 1);
            hit_lane(a, &lanes[2], s2, i + 1);
            hit_lane(a, &lanes[3], s3, i + 1);
        }
    }
    const size_t states[LANES] = { s0, s1, s2, s3 };
    for (size_t i = 0; i < LANES; i++) {
        lanes[i].state = states[i];
        lanes[i].at += steps;
        lanes[i].left -= steps;
    }
}

static size_t common_steps(const lane *lanes)
{
    size_t least = SIZE_MAX;
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
