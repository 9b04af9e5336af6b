/* SPDX-License-Identifier: MIT */
/*
 * Any text through a codebook.  The first byte chooses the book, the question and the
 * group; what must hold of every result is checked, and that it does not depend on what
 * the scratch did before.
 */
#include <kodebok/match.h>

#include "base/buf.h"
#include "base/str.h"
#include "base/unicode.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Everything at once, and much of it ambiguous. */
static const char nasty[] =
    "codebook: 1\nid: stygg\ntitle: 'Stygg'\nversion: '1.0.0'\nlanguage: nn\n"
    "text: {gap: 3, clause_breaks: ['men', 'a b'], newline: space, spelling: {guard: []}}\n"
    "questions: {q: {label: Q}, r: {label: R}}\ngroups: {g: {label: G}}\n"
    "negation:\n  window: 3\n  before: ['ikke/ikkje', 'a ...2 b', {phrase: '<m>', within: 0}]\n"
    "  after: ['å', {phrase: 'mangler', within: 50}]\n  not: ['ikke a', 'b å']\n"
    "ignore_answers: ['a (b)', '<m>']\nignore_phrases: ['b b', '*x*']\n"
    "categories: {k: {label: K, when: {question: q}}, l: {label: L, suppresses: k, extent: {words: "
    "1}},\n"
    "  m: {label: M, suppresses: [k, l], extent: clause}}\n"
    "macros: {m: ['a', 'b ...1 a', {regex: '[æøå]+'}], n: ['<m> <m>', 'c_d']}\n"
    "themes:\n- id: t\n  label: T\n  cells:\n"
    "    k: {statement: s, rules: ['a', {phrase: 'a*~', unless: 'a b'}, '(a) [b/b a/b ...2 b] (a) "
    "b',\n"
    "      {regex: ['\\w', 'b\\W+a'], when: {question: any}, negated: ignore}]}\n"
    "    l:\n    - {id: x, statement: s, rules: ['<n>', {near: [a, '<m>', 'b*'], within: 2},\n"
    "        {regex: '(\\w+\\s?)+[!?]$', in: answer}], extent: answer}\n"
    "    - {id: y, statement: s, rules: [{all: [a, {any: ['<m>', {regex: '.\\b.'}]}], none: [c], "
    "in: clause},\n"
    "        {all: [b], any: ['?', '?\?'], in: answer, extent: match}], suppresses: t.l.x}\n"
    "    m: {statement: s, rules: [{near: [a, b, c, 'd~1'], within: 1, ordered: true}, {phrase: "
    "'møte+', negated: {flip: k}},\n"
    "        {near: [{near: [a, b]}, {all: [a, b]}], unless: [{regex: 'ab'}], negated: only}]}\n";

static void expect(bool holds)
{
    if (!holds)
        abort();
}

static kb_matcher *make_matcher(kb_codebook *book, kb_problems *problems)
{
    kb_matcher *matcher = NULL;
    if (kb_problems_at_least(problems, KB_PROBLEM) == 0 &&
        kb_matcher_new(&matcher, book, NULL, problems, NULL) == KB_OK)
        return matcher;
    kb_codebook_free(book);
    return NULL;
}

/* The nasty book, or the conformance book where it and its dictionaries are at hand. */
static kb_matcher *open_matcher(bool conformance)
{
    kb_problems *problems = NULL;
    kb_codebook *book = NULL;
    const char *source = getenv("KB_SOURCE");
    char path[4096];
    kb_matcher *matcher = NULL;
    if (kb_problems_new(&problems, NULL) != KB_OK)
        return NULL;
    if (!conformance) {
        if (kb_codebook_parse(&book, "stygg", kb_str_from(nasty), problems, NULL) == KB_OK)
            matcher = make_matcher(book, problems);
    } else if (source != NULL) {
        snprintf(path, sizeof path, "%s/tests/features.yaml", source);
        if (kb_codebook_read(&book, path, problems, NULL) == KB_OK)
            matcher = make_matcher(book, problems);
    }
    kb_problems_free(problems);
    return matcher;
}

