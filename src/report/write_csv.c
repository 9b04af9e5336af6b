/* SPDX-License-Identifier: MIT */
/*
 * CSV as in RFC 4180: comma, CRLF, quotes only where needed, a point in numbers.
 *
 * A text that a spreadsheet would take for a formula gets an apostrophe before it;
 * every other text stands exactly as it is.  A dash before white space is a bullet,
 * not a formula.
 *
 * A matrix becomes a row per code in a cell, and a row with nothing but theme and
 * category for an empty cell; several of them (--by) follow each other under one
 * header.  An object report is its first list with the sums as closing rows.
 */
#include "writer.h"

#include "clean.h"
#include "format.h"
#include "layout.h"

#include "base/str.h"

/* One line being written. */
typedef struct csv_line {
    FILE *out;
    kb_buf text; /* scratch; owned */
    size_t fields;
    bool empty; /* the line so far is one empty field, which would read as no line */
    bool failed;
} csv_line;

static bool is_formula(kb_str text)
{
    if (text.len == 0)
        return false;
    if (memchr("=+@\t\r", text.ptr[0], 5) != NULL)
        return true;
    return text.ptr[0] == '-' && text.len > 1 && memchr(" \t\r\n", text.ptr[1], 4) == NULL &&
           !kb_str_starts(text, KB_STR("-\xC2\xA0"));
}

static bool needs_quotes(kb_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (memchr(",\"\r\n", text.ptr[i], 4) != NULL)
            return true;
    return false;
}

static void begin_field(csv_line *csv, bool empty)
{
    if (csv->fields++ > 0)
        putc(',', csv->out);
    csv->empty = csv->fields == 1 && empty;
}

/* Writes a field as it is: numbers, and texts of our own. */
static void put_raw(csv_line *csv, kb_str text)
{
    begin_field(csv, text.len == 0);
    fwrite(text.ptr ? text.ptr : "", 1, text.len, csv->out);
}

static void put_text(csv_line *csv, kb_str text)
{
    const bool formula = is_formula(text), quotes = needs_quotes(text);
    begin_field(csv, text.len == 0);
    fputs(quotes ? "\"" : "", csv->out);
    fputs(formula ? "'" : "", csv->out);
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '"')
            putc('"', csv->out);
        putc(text.ptr[i], csv->out);
    }
    fputs(quotes ? "\"" : "", csv->out);
}

static void put_value(csv_line *csv, const kb_value *value, bool marked)
{
    kb_buf *text = &csv->text;
    kb_buf_reset(text);
    switch (value->kind) {
    case KB_VALUE_EMPTY:
    case KB_VALUE_NONE: break;
    case KB_VALUE_TEXT: kb_put_exact(text, value->text, marked); break;
    case KB_VALUE_COUNT: kb_put_decimals(text, value->number, 0, '.'); break;
    case KB_VALUE_NUMBER: kb_put_shortest(text, value->number); break;
    case KB_VALUE_SHARE: kb_put_pct(text, value->number); break;
    case KB_VALUE_HIDDEN: kb_buf_printf(text, "<%.0f", value->number); break;
    }
    csv->failed = csv->failed || text->failed;
    if (value->kind == KB_VALUE_TEXT)
        put_text(csv, kb_buf_view(text));
    else
        put_raw(csv, kb_buf_view(text));
}

static void end_line(csv_line *csv)
{
    fputs(csv->fields == 1 && csv->empty ? "\"\"\r\n" : "\r\n", csv->out);
    csv->fields = 0;
}

/* ------------------------------------------------------------------- lists */

static void put_header(csv_line *csv, const kb_table *list)
{
    for (size_t i = 0; i < list->column_count; i++)
        put_text(csv, list->columns[i].id);
    end_line(csv);
}

static void put_closing_row(csv_line *csv, const kb_table *list, const kb_table *single)
{
    static const kb_value nothing = { .kind = KB_VALUE_EMPTY };
    put_text(csv, single->id);
    for (size_t i = 1; i < list->column_count; i++) {
        const kb_cell *cell = kb_closing_cell(single, list->columns[i].id);
        put_value(csv, cell ? &cell->value : &nothing, list->columns[i].marked);
    }
    end_line(csv);
}

static void put_list(csv_line *csv, const kb_report *report, size_t index)
{
    const kb_table *list = &report->tables[index];
    put_header(csv, list);
    for (size_t row = 0; row < list->row_count; row++) {
        for (size_t i = 0; i < list->column_count; i++)
            put_value(csv, &kb_table_cell(list, row, i)->value, list->columns[i].marked);
        end_line(csv);
    }
    for (size_t i = 0; i < kb_closing_count(report, index); i++)
        put_closing_row(csv, list, &list[1 + i]);
}

/* ---------------------------------------------------------------- matrices */

static void put_place(csv_line *csv, const kb_table *table, size_t row, size_t column, bool by)
{
    if (by)
        put_text(csv, table->by_value);
    put_text(csv, table->rows[row].id);
    put_text(csv, table->columns[column].id);
}

static void put_item(csv_line *csv, const kb_table *table, const kb_item *item)
{
    const kb_value base = { .kind = KB_VALUE_COUNT, .number = (double)table->base.n };
    put_text(csv, item->code);
    put_text(csv, item->statement);
    put_value(csv, &item->respondents, false);
    put_value(csv, &item->answers, false);
    put_value(csv, &item->segments, false);
    put_value(csv, &base, false);
    put_value(csv, &item->share, false);
}

static void put_cell(csv_line *csv, const kb_table *table, size_t row, size_t column, bool by)
{
    const kb_cell *cell = kb_table_cell(table, row, column);
    if (cell->item_count == 0) {
        put_place(csv, table, row, column, by);
        fputs(",,,,,,,", csv->out);
        end_line(csv);
    }
    for (size_t i = 0; i < cell->item_count; i++) {
        put_place(csv, table, row, column, by);
        put_item(csv, table, &cell->items[i]);
        end_line(csv);
    }
}

static void put_matrices(csv_line *csv, const kb_report *report)
{
    const bool by = report->array;
    fputs(by ? "by," : "", csv->out);
    fputs("theme,category,code,statement,respondents,answers,segments,base,pct\r\n", csv->out);
    for (size_t i = 0; i < report->table_count; i++) {
        const kb_table *table = &report->tables[i];
        for (size_t row = 0; table->kind == KB_TABLE_MATRIX && row < table->row_count; row++)
            for (size_t column = 0; column < table->column_count; column++)
                put_cell(csv, table, row, column, by);
    }
}

static void put_lists(csv_line *csv, const kb_report *report)
{
    for (size_t i = 0; i < report->table_count; i++) {
        if (i > 0)
            fputs("\r\n", csv->out);
        put_list(csv, report, i);
        if (report->object)
            return;
    }
}

static kb_status write_csv(const kb_report *report, const kb_write_options *options, FILE *out,
                           kb_error *err)
{
    (void)options;
    csv_line csv = { .out = out };
    if (report->table_count > 0 && report->tables[0].kind == KB_TABLE_MATRIX)
        put_matrices(&csv, report);
    else
        put_lists(&csv, report);
    kb_buf_free(&csv.text);
    return csv.failed ? kb_fail_memory(err) : KB_OK;
}

const kb_writer kb_writer_csv = { .name = "csv", .write = write_csv };
