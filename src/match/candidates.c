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

static void find_candidates(kb_scratch *scratch, const kb_presence *presence)
{
    scratch->presence = presence;
    kb_gate_candidates(scratch->matcher->gate, presence, scratch->candidates);
    scratch->candidates_known = true;
}

void kb_take_lane(kb_scratch *scratch, size_t lane)
{
    scratch->candidates_known = false;
    if (!scratch->matcher->reference)
        find_candidates(scratch, &scratch->presences[lane]);
}

/* Does a plain letter or number stand in the text?  No is no certain answer. */
static bool has_plain_word(kb_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'))
            return true;
    }
    return false;
}

bool kb_is_idle(const kb_scratch *scratch, kb_str text)
{
    if (scratch->matcher->reference)
        return false;
    uint64_t any = 0;
    for (size_t i = 0; i < kb_gate_words(scratch->matcher->gate); i++)
        any |= scratch->candidates[i];
    return any == 0 && has_plain_word(text);
}

/* The reference engine asks so seldom that it asks about one answer when it must. */
static void need_candidates(kb_scratch *scratch)
{
    if (scratch->candidates_known)
        return;
    look(scratch, &scratch->text->canonical, 1);
    find_candidates(scratch, &scratch->presences[0]);
}

bool kb_may_match(kb_scratch *scratch, uint32_t target)
{
    need_candidates(scratch);
    return (scratch->candidates[target / 64] >> (target % 64) & 1) != 0;
}

bool kb_is_tried(const kb_scratch *scratch, uint32_t rule)
{
    return scratch->matcher->reference ||
           (scratch->candidates[rule / 64] >> (rule % 64) & 1) != 0;
}

bool kb_regex_may_match(kb_scratch *scratch, uint32_t regex)
{
    need_candidates(scratch);
    return kb_formula_holds(&scratch->matcher->gate->regexes[regex].formula, scratch->presence->bits);
}
