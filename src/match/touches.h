/* SPDX-License-Identifier: MIT */
#ifndef KB_MATCH_TOUCHES_H
#define KB_MATCH_TOUCHES_H

#include "base/regex_tree.h"

/* Does every match of the regex hold a letter or number, so that it surely touches a word? */
bool kb_rx_touches_word(const kb_rx *rx);

#endif
