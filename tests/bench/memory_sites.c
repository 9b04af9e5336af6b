/* SPDX-License-Identifier: MIT */
/*
 * Whose blocks are alive when a program has most memory?
 *
 *     BENCH_MEMORY=FILE LD_PRELOAD=libbench_memory.so COMMAND
 *
 * Counts what malloc and its kin hand out.  A block of a page or more is booked on its site: the
 * library that asked, and the innermost calls inside the program itself.  At the end FILE holds, of
 * the moment when most was alive, `small BYTES` and lines `BYTES LIBRARY ADDRESS...`; addresses
 * count from where the program was loaded.  memory_sites.sh gives them names.
 */
#include <dlfcn.h>
#include <execinfo.h>
#include <link.h>
#include <malloc.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { BIG = 4096, SITES = 4096, BLOCKS = 1 << 20, CALLS = 6, DEPTH = 40, STEP = 1 << 18 };

typedef struct site {
    char library[32];
    uintptr_t calls[CALLS];
} site;

typedef struct block {
    void *at;
    uint32_t site;
} block;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static site sites[SITES];
static size_t site_count, alive, small, most;
static size_t bytes_of[SITES], bytes_then[SITES], small_then;
static block
    blocks[BLOCKS]; /* a table by address; freed ones keep their place with `at` set to `gone` */
static char gone;
static uintptr_t program_begin, program_end;
static bool ready;
static __thread bool inside __attribute__((tls_model("initial-exec")));

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
void *__libc_memalign(size_t alignment, size_t size);
void __libc_free(void *old);

static int find_program(struct dl_phdr_info *info, size_t size, void *data)
{
    (void)size;
    (void)data;
    program_begin = info->dlpi_addr;
    for (int i = 0; i < info->dlpi_phnum; i++)
        if (info->dlpi_phdr[i].p_type == PT_LOAD) {
            uintptr_t end =
                info->dlpi_addr + info->dlpi_phdr[i].p_vaddr + info->dlpi_phdr[i].p_memsz;
            program_end = end > program_end ? end : program_end;
        }
    return 1; /* the first is the program */
}

static void name_library(site *s, void *call)
{
    Dl_info info;
    const char *name = dladdr(call, &info) != 0 ? strrchr(info.dli_fname, '/') : NULL;
    uintptr_t at = (uintptr_t)call;
    if (at >= program_begin && at < program_end)
        name = NULL;
    snprintf(s->library, sizeof s->library, "%.*s", name == NULL ? 1 : (int)strcspn(name + 1, "."),
             name == NULL ? "-" : name + 1);
}

static uint32_t find_site(void)
{
    void *calls[DEPTH];
    site s = { 0 };
    int depth = backtrace(calls, DEPTH);
    size_t count = 0;
    /* 0 is here, 1 is book(), 2 is malloc() */
    if (depth > 3)
        name_library(&s, calls[3]);
    for (int i = 3; i < depth && count < CALLS; i++) {
        uintptr_t at = (uintptr_t)calls[i];
        if (at >= program_begin && at < program_end)
            s.calls[count++] = at - program_begin - 1;
    }
    for (size_t i = 0; i < site_count; i++)
        if (memcmp(&sites[i], &s, sizeof s) == 0)
            return (uint32_t)i;
    if (site_count < SITES - 1)
        sites[site_count++] = s;
    return (uint32_t)(site_count - 1);
}

static block *find_block(const void *at, bool add)
{
    size_t slot = ((uintptr_t)at >> 4) * 0x9e3779b97f4a7c15u >> 44;
    block *free_one = NULL;
    for (size_t i = 0; i < BLOCKS; i++, slot = (slot + 1) % BLOCKS) {
        if (blocks[slot].at == at)
            return &blocks[slot];
        if (free_one == NULL && (blocks[slot].at == NULL || blocks[slot].at == &gone))
            free_one = &blocks[slot];
        if (blocks[slot].at == NULL)
            return add ? free_one : NULL;
    }
    return add ? free_one : NULL;
}

static void remember_most(void)
{
    if (alive < most + STEP)
        return;
    most = alive;
    small_then = small;
    memcpy(bytes_then, bytes_of, sizeof bytes_of);
}

__attribute__((noinline)) static void book(void *at)
{
    if (at == NULL || !ready || inside)
        return;
    inside = true;
    pthread_mutex_lock(&lock);
    size_t size = malloc_usable_size(at);
    block *b = size < BIG ? NULL : find_block(at, true);
    alive += size;
    if (b == NULL) {
        small += size;
    } else {
        *b = (block){ at, find_site() };
        bytes_of[b->site] += size;
    }
    remember_most();
    pthread_mutex_unlock(&lock);
    inside = false;
}

static void unbook(void *at)
{
    if (at == NULL || !ready || inside)
        return;
    pthread_mutex_lock(&lock);
    size_t size = malloc_usable_size(at);
    block *b = size < BIG ? NULL : find_block(at, false);
    if (b != NULL) {
        bytes_of[b->site] -= size;
        alive -= size;
        b->at = &gone;
    } else if (small >= size) { /* else it is from before we looked */
        small -= size;
        alive -= size;
    }
    pthread_mutex_unlock(&lock);
}

void *malloc(size_t size)
{
    void *at = __libc_malloc(size);
    book(at);
    return at;
}

void *calloc(size_t count, size_t size)
{
    void *at = __libc_calloc(count, size);
    book(at);
    return at;
}

void *realloc(void *old, size_t size)
{
    unbook(old);
    void *at = __libc_realloc(old, size);
    book(at != NULL ? at : size > 0 ? old : NULL);
    return at;
}

void *aligned_alloc(size_t alignment, size_t size)
{
    void *at = __libc_memalign(alignment, size);
    book(at);
    return at;
}

void free(void *old)
{
    unbook(old);
    __libc_free(old);
}

__attribute__((constructor)) static void begin(void)
{
    void *calls[2];
    dl_iterate_phdr(find_program, NULL);
    backtrace(calls, 2); /* loads what it needs */
    ready = true;
}

__attribute__((destructor)) static void tell(void)
{
    const char *path = getenv("BENCH_MEMORY");
    ready = false;
    FILE *file = path == NULL ? NULL : fopen(path, "w");
    if (file == NULL)
        return;
    fprintf(file, "small %zu\n", small_then);
    for (size_t i = 0; i < site_count; i++) {
        if (bytes_then[i] == 0)
            continue;
        fprintf(file, "%zu %s", bytes_then[i], sites[i].library);
        for (size_t j = 0; j < CALLS && sites[i].calls[j] != 0; j++)
            fprintf(file, " %#lx", (unsigned long)sites[i].calls[j]);
        fputc('\n', file);
    }
    fclose(file);
}
