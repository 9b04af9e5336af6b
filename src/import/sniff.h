/* SPDX-License-Identifier: MIT */
/* Which character stands between the columns. */
#ifndef KB_IMPORT_SNIFF_H
#define KB_IMPORT_SNIFF_H

#include <kodebok/base.h>

/*
 * Finds the delimiter of `text`, the beginning of a file in UTF-8 (`whole`: all of
 * it): the candidate under which most records are as long as the first.  A file
 * of one column gets a comma.
 */
KB_MUST_USE kb_status kb_sniff_delimiter(char *out, kb_str text, bool whole, kb_error *err);

/*
 * Returns the length of a first line "sep=;" with its line end, as Excel reads and
 * writes it, and the character it names; 0 when there is none.
 */
size_t kb_sniff_sep_line(kb_str text, char *delimiter);

/* Reads a delimiter as the user writes it: one character, or "tab"; false when it is neither. */
bool kb_delimiter_read(const char *text, char *out);

/* The delimiter's name in messages. */
const char *kb_delimiter_name(char delimiter);

#endif
