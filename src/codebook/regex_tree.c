/* SPDX-License-Identifier: MIT */
/* Regular expressions taken apart; see regex_tree.h. */
#include "regex_tree.h"

#include "base/str.h"
#include "base/unicode.h"

enum { MAX_DEPTH = 50, ONE_MORE = 1 };

typedef struct reader {
    kb_str text;
    size_t pos;
    kb_arena *arena;
    int depth;
} reader;

static char peek(const reader *r, size_t ahead)
{
    return r->pos + ahead < r->text.len ? r->text.ptr[r->pos + ahead] : '\0';
}

static bool skip(reader *r, const char *text)
{
    size_t len = strlen(text);
    if (r->text.len - r->pos < len || memcmp(r->text.ptr + r->pos, text, len) != 0)
        return false;
    r->pos += len;
    return true;
}

/* ---- single characters ---- */

static bool is_plain_sign(uint32_t c)
{
    return c < 0x80 && c > 0x20 && strchr("\\^$.[]|()?*+{}-/#&~!@%,:;<=>_'\"`", (int)c) != NULL;
}

/* After the backslash, outside a class. */
static bool read_escape(reader *r, kb_rx_node *node)
{
    if (r->pos >= r->text.len)
        return false;
    uint32_t c = kb_utf8_next(r->text, &r->pos);
    switch (c) {
    case 'b': node->kind = KB_RX_EDGE; return true;
    case 'B':
    case 'A':
    case 'z':
    case 'Z':
    case 'G': node->kind = KB_RX_LOOK; return true;
    case 'w': node->kind = KB_RX_WORD; return true;
    case 'W': node->kind = KB_RX_APART; return true;
    case 's':
    case 'h': node->kind = KB_RX_SPACE; return true;
    case 'd':
    case 'D':
    case 'S':
    case 'H':
    case 'V':
    case 'v':
    case 'R':
    case 'N': node->kind = KB_RX_OTHER; return peek(r, 0) != '{';
    case 'n':
    case 't':
    case 'r':
    case 'f':
    case 'e':
    case 'a': node->kind = KB_RX_OTHER; return true;
    default: break;
    }
    if (c >= '1' && c <= '9' && (peek(r, 0) < '0' || peek(r, 0) > '9')) {
        node->kind = KB_RX_BACK;
        return true;
    }
    node->c = c;
    return is_plain_sign(c);
}

/* One of \p{L}, \x{e5} and the like inside a class; true when it can be a letter. */
static bool skip_class_escape(reader *r, bool *letters)
{
    static const char others[] = "dsvhnrtfeabDSVHW\\^$.[]|()?*+{}-/#&~!@%,:;<=>_'\"`";
    char c = peek(r, 0);
    if (c == '\0' || (c != 'w' && strchr(others, c) == NULL))
        return false;
    *letters = *letters || c == 'w' || strchr("DSVHW", c) != NULL;
    r->pos++;
    return true;
}

/* After "[". */
static bool read_class(reader *r, kb_rx_node *node)
{
    bool negated = skip(r, "^"), letters = false;
    bool first = true;
    for (;; first = false) {
        if (r->pos >= r->text.len)
            return false;
        if (peek(r, 0) == '[' && strchr(":.=", peek(r, 1)) != NULL && peek(r, 1) != '\0')
            return false;
        uint32_t c = kb_utf8_next(r->text, &r->pos);
        if (c == ']' && !first)
            break;
        if (c == '\\' && !skip_class_escape(r, &letters))
            return false;
        letters = letters || (c != '\\' && kb_is_letter(c));
    }
    node->kind = letters && !negated ? KB_RX_SET : KB_RX_OTHER;
    return true;
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
    char c = peek(r, 0);
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
    node->possessive = skip(r, "+");
    if (!node->possessive)
        skip(r, "?");
    return true;
}

/* ---- groups and sequences ---- */

static bool read_choice(reader *r, kb_rx_sequence **out, size_t *count);

static bool skip_name(reader *r, char end)
{
    while (r->pos < r->text.len && r->text.ptr[r->pos] != end)
        r->pos++;
    return skip(r, (char[]){ end, '\0' });
}

/* After "(": what kind of group it is. */
static bool read_group_head(reader *r, kb_rx_node *node)
{
    node->kind = KB_RX_GROUP;
    if (peek(r, 0) == '*')
        return false;
    if (!skip(r, "?"))
        return true;
    if (skip(r, ":") || skip(r, "|"))
        return true;
    node->atomic = skip(r, ">");
    if (node->atomic)
        return true;
    node->negative = peek(r, 0) == '!' || (peek(r, 0) == '<' && peek(r, 1) == '!');
    if (skip(r, "=") || skip(r, "!")) {
        node->kind = KB_RX_LOOK;
        return true;
    }
    if (skip(r, "<=") || skip(r, "<!")) {
        node->kind = KB_RX_BEHIND;
        return true;
    }
    if (skip(r, "<") || skip(r, "P<"))
        return skip_name(r, '>');
    return skip(r, "'") && skip_name(r, '\'');
}

static bool read_group(reader *r, kb_rx_node *node)
{
    if (++r->depth > MAX_DEPTH || !read_group_head(r, node) ||
        !read_choice(r, &node->alternatives, &node->alternative_count))
        return false;
    r->depth--;
    return skip(r, ")");
}

static bool read_atom(reader *r, kb_rx_node *node)
{
    uint32_t c = kb_utf8_next(r->text, &r->pos);
    node->kind = KB_RX_CHAR;
    node->c = c;
    switch (c) {
    case '\\': return read_escape(r, node);
    case '[': return read_class(r, node);
    case '(': return read_group(r, node);
    case '.': node->kind = KB_RX_OTHER; return true;
    case '^':
    case '$': node->kind = KB_RX_LOOK; return true;
    case '*':
    case '+':
    case '?':
    case '{': return false;
    default: return true;
    }
}

static bool read_sequence(reader *r, kb_rx_sequence *out)
{
    while (r->pos < r->text.len && peek(r, 0) != '|' && peek(r, 0) != ')') {
        kb_rx_node node = { 0 };
        if (!read_atom(r, &node) || !read_quantifier(r, &node))
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
    } while (skip(r, "|"));
    return true;
}

bool kb_rx_read(kb_rx *rx, kb_arena *arena, kb_str source)
{
    reader r = { .text = source, .arena = arena };
    *rx = (kb_rx){ 0 };
    return read_choice(&r, &rx->alternatives, &rx->alternative_count) && r.pos == source.len;
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
