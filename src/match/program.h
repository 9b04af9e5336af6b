/* SPDX-License-Identifier: MIT */
/*
 * The patterns of a book, ready to run: words are numbers of word tests, macros
 * and regexes are shared.  Everything lives in the matcher and is immutable.
 */
#ifndef KB_MATCH_PROGRAM_H
#define KB_MATCH_PROGRAM_H

#include "regex.h"
#include "words.h"

#include <kodebok/match.h>

/* One form of a word: a test for each of `length` consecutive tokens. */
typedef struct word_form {
    const uint32_t *tests;
    size_t length;
} word_form;

typedef struct phrase_step phrase_step;

/* Steps one after the other. */
typedef struct phrase_steps {
    phrase_step *items;
    size_t count;
    uint32_t reach; /* most tokens they can take, regexes left aside */
    bool has_regex; /* at any depth */
    /* How it may begin: with a word that passes one of these tests, or with a match of one of these
     * regexes; `first` NULL: with any word.  Only for phrases of the book, not for alternatives. */
    const uint64_t *first;
    const uint32_t *first_regexes;
    size_t first_regex_count;
    uint32_t
        demand; /* its number in gate->by_sentence; alternatives, and phrases of a pattern, have */
    bool numbered; /* numbers in a row; those of brackets have none */
} phrase_steps;

struct phrase_step {
    enum { STEP_WORD, STEP_GROUP, STEP_GAP } kind;
    word_form *forms;
    size_t form_count;
    phrase_steps *alternatives; /* STEP_GROUP; those of a macro are shared */
    size_t alternative_count;
    const uint32_t *regexes; /* STEP_GROUP: numbers of regexes that are alternatives too */
    size_t regex_count;
    uint32_t macro; /* STEP_GROUP: 1 + the number of the macro that it stands for; 0: none */
    bool optional;
    uint32_t reach;
    bool has_regex;
};

/* Tokens a phrase may span: what a set of tokens has room for. */
enum { PHRASE_MAX_REACH = 255 };

typedef struct kb_program kb_program;

typedef struct kb_programs {
    kb_program *items;
    size_t count;
} kb_programs;

struct kb_program {
    kb_pattern_kind kind;
    kb_scope in;
    const phrase_steps *phrases;
    size_t phrase_count;
    const uint32_t *regexes;
    size_t regex_count;
    kb_programs near, all, any, none, unless;
    uint32_t within;
    bool ordered;
    uint32_t demand; /* as of a phrase */
};

typedef struct cue_program {
    phrase_steps steps;
    uint32_t within;
} cue_program;

struct kb_matcher {
    kb_arena arena;
    const kb_codebook *book;
    kb_splitter *splitter;
    kb_words words;
    kb_regex_code **regexes; /* owned by the heap array; each compiled once */
    size_t regex_count, regex_cap;
    const phrase_step *macros; /* one group per macro of the book */
    kb_program *rules;         /* one per rule of the book */
    const phrase_steps *clause_breaks, *ignore_answers, *ignore_phrases, *not_cues;
    const cue_program *before, *after;
    phrase_steps **phrases; /* every phrase of the book */
    size_t phrase_count;
    struct kb_gate *gate;
    bool reference;       /* every rule is tried on every answer */
    uint32_t most_within; /* the widest window of any cue */
    kb_buf engine;
};

/* Compiles all patterns of `matcher->book`; problems go to the list.  All words are known then. */
KB_MUST_USE kb_status kb_program_build(kb_matcher *matcher, kb_problems *problems, kb_error *err);

/* Works out, for every phrase, which words it can begin with. */
KB_MUST_USE kb_status kb_program_close(kb_matcher *matcher, kb_error *err);

#endif
