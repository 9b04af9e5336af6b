/* SPDX-License-Identifier: MIT */
/* Simple regexes said as phrases. */
#ifndef KB_CODEBOOK_REGEX_PHRASE_H
#define KB_CODEBOOK_REGEX_PHRASE_H

#include "base/regex_tree.h"

#include "base/buf.h"

/*
 * Appends the phrase that says what `rx` says, when it is made only of \b, letters, \w*,
 * \s+ and simple groups; false when there is none.
 */
bool kb_rx_to_phrase(const kb_rx *rx, kb_buf *out);

#endif
