/* SPDX-License-Identifier: MIT */
/* The automaton of literals; see automaton.h. */
#include "automaton.h"

#include "base/try.h"

#include <stdlib.h>
#include <string.h>

enum {
    CLASS_OTHER, /* in no literal */
    CLASS_EXOTIC,
    CLASS_SPACE,
    FIRST_CLASS,
    BLOCK = 1024 /* bytes of a text between two looks at what was hit */
};

#define HIT    0x80000000u
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

static uint32_t number_classes(kb_automaton *a, const kb_map *literals)
{
    uint8_t own[256] = { 0 };
    uint32_t count = FIRST_CLASS;
    for (size_t i = 0; i < literals->count; i++)
        for (size_t k = 0; k < literals->keys[i].len; k++) {
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
        a->states = add_literal(b, a->states, i);
    link_states(b);
    if (!list_literals(b, arena))
        return kb_fail_memory(err);
    finish_table(a);
    return KB_OK;
}

kb_status kb_automaton_build(kb_automaton *automaton, kb_arena *arena, const kb_map *literals,
                             kb_error *err)
{
    *automaton = (kb_automaton){ 0 };
    size_t most = 2;
    for (size_t i = 0; i < literals->count; i++)
        most += literals->keys[i].len;
    automaton->width = number_classes(automaton, literals);
    if (most >= (HIT >> 1) / automaton->width)
        return kb_fail(err, KB_ERR_LIMIT, "the codebook has too much fixed text");
    builder b = { .a = automaton,
                  .literals = literals,
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
            uint64_t bit = (uint64_t)1 << (literal % 64);
            if ((found->bits[literal / 64] & bit) != 0)
                continue;
            found->bits[literal / 64] |= bit;
            found->list[found->count++] = literal;
        }
    }
}

void kb_automaton_scan(const kb_automaton *a, kb_str text, kb_presence *found)
{
    uint32_t hits[BLOCK], state = a->start;
    for (size_t begin = 0; begin < text.len && !found->exotic; begin += BLOCK) {
        size_t end = text.len - begin < BLOCK ? text.len : begin + BLOCK, count = 0;
        for (size_t i = begin; i < end; i++) {
            state = a->next[(state & ~HIT) + a->class_of[(unsigned char)text.ptr[i]]];
            hits[count] = state;
            count += state >> 31;
        }
        note_hits(a, hits, count, found);
    }
    state = a->next[(state & ~HIT) + CLASS_SPACE];
    note_hits(a, &state, state >> 31, found);
}

/* Texts of one length or nearly so: in lock-step one's look-up hides the other's wait. */
static size_t common_length(const kb_str *texts)
{
    size_t least = BLOCK;
    for (size_t lane = 0; lane < KB_AUTOMATON_LANES; lane++)
        least = texts[lane].len < least ? texts[lane].len : least;
    return least;
}

static void scan_four(const kb_automaton *a, const kb_str *texts, kb_presence *presences)
{
    uint32_t hits[KB_AUTOMATON_LANES][BLOCK], count[KB_AUTOMATON_LANES] = { 0 };
    uint32_t s0 = a->start, s1 = a->start, s2 = a->start, s3 = a->start;
    const char *t0 = texts[0].ptr, *t1 = texts[1].ptr, *t2 = texts[2].ptr, *t3 = texts[3].ptr;
    size_t length = common_length(texts);
    for (size_t i = 0; i < length; i++) {
        hits[0][count[0]] = s0 = a->next[(s0 & ~HIT) + a->class_of[(unsigned char)t0[i]]];
        hits[1][count[1]] = s1 = a->next[(s1 & ~HIT) + a->class_of[(unsigned char)t1[i]]];
        hits[2][count[2]] = s2 = a->next[(s2 & ~HIT) + a->class_of[(unsigned char)t2[i]]];
        hits[3][count[3]] = s3 = a->next[(s3 & ~HIT) + a->class_of[(unsigned char)t3[i]]];
        count[0] += s0 >> 31;
        count[1] += s1 >> 31;
        count[2] += s2 >> 31;
        count[3] += s3 >> 31;
    }
    const uint32_t states[] = { s0, s1, s2, s3 };
    for (size_t lane = 0; lane < KB_AUTOMATON_LANES; lane++) {
        kb_automaton rest = *a;
        note_hits(a, hits[lane], count[lane], &presences[lane]);
        rest.start = states[lane] & ~HIT;
        kb_automaton_scan(
            &rest, (kb_str){ texts[lane].ptr + length, texts[lane].len - length },
            &presences[lane]);
    }
}

void kb_automaton_scan_lanes(const kb_automaton *a, const kb_str *texts, size_t count,
                             kb_presence *presences)
{
    if (count == KB_AUTOMATON_LANES) {
        scan_four(a, texts, presences);
        return;
    }
    for (size_t i = 0; i < count; i++)
        kb_automaton_scan(a, texts[i], &presences[i]);
}

void kb_presence_clear(kb_presence *presence)
{
    for (uint32_t i = 0; i < presence->count; i++)
        presence->bits[presence->list[i] / 64] = 0;
    presence->count = 0;
    presence->exotic = false;
}
