/* SPDX-License-Identifier: MIT */
/* What the match tests share: books from strings, answers, and results as short texts. */
#ifndef KB_MATCH_KIT_H
#define KB_MATCH_KIT_H

#include <kodebok/match.h>

#include "base/buf.h"
#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>

#include "unit.h"

#define HEAD    "codebook: 1\nid: bok\ntitle: 'Bok'\nversion: '1.0.0'\nlanguage: nb\n"
#define COLUMNS "categories: {k: {label: K}, l: {label: L}}\n"
/* The codes of theme t, category k, follow: CODE('a', rules) gives t.k.a. */
#define CODES            "themes:\n- id: t\n  label: T\n  cells:\n    k:\n"
#define CODE(id, rules)  "    - {id: " id ", statement: s, rules: " rules "}\n"
#define BOOK(codes)      HEAD COLUMNS CODES codes
#define ONE_RULE(rules)  BOOK(CODE("a", rules))
#define NEGATION(inside) "negation: {" inside "}\n"

/* A book with what is needed to code answers with it. */
typedef struct coder {
    kb_codebook *book;
    kb_matcher *matcher;
    kb_scratch *scratch;
    kb_problems *problems;
    kb_canon *canon;
    kb_status status;
    kb_result result;
} coder;

static inline coder open_coder(const char *yaml)
{
    coder c = { 0 };
    kb_error err = { 0 };
    if (kb_problems_new(&c.problems, &err) != KB_OK || kb_canon_new(&c.canon, &err) != KB_OK)
        abort();
    c.status = kb_codebook_parse(&c.book, "bok.yaml", kb_str_from(yaml), c.problems, &err);
    if (c.status == KB_OK && kb_problems_at_least(c.problems, KB_PROBLEM) > 0)
        c.status = KB_ERR_INPUT;
    if (c.status == KB_OK)
        c.status = kb_matcher_new(&c.matcher, c.book, NULL, c.problems, &err);
    if (c.status == KB_OK)
        c.status = kb_scratch_new(&c.scratch, c.matcher, &err);
    return c;
}

static inline void close_coder(coder *c)
{
    kb_scratch_free(c->scratch);
    kb_matcher_free(c->matcher);
    kb_codebook_free(c->book);
    kb_problems_free(c->problems);
    kb_canon_free(c->canon);
    *c = (coder){ 0 };
}

/* A coder for a book that must be in order. */
static inline coder open_good(const char *yaml)
{
    coder c = open_coder(yaml);
    for (size_t i = 0; i < kb_problems_count(c.problems); i++) {
        const kb_problem *problem = kb_problems_at(c.problems, i);
        if (problem->severity == KB_PROBLEM)
            print_error("%d:%d: %.*s\n", problem->place.line, problem->place.column,
                        KB_ARG(problem->message));
    }
    assert_int_equal(c.status, KB_OK);
    return c;
}

/* Codes canonical text. */
static inline const kb_result *code_as(coder *c, kb_str text, int question, int group)
{
    kb_error err = { 0 };
    assert_int_equal(
        kb_match_answer(c->matcher, c->scratch, text, question, group, &c->result, &err), KB_OK);
    return &c->result;
}

static inline const kb_result *code(coder *c, const char *text)
{
    return code_as(c, kb_str_from(text), KB_ABSENT, KB_ABSENT);
}

static inline int span_order(const void *a, const void *b)
{
    const kb_span *x = a, *y = b;
    if (x->begin != y->begin)
        return x->begin < y->begin ? -1 : 1;
    return (x->end < y->end) - (x->end > y->end);
}

/* The text with [..] around the spans, which may overlap; equal ones once.  Ends with a zero byte.
 */
static inline void mark_spans(kb_buf *out, kb_str text, kb_span *spans, size_t count)
{
    size_t kept = 0;
    if (count > 1)
        qsort(spans, count, sizeof *spans, span_order);
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || span_order(&spans[kept - 1], &spans[i]) != 0)
            spans[kept++] = spans[i];
    for (size_t at = 0; at <= text.len; at++) {
        for (size_t i = 0; i < kept; i++)
            kb_buf_puts(out, spans[i].end == at ? "]" : "");
        for (size_t i = 0; i < kept; i++)
            kb_buf_puts(out, spans[i].begin == at ? "[" : "");
        if (at < text.len)
            kb_buf_char(out, text.ptr[at]);
    }
    kb_buf_char(out, '\0');
}

