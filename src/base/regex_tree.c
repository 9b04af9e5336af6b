/* SPDX-License-Identifier: MIT */
/* Regular expressions taken apart: groups, sequences and quantifiers; see regex_tree.h. */
#include "regex_reader.h"

#include "str.h"
#include "unicode.h"

enum { MAX_DEPTH = 50, ONE_MORE = 1 };

typedef kb_rx_reader reader;

char kb_rx_peek(const reader *r, size_t ahead)
{
    return r->pos + ahead < r->text.len ? r->text.ptr[r->pos + ahead] : '\0';
}

bool kb_rx_skip(reader *r, const char *text)
{
    size_t len = strlen(text);
    if (r->text.len - r->pos < len || memcmp(r->text.ptr + r->pos, text, len) != 0)
        return false;
    r->pos += len;
    return true;
}

bool kb_rx_skip_past(reader *r, char end)
{
    while (r->pos < r->text.len && r->text.ptr[r->pos] != end)
        r->pos++;
    return kb_rx_skip(r, (char[]){ end, '\0' });
}

/* ---- how often ---- */

static bool read_braces(reader *r, kb_rx_node *node)
{
    size_t end = r->pos + 1;
    while (end < r->text.len && r->text.ptr[end] != '}')
        end++;
    kb_str inside = kb_str_slice(r->text, (kb_span){ r->pos + 1, end }), least = inside;
    if (end >= r->text.len)
        return false;
    const char *comma = memchr(inside.ptr, ',', inside.len);
    kb_str most = inside;
    if (comma != NULL) {
        least.len = (size_t)(comma - inside.ptr);
        most = kb_str_slice(inside, (kb_span){ least.len + ONE_MORE, inside.len });
    }
    node->most = KB_RX_MANY;
    if (!kb_str_number(least, KB_RX_MANY, &node->least) ||
        (most.len > 0 && !kb_str_number(most, KB_RX_MANY, &node->most)))
        return false;
    r->pos = end + 1;
    return true;
}

/* False for a brace that is no quantifier. */
static bool read_quantifier(reader *r, kb_rx_node *node)
{
    char c = kb_rx_peek(r, 0);
    node->least = node->most = 1;
    if (c == '{') {
        if (!read_braces(r, node))
            return false;
    } else if (c == '*' || c == '+' || c == '?') {
        node->least = c == '+';
        node->most = c == '?' ? 1 : KB_RX_MANY;
        r->pos++;
    } else {
        return true;
    }
    node->possessive = kb_rx_skip(r, "+");
    if (!node->possessive)
        kb_rx_skip(r, "?");
    return true;
}

/* ---- groups and sequences ---- */

static bool read_choice(reader *r, kb_rx_sequence **out, size_t *count);

/*
 * The letters of (?i-s) and (?-i:...), up to the ")" or ":".  Only i and x change what the
 * tree is; xx, which also thins out classes, is not understood.
 */
static bool read_flags(reader *r)
{
    bool off = kb_rx_skip(r, "^");
    r->exact_case = r->exact_case || off;
    r->extended = r->extended && !off;
    for (bool minus = false;; r->pos++) {
        char c = kb_rx_peek(r, 0);
        if (c == ')' || c == ':')
            return true;
        if (c == '-' && !minus && !off)
            minus = true;
        else if (c == 'i')
            r->exact_case = minus;
        else if (c == 'x' && kb_rx_peek(r, 1) != 'x')
            r->extended = !minus;
        else if (c == '\0' || strchr("msnJU", c) == NULL)
            return false;
    }
}

/* (?i): options for what follows in the group.  False, and nothing read, for anything else. */
static bool read_options(reader *r)
{
    reader before = *r;
    if (kb_rx_skip(r, "(?") && kb_rx_peek(r, 0) != ')' && read_flags(r) && kb_rx_skip(r, ")"))
        return true;
    *r = before;
    return false;
}

static bool skip_comment(reader *r)
{
    size_t begin = r->pos;
    if (kb_rx_skip(r, "(?#") && kb_rx_skip_past(r, ')'))
        return true;
    r->pos = begin;
    return false;
}

/* White space and comments under (?x). */
static bool skip_layout(reader *r)
{
    static const char *const spaces[] = {
        " ",        "\t",           "\n",           "\v",           "\f",           "\r",
        "\xC2\x85", "\xE2\x80\x8E", "\xE2\x80\x8F", "\xE2\x80\xA8", "\xE2\x80\xA9",
    };
    if (!r->extended)
        return false;
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
        if (kb_rx_skip(r, spaces[i]))
            return true;
    if (!kb_rx_skip(r, "#"))
        return false;
    kb_rx_skip_past(r, '\n');
    return true;
}

/* What stands for nothing: comments, layout and the signs around a quotation. */
static void skip_remarks(reader *r)
{
    for (;;) {
        if (kb_rx_skip(r, "\\E"))
            r->quoting = false;
        else if (!r->quoting && kb_rx_skip(r, "\\Q"))
            r->quoting = true;
        else if (r->quoting || (!skip_comment(r) && !skip_layout(r)))
            return;
    }
}

