/* SPDX-License-Identifier: MIT */
/* SHA-256 (FIPS 180-4), through nettle. */
#ifndef KB_BASE_SHA256_H
#define KB_BASE_SHA256_H

#include <kodebok/base.h>

enum {
    KB_SHA256_SIZE = 32,
    KB_SHA256_TEXT = 65 /* 64 hexadecimal digits and a zero byte */
};

enum { KB_SHA256_HELD_BYTES = 512 };

typedef struct kb_sha256 {
    uint64_t room[24]; /* nettle's context; checked by a static assertion */
    size_t held_len;   /* bytes that wait until there are enough of them to work fast */
    char held[KB_SHA256_HELD_BYTES];
} kb_sha256;

void kb_sha256_init(kb_sha256 *sha);
void kb_sha256_add(kb_sha256 *sha, kb_str bytes);

/* Adds the length first, so that ("ab","c") and ("a","bc") differ. */
void kb_sha256_field(kb_sha256 *sha, kb_str bytes);
void kb_sha256_number(kb_sha256 *sha, uint64_t number);

/* The bytes as which a number is added: the lowest first. */
enum { KB_SHA256_NUMBER = 8 };
kb_str kb_sha256_bytes_of(uint64_t number, char bytes[KB_SHA256_NUMBER]);

/* Writes the digest in lower-case hexadecimal; `sha` starts anew. */
void kb_sha256_end(kb_sha256 *sha, char text[KB_SHA256_TEXT]);

/* The same as bytes. */
void kb_sha256_digest(kb_sha256 *sha, uint8_t digest[KB_SHA256_SIZE]);

/* The digest of one string. */
void kb_sha256_of(kb_str bytes, char text[KB_SHA256_TEXT]);

/* The version of nettle in use: "3.8". */
void kb_sha256_library(char version[16]);

#endif
