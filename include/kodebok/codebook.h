/**
 * codebook: the written instrument: categories, themes, codes, rules, examples.
 *
 * A codebook is read from a YAML file (format version 1, docs/codebook-format.md)
 * into plain records that are never changed afterwards and may be shared between
 * threads.  Everything that is inherited (when, negated, extent) is worked out
 * once, here; lists keep the order of the file.
 *
 *     book.yaml -> kb_codebook + a list of problems with line and column
 *
 * Regular expressions are only carried; `match` compiles them and adds its own
 * problems to the same list.
 */
#ifndef KODEBOK_CODEBOOK_H
#define KODEBOK_CODEBOOK_H

#include <kodebok/base.h>
#include <kodebok/pack.h>
#include <kodebok/phrase.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A question or group of an answer, as `when` sees it; from 0: an index into the list. */
enum {
    KB_UNKNOWN = -1, /**< the data has none that is declared: satisfies no condition */
    KB_ABSENT = -2   /**< a test says nothing about it: satisfies every condition */
};

/** A declared question or group. */
typedef struct kb_variable {
    kb_str id, label;
    const kb_str *ids; /**< further names for it in the data */
    size_t id_count;
    kb_place place;
} kb_variable;

/** When a rule applies; an unset half applies always. */
typedef struct kb_when {
    bool by_question, by_group;
    const int *questions; /**< indexes into kb_codebook.questions */
    size_t question_count;
    const int *groups; /**< indexes into kb_codebook.groups */
    size_t group_count;
} kb_when;

/** What becomes of a match that is negated. */
typedef enum kb_negated_kind {
    KB_NEGATED_EXCLUDE, /**< it is dropped */
    KB_NEGATED_ONLY,    /**< only negated matches count */
    KB_NEGATED_IGNORE,  /**< negation is not looked at */
    KB_NEGATED_FLIP     /**< it is recorded for another code */
} kb_negated_kind;

typedef struct kb_negated {
    kb_negated_kind kind;
    int target; /**< KB_NEGATED_FLIP: index of the code */
} kb_negated;

/** How much text around a match becomes the segment. */
typedef enum kb_extent_kind {
    KB_EXTENT_SENTENCE,
    KB_EXTENT_MATCH,
    KB_EXTENT_CLAUSE,
    KB_EXTENT_ANSWER,
    KB_EXTENT_WORDS
} kb_extent_kind;

typedef struct kb_extent {
    kb_extent_kind kind;
    int words; /**< KB_EXTENT_WORDS: tokens on each side */
} kb_extent;

/** A column of the matrix. */
typedef struct kb_category {
    kb_str id, label, definition;
    kb_place place;
} kb_category;

/** A row of the matrix. */
typedef struct kb_theme {
    kb_str id, label, definition;
    kb_place place;
} kb_theme;

/** An example or counterexample of a code. */
typedef struct kb_example {
    kb_str text;
    int question, group; /**< index, or KB_ABSENT */
    int instead;         /**< counterexamples: the code it must get, or -1 */
    kb_str because;
    bool todo;
    kb_place place;
} kb_example;

/** A whole answer with the exact codes expected. */
typedef struct kb_test {
    kb_str text, note;
    int question, group; /**< index, or KB_ABSENT */
    bool todo;
    const int *expect; /**< code indexes, rising */
    size_t expect_count;
    kb_place place;
} kb_test;

typedef enum kb_code_status { KB_CODE_ACTIVE, KB_CODE_DRAFT, KB_CODE_RETIRED } kb_code_status;

typedef struct kb_code {
    kb_str id; /**< theme.category or theme.category.own */
    kb_str label, statement, definition, include, exclude, memo, color;
    kb_code_status status;
    int theme, category; /**< indexes */
    kb_place place;
    size_t first_rule, rule_count; /**< in kb_codebook.rules */
    const int *suppresses;         /**< code indexes, rising: its own edges and its category's */
    size_t suppress_count;
    const kb_example *examples, *counterexamples;
    size_t example_count, counterexample_count;
} kb_code;

typedef struct kb_rule {
    kb_str id;  /**< `<code>#<its id, or its number from 1>` */
    int code;   /**< index */
    kb_pattern pattern;
    kb_when when;       /**< merged: category, code, rule */
    kb_negated negated; /**< the innermost that is written, else exclude */
    kb_extent extent;   /**< the innermost that is written, else sentence */
    kb_str note;
    kb_place place;
} kb_rule;

/** A word or phrase that negates what stands near it. */
typedef struct kb_cue {
    kb_phrase phrase;
    int within; /**< most words between it and the match */
} kb_cue;

/** Where the book says `use`. */
typedef struct kb_use {
    const kb_pack *pack;
    kb_place place;
} kb_use;

