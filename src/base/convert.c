/* SPDX-License-Identifier: MIT */
/* Between UTF-8 and other encodings; see convert.h. */
#include "convert.h"

#include "str.h"

#include <stdlib.h>
#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>
#include <unicode/ustring.h>

enum { WIDE_CHUNK = 4096 };

struct kb_convert {
    UConverter *other;
    uint64_t done; /* bytes decoded by earlier calls */
    UChar half;    /* a high surrogate waiting for its other half, or 0 */
    UChar wide[WIDE_CHUNK];
};

kb_status kb_convert_open(kb_convert **out, const char *encoding, kb_error *err)
{
    UErrorCode code = U_ZERO_ERROR;
    kb_convert *convert = calloc(1, sizeof *convert);
    if (convert == NULL)
        return kb_fail_memory(err);
    convert->other = ucnv_open(encoding, &code);
    if (U_SUCCESS(code))
        ucnv_setToUCallBack(convert->other, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &code);
    if (U_SUCCESS(code))
        ucnv_setFromUCallBack(convert->other, UCNV_FROM_U_CALLBACK_STOP, NULL, NULL, NULL, &code);
    if (U_FAILURE(code)) {
        kb_convert_close(convert);
        return kb_fail(err, KB_ERR_NOT_FOUND, "unknown encoding '%s'", encoding);
    }
    *out = convert;
    return KB_OK;
}

void kb_convert_close(kb_convert *convert)
{
    if (convert == NULL)
        return;
    if (convert->other != NULL)
        ucnv_close(convert->other);
    free(convert);
}

const char *kb_convert_name(const kb_convert *convert)
{
    UErrorCode code = U_ZERO_ERROR;
    const char *name = ucnv_getName(convert->other, &code);
    return U_SUCCESS(code) && name != NULL ? name : "?";
}

/* Appends UTF-16 as UTF-8; a high surrogate at the end waits for the next piece. */
static void add_wide(kb_convert *convert, size_t len, kb_buf *out)
{
    if (len > 0 && U16_IS_LEAD(convert->wide[len - 1]))
        convert->half = convert->wide[--len];
    int32_t need = 0;
    UErrorCode code = U_ZERO_ERROR;
    if (len == 0 || !kb_buf_reserve(out, len * 3))
        return;
    u_strToUTF8(out->ptr + out->len, (int32_t)len * 3, &need, convert->wide, (int32_t)len, &code);
    if (U_FAILURE(code))
        out->failed = true;
    else
        out->len += (size_t)need;
}

kb_status kb_convert_decode(kb_convert *convert, kb_str bytes, bool last, kb_buf *out,
                            uint64_t *bad, kb_error *err)
{
    const char *source = bytes.ptr, *end = bytes.ptr + bytes.len;
    UErrorCode code;
    do {
        code = U_ZERO_ERROR;
        UChar *target = convert->wide;
        if (convert->half != 0)
            *target++ = convert->half;
        convert->half = 0;
        ucnv_toUnicode(convert->other, &target, convert->wide + WIDE_CHUNK, &source, end, NULL,
                       last, &code);
        add_wide(convert, (size_t)(target - convert->wide), out);
    } while (code == U_BUFFER_OVERFLOW_ERROR);
    if (out->failed)
        return kb_fail_memory(err);
    if (U_FAILURE(code) || (last && convert->half != 0)) {
        char invalid[32];
        int8_t len = sizeof invalid;
        UErrorCode ask = U_ZERO_ERROR;
        ucnv_getInvalidChars(convert->other, invalid, &len, &ask);
        *bad =
            convert->done + (uint64_t)(source - bytes.ptr) - (uint64_t)(U_SUCCESS(ask) ? len : 0);
        return kb_fail(err, KB_ERR_INPUT, "byte %llu is not valid %s", (unsigned long long)*bad + 1,
                       kb_convert_name(convert));
    }
    convert->done += bytes.len;
    return KB_OK;
}

/* How much of `text` is taken at once: whole characters, so that UTF-16 has room for them. */
static size_t piece_of(kb_str text)
{
    size_t len = text.len < WIDE_CHUNK ? text.len : WIDE_CHUNK;
    while (len > 0 && len < text.len && ((unsigned char)text.ptr[len] & 0xC0) == 0x80)
        len--;
    return len;
}

/* Writes one piece; `last` lets the encoding close what it has open. */
static bool encode_piece(kb_convert *convert, kb_str piece, bool last, kb_buf *out)
{
    UErrorCode code = U_ZERO_ERROR;
    int32_t wide_len = 0;
    u_strFromUTF8(convert->wide, WIDE_CHUNK, &wide_len, piece.ptr, (int32_t)piece.len, &code);
    const UChar *source = convert->wide, *end = convert->wide + wide_len;
    if (code == U_STRING_NOT_TERMINATED_WARNING)
        code = U_ZERO_ERROR;
    do {
        if (U_FAILURE(code) && code != U_BUFFER_OVERFLOW_ERROR)
            return false;
        code = U_ZERO_ERROR;
        if (!kb_buf_reserve(out, (size_t)(end - source) * 4 + 16))
            return false;
        char *target = out->ptr + out->len;
        ucnv_fromUnicode(convert->other, &target, out->ptr + out->cap, &source, end, NULL, last,
                         &code);
        out->len = (size_t)(target - out->ptr);
    } while (code == U_BUFFER_OVERFLOW_ERROR);
    return U_SUCCESS(code);
}

bool kb_convert_encode(kb_convert *convert, kb_str text, kb_buf *out)
{
    bool good = true;
    ucnv_resetFromUnicode(convert->other);
    while (good && text.len > 0) {
        kb_str piece = { text.ptr, piece_of(text) };
        good = piece.len > 0 && encode_piece(convert, piece, piece.len == text.len, out);
        text.ptr += piece.len;
        text.len -= piece.len;
    }
    return good;
}
