/**
 * match: find what the rules of a codebook say about a text.
 *
 *     kb_codebook -> kb_matcher           (immutable; may be shared between threads)
 *     kb_matcher + canonical text -> kb_result, through a kb_scratch (one per thread)
 *
 * The steps are those of docs/codebook-format.md, chapter 13: phrases and regexes over the
 * tokens of each unit (M), negation (N), suppression between codes in the same
 * sentence (S), extents and the merging to segments (E).  One answer's result
 * depends on that answer and the codebook only.
 *
 * Two engines find the same.  The fast one first asks, in one pass over the bytes of an answer,
 * which rules can match at all, by the fixed text that they need (src/match/gate.h); the
 * reference engine tries them all and is what the fast one is compared with.
 */
#ifndef KODEBOK_MATCH_H
#define KODEBOK_MATCH_H

#include <kodebok/base.h>
#include <kodebok/codebook.h>
#include <kodebok/text.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct kb_matcher kb_matcher;
typedef struct kb_scratch kb_scratch;

/** What a matcher needs beside the codebook. */
typedef struct kb_match_options {
    const char *const *dictionary_dirs; /**< where NAME.aff and NAME.dic lie; NULL-terminated */
    bool exact; /**< `~` accepts no misspelling, and no dictionary is read; for the lints */
    bool reference; /**< every rule is tried on every answer: slow, for comparing; see below */
    kb_look look;  /**< called while rules are compiled and dictionaries read; or NULL */
    void *payload; /**< for `look` */
} kb_match_options;

/**
 * Compiles every rule of `book`.
 *
 * On success `*out` is the caller's; free it with kb_matcher_free().  `book` must
 * outlive it.  `options` may be NULL: then dictionaries are looked for where Debian
 * puts them.  A regex that does not compile, can match nothing, or is not allowed,
 * and a dictionary that is missing, are added to `problems`; `*out` is then NULL and
 * the result KB_ERR_INPUT.  Warnings are added and do no harm.
 *
 * A dictionary is read once, by a thread of its own, and stays in memory until the process ends:
 * the next matcher that wants the same files has them at once.
 */
KB_API KB_MUST_USE kb_status kb_matcher_new(kb_matcher **out, const kb_codebook *book,
                                            const kb_match_options *options,
                                            kb_problems *problems, kb_error *err);

/** Frees `matcher`; NULL is allowed. */
KB_API void kb_matcher_free(kb_matcher *matcher);

/** Returns the codebook it was made from. */
KB_API const kb_codebook *kb_matcher_book(const kb_matcher *matcher);

/**
 * Describes everything beside codebook and text that a result depends on, one line,
 * `name version` separated by "; ": the engine, PCRE2 and its Unicode, ICU, Snowball,
 * and the SHA-256 of each dictionary.  It belongs to the matcher.
 */
KB_API kb_str kb_matcher_engine(const kb_matcher *matcher);

/**
 * Says in English on which answers rule number `rule` is tried: "every answer", "every answer with a
 * digit".  Empty: on those that hold its fixed text only.  On success `*out` is the caller's.
 */
KB_API KB_MUST_USE kb_status kb_matcher_tried_on(const kb_matcher *matcher, int rule, char **out,
                                                 kb_error *err);

/** Returns the version of hunspell that the library was built with. */
KB_API const char *kb_hunspell_version(void);

/** Returns the version of PCRE2 in use. */
KB_API const char *kb_pcre2_version(void);

/** On success `*out` is the caller's; free it with kb_scratch_free(). */
KB_API KB_MUST_USE kb_status kb_scratch_new(kb_scratch **out, const kb_matcher *matcher,
                                            kb_error *err);

/** Frees `scratch`; NULL is allowed. */
KB_API void kb_scratch_free(kb_scratch *scratch);

/** Has `look` called while answers are coded with this scratch, also in one.  NULL: nobody looks. */
KB_API void kb_scratch_watch(kb_scratch *scratch, kb_look look, void *payload);

/**
 * From now on only these rules are looked for; `chosen` has a flag for each rule of the book, NULL:
 * all.  Suppression is between what they find.  Fails for lack of memory only.
 */
KB_API KB_MUST_USE kb_status kb_scratch_choose(kb_scratch *scratch, const bool *chosen,
                                               kb_error *err);

/** What became of a match. */
typedef enum kb_fate {
    KB_KEPT,      /**< it supports its code */
    KB_NEGATED,   /**< dropped: `cue` negates it (or, with negated: only, none does) */
    KB_SUPPRESSED /**< dropped: `by` was found in the same sentence */
} kb_fate;

