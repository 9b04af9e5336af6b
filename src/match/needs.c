/* SPDX-License-Identifier: MIT */
/*
 * Cheap conditions that a regex puts on a text: a digit, a sign, a run of capitals, a long
 * word.  For regexes without fixed text, such as \b\d{3,4}\b or \w{25,}.
 *
 * Beyond Latin-1 no table is asked what a character is, since PCRE2's may be older or newer
 * than ours: what may be a digit, a letter or a capital counts as one.
 */
#include "needs.h"

#include "base/bits.h"
#include "base/str.h"
#include "base/unicode.h"

enum { MOST_WIDE = 600, LONGEST_RUN = 1000, FEW_CAPITALS = 2, FEW_LETTERS = 8 };

/* ---- characters ---- */

static bool is_punctuation_block(uint32_t c)
{
    return c >= 0x2000 && c < 0x2070 && c != 0x203F && c != 0x2040 && c != 0x2054;
}

static bool may_be_word(uint32_t c)
{
    if (c < 0x80)
        return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_';
    if (c < 0x100)
        return kb_is_letter(c) || kb_is_number(c);
    return !is_punctuation_block(c);
}

static bool may_be_capital(uint32_t c)
{
    if (c < 0x100)
        return (c >= 'A' && c <= 'Z') || (c >= 0xC0 && c <= 0xDE && c != 0xD7);
    return !is_punctuation_block(c);
}

/* The first decimal digit beyond ASCII is U+0660; symbols and emoji hold none. */
static bool may_be_digit(uint32_t c)
{
    if (c < 0x660)
        return c >= '0' && c <= '9';
    return !(c >= 0x2000 && c < 0x3000) && !(c >= 0xFE00 && c < 0xFE10) &&
           !(c >= 0x1F000 && c < 0x1FB00);
}

static bool is_sign(uint32_t c)
{
    return c > ' ' && c < 0x7F && ((c | 0x20) < 'a' || (c | 0x20) > 'z');
}

/* ---- nodes of one character ---- */

static bool has_only(const kb_rx_node *node, bool (*is_one)(uint32_t c))
{
    uint32_t count = 0;
    if (node->kind == KB_RX_CHAR)
        return is_one(node->c);
    for (size_t i = 0; i < node->range_count; i++)
        for (uint32_t c = node->ranges[i].first; c <= node->ranges[i].last; c++)
            if (++count > MOST_WIDE || !is_one(c))
                return false;
    return count > 0 && !node->open && !node->apart;
}

static bool is_of_word(const kb_rx_node *node)
{
    return node->kind == KB_RX_WORD || node->capital ||
           (node->kind == KB_RX_OTHER && node->c == 'd') || has_only(node, may_be_word);
}

static bool is_capital(const kb_rx_node *node)
{
    return node->exact_case && (node->capital || has_only(node, may_be_capital));
}

static bool has_width(const kb_rx_node *node)
{
    return node->kind != KB_RX_EDGE && node->kind != KB_RX_LOOK && node->kind != KB_RX_BEHIND;
}

/* ---- runs ---- */

/* A row of characters of one kind. */
typedef struct run {
    bool whole; /* all of the part is one, of at least `width` characters */
    int width;
    int best; /* the longest inside */
} run;

typedef bool (*node_test)(const kb_rx_node *node);

static int larger(int a, int b)
{
    return a > b ? a : b;
}

static int smaller(int a, int b)
{
    return a < b ? a : b;
}

static run run_of_choice(const kb_rx_sequence *alternatives, size_t count, node_test test);

static run run_of_node(const kb_rx_node *node, node_test test)
{
    run one = { .whole = !has_width(node) };
    if (node->least == 0 || node->negative) {
        one.whole = one.whole || test(node);
        return one;
    }
    if (node->alternative_count > 0) {
        one = run_of_choice(node->alternatives, node->alternative_count, test);
        if (!has_width(node))
            one = (run){ .whole = true, .best = one.best };
    } else if (test(node)) {
        one = (run){ .whole = true, .width = 1, .best = 1 };
    }
    one.width = smaller(one.width * smaller(node->least, LONGEST_RUN), LONGEST_RUN);
    return one;
}

static run run_of_sequence(const kb_rx_sequence *sequence, node_test test)
{
    run all = { .whole = true };
    int now = 0;
    for (size_t i = 0; i < sequence->count; i++) {
        run one = run_of_node(&sequence->items[i], test);
        now = one.whole ? smaller(now + one.width, LONGEST_RUN) : 0;
        all.best = larger(all.best, larger(now, one.best));
        all.whole = all.whole && one.whole;
    }
    all.width = all.whole ? now : 0;
    return all;
}