/* The kept matches of all rules, each from its first word to its last. */
static inline void mark_matches(kb_buf *out, const kb_result *result)
{
    kb_span spans[64];
    size_t count = 0;
    for (size_t i = 0; i < result->match_count && count < 64; i++)
        if (result->matches[i].fate == KB_KEPT)
            spans[count++] = result->matches[i].span;
    mark_spans(out, result->text->canonical, spans, count);
}

/* The components of the kept matches. */
static inline void mark_components(kb_buf *out, const kb_result *result)
{
    kb_span spans[64];
    size_t count = 0;
    for (size_t i = 0; i < result->match_count; i++)
        for (size_t c = 0; result->matches[i].fate == KB_KEPT &&
                           c < result->matches[i].component_count && count < 64;
             c++)
            spans[count++] = result->matches[i].components[c];
    mark_spans(out, result->text->canonical, spans, count);
}

/* The codes of the segments, each once, in the book's order, without the "t." in front. */
static inline void list_codes(kb_buf *out, const coder *c, const kb_result *result)
{
    for (size_t code = 0; code < c->book->code_count; code++) {
        bool has = false;
        for (size_t i = 0; i < result->segment_count; i++)
            has = has || result->segments[i].code == (int)code;
        if (has)
            kb_buf_printf(out, "%s%.*s", out->len > 0 ? " " : "", KB_ARG(c->book->codes[code].id));
    }
    kb_buf_char(out, '\0');
}

/* One book, one text, and the text with its matches marked. */
typedef struct marked {
    const char *rules, *text;
} marked;

static inline void strip_marks(const char *text, char *plain)
{
    for (; *text != '\0'; text++)
        if (*text != '[' && *text != ']')
            *plain++ = *text;
    *plain = '\0';
}

/* `head` is the book up to the rules of code t.k.a; each text shows its matches.  All that differ
 * are shown. */
static inline void expect_marked(const char *head, const marked *cases, size_t count,
                                 void (*mark)(kb_buf *, const kb_result *))
{
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        kb_buf yaml = { 0 }, found = { 0 };
        char plain[512];
        kb_buf_printf(&yaml, "%s" COLUMNS CODES "    - {id: a, statement: s, rules: %s}\n", head,
                      cases[i].rules);
        kb_buf_char(&yaml, '\0');
        coder c = open_good(yaml.ptr);
        strip_marks(cases[i].text, plain);
        mark(&found, code(&c, plain));
        if (strcmp(found.ptr, cases[i].text) != 0) {
            print_error("%s\n  expected %s\n  found    %s\n", cases[i].rules, cases[i].text,
                        found.ptr);
            wrong++;
        }
        close_coder(&c);
        kb_buf_free(&yaml);
        kb_buf_free(&found);
    }
    assert_int_equal(wrong, 0);
}

/* A text and the codes it gets from one book. */
typedef struct coded {
    const char *text, *codes;
} coded;

static inline void expect_codes(coder *c, const coded *cases, size_t count)
{
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        kb_buf found = { 0 };
        list_codes(&found, c, code(c, cases[i].text));
        if (strcmp(found.ptr, cases[i].codes) != 0) {
            print_error("%s\n  expected %s\n  found    %s\n", cases[i].text, cases[i].codes,
                        found.ptr);
            wrong++;
        }
        kb_buf_free(&found);
    }
    assert_int_equal(wrong, 0);
}

/* Is there a problem of the severity whose message holds `part`? */
static inline bool has_problem(const coder *c, kb_severity severity, const char *part)
{
    for (size_t i = 0; i < kb_problems_count(c->problems); i++) {
        const kb_problem *problem = kb_problems_at(c->problems, i);
        if (problem->severity == severity &&
            memmem(problem->message.ptr, problem->message.len, part, strlen(part)) != NULL)
            return true;
    }
    return false;
}

#define COUNT(array) (sizeof(array) / sizeof *(array))

#endif
