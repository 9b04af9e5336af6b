/* SPDX-License-Identifier: MIT */
/* What is wrong with one codebook; see findings.h. */
#include "findings.h"

#include "base/str.h"
#include "base/unicode.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* A hostile file may hold millions of mistakes; so many are kept, the rest counted. */
enum { MAX_KEPT = 2000, MAX_SHOWN_BYTES = 80, MAX_MESSAGE_BYTES = 1024 };

size_t kb_show_bytes(kb_str text)
{
    if (text.len <= MAX_SHOWN_BYTES)
        return text.len;
    size_t len = MAX_SHOWN_BYTES;
    while (len > 0 && ((unsigned char)text.ptr[len] & 0xC0) == 0x80)
        len--;
    return len;
}

/* A message is one line, whatever the names in it hold. */
static void make_one_line(char *text)
{
    for (; *text != '\0'; text++)
        if ((unsigned char)*text < 0x20 || *text == 0x7F)
            *text = ' ';
}

static void add(kb_findings *findings, kb_finding finding, const char *format, va_list args)
{
    if (findings->count == MAX_KEPT) {
        findings->dropped++;
        return;
    }
    char message[MAX_MESSAGE_BYTES];
    int len = vsnprintf(message, sizeof message, format, args);
    if (len < 0)
        message[0] = '\0';
    else if ((size_t)len >= sizeof message)
        message[kb_utf8_whole(message, sizeof message - 1)] = '\0';
    make_one_line(message);
    kb_finding *items =
        kb_arena_grow(&findings->arena, findings->items, findings->count, sizeof *items);
    if (items == NULL)
        return;
    finding.number = findings->count;
    finding.message = kb_arena_str(&findings->arena, kb_str_from(message));
    finding.hint = kb_arena_str(&findings->arena, finding.hint);
    findings->items = items;
    items[findings->count++] = finding;
}

void kb_find(kb_findings *findings, kb_place place, const char *hint, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    add(findings, (kb_finding){ KB_PROBLEM, place, 0, { 0 }, kb_str_from(hint) }, format, args);
    va_end(args);
}

void kb_find_warning(kb_findings *findings, kb_place place, const char *hint, const char *format,
                     ...)
{
    va_list args;
    va_start(args, format);
    add(findings, (kb_finding){ KB_WARNING, place, 0, { 0 }, kb_str_from(hint) }, format, args);
    va_end(args);
}

void kb_find_unknown(kb_findings *findings, kb_place place, kb_str name, kb_names known,
                     const char *otherwise, const char *format, ...)
{
    char hint[160];
    size_t nearest =
        findings->count < MAX_KEPT ? kb_str_nearest(name, known.items, known.count) : known.count;
    snprintf(hint, sizeof hint, "%s", otherwise ? otherwise : "");
    if (nearest < known.count)
        snprintf(hint, sizeof hint, "did you mean '%.*s'?", KB_SHOW(known.items[nearest]));
    va_list args;
    va_start(args, format);
    add(findings, (kb_finding){ KB_PROBLEM, place, 0, { 0 }, kb_str_from(hint) }, format, args);
    va_end(args);
}

static int by_place(const void *left, const void *right)
{
    const kb_finding *a = left, *b = right;
    if (a->place.line != b->place.line)
        return a->place.line < b->place.line ? -1 : 1;
    if (a->place.column != b->place.column)
        return a->place.column < b->place.column ? -1 : 1;
    return (a->number > b->number) - (a->number < b->number);
}

/* One mistake that is inherited by many rules is told once. */
static size_t drop_repetitions(kb_finding *items, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        bool seen = false;
        for (size_t j = kept; j > 0 && !seen; j--) {
            if (items[j - 1].place.line != items[i].place.line ||
                items[j - 1].place.column != items[i].place.column)
                break;
            seen = kb_str_equal(items[j - 1].message, items[i].message);
        }
        if (!seen)
            items[kept++] = items[i];
    }
    return kept;
}

void kb_findings_hand_over(kb_findings *findings, const char *file, const kb_source *source,
                           kb_problems *problems)
{
    if (findings->count == 0)
        return;
    qsort(findings->items, findings->count, sizeof *findings->items, by_place);
    size_t count = drop_repetitions(findings->items, findings->count);
    size_t shown = count < KB_MAX_PROBLEMS ? count : KB_MAX_PROBLEMS;
    for (size_t i = 0; i < shown; i++) {
        const kb_finding *finding = &findings->items[i];
        kb_problems_add(problems,
                        &(kb_problem){ .severity = finding->severity,
                                       .file = kb_str_from(file),
                                       .place = finding->place,
                                       .message = finding->message,
                                       .hint = finding->hint,
                                       .source = kb_source_line(source, finding->place.line) });
    }
    size_t more = count - shown + findings->dropped;
    if (more == 0)
        return;
    char message[64];
    snprintf(message, sizeof message, "%zu more problems are not shown", more);
    kb_problems_add(problems, &(kb_problem){ .severity = KB_PROBLEM,
                                             .file = kb_str_from(file),
                                             .message = kb_str_from(message) });
}

void kb_findings_free(kb_findings *findings)
{
    kb_arena_free(&findings->arena);
    *findings = (kb_findings){ 0 };
}
