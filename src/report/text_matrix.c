/* SPDX-License-Identifier: MIT */
/*
 * The matrix as text.
 *
 * Wide: a grid, themes down and categories across.  Narrow: a block per theme,
 * each category on a line of its own; a category with nothing after it is an
 * empty cell.  Where several codes share a cell each has a bullet.
 */
#include "text.h"

#include "fit.h"
#include "format.h"
#include "layout.h"

#include "base/str.h"
#include "base/unicode.h"

enum {
    GRID_COLUMNS = 120, /* the narrowest page with a grid */
    LEAST_WIDTH = 6,
    BLOCK_INDENT = 2,
    MIDDLE_COLUMNS = 3
};

/* What stands between two columns; the narrow one is for when no word would have to be broken. */
typedef struct divider {
    size_t columns;
    const char *bar, *cross;
} divider;
static const divider dividers[] = {
    { MIDDLE_COLUMNS, " \xE2\x94\x82 ", "\xE2\x94\x80\xE2\x94\xBC\xE2\x94\x80" },
    { 2, "\xE2\x94\x82 ", "\xE2\x94\xBC\xE2\x94\x80" },
};

/* Appends a text as one paragraph. */
static void put_flat(const kb_pen *pen, kb_buf *out, kb_str text)
{
    const size_t begin = out->len;
    kb_pen_shown(pen, out, text, false);
    for (size_t i = begin; i < out->len; i++)
        if (out->ptr[i] == '\n')
            out->ptr[i] = ' ';
}

static void put_item(const kb_pen *pen, kb_buf *out, const kb_table *table, const kb_cell *cell,
                     size_t index)
{
    const kb_item *item = &cell->items[index];
    const kb_str name = kb_item_name(table, cell, index);
    kb_buf figures = { 0 };
    kb_buf_puts(out, cell->item_count > 1 ? "\xE2\x80\xA2 " : "");
    put_flat(pen, out, name);
    if (kb_put_figures(&figures, item, table)) {
        kb_buf_puts(out, name.len > 0 ? " (" : "");
        kb_buf_str(out, kb_buf_view(&figures));
        kb_buf_puts(out, name.len > 0 ? ")" : "");
    }
    out->failed = out->failed || figures.failed;
    kb_buf_free(&figures);
}

static void put_quotes(const kb_pen *pen, kb_buf *out, const kb_table *table, const kb_item *item)
{
    if (!(table->show & KB_SHOW_QUOTES))
        return;
    for (size_t i = 0; i < item->quote_count; i++) {
        kb_buf_puts(out, out->len > 0 ? "\n  " : "  ");
        kb_buf_puts(out, kb_quote_open(table->language));
        put_flat(pen, out, item->quotes[i]);
        kb_buf_puts(out, kb_quote_close(table->language));
    }
}

/* Appends all of a cell, a paragraph per code and quote. */
static void put_cell(const kb_pen *pen, kb_buf *out, const kb_table *table, const kb_cell *cell)
{
    for (size_t i = 0; i < cell->item_count; i++) {
        kb_buf_puts(out, i > 0 ? "\n" : "");
        put_item(pen, out, table, cell, i);
        put_quotes(pen, out, table, &cell->items[i]);
    }
}

/* ---------------------------------------------------------------- the grid */

typedef struct grid {
    kb_pen *pen;
    const kb_table *table;
    size_t count; /* columns, with that of the themes */
    kb_fit fits[KB_PEN_BOXES];
    size_t ends[KB_PEN_BOXES];
    kb_buf text; /* of one row; owned */
    const divider *divider;
} grid;

/* Composes row `row`, or the header for row_count. */
static void compose_row(grid *g, size_t row)
{
    const kb_table *table = g->table;
    const bool header = row == table->row_count;
    kb_buf_reset(&g->text);
    put_flat(g->pen, &g->text, header ? table->corner.label : table->rows[row].label);
    g->ends[0] = g->text.len;
    for (size_t i = 1; i < g->count; i++) {
        if (header)
            put_flat(g->pen, &g->text, table->columns[i - 1].label);
        else {
            kb_buf cell = { 0 };
            put_cell(g->pen, &cell, table, kb_table_cell(table, row, i - 1));
            kb_buf_str(&g->text, kb_buf_view(&cell));
            g->text.failed = g->text.failed || cell.failed;
            kb_buf_free(&cell);
        }
        g->ends[i] = g->text.len;
    }
}

static kb_str text_at(const grid *g, size_t i)
{
    const size_t begin = i > 0 ? g->ends[i - 1] : 0;
    return (kb_str){ g->text.ptr ? g->text.ptr + begin : "", g->ends[i] - begin };
}

