/* SPDX-License-Identifier: MIT */
/*
 * The header row: finding columns by the names that people give.
 *
 * Names are compared in NFC and trimmed; a name that stands exactly like that in
 * the file goes before one that differs in case.
 */
#ifndef KB_IMPORT_HEADERS_H
#define KB_IMPORT_HEADERS_H

#include "reader.h"

#include "base/arena.h"

#define KB_NO_COLUMN SIZE_MAX

typedef struct kb_headers {
    const kb_str *names; /* in an arena */
    size_t count;
} kb_headers;

/* A column that was asked for, with the name and label it is to have. */
typedef struct kb_pick {
    size_t column;
    kb_str id, label;
} kb_pick;

typedef struct kb_picks {
    kb_pick *items; /* in an arena */
    size_t count;
} kb_picks;

KB_MUST_USE kb_status kb_headers_read(kb_headers *out, const kb_line *line, kb_arena *arena,
                                      kb_error *err);

/* Finds the column called `name`; KB_NO_COLUMN when there is none. */
KB_MUST_USE kb_status kb_headers_find(const kb_headers *headers, kb_str name, size_t *column,
                                      kb_error *err);

/* Finds the column that `option` asks for; fails with the headers and the nearest one. */
KB_MUST_USE kb_status kb_headers_need(const kb_headers *headers, kb_str name, const char *option,
                                      size_t *column, kb_error *err);

/* True when a header is one of `known` (in lower case, with '_' for spaces; NULL ends). */
bool kb_header_is_known(kb_str header, const char *known);

/*
 * Takes HEADER[=ID],... apart: the longest header that fits is taken each time,
 * because headers may hold commas.  Appends to `picks`.
 */
KB_MUST_USE kb_status kb_headers_split(const kb_headers *headers, const char *list,
                                       const char *option, kb_arena *arena, kb_picks *picks,
                                       kb_error *err);

/* Appends one pick; an empty id or label is the header. */
KB_MUST_USE kb_status kb_picks_add(kb_picks *picks, const kb_headers *headers, kb_pick pick,
                                   kb_arena *arena, kb_error *err);

/* Appends the names of the columns for which `wanted` is true (NULL: of all), at most 20. */
void kb_headers_list(const kb_headers *headers, const bool *wanted, kb_buf *out);

#endif
