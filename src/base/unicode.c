/* SPDX-License-Identifier: MIT */
/* Unicode, through ICU; see unicode.h. */
#include "unicode.h"

#include "chunk.h"

#include <stdio.h>
#include <stdlib.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utf8.h>
#include <unicode/uversion.h>

uint32_t kb_utf8_next(kb_str text, size_t *pos)
{
    const uint8_t *bytes = (const uint8_t *)text.ptr;
    size_t i = *pos;
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(bytes, i, text.len, c);
    *pos = i;
    return (uint32_t)c;
}

void kb_utf8_put(kb_buf *buf, uint32_t c)
{
    char bytes[4];
    size_t len = 0;
    if (c < 0x80)
        bytes[len++] = (char)c;
    else if (c < 0x800)
        bytes[len++] = (char)(0xC0 | (c >> 6));
    else if (c < 0x10000) {
        bytes[len++] = (char)(0xE0 | (c >> 12));
        bytes[len++] = (char)(0x80 | ((c >> 6) & 0x3F));
    } else {
        bytes[len++] = (char)(0xF0 | (c >> 18));
        bytes[len++] = (char)(0x80 | ((c >> 12) & 0x3F));
        bytes[len++] = (char)(0x80 | ((c >> 6) & 0x3F));
    }
    if (c >= 0x80)
        bytes[len++] = (char)(0x80 | (c & 0x3F));
    kb_buf_add(buf, bytes, len);
}

static bool chunk_is_latin(const uint8_t *chunk)
{
    return !kb_chunk_any(kb_not_latin(kb_chunk_at(chunk - 1), kb_chunk_at(chunk)));
}

/* From the beginning of a character, but the first one, to another: nothing but Norwegian is
 * between.  The last chunk may begin before `i`. */
static size_t skip_latin(const uint8_t *bytes, size_t i, size_t len)
{
    while (len - i >= KB_CHUNK_BYTES && chunk_is_latin(bytes + i))
        i += KB_CHUNK_BYTES;
    if (len - i < KB_CHUNK_BYTES && len > KB_CHUNK_BYTES &&
        chunk_is_latin(bytes + len - KB_CHUNK_BYTES))
        i = len;
    return i - (bytes[i - 1] == KB_LATIN_LEAD); /* that character goes on, or ought to */
}

size_t kb_utf8_check(kb_str text)
{
    const uint8_t *bytes = (const uint8_t *)text.ptr;
    for (size_t i = 0, slowly_to = 1; i < text.len;) {
        if (i >= slowly_to) {
            i = skip_latin(bytes, i, text.len);
            slowly_to = i + KB_CHUNK_BYTES;
            if (i == text.len)
                break;
        }
        size_t start = i;
        UChar32 c = 0;
        U8_NEXT(bytes, i, text.len, c);
        if (c < 0)
            return start;
    }
    return text.len;
}

size_t kb_utf8_count(kb_str text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
    return count;
}

static bool in_mask(uint32_t c, uint32_t mask)
{
    return (U_GET_GC_MASK((UChar32)c) & mask) != 0;
}

bool kb_is_letter(uint32_t c)
{
    return in_mask(c, U_GC_L_MASK);
}

bool kb_is_mark(uint32_t c)
{
    return in_mask(c, U_GC_M_MASK);
}

bool kb_is_number(uint32_t c)
{
    return in_mask(c, U_GC_N_MASK);
}

bool kb_is_digit(uint32_t c)
{
    return in_mask(c, U_GC_ND_MASK);
}

bool kb_is_upper(uint32_t c)
{
    return in_mask(c, U_GC_LU_MASK | U_GC_LT_MASK);
}

bool kb_is_lower(uint32_t c)
{
    return in_mask(c, U_GC_LL_MASK);
}

bool kb_is_space(uint32_t c)
{
    return u_isUWhiteSpace((UChar32)c);
}

bool kb_is_invisible(uint32_t c)
{
    return in_mask(c, U_GC_CC_MASK | U_GC_CF_MASK | U_GC_ZL_MASK | U_GC_ZP_MASK);
}

size_t kb_utf8_whole(const char *text, size_t len)
{
    size_t start = len;
    while (start > 0 && ((unsigned char)text[start - 1] & 0xC0) == 0x80)
        start--;
    if (start == 0 || (unsigned char)text[start - 1] < 0xC0)
        return len;
    unsigned char lead = (unsigned char)text[start - 1];
    size_t need = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    return len - (start - 1) == need ? len : start - 1;
}

