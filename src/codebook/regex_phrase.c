/* SPDX-License-Identifier: MIT */
/*
 * Simple regexes said as phrases.
 *
 * The regex is read from left to right, one word at a time.  A word is the list of the
 * ways to write it: a group inside a word multiplies them.  A regex that does not end
 * at an edge takes every word that goes on, as `*` does.
 */
#include "regex_phrase.h"

#include "base/str.h"
#include "base/unicode.h"

enum { MOST_WAYS = 6, WAY_BYTES = 64 };

/* A way that does not fit is no simple one. */
typedef struct way {
    char text[WAY_BYTES];
    size_t len;
} way;

typedef struct writer {
    kb_buf *out;
    way ways[MOST_WAYS];
    size_t count;
    bool begun;   /* the word has letters */
    bool left;    /* an edge stands before the word */
    bool right;   /* an edge stands behind it: it must end now */
    size_t words; /* written out */
} writer;

static bool append(way *to, kb_str text)
{
    if (to->len + text.len > sizeof to->text)
        return false;
    memcpy(to->text + to->len, text.ptr, text.len);
    to->len += text.len;
    return true;
}

static bool append_all(writer *w, kb_str text)
{
    for (size_t i = 0; i < w->count; i++)
        if (!append(&w->ways[i], text))
            return false;
    w->begun = true;
    return !w->right;
}

/* As UTF-8. */
static bool append_char(way *to, uint32_t c)
{
    char bytes[4];
    size_t len = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const unsigned char leads[] = { 0, 0, 0xC0, 0xE0, 0xF0 };
    for (size_t i = len; i-- > 1; c >>= 6)
        bytes[i] = (char)(0x80 | (c & 0x3F));
    bytes[0] = (char)(leads[len] | c);
    return append(to, (kb_str){ bytes, len });
}

static bool is_word_char(uint32_t c)
{
    return kb_is_letter(c) || kb_is_digit(c);
}

static void start_word(writer *w, bool left)
{
    w->count = 1;
    w->ways[0].len = 0;
    w->begun = w->right = false;
    w->left = left;
}

/* ---- parts of a word ---- */

/* \w* as a wildcard; NULL for what a phrase cannot say. */
static const char *wildcard(const kb_rx_node *node)
{
    if (node->kind != KB_RX_WORD || node->possessive)
        return NULL;
    if (node->most == KB_RX_MANY)
        return node->least == 0 ? "*" : node->least == 1 ? "?*" : NULL;
    return node->least == 1 && node->most == 1 ? "?" : NULL;
}

/* A choice inside a word: letters and wildcards only. */
static bool read_choice(const kb_rx_sequence *sequence, bool letters_only, way *out)
{
    for (size_t i = 0; i < sequence->count; i++) {
        const kb_rx_node *node = &sequence->items[i];
        const char *wild = letters_only ? NULL : wildcard(node);
        if (wild != NULL ? !append(out, kb_str_from(wild))
                         : node->kind != KB_RX_CHAR || node->least != 1 || node->most != 1 ||
                               !is_word_char(node->c) || !append_char(out, node->c))
            return false;
    }
    return true;
}

/* `(?:r|ne)?` is `(r/ne)`. */
static bool add_optional(writer *w, const kb_rx_sequence *alternatives, size_t count)
{
    way text = { .len = 0 };
    for (size_t i = 0; i < count; i++)
        if (!append(&text, i == 0 ? KB_STR("(") : KB_STR("/")) || alternatives[i].count == 0 ||
            !read_choice(&alternatives[i], true, &text))
            return false;
    return append(&text, KB_STR(")")) && append_all(w, (kb_str){ text.text, text.len });
}

/* `(?:e|je)` makes two ways of each. */
static bool add_choices(writer *w, const kb_rx_node *group)
{
    way made[MOST_WAYS];
    size_t count = 0;
    for (size_t i = 0; i < w->count; i++)
        for (size_t j = 0; j < group->alternative_count; j++) {
            if (count == MOST_WAYS)
                return false;
            made[count] = w->ways[i];
            if (!read_choice(&group->alternatives[j], false, &made[count++]))
                return false;
        }
    memcpy(w->ways, made, count * sizeof *made);
    w->count = count;
    w->begun = true;
    return !w->right;
}

static bool add_group(writer *w, const kb_rx_node *node)
{
    if (node->most != 1 || node->atomic || node->possessive)
        return false;
    return node->least == 1 ? add_choices(w, node)
                            : add_optional(w, node->alternatives, node->alternative_count);
}

static bool add_char(writer *w, const kb_rx_node *node)
{
    way text = { .len = 0 };
    if (node->most != 1 || node->possessive || !is_word_char(node->c))
        return false;
    bool optional = node->least == 0;
    return (!optional || append(&text, KB_STR("("))) && append_char(&text, node->c) &&
           (!optional || append(&text, KB_STR(")"))) &&
           append_all(w, (kb_str){ text.text, text.len });
}

/* ---- words ---- */

static bool write_word(writer *w, bool alone)
{
    if (!w->begun || !w->left)
        return false;
    if (w->words++ > 0)
        kb_buf_char(w->out, ' ');
    bool brackets = w->count > 1 && !alone;
    kb_buf_puts(w->out, brackets ? "[" : "");
    for (size_t i = 0; i < w->count; i++) {
        way *one = &w->ways[i];
        if (!w->right && (one->len == 0 || one->text[one->len - 1] != '*') &&
            !append(one, KB_STR("*")))
            return false;
        if (one->len == 0)
            return false;
        kb_buf_puts(w->out, i > 0 ? "/" : "");
        kb_buf_add(w->out, one->text, one->len);
    }
    kb_buf_puts(w->out, brackets ? "]" : "");
    return true;
}

static bool is_space_between(const kb_rx_node *node)
{
    if (node->kind == KB_RX_CHAR && node->c == ' ')
        return node->least == 1;
    return (node->kind == KB_RX_SPACE || node->kind == KB_RX_APART) && node->least == 1;
}

static bool add_node(writer *w, const kb_rx_node *node)
{
    if (node->kind == KB_RX_EDGE) {
        w->left = w->left || !w->begun;
        w->right = w->right || w->begun;
        return node->least == 1;
    }
    if (is_space_between(node)) {
        w->right = true;
        bool good = write_word(w, false);
        start_word(w, true);
        return good;
    }
    if (wildcard(node) != NULL)
        return append_all(w, kb_str_from(wildcard(node)));
    if (node->kind == KB_RX_CHAR)
        return add_char(w, node);
    return node->kind == KB_RX_GROUP && add_group(w, node);
}

static bool write_phrase(writer *w, const kb_rx_sequence *sequence)
{
    start_word(w, false);
    for (size_t i = 0; i < sequence->count; i++)
        if (!add_node(w, &sequence->items[i]))
            return false;
    return write_word(w, w->words == 0);
}

bool kb_rx_to_phrase(const kb_rx *rx, kb_buf *out)
{
    if (rx->exact_case) /* phrases have no case */
        return false;
    for (size_t i = 0; i < rx->alternative_count; i++) {
        writer w = { .out = out };
        kb_buf_puts(out, i > 0 ? "/" : "");
        if (!write_phrase(&w, &rx->alternatives[i]) || (rx->alternative_count > 1 && w.words > 1))
            return false;
    }
    return !out->failed;
}
