/* SPDX-License-Identifier: MIT */
/*
 * Which rules are tried on an answer.
 *
 * The fast engine asks the gate about several answers at a time, before they are taken
 * apart.  The reference engine tries every rule, and asks the gate only when something gave up.
 */
#include "scan.h"

#include "base/try.h"

#include <string.h>

/* What the table does not fold is folded first. */
static void look_again(kb_scratch *scratch, kb_str text, kb_presence *presence)
{
    kb_presence_clear(presence);
    kb_buf_reset(&scratch->folded);
    kb_gate_fold(&scratch->folded, text);
    if (scratch->folded.failed)
        scratch->failed = true;
    else
        kb_automaton_scan(&scratch->matcher->gate->automaton, kb_buf_view(&scratch->folded),
                          presence);
    presence->was_exotic = true;
}

static void look(kb_scratch *scratch, const kb_str *texts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        kb_presence_clear(&scratch->presences[i]);
    kb_automaton_scan_many(&scratch->matcher->gate->automaton, texts, count, scratch->presences);
    for (size_t i = 0; i < count; i++)
        if (scratch->presences[i].exotic)
            look_again(scratch, texts[i], &scratch->presences[i]);
}

kb_status kb_choose_rules(kb_scratch *scratch, const kb_str *texts, size_t count, kb_error *err)
{
    scratch->failed = scratch->stopped != KB_OK;
    if (!scratch->matcher->reference)
        look(scratch, texts, count);
    return scratch->failed ? kb_scratch_failure(scratch, err) : KB_OK;
}

/*
 * Of the text before it is taken apart.  The matching view has a space for a TAB and plain signs
 * for odd ones; letters, digits and capitals are the same.
 */
static void add_by_needs(kb_scratch *scratch, kb_str text, bool exotic)
{
    const kb_gate *gate = scratch->matcher->gate;
    if (gate->need_count == 0)
        return;
    kb_needs has = kb_needs_in(text);
    if (exotic)
        has.signs[0] = has.signs[1] = UINT64_MAX;
    for (size_t i = 0; i < gate->need_count; i++)
        if (kb_needs_met(&gate->needs[i].needs, &has))
            kb_set_bit(scratch->candidates, gate->needs[i].target);
}

static void find_candidates(kb_scratch *scratch, kb_str text, kb_presence *presence)
{
    scratch->presence = presence;
    kb_sieve_ask(&scratch->matcher->gate->by_text, presence->list, presence->count, scratch->low,
                 &scratch->sieve_work, scratch->candidates);
    add_by_needs(scratch, text, presence->was_exotic);
    for (size_t i = 0;
         scratch->chosen != NULL && i < kb_sieve_words(&scratch->matcher->gate->by_text); i++)
        scratch->candidates[i] &= scratch->chosen[i];
    scratch->candidates_known = true;
}

static void refine(kb_scratch *scratch)
{
    const kb_gate *gate = scratch->matcher->gate;
    kb_sieve_ask(&gate->by_word, scratch->passed, scratch->passed_count, scratch->low,
                 &scratch->sieve_work, scratch->worth);
    for (size_t i = 0; i < kb_sieve_words(&gate->by_text); i++)
        scratch->candidates[i] &= scratch->worth[i];
}

void kb_refine_rules(kb_scratch *scratch)
{
    if (!scratch->matcher->reference)
        refine(scratch);
}

/* \w is letters, numbers and `_`; newer PCRE2s know further signs, none of them in Latin-1. */
static bool may_hold_low(kb_str text)
{
    bool low = false;
    for (size_t i = 0; i < text.len; i++)
        low |= text.ptr[i] == '_' || (unsigned char)text.ptr[i] >= 0xC4;
    return low;
}

void kb_take_lane(kb_scratch *scratch, kb_str text, size_t lane)
{
    scratch->low = scratch->matcher->gate->asks_low && may_hold_low(text);
    scratch->candidates_known = false;
    if (!scratch->matcher->reference)
        find_candidates(scratch, text, &scratch->presences[lane]);
}

bool kb_has_plain_word(kb_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
            return true;
    }
    return false;
}

bool kb_has_candidates(const kb_scratch *scratch)
{
    uint64_t any = scratch->matcher->reference;
    for (size_t i = 0; i < kb_sieve_words(&scratch->matcher->gate->by_text); i++)
        any |= scratch->candidates[i];
    return any != 0;
}

