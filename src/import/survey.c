/* SPDX-License-Identifier: MIT */
/*
 * kb_survey: the rows of a file, with their meaning.
 *
 *     source -> reader -> (columns: what is what) -> kb_survey_row
 */
#include "survey.h"

#include "base/str.h"
#include "base/try.h"
#include "columns.h"
#include "sniff.h"

#include <stdio.h>
#include <stdlib.h>

struct kb_survey {
    kb_source *source;
    kb_reader *reader;
    kb_notes notes;
    kb_arena arena; /* the layout and the arrays below */
    kb_columns columns;
    kb_str *groups, *items;
    kb_survey_answer *answers;
    kb_str *missing;
    size_t missing_count;
    char row_number[24];
    uint64_t rows; /* records below the header */
    bool ended;
};

void kb_survey_close(kb_survey *survey)
{
    if (survey == NULL)
        return;
    kb_reader_close(survey->reader);
    kb_source_close(survey->source);
    kb_arena_free(&survey->arena);
    free(survey);
}

static void say_what_was_sniffed(kb_survey *survey, const kb_survey_options *options)
{
    const kb_reader *reader = survey->reader;
    kb_place nowhere = { 0, 0 };
    if (options->delimiter == NULL || options->encoding == NULL)
        kb_notes_add(&survey->notes, KB_NOTE, nowhere, "--delimiter and --encoding say otherwise",
                     "read as %s, with %s between the columns", reader->encoding,
                     kb_delimiter_name(reader->delimiter));
    if (reader->encoding_guessed)
        kb_notes_add(&survey->notes, KB_NOTE, nowhere,
                     "--encoding says which encoding it is, for instance ISO-8859-1 or macintosh",
                     "the encoding is a guess: the file is not UTF-8, so it is read as %s",
                     reader->encoding);
}

static kb_status keep_missing(kb_survey *survey, const kb_survey_options *options, kb_error *err)
{
    survey->missing = kb_arena_array(&survey->arena, options->missing_count, sizeof(kb_str));
    for (size_t i = 0; i < options->missing_count && !survey->arena.failed; i++)
        survey->missing[i] = kb_arena_str(&survey->arena, kb_str_from(options->missing[i]));
    survey->missing_count = options->missing_count;
    return survey->arena.failed ? kb_fail_memory(err) : KB_OK;
}

static kb_status make_room(kb_survey *survey, kb_error *err)
{
    const kb_survey_layout *layout = &survey->columns.layout;
    size_t answers = layout->shape == KB_SURVEY_LONG ? 1 : layout->answer_count;
    survey->groups = kb_arena_array(&survey->arena, layout->group_count, sizeof(kb_str));
    survey->items = kb_arena_array(&survey->arena, layout->item_count, sizeof(kb_str));
    survey->answers = kb_arena_array(&survey->arena, answers, sizeof(kb_survey_answer));
    return survey->arena.failed ? kb_fail_memory(err) : KB_OK;
}

static kb_status read_header(kb_survey *survey, const kb_survey_options *options, kb_error *err)
{
    kb_line header;
    bool more;
    KB_TRY(survey->reader->kind->next(survey->reader, &header, &more, err));
    if (!more)
        return kb_fail(err, KB_ERR_INPUT, "the file has no header row");
    if (!kb_line_check(&header, &survey->notes)) {
        kb_fail(err, KB_ERR_INPUT, "the header row cannot be used: a NUL byte, or too long");
        kb_error_at(err, kb_row_place(header.row, 0).line, 0);
        return KB_ERR_INPUT;
    }
    KB_TRY(kb_columns_read(&survey->columns, survey->reader, &header, options, &survey->arena,
                           &survey->notes, err));
    return make_room(survey, err);
}

