/* SPDX-License-Identifier: MIT */
/*
 * A survey into the store: rows become respondents, values and answers in canonical
 * text.  Any error in a row and nothing is kept; texts that differ from what is stored
 * are told one by one.
 */
#include "room.h"

#include "base/file.h"

#include <kodebok/text.h>
#include <stdarg.h>
#include <stdlib.h>

enum { MOST_ERRORS = 20, ROWS_BETWEEN_PROGRESS = 256 };

/* One import under way. */
typedef struct importing {
    kb_project *project;
    const kb_import_request *request;
    kb_import_summary *summary;
    kb_survey *survey;
    const kb_survey_layout *layout;
    kb_problems *problems;             /* what the file brings */
    size_t told;                       /* how many of them the watch has seen */
    uint64_t errors;                   /* in rows, found here */
    kb_canon *canon, *names;           /* of texts; of the respondent or question in hand */
    int64_t *groups, *items, *answers; /* numbers of variables and questions */
    uint64_t row;
    uint64_t controls, controls_row; /* answers that lost some, and the row of the first */
} importing;

KB_PRINTF(4, 5)
static void tell(importing *in, kb_severity severity, int column, const char *format, ...)
{
    const kb_problem in_row = { .severity = severity,
                                .file = kb_str_from(kb_path_shown(in->request->path)),
                                .place = { (int)in->row, column },
                                .in_table = true };
    va_list args;
    if (severity == KB_PROBLEM && in->errors++ >= MOST_ERRORS)
        return;
    va_start(args, format);
    kb_tell_about(&in->project->watch, in_row, format, args);
    va_end(args);
}

/* ----------------------------------------------------------------- variables */

static kb_status name_columns(importing *in, const kb_column *columns, size_t count,
                              kb_variable_kind kind, int64_t **ids, kb_error *err)
{
    *ids = calloc(count + 1, sizeof **ids);
    if (*ids == NULL)
        return kb_fail_memory(err);
    for (size_t i = 0; i < count; i++) {
        kb_str name;
        KB_TRY(kb_stored_name(in->names, columns[i].id, &name, err));
        KB_TRY(
            kb_store_variable(in->project->store, name, columns[i].label, kind, &(*ids)[i], err));
    }
    return KB_OK;
}

static kb_status name_question(importing *in, kb_str given, kb_str label, int64_t *id,
                               kb_error *err)
{
    kb_str name;
    KB_TRY(kb_stored_name(in->names, given, &name, err));
    return kb_store_question(in->project->store, name, label, id, err);
}

static kb_status name_all(importing *in, kb_error *err)
{
    const kb_survey_layout *layout = in->layout;
    KB_TRY(
        name_columns(in, layout->groups, layout->group_count, KB_VARIABLE_GROUP, &in->groups, err));
    KB_TRY(name_columns(in, layout->items, layout->item_count, KB_VARIABLE_ITEM, &in->items, err));
    in->answers = calloc(layout->answer_count + 1, sizeof *in->answers);
    if (in->answers == NULL)
        return kb_fail_memory(err);
    for (size_t i = 0; i < layout->answer_count; i++)
        KB_TRY(name_question(in, layout->answers[i].id, layout->answers[i].label, &in->answers[i],
                             err));
    return KB_OK;
}

/* ----------------------------------------------------------------------- rows */

static kb_status put_value(importing *in, const kb_respondent_state *who, kb_str name,
                           int64_t variable, const kb_column *column, kb_str text, kb_error *err)
{
    kb_str old, canonical;
    bool same_import, changed;
    KB_TRY(kb_canon_apply(in->canon, text, &canonical, &changed, err));
    KB_TRY(kb_store_value(in->project->store, who->id, variable, canonical, in->request->update,
                          &old, &same_import, err));
    if (old.len == 0)
        return KB_OK;
    if (same_import)
        tell(in, KB_PROBLEM, 0, "respondent '%.*s' has '%.*s' = '%.*s' here and '%.*s' in row %llu",
             KB_ARG(name), KB_ARG(column->header), KB_ARG(canonical), KB_ARG(old),
             (unsigned long long)who->first_row);
    else
        tell(in, KB_WARNING, 0, "respondent '%.*s' has '%.*s' = '%.*s' here, '%.*s' before; %s",
             KB_ARG(name), KB_ARG(column->header), KB_ARG(canonical), KB_ARG(old),
             in->request->update ? "replaced" : "kept as before (--update replaces)");
    in->summary->changed += !same_import;
    return KB_OK;
}

static kb_status put_values(importing *in, const kb_survey_row *row, const kb_respondent_state *who,
                            kb_error *err)
{
    for (size_t i = 0; i < in->layout->group_count; i++)
        KB_TRY(put_value(in, who, row->respondent, in->groups[i], &in->layout->groups[i],
                         row->groups[i], err));
    for (size_t i = 0; i < in->layout->item_count; i++)
        KB_TRY(put_value(in, who, row->respondent, in->items[i], &in->layout->items[i],
                         row->items[i], err));
    return KB_OK;
}

