/* SPDX-License-Identifier: MIT */
/*
 * What was probably meant by a pattern that is no phrase.
 *
 * People bring habits along: regexes, lists with a dash, lists with commas.  The slip itself
 * ("'\' is never part of a word") would lead them to take the sign away, and then the phrase is
 * sound and finds nothing.
 */
#include "loader.h"

#include "base/str.h"
#include "base/unicode.h"

static const char A_REGEX[] = "a regex is written {regex: '...'}; alternatives in a phrase: a/b, "
                              "or [a/b] beside other words";
static const char A_LIST[] =
    "a list has a space after each '-'; without one the '-' belongs to the pattern";
static const char SEVERAL[] = "several phrases are a list, ['a', 'b'], or alternatives, a/b; "
                              "punctuation between words is ignored";

static bool has(kb_str text, const char *part)
{
    return memmem(text.ptr, text.len, part, strlen(part)) != NULL;
}

/* `avtal[eo]`: brackets glued to a word, and no alternatives in them. */
static bool has_class(kb_str text)
{
    for (size_t i = 1; i < text.len; i++) {
        const char *end = text.ptr[i] == '[' && text.ptr[i - 1] != ' ' && text.ptr[i - 1] != '['
                              ? memchr(text.ptr + i, ']', text.len - i)
                              : NULL;
        if (end != NULL && memchr(text.ptr + i, '/', (size_t)(end - text.ptr) - i) == NULL)
            return true;
    }
    return false;
}

static bool is_like_regex(kb_str text)
{
    static const char *const signs[] = { "\\", "|", "^", "$", ".*", ".+", "(?", "]*", "]+", "{" };
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (has(text, signs[i]))
            return true;
    return has_class(text) || (text.len > 2 && text.ptr[0] == '/' && text.ptr[text.len - 1] == '/');
}

const char *kb_phrase_hint(kb_str text)
{
    size_t pos = 0;
    uint32_t first = text.len > 0 ? kb_utf8_next(text, &pos) : 0;
    if (is_like_regex(text))
        return A_REGEX;
    if (first == '-' || first == 0x2013 || first == 0x2014 || first == 0x2022)
        return A_LIST;
    if (has(text, ",") || has(text, ";"))
        return SEVERAL;
    return NULL;
}
