/* SPDX-License-Identifier: MIT */
/*
 * Any bytes through the text room.  The first byte chooses the options; what
 * must hold of the parts of an answer is checked on each, and that they are those
 * which the slow way finds.
 */
#include <kodebok/text.h>

#include "base/str.h"
#include "base/unicode.h"

#include "slow.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_SLOWLY = 4096 };

static void expect(bool holds)
{
    if (!holds)
        abort();
}

static void check_span(const kb_text *text, kb_span bytes, kb_span view)
{
    expect(bytes.begin < bytes.end && bytes.end <= text->canonical.len);
    expect(view.begin < view.end && view.end <= text->view.len);
    kb_str part = kb_str_slice(text->canonical, bytes), seen = kb_str_slice(text->view, view);
    expect(kb_utf8_check(part) == part.len && kb_utf8_check(seen) == seen.len);
    expect(kb_utf8_count(part) == kb_utf8_count(seen));
    for (kb_offset_unit unit = KB_CODE_POINTS; unit <= KB_UTF16_UNITS; unit++) {
        size_t at = kb_offset_convert(text->canonical, bytes.begin, KB_BYTES, unit);
        expect(at == kb_offset_convert(text->view, view.begin, KB_BYTES, unit));
        expect(kb_offset_convert(text->canonical, at, unit, KB_BYTES) == bytes.begin);
    }
}

static void check_tokens(const kb_text *text)
{
    size_t bytes = text->bytes.begin, view = 0;
    for (size_t i = 0; i < text->token_count; i++) {
        const kb_token *token = &text->tokens[i];
        expect(token->bytes.begin >= bytes && token->view.begin >= view);
        bytes = token->bytes.end;
        view = token->view.end;
        if (i < 64)
            check_span(text, token->bytes, token->view);
        expect(kb_utf8_count(token->folded) ==
               kb_utf8_count(kb_str_slice(text->view, token->view)));
        expect(token->sentence < text->sentence_count && token->clause < text->clause_count);
        expect(text->sentences[token->sentence].first <= i);
        expect(i < text->sentences[token->sentence].last);
    }
    expect(bytes <= text->bytes.end);
}

static void check_units(const kb_text *text, const kb_unit *units, size_t count)
{
    size_t token = 0, end = 0;
    for (size_t i = 0; i < count; i++) {
        expect(units[i].first == token && units[i].last > token && units[i].bytes.begin >= end);
        token = units[i].last;
        end = units[i].bytes.end;
        expect(units[i].bytes.begin <= text->tokens[units[i].first].bytes.begin);
        expect(end >= text->tokens[token - 1].bytes.end && end <= text->bytes.end);
        if (i < 64)
            check_span(text, units[i].bytes, units[i].view);
    }
    expect(token == text->token_count);
}

static void check_text(kb_text *text, const kb_splitter *splitter, kb_str canonical)
{
    if (kb_text_split(text, splitter, canonical, NULL) != KB_OK)
        return;
    expect(kb_utf8_count(text->view) == kb_utf8_count(canonical));
    check_tokens(text);
    check_units(text, text->sentences, text->sentence_count);
    check_units(text, text->clauses, text->clause_count);
    size_t third = text->token_count / 3;
    if (third > 0 && kb_text_break_clauses(text, &third, 1, NULL) == KB_OK) {
        check_tokens(text);
        check_units(text, text->clauses, text->clause_count);
        expect(text->clauses[text->tokens[third].clause].first == third);
    }
}

/* The view is an answer too, and falls into the same parts. */
static void check_view(kb_text *text, const kb_splitter *splitter)
{
    kb_text *again = NULL;
    if (kb_text_new(&again, NULL) != KB_OK)
        return;
    if (kb_text_split(again, splitter, text->view, NULL) == KB_OK) {
        expect(again->token_count == text->token_count);
        expect(again->sentence_count == text->sentence_count);
        for (size_t i = 0; i < text->sentence_count; i++)
            expect(again->sentences[i].bytes.begin == text->sentences[i].view.begin &&
                   again->sentences[i].bytes.end == text->sentences[i].view.end);
    }
    kb_text_free(again);
}

static void check_canon(kb_canon *canon, kb_str raw, kb_text *text, const kb_splitter *splitter)
{
    kb_canon *second = NULL;
    kb_str once, twice;
    bool changed;
    if (kb_canon_apply(canon, raw, &once, &changed, NULL) != KB_OK)
        return;
    expect(changed == !kb_str_equal(raw, once));
    if (kb_canon_new(&second, NULL) == KB_OK &&
        kb_canon_apply(second, once, &twice, &changed, NULL) == KB_OK)
        expect(!changed && kb_str_equal(once, twice));
    kb_canon_free(second);
    if (once.len <= MOST_SLOWLY)
        expect(slow_agrees(text, splitter, once, raw.len * 0x9E3779B97F4A7C15u));
    check_text(text, splitter, once);
    check_view(text, splitter);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    kb_canon *canon = NULL;
    kb_text *text = NULL;
    kb_splitter *splitter = NULL;
    const kb_str own[] = { KB_STR("samh."), KB_STR("d’a.b. C.") };
    kb_split_options options = { .newline_is_space = size > 0 && (data[0] & 1),
                                 .abbreviations = own,
                                 .abbreviation_count = size > 0 && (data[0] & 2) ? 2 : 0 };
    kb_str raw = { (const char *)data + (size > 0), size - (size > 0) };
    if (kb_canon_new(&canon, NULL) == KB_OK && kb_text_new(&text, NULL) == KB_OK &&
        kb_splitter_new(&splitter, &options, NULL) == KB_OK) {
        check_canon(canon, raw, text, splitter);
        if (kb_text_split(text, splitter, raw, NULL) == KB_OK) /* not canonical: no crash */
            expect(text->token_count <= raw.len);
    }
    kb_canon_free(canon);
    kb_text_free(text);
    kb_splitter_free(splitter);
    return 0;
}