static kb_status set_up(kb_survey *survey, const kb_survey_options *options, kb_error *err)
{
    const kb_reader_options wanted = { options->delimiter, options->encoding, options->sheet };
    KB_TRY(keep_missing(survey, options, err));
    KB_TRY(kb_reader_open(&survey->reader, survey->source, &wanted, &survey->notes, err));
    say_what_was_sniffed(survey, options);
    return read_header(survey, options, err);
}

/* Takes over the source. */
static kb_status open_source(kb_survey **out, kb_source *source, const kb_survey_options *options,
                             kb_problems *problems, kb_error *err)
{
    static const kb_survey_options nothing_told = { 0 };
    kb_survey *survey = calloc(1, sizeof *survey);
    if (survey == NULL) {
        kb_source_close(source);
        return kb_fail_memory(err);
    }
    survey->source = source;
    survey->notes = (kb_notes){ .problems = problems, .file = kb_str_from(kb_source_name(source)) };
    kb_status status = set_up(survey, options ? options : &nothing_told, err);
    if (status == KB_OK) {
        *out = survey;
        return KB_OK;
    }
    kb_notes_end(&survey->notes);
    kb_error_in(err, kb_source_name(source));
    kb_survey_close(survey);
    return status;
}

kb_status kb_survey_open(kb_survey **out, const char *path, const kb_survey_options *options,
                         kb_problems *problems, kb_error *err)
{
    kb_source *source = NULL;
    KB_TRY(kb_source_open(&source, path, err));
    return open_source(out, source, options, problems, err);
}

kb_status kb_survey_open_stream(kb_survey **out, FILE *stream, const char *name,
                                const kb_survey_options *options, kb_problems *problems,
                                kb_error *err)
{
    kb_source *source = NULL;
    KB_TRY(kb_source_open_stream(&source, stream, name, err));
    return open_source(out, source, options, problems, err);
}

const kb_survey_layout *kb_survey_layout_of(const kb_survey *survey)
{
    return &survey->columns.layout;
}

/* A field that the row does not have is blank. */
static kb_str cell_of(const kb_line *line, size_t column)
{
    return column < line->count ? line->cells[column] : (kb_str){ "", 0 };
}

static bool is_missing(const kb_survey *survey, kb_str trimmed)
{
    for (size_t i = 0; i < survey->missing_count; i++)
        if (kb_str_equal(trimmed, survey->missing[i]))
            return true;
    return trimmed.len == 0;
}

static kb_str value_of(const kb_survey *survey, const kb_line *line, size_t column)
{
    kb_str trimmed = kb_str_trim(cell_of(line, column));
    return is_missing(survey, trimmed) ? (kb_str){ "", 0 } : trimmed;
}

static kb_str text_of(const kb_survey *survey, const kb_line *line, size_t column)
{
    kb_str cell = cell_of(line, column);
    return is_missing(survey, kb_str_trim(cell)) ? (kb_str){ "", 0 } : cell;
}

static bool is_blank_row(const kb_line *line)
{
    for (size_t i = 0; i < line->count; i++)
        if (kb_str_trim(line->cells[i]).len > 0)
            return false;
    return true;
}

static bool has_key(kb_survey *survey, const kb_line *line, size_t column, const char *what)
{
    if (column == KB_NO_COLUMN || kb_str_trim(cell_of(line, column)).len > 0)
        return true;
    kb_notes_add(&survey->notes, KB_PROBLEM, kb_row_place(line->row, (int)column + 1), NULL,
                 "the row has no %s", what);
    return false;
}

/* True when the row can be used; everything wrong with it has been added to the notes. */
static bool check_row(kb_survey *survey, const kb_line *line)
{
    const kb_columns *columns = &survey->columns;
    bool good = kb_line_check(line, &survey->notes);
    if (line->count > columns->count) {
        kb_notes_add(&survey->notes, KB_PROBLEM, kb_row_place(line->row, (int)columns->count + 1),
                     "is a quote missing around a cell with a delimiter in it?",
                     "the row has %zu fields, the header %zu", line->count, columns->count);
        return false;
    }
    if (!good)
        return false;
    if (columns->respondent != KB_NO_COLUMN && is_blank_row(line)) {
        kb_notes_tally(&survey->notes, KB_TALLY_BLANK_ROW, line->row, 0);
        return false;
    }
    if (line->count < columns->count)
        kb_notes_tally(&survey->notes, KB_TALLY_FEW_FIELDS, line->row, (int)line->count);
    good = has_key(survey, line, columns->respondent, "respondent");
    return has_key(survey, line, columns->question, "question") && good;
}

