/* SPDX-License-Identifier: MIT */
/* The history: one line per run. */
#include "room.h"

static const kb_heading columns[] = {
    { .id = { "id", 2 }, .label = { "Run", 3 }, .numeric = true },
    { .id = { "at", 2 }, .label = { "Made (UTC)", 10 } },
    { .id = { "codebook", 8 }, .label = { "Codebook", 8 } },
    { .id = { "version", 7 }, .label = { "Version", 7 } },
    { .id = { "answers", 7 }, .label = { "Answers", 7 }, .numeric = true },
    { .id = { "non_answers", 11 }, .label = { "Non-answers", 11 }, .numeric = true },
    { .id = { "coded", 5 }, .label = { "Coded", 5 }, .numeric = true },
    { .id = { "segments", 8 }, .label = { "Segments", 8 }, .numeric = true },
    { .id = { "undecided", 9 }, .label = { "Undecided", 9 }, .numeric = true },
    { .id = { "wordless", 8 }, .label = { "Wordless", 8 }, .numeric = true, .program_only = true },
    { .id = { "codebook_sha256", 15 }, .program_only = true },
    { .id = { "answers_sha256", 14 }, .program_only = true },
    { .id = { "segments_sha256", 15 }, .program_only = true },
    { .id = { "engine", 6 }, .label = { "Engine", 6 } },
    { .id = { "libraries", 9 }, .program_only = true },
    { .id = { "options", 7 }, .program_only = true },
    { .id = { "short_hash", 10 }, .label = { "Segments' hash", 14 } },
    { .id = { "forgotten", 9 }, .label = { "Erased since", 12 } },
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

kb_status kb_project_runs(kb_project *project, kb_report **out, kb_error *err)
{
    kb_list *list = NULL;
    KB_TRY(kb_list_new(&list, "runs", KB_STR("en"), columns, COLUMN_COUNT, err));
    kb_status status = kb_store_each_run(project->store, add_run, list, err);
    if (status == KB_OK) {
        kb_list_describe(list, KB_STR("Runs"),
                         KB_STR("The same codebook, answers and engine give the same hash of "
                                "segments. 'Erased since': a respondent was erased after the run; "
                                "its hashes are of before."),
                         NULL);
        return kb_list_finish(list, out, err);
    }
    kb_list_free(list);
    return status;
}
