/* SPDX-License-Identifier: MIT */
/* A project: open, close, erase a respondent; and what it is built of. */
#include "room.h"

#include "base/file.h"
#include "base/sha256.h"
#include "base/unicode.h"

#include <kodebok/report.h>

#include <stdlib.h>
#include <unistd.h>

void kb_project_kept(kb_project *project)
{
    free(project->fresh);
    project->fresh = NULL;
}

/* A file that was made only now, and in which nothing was kept, is not left behind. */
static char *unused_file(kb_project *project)
{
    uint64_t limit = 0;
    char *path = project->fresh;
    project->fresh = NULL;
    if (path != NULL && kb_store_respondent_limit(project->store, &limit, NULL) == KB_OK &&
        limit == 1)
        return path;
    free(path);
    return NULL;
}

static kb_status open_store(kb_project *project, const char *path, kb_store_mode mode,
                            kb_error *err)
{
    kb_problems *problems = NULL;
    bool fresh = mode == KB_STORE_CREATE && !kb_path_exists(path);
    KB_TRY(kb_problems_new(&problems, err));
    kb_status status = kb_store_open(&project->store, path, mode, problems, err);
    kb_tell_all(&project->watch, problems, 0);
    kb_problems_free(problems);
    if (status == KB_OK)
        kb_store_watch(project->store, kb_look_at_watch, &project->watch);
    if (status == KB_OK && fresh) {
        project->fresh = strdup(path);
        if (project->fresh == NULL)
            return kb_fail_memory(err);
    }
    return status;
}

/* More threads than this are of no use to one writer. */
enum { MOST_JOBS = 64 };

static unsigned processors(void)
{
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? 1 : count > MOST_JOBS ? MOST_JOBS : (unsigned)count;
}

kb_status kb_project_open(kb_project **out, const char *path, kb_store_mode mode,
                          const kb_project_options *options, kb_error *err)
{
    kb_project *project = calloc(1, sizeof *project);
    if (project == NULL)
        return kb_fail_memory(err);
    if (options != NULL) {
        project->watch = options->watch;
        project->match = options->match;
    }
    project->jobs = options != NULL && options->jobs > 0 ? options->jobs : processors();
    kb_status status = open_store(project, path, mode, err);
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
    char *unused = unused_file(project);
    kb_store_close(project->store);
    if (unused != NULL)
        unlink(unused);
    free(unused);
    free(project);
}

kb_status kb_stored_name(kb_canon *canon, kb_str given, kb_str *name, kb_error *err)
{
    bool changed;
    KB_TRY(kb_canon_apply(canon, given, name, &changed, err));
    *name = kb_str_trim(*name);
    return KB_OK;
}

kb_status kb_find_respondent(kb_project *project, const char *wave, kb_str given, int64_t *id,
                             kb_error *err)
{
    kb_canon *canon = NULL;
    kb_str name;
    KB_TRY(kb_canon_new(&canon, err));
    kb_status status = kb_stored_name(canon, given, &name, err);
    if (status == KB_OK)
        status = kb_store_find_respondent(project->store, wave, name, id, err);
    kb_canon_free(canon);
    return status;
}

kb_status kb_project_forget(kb_project *project, const char *wave, const char *respondent,
                            kb_erased *erased, kb_error *err)
{
    int64_t id;
    KB_TRY(kb_find_respondent(project, wave, kb_str_from(respondent), &id, err));
    return kb_store_forget(project->store, id, erased, err);
}

void kb_libraries(void (*each)(void *payload, const char *name, const char *version), void *payload)
{
    char icu[16], unicode[16], nettle[16];
    kb_unicode_versions(icu, unicode);
    kb_sha256_library(nettle);
    each(payload, "kodebok", kb_version());
    each(payload, "PCRE2", kb_pcre2_version());
    each(payload, "ICU", icu);
    each(payload, "Unicode", unicode);
    each(payload, "hunspell", kb_hunspell_version());
    each(payload, "SQLite", kb_store_library());
    each(payload, "libyaml", kb_yaml_version());
    each(payload, "jansson", kb_json_version());
    each(payload, "nettle", nettle);
}
