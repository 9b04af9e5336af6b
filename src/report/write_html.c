/* SPDX-License-Identifier: MIT */
/*
 * HTML: a complete document that loads nothing from elsewhere.
 *
 * Readable on paper and by a screen reader: a caption, headings with a scope, the
 * language of the book.  Every text is escaped.  An empty cell is <td></td>.
 */
#include "writer.h"

#include "clean.h"
#include "format.h"
#include "layout.h"

#include "base/str.h"
#include "base/unicode.h"

static const char style[] =
    "body { margin: 2rem; color: #1a1a1a; background: #fff;\n"
    "  font: 1rem/1.45 system-ui, \"Segoe UI\", \"Helvetica Neue\", Arial, sans-serif; }\n"
    "h1 { margin: 0 0 1.5rem; font-size: 1.3rem; line-height: 1.3; }\n"
    "table { border-collapse: collapse; margin: 0 0 1rem; }\n"
    "caption { margin: 0 0 .75rem; text-align: left; font-weight: 600; }\n"
    "th, td { padding: .45rem .7rem; border: 1px solid #b5b5b5; text-align: left;\n"
    "  vertical-align: top; overflow-wrap: break-word; }\n"
    "thead th { background: #eef1f4; border-bottom: 2px solid #6b6b6b; }\n"
    "tbody th, tfoot th { font-weight: 600; }\n"
    ".list tbody th { font-weight: 400; }\n"
    "tfoot tr:first-child > * { border-top: 2px solid #6b6b6b; }\n"
    "th.number, td.number { text-align: right; font-variant-numeric: tabular-nums;\n"
    "  white-space: nowrap; }\n"
    "td p { margin: 0; }\n"
    "td p + p { margin-top: .5rem; }\n"
    "td p.quote { margin: .2rem 0 0 1rem; font-size: .9rem; color: #404040; }\n"
    ".figures { white-space: nowrap; color: #404040; }\n"
    "mark { background: #ffec99; color: inherit; }\n"
    "p.note { max-width: 60rem; margin: 0 0 .3rem; font-size: .9rem; }\n"
    "section + section { margin-top: 2.5rem; }\n"
    "@media print {\n"
    "  @page { size: A4 landscape; margin: 15mm; }\n"
    "  body { margin: 0; font-size: 9pt; }\n"
    "  thead { display: table-header-group; }\n"
    "  tr { break-inside: avoid; }\n"
    "}\n";

typedef struct html {
    FILE *out;
    kb_buf raw;  /* what a helper has formatted; owned */
    kb_buf wide; /* one character; owned */
    bool failed;
} html;

static void put(html *h, const char *markup)
{
    fputs(markup, h->out);
}

static void put_character(html *h, uint32_t c)
{
    switch (c) {
    case '<': put(h, "&lt;"); break;
    case '>': put(h, "&gt;"); break;
    case '&': put(h, "&amp;"); break;
    case '"': put(h, "&quot;"); break;
    case '\'': put(h, "&#39;"); break;
    case 0xA0: put(h, "&nbsp;"); break;
    default:
        if (c < 0x80) {
            putc((int)c, h->out);
            break;
        }
        kb_buf_reset(&h->wide);
        kb_utf8_put(&h->wide, c);
        h->failed = h->failed || h->wide.failed;
        fwrite(h->wide.ptr ? h->wide.ptr : "", 1, h->wide.len, h->out);
    }
}

/* Writes text; `breaks` makes line ends visible, which attributes and titles cannot hold. */
static void put_glyphs(html *h, kb_str text, bool marked, bool breaks)
{
    bool open = false;
    for (size_t pos = 0; pos < text.len;) {
        const kb_glyph glyph = kb_glyph_next(text, &pos, marked);
        if (glyph.kind == KB_GLYPH_CHARACTER) {
            if (glyph.c == '\n')
                put(h, breaks ? "<br>" : " ");
            else
                put_character(h, glyph.c);
        } else if (glyph.kind == KB_GLYPH_MARK && !open) {
            put(h, "<mark>");
            open = true;
        } else if (glyph.kind == KB_GLYPH_UNMARK && open) {
            put(h, "</mark>");
            open = false;
        }
    }
    put(h, open ? "</mark>" : "");
}

static void put_text(html *h, kb_str text)
{
    put_glyphs(h, text, false, true);
}

/* Writes what a helper has put in `raw`. */
static void put_raw(html *h)
{
    h->failed = h->failed || h->raw.failed;
    put_text(h, kb_buf_view(&h->raw));
    kb_buf_reset(&h->raw);
}

