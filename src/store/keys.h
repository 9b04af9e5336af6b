/* SPDX-License-Identifier: MIT */
/*
 * What an import knows of respondents and answers, in memory.
 *
 * An answer is identified by wave, respondent and question.  The file has no indexes for that:
 * they would be a sixth of its size, and only imports ask.  An import reads the keys that it
 * can meet into these tables and adds its own.
 */
#ifndef KB_STORE_KEYS_H
#define KB_STORE_KEYS_H

#include "base/buf.h"

/* A respondent of the import's wave. */
typedef struct kb_known {
    size_t name_end;     /* among the names; it begins where the one before ends */
    uint64_t row;        /* where it was first: in this import once it has been `here` */
    uint32_t id;         /* rises */
    uint32_t background; /* see background.h; 0 = none */
    uint32_t said;       /* the variables that this import has said, as a background */
    uint32_t own_begin;  /* among kb_answer_keys.own */
    uint16_t own_count;
    bool is_new;   /* this import brought it */
    bool here;     /* this import has had a row of it */
    bool answered; /* and an answer that it added */
} kb_known;

typedef struct kb_name_slot {
    uint32_t hash, index; /* into the items + 1; 0 = free */
} kb_name_slot;

/*
 * Names mostly come in order, shorter before longer: as long as they do, a name beyond the last
 * one is new, and there is no table of names.
 */
typedef struct kb_people {
    kb_buf names;
    kb_known *items; /* owned; by id */
    size_t count, cap;
    bool unordered;      /* a name came that was not beyond the one before */
    kb_name_slot *slots; /* owned */
    size_t slot_count;
    size_t in_slots; /* how many of the items */
    size_t last;     /* the one asked for last */
} kb_people;

kb_str kb_people_name(const kb_people *people, size_t index);

/* Finds a respondent by name or by id; NULL when there is none.  Valid until one is added.
 * False for lack of memory. */
bool kb_people_named(kb_people *people, kb_str name, kb_known **known);
kb_known *kb_people_numbered(kb_people *people, int64_t id);

/* Adds a respondent whose name is not there yet; NULL for lack of memory. */
kb_known *kb_people_add(kb_people *people, kb_str name, uint32_t id);

void kb_people_free(kb_people *people);

/* An answer, by respondent and question. */
typedef struct kb_answer_key {
    uint64_t key; /* 0 = free */
    uint32_t id;
    uint32_t row; /* of this import, at most UINT32_MAX; 0 = it has not had it */
} kb_answer_key;

/*
 * What a respondent answers in the row that brought it is not in the table: those questions
 * stand one after the other, to be found from the respondent.
 */
typedef struct kb_answer_keys {
    kb_answer_key *slots; /* owned */
    size_t slot_count, count;
    uint32_t *own; /* owned */
    size_t own_count, own_cap;
} kb_answer_keys;

/* Whether the respondent has answered the question in its own row. */
bool kb_answer_is_own(const kb_answer_keys *keys, const kb_known *who, uint32_t question);

/* Adds such an answer; `*done` is false when the table has to take it.  False for lack of memory.
 */
bool kb_answer_keys_own(kb_answer_keys *keys, kb_known *who, uint32_t question, bool *done);

/* Finds or adds a key; what is added has the id 0.  NULL for lack of memory.  Valid until the
 * next call. */
kb_answer_key *kb_answer_keys_put(kb_answer_keys *keys, uint32_t respondent, uint32_t question);

void kb_answer_keys_free(kb_answer_keys *keys);

#endif
