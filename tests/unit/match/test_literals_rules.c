/* SPDX-License-Identifier: MIT */
/*
 * The literals of real codebooks, and of generated rules with the answers made for them:
 * how many of the answers that are let through match?
 *
 * The generated ones are found in the folder KB_BENCH names (rules*.txt and corpus.txt).
 */
#include "regex_maker.h"

#include "base/file.h"

#include <kodebok/codebook.h>
#include <stdio.h>

#include "unit.h"

/* ---- codebooks ---- */

typedef struct regex_list {
    size_t count, without;
} regex_list;

static void look_at_pattern(regex_list *list, const kb_pattern *pattern);

static void look_at_all(regex_list *list, const kb_patterns *patterns)
{
    for (size_t i = 0; i < patterns->count; i++)
        look_at_pattern(list, &patterns->items[i]);
}

static void look_at_pattern(regex_list *list, const kb_pattern *pattern)
{
    for (size_t i = 0; i < pattern->regex_count; i++) {
        kb_arena arena = { 0 };
        kb_literals literals;
        kb_literals_read(&literals, &arena, pattern->regexes[i].source);
        list->count++;
        list->without += literals.clause_count == 0;
        if (!literals.understood)
            print_error("not understood: %.*s\n", KB_ARG(pattern->regexes[i].source));
        kb_arena_free(&arena);
    }
    look_at_all(list, &pattern->near);
    look_at_all(list, &pattern->all);
    look_at_all(list, &pattern->any);
}

static regex_list look_at_book(const char *name)
{
    char path[4096];
    kb_codebook *book = NULL;
    kb_problems *problems = NULL;
    regex_list list = { 0 };
    kb_error err = { 0 };
    const char *source = getenv("KB_SOURCE");
    if (source == NULL)
        skip();
    snprintf(path, sizeof path, "%s/codebooks/%s", source, name);
    assert_int_equal(kb_problems_new(&problems, &err), KB_OK);
    assert_int_equal(kb_codebook_read(&book, path, problems, &err), KB_OK);
    for (size_t i = 0; i < book->rule_count; i++)
        look_at_pattern(&list, &book->rules[i].pattern);
    kb_codebook_free(book);
    kb_problems_free(problems);
    return list;
}

/* «A sentence of few words» has no text of its own; nothing else lacks some. */
static void nearly_every_regex_of_the_shipped_codebooks_has_literals(void **state)
{
    (void)state;
    regex_list phrases = look_at_book("samhandling.yaml");
    regex_list regexes = look_at_book("samhandling-regex.yaml");
    assert_true(phrases.count > 5 && regexes.count > 200);
    assert_int_equal(phrases.without, 1);
    assert_int_equal(regexes.without, 0);
}

/* ---- generated rules ---- */

enum { MOST_RULES = 2000, MOST_ANSWERS = 20000 };

typedef struct rule {
    kb_literals literals;
    pcre2_code *code;
} rule;

typedef struct bench {
    kb_arena arena;
    kb_buf rules_text, answers_text;
    rule rules[MOST_RULES];
    size_t rule_count, without;
} bench;

static void read_bench(kb_buf *out, const char *name)
{
    char path[4096];
    kb_error err = { 0 };
    snprintf(path, sizeof path, "%s/%s", getenv("KB_BENCH"), name);
    assert_int_equal(kb_file_read(path, SIZE_MAX, out, &err), KB_OK);
}

static void read_rules(bench *b, const char *name)
{
    read_bench(&b->rules_text, name);
    kb_str rest = kb_buf_view(&b->rules_text), line, code;
    while (kb_str_cut(&rest, '\n', &line) && b->rule_count < MOST_RULES) {
        rule *one = &b->rules[b->rule_count];
        if (!kb_str_cut(&line, '\t', &code) || line.len == 0)
            continue;
        kb_literals_read(&one->literals, &b->arena, line);
        one->code = compile_regex(line);
        assert_non_null(one->code);
        pcre2_jit_compile(one->code, PCRE2_JIT_COMPLETE);
        b->without += one->literals.clause_count == 0;
        b->rule_count++;
    }
}

static void free_bench(bench *b)
{
    for (size_t i = 0; i < b->rule_count; i++)
        pcre2_code_free(b->rules[i].code);
    kb_buf_free(&b->rules_text);
    kb_buf_free(&b->answers_text);
    kb_arena_free(&b->arena);
    free(b);
}

static double share(size_t part, size_t whole)
{
    return whole > 0 ? 100.0 * (double)part / (double)whole : 100.0;
}

static void measure(const char *name, size_t answers)
{
    bench *b = calloc(1, sizeof *b);
    size_t candidates = 0, first_only = 0, matches = 0, lost = 0, seen = 0;
    kb_buf folded = { 0 };
    assert_non_null(b);
    read_rules(b, name);
    read_bench(&b->answers_text, "corpus.txt");
    pcre2_match_data *data = pcre2_match_data_create(1, NULL);
    kb_str rest = kb_buf_view(&b->answers_text), answer;
    for (; seen < answers && kb_str_cut(&rest, '\n', &answer); seen++) {
        kb_gate_fold(&folded, answer);
        for (size_t i = 0; i < b->rule_count; i++) {
            kb_literals literals = b->rules[i].literals;
            bool in = may_hold_match(&literals, answer, kb_buf_view(&folded));
            literals.clause_count = literals.clause_count > 0;
            first_only += may_hold_match(&literals, answer, kb_buf_view(&folded));
            bool found = pcre2_match(b->rules[i].code, (PCRE2_SPTR)answer.ptr, answer.len, 0,
                                     PCRE2_NO_UTF_CHECK, data, NULL) >= 0;
            candidates += in;
            matches += found;
            lost += found && !in;
        }
    }
    print_message("%s: %zu rules, %zu without a literal; %zu answers: %zu match, %zu candidates "
                  "(%.1f %% match), %zu by the first clause alone (%.1f %%)\n",
                  name, b->rule_count, b->without, seen, matches, candidates,
                  share(matches, candidates), first_only, share(matches, first_only));
    assert_int_equal(lost, 0);
    assert_int_equal(b->without, 0);
    pcre2_match_data_free(data);
    kb_buf_free(&folded);
    free_bench(b);
}

static void every_generated_rule_has_literals_and_no_match_is_lost(void **state)
{
    (void)state;
    if (getenv("KB_BENCH") == NULL)
        skip();
    measure("rules200.txt", MOST_ANSWERS);
    measure("rulesdense.txt", MOST_ANSWERS);
    measure("rules2000.txt", MOST_ANSWERS / 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nearly_every_regex_of_the_shipped_codebooks_has_literals),
        cmocka_unit_test(every_generated_rule_has_literals_and_no_match_is_lost),
    };
    return cmocka_run_group_tests_name("match/literals_rules", tests, NULL, NULL);
}
