/* SPDX-License-Identifier: MIT */
/*
 * From the records of a codebook to programs; see program.h.
 *
 * A shortage of memory sticks on the arena and is asked for once, at the end.
 */
#include "program.h"

#include "base/str.h"

/* Alternatives that all macros may stand for together; more is a mistake or an attack. */
enum { MAX_EXPANSION = 100000 };

typedef enum building { NOT_BUILT, BEING_BUILT, BUILT } building;

typedef struct builder {
    kb_matcher *matcher;
    const kb_codebook *book;
    kb_arena *arena;
    kb_problems *problems;
    kb_error *err;
    phrase_step *macros;
    uint64_t *weights; /* of each macro: how many alternatives it stands for */
    building *built;   /* per macro */
} builder;

/* --------------------------------------------------------------------- words */

static bool build_form(builder *b, const kb_word *word, const kb_word_form *from, word_form *to)
{
    uint32_t *tests = kb_arena_array(b->arena, from->part_count, sizeof *tests);
    if (tests == NULL)
        return false;
    for (size_t i = 0; i < from->part_count; i++) {
        tests[i] = kb_words_add(&b->matcher->words, word->kind, word->distance, from->parts[i]);
        if (tests[i] == KB_WORD_NONE)
            return b->arena->failed = true, false;
    }
    *to = (word_form){ .tests = tests, .length = from->part_count };
    return true;
}

static void build_word(builder *b, const kb_word *word, phrase_step *step)
{
    step->kind = STEP_WORD;
    step->form_count = word->form_count;
    step->forms = kb_arena_array(b->arena, word->form_count, sizeof *step->forms);
    for (size_t i = 0; step->forms != NULL && i < word->form_count; i++) {
        if (!build_form(b, word, &word->forms[i], &step->forms[i]))
            return;
        if (step->forms[i].length > step->reach)
            step->reach = (uint32_t)step->forms[i].length;
    }
}

/* ------------------------------------------------------------------- regexes */

static uint32_t build_regex(builder *b, const kb_regex *regex)
{
    kb_matcher *m = b->matcher;
    void *codes = m->regexes;
    if (!kb_array_reserve(&codes, &m->regex_cap, m->regex_count, sizeof *m->regexes)) {
        b->arena->failed = true;
        return 0;
    }
    m->regexes = codes;
    m->regexes[m->regex_count] = NULL;
    if (kb_regex_compile(&m->regexes[m->regex_count], b->book, regex, b->problems, b->err) != KB_OK)
        b->arena->failed = true;
    return (uint32_t)m->regex_count++;
}

static const uint32_t *build_regexes(builder *b, const kb_regex *from, size_t count)
{
    uint32_t *numbers = kb_arena_array(b->arena, count, sizeof *numbers);
    for (size_t i = 0; numbers != NULL && i < count; i++)
        numbers[i] = build_regex(b, &from[i]);
    return numbers;
}

/* ------------------------------------------------------------------- phrases */

static uint64_t build_steps(builder *b, const kb_sequence *from, phrase_steps *to);

static uint64_t build_group(builder *b, const kb_phrase_item *item, phrase_step *step)
{
    uint64_t weight = 0;
    phrase_steps *alternatives =
        kb_arena_array(b->arena, item->alternative_count, sizeof *alternatives);
    if (alternatives == NULL)
        return 0;
    step->kind = STEP_GROUP;
    step->optional = item->optional;
    step->alternatives = alternatives;
    step->alternative_count = item->alternative_count;
    for (size_t i = 0; i < item->alternative_count; i++) {
        weight += build_steps(b, &item->alternatives[i], &alternatives[i]);
        if (alternatives[i].reach > step->reach)
            step->reach = alternatives[i].reach;
        step->has_regex |= alternatives[i].has_regex;
    }
    return weight;
}

/* Macros are built on first use, so that they may stand in any order. */
static uint64_t build_macro(builder *b, size_t number)
{
    const kb_macro *macro = &b->book->macros[number];
    phrase_step *step = &b->macros[number];
    if (b->built[number] != NOT_BUILT)
        return b->weights[number];
    b->built[number] = BEING_BUILT;
    phrase_steps *alternatives =
        kb_arena_array(b->arena, macro->phrase_count, sizeof *alternatives);
    if (alternatives == NULL)
        return 0;
    uint64_t weight = macro->regex_count;
    *step = (phrase_step){ .kind = STEP_GROUP, .macro = (uint32_t)number + 1 };
    step->alternatives = alternatives;
    step->alternative_count = macro->phrase_count;
    step->regexes = build_regexes(b, macro->regexes, macro->regex_count);
    step->regex_count = macro->regex_count;
    step->has_regex = macro->regex_count > 0;
    step->reach = macro->regex_count > 0 ? 1 : 0;
    for (size_t i = 0; i < macro->phrase_count; i++) {
        weight += build_steps(b, &macro->phrases[i].sequence, &alternatives[i]);
        if (alternatives[i].reach > step->reach)
            step->reach = alternatives[i].reach;
        step->has_regex |= alternatives[i].has_regex;
    }
    if (weight > MAX_EXPANSION && b->weights[number] == 0)
        kb_codebook_problem(
            b->book, b->problems, KB_PROBLEM, macro->place, "name fewer macros in it",
            "macro '%.*s' stands for more than %d alternatives", KB_ARG(macro->id), MAX_EXPANSION);
    b->weights[number] = weight > MAX_EXPANSION ? MAX_EXPANSION : weight;
    b->built[number] = BUILT;
    return b->weights[number];
}

