/* SPDX-License-Identifier: MIT */
/*
 * Regexes over an answer: bytes of the matching view in, tokens out.
 *
 * A match is widened to the words it touches; one that touches none is dropped and
 * counted.  The subject is the unit alone, so that ^ and $ are its ends.
 */
#include "scan.h"

#include "base/str.h"
#include "base/unicode.h"

/* The first token at or after `from` whose view ends behind byte `byte`. */
static uint32_t token_after(const kb_text *text, size_t byte)
{
    size_t low = 0, high = text->token_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (text->tokens[middle].view.end <= byte)
            low = middle + 1;
        else
            high = middle;
    }
    return (uint32_t)low;
}

static token_span touched(const kb_text *text, kb_span view)
{
    token_span span = { token_after(text, view.begin), 0 };
    span.end = span.begin;
    while (span.end < text->token_count && text->tokens[span.end].view.begin < view.end)
        span.end++;
    return span;
}

static size_t character_after(kb_str text, size_t at)
{
    if (at < text.len)
        kb_utf8_next(text, &at);
    return at;
}

static bool may_go_on(void *payload)
{
    return kb_may_go_on(payload);
}

typedef void (*span_sink)(kb_scratch *scratch, token_span span);

/* Hands every match of `regex` in `view` of the text to `sink`, widened. */
static void run(kb_scratch *scratch, uint32_t regex, kb_span view, span_sink sink)
{
    const kb_regex_code *code = scratch->matcher->regexes[regex];
    kb_str subject = kb_str_slice(scratch->text->view, view);
    kb_span at;
    token_span last = { 0, 0 };
    for (size_t from = 0; from < subject.len;) {
        if (!scratch->matcher->reference && !kb_regex_may_match(scratch, regex, view, from))
            return;
        kb_regex_outcome outcome =
            kb_regex_next(code, scratch->regex, subject, from, may_go_on, scratch, &at);
        if (outcome != KB_REGEX_FOUND) {
            if (outcome == KB_REGEX_UNDECIDED && kb_regex_may_match(scratch, regex, view, from))
                scratch->undecided = true;
            return;
        }
        token_span span =
            touched(scratch->text, (kb_span){ view.begin + at.begin, view.begin + at.end });
        if (at.end <= at.begin || span.begin == span.end)
            scratch->wordless++;
        else if (span.begin != last.begin || span.end != last.end) /* else: the same words again */
            sink(scratch, last = span);
        /* An empty match (a\K) must not hold the search in place. */
        size_t next = at.end > at.begin ? at.end : character_after(subject, at.end);
        from = next > from ? next : character_after(subject, from);
    }
}

static void push_found(kb_scratch *scratch, token_span span)
{
    kb_found match = { .hull = span, .first = (uint32_t)scratch->components.count, .count = 1 };
    KB_PUSH(scratch, scratch->components, (kb_component){ .span = span });
    KB_PUSH(scratch, scratch->founds, match);
}

static void push_span(kb_scratch *scratch, token_span span)
{
    KB_PUSH(scratch, scratch->regex_spans, span);
}

/* The view of the whole answer, without white space at the ends. */
static kb_span trimmed_view(kb_str view)
{
    kb_span span = { 0, view.len };
    for (size_t next = 0; span.begin < view.len; span.begin = next)
        if (!kb_is_space(kb_utf8_next(view, &next)))
            break;
    while (span.end > span.begin) {
        size_t start = span.end - 1;
        while (start > span.begin && ((unsigned char)view.ptr[start] & 0xC0) == 0x80)
            start--;
        size_t next = start;
        if (!kb_is_space(kb_utf8_next(view, &next)))
            break;
        span.end = start;
    }
    return span;
}

/* A clause is seen from its first word to its last; the others with their punctuation. */
static kb_span unit_view(const kb_text *text, kb_scope scope, token_span unit)
{
    const kb_token *first = &text->tokens[unit.begin];
    switch (scope) {
    case KB_IN_ANSWER: return trimmed_view(text->view);
    case KB_IN_SENTENCE: return text->sentences[first->sentence].view;
    case KB_IN_CLAUSE: break;
    }
    return (kb_span){ first->view.begin, text->tokens[unit.end - 1].view.end };
}

void kb_regex_scan(kb_scratch *scratch, uint32_t regex, token_span unit)
{
    run(scratch, regex, unit_view(scratch->text, scratch->scope, unit), push_found);
}

const regex_memory *kb_regex_spans(kb_scratch *scratch, uint32_t regex)
{
    regex_memory *memory = &scratch->regexes[regex];
    bool before = scratch->undecided;
    if (memory->answer != scratch->answer) {
        scratch->undecided = false;
        *memory = (regex_memory){ .answer = scratch->answer,
                                  .first = (uint32_t)scratch->regex_spans.count };
        for (size_t i = 0; i < scratch->text->sentence_count; i++)
            run(scratch, regex, scratch->text->sentences[i].view, push_span);
        memory->count = (uint32_t)scratch->regex_spans.count - memory->first;
        memory->undecided = scratch->undecided;
    }
    scratch->undecided = before || memory->undecided;
    return memory;
}
