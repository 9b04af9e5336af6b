/**
 * wordindex: in which answers can a rule match?
 *
 * An edited rule need not be looked for in a million answers: those that hold the fixed text it
 * needs are few.  The index knows, for every distinct word (in the folded alphabet of the gate),
 * the answers that hold it, so that they are found without reading one.  It is built from the
 * answers once and kept as three strings of bytes that the caller stores:
 *
 *     words     the distinct words, each with a space before it, and a space at the end
 *     places    for each word: where it begins in `words`, and where its answers begin in
 *               `postings`; and once more for the ends; numbers of 4 bytes, lowest first
 *     postings  the numbers of the answers, rising, as differences of 7 bits a byte
 *
 * The idea of filtering by an inverted index of the words before a pattern is run is old; see Zobel
 * and Moffat, "Inverted files for text search engines", ACM Computing Surveys 38(2), 2006.
 */
#ifndef KODEBOK_WORDINDEX_H
#define KODEBOK_WORDINDEX_H

#include <kodebok/base.h>
#include <kodebok/match.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct kb_word_index kb_word_index;

/** On success `*out` is the caller's; free it with kb_word_index_free(). */
KB_API KB_MUST_USE kb_status kb_word_index_new(kb_word_index **out, kb_error *err);
KB_API void kb_word_index_free(kb_word_index *index);

/** Adds an answer's text; answers come in rising order, each once, numbered from 1. */
KB_API KB_MUST_USE kb_status kb_word_index_add(kb_word_index *index, int64_t answer,
                                               kb_str canonical, kb_error *err);

/** What an index is kept as. */
typedef struct kb_index_parts {
    kb_str words, places, postings;
} kb_index_parts;

/** Ends the building; the parts live as long as the index.  KB_ERR_LIMIT above 4 GiB. */
KB_API KB_MUST_USE kb_status kb_word_index_end(kb_word_index *index, kb_index_parts *parts,
                                               kb_error *err);

/** A kept index.  Postings are read piece by piece, as they are needed. */
typedef struct kb_index_source {
    kb_str words, places;
    kb_status (*read)(void *payload, uint64_t offset, size_t length, char *bytes, kb_error *err);
    void *payload;
    uint64_t postings;   /**< bytes there are to read */
    int64_t last_answer; /**< no answer has a higher number */
} kb_index_source;

/**
 * Lists the answers in which one of the chosen rules may match, rising: none in which one does is
 * left out.  `chosen` has a flag for each rule of the matcher's book.  `*answers` is the caller's,
 * to be freed with free().
 *
 * `*everywhere` is set, and nothing listed, when a chosen rule needs no fixed text.  KB_ERR_INPUT
 * when the index is damaged.
 */
KB_API KB_MUST_USE kb_status kb_word_index_find(const kb_index_source *source,
                                                const kb_matcher *matcher, const bool *chosen,
                                                int64_t **answers, size_t *count, bool *everywhere,
                                                kb_error *err);

#ifdef __cplusplus
}
#endif

#endif
