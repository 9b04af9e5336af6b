/* SPDX-License-Identifier: MIT */
/*
 * Runs a command and says what it cost.
 *
 *     bench_measure [-o STDOUT] [-e STDERR] [-m] COMMAND [ARGUMENT...]
 *
 * Prints one line: `cpu SECONDS wall SECONDS peak KIB anonymous KIB exit CODE`.  cpu is user and
 * system time of the command and of what it waited for; peak is the most memory that it had at
 * once, mapped files and libraries with it; anonymous is the part that is no file, and is 0
 * without -m, for it is had by looking every other millisecond.
 */
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds_of(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec * 1e-6;
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void redirect(const char *path, int to)
{
    int file = path == NULL ? -1 : open(path, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    if (path != NULL && (file < 0 || dup2(file, to) < 0)) {
        perror(path);
        _exit(126);
    }
}

/* Anonymous memory of a process, in KiB; 0 when it is gone. */
static long anonymous_memory(pid_t child)
{
    char path[64], line[256];
    long kib = 0;
    snprintf(path, sizeof path, "/proc/%ld/status", (long)child);
    FILE *status = fopen(path, "r");
    if (status == NULL)
        return 0;
    while (fgets(line, sizeof line, status) != NULL)
        if (sscanf(line, "RssAnon: %ld", &kib) == 1)
            break;
    fclose(status);
    return kib;
}

static long watch(pid_t child, int *status, struct rusage *usage)
{
    long most = 0;
    while (wait4(child, status, WNOHANG, usage) == 0) {
        long kib = anonymous_memory(child);
        most = kib > most ? kib : most;
        nanosleep(&(struct timespec){ .tv_nsec = 2000000 }, NULL);
    }
    return most;
}

int main(int argc, char **argv)
{
    const char *out = NULL, *err = NULL;
    bool memory = false;
    int option, status = 0;
    while ((option = getopt(argc, argv, "+o:e:m")) != -1) {
        if (option == 'o')
            out = optarg;
        else if (option == 'e')
            err = optarg;
        else if (option == 'm')
            memory = true;
        else
            return 2;
    }
    if (optind == argc) {
        fputs("usage: bench_measure [-o STDOUT] [-e STDERR] [-m] COMMAND [ARGUMENT...]\n", stderr);
        return 2;
    }
    struct rusage usage;
    double begin = now();
    pid_t child = fork();
    if (child == 0) {
        redirect(out, STDOUT_FILENO);
        redirect(err, STDERR_FILENO);
        execvp(argv[optind], argv + optind);
        perror(argv[optind]);
        _exit(127);
    }
    long anonymous = memory ? watch(child, &status, &usage) : 0;
    if (!memory)
        wait4(child, &status, 0, &usage);
    double wall = now() - begin;
    printf("cpu %.6f wall %.6f peak %ld anonymous %ld exit %d\n",
           seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime), wall, usage.ru_maxrss,
           anonymous, WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
    return 0;
}
