/* SPDX-License-Identifier: MIT */
/* Which character stands between the columns; see sniff.h. */
#include "sniff.h"

#include "base/str.h"
#include "csv.h"

enum { MAX_RECORDS = 100 };

typedef struct candidate {
    char delimiter;
    size_t columns;    /* of the first record */
    size_t records;    /* how many were seen */
    size_t fitting;    /* as many fields as the first, and no misplaced quote */
    size_t first_seen; /* length of the first field of the first record */
} candidate;

static void count_record(candidate *it, const kb_csv *csv)
{
    bool blank = csv->count == 1 && kb_str_trim(csv->cells[0]).len == 0;
    unsigned odd = 0;
    if (blank)
        return;
    for (size_t i = 0; i < csv->count; i++)
        odd |= csv->faults[i] & (KB_FAULT_QUOTE_INSIDE | KB_FAULT_AFTER_QUOTE);
    if (it->records++ == 0) {
        it->columns = csv->count;
        it->first_seen = csv->cells[0].len;
    }
    it->fitting += csv->count == it->columns && odd == 0;
}

static kb_status try_candidate(candidate *it, kb_str text, bool whole, kb_error *err)
{
    kb_csv csv;
    kb_csv_init(&csv, it->delimiter);
    while (it->records < MAX_RECORDS && kb_csv_feed(&csv, &text) && !csv.failed)
        count_record(it, &csv);
    if (whole && text.len == 0 && !csv.failed && kb_csv_end(&csv))
        count_record(it, &csv);
    bool failed = csv.failed;
    kb_csv_clear(&csv);
    return failed ? kb_fail_memory(err) : KB_OK;
}

/*
 * True when `a` explains the file better: by the share of records that fit, then by
 * the number of columns, then by standing first ("id;Hva er bra, og hvorfor?").
 */
static bool is_better(const candidate *a, const candidate *b)
{
    if (a->columns < 2 || b->columns < 2)
        return a->columns >= 2;
    size_t left = a->fitting * b->records, right = b->fitting * a->records;
    if (left != right)
        return left > right;
    if (a->columns != b->columns)
        return a->columns > b->columns;
    return a->first_seen < b->first_seen;
}

kb_status kb_sniff_delimiter(char *out, kb_str text, bool whole, kb_error *err)
{
    static const char delimiters[] = { ',', ';', '\t' };
    candidate best = { .delimiter = ',' };
    for (size_t i = 0; i < sizeof delimiters; i++) {
        candidate it = { .delimiter = delimiters[i] };
        kb_status status = try_candidate(&it, text, whole, err);
        if (status != KB_OK)
            return status;
        if (is_better(&it, &best))
            best = it;
    }
    *out = best.delimiter;
    return KB_OK;
}

size_t kb_sniff_sep_line(kb_str text, char *delimiter)
{
    if (!kb_str_starts(text, KB_STR("sep=")) || text.len < 6)
        return 0;
    size_t end = 5;
    if (text.ptr[end] == '\r')
        end++;
    if (end < text.len && text.ptr[end] == '\n')
        end++;
    char named[2] = { text.ptr[4], '\0' };
    return end > 5 && kb_delimiter_read(named, delimiter) ? end : 0;
}

bool kb_delimiter_read(const char *text, char *out)
{
    if (strcmp(text, "tab") == 0 || strcmp(text, "\\t") == 0)
        text = "\t";
    if (strlen(text) != 1 || (unsigned char)text[0] >= 0x80 || strchr("\"\r\n", text[0]) != NULL)
        return false;
    *out = text[0];
    return true;
}

const char *kb_delimiter_name(char delimiter)
{
    switch (delimiter) {
    case ',': return "comma";
    case ';': return "semicolon";
    case '\t': return "tab";
    default: return "the delimiter given";
    }
}
