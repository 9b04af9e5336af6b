/* SPDX-License-Identifier: MIT */
/* No match is lost: random regexes on random texts, PCRE2's word against ours. */
#include "regex_maker.h"

#include "unit.h"

enum { REGEXES = 20000, TEXTS = 12, EACH = 40 };

typedef struct sample {
    kb_text *text;
    kb_buf raw, canonical, folded;
} sample;

typedef struct trial {
    dice dice;
    kb_splitter *splitter;
    kb_canon *canon;
    sample samples[TEXTS];
    size_t compiled, understood, with_literals, passed, matched, lost;
} trial;

static void make_samples(trial *t)
{
    for (size_t i = 0; i < TEXTS; i++) {
        sample *one = &t->samples[i];
        kb_str text;
        bool changed;
        kb_buf_reset(&one->raw);
        kb_buf_reset(&one->canonical);
        make_text(&one->raw, &t->dice);
        assert_int_equal(kb_canon_apply(t->canon, kb_buf_view(&one->raw), &text, &changed, NULL),
                         KB_OK);
        kb_buf_str(&one->canonical, text);
        assert_int_equal(kb_text_split(one->text, t->splitter, kb_buf_view(&one->canonical), NULL),
                         KB_OK);
        kb_gate_fold(&one->folded, one->text->view);
    }
}

static void open_trial(trial *t)
{
    *t = (trial){ .dice = { .state = 20260117 } };
    assert_int_equal(kb_canon_new(&t->canon, NULL), KB_OK);
    assert_int_equal(kb_splitter_new(&t->splitter, NULL, NULL), KB_OK);
    for (size_t i = 0; i < TEXTS; i++)
        assert_int_equal(kb_text_new(&t->samples[i].text, NULL), KB_OK);
}

static void close_trial(trial *t)
{
    kb_canon_free(t->canon);
    kb_splitter_free(t->splitter);
    for (size_t i = 0; i < TEXTS; i++) {
        kb_text_free(t->samples[i].text);
        kb_buf_free(&t->samples[i].raw);
        kb_buf_free(&t->samples[i].canonical);
        kb_buf_free(&t->samples[i].folded);
    }
}

static void try_regex(trial *t, kb_str source, const pcre2_code *code)
{
    kb_arena arena = { 0 };
    kb_literals literals;
    kb_literals_read(&literals, &arena, source);
    t->understood += literals.understood;
    t->with_literals += literals.clause_count > 0;
    for (size_t i = t->compiled % 2; i < TEXTS && !asks_nothing(&literals); i += 2) {
        const sample *one = &t->samples[i];
        bool in = may_hold_match(&literals, one->text->view, kb_buf_view(&one->folded));
        t->passed += in;
        if (!finds_somewhere(code, &literals, one->text))
            continue;
        t->matched++;
        if (in)
            continue;
        t->lost++;
        print_error("%.*s is lost in: %.*s\n", KB_ARG(source), KB_ARG(one->text->view));
    }
    kb_arena_free(&arena);
}

static void a_match_is_never_lost(void **state)
{
    trial t;
    (void)state;
    open_trial(&t);
    for (size_t i = 0; i < REGEXES; i++) {
        kb_buf source = { 0 };
        if (i % EACH == 0) {
            t.dice.tiny = i / EACH % 2 == 1;
            make_samples(&t);
        }
        make_choice(&source, &t.dice, 3);
        pcre2_code *code = compile_regex(kb_buf_view(&source));
        if (code != NULL) {
            t.compiled++;
            try_regex(&t, kb_buf_view(&source), code);
            pcre2_code_free(code);
        }
        kb_buf_free(&source);
    }
    print_message(
        "%zu regexes, %zu understood, %zu with literals; %zu texts let through, %zu match\n",
        t.compiled, t.understood, t.with_literals, t.passed, t.matched);
    /* The dice must have made something worth asking about. */
    assert_true(t.compiled > REGEXES / 3);
    assert_true(t.understood > t.compiled * 9 / 10 && t.understood < t.compiled);
    assert_true(t.with_literals > t.compiled / 3);
    assert_true(t.matched > 1000);
    assert_int_equal(t.lost, 0);
    close_trial(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_match_is_never_lost),
    };
    return cmocka_run_group_tests_name("match/literals_sound", tests, NULL, NULL);
}
