/* SPDX-License-Identifier: MIT */
/* The fixed text that patterns need; see demands.h. */
#include "demands.h"

#include "base/buf.h"
#include "base/str.h"
#include "base/unicode.h"
#include "gate_fold.h"
#include "literals.h"
#include "typo.h"

enum { MOST_LITERAL_BYTES = 24 }; /* what is longer is no rarer to speak of */

/* --------------------------------------------------------------------- words */

/* Writes what stands for `c` in a literal; 0 when a literal ends before it. */
static size_t put_symbol(uint32_t c, char *out)
{
    uint32_t symbol = kb_gate_symbol(c);
    if (symbol == KB_GATE_OTHER)
        return 0;
    if (symbol < 0x80) {
        out[0] = (char)symbol;
        return 1;
    }
    out[0] = (char)(0xC0 | (symbol >> 6));
    out[1] = (char)(0x80 | (symbol & 0x3F));
    return 2;
}

/* The longest piece of fixed text of a word pattern, with the edges of the word. */
static kb_formula need_of_glob(kb_demands *demands, kb_str pattern)
{
    kb_formula best = { 0 };
    char piece[2 + 4 * MOST_LITERAL_BYTES] = " ";
    size_t length = 1;
    bool letters = false, open = false;
    for (size_t pos = 0; pos <= pattern.len;) {
        bool end = pos == pattern.len;
        uint32_t c = end ? 0 : kb_utf8_next(pattern, &pos);
        bool wild = c == '*' || c == '?';
        size_t more = end || open || wild ? 0 : put_symbol(c, piece + length);
        length += more;
        letters |= more > 0;
        open = open || length > MOST_LITERAL_BYTES;
        if (more > 0)
            continue;
        if (end && !open && letters)
            piece[length++] = ' ';
        if (letters) {
            kb_formula own = kb_formula_literal(&demands->table, (kb_str){ piece, length });
            best = kb_formula_both(&best, &own);
        }
        if (end)
            break;
        length = 0;
        letters = open = false;
    }
    return best;
}

/*
 * A misspelling of `letters` with at most `edits`: cut in edits + 1 pieces with one letter between
 * them, an edit spoils at most one piece, so that one stands there unharmed.
 */
static kb_formula need_of_pieces(kb_demands *demands, const uint32_t *letters, size_t count,
                                 size_t edits)
{
    kb_formula need = { 0 };
    size_t pieces = edits + 1, usable = count > edits ? count - edits : 0, at = 0;
    for (size_t i = 0; i < pieces; i++) {
        char piece[4 * KB_TYPO_MAX_LETTERS];
        size_t length = 0, size = usable / pieces + (i < usable % pieces);
        for (size_t k = 0; k < size; k++) {
            size_t more = put_symbol(letters[at + k], piece + length);
            if (more == 0)
                return (kb_formula){ 0 };
            length += more;
        }
        kb_formula own = kb_formula_literal(&demands->table, (kb_str){ piece, length });
        if (own.count == 0)
            return own;
        need = i == 0 ? own : kb_formula_either(&demands->table, &need, &own);
        at += size + 1;
    }
    return need;
}

static kb_formula need_of_fuzzy(kb_demands *demands, const word_test *test)
{
    uint32_t letters[KB_TYPO_MAX_LETTERS];
    kb_str pattern = test->pattern;
    size_t count = 0;
    if (kb_str_ends(pattern, KB_STR("*")))
        pattern.len--;
    for (size_t pos = 0; pos < pattern.len;) {
        uint32_t c = kb_utf8_next(pattern, &pos);
        if (c == '*' || c == '?')
            return (kb_formula){ 0 };
        if (count == KB_TYPO_MAX_LETTERS) /* so long a word has no misspellings */
            return need_of_glob(demands, test->pattern);
        letters[count++] = c;
    }
    if (test->distance == 0)
        return need_of_glob(demands, test->pattern);
    return need_of_pieces(demands, letters, count, (size_t)test->distance);
}

