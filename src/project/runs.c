/* SPDX-License-Identifier: MIT */
/* The history: one line per run. */
#include "room.h"

static const kb_list_column columns[] = {
    HEADING("id", RUN, .numeric = true),
    HEADING("at", MADE, .numeric = false),
    HEADING("codebook", BOOK_USED, .numeric = false),
    HEADING("version", BOOK_VERSION, .numeric = false),
    HEADING("answers", ANSWERS, .numeric = true),
    HEADING("non_answers", NON_ANSWER_COUNT, .numeric = true),
    HEADING("coded", CODED_COUNT, .numeric = true),
    HEADING("segments", SEGMENTS, .numeric = true),
    HEADING("undecided", UNDECIDED_COUNT, .numeric = true),
    PROGRAM_HEADING("wordless", .numeric = true),
    PROGRAM_HEADING("codebook_sha256", .numeric = false),
    PROGRAM_HEADING("answers_sha256", .numeric = false),
    PROGRAM_HEADING("segments_sha256", .numeric = false),
    HEADING("engine", ENGINE, .numeric = false),
    PROGRAM_HEADING("libraries", .numeric = false),
    PROGRAM_HEADING("options", .numeric = false),
    HEADING("short_hash", SEGMENTS_HASH, .numeric = false),
    HEADING("forgotten", ERASED_SINCE, .numeric = false),
};
enum { COLUMN_COUNT = sizeof columns / sizeof columns[0], SHORT_HASH = 12 };

static kb_str shortened(kb_str hash)
{
    return (kb_str){ hash.ptr, hash.len < SHORT_HASH ? hash.len : SHORT_HASH };
}

static kb_status add_run(void *payload, const kb_run *run, kb_error *err)
{
    const kb_value values[COLUMN_COUNT] = { kb_value_count((uint64_t)run->id),
                                            kb_value_text(run->at),
                                            kb_value_text(run->codebook_path),
                                            kb_value_text(run->codebook_version),
                                            kb_value_count(run->answers),
                                            kb_value_count(run->non_answers),
                                            kb_value_count(run->coded),
                                            kb_value_count(run->segments),
                                            kb_value_count(run->undecided),
                                            kb_value_count(run->wordless),
                                            kb_value_text(run->codebook_sha256),
                                            kb_value_text(run->answers_sha256),
                                            kb_value_text(run->segments_sha256),
                                            kb_value_text(run->engine),
                                            kb_value_text(run->libraries),
                                            kb_value_text(run->options),
                                            kb_value_text(shortened(run->segments_sha256)),
                                            kb_value_text(run->forgotten ? KB_STR("yes")
                                                                         : KB_STR("")) };
    (void)err;
    kb_list_add(payload, values);
    return KB_OK;
}

/* The language of the last run's codebook; English when there is none that can be read. */
static kb_status find_language(kb_project *project, kb_arena *arena, kb_str *language,
                               kb_error *err)
{
    kb_run run;
    kb_instrument instrument = { 0 };
    *language = KB_STR("en");
    kb_status status = kb_store_run(project->store, 0, &run, err);
    if (status == KB_OK)
        status = kb_instrument_of_run(&instrument, project, run.id, false, err);
    if (status == KB_OK)
        *language = kb_arena_str(arena, instrument.book->language);
    kb_instrument_close(&instrument);
    if (arena->failed)
        return kb_fail_memory(err);
    return status == KB_ERR_NOT_FOUND || status == KB_ERR_INPUT ? KB_OK : status;
}

static kb_status list_runs(kb_project *project, kb_str language, kb_report **out, kb_error *err)
{
    kb_list *list = NULL;
    KB_TRY(kb_list_in_language(&list, "runs", language, columns, COLUMN_COUNT, err));
    kb_status status = kb_store_each_run(project->store, add_run, list, err);
    if (status == KB_OK) {
        kb_list_describe(list, kb_str_from(kb_phrasebook(language, KB_TEXT_RUNS)),
                         kb_str_from(kb_phrasebook(language, KB_TEXT_RUNS_NOTE)), NULL);
        return kb_list_finish(list, out, err);
    }
    kb_list_free(list);
    return status;
}

kb_status kb_project_runs(kb_project *project, kb_report **out, kb_error *err)
{
    kb_arena arena = { 0 };
    kb_str language;
    kb_status status = find_language(project, &arena, &language, err);
    if (status == KB_OK)
        status = list_runs(project, language, out, err);
    kb_arena_free(&arena);
    return status;
}
