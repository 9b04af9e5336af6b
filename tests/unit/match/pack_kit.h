/* SPDX-License-Identifier: MIT */
/*
 * What the tests of language packs share: sentences, and what becomes of the words in
 * them that a small codebook looks for.
 *
 * An expectation names those words in text order, with + for one that counts and - for
 * one that is negated: "-tillit +møter".  An answer that says nothing is "0".
 */
#ifndef KB_MATCH_PACK_KIT_H
#define KB_MATCH_PACK_KIT_H

#include <kodebok/match.h>

#include "base/buf.h"
#include "base/str.h"

#include <stdlib.h>

#include "unit.h"

typedef struct sentence {
    const char *text, *expect;
} sentence;

typedef struct sentences {
    const sentence *items;
    size_t count;
} sentences;

static inline kb_codebook *read_book(const char *yaml)
{
    kb_problems *problems = NULL;
    kb_codebook *book = NULL;
    assert_int_equal(kb_problems_new(&problems, NULL), KB_OK);
    assert_int_equal(kb_codebook_parse(&book, "bok.yaml", kb_str_from(yaml), problems, NULL),
                     KB_OK);
    for (size_t i = 0; i < kb_problems_count(problems); i++)
        print_error("%d: %.*s\n", kb_problems_at(problems, i)->place.line,
                    KB_ARG(kb_problems_at(problems, i)->message));
    assert_int_equal(kb_problems_count(problems), 0);
    kb_problems_free(problems);
    return book;
}

static inline kb_matcher *make_matcher(const kb_codebook *book)
{
    kb_problems *problems = NULL;
    kb_matcher *matcher = NULL;
    assert_int_equal(kb_problems_new(&problems, NULL), KB_OK);
    assert_int_equal(kb_matcher_new(&matcher, book, NULL, problems, NULL), KB_OK);
    kb_problems_free(problems);
    return matcher;
}

static inline int by_begin(const void *a, const void *b)
{
    const kb_match *x = a, *y = b;
    return (x->span.begin > y->span.begin) - (x->span.begin < y->span.begin);
}

/* Describes what was found in one text, as an expectation does. */
static inline void describe(const kb_matcher *matcher, kb_scratch *scratch, const char *text,
                            kb_buf *out)
{
    kb_result result;
    const kb_str whole = kb_str_from(text);
    kb_buf_reset(out);
    assert_int_equal(kb_match_answer(matcher, scratch, whole, KB_ABSENT, KB_ABSENT, &result, NULL),
                     KB_OK);
    kb_match *matches = calloc(result.match_count + 1, sizeof *matches);
    assert_non_null(matches);
    for (size_t i = 0; i < result.match_count; i++)
        matches[i] = result.matches[i];
    qsort(matches, result.match_count, sizeof *matches, by_begin);
    if (result.non_answer)
        kb_buf_char(out, '0');
    for (size_t i = 0; i < result.match_count; i++)
        kb_buf_printf(out, "%s%c%.*s", i > 0 ? " " : "", matches[i].negated ? '-' : '+',
                      KB_ARG(kb_str_slice(whole, matches[i].span)));
    kb_buf_char(out, '\0');
    free(matches);
}

/* Counts sentences that do not come out as they should; tells them when `tell`. */
static inline size_t count_wrong(const kb_codebook *book, sentences list, bool tell)
{
    kb_matcher *matcher = make_matcher(book);
    kb_scratch *scratch = NULL;
    kb_buf found = { 0 };
    size_t wrong = 0;
    assert_int_equal(kb_scratch_new(&scratch, matcher, NULL), KB_OK);
    for (size_t i = 0; i < list.count && (tell || wrong == 0); i++) {
        describe(matcher, scratch, list.items[i].text, &found);
        if (strcmp(found.ptr, list.items[i].expect) == 0)
            continue;
        wrong++;
        if (tell)
            print_error("«%s»\n  expected: %s\n  found:    %s\n", list.items[i].text,
                        list.items[i].expect, found.ptr);
    }
    kb_buf_free(&found);
    kb_scratch_free(scratch);
    kb_matcher_free(matcher);
    return wrong;
}

static inline void *all_but(const void *items, size_t count, size_t size, size_t left_out)
{
    char *rest = calloc(count, size);
    assert_non_null(rest);
    memcpy(rest, items, left_out * size);
    memcpy(rest + left_out * size, (const char *)items + (left_out + 1) * size,
           (count - left_out - 1) * size);
    return rest;
}

/* Fails for an entry that no sentence needs. */
static inline size_t count_idle_cues(kb_codebook book, bool after, sentences list)
{
    const kb_cue *cues = after ? book.after : book.before;
    size_t count = after ? book.after_count : book.before_count, idle = 0;
    for (size_t i = 0; i < count; i++) {
        kb_cue *rest = all_but(cues, count, sizeof *cues, i);
        *(after ? &book.after : &book.before) = rest;
        *(after ? &book.after_count : &book.before_count) = count - 1;
        if (count_wrong(&book, list, false) == 0) {
            print_error("no sentence needs '%.*s'\n", KB_ARG(cues[i].phrase.source));
            idle++;
        }
        free(rest);
    }
    return idle;
}

/* Each form of the cues that are plain words, beside `target`: counts those that do not negate. */
static inline size_t count_silent_forms(const kb_codebook *book, bool after, const char *target)
{
    const kb_cue *cues = after ? book->after : book->before;
    size_t count = after ? book->after_count : book->before_count, silent = 0;
    kb_buf text = { 0 }, expect = { 0 };
    kb_buf_printf(&expect, "-%s", target);
    kb_buf_char(&expect, '\0');
    for (size_t i = 0; i < count; i++) {
        kb_str rest = cues[i].phrase.source, form;
        if (memchr(rest.ptr, ' ', rest.len) != NULL)
            continue;
        while (kb_str_cut(&rest, '/', &form)) {
            if (form.len > 0 && form.ptr[form.len - 1] == '*')
                form.len--;
            kb_buf_reset(&text);
            kb_buf_printf(&text, "%s%s%.*s%s%s.", after ? target : "", after ? " " : "",
                          KB_ARG(form), after ? "" : " ", after ? "" : target);
            kb_buf_char(&text, '\0');
            const sentence one = { text.ptr, expect.ptr };
            silent += count_wrong(book, (sentences){ &one, 1 }, true);
        }
    }
    kb_buf_free(&text);
    kb_buf_free(&expect);
    return silent;
}

typedef enum phrase_list { NOT_CUES, CLAUSE_BREAKS, IGNORED_ANSWERS } phrase_list;

static inline size_t count_idle_phrases(kb_codebook book, phrase_list which, sentences list)
{
    const kb_phrase **items = which == NOT_CUES        ? &book.not_cues
                              : which == CLAUSE_BREAKS ? &book.clause_breaks
                                                       : &book.ignore_answers;
    size_t *count = which == NOT_CUES        ? &book.not_cue_count
                    : which == CLAUSE_BREAKS ? &book.clause_break_count
                                             : &book.ignore_answer_count;
    const kb_phrase *phrases = *items;
    const size_t total = *count;
    size_t idle = 0;
    for (size_t i = 0; i < total; i++) {
        kb_phrase *rest = all_but(phrases, total, sizeof *phrases, i);
        *items = rest;
        *count = total - 1;
        if (count_wrong(&book, list, false) == 0) {
            print_error("no sentence needs '%.*s'\n", KB_ARG(phrases[i].source));
            idle++;
        }
        free(rest);
    }
    return idle;
}

#endif