/* Stemmers of the Scandinavian languages only cut off; others also rewrite. */
static kb_formula need_of_stem(kb_demands *demands, const word_test *test)
{
    kb_str language = demands->matcher->words.language;
    bool cuts = kb_str_is(language, "nb") || kb_str_is(language, "nn") ||
                kb_str_is(language, "da") || kb_str_is(language, "sv");
    char literal[2 + MOST_LITERAL_BYTES + 4] = " ";
    size_t length = 1;
    for (size_t pos = 0; cuts && pos < test->stem.len && length < MOST_LITERAL_BYTES;) {
        size_t more = put_symbol(kb_utf8_next(test->stem, &pos), literal + length);
        if (more == 0)
            break;
        length += more;
    }
    if (length == 1)
        return (kb_formula){ 0 };
    return kb_formula_literal(&demands->table, (kb_str){ literal, length });
}

static kb_formula need_of_test(kb_demands *demands, const word_test *test)
{
    switch (test->kind) {
    case KB_WORD_PLAIN: return need_of_glob(demands, test->pattern);
    case KB_WORD_FUZZY: return need_of_fuzzy(demands, test);
    case KB_WORD_STEM: return need_of_stem(demands, test);
    }
    return (kb_formula){ 0 };
}

/* ------------------------------------------------------------------- regexes */

static kb_formula demand_of_clause(kb_demands *demands, const kb_clause *clause)
{
    kb_formula demand = { 0 };
    for (size_t i = 0; i < clause->count; i++) {
        kb_formula own = kb_formula_literal(&demands->table, clause->items[i].text);
        demand = i == 0 ? own : kb_formula_either(&demands->table, &demand, &own);
    }
    return demand;
}

/* Which clause of the formula is this one, from 1?  It may have been dropped; then 0. */
static uint32_t clause_number(const kb_formula *formula, const kb_term *clause)
{
    for (uint32_t i = 0; i < formula->count; i++)
        if (formula->clauses[i].literals == clause->literals)
            return i + 1;
    return 0;
}

static kb_regex_demand demand_of_regex(kb_demands *demands, kb_str source)
{
    kb_literals literals;
    kb_regex_demand demand = { 0 };
    kb_term begins = { 0 };
    kb_literals_read(&literals, demands->table.arena, source);
    for (size_t i = 0; i < literals.clause_count; i++) {
        kb_formula own = demand_of_clause(demands, &literals.clauses[i]);
        demand.formula = kb_formula_both(&demand.formula, &own);
        if (literals.clauses[i].begins && own.count == 1 && begins.count == 0)
            begins = own.clauses[0];
    }
    kb_formula_trim(&demand.formula);
    demand.begins = begins.count > 0 ? clause_number(&demand.formula, &begins) : 0;
    demand.needs = literals.needs;
    demand.touches = literals.touches;
    return demand;
}

static void begin(kb_demands *demands, const kb_matcher *m, kb_arena *arena)
{
    *demands = (kb_demands){ .table = { .arena = arena }, .matcher = m };
    demands->tests = kb_arena_array(arena, m->words.count + 1, sizeof *demands->tests);
    demands->regexes = kb_arena_array(arena, m->regex_count + 1, sizeof *demands->regexes);
    demands->macros = kb_arena_array(arena, m->book->macro_count + 1, sizeof *demands->macros);
}

void kb_demand_texts(kb_demands *demands, const kb_matcher *matcher, kb_arena *arena)
{
    const kb_words *words = &matcher->words;
    begin(demands, matcher, arena);
    if (arena->failed)
        return;
    for (size_t i = 0; i < words->count; i++)
        demands->tests[i] = need_of_test(demands, &words->tests[i]);
    for (size_t i = 0; i < matcher->regex_count; i++)
        demands->regexes[i] = demand_of_regex(demands, kb_regex_source(matcher->regexes[i]));
}

void kb_demand_words(kb_demands *demands, const kb_demands *texts)
{
    const kb_matcher *m = texts->matcher;
    kb_arena *arena = texts->table.arena;
    begin(demands, m, arena);
    if (arena->failed)
        return;
    for (uint32_t i = 0; i < m->words.count; i++) {
        const kb_formula *text = &texts->tests[i];
        double price = text->count > 0 ? text->clauses[0].price : 1;
        demands->tests[i] = kb_formula_number(&demands->table, i, price);
    }
}

void kb_demand_clear(kb_demands *demands)
{
    kb_map_free(&demands->table.strings);
}

/* ------------------------------------------------------------------- phrases */

/* What one alternative after the other demands, joined by "or". */
typedef struct choice {
    kb_formula need;
    bool begun;
} choice;

static void or_need(kb_demands *demands, choice *c, const kb_formula *more)
{
    c->need = c->begun ? kb_formula_either(&demands->table, &c->need, more) : *more;
    c->begun = true;
}

