/* SPDX-License-Identifier: MIT */
/* The tables that are counted from the last run: matrix, codes, runs. */
#include "room.h"

#include "base/sha256.h"

#include <stdlib.h>
#include <string.h>

#define MAKES_A_NEW_RUN "kodebok code PROJECT --codebook FILE makes a new run"

static void tell_answers(const kb_watch *watch, const kb_since *since, long long run)
{
    if (since->added > 0)
        kb_tell_note(watch, KB_WARNING,
                     "%llu answer%s came after run %lld and %s not in it: " MAKES_A_NEW_RUN,
                     (unsigned long long)since->added, since->added == 1 ? "" : "s", run,
                     since->added == 1 ? "is" : "are");
    if (since->replaced > 0)
        kb_tell_note(
            watch, KB_WARNING,
            "%llu answer%s replaced after run %lld, which coded the old text%s: " MAKES_A_NEW_RUN,
            (unsigned long long)since->replaced, since->replaced == 1 ? " was" : "s were", run,
            since->replaced == 1 ? "" : "s");
}

/* What a run has not seen is in no table of it, and that is said.  `same`: answers and groups are,
 * after all, those that it coded. */
static kb_status tell_since(kb_project *project, long long run, bool same, kb_error *err)
{
    kb_since since;
    KB_TRY(kb_store_since(project->store, run, &since, err));
    if (!same)
        tell_answers(&project->watch, &since, run);
    if (since.groups && !same)
        kb_tell_note(&project->watch, KB_WARNING,
                     "groups came or changed after run %lld: tables count by what they are now, "
                     "and the run coded by what they were: " MAKES_A_NEW_RUN,
                     run);
    if (since.backgrounds)
        kb_tell_note(&project->watch, KB_NOTE,
                     "what is known of respondents was changed after run %lld: tables count by "
                     "what it is now",
                     run);
    return KB_OK;
}

kb_status kb_last_run(kb_project *project, kb_run *run, kb_error *err)
{
    char sha256[KB_SHA256_TEXT] = "";
    kb_str known;
    KB_TRY(kb_store_answers_sha256(project->store, &known, err));
    if (known.len < sizeof sha256)
        memcpy(sha256, known.ptr, known.len);
    kb_status status = kb_store_run(project->store, 0, run, err);
    if (status == KB_ERR_NOT_FOUND)
        return kb_fail(
            err, KB_ERR_INPUT,
            "the project has no run yet: kodebok code PROJECT --codebook FILE makes one");
    if (status == KB_OK)
        status = tell_since(project, run->id, kb_str_is(run->answers_sha256, sha256), err);
    return status;
}

void kb_tell_undecided(const kb_project *project, const kb_run *run)
{
    if (run->undecided > 0)
        kb_tell_note(
            &project->watch, KB_WARNING,
            "%llu answer%s undecided: a pattern gave up there, and a code that is not given "
            "may be missing; v_undecided names answer and rule",
            (unsigned long long)run->undecided, run->undecided == 1 ? " is" : "s are");
}

kb_status kb_stamp_of(kb_stamp *stamp, kb_arena *arena, const kb_run *run, kb_error *err)
{
    *stamp = (kb_stamp){ .id = run->id,
                         .codebook = kb_arena_str(arena, run->codebook_sha256),
                         .answers = kb_arena_str(arena, run->answers_sha256),
                         .engine = kb_arena_str(arena, run->engine) };
    return arena->failed ? kb_fail_memory(err) : KB_OK;
}

/* What every table of one command shares. */
typedef struct table_job {
    kb_project *project;
    const kb_table_request *request;
    kb_arena arena;
    kb_instrument instrument; /* the run's codebook */
    int64_t run;
    kb_stamp stamp;
    kb_str *values; /* --by: the values, in the order of tables */
    size_t value_count;
    kb_matrix_input *inputs;
    kb_counting *countings;
} table_job;

static kb_status open_job(table_job *job, kb_error *err)
{
    kb_run run;
    KB_TRY(kb_last_run(job->project, &run, err));
    job->run = run.id;
    KB_TRY(kb_stamp_of(&job->stamp, &job->arena, &run, err));
    return kb_instrument_of_run(&job->instrument, job->project, run.id, false, err);
}

static void close_job(table_job *job)
{
    for (size_t i = 0; job->countings != NULL && i < job->value_count; i++)
        kb_counting_clear(&job->countings[i]);
    free(job->countings);
    kb_instrument_close(&job->instrument);
    kb_arena_free(&job->arena);
}

/* ---------------------------------------------------------------- values of --by */

static kb_status see_value(void *payload, int64_t respondent, kb_str value, kb_error *err)
{
    table_job *job = payload;
    (void)respondent;
    for (size_t i = 0; i < job->value_count; i++)
        if (kb_str_equal(job->values[i], value))
            return KB_OK;
    kb_str *values = kb_arena_grow(&job->arena, job->values, job->value_count, sizeof *job->values);
    if (values == NULL)
        return kb_fail_memory(err);
    job->values = values;
    values[job->value_count++] = kb_arena_str(&job->arena, value);
    return job->arena.failed ? kb_fail_memory(err) : KB_OK;
}

