/* SPDX-License-Identifier: MIT */
/*
 * The signs of word processors in a regex.
 *
 * A text is matched with ' and - for their curly and long relatives (text/view.c), so that a
 * regex that holds one of these would never match.  They become what they become in texts; a
 * hyphen in a class is escaped, for it was no range.
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

/* Passes what begins a class, with a `]` that stands for itself, or a [:name:] in a class. */
static void pass_bracket(signs *s)
{
    if (!s->in_class) {
        s->in_class = true;
        passes(s, "^");
        passes(s, "]");
    } else if (passes(s, ":")) {
        while (s->pos < s->regex.len && !passes(s, ":]"))
            s->pos++;
    }
}

/* Passes one character with what belongs to it; returns it. */
static uint32_t pass(signs *s)
{
    if (s->quoted && passes(s, "\\E"))
        return s->quoted = false;
    uint32_t c = kb_utf8_next(s->regex, &s->pos);
    if (s->quoted)
        return c;
    if (c == '\\' && s->pos < s->regex.len)
        s->quoted = kb_utf8_next(s->regex, &s->pos) == 'Q';
    else if (c == '[')
        pass_bracket(s);
    else if (c == ']')
        s->in_class = false;
    return c;
}

void kb_plain_regex_signs(kb_buf *out, kb_str regex)
{
    signs s = { .regex = regex };
    while (s.pos < regex.len) {
        size_t begin = s.pos;
        uint32_t c = pass(&s);
        if (kb_plain_sign(c) == c)
            kb_buf_str(out, kb_str_slice(regex, (kb_span){ begin, s.pos }));
        else if (kb_plain_sign(c) == '-' && s.in_class && !s.quoted)
            kb_buf_puts(out, "\\-");
        else
            kb_buf_char(out, (char)kb_plain_sign(c));
    }
}
