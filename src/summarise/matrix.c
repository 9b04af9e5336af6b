/* SPDX-License-Identifier: MIT */
/*
 * The thematic matrix: themes down, categories across, in each cell the codes
 * that at least one respondent supports.
 *
 * Every theme and category stays, also those nobody spoke of: an empty row is a
 * finding.  Drafts and retired codes are left out (docs/codebook-format.md).
 */
#include "figures.h"

#include "base/str.h"

/* One row or column heading from the codebook. */
static kb_heading heading_of(kb_report *report, kb_str id, kb_str label)
{
    return (kb_heading){ .id = kb_build_plain(report, id),
                         .label = kb_build_plain(report, kb_label_or_id(label, id)) };
}

static const kb_heading *theme_headings(kb_report *report, const kb_codebook *book)
{
    kb_heading *rows = kb_arena_array(kb_build_arena(report), book->theme_count, sizeof *rows);
    for (size_t i = 0; rows != NULL && i < book->theme_count; i++)
        rows[i] = heading_of(report, book->themes[i].id, book->themes[i].label);
    return rows;
}

static const kb_heading *category_headings(kb_report *report, const kb_codebook *book)
{
    kb_heading *columns =
        kb_arena_array(kb_build_arena(report), book->category_count, sizeof *columns);
    for (size_t i = 0; columns != NULL && i < book->category_count; i++)
        columns[i] = heading_of(report, book->categories[i].id, book->categories[i].label);
    return columns;
}

/* Copies the quotes of a code, unless so few people said it that they could be known by them. */
static void add_quotes(kb_report *report, kb_item *item, const kb_matrix_input *input, size_t code)
{
    if (input->quotes == NULL || input->quote_counts == NULL)
        return;
    const size_t count = input->quote_counts[code];
    kb_str *quotes = kb_arena_array(kb_build_arena(report), count, sizeof *quotes);
    for (size_t i = 0; quotes != NULL && i < count; i++)
        quotes[i] = kb_build_plain(report, input->quotes[code][i]);
    item->quotes = quotes;
    item->quote_count = quotes ? count : 0;
}

static kb_item item_of(kb_report *report, const kb_matrix_input *input, size_t index,
                       bool *any_hidden)
{
    const kb_code *code = &input->book->codes[index];
    const kb_figures figures = kb_figures_of(input, index);
    kb_item item = { .code = kb_build_plain(report, code->id),
                     .statement = kb_build_plain(report, kb_code_statement(code)),
                     .respondents = figures.respondents,
                     .answers = figures.answers,
                     .segments = figures.segments,
                     .share = figures.share };
    if (figures.hidden)
        *any_hidden = true;
    else
        add_quotes(report, &item, input, index);
    return item;
}

/* Whether code `index` is printed, and if so in which cell. */
static bool cell_of(const kb_matrix_input *input, size_t index, size_t *cell)
{
    const kb_code *code = &input->book->codes[index];
    if (code->status != KB_CODE_ACTIVE || input->counts[index].respondents == 0)
        return false;
    *cell = (size_t)code->theme * input->book->category_count + (size_t)code->category;
    return true;
}

/* Puts the items of all cells into one array, cell after cell, in file order within each. */
static const kb_cell *fill_cells(kb_report *report, const kb_matrix_input *input, bool *any_hidden)
{
    kb_arena *arena = kb_build_arena(report);
    const kb_codebook *book = input->book;
    const size_t cell_count = book->theme_count * book->category_count;
    kb_cell *cells = kb_arena_array(arena, cell_count, sizeof *cells);
    kb_item *items = kb_arena_array(arena, book->code_count, sizeof *items);
    size_t *next = kb_arena_array(arena, cell_count, sizeof *next);
    if (cells == NULL || items == NULL || next == NULL)
        return NULL;

    size_t cell = 0;
    for (size_t i = 0; i < book->code_count; i++)
        if (cell_of(input, i, &cell))
            cells[cell].item_count++;
    for (size_t i = 1; i < cell_count; i++)
        next[i] = next[i - 1] + cells[i - 1].item_count;
    for (size_t i = 0; i < cell_count; i++)
        cells[i].items = items + next[i];
    for (size_t i = 0; i < book->code_count; i++)
        if (cell_of(input, i, &cell))
            items[next[cell]++] = item_of(report, input, i, any_hidden);
    return cells;
}

static void fill_table(kb_report *report, kb_table *table, const kb_matrix_input *input)
{
    const kb_codebook *book = input->book;
    const kb_str language = book->language;
    kb_build_header(report, table, input);
    table->kind = KB_TABLE_MATRIX;
    table->id = KB_STR("matrix");
    table->corner = (kb_heading){ .id = KB_STR("theme"),
                                  .label = kb_str_from(kb_phrasebook(language, KB_TEXT_THEME)) };
    table->rows = theme_headings(report, book);
    table->row_count = book->theme_count;
    table->columns = category_headings(report, book);
    table->column_count = book->category_count;
    table->show = input->show ? input->show : KB_SHOW_STATEMENT;
    table->has_tallies = true;
    table->tallies = input->tallies;

    bool any_hidden = false;
    table->cells = fill_cells(report, input, &any_hidden);
    table->note =
        kb_build_note(report, input, kb_phrasebook(language, KB_TEXT_EMPTY_NOTE), any_hidden);
}

kb_status kb_matrix_make(kb_report **out, const kb_matrix_input *inputs, size_t count, bool array,
                         kb_error *err)
{
    kb_report *report = kb_build_new("matrix");
    kb_table *tables = report ? kb_build_tables(report, count) : NULL;
    if (report != NULL)
        report->array = array || count > 1;
    for (size_t i = 0; tables != NULL && i < count; i++)
        fill_table(report, &tables[i], &inputs[i]);
    return kb_build_finish(report, out, err);
}