static void put_value(html *h, const kb_value *value, kb_str language, bool marked)
{
    if (value->kind == KB_VALUE_TEXT) {
        put_glyphs(h, value->text, marked, true);
        return;
    }
    kb_put_value(&h->raw, value, language);
    put_raw(h);
}

static void put_heading(html *h, kb_str label, const char *scope, bool numeric)
{
    fprintf(h->out, "<th scope=\"%s\"%s>", scope, numeric ? " class=\"number\"" : "");
    put_text(h, label);
    put(h, "</th>");
}

/* ----------------------------------------------------------------- the matrix */

static void put_item(html *h, const kb_table *table, const kb_cell *cell, size_t index)
{
    const kb_item *item = &cell->items[index];
    const kb_str name = kb_item_name(table, cell, index);
    const bool figures = kb_put_figures(&h->raw, item, table);
    if (name.len > 0 || figures) {
        put(h, "<p>");
        put_text(h, name);
        if (figures) {
            put(h, name.len > 0 ? " <span class=\"figures\">(" : "<span class=\"figures\">");
            put_raw(h);
            put(h, name.len > 0 ? ")</span>" : "</span>");
        }
        put(h, "</p>");
    }
    for (size_t i = 0; (table->show & KB_SHOW_QUOTES) && i < item->quote_count; i++) {
        put(h, "<p class=\"quote\">");
        put(h, kb_quote_open(table->language));
        put_text(h, item->quotes[i]);
        put(h, kb_quote_close(table->language));
        put(h, "</p>");
    }
}

static void put_matrix(html *h, const kb_table *table)
{
    put(h, "<thead>\n<tr>");
    put_heading(h, table->corner.label, "col", false);
    for (size_t i = 0; i < table->column_count; i++)
        put_heading(h, table->columns[i].label, "col", false);
    put(h, "</tr>\n</thead>\n<tbody>\n");
    for (size_t row = 0; row < table->row_count; row++) {
        put(h, "<tr>");
        put_heading(h, table->rows[row].label, "row", false);
        for (size_t column = 0; column < table->column_count; column++) {
            const kb_cell *cell = kb_table_cell(table, row, column);
            put(h, "\n<td>");
            for (size_t i = 0; i < cell->item_count; i++)
                put_item(h, table, cell, i);
            put(h, "</td>");
        }
        put(h, "</tr>\n");
    }
    put(h, "</tbody>\n");
}

/* ----------------------------------------------------------------- lists */

/* `rows`: how many records the cell is for. */
static void put_list_cell(html *h, const kb_table *table, const kb_cell *cell, size_t column,
                          size_t rows)
{
    const kb_heading *heading = &table->columns[column];
    const bool first = column == kb_first_shown(table);
    put(h, first ? rows > 1 ? "<th scope=\"rowgroup\"" : "<th scope=\"row\"" : "<td");
    if (rows > 1)
        fprintf(h->out, " rowspan=\"%zu\"", rows);
    put(h, heading->numeric ? " class=\"number\">" : ">");
    if (cell != NULL)
        put_value(h, &cell->value, table->language, heading->marked);
    put(h, first ? "</th>" : "</td>");
}

static void put_closing_rows(html *h, const kb_table *table, size_t count)
{
    put(h, "<tfoot>\n");
    for (size_t i = 1; i <= count; i++) {
        put(h, "<tr>");
        for (size_t column = 0; column < table->column_count; column++) {
            if (table->columns[column].program_only)
                continue;
            if (column == kb_first_shown(table))
                put_heading(h, table[i].title, "row", false);
            else
                put_list_cell(h, table, kb_closing_cell(&table[i], table->columns[column].id),
                              column, 1);
        }
        put(h, "</tr>\n");
    }
    put(h, "</tfoot>\n");
}

static void put_record(html *h, const kb_table *table, size_t row)
{
    const size_t rows = kb_section_rows(table, row);
    put(h, "<tr>");
    for (size_t i = 0; i < table->column_count; i++) {
        const bool shared = table->columns[i].section;
        if (!table->columns[i].program_only && !(shared && rows == 0))
            put_list_cell(h, table, kb_table_cell(table, row, i), i, shared ? rows : 1);
    }
    put(h, "</tr>\n");
}

static void put_list(html *h, const kb_report *report, size_t index)
{
    const kb_table *table = &report->tables[index];
    const size_t closing = kb_closing_count(report, index);
    put(h, "<thead>\n<tr>");
    for (size_t i = 0; i < table->column_count; i++)
        if (!table->columns[i].program_only)
            put_heading(h, table->columns[i].label, "col", table->columns[i].numeric);
    put(h, "</tr>\n</thead>\n<tbody>\n");
    for (size_t row = 0; row < table->row_count; row++)
        put_record(h, table, row);
    put(h, "</tbody>\n");
    if (closing > 0)
        put_closing_rows(h, table, closing);
}

