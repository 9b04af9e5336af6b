/* SPDX-License-Identifier: MIT */
/* Waiting for another thread, but never for long. */
#ifndef KB_BASE_WAIT_H
#define KB_BASE_WAIT_H

#include <pthread.h>

/*
 * Waits for `cond` at most 20 ms, so that whoever waits can look in between whether it is still
 * wanted.  `lock` is held by the caller, before and after.
 */
void kb_wait_a_moment(pthread_cond_t *cond, pthread_mutex_t *lock);

#endif
