/* SPDX-License-Identifier: MIT */
/* Strings with a length; see str.h. */
#include "str.h"

#include <strings.h>

kb_str kb_str_from(const char *text)
{
    return (kb_str){ text, text ? strlen(text) : 0 };
}

bool kb_str_equal(kb_str a, kb_str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool kb_str_is(kb_str a, const char *b)
{
    return kb_str_equal(a, kb_str_from(b));
}

int kb_str_compare(kb_str a, kb_str b)
{
    size_t len = a.len < b.len ? a.len : b.len;
    int order = len ? memcmp(a.ptr, b.ptr, len) : 0;
    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

bool kb_str_starts(kb_str text, kb_str prefix)
{
    return text.len >= prefix.len && kb_str_equal((kb_str){ text.ptr, prefix.len }, prefix);
}

bool kb_str_ends(kb_str text, kb_str suffix)
{
    return text.len >= suffix.len &&
           kb_str_equal((kb_str){ text.ptr + (text.len - suffix.len), suffix.len }, suffix);
}

kb_str kb_str_slice(kb_str text, kb_span span)
{
    return (kb_str){ text.ptr + span.begin, span.end - span.begin };
}

/* How many bytes of white space stand at the end (or the start) of `text`. */
static size_t space_at(kb_str text, bool end)
{
    if (text.len == 0)
        return 0;
    char c = text.ptr[end ? text.len - 1 : 0];
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n')
        return 1;
    if (text.len < 2)
        return 0;
    return memcmp(end ? text.ptr + text.len - 2 : text.ptr, "\xC2\xA0", 2) == 0 ? 2 : 0;
}

kb_str kb_str_trim(kb_str text)
{
    for (size_t n; (n = space_at(text, false)) > 0;) {
        text.ptr += n;
        text.len -= n;
    }
    for (size_t n; (n = space_at(text, true)) > 0;)
        text.len -= n;
    return text;
}

size_t kb_str_drop(kb_str *text, size_t bytes)
{
    const size_t drop = bytes < text->len ? bytes : text->len;
    if (drop > 0) {
        text->ptr += drop;
        text->len -= drop;
    }
    return drop;
}

bool kb_str_cut(kb_str *rest, char separator, kb_str *piece)
{
    if (rest->ptr == NULL)
        return false;
    const char *end = rest->len ? memchr(rest->ptr, separator, rest->len) : NULL;
    if (end == NULL) {
        *piece = *rest;
        *rest = (kb_str){ 0 };
        return true;
    }
    *piece = (kb_str){ rest->ptr, (size_t)(end - rest->ptr) };
    rest->len -= piece->len + 1;
    rest->ptr = end + 1;
    return true;
}

bool kb_str_number(kb_str text, int max, int *out)
{
    long value = 0;
    if (text.len == 0)
        return false;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9')
            return false;
        value = value * 10 + (text.ptr[i] - '0');
        if (value > max)
            return false;
    }
    *out = (int)value;
    return true;
}

enum { DISTANCE_MAX_BYTES = 64 };

static int least(int a, int b)
{
    return a < b ? a : b;
}

/* Optimal string alignment (Boytsov 2011, section 2): three rows suffice. */
int kb_str_distance(kb_str a, kb_str b, int limit)
{
    int rows[3][DISTANCE_MAX_BYTES + 1];
    if (a.len > DISTANCE_MAX_BYTES || b.len > DISTANCE_MAX_BYTES)
        return limit + 1;
    for (size_t j = 0; j <= b.len; j++)
        rows[0][j] = (int)j;
    for (size_t i = 1; i <= a.len; i++) {
        int *row = rows[i % 3], *up = rows[(i + 2) % 3], *up2 = rows[(i + 1) % 3];
        row[0] = (int)i;
        for (size_t j = 1; j <= b.len; j++) {
            int cost = a.ptr[i - 1] != b.ptr[j - 1];
            row[j] = least(up[j - 1] + cost, least(up[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a.ptr[i - 1] == b.ptr[j - 2] && a.ptr[i - 2] == b.ptr[j - 1])
                row[j] = least(row[j], up2[j - 2] + 1);
        }
    }
    return least(rows[a.len % 3][b.len], limit + 1);
}

bool kb_str_alike(kb_str a, kb_str b)
{
    return a.len == b.len && (a.len == 0 || strncasecmp(a.ptr, b.ptr, a.len) == 0);
}

size_t kb_str_nearest(kb_str name, const kb_str *candidates, size_t count)
{
    const kb_span beginning = { 0, name.len };
    for (size_t i = 0; i < count; i++)
        if (kb_str_alike(name, candidates[i]))
            return i;
    for (size_t i = 0; name.len > 0 && i < count; i++)
        if (candidates[i].len > name.len && candidates[i].ptr[name.len] == '.' &&
            kb_str_alike(name, kb_str_slice(candidates[i], beginning)))
            return i;
    int limit = least(3, 1 + (int)(name.len / 3));
    int best = limit + 1;
    size_t found = count;
    for (size_t i = 0; i < count; i++) {
        int distance = kb_str_distance(name, candidates[i], limit);
        if (distance < best) {
            best = distance;
            found = i;
        }
    }
    return found;
}
