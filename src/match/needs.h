/* SPDX-License-Identifier: MIT */
/* Cheap conditions that a regex puts on a text, found in its tree; see literals.h. */
#ifndef KB_MATCH_NEEDS_H
#define KB_MATCH_NEEDS_H

#include "literals.h"

#include "base/regex_tree.h"

kb_needs kb_needs_of(const kb_rx *rx);

#endif
