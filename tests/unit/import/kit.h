/* SPDX-License-Identifier: MIT */
/* What the tests of this room share: surveys out of strings, and a look at their problems. */
#ifndef KB_UNIT_IMPORT_KIT_H
#define KB_UNIT_IMPORT_KIT_H

#include "import/survey.h"

#include "base/buf.h"
#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>

#include "unit.h"

typedef struct opened {
    kb_survey *survey;
    kb_problems *problems;
    kb_error err;
    kb_status status;
} opened;

static inline opened open_bytes(kb_str bytes, const kb_survey_options *options)
{
    opened it = { 0 };
    FILE *stream = fmemopen((void *)(uintptr_t)bytes.ptr, bytes.len, "rb");
    assert_non_null(stream);
    assert_int_equal(kb_problems_new(&it.problems, NULL), KB_OK);
    it.status =
        kb_survey_open_stream(&it.survey, stream, "svar.csv", options, it.problems, &it.err);
    return it;
}

static inline opened open_text(const char *text, const kb_survey_options *options)
{
    return open_bytes(kb_str_from(text), options);
}

static inline void close_opened(opened *it)
{
    kb_survey_close(it->survey);
    kb_problems_free(it->problems);
    *it = (opened){ 0 };
}

/* The next row; fails the test when reading fails. */
static inline bool next_row(opened *it, kb_survey_row *row)
{
    bool more = false;
    kb_status status = kb_survey_next(it->survey, row, &more, &it->err);
    if (status != KB_OK)
        fail_msg("%s", it->err.message);
    return more;
}

static inline size_t read_rows(opened *it)
{
    kb_survey_row row;
    size_t count = 0;
    while (next_row(it, &row))
        count++;
    return count;
}

/* The first finding of that severity with `part` in its message, or NULL. */
static inline const kb_problem *find_problem(const opened *it, kb_severity severity,
                                             const char *part)
{
    for (size_t i = 0; i < kb_problems_count(it->problems); i++) {
        const kb_problem *problem = kb_problems_at(it->problems, i);
        if (problem->severity == severity &&
            memmem(problem->message.ptr, problem->message.len, part, strlen(part)) != NULL)
            return problem;
    }
    return NULL;
}

static inline void expect_problem(const opened *it, kb_severity severity, const char *part, int row,
                                  int column)
{
    const kb_problem *problem = find_problem(it, severity, part);
    if (problem == NULL)
        fail_msg("nothing says '%s'", part);
    assert_int_equal(problem->place.line, row);
    assert_int_equal(problem->place.column, column);
    assert_true(kb_str_is(problem->file, "svar.csv"));
}

static inline void expect_str(kb_str got, const char *want)
{
    if (!kb_str_is(got, want))
        fail_msg("'%.*s' should be '%s'", KB_ARG(got), want);
}

#endif
