/* SPDX-License-Identifier: MIT */
/* Records out of delimited text; see csv.h.  Each state has one small function. */
#include "csv.h"

#include "base/chunk.h"
#include "base/str.h"

#include <stdlib.h>

void kb_csv_init(kb_csv *csv, char delimiter)
{
    *csv = (kb_csv){ .delimiter = delimiter };
    const char ends[] = { delimiter, '\r', '\n', '"', '\0' };
    for (size_t i = 0; i < sizeof ends; i++)
        csv->special[(unsigned char)ends[i]] = true;
}

void kb_csv_clear(kb_csv *csv)
{
    kb_buf_free(&csv->text);
    free(csv->cells);
    free(csv->faults);
    *csv = (kb_csv){ 0 };
}

/* Appends to the field what its limits allow. */
static void put(kb_csv *csv, const char *bytes, size_t len)
{
    size_t cell_room = KB_CELL_MAX_BYTES - (csv->text.len - csv->field_begin);
    size_t room = KB_RECORD_MAX_BYTES - csv->text.len;
    room = room < cell_room ? room : cell_room;
    if (len > room) {
        csv->field_faults |= KB_FAULT_LONG;
        len = room;
    }
    kb_buf_add(&csv->text, bytes, len);
}

static bool reserve_cell(kb_csv *csv)
{
    if (csv->count < csv->cap)
        return true;
    size_t cap = csv->cap ? csv->cap * 2 : 16;
    kb_str *cells = realloc(csv->cells, cap * sizeof *cells);
    if (cells != NULL)
        csv->cells = cells;
    uint8_t *faults = realloc(csv->faults, cap);
    if (faults != NULL)
        csv->faults = faults;
    if (cells == NULL || faults == NULL) {
        csv->failed = true;
        return false;
    }
    csv->cap = cap;
    return true;
}

static void end_field(kb_csv *csv)
{
    if (csv->count == KB_RECORD_MAX_FIELDS) {
        csv->faults[csv->count - 1] |= KB_FAULT_MANY;
        csv->text.len = csv->field_begin;
    } else if (reserve_cell(csv)) {
        csv->cells[csv->count].len = csv->text.len - csv->field_begin;
        csv->faults[csv->count++] = csv->field_faults;
    }
    csv->field_begin = csv->text.len;
    csv->field_faults = 0;
    csv->state = KB_CSV_FIELD_START;
}

/* The text has stopped moving: now the cells can point into it. */
static void end_record(kb_csv *csv, kb_csv_state next)
{
    end_field(csv);
    const char *begin = csv->text.ptr ? csv->text.ptr : "";
    for (size_t i = 0; i < csv->count; i++) {
        csv->cells[i].ptr = begin;
        begin += csv->cells[i].len;
    }
    csv->failed = csv->failed || csv->text.failed;
    csv->done = true;
    csv->state = next;
}

static void begin_record(kb_csv *csv)
{
    csv->done = false;
    csv->text.len = csv->count = csv->field_begin = 0;
    csv->field_faults = 0;
}

/* A delimiter or a line end after a field; false when `c` is neither. */
static bool end_by(kb_csv *csv, char c)
{
    if (c == csv->delimiter)
        end_field(csv);
    else if (c == '\n')
        end_record(csv, KB_CSV_BETWEEN);
    else if (c == '\r')
        end_record(csv, KB_CSV_AFTER_CR);
    else
        return false;
    return true;
}

static bool is_special_chunk(const char *p, char delimiter)
{
    kb_chunk chunk = kb_chunk_at(p);
    return kb_chunk_any(kb_chunk_is(chunk, (unsigned char)delimiter) | kb_chunk_is(chunk, '\r') |
                        kb_chunk_is(chunk, '\n') | kb_chunk_is(chunk, '"') |
                        kb_chunk_is(chunk, '\0'));
}

