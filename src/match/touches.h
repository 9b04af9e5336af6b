/* SPDX-License-Identifier: MIT */
#ifndef KB_MATCH_TOUCHES_H
#define KB_MATCH_TOUCHES_H

#include "base/regex_tree.h"

/* What every match of a regex holds; the later, the less is sure. */
typedef enum kb_touch {
    KB_TOUCHES_WORD, /* a letter or number, so that it surely touches a word */
    KB_TOUCHES_LOW,  /* what is \w: that may also be a `_`, which is no word */
    KB_TOUCHES_NONE  /* nobody knows */
} kb_touch;

kb_touch kb_rx_touches(const kb_rx *rx);

#endif
