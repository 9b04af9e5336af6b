/* SPDX-License-Identifier: MIT */
/*
 * Answers on their way out.
 *
 * A walk has statements of its own, so that the same store may be written while it goes on.
 *
 * Wave, names and group of an answer would make a join of four tables, three of them looked up
 * for each answer.  But respondents came in nearly the order of their answers: a second
 * statement (stream.h) goes along over them, and is started again where the answers go back or far
 * ahead (somebody who was known answers later).  Questions and backgrounds are few: their texts are
 * kept in a table of fixed size, where a newer one takes the place of an older one.
 */
#include "sql.h"

#include "base/try.h"
#include "base/unicode.h"
#include "incoming.h"

#include <stdlib.h>

/* A text by its number in the file. */
typedef struct kept_text {
    int64_t number;
    bool asked; /* otherwise this place is free */
    bool known; /* the file has it */
    kb_buf text;
} kept_text;

enum { MOST_KEPT = 1024, FAR_AHEAD = 4 };

/* Which names come with an answer. */
typedef enum which_names { NAMES_ALL, NAMES_QUESTION, NAMES_NONE } which_names;

/* What the columns of kb_take() are. */
enum { ANSWER, RESPONDENT, QUESTION, NON_ANSWER }; /* and the text */
enum { PERSON, BACKGROUND };                       /* and wave and name */

struct kb_answers {
    kb_store *store;
    kb_stream answers;
    kb_feed some; /* the numbers that are wanted */

    which_names names; /* a group is one of respondents' */
    kb_stream people;
    const kb_taken_row *person; /* in `people`; NULL: at nobody */
    kb_str group;               /* of that person; in `groups` */
    kept_text questions[MOST_KEPT], groups[MOST_KEPT];
};

/* -------------------------------------------------------------------- opening */

static kb_status start_walk(kb_answers *answers, kb_sql which, kb_args args, kb_error *err)
{
    KB_TRY(kb_sql_fresh(answers->store, which, args, &answers->answers.stmt, err));
    if (answers->names != NAMES_ALL)
        return KB_OK;
    return kb_sql_fresh(answers->store, KB_SQL_RESPONDENTS_FROM, KB_NO_ARGS, &answers->people.stmt,
                        err);
}

/* Gives the walk to the caller, or frees it when it could not be opened. */
static kb_status hand_out(kb_answers **out, kb_answers *answers, kb_status status)
{
    if (status == KB_OK)
        *out = answers;
    else
        kb_answers_close(answers);
    return status;
}

static kb_status new_walk(kb_answers **out, kb_store *store, kb_error *err)
{
    *out = NULL;
    KB_TRY(kb_incoming_flush(store, err));
    *out = calloc(1, sizeof **out);
    if (*out == NULL)
        return kb_fail_memory(err);
    (*out)->store = (*out)->answers.store = (*out)->people.store = store;
    return KB_OK;
}

/* The walk over all answers, or over those that a run saw. */
static kb_status open_walk(kb_answers **out, kb_store *store, int64_t run, which_names names,
                           kb_error *err)
{
    kb_answers *answers;
    *out = NULL;
    KB_TRY(new_walk(&answers, store, err));
    answers->names = names;
    kb_arg taken = kb_arg_taken(&answers->answers.taken);
    kb_status status = run == 0 ? start_walk(answers, KB_SQL_ANSWERS, KB_ARGS(taken), err)
                                : start_walk(answers, KB_SQL_ANSWERS_OF_RUN,
                                             KB_ARGS(kb_arg_number(run), taken), err);
    return hand_out(out, answers, status);
}

kb_status kb_answers_open(kb_answers **out, kb_store *store, int64_t run, kb_error *err)
{
    *out = NULL;
    if (run != 0)
        KB_TRY(kb_store_run_exists(store, run, err));
    return open_walk(out, store, run, NAMES_ALL, err);
}

kb_status kb_answers_open_bare(kb_answers **out, kb_store *store, int64_t run, kb_error *err)
{
    *out = NULL;
    KB_TRY(kb_store_run_exists(store, run, err));
    return open_walk(out, store, run, NAMES_NONE, err);
}

kb_status kb_answers_open_some(kb_answers **out, kb_store *store, const int64_t *ids, size_t count,
                               bool names, kb_error *err)
{
    kb_answers *answers;
    *out = NULL;
    KB_TRY(new_walk(&answers, store, err));
    answers->names = names ? NAMES_ALL : NAMES_QUESTION;
    answers->some = (kb_feed){ .numbers = ids, .count = count, .width = 1 };
    return hand_out(
        out, answers,
        start_walk(answers, KB_SQL_ANSWERS_SOME,
                   KB_ARGS(kb_arg_feed(&answers->some), kb_arg_taken(&answers->answers.taken)),
                   err));
}

static void free_texts(kept_text texts[MOST_KEPT])
{
    for (size_t i = 0; i < MOST_KEPT; i++)
        kb_buf_free(&texts[i].text);
}

void kb_answers_close(kb_answers *answers)
{
    if (answers == NULL)
        return;
    kb_stream_close(&answers->answers);
    kb_stream_close(&answers->people);
    free_texts(answers->questions);
    free_texts(answers->groups);
    free(answers);
}

