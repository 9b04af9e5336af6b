/* SPDX-License-Identifier: MIT */
/*
 * Markdown with pipe tables, as GitHub, Pandoc and most note tools read it.
 *
 * A table row is one line, so line ends become <br>.  Every character that means
 * something to Markdown or HTML is escaped: answers are text, never code.
 */
#include "writer.h"

#include "clean.h"
#include "format.h"
#include "layout.h"

#include "base/str.h"
#include "base/unicode.h"

static const char line_break[] = "<br>";

typedef struct markdown {
    FILE *out;
    kb_buf text; /* what is being composed; owned */
    kb_buf raw;  /* scratch; owned */
} markdown;

static void put_character(kb_buf *out, uint32_t c)
{
    if (c == '<')
        kb_buf_puts(out, "&lt;");
    else if (c == '&')
        kb_buf_puts(out, "&amp;");
    else if (c == '\n')
        kb_buf_puts(out, line_break);
    else if (c < 0x80 && strchr("\\`*_[]|~$>", (int)c) != NULL)
        kb_buf_printf(out, "\\%c", (char)c);
    else
        kb_utf8_put(out, c);
}

static void put_text(markdown *m, kb_str text, bool marked)
{
    for (size_t pos = 0; pos < text.len;) {
        const kb_glyph glyph = kb_glyph_next(text, &pos, marked);
        switch (glyph.kind) {
        case KB_GLYPH_CHARACTER: put_character(&m->text, glyph.c); break;
        case KB_GLYPH_MARK:
        case KB_GLYPH_UNMARK: kb_buf_puts(&m->text, "**"); break;
        case KB_GLYPH_NOTHING: break;
        }
    }
}

/* A line of its own: characters that begin a heading, list or rule are escaped too. */
static void put_line(markdown *m, kb_str line)
{
    if (line.len > 0 && strchr("#-+=:", line.ptr[0]) != NULL)
        kb_buf_char(&m->text, '\\');
    put_text(m, line, false);
}

/* What has been put in `raw` by a helper, escaped. */
static void put_raw(markdown *m)
{
    m->text.failed = m->text.failed || m->raw.failed;
    put_text(m, kb_buf_view(&m->raw), false);
    kb_buf_reset(&m->raw);
}

static void put_value(markdown *m, const kb_value *value, const kb_table *table, bool marked)
{
    if (value->kind == KB_VALUE_TEXT) {
        put_text(m, value->text, marked);
        return;
    }
    kb_put_value(&m->raw, value, table->language);
    put_raw(m);
}

/* --------------------------------------------------------------------- cells */

static void put_item(markdown *m, const kb_table *table, const kb_cell *cell, size_t index)
{
    const kb_item *item = &cell->items[index];
    const kb_str name = kb_item_name(table, cell, index);
    put_text(m, name, false);
    if (kb_put_figures(&m->raw, item, table)) {
        kb_buf_puts(&m->text, name.len > 0 ? " (" : "");
        put_raw(m);
        kb_buf_puts(&m->text, name.len > 0 ? ")" : "");
    }
    for (size_t i = 0; (table->show & KB_SHOW_QUOTES) && i < item->quote_count; i++) {
        kb_buf_puts(&m->text, line_break);
        kb_buf_puts(&m->text, kb_quote_open(table->language));
        put_text(m, item->quotes[i], false);
        kb_buf_puts(&m->text, kb_quote_close(table->language));
    }
}

static void put_matrix(markdown *m, const kb_table *table)
{
    kb_buf *out = &m->text;
    kb_buf_puts(out, "| ");
    put_text(m, table->corner.label, false);
    for (size_t i = 0; i < table->column_count; i++) {
        kb_buf_puts(out, " | ");
        put_text(m, table->columns[i].label, false);
    }
    kb_buf_puts(out, " |\n|");
    for (size_t i = 0; i <= table->column_count; i++)
        kb_buf_puts(out, " --- |");
    kb_buf_char(out, '\n');
    for (size_t row = 0; row < table->row_count; row++) {
        kb_buf_puts(out, "| ");
        put_text(m, table->rows[row].label, false);
        for (size_t column = 0; column < table->column_count; column++) {
            const kb_cell *cell = kb_table_cell(table, row, column);
            kb_buf_puts(out, " | ");
            for (size_t i = 0; i < cell->item_count; i++) {
                kb_buf_puts(out, i > 0 ? line_break : "");
                put_item(m, table, cell, i);
            }
        }
        kb_buf_puts(out, " |\n");
    }
}

