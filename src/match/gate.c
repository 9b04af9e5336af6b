/* SPDX-License-Identifier: MIT */
/* Which rules can match an answer; see gate.h. */
#include "gate.h"

#include "base/try.h"

#include <stdlib.h>

typedef struct builder {
    kb_gate *gate;
    kb_demands demands;
    uint32_t target;
} builder;

static void set_bit(uint64_t *bits, size_t bit)
{
    bits[bit / 64] |= (uint64_t)1 << (bit % 64);
}

/* ------------------------------------------------------------------ building */

/* A target that is always looked for needs no watcher. */
static void watch(void *payload, const kb_formula *formula)
{
    builder *b = payload;
    kb_gate *gate = b->gate;
    if (formula->count == 0) {
        set_bit(gate->always, b->target);
        return;
    }
    kb_watcher *watchers =
        kb_arena_grow(&gate->arena, gate->watchers, gate->watcher_count, sizeof *watchers);
    if (watchers == NULL)
        return;
    gate->watchers = watchers;
    watchers[gate->watcher_count++] = (kb_watcher){ *formula, b->target };
}

/*
 * A regex match that touches no word is dropped and counted, so a rule with a regex that may match
 * so is looked for everywhere: else the count would depend on the gate.
 */
static bool counts_wordless(const builder *b, const kb_program *pattern);

static bool any_counts_wordless(const builder *b, const kb_programs *children)
{
    for (size_t i = 0; i < children->count; i++)
        if (counts_wordless(b, &children->items[i]))
            return true;
    return false;
}

static bool is_wordless(const builder *b, uint32_t regex)
{
    return !b->demands.regexes[regex].touches_word;
}

static bool phrase_counts_wordless(const builder *b, const phrase_steps *phrase)
{
    for (size_t i = 0; phrase->has_regex && i < phrase->count; i++) {
        const phrase_step *step = &phrase->items[i];
        for (size_t k = 0; k < step->regex_count; k++)
            if (is_wordless(b, step->regexes[k]))
                return true;
        for (size_t k = 0; k < step->alternative_count; k++)
            if (phrase_counts_wordless(b, &step->alternatives[k]))
                return true;
    }
    return false;
}

static bool counts_wordless(const builder *b, const kb_program *pattern)
{
    for (size_t i = 0; i < pattern->regex_count; i++)
        if (is_wordless(b, pattern->regexes[i]))
            return true;
    for (size_t i = 0; i < pattern->phrase_count; i++)
        if (phrase_counts_wordless(b, &pattern->phrases[i]))
            return true;
    return any_counts_wordless(b, &pattern->near) || any_counts_wordless(b, &pattern->all) ||
           any_counts_wordless(b, &pattern->any) || any_counts_wordless(b, &pattern->none) ||
           any_counts_wordless(b, &pattern->unless);
}

static void watch_rules(builder *b)
{
    const kb_matcher *m = b->demands.matcher;
    for (size_t i = 0; i < m->book->rule_count; i++) {
        b->target = (uint32_t)i;
        if (m->book->codes[m->book->rules[i].code].status == KB_CODE_RETIRED)
            continue;
        if (counts_wordless(b, &m->rules[i]))
            set_bit(b->gate->always, i);
        else
            kb_demand_each(&b->demands, &m->rules[i], watch, b);
    }
}

/* Does a phrase that every rule rests on hold a regex whose wordless matches are counted? */
static bool head_counts_wordless(const builder *b)
{
    const kb_matcher *m = b->demands.matcher;
    const kb_codebook *book = m->book;
    bool any = false;
    for (size_t i = 0; i < book->clause_break_count; i++)
        any = any || phrase_counts_wordless(b, &m->clause_breaks[i]);
    for (size_t i = 0; i < book->ignore_answer_count; i++)
        any = any || phrase_counts_wordless(b, &m->ignore_answers[i]);
    for (size_t i = 0; i < book->ignore_phrase_count; i++)
        any = any || phrase_counts_wordless(b, &m->ignore_phrases[i]);
    for (size_t i = 0; i < book->not_cue_count; i++)
        any = any || phrase_counts_wordless(b, &m->not_cues[i]);
    for (size_t i = 0; i < book->before_count; i++)
        any = any || phrase_counts_wordless(b, &m->before[i].steps);
    for (size_t i = 0; i < book->after_count; i++)
        any = any || phrase_counts_wordless(b, &m->after[i].steps);
    return any;
}

