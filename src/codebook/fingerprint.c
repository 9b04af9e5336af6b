/* SPDX-License-Identifier: MIT */
/*
 * What a result depends on, as hashes: one for each rule and one for the rest.
 *
 * What is hashed is what was read, not what was written: a comment, a line break or another order
 * of the keys changes nothing, another gap by default changes every phrase that has one.  A macro
 * counts where it is used, so that its edit changes the rules that use it and no other.
 */
#include <kodebok/codebook.h>

#include "base/sha256.h"
#include "base/try.h"

#include <stdlib.h>

/* One set of hashes under way. */
typedef struct prints {
    const kb_codebook *book;
    kb_fingerprint *macros;
    bool *known; /* per macro */
} prints;

static void put_number(kb_sha256 *sha, int64_t number)
{
    kb_sha256_number(sha, (uint64_t)number);
}

static void put_print(kb_sha256 *sha, const kb_fingerprint *print)
{
    kb_sha256_add(sha, (kb_str){ (const char *)print->bytes, sizeof print->bytes });
}

static void put_strings(kb_sha256 *sha, const kb_str *strings, size_t count)
{
    kb_sha256_number(sha, count);
    for (size_t i = 0; i < count; i++)
        kb_sha256_field(sha, strings[i]);
}

/* ------------------------------------------------------------------- phrases */

static const kb_fingerprint *print_of_macro(prints *p, size_t number);

static void put_word(kb_sha256 *sha, const kb_word *word)
{
    put_number(sha, word->kind);
    put_number(sha, word->distance);
    kb_sha256_number(sha, word->form_count);
    for (size_t i = 0; i < word->form_count; i++)
        put_strings(sha, word->forms[i].parts, word->forms[i].part_count);
}

static void put_sequence(prints *p, kb_sha256 *sha, const kb_sequence *sequence)
{
    kb_sha256_number(sha, sequence->item_count);
    for (size_t i = 0; i < sequence->item_count; i++) {
        const kb_phrase_item *item = &sequence->items[i];
        put_number(sha, item->kind);
        switch (item->kind) {
        case KB_ITEM_WORD: put_word(sha, item->word); break;
        case KB_ITEM_GAP: put_number(sha, item->gap); break;
        case KB_ITEM_MACRO: put_print(sha, print_of_macro(p, item->macro)); break;
        case KB_ITEM_GROUP:
            put_number(sha, item->optional);
            kb_sha256_number(sha, item->alternative_count);
            for (size_t k = 0; k < item->alternative_count; k++)
                put_sequence(p, sha, &item->alternatives[k]);
            break;
        }
    }
}

static void put_phrases(prints *p, kb_sha256 *sha, const kb_phrase *phrases, size_t count)
{
    kb_sha256_number(sha, count);
    for (size_t i = 0; i < count; i++)
        put_sequence(p, sha, &phrases[i].sequence);
}

static void put_regexes(kb_sha256 *sha, const kb_regex *regexes, size_t count)
{
    kb_sha256_number(sha, count);
    for (size_t i = 0; i < count; i++)
        kb_sha256_field(sha, regexes[i].source);
}

/* Cycles were refused when the book was read. */
static const kb_fingerprint *print_of_macro(prints *p, size_t number)
{
    const kb_macro *macro = &p->book->macros[number];
    kb_sha256 sha;
    if (p->known[number])
        return &p->macros[number];
    kb_sha256_init(&sha);
    put_phrases(p, &sha, macro->phrases, macro->phrase_count);
    put_regexes(&sha, macro->regexes, macro->regex_count);
    kb_sha256_digest(&sha, p->macros[number].bytes);
    p->known[number] = true;
    return &p->macros[number];
}

/* --------------------------------------------------------------------- rules */

static void put_pattern(prints *p, kb_sha256 *sha, const kb_pattern *pattern)
{
    const kb_patterns *lists[] = { &pattern->near, &pattern->all, &pattern->any, &pattern->none,
                                   &pattern->unless };
    put_number(sha, pattern->kind);
    put_number(sha, pattern->in);
    put_number(sha, pattern->within);
    put_number(sha, pattern->ordered);
    put_phrases(p, sha, pattern->phrases, pattern->phrase_count);
    put_regexes(sha, pattern->regexes, pattern->regex_count);
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        kb_sha256_number(sha, lists[i]->count);
        for (size_t k = 0; k < lists[i]->count; k++)
            put_pattern(p, sha, &lists[i]->items[k]);
    }
}

