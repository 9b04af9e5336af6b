/* SPDX-License-Identifier: MIT */
/*
 * Carrying out a study: the survey and codebook it names, then every table into its
 * output folder, then the matrix for the reader.
 *
 * Files in the output folder are replaced only when the tool made them; their names
 * are kept in `.kodebok-made` there.
 */
#include "room.h"

#include "base/file.h"

#include <errno.h>
#include <kodebok/report.h>
#include <kodebok/study.h>
#include <stdlib.h>
#include <sys/stat.h>

static const char made_list[] = ".kodebok-made";
enum { MAX_LIST_BYTES = 1 << 20 };

/* One study under way. */
typedef struct studying {
    const kb_study_request *request;
    const kb_project_options *options;
    kb_study_summary *summary;
    kb_study *study;
    kb_project *project;
    kb_arena arena;
    kb_table_request *requests; /* one per table */
    char *folder;               /* of the tables, ends in a slash; made when they are written */
    kb_buf made;                /* names of files made here, a line each */
} studying;

static const char *text_or_null(kb_str text)
{
    return text.len > 0 ? text.ptr : NULL;
}

/* ------------------------------------------------------------------ the inputs */

/* Strings of the study end with a zero byte; lists become what the import wants. */
static kb_status describe_import(studying *s, kb_import_request *request, kb_error *err)
{
    const kb_study *study = s->study;
    kb_column *answers = kb_arena_array(&s->arena, study->answer_count, sizeof *answers);
    kb_column *items = kb_arena_array(&s->arena, study->item_count, sizeof *items);
    const char **groups = kb_arena_array(&s->arena, study->group_count + 1, sizeof *groups);
    const char **missing = kb_arena_array(&s->arena, study->missing_count + 1, sizeof *missing);
    if (s->arena.failed)
        return kb_fail_memory(err);
    for (size_t i = 0; i < study->answer_count; i++)
        answers[i] =
            (kb_column){ .header = study->answers[i].header, .label = study->answers[i].label };
    for (size_t i = 0; i < study->item_count; i++)
        items[i] = (kb_column){ .header = study->items[i].header, .label = study->items[i].label };
    for (size_t i = 0; i < study->group_count; i++)
        groups[i] = study->groups[i].ptr;
    for (size_t i = 0; i < study->missing_count; i++)
        missing[i] = study->missing[i].ptr;
    *request =
        (kb_import_request){ .wave = text_or_null(study->wave), .update = s->request->update };
    request->survey = (kb_survey_options){ .respondent = text_or_null(study->respondent),
                                           .question = text_or_null(study->question),
                                           .text = text_or_null(study->text),
                                           .delimiter = text_or_null(study->delimiter),
                                           .encoding = text_or_null(study->encoding),
                                           .answer_columns = answers,
                                           .answer_column_count = study->answer_count,
                                           .item_columns = items,
                                           .item_column_count = study->item_count,
                                           .group_columns = groups,
                                           .group_column_count = study->group_count,
                                           .missing = missing,
                                           .missing_count = study->missing_count };
    return KB_OK;
}

static kb_status describe_table(studying *s, const kb_study_table *table, kb_table_request *request,
                                kb_error *err)
{
    const char **where = kb_arena_array(&s->arena, table->where_count + 1, sizeof *where);
    if (where == NULL)
        return kb_fail_memory(err);
    for (size_t i = 0; i < table->where_count; i++)
        where[i] = table->where[i].ptr;
    kb_str title = table->title.len > 0 ? table->title : s->study->title;
    *request = (kb_table_request){ .by = text_or_null(table->by),
                                   .where = where,
                                   .where_count = table->where_count,
                                   .min_cell = (uint64_t)table->min_cell,
                                   .title = text_or_null(title) };
    if (table->base.len > 0)
        (void)kb_base_read(&request->base, table->base); /* the loader knows the same words */
    if (table->show.len > 0)
        (void)kb_show_read(&request->show, table->show); /* and these */
    return KB_OK;
}

static kb_status describe_tables(studying *s, kb_error *err)
{
    const size_t count = s->study->table_count;
    s->requests = kb_arena_array(&s->arena, count + 1, sizeof *s->requests);
    if (s->requests == NULL)
        return kb_fail_memory(err);
    for (size_t i = 0; i < count; i++)
        KB_TRY(describe_table(s, &s->study->tables[i], &s->requests[i], err));
    return KB_OK;
}

/* A project that is kept may know people whom the data file has no longer. */
static kb_status tell_others(studying *s, kb_error *err)
{
    uint64_t all = 0, here = s->summary->imported.respondents;
    KB_TRY(kb_store_respondent_count(s->project->store, &all, err));
    if (all > here)
        kb_tell_note(&s->options->watch, KB_WARNING,
                     "the project knows %llu respondent%s who %s not in '%.*s': they are in the "
                     "tables, too",
                     (unsigned long long)(all - here), all - here == 1 ? "" : "s",
                     all - here == 1 ? "is" : "are", KB_ARG(s->study->data));
    return KB_OK;
}

