/* SPDX-License-Identifier: MIT */
/* Finding columns by name; see headers.h. */
#include "headers.h"

#include "base/str.h"
#include "base/try.h"
#include "base/unicode.h"

static kb_status clean(kb_str text, kb_arena *arena, kb_str *out, kb_error *err)
{
    kb_buf normal = { 0 };
    kb_status status = kb_nfc(&normal, kb_str_trim(text), err);
    if (status == KB_OK) {
        *out = kb_arena_str(arena, kb_buf_view(&normal));
        if (out->ptr == NULL)
            status = kb_fail_memory(err);
    }
    kb_buf_free(&normal);
    return status;
}

kb_status kb_headers_read(kb_headers *out, const kb_line *line, kb_arena *arena, kb_error *err)
{
    kb_str *names = kb_arena_array(arena, line->count, sizeof *names);
    if (names == NULL)
        return kb_fail_memory(err);
    for (size_t i = 0; i < line->count; i++)
        KB_TRY(clean(line->cells[i], arena, &names[i], err));
    *out = (kb_headers){ names, line->count };
    return KB_OK;
}

/*
 * How many bytes at the beginning of `text` say `header`, with or without regard to
 * case; 0 when they do not.  Folding may change the length, so the count is of `text`.
 */
static size_t says(kb_str text, kb_str header, bool fold)
{
    if (header.len == 0)
        return 0;
    if (!fold)
        return kb_str_starts(text, header) ? header.len : 0;
    size_t at = 0, in = 0;
    while (in < header.len) {
        if (at == text.len ||
            kb_fold(kb_utf8_next(text, &at)) != kb_fold(kb_utf8_next(header, &in)))
            return 0;
    }
    return at;
}

static size_t find_clean(const kb_headers *headers, kb_str name)
{
    for (int fold = 0; fold < 2; fold++)
        for (size_t i = 0; i < headers->count; i++)
            if (name.len > 0 && says(name, headers->names[i], fold) == name.len)
                return i;
    return KB_NO_COLUMN;
}

kb_status kb_headers_find(const kb_headers *headers, kb_str name, size_t *column, kb_error *err)
{
    kb_buf normal = { 0 };
    *column = KB_NO_COLUMN;
    kb_status status = kb_nfc(&normal, kb_str_trim(name), err);
    if (status == KB_OK)
        *column = find_clean(headers, kb_buf_view(&normal));
    kb_buf_free(&normal);
    return status;
}

static kb_status fail_unknown(const kb_headers *headers, kb_str name, const char *option,
                              kb_error *err)
{
    size_t nearest = kb_str_nearest(name, headers->names, headers->count);
    kb_buf text = { 0 };
    kb_buf_printf(&text, "%s: no column is called ", option);
    kb_put_name(&text, name);
    if (nearest < headers->count && headers->names[nearest].len > 0) {
        kb_buf_puts(&text, " (do you mean ");
        kb_put_name(&text, headers->names[nearest]);
        kb_buf_puts(&text, "?)");
    }
    kb_buf_puts(&text, "; the columns are ");
    kb_headers_list(headers, NULL, &text);
    kb_status status =
        text.failed ? kb_fail_memory(err) : kb_fail(err, KB_ERR_INPUT, "%.*s", KB_ARG(text));
    kb_buf_free(&text);
    kb_error_at(err, 1, 0);
    return status;
}

kb_status kb_headers_need(const kb_headers *headers, kb_str name, const char *option,
                          size_t *column, kb_error *err)
{
    KB_TRY(kb_headers_find(headers, name, column, err));
    return *column == KB_NO_COLUMN ? fail_unknown(headers, kb_str_trim(name), option, err) : KB_OK;
}

bool kb_header_is_known(kb_str header, const char *known)
{
    kb_str name = kb_str_from(known);
    size_t at = 0, in = 0;
    while (at < header.len && in < name.len) {
        uint32_t c = kb_fold(kb_utf8_next(header, &at));
        if (c == ' ' || c == '-')
            c = '_';
        if (c != kb_utf8_next(name, &in))
            return false;
    }
    return at == header.len && in == name.len;
}

