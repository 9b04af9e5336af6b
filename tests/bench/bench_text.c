/* SPDX-License-Identifier: MIT */
/*
 * How fast is an answer taken apart, and its words looked up?
 *
 *     bench_text FILE [ROUNDS]     one answer on each line
 *
 * Prints the median of ROUNDS rounds (default 5), in CPU time of this process:
 * kb_text_split(); the same and kb_map_find_open() of every folded word, as the
 * matcher does; and ICU's word iterator over the same answers, whose figure is
 * the yardstick, since machines differ.  The steps take turns within a round.
 */
#include <kodebok/text.h>

#include "base/file.h"
#include "base/map.h"
#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unicode/ubrk.h>
#include <unicode/utext.h>

enum { MAX_ROUNDS = 99, MAX_BYTES = 1 << 30 };

typedef struct bench {
    kb_buf file;
    kb_text *text;
    kb_splitter *splitter;
    kb_map words;
    UBreakIterator *breaks;
    size_t found; /* tokens, or boundaries: what was done cannot be left out */
} bench;

static void split_answer(bench *b, kb_str answer)
{
    if (kb_text_split(b->text, b->splitter, answer, NULL) != KB_OK)
        exit(1);
    b->found += b->text->token_count;
}

static void look_up_answer(bench *b, kb_str answer)
{
    split_answer(b, answer);
    for (size_t i = 0; i < b->text->token_count; i++) {
        size_t row = kb_map_find_open(&b->words, b->text->tokens[i].folded);
        if (row == KB_MAP_NONE)
            row = kb_map_add(&b->words, b->text->tokens[i].folded);
        b->found += row & 1;
    }
}

static void break_answer(bench *b, kb_str answer)
{
    UErrorCode code = U_ZERO_ERROR;
    UText text = UTEXT_INITIALIZER;
    utext_openUTF8(&text, answer.ptr, (int64_t)answer.len, &code);
    ubrk_setUText(b->breaks, &text, &code);
    while (ubrk_next(b->breaks) != UBRK_DONE)
        b->found++;
    utext_close(&text);
}

static const struct {
    const char *name;
    void (*run)(bench *b, kb_str answer);
} steps[] = {
    { "kb_text_split", split_answer },
    { "with look-up", look_up_answer },
    { "ICU words", break_answer },
};
enum { STEPS = sizeof steps / sizeof steps[0] };

static double cpu_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static double time_step(bench *b, size_t step)
{
    kb_str rest = kb_buf_view(&b->file), answer;
    b->found = 0;
    double begin = cpu_now();
    while (kb_str_cut(&rest, '\n', &answer))
        steps[step].run(b, answer);
    return cpu_now() - begin;
}

static int by_size(const void *a, const void *b)
{
    return (*(const double *)a > *(const double *)b) - (*(const double *)a < *(const double *)b);
}

static void report(bench *b, double (*seconds)[MAX_ROUNDS], size_t rounds, const size_t *found)
{
    double bytes = (double)b->file.len, median[STEPS];
    for (size_t step = 0; step < STEPS; step++) {
        qsort(seconds[step], rounds, sizeof **seconds, by_size);
        median[step] = seconds[step][rounds / 2];
    }
    printf("%zu tokens, %zu words\n", found[0], b->words.count);
    for (size_t step = 0; step < STEPS; step++)
        printf("%-18s %8.1f MB/s %8.2f ns/token %6.2f x ICU\n", steps[step].name,
               bytes / median[step] / 1e6, median[step] * 1e9 / (double)found[0],
               median[STEPS - 1] / median[step]);
}

int main(int argc, char **argv)
{
    static double seconds[STEPS][MAX_ROUNDS];
    size_t rounds = argc > 2 ? (size_t)atoi(argv[2]) : 5, found[STEPS] = { 0 };
    bench b = { 0 };
    kb_error err = { 0 };
    UErrorCode code = U_ZERO_ERROR;
    if (argc < 2 || rounds < 1 || rounds > MAX_ROUNDS) {
        fputs("usage: bench_text FILE [ROUNDS]\n", stderr);
        return 2;
    }
    b.breaks = ubrk_open(UBRK_WORD, "nb", NULL, 0, &code);
    if (kb_file_read(argv[1], MAX_BYTES, &b.file, &err) != KB_OK || U_FAILURE(code) ||
        kb_text_new(&b.text, &err) != KB_OK || kb_splitter_new(&b.splitter, NULL, &err) != KB_OK) {
        fprintf(stderr, "bench_text: %s\n", err.message);
        return 1;
    }
    for (size_t round = 0; round < rounds; round++)
        for (size_t step = 0; step < STEPS; step++) {
            seconds[step][round] = time_step(&b, step);
            found[step] = b.found;
        }
    report(&b, seconds, rounds, found);
    ubrk_close(b.breaks);
    kb_map_free(&b.words);
    kb_splitter_free(b.splitter);
    kb_text_free(b.text);
    kb_buf_free(&b.file);
    return 0;
}
