/* SPDX-License-Identifier: MIT */
/* A project: open, close, erase a respondent; and what it is built of. */
#include "room.h"

#include "base/unicode.h"

#include <stdlib.h>

kb_status kb_project_open(kb_project **out, const char *path, kb_store_mode mode,
                          const kb_project_options *options, kb_error *err)
{
    kb_problems *problems = NULL;
    kb_project *project = calloc(1, sizeof *project);
    if (project == NULL)
        return kb_fail_memory(err);
    if (options != NULL) {
        project->watch = options->watch;
        project->match = options->match;
    }
    kb_status status = kb_problems_new(&problems, err);
    if (status == KB_OK)
        status = kb_store_open(&project->store, path, mode, problems, err);
    kb_tell_all(&project->watch, problems, 0);
    kb_problems_free(problems);
    if (status == KB_OK)
        *out = project;
    else
        kb_project_close(project);
    return status;
}

void kb_project_close(kb_project *project)
{
    if (project == NULL)
        return;
    kb_store_close(project->store);
    free(project);
}

kb_status kb_project_forget(kb_project *project, const char *wave, const char *respondent,
                            kb_erased *erased, kb_error *err)
{
    int64_t id;
    KB_TRY(kb_store_find_respondent(project->store, wave, kb_str_from(respondent), &id, err));
    return kb_store_forget(project->store, id, erased, err);
}

void kb_libraries(void (*each)(void *payload, const char *name, const char *version), void *payload)
{
    char icu[16], unicode[16];
    kb_unicode_versions(icu, unicode);
    each(payload, "kodebok", kb_version());
    each(payload, "PCRE2", kb_pcre2_version());
    each(payload, "ICU", icu);
    each(payload, "Unicode", unicode);
    each(payload, "SQLite", kb_store_library());
}
