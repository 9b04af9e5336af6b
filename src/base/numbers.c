/* SPDX-License-Identifier: MIT */
/* A list of numbers; see numbers.h. */
#include "numbers.h"

#include "buf.h"

#include <stdlib.h>

bool kb_numbers_add(kb_numbers *numbers, int64_t number)
{
    void *items = numbers->items;
    if (!kb_array_reserve(&items, &numbers->cap, numbers->count, sizeof *numbers->items))
        return false;
    numbers->items = items;
    numbers->items[numbers->count++] = number;
    return true;
}

static int by_number(const void *a, const void *b)
{
    return (*(const int64_t *)a > *(const int64_t *)b) -
           (*(const int64_t *)a < *(const int64_t *)b);
}

void kb_numbers_sort(kb_numbers *numbers)
{
    size_t kept = 0;
    if (numbers->count > 1)
        qsort(numbers->items, numbers->count, sizeof *numbers->items, by_number);
    for (size_t i = 0; i < numbers->count; i++)
        if (kept == 0 || numbers->items[i] != numbers->items[kept - 1])
            numbers->items[kept++] = numbers->items[i];
    numbers->count = kept;
}

void kb_numbers_free(kb_numbers *numbers)
{
    free(numbers->items);
    *numbers = (kb_numbers){ 0 };
}
