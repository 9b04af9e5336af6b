/* SPDX-License-Identifier: MIT */
/*
 * kb_convert: between UTF-8 and other encodings, piece by piece, through ICU.
 *
 * Bytes that the encoding does not know are an error with their position; they
 * are never replaced.
 */
#ifndef KB_BASE_CONVERT_H
#define KB_BASE_CONVERT_H

#include "buf.h"

typedef struct kb_convert kb_convert;

/*
 * Opens a converter for an encoding by the name ICU knows it by ("windows-1252",
 * "UTF-16LE", "ISO-8859-1").  Fails with KB_ERR_NOT_FOUND for an unknown name.
 */
KB_MUST_USE kb_status kb_convert_open(kb_convert **out, const char *encoding, kb_error *err);
void kb_convert_close(kb_convert *convert);

/* The name ICU itself uses. */
const char *kb_convert_name(const kb_convert *convert);

/*
 * Appends `bytes`, decoded, to `out`.  A character cut at the end of `bytes` is
 * kept for the next call; `last` says that there is none.  Fails with
 * KB_ERR_INPUT and sets `*bad` to the position of the first byte (counted from
 * the first call) that cannot be decoded.
 */
KB_MUST_USE kb_status kb_convert_decode(kb_convert *convert, kb_str bytes, bool last, kb_buf *out,
                                        uint64_t *bad, kb_error *err);

/* Appends UTF-8 `text` in the encoding; returns false when a character is not in it. */
bool kb_convert_encode(kb_convert *convert, kb_str text, kb_buf *out);

#endif