static void put_list_header(markdown *m, const kb_table *table)
{
    for (size_t i = 0; i < table->column_count; i++) {
        if (table->columns[i].program_only)
            continue;
        kb_buf_puts(&m->text, "| ");
        put_text(m, table->columns[i].label, false);
        kb_buf_char(&m->text, ' ');
    }
    kb_buf_puts(&m->text, "|\n|");
    for (size_t i = 0; i < table->column_count; i++)
        if (!table->columns[i].program_only)
            kb_buf_puts(&m->text, table->columns[i].numeric ? " ---: |" : " --- |");
    kb_buf_char(&m->text, '\n');
}

/* Sends what is composed to the stream, so that a long list is not kept in memory. */
static void flush(markdown *m)
{
    fwrite(m->text.ptr ? m->text.ptr : "", 1, m->text.len, m->out);
    m->text.len = 0;
}

static void put_list(markdown *m, const kb_report *report, size_t index)
{
    const kb_table *table = &report->tables[index];
    const size_t first = kb_first_shown(table), closing = kb_closing_count(report, index);
    put_list_header(m, table);
    for (size_t row = 0; row < table->row_count + closing; row++) {
        const kb_table *single = row < table->row_count ? NULL : &table[row - table->row_count + 1];
        for (size_t i = 0; i < table->column_count; i++) {
            const kb_heading *column = &table->columns[i];
            if (column->program_only)
                continue;
            kb_buf_puts(&m->text, "| ");
            const kb_cell *cell =
                single ? kb_closing_cell(single, column->id) : kb_table_cell(table, row, i);
            if (single != NULL && i == first)
                put_text(m, single->title, false);
            else if (cell != NULL && !(column->section && kb_section_rows(table, row) == 0))
                put_value(m, &cell->value, table, column->marked);
            kb_buf_char(&m->text, ' ');
        }
        kb_buf_puts(&m->text, "|\n");
        flush(m);
    }
}

/* ------------------------------------------------------------------- the page */

static void put_bold_line(markdown *m, kb_str text)
{
    if (text.len == 0)
        return;
    kb_buf_puts(&m->text, "**");
    put_text(m, text, false);
    kb_buf_puts(&m->text, "**\n\n");
}

static void put_below(markdown *m, const kb_report *report, size_t index)
{
    kb_buf lines = { 0 };
    kb_str rest, line;
    kb_put_below(&lines, report, index);
    rest = kb_buf_view(&lines);
    while (!lines.failed && rest.len > 0 && kb_str_cut(&rest, '\n', &line)) {
        kb_buf_char(&m->text, '\n');
        put_line(m, line);
        kb_buf_char(&m->text, '\n');
    }
    m->text.failed = m->text.failed || lines.failed;
    kb_buf_free(&lines);
}

static void put_table(markdown *m, const kb_report *report, size_t index)
{
    const kb_table *table = &report->tables[index];
    if (!kb_title_is_told(report, index))
        put_bold_line(m, table->title);
    kb_put_group(&m->raw, table);
    m->text.failed = m->text.failed || m->raw.failed;
    kb_buf group = m->raw; /* put_bold_line() escapes into text, not into raw */
    put_bold_line(m, kb_buf_view(&group));
    kb_buf_reset(&m->raw);
    if (table->kind == KB_TABLE_MATRIX)
        put_matrix(m, table);
    else
        put_list(m, report, index);
    put_below(m, report, index);
    flush(m);
}

static void put_facts(markdown *m, const kb_report *report)
{
    const kb_table none = { 0 };
    const kb_table *first = report->table_count > 0 ? &report->tables[0] : &none;
    for (size_t i = 0; i < report->fact_count; i++) {
        const kb_fact *fact = &report->facts[i];
        if (fact->label.len == 0)
            continue;
        put_line(m, fact->label);
        kb_buf_puts(&m->text, ": ");
        put_value(m, &fact->value, first, false);
        kb_buf_puts(&m->text, "\n\n");
    }
}

static kb_status write_markdown(const kb_report *report, const kb_write_options *options, FILE *out,
                                kb_error *err)
{
    (void)options;
    markdown m = { .out = out };
    put_facts(&m, report);
    for (size_t i = 0; i < report->table_count; i++) {
        kb_buf_puts(&m.text, i > 0 ? "\n" : "");
        put_table(&m, report, i);
        i += kb_closing_count(report, i);
    }
    flush(&m);
    const bool failed = m.text.failed || m.raw.failed;
    kb_buf_free(&m.text);
    kb_buf_free(&m.raw);
    return failed ? kb_fail_memory(err) : KB_OK;
}

const kb_writer kb_writer_markdown = { .name = "markdown", .write = write_markdown };
