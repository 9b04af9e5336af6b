/* SPDX-License-Identifier: MIT */
/* Which columns of a wide file hold answers, judged by what stands in them. */
#ifndef KB_IMPORT_GUESS_H
#define KB_IMPORT_GUESS_H

#include "reader.h"

enum { KB_SAMPLE_RECORDS = 200 };

/*
 * Sets `is_answer[i]` for each of the `count` columns that looks like free text in
 * the first records of the file: people write sentences, and hardly ever the same.
 */
KB_MUST_USE kb_status kb_guess_answers(kb_reader *reader, size_t count, bool *is_answer,
                                       kb_error *err);

#endif
