/* SPDX-License-Identifier: MIT */
/*
 * Bokmål words without their nynorsk form.
 *
 * People answer in either; a pattern that knows only «tjeneste» does not hear «teneste».
 * What is looked at is everything that one code finds (macros included), or one list of
 * the book: wherever the nynorsk form stands there, it is enough.
 */
#include "linter.h"
#include "nynorsk_pairs.h"

#include "base/str.h"
#include "base/unicode.h"

#include <stdio.h>

/* A unit with more words is not looked at: that would take too long. */
enum { MOST_WORDS = 1000, MOST_BYTES = 200 };

/* One word pattern, or a regex, of a unit. */
typedef struct said {
    kb_str text; /* one token's pattern; the source of a regex */
    const kb_phrase *phrase;
    const kb_regex *regex;
    bool in_row; /* other words stand beside it, so that alternatives need brackets */
    bool done;
} said;

typedef struct unit {
    kb_linter *linter;
    said *items;
    size_t count;
    bool *in_use; /* per macro: being gathered */
} unit;

/* ---- gathering ---- */

static void gather_sequence(unit *u, const kb_phrase *phrase, const kb_sequence *sequence);

static void gather(unit *u, said one)
{
    if (u->count > MOST_WORDS)
        return;
    said *items = kb_arena_grow(&u->linter->arena, u->items, u->count, sizeof *items);
    if (items == NULL)
        return;
    u->items = items;
    items[u->count++] = one;
}

static void gather_regex(void *payload, const kb_regex *regex, bool positive)
{
    if (positive)
        gather(payload, (said){ .text = regex->source, .regex = regex });
}

static void gather_macro(unit *u, size_t index)
{
    const kb_macro *macro = &u->linter->book->macros[index];
    if (u->in_use[index])
        return;
    u->in_use[index] = true; /* once is enough */
    for (size_t i = 0; i < macro->phrase_count; i++)
        gather_sequence(u, &macro->phrases[i], &macro->phrases[i].sequence);
    for (size_t i = 0; i < macro->regex_count; i++)
        gather_regex(u, &macro->regexes[i], true);
}

static void gather_sequence(unit *u, const kb_phrase *phrase, const kb_sequence *sequence)
{
    for (size_t i = 0; i < sequence->item_count && u->count <= MOST_WORDS; i++) {
        const kb_phrase_item *item = &sequence->items[i];
        if (item->kind == KB_ITEM_MACRO)
            gather_macro(u, item->macro);
        for (size_t j = 0; j < item->alternative_count; j++)
            gather_sequence(u, phrase, &item->alternatives[j]);
        for (size_t f = 0; item->kind == KB_ITEM_WORD && f < item->word->form_count; f++)
            for (size_t p = 0; p < item->word->forms[f].part_count; p++)
                gather(u, (said){ .text = item->word->forms[f].parts[p],
                                  .phrase = phrase,
                                  .in_row = sequence->item_count > 1 });
    }
}

static void gather_phrase(void *payload, const kb_phrase *phrase, bool positive)
{
    unit *u = payload;
    if (positive)
        gather_sequence(u, phrase, &phrase->sequence);
}

/* ---- finding a bokmål word ---- */

static size_t find_text(kb_str text, kb_str part)
{
    const char *at = part.len > 0 && text.len >= part.len
                         ? memmem(text.ptr, text.len, part.ptr, part.len)
                         : NULL;
    return at != NULL ? (size_t)(at - text.ptr) : text.len;
}

/* Right behind `\b`, or first in a group that is. */
static bool begins_word(kb_str regex, size_t at)
{
    kb_str before = { regex.ptr, at };
    return kb_str_ends(before, KB_STR("\\b")) || kb_str_ends(before, KB_STR("\\b(?:")) ||
           kb_str_ends(before, KB_STR("\\b("));
}

static bool ends_word(kb_str regex, size_t at)
{
    return kb_str_starts((kb_str){ regex.ptr + at, regex.len - at }, KB_STR("\\b"));
}

