/* SPDX-License-Identifier: MIT */
/*
 * What goes to standard error: problems with their place, notes, progress.
 *
 * Text from files is hostile to terminals: control characters are shown as '?'.
 */
#include "command.h"

#include "base/str.h"
#include "base/unicode.h"

#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

/* Set once by show_setup(), before any work. */
static struct {
    bool quiet, color, progress;
    bool drawn; /* a progress line stands on the screen */
    time_t since;
    const char *step;
} screen;

static bool wants_color(const cli_options *options, int fd)
{
    const char *no = getenv("NO_COLOR");
    if (options->color != NULL && strcmp(options->color, "always") == 0)
        return true;
    if (options->color != NULL && strcmp(options->color, "never") == 0)
        return false;
    return isatty(fd) && (no == NULL || *no == '\0');
}

void show_setup(const cli_options *options)
{
    screen.quiet = options->quiet;
    screen.color = wants_color(options, STDERR_FILENO);
    screen.progress = isatty(STDERR_FILENO) && !options->quiet;
    catch_interrupts();
    signal(SIGXFSZ, SIG_IGN); /* a file at its limit is a failed write, and told as one */
}

void clear_progress(void)
{
    if (screen.drawn)
        fputs("\r\033[K", stderr);
    screen.drawn = false;
}

/* What is shown for a character that would command the terminal or change the direction of
 * writing; 0: itself.  The zero-width joiner holds emoji together. */
static char instead_of(uint32_t c)
{
    if (c == '\t' || c == '\n')
        return ' ';
    return kb_is_invisible(c) && c != 0x200D ? '?' : 0;
}

void put_clean(kb_str text)
{
    for (size_t pos = 0; pos < text.len;) {
        size_t from = pos;
        char other = instead_of(kb_utf8_next(text, &pos));
        if (other != 0)
            fputc(other, stderr);
        else
            fwrite(text.ptr + from, 1, pos - from, stderr);
    }
}

static const char *severity_word(kb_severity severity)
{
    switch (severity) {
    case KB_NOTE: return "note: ";
    case KB_WARNING: return "warning: ";
    case KB_PROBLEM: return "";
    }
    return "";
}

static void put_place(const kb_problem *problem)
{
    kb_place place = problem->place;
    if (problem->file.len == 0) {
        fputs("kodebok: ", stderr);
        return;
    }
    put_clean(problem->file);
    if (problem->in_table && place.line > 0)
        fprintf(stderr, ": row %d", place.line);
    else if (place.line > 0)
        fprintf(stderr, ":%d", place.line);
    if (place.column > 0)
        fprintf(stderr, problem->in_table ? ", column %d" : ":%d", place.column);
    fputs(": ", stderr);
}

/* The source line, and a caret under the place. */
static void put_source(const kb_problem *problem)
{
    size_t pos = 0, columns = 0;
    if (problem->source.len == 0 || problem->place.column == 0)
        return;
    fputs("  ", stderr);
    put_clean(problem->source);
    fputs("\n  ", stderr);
    for (int i = 1; i < problem->place.column && pos < problem->source.len; i++) {
        uint32_t c = kb_utf8_next(problem->source, &pos);
        columns += instead_of(c) != 0 ? 1 : (size_t)kb_width_of(c);
    }
    for (; columns > 0; columns--)
        fputc(' ', stderr);
    fputs(screen.color ? "\033[1;31m^\033[0m\n" : "^\n", stderr);
}

void show_problem(void *payload, const kb_problem *problem)
{
    (void)payload;
    if (problem->severity == KB_NOTE && screen.quiet)
        return;
    clear_progress();
    put_place(problem);
    fputs(severity_word(problem->severity), stderr);
    put_clean(problem->message);
    fputc('\n', stderr);
    put_source(problem);
    if (problem->hint.len > 0) {
        fputs("  hint: ", stderr);
        put_clean(problem->hint);
        fputc('\n', stderr);
    }
}

