/* SPDX-License-Identifier: MIT */
/*
 * Both engines of one codebook, and the question whether they find the same in everything: for
 * the unit tests and the fuzz program.
 *
 * The reference engine, asked about one answer at a time, is right.  It is held against itself
 * and the fast one asked about many answers, and the fast one asked about one.
 */
#ifndef KB_ENGINES_H
#define KB_ENGINES_H

#include <kodebok/match.h>

#include "base/buf.h"
#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct engine {
    kb_matcher *matcher;
    kb_scratch *scratch;
} engine;

typedef struct engines {
    kb_codebook *book; /* owned */
    engine fast, slow;
    bool once; /* the reference engine, which is slow, is asked once only */
    uint64_t answers, segments, undecided, wordless, untouched; /* so many so far */
} engines;

static inline void close_engines(engines *e)
{
    engine *both[] = { &e->fast, &e->slow };
    for (size_t i = 0; i < 2; i++) {
        kb_scratch_free(both[i]->scratch);
        kb_matcher_free(both[i]->matcher);
    }
    kb_codebook_free(e->book);
    *e = (engines){ 0 };
}

/* Takes `book`; false when it has problems, or a dictionary that it wants is not there. */
static inline bool open_engines(engines *e, kb_codebook *book, kb_problems *problems)
{
    engine *both[] = { &e->fast, &e->slow };
    *e = (engines){ .book = book };
    bool good = book != NULL && kb_problems_at_least(problems, KB_PROBLEM) == 0;
    for (size_t i = 0; good && i < 2; i++) {
        const kb_match_options options = { .reference = both[i] == &e->slow };
        good = kb_matcher_new(&both[i]->matcher, book, &options, problems, NULL) == KB_OK &&
               kb_scratch_new(&both[i]->scratch, both[i]->matcher, NULL) == KB_OK;
    }
    if (!good)
        close_engines(e);
    return good;
}

/* The book in `yaml`. */
static inline bool open_engines_of(engines *e, kb_str yaml, kb_problems *problems)
{
    kb_codebook *book = NULL;
    if (kb_codebook_parse(&book, "bok.yaml", yaml, problems, NULL) != KB_OK)
        book = NULL;
    return open_engines(e, book, problems);
}

/* --------------------------------------------------------------- what was found */

static inline void write_span(kb_buf *out, kb_span span)
{
    kb_buf_printf(out, " %zu-%zu", span.begin, span.end);
}

static inline void write_segments(kb_buf *out, const kb_result *r)
{
    for (size_t i = 0; i < r->segment_count; i++) {
        const kb_segment *s = &r->segments[i];
        kb_buf_printf(out, "segment %d", s->code);
        write_span(out, s->bytes);
        write_span(out, s->match);
        write_span(out, s->cue);
        for (size_t k = 0; k < s->rule_count; k++)
            kb_buf_printf(out, " #%d", s->rules[k]);
        kb_buf_char(out, '\n');
    }
    for (size_t i = 0; i < r->segment_match_count; i++) {
        const kb_segment_match *m = &r->segment_matches[i];
        kb_buf_printf(out, "in segment %zu #%d", m->segment, m->rule);
        write_span(out, m->bytes);
        write_span(out, m->cue);
        kb_buf_char(out, '\n');
    }
}

/* Everything that a result says. */
static inline void write_result(kb_buf *out, const kb_result *r)
{
    kb_buf_printf(out, "%s, %zu wordless\n", r->non_answer ? "no answer" : "an answer",
                  r->wordless);
    write_segments(out, r);
    for (size_t i = 0; i < r->match_count; i++) {
        const kb_match *m = &r->matches[i];
        kb_buf_printf(out, "match #%d code %d fate %d by %d%s", m->rule, m->code, (int)m->fate,
                      m->by, m->negated ? " negated" : "");
        write_span(out, m->span);
        write_span(out, m->cue);
        for (size_t k = 0; k < m->component_count; k++)
            write_span(out, m->components[k]);
        kb_buf_char(out, '\n');
    }
    for (size_t i = 0; i < r->undecided_count; i++)
        kb_buf_printf(out, "undecided #%d\n", r->undecided[i]);
}

/* ---------------------------------------------------------------- the comparison */

/* What the reference engine found in a row of answers, and how far the other one has come. */
typedef struct comparison_of_engines {
    kb_buf right; /* all results, one after the other */
    size_t *ends;
    const char *who;
    const kb_match_input *asked;
    engines *engines;
    size_t differences;
    uint64_t untouched;
} comparison_of_engines;

/* `result` is that of answer `index`. */
static inline void hold_against(comparison_of_engines *c, size_t index, const kb_result *result)
{
    kb_buf mine = { 0 };
    kb_span part = { index > 0 ? c->ends[index - 1] : 0, c->ends[index] };
    kb_str right = kb_str_slice(kb_buf_view(&c->right), part);
    write_result(&mine, result);
    if (!kb_str_equal(right, kb_buf_view(&mine)) && c->differences++ < 3)
        fprintf(stderr, "%s, of \"%.*s\" (question %d, group %d)\nright:\n%.*swrong:\n%.*s", c->who,
                KB_ARG(c->asked[index].text), c->asked[index].question, c->asked[index].group,
                KB_ARG(right), KB_ARG(kb_buf_view(&mine)));
    c->untouched += result->text == NULL;
    kb_buf_free(&mine);
}

static inline kb_status take_result(void *payload, size_t index, const kb_result *result,
                                    kb_error *err)
{
    (void)err;
    hold_against(payload, index, result);
    return KB_OK;
}

static inline bool find_right(comparison_of_engines *c, size_t count)
{
    engines *e = c->engines;
    kb_result result;
    for (size_t i = 0; i < count; i++) {
        const kb_match_input *asked = &c->asked[i];
        if (kb_match_answer(e->slow.matcher, e->slow.scratch, asked->text, asked->question,
                            asked->group, &result, NULL) != KB_OK)
            return false;
        write_result(&c->right, &result);
        c->ends[i] = c->right.len;
        e->answers++;
        e->segments += result.segment_count;
        e->undecided += result.undecided_count;
        e->wordless += result.wordless;
    }
    return !c->right.failed;
}

static inline bool find_many(comparison_of_engines *c, const engine *who, size_t count)
{
    return kb_match_answers(who->matcher, who->scratch, c->asked, count, take_result, c, NULL) ==
           KB_OK;
}

static inline bool find_each(comparison_of_engines *c, const engine *who, size_t count)
{
    kb_result result;
    for (size_t i = 0; i < count; i++) {
        const kb_match_input *asked = &c->asked[i];
        if (kb_match_answer(who->matcher, who->scratch, asked->text, asked->question, asked->group,
                            &result, NULL) != KB_OK)
            return false;
        hold_against(c, i, &result);
    }
    return true;
}

/* In how many of the answers the engines differ; each time both results are shown. */
static inline size_t engine_differences(engines *e, const kb_match_input *asked, size_t count)
{
    comparison_of_engines c = { .engines = e, .asked = asked };
    c.ends = calloc(count + 1, sizeof *c.ends);
    bool good = c.ends != NULL && find_right(&c, count);
    c.who = "reference, many at a time";
    good = good && (e->once || find_many(&c, &e->slow, count));
    c.who = "fast, one at a time";
    good = good && find_each(&c, &e->fast, count);
    c.who = "fast, many at a time";
    c.untouched = 0;
    good = good && find_many(&c, &e->fast, count);
    e->untouched += c.untouched;
    kb_buf_free(&c.right);
    free(c.ends);
    return c.differences + !good;
}

#endif