kb_status kb_picks_add(kb_picks *picks, const kb_headers *headers, kb_pick pick, kb_arena *arena,
                       kb_error *err)
{
    kb_str header = headers->names[pick.column];
    kb_pick *items = kb_arena_grow(arena, picks->items, picks->count, sizeof *items);
    if (items == NULL)
        return kb_fail_memory(err);
    pick.id = kb_arena_str(arena, pick.id.len > 0 ? pick.id : header);
    pick.label = kb_arena_str(arena, pick.label.len > 0 ? pick.label : header);
    if (arena->failed)
        return kb_fail_memory(err);
    picks->items = items;
    picks->items[picks->count++] = pick;
    return KB_OK;
}

/* True when an element of a list may end at `at`. */
static bool may_end(kb_str rest, size_t at)
{
    while (at < rest.len && rest.ptr[at] == ' ')
        at++;
    return at == rest.len || rest.ptr[at] == ',' || rest.ptr[at] == '=';
}

/* The longest header that `rest` begins with; `*len` is how much of `rest` it takes. */
static size_t longest_header(const kb_headers *headers, kb_str rest, size_t *len)
{
    size_t best = KB_NO_COLUMN;
    *len = 0;
    for (int fold = 0; fold < 2 && best == KB_NO_COLUMN; fold++)
        for (size_t i = 0; i < headers->count; i++) {
            size_t said = says(rest, headers->names[i], fold);
            if (said > *len && may_end(rest, said)) {
                *len = said;
                best = i;
            }
        }
    return best;
}

static kb_str up_to(kb_str rest, char separator)
{
    kb_str piece = { 0 };
    kb_str_cut(&rest, separator, &piece);
    return kb_str_trim(piece);
}

/* Reads one HEADER[=ID] and the comma after it off the front of `*rest`. */
static kb_status split_one(const kb_headers *headers, kb_str *rest, const char *option,
                           kb_pick *pick, kb_error *err)
{
    size_t len;
    pick->column = longest_header(headers, *rest, &len);
    if (pick->column == KB_NO_COLUMN)
        return fail_unknown(headers, up_to(up_to(*rest, ','), '='), option, err);
    rest->ptr += len;
    rest->len -= len;
    kb_str piece;
    if (!kb_str_cut(rest, ',', &piece))
        return KB_OK;
    piece = kb_str_trim(piece);
    if (piece.len == 0)
        return KB_OK;
    pick->id = kb_str_trim((kb_str){ piece.ptr + 1, piece.len - 1 });
    if (pick->id.len == 0)
        return kb_fail(err, KB_ERR_INPUT, "%s: an id is missing after '='", option);
    return KB_OK;
}

static kb_status split_clean(const kb_headers *headers, kb_str rest, const char *option,
                             kb_arena *arena, kb_picks *picks, kb_error *err)
{
    while ((rest = kb_str_trim(rest)).len > 0) {
        kb_pick pick = { 0 };
        KB_TRY(split_one(headers, &rest, option, &pick, err));
        KB_TRY(kb_picks_add(picks, headers, pick, arena, err));
    }
    return KB_OK;
}

kb_status kb_headers_split(const kb_headers *headers, const char *list, const char *option,
                           kb_arena *arena, kb_picks *picks, kb_error *err)
{
    kb_str text;
    KB_TRY(clean(kb_str_from(list), arena, &text, err));
    return split_clean(headers, text, option, arena, picks, err);
}

/* A message holds about 500 bytes, a name in it at most 65. */
enum { MAX_NAMES = 20, MAX_LISTED_BYTES = 400 };

void kb_headers_list(const kb_headers *headers, const bool *wanted, kb_buf *out)
{
    size_t shown = 0, more = 0;
    for (size_t i = 0; i < headers->count; i++) {
        if ((wanted != NULL && !wanted[i]) || headers->names[i].len == 0)
            continue;
        if (shown == MAX_NAMES || (shown > 0 && out->len > MAX_LISTED_BYTES)) {
            more++;
            continue;
        }
        if (shown++ > 0)
            kb_buf_puts(out, ", ");
        kb_put_name(out, headers->names[i]);
    }
    if (more > 0)
        kb_buf_printf(out, " and %zu more", more);
}
