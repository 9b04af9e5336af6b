/* SPDX-License-Identifier: MIT */
/* Which rules can match an answer; see gate.h. */
#include "gate.h"

#include "base/try.h"

#include <stdlib.h>

/* What is asked before a phrase or pattern is looked for in a sentence. */
typedef struct numbered {
    kb_formula formula;
    kb_touch touches;
} numbered;

typedef struct builder {
    kb_gate *gate;
    const kb_matcher *matcher;
    kb_demands texts, words;
    kb_sieve *sieve; /* the one in hand */
    uint32_t target;
    numbered *demands; /* of by_sentence, in order of their numbers */
    size_t demand_count;
} builder;

/* A regex without fixed text is looked for where the text has what else it needs. */
static bool watch_needs(builder *b, const kb_needs *needs)
{
    kb_gate *gate = b->gate;
    if (needs == NULL || kb_needs_are_none(needs) || b->sieve != &gate->by_text)
        return false;
    kb_need_watcher *watchers =
        kb_arena_grow(&gate->arena, gate->needs, gate->need_count, sizeof *watchers);
    if (watchers == NULL)
        return false;
    gate->needs = watchers;
    watchers[gate->need_count++] = (kb_need_watcher){ *needs, b->target };
    return true;
}

static void watch(void *payload, const kb_formula *formula, const kb_needs *needs)
{
    builder *b = payload;
    kb_formula asked = *formula;
    if (b->sieve == &b->gate->by_text)
        kb_formula_trim(&asked);
    if (asked.count > 0 || !watch_needs(b, needs))
        kb_sieve_watch(b->sieve, &b->gate->arena, &asked, b->target);
}

/*
 * A regex match that touches no word is dropped and counted, so a rule with a regex that may match
 * so is looked for everywhere - or wherever a `_` stands, if that is what it may match: else the
 * count would depend on the gate.
 */
static kb_touch worse(kb_touch a, kb_touch b)
{
    return a > b ? a : b;
}

static kb_touch of_pattern(const builder *b, const kb_program *pattern);

static kb_touch of_list(const builder *b, const kb_programs *children)
{
    kb_touch worst = KB_TOUCHES_WORD;
    for (size_t i = 0; i < children->count; i++)
        worst = worse(worst, of_pattern(b, &children->items[i]));
    return worst;
}

static kb_touch of_phrase(const builder *b, const phrase_steps *phrase)
{
    kb_touch worst = KB_TOUCHES_WORD;
    for (size_t i = 0; phrase->has_regex && i < phrase->count; i++) {
        const phrase_step *step = &phrase->items[i];
        for (size_t k = 0; k < step->regex_count; k++)
            worst = worse(worst, b->texts.regexes[step->regexes[k]].touches);
        for (size_t k = 0; k < step->alternative_count; k++)
            worst = worse(worst, of_phrase(b, &step->alternatives[k]));
    }
    return worst;
}

static kb_touch of_pattern(const builder *b, const kb_program *pattern)
{
    kb_touch worst = KB_TOUCHES_WORD;
    for (size_t i = 0; i < pattern->regex_count; i++)
        worst = worse(worst, b->texts.regexes[pattern->regexes[i]].touches);
    for (size_t i = 0; i < pattern->phrase_count; i++)
        worst = worse(worst, of_phrase(b, &pattern->phrases[i]));
    const kb_programs *lists[] = { &pattern->near, &pattern->all, &pattern->any, &pattern->none,
                                   &pattern->unless };
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        worst = worse(worst, of_list(b, lists[i]));
    return worst;
}

/* In a rule of regexes alone each of them stands for itself, and what it needs is needed by its
 * wordless matches too. */
static kb_touch of_rule(const builder *b, const kb_program *rule)
{
    return rule->kind == KB_PATTERN_REGEX ? of_list(b, &rule->unless) : of_pattern(b, rule);
}

static void watch_rules(builder *b, kb_sieve *sieve, kb_demands *demands)
{
    const kb_matcher *m = b->matcher;
    b->sieve = sieve;
    for (size_t i = 0; i < m->book->rule_count; i++) {
        b->target = (uint32_t)i;
        if (m->book->codes[m->book->rules[i].code].status == KB_CODE_RETIRED)
            continue;
        kb_sieve_open(sieve, b->target, of_rule(b, &m->rules[i]));
        kb_demand_each(demands, &m->rules[i], watch, b);
    }
    for (size_t i = 0; i < m->book->ignore_answer_count; i++) {
        kb_formula formula = kb_demand_of_phrase(demands, &m->ignore_answers[i]);
        kb_sieve_watch(sieve, &b->gate->arena, &formula, b->gate->non_answer);
    }
}

static uint32_t watch_phrase(builder *b, const phrase_steps *phrase, uint32_t target)
{
    kb_formula formula = kb_demand_of_phrase(&b->words, phrase);
    kb_sieve_watch(&b->gate->by_word, &b->gate->arena, &formula, target);
    return target + 1;
}

