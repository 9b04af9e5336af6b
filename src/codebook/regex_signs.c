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

typedef struct signs {
    kb_str regex;
    size_t pos;
    bool in_class, quoted; /* between [ and ], between \Q and \E */
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
    if (s->in_class) {
        s->pos += class_name_bytes(s);
        return;
    }
    s->in_class = true;
    passes(s, "^");
    passes(s, "]");
}

/* Passes one character, or an escaped one, and returns it. */
static uint32_t pass(signs *s)
{
    uint32_t c = kb_utf8_next(s->regex, &s->pos);
    if (s->quoted) {
        s->quoted = c != '\\' || !passes(s, "E");
        return c;
    }
    if (c == '\\' && s->pos < s->regex.len) {
        c = kb_utf8_next(s->regex, &s->pos);
        s->quoted = c == 'Q';
    } else if (c == '[') {
        pass_bracket(s);
    } else if (c == ']') {
        s->in_class = false;
    }
    return c;
}

/* Does the sign that was just passed, from `begin` on, stand beside the `-` of a range? */
static bool ends_range(const signs *s, size_t begin)
{
    const char *ptr = s->regex.ptr;
    bool after = begin > 1 && ptr[begin - 1] == '-' && ptr[begin - 2] != '[';
    bool before = s->pos + 1 < s->regex.len && ptr[s->pos] == '-' && ptr[s->pos + 1] != ']';
    return s->in_class && !s->quoted && (after || before);
}

void kb_plain_regex_signs(kb_buf *out, kb_str regex)
{
    signs s = { .regex = regex };
    while (s.pos < regex.len) {
        const size_t begin = s.pos;
        const uint32_t c = pass(&s), plain = kb_plain_sign(c);
        if (plain == c || ends_range(&s, begin))
            kb_buf_str(out, kb_str_slice(regex, (kb_span){ begin, s.pos }));
        else if (plain == '-' && s.in_class && !s.quoted)
            kb_buf_puts(out, "\\-");
        else
            kb_buf_char(out, (char)plain);
    }
}
