/* SPDX-License-Identifier: MIT */
/*
 * Canonical text: what is stored, and what every offset refers to.
 *
 * Three steps, each on the result of the one before, so that doing it twice
 * changes nothing: line ends and unwanted characters; the `_x000D_` that
 * spreadsheets write for a carriage return (only now, since a zero-width
 * character may have stood inside it); NFC.
 */
#include <kodebok/text.h>

#include "base/chunk.h"
#include "base/str.h"
#include "base/try.h"
#include "base/unicode.h"

#include <stdlib.h>

struct kb_canon {
    kb_buf clean;  /* after the first two steps */
    kb_buf normal; /* in NFC, where that is another text */
    bool controls; /* some were removed */
};

/* NUL never gets this far, so 0 is free to mean "nothing". */
enum { DROPPED = 0, FIRST_LIGATURE = 0xFB00, LAST_LIGATURE = 0xFB04 };

static const char *const ligatures[] = { "ff", "fi", "fl", "ffi", "ffl" };

static bool in_range(uint32_t c, uint32_t first, uint32_t last)
{
    return first <= c && c <= last;
}

/* What a C0 or C1 control or DEL becomes. */
static uint32_t control(uint32_t c)
{
    if (c == '\t' || c == '\n')
        return c;
    return in_range(c, 0x0B, 0x0D) || c == 0x85 ? '\n' : DROPPED;
}

/* Changes the direction of what stands around it. */
static bool is_bidi(uint32_t c)
{
    return c == 0x061C || c == 0x200E || c == 0x200F || in_range(c, 0x202A, 0x202E) ||
           in_range(c, 0x2066, 0x2069);
}

/* What any other character becomes: itself, a line feed or nothing. */
static uint32_t cleaned(uint32_t c)
{
    if (c < 0x20 || in_range(c, 0x7F, 0x9F))
        return control(c);
    if (c == 0x2028 || c == 0x2029)
        return '\n';
    bool hidden = c == 0xAD || c == 0x200B || c == 0x200C || c == 0x2060 || c == 0xFEFF ||
                  c == 0xFFFE || c == 0xFFFF;
    return is_bidi(c) || hidden ? DROPPED : c;
}

/*
 * Whether NFC leaves the character alone next to any other such character.  Not
 * the whole set: what answers are made of, so that few pay for NFC.
 */
static bool is_inert(uint32_t c)
{
    return c < 0x300 || in_range(c, 0x2010, 0x2027) || in_range(c, 0x1F300, 0x1FAFF) ||
           in_range(c, 0x2600, 0x27BF) || c == 0xFE0F || c == 0x200D || c == 0x20AC;
}

static bool is_plain_byte(char byte)
{
    return (byte >= 0x20 && byte < 0x7F) || byte == '\n' || byte == '\t';
}

/* Does it do something to a terminal or to the text around it, and is it removed? */
static bool is_removed_control(uint32_t c)
{
    return is_bidi(c) || ((c < 0x20 || c == 0x7F) && control(c) == DROPPED);
}

/* Step 1, from `text` to canon->clean; `*inert` says that NFC will change nothing. */
static void clean(kb_canon *canon, kb_str text, bool *inert)
{
    kb_buf *out = &canon->clean;
    for (size_t pos = 0, begin = 0; pos < text.len; begin = pos) {
        while (pos < text.len && is_plain_byte(text.ptr[pos]))
            pos++;
        kb_buf_add(out, text.ptr + begin, pos - begin);
        if (pos == text.len)
            break;
        uint32_t c = kb_utf8_next(text, &pos);
        *inert = *inert && is_inert(c);
        canon->controls |= is_removed_control(c);
        if (c == '\r' && pos < text.len && text.ptr[pos] == '\n')
            continue;
        if (in_range(c, FIRST_LIGATURE, LAST_LIGATURE))
            kb_buf_puts(out, ligatures[c - FIRST_LIGATURE]);
        else if (cleaned(c) != DROPPED)
            kb_utf8_put(out, cleaned(c));
    }
}

/* The next `_x000D_` at or after `from`, or the end of the text. */
static size_t find_carriage_return(kb_str text, size_t from)
{
    static const kb_str written = { "_x000D_", 7 };
    while (from < text.len) {
        const char *found = memchr(text.ptr + from, '_', text.len - from);
        if (found == NULL)
            break;
        size_t pos = (size_t)(found - text.ptr);
        if (kb_str_starts((kb_str){ found, text.len - pos }, written))
            return pos;
        from = pos + 1;
    }
    return text.len;
}