static kb_status import_and_code(studying *s, kb_error *err)
{
    kb_run_request request = { .tables = s->requests, .table_count = s->study->table_count };
    KB_TRY(describe_import(s, &request.import, err));
    char *data = kb_path_beside(s->request->path, s->study->data);
    char *codebook = kb_path_beside(s->request->path, s->study->codebook);
    kb_status status = data != NULL && codebook != NULL ? KB_OK : kb_fail_memory(err);
    request.import.path = data;
    request.codebook = codebook;
    if (status == KB_OK)
        status =
            kb_project_run(s->project, &request, &s->summary->imported, &s->summary->coded, err);
    if (status == KB_OK)
        status = tell_others(s, err);
    free(data);
    free(codebook);
    return status;
}

static kb_status open_store(studying *s, kb_error *err)
{
    kb_store_mode mode = KB_STORE_CREATE;
    if (s->request->project != NULL)
        s->summary->project = strdup(s->request->project);
    else if (s->study->project.len > 0)
        s->summary->project = kb_path_beside(s->request->path, s->study->project);
    else
        mode = KB_STORE_TEMPORARY;
    if (mode == KB_STORE_CREATE && s->summary->project == NULL)
        return kb_fail_memory(err);
    return kb_project_open(&s->project, s->summary->project, mode, s->options, err);
}

/* ------------------------------------------------------------------ the output */

static kb_status name_folder(studying *s, kb_error *err)
{
    kb_str name = kb_arena_printf(&s->arena, "%.*s/", KB_ARG(s->study->output));
    s->folder = s->arena.failed ? NULL : kb_path_beside(s->request->path, name);
    if (s->folder == NULL)
        return kb_fail_memory(err);
    return KB_OK;
}

static kb_status make_folder(const studying *s, kb_error *err)
{
    if (mkdir(s->folder, 0777) != 0 && errno != EEXIST)
        return kb_fail(err, KB_ERR_IO, "cannot make the folder '%s': %s", s->folder,
                       strerror(errno));
    return KB_OK;
}

static kb_status read_made(studying *s, kb_error *err)
{
    char *path = kb_path_beside(s->folder, kb_str_from(made_list));
    kb_status status = path != NULL ? KB_OK : kb_fail_memory(err);
    if (status == KB_OK && kb_path_exists(path))
        status = kb_file_read(path, MAX_LIST_BYTES, &s->made, err);
    free(path);
    return status;
}

static bool was_made(const studying *s, kb_str name)
{
    kb_str rest = kb_buf_view(&s->made), line;
    while (kb_str_cut(&rest, '\n', &line))
        if (kb_str_equal(line, name))
            return true;
    return false;
}

static kb_status write_made(studying *s, kb_error *err)
{
    kb_outfile file;
    if (s->made.len == 0)
        return KB_OK;
    char *path = kb_path_beside(s->folder, kb_str_from(made_list));
    kb_status status = path != NULL ? kb_outfile_open(&file, path, err) : kb_fail_memory(err);
    if (status == KB_OK) {
        fwrite(s->made.ptr, 1, s->made.len, file.stream);
        status = kb_outfile_commit(&file, err);
    }
    free(path);
    return status;
}

/* What the study is made from is never written to, not even with --force. */
static kb_status check_input(const studying *s, const char *path, kb_error *err)
{
    char *data = kb_path_beside(s->request->path, s->study->data);
    char *codebook = kb_path_beside(s->request->path, s->study->codebook);
    kb_status status = data != NULL && codebook != NULL ? KB_OK : kb_fail_memory(err);
    if (status == KB_OK &&
        (kb_path_same(path, data) || kb_path_same(path, codebook) ||
         kb_path_same(path, s->request->path) || kb_path_same(path, s->summary->project)))
        status =
            kb_fail(err, KB_ERR_INPUT,
                    "'%s' is what the study is made from; choose another name for the table", path);
    free(data);
    free(codebook);
    return status;
}

static kb_status check_file(const studying *s, kb_str name, const char *path, kb_error *err)
{
    KB_TRY(check_input(s, path, err));
    if (kb_path_same(path, s->request->output))
        return kb_fail(err, KB_ERR_INPUT,
                       "'%s' is a table of the study; choose another name for the matrix", path);
    if (kb_path_exists(path) && !was_made(s, name) && !s->request->force)
        return kb_fail(err, KB_ERR_INPUT,
                       "'%s' is there and kodebok did not make it; --force replaces it", path);
    return KB_OK;
}

