/* SPDX-License-Identifier: MIT */
/*
 * Regexes: words that may begin anywhere, loops within loops, and regexes that a phrase
 * says more plainly.
 *
 * A match is widened to whole words, so that `tillit` also takes «mistillit», and
 * `\btillit` already takes «tilliten»: it is the beginning that wants an edge.
 */
#include "linter.h"
#include "regex_phrase.h"

#include "base/str.h"
#include "base/unicode.h"

#include <stdio.h>

enum { FEW_LETTERS = 3 };

/* ---- does a match begin where a word begins? ---- */

/* What stands first: something that settles where a match begins, a letter, or nothing yet. */
typedef enum beginning { BEGINS_HELD, BEGINS_BARE, BEGINS_OPEN } beginning;

static beginning begins(const kb_rx_sequence *sequence);

static beginning group_begins(const kb_rx_node *group)
{
    bool open = group->least == 0;
    for (size_t i = 0; i < group->alternative_count; i++) {
        beginning one = begins(&group->alternatives[i]);
        if (one == BEGINS_BARE)
            return BEGINS_BARE;
        open = open || one == BEGINS_OPEN;
    }
    return open ? BEGINS_OPEN : BEGINS_HELD;
}

static beginning node_begins(const kb_rx_node *node)
{
    switch (node->kind) {
    case KB_RX_CHAR: return kb_is_letter(node->c) ? BEGINS_BARE : BEGINS_HELD;
    case KB_RX_SET: return node->most == KB_RX_MANY ? BEGINS_HELD : BEGINS_BARE;
    case KB_RX_SPACE:
    case KB_RX_APART: return node->least == 0 ? BEGINS_OPEN : BEGINS_HELD;
    case KB_RX_LOOK: return node->alternative_count > 0 ? BEGINS_OPEN : BEGINS_HELD;
    case KB_RX_GROUP: return group_begins(node);
    case KB_RX_WORD:
    case KB_RX_OTHER:
    case KB_RX_EDGE:
    case KB_RX_BEHIND:
    case KB_RX_BACK: break;
    }
    return BEGINS_HELD;
}

static beginning begins(const kb_rx_sequence *sequence)
{
    for (size_t i = 0; i < sequence->count; i++) {
        beginning one = node_begins(&sequence->items[i]);
        if (one != BEGINS_OPEN)
            return one;
    }
    return BEGINS_OPEN;
}

static bool begins_bare(const kb_rx *rx)
{
    for (size_t i = 0; i < rx->alternative_count; i++)
        if (begins(&rx->alternatives[i]) == BEGINS_BARE)
            return true;
    return false;
}

/* ---- a very short beginning of a word ---- */

/* `\bav` and `\bav\w*`. */
static bool is_short(const kb_rx_sequence *sequence)
{
    size_t letters = 0, count = sequence->count;
    const kb_rx_node *nodes = sequence->items;
    if (count > 0 && nodes[count - 1].kind == KB_RX_WORD && nodes[count - 1].least == 0 &&
        nodes[count - 1].most == KB_RX_MANY)
        count--;
    if (count == 0 || nodes[0].kind != KB_RX_EDGE)
        return false;
    for (size_t i = 1; i < count; i++) {
        if (nodes[i].kind != KB_RX_CHAR || !kb_is_letter(nodes[i].c) || nodes[i].least != 1)
            return false;
        letters++;
    }
    return letters > 0 && letters < FEW_LETTERS;
}

static bool has_short(const kb_rx *rx)
{
    for (size_t i = 0; i < rx->alternative_count; i++)
        if (is_short(&rx->alternatives[i]))
            return true;
    return false;
}

/* ---- loops within loops ---- */

static bool has_width(const kb_rx_node *node)
{
    return node->kind != KB_RX_EDGE && node->kind != KB_RX_LOOK && node->kind != KB_RX_BEHIND;
}

static bool loops_freely(const kb_rx_node *node)
{
    return node->most == KB_RX_MANY && !node->possessive && !node->atomic;
}

