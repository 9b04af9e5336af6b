/* SPDX-License-Identifier: MIT */
/* Eight SHA-256 at a time; see sha256_lanes.h.  Letters are those of FIPS 180-4. */
#include "sha256_lanes.h"

#include "sha256_rounds.h"

#include <string.h>

enum { LANES = 8, BLOCK_BYTES = 64, BLOCK_WORDS = 16, LENGTH_BYTES = 8 };

typedef uint32_t lanes __attribute__((vector_size(4 * LANES)));

#define INLINE static inline __attribute__((always_inline))

static const uint32_t first_state[8] = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                         0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19 };

static uint32_t read_big(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static void write_big(uint32_t word, unsigned char *bytes)
{
    for (int i = 0; i < 4; i++)
        bytes[i] = (unsigned char)(word >> (24 - 8 * i));
}

/* ------------------------------------------------------------- eight blocks */

INLINE void read_words(lanes w[BLOCK_WORDS], const unsigned char *const blocks[LANES])
{
    uint32_t words[BLOCK_WORDS][LANES];
    for (size_t lane = 0; lane < LANES; lane++)
        for (size_t t = 0; t < BLOCK_WORDS; t++)
            words[t][lane] = read_big(blocks[lane] + 4 * t);
    memcpy(w, words, sizeof words);
}

/* The word of round t takes the place of that of round t - 16. */
INLINE void make_word(lanes w[BLOCK_WORDS], size_t t)
{
    if (t >= BLOCK_WORDS)
        w[t % 16] += SMALL_1(w[(t - 2) % 16]) + w[(t - 7) % 16] + SMALL_0(w[(t - 15) % 16]);
}

INLINE void compress(uint32_t state[8][LANES], const unsigned char *const blocks[LANES])
{
    lanes w[BLOCK_WORDS], s[8], v[8];
    read_words(w, blocks);
    memcpy(s, state, sizeof s);
    memcpy(v, state, sizeof v);
    lanes bc = v[1] ^ v[2];
#pragma GCC unroll 64
    for (size_t t = 0; t < SHA256_ROUNDS; t++) {
        make_word(w, t);
        lanes one = v[7] + BIG_1(v[4]) + CHOOSE(v[4], v[5], v[6]) + w[t % 16] + sha256_constants[t];
        lanes ab = v[0] ^ v[1];
        lanes two = BIG_0(v[0]) + MAJORITY(v[1], ab, bc);
        bc = ab;
#pragma GCC unroll 8
        for (size_t i = 7; i > 0; i--)
            v[i] = v[i - 1];
        v[4] += one;
        v[0] = one + two;
    }
    for (size_t i = 0; i < 8; i++)
        s[i] += v[i];
    memcpy(state, s, sizeof s);
}

static void compress_plain(uint32_t state[8][LANES], const unsigned char *const blocks[LANES])
{
    compress(state, blocks);
}

/* With the vectors of AVX-512 it would be quicker still, and all around it slower: processors lower
 * their clock for a while. */
#if defined __x86_64__
__attribute__((target("avx2"))) static void compress_avx2(uint32_t state[8][LANES],
                                                          const unsigned char *const blocks[LANES])
{
    compress(state, blocks);
}
#endif

static void compress_eight(uint32_t state[8][LANES], const unsigned char *const blocks[LANES])
{
#if defined __x86_64__
    if (__builtin_cpu_supports("avx2")) {
        compress_avx2(state, blocks);
        return;
    }
#endif
    compress_plain(state, blocks);
}

/* ---------------------------------------------------------- several messages */

/* A message in a lane. */
typedef struct job {
    size_t message; /* NO_MESSAGE: idle */
    size_t whole;   /* blocks of the message itself that are still to come */
    size_t ends;    /* blocks of `end` that are still to come */
    const unsigned char *next;
    unsigned char end[2 * BLOCK_BYTES]; /* the rest of the message, filled up */
} job;

#define NO_MESSAGE SIZE_MAX

/* A one bit, zeros, and the length in bits, highest byte first (FIPS 180-4, section 5.1.1). */
static void fill_up(job *j, const char *rest, size_t len, uint64_t whole_len)
{
    j->ends = len + 1 + LENGTH_BYTES <= BLOCK_BYTES ? 1 : 2;
    size_t size = j->ends * BLOCK_BYTES;
    memset(j->end, 0, size);
    if (len > 0)
        memcpy(j->end, rest, len);
    j->end[len] = 0x80;
    for (size_t i = 0; i < LENGTH_BYTES; i++)
        j->end[size - 1 - i] = (unsigned char)(whole_len * 8 >> (8 * i));
}

static void load(job *j, size_t number, kb_str message, uint32_t state[8][LANES], size_t at)
{
    size_t whole = message.len / BLOCK_BYTES, done = whole * BLOCK_BYTES;
    j->message = number;
    j->whole = whole;
    fill_up(j, message.len > done ? message.ptr + done : "", message.len - done, message.len);
    j->next = whole > 0 ? (const unsigned char *)message.ptr : j->end;
    for (size_t i = 0; i < 8; i++)
        state[i][at] = first_state[i];
}

/* After a block; true when it was the message's last. */
static bool advance(job *j)
{
    if (j->whole > 0) {
        j->next = --j->whole > 0 ? j->next + BLOCK_BYTES : j->end;
        return false;
    }
    j->next += BLOCK_BYTES;
    return --j->ends == 0;
}

static void unload(const job *j, uint32_t state[8][LANES], size_t at,
                   uint8_t (*digests)[KB_SHA256_SIZE])
{
    for (size_t i = 0; i < 8; i++)
        write_big(state[i][at], digests[j->message] + 4 * i);
}

/* A lane that has come to its end takes the next message. */
void kb_sha256_each(const kb_str *messages, size_t count, uint8_t (*digests)[KB_SHA256_SIZE])
{
    static const unsigned char nothing[BLOCK_BYTES];
    uint32_t state[8][LANES] = { { 0 } };
    job all[LANES];
    size_t begun = 0, ended = 0;
    for (size_t i = 0; i < LANES; i++)
        all[i].message = NO_MESSAGE;
    while (ended < count) {
        const unsigned char *blocks[LANES];
        for (size_t i = 0; i < LANES; i++) {
            if (all[i].message == NO_MESSAGE && begun < count) {
                load(&all[i], begun, messages[begun], state, i);
                begun++;
            }
            blocks[i] = all[i].message != NO_MESSAGE ? all[i].next : nothing;
        }
        compress_eight(state, blocks);
        for (size_t i = 0; i < LANES; i++) {
            if (all[i].message == NO_MESSAGE || !advance(&all[i]))
                continue;
            unload(&all[i], state, i, digests);
            all[i].message = NO_MESSAGE;
            ended++;
        }
    }
}