/* Step 2, in place: `_x000D_` becomes a line feed; with the line feed after it, one. */
static void replace_carriage_returns(kb_buf *buf)
{
    enum { WRITTEN_BYTES = 7 };
    kb_str text = kb_buf_view(buf);
    size_t kept = find_carriage_return(text, 0);
    for (size_t pos = kept; pos < text.len;) {
        pos += WRITTEN_BYTES;
        if (pos == text.len || text.ptr[pos] != '\n')
            buf->ptr[kept++] = '\n';
        size_t next = find_carriage_return(text, pos);
        memmove(buf->ptr + kept, buf->ptr + pos, next - pos);
        kept += next - pos;
        pos = next;
    }
    buf->len = kept;
}

static kb_status check_bytes(kb_str text, kb_error *err)
{
    size_t bad = kb_utf8_check(text);
    const char *zero = text.len ? memchr(text.ptr, '\0', text.len) : NULL;
    if (zero != NULL && (size_t)(zero - text.ptr) < bad)
        return kb_fail(err, KB_ERR_INPUT, "byte %zu is a NUL character",
                       (size_t)(zero - text.ptr) + 1);
    if (bad < text.len)
        return kb_fail(err, KB_ERR_INPUT, "byte %zu is not valid UTF-8", bad + 1);
    return KB_OK;
}

/* What may not stand in text that is canonical for sure: '_' could begin `_x000D_`. */
static inline kb_chunk not_usual(kb_chunk before, kb_chunk chunk)
{
    kb_chunk control =
        (kb_chunk)(chunk < 0x20) & ~kb_chunk_is(chunk, '\n') & ~kb_chunk_is(chunk, '\t');
    return kb_not_latin(before, chunk) | control | kb_chunk_is(chunk, 0x7F) |
           kb_chunk_is(chunk, '_');
}

/* Whether the text is canonical as it stands, which most texts are. */
static bool is_canonical(kb_str text)
{
    /* Short texts get spaces around them, so that there is a byte before every chunk. */
    char room[2 * KB_CHUNK_BYTES];
    const char *bytes = text.ptr;
    size_t len = text.len, i = 1;
    if (len == 0)
        return true;
    if (len <= KB_CHUNK_BYTES) {
        memset(room, ' ', sizeof room);
        memcpy(room + 1, bytes, len);
        bytes = room;
        len = KB_CHUNK_BYTES + 2;
    } else if (!is_plain_byte(bytes[0]) && (unsigned char)bytes[0] != KB_LATIN_LEAD) {
        return false;
    }
    kb_chunk bad = { 0 };
    for (; len - i > KB_CHUNK_BYTES; i += KB_CHUNK_BYTES)
        bad |= not_usual(kb_chunk_at(bytes + i - 1), kb_chunk_at(bytes + i));
    i = len - KB_CHUNK_BYTES;
    bad |= not_usual(kb_chunk_at(bytes + i - 1), kb_chunk_at(bytes + i));
    return !kb_chunk_any(bad) && (unsigned char)bytes[len - 1] != KB_LATIN_LEAD;
}

kb_status kb_canon_new(kb_canon **out, kb_error *err)
{
    *out = calloc(1, sizeof **out);
    return *out ? KB_OK : kb_fail_memory(err);
}

void kb_canon_free(kb_canon *canon)
{
    if (canon == NULL)
        return;
    kb_buf_free(&canon->clean);
    kb_buf_free(&canon->normal);
    free(canon);
}

kb_status kb_canon_apply(kb_canon *canon, kb_str utf8, kb_str *text, bool *changed, kb_error *err)
{
    bool inert = true;
    *text = utf8;
    *changed = canon->controls = false;
    if (is_canonical(utf8))
        return KB_OK;
    KB_TRY(check_bytes(utf8, err));
    kb_buf_reset(&canon->clean);
    clean(canon, utf8, &inert);
    if (canon->clean.failed)
        return kb_fail_memory(err);
    replace_carriage_returns(&canon->clean);
    *text = kb_buf_view(&canon->clean);
    if (!inert) {
        kb_buf_reset(&canon->normal);
        KB_TRY(kb_nfc(&canon->normal, *text, err));
        *text = kb_buf_view(&canon->normal);
    }
    *changed = !kb_str_equal(*text, utf8);
    return KB_OK;
}

bool kb_canon_removed_controls(const kb_canon *canon)
{
    return canon->controls;
}
