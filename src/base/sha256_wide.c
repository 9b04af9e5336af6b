/* SPDX-License-Identifier: MIT */
/* Eight message schedules at a time; see sha256_wide.h.  Letters are those of FIPS 180-4. */
#include "sha256_wide.h"

#if defined __x86_64__ && defined __GNUC__ && defined __has_include
#if __has_include(<sys/platform/x86.h>)
#define KB_HAS_WIDE 1
#endif
#endif

#ifdef KB_HAS_WIDE

#include <string.h>
#include <sys/platform/x86.h>

enum { LANES = 8, ROUNDS = 64, BLOCK_BYTES = 64 };

typedef uint32_t lanes __attribute__((vector_size(4 * LANES)));

#define FAST __attribute__((target("avx2,bmi,bmi2")))

static const uint32_t K[ROUNDS] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

bool kb_sha256_is_wide(void)
{
    return CPU_FEATURE_ACTIVE(AVX2) && CPU_FEATURE_ACTIVE(BMI2) && !CPU_FEATURE_ACTIVE(SHA);
}

#define ROTR(x, n)      (((x) >> (n)) | ((x) << (32 - (n))))
#define SMALL_0(x)      (ROTR(x, 7) ^ ROTR(x, 18) ^ ((x) >> 3))
#define SMALL_1(x)      (ROTR(x, 17) ^ ROTR(x, 19) ^ ((x) >> 10))
#define BIG_0(x)        (ROTR(x, 2) ^ ROTR(x, 13) ^ ROTR(x, 22))
#define BIG_1(x)        (ROTR(x, 6) ^ ROTR(x, 11) ^ ROTR(x, 25))
#define CHOOSE(x, y, z) (((x) & (y)) + (~(x) & (z)))

/* One lane of each word is one block; K is added already. */
FAST static void schedule(uint32_t kw[ROUNDS][LANES], const unsigned char *bytes)
{
    lanes w[ROUNDS];
    for (size_t lane = 0; lane < LANES; lane++)
        for (size_t t = 0; t < 16; t++) {
            uint32_t word;
            memcpy(&word, bytes + lane * BLOCK_BYTES + 4 * t, sizeof word);
            kw[t][lane] = __builtin_bswap32(word);
        }
    for (size_t t = 0; t < 16; t++)
        memcpy(&w[t], kw[t], sizeof w[t]);
    for (size_t t = 16; t < ROUNDS; t++)
        w[t] = SMALL_1(w[t - 2]) + w[t - 7] + SMALL_0(w[t - 15]) + w[t - 16];
    for (size_t t = 0; t < ROUNDS; t++) {
        lanes sum = w[t] + K[t];
        memcpy(kw[t], &sum, sizeof sum);
    }
}

/* The variables take turns instead of moving.  Maj(a,b,c) = b ^ ((a^b) & (b^c)), and the a^b of
 * one round is the b^c of the next. */
#define ROUND(a, b, c, d, e, f, g, h, t)                                                           \
    do {                                                                                           \
        (h) += kw[t][lane] + BIG_1(e) + CHOOSE(e, f, g);                                           \
        (d) += (h);                                                                                \
        uint32_t ab = (a) ^ (b);                                                                   \
        (h) += BIG_0(a) + ((b) ^ (ab & bc));                                                       \
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

FAST static void compress(uint32_t state[8], uint32_t kw[ROUNDS][LANES], size_t lane)
{
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
    uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
    uint32_t bc = b ^ c;
    for (size_t t = 0; t < ROUNDS; t += 16) {
        EIGHT_ROUNDS(t);
        EIGHT_ROUNDS(t + 8);
    }
    const uint32_t news[8] = { a, b, c, d, e, f, g, h };
    for (size_t i = 0; i < 8; i++)
        state[i] += news[i];
}

FAST void kb_sha256_wide(uint32_t state[8], const unsigned char *bytes, size_t len)
{
    uint32_t kw[ROUNDS][LANES];
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
