/* SPDX-License-Identifier: MIT */
/* Waiting comes back by itself, and with the lock. */
#include "base/wait.h"

#include "unit.h"

static void waiting_ends_without_a_signal_and_keeps_the_lock(void **state)
{
    (void)state;
    pthread_mutexattr_t checked;
    pthread_mutex_t lock;
    pthread_cond_t cond = PTHREAD_COND_INITIALIZER;
    pthread_mutexattr_init(&checked);
    pthread_mutexattr_settype(&checked, PTHREAD_MUTEX_ERRORCHECK);
    pthread_mutex_init(&lock, &checked);
    assert_int_equal(pthread_mutex_lock(&lock), 0);
    for (int i = 0; i < 3; i++)
        kb_wait_a_moment(&cond, &lock);
    assert_int_equal(pthread_mutex_unlock(&lock), 0); /* fails for who does not hold it */
    pthread_mutex_destroy(&lock);
    pthread_mutexattr_destroy(&checked);
    pthread_cond_destroy(&cond);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(waiting_ends_without_a_signal_and_keeps_the_lock),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
