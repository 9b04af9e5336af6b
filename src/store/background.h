/* SPDX-License-Identifier: MIT */
/*
 * kb_backgrounds: combinations of group values, each kept once.
 *
 * Respondents are many and their backgrounds few, so a respondent refers to a combination of
 * (variable, text) pairs instead of having rows of its own.  A respondent's background never
 * changes in place: setting a value gives another combination.
 */
#ifndef KB_STORE_BACKGROUND_H
#define KB_STORE_BACKGROUND_H

#include "base/buf.h"
#include "base/map.h"

/* One value of a combination. */
typedef struct kb_pair {
    uint32_t variable, text; /* the text by its number */
} kb_pair;

/* The number that a combination has here for its id in the file. */
typedef struct kb_stored_background {
    uint32_t id, number;
} kb_stored_background;

typedef struct kb_backgrounds {
    kb_map texts;
    kb_map known;  /* the pairs of a combination, by variable */
    uint32_t *ids; /* owned; of each combination in the file, 0 = not there */
    size_t id_cap;
    uint32_t last_id;
    kb_buf pairs;                 /* of the combination that is being made */
    kb_stored_background *stored; /* owned; by id */
    size_t stored_count, stored_cap;
} kb_backgrounds;

/* The combination `from` (0: the empty one) with `variable` = `text`; 0 for lack of memory. */
uint32_t kb_background_with(kb_backgrounds *all, uint32_t from, uint32_t variable, kb_str text);

/* The text of a variable; false when the combination does not have it. */
bool kb_background_text(const kb_backgrounds *all, uint32_t background, uint32_t variable,
                        kb_str *text);

/* The pairs of a combination. */
const kb_pair *kb_background_pairs(const kb_backgrounds *all, uint32_t background, size_t *count);

/* Says that a combination stands in the file under `id`, above those before; false for lack of
 * memory. */
bool kb_background_is(kb_backgrounds *all, uint32_t background, uint32_t id);

/* The combination that has `id` in the file; 0 when there is none. */
uint32_t kb_background_of(const kb_backgrounds *all, int64_t id);

void kb_backgrounds_free(kb_backgrounds *all);

#endif