static kb_formula need_of_form(const kb_demands *demands, const word_form *form)
{
    kb_formula need = { 0 };
    for (size_t i = 0; i < form->length; i++)
        need = kb_formula_both(&need, &demands->tests[form->tests[i]]);
    return need;
}

static kb_formula need_of_alternatives(kb_demands *demands, const phrase_step *step)
{
    choice c = { 0 };
    for (size_t i = 0; i < step->form_count; i++) {
        kb_formula own = need_of_form(demands, &step->forms[i]);
        or_need(demands, &c, &own);
    }
    for (size_t i = 0; i < step->alternative_count; i++) {
        kb_formula own = kb_demand_of_phrase(demands, &step->alternatives[i]);
        or_need(demands, &c, &own);
    }
    for (size_t i = 0; i < step->regex_count; i++)
        or_need(demands, &c, &demands->regexes[step->regexes[i]].formula);
    return c.need;
}

static kb_formula need_of_macro(kb_demands *demands, const phrase_step *step)
{
    kb_formula **known = &demands->macros[step->macro - 1];
    if (*known == NULL) {
        kb_formula need = need_of_alternatives(demands, step);
        *known = kb_arena_array(demands->table.arena, 1, sizeof **known);
        if (*known == NULL)
            return need;
        **known = need;
    }
    return **known;
}

static kb_formula need_of_step(kb_demands *demands, const phrase_step *step)
{
    if (step->kind == STEP_GAP || step->optional)
        return (kb_formula){ 0 };
    return step->macro > 0 ? need_of_macro(demands, step) : need_of_alternatives(demands, step);
}

kb_formula kb_demand_of_phrase(kb_demands *demands, const phrase_steps *phrase)
{
    kb_formula need = { 0 };
    for (size_t i = 0; i < phrase->count; i++) {
        kb_formula own = need_of_step(demands, &phrase->items[i]);
        need = kb_formula_both(&need, &own);
    }
    return need;
}

/* ------------------------------------------------------------------ patterns */

static void or_each(void *payload, const kb_formula *formula, const kb_needs *needs)
{
    (void)needs;
    void **both = payload;
    or_need(both[0], both[1], formula);
}

kb_formula kb_demand_of_pattern(kb_demands *demands, const kb_program *pattern)
{
    choice c = { 0 };
    void *both[] = { demands, &c };
    kb_demand_each(demands, pattern, or_each, both);
    return c.need;
}

static kb_formula need_of_all(kb_demands *demands, const kb_programs *children)
{
    kb_formula need = { 0 };
    for (size_t i = 0; i < children->count; i++) {
        kb_formula own = kb_demand_of_pattern(demands, &children->items[i]);
        need = kb_formula_both(&need, &own);
    }
    return need;
}

/* `all`, and one of `any` when there are any. */
static kb_formula need_of_both_lists(kb_demands *demands, const kb_program *pattern)
{
    kb_formula need = need_of_all(demands, &pattern->all);
    choice c = { 0 };
    for (size_t i = 0; i < pattern->any.count; i++) {
        kb_formula own = kb_demand_of_pattern(demands, &pattern->any.items[i]);
        or_need(demands, &c, &own);
    }
    return kb_formula_both(&need, &c.need);
}

void kb_demand_each(kb_demands *demands, const kb_program *pattern, kb_demand_sink each,
                    void *payload)
{
    kb_formula need = { 0 };
    switch (pattern->kind) {
    case KB_PATTERN_PHRASE:
        for (size_t i = 0; i < pattern->phrase_count; i++) {
            need = kb_demand_of_phrase(demands, &pattern->phrases[i]);
            each(payload, &need, NULL);
        }
        return;
    case KB_PATTERN_REGEX:
        for (size_t i = 0; i < pattern->regex_count; i++)
            each(payload, &demands->regexes[pattern->regexes[i]].formula,
                 &demands->regexes[pattern->regexes[i]].needs);
        return;
    case KB_PATTERN_NEAR: need = need_of_all(demands, &pattern->near); break;
    case KB_PATTERN_LOGIC:
        if (pattern->all.count == 0) {
            for (size_t i = 0; i < pattern->any.count; i++)
                kb_demand_each(demands, &pattern->any.items[i], each, payload);
            return;
        }
        need = need_of_both_lists(demands, pattern);
        break;
    }
    each(payload, &need, NULL);
}
