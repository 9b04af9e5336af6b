/* SPDX-License-Identifier: MIT */
/*
 * Status and error records.
 *
 * An error is filled once, at the place that knows most, and passed up
 * untouched.  The parser knows the line and adds it with kb_error_at(); whoever
 * opened the file knows its name and adds it with kb_error_in().
 */
#include <kodebok/base.h>

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const char *kb_status_name(kb_status status)
{
    switch (status) {
    case KB_OK: return "ok";
    case KB_ERR_MEMORY: return "out of memory";
    case KB_ERR_IO: return "cannot read or write";
    case KB_ERR_INPUT: return "invalid input";
    case KB_ERR_ARGUMENT: return "invalid argument";
    case KB_ERR_NOT_FOUND: return "not found";
    case KB_ERR_LIMIT: return "limit reached";
    case KB_ERR_CANCELLED: return "cancelled";
    }
    return "unknown status";
}

/* vsnprintf may have cut inside a character: take its first bytes away too. */
static void trim_broken_character(char *text, size_t len)
{
    size_t start = len;
    while (start > 0 && ((unsigned char)text[start - 1] & 0xC0) == 0x80)
        start--;
    if (start == 0 || ((unsigned char)text[start - 1] & 0x80) == 0)
        return;
    unsigned char lead = (unsigned char)text[start - 1];
    size_t need = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (len - (start - 1) < need)
        text[start - 1] = '\0';
}

kb_status kb_fail(kb_error *err, kb_status status, const char *format, ...)
{
    if (err == NULL)
        return status;
    *err = (kb_error){ .status = status };
    va_list args;
    va_start(args, format);
    int len = vsnprintf(err->message, sizeof err->message, format, args);
    va_end(args);
    if (len >= (int)sizeof err->message)
        trim_broken_character(err->message, sizeof err->message - 1);
    return status;
}

kb_status kb_fail_memory(kb_error *err)
{
    return kb_fail(err, KB_ERR_MEMORY, "out of memory");
}

void kb_error_at(kb_error *err, int line, int column)
{
    if (err == NULL)
        return;
    err->line = line;
    err->column = column;
}

void kb_error_in(kb_error *err, const char *file)
{
    if (err != NULL)
        snprintf(err->file, sizeof err->file, "%s", file);
}
