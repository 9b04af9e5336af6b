/* SPDX-License-Identifier: MIT */
/* KB_TRY: call, and hand any failure straight to my caller.
 *
 * Only for functions that own nothing.  A function that owns something says
 * `goto done` and frees it there. */
#ifndef KB_BASE_TRY_H
#define KB_BASE_TRY_H

#include <kodebok/base.h>

#define KB_TRY(call)                                                                               \
    do {                                                                                           \
        kb_status try_status = (call);                                                             \
        if (try_status != KB_OK)                                                                   \
            return try_status;                                                                     \
    } while (0)

#endif
