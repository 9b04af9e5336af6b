/* SPDX-License-Identifier: MIT */
/* A gap between two tokens, and what a full stop in it means. */
#ifndef KB_TEXT_GAP_H
#define KB_TEXT_GAP_H

#include "room.h"

typedef struct kb_gap {
    const kb_text_room *room;
    const kb_splitter *splitter;
    kb_str view;
    size_t end;  /* where the token after begins, or the end of the text */
    size_t next; /* the token after; token_count when there is none */
} kb_gap;

/* Does the full stop at `stop`, with white space after it, end the sentence? */
bool kb_full_stop_ends(const kb_gap *gap, size_t stop);

/* Does the full stop at `stop`, with no white space after it, end one (`nok.Vi`)? */
bool kb_space_is_missing(const kb_gap *gap, size_t stop);

#endif