static void watch_head(builder *b)
{
    const kb_matcher *m = b->matcher;
    uint32_t target = b->gate->first_break;
    for (size_t i = 0; i < m->book->clause_break_count; i++)
        target = watch_phrase(b, &m->clause_breaks[i], target);
    for (size_t i = 0; i < m->book->ignore_phrase_count; i++)
        target = watch_phrase(b, &m->ignore_phrases[i], target);
    for (size_t i = 0; i < m->book->not_cue_count; i++)
        target = watch_phrase(b, &m->not_cues[i], target);
    for (size_t i = 0; i < m->book->before_count; i++)
        target = watch_phrase(b, &m->before[i].steps, target);
    for (size_t i = 0; i < m->book->after_count; i++)
        target = watch_phrase(b, &m->after[i].steps, target);
}

/* Of the phrases that every rule rests on. */
static kb_touch of_head(const builder *b)
{
    const kb_matcher *m = b->matcher;
    const kb_codebook *book = m->book;
    kb_touch worst = KB_TOUCHES_WORD;
    for (size_t i = 0; i < book->clause_break_count; i++)
        worst = worse(worst, of_phrase(b, &m->clause_breaks[i]));
    for (size_t i = 0; i < book->ignore_answer_count; i++)
        worst = worse(worst, of_phrase(b, &m->ignore_answers[i]));
    for (size_t i = 0; i < book->ignore_phrase_count; i++)
        worst = worse(worst, of_phrase(b, &m->ignore_phrases[i]));
    for (size_t i = 0; i < book->not_cue_count; i++)
        worst = worse(worst, of_phrase(b, &m->not_cues[i]));
    for (size_t i = 0; i < book->before_count; i++)
        worst = worse(worst, of_phrase(b, &m->before[i].steps));
    for (size_t i = 0; i < book->after_count; i++)
        worst = worse(worst, of_phrase(b, &m->after[i].steps));
    return worst;
}

static void open_all(kb_sieve *sieve, kb_touch touches)
{
    for (size_t i = 0; i < sieve->target_count; i++)
        kb_sieve_open(sieve, (uint32_t)i, touches);
}

/* Targets are numbered: rules, no answer, then the phrases of the book's head. */
static size_t number_targets(kb_gate *gate, const kb_codebook *book)
{
    gate->non_answer = (uint32_t)book->rule_count;
    gate->first_break = gate->non_answer + 1;
    gate->first_ignored = gate->first_break + (uint32_t)book->clause_break_count;
    gate->first_not_cue = gate->first_ignored + (uint32_t)book->ignore_phrase_count;
    gate->first_before = gate->first_not_cue + (uint32_t)book->not_cue_count;
    gate->first_after = gate->first_before + (uint32_t)book->before_count;
    return gate->first_after + book->after_count;
}

static void watch_all(builder *b)
{
    kb_gate *gate = b->gate;
    watch_rules(b, &gate->by_text, &b->texts);
    watch_rules(b, &gate->by_word, &b->words);
    watch_head(b);
    kb_touch head = of_head(b);
    open_all(&gate->by_text, head);
    open_all(&gate->by_word, head);
    gate->literal_count = b->texts.table.strings.count;
    kb_sieve_end(&gate->by_text, &gate->arena, gate->literal_count);
    kb_sieve_end(&gate->by_word, &gate->arena, b->matcher->words.count);
}

/*
 * What is asked of a sentence before a phrase, an alternative or a pattern is looked for in it: of
 * its clauses the two rarest.  A third seldom says no, and has to be asked of every sentence.
 */
static uint32_t number_demand(builder *b, kb_formula demand, kb_touch touches)
{
    enum { MOST_CLAUSES = 2 };
    if (demand.count > MOST_CLAUSES)
        demand.count = MOST_CLAUSES;
    numbered *demands =
        kb_arena_grow(&b->gate->arena, b->demands, b->demand_count, sizeof *demands);
    if (demands == NULL)
        return 0;
    b->demands = demands;
    demands[b->demand_count] = (numbered){ demand, touches };
    return (uint32_t)b->demand_count++;
}

static void number_phrase(builder *b, phrase_steps *phrase)
{
    phrase->demand = number_demand(b, kb_demand_of_phrase(&b->words, phrase), of_phrase(b, phrase));
    phrase->numbered = true;
}

/*
 * Alternatives of macros are shared between phrases, so it pays to ask about them once; those of a
 * phrase's own brackets are tried as they come.
 */
static void number_macros(builder *b)
{
    const kb_matcher *m = b->matcher;
    for (size_t i = 0; i < m->book->macro_count; i++)
        for (size_t k = 0; k < m->macros[i].alternative_count; k++)
            number_phrase(b, &m->macros[i].alternatives[k]);
}

static void number_pattern(builder *b, kb_program *pattern);

static void number_list(builder *b, const kb_programs *list)
{
    for (size_t i = 0; i < list->count; i++)
        number_pattern(b, &list->items[i]);
}