static void fill_answers(kb_survey *survey, const kb_line *line, kb_survey_row *row)
{
    const kb_columns *columns = &survey->columns;
    row->answers = survey->answers;
    if (columns->layout.shape == KB_SURVEY_LONG) {
        kb_str question = columns->question == KB_NO_COLUMN
                              ? columns->question_id
                              : kb_str_trim(cell_of(line, columns->question));
        survey->answers[0] = (kb_survey_answer){ question, text_of(survey, line, columns->text),
                                                 (int)columns->text + 1 };
        row->answer_count = 1;
        return;
    }
    row->answer_count = columns->layout.answer_count;
    for (size_t i = 0; i < row->answer_count; i++)
        survey->answers[i] = (kb_survey_answer){ columns->layout.answers[i].id,
                                                 text_of(survey, line, columns->answers[i]),
                                                 (int)columns->answers[i] + 1 };
}

static void fill_row(kb_survey *survey, const kb_line *line, kb_survey_row *row)
{
    const kb_columns *columns = &survey->columns;
    row->row = line->row;
    if (columns->respondent == KB_NO_COLUMN) {
        snprintf(survey->row_number, sizeof survey->row_number, "%llu",
                 (unsigned long long)line->row);
        row->respondent = kb_str_from(survey->row_number);
    } else {
        row->respondent = kb_str_trim(cell_of(line, columns->respondent));
    }
    for (size_t i = 0; i < columns->layout.group_count; i++)
        survey->groups[i] = value_of(survey, line, columns->groups[i]);
    for (size_t i = 0; i < columns->layout.item_count; i++)
        survey->items[i] = value_of(survey, line, columns->items[i]);
    row->groups = survey->groups;
    row->items = survey->items;
    fill_answers(survey, line, row);
}

static void end_rows(kb_survey *survey)
{
    if (!survey->ended && survey->rows == 0)
        kb_notes_add(&survey->notes, KB_NOTE, (kb_place){ 1, 0 }, NULL,
                     "there are no rows below the header");
    kb_notes_end(&survey->notes);
    survey->ended = true;
}

kb_status kb_survey_next(kb_survey *survey, kb_survey_row *row, bool *more, kb_error *err)
{
    *row = (kb_survey_row){ 0 };
    *more = false;
    while (!survey->ended) {
        kb_line line;
        kb_status status = survey->reader->kind->next(survey->reader, &line, more, err);
        if (status != KB_OK) {
            kb_notes_end(&survey->notes);
            kb_error_in(err, kb_source_name(survey->source));
            *more = false;
            return status;
        }
        if (!*more) {
            end_rows(survey);
            break;
        }
        survey->rows++;
        if (check_row(survey, &line)) {
            fill_row(survey, &line, row);
            return KB_OK;
        }
    }
    return kb_problems_status(survey->notes.problems) == KB_OK ? KB_OK : kb_fail_memory(err);
}

uint64_t kb_survey_errors(const kb_survey *survey)
{
    return survey->notes.errors;
}

uint64_t kb_survey_bytes_read(const kb_survey *survey, uint64_t *total)
{
    return kb_source_bytes_read(survey->source, total);
}

const char *kb_survey_sha256(const kb_survey *survey)
{
    return survey->ended ? kb_source_sha256(survey->source) : "";
}

kb_status kb_survey_raw(kb_survey *survey, kb_str text, kb_str *raw, kb_error *err)
{
    return survey->reader->kind->raw(survey->reader, text, raw, err);
}
