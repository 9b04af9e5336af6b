/* SPDX-License-Identifier: MIT */
/* Regexes whose matches always touch a word; see touches.h.  `\w` may be a `_`, which is none. */
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

static bool choice_touches(const kb_rx_sequence *alternatives, size_t count);

static bool node_touches(const kb_rx_node *node)
{
    if (node->least == 0)
        return false;
    switch (node->kind) {
    case KB_RX_CHAR: return is_word(node->c);
    case KB_RX_SET: return is_class_of_words(node);
    case KB_RX_GROUP: return choice_touches(node->alternatives, node->alternative_count);
    default: return false;
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

static bool choice_touches(const kb_rx_sequence *alternatives, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        bool any = false;
        for (size_t k = 0; k < alternatives[i].count; k++) {
            if (resets(&alternatives[i].items[k]))
                return false;
            any = any || node_touches(&alternatives[i].items[k]);
        }
        if (!any)
            return false;
    }
    return count > 0;
}

bool kb_rx_touches_word(const kb_rx *rx)
{
    return choice_touches(rx->alternatives, rx->alternative_count);
}
