/* SPDX-License-Identifier: MIT */
/*
 * What was probably meant by a pattern that is no phrase.
 *
 * People bring habits along: regexes, lists with a dash, lists with commas.  The slip itself
 * ("'\' is never part of a word") would lead them to take the sign away, and then the phrase is
 * sound and finds nothing.  What is not plainly such a habit keeps the hint of its slip.
 */
#include "loader.h"

#include "base/str.h"
#include "base/unicode.h"

static const char A_REGEX[] = "a regex is written {regex: '...'}; alternatives in a phrase: a/b, "
                              "or [a/b] beside other words";
static const char A_LIST[] = "a list is written with a hyphen and a space: - avtale*";
static const char SEVERAL[] = "several phrases are a list, ['a', 'b'], or alternatives, a/b; "
                              "punctuation between words is ignored";

static bool has(kb_str text, const char *part)
{
    return memmem(text.ptr, text.len, part, strlen(part)) != NULL;
}

static bool is_letter_at(kb_str text, size_t at)
{
    return at < text.len && strchr(" []()/<>_*?~+.,;:-'", text.ptr[at]) == NULL;
}

/* `avtal[eo]`: brackets glued to a word, and nothing in them that stands in alternatives. */
static bool has_class(kb_str text)
{
    for (size_t i = 1; i < text.len; i++) {
        const char *end = text.ptr[i] == '[' && is_letter_at(text, i - 1)
                              ? memchr(text.ptr + i, ']', text.len - i)
                              : NULL;
        size_t inside = end != NULL ? (size_t)(end - text.ptr) - i : 0;
        if (end != NULL && memchr(text.ptr + i, '/', inside) == NULL &&
            memchr(text.ptr + i, ' ', inside) == NULL)
            return true;
    }
    return false;
}

static bool is_like_regex(kb_str text)
{
    static const char *const signs[] = { "\\", "|", ".*", ".+", "(?", "]*", "]+" };
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (has(text, signs[i]))
            return true;
    return text.ptr[0] == '^' ||
           (text.len > 1 && text.ptr[text.len - 1] == '$' && text.ptr[text.len - 2] != ' ') ||
           (text.len > 2 && text.ptr[0] == '/' && text.ptr[text.len - 1] == '/') || has_class(text);
}

/* The word in which the slip is. */
static kb_str word_at(kb_str text, size_t at)
{
    size_t begin = 0, pos = 0;
    for (; at > 0 && pos < text.len; at--)
        if (kb_utf8_next(text, &pos) == ' ')
            begin = pos;
    size_t end = pos;
    while (end < text.len && text.ptr[end] != ' ')
        end++;
    return kb_str_slice(text, (kb_span){ begin, end });
}

const char *kb_phrase_hint(kb_str text, size_t at, bool plain)
{
    const kb_str word = word_at(text, at);
    size_t pos = 0;
    const uint32_t first = text.len > 0 ? kb_utf8_next(text, &pos) : 0;
    if (text.len == 0 || word.len == 0)
        return NULL;
    if (is_like_regex(text))
        return A_REGEX;
    if (at == 0 &&
        ((first == '-' && plain) || first == 0x2013 || first == 0x2014 || first == 0x2022))
        return A_LIST;
    const char last = word.ptr[word.len - 1];
    return last == ',' || has(word, ";") ? SEVERAL : NULL;
}