/* What the store said about an answer, counted and told. */
static void note_outcome(importing *in, const kb_survey_row *row, const kb_survey_answer *answer,
                         const kb_answer_outcome *outcome)
{
    kb_import_summary *sum = in->summary;
    switch (outcome->state) {
    case KB_ANSWER_ADDED: sum->added++; break;
    case KB_ANSWER_SAME: sum->same++; break;
    case KB_ANSWER_CHANGED:
        sum->changed++;
        tell(in, KB_WARNING, answer->column,
             "answer of '%.*s' to '%.*s' differs from the one stored before; %s",
             KB_ARG(row->respondent), KB_ARG(answer->question),
             in->request->update ? "replaced, the old text is kept in answer_history"
                                 : "the stored one is kept (--update replaces it)");
        break;
    case KB_ANSWER_DUPLICATE:
        tell(in, KB_PROBLEM, answer->column,
             "respondent '%.*s' answers '%.*s' a second time; the first is in row %llu",
             KB_ARG(row->respondent), KB_ARG(answer->question),
             (unsigned long long)outcome->first_row);
        break;
    }
}

static bool is_blank(kb_str text)
{
    return kb_str_trim(text).len == 0;
}

static kb_status put_answer(importing *in, const kb_survey_row *row, size_t index,
                            int64_t respondent, kb_error *err)
{
    const kb_survey_answer *answer = &row->answers[index];
    bool changed;
    kb_new_answer put = { .respondent = respondent, .row = row->row };
    kb_answer_outcome outcome;
    KB_TRY(kb_canon_apply(in->canon, answer->text, &put.text, &changed, err));
    if (changed) {
        KB_TRY(kb_survey_raw(in->survey, answer->text, &put.raw, err));
        put.encoding = in->layout->encoding;
    }
    if (kb_canon_removed_controls(in->canon) && in->controls++ == 0)
        in->controls_row = row->row;
    if (is_blank(put.text))
        put.text.len = 0;
    in->summary->answers += put.text.len > 0;
    in->summary->blanks += put.text.len == 0;
    if (in->layout->shape == KB_SURVEY_WIDE)
        put.question = in->answers[index];
    else
        KB_TRY(name_question(in, answer->question, (kb_str){ 0 }, &put.question, err));
    KB_TRY(kb_store_answer(in->project->store, &put, in->request->update, &outcome, err));
    note_outcome(in, row, answer, &outcome);
    return KB_OK;
}

static kb_status put_row(importing *in, const kb_survey_row *row, kb_error *err)
{
    kb_respondent_state who;
    kb_str name;
    in->row = row->row;
    in->summary->rows++;
    KB_TRY(kb_stored_name(in->names, row->respondent, &name, err));
    if (name.len == 0) {
        tell(in, KB_PROBLEM, 0, "the respondent's id has no visible character");
        return KB_OK;
    }
    KB_TRY(kb_store_respondent(in->project->store, name, row->row, &who, err));
    in->summary->respondents += !who.in_this_import;
    if (who.in_this_import && in->layout->shape == KB_SURVEY_WIDE) {
        tell(in, KB_PROBLEM, 0, "respondent '%.*s' stands a second time; the first is in row %llu",
             KB_ARG(row->respondent), (unsigned long long)who.first_row);
        return KB_OK;
    }
    KB_TRY(put_values(in, row, &who, err));
    for (size_t i = 0; i < row->answer_count; i++)
        KB_TRY(put_answer(in, row, i, who.id, err));
    return KB_OK;
}

static kb_status put_rows(importing *in, kb_error *err)
{
    kb_survey_row row;
    bool more = true;
    for (uint64_t n = 0; more; n++) {
        if (n % ROWS_BETWEEN_PROGRESS == 0) {
            uint64_t total = 0, done = kb_survey_bytes_read(in->survey, &total);
            KB_TRY(kb_progress(&in->project->watch, "importing", done, total, err));
        }
        KB_TRY(kb_failed_in_table(kb_survey_next(in->survey, &row, &more, err), err));
        in->told = kb_tell_all(&in->project->watch, in->problems, in->told);
        if (more)
            KB_TRY(put_row(in, &row, err));
    }
    return KB_OK;
}

/* ------------------------------------------------------------------- the whole */

static void tell_controls(importing *in)
{
    if (in->controls == 0)
        return;
    in->row = in->controls_row;
    tell(in, KB_WARNING, 0,
         "%llu answer%s control characters or characters that change the direction of writing; "
         "they are removed, and the bytes as they came are kept",
         (unsigned long long)in->controls,
         in->controls == 1 ? " holds" : "s (the first here) hold");
}

