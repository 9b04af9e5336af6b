/* SPDX-License-Identifier: MIT */
/* What explaining what was given (explain.c) and what was not (whynot.c) share. */
#ifndef KB_PROJECT_EXPLAIN_H
#define KB_PROJECT_EXPLAIN_H

#include "room.h"

#include <kodebok/whynot.h>

enum { KB_WHYNOT_COLUMNS = 13 };
extern const kb_list_column kb_whynot_columns[KB_WHYNOT_COLUMNS];

/* One answer and the code that is asked about. */
typedef struct kb_whynot_request {
    const kb_instrument *instrument;
    kb_scratch *scratch;
    const kb_answer *answer;
    int question, group, code;
    const kb_text *split; /* the answer taken apart; set by kb_whynot_rows() */
    kb_list *list;
} kb_whynot_request;

/* Adds the rows of one answer to the list. */
KB_MUST_USE kb_status kb_whynot_rows(const kb_whynot_request *request, kb_error *err);

/* The index of a code; KB_ERR_INPUT names the nearest. */
KB_MUST_USE kb_status kb_whynot_code(const kb_codebook *book, const char *id, int *code,
                                     kb_error *err);

/* The text with spans, which come in text order, marked; of a very long one what is around them. */
void kb_mark_text(kb_buf *out, kb_str text, const kb_span *spans, size_t count);
/* The same of a part of it only, with what is left out shown as "…". */
void kb_mark_part(kb_buf *out, kb_str text, kb_span part, const kb_span *spans, size_t count);

#endif
