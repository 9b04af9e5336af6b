/* SPDX-License-Identifier: MIT */
/*
 * run: the main job, which is the whole program in one page.
 *
 *     answers  --import-->  canonical text in the project
 *     codebook --match--->  segments, each with the rules that made it
 *     segments --count--->  the thematic matrix
 *
 * The codebook is read first, so that its problems are told before anything is written, and
 * it sees the data before the import is kept: a question it does not declare refuses both, and
 * so does a table that asks for what the data has not.
 * What import and code do is in import.c and code.c; the matrix is in tables.c.
 */
#include "room.h"

kb_status kb_project_run(kb_project *project, const kb_run_request *request,
                         kb_import_summary *imported, kb_code_summary *coded, kb_error *err)
{
    kb_instrument instrument;
    const kb_project_options options = { .watch = project->watch, .match = project->match };
    KB_TRY(kb_instrument_open(&instrument, request->codebook, &options, err));

    const kb_expectation expected = { instrument.book, request->tables, request->table_count };
    kb_status status = kb_import_rows(project, &request->import, &expected, imported, err);
    if (status == KB_OK && !request->import.dry_run)
        status = kb_code_answers(project, &instrument, coded, err);

    kb_instrument_close(&instrument);
    return status;
}