/* Where the pair's bokmål word stands in `one`, or its length. */
static size_t find_bokmaal(const said *one, const nynorsk_pair *pair)
{
    kb_str word = kb_str_from(pair->bokmaal), text = one->text;
    size_t at = 0;
    if (one->regex != NULL) {
        at = find_text(text, word);
        bool good = at < text.len && (pair->kind == ANYWHERE || begins_word(text, at)) &&
                    (pair->kind != WHOLE || ends_word(text, at + word.len));
        return good ? at : text.len;
    }
    if (pair->kind == ANYWHERE)
        return find_text(text, word);
    while (pair->kind == BEGINNING && at < text.len && text.ptr[at] == '*')
        at++;
    kb_str rest = { text.ptr + at, text.len - at };
    bool good = pair->kind == WHOLE ? kb_str_equal(rest, word) : kb_str_starts(rest, word);
    return good ? at : text.len;
}

/* ---- is its nynorsk form there? ---- */

/* The pattern with the nynorsk word in place of the bokmål one; empty when too long. */
static kb_str replaced(const said *one, size_t at, kb_str bokmaal, kb_str nynorsk, char *room)
{
    kb_str text = one->text;
    size_t len = text.len - bokmaal.len + nynorsk.len, after = at + bokmaal.len;
    if (len > MOST_BYTES)
        return (kb_str){ room, 0 };
    memcpy(room, text.ptr, at);
    memcpy(room + at, nynorsk.ptr, nynorsk.len);
    memcpy(room + at + nynorsk.len, text.ptr + after, text.len - after);
    return (kb_str){ room, len };
}

static size_t common_start(kb_str a, kb_str b)
{
    size_t len = 0;
    while (len < a.len && len < b.len && a.ptr[len] == b.ptr[len])
        len++;
    return len;
}

/*
 * May a regex take the nynorsk word?  It does not have to be written out: `bruk[ae]r`,
 * `ikk(?:e|je)` and `tj?enest` take both.
 */
static bool regex_may_take(kb_str regex, kb_str bokmaal, kb_str nynorsk)
{
    enum { FEW = 3 };
    size_t common = common_start(bokmaal, nynorsk);
    kb_str start = { nynorsk.ptr, nynorsk.len < FEW ? nynorsk.len : FEW };
    if (common < 2)
        return find_text(regex, start) < regex.len;
    for (size_t from = 0; from < regex.len;) {
        kb_str rest = { regex.ptr + from, regex.len - from };
        size_t at = from + find_text(rest, (kb_str){ bokmaal.ptr, common }) + common;
        if (at >= regex.len)
            return false;
        if (strchr("([.\\?", regex.ptr[at]) != NULL ||
            (at + 1 < regex.len && regex.ptr[at + 1] == '?'))
            return true;
        from = at;
    }
    return false;
}

static bool takes(const said *one, kb_str pattern, kb_str bokmaal, kb_str nynorsk)
{
    if (find_text(one->text, nynorsk) < one->text.len)
        return true;
    if (one->regex != NULL)
        return regex_may_take(one->text, bokmaal, nynorsk);
    return kb_lint_contains(one->text, pattern.len > 0 ? pattern : nynorsk) ||
           kb_lint_contains(one->text, nynorsk);
}

static bool has_nynorsk(const unit *u, const said *found, size_t at, const nynorsk_pair *pair)
{
    char room[MOST_BYTES];
    kb_str bokmaal = kb_str_from(pair->bokmaal), all = kb_str_from(pair->nynorsk), nynorsk;
    while (kb_str_cut(&all, '/', &nynorsk)) {
        kb_str pattern = found->regex == NULL ? replaced(found, at, bokmaal, nynorsk, room)
                                              : (kb_str){ room, 0 };
        for (size_t i = 0; i < u->count; i++)
            if (takes(&u->items[i], pattern, bokmaal, nynorsk))
                return true;
    }
    return false;
}