void say(const char *format, ...)
{
    char line[4096];
    va_list args;
    if (screen.quiet)
        return;
    clear_progress();
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    put_clean(kb_str_from(line));
    fputc('\n', stderr);
}

/* Nothing is drawn in the first second of a step. */
static bool show_progress(void *payload, const char *step, uint64_t done, uint64_t total)
{
    (void)payload;
    if (was_interrupted())
        return false;
    if (!screen.progress || step == NULL)
        return true;
    time_t now = time(NULL);
    if (screen.step != step) {
        screen.step = step;
        screen.since = now;
    }
    if (now - screen.since < 2)
        return true;
    screen.drawn = true;
    if (total > 0)
        fprintf(stderr, "\r%s: %llu %%\033[K", step, (unsigned long long)(done * 100 / total));
    else
        fprintf(stderr, "\r%s: %llu\033[K", step, (unsigned long long)done);
    fflush(stderr);
    return true;
}

kb_watch show_watch(void)
{
    return (kb_watch){ .progress = show_progress, .note = show_problem };
}

static int exit_code_of(kb_status status)
{
    switch (status) {
    case KB_OK: return EXIT_DONE;
    case KB_ERR_MEMORY:
    case KB_ERR_IO: return EXIT_SYSTEM;
    case KB_ERR_INPUT:
    case KB_ERR_NOT_FOUND:
    case KB_ERR_LIMIT: return EXIT_INPUT;
    case KB_ERR_ARGUMENT: return EXIT_USAGE;
    case KB_ERR_CANCELLED: return EXIT_STOPPED;
    }
    return EXIT_SYSTEM;
}

int show_failure(const kb_error *err)
{
    clear_progress();
    if (was_interrupted() && err->status != KB_ERR_CANCELLED) {
        fputs("kodebok: stopped\n", stderr);
        return EXIT_STOPPED;
    }
    kb_problem problem = { .severity = KB_PROBLEM,
                           .file = kb_str_from(err->file),
                           .place = { err->line, err->column },
                           .message = kb_str_from(err->message) };
    show_problem(NULL, &problem);
    return exit_code_of(err->status);
}

bool check_coding_options(const command_spec *command, const cli_options *options)
{
    int jobs = 0;
    if (options->jobs != NULL &&
        (!kb_str_number(kb_str_from(options->jobs), MOST_JOBS, &jobs) || jobs < 1)) {
        usage_error(command, "--jobs is a number from 1 to %d, not '%s'", MOST_JOBS, options->jobs);
        return false;
    }
    if (options->engine != NULL && strcmp(options->engine, "fast") != 0 &&
        strcmp(options->engine, "reference") != 0) {
        usage_error(command, "--engine is fast or reference, not '%s'", options->engine);
        return false;
    }
    return true;
}

kb_project_options project_options(const cli_options *options)
{
    static const char *dirs[2];
    int jobs = 0;
    kb_project_options made = { .watch = show_watch() };
    if (options->jobs != NULL && kb_str_number(kb_str_from(options->jobs), MOST_JOBS, &jobs))
        made.jobs = (unsigned)jobs;
    made.match.reference = options->engine != NULL && strcmp(options->engine, "reference") == 0;
    if (options->dictionaries != NULL) {
        dirs[0] = options->dictionaries;
        made.match.dictionary_dirs = dirs;
    }
    return made;
}

kb_status try_project(kb_project **out, const cli_options *options, const char *path,
                      kb_store_mode mode, kb_error *err)
{
    const kb_project_options with = project_options(options);
    hold_interrupts();
    kb_status status = kb_project_open(out, path, mode, &with, err);
    if (status != KB_OK)
        let_interrupts();
    return status;
}

kb_project *open_project(const cli_options *options, const char *path, kb_store_mode mode,
                         int *code)
{
    kb_project *project = NULL;
    kb_error err;
    if (try_project(&project, options, path, mode, &err) != KB_OK)
        *code = show_failure(&err);
    return project;
}

void close_project(kb_project *project)
{
    kb_project_close(project);
    let_interrupts();
}