/* ------------------------------------------------------------ what must hold */

static void check_span(kb_str text, kb_span span)
{
    expect(span.begin < span.end && span.end <= text.len);
    expect(((unsigned char)text.ptr[span.begin] & 0xC0) != 0x80);
    expect(span.end == text.len || ((unsigned char)text.ptr[span.end] & 0xC0) != 0x80);
}

static void check_cue(kb_str text, kb_span cue)
{
    if (cue.end > 0)
        check_span(text, cue);
}

static bool is_inside(kb_span inner, kb_span outer)
{
    return inner.begin >= outer.begin && inner.end <= outer.end;
}

static void check_segments(const kb_codebook *book, const kb_result *result, kb_str text)
{
    for (size_t i = 0; i < result->segment_count; i++) {
        const kb_segment *s = &result->segments[i];
        check_span(text, s->bytes);
        check_span(text, s->match);
        check_cue(text, s->cue);
        expect(is_inside(s->match, s->bytes));
        expect(s->code >= 0 && (size_t)s->code < book->code_count && s->rule_count > 0);
        for (size_t r = 0; r < s->rule_count; r++)
            expect((size_t)s->rules[r] < book->rule_count &&
                   (r == 0 || s->rules[r] > s->rules[r - 1]));
        if (i == 0)
            continue;
        expect(s->bytes.begin > s[-1].bytes.begin ||
               (s->bytes.begin == s[-1].bytes.begin &&
                (s->bytes.end < s[-1].bytes.end ||
                 (s->bytes.end == s[-1].bytes.end && s->code > s[-1].code))));
        for (size_t j = 0; j < i; j++)
            expect(result->segments[j].code != s->code ||
                   result->segments[j].bytes.end <= s->bytes.begin);
    }
}

/* Every segment has its matches, the first of them its own, and no rule without one. */
static void check_segment_matches(const kb_result *result)
{
    size_t at = 0;
    for (size_t i = 0; i < result->segment_count; i++) {
        const kb_segment *s = &result->segments[i];
        const kb_segment_match *first = &result->segment_matches[at];
        expect(at < result->segment_match_count && first->segment == i);
        expect(first->bytes.begin == s->match.begin && first->bytes.end == s->match.end);
        expect(first->cue.begin == s->cue.begin && first->cue.end == s->cue.end);
        for (; at < result->segment_match_count && result->segment_matches[at].segment == i; at++) {
            size_t r = 0;
            while (r < s->rule_count && s->rules[r] != result->segment_matches[at].rule)
                r++;
            expect(r < s->rule_count && is_inside(result->segment_matches[at].bytes, s->bytes));
        }
    }
    expect(at == result->segment_match_count);
}

static bool is_covered(const kb_result *result, const kb_match *match)
{
    for (size_t c = 0; c < match->component_count; c++) {
        size_t i = 0;
        while (i < result->segment_count &&
               (result->segments[i].code != match->code ||
                !is_inside(match->components[c], result->segments[i].bytes)))
            i++;
        if (i == result->segment_count)
            return false;
    }
    return true;
}

static void check_matches(const kb_codebook *book, const kb_result *result, kb_str text)
{
    for (size_t i = 0; i < result->match_count; i++) {
        const kb_match *m = &result->matches[i];
        check_span(text, m->span);
        expect(i == 0 || m->rule >= m[-1].rule);
        expect(m->component_count > 0 && m->components[0].begin == m->span.begin);
        for (size_t c = 0; c < m->component_count; c++) {
            check_span(text, m->components[c]);
            expect(is_inside(m->components[c], m->span));
            expect(c == 0 || m->components[c].begin >= m->components[c - 1].begin);
        }
        expect(m->negated == (m->cue.end > 0));
        check_cue(text, m->cue);
        expect((m->fate == KB_SUPPRESSED) == (m->by >= 0));
        expect(m->fate != KB_KEPT || is_covered(result, m));
        for (size_t u = 0; u < result->undecided_count; u++)
            expect(result->undecided[u] != m->rule);
    }
    for (size_t u = 0; u < result->undecided_count; u++)
        expect((size_t)result->undecided[u] < book->rule_count &&
               (u == 0 || result->undecided[u] > result->undecided[u - 1]));
}

