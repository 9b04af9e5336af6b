/* SPDX-License-Identifier: MIT */
/* What the codebook tests share: small books, and problems as lines of text. */
#ifndef KB_CODEBOOK_KIT_H
#define KB_CODEBOOK_KIT_H

#include <kodebok/codebook.h>

#include "base/buf.h"
#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>

#include "unit.h"

/* Lines 1-6 of a book. */
#define HEAD                                                                                       \
    "codebook: 1\nid: bok\ntitle: 'Bok'\nversion: '1.0.0'\nlanguage: nb\n"                         \
    "negation: {before: ['ikke']}\n"
/* Line 7. */
#define COLUMNS "categories: {k: {label: K}, l: {label: L}}\n"
/* Lines 8-13; the code's further keys follow with an indent of 6. */
#define ROW "themes:\n- id: t\n  label: T\n  cells:\n    k:\n      statement: s\n"
/* Line 14; rules follow from line 15 as "      - ...". */
#define RULES HEAD COLUMNS ROW "      rules:\n"

/* A book and what was said about it. */
typedef struct loaded {
    kb_codebook *book;
    kb_problems *problems;
    kb_status status;
} loaded;

static inline loaded load_bytes(kb_str yaml)
{
    loaded it = { 0 };
    if (kb_problems_new(&it.problems, NULL) != KB_OK)
        abort();
    it.status = kb_codebook_parse(&it.book, "bok.yaml", yaml, it.problems, NULL);
    return it;
}

static inline loaded load(const char *yaml)
{
    return load_bytes(kb_str_from(yaml));
}

static inline void unload(loaded *it)
{
    kb_codebook_free(it->book);
    kb_problems_free(it->problems);
    *it = (loaded){ 0 };
}

/* Every problem as "line:column: message [hint]", one a line. */
static inline void list_problems(const kb_problems *problems, kb_buf *out)
{
    for (size_t i = 0; i < kb_problems_count(problems); i++) {
        const kb_problem *problem = kb_problems_at(problems, i);
        kb_buf_printf(out, "%s%d:%d: %.*s%s%.*s%s", i > 0 ? "\n" : "", problem->place.line,
                      problem->place.column, KB_ARG(problem->message),
                      problem->hint.len > 0 ? " [" : "", KB_ARG(problem->hint),
                      problem->hint.len > 0 ? "]" : "");
    }
    kb_buf_char(out, '\0');
}

typedef struct bad_book {
    const char *name;
    const char *yaml;
    const char *problems;
} bad_book;

/* Shows all that differ before it fails. */
static inline void expect_problems(const bad_book *cases, size_t count)
{
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        loaded it = load(cases[i].yaml);
        kb_buf found = { 0 };
        assert_int_equal(it.status, KB_OK);
        list_problems(it.problems, &found);
        if (strcmp(found.ptr, cases[i].problems) != 0) {
            print_error("%s\n  expected: %s\n  found:    %s\n", cases[i].name, cases[i].problems,
                        found.ptr);
            wrong++;
        }
        kb_buf_free(&found);
        unload(&it);
    }
    assert_int_equal(wrong, 0);
}

#endif
