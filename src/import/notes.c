/* SPDX-License-Identifier: MIT */
/* What is to be said about a file; see notes.h. */
#include "notes.h"

#include "base/chunk.h"
#include "base/str.h"
#include "base/unicode.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>

typedef struct tally_words {
    kb_severity severity;
    const char *one, *many; /* after the count */
    const char *hint;
} tally_words;

static const tally_words words[KB_TALLY_COUNT] = {
    [KB_TALLY_FEW_FIELDS] = { KB_NOTE, "row has fewer fields than the header",
                              "rows have fewer fields than the header",
                              "what is missing counts as blank" },
    [KB_TALLY_BLANK_LINE] = { KB_NOTE, "blank line was skipped", "blank lines were skipped", "" },
    [KB_TALLY_BLANK_ROW] = { KB_NOTE, "row without anything in it was skipped",
                             "rows without anything in them were skipped", "" },
    [KB_TALLY_QUOTE_INSIDE] = { KB_NOTE, "cell has a quote inside a field that is not quoted",
                                "cells have a quote inside a field that is not quoted",
                                "the quote is kept as it stands" },
    [KB_TALLY_AFTER_QUOTE] = { KB_NOTE, "cell has text after its closing quote",
                               "cells have text after their closing quote",
                               "the text is kept as it stands" },
    [KB_TALLY_GARBLED] = { KB_WARNING,
                           "cell holds text that was decoded wrongly ('Ã¸', 'Ã¥' or U+FFFD)",
                           "cells hold text that was decoded wrongly ('Ã¸', 'Ã¥' or U+FFFD)",
                           "export the file again as UTF-8, or name its encoding with "
                           "--encoding" },
    [KB_TALLY_CONTROLS] = { KB_WARNING,
                            "cell holds control characters (U+0080 to U+009F), which are removed",
                            "cells hold control characters (U+0080 to U+009F), which are removed",
                            "the file may be windows-1252: try --encoding windows-1252" },
};

kb_place kb_row_place(uint64_t row, int column)
{
    return (kb_place){ row < INT_MAX ? (int)row : INT_MAX, column };
}

void kb_notes_add(kb_notes *notes, kb_severity severity, kb_place place, const char *hint,
                  const char *format, ...)
{
    char message[1024];
    if (severity == KB_PROBLEM && ++notes->errors > KB_NOTES_MAX_ERRORS)
        return;
    va_list args;
    va_start(args, format);
    int len = vsnprintf(message, sizeof message, format, args);
    va_end(args);
    if (len < 0)
        len = 0;
    size_t whole = (size_t)len;
    if (whole >= sizeof message)
        whole = kb_utf8_whole(message, sizeof message - 1);
    kb_str text = { message, whole };
    kb_problem problem = { .severity = severity,
                           .in_table = true,
                           .file = notes->file,
                           .place = place,
                           .message = text,
                           .hint = kb_str_from(hint) };
    kb_problems_add(notes->problems, &problem);
}

void kb_notes_tally(kb_notes *notes, kb_tally_kind kind, uint64_t row, int column)
{
    kb_tally *tally = &notes->tallies[kind];
    if (tally->count++ == 0) {
        tally->row = row;
        tally->column = column;
    }
}

static void say_tally(kb_notes *notes, const kb_tally *tally, const tally_words *say)
{
    kb_place place = kb_row_place(tally->row, tally->column);
    if (tally->count == 1)
        kb_notes_add(notes, say->severity, place, say->hint, "1 %s", say->one);
    else
        kb_notes_add(notes, say->severity, place, say->hint, "%llu %s; the first is row %llu",
                     (unsigned long long)tally->count, say->many, (unsigned long long)tally->row);
}

void kb_notes_end(kb_notes *notes)
{
    for (int i = 0; i < KB_TALLY_COUNT; i++) {
        if (notes->tallies[i].count > 0)
            say_tally(notes, &notes->tallies[i], &words[i]);
        notes->tallies[i].count = 0;
    }
    if (notes->errors > KB_NOTES_MAX_ERRORS && !notes->ended) {
        uint64_t more = notes->errors - KB_NOTES_MAX_ERRORS;
        kb_notes_add(notes, KB_NOTE, (kb_place){ 0, 0 }, NULL, "%llu more error%s in the rows",
                     (unsigned long long)more, more == 1 ? "" : "s");
    }
    notes->ended = true;
}

enum { NAME_BYTES = 60 };

void kb_put_name(kb_buf *out, kb_str name)
{
    size_t len = name.len;
    if (len > NAME_BYTES)
        for (len = NAME_BYTES; len > 0 && ((unsigned char)name.ptr[len] & 0xC0) == 0x80;)
            len--;
    kb_buf_char(out, '\'');
    kb_buf_add(out, name.ptr, len);
    kb_buf_puts(out, len < name.len ? "...'" : "'");
}

/* U+00C3 or U+00E2 with what windows-1252 makes of the second byte of a UTF-8 character. */
static bool is_garbled(const unsigned char *p, size_t left)
{
    if (left >= 3 && p[0] == 0xEF && p[1] == 0xBF && p[2] == 0xBD)
        return true;
    if (left >= 5 && memcmp(p, "\xC3\xA2\xE2\x82\xAC", 5) == 0)
        return true;
    return left >= 3 && p[0] == 0xC3 && p[1] == 0x83 &&
           (p[2] == 0xC2 || p[2] == 0xC5 || p[2] == 0xCB || p[2] == 0xE2);
}

/* Whether garbled text or a control may be among the bytes, which is rare. */
static bool may_be_odd(const unsigned char *bytes, size_t len)
{
    kb_chunk odd = { 0 };
    size_t i = 1;
    for (; len - i >= KB_CHUNK_BYTES; i += KB_CHUNK_BYTES) {
        kb_chunk before = kb_chunk_at(bytes + i - 1), chunk = kb_chunk_at(bytes + i);
        odd |= kb_chunk_is(chunk, 0xEF) | kb_chunk_is(chunk, 0xC2) |
               (kb_chunk_is(before, KB_LATIN_LEAD) &
                (kb_chunk_is(chunk, 0x83) | kb_chunk_is(chunk, 0xA2)));
    }
    for (i--; i < len; i++)
        if (bytes[i] >= 0xC2)
            return true;
    return bytes[0] >= 0xC2 || kb_chunk_any(odd);
}

void kb_notes_look(kb_notes *notes, kb_str cell, uint64_t row, int column)
{
    const unsigned char *bytes = (const unsigned char *)cell.ptr;
    bool controls = false;
    if (cell.len == 0 || !may_be_odd(bytes, cell.len))
        return;
    for (size_t i = 0; i < cell.len; i++) {
        if (bytes[i] < 0xC2)
            continue;
        if (is_garbled(bytes + i, cell.len - i)) {
            kb_notes_tally(notes, KB_TALLY_GARBLED, row, column);
            return;
        }
        /* U+0085 is a line end in some old systems, and is kept as one. */
        if (bytes[i] == 0xC2 && i + 1 < cell.len && bytes[i + 1] < 0xA0 && bytes[i + 1] != 0x85)
            controls = true;
    }
    if (controls)
        kb_notes_tally(notes, KB_TALLY_CONTROLS, row, column);
}
