/* SPDX-License-Identifier: MIT */
/* What the tests of this room share: an answer's parts written as one line, `a|b|c`. */
#ifndef KB_UNIT_TEXT_PARTS_H
#define KB_UNIT_TEXT_PARTS_H

#include <kodebok/text.h>

#include "base/buf.h"
#include "base/str.h"

#include "unit.h"

/* A kb_text with its splitter; the newest result stays in it. */
typedef struct fixture {
    kb_text *text;
    kb_splitter *splitter;
    kb_buf line;
} fixture;

static inline int set_up(void **state)
{
    static fixture made;
    made = (fixture){ 0 };
    assert_int_equal(kb_text_new(&made.text, NULL), KB_OK);
    assert_int_equal(kb_splitter_new(&made.splitter, NULL, NULL), KB_OK);
    *state = &made;
    return 0;
}

static inline int tear_down(void **state)
{
    fixture *made = *state;
    kb_text_free(made->text);
    kb_splitter_free(made->splitter);
    kb_buf_free(&made->line);
    return 0;
}

static inline const kb_text *split(fixture *made, kb_str answer)
{
    assert_int_equal(kb_text_split(made->text, made->splitter, answer, NULL), KB_OK);
    return made->text;
}

static inline void put_part(fixture *made, kb_str part)
{
    if (made->line.len > 0)
        kb_buf_char(&made->line, '|');
    kb_buf_str(&made->line, part);
}

static inline const char *line_of(fixture *made)
{
    kb_buf_char(&made->line, '\0');
    assert_false(made->line.failed);
    return made->line.ptr;
}

static inline const char *tokens_of(fixture *made, const char *answer)
{
    const kb_text *text = split(made, kb_str_from(answer));
    kb_buf_reset(&made->line);
    for (size_t i = 0; i < text->token_count; i++)
        put_part(made, kb_str_slice(text->canonical, text->tokens[i].bytes));
    return line_of(made);
}

static inline const char *units_of(fixture *made, const kb_unit *units, size_t count)
{
    kb_buf_reset(&made->line);
    for (size_t i = 0; i < count; i++)
        put_part(made, kb_str_slice(made->text->canonical, units[i].bytes));
    return line_of(made);
}

static inline const char *sentences_of(fixture *made, const char *answer)
{
    const kb_text *text = split(made, kb_str_from(answer));
    return units_of(made, text->sentences, text->sentence_count);
}

static inline const char *clauses_of(fixture *made, const char *answer)
{
    const kb_text *text = split(made, kb_str_from(answer));
    return units_of(made, text->clauses, text->clause_count);
}

/* A table's line: an answer and its parts. */
typedef struct parts_case {
    const char *answer;
    const char *parts;
} parts_case;

#endif
