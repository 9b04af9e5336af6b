/* SPDX-License-Identifier: MIT */
/*
 * The signs of word processors in a regex.
 *
 * A text is matched with ' and - for their curly and long relatives (text/view.c), so that a
 * regex that holds one of these would never match.  They become what they become in texts; a
 * hyphen in a class is escaped.  What stands at an end of a range in a class, [‐-―], stays: the
 * range would be another one.
 */
#include "loader.h"

#include "base/str.h"
#include "base/unicode.h"

/* Whether a `-` in a class would make a range with what stands before it. */
typedef enum before { NOTHING, ATOM, ATOM_AND_DASH } before;

typedef struct signs {
    kb_str regex;
    size_t pos;
    bool in_class, quoted; /* between [ and ], between \Q and \E */
    before before;         /* in a class */
} signs;

static bool passes(signs *s, const char *text)
{
    kb_str rest = kb_str_slice(s->regex, (kb_span){ s->pos, s->regex.len });
    bool is_there = kb_str_starts(rest, kb_str_from(text));
    s->pos += is_there ? strlen(text) : 0;
    return is_there;
}

/* The bytes of [:name:] behind its `[`; 0 when there is none. */
static size_t class_name_bytes(const signs *s)
{
    size_t end = s->pos + 1;
    while (end < s->regex.len &&
           (s->regex.ptr[end] == '^' || (s->regex.ptr[end] >= 'a' && s->regex.ptr[end] <= 'z')))
        end++;
    bool named = s->pos < s->regex.len && s->regex.ptr[s->pos] == ':' && end + 1 < s->regex.len &&
                 s->regex.ptr[end] == ':' && s->regex.ptr[end + 1] == ']';
    return named ? end + 2 - s->pos : 0;
}

/* Passes what begins a class, with a `]` that stands for itself, or a [:name:] in a class. */
static void pass_bracket(signs *s)
{
    s->before = NOTHING;
    if (s->in_class) {
        s->pos += class_name_bytes(s);
        return;
    }
    s->in_class = true;
    passes(s, "^");
    if (passes(s, "]"))
        s->before = ATOM;
}

/* After an atom a `-` may make a range; after a range, \w and the like it stands for itself. */
static void note_atom(signs *s, uint32_t c, bool escaped)
{
    static const char sets[] = "dDwWsShHvVpPRXN";
    const bool set = escaped && c < 0x80 && strchr(sets, (int)c) != NULL;
    if (c == '-' && !escaped && s->before == ATOM)
        s->before = ATOM_AND_DASH;
    else
        s->before = set || s->before == ATOM_AND_DASH ? NOTHING : ATOM;
}

/* Passes one character, or an escaped one, and returns it. */
static uint32_t pass(signs *s)
{
    uint32_t c = kb_utf8_next(s->regex, &s->pos);
    if (s->quoted) {
        s->quoted = c != '\\' || !passes(s, "E");
        return c;
    }
    const bool escaped = c == '\\' && s->pos < s->regex.len;
    if (escaped)
        c = kb_utf8_next(s->regex, &s->pos);
    s->quoted = escaped && c == 'Q';
    if (!escaped && c == '[')
        pass_bracket(s);
    else if (!escaped && c == ']')
        s->in_class = false;
    else if (s->in_class)
        note_atom(s, c, escaped);
    return c;
}

/* Does a range begin with the sign that was just passed? */
static bool begins_range(const signs *s)
{
    return s->in_class && !s->quoted && s->pos + 1 < s->regex.len && s->before == ATOM &&
           s->regex.ptr[s->pos] == '-' && s->regex.ptr[s->pos + 1] != ']';
}

void kb_plain_regex_signs(kb_buf *out, kb_str regex)
{
    signs s = { .regex = regex };
    while (s.pos < regex.len) {
        const size_t begin = s.pos;
        const bool ends_range = s.in_class && !s.quoted && s.before == ATOM_AND_DASH;
        const uint32_t c = pass(&s), plain = kb_plain_sign(c);
        if (plain == c || ends_range || begins_range(&s))
            kb_buf_str(out, kb_str_slice(regex, (kb_span){ begin, s.pos }));
        else if (plain == '-' && s.in_class && !s.quoted)
            kb_buf_puts(out, "\\-");
        else
            kb_buf_char(out, (char)plain);
    }
}
