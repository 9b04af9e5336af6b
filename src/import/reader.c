/* SPDX-License-Identifier: MIT */
/* The list of readers, and of formats that are recognised but not read; see reader.h. */
#include "reader.h"

#include "base/str.h"

static const kb_reader_kind *const kinds[] = { &kb_reader_csv };

typedef struct refusal {
    kb_str begins;
    const char *holds; /* must also stand in the head; NULL = nothing more */
    const char *message;
} refusal;

#define SAVE_AS "save it as CSV (UTF-8) there, and read that"

static const refusal refusals[] = {
    { { "PK\x03\x04", 4 }, "xl/", "an Excel workbook (XLSX) is not read yet: " SAVE_AS },
    { { "PK\x03\x04", 4 },
      "opendocument.spreadsheet",
      "an OpenDocument spreadsheet is not read yet: " SAVE_AS },
    { { "PK\x03\x04", 4 }, NULL, "a zip archive: unpack it, and read the CSV file in it" },
    { { "$FL2", 4 }, NULL, "an SPSS file (SAV) is not read yet: " SAVE_AS },
    { { "$FL3", 4 }, NULL, "an SPSS file (ZSAV) is not read yet: " SAVE_AS },
    { { "\xD0\xCF\x11\xE0", 4 }, NULL, "an old Excel workbook (XLS) is not read: " SAVE_AS },
    { { "SQLite format 3", 16 },
      NULL,
      "a database (perhaps a project of this program), not a file of answers" },
    { { "<stata_dta>", 11 }, NULL, "a Stata file is not read: " SAVE_AS },
    { { "\x1F\x8B", 2 }, NULL, "a compressed file (gzip): unpack it first" },
    { { "%PDF-", 5 }, NULL, "a PDF document, not a file of answers" },
};

static bool head_holds(kb_str head, const char *text)
{
    return text == NULL || memmem(head.ptr, head.len, text, strlen(text)) != NULL;
}

static const refusal *find_refusal(kb_str head)
{
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++)
        if (kb_str_starts(head, refusals[i].begins) && head_holds(head, refusals[i].holds))
            return &refusals[i];
    return NULL;
}

kb_status kb_reader_open(kb_reader **out, kb_source *source, const kb_reader_options *options,
                         kb_notes *notes, kb_error *err)
{
    bool whole;
    kb_str head = kb_source_head(source, &whole);
    if (head.len == 0)
        return kb_fail(err, KB_ERR_INPUT, "the file is empty");
    const refusal *refused = find_refusal(head);
    if (refused != NULL)
        return kb_fail(err, KB_ERR_INPUT, "%s", refused->message);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i]->detect(head))
            return kinds[i]->open(out, source, options, notes, err);
    return kb_fail(err, KB_ERR_INPUT, "not a file of answers");
}

void kb_reader_close(kb_reader *reader)
{
    if (reader != NULL)
        reader->kind->close(reader);
}

static void add_fault(kb_notes *notes, uint64_t row, int column, unsigned fault)
{
    kb_place place = kb_row_place(row, column);
    if (fault & KB_FAULT_NUL)
        kb_notes_add(notes, KB_PROBLEM, place, "remove the byte from the file",
                     "the cell holds a NUL byte");
    if (fault & KB_FAULT_LONG)
        kb_notes_add(notes, KB_PROBLEM, place, "is a closing quote missing?",
                     "the cell is longer than %d MiB", KB_CELL_MAX_BYTES >> 20);
    if (fault & KB_FAULT_MANY)
        kb_notes_add(notes, KB_PROBLEM, place, NULL, "the row has more than %d fields", column);
    if (fault & KB_FAULT_QUOTE_INSIDE)
        kb_notes_tally(notes, KB_TALLY_QUOTE_INSIDE, row, column);
    if (fault & KB_FAULT_AFTER_QUOTE)
        kb_notes_tally(notes, KB_TALLY_AFTER_QUOTE, row, column);
}

bool kb_line_check(const kb_line *line, kb_notes *notes)
{
    bool good = true;
    for (size_t i = 0; i < line->count; i++) {
        if (line->faults[i] & ~KB_FAULT_QUOTED)
            add_fault(notes, line->row, (int)i + 1, line->faults[i]);
        kb_notes_look(notes, line->cells[i], line->row, (int)i + 1);
        good = good && !(line->faults[i] & KB_FAULTS_BAD);
    }
    return good;
}