/* After "(": what kind of group it is. */
static bool read_group_head(reader *r, kb_rx_node *node)
{
    node->kind = KB_RX_GROUP;
    if (kb_rx_peek(r, 0) == '*')
        return false;
    if (!kb_rx_skip(r, "?"))
        return true;
    if (kb_rx_skip(r, ":") || kb_rx_skip(r, "|"))
        return true;
    node->atomic = kb_rx_skip(r, ">");
    if (node->atomic)
        return true;
    node->negative =
        kb_rx_peek(r, 0) == '!' || (kb_rx_peek(r, 0) == '<' && kb_rx_peek(r, 1) == '!');
    if (kb_rx_skip(r, "=") || kb_rx_skip(r, "!")) {
        node->kind = KB_RX_LOOK;
        return true;
    }
    if (kb_rx_skip(r, "<=") || kb_rx_skip(r, "<!")) {
        node->kind = KB_RX_BEHIND;
        return true;
    }
    if (kb_rx_skip(r, "<") || kb_rx_skip(r, "P<"))
        return kb_rx_skip_past(r, '>');
    if (kb_rx_skip(r, "'"))
        return kb_rx_skip_past(r, '\'');
    return read_flags(r) && kb_rx_skip(r, ":");
}

static bool read_group(reader *r, kb_rx_node *node)
{
    bool exact_case = r->exact_case, extended = r->extended;
    if (++r->depth > MAX_DEPTH || !read_group_head(r, node) ||
        !read_choice(r, &node->alternatives, &node->alternative_count))
        return false;
    r->depth--;
    r->exact_case = exact_case;
    r->extended = extended;
    return kb_rx_skip(r, ")");
}

static bool read_atom(reader *r, kb_rx_node *node)
{
    uint32_t c = kb_utf8_next(r->text, &r->pos);
    node->kind = KB_RX_CHAR;
    node->c = c;
    node->exact_case = r->exact_case;
    r->met_exact_case |= r->exact_case;
    if (r->quoting)
        return true;
    switch (c) {
    case '\\': return kb_rx_read_escape(r, node);
    case '[': return kb_rx_read_class(r, node);
    case '(': return read_group(r, node);
    case '.':
        node->kind = KB_RX_OTHER;
        node->open = true;
        return true;
    case '^':
    case '$': node->kind = KB_RX_LOOK; return true;
    case '*':
    case '+':
    case '?':
    case '{': return false;
    default: return true;
    }
}

static bool at_end(const reader *r)
{
    char c = kb_rx_peek(r, 0);
    return r->pos >= r->text.len || (!r->quoting && (c == '|' || c == ')'));
}

/* One atom and how often; the last character of a quotation may have a quantifier behind \E. */
static bool read_item(reader *r, kb_rx_node *node)
{
    if (!read_atom(r, node))
        return false;
    skip_remarks(r);
    node->least = node->most = 1;
    return r->quoting || read_quantifier(r, node);
}

static bool read_sequence(reader *r, kb_rx_sequence *out)
{
    for (skip_remarks(r); !at_end(r); skip_remarks(r)) {
        kb_rx_node node = { 0 };
        if (!r->quoting && read_options(r))
            continue;
        if (!read_item(r, &node))
            return false;
        kb_rx_node *items = kb_arena_grow(r->arena, out->items, out->count, sizeof *items);
        if (items == NULL)
            return false;
        out->items = items;
        items[out->count++] = node;
    }
    return true;
}

static bool read_choice(reader *r, kb_rx_sequence **out, size_t *count)
{
    do {
        kb_rx_sequence sequence = { 0 };
        if (!read_sequence(r, &sequence))
            return false;
        kb_rx_sequence *items = kb_arena_grow(r->arena, *out, *count, sizeof *items);
        if (items == NULL)
            return false;
        *out = items;
        items[(*count)++] = sequence;
    } while (kb_rx_skip(r, "|"));
    return true;
}

bool kb_rx_read(kb_rx *rx, kb_arena *arena, kb_str source)
{
    reader r = { .text = source, .arena = arena };
    *rx = (kb_rx){ 0 };
    bool good = read_choice(&r, &rx->alternatives, &rx->alternative_count);
    rx->exact_case = r.met_exact_case;
    return good && r.pos == source.len;
}

/* ---- fixed text ---- */

/* What must stand in a match: letters, other visible signs, and whether an edge holds them. */
typedef struct fixed_text {
    int letters, signs;
    bool edge;
} fixed_text;

enum { ENOUGH_LETTERS = 3, MOST_COUNTED = 100 };

static fixed_text text_of(const kb_rx_sequence *alternatives, size_t count);

static bool is_worse(fixed_text a, fixed_text b)
{
    return a.letters + a.signs < b.letters + b.signs;
}

static fixed_text text_of_sequence(const kb_rx_sequence *sequence)
{
    fixed_text sum = { 0 };
    for (size_t i = 0; i < sequence->count; i++) {
        const kb_rx_node *node = &sequence->items[i];
        fixed_text inner = { 0 };
        sum.edge |= node->kind == KB_RX_EDGE;
        if (node->least == 0 || node->negative || sum.letters > MOST_COUNTED)
            continue;
        if (node->kind == KB_RX_CHAR && (kb_is_letter(node->c) || kb_is_digit(node->c)))
            sum.letters++;
        else if (node->kind == KB_RX_CHAR && node->c != ' ')
            sum.signs++;
        else if (node->alternative_count > 0)
            inner = text_of(node->alternatives, node->alternative_count);
        sum = (fixed_text){ sum.letters + inner.letters, sum.signs + inner.signs,
                            sum.edge || inner.edge };
    }
    return sum;
}

static fixed_text text_of(const kb_rx_sequence *alternatives, size_t count)
{
    fixed_text least = { MOST_COUNTED, 0, true };
    for (size_t i = 0; i < count; i++) {
        fixed_text one = text_of_sequence(&alternatives[i]);
        if (is_worse(one, least))
            least = one;
    }
    return least;
}

bool kb_rx_has_text(const kb_rx *rx)
{
    fixed_text text = text_of(rx->alternatives, rx->alternative_count);
    return text.letters >= ENOUGH_LETTERS || text.signs > 0 || (text.letters > 0 && text.edge);
}
