/* SPDX-License-Identifier: MIT */
/*
 * The list of codes: one line per code that is not retired, with 0 where nobody
 * spoke of it.
 *
 * Programs get ids of theme and category; people see them in the code already.
 * That a code is a draft is a remark beside its statement for people only,
 * because the columns of the CSV are fixed (docs: shapes that programs rely on).
 */
#include "figures.h"

#include "base/str.h"

enum { COLUMN_COUNT = 9 };

static void set_columns(kb_heading columns[COLUMN_COUNT], kb_str language)
{
    static const struct {
        const char *id;
        kb_phrasebook_key label;
        bool numeric, program_only, marked;
    } shape[COLUMN_COUNT] = {
        { "code", KB_TEXT_CODE, false, false, false },
        { "theme", KB_TEXT_THEME, false, true, false },
        { "category", KB_TEXT_CATEGORY, false, true, false },
        { "statement", KB_TEXT_STATEMENT, false, false, true },
        { "respondents", KB_TEXT_RESPONDENTS, true, false, false },
        { "answers", KB_TEXT_ANSWERS, true, false, false },
        { "segments", KB_TEXT_SEGMENTS, true, false, false },
        { "base", KB_TEXT_BASE, true, true, false },
        { "pct", KB_TEXT_SHARE, true, false, false },
    };
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        columns[i] = (kb_heading){ .id = kb_str_from(shape[i].id),
                                   .label = kb_str_from(kb_phrasebook(language, shape[i].label)),
                                   .numeric = shape[i].numeric,
                                   .program_only = shape[i].program_only,
                                   .marked = shape[i].marked };
}

static kb_str statement_of(kb_report *report, const kb_code *code, kb_str language)
{
    kb_str statement = kb_build_plain(report, kb_code_statement(code));
    if (code->status != KB_CODE_DRAFT)
        return statement;
    return kb_arena_printf(kb_build_arena(report), "%.*s%c (%s)%c", KB_ARG(statement),
                           KB_ASIDE_OPEN, kb_phrasebook(language, KB_TEXT_DRAFT), KB_ASIDE_CLOSE);
}

static void fill_row(kb_report *report, kb_cell *row, const kb_matrix_input *input, size_t index)
{
    const kb_codebook *book = input->book;
    const kb_code *code = &book->codes[index];
    const kb_figures figures = kb_figures_of(input, index);
    const kb_value values[COLUMN_COUNT] = {
        kb_value_text(kb_build_plain(report, code->id)),
        kb_value_text(kb_build_plain(report, book->themes[code->theme].id)),
        kb_value_text(kb_build_plain(report, book->categories[code->category].id)),
        kb_value_text(statement_of(report, code, book->language)),
        figures.respondents,
        figures.answers,
        figures.segments,
        kb_value_count(input->base.n),
        figures.share,
    };
    for (size_t i = 0; i < COLUMN_COUNT; i++)
        row[i].value = values[i];
}

/* Fills the rows; says whether a figure was hidden and whether there was a draft. */
static void fill_rows(kb_report *report, kb_table *table, const kb_matrix_input *input,
                      bool *hidden, bool *drafts)
{
    const kb_codebook *book = input->book;
    kb_cell *cells =
        kb_arena_array(kb_build_arena(report), book->code_count * COLUMN_COUNT, sizeof *cells);
    for (size_t i = 0; cells != NULL && i < book->code_count; i++) {
        if (book->codes[i].status == KB_CODE_RETIRED)
            continue;
        fill_row(report, cells + table->row_count * COLUMN_COUNT, input, i);
        table->row_count++;
        *hidden = *hidden || kb_figures_of(input, i).hidden;
        *drafts = *drafts || book->codes[i].status == KB_CODE_DRAFT;
    }
    table->cells = cells;
}

static void fill_table(kb_report *report, kb_table *table, const kb_matrix_input *input)
{
    const kb_str language = input->book->language;
    kb_heading columns[COLUMN_COUNT];
    kb_build_header(report, table, input);
    table->kind = KB_TABLE_LIST;
    table->id = KB_STR("codes");
    set_columns(columns, language);
    table->columns = kb_build_headings(report, columns, COLUMN_COUNT);
    table->column_count = COLUMN_COUNT;

    bool hidden = false, drafts = false;
    fill_rows(report, table, input, &hidden, &drafts);
    table->note = kb_build_note(report, input,
                                drafts ? kb_phrasebook(language, KB_TEXT_DRAFT_NOTE) : "", hidden);
}

kb_status kb_codes_make(kb_report **out, const kb_matrix_input *input, kb_error *err)
{
    kb_report *report = kb_build_new("codes");
    kb_table *table = report ? kb_build_tables(report, 1) : NULL;
    if (table != NULL)
        fill_table(report, table, input);
    return kb_build_finish(report, out, err);
}