/** One match of one rule. */
typedef struct kb_match {
    int rule;          /**< index into the book's rules */
    int code;          /**< the code it counts for: the rule's, or the target of a flip */
    kb_fate fate;
    kb_span span;      /**< from the first to the last word, bytes of the canonical text */
    const kb_span *components; /**< the parts that were found, in text order */
    size_t component_count;
    bool negated;      /**< a cue stands near; `cue` says which */
    kb_span cue;       /**< bytes; empty when not negated */
    int by;            /**< KB_SUPPRESSED: the code that did it, else -1 */
} kb_match;

/** A coded span of one answer. */
typedef struct kb_segment {
    int code;          /**< index into the book's codes */
    kb_span bytes;     /**< the segment, bytes of the canonical text */
    kb_span match;     /**< the first match in it: leftmost, then longest */
    const int *rules;  /**< indexes, rising: every rule that supports it */
    size_t rule_count;
    kb_span cue;       /**< the cue, when the first match was flipped; else empty */
} kb_segment;

/** A kept match within one segment. */
typedef struct kb_segment_match {
    size_t segment; /**< index into segments */
    int rule;
    kb_span bytes;  /**< the match's components inside the segment, first to last */
    kb_span cue;    /**< when flipped; else empty */
} kb_segment_match;

/** What was found in one answer; belongs to the scratch and lives until its next use. */
typedef struct kb_result {
    bool non_answer; /**< no word, or wholly what `ignore_answers` lists: nothing is coded */
    const kb_segment *segments; /**< by begin, then longest, then code order */
    size_t segment_count;
    const kb_segment_match *segment_matches; /**< by segment, then begin, longest, rule order */
    size_t segment_match_count;
    const kb_match *matches; /**< every match with its fate, in rule order */
    size_t match_count;
    const int *undecided;    /**< rules that gave up on this answer, rising */
    size_t undecided_count;
    size_t wordless;         /**< regex matches that touched no word and were dropped */
    const kb_text *text;     /**< the answer taken apart */
} kb_result;

/**
 * Codes one answer.
 *
 * `question` and `group` are indexes into the book's lists, KB_UNKNOWN or KB_ABSENT.
 * `*result` belongs to `scratch`.  Fails only for lack of memory.  A pattern that hits
 * its limit is not a failure: its rule is listed as undecided and gives nothing.
 */
KB_API KB_MUST_USE kb_status kb_match_answer(const kb_matcher *matcher, kb_scratch *scratch,
                                             kb_str canonical, int question, int group,
                                             kb_result *result, kb_error *err);

/** An answer to be coded. */
typedef struct kb_match_input {
    kb_str text; /**< canonical */
    int question, group; /**< as in kb_match_answer() */
} kb_match_input;

/** Takes the result of answer number `index`; it lives for the call.  A failure ends the work. */
typedef kb_status (*kb_result_sink)(void *payload, size_t index, const kb_result *result,
                                    kb_error *err);

/**
 * Codes many answers, in order, as kb_match_answer() does one by one, and faster: an answer in
 * which no rule can find its fixed text is not taken apart, and `result->text` is then NULL.
 */
KB_API KB_MUST_USE kb_status kb_match_answers(const kb_matcher *matcher, kb_scratch *scratch,
                                              const kb_match_input *asked, size_t count,
                                              kb_result_sink sink, void *payload, kb_error *err);

typedef enum kb_trial_kind {
    KB_TRIAL_EXAMPLE,
    KB_TRIAL_COUNTEREXAMPLE,
    KB_TRIAL_TEST
} kb_trial_kind;

/** What kb_matcher_try() says about one example or test. */
typedef struct kb_trial {
    kb_trial_kind kind;
    int code;       /**< the code it belongs to, -1 for a test */
    kb_place place;
    kb_str text;
    bool todo;      /**< it may fail */
    bool passed;
    kb_str message; /**< when it failed: what was expected and what came instead */
    const int *rules; /**< whose matches counted in the text; a rule may stand there often */
    size_t rule_count;
} kb_trial;

/**
 * Runs the examples, counterexamples and tests of the matcher's codebook.
 *
 * Calls `each` for every one, in file order; `trial` lives for the call.
 */
KB_API KB_MUST_USE kb_status kb_matcher_try(const kb_matcher *matcher,
                                            void (*each)(void *payload, const kb_trial *trial),
                                            void *payload, kb_error *err);

#ifdef __cplusplus
}
#endif

#endif