static void watch_all(builder *b)
{
    const kb_matcher *m = b->demands.matcher;
    watch_rules(b);
    b->target = (uint32_t)m->book->rule_count;
    for (size_t i = 0; i < m->book->ignore_answer_count; i++) {
        kb_formula formula = kb_demand_of_phrase(&b->demands, &m->ignore_answers[i]);
        watch(b, &formula);
    }
    if (head_counts_wordless(b))
        for (size_t i = 0; i < b->gate->target_count; i++)
            set_bit(b->gate->always, i);
}

/* Lists each watcher under every literal of its cheapest clause. */
static bool list_watchers(kb_gate *gate)
{
    size_t count = gate->literal_count;
    uint32_t *first = kb_arena_array(&gate->arena, count + 2, sizeof *first);
    if (first == NULL)
        return false;
    for (size_t i = 0; i < gate->watcher_count; i++)
        for (uint32_t k = 0; k < gate->watchers[i].formula.clauses[0].count; k++)
            first[gate->watchers[i].formula.clauses[0].literals[k] + 2]++;
    for (size_t i = 2; i <= count + 1; i++)
        first[i] += first[i - 1];
    uint32_t *listed = kb_arena_array(&gate->arena, (size_t)first[count + 1] + 1, sizeof *listed);
    for (size_t i = 0; listed != NULL && i < gate->watcher_count; i++)
        for (uint32_t k = 0; k < gate->watchers[i].formula.clauses[0].count; k++)
            listed[first[gate->watchers[i].formula.clauses[0].literals[k] + 1]++] = (uint32_t)i;
    gate->first_watcher = first;
    gate->listed = listed;
    return listed != NULL;
}

static kb_status build(builder *b, const kb_matcher *matcher, kb_error *err)
{
    kb_gate *gate = b->gate;
    gate->target_count = matcher->book->rule_count + 1;
    gate->always = kb_arena_array(&gate->arena, kb_gate_words(gate), sizeof *gate->always);
    kb_demand_init(&b->demands, matcher, &gate->arena);
    if (gate->arena.failed)
        return kb_fail_memory(err);
    watch_all(b);
    gate->regexes = b->demands.regexes;
    gate->literal_count = b->demands.table.strings.count;
    if (gate->arena.failed || !list_watchers(gate))
        return kb_fail_memory(err);
    return kb_automaton_build(&gate->automaton, &gate->arena, &b->demands.table.strings, err);
}

kb_status kb_gate_build(kb_gate **out, const kb_matcher *matcher, kb_error *err)
{
    builder b = { .gate = calloc(1, sizeof *b.gate) };
    if (b.gate == NULL)
        return kb_fail_memory(err);
    kb_status status = build(&b, matcher, err);
    kb_demand_clear(&b.demands);
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

/* -------------------------------------------------------------------- asking */

void kb_gate_candidates(const kb_gate *gate, const kb_presence *presence, uint64_t *candidates)
{
    for (size_t i = 0; i < kb_gate_words(gate); i++)
        candidates[i] = gate->always[i];
    for (uint32_t i = 0; i < presence->count; i++) {
        uint32_t literal = presence->list[i];
        for (uint32_t k = gate->first_watcher[literal]; k < gate->first_watcher[literal + 1]; k++) {
            const kb_watcher *watcher = &gate->watchers[gate->listed[k]];
            if ((candidates[watcher->target / 64] >> (watcher->target % 64) & 1) == 0 &&
                kb_formula_holds(&watcher->formula, presence->bits))
                set_bit(candidates, watcher->target);
        }
    }
}

kb_status kb_presence_init(kb_presence *presence, const kb_gate *gate, kb_error *err)
{
    presence->bits = calloc(gate->literal_count / 64 + 1, sizeof *presence->bits);
    presence->list = calloc(gate->literal_count + 1, sizeof *presence->list);
    return presence->bits != NULL && presence->list != NULL ? KB_OK : kb_fail_memory(err);
}

void kb_presence_free(kb_presence *presence)
{
    free(presence->bits);
    free(presence->list);
    *presence = (kb_presence){ 0 };
}
