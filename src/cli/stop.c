/* SPDX-License-Identifier: MIT */
/*
 * Ctrl-C.
 *
 * While it is held - a project is open, a file is being put in its place - the first one asks the
 * work to stop at its next step, a millisecond away, to undo what was begun and to say so; it
 * also wakes a program that waits for input.  Else, and the third time in any case, the
 * program ends at once: there is nothing to undo but a half-written table, which is removed.
 * A project keeps its last complete state either way.
 */
#include "command.h"

#include <signal.h>
#include <unistd.h>

enum { PATIENCE = 3 };

static volatile sig_atomic_t interrupted, held;
static const char *volatile half_written; /* a path */

/* Calls only what a signal handler may. */
static void end_at_once(void)
{
    static const char message[] = "kodebok: stopped\n";
    if (half_written != NULL)
        unlink(half_written);
    (void)!write(STDERR_FILENO, message, sizeof message - 1);
    _exit(EXIT_STOPPED);
}

static void on_interrupt(int signal_number)
{
    (void)signal_number;
    if (++interrupted >= PATIENCE || held == 0)
        end_at_once();
}

void catch_interrupts(void)
{
    struct sigaction action = { .sa_handler = on_interrupt };
    struct sigaction before;
    sigemptyset(&action.sa_mask);
    if (sigaction(SIGINT, NULL, &before) == 0 && before.sa_handler != SIG_IGN)
        sigaction(SIGINT, &action, NULL);
}

bool was_interrupted(void)
{
    return interrupted > 0;
}

void hold_interrupts(void)
{
    held++;
}

void let_interrupts(void)
{
    held--;
}

void stop_if_interrupted(void)
{
    if (interrupted && held == 0)
        end_at_once();
}

void remove_if_stopped(const char *path)
{
    half_written = path;
}
