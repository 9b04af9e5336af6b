/* SPDX-License-Identifier: MIT */
/*
 * What a reader of a file format is.
 *
 * To add a format (a spreadsheet, an SPSS file): write one file that defines a
 * `kb_reader_kind`, and name it in the list in reader.c, before CSV, which takes
 * everything that nobody else recognises.  A reader gives records of cells; what
 * the columns mean is decided in columns.c.
 */
#ifndef KB_IMPORT_READER_H
#define KB_IMPORT_READER_H

#include <kodebok/import.h>

#include "notes.h"
#include "source.h"

/* What is wrong or odd about a cell. */
enum {
    KB_FAULT_NUL = 1,          /* a NUL byte, left out of the text */
    KB_FAULT_LONG = 2,         /* too long, cut */
    KB_FAULT_MANY = 4,         /* more fields in the record than anybody can mean */
    KB_FAULT_QUOTE_INSIDE = 8, /* a quote in a field that does not begin with one */
    KB_FAULT_AFTER_QUOTE = 16, /* text after the closing quote */
    KB_FAULT_QUOTED = 32,      /* no fault: the cell was quoted */
    KB_FAULTS_BAD = KB_FAULT_NUL | KB_FAULT_LONG | KB_FAULT_MANY
};

/* One record; everything lives until the next one is read. */
typedef struct kb_line {
    uint64_t row; /* from 1 */
    const kb_str *cells;
    const uint8_t *faults;
    size_t count;
} kb_line;

typedef struct kb_reader_options {
    const char *delimiter, *encoding, *sheet; /* as in kb_survey_options */
} kb_reader_options;

typedef struct kb_reader kb_reader;

/* Sees one record of the sample; returns false when it has seen enough. */
typedef bool kb_see_line(void *payload, const kb_line *line);

typedef struct kb_reader_kind {
    const char *name;
    bool (*detect)(kb_str head);
    kb_status (*open)(kb_reader **out, kb_source *source, const kb_reader_options *options,
                      kb_notes *notes, kb_error *err);
    kb_status (*next)(kb_reader *reader, kb_line *line, bool *more, kb_error *err);
    /* Shows the records at the beginning of the file, the header first, without reading on. */
    kb_status (*sample)(kb_reader *reader, kb_see_line *see, void *payload, kb_error *err);
    /* Gives the bytes of a cell as they are in the file; they live until the next call. */
    kb_status (*raw)(kb_reader *reader, kb_str text, kb_str *raw, kb_error *err);
    void (*close)(kb_reader *reader);
} kb_reader_kind;

/* The first member of every reader. */
struct kb_reader {
    const kb_reader_kind *kind;
    char delimiter; /* '\0' when the format has none */
    const char *encoding;
    bool encoding_guessed;
};

extern const kb_reader_kind kb_reader_csv;

/*
 * Opens the reader that recognises the file.  It borrows `source` and `notes`.
 * Fails with KB_ERR_INPUT for a format that cannot be read, and says what to do.
 */
KB_MUST_USE kb_status kb_reader_open(kb_reader **out, kb_source *source,
                                     const kb_reader_options *options, kb_notes *notes,
                                     kb_error *err);

/* Closes the reader, not its source; NULL is allowed. */
void kb_reader_close(kb_reader *reader);

/*
 * Adds the faults of a line's cells to `notes`; false when the row cannot be used.
 * The error's message, when the caller wants one, is the first bad cell's.
 */
bool kb_line_check(const kb_line *line, kb_notes *notes);

#endif