/* A circle was told of by the loader, and is cut here: `check` looks at a book with mistakes too.
 */
static uint64_t use_macro(builder *b, size_t number, phrase_step *step)
{
    uint64_t weight = build_macro(b, number);
    *step = b->built[number] == BUILT ? b->macros[number] : (phrase_step){ .kind = STEP_GROUP };
    return weight;
}

static uint64_t build_step(builder *b, const kb_phrase_item *item, phrase_step *step)
{
    uint64_t weight = 1;
    switch (item->kind) {
    case KB_ITEM_WORD: build_word(b, item->word, step); break;
    case KB_ITEM_GAP:
        *step = (phrase_step){ .kind = STEP_GAP, .reach = (uint32_t)item->gap };
        break;
    case KB_ITEM_GROUP: weight = build_group(b, item, step); break;
    case KB_ITEM_MACRO: weight = use_macro(b, item->macro, step); break;
    }
    return weight;
}

static uint64_t build_steps(builder *b, const kb_sequence *from, phrase_steps *to)
{
    uint64_t weight = 1;
    *to = (phrase_steps){ .items = kb_arena_array(b->arena, from->item_count, sizeof *to->items),
                          .count = from->item_count };
    if (to->items == NULL) {
        to->count = 0;
        return 0;
    }
    for (size_t i = 0; i < from->item_count; i++) {
        uint64_t more = build_step(b, &from->items[i], &to->items[i]);
        weight = weight + more > MAX_EXPANSION ? MAX_EXPANSION + 1 : weight + more;
        to->reach += to->items[i].reach;
        to->has_regex |= to->items[i].has_regex;
    }
    return weight;
}

static void build_phrase(builder *b, const kb_phrase *phrase, phrase_steps *to)
{
    build_steps(b, &phrase->sequence, to);
    if (to->reach > PHRASE_MAX_REACH)
        kb_codebook_problem(b->book, b->problems, KB_PROBLEM, phrase->place, "shorten its gaps",
                            "phrase can span %u words; the most is %d", to->reach,
                            PHRASE_MAX_REACH);
}

/* build_phrase(), for a phrase that stays where it is. */
static void keep_phrase(builder *b, const kb_phrase *phrase, phrase_steps *to)
{
    kb_matcher *m = b->matcher;
    build_phrase(b, phrase, to);
    phrase_steps **phrases =
        kb_arena_grow(b->arena, m->phrases, m->phrase_count, sizeof *m->phrases);
    if (phrases == NULL)
        return;
    m->phrases = phrases;
    m->phrases[m->phrase_count++] = to;
}

static phrase_steps *build_phrases(builder *b, const kb_phrase *from, size_t count)
{
    phrase_steps *steps = kb_arena_array(b->arena, count, sizeof *steps);
    for (size_t i = 0; steps != NULL && i < count; i++)
        keep_phrase(b, &from[i], &steps[i]);
    return steps;
}

/* ------------------------------------------------------------------ patterns */

static void build_pattern(builder *b, const kb_pattern *from, kb_program *to);

static kb_programs build_list(builder *b, const kb_patterns *from)
{
    kb_program *items = kb_arena_array(b->arena, from->count, sizeof *items);
    for (size_t i = 0; items != NULL && i < from->count; i++)
        build_pattern(b, &from->items[i], &items[i]);
    return (kb_programs){ items, items ? from->count : 0 };
}

static void build_pattern(builder *b, const kb_pattern *from, kb_program *to)
{
    *to = (kb_program){ .kind = from->kind, .in = from->in, .ordered = from->ordered };
    to->within = (uint32_t)from->within;
    to->phrases = build_phrases(b, from->phrases, from->phrase_count);
    to->phrase_count = to->phrases ? from->phrase_count : 0;
    to->regexes = build_regexes(b, from->regexes, from->regex_count);
    to->regex_count = to->regexes ? from->regex_count : 0;
    to->near = build_list(b, &from->near);
    to->all = build_list(b, &from->all);
    to->any = build_list(b, &from->any);
    to->none = build_list(b, &from->none);
    to->unless = build_list(b, &from->unless);
}