static void tell(unit *u, const said *found, size_t at, const nynorsk_pair *pair)
{
    char room[MOST_BYTES], hint[2 * MOST_BYTES + 40];
    kb_str bokmaal = kb_str_from(pair->bokmaal), all = kb_str_from(pair->nynorsk), nynorsk = all;
    kb_str_cut(&all, '/', &nynorsk);
    kb_str pattern = replaced(found, at, bokmaal, nynorsk, room);
    if (found->regex != NULL || pattern.len == 0)
        snprintf(hint, sizeof hint, "add '%.*s'", KB_ARG(nynorsk));
    else
        snprintf(hint, sizeof hint, found->in_row ? "write [%.*s/%.*s]" : "write '%.*s/%.*s'",
                 KB_SHOW(found->text), KB_SHOW(pattern));
    kb_place place = found->regex != NULL ? found->regex->place
                                          : kb_lint_place(u->linter, found->phrase, found->text);
    kb_lint(u->linter, KB_LINT_NYNORSK, place, hint,
            "'%s' is bokmål, and nothing beside it takes the nynorsk '%.*s'", pair->bokmaal,
            KB_ARG(nynorsk));
}

/* What a language pack brought is not judged; but its nynorsk serves the book's own words. */
static bool is_of_pack(const said *one)
{
    return one->phrase != NULL && one->phrase->pack != NULL;
}

/* Looks for one pair; each pattern is judged by the first pair that it holds. */
static void look_for_pair(unit *u, const nynorsk_pair *pair)
{
    bool judged = false;
    for (size_t i = 0; i < u->count; i++) {
        said *one = &u->items[i];
        size_t at = one->done || is_of_pack(one) ? one->text.len : find_bokmaal(one, pair);
        if (at == one->text.len)
            continue;
        one->done = true;
        if (!judged && !has_nynorsk(u, one, at, pair))
            tell(u, one, at, pair);
        judged = true;
    }
}

static void look_at_unit(unit *u)
{
    for (size_t p = 0; u->count <= MOST_WORDS && p < PAIR_COUNT; p++)
        look_for_pair(u, &pairs[p]);
}

/* ---- units ---- */

static unit new_unit(kb_linter *linter)
{
    unit u = { .linter = linter };
    u.in_use = kb_arena_array(&linter->arena, linter->book->macro_count + 1, sizeof *u.in_use);
    return u;
}

static void look_at_code(kb_linter *linter, const kb_code *code)
{
    unit u = new_unit(linter);
    const kb_lint_visit visit = { gather_phrase, gather_regex, &u };
    if (u.in_use == NULL)
        return;
    for (size_t i = 0; i < code->rule_count; i++)
        kb_lint_visit_pattern(&linter->book->rules[code->first_rule + i].pattern, true, &visit);
    look_at_unit(&u);
}

static void add_phrases(unit *u, const kb_phrase *phrases, size_t count)
{
    for (size_t i = 0; u->in_use != NULL && i < count; i++)
        gather_phrase(u, &phrases[i], true);
}

static void look_at_list(kb_linter *linter, const kb_phrase *phrases, size_t count)
{
    unit u = new_unit(linter);
    add_phrases(&u, phrases, count);
    look_at_unit(&u);
}

static void look_at_negation(kb_linter *linter)
{
    const kb_codebook *book = linter->book;
    unit u = new_unit(linter);
    for (size_t i = 0; i < book->before_count; i++)
        add_phrases(&u, &book->before[i].phrase, 1);
    for (size_t i = 0; i < book->after_count; i++)
        add_phrases(&u, &book->after[i].phrase, 1);
    look_at_unit(&u);
}

void kb_lint_nynorsk(kb_linter *linter)
{
    const kb_codebook *book = linter->book;
    if (!kb_str_is(book->language, "nb") && !kb_str_is(book->language, "nn"))
        return;
    for (size_t i = 0; i < book->code_count; i++)
        if (kb_lint_is_active(book, (int)i))
            look_at_code(linter, &book->codes[i]);
    look_at_negation(linter);
    look_at_list(linter, book->not_cues, book->not_cue_count);
    look_at_list(linter, book->clause_breaks, book->clause_break_count);
    look_at_list(linter, book->ignore_answers, book->ignore_answer_count);
    look_at_list(linter, book->ignore_phrases, book->ignore_phrase_count);
}
