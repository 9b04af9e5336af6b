/* SPDX-License-Identifier: MIT */
/* A codebook and its matcher, and whether they fit the data. */
#include "room.h"

void kb_instrument_close(kb_instrument *instrument)
{
    kb_matcher_free(instrument->matcher);
    kb_codebook_free(instrument->book);
    *instrument = (kb_instrument){ 0 };
}

/* Compiles the rules; a codebook that has problems already is compiled to find them all. */
static kb_status compile(kb_instrument *instrument, const kb_match_options *match,
                         kb_problems *problems, kb_error *err)
{
    kb_status status = KB_OK;
    if (instrument->book != NULL)
        status = kb_matcher_new(&instrument->matcher, instrument->book, match, problems, err);
    if (status == KB_ERR_INPUT)
        status = KB_OK;
    return status;
}

kb_status kb_instrument_open(kb_instrument *instrument, const char *path,
                             const kb_project_options *options, kb_error *err)
{
    kb_problems *problems = NULL;
    const kb_match_options match = kb_watched(&options->match, &options->watch);
    *instrument = (kb_instrument){ 0 };
    kb_status status = kb_problems_new(&problems, err);
    if (status == KB_OK)
        status = kb_codebook_read(&instrument->book, path, problems, err);
    if (status == KB_OK)
        status = compile(instrument, &match, problems, err);
    kb_tell_all(&options->watch, problems, 0);
    size_t count = kb_problems_at_least(problems, KB_PROBLEM);
    if (status == KB_OK && count > 0)
        status = kb_fail(err, KB_ERR_INPUT, "the codebook has %zu problem%s", count,
                         count == 1 ? "" : "s");
    kb_problems_free(problems);
    if (status != KB_OK)
        kb_instrument_close(instrument);
    return status;
}

kb_status kb_instrument_of_run(kb_instrument *instrument, kb_project *project, int64_t run,
                               bool with_matcher, kb_error *err)
{
    kb_str yaml;
    kb_problems *problems = NULL;
    const kb_match_options match = kb_watched(&project->match, &project->watch);
    *instrument = (kb_instrument){ 0 };
    KB_TRY(kb_store_codebook(project->store, run, &yaml, err));
    kb_status status = kb_problems_new(&problems, err);
    if (status == KB_OK)
        status = kb_codebook_parse(&instrument->book, "the run's codebook", yaml, NULL, err);
    if (status == KB_OK && instrument->book == NULL)
        status = kb_fail(err, KB_ERR_INPUT, "the codebook of run %lld cannot be read any more",
                         (long long)run);
    if (status == KB_OK && with_matcher)
        status = kb_matcher_new(&instrument->matcher, instrument->book, &match, problems, err);
    if (status == KB_ERR_INPUT)
        kb_tell_all(&project->watch, problems, 0);
    kb_problems_free(problems);
    if (status != KB_OK)
        kb_instrument_close(instrument);
    return status;
}

/* ------------------------------------------------------- does it fit the data? */

typedef struct kb_misfit {
    const kb_codebook *book;
    kb_buf names; /* what the book does not know, quoted */
    size_t count;
} kb_misfit;

enum { MOST_NAMED = 5 };

static void add_misfit(kb_misfit *misfit, kb_str name)
{
    if (misfit->count++ < MOST_NAMED)
        kb_buf_printf(&misfit->names, "%s'%.*s'", misfit->count > 1 ? ", " : "", KB_ARG(name));
}

static kb_status see_question(void *payload, int64_t id, kb_str name, kb_str label, kb_error *err)
{
    kb_misfit *misfit = payload;
    (void)id, (void)label, (void)err;
    if (kb_codebook_question(misfit->book, name) == KB_UNKNOWN)
        add_misfit(misfit, name);
    return KB_OK;
}

static bool is_named(const kb_misfit *misfit, kb_str value)
{
    kb_str names = kb_buf_view(&misfit->names);
    for (size_t i = 0; i + value.len + 2 <= names.len; i++)
        if (names.ptr[i] == '\'' && names.ptr[i + 1 + value.len] == '\'' &&
            memcmp(names.ptr + i + 1, value.ptr, value.len) == 0)
            return true;
    return false;
}

static kb_status see_group(void *payload, kb_str value, kb_error *err)
{
    kb_misfit *misfit = payload;
    (void)err;
    if (value.len > 0 && kb_codebook_group(misfit->book, value) == KB_UNKNOWN &&
        !is_named(misfit, value))
        add_misfit(misfit, value);
    return KB_OK;
}

static kb_status refuse(const kb_misfit *misfit, const char *what, const kb_variable *declared,
                        size_t count, kb_error *err)
{
    kb_buf known = { 0 };
    for (size_t i = 0; i < count; i++)
        kb_buf_printf(&known, "%s%.*s", i > 0 ? ", " : "", KB_ARG(declared[i].id));
    kb_status status = kb_fail(
        err, KB_ERR_INPUT,
        "the data has %s%s%s that the codebook does not declare: %.*s%s (declared: %.*s); add %s "
        "to 'ids' of the one meant",
        misfit->count == 1 ? "a " : "", what, misfit->count == 1 ? "" : "s",
        KB_ARG(kb_buf_view(&misfit->names)), misfit->count > MOST_NAMED ? ", ..." : "",
        KB_ARG(kb_buf_view(&known)), misfit->count == 1 ? "it" : "them");
    kb_buf_free(&known);
    return status;
}

static kb_status check_groups(kb_project *project, kb_misfit *misfit, kb_error *err)
{
    kb_str variable;
    KB_TRY(kb_store_first_group(project->store, &variable, err));
    if (variable.len == 0)
        return KB_OK;
    KB_TRY(kb_store_each_group_value(project->store, variable, see_group, misfit, err));
    if (misfit->count > 0)
        return refuse(misfit, "group", misfit->book->groups, misfit->book->group_count, err);
    return KB_OK;
}

kb_status kb_fits_data(kb_project *project, const kb_codebook *book, kb_error *err)
{
    kb_misfit misfit = { .book = book };
    kb_status status = KB_OK;
    if (book->question_count > 0)
        status = kb_store_each_question(project->store, see_question, &misfit, err);
    if (status == KB_OK && misfit.count > 0)
        status = refuse(&misfit, "question", book->questions, book->question_count, err);
    if (status == KB_OK && book->group_count > 0)
        status = check_groups(project, &misfit, err);
    kb_buf_free(&misfit.names);
    return status;
}
