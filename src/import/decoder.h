/* SPDX-License-Identifier: MIT */
/* What encoding.c and decoder.c share. */
#ifndef KB_IMPORT_DECODER_H
#define KB_IMPORT_DECODER_H

#include <kodebok/base.h>

/* True when `tail` is the beginning of a character that needs more bytes. */
bool kb_utf8_is_cut(kb_str tail);

/* Compares two names of encodings by their letters and digits. */
bool kb_encoding_is(const char *name, const char *other);

#endif