uint32_t kb_plain_sign(uint32_t c)
{
    switch (c) {
    case 0x00B4: /* acute accent */
    case 0x02BC: /* modifier apostrophe */
    case 0x2018: /* left single quotation mark */
    case 0x2019: /* right single quotation mark */ return '\'';
    case 0x2010: /* hyphen */
    case 0x2011: /* no-break hyphen */ return '-';
    default: return c;
    }
}

uint32_t kb_fold(uint32_t c)
{
    if (c < 0x80)
        return c >= 'A' && c <= 'Z' ? c + 32 : c;
    return (uint32_t)u_foldCase((UChar32)c, U_FOLD_CASE_DEFAULT);
}

void kb_fold_str(kb_buf *out, kb_str text)
{
    for (size_t pos = 0; pos < text.len;)
        kb_utf8_put(out, kb_fold(kb_utf8_next(text, &pos)));
}

void kb_title_str(kb_buf *out, kb_str text)
{
    size_t pos = 0;
    if (text.len > 0)
        kb_utf8_put(out, (uint32_t)u_totitle((UChar32)kb_utf8_next(text, &pos)));
    kb_buf_add(out, text.ptr + pos, text.len - pos);
}

/* The UTF-8 in `text` as UTF-16 on the heap, or NULL. */
static UChar *to_utf16(kb_str text, int32_t *len)
{
    UErrorCode code = U_ZERO_ERROR;
    UChar *wide = malloc((text.len + 1) * sizeof *wide);
    if (wide != NULL)
        u_strFromUTF8(wide, (int32_t)text.len + 1, len, text.ptr, (int32_t)text.len, &code);
    if (U_FAILURE(code)) {
        free(wide);
        return NULL;
    }
    return wide;
}

static void add_utf16(kb_buf *out, const UChar *wide, int32_t len)
{
    UErrorCode code = U_ZERO_ERROR;
    int32_t need = 0;
    if (!kb_buf_reserve(out, (size_t)len * 3))
        return;
    u_strToUTF8(out->ptr + out->len, len * 3, &need, wide, len, &code);
    if (U_FAILURE(code))
        out->failed = true;
    else
        out->len += (size_t)need;
}

/* U+0300 is the first code point that is not inert or that NFC may touch. */
static bool is_plainly_nfc(kb_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] >= 0xCC)
            return false;
    return true;
}

static kb_status normalise_wide(kb_buf *out, const UChar *wide, int32_t len, kb_error *err)
{
    UErrorCode code = U_ZERO_ERROR;
    const UNormalizer2 *nfc = unorm2_getNFCInstance(&code);
    int32_t cap = len * 3 + 16;
    UChar *done = malloc((size_t)cap * sizeof *done);
    if (done == NULL)
        return kb_fail_memory(err);
    int32_t got = unorm2_normalize(nfc, wide, len, done, cap, &code);
    if (U_SUCCESS(code))
        add_utf16(out, done, got);
    free(done);
    return U_FAILURE(code) || out->failed ? kb_fail_memory(err) : KB_OK;
}

kb_status kb_nfc(kb_buf *out, kb_str text, kb_error *err)
{
    if (text.len > INT32_MAX / 16) /* three times as long in NFC, three bytes a unit */
        return kb_fail(err, KB_ERR_LIMIT, "text of %zu bytes is too long", text.len);
    if (is_plainly_nfc(text)) {
        kb_buf_str(out, text);
        return out->failed ? kb_fail_memory(err) : KB_OK;
    }
    int32_t len = 0;
    UChar *wide = to_utf16(text, &len);
    if (wide == NULL)
        return kb_fail_memory(err);
    kb_status status = normalise_wide(out, wide, len, err);
    free(wide);
    return status;
}

int kb_width_of(uint32_t c)
{
    if (c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0xAD)
        return 0;
    if (in_mask(c, U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK))
        return 0;
    int east = u_getIntPropertyValue((UChar32)c, UCHAR_EAST_ASIAN_WIDTH);
    return east == U_EA_WIDE || east == U_EA_FULLWIDTH ? 2 : 1;
}

size_t kb_width(kb_str text)
{
    size_t columns = 0;
    for (size_t pos = 0; pos < text.len;)
        columns += (size_t)kb_width_of(kb_utf8_next(text, &pos));
    return columns;
}

void kb_unicode_versions(char icu[16], char unicode[16])
{
    UVersionInfo info;
    char text[U_MAX_VERSION_STRING_LENGTH];
    u_getVersion(info);
    u_versionToString(info, text);
    snprintf(icu, 16, "%.15s", text);
    u_getUnicodeVersion(info);
    u_versionToString(info, text);
    snprintf(unicode, 16, "%.15s", text);
}
