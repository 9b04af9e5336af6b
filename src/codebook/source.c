/* SPDX-License-Identifier: MIT */
/* The text of a codebook file, cut into lines; see source.h. */
#include "source.h"

#include "base/str.h"
#include "base/unicode.h"

#include <limits.h>

size_t kb_source_bom(kb_str file)
{
    return kb_str_starts(file, KB_STR("\xEF\xBB\xBF")) ? KB_BOM_BYTES : 0;
}

/* How many bytes the line end at `at` takes; 0 when there is none. */
static size_t line_end_bytes(kb_str text, size_t at)
{
    kb_str rest = { text.ptr + at, text.len - at };
    switch (rest.len > 0 ? rest.ptr[0] : 'x') {
    case '\n': return 1;
    case '\r': return kb_str_starts(rest, KB_STR("\r\n")) ? 2 : 1;
    case '\xC2': return kb_str_starts(rest, KB_STR("\xC2\x85")) ? 2 : 0;
    case '\xE2':
        return kb_str_starts(rest, KB_STR("\xE2\x80\xA8")) ||
                       kb_str_starts(rest, KB_STR("\xE2\x80\xA9"))
                   ? 3
                   : 0;
    default: return 0;
    }
}

static size_t count_lines(kb_str text)
{
    size_t count = 1;
    for (size_t i = 0; i < text.len;) {
        size_t end = line_end_bytes(text, i);
        count += end > 0;
        i += end > 0 ? end : 1;
    }
    return count;
}

bool kb_source_init(kb_source *source, kb_arena *arena, kb_str file)
{
    size_t bom = kb_source_bom(file);
    kb_str text = { bom > 0 ? file.ptr + bom : file.ptr, file.len - bom };
    size_t count = count_lines(text);
    size_t *line = kb_arena_array(arena, count, sizeof *line);
    if (line == NULL)
        return false;
    size_t n = 1;
    for (size_t i = 0; i < text.len;) {
        size_t end = line_end_bytes(text, i);
        i += end > 0 ? end : 1;
        if (end > 0)
            line[n++] = i;
    }
    *source = (kb_source){ .text = text, .line = line, .line_count = count, .bom = bom };
    return true;
}

kb_str kb_source_line(const kb_source *source, int number)
{
    if (number < 1 || (size_t)number > source->line_count)
        return (kb_str){ source->text.ptr, 0 };
    size_t begin = source->line[number - 1], end = begin;
    while (end < source->text.len && line_end_bytes(source->text, end) == 0)
        end++;
    return kb_str_slice(source->text, (kb_span){ begin, end });
}

kb_place kb_source_place(const kb_source *source, size_t offset)
{
    size_t low = 0, high = source->line_count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (source->line[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    size_t column =
        kb_utf8_count(kb_str_slice(source->text, (kb_span){ source->line[low], offset }));
    return (kb_place){ (int)low + 1, (int)column + 1 };
}

kb_str kb_source_from(const kb_source *source, kb_place place)
{
    kb_str line = kb_source_line(source, place.line);
    size_t pos = 0;
    for (int column = 1; column < place.column && pos < line.len; column++)
        kb_utf8_next(line, &pos);
    return kb_str_slice(line, (kb_span){ pos, line.len });
}
