/* SPDX-License-Identifier: MIT */
/*
 * Words that `~` lets in; see kodebok/tolerance.h.
 *
 * The book is walked once for the words written with `~`.  Each way of writing such a word
 * asks its tests (words.h) of one or more tokens; the *roles* of a test are those ways in
 * which it has a part.  A token is then looked up like in matching, and every role of every
 * test it passes says how far off it is.
 */
#include <kodebok/tolerance.h>

#include "program.h"

#include "base/str.h"
#include "base/try.h"
#include "base/unicode.h"
#include "glob.h"
#include "typo.h"

#include <stdlib.h>

/* A test as part number `part` of one way to write a tolerant word. */
typedef struct role {
    uint32_t test;
    size_t word;
    const uint32_t *tests; /* of all parts */
    size_t length, part;
} role;

enum { FAR_OFF = INT32_MAX };

struct kb_tolerance {
    const kb_matcher *matcher;
    kb_arena arena;
    kb_map written; /* words as written -> number */
    kb_tolerant_word *words;
    role *roles; /* by test, once all are known */
    size_t role_count;
    size_t *first; /* per test: where its roles begin; one more at the end */
    kb_seen_words seen;
    uint32_t *rows; /* owned; per token of the text at hand */
    size_t row_cap;
    int *distances; /* per tolerant word: of the token at hand */
};

/* ------------------------------------------------------------- walking the book */

/* Where the walk is. */
typedef struct walk {
    kb_tolerance *t;
    kb_tolerant_place here;
} walk;

static void add_place(kb_tolerance *t, kb_tolerant_word *word, const kb_tolerant_place *place)
{
    const kb_tolerant_place *last =
        word->place_count > 0 ? &word->places[word->place_count - 1] : NULL;
    if (last != NULL && last->rule == place->rule && last->macro == place->macro &&
        last->place.line == place->place.line)
        return;
    kb_tolerant_place *places = kb_arena_grow(&t->arena, (void *)(uintptr_t)word->places,
                                              word->place_count, sizeof *places);
    if (places == NULL)
        return;
    word->places = places;
    places[word->place_count++] = *place;
}

static void add_form(kb_tolerance *t, const kb_word *word, size_t number, const kb_word_form *form)
{
    uint32_t *tests = kb_arena_array(&t->arena, form->part_count, sizeof *tests);
    for (size_t i = 0; tests != NULL && i < form->part_count; i++)
        tests[i] = kb_words_find(&t->matcher->words, word->kind, word->distance, form->parts[i]);
    for (size_t i = 0; tests != NULL && i < form->part_count; i++) {
        role *roles = kb_arena_grow(&t->arena, t->roles, t->role_count, sizeof *roles);
        if (roles == NULL || tests[i] == KB_WORD_NONE) {
            t->arena.failed = true;
            return;
        }
        t->roles = roles;
        roles[t->role_count++] = (role){ tests[i], number, tests, form->part_count, i };
    }
}

static void add_word(walk *w, const kb_word *word)
{
    kb_tolerance *t = w->t;
    size_t known = t->written.count, number = kb_map_add(&t->written, word->source);
    if (number == known) {
        kb_tolerant_word *words = kb_arena_grow(&t->arena, t->words, known, sizeof *words);
        if (words == NULL)
            return;
        t->words = words;
        words[number] = (kb_tolerant_word){ .written = t->written.keys[number] };
        for (size_t i = 0; i < word->form_count; i++)
            add_form(t, word, number, &word->forms[i]);
    }
    if (number == KB_MAP_NONE || t->arena.failed)
        t->arena.failed = true;
    else
        add_place(t, &t->words[number], &w->here);
}

/* Macros inside are not followed: they are walked where they are declared. */
static void walk_sequence(walk *w, const kb_sequence *sequence)
{
    for (size_t i = 0; i < sequence->item_count && !w->t->arena.failed; i++) {
        const kb_phrase_item *item = &sequence->items[i];
        if (item->kind == KB_ITEM_WORD && item->word->kind == KB_WORD_FUZZY)
            add_word(w, item->word);
        for (size_t a = 0; item->kind == KB_ITEM_GROUP && a < item->alternative_count; a++)
            walk_sequence(w, &item->alternatives[a]);
    }
}

static void walk_phrases(walk *w, const kb_phrase *phrases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        w->here.place = phrases[i].place;
        walk_sequence(w, &phrases[i].sequence);
    }
}

static void walk_cues(walk *w, const kb_cue *cues, size_t count)
{
    for (size_t i = 0; i < count; i++)
        walk_phrases(w, &cues[i].phrase, 1);
}

static void walk_pattern(walk *w, const kb_pattern *pattern)
{
    const kb_patterns *lists[] = { &pattern->near, &pattern->all, &pattern->any, &pattern->none,
                                   &pattern->unless };
    walk_phrases(w, pattern->phrases, pattern->phrase_count);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for (size_t k = 0; k < lists[i]->count; k++)
            walk_pattern(w, &lists[i]->items[k]);
}

static void walk_book(kb_tolerance *t, const kb_codebook *book)
{
    walk w = { .t = t, .here = { .rule = -1, .macro = -1 } };
    for (size_t i = 0; i < book->macro_count; i++) {
        w.here.macro = (int)i;
        walk_phrases(&w, book->macros[i].phrases, book->macros[i].phrase_count);
    }
    w.here.macro = -1;
    w.here.list = "clause_breaks";
    walk_phrases(&w, book->clause_breaks, book->clause_break_count);
    w.here.list = "ignore_answers";
    walk_phrases(&w, book->ignore_answers, book->ignore_answer_count);
    w.here.list = "ignore_phrases";
    walk_phrases(&w, book->ignore_phrases, book->ignore_phrase_count);
    w.here.list = "negation";
    walk_phrases(&w, book->not_cues, book->not_cue_count);
    walk_cues(&w, book->before, book->before_count);
    walk_cues(&w, book->after, book->after_count);
    w.here.list = NULL;
    for (size_t i = 0; i < book->rule_count; i++) {
        w.here.rule = (int)i;
        if (book->codes[book->rules[i].code].status != KB_CODE_RETIRED)
            walk_pattern(&w, &book->rules[i].pattern);
    }
}