static void put_choice(kb_sha256 *sha, bool by, const int *chosen, size_t count,
                       const kb_variable *of)
{
    put_number(sha, by);
    kb_sha256_number(sha, by ? count : 0);
    for (size_t i = 0; by && i < count; i++)
        kb_sha256_field(sha, of[chosen[i]].id);
}

static kb_fingerprint print_of_rule(prints *p, const kb_rule *rule)
{
    const kb_codebook *book = p->book;
    kb_fingerprint print;
    kb_sha256 sha;
    kb_sha256_init(&sha);
    kb_sha256_field(&sha, rule->id);
    kb_sha256_field(&sha, book->codes[rule->code].id);
    put_pattern(p, &sha, &rule->pattern);
    put_choice(&sha, rule->when.by_question, rule->when.questions, rule->when.question_count,
               book->questions);
    put_choice(&sha, rule->when.by_group, rule->when.groups, rule->when.group_count, book->groups);
    put_number(&sha, rule->negated.kind);
    if (rule->negated.kind == KB_NEGATED_FLIP)
        kb_sha256_field(&sha, book->codes[rule->negated.target].id);
    put_number(&sha, rule->extent.kind);
    put_number(&sha, rule->extent.kind == KB_EXTENT_WORDS ? rule->extent.words : 0);
    kb_sha256_digest(&sha, print.bytes);
    return print;
}

/* ---------------------------------------------------------------------- head */

static void put_variables(kb_sha256 *sha, const kb_variable *variables, size_t count)
{
    kb_sha256_number(sha, count);
    for (size_t i = 0; i < count; i++) {
        kb_sha256_field(sha, variables[i].id);
        put_strings(sha, variables[i].ids, variables[i].id_count);
    }
}

static void put_cues(prints *p, kb_sha256 *sha, const kb_cue *cues, size_t count)
{
    kb_sha256_number(sha, count);
    for (size_t i = 0; i < count; i++) {
        put_sequence(p, sha, &cues[i].phrase.sequence);
        put_number(sha, cues[i].within);
    }
}

/* Their order decides between segments of the same span, and the order of suppression. */
static void put_codes(kb_sha256 *sha, const kb_codebook *book)
{
    kb_sha256_number(sha, book->code_count);
    for (size_t i = 0; i < book->code_count; i++) {
        const kb_code *code = &book->codes[i];
        kb_sha256_field(sha, code->id);
        put_number(sha, code->status);
        kb_sha256_number(sha, code->suppress_count);
        for (size_t k = 0; k < code->suppress_count; k++)
            kb_sha256_field(sha, book->codes[code->suppresses[k]].id);
        kb_sha256_field(sha, book->codes[book->suppression_order[i]].id);
    }
}

static kb_fingerprint print_of_head(prints *p)
{
    const kb_codebook *book = p->book;
    kb_fingerprint print;
    kb_sha256 sha;
    kb_sha256_init(&sha);
    kb_sha256_field(&sha, book->language);
    put_number(&sha, book->newline_is_space);
    put_strings(&sha, book->abbreviations, book->abbreviation_count);
    put_phrases(p, &sha, book->clause_breaks, book->clause_break_count);
    put_number(&sha, book->guard_given);
    put_strings(&sha, book->guard, book->guard_count);
    put_phrases(p, &sha, book->spelling_except, book->spelling_except_count);
    put_variables(&sha, book->questions, book->question_count);
    put_variables(&sha, book->groups, book->group_count);
    put_cues(p, &sha, book->before, book->before_count);
    put_cues(p, &sha, book->after, book->after_count);
    put_phrases(p, &sha, book->not_cues, book->not_cue_count);
    put_phrases(p, &sha, book->ignore_answers, book->ignore_answer_count);
    put_phrases(p, &sha, book->ignore_phrases, book->ignore_phrase_count);
    put_codes(&sha, book);
    kb_sha256_digest(&sha, print.bytes);
    return print;
}

kb_status kb_codebook_fingerprints(const kb_codebook *book, kb_fingerprint *head,
                                   kb_fingerprint *rules, kb_error *err)
{
    prints p = { .book = book,
                 .macros = calloc(book->macro_count + 1, sizeof *p.macros),
                 .known = calloc(book->macro_count + 1, sizeof *p.known) };
    bool room = p.macros != NULL && p.known != NULL;
    if (room)
        *head = print_of_head(&p);
    for (size_t i = 0; room && i < book->rule_count; i++)
        rules[i] = print_of_rule(&p, &book->rules[i]);
    free(p.macros);
    free(p.known);
    return room ? KB_OK : kb_fail_memory(err);
}
