/**
 * tolerance: which words of a text does `~` let in?
 *
 * A word is *tolerated* when it passes a word of the codebook that is written with `~`,
 * and not as that word plainly is: it counts as a misspelling of it.  People look at these
 * words to see whether they are.
 *
 *     kb_matcher -> kb_tolerance, + kb_text -> every tolerated word of the text
 *
 * Where a word stands as part of a compound in several words (`samarbeids_avtale*~` as
 * "samarbeids avtale"), it is tolerated only beside the other parts.  Whether the rest of the
 * phrase is found is not asked.
 */
#ifndef KODEBOK_TOLERANCE_H
#define KODEBOK_TOLERANCE_H

#include <kodebok/match.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Where a word with `~` stands in the codebook. */
typedef struct kb_tolerant_place {
    kb_place place;   /**< of the phrase */
    int rule;         /**< index into the book's rules, or -1 */
    int macro;        /**< index into the book's macros, or -1 */
    const char *list; /**< "ignore_phrases" and the like, when neither; else NULL */
} kb_tolerant_place;

/** One word with `~`, as it is written, and everywhere it stands. */
typedef struct kb_tolerant_word {
    kb_str written;
    const kb_tolerant_place
        *places; /**< macros first, then the other lists, then rules in file order */
    size_t place_count;
} kb_tolerant_word;

/** A word of a text that passes a tolerant word as a misspelling only. */
typedef struct kb_tolerated {
    size_t token; /**< index into the text's tokens */
    size_t word;  /**< index into the tolerant words */
    int distance; /**< how many errors it has: the least, over all ways to write the word */
} kb_tolerated;

/** The tolerant words of a codebook, and what is known of words met so far. */
typedef struct kb_tolerance kb_tolerance;

/**
 * Lists the words with `~` of the matcher's codebook; rules of retired codes are left out.
 *
 * On success `*out` is the caller's; free it with kb_tolerance_free().  `matcher` must
 * outlive it.  One thread may use it.
 */
KB_API KB_MUST_USE kb_status kb_tolerance_new(kb_tolerance **out, const kb_matcher *matcher,
                                              kb_error *err);

/** Frees `tolerance`; NULL is allowed. */
KB_API void kb_tolerance_free(kb_tolerance *tolerance);

/** Returns the tolerant words, in the order they were met; sets `*count`. */
KB_API const kb_tolerant_word *kb_tolerance_words(const kb_tolerance *tolerance, size_t *count);

/**
 * Calls `each` for every tolerated word of `text`, token by token, once per tolerant word;
 * `tolerated` lives for the call.  Fails only for lack of memory.
 */
KB_API KB_MUST_USE kb_status kb_tolerance_find(kb_tolerance *tolerance, const kb_text *text,
                                               void (*each)(void *payload,
                                                            const kb_tolerated *tolerated),
                                               void *payload, kb_error *err);

#ifdef __cplusplus
}
#endif

#endif