/* The reference engine asks so seldom that it asks about one answer when it must. */
static void need_candidates(kb_scratch *scratch)
{
    if (scratch->candidates_known)
        return;
    look(scratch, &scratch->text->canonical, 1);
    find_candidates(scratch, scratch->text->canonical, &scratch->presences[0]);
    refine(scratch);
}

bool kb_may_match(kb_scratch *scratch, uint32_t target)
{
    need_candidates(scratch);
    return kb_has_bit(scratch->candidates, target);
}

/* May one of the literals stand in these bytes of the matching view, or reach into them?  In plain
 * text they are those of the text itself; elsewhere places are not known. */
static bool may_stand_in(const kb_scratch *scratch, const kb_term *clause, kb_span where)
{
    const kb_presence *found = scratch->presence;
    bool placed = !found->was_exotic && scratch->text->canonical.len < UINT32_MAX;
    for (uint32_t i = 0; i < clause->count; i++) {
        uint32_t literal = clause->literals[i];
        const kb_reach *reach = &found->reach[literal];
        if (kb_has_bit(found->bits, literal) &&
            (!placed || (reach->begin < where.end && reach->end > where.begin)))
            return true;
    }
    return false;
}

/* Of the whole answer, looked at once. */
static bool meets_needs(kb_scratch *scratch, const kb_needs *needs)
{
    if (kb_needs_are_none(needs))
        return true;
    if (scratch->needs_of != scratch->answer)
        scratch->has = kb_needs_in(scratch->text->view);
    scratch->needs_of = scratch->answer;
    return kb_needs_met(needs, &scratch->has);
}

bool kb_regex_may_match(kb_scratch *scratch, uint32_t regex, kb_span subject, size_t from)
{
    const kb_regex_demand *demand = &scratch->matcher->gate->regexes[regex];
    const kb_formula *formula = &demand->formula;
    if (formula->count == 0)
        return meets_needs(scratch, &demand->needs);
    need_candidates(scratch);
    for (uint32_t i = 0; i < formula->count; i++) {
        bool begins = i + 1 == demand->begins;
        kb_span where = { subject.begin + (begins ? from : 0), subject.end };
        if (!may_stand_in(scratch, &formula->clauses[i], where))
            return false;
    }
    return true;
}

void kb_scan_sentences(kb_scratch *scratch, const phrase_steps *phrase, uint32_t target,
                       void (*each)(kb_scratch *scratch, void *payload, const kb_component *match),
                       void *payload)
{
    bool before = scratch->undecided;
    if (!scratch->matcher->reference && !kb_has_bit(scratch->worth, target))
        return;
    for (size_t i = 0; i < scratch->text->sentence_count; i++) {
        const kb_unit *unit = &scratch->text->sentences[i];
        kb_phrase_scan(scratch, phrase, (token_span){ (uint32_t)unit->first, (uint32_t)unit->last },
                       each, payload);
    }
    if (scratch->undecided && !before) {
        need_candidates(scratch);
        scratch->undecided = kb_has_bit(scratch->worth, target);
    }
}

const uint64_t *kb_worth_in_sentence(kb_scratch *scratch, uint32_t at)
{
    const kb_sieve *sieve = &scratch->matcher->gate->by_sentence;
    size_t sentence = scratch->text->tokens[at].sentence, place = sentence % SENTENCES_KEPT;
    uint64_t *row = scratch->sentence_worth + place * kb_sieve_words(sieve);
    if (scratch->sentence_kept[place] == sentence)
        return row;
    const size_t *tests = scratch->sentence_tests.items + sentence;
    const uint32_t *list = scratch->tests.count > 0 ? scratch->tests.items + tests[0] : NULL;
    kb_sieve_ask(sieve, list, tests[1] - tests[0], scratch->low, &scratch->sieve_work, row);
    scratch->sentence_kept[place] = sentence;
    return row;
}

const uint64_t *kb_worth_in_answer(kb_scratch *scratch)
{
    if (!scratch->answer_asked)
        kb_sieve_ask(&scratch->matcher->gate->by_sentence, scratch->passed, scratch->passed_count,
                     scratch->low, &scratch->sieve_work, scratch->answer_worth);
    scratch->answer_asked = true;
    return scratch->answer_worth;
}
