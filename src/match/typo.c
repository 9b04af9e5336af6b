/* SPDX-License-Identifier: MIT */
/*
 * Misspellings; see typo.h.
 *
 * The distance is optimal string alignment: Levenshtein's edits plus the swap of two
 * neighbours, no part edited twice (Boytsov, "Indexing methods for approximate
 * dictionary searching", 2011, section 2.1).  Rows run over the word, columns over the
 * pattern, so that "some beginning of the word" is the least last column of any row.
 */
#include "typo.h"

#include "base/str.h"
#include "base/unicode.h"

enum { COLUMNS = KB_TYPO_MAX_LETTERS + 1 };

typedef struct table {
    uint32_t pattern[KB_TYPO_MAX_LETTERS];
    size_t length;
    int rows[3][COLUMNS]; /* this row, the one before, the one before that */
} table;

int kb_typo_distance(kb_str pattern)
{
    size_t letters = kb_utf8_count(pattern);
    for (size_t i = 0; i < pattern.len; i++)
        letters -= strchr("*-'", pattern.ptr[i]) != NULL;
    return letters < 6 ? 0 : letters <= 10 ? 1 : 2;
}

static bool read_pattern(table *t, kb_str pattern)
{
    t->length = 0;
    for (size_t pos = 0; pos < pattern.len;) {
        if (t->length == KB_TYPO_MAX_LETTERS)
            return false;
        t->pattern[t->length++] = kb_utf8_next(pattern, &pos);
    }
    return t->length > 0;
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

/* Fills the row of character number `i` (from 1) of the word; returns its smallest entry. */
static int fill_row(table *t, size_t i, uint32_t c, uint32_t before)
{
    int *row = t->rows[i % 3], *up = t->rows[(i + 2) % 3], *up2 = t->rows[(i + 1) % 3];
    int smallest = row[0] = (int)i;
    for (size_t j = 1; j <= t->length; j++) {
        int best = least(up[j], row[j - 1]) + 1;
        best = least(best, up[j - 1] + (t->pattern[j - 1] != c));
        if (i > 1 && j > 1 && t->pattern[j - 2] == c && t->pattern[j - 1] == before)
            best = least(best, up2[j - 2] + 1);
        row[j] = best;
        smallest = least(smallest, best);
    }
    return smallest;
}

bool kb_typo(kb_str pattern, int distance, kb_str word)
{
    table t;
    bool beginning = pattern.len > 0 && pattern.ptr[pattern.len - 1] == '*';
    if (beginning)
        pattern.len--;
    if (!read_pattern(&t, pattern))
        return false;
    for (size_t j = 0; j <= t.length; j++)
        t.rows[0][j] = (int)j;
    size_t i = 0;
    uint32_t before = 0;
    bool found = false;
    for (size_t pos = 0; pos < word.len && !(found && beginning);) {
        uint32_t c = kb_utf8_next(word, &pos);
        if (i == 0 && c != t.pattern[0])
            return false;
        int smallest = fill_row(&t, ++i, c, before);
        found = t.rows[i % 3][t.length] <= distance;
        if (!found && smallest > distance + 1)
            return false;
        before = c;
    }
    return found;
}
