/* SPDX-License-Identifier: MIT */
/* What the matches of a regex always touch; see touches.h. */
#include "touches.h"

#include "base/unicode.h"

static bool is_word(uint32_t c)
{
    return kb_is_letter(c) || kb_is_number(c);
}

enum { MOST_OF_A_CLASS = 1024 };

/* Are all characters of the class letters or numbers?  [s\W] has others (apart), [^s] too (open).
 */
static bool is_class_of_words(const kb_rx_node *node)
{
    uint32_t seen = 0;
    for (size_t i = 0; i < node->range_count; i++)
        for (uint32_t c = node->ranges[i].first; c <= node->ranges[i].last; c++)
            if (++seen > MOST_OF_A_CLASS || !is_word(c))
                return false;
    return seen > 0 && !node->open && !node->apart;
}

static kb_touch of_choice(const kb_rx_sequence *alternatives, size_t count);

static kb_touch of_node(const kb_rx_node *node)
{
    if (node->least == 0)
        return KB_TOUCHES_NONE;
    switch (node->kind) {
    case KB_RX_CHAR: return is_word(node->c) ? KB_TOUCHES_WORD : KB_TOUCHES_NONE;
    case KB_RX_WORD: return KB_TOUCHES_LOW;
    case KB_RX_OTHER:
        if (node->c == 'd') /* beyond Latin-1 PCRE2 may know a digit that nobody else knows */
            return KB_TOUCHES_LOW;
        return is_class_of_words(node) ? KB_TOUCHES_WORD : KB_TOUCHES_NONE;
    case KB_RX_SET: return is_class_of_words(node) ? KB_TOUCHES_WORD : KB_TOUCHES_NONE;
    case KB_RX_GROUP: return of_choice(node->alternatives, node->alternative_count);
    default: return KB_TOUCHES_NONE;
    }
}

/* \K takes what stands before it out of the match. */
static bool resets(const kb_rx_node *node)
{
    if (node->kind == KB_RX_LOOK && node->c == 'K')
        return true;
    for (size_t i = 0; i < node->alternative_count; i++)
        for (size_t k = 0; k < node->alternatives[i].count; k++)
            if (resets(&node->alternatives[i].items[k]))
                return true;
    return false;
}

/* The best of what stands in a row. */
static kb_touch of_sequence(const kb_rx_sequence *sequence)
{
    kb_touch best = KB_TOUCHES_NONE;
    for (size_t i = 0; i < sequence->count; i++) {
        kb_touch one = of_node(&sequence->items[i]);
        if (resets(&sequence->items[i]))
            return KB_TOUCHES_NONE;
        best = one < best ? one : best;
    }
    return best;
}

/* The worst of what there is to choose from. */
static kb_touch of_choice(const kb_rx_sequence *alternatives, size_t count)
{
    kb_touch worst = count > 0 ? KB_TOUCHES_WORD : KB_TOUCHES_NONE;
    for (size_t i = 0; i < count; i++) {
        kb_touch one = of_sequence(&alternatives[i]);
        worst = one > worst ? one : worst;
    }
    return worst;
}

kb_touch kb_rx_touches(const kb_rx *rx)
{
    return of_choice(rx->alternatives, rx->alternative_count);
}