/** A codebook.  Read the members, change none. */
typedef struct kb_codebook {
    kb_str path;                   /**< as given, for messages */
    kb_str source;                 /**< the whole file, as it is */
    char sha256[65];               /**< of `source` */
    kb_str id, title, version, language, description;
    bool regex_by_default;         /**< defaults: {pattern: regex} */

    bool newline_is_space;
    const kb_str *abbreviations;
    size_t abbreviation_count;
    const kb_phrase *clause_breaks;
    size_t clause_break_count;
    bool guard_given;              /**< false: the dictionaries of the language */
    const kb_str *guard;           /**< hunspell dictionaries that veto `~`, "nb_NO" */
    size_t guard_count;
    const kb_phrase *spelling_except; /**< words that `~` never accepts */
    size_t spelling_except_count;

    const kb_variable *questions, *groups;
    size_t question_count, group_count;
    const kb_cue *before, *after;
    size_t before_count, after_count;
    const kb_phrase *not_cues;     /**< look like a cue and are none */
    size_t not_cue_count;
    const kb_phrase *ignore_answers, *ignore_phrases;
    size_t ignore_answer_count, ignore_phrase_count;
    const kb_pack *const *packs;   /**< language packs in use; what they hold is in the lists above */
    size_t pack_count;
    const kb_use *uses;            /**< of packs, one for each time it says `use` */
    size_t use_count;

    const kb_category *categories;
    size_t category_count;
    const kb_theme *themes;
    size_t theme_count;
    const kb_macro *macros;
    size_t macro_count;
    const kb_code *codes;          /**< in file order */
    size_t code_count;
    const int *suppression_order;  /**< every code, suppressors first, file order among equals */
    const kb_rule *rules;          /**< of all codes, in file order */
    size_t rule_count;
    const kb_test *tests;
    size_t test_count;
    struct kb_codebook_room *room; /**< private */
} kb_codebook;

/**
 * Reads a codebook from `path`.
 *
 * Everything wrong with it is added to `problems`, in file order, each with its
 * place, the source line and, where one is near, the name that was probably meant.
 * `*out` is the caller's (kb_codebook_free()).  It is NULL when the file is not
 * YAML or has no shape at all; otherwise it holds what could be understood, which
 * is fit for use only if `problems` holds no KB_PROBLEM.
 *
 * Fails with KB_ERR_NOT_FOUND or KB_ERR_IO when the file cannot be read, KB_ERR_LIMIT
 * above 16 MiB, and for lack of memory.  A wrong codebook is not a failure.
 */
KB_API KB_MUST_USE kb_status kb_codebook_read(kb_codebook **out, const char *path,
                                              kb_problems *problems, kb_error *err);

/** The same from memory; `name` stands for the file in messages. */
KB_API KB_MUST_USE kb_status kb_codebook_parse(kb_codebook **out, const char *name, kb_str yaml,
                                               kb_problems *problems, kb_error *err);

/** Frees `book` and everything it points to; NULL is allowed. */
KB_API void kb_codebook_free(kb_codebook *book);

/** Returns the code's index, or -1. */
KB_API int kb_codebook_code(const kb_codebook *book, kb_str id);

/**
 * Returns the index of the declared question (group) that a value of the data
 * stands for: its name or one of its `ids`, after trimming and NFC; else KB_UNKNOWN.
 */
KB_API int kb_codebook_question(const kb_codebook *book, kb_str value);
KB_API int kb_codebook_group(const kb_codebook *book, kb_str value);

/** A hash of what results depend on; compare with memcmp(). */
typedef struct kb_fingerprint {
    uint8_t bytes[32]; /**< SHA-256 */
} kb_fingerprint;

/**
 * Hashes each rule with all that it is made of (macros, `when`, negation, extent, its code), and
 * the head: everything else that results depend on, the codes with their order included.
 *
 * Two books with the same head find the same in an answer in which no rule that differs finds
 * anything.  `rules` has room for kb_codebook.rule_count.  Labels, statements and examples are
 * no part of it.  Fails for lack of memory only.
 */
KB_API KB_MUST_USE kb_status kb_codebook_fingerprints(const kb_codebook *book,
                                                      kb_fingerprint *head, kb_fingerprint *rules,
                                                      kb_error *err);

/** Returns the version of libyaml in use. */
KB_API const char *kb_yaml_version(void);

/** Adds a problem about `place` in the codebook file, with its source line. */
KB_API void kb_codebook_problem(const kb_codebook *book, kb_problems *problems,
                                kb_severity severity, kb_place place, const char *hint,
                                const char *format, ...) KB_PRINTF(6, 7);

#ifdef __cplusplus
}
#endif

#endif
