/* SPDX-License-Identifier: MIT */
/* A list of numbers that grows: ids of answers, of rows. */
#ifndef KB_BASE_NUMBERS_H
#define KB_BASE_NUMBERS_H

#include <kodebok/base.h>

typedef struct kb_numbers {
    int64_t *items; /* owned; NULL while empty */
    size_t count, cap;
} kb_numbers;

/* False when memory is short; the list is then unchanged. */
KB_MUST_USE bool kb_numbers_add(kb_numbers *numbers, int64_t number);

/* Rising, each once. */
void kb_numbers_sort(kb_numbers *numbers);

void kb_numbers_free(kb_numbers *numbers);

#endif