static void number_pattern(builder *b, kb_program *pattern)
{
    pattern->demand =
        number_demand(b, kb_demand_of_pattern(&b->words, pattern), of_pattern(b, pattern));
    number_list(b, &pattern->near);
    number_list(b, &pattern->all);
    number_list(b, &pattern->any);
    number_list(b, &pattern->none);
    number_list(b, &pattern->unless);
}

static void number_all(builder *b)
{
    kb_gate *gate = b->gate;
    const kb_matcher *m = b->matcher;
    for (size_t i = 0; i < m->phrase_count; i++)
        number_phrase(b, m->phrases[i]);
    number_macros(b);
    for (size_t i = 0; i < m->book->rule_count; i++)
        number_pattern(b, &m->rules[i]);
    kb_sieve_begin(&gate->by_sentence, &gate->arena, b->demand_count + 1);
    for (uint32_t i = 0; i < b->demand_count && !gate->arena.failed; i++) {
        kb_sieve_open(&gate->by_sentence, i, b->demands[i].touches);
        kb_sieve_watch(&gate->by_sentence, &gate->arena, &b->demands[i].formula, i);
    }
    kb_sieve_end(&gate->by_sentence, &gate->arena, m->words.count);
}

static void list_literals(builder *b)
{
    kb_gate *gate = b->gate;
    kb_str *literals = kb_arena_array(&gate->arena, gate->literal_count + 1, sizeof *literals);
    for (size_t i = 0; literals != NULL && i < gate->literal_count; i++)
        literals[i] = kb_arena_str(&gate->arena, b->texts.table.strings.keys[i]);
    gate->literals = literals;
}

static void note_asked(uint64_t *asked, const kb_formula *formula)
{
    for (uint32_t c = 0; c < formula->count; c++)
        for (uint32_t k = 0; k < formula->clauses[c].count; k++)
            kb_set_bit(asked, formula->clauses[c].literals[k]);
}

/* A bit for each literal that somebody asks for. */
static uint64_t *find_asked(builder *b)
{
    kb_gate *gate = b->gate;
    uint64_t *asked = kb_arena_array(&gate->arena, gate->literal_count / 64 + 1, sizeof *asked);
    for (size_t i = 0; asked != NULL && i < gate->by_text.watcher_count; i++)
        note_asked(asked, &gate->by_text.watchers[i].formula);
    for (size_t i = 0; asked != NULL && i < b->matcher->regex_count; i++)
        note_asked(asked, &gate->regexes[i].formula);
    return asked;
}

static kb_status build(builder *b, kb_error *err)
{
    kb_gate *gate = b->gate;
    size_t targets = number_targets(gate, b->matcher->book);
    kb_sieve_begin(&gate->by_text, &gate->arena, gate->first_break);
    kb_sieve_begin(&gate->by_word, &gate->arena, targets);
    kb_demand_texts(&b->texts, b->matcher, &gate->arena);
    kb_demand_words(&b->words, &b->texts);
    if (!gate->arena.failed)
        watch_all(b);
    if (!gate->arena.failed)
        number_all(b);
    gate->regexes = b->texts.regexes;
    for (size_t i = 0; i < b->matcher->regex_count; i++)
        gate->asks_low |= gate->regexes != NULL && gate->regexes[i].touches == KB_TOUCHES_LOW;
    list_literals(b);
    const uint64_t *asked = gate->arena.failed ? NULL : find_asked(b);
    if (gate->arena.failed)
        return kb_fail_memory(err);
    return kb_automaton_build(&gate->automaton, &gate->arena, gate->literals, gate->literal_count,
                              asked, err);
}

kb_status kb_gate_build(kb_gate **out, const kb_matcher *matcher, kb_error *err)
{
    builder b = { .gate = calloc(1, sizeof *b.gate), .matcher = matcher };
    if (b.gate == NULL)
        return kb_fail_memory(err);
    kb_status status = build(&b, err);
    kb_demand_clear(&b.texts);
    *out = b.gate;
    if (status != KB_OK) {
        kb_gate_free(b.gate);
        *out = NULL;
    }
    return status;
}

void kb_gate_free(kb_gate *gate)
{
    if (gate == NULL)
        return;
    kb_arena_free(&gate->arena);
    free(gate);
}

kb_status kb_presence_init(kb_presence *presence, const kb_gate *gate, kb_error *err)
{
    presence->bits = calloc(gate->literal_count / 64 + 1, sizeof *presence->bits);
    presence->list = calloc(gate->literal_count + 1, sizeof *presence->list);
    presence->reach = calloc(gate->literal_count + 1, sizeof *presence->reach);
    bool whole = presence->bits != NULL && presence->list != NULL && presence->reach != NULL;
    return whole ? KB_OK : kb_fail_memory(err);
}

void kb_presence_free(kb_presence *presence)
{
    free(presence->bits);
    free(presence->list);
    free(presence->reach);
    *presence = (kb_presence){ 0 };
}