/* Every file is looked at before the first is written. */
static kb_status check_files(studying *s, kb_error *err)
{
    for (size_t i = 0; i < s->study->table_count; i++) {
        kb_str name = s->study->tables[i].file;
        char *path = kb_path_beside(s->folder, name);
        kb_status status = path != NULL ? check_file(s, name, path, err) : kb_fail_memory(err);
        free(path);
        KB_TRY(status);
    }
    return KB_OK;
}

static kb_status note_made(studying *s, kb_str name, kb_error *err)
{
    if (!was_made(s, name))
        kb_buf_printf(&s->made, "%.*s\n", KB_ARG(name));
    return s->made.failed ? kb_fail_memory(err) : KB_OK;
}

/* ------------------------------------------------------------------- the tables */

static kb_status make_table(studying *s, size_t index, kb_report **out, kb_error *err)
{
    const kb_str table = s->study->tables[index].table;
    const kb_table_request *request = &s->requests[index];
    const kb_segment_filter filter = { .where = request->where,
                                       .where_count = request->where_count,
                                       .title = request->title };
    if (kb_str_is(table, "segments"))
        return kb_project_segments(s->project, &filter, out, err);
    if (kb_str_is(table, "codes"))
        return kb_project_codes(s->project, request, out, err);
    return kb_project_matrix(s->project, request, out, err);
}

static kb_status write_table(studying *s, size_t index, kb_error *err)
{
    const kb_study_table *table = &s->study->tables[index];
    kb_outfile file = { 0 };
    kb_report *report = NULL;
    char *path = kb_path_beside(s->folder, table->file);
    if (path == NULL)
        return kb_fail_memory(err);
    kb_status status = make_table(s, index, &report, err);
    if (status == KB_OK)
        status = kb_outfile_open(&file, path, err);
    if (status == KB_OK) {
        status = kb_report_write(report, table->format.ptr, NULL, file.stream, err);
        if (status == KB_OK)
            status = kb_outfile_commit(&file, err);
        else
            kb_outfile_discard(&file);
    }
    kb_report_free(report);
    if (status == KB_OK)
        status = note_made(s, table->file, err);
    if (status == KB_OK && s->summary->tables_written++ == 0)
        s->summary->first_table = path;
    else
        free(path);
    return status;
}

static kb_status write_tables(studying *s, kb_error *err)
{
    if (s->study->table_count == 0)
        return KB_OK;
    KB_TRY(make_folder(s, err));
    kb_status status = KB_OK;
    for (size_t i = 0; i < s->study->table_count && status == KB_OK; i++)
        status = write_table(s, i, err);
    /* Also what was written before a failure is ours to replace. */
    kb_status noted = write_made(s, status == KB_OK ? err : NULL);
    return status == KB_OK ? noted : status;
}

static kb_status make_matrix(studying *s, kb_report **matrix, kb_error *err)
{
    const kb_table_request request = { .title = text_or_null(s->study->title) };
    return kb_project_matrix(s->project, &request, matrix, err);
}

/* -------------------------------------------------------------------- the whole */

static kb_status read_recipe(studying *s, kb_error *err)
{
    kb_problems *problems = NULL;
    KB_TRY(kb_problems_new(&problems, err));
    kb_status status = kb_study_read(&s->study, s->request->path, problems, err);
    kb_tell_all(&s->options->watch, problems, 0);
    kb_problems_free(problems);
    return status;
}

static kb_status prepare_output(studying *s, kb_error *err)
{
    if (s->request->output != NULL)
        KB_TRY(check_input(s, s->request->output, err));
    if (s->study->table_count == 0)
        return KB_OK;
    KB_TRY(name_folder(s, err));
    KB_TRY(read_made(s, err));
    return check_files(s, err);
}

static kb_status carry_out(studying *s, kb_report **matrix, kb_error *err)
{
    KB_TRY(read_recipe(s, err));
    KB_TRY(describe_tables(s, err));
    KB_TRY(open_store(s, err));
    KB_TRY(prepare_output(s, err));
    KB_TRY(import_and_code(s, err));
    KB_TRY(write_tables(s, err));
    return make_matrix(s, matrix, err);
}

kb_status kb_study_run(const kb_study_request *request, const kb_project_options *options,
                       kb_study_summary *summary, kb_report **matrix, kb_error *err)
{
    studying s = { .request = request, .options = options, .summary = summary };
    *summary = (kb_study_summary){ 0 };
    *matrix = NULL;
    kb_status status = carry_out(&s, matrix, err);
    kb_project_close(s.project);
    kb_study_free(s.study);
    kb_buf_free(&s.made);
    kb_arena_free(&s.arena);
    free(s.folder);
    return status;
}

void kb_study_summary_clear(kb_study_summary *summary)
{
    free(summary->project);
    free(summary->first_table);
    *summary = (kb_study_summary){ 0 };
}