/* The first byte that ends a run of plain text, or the end. */
static const char *find_special(const kb_csv *csv, const char *p, const char *end)
{
    while (end - p >= KB_CHUNK_BYTES && !is_special_chunk(p, csv->delimiter))
        p += KB_CHUNK_BYTES;
    while (p < end && !csv->special[(unsigned char)*p])
        p++;
    return p;
}

static const char *read_plain(kb_csv *csv, const char *p, const char *end)
{
    const char *run = p;
    p = find_special(csv, p, end);
    put(csv, run, (size_t)(p - run));
    csv->state = KB_CSV_PLAIN;
    if (p == end || end_by(csv, *p))
        return p == end ? p : p + 1;
    if (*p == '"') {
        csv->field_faults |= KB_FAULT_QUOTE_INSIDE;
        put(csv, p, 1);
    } else {
        csv->field_faults |= KB_FAULT_NUL;
    }
    return p + 1;
}

static const char *read_start(kb_csv *csv, const char *p, const char *end)
{
    if (*p != '"')
        return read_plain(csv, p, end);
    csv->state = KB_CSV_QUOTED;
    csv->field_faults |= KB_FAULT_QUOTED;
    csv->quote_column = (int)csv->count + 1;
    return p + 1;
}

static const char *read_quoted(kb_csv *csv, const char *p, const char *end)
{
    const char *quote = memchr(p, '"', (size_t)(end - p));
    const char *stop = quote ? quote : end;
    const char *nul = memchr(p, '\0', (size_t)(stop - p));
    if (nul != NULL) {
        csv->field_faults |= KB_FAULT_NUL;
        put(csv, p, (size_t)(nul - p));
        return nul + 1;
    }
    put(csv, p, (size_t)(stop - p));
    if (quote != NULL)
        csv->state = KB_CSV_QUOTE_SEEN;
    return quote ? quote + 1 : end;
}

static const char *read_after_quote(kb_csv *csv, const char *p, const char *end)
{
    if (*p == '"') {
        put(csv, p, 1);
        csv->state = KB_CSV_QUOTED;
        return p + 1;
    }
    if (end_by(csv, *p))
        return p + 1;
    csv->field_faults |= KB_FAULT_AFTER_QUOTE;
    return read_plain(csv, p, end);
}

static const char *step(kb_csv *csv, const char *p, const char *end)
{
    switch (csv->state) {
    case KB_CSV_AFTER_CR: csv->state = KB_CSV_BETWEEN; return *p == '\n' ? p + 1 : p;
    case KB_CSV_BETWEEN:
        csv->row++;
        csv->state = KB_CSV_FIELD_START;
        return p;
    case KB_CSV_FIELD_START: return read_start(csv, p, end);
    case KB_CSV_PLAIN: return read_plain(csv, p, end);
    case KB_CSV_QUOTED: return read_quoted(csv, p, end);
    case KB_CSV_QUOTE_SEEN: return read_after_quote(csv, p, end);
    }
    return end;
}

bool kb_csv_feed(kb_csv *csv, kb_str *input)
{
    if (csv->done)
        begin_record(csv);
    if (input->len == 0)
        return false;
    const char *p = input->ptr, *end = input->ptr + input->len;
    while (p < end && !csv->done)
        p = step(csv, p, end);
    *input = (kb_str){ p, (size_t)(end - p) };
    return csv->done;
}

bool kb_csv_end(kb_csv *csv)
{
    if (csv->done)
        begin_record(csv);
    if (csv->state == KB_CSV_BETWEEN || csv->state == KB_CSV_AFTER_CR)
        return false;
    end_record(csv, KB_CSV_BETWEEN);
    return true;
}

bool kb_csv_in_quotes(const kb_csv *csv)
{
    return csv->state == KB_CSV_QUOTED;
}

void kb_csv_place(const kb_csv *csv, uint64_t *row, int *column)
{
    bool between = csv->state == KB_CSV_BETWEEN || csv->state == KB_CSV_AFTER_CR;
    *row = csv->row + (between ? 1 : 0);
    *column = between ? 1 : (int)csv->count + 1;
}
