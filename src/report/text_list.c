/* SPDX-License-Identifier: MIT */
/*
 * Lists as text: aligned columns, numbers to the right, long texts wrapped in the
 * columns that need most.  A list whose longest words do not fit side by side is
 * drawn record by record instead, each field on a line of its own.  Sections are told once,
 * above the records that share them; the columns then need no headings.
 */
#include "text.h"

#include "fit.h"
#include "format.h"
#include "layout.h"

#include "base/arena.h"
#include "base/str.h"

enum { GAP_COLUMNS = 2, SECTION_INDENT = 4 };
static const char gap[] = "  ";

typedef struct sheet {
    kb_pen *pen;
    const kb_report *report;
    const kb_table *table;
    const kb_table *closing; /* the tables drawn as closing rows follow the list */
    size_t closing_count;
    size_t *columns; /* those shown to people */
    size_t count;
    size_t *sections; /* those told above the records */
    size_t section_count;
    kb_fit *fits;
    kb_box *boxes;
    size_t *ends; /* where the text of each box ends */
    kb_buf text;  /* of one row; owned */
    kb_arena arena;
} sheet;

static bool open_sheet(sheet *s, const kb_table *table)
{
    const size_t most = table->column_count;
    s->table = table;
    s->columns = kb_arena_array(&s->arena, most, sizeof *s->columns);
    s->sections = kb_arena_array(&s->arena, most, sizeof *s->sections);
    s->fits = kb_arena_array(&s->arena, most, sizeof *s->fits);
    s->boxes = kb_arena_array(&s->arena, most, sizeof *s->boxes);
    s->ends = kb_arena_array(&s->arena, most, sizeof *s->ends);
    if (s->arena.failed)
        return false;
    for (size_t i = 0; i < most; i++)
        if (table->columns[i].section)
            s->sections[s->section_count++] = i;
        else if (!table->columns[i].program_only)
            s->columns[s->count++] = i;
    return true;
}

/* Draws what a record shares with those after it, unless it shares it with the one before. */
static void draw_section(sheet *s, size_t row)
{
    if (s->section_count == 0 || row >= s->table->row_count || kb_section_rows(s->table, row) == 0)
        return;
    if (row > 0)
        kb_pen_newline(s->pen);
    for (size_t i = 0; i < s->section_count; i++) {
        const size_t column = s->sections[i];
        const kb_cell *cell = kb_table_cell(s->table, row, column);
        kb_buf_reset(&s->text);
        kb_pen_shown(s->pen, &s->text, cell->value.text, s->table->columns[column].marked);
        const kb_box box = { .text = kb_buf_view(&s->text),
                             .width = s->pen->width - (i > 0 ? SECTION_INDENT : 0),
                             .bold = i == 0 };
        if (box.text.len > 0 && !s->text.failed)
            kb_pen_row(s->pen, &box, 1, "", i > 0 ? SECTION_INDENT : 0);
    }
}

/* Records of a section stand a little to the right of what they share. */
static size_t indent_of(const sheet *s)
{
    return s->section_count > 0 ? SECTION_INDENT : 0;
}

static const kb_heading *heading_at(const sheet *s, size_t k)
{
    return &s->table->columns[s->columns[k]];
}

static void put_cell(sheet *s, const kb_cell *cell, size_t k)
{
    if (cell->value.kind == KB_VALUE_TEXT)
        kb_pen_shown(s->pen, &s->text, cell->value.text, heading_at(s, k)->marked);
    else
        kb_put_value(&s->text, &cell->value, s->table->language);
}

static void put_closing_cell(sheet *s, const kb_table *single, size_t k)
{
    const kb_cell *cell = kb_closing_cell(single, heading_at(s, k)->id);
    if (k == 0)
        kb_pen_shown(s->pen, &s->text, single->title, false);
    else if (cell != NULL)
        put_cell(s, cell, k);
}

/* Composes the texts of row `row` (closing rows come after the list's own) in s->text. */
static void compose_row(sheet *s, size_t row)
{
    kb_buf_reset(&s->text);
    for (size_t k = 0; k < s->count; k++) {
        if (row < s->table->row_count)
            put_cell(s, kb_table_cell(s->table, row, s->columns[k]), k);
        else
            put_closing_cell(s, &s->closing[row - s->table->row_count], k);
        s->ends[k] = s->text.len;
    }
}

static void compose_header(sheet *s)
{
    kb_buf_reset(&s->text);
    for (size_t k = 0; k < s->count; k++) {
        kb_pen_shown(s->pen, &s->text, heading_at(s, k)->label, false);
        s->ends[k] = s->text.len;
    }
}