static bool may_be_one_loop(const kb_rx_sequence *sequence);

static bool is_one_loop(const kb_rx_node *node)
{
    if (loops_freely(node) && node->kind != KB_RX_BACK)
        return true;
    for (size_t i = 0; node->kind == KB_RX_GROUP && !node->atomic && i < node->alternative_count;
         i++)
        if (may_be_one_loop(&node->alternatives[i]))
            return true;
    return false;
}

/*
 * Can one loop make up the whole sequence?  Then a loop around it can divide a text in
 * exponentially many ways.  An edge, or a second part that must stand there, says where
 * one round ends.
 */
static bool may_be_one_loop(const kb_rx_sequence *sequence)
{
    const kb_rx_node *needed = NULL;
    bool loop = false;
    for (size_t i = 0; i < sequence->count; i++) {
        const kb_rx_node *node = &sequence->items[i];
        if (!has_width(node) || (node->least > 0 && needed != NULL))
            return false;
        if (node->least > 0)
            needed = node;
        loop = loop || (node->least == 0 && is_one_loop(node));
    }
    return needed != NULL ? is_one_loop(needed) : loop;
}

static bool nests(const kb_rx_sequence *alternatives, size_t count)
{
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < alternatives[i].count; j++) {
            const kb_rx_node *node = &alternatives[i].items[j];
            for (size_t k = 0; loops_freely(node) && k < node->alternative_count; k++)
                if (may_be_one_loop(&node->alternatives[k]))
                    return true;
            if (nests(node->alternatives, node->alternative_count))
                return true;
        }
    return false;
}

/* ---- all of them ---- */

static void suggest_phrase(kb_linter *linter, const kb_regex *regex, const kb_rx *rx)
{
    char hint[200];
    kb_buf phrase = { 0 };
    if (kb_rx_to_phrase(rx, &phrase)) {
        snprintf(hint, sizeof hint, "write {phrase: '%.*s'}", KB_SHOW(kb_buf_view(&phrase)));
        kb_lint(linter, KB_LINT_COULD_BE_PHRASE, regex->place, hint,
                "a phrase says the same as this regex");
    }
    linter->arena.failed |= phrase.failed;
    kb_buf_free(&phrase);
}

static void look_at(void *payload, const kb_regex *regex, bool positive)
{
    kb_linter *linter = payload;
    kb_arena arena = { 0 };
    kb_rx rx;
    (void)positive;
    if (kb_rx_read(&rx, &arena, regex->source)) {
        if (begins_bare(&rx))
            kb_lint(linter, KB_LINT_REGEX_EDGE, regex->place,
                    "write \\b where a word begins, or \\w* where one may go before",
                    "the regex may begin inside a word");
        if (has_short(&rx))
            kb_lint(linter, KB_LINT_SHORT_WILDCARD, regex->place,
                    "write more of the word, or \\b where it ends",
                    "the regex takes far too many words: it has fewer than %d letters",
                    FEW_LETTERS);
        if (nests(rx.alternatives, rx.alternative_count))
            kb_lint(linter, KB_LINT_NESTED_QUANTIFIERS, regex->place,
                    "take one of the two + or * away, or write the inner one as ++ or *+",
                    "a loop inside a loop: the regex may give up on long answers");
        if (!linter->book->regex_by_default)
            suggest_phrase(linter, regex, &rx);
    }
    linter->arena.failed |= arena.failed;
    kb_arena_free(&arena);
}

void kb_lint_regexes(kb_linter *linter)
{
    const kb_codebook *book = linter->book;
    const kb_lint_visit visit = { .regex = look_at, .payload = linter };
    for (size_t i = 0; i < book->rule_count; i++)
        if (book->codes[book->rules[i].code].status != KB_CODE_RETIRED)
            kb_lint_visit_pattern(&book->rules[i].pattern, true, &visit);
    for (size_t i = 0; i < book->macro_count; i++)
        for (size_t j = 0; j < book->macros[i].regex_count; j++)
            look_at(linter, &book->macros[i].regexes[j], true);
}
