/* SPDX-License-Identifier: MIT */
/* Is a codebook sound, and do its own examples and tests hold? */
#include "room.h"

#include <kodebok/lint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* One check under way. */
typedef struct checking {
    const kb_watch *watch;
    const kb_codebook *book;
    kb_check_summary *summary;
    kb_problems *problems;
    size_t told;
    bool *fired, *exact; /* owned; per rule, what examples and tests showed */
    char **tried_on;     /* owned, and each of them: per rule, on which answers it is tried */
} checking;

static const char *kind_name(kb_trial_kind kind)
{
    switch (kind) {
    case KB_TRIAL_EXAMPLE: return "example";
    case KB_TRIAL_COUNTEREXAMPLE: return "counterexample";
    case KB_TRIAL_TEST: return "test";
    }
    return "test";
}

static void see_trial(void *payload, const kb_trial *trial)
{
    checking *c = payload;
    for (size_t i = 0; i < trial->rule_count; i++)
        c->fired[trial->rules[i]] = true;
    c->summary->tried++;
    c->summary->todo += trial->todo;
    c->summary->failed += !trial->passed && !trial->todo;
    if (trial->passed && trial->todo)
        kb_codebook_problem(c->book, c->problems, KB_NOTE, trial->place, "take 'todo' away",
                            "%s marked todo holds now", kind_name(trial->kind));
    else if (!trial->passed)
        kb_codebook_problem(c->book, c->problems, trial->todo ? KB_NOTE : KB_PROBLEM, trial->place,
                            "", "%s%s failed: %.*s", kind_name(trial->kind),
                            trial->todo ? " (todo)" : "", KB_ARG(trial->message));
    c->told = kb_tell_all(c->watch, c->problems, c->told);
}

static void see_exact_trial(void *payload, const kb_trial *trial)
{
    checking *c = payload;
    for (size_t i = 0; i < trial->rule_count; i++)
        c->exact[trial->rules[i]] = true;
}

/* Runs the examples once more, with `~` taken away. */
static kb_status try_exactly(checking *c, const kb_project_options *options, kb_error *err)
{
    kb_matcher *matcher = NULL;
    kb_match_options match = kb_watched(&options->match, c->watch);
    match.exact = true;
    kb_status status = kb_matcher_new(&matcher, c->book, &match, NULL, err);
    if (status == KB_OK)
        status = kb_matcher_try(matcher, see_exact_trial, c, err);
    kb_matcher_free(matcher);
    return status;
}

static kb_status ask_prices(checking *c, const kb_matcher *matcher, kb_error *err)
{
    for (size_t i = 0; i < c->book->rule_count; i++)
        KB_TRY(kb_matcher_tried_on(matcher, (int)i, &c->tried_on[i], err));
    return KB_OK;
}

static void free_checking(checking *c)
{
    for (size_t i = 0; c->tried_on != NULL && i < c->book->rule_count; i++)
        free(c->tried_on[i]);
    free(c->tried_on);
    free(c->fired);
    free(c->exact);
}

/* Runs the examples, and says what is suspicious in a book that is sound. */
static kb_status try_and_lint(checking *c, const kb_matcher *matcher,
                              const kb_project_options *options, kb_error *err)
{
    c->fired = calloc(c->book->rule_count + 1, sizeof *c->fired);
    c->exact = calloc(c->book->rule_count + 1, sizeof *c->exact);
    c->tried_on = calloc(c->book->rule_count + 1, sizeof *c->tried_on);
    if (c->fired == NULL || c->exact == NULL || c->tried_on == NULL)
        return kb_fail_memory(err);
    KB_TRY(ask_prices(c, matcher, err));
    KB_TRY(kb_matcher_try(matcher, see_trial, c, err));
    kb_str source = c->book->source;
    bool tolerant = source.len > 0 && memchr(source.ptr, '~', source.len) != NULL;
    if (tolerant)
        KB_TRY(try_exactly(c, options, err));
    const kb_lint_evidence evidence = { c->fired, tolerant ? c->exact : NULL, c->tried_on };
    size_t before = kb_problems_count(c->problems);
    KB_TRY(kb_codebook_lint(c->book, &evidence, c->problems, err));
    c->summary->warnings += kb_problems_count(c->problems) - before;
    c->told = kb_tell_all(c->watch, c->problems, c->told);
    return KB_OK;
}

static kb_status check_book(checking *c, const kb_project_options *options, kb_error *err)
{
    kb_matcher *matcher = NULL;
    const kb_match_options match = kb_watched(&options->match, c->watch);
    kb_status status = kb_matcher_new(&matcher, c->book, &match, c->problems, err);
    if (status == KB_ERR_INPUT)
        status = KB_OK;
    c->summary->problems = kb_problems_at_least(c->problems, KB_PROBLEM);
    c->summary->warnings = kb_problems_at_least(c->problems, KB_WARNING) - c->summary->problems;
    c->summary->codes = c->book->code_count;
    c->summary->rules = c->book->rule_count;
    c->told = kb_tell_all(c->watch, c->problems, c->told);
    if (status == KB_OK && matcher != NULL && c->summary->problems == 0)
        status = try_and_lint(c, matcher, options, err);
    kb_matcher_free(matcher);
    return status;
}

kb_status kb_check(const char *codebook, const kb_project_options *options,
                   kb_check_summary *summary, kb_error *err)
{
    kb_codebook *book = NULL;
    checking c = { .watch = &options->watch, .summary = summary };
    *summary = (kb_check_summary){ 0 };
    KB_TRY(kb_problems_new(&c.problems, err));
    kb_status status = kb_codebook_read(&book, codebook, c.problems, err);
    c.book = book;
    if (status == KB_OK && book != NULL) {
        status = check_book(&c, options, err);
    } else if (status == KB_OK) {
        kb_tell_all(c.watch, c.problems, 0);
        summary->problems = kb_problems_at_least(c.problems, KB_PROBLEM);
    }
    if (status == KB_OK)
        status = kb_problems_status(c.problems);
    free_checking(&c);
    kb_codebook_free(book);
    kb_problems_free(c.problems);
    return status;
}
