/* SPDX-License-Identifier: MIT */
/* Looking at the patterns of a book, for the lints; see linter.h. */
#include "linter.h"

#include "base/str.h"
#include "base/unicode.h"

static void visit_list(const kb_patterns *list, bool positive, const kb_lint_visit *visit)
{
    for (size_t i = 0; i < list->count; i++)
        kb_lint_visit_pattern(&list->items[i], positive, visit);
}

void kb_lint_visit_pattern(const kb_pattern *pattern, bool positive, const kb_lint_visit *visit)
{
    for (size_t i = 0; visit->phrase != NULL && i < pattern->phrase_count; i++)
        visit->phrase(visit->payload, &pattern->phrases[i], positive);
    for (size_t i = 0; visit->regex != NULL && i < pattern->regex_count; i++)
        visit->regex(visit->payload, &pattern->regexes[i], positive);
    visit_list(&pattern->near, positive, visit);
    visit_list(&pattern->all, positive, visit);
    visit_list(&pattern->any, positive, visit);
    visit_list(&pattern->none, false, visit);
    visit_list(&pattern->unless, false, visit);
}

/* What a language pack brought is not for the author of the book to mend. */
static void visit_phrases(const kb_phrase *phrases, size_t count, const kb_lint_visit *visit)
{
    for (size_t i = 0; i < count; i++)
        if (phrases[i].pack == NULL)
            visit->phrase(visit->payload, &phrases[i], false);
}

void kb_lint_visit_lists(const kb_codebook *book, const kb_lint_visit *visit)
{
    for (size_t i = 0; i < book->before_count; i++)
        visit_phrases(&book->before[i].phrase, 1, visit);
    for (size_t i = 0; i < book->after_count; i++)
        visit_phrases(&book->after[i].phrase, 1, visit);
    visit_phrases(book->not_cues, book->not_cue_count, visit);
    visit_phrases(book->clause_breaks, book->clause_break_count, visit);
    visit_phrases(book->ignore_answers, book->ignore_answer_count, visit);
    visit_phrases(book->ignore_phrases, book->ignore_phrase_count, visit);
    visit_phrases(book->spelling_except, book->spelling_except_count, visit);
}

kb_sequences kb_lint_choices(const kb_phrase *phrase)
{
    const kb_sequence *whole = &phrase->sequence;
    const kb_phrase_item *only = whole->item_count == 1 ? &whole->items[0] : NULL;
    if (only != NULL && only->kind == KB_ITEM_GROUP && !only->optional)
        return (kb_sequences){ only->alternatives, only->alternative_count };
    return (kb_sequences){ whole, 1 };
}

const kb_word *kb_lint_word(const kb_sequence *sequence)
{
    bool word = sequence->item_count == 1 && sequence->items[0].kind == KB_ITEM_WORD;
    return word ? sequence->items[0].word : NULL;
}

kb_str kb_lint_spelling(kb_linter *linter, const kb_word *word)
{
    static const char *const signs[] = { "", "~", "+" };
    if (word->form_count == 0)
        return (kb_str){ 0 };
    kb_buf text = { 0 };
    const kb_word_form *form = &word->forms[0];
    for (size_t i = 1; i < word->form_count; i++)
        if (word->forms[i].part_count > form->part_count)
            form = &word->forms[i];
    for (size_t i = 0; i < form->part_count; i++) {
        kb_buf_puts(&text, i > 0 ? "_" : "");
        kb_buf_str(&text, form->parts[i]);
    }
    kb_buf_puts(&text, signs[word->kind]);
    kb_str copy = kb_arena_str(&linter->arena, kb_buf_view(&text));
    linter->arena.failed |= text.failed;
    kb_buf_free(&text);
    return copy;
}

/* Finds `text` between the signs that part the choices of a phrase. */
static size_t find_choice(kb_str phrase, kb_str text)
{
    for (size_t at = 0; text.len > 0 && at + text.len <= phrase.len; at++) {
        size_t end = at + text.len;
        bool begins = at == 0 || strchr("/[ (", phrase.ptr[at - 1]) != NULL;
        bool ends = end == phrase.len || strchr("/] )~+", phrase.ptr[end]) != NULL;
        if (begins && ends && memcmp(phrase.ptr + at, text.ptr, text.len) == 0)
            return at;
    }
    return 0;
}

kb_place kb_lint_place(const kb_linter *linter, const kb_phrase *phrase, kb_str text)
{
    size_t at = find_choice(phrase->source, text);
    kb_place place = phrase->place;
    place.column += (int)kb_utf8_count(kb_str_slice(phrase->source, (kb_span){ 0, at }));
    return kb_str_starts(kb_source_from(&linter->source, place), text) ? place : phrase->place;
}

/*
 * Both are word patterns.  A star of `inner` may stand for anything, so that only a star
 * of `outer` takes it; otherwise this is the matching of a word by a pattern, in which
 * only the last star is ever retried.
 */
bool kb_lint_contains(kb_str outer, kb_str inner)
{
    size_t o = 0, i = 0, star = SIZE_MAX, retry = 0;
    while (i < inner.len) {
        size_t next = i;
        kb_utf8_next(inner, &next);
        if (o < outer.len && outer.ptr[o] == '*') {
            star = o++;
            retry = i;
        } else if (o < outer.len && outer.ptr[o] == '?' && inner.ptr[i] != '*') {
            o++;
            i = next;
        } else if (o < outer.len && inner.ptr[i] != '*' && outer.ptr[o] == inner.ptr[i]) {
            o++;
            i++;
        } else if (star != SIZE_MAX) {
            kb_utf8_next(inner, &retry);
            o = star + 1;
            i = retry;
        } else {
            return false;
        }
    }
    while (o < outer.len && outer.ptr[o] == '*')
        o++;
    return o == outer.len;
}

bool kb_lint_is_active(const kb_codebook *book, int code)
{
    return book->codes[code].status == KB_CODE_ACTIVE;
}
