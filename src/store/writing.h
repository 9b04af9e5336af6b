/* SPDX-License-Identifier: MIT */
/*
 * A run while it is written: run.c begins and ends it, found.c takes what was found.
 */
#ifndef KB_STORE_WRITING_H
#define KB_STORE_WRITING_H

#include "intern.h"
#include "ledger.h"

/* Which codes an answer had before and has now. */
typedef struct kb_code_marks {
    unsigned char *marks; /* owned; by number - 1 */
    int64_t *touched;     /* owned; the numbers with a mark; room for all */
    size_t count;
} kb_code_marks;

typedef struct kb_writing {
    kb_intern intern;
    kb_ledgers ledgers;
    kb_code_marks codes;
    kb_run_change total;
    int64_t last_answer; /* given last */
    bool summed_up;      /* nothing may be added any more */

    kb_old_segment *old; /* owned; of the present answer */
    size_t old_cap;
    kb_set_texts sets;
} kb_writing;

#endif
