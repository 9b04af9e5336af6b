/* SPDX-License-Identifier: MIT */
/*
 * What the tests of this room share: a folder that goes away, a small codebook and survey in
 * it, a watch that remembers what it is told and can ask to stop, and short ways to do a job.
 */
#ifndef KB_PROJECT_KIT_H
#define KB_PROJECT_KIT_H

#include "base/file.h"
#include "base/str.h"

#include <kodebok/project.h>
#include <kodebok/report.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "unit.h"

#define UNUSED __attribute__((unused))

/* ------------------------------------------------------------------- folder */

static char folder[64];

UNUSED static int make_folder(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/kodebok-project-XXXXXX");
    return mkdtemp(folder) == NULL;
}

UNUSED static int remove_folder(void **state)
{
    char command[128];
    (void)state;
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

/* The path of a file in the folder; good for sixteen calls. */
UNUSED static const char *in_folder(const char *name)
{
    static char where[16][128];
    static size_t next;
    char *path = where[next++ % 16];
    snprintf(path, sizeof where[0], "%s/%s", folder, name);
    return path;
}

UNUSED static const char *write_file(const char *name, const char *text)
{
    const char *path = in_folder(name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(text, 1, strlen(text), file), strlen(text));
    assert_int_equal(fclose(file), 0);
    return path;
}

UNUSED static kb_buf bytes_of(const char *path)
{
    kb_error err;
    kb_buf bytes = { 0 };
    assert_int_equal(kb_file_read(path, 1 << 28, &bytes, &err), KB_OK);
    return bytes;
}

/* -------------------------------------------------------------------- watch */

/* What was told; `stop_at` > 0: that call of progress, counted from 1, asks to stop. */
typedef struct listener {
    char told[8192];
    int notes, warnings, problems;
    int calls, stop_at;
} listener;

static void hear(void *payload, const kb_problem *problem)
{
    listener *l = payload;
    size_t used = strlen(l->told);
    l->notes += problem->severity == KB_NOTE;
    l->warnings += problem->severity == KB_WARNING;
    l->problems += problem->severity == KB_PROBLEM;
    snprintf(l->told + used, sizeof l->told - used, "%d,%d: %.*s\n", problem->place.line,
             problem->place.column, KB_ARG(problem->message));
}

static bool go_on(void *payload, const char *step, uint64_t done, uint64_t total)
{
    listener *l = payload;
    (void)step, (void)done, (void)total;
    return ++l->calls != l->stop_at;
}

UNUSED static kb_project_options listening(listener *l)
{
    return (kb_project_options){ .watch = { .payload = l, .progress = go_on, .note = hear } };
}

UNUSED static void heard(const listener *l, const char *words)
{
    if (strstr(l->told, words) == NULL)
        fail_msg("'%s' was not told, but:\n%s", words, l->told);
}

/* ---------------------------------------------------------------------- jobs */

UNUSED static void good(kb_status status, const kb_error *err)
{
    if (status != KB_OK)
        fail_msg("%s: %s", kb_status_name(status), err->message);
}

UNUSED static kb_project *open_at(const char *path, kb_store_mode mode, listener *l)
{
    kb_error err;
    kb_project *project = NULL;
    const kb_project_options options = listening(l);
    good(kb_project_open(&project, path, mode, &options, &err), &err);
    return project;
}

UNUSED static kb_import_summary import_file(kb_project *project, const char *path)
{
    kb_error err;
    kb_import_summary summary;
    const kb_import_request request = { .path = path };
    good(kb_project_import(project, &request, &summary, &err), &err);
    return summary;
}

UNUSED static kb_code_summary code_with(kb_project *project, const char *codebook)
{
    kb_error err;
    kb_code_summary summary;
    good(kb_project_code(project, codebook, &summary, &err), &err);
    return summary;
}

/* A report as a file of one format; the caller frees the bytes. */
UNUSED static kb_buf drawn(kb_report *report, const char *format)
{
    kb_error err;
    kb_buf out = { 0 };
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    assert_non_null(stream);
    good(kb_report_write(report, format, NULL, stream, &err), &err);
    assert_int_equal(fclose(stream), 0);
    kb_buf_add(&out, text, size);
    kb_buf_char(&out, '\0');
    free(text);
    kb_report_free(report);
    return out;
}

static const char head[] = "codebook: 1\nid: liten\ntitle: Tid og reise\nversion: '1.0.0'\n"
                           "language: nb\nnegation: {before: ['ikke/ikkje']}\n"
                           "categories:\n  godt: {label: Godt}\n  galt: {label: Galt}\n";

/* A codebook of the themes a, b and c, each with the words of `rules`; NULL: without it. */
UNUSED static const char *write_book(const char *name, const char *extra,
                                     const char *const rules[3])
{
    char text[4096];
    int len = snprintf(text, sizeof text, "%s%sthemes:\n", head, extra);
    for (int i = 0; i < 3; i++)
        if (rules[i] != NULL)
            len += snprintf(text + len, sizeof text - (size_t)len,
                            "  - id: %c\n    label: Tema %c\n    cells:\n"
                            "      galt: {statement: Utsagn %c, rules: [%s]}\n",
                            'a' + i, 'a' + i, 'a' + i, rules[i]);
    return write_file(name, text);
}

#endif
