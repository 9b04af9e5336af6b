/* SPDX-License-Identifier: MIT */
/* Allocations that fail on demand; see fail_at.h. */
#include "fail_at.h"

#include "unit.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

static struct {
    atomic_size_t calls; /* allocations since the job began, in whatever thread */
    size_t fail_at; /* which of them fails; 0 = none */
    bool ever_after;
} now;

static bool must_fail(void)
{
    if (now.fail_at == 0)
        return false;
    size_t call = ++now.calls;
    return call == now.fail_at || (now.ever_after && call > now.fail_at);
}

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *ptr, size_t size);
char *__real_strdup(const char *text);
char *__real_strndup(const char *text, size_t len);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *ptr, size_t size);
char *__wrap_strdup(const char *text);
char *__wrap_strndup(const char *text, size_t len);

void *__wrap_malloc(size_t size)
{
    return must_fail() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return must_fail() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *ptr, size_t size)
{
    return must_fail() ? NULL : __real_realloc(ptr, size);
}

char *__wrap_strdup(const char *text)
{
    return must_fail() ? NULL : __real_strdup(text);
}

char *__wrap_strndup(const char *text, size_t len)
{
    return must_fail() ? NULL : __real_strndup(text, len);
}

/* Returns whether the n-th allocation was reached. */
static bool run_once(fail_job job, void *context, size_t n, bool ever_after)
{
    kb_error err = { .status = KB_OK };
    now.calls = 0;
    now.ever_after = ever_after;
    now.fail_at = n;
    kb_status status = job(context, &err);
    bool reached = now.calls >= n;
    now.fail_at = 0;

    const char *how = ever_after ? "from allocation" : "allocation";
    if (status != KB_OK && (!reached || status != KB_ERR_MEMORY))
        fail_msg("%s %zu failed: got '%s' (%s)", how, n, kb_status_name(status), err.message);
    if (status != KB_OK && err.status != status)
        fail_msg("%s %zu failed: the error record says '%s'", how, n, kb_status_name(err.status));
    return reached;
}

size_t fail_at_each(fail_job job, void *context)
{
    const char *only = getenv("FAIL_AT");
    size_t n = only ? strtoul(only, NULL, 10) : 1;
    while (run_once(job, context, n, false) && run_once(job, context, n, true) && only == NULL)
        n++;
    print_message("%zu allocations failed in turn\n", n - 1);
    return n - 1;
}