/* ------------------------------------------------------- questions and backgrounds */

static kb_status look_up(kb_store *store, kb_sql which, int64_t number, kept_text *kept,
                         kb_error *err)
{
    sqlite3_stmt *stmt = NULL;
    kept->asked = false;
    kb_buf_reset(&kept->text);
    KB_TRY(kb_sql_one(store, which, KB_ARGS(kb_arg_number(number)), &stmt, &kept->known, err));
    if (kept->known) {
        kb_buf_str(&kept->text, kb_sql_str(stmt, 0));
        sqlite3_reset(stmt);
    }
    if (kept->text.failed)
        return kb_fail_memory(err);
    kept->number = number;
    kept->asked = true;
    return KB_OK;
}

/* What the statement says of a number; lives until the next one is asked for. */
static kb_status text_of(kb_store *store, kb_sql which, int64_t number, kept_text *texts,
                         const kept_text **out, kb_error *err)
{
    kept_text *kept = &texts[(uint64_t)number % MOST_KEPT];
    *out = kept;
    return kept->asked && kept->number == number ? KB_OK : look_up(store, which, number, kept, err);
}

/* ----------------------------------------------------------------- respondents */

static kb_status read_group(kb_answers *answers, kb_error *err)
{
    const kept_text *group;
    int64_t background = answers->person->numbers[BACKGROUND];
    answers->group = (kb_str){ NULL, 0 };
    if (background == 0)
        return KB_OK;
    KB_TRY(
        text_of(answers->store, KB_SQL_FIRST_GROUP_OF, background, answers->groups, &group, err));
    if (group->known)
        answers->group = kb_buf_view(&group->text);
    return KB_OK;
}

/* Starts the respondents again at `wanted` or after. */
static kb_status start_people(kb_answers *answers, int64_t wanted, kb_error *err)
{
    kb_stream *people = &answers->people;
    kb_stream_restart(people);
    KB_TRY(kb_sql_again(answers->store, people->stmt,
                        KB_ARGS(kb_arg_number(wanted), kb_arg_taken(&people->taken)), err));
    return kb_stream_next(people, &answers->person, err);
}

/* Goes to a respondent; `*found` is false when there is none. */
static kb_status go_to_person(kb_answers *answers, int64_t wanted, bool *found, kb_error *err)
{
    const kb_taken_row *at = answers->person;
    *found = at != NULL && at->numbers[PERSON] == wanted;
    if (*found)
        return KB_OK;
    answers->person = NULL; /* should something fail */
    /* Without a sign, what lies behind is far ahead. */
    if (at == NULL || (uint64_t)wanted - (uint64_t)at->numbers[PERSON] > FAR_AHEAD)
        KB_TRY(start_people(answers, wanted, err));
    else
        KB_TRY(kb_stream_next(&answers->people, &answers->person, err));
    while (answers->person != NULL && answers->person->numbers[PERSON] < wanted)
        KB_TRY(kb_stream_next(&answers->people, &answers->person, err));
    *found = answers->person != NULL && answers->person->numbers[PERSON] == wanted;
    return answers->person != NULL ? read_group(answers, err) : KB_OK;
}

/* ---------------------------------------------------------------------- answers */

/* `*whole` is false when the file has lost the respondent or the question. */
static kb_status add_names(kb_answers *answers, kb_answer *answer, bool *whole, kb_error *err)
{
    const kept_text *question;
    if (answers->names == NAMES_ALL) {
        KB_TRY(go_to_person(answers, answer->respondent, whole, err));
        if (!*whole)
            return KB_OK;
        answer->wave = kb_stream_first(&answers->people, answers->person);
        answer->respondent_name = kb_stream_second(&answers->people, answers->person);
        answer->group = answers->group;
    }
    KB_TRY(text_of(answers->store, KB_SQL_QUESTION_NAME, answer->question, answers->questions,
                   &question, err));
    answer->question_name = kb_buf_view(&question->text);
    *whole = question->known;
    return KB_OK;
}

kb_status kb_answers_next(kb_answers *answers, kb_answer *answer, bool *more, kb_error *err)
{
    const kb_taken_row *row;
    *more = false;
    for (bool whole = false; !whole;) {
        *answer = (kb_answer){ 0 };
        KB_TRY(kb_stream_next(&answers->answers, &row, err));
        if (row == NULL)
            return KB_OK;
        answer->id = row->numbers[ANSWER];
        answer->respondent = row->numbers[RESPONDENT];
        answer->question = row->numbers[QUESTION];
        answer->non_answer = row->numbers[NON_ANSWER] != 0;
        whole = answers->names == NAMES_NONE;
        if (!whole)
            KB_TRY(add_names(answers, answer, &whole, err));
    }
    answer->text = kb_stream_first(&answers->answers, row);
    /* Everybody to the right takes texts for valid UTF-8, and anybody can write into a file. */
    if (kb_utf8_check(answer->text) != answer->text.len)
        return kb_store_damaged(answers->store, "an answer is not UTF-8", err);
    *more = true;
    return KB_OK;
}
