/**
 * whynot: why an answer did not get a code, or why it did.
 *
 * Every rule that could give the code is held against the answer, condition by
 * condition, and the rules that came nearest are told.  What is found is found by the
 * matcher itself, so that "given" here is what kb_match_answer() gives; only where a
 * rule finds nothing is it looked for what comes near: a word one letter off, parts too
 * far apart, a phrase of which the half is there.
 *
 *     kb_matcher + canonical text + code -> kb_whynot
 */
#ifndef KODEBOK_WHYNOT_H
#define KODEBOK_WHYNOT_H

#include <kodebok/base.h>
#include <kodebok/match.h>

#ifdef __cplusplus
extern "C" {
#endif

/** What became of a rule, the nearest first. */
typedef enum kb_verdict {
    KB_VERDICT_GIVEN,      /**< it gives the code */
    KB_VERDICT_SUPPRESSED, /**< it matches; another code suppresses it */
    KB_VERDICT_WHEN,       /**< it matches; but it is for another question or group, or retired */
    KB_VERDICT_NEGATED,    /**< it matches; negated, or not negated, as it should not be */
    KB_VERDICT_UNDECIDED,  /**< a regex hit its limit and gave up */
    KB_VERDICT_STOPPED,    /**< `unless`, `none` or `ignore_phrases` stops it */
    KB_VERDICT_APART,      /**< all its parts are there: too far apart, in another order or unit */
    KB_VERDICT_WORD,       /**< a word of the text is nearly one that is wanted */
    KB_VERDICT_PART,       /**< some of it is there */
    KB_VERDICT_NOTHING     /**< nothing of it is there */
} kb_verdict;

/** What a finding is about. */
typedef enum kb_condition {
    KB_CONDITION_STATUS,      /**< draft or retired */
    KB_CONDITION_QUESTION,    /**< `when: {question: ...}` */
    KB_CONDITION_GROUP,       /**< `when: {group: ...}` */
    KB_CONDITION_PATTERN,     /**< the pattern as a whole */
    KB_CONDITION_PART,        /**< a part of `near`, `all` or `any` */
    KB_CONDITION_WORD,        /**< a word (or choice) of a phrase */
    KB_CONDITION_DISTANCE,    /**< words between parts; their order; their sentence */
    KB_CONDITION_REGEX,       /**< a regex */
    KB_CONDITION_UNLESS,      /**< `unless` or `none` */
    KB_CONDITION_IGNORED,     /**< `ignore_phrases` */
    KB_CONDITION_NEGATION,    /**< words that negate */
    KB_CONDITION_SUPPRESSION, /**< another code in the sentence */
    KB_CONDITION_LIMIT        /**< a regex gave up */
} kb_condition;

/** One condition of a rule and whether it held. */
typedef struct kb_finding {
    kb_condition condition;
    bool held;
    kb_str detail;        /**< one line for people, in English */
    const kb_span *spans; /**< what it is about, bytes of the canonical text */
    size_t span_count;
} kb_finding;

/** One rule held against the answer. */
typedef struct kb_rule_account {
    int rule; /**< index into the book's rules */
    kb_verdict verdict;
    int nearness;               /**< 0 nothing of it is there .. 1000 it gives the code */
    const kb_finding *findings; /**< in the order in which conditions are looked at */
    size_t finding_count;
    const kb_span *spans; /**< of all findings, in text order, disjoint */
    size_t span_count;
} kb_rule_account;

/** Why an answer got a code or did not. */
typedef struct kb_whynot {
    int code;
    bool given;                   /**< the answer has a segment of the code */
    bool non_answer;              /**< nothing is said, so no rule was looked at */
    const kb_rule_account *rules; /**< the nearest, the nearest first */
    size_t rule_count;
    size_t rule_total;  /**< rules that can give the code, flips of other codes among them */
    const kb_text *text;    /**< the answer taken apart; lives in the scratch until its next use */
    const int *instead; /**< the other codes that the answer got, rising */
    size_t instead_count;
    struct kb_whynot_room *room; /**< private: owns everything */
} kb_whynot;

/**
 * Holds the rules of `code` (an index into the book's codes), and those of other codes
 * that flip to it, against an answer, and tells the nearest `limit` of them.
 *
 * `question` and `group` as for kb_match_answer().  A rule of which nothing is there is
 * told only when no rule came nearer.  The search for what comes near looks no further
 * than the first 2000 words of an answer.  `*out` is the caller's: kb_whynot_free().
 * Fails only for lack of memory.
 */
KB_API KB_MUST_USE kb_status kb_whynot_answer(kb_whynot **out, const kb_matcher *matcher,
                                              kb_scratch *scratch, kb_str canonical, int question,
                                              int group, int code, size_t limit, kb_error *err);

/** Frees it and everything it points to; NULL is allowed. */
KB_API void kb_whynot_free(kb_whynot *whynot);

/** Returns a fixed English name: "given", "word", ...; "question", "negation", ... */
KB_API const char *kb_verdict_name(kb_verdict verdict);
KB_API const char *kb_condition_name(kb_condition condition);

#ifdef __cplusplus
}
#endif

#endif
