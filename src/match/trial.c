/* SPDX-License-Identifier: MIT */
/*
 * The examples, counterexamples and tests of a codebook, run.
 *
 * An example must get its code, a counterexample must not (and must get `instead` when it
 * says so), a test must get exactly its codes.  A rule that gives up fails them.
 */
#include "scan.h"

#include "base/str.h"
#include "base/try.h"

#include <stdlib.h>

typedef struct trials {
    const kb_codebook *book;
    const kb_matcher *matcher;
    kb_scratch *scratch;
    kb_canon *canon;
    kb_buf message;
    bool *got; /* per code: the text has it */
    int question;
    bool non_answer;
    int *rules; /* owned: whose matches counted */
    size_t rule_count, rule_cap;
    void (*each)(void *payload, const kb_trial *trial);
    void *payload;
} trials;

static kb_status note_rules(trials *t, const kb_result *result, kb_error *err)
{
    t->rule_count = 0;
    for (size_t i = 0; i < result->match_count; i++) {
        void *rules = t->rules;
        if (result->matches[i].fate != KB_KEPT)
            continue;
        if (!kb_array_reserve(&rules, &t->rule_cap, t->rule_count, sizeof *t->rules))
            return kb_fail_memory(err);
        t->rules = rules;
        t->rules[t->rule_count++] = result->matches[i].rule;
    }
    return KB_OK;
}

/* Codes the text of a trial; marks what it got in t->got. */
static kb_status code_text(trials *t, kb_str text, int question, int group, kb_error *err)
{
    kb_str canonical;
    bool changed;
    kb_result result;
    kb_buf_reset(&t->message);
    memset(t->got, 0, t->book->code_count * sizeof *t->got);
    KB_TRY(kb_canon_apply(t->canon, text, &canonical, &changed, err));
    KB_TRY(kb_match_answer(t->matcher, t->scratch, canonical, question, group, &result, err));
    t->question = question;
    t->non_answer = result.non_answer;
    for (size_t i = 0; i < result.segment_count; i++)
        t->got[result.segments[i].code] = true;
    for (size_t i = 0; i < result.undecided_count; i++)
        kb_buf_printf(&t->message, "rule '%.*s' gave up; ",
                      KB_ARG(t->book->rules[result.undecided[i]].id));
    return note_rules(t, &result, err);
}

static void add_codes(trials *t, const bool *has)
{
    bool any = false;
    for (size_t i = 0; i < t->book->code_count; i++)
        if (has[i]) {
            kb_buf_printf(&t->message, "%s%.*s", any ? ", " : "", KB_ARG(t->book->codes[i].id));
            any = true;
        }
    if (!any)
        kb_buf_puts(&t->message, "no code");
}

/* How the text was coded, where that may be why it failed. */
static void add_circumstances(trials *t)
{
    const bool asked = t->question >= 0 && (size_t)t->question < t->book->question_count;
    if (t->non_answer)
        kb_buf_puts(&t->message, "; the text is a non-answer, and nothing is coded in it");
    else if (asked)
        kb_buf_printf(&t->message, "; tried as an answer to '%.*s'",
                      KB_ARG(t->book->questions[t->question].id));
}

static void report(trials *t, kb_trial *trial)
{
    trial->passed = t->message.len == 0;
    if (!trial->passed)
        add_circumstances(t);
    trial->message = kb_buf_view(&t->message);
    trial->rules = t->rules;
    trial->rule_count = t->rule_count;
    t->each(t->payload, trial);
}

static kb_status try_example(trials *t, int code, const kb_example *example, bool counter,
                             kb_error *err)
{
    KB_TRY(code_text(t, example->text, example->question, example->group, err));
    kb_str id = t->book->codes[code].id;
    if (t->got[code] == counter) {
        kb_buf_printf(&t->message,
                      counter ? "must not get '%.*s', but does" : "expected '%.*s', got ",
                      KB_ARG(id));
        if (!counter)
            add_codes(t, t->got);
    }
    if (counter && example->instead >= 0 && !t->got[example->instead]) {
        kb_buf_printf(&t->message, "%sexpected '%.*s' instead, got ", t->message.len ? "; " : "",
                      KB_ARG(t->book->codes[example->instead].id));
        add_codes(t, t->got);
    }
    kb_trial trial = { .kind = counter ? KB_TRIAL_COUNTEREXAMPLE : KB_TRIAL_EXAMPLE,
                       .code = code,
                       .place = example->place,
                       .text = example->text,
                       .todo = example->todo };
    report(t, &trial);
    return KB_OK;
}

static kb_status try_test(trials *t, const kb_test *test, bool *expected, kb_error *err)
{
    KB_TRY(code_text(t, test->text, test->question, test->group, err));
    memset(expected, 0, t->book->code_count * sizeof *expected);
    for (size_t i = 0; i < test->expect_count; i++)
        expected[test->expect[i]] = true;
    if (memcmp(expected, t->got, t->book->code_count * sizeof *expected) != 0) {
        kb_buf_puts(&t->message, "expected ");
        add_codes(t, expected);
        kb_buf_puts(&t->message, "; got ");
        add_codes(t, t->got);
    }
    kb_trial trial = { .kind = KB_TRIAL_TEST,
                       .code = -1,
                       .place = test->place,
                       .text = test->text,
                       .todo = test->todo };
    report(t, &trial);
    return KB_OK;
}

static kb_status try_code(trials *t, int code, kb_error *err)
{
    const kb_code *c = &t->book->codes[code];
    for (size_t i = 0; i < c->example_count; i++)
        KB_TRY(try_example(t, code, &c->examples[i], false, err));
    for (size_t i = 0; i < c->counterexample_count; i++)
        KB_TRY(try_example(t, code, &c->counterexamples[i], true, err));
    return KB_OK;
}

static kb_status try_all(trials *t, bool *expected, kb_error *err)
{
    for (size_t i = 0; i < t->book->code_count; i++)
        if (t->book->codes[i].status != KB_CODE_RETIRED)
            KB_TRY(try_code(t, (int)i, err));
    for (size_t i = 0; i < t->book->test_count; i++)
        KB_TRY(try_test(t, &t->book->tests[i], expected, err));
    return KB_OK;
}

kb_status kb_matcher_try(const kb_matcher *matcher,
                         void (*each)(void *payload, const kb_trial *trial), void *payload,
                         kb_error *err)
{
    trials t = { .book = matcher->book, .matcher = matcher, .each = each, .payload = payload };
    bool *expected = calloc(matcher->book->code_count + 1, sizeof *expected);
    t.got = calloc(matcher->book->code_count + 1, sizeof *t.got);
    kb_status status = t.got && expected ? KB_OK : kb_fail_memory(err);
    if (status == KB_OK)
        status = kb_scratch_new(&t.scratch, matcher, err);
    if (status == KB_OK)
        status = kb_canon_new(&t.canon, err);
    if (status == KB_OK)
        status = try_all(&t, expected, err);
    kb_canon_free(t.canon);
    kb_scratch_free(t.scratch);
    kb_buf_free(&t.message);
    free(t.got);
    free(t.rules);
    free(expected);
    return status;
}
