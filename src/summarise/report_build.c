/* SPDX-License-Identifier: MIT */
/* Building a kb_report; see report_build.h. */
#include "report_build.h"

#include "base/str.h"
#include "base/unicode.h"

#include <stdlib.h>

kb_report *kb_build_new(const char *id)
{
    kb_report_room *room = calloc(1, sizeof *room);
    if (room == NULL)
        return NULL;
    room->report.room = room;
    room->report.id = kb_arena_str(&room->arena, kb_str_from(id));
    return &room->report;
}

kb_arena *kb_build_arena(kb_report *report)
{
    return &report->room->arena;
}

kb_table *kb_build_tables(kb_report *report, size_t count)
{
    kb_table *tables = kb_arena_array(&report->room->arena, count, sizeof *tables);
    report->tables = tables;
    report->table_count = tables ? count : 0;
    return tables;
}

/* The same length or longer: three bytes for each byte that is not UTF-8. */
static kb_str repaired(kb_arena *arena, kb_str text)
{
    kb_str copy = { kb_arena_alloc(arena, text.len * 3 + 1), 0 };
    if (copy.ptr == NULL)
        return copy;
    while (text.len > 0) {
        size_t good = kb_utf8_check(text);
        memcpy((char *)copy.ptr + copy.len, text.ptr, good);
        copy.len += good;
        if (good == text.len)
            break;
        memcpy((char *)copy.ptr + copy.len, "\xEF\xBF\xBD", 3);
        copy.len += 3;
        text = (kb_str){ text.ptr + good + 1, text.len - good - 1 };
    }
    return copy;
}

kb_str kb_build_text(kb_report *report, kb_str text)
{
    if (text.len == 0)
        return (kb_str){ "", 0 };
    if (kb_utf8_check(text) < text.len)
        return repaired(&report->room->arena, text);
    return kb_arena_str(&report->room->arena, text);
}

kb_str kb_build_plain(kb_report *report, kb_str text)
{
    kb_str copy = kb_build_text(report, text);
    char *bytes = (char *)copy.ptr;
    size_t kept = 0;
    for (size_t i = 0; i < copy.len; i++)
        if (bytes[i] < KB_MARK_OPEN || bytes[i] > KB_ASIDE_CLOSE)
            bytes[kept++] = bytes[i];
    return (kb_str){ copy.ptr, kept };
}

kb_value kb_build_value(kb_report *report, const kb_value *value)
{
    kb_value copy = *value;
    copy.text =
        value->kind == KB_VALUE_TEXT ? kb_build_text(report, value->text) : (kb_str){ "", 0 };
    return copy;
}

kb_heading *kb_build_headings(kb_report *report, const kb_heading *headings, size_t count)
{
    kb_heading *copies = kb_arena_array(&report->room->arena, count, sizeof *copies);
    for (size_t i = 0; copies != NULL && i < count; i++) {
        copies[i] = headings[i];
        copies[i].id = kb_build_text(report, headings[i].id);
        copies[i].label = kb_build_text(report, headings[i].label);
    }
    return copies;
}

kb_stamp kb_build_stamp(kb_report *report, const kb_stamp *stamp)
{
    return (kb_stamp){ .id = stamp->id,
                       .codebook = kb_build_text(report, stamp->codebook),
                       .answers = kb_build_text(report, stamp->answers),
                       .engine = kb_build_text(report, stamp->engine) };
}

kb_status kb_build_finish(kb_report *report, kb_report **out, kb_error *err)
{
    *out = NULL;
    if (report == NULL || report->room->arena.failed) {
        kb_report_free(report);
        return kb_fail_memory(err);
    }
    *out = report;
    return KB_OK;
}

void kb_report_free(kb_report *report)
{
    if (report == NULL)
        return;
    kb_report_room *room = report->room;
    kb_arena_free(&room->arena);
    free(room);
}
