/* SPDX-License-Identifier: MIT */
/*
 * The yardstick that needs no gate: every regex on every answer, as fast as plain PCRE2 goes.
 *
 *     bench_pcre2 RULES ANSWERS [COUNT]
 *
 * RULES has CODE<TAB>REGEX on each line, ANSWERS an answer; COUNT is how many of them are read.
 * Compiled with JIT; match data and stack are made once; the text is known to be UTF-8.  Prints
 * `answers N matches N seconds CPU`, the time of the loop alone.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST_RULES = 4096 };

typedef struct loop {
    pcre2_code *rules[MOST_RULES];
    size_t rule_count;
    pcre2_match_data *found;
    pcre2_match_context *context;
    size_t matches, answers;
} loop;

static void die(const char *what)
{
    fprintf(stderr, "bench_pcre2: %s\n", what);
    exit(1);
}

static void read_rules(loop *l, const char *path)
{
    FILE *file = fopen(path, "r");
    char *line = NULL;
    size_t room = 0;
    ssize_t len;
    if (file == NULL)
        die(path);
    while ((len = getline(&line, &room, file)) > 0 && l->rule_count < MOST_RULES) {
        int code;
        PCRE2_SIZE place;
        line[len - 1] = '\0';
        char *rule = strchr(line, '\t');
        if (rule == NULL)
            die("a rule without a TAB");
        pcre2_code *compiled =
            pcre2_compile((PCRE2_SPTR)(rule + 1), PCRE2_ZERO_TERMINATED,
                          PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS, &code, &place, NULL);
        if (compiled == NULL || pcre2_jit_compile(compiled, PCRE2_JIT_COMPLETE) != 0)
            die(rule + 1);
        l->rules[l->rule_count++] = compiled;
    }
    free(line);
    fclose(file);
}

static char *read_answers(const char *path, size_t *len)
{
    FILE *file = fopen(path, "r");
    if (file == NULL || fseek(file, 0, SEEK_END) != 0)
        die(path);
    *len = (size_t)ftell(file);
    char *text = malloc(*len + 1);
    rewind(file);
    if (text == NULL || fread(text, 1, *len, file) != *len)
        die(path);
    fclose(file);
    return text;
}

/* An empty match is stepped over by a whole letter, and not counted. */
static size_t after(const char *text, size_t len, const PCRE2_SIZE *found)
{
    size_t at = found[1];
    if (found[1] > found[0])
        return at;
    for (at++; at < len && ((unsigned char)text[at] & 0xc0) == 0x80; at++)
        ;
    return at;
}

static void match(loop *l, const pcre2_code *rule, const char *text, size_t len)
{
    PCRE2_SIZE *found = pcre2_get_ovector_pointer(l->found);
    for (size_t at = 0; at <= len; at = after(text, len, found)) {
        if (pcre2_match(rule, (PCRE2_SPTR)text, len, at, PCRE2_NO_UTF_CHECK, l->found, l->context) <
            0)
            return;
        l->matches += found[1] > found[0];
    }
}

static double cpu_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void go_through(loop *l, const char *text, size_t len, size_t most)
{
    for (const char *end; len > 0 && l->answers < most; l->answers++) {
        end = memchr(text, '\n', len);
        size_t own = end == NULL ? len : (size_t)(end - text);
        for (size_t i = 0; i < l->rule_count; i++)
            match(l, l->rules[i], text, own);
        len -= end == NULL ? own : own + 1;
        text += own + 1;
    }
}

int main(int argc, char **argv)
{
    static loop l;
    size_t len;
    if (argc < 3) {
        fputs("usage: bench_pcre2 RULES ANSWERS [COUNT]\n", stderr);
        return 2;
    }
    read_rules(&l, argv[1]);
    char *text = read_answers(argv[2], &len);
    pcre2_jit_stack *stack = pcre2_jit_stack_create(32 * 1024, 1024 * 1024, NULL);
    l.found = pcre2_match_data_create(16, NULL);
    l.context = pcre2_match_context_create(NULL);
    if (stack == NULL || l.found == NULL || l.context == NULL)
        die("no memory");
    pcre2_jit_stack_assign(l.context, NULL, stack);
    double begin = cpu_now();
    go_through(&l, text, len, argc > 3 ? strtoul(argv[3], NULL, 10) : (size_t)-1);
    printf("answers %zu matches %zu seconds %.6f\n", l.answers, l.matches, cpu_now() - begin);
    for (size_t i = 0; i < l.rule_count; i++)
        pcre2_code_free(l.rules[i]);
    pcre2_match_data_free(l.found);
    pcre2_match_context_free(l.context);
    pcre2_jit_stack_free(stack);
    free(text);
    return 0;
}
