/* SPDX-License-Identifier: MIT */
/* SHA-256, through nettle; see sha256.h. */
#include "sha256.h"

#include <assert.h>
#include <nettle/sha2.h>
#include <nettle/version.h>
#include <stdio.h>

static_assert(SHA256_DIGEST_SIZE == KB_SHA256_SIZE, "a digest is a digest");
static_assert(sizeof(struct sha256_ctx) <= sizeof(kb_sha256), "room for nettle's context");

void kb_sha256_init(kb_sha256 *sha)
{
    sha256_init((struct sha256_ctx *)(void *)sha->room);
}

void kb_sha256_add(kb_sha256 *sha, kb_str bytes)
{
    if (bytes.len > 0)
        sha256_update((struct sha256_ctx *)(void *)sha->room, bytes.len,
                      (const uint8_t *)bytes.ptr);
}

void kb_sha256_number(kb_sha256 *sha, uint64_t number)
{
    uint8_t bytes[8];
    for (int i = 0; i < 8; i++)
        bytes[i] = (uint8_t)(number >> (8 * i));
    kb_sha256_add(sha, (kb_str){ (const char *)bytes, sizeof bytes });
}

void kb_sha256_field(kb_sha256 *sha, kb_str bytes)
{
    kb_sha256_number(sha, bytes.len);
    kb_sha256_add(sha, bytes);
}

void kb_sha256_digest(kb_sha256 *sha, uint8_t digest[KB_SHA256_SIZE])
{
    sha256_digest((struct sha256_ctx *)(void *)sha->room, KB_SHA256_SIZE, digest);
}

void kb_sha256_end(kb_sha256 *sha, char text[KB_SHA256_TEXT])
{
    uint8_t digest[KB_SHA256_SIZE];
    kb_sha256_digest(sha, digest);
    for (size_t i = 0; i < sizeof digest; i++)
        snprintf(text + 2 * i, 3, "%02x", digest[i]);
}

void kb_sha256_of(kb_str bytes, char text[KB_SHA256_TEXT])
{
    kb_sha256 sha;
    kb_sha256_init(&sha);
    kb_sha256_add(&sha, bytes);
    kb_sha256_end(&sha, text);
}

void kb_sha256_library(char version[16])
{
    snprintf(version, 16, "%d.%d", nettle_version_major(), nettle_version_minor());
}