/* Values that mean a declared group become its name: first those, in the book's order. */
static void order_groups(table_job *job)
{
    const kb_codebook *book = job->instrument.book;
    size_t count = 0;
    kb_str *ordered =
        kb_arena_array(&job->arena, job->value_count + book->group_count, sizeof *ordered);
    for (size_t g = 0; ordered != NULL && g < book->group_count; g++)
        for (size_t i = 0; i < job->value_count; i++)
            if (kb_codebook_group(book, job->values[i]) == (int)g) {
                ordered[count++] = book->groups[g].id;
                break;
            }
    for (size_t i = 0; ordered != NULL && i < job->value_count; i++)
        if (kb_codebook_group(book, job->values[i]) == KB_UNKNOWN)
            ordered[count++] = job->values[i];
    job->values = ordered;
    job->value_count = ordered != NULL ? count : 0;
}

static kb_status find_values(table_job *job, kb_error *err)
{
    kb_str by = kb_str_from(job->request->by), first;
    KB_TRY(kb_store_each_value(job->project->store, by, see_value, job, err));
    KB_TRY(kb_store_first_group(job->project->store, &first, err));
    if (kb_str_equal(first, by))
        order_groups(job);
    return job->arena.failed ? kb_fail_memory(err) : KB_OK;
}

/* ------------------------------------------------------------------- the counting */

static kb_str label_of(const table_job *job, kb_str value)
{
    const kb_codebook *book = job->instrument.book;
    int group = kb_codebook_group(book, value);
    return group == KB_UNKNOWN ? value : book->groups[group].label;
}

static kb_status count_table(table_job *job, size_t index, kb_error *err)
{
    const kb_table_request *request = job->request;
    const kb_codebook *book = job->instrument.book;
    kb_matrix_input *input = &job->inputs[index];
    kb_counting *counting = &job->countings[index];
    kb_selection selection;
    KB_TRY(kb_select(&selection, job->project, book, request->where, request->where_count, err));
    kb_status status = KB_OK;
    if (request->by != NULL) {
        input->by_variable = kb_str_from(request->by);
        input->by_value = job->values[index];
        input->by_label = label_of(job, job->values[index]);
        status = kb_select_value(&selection, job->project, book, input->by_variable,
                                 input->by_value, err);
    }
    if (status == KB_OK)
        status = kb_count_run(counting, job->project, book, job->run, &selection, request, err);
    kb_selection_clear(&selection);
    input->book = book;
    input->counts = counting->counts;
    input->quotes = (const kb_str *const *)counting->quotes;
    input->quote_counts = counting->quote_counts;
    input->base = counting->base;
    input->tallies = counting->tallies;
    input->run = job->stamp;
    input->show = request->show != 0 ? request->show : KB_SHOW_STATEMENT;
    input->min_cell = request->min_cell;
    input->title = kb_str_from(request->title);
    return status;
}

/* Who has no value of the variable is in none of its tables: that is said, not left to be found. */
static kb_status tell_left_out(table_job *job, kb_error *err)
{
    const kb_table_request *request = job->request;
    kb_selection everybody;
    kb_counting all;
    uint64_t counted = 0;
    for (size_t i = 0; i < job->value_count; i++)
        counted += job->countings[i].base.n;
    KB_TRY(kb_select(&everybody, job->project, job->instrument.book, request->where,
                     request->where_count, err));
    kb_status status =
        kb_count_run(&all, job->project, job->instrument.book, job->run, &everybody, request, err);
    kb_selection_clear(&everybody);
    KB_TRY(status);
    for (size_t i = 0; i < job->value_count; i++)
        job->inputs[i].left_out = all.base.n > counted ? all.base.n - counted : 0;
    if (all.base.n > counted)
        kb_tell_note(&job->project->watch, KB_WARNING,
                     "%llu of the %llu respondents of the base %s no '%s': %s in none of "
                     "these tables",
                     (unsigned long long)(all.base.n - counted), (unsigned long long)all.base.n,
                     all.base.n - counted == 1 ? "has" : "have", request->by,
                     all.base.n - counted == 1 ? "that one is" : "they are");
    kb_counting_clear(&all);
    return KB_OK;
}

static kb_status count_tables(table_job *job, kb_error *err)
{
    if (job->request->by != NULL)
        KB_TRY(find_values(job, err));
    else
        job->value_count = 1;
    job->inputs = kb_arena_array(&job->arena, job->value_count, sizeof *job->inputs);
    job->countings = calloc(job->value_count + 1, sizeof *job->countings);
    if (job->inputs == NULL || job->countings == NULL)
        return kb_fail_memory(err);
    for (size_t i = 0; i < job->value_count; i++)
        KB_TRY(count_table(job, i, err));
    return job->request->by != NULL ? tell_left_out(job, err) : KB_OK;
}

kb_status kb_project_matrix(kb_project *project, const kb_table_request *request, kb_report **out,
                            kb_error *err)
{
    table_job job = { .project = project, .request = request };
    kb_status status = open_job(&job, err);
    if (status == KB_OK)
        status = count_tables(&job, err);
    if (status == KB_OK)
        status = kb_matrix_make(out, job.inputs, job.value_count, request->by != NULL, err);
    close_job(&job);
    return status;
}

kb_status kb_project_codes(kb_project *project, const kb_table_request *request, kb_report **out,
                           kb_error *err)
{
    table_job job = { .project = project, .request = request };
    if (request->by != NULL)
        return kb_fail(err, KB_ERR_ARGUMENT, "codes has no --by; use --where, or matrix --by");
    kb_status status = open_job(&job, err);
    if (status == KB_OK)
        status = count_tables(&job, err);
    if (status == KB_OK)
        status = kb_codes_make(out, &job.inputs[0], err);
    close_job(&job);
    return status;
}