static kb_str text_at(const sheet *s, size_t k)
{
    const size_t begin = k > 0 ? s->ends[k - 1] : 0;
    return (kb_str){ s->text.ptr ? s->text.ptr + begin : "", s->ends[k] - begin };
}

static size_t all_rows(const sheet *s)
{
    return s->table->row_count + s->closing_count;
}

/* Finds the widths; false when the columns do not fit side by side. */
static bool fit_sheet(sheet *s)
{
    if (s->count > KB_PEN_BOXES || s->table->single)
        return false;
    for (size_t row = 0; row < all_rows(s); row++) {
        compose_row(s, row);
        if (s->text.failed)
            return true; /* told at the end */
        for (size_t k = 0; k < s->count; k++)
            kb_fit_text(&s->fits[k], text_at(s, k), heading_at(s, k)->numeric);
    }
    if (s->section_count == 0)
        compose_header(s);
    for (size_t k = 0; k < s->count && !s->text.failed && s->section_count == 0; k++)
        kb_fit_text(&s->fits[k], text_at(s, k), false);
    const size_t gaps = (s->count > 0 ? (s->count - 1) * GAP_COLUMNS : 0) + indent_of(s);
    return kb_fit_columns(s->fits, s->count, s->pen->width > gaps ? s->pen->width - gaps : 0);
}

static void draw_composed(sheet *s, bool bold)
{
    for (size_t k = 0; k < s->count; k++)
        s->boxes[k] = (kb_box){ .text = text_at(s, k),
                                .width = s->fits[k].width,
                                .right = heading_at(s, k)->numeric,
                                .bold = bold };
    if (!s->text.failed)
        kb_pen_row(s->pen, s->boxes, s->count, gap, indent_of(s));
}

static void draw_rule(sheet *s)
{
    for (size_t k = 0; k < s->count; k++) {
        kb_pen_spaces(s->pen, k > 0 ? GAP_COLUMNS : 0);
        kb_pen_rule(s->pen, s->fits[k].width);
    }
    kb_pen_newline(s->pen);
}

static void draw_columns(sheet *s)
{
    if (s->section_count == 0) {
        compose_header(s);
        draw_composed(s, true);
        draw_rule(s);
    }
    for (size_t row = 0; row < all_rows(s); row++) {
        draw_section(s, row);
        if (row == s->table->row_count)
            draw_rule(s);
        compose_row(s, row);
        draw_composed(s, false);
    }
}

/* Draws one record: each field on a line of its own, labels to the left. */
static void draw_record(sheet *s, size_t row, size_t label_width)
{
    kb_buf label = { 0 };
    const size_t taken = label_width + GAP_COLUMNS;
    compose_row(s, row);
    for (size_t k = 0; k < s->count && !s->text.failed; k++) {
        kb_buf_reset(&label);
        kb_pen_shown(s->pen, &label, heading_at(s, k)->label, false);
        const kb_box boxes[] = {
            { .text = kb_buf_view(&label), .width = label_width, .bold = true },
            { .text = text_at(s, k), .width = s->pen->width > taken ? s->pen->width - taken : 1 },
        };
        if (!label.failed && boxes[1].text.len > 0)
            kb_pen_row(s->pen, boxes, 2, gap, 0);
    }
    s->text.failed = s->text.failed || label.failed;
    kb_buf_free(&label);
}

static void draw_records(sheet *s)
{
    size_t widest = 0;
    compose_header(s);
    for (size_t k = 0; k < s->count && !s->text.failed; k++) {
        const size_t width = kb_longest_line(text_at(s, k));
        widest = width > widest ? width : widest;
    }
    if (widest > s->pen->width / 3)
        widest = s->pen->width / 3;
    for (size_t row = 0; row < all_rows(s) && !s->text.failed; row++) {
        draw_section(s, row);
        if (row > 0 && s->section_count == 0)
            kb_pen_newline(s->pen);
        draw_record(s, row, widest);
    }
}

kb_status kb_text_list(kb_pen *pen, const kb_report *report, size_t index, kb_error *err)
{
    sheet s = { .pen = pen,
                .report = report,
                .closing = &report->tables[index] + 1,
                .closing_count = kb_closing_count(report, index) };
    bool complete = open_sheet(&s, &report->tables[index]);
    if (complete) {
        if (fit_sheet(&s))
            draw_columns(&s);
        else
            draw_records(&s);
        complete = !s.text.failed;
    }
    kb_buf_free(&s.text);
    kb_arena_free(&s.arena);
    return complete ? KB_OK : kb_fail_memory(err);
}
