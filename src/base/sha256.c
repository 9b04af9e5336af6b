/* SPDX-License-Identifier: MIT */
/* SHA-256, through nettle; see sha256.h. */
#include "sha256.h"

#include "sha256_wide.h"

#include <assert.h>
#include <nettle/sha2.h>
#include <nettle/version.h>
#include <stdio.h>
#include <string.h>

static_assert(SHA256_DIGEST_SIZE == KB_SHA256_SIZE, "a digest is a digest");
static_assert((int)KB_SHA256_HELD_BYTES == (int)KB_SHA256_WIDE_BYTES,
              "what is held is worked in at once");
static_assert(sizeof(struct sha256_ctx) <= sizeof(kb_sha256), "room for nettle's context");

static struct sha256_ctx *context(kb_sha256 *sha)
{
    return (struct sha256_ctx *)(void *)sha->room;
}

void kb_sha256_init(kb_sha256 *sha)
{
    sha256_init(context(sha));
    sha->held_len = 0;
}

/* Nothing but whole pieces of KB_SHA256_HELD_BYTES has come before, so nettle holds nothing. */
static void add_pieces(kb_sha256 *sha, const char *bytes, size_t len)
{
    struct sha256_ctx *ctx = context(sha);
    if (!kb_sha256_is_wide()) {
        sha256_update(ctx, len, (const uint8_t *)bytes);
        return;
    }
    kb_sha256_wide(ctx->state, (const unsigned char *)bytes, len);
    ctx->count += len / SHA256_BLOCK_SIZE;
}

void kb_sha256_add(kb_sha256 *sha, kb_str bytes)
{
    size_t room = KB_SHA256_HELD_BYTES - sha->held_len;
    if (sha->held_len > 0 && bytes.len >= room) {
        memcpy(sha->held + sha->held_len, bytes.ptr, room);
        add_pieces(sha, sha->held, KB_SHA256_HELD_BYTES);
        sha->held_len = 0;
        bytes.ptr += room;
        bytes.len -= room;
    }
    size_t whole = bytes.len / KB_SHA256_HELD_BYTES * KB_SHA256_HELD_BYTES;
    if (sha->held_len == 0 && whole > 0) {
        add_pieces(sha, bytes.ptr, whole);
        bytes.ptr += whole;
        bytes.len -= whole;
    }
    if (bytes.len > 0)
        memcpy(sha->held + sha->held_len, bytes.ptr, bytes.len);
    sha->held_len += bytes.len;
}

kb_str kb_sha256_bytes_of(uint64_t number, char bytes[KB_SHA256_NUMBER])
{
    for (int i = 0; i < KB_SHA256_NUMBER; i++)
        bytes[i] = (char)(number >> (8 * i));
    return (kb_str){ bytes, KB_SHA256_NUMBER };
}

void kb_sha256_number(kb_sha256 *sha, uint64_t number)
{
    char bytes[KB_SHA256_NUMBER];
    kb_sha256_add(sha, kb_sha256_bytes_of(number, bytes));
}

void kb_sha256_field(kb_sha256 *sha, kb_str bytes)
{
    kb_sha256_number(sha, bytes.len);
    kb_sha256_add(sha, bytes);
}

void kb_sha256_digest(kb_sha256 *sha, uint8_t digest[KB_SHA256_SIZE])
{
    sha256_update(context(sha), sha->held_len, (const uint8_t *)sha->held);
    sha->held_len = 0;
    sha256_digest(context(sha), KB_SHA256_SIZE, digest);
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
