/* SPDX-License-Identifier: MIT */
/*
 * Plain text for terminals and e-mail: title, table, and below it what an empty
 * cell means, the base, the tallies and the run.
 */
#include "writer.h"

#include "format.h"
#include "layout.h"
#include "text.h"

#include "base/str.h"

enum { DEFAULT_WIDTH = 100, LEAST_PAGE = 20 };

/* Draws each line of `lines` as a paragraph; `lines` is emptied. */
static void draw_lines(kb_pen *pen, kb_buf *lines, bool bold)
{
    kb_buf shown = { 0 };
    kb_str rest = kb_buf_view(lines), line;
    while (!shown.failed && rest.len > 0 && kb_str_cut(&rest, '\n', &line)) {
        kb_buf_reset(&shown);
        kb_pen_shown(pen, &shown, line, false);
        if (!shown.failed)
            kb_pen_paragraph(pen, kb_buf_view(&shown), bold);
    }
    lines->failed = lines->failed || shown.failed;
    lines->len = 0;
    kb_buf_free(&shown);
}

static void draw_facts(kb_pen *pen, const kb_report *report, kb_buf *text)
{
    const kb_str language = report->table_count > 0 ? report->tables[0].language : (kb_str){ 0 };
    for (size_t i = 0; i < report->fact_count; i++) {
        const kb_fact *fact = &report->facts[i];
        if (fact->label.len == 0)
            continue;
        kb_buf_str(text, fact->label);
        kb_buf_puts(text, ": ");
        if (fact->value.kind == KB_VALUE_TEXT)
            kb_buf_str(text, fact->value.text);
        else
            kb_put_value(text, &fact->value, language);
        kb_buf_char(text, '\n');
    }
    if (text->len > 0 && report->table_count > 0)
        kb_buf_char(text, '\n');
    draw_lines(pen, text, false);
}

static void draw_above(kb_pen *pen, const kb_report *report, size_t index, kb_buf *text)
{
    const kb_table *table = &report->tables[index];
    if (table->title.len > 0 && !kb_title_is_told(report, index)) {
        kb_buf_str(text, table->title);
        kb_buf_puts(text, "\n\n");
    }
    if (table->by_variable.len > 0) {
        kb_put_group(text, table);
        kb_buf_puts(text, "\n\n");
    }
    draw_lines(pen, text, true);
}

static void draw_below(kb_pen *pen, const kb_report *report, size_t index, kb_buf *text)
{
    const kb_table *table = &report->tables[index];
    if (table->row_count == 0)
        kb_buf_printf(text, "%s\n", kb_phrasebook(table->language, KB_TEXT_NO_ROWS));
    kb_buf below = { 0 };
    kb_put_below(&below, report, index);
    if (below.len > 0)
        kb_buf_char(text, '\n');
    kb_buf_str(text, kb_buf_view(&below));
    text->failed = text->failed || below.failed;
    kb_buf_free(&below);
    draw_lines(pen, text, false);
}

static kb_status draw_table(kb_pen *pen, const kb_report *report, size_t index, kb_error *err)
{
    const kb_table *table = &report->tables[index];
    kb_buf text = { 0 };
    draw_above(pen, report, index, &text);
    kb_status status = table->kind == KB_TABLE_MATRIX ? kb_text_matrix(pen, table, err)
                                                      : kb_text_list(pen, report, index, err);
    if (status == KB_OK)
        draw_below(pen, report, index, &text);
    if (status == KB_OK && text.failed)
        status = kb_fail_memory(err);
    kb_buf_free(&text);
    return status;
}

static kb_status write_text(const kb_report *report, const kb_write_options *options, FILE *out,
                            kb_error *err)
{
    const int width = options->width > 0 ? options->width : DEFAULT_WIDTH;
    kb_pen pen = { .out = out,
                   .width = (size_t)(width < LEAST_PAGE ? LEAST_PAGE : width),
                   .color = options->color };
    kb_buf text = { 0 };
    kb_status status = KB_OK;
    draw_facts(&pen, report, &text);
    for (size_t i = 0; status == KB_OK && i < report->table_count; i++) {
        if (i > 0)
            putc('\n', out);
        status = draw_table(&pen, report, i, err);
        i += kb_closing_count(report, i);
    }
    if (status == KB_OK && text.failed)
        status = kb_fail_memory(err);
    kb_buf_free(&text);
    return status;
}

const kb_writer kb_writer_text = { .name = "text", .write = write_text };
