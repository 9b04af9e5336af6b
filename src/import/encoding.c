/* SPDX-License-Identifier: MIT */
/* Sniffing the encoding of a file; see encoding.h.  The decoder is in decoder.c. */
#include "encoding.h"

#include "base/convert.h"
#include "base/str.h"
#include "base/unicode.h"
#include "decoder.h"

#include <stdio.h>

typedef struct byte_order_mark {
    kb_str bytes;
    const char *name;
} byte_order_mark;

/* UTF-32 before UTF-16: the one begins with the other. */
static const byte_order_mark marks[] = {
    { { "\xEF\xBB\xBF", 3 }, "UTF-8" },    { { "\xFF\xFE\0\0", 4 }, "UTF-32LE" },
    { { "\0\0\xFE\xFF", 4 }, "UTF-32BE" }, { { "\xFF\xFE", 2 }, "UTF-16LE" },
    { { "\xFE\xFF", 2 }, "UTF-16BE" },
};

static const byte_order_mark *find_mark(kb_str head)
{
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (kb_str_starts(head, marks[i].bytes))
            return &marks[i];
    return NULL;
}

/* Names are compared by their letters and digits only: "utf8" is "UTF-8". */
static bool next_name_char(const char **name, char *c)
{
    for (; **name != '\0'; (*name)++) {
        char raw = **name;
        *c = raw >= 'A' && raw <= 'Z' ? (char)(raw + 32) : raw;
        if ((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9')) {
            (*name)++;
            return true;
        }
    }
    return false;
}

bool kb_encoding_is(const char *name, const char *other)
{
    for (;;) {
        char a = '\0', b = '\0';
        bool more = next_name_char(&name, &a);
        if (more != next_name_char(&other, &b) || a != b)
            return false;
        if (!more)
            return true;
    }
}

static void set_name(kb_encoding *encoding, const char *name)
{
    snprintf(encoding->name, sizeof encoding->name, "%s", name);
}

enum { PATTERN_BYTES = 4096 };

/* Text in the Latin alphabet has a NUL in every other byte when it is UTF-16. */
static const char *utf16_by_pattern(kb_str head)
{
    size_t len = head.len < PATTERN_BYTES ? head.len / 2 * 2 : PATTERN_BYTES, nuls[2] = { 0, 0 };
    for (size_t i = 0; i < len; i++)
        nuls[i % 2] += head.ptr[i] == '\0';
    size_t pairs = len / 2;
    if (pairs < 2)
        return NULL;
    if (nuls[1] * 10 >= pairs * 3 && nuls[0] * 20 <= pairs)
        return "UTF-16LE";
    return nuls[0] * 10 >= pairs * 3 && nuls[1] * 20 <= pairs ? "UTF-16BE" : NULL;
}

static size_t count_leads(kb_str text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += (unsigned char)text.ptr[i] >= 0xC0;
    return count;
}

/*
 * One broken byte among many good characters is a damaged UTF-8 file, to be
 * reported, not a reason to read the good ones as something else.
 */
static bool looks_like_utf8(kb_str head, bool whole)
{
    size_t good = 0, bad = 0;
    while (head.len > 0) {
        size_t valid = kb_utf8_check(head);
        good += count_leads((kb_str){ head.ptr, valid });
        head.ptr += valid;
        head.len -= valid;
        if (head.len == 0 || (!whole && kb_utf8_is_cut(head)))
            break;
        bad++;
        head.ptr++;
        head.len--;
    }
    return bad == 0 || good > bad;
}

static void guess(kb_encoding *encoding, kb_str head, bool whole)
{
    const char *wide = utf16_by_pattern(head);
    if (wide != NULL)
        set_name(encoding, wide);
    else
        set_name(encoding, looks_like_utf8(head, whole) ? "UTF-8" : "windows-1252");
    encoding->guessed = wide != NULL || !kb_encoding_is(encoding->name, "UTF-8");
}

/* "UTF-16" without an order takes that of the mark, or of the pattern. */
static bool agrees(const char *wanted, const char *name)
{
    char open[KB_ENCODING_NAME_BYTES];
    snprintf(open, sizeof open, "%.6s", name);
    return kb_encoding_is(wanted, name) || kb_encoding_is(wanted, open) ||
           (kb_encoding_is(name, "UTF-8") && kb_encoding_is(wanted, "UTF-8-sig"));
}

static kb_status take_wanted(kb_encoding *out, kb_str head, const char *wanted, kb_error *err)
{
    const char *wide = utf16_by_pattern(head);
    kb_convert *probe = NULL;
    out->guessed = false;
    if (kb_encoding_is(wanted, "UTF-16"))
        set_name(out, wide ? wide : "UTF-16BE");
    else if (kb_encoding_is(wanted, "UTF-8") || kb_encoding_is(wanted, "UTF-8-sig"))
        set_name(out, "UTF-8");
    else if (strlen(wanted) >= KB_ENCODING_NAME_BYTES ||
             kb_convert_open(&probe, wanted, NULL) != KB_OK)
        return kb_fail(err, KB_ERR_INPUT,
                       "unknown encoding '%.60s'; UTF-8, windows-1252, ISO-8859-1 and UTF-16 "
                       "are the usual ones",
                       wanted);
    else
        set_name(out, wanted);
    kb_convert_close(probe);
    return KB_OK;
}

kb_status kb_encoding_sniff(kb_encoding *out, kb_str head, bool whole, const char *wanted,
                            kb_error *err)
{
    const byte_order_mark *mark = find_mark(head);
    *out = (kb_encoding){ 0 };
    if (mark != NULL && wanted != NULL && !agrees(wanted, mark->name))
        return kb_fail(err, KB_ERR_INPUT,
                       "the file is marked as %s, not %.60s: leave --encoding out", mark->name,
                       wanted);
    if (mark != NULL) {
        set_name(out, mark->name);
        out->mark_bytes = mark->bytes.len;
        return KB_OK;
    }
    if (wanted != NULL)
        return take_wanted(out, head, wanted, err);
    guess(out, head, whole);
    return KB_OK;
}

kb_status kb_encoding_encode(const kb_encoding *encoding, kb_str text, kb_buf *out, kb_error *err)
{
    kb_convert *convert = NULL;
    if (kb_encoding_is(encoding->name, "UTF-8")) {
        kb_buf_str(out, text);
        return out->failed ? kb_fail_memory(err) : KB_OK;
    }
    kb_status status = kb_convert_open(&convert, encoding->name, err);
    if (status != KB_OK)
        return status;
    if (!kb_convert_encode(convert, text, out))
        status = out->failed ? kb_fail_memory(err)
                             : kb_fail(err, KB_ERR_INPUT, "the text cannot be written as %s",
                                       encoding->name);
    kb_convert_close(convert);
    return status;
}
