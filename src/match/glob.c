/* SPDX-License-Identifier: MIT */
/*
 * Word patterns; see glob.h.
 *
 * Only the last star seen is ever retried, so the time is bounded by the product
 * of the lengths: an earlier star that could take more characters would only hand
 * the later one a shorter rest.
 */
#include "glob.h"

#include <string.h>

static size_t next_character(kb_str text, size_t at)
{
    do
        at++;
    while (at < text.len && ((unsigned char)text.ptr[at] & 0xC0) == 0x80);
    return at;
}

bool kb_glob(kb_str pattern, kb_str word)
{
    size_t p = 0, w = 0, star = SIZE_MAX, retry = 0;
    while (w < word.len) {
        char c = p < pattern.len ? pattern.ptr[p] : '\0';
        if (c == '*') {
            star = p++;
            retry = w;
        } else if (c == '?') {
            p++;
            w = next_character(word, w);
        } else if (p < pattern.len && c == word.ptr[w]) {
            p++;
            w++;
        } else if (star != SIZE_MAX) {
            p = star + 1;
            w = retry = next_character(word, retry);
        } else {
            return false;
        }
    }
    while (p < pattern.len && pattern.ptr[p] == '*')
        p++;
    return p == pattern.len;
}

bool kb_glob_is_wild(kb_str pattern)
{
    return pattern.len > 0 && (memchr(pattern.ptr, '*', pattern.len) != NULL ||
                               memchr(pattern.ptr, '?', pattern.len) != NULL);
}
