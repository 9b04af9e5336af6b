/* SPDX-License-Identifier: MIT */
/* Eight message schedules at a time; see sha256_wide.h.  Letters are those of FIPS 180-4. */
#include "sha256_wide.h"

#if defined __x86_64__ && defined __GNUC__ && defined __has_include
#if __has_include(<sys/platform/x86.h>)
#define KB_HAS_WIDE 1
#endif
#endif

#ifdef KB_HAS_WIDE

#include "sha256_rounds.h"

#include <string.h>
#include <sys/platform/x86.h>

enum { LANES = 8, BLOCK_BYTES = 64 };

typedef uint32_t lanes __attribute__((vector_size(4 * LANES)));

#define FAST __attribute__((target("avx2,bmi,bmi2")))

bool kb_sha256_is_wide(void)
{
    return CPU_FEATURE_ACTIVE(AVX2) && CPU_FEATURE_ACTIVE(BMI2) && !CPU_FEATURE_ACTIVE(SHA);
}

/* One lane of each word is one block; K is added already. */
FAST static void schedule(uint32_t kw[SHA256_ROUNDS][LANES], const unsigned char *bytes)
{
    lanes w[SHA256_ROUNDS];
    for (size_t lane = 0; lane < LANES; lane++)
        for (size_t t = 0; t < 16; t++) {
            uint32_t word;
            memcpy(&word, bytes + lane * BLOCK_BYTES + 4 * t, sizeof word);
            kw[t][lane] = __builtin_bswap32(word);
        }
    for (size_t t = 0; t < 16; t++)
        memcpy(&w[t], kw[t], sizeof w[t]);
    for (size_t t = 16; t < SHA256_ROUNDS; t++)
        w[t] = SMALL_1(w[t - 2]) + w[t - 7] + SMALL_0(w[t - 15]) + w[t - 16];
    for (size_t t = 0; t < SHA256_ROUNDS; t++) {
        lanes sum = w[t] + sha256_constants[t];
        memcpy(kw[t], &sum, sizeof sum);
    }
}

/* The variables take turns instead of moving. */
#define ROUND(a, b, c, d, e, f, g, h, t)                                                           \
    do {                                                                                           \
        (h) += kw[t][lane] + BIG_1(e) + CHOOSE(e, f, g);                                           \
        (d) += (h);                                                                                \
        uint32_t ab = (a) ^ (b);                                                                   \
        (h) += BIG_0(a) + MAJORITY(b, ab, bc);                                                     \
        bc = ab;                                                                                   \
    } while (0)

#define EIGHT_ROUNDS(t)                                                                            \
    do {                                                                                           \
        ROUND(a, b, c, d, e, f, g, h, t);                                                          \
        ROUND(h, a, b, c, d, e, f, g, (t) + 1);                                                    \
        ROUND(g, h, a, b, c, d, e, f, (t) + 2);                                                    \
        ROUND(f, g, h, a, b, c, d, e, (t) + 3);                                                    \
        ROUND(e, f, g, h, a, b, c, d, (t) + 4);                                                    \
        ROUND(d, e, f, g, h, a, b, c, (t) + 5);                                                    \
        ROUND(c, d, e, f, g, h, a, b, (t) + 6);                                                    \
        ROUND(b, c, d, e, f, g, h, a, (t) + 7);                                                    \
    } while (0)

FAST static void compress(uint32_t state[8], uint32_t kw[SHA256_ROUNDS][LANES], size_t lane)
{
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
    uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
    uint32_t bc = b ^ c;
    for (size_t t = 0; t < SHA256_ROUNDS; t += 16) {
        EIGHT_ROUNDS(t);
        EIGHT_ROUNDS(t + 8);
    }
    const uint32_t news[8] = { a, b, c, d, e, f, g, h };
    for (size_t i = 0; i < 8; i++)
        state[i] += news[i];
}

FAST void kb_sha256_wide(uint32_t state[8], const unsigned char *bytes, size_t len)
{
    uint32_t kw[SHA256_ROUNDS][LANES];
    for (; len >= KB_SHA256_WIDE_BYTES; len -= KB_SHA256_WIDE_BYTES) {
        schedule(kw, bytes);
        for (size_t lane = 0; lane < LANES; lane++)
            compress(state, kw, lane);
        bytes += KB_SHA256_WIDE_BYTES;
    }
}

#else

bool kb_sha256_is_wide(void)
{
    return false;
}

void kb_sha256_wide(uint32_t state[8], const unsigned char *bytes, size_t len)
{
    (void)state, (void)bytes, (void)len;
}

#endif
