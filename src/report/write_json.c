/* SPDX-License-Identifier: MIT */
/*
 * JSON in the shapes that programs rely on (docs: "Shapes that programs rely on").
 *
 * The one door to jansson, which writes the strings.  The rest is written as it
 * comes, a record on a line, so that a long list is never in memory twice, and
 * numbers are the shortest that read back as they are.
 */
#include "writer.h"

#include "clean.h"
#include "format.h"

#include "base/str.h"
#include "base/unicode.h"

#include <jansson.h>

enum { SHAPE_VERSION = 1 };

typedef struct json {
    FILE *out;
    kb_buf text; /* scratch; owned */
    bool comma;  /* a member or element stands before */
    bool not_utf8, no_memory;
} json;

static void put_string(json *j, kb_str text)
{
    json_t *string = json_stringn(text.ptr ? text.ptr : "", text.len);
    if (string == NULL) {
        j->not_utf8 = j->not_utf8 || kb_utf8_check(text) < text.len;
        j->no_memory = j->no_memory || kb_utf8_check(text) == text.len;
        return;
    }
    /* A failed write stays on the stream, where the caller finds it. */
    if (json_dumpf(string, j->out, JSON_ENCODE_ANY) != 0 && !ferror(j->out))
        j->no_memory = true;
    json_decref(string);
}

/* What comes next is an element. */
static void element(json *j)
{
    if (j->comma)
        putc(',', j->out);
    j->comma = true;
}

/* What comes next is the value of this member. */
static void member(json *j, kb_str name)
{
    element(j);
    put_string(j, name);
    putc(':', j->out);
}

static void open(json *j, char bracket)
{
    putc(bracket, j->out);
    j->comma = false;
}

static void close(json *j, char bracket)
{
    putc(bracket, j->out);
    j->comma = true;
}

static void put_text_member(json *j, const char *name, kb_str text)
{
    member(j, kb_str_from(name));
    put_string(j, text);
}

static void put_count_member(json *j, const char *name, uint64_t number)
{
    member(j, kb_str_from(name));
    fprintf(j->out, "%llu", (unsigned long long)number);
}

static void put_scratch(json *j)
{
    j->no_memory = j->no_memory || j->text.failed;
    fwrite(j->text.ptr ? j->text.ptr : "", 1, j->text.len, j->out);
}

static void put_value(json *j, const kb_value *value, const kb_heading *column)
{
    kb_buf_reset(&j->text);
    switch (value->kind) {
    case KB_VALUE_EMPTY: fputs(column && column->numeric ? "null" : "\"\"", j->out); return;
    case KB_VALUE_NONE: fputs("null", j->out); return;
    case KB_VALUE_TEXT:
        kb_put_exact(&j->text, value->text, column && column->marked);
        j->no_memory = j->no_memory || j->text.failed;
        put_string(j, kb_buf_view(&j->text));
        return;
    case KB_VALUE_HIDDEN: fprintf(j->out, "\"<%.0f\"", value->number); return;
    case KB_VALUE_COUNT: kb_put_decimals(&j->text, value->number, 0, '.'); break;
    case KB_VALUE_NUMBER: kb_put_shortest(&j->text, value->number); break;
    case KB_VALUE_SHARE: kb_put_pct(&j->text, value->number); break;
    }
    put_scratch(j);
}

static void put_value_member(json *j, const char *name, const kb_value *value)
{
    member(j, kb_str_from(name));
    put_value(j, value, NULL);
}

/* ----------------------------------------------- what tables have in common */

static void put_run(json *j, const kb_stamp *run)
{
    member(j, KB_STR("run"));
    if (run->id == 0) {
        fputs("null", j->out);
        return;
    }
    open(j, '{');
    member(j, KB_STR("id"));
    fprintf(j->out, "%lld", (long long)run->id);
    put_text_member(j, "codebook", run->codebook);
    put_text_member(j, "answers", run->answers);
    put_text_member(j, "engine", run->engine);
    close(j, '}');
}

static void put_base(json *j, const kb_base *base)
{
    member(j, KB_STR("base"));
    open(j, '{');
    put_text_member(j, "kind", kb_str_from(kb_base_name(base->kind)));
    put_count_member(j, "n", base->n);
    close(j, '}');
}

/* The counts, and their shares of all answers. */
static void put_tallies(json *j, const kb_tallies *tallies)
{
    kb_tally_line lines[KB_TALLY_COUNT];
    kb_tally_lines(tallies, lines);
    member(j, KB_STR("tallies"));
    open(j, '{');
    put_count_member(j, "answers", tallies->answers);
    for (size_t i = 0; i < KB_TALLY_COUNT; i++)
        put_count_member(j, lines[i].id, lines[i].number);
    member(j, KB_STR("pct"));
    open(j, '{');
    for (size_t i = 0; i < KB_TALLY_COUNT; i++) {
        const kb_value share = kb_value_share((double)lines[i].number / (double)tallies->answers);
        put_value_member(j, lines[i].id, &share);
    }
    close(j, '}');
    close(j, '}');
}

static void put_opening(json *j, const kb_table *table)
{
    open(j, '{');
    put_count_member(j, "kodebok", SHAPE_VERSION);
    put_text_member(j, "table", table->id);
}

/* --------------------------------------------------------------- the matrix */