static const cue_program *build_cues(builder *b, const kb_cue *from, size_t count)
{
    cue_program *cues = kb_arena_array(b->arena, count, sizeof *cues);
    for (size_t i = 0; cues != NULL && i < count; i++) {
        keep_phrase(b, &from[i].phrase, &cues[i].steps);
        cues[i].within = (uint32_t)from[i].within;
        if (cues[i].within > b->matcher->most_within)
            b->matcher->most_within = cues[i].within;
    }
    return cues;
}

/* The words that `~` never accepts: single words of text.spelling.except. */
static void build_exceptions(builder *b)
{
    kb_words *words = &b->matcher->words;
    words->except_first = (uint32_t)words->count;
    for (size_t i = 0; i < b->book->spelling_except_count; i++) {
        phrase_steps ignored;
        build_phrase(b, &b->book->spelling_except[i], &ignored);
        if (ignored.reach > 1)
            kb_codebook_problem(b->book, b->problems, KB_PROBLEM, b->book->spelling_except[i].place,
                                "write one word", "a spelling exception is a single word");
    }
    words->except_count = (uint32_t)words->count - words->except_first;
}

static void build_book(builder *b)
{
    kb_matcher *m = b->matcher;
    const kb_codebook *book = b->book;
    build_exceptions(b);
    for (size_t i = 0; i < book->macro_count; i++)
        build_macro(b, i);
    m->clause_breaks = build_phrases(b, book->clause_breaks, book->clause_break_count);
    m->ignore_answers = build_phrases(b, book->ignore_answers, book->ignore_answer_count);
    m->ignore_phrases = build_phrases(b, book->ignore_phrases, book->ignore_phrase_count);
    m->not_cues = build_phrases(b, book->not_cues, book->not_cue_count);
    m->before = build_cues(b, book->before, book->before_count);
    m->after = build_cues(b, book->after, book->after_count);
    kb_program *rules = kb_arena_array(b->arena, book->rule_count, sizeof *rules);
    for (size_t i = 0; rules != NULL && i < book->rule_count; i++)
        build_pattern(b, &book->rules[i].pattern, &rules[i]);
    m->rules = rules;
}

kb_status kb_program_build(kb_matcher *matcher, kb_problems *problems, kb_error *err)
{
    builder b = { .matcher = matcher,
                  .book = matcher->book,
                  .arena = &matcher->arena,
                  .problems = problems,
                  .err = err };
    b.macros = kb_arena_array(b.arena, b.book->macro_count, sizeof *b.macros);
    b.weights = kb_arena_array(b.arena, b.book->macro_count, sizeof *b.weights);
    b.built = kb_arena_array(b.arena, b.book->macro_count, sizeof *b.built);
    if (b.macros != NULL && b.weights != NULL && b.built != NULL)
        build_book(&b);
    matcher->macros = b.macros;
    return matcher->arena.failed ? kb_fail_memory(err) : KB_OK;
}

/* --------------------------------------------------------------- first words */

/* How a phrase may begin, while it is found out. */
typedef struct beginning {
    kb_arena *arena;
    uint64_t *bits;
    uint32_t *regexes;
    size_t regex_count;
} beginning;

static bool add_regex(beginning *b, uint32_t regex)
{
    uint32_t *regexes = kb_arena_grow(b->arena, b->regexes, b->regex_count, sizeof *regexes);
    if (regexes == NULL)
        return false;
    b->regexes = regexes;
    regexes[b->regex_count++] = regex;
    return true;
}

/* Adds the tests of which a phrase's first word passes one; false when it may be any word. */
static bool add_first(beginning *b, const phrase_steps *steps)
{
    bool optional = true;
    for (size_t i = 0; i < steps->count && optional; i++) {
        const phrase_step *step = &steps->items[i];
        if (step->kind == STEP_GAP)
            return false;
        for (size_t f = 0; f < step->form_count; f++)
            kb_set_bit(b->bits, step->forms[f].tests[0]);
        for (size_t a = 0; a < step->alternative_count; a++)
            if (!add_first(b, &step->alternatives[a]))
                return false;
        for (size_t r = 0; r < step->regex_count; r++)
            if (!add_regex(b, step->regexes[r]))
                return false;
        optional = step->optional;
    }
    return !optional;
}

kb_status kb_program_close(kb_matcher *matcher, kb_error *err)
{
    for (size_t i = 0; i < matcher->phrase_count; i++) {
        phrase_steps *phrase = matcher->phrases[i];
        beginning b = { .arena = &matcher->arena };
        b.bits = kb_arena_array(b.arena, kb_words_row_length(&matcher->words), sizeof *b.bits);
        if (b.bits == NULL)
            return kb_fail_memory(err);
        if (!add_first(&b, phrase))
            continue;
        phrase->first = b.bits;
        phrase->first_regexes = b.regexes;
        phrase->first_regex_count = b.regex_count;
    }
    return matcher->arena.failed ? kb_fail_memory(err) : KB_OK;
}