/* -------------------------------------------------------- the same every time */

static void write_result(kb_buf *out, const kb_result *r)
{
    kb_buf_printf(out, "%d %zu\n", r->non_answer, r->wordless);
    for (size_t i = 0; i < r->segment_count; i++) {
        const kb_segment *s = &r->segments[i];
        kb_buf_printf(out, "s %d %zu %zu %zu %zu %zu\n", s->code, s->bytes.begin, s->bytes.end,
                      s->match.begin, s->match.end, s->cue.end);
        for (size_t k = 0; k < s->rule_count; k++)
            kb_buf_printf(out, " %d", s->rules[k]);
    }
    for (size_t i = 0; i < r->segment_match_count; i++)
        kb_buf_printf(out, "x %d %zu %zu\n", r->segment_matches[i].rule,
                      r->segment_matches[i].bytes.begin, r->segment_matches[i].bytes.end);
    for (size_t i = 0; i < r->match_count; i++)
        kb_buf_printf(out, "m %d %d %d %d %zu %zu %zu\n", r->matches[i].rule, r->matches[i].code,
                      (int)r->matches[i].fate, r->matches[i].by, r->matches[i].span.begin,
                      r->matches[i].span.end, r->matches[i].cue.end);
    for (size_t i = 0; i < r->undecided_count; i++)
        kb_buf_printf(out, "u %d\n", r->undecided[i]);
}

typedef struct asked {
    kb_str text;
    int question, group;
} asked;

/* Codes the answer; false without memory. */
static bool code(const kb_matcher *matcher, kb_scratch *scratch, const asked *a, kb_buf *out)
{
    kb_result result;
    const kb_codebook *book = kb_matcher_book(matcher);
    if (kb_match_answer(matcher, scratch, a->text, a->question, a->group, &result, NULL) != KB_OK)
        return false;
    check_segments(book, &result, a->text);
    check_segment_matches(&result);
    check_matches(book, &result, a->text);
    write_result(out, &result);
    return true;
}

static void check_answer(const kb_matcher *matcher, kb_scratch *used, const asked *a)
{
    kb_scratch *fresh = NULL;
    kb_buf first = { 0 }, again = { 0 }, other = { 0 };
    if (kb_scratch_new(&fresh, matcher, NULL) == KB_OK && code(matcher, used, a, &first) &&
        code(matcher, used, a, &again) && code(matcher, fresh, a, &other)) {
        expect(kb_str_equal(kb_buf_view(&first), kb_buf_view(&again)));
        expect(kb_str_equal(kb_buf_view(&first), kb_buf_view(&other)));
    }
    kb_scratch_free(fresh);
    kb_buf_free(&first);
    kb_buf_free(&again);
    kb_buf_free(&other);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static kb_matcher *matchers[2];
    static kb_scratch *scratches[2];
    enum { MAX_TEXT = 4096 };
    if (size < 1 || size > MAX_TEXT)
        return 0;
    if (matchers[0] == NULL) {
        for (int i = 0; i < 2; i++)
            if ((matchers[i] = open_matcher(i == 1)) != NULL)
                expect(kb_scratch_new(&scratches[i], matchers[i], NULL) == KB_OK);
        expect(matchers[0] != NULL);
    }
    int which = matchers[1] != NULL && (data[0] & 1);
    kb_canon *canon = NULL;
    asked a = { .question = (data[0] >> 1) % 4 - 2, .group = (data[0] >> 3) % 3 - 2 };
    bool changed;
    if (kb_canon_new(&canon, NULL) == KB_OK &&
        kb_canon_apply(canon, (kb_str){ (const char *)data + 1, size - 1 }, &a.text, &changed,
                       NULL) == KB_OK)
        check_answer(matchers[which], scratches[which], &a);
    kb_canon_free(canon);
    return 0;
}
