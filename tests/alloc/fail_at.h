/* SPDX-License-Identifier: MIT */
/*
 * Makes the n-th allocation of a job fail, for n = 1, 2, 3, ...
 *
 * The program is linked so that malloc() and its kin, when kodebok calls them,
 * go through fail_at.c; what third-party libraries allocate does not.  Leaks
 * are AddressSanitizer's business, at the end of the program.  When a job
 * fails here, FAIL_AT=n in the environment runs only that n, for a debugger.
 */
#ifndef KB_FAIL_AT_H
#define KB_FAIL_AT_H

#include <kodebok/base.h>

/* Does one job from nothing and cleans up after it. */
typedef kb_status (*fail_job)(void *context, kb_error *err);

/*
 * Runs `job` until it gets through without a failed allocation: each time the
 * next allocation fails, first alone and then with all that follow.  The job
 * must answer KB_ERR_MEMORY, or KB_OK when it can do without; anything else
 * fails the test.  Returns how many allocations the job makes.
 */
size_t fail_at_each(fail_job job, void *context);

#endif