/* Puts roles of the same test together. */
static void sort_roles(kb_tolerance *t)
{
    size_t count = t->matcher->words.count;
    role *sorted = kb_arena_array(&t->arena, t->role_count, sizeof *sorted);
    size_t *next = kb_arena_array(&t->arena, count + 1, sizeof *next);
    t->first = kb_arena_array(&t->arena, count + 1, sizeof *t->first);
    t->distances = kb_arena_array(&t->arena, t->written.count, sizeof *t->distances);
    if (t->arena.failed)
        return;
    for (size_t i = 0; i < t->role_count; i++)
        t->first[t->roles[i].test + 1]++;
    for (size_t i = 0; i < count; i++)
        next[i + 1] = t->first[i + 1] += t->first[i];
    for (size_t i = 0; i < t->role_count; i++)
        sorted[next[t->roles[i].test]++] = t->roles[i];
    t->roles = sorted;
}

kb_status kb_tolerance_new(kb_tolerance **out, const kb_matcher *matcher, kb_error *err)
{
    kb_tolerance *t = calloc(1, sizeof *t);
    if (t == NULL)
        return kb_fail_memory(err);
    t->matcher = matcher;
    walk_book(t, matcher->book);
    sort_roles(t);
    kb_status status =
        t->arena.failed ? kb_fail_memory(err) : kb_seen_words_init(&t->seen, &matcher->words, err);
    if (status == KB_OK)
        *out = t;
    else
        kb_tolerance_free(t);
    return status;
}

void kb_tolerance_free(kb_tolerance *t)
{
    if (t == NULL)
        return;
    kb_seen_words_clear(&t->seen);
    kb_map_free(&t->written);
    kb_arena_free(&t->arena);
    free(t->rows);
    free(t);
}

const kb_tolerant_word *kb_tolerance_words(const kb_tolerance *t, size_t *count)
{
    *count = t->written.count;
    return t->words;
}

/* ------------------------------------------------------------------- one text */

static kb_status look_up(kb_tolerance *t, const kb_text *text, kb_error *err)
{
    void *rows = t->rows;
    kb_seen_words_trim(&t->seen);
    for (size_t i = 0; i < text->token_count; i++) {
        if (!kb_array_reserve(&rows, &t->row_cap, i, sizeof *t->rows))
            return kb_fail_memory(err);
        t->rows = rows;
        t->rows[i] = kb_seen_word(&t->seen, text->tokens[i].folded);
        if (t->rows[i] == KB_WORD_NONE)
            return kb_fail_memory(err);
    }
    return KB_OK;
}

/* Does nothing but white space stand between the token and the one before it? */
static bool follows(const kb_text *text, size_t token)
{
    const kb_token *before = &text->tokens[token - 1], *here = &text->tokens[token];
    size_t at = before->view.end;
    while (at < here->view.begin)
        if (!kb_is_space(kb_utf8_next(text->view, &at)))
            return false;
    return before->sentence == here->sentence;
}

/* Do the tokens around play the other parts? */
static bool is_played(const kb_tolerance *t, const kb_text *text, size_t token, const role *r)
{
    if (token < r->part || token - r->part + r->length > text->token_count)
        return false;
    size_t begin = token - r->part;
    for (size_t i = 0; i < r->length; i++)
        if (!kb_word_passes(&t->seen, t->rows[begin + i], r->tests[i]) ||
            (i > 0 && !follows(text, begin + i)))
            return false;
    return true;
}

/* How many errors the word, which passes the test, has; 0: none. */
static int errors_of(const word_test *test, kb_str word)
{
    int errors = 0;
    if (!kb_glob(test->pattern, word))
        do
            errors++;
        while (errors < test->distance && !kb_typo(test->pattern, errors, word));
    return errors;
}

static void see_roles(kb_tolerance *t, const kb_text *text, size_t token, uint32_t test)
{
    int errors = errors_of(&t->matcher->words.tests[test], text->tokens[token].folded);
    for (size_t i = t->first[test]; i < t->first[test + 1]; i++) {
        const role *r = &t->roles[i];
        if (errors < t->distances[r->word] && is_played(t, text, token, r))
            t->distances[r->word] = errors;
    }
}

static bool passes_any(kb_tolerance *t, const kb_text *text, size_t token)
{
    bool any = false;
    for (size_t i = 0; i < t->role_count; i = t->first[t->roles[i].test + 1]) {
        if (!kb_word_passes(&t->seen, t->rows[token], t->roles[i].test))
            continue;
        for (size_t k = 0; !any && k < t->written.count; k++)
            t->distances[k] = FAR_OFF;
        any = true;
        see_roles(t, text, token, t->roles[i].test);
    }
    return any;
}

kb_status kb_tolerance_find(kb_tolerance *t, const kb_text *text,
                            void (*each)(void *payload, const kb_tolerated *tolerated),
                            void *payload, kb_error *err)
{
    KB_TRY(look_up(t, text, err));
    for (size_t token = 0; token < text->token_count; token++) {
        if (!passes_any(t, text, token))
            continue;
        for (size_t k = 0; k < t->written.count; k++)
            if (t->distances[k] != 0 && t->distances[k] != FAR_OFF)
                each(payload, &(kb_tolerated){ token, k, t->distances[k] });
    }
    return KB_OK;
}