static run run_of_choice(const kb_rx_sequence *alternatives, size_t count, node_test test)
{
    run least = { .whole = true, .width = LONGEST_RUN, .best = LONGEST_RUN };
    for (size_t i = 0; i < count; i++) {
        run one = run_of_sequence(&alternatives[i], test);
        least = (run){ least.whole && one.whole, smaller(least.width, one.width),
                       smaller(least.best, one.best) };
    }
    return least;
}

/* ---- digits and signs ---- */

static kb_needs needs_of_choice(const kb_rx_sequence *alternatives, size_t count);

static int count_signs(const kb_needs *needs)
{
    return __builtin_popcountll(needs->signs[0]) + __builtin_popcountll(needs->signs[1]);
}

static kb_needs needs_of_node(const kb_rx_node *node)
{
    kb_needs needs = { .digit = node->kind == KB_RX_OTHER && node->c == 'd' };
    if (node->least == 0 || node->negative)
        return (kb_needs){ 0 };
    if (node->alternative_count > 0)
        return needs_of_choice(node->alternatives, node->alternative_count);
    if (node->kind == KB_RX_CHAR && is_sign(node->c))
        kb_set_bit(needs.signs, node->c);
    else if (node->kind != KB_RX_CHAR && has_only(node, is_sign))
        for (size_t i = 0; i < node->range_count; i++)
            for (uint32_t c = node->ranges[i].first; c <= node->ranges[i].last; c++)
                kb_set_bit(needs.signs, c);
    return needs;
}

static kb_needs needs_of_sequence(const kb_rx_sequence *sequence)
{
    kb_needs all = { 0 };
    for (size_t i = 0; i < sequence->count; i++) {
        kb_needs one = needs_of_node(&sequence->items[i]);
        int count = count_signs(&all), more = count_signs(&one);
        all.digit = all.digit || one.digit;
        if (more > 0 && (count == 0 || more < count)) {
            all.signs[0] = one.signs[0];
            all.signs[1] = one.signs[1];
        }
    }
    return all;
}

static kb_needs needs_of_choice(const kb_rx_sequence *alternatives, size_t count)
{
    kb_needs all = needs_of_sequence(&alternatives[0]);
    for (size_t i = 1; i < count; i++) {
        kb_needs one = needs_of_sequence(&alternatives[i]);
        bool both = count_signs(&all) > 0 && count_signs(&one) > 0;
        all.digit = all.digit && one.digit;
        all.signs[0] = both ? all.signs[0] | one.signs[0] : 0;
        all.signs[1] = both ? all.signs[1] | one.signs[1] : 0;
    }
    return all;
}

kb_needs kb_needs_of(const kb_rx *rx)
{
    kb_needs needs = needs_of_choice(rx->alternatives, rx->alternative_count);
    int capitals = run_of_choice(rx->alternatives, rx->alternative_count, is_capital).best;
    int letters = run_of_choice(rx->alternatives, rx->alternative_count, is_of_word).best;
    needs.capitals = capitals >= FEW_CAPITALS ? capitals : 0;
    needs.letters = letters >= FEW_LETTERS ? letters : 0;
    return needs;
}

/* ---- texts ---- */

kb_needs kb_needs_in(kb_str view)
{
    kb_needs has = { 0 };
    int capitals = 0, letters = 0;
    for (size_t pos = 0; pos < view.len;) {
        uint32_t c = kb_utf8_next(view, &pos);
        has.digit = has.digit || may_be_digit(c);
        if (c < 0x80)
            kb_set_bit(has.signs, c);
        capitals = may_be_capital(c) ? smaller(capitals + 1, LONGEST_RUN) : 0;
        letters = may_be_word(c) ? smaller(letters + 1, LONGEST_RUN) : 0;
        has.capitals = larger(has.capitals, capitals);
        has.letters = larger(has.letters, letters);
    }
    return has;
}

bool kb_needs_met(const kb_needs *needs, const kb_needs *has)
{
    bool sign = ((needs->signs[0] & has->signs[0]) | (needs->signs[1] & has->signs[1])) != 0;
    return (has->digit || !needs->digit) && (sign || count_signs(needs) == 0) &&
           has->capitals >= needs->capitals && has->letters >= needs->letters;
}

bool kb_needs_are_none(const kb_needs *needs)
{
    return !needs->digit && needs->capitals == 0 && needs->letters == 0 && count_signs(needs) == 0;
}
