/* SPDX-License-Identifier: MIT */
/* Word patterns with `*` (any characters) and `?` (exactly one), against one folded word. */
#ifndef KB_MATCH_GLOB_H
#define KB_MATCH_GLOB_H

#include <kodebok/base.h>

/* Does `pattern` match the whole of `word`?  Both are UTF-8; time pattern x word at most. */
bool kb_glob(kb_str pattern, kb_str word);

/* Is there a wildcard in `pattern`? */
bool kb_glob_is_wild(kb_str pattern);

#endif