static void put_item(json *j, const kb_table *table, const kb_item *item)
{
    element(j);
    open(j, '{');
    put_text_member(j, "code", item->code);
    put_text_member(j, "statement", item->statement);
    put_value_member(j, "respondents", &item->respondents);
    put_value_member(j, "answers", &item->answers);
    put_value_member(j, "segments", &item->segments);
    if (table->show & KB_SHOW_PCT)
        put_value_member(j, "pct", &item->share);
    if (table->show & KB_SHOW_QUOTES) {
        member(j, KB_STR("quotes"));
        open(j, '[');
        for (size_t i = 0; i < item->quote_count; i++) {
            element(j);
            put_string(j, item->quotes[i]);
        }
        close(j, ']');
    }
    close(j, '}');
}

static void put_heading(json *j, const kb_heading *heading)
{
    open(j, '{');
    put_text_member(j, "id", heading->id);
    put_text_member(j, "label", heading->label);
}

static void put_matrix_row(json *j, const kb_table *table, size_t row)
{
    put_heading(j, &table->rows[row]);
    member(j, KB_STR("cells"));
    open(j, '[');
    for (size_t column = 0; column < table->column_count; column++) {
        const kb_cell *cell = kb_table_cell(table, row, column);
        element(j);
        open(j, '[');
        for (size_t i = 0; i < cell->item_count; i++)
            put_item(j, table, &cell->items[i]);
        close(j, ']');
    }
    close(j, ']');
    close(j, '}');
}

static void put_matrix_body(json *j, const kb_table *table)
{
    member(j, KB_STR("columns"));
    open(j, '[');
    for (size_t i = 0; i < table->column_count; i++) {
        element(j);
        put_heading(j, &table->columns[i]);
        close(j, '}');
    }
    close(j, ']');
    member(j, KB_STR("rows"));
    open(j, '[');
    for (size_t row = 0; row < table->row_count; row++) {
        element(j);
        putc('\n', j->out);
        put_matrix_row(j, table, row);
    }
    close(j, ']');
}

static void put_by(json *j, const kb_table *table)
{
    member(j, KB_STR("by"));
    open(j, '{');
    put_text_member(j, "variable", table->by_variable);
    put_text_member(j, "value", table->by_value);
    put_text_member(j, "label", table->by_label);
    close(j, '}');
}

static void put_matrix(json *j, const kb_table *table)
{
    put_opening(j, table);
    put_text_member(j, "title", table->title);
    put_text_member(j, "note", table->note);
    if (table->by_variable.len > 0)
        put_by(j, table);
    put_run(j, &table->run);
    put_base(j, &table->base);
    if (table->has_tallies)
        put_tallies(j, &table->tallies);
    put_matrix_body(j, table);
    close(j, '}');
}

/* -------------------------------------------------------------------- lists */

static void put_record(json *j, const kb_table *table, size_t row)
{
    open(j, '{');
    for (size_t i = 0; i < table->column_count; i++) {
        member(j, table->columns[i].id);
        put_value(j, &kb_table_cell(table, row, i)->value, &table->columns[i]);
    }
    close(j, '}');
}

/* An array of records, or one record. */
static void put_records(json *j, const kb_table *table)
{
    if (table->single && table->row_count > 0) {
        put_record(j, table, 0);
        return;
    }
    open(j, '[');
    for (size_t row = 0; row < table->row_count; row++) {
        element(j);
        putc('\n', j->out);
        put_record(j, table, row);
    }
    close(j, ']');
}

static void put_facts(json *j, const kb_report *report)
{
    for (size_t i = 0; i < report->fact_count; i++) {
        member(j, report->facts[i].id);
        put_value(j, &report->facts[i].value, NULL);
    }
}

static void put_list(json *j, const kb_report *report, const kb_table *table)
{
    put_opening(j, table);
    if (table->title.len > 0)
        put_text_member(j, "title", table->title);
    if (table->note.len > 0)
        put_text_member(j, "note", table->note);
    if (table->run.id != 0)
        put_run(j, &table->run);
    if (table->has_base)
        put_base(j, &table->base);
    if (table->has_tallies)
        put_tallies(j, &table->tallies);
    put_facts(j, report);
    member(j, KB_STR("rows"));
    put_records(j, table);
    close(j, '}');
}

/* ------------------------------------------------------------------ reports */

/* One object with a member per fact and table. */
static void put_object(json *j, const kb_report *report)
{
    open(j, '{');
    put_facts(j, report);
    for (size_t i = 0; i < report->table_count; i++) {
        member(j, report->tables[i].id);
        put_records(j, &report->tables[i]);
    }
    close(j, '}');
}

static void put_table(json *j, const kb_report *report, const kb_table *table)
{
    if (table->kind == KB_TABLE_MATRIX)
        put_matrix(j, table);
    else
        put_list(j, report, table);
}

static void put_report(json *j, const kb_report *report)
{
    if (report->object) {
        put_object(j, report);
        return;
    }
    const bool array = report->array || report->table_count != 1;
    fputs(array ? "[" : "", j->out);
    for (size_t i = 0; i < report->table_count; i++) {
        fputs(i > 0 ? ",\n" : "", j->out);
        put_table(j, report, &report->tables[i]);
    }
    fputs(array ? "]" : "", j->out);
}

static kb_status write_json(const kb_report *report, const kb_write_options *options, FILE *out,
                            kb_error *err)
{
    (void)options;
    json j = { .out = out };
    put_report(&j, report);
    putc('\n', out);
    kb_buf_free(&j.text);
    if (j.no_memory)
        return kb_fail_memory(err);
    if (j.not_utf8)
        return kb_fail(err, KB_ERR_ARGUMENT, "a text of the report is not UTF-8");
    return KB_OK;
}

const kb_writer kb_writer_json = { .name = "json", .write = write_json };

const char *kb_json_version(void)
{
    return jansson_version_str();
}
