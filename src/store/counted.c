/* SPDX-License-Identifier: MIT */
/* Answers for counting: who has answered, and who has said something. */
#include "sql.h"

#include "base/try.h"
#include "incoming.h"

#include <stdlib.h>

/* What the columns of kb_take() are. */
enum { ANSWER, RESPONDENT, ANSWERED };

/* Answers without their texts, and those that say nothing, both in order. */
typedef struct counted {
    kb_stream answers, nothings;
    const kb_taken_row *answer, *nothing;
} counted;

static kb_status open_stream(kb_stream *stream, kb_store *store, kb_sql which, int64_t run,
                             kb_error *err)
{
    stream->store = store;
    return kb_sql_fresh(store, which, KB_ARGS(kb_arg_number(run), kb_arg_taken(&stream->taken)),
                        &stream->stmt, err);
}

static kb_status next_counted(counted *c, bool *says_nothing, kb_error *err)
{
    KB_TRY(kb_stream_next(&c->answers, &c->answer, err));
    while (c->answer != NULL && c->nothing != NULL &&
           c->nothing->numbers[ANSWER] < c->answer->numbers[ANSWER])
        KB_TRY(kb_stream_next(&c->nothings, &c->nothing, err));
    *says_nothing = c->answer != NULL && c->nothing != NULL &&
                    c->nothing->numbers[ANSWER] == c->answer->numbers[ANSWER];
    return KB_OK;
}

static kb_status each_answered(counted *c, kb_store *store, int64_t run, kb_answered_sink each,
                               void *payload, kb_error *err)
{
    bool says_nothing = false;
    KB_TRY(open_stream(&c->answers, store, KB_SQL_ANSWERED_OF_RUN, run, err));
    KB_TRY(open_stream(&c->nothings, store, KB_SQL_NON_ANSWERS_OF_RUN, run, err));
    KB_TRY(kb_stream_next(&c->nothings, &c->nothing, err));
    KB_TRY(next_counted(c, &says_nothing, err));
    while (c->answer != NULL) {
        const int64_t *numbers = c->answer->numbers;
        KB_TRY(each(payload, numbers[RESPONDENT], numbers[ANSWERED] != 0, says_nothing, err));
        KB_TRY(next_counted(c, &says_nothing, err));
    }
    return KB_OK;
}

kb_status kb_store_each_answered(kb_store *store, int64_t run, kb_answered_sink each, void *payload,
                                 kb_error *err)
{
    KB_TRY(kb_incoming_flush(store, err));
    KB_TRY(kb_store_run_exists(store, run, err));
    counted *c = calloc(1, sizeof *c);
    if (c == NULL)
        return kb_fail_memory(err);
    kb_status status = each_answered(c, store, run, each, payload, err);
    kb_stream_close(&c->answers);
    kb_stream_close(&c->nothings);
    free(c);
    return status;
}
