/**
 * phrase: what the patterns of a codebook look like once they are read.
 *
 * A phrase is a sequence of items, each of which takes zero or more tokens: a
 * word, a group of alternatives, a gap, or a macro.  The language is described
 * in chapter 3 of docs/codebook-format.md; how it matches, in chapter 13 M.  These are plain
 * records, owned by the codebook that they were read from and never changed.
 */
#ifndef KODEBOK_PHRASE_H
#define KODEBOK_PHRASE_H

#include <kodebok/base.h>
#include <kodebok/pack.h>

#ifdef __cplusplus
extern "C" {
#endif

/** How one word pattern is compared with a token. */
typedef enum kb_word_kind {
    KB_WORD_PLAIN, /**< letters, with `*` for any and `?` for exactly one character */
    KB_WORD_FUZZY, /**< written with `~`: plain, or a misspelling of it */
    KB_WORD_STEM   /**< written with `+`: a word with the same Snowball stem */
} kb_word_kind;

/**
 * One way to write a word: a pattern for each of one or more consecutive tokens.
 * `samarbeids_avtale` has the forms [samarbeidsavtale], [samarbeids-avtale] and
 * [samarbeids][avtale]; between the tokens of one form only white space may stand.
 */
typedef struct kb_word_form {
    const kb_str *parts; /**< folded, NFC; may hold `*` and `?` */
    size_t part_count;   /**< at least 1 */
} kb_word_form;

/** A word with its optional endings and compound joints written out. */
typedef struct kb_word {
    kb_str source; /**< as written: a part of the phrase's source */
    kb_word_kind kind;
    int distance; /**< KB_WORD_FUZZY: edits allowed; 0 = by length (< 6 letters 0, 6-10 1, else 2) */
    const kb_word_form *forms;
    size_t form_count;
} kb_word;

typedef enum kb_item_kind {
    KB_ITEM_WORD,  /**< one word, in any of its forms */
    KB_ITEM_GROUP, /**< one of several sequences, or none when optional */
    KB_ITEM_GAP,   /**< 0 to `gap` tokens, as few as possible */
    KB_ITEM_MACRO  /**< any alternative of a macro */
} kb_item_kind;

typedef struct kb_phrase_item kb_phrase_item;

/** Items one after the other. */
typedef struct kb_sequence {
    const kb_phrase_item *items;
    size_t item_count;
} kb_sequence;

struct kb_phrase_item {
    kb_item_kind kind;
    const kb_word *word;             /**< KB_ITEM_WORD */
    const kb_sequence *alternatives; /**< KB_ITEM_GROUP */
    size_t alternative_count;
    bool optional; /**< KB_ITEM_GROUP: written (...) */
    int gap;       /**< KB_ITEM_GAP */
    size_t macro;  /**< KB_ITEM_MACRO: index into kb_codebook.macros */
};

/** A phrase as written and as read. */
typedef struct kb_phrase {
    kb_str source;
    kb_place place;      /**< of its first character in the codebook file; see `pack` */
    const kb_pack *pack; /**< that brought it, and then `place` is that of `use`; or NULL */
    kb_sequence sequence;
} kb_phrase;

/** A regular expression as written; `match` compiles it. */
typedef struct kb_regex {
    kb_str source; /**< NFC */
    kb_place place;
} kb_regex;

/** A named list of alternatives. */
typedef struct kb_macro {
    kb_str id;
    kb_place place;
    const kb_phrase *phrases;
    size_t phrase_count;
    const kb_regex *regexes;
    size_t regex_count;
} kb_macro;

/** What a pattern looks at. */
typedef enum kb_scope { KB_IN_SENTENCE, KB_IN_CLAUSE, KB_IN_ANSWER } kb_scope;

typedef enum kb_pattern_kind {
    KB_PATTERN_PHRASE, /**< any of `phrases` */
    KB_PATTERN_REGEX,  /**< any of `regexes` */
    KB_PATTERN_NEAR,   /**< all of `near` close to each other */
    KB_PATTERN_LOGIC   /**< `all` of these, `any` of these, `none` of these */
} kb_pattern_kind;

typedef struct kb_pattern kb_pattern;

/** A list of patterns. */
typedef struct kb_patterns {
    const kb_pattern *items;
    size_t count;
} kb_patterns;

struct kb_pattern {
    kb_pattern_kind kind;
    kb_place place;
    kb_scope in;
    const kb_phrase *phrases;
    size_t phrase_count;
    const kb_regex *regexes;
    size_t regex_count;
    kb_patterns near; /**< 2 to 4 children */
    int within;       /**< near: most words between neighbours */
    bool ordered;     /**< near: in the written order */
    kb_patterns all, any, none;
    kb_patterns unless; /**< a match that overlaps one of these does not count */
};

#ifdef __cplusplus
}
#endif

#endif
