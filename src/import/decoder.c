/* SPDX-License-Identifier: MIT */
/*
 * Bytes to UTF-8, block by block; see encoding.h.
 *
 * UTF-8 is only checked; everything else goes through ICU.  ICU also knows the
 * five bytes that windows-1252 leaves undefined (as invisible controls); here
 * they are errors, because they mean that the file is in another encoding.
 */
#include "decoder.h"

#include "base/convert.h"
#include "base/str.h"
#include "base/try.h"
#include "base/unicode.h"
#include "encoding.h"

#include <stdio.h>
#include <stdlib.h>

struct kb_decoder {
    kb_encoding encoding;
    kb_convert *convert; /* NULL for UTF-8 */
    bool has_gaps;       /* windows-1252 */
    size_t mark_left;    /* bytes of the mark not yet skipped */
    uint64_t done;       /* bytes of the file before the current block */
    char cut[4];         /* UTF-8: the beginning of a character */
    size_t cut_len;
};

static size_t bytes_of_character(unsigned char lead)
{
    if (lead < 0xC2 || lead > 0xF4)
        return 1;
    return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

bool kb_utf8_is_cut(kb_str tail)
{
    if (tail.len == 0 || tail.len >= bytes_of_character((unsigned char)tail.ptr[0]))
        return false;
    for (size_t i = 1; i < tail.len; i++)
        if (((unsigned char)tail.ptr[i] & 0xC0) != 0x80)
            return false;
    return true;
}

kb_status kb_decoder_open(kb_decoder **out, const kb_encoding *encoding, kb_error *err)
{
    kb_decoder *decoder = calloc(1, sizeof *decoder);
    if (decoder == NULL)
        return kb_fail_memory(err);
    decoder->encoding = *encoding;
    decoder->mark_left = encoding->mark_bytes;
    decoder->has_gaps =
        kb_encoding_is(encoding->name, "windows-1252") || kb_encoding_is(encoding->name, "cp1252");
    kb_status status = KB_OK;
    if (!kb_encoding_is(encoding->name, "UTF-8"))
        status = kb_convert_open(&decoder->convert, encoding->name, err);
    if (status == KB_OK)
        *out = decoder;
    else
        kb_decoder_close(decoder);
    return status;
}

void kb_decoder_close(kb_decoder *decoder)
{
    if (decoder == NULL)
        return;
    kb_convert_close(decoder->convert);
    free(decoder);
}

static kb_status unknown_byte(const kb_decoder *decoder, kb_str bytes, uint64_t at, kb_error *err)
{
    const char *advice = "name the file's encoding with --encoding";
    char value[16] = "";
    if (decoder->convert == NULL)
        advice = "try --encoding windows-1252";
    else if (decoder->has_gaps)
        advice = "try --encoding macintosh or IBM865";
    if (at >= decoder->done && at - decoder->done < bytes.len)
        snprintf(value, sizeof value, " (0x%02X)", (unsigned char)bytes.ptr[at - decoder->done]);
    return kb_fail(err, KB_ERR_INPUT, "byte %llu of the file%s is not valid %s; %s",
                   (unsigned long long)at + 1, value, decoder->encoding.name, advice);
}

static void skip_mark(kb_decoder *decoder, kb_str *bytes)
{
    size_t skip = kb_str_drop(bytes, decoder->mark_left);
    decoder->mark_left -= skip;
    decoder->done += skip;
}

/* Takes bytes from the block until the cut character is whole or known to be wrong. */
static kb_status finish_cut(kb_decoder *decoder, kb_str *bytes, bool last, kb_buf *out,
                            kb_error *err)
{
    uint64_t at = decoder->done - decoder->cut_len;
    size_t used = 0;
    while (used < bytes->len && kb_utf8_is_cut((kb_str){ decoder->cut, decoder->cut_len }))
        decoder->cut[decoder->cut_len++] = bytes->ptr[used++];
    kb_str whole = { decoder->cut, decoder->cut_len };
    if (!last && kb_utf8_is_cut(whole)) {
        bytes->len = 0;
        decoder->done += used;
        return KB_OK;
    }
    if (kb_utf8_check(whole) < whole.len) {
        decoder->done = at;
        return unknown_byte(decoder, whole, at, err);
    }
    kb_buf_str(out, whole);
    decoder->done += kb_str_drop(bytes, used);
    decoder->cut_len = 0;
    return KB_OK;
}

static kb_status check_utf8(kb_decoder *decoder, kb_str bytes, bool last, kb_buf *out,
                            kb_error *err)
{
    if (decoder->cut_len > 0)
        KB_TRY(finish_cut(decoder, &bytes, last, out, err));
    size_t valid = kb_utf8_check(bytes);
    kb_buf_add(out, bytes.ptr, valid);
    kb_str rest = { bytes.ptr + valid, bytes.len - valid };
    if (rest.len > 0 && (last || !kb_utf8_is_cut(rest)))
        return unknown_byte(decoder, bytes, decoder->done + valid, err);
    for (size_t i = 0; i < rest.len; i++)
        decoder->cut[decoder->cut_len++] = rest.ptr[i];
    decoder->done += bytes.len;
    return out->failed ? kb_fail_memory(err) : KB_OK;
}

static size_t find_gap(kb_str bytes)
{
    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char c = (unsigned char)bytes.ptr[i];
        if (c >= 0x81 && (c == 0x81 || c == 0x8D || c == 0x8F || c == 0x90 || c == 0x9D))
            return i;
    }
    return bytes.len;
}

static kb_status convert_block(kb_decoder *decoder, kb_str bytes, bool last, kb_buf *out,
                               kb_error *err)
{
    size_t good = decoder->has_gaps ? find_gap(bytes) : bytes.len;
    uint64_t bad = 0;
    kb_status status = kb_convert_decode(decoder->convert, (kb_str){ bytes.ptr, good },
                                         last && good == bytes.len, out, &bad, err);
    if (status == KB_ERR_INPUT)
        return unknown_byte(decoder, bytes, bad + decoder->encoding.mark_bytes, err);
    if (status != KB_OK)
        return status;
    if (good < bytes.len)
        return unknown_byte(decoder, bytes, decoder->done + good, err);
    decoder->done += bytes.len;
    return KB_OK;
}

kb_status kb_decoder_add(kb_decoder *decoder, kb_str bytes, bool last, kb_buf *out, kb_error *err)
{
    if (bytes.ptr == NULL)
        bytes.ptr = "";
    skip_mark(decoder, &bytes);
    return decoder->convert == NULL ? check_utf8(decoder, bytes, last, out, err)
                                    : convert_block(decoder, bytes, last, out, err);
}
