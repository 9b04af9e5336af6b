/* SPDX-License-Identifier: MIT */
/*
 * The single characters of a regular expression: escapes and classes; see regex_tree.h.
 *
 * A letter or digit behind a backslash that is not listed here is not understood;
 * any other character behind one is itself.
 */
#include "regex_reader.h"

#include "str.h"
#include "unicode.h"

enum { MOST_UNICODE = 0x10FFFF, BELL = 7, BACKSPACE = 8, ESCAPE = 27 };

static bool is_ascii_alphanumeric(uint32_t c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool is_decimal(char c)
{
    return c >= '0' && c <= '9';
}

static int digit_value(char c)
{
    if (is_decimal(c))
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : 99;
}

/* ---- characters written as numbers ---- */

/* Reads at most `most` digits of `base`; false when there is none. */
static bool read_digits(kb_rx_reader *r, int base, int most, uint32_t *out)
{
    int count = 0;
    for (*out = 0; count < most && digit_value(kb_rx_peek(r, 0)) < base; count++, r->pos++)
        if ((*out = *out * (uint32_t)base + (uint32_t)digit_value(kb_rx_peek(r, 0))) > MOST_UNICODE)
            return false;
    return count > 0;
}

/* {e5} */
static bool read_braced(kb_rx_reader *r, int base, uint32_t *out)
{
    return kb_rx_skip(r, "{") && read_digits(r, base, 100, out) && kb_rx_skip(r, "}");
}

/* \x{e5} \xe5 \o{345} \0 \N{U+e5}; `c` is the letter, which was read. */
static bool read_number(kb_rx_reader *r, uint32_t c, uint32_t *out)
{
    size_t begin = r->pos;
    switch (c) {
    case 'x':
        return kb_rx_peek(r, 0) == '{' ? read_braced(r, 16, out)
                                       : read_digits(r, 16, 2, out) && r->pos == begin + 2;
    case 'o': return read_braced(r, 8, out);
    case '0': *out = 0; return digit_value(kb_rx_peek(r, 0)) >= 8 || read_digits(r, 8, 2, out);
    case 'N': return kb_rx_skip(r, "{U+") && read_digits(r, 16, 100, out) && kb_rx_skip(r, "}");
    default: return false;
    }
}

static bool is_number_escape(const kb_rx_reader *r, uint32_t c)
{
    return c == 'x' || c == 'o' || c == '0' || (c == 'N' && kb_rx_peek(r, 0) == '{');
}

/* ---- sets ---- */

static bool add_range(kb_rx_reader *r, kb_rx_node *node, uint32_t first, uint32_t last)
{
    kb_rx_range *ranges =
        kb_arena_grow(r->arena, (void *)node->ranges, node->range_count, sizeof *ranges);
    if (ranges == NULL || first > last)
        return false;
    ranges[node->range_count++] = (kb_rx_range){ first, last };
    node->ranges = ranges;
    return true;
}

/* Control characters with a letter; 0 for others. */
static uint32_t control_of(uint32_t c)
{
    switch (c) {
    case 'n': return '\n';
    case 't': return '\t';
    case 'r': return '\r';
    case 'f': return '\f';
    case 'e': return ESCAPE;
    case 'a': return BELL;
    default: return 0;
    }
}

/* \p{Lu} and \pL, after the p. */
static bool read_property(kb_rx_reader *r, bool negated, kb_rx_node *node)
{
    kb_str name = kb_str_slice(r->text, (kb_span){ r->pos, r->pos });
    if (kb_rx_skip(r, "{")) {
        name.ptr = r->text.ptr + r->pos;
        if (!kb_rx_skip_past(r, '}'))
            return false;
        name.len = (size_t)(r->text.ptr + r->pos - 1 - name.ptr);
    } else if (is_ascii_alphanumeric((unsigned char)kb_rx_peek(r, 0))) {
        name.len = 1;
        r->pos++;
    } else {
        return false;
    }
    node->kind = !negated && kb_str_starts(name, KB_STR("L")) ? KB_RX_SET : KB_RX_OTHER;
    node->capital = !negated && kb_str_is(name, "Lu");
    node->open = true;
    return true;
}

/* ---- escapes ---- */

/* \1 \g{1} \g{-1} \k<name>; a subroutine call, \g<1>, is not understood. */
static bool read_back(kb_rx_reader *r, uint32_t c, kb_rx_node *node)
{
    node->kind = KB_RX_BACK;
    if (c >= '1' && c <= '9')
        return !is_decimal(kb_rx_peek(r, 0)); /* else it may be octal */
    if (kb_rx_skip(r, "{"))
        return kb_rx_skip_past(r, '}');
    if (c == 'g') {
        bool digit = is_decimal(kb_rx_peek(r, 0));
        r->pos += digit;
        return digit && !is_decimal(kb_rx_peek(r, 0));
    }
    return kb_rx_skip(r, "<") ? kb_rx_skip_past(r, '>')
                              : kb_rx_skip(r, "'") && kb_rx_skip_past(r, '\'');
}

/* Escapes that are a kind of their own, or one control character; false for the others. */
static bool is_named_kind(uint32_t c, kb_rx_node *node)
{
    static const char letters[] = "bBAzZGKwWshdDSHVvRNX";
    static const kb_rx_kind kinds[] = {
        KB_RX_EDGE,  KB_RX_LOOK,  KB_RX_LOOK,  KB_RX_LOOK,  KB_RX_LOOK,  KB_RX_LOOK,  KB_RX_LOOK,
        KB_RX_WORD,  KB_RX_APART, KB_RX_SPACE, KB_RX_SPACE, KB_RX_OTHER, KB_RX_OTHER, KB_RX_OTHER,
        KB_RX_OTHER, KB_RX_OTHER, KB_RX_OTHER, KB_RX_OTHER, KB_RX_OTHER, KB_RX_OTHER,
    };
    const char *found = c < 0x80 && c != 0 ? strchr(letters, (int)c) : NULL;
    if (found == NULL)
        return false;
    node->kind = kinds[found - letters];
    node->c = c;
    node->open = node->kind == KB_RX_OTHER;
    return true;
}

bool kb_rx_read_escape(kb_rx_reader *r, kb_rx_node *node)
{
    if (r->pos >= r->text.len)
        return false;
    uint32_t c = kb_utf8_next(r->text, &r->pos);
    if (is_number_escape(r, c))
        return read_number(r, c, &node->c);
    if (is_named_kind(c, node))
        return true;
    if (c == 'p' || c == 'P')
        return read_property(r, c == 'P', node);
    if ((c >= '1' && c <= '9') || c == 'g' || c == 'k')
        return read_back(r, c, node);
    if (control_of(c) != 0) {
        node->kind = KB_RX_OTHER;
        return add_range(r, node, control_of(c), control_of(c));
    }
    node->c = c;
    return !is_ascii_alphanumeric(c);
}

/* ---- classes ---- */

/* One thing inside a class: a character, or a set of its own. */
typedef struct item {
    uint32_t c;
    bool set;
    bool letters; /* a set that may hold letters */
    bool apart;   /* a set that holds only what \W takes */
} item;

/* [:alpha:], after the "[". */
static bool read_posix(kb_rx_reader *r, item *out)
{
    r->pos++;
    kb_rx_skip(r, "^");
    while (kb_rx_peek(r, 0) >= 'a' && kb_rx_peek(r, 0) <= 'z')
        r->pos++;
    *out = (item){ .set = true, .letters = true };
    return kb_rx_skip(r, ":]");
}

static bool read_class_escape(kb_rx_reader *r, item *out)
{
    kb_rx_node property = { 0 };
    if (r->pos >= r->text.len)
        return false;
    uint32_t c = kb_utf8_next(r->text, &r->pos);
    *out = (item){ .c = c };
    if (c == 'b')
        out->c = BACKSPACE;
    else if (control_of(c) != 0)
        out->c = control_of(c);
    else if (is_number_escape(r, c))
        return read_number(r, c, &out->c);
    else if (c == 'p' || c == 'P')
        return out->set = out->letters = true, read_property(r, c == 'P', &property);
    else if (c < 0x80 && c != 0 && strchr("wdshvWDSHV", (int)c) != NULL)
        *out = (item){ .set = true,
                       .letters = strchr("wDSVH", (int)c) != NULL,
                       .apart = strchr("shvW", (int)c) != NULL };
    else
        return !is_ascii_alphanumeric(c);
    return true;
}

static bool read_item(kb_rx_reader *r, item *out)
{
    if (r->pos >= r->text.len)
        return false;
    uint32_t c = kb_utf8_next(r->text, &r->pos);
    char next = kb_rx_peek(r, 0);
    *out = (item){ .c = c };
    if (c == '\\')
        return read_class_escape(r, out);
    if (c != '[' || next == '\0' || strchr(":.=", next) == NULL)
        return true;
    return next == ':' && read_posix(r, out);
}

/* The item, or the range that it begins. */
static bool read_range(kb_rx_reader *r, kb_rx_node *node, bool *letters)
{
    item first, last;
    if (!read_item(r, &first))
        return false;
    *letters = *letters || first.letters || (!first.set && kb_is_letter(first.c));
    if (first.set) {
        node->open = node->open || !first.apart;
        node->apart = node->apart || first.apart;
        return true;
    }
    last = first;
    if (kb_rx_peek(r, 0) == '-' && kb_rx_peek(r, 1) != ']') {
        r->pos++;
        if (!read_item(r, &last) || last.set)
            return false;
        *letters = *letters || kb_is_letter(last.c);
    }
    return add_range(r, node, first.c, last.c);
}

bool kb_rx_read_class(kb_rx_reader *r, kb_rx_node *node)
{
    bool negated = kb_rx_skip(r, "^"), letters = false;
    do { /* a "]" that stands first is itself */
        if (!read_range(r, node, &letters))
            return false;
    } while (!kb_rx_skip(r, "]"));
    node->open = node->open || negated;
    node->kind = letters && !negated ? KB_RX_SET : KB_RX_OTHER;
    node->c = 0;
    return true;
}
