/* SPDX-License-Identifier: MIT */
/*
 * Any pattern against any text: up to the first line feed the pattern, behind it the
 * text.  A pattern is refused or found in order; matches lie in the text and move on.
 */
#include "match/regex.h"

#include "base/str.h"
#include "base/unicode.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char yaml[] =
    "codebook: 1\nid: a\ntitle: 'A'\nversion: '1.0.0'\nlanguage: nb\n"
    "categories: {k: {label: K}}\n"
    "themes:\n- id: t\n  label: T\n  cells:\n    k: {statement: s, rules: a}\n";

static void expect(bool holds)
{
    if (!holds)
        abort();
}

static bool go_on(void *payload)
{
    (void)payload;
    return true;
}

static void find_all(const kb_regex_code *code, kb_str text)
{
    kb_regex_scratch *scratch = NULL;
    kb_span at, again;
    if (kb_regex_scratch_new(&scratch, NULL) != KB_OK)
        return;
    for (size_t from = 0, found = 0; from < text.len && found < 100; found++) {
        kb_regex_outcome outcome = kb_regex_next(code, scratch, text, from, go_on, NULL, &at);
        expect(outcome == kb_regex_next(code, scratch, text, from, go_on, NULL, &again));
        if (outcome != KB_REGEX_FOUND)
            break;
        expect(at.begin == again.begin && at.end == again.end);
        expect(at.begin <= text.len && at.end <= text.len);
        expect(at.begin == text.len || ((unsigned char)text.ptr[at.begin] & 0xC0) != 0x80);
        if (at.end > from)
            from = at.end;
        else
            kb_utf8_next(text, &from);
    }
    kb_regex_scratch_free(scratch);
}

static void try_pattern(const kb_codebook *book, kb_str pattern, kb_str text)
{
    kb_problems *problems = NULL;
    kb_regex_code *code = NULL;
    const kb_regex regex = { .source = pattern, .place = { 11, 3 } };
    if (kb_problems_new(&problems, NULL) != KB_OK)
        return;
    if (kb_regex_compile(&code, book, &regex, problems, NULL) == KB_OK) {
        expect((code != NULL) == (kb_problems_at_least(problems, KB_PROBLEM) == 0));
        for (size_t i = 0; i < kb_problems_count(problems); i++) {
            int column = kb_problems_at(problems, i)->place.column;
            expect(column >= 3 && (size_t)column <= 3 + kb_utf8_count(pattern));
        }
        if (code != NULL)
            find_all(code, text);
    }
    kb_regex_free(code);
    kb_problems_free(problems);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static kb_codebook *book;
    enum { MAX_BYTES = 2048 };
    kb_str all = { (const char *)data, size }, pattern;
    if (size == 0 || size > MAX_BYTES || kb_utf8_check(all) < size || memchr(data, 0, size) != NULL)
        return 0;
    if (book == NULL && kb_codebook_parse(&book, "a", kb_str_from(yaml), NULL, NULL) != KB_OK)
        return 0;
    kb_str_cut(&all, '\n', &pattern);
    if (pattern.len > 0)
        try_pattern(book, pattern, all);
    return 0;
}
