/* SPDX-License-Identifier: MIT */
/*
 * kb_incoming: an import under way.
 *
 * What comes in is kept in memory and written thousands of rows at a time, respondents before
 * answers, so that both tables are filled in the order of their keys.  Numbers are given when
 * a row comes in.
 */
#ifndef KB_STORE_INCOMING_H
#define KB_STORE_INCOMING_H

#include "background.h"
#include "first_hash.h"
#include "keys.h"
#include "sql.h"

/* An answer that is not written yet; its bytes stand in kb_incoming.texts, one after the other. */
typedef struct kb_pending {
    int64_t question;
    uint64_t row; /* 0: that of the respondent */
    size_t begin;
    size_t text_len, raw_len, encoding_len;
    uint32_t respondent;
} kb_pending;

struct kb_incoming {
    kb_buf wave;
    kb_people people;
    size_t people_written; /* those before are in the file */
    uint32_t next_respondent;

    kb_answer_keys keys;
    bool keys_loaded;     /* also those of earlier imports */
    int64_t first_answer; /* of this import */
    int64_t next_answer;
    kb_pending *pending; /* owned */
    size_t pending_count, pending_cap;
    bool all_plain; /* no row of its own, no bytes */
    kb_first_hash first_hash;
    kb_buf texts;

    kb_backgrounds backgrounds;
    bool replaced;      /* a combination may have nobody left */
    bool group_changed; /* of somebody who was known: the first group, which rules may ask for; */
    bool value_changed; /* another variable */

    /* Questions and variables that were asked for, by name; those in the file are never removed. */
    kb_map question_names;
    int64_t *questions; /* owned; by number in the map */
    bool *labelled;     /* owned; by number in the map */
    size_t question_cap, labelled_cap;
    int64_t last_question; /* the highest one */
    bool *groups;          /* owned; by variable of the file: it is a group */
    size_t group_count, group_cap;
};

/* Reads what the file has of the wave; the import's row has been added. */
KB_MUST_USE kb_status kb_incoming_open(kb_store *store, kb_str wave, kb_error *err);

/* Forgets what is not written; NULL is allowed. */
void kb_incoming_free(kb_incoming *in);

/* KB_ERR_ARGUMENT when no import was begun. */
KB_MUST_USE kb_status kb_in_import(const kb_store *store, kb_error *err);

/* Finds a respondent of the import's wave; KB_ERR_ARGUMENT when there is none. */
KB_MUST_USE kb_status kb_incoming_respondent(kb_store *store, int64_t id, kb_known **known,
                                             kb_error *err);

/* Remembers what a variable is. */
KB_MUST_USE kb_status kb_incoming_kind(kb_store *store, int64_t variable, bool is_group,
                                       kb_error *err);

/* Reads the keys of the answers that were there before. */
KB_MUST_USE kb_status kb_incoming_load_answers(kb_store *store, kb_error *err);

/* The id of a combination, which is written when it is not in the file yet. */
KB_MUST_USE kb_status kb_incoming_background(kb_store *store, uint32_t background, kb_arg *id,
                                             kb_error *err);

/* Adds an answer; its key has been found free. */
KB_MUST_USE kb_status kb_incoming_add(kb_store *store, const kb_new_answer *answer, kb_known *who,
                                      kb_error *err);

/* Writes what is pending once there is much of it. */
KB_MUST_USE kb_status kb_incoming_spill(kb_store *store, kb_error *err);

/* Writes what is pending; harmless when nothing is. */
KB_MUST_USE kb_status kb_incoming_flush(kb_store *store, kb_error *err);

#endif