static kb_status check_errors(const importing *in, kb_error *err)
{
    uint64_t errors = in->errors + kb_survey_errors(in->survey);
    if (in->errors > MOST_ERRORS)
        kb_tell_note(&in->project->watch, KB_NOTE, "%llu more errors are not listed",
                     (unsigned long long)(in->errors - MOST_ERRORS));
    if (errors == 0)
        return kb_problems_status(in->problems);
    return kb_fail(err, KB_ERR_INPUT, "%llu error%s in '%s': nothing was imported",
                   (unsigned long long)errors, errors == 1 ? "" : "s",
                   kb_path_shown(in->request->path));
}

static kb_str file_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return kb_str_from(slash != NULL ? slash + 1 : path);
}

static kb_status read_survey(importing *in, kb_error *err)
{
    const kb_import_info info = { .file = file_name(in->request->path),
                                  .wave = kb_str_from(in->request->wave),
                                  .encoding = in->layout->encoding };
    KB_TRY(kb_store_import_begin(in->project->store, &info, err));
    KB_TRY(name_all(in, err));
    KB_TRY(put_rows(in, err));
    in->row = 1;
    if (in->summary->rows == 0 && kb_problems_at_least(in->problems, KB_PROBLEM) == 0)
        tell(in, KB_WARNING, 0, "there are no rows under the header");
    tell_controls(in);
    return check_errors(in, err);
}

static void close_import(importing *in)
{
    kb_canon_free(in->canon);
    kb_canon_free(in->names);
    free(in->groups);
    free(in->items);
    free(in->answers);
}

/* Names and ids of the questions that the book declares: columns called so are answers. */
static kb_str *question_names(const kb_codebook *book, size_t *count)
{
    size_t most = 0;
    *count = 0;
    for (size_t i = 0; i < book->question_count; i++)
        most += 1 + book->questions[i].id_count;
    kb_str *names = calloc(most + 1, sizeof *names);
    for (size_t i = 0; names != NULL && i < book->question_count; i++) {
        names[(*count)++] = book->questions[i].id;
        for (size_t j = 0; j < book->questions[i].id_count; j++)
            names[(*count)++] = book->questions[i].ids[j];
    }
    return names;
}

static kb_status open_survey(importing *in, const kb_codebook *book, kb_error *err)
{
    kb_survey_options options = in->request->survey;
    kb_str *names = NULL;
    if (book != NULL) {
        names = question_names(book, &options.question_name_count);
        if (names == NULL)
            return kb_fail_memory(err);
        options.question_names = names;
    }
    kb_status status = kb_survey_open(&in->survey, in->request->path, &options, in->problems, err);
    kb_failed_in_table(status, err);
    in->told = kb_tell_all(&in->project->watch, in->problems, in->told);
    free(names);
    return status;
}

/* Asked when the rows are in, and before they are kept. */
static kb_status check_expectation(kb_project *project, const kb_expectation *expected,
                                   kb_error *err)
{
    if (expected->book != NULL)
        KB_TRY(kb_fits_data(project, expected->book, err));
    for (size_t i = 0; i < expected->table_count; i++)
        KB_TRY(kb_fits_table(project, expected->book, &expected->tables[i], err));
    return KB_OK;
}

kb_status kb_import_rows(kb_project *project, const kb_import_request *request,
                         const kb_expectation *expected, kb_import_summary *summary, kb_error *err)
{
    importing in = { .project = project, .request = request, .summary = summary };
    *summary = (kb_import_summary){ 0 };
    kb_status status = kb_problems_new(&in.problems, err);
    if (status == KB_OK)
        status = kb_canon_new(&in.canon, err);
    if (status == KB_OK)
        status = kb_canon_new(&in.names, err);
    if (status == KB_OK)
        status = open_survey(&in, expected->book, err);
    if (status == KB_OK) {
        in.layout = kb_survey_layout_of(in.survey);
        status = read_survey(&in, err);
        in.told = kb_tell_all(&project->watch, in.problems, in.told);
    }
    if (status == KB_OK)
        status = check_expectation(project, expected, err);
    if (status == KB_OK)
        status =
            kb_store_import_end(project->store, kb_survey_sha256(in.survey), request->dry_run, err);
    else
        kb_store_rollback(project->store);
    if (status == KB_OK && !request->dry_run)
        kb_project_kept(project);
    kb_survey_close(in.survey);
    close_import(&in);
    kb_problems_free(in.problems);
    return status;
}

kb_status kb_project_import(kb_project *project, const kb_import_request *request,
                            kb_import_summary *summary, kb_error *err)
{
    return kb_import_rows(project, request, &(kb_expectation){ 0 }, summary, err);
}