/* ------------------------------------------------------------------- the page */

/* What a table without a title is called, in its language where there is a word for it. */
static kb_str called(const kb_table *table)
{
    static const struct {
        const char *id;
        kb_phrasebook_key name;
    } names[] = { { "segments", KB_TEXT_SEGMENTS }, { "words", KB_TEXT_WORD } };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (kb_str_is(table->id, names[i].id))
            return kb_str_from(kb_phrasebook(table->language, names[i].name));
    return table->id;
}

/* A caption is never empty: the title, the group, or what the table is called. */
static void put_caption(html *h, const kb_report *report, size_t index, bool heading)
{
    const kb_table *table = &report->tables[index];
    const bool title = table->title.len > 0 && !(heading && table->by_variable.len > 0);
    put(h, "<caption>");
    if (title)
        put_text(h, table->title);
    if (table->by_variable.len > 0) {
        put(h, title ? "<br>" : "");
        kb_put_group(&h->raw, table);
        put_raw(h);
    } else if (!title) {
        put_text(h, called(table));
    }
    put(h, "</caption>\n");
}

static void put_below(html *h, const kb_report *report, size_t index)
{
    const kb_table *table = &report->tables[index];
    kb_buf lines = { 0 };
    kb_str line;
    if (table->row_count == 0)
        kb_buf_printf(&lines, "%s\n", kb_phrasebook(table->language, KB_TEXT_NO_ROWS));
    kb_put_below(&lines, report, index);
    kb_str rest = kb_buf_view(&lines);
    while (!lines.failed && rest.len > 0 && kb_str_cut(&rest, '\n', &line)) {
        put(h, "<p class=\"note\">");
        put_text(h, line);
        put(h, "</p>\n");
    }
    h->failed = h->failed || lines.failed;
    kb_buf_free(&lines);
}

static void put_table(html *h, const kb_report *report, size_t index, bool heading)
{
    const kb_table *table = &report->tables[index];
    const bool matrix = table->kind == KB_TABLE_MATRIX;
    put(h, "<section>\n");
    put(h, matrix ? "<table class=\"matrix\">\n" : "<table class=\"list\">\n");
    put_caption(h, report, index, heading);
    if (matrix)
        put_matrix(h, table);
    else
        put_list(h, report, index);
    put(h, "</table>\n");
    put_below(h, report, index);
    put(h, "</section>\n");
}

static void put_facts(html *h, const kb_report *report, kb_str language)
{
    for (size_t i = 0; i < report->fact_count; i++) {
        if (report->facts[i].label.len == 0)
            continue;
        put(h, "<p class=\"note\">");
        put_text(h, report->facts[i].label);
        put(h, ": ");
        put_value(h, &report->facts[i].value, language, false);
        put(h, "</p>\n");
    }
}

static void put_head(html *h, kb_str title, kb_str language)
{
    put(h, "<!DOCTYPE html>\n<html lang=\"");
    put_glyphs(h, language.len > 0 ? language : KB_STR("en"), false, false);
    put(h, "\">\n<head>\n<meta charset=\"utf-8\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
    put_glyphs(h, title, false, false);
    put(h, "</title>\n<style>\n");
    put(h, style);
    put(h, "</style>\n</head>\n<body>\n<main>\n");
}

static kb_status write_html(const kb_report *report, const kb_write_options *options, FILE *out,
                            kb_error *err)
{
    (void)options;
    static const kb_table none = { 0 };
    html h = { .out = out };
    const kb_table *first = report->table_count > 0 ? &report->tables[0] : &none;
    const bool titled = first->title.len > 0;
    /* Several tables under one title: it is the page's heading, and each caption names its group.
     */
    const bool heading = report->array && titled;
    put_head(&h, titled ? first->title : called(first), first->language);
    if (heading) {
        put(&h, "<h1>");
        put_text(&h, first->title);
        put(&h, "</h1>\n");
    }
    put_facts(&h, report, first->language);
    for (size_t i = 0; i < report->table_count; i++) {
        put_table(&h, report, i, heading);
        i += kb_closing_count(report, i);
    }
    put(&h, "</main>\n</body>\n</html>\n");
    kb_buf_free(&h.raw);
    kb_buf_free(&h.wide);
    return h.failed ? kb_fail_memory(err) : KB_OK;
}

const kb_writer kb_writer_html = { .name = "html", .write = write_html };
