/* SPDX-License-Identifier: MIT */
/* Telling the caller what is found and how far the work is. */
#include "room.h"

#include <stdarg.h>
#include <stdio.h>

void kb_tell(const kb_watch *watch, const kb_problem *problem)
{
    if (watch->note != NULL)
        watch->note(watch->payload, problem);
}

void kb_tell_about(const kb_watch *watch, kb_problem problem, const char *format, va_list args)
{
    char message[1024];
    vsnprintf(message, sizeof message, format, args);
    problem.message = kb_str_from(message);
    kb_tell(watch, &problem);
}

void kb_tell_note(const kb_watch *watch, kb_severity severity, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    kb_tell_about(watch, (kb_problem){ .severity = severity }, format, args);
    va_end(args);
}

size_t kb_tell_all(const kb_watch *watch, const kb_problems *problems, size_t from)
{
    for (; from < kb_problems_count(problems); from++)
        kb_tell(watch, kb_problems_at(problems, from));
    return from;
}

kb_status kb_progress(const kb_watch *watch, const char *step, uint64_t done, uint64_t total,
                      kb_error *err)
{
    if (watch->progress == NULL || watch->progress(watch->payload, step, done, total))
        return KB_OK;
    if (step == NULL)
        return kb_fail(err, KB_ERR_CANCELLED, "stopped");
    return kb_fail(err, KB_ERR_CANCELLED, "stopped while %s; nothing of it was kept", step);
}

kb_status kb_look_at_watch(void *watch, kb_error *err)
{
    return kb_progress(watch, NULL, 0, 0, err);
}

kb_match_options kb_watched(const kb_match_options *match, const kb_watch *watch)
{
    kb_match_options watched = *match;
    watched.look = kb_look_at_watch;
    watched.payload = (void *)(uintptr_t)watch; /* which is only read */
    return watched;
}

kb_status kb_failed_in_table(kb_status status, kb_error *err)
{
    if (status == KB_OK || err == NULL || err->line == 0)
        return status;
    kb_error old = *err;
    if (old.column > 0)
        kb_fail(err, status, "row %d, column %d: %s", old.line, old.column, old.message);
    else
        kb_fail(err, status, "row %d: %s", old.line, old.message);
    memcpy(err->file, old.file, sizeof err->file);
    return status;
}