static void draw_row(grid *g, size_t row)
{
    kb_box boxes[KB_PEN_BOXES];
    compose_row(g, row);
    if (g->text.failed)
        return;
    for (size_t i = 0; i < g->count; i++)
        boxes[i] = (kb_box){ .text = text_at(g, i),
                             .width = g->fits[i].width,
                             .bold = i == 0 || row == g->table->row_count };
    kb_pen_row(g->pen, boxes, g->count, g->divider->bar, 0);
}

static void draw_rule(grid *g)
{
    for (size_t i = 0; i < g->count; i++) {
        kb_pen_puts(g->pen, i > 0 ? g->divider->cross : "");
        kb_pen_rule(g->pen, g->fits[i].width);
    }
    kb_pen_newline(g->pen);
}

static bool fits_with(grid *g)
{
    const size_t between = (g->count - 1) * g->divider->columns;
    return kb_fit_columns(g->fits, g->count, g->pen->width - between);
}

static void fit_grid(grid *g)
{
    for (size_t row = 0; row <= g->table->row_count && !g->text.failed; row++) {
        compose_row(g, row);
        for (size_t i = 0; i < g->count && !g->text.failed; i++)
            kb_fit_text(&g->fits[i], text_at(g, i), false);
    }
    for (size_t i = 0; i < sizeof dividers / sizeof *dividers; i++) {
        g->divider = &dividers[i];
        if (fits_with(g))
            return;
    }
    /* Long words have to be broken: the widest columns give way further. */
    for (size_t i = 0; i < g->count; i++)
        g->fits[i].least = g->fits[i].least < LEAST_WIDTH ? g->fits[i].least : LEAST_WIDTH;
    (void)fits_with(g);
}

static bool draw_grid(kb_pen *pen, const kb_table *table)
{
    grid g = { .pen = pen, .table = table, .count = table->column_count + 1 };
    fit_grid(&g);
    draw_row(&g, table->row_count);
    for (size_t row = 0; row < table->row_count; row++) {
        draw_rule(&g);
        draw_row(&g, row);
    }
    const bool complete = !g.text.failed;
    kb_buf_free(&g.text);
    return complete;
}

/* -------------------------------------------------------------- the blocks */

static size_t label_width(const kb_pen *pen, const kb_table *table)
{
    size_t widest = 0;
    for (size_t i = 0; i < table->column_count; i++) {
        const size_t width = kb_width(table->columns[i].label);
        widest = width > widest ? width : widest;
    }
    return widest < pen->width / 3 ? widest : pen->width / 3;
}

static void draw_cell(kb_pen *pen, const kb_table *table, size_t row, size_t column, kb_buf *text)
{
    const size_t labels = label_width(pen, table), taken = labels + 2 * BLOCK_INDENT;
    kb_buf_reset(text);
    put_flat(pen, text, table->columns[column].label);
    const size_t end = text->len;
    kb_buf cell = { 0 };
    put_cell(pen, &cell, table, kb_table_cell(table, row, column));
    const kb_box boxes[] = {
        { .text = { text->ptr, end }, .width = labels },
        { .text = kb_buf_view(&cell), .width = pen->width > taken ? pen->width - taken : 1 },
    };
    text->failed = text->failed || cell.failed;
    if (!text->failed)
        kb_pen_row(pen, boxes, 2, "  ", BLOCK_INDENT);
    kb_buf_free(&cell);
}

static bool draw_blocks(kb_pen *pen, const kb_table *table)
{
    kb_buf text = { 0 };
    for (size_t row = 0; row < table->row_count && !text.failed; row++) {
        if (row > 0)
            kb_pen_newline(pen);
        kb_buf_reset(&text);
        put_flat(pen, &text, table->rows[row].label);
        if (!text.failed)
            kb_pen_paragraph(pen, kb_buf_view(&text), true);
        for (size_t column = 0; column < table->column_count && !text.failed; column++)
            draw_cell(pen, table, row, column, &text);
    }
    const bool complete = !text.failed;
    kb_buf_free(&text);
    return complete;
}

kb_status kb_text_matrix(kb_pen *pen, const kb_table *table, kb_error *err)
{
    const size_t columns = table->column_count + 1;
    const bool wide = pen->width >= GRID_COLUMNS && columns <= KB_PEN_BOXES &&
                      columns * (LEAST_WIDTH + MIDDLE_COLUMNS) <= pen->width;
    if (!(wide ? draw_grid(pen, table) : draw_blocks(pen, table)))
        return kb_fail_memory(err);
    return KB_OK;
}
