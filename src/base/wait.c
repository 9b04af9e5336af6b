/* SPDX-License-Identifier: MIT */
/* Waiting for another thread; see wait.h. */
#include "wait.h"

#include <time.h>

enum { MOMENT = 20 * 1000 * 1000, SECOND = 1000 * 1000 * 1000 }; /* nanoseconds */

void kb_wait_a_moment(pthread_cond_t *cond, pthread_mutex_t *lock)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += MOMENT;
    until.tv_sec += until.tv_nsec / SECOND;
    until.tv_nsec %= SECOND;
    pthread_cond_timedwait(cond, lock, &until);
}
