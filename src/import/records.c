/* SPDX-License-Identifier: MIT */
/* kb_records: a CSV file without any meaning; the reader of a survey, bare. */
#include "reader.h"

#include "base/str.h"
#include "base/try.h"

#include <stdlib.h>

struct kb_records {
    kb_source *source;
    kb_reader *reader;
    kb_notes notes;
};

void kb_records_close(kb_records *records)
{
    if (records == NULL)
        return;
    kb_reader_close(records->reader);
    kb_source_close(records->source);
    free(records);
}

static void say_guess(kb_records *records)
{
    if (records->reader->encoding_guessed)
        kb_notes_add(&records->notes, KB_NOTE, (kb_place){ 0, 0 }, "save the file as UTF-8",
                     "the encoding is a guess: the file is not UTF-8, so it is read as %s",
                     records->reader->encoding);
}

kb_status kb_records_open(kb_records **out, const char *path, kb_problems *problems, kb_error *err)
{
    static const kb_reader_options nothing_told = { 0 };
    kb_records *records = calloc(1, sizeof *records);
    if (records == NULL)
        return kb_fail_memory(err);
    kb_status status = kb_source_open(&records->source, path, err);
    if (status != KB_OK)
        goto done;
    const char *name = kb_source_name(records->source);
    records->notes = (kb_notes){ .problems = problems, .file = kb_str_from(name) };
    status = kb_reader_open(&records->reader, records->source, &nothing_told, &records->notes, err);
    if (status != KB_OK) {
        kb_error_in(err, name);
        goto done;
    }
    say_guess(records);
    *out = records;
    records = NULL;
done:
    kb_records_close(records);
    return status;
}

kb_status kb_records_next(kb_records *records, kb_record *record, bool *more, kb_error *err)
{
    kb_line line;
    *record = (kb_record){ 0 };
    do {
        kb_status status = records->reader->kind->next(records->reader, &line, more, err);
        if (status != KB_OK) {
            *more = false;
            kb_notes_end(&records->notes);
            kb_error_in(err, kb_source_name(records->source));
            return status;
        }
        if (!*more) {
            kb_notes_end(&records->notes);
            return kb_problems_status(records->notes.problems) == KB_OK ? KB_OK
                                                                        : kb_fail_memory(err);
        }
    } while (!kb_line_check(&line, &records->notes));
    *record = (kb_record){ line.row, line.cells, line.count };
    return KB_OK;
}
