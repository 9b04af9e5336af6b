/* SPDX-License-Identifier: MIT */
/* Sharing the width of a page between columns; see fit.h. */
#include "fit.h"

#include "wrap.h"

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

void kb_fit_text(kb_fit *fit, kb_str text, bool numeric)
{
    const size_t line = kb_longest_line(text);
    fit->natural = larger(fit->natural, line);
    fit->least = larger(fit->least, numeric ? line : kb_longest_word(text));
}

/* The widest column that may still give way, or `count`. */
static size_t widest(const kb_fit *fits, size_t count)
{
    size_t found = count;
    for (size_t i = 0; i < count; i++)
        if (fits[i].width > fits[i].least && (found == count || fits[i].width > fits[found].width))
            found = i;
    return found;
}

bool kb_fit_columns(kb_fit *fits, size_t count, size_t room)
{
    size_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        /* No column is wider than the page, however long its text: keeps the loop short. */
        const size_t most = larger(room, fits[i].least);
        fits[i].width = larger(fits[i].natural, fits[i].least);
        fits[i].width = fits[i].width < most ? fits[i].width : most;
        sum += fits[i].width;
    }
    while (sum > room) {
        const size_t i = widest(fits, count);
        if (i == count)
            return false;
        fits[i].width--;
        sum--;
    }
    return true;
}
