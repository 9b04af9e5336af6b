/* SPDX-License-Identifier: MIT */
/*
 * The lexer of the phrase language; see phrase_read.h.
 *
 * A round bracket is the one sign that needs a look around: glued to a word it is
 * an optional ending (`avtale(r/ne)`, `(u)enig`), otherwise an optional part.
 */
#include "phrase_read.h"

#include "base/str.h"
#include "base/unicode.h"

#include <stdarg.h>
#include <stdio.h>

bool kb_slip(kb_phrase_slip *slip, size_t at, const char *hint, const char *format, ...)
{
    if (slip->found)
        return false;
    slip->found = true;
    slip->at = at;
    slip->hint = hint;
    va_list args;
    va_start(args, format);
    vsnprintf(slip->message, sizeof slip->message, format, args);
    va_end(args);
    return false;
}

bool kb_slip_memory(kb_phrase_slip *slip)
{
    slip->found = slip->no_memory = true;
    return false;
}

bool kb_is_word_sign(uint32_t c)
{
    return kb_is_letter(c) || kb_is_number(c) || kb_is_mark(c) || c == '*' || c == '?';
}

bool kb_find_invisible(kb_str text, size_t *at, uint32_t *c)
{
    *at = 0;
    for (size_t pos = 0; pos < text.len; ++*at) {
        *c = kb_utf8_next(text, &pos);
        if (*c != ' ' && (kb_is_invisible(*c) || kb_is_space(*c)))
            return true;
    }
    return false;
}

static kb_str rest_of(const kb_lexer *lexer)
{
    return (kb_str){ lexer->text.ptr + lexer->pos, lexer->text.len - lexer->pos };
}

/* How many bytes of gap dots `text` begins with. */
static size_t gap_bytes(kb_str text)
{
    bool dots = kb_str_starts(text, KB_STR("...")) || kb_str_starts(text, KB_STR("\xE2\x80\xA6"));
    return dots ? 3 : 0;
}

static bool ends_word(kb_str rest)
{
    return rest.len == 0 || strchr(" []()/<>", rest.ptr[0]) != NULL || gap_bytes(rest) > 0;
}

/* The code points and bytes up to and with the ')' that closes the '(' here; 0 when none does. */
static size_t bracket_bytes(kb_str rest)
{
    const char *end = memchr(rest.ptr, ')', rest.len);
    return end ? (size_t)(end - rest.ptr) + 1 : 0;
}

/* Is the '(' here the beginning of a word, as in `(u)enig`? */
static bool begins_word(kb_str rest)
{
    size_t bytes = bracket_bytes(rest);
    if (bytes == 0)
        return false;
    for (size_t pos = 1; pos < bytes - 1;) {
        uint32_t c = kb_utf8_next(rest, &pos);
        if (c != '/' && !kb_is_word_sign(c))
            return false;
    }
    kb_str after = { rest.ptr + bytes, rest.len - bytes };
    return !ends_word(after);
}

static void advance(kb_lexer *lexer, size_t bytes)
{
    lexer->at += kb_utf8_count((kb_str){ lexer->text.ptr + lexer->pos, bytes });
    lexer->pos += bytes;
}

static bool lex_word(kb_lexer *lexer, kb_lexeme *lexeme, kb_phrase_slip *slip)
{
    size_t begin = lexer->pos;
    for (kb_str rest; (rest = rest_of(lexer)).len > 0;) {
        if (rest.ptr[0] == '(') {
            size_t bytes = bracket_bytes(rest);
            if (bytes == 0)
                return kb_slip(slip, lexer->at, NULL, "'(' is never closed");
            advance(lexer, bytes);
            continue;
        }
        if (ends_word(rest))
            break;
        size_t pos = 0;
        kb_utf8_next(rest, &pos);
        advance(lexer, pos);
    }
    lexeme->kind = KB_LEX_WORD;
    lexeme->text = kb_str_slice(lexer->text, (kb_span){ begin, lexer->pos });
    return true;
}

static bool lex_macro(kb_lexer *lexer, kb_lexeme *lexeme, kb_phrase_slip *slip)
{
    kb_str rest = rest_of(lexer);
    const char *end = memchr(rest.ptr, '>', rest.len);
    if (end == NULL)
        return kb_slip(slip, lexer->at, "a macro is written <name>", "'<' is never closed");
    size_t bytes = (size_t)(end - rest.ptr);
    lexeme->kind = KB_LEX_MACRO;
    lexeme->text = (kb_str){ rest.ptr + 1, bytes - 1 };
    advance(lexer, bytes + 1);
    return true;
}

static void lex_gap(kb_lexer *lexer, kb_lexeme *lexeme)
{
    advance(lexer, gap_bytes(rest_of(lexer)));
    kb_str rest = rest_of(lexer);
    size_t digits = 0;
    while (digits < rest.len && rest.ptr[digits] >= '0' && rest.ptr[digits] <= '9')
        digits++;
    lexeme->kind = KB_LEX_GAP;
    lexeme->text = (kb_str){ rest.ptr, digits };
    advance(lexer, digits);
}

static void lex_space(kb_lexer *lexer, kb_lexeme *lexeme)
{
    lexeme->kind = KB_LEX_SPACE;
    while (rest_of(lexer).len > 0 && rest_of(lexer).ptr[0] == ' ')
        advance(lexer, 1);
}

bool kb_lex(kb_lexer *lexer, kb_lexeme *lexeme, kb_phrase_slip *slip)
{
    kb_str rest = rest_of(lexer);
    *lexeme = (kb_lexeme){ .kind = KB_LEX_END, .at = lexer->at };
    if (rest.len == 0)
        return true;
    if (gap_bytes(rest) > 0) {
        lex_gap(lexer, lexeme);
        return true;
    }
    switch (rest.ptr[0]) {
    case ' ': lex_space(lexer, lexeme); return true;
    case '<': return lex_macro(lexer, lexeme, slip);
    case '>': return kb_slip(slip, lexer->at, "a macro is written <name>", "'>' without '<'");
    case '[': lexeme->kind = KB_LEX_OPEN; break;
    case ']': lexeme->kind = KB_LEX_CLOSE; break;
    case ')': lexeme->kind = KB_LEX_RIGHT; break;
    case '/': lexeme->kind = KB_LEX_SLASH; break;
    case '(':
        if (begins_word(rest))
            return lex_word(lexer, lexeme, slip);
        lexeme->kind = KB_LEX_LEFT;
        break;
    default: return lex_word(lexer, lexeme, slip);
    }
    advance(lexer, 1);
    return true;
}
