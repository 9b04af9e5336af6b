/**
 * text: from the characters of an answer to tokens, sentences and clauses.
 *
 *     bytes as they came (UTF-8) -> kb_canon -> canonical text (stored; offsets refer to it)
 *     canonical text + kb_splitter -> kb_text: matching view, tokens, sentences, clauses
 *
 * Canonical text is made once, at import, and never changes.  The matching view
 * is derived from it one code point for one code point (odd spaces become a
 * space, odd apostrophes and hyphens the plain ones), so that a position counted
 * in code points is the same in both; in bytes it may differ.  Rules: chapter
 * 13 T of docs/codebook-format.md.
 *
 * Everything here is deterministic: no locale, no break iterator whose tables
 * change between versions.
 */
#ifndef KODEBOK_TEXT_H
#define KODEBOK_TEXT_H

#include <kodebok/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Makes canonical text; keeps its memory between calls. */
typedef struct kb_canon kb_canon;

/** On success `*out` is the caller's; free it with kb_canon_free(). */
KB_API KB_MUST_USE kb_status kb_canon_new(kb_canon **out, kb_error *err);

/** Frees `canon`; NULL is allowed. */
KB_API void kb_canon_free(kb_canon *canon);

/**
 * Makes the canonical text of `utf8`: line ends to LF; byte order marks, control,
 * bidi-control and zero-width characters and soft hyphens removed (TAB and U+200D
 * kept); ligatures U+FB00-FB04 expanded; the literal `_x000D_` that spreadsheets
 * leave read as a line end; then NFC.
 *
 * `*changed` says whether `*text` differs from the input.  Then it belongs to `canon` and
 * lives until the next call; otherwise it may be the input itself.  Doing it twice changes
 * nothing.
 *
 * Fails with KB_ERR_INPUT for invalid UTF-8 and for a NUL byte; the message names
 * the byte, counted from 1.
 */
KB_API KB_MUST_USE kb_status kb_canon_apply(kb_canon *canon, kb_str utf8, kb_str *text,
                                            bool *changed, kb_error *err);

/**
 * Did the last kb_canon_apply() remove controls (C0, DEL) or characters that change the direction
 * of writing?  Neither line ends, TAB nor U+0080 to U+009F are meant.
 */
KB_API bool kb_canon_removed_controls(const kb_canon *canon);

/** What a codebook may change about splitting. */
typedef struct kb_split_options {
    bool newline_is_space;       /**< a single line break does not end a sentence */
    const kb_str *abbreviations; /**< added to the built-in list; with their full stops */
    size_t abbreviation_count;
} kb_split_options;

/** Knows abbreviations; immutable once made, may be shared between threads. */
typedef struct kb_splitter kb_splitter;

/** `options` may be NULL.  On success `*out` is the caller's; free it with kb_splitter_free(). */
KB_API KB_MUST_USE kb_status kb_splitter_new(kb_splitter **out, const kb_split_options *options,
                                             kb_error *err);

/** Frees `splitter`; NULL is allowed. */
KB_API void kb_splitter_free(kb_splitter *splitter);

/** A word.  Punctuation is never a token. */
typedef struct kb_token {
    kb_span bytes;     /**< in the canonical text */
    kb_span view;      /**< in the matching view */
    kb_str folded;     /**< the word of the view in simple case folding; lives with the kb_text;
                            16 bytes can be read at folded.ptr, however short the word is */
    uint32_t sentence; /**< index into kb_text.sentences */
    uint32_t clause;   /**< index into kb_text.clauses */
    bool spaced;       /**< nothing but white space stands between the token before, or the
                            beginning of the text, and this one */
} kb_token;

/** A sentence or a clause.  It always holds at least one token. */
typedef struct kb_unit {
    size_t first, last; /**< tokens first .. last-1 */
    kb_span bytes;      /**< in the canonical text, without white space at the ends */
    kb_span view;       /**< the same in the matching view */
} kb_unit;

/**
 * One answer taken apart.  Read the members, change none.  Reusable: each
 * kb_text_split() replaces what the last one found and keeps the memory.
 */
typedef struct kb_text {
    kb_str canonical;       /**< as given to kb_text_split(); the caller's */
    kb_str view;            /**< the matching view */
    kb_span bytes;          /**< the whole answer without white space at the ends, canonical */
    const kb_token *tokens; /**< in text order */
    size_t token_count;
    const kb_unit *sentences; /**< in text order; pieces without a word are not listed */
    size_t sentence_count;
    const kb_unit *clauses; /**< in text order; every clause lies inside one sentence */
    size_t clause_count;
    struct kb_text_room *room; /**< private */
} kb_text;

/** On success `*out` is the caller's; free it with kb_text_free(). */
KB_API KB_MUST_USE kb_status kb_text_new(kb_text **out, kb_error *err);

/** Frees `text`; NULL is allowed. */
KB_API void kb_text_free(kb_text *text);

/**
 * Takes `canonical` apart.  Clauses are those that punctuation makes (`;`, `(`,
 * `)`, a dash with spaces around it); a clause spans from its first to its last
 * token.  `canonical` must be canonical text and must outlive its use through
 * `text`.  Fails only for lack of memory.
 */
KB_API KB_MUST_USE kb_status kb_text_split(kb_text *text, const kb_splitter *splitter,
                                           kb_str canonical, kb_error *err);

/**
 * Begins a further clause before each of the tokens listed (indexes in rising
 * order); for the clause breaks of a codebook, which are phrases.
 */
KB_API KB_MUST_USE kb_status kb_text_break_clauses(kb_text *text, const size_t *tokens,
                                                   size_t count, kb_error *err);

/** What a position counts. */
typedef enum kb_offset_unit { KB_BYTES, KB_CODE_POINTS, KB_UTF16_UNITS } kb_offset_unit;

/**
 * Converts position `offset` in `text` (valid UTF-8) from one unit to another.
 * A position inside a character counts as the character's beginning; one past the
 * end as the end.  The one place where offsets are converted.  Linear in the text.
 */
KB_API size_t kb_offset_convert(kb_str text, size_t offset, kb_offset_unit from, kb_offset_unit to);

/** The built-in abbreviations, for printing: NULL-terminated, in alphabetical order. */
KB_API const char *const *kb_abbreviations(void);

#ifdef __cplusplus
}
#endif

#endif
