/* SPDX-License-Identifier: MIT */
/* kodebok import: answers into a project. */
#include "command.h"

static int import(const cli_options *options)
{
    int code = EXIT_DONE;
    kb_error err;
    kb_import_summary summary;
    const char *path = options->operands[1];
    kb_import_request request;
    if (!read_import_request(&cmd_import, options, path, &request))
        return EXIT_USAGE;
    kb_project *project = open_for_import(options, options->operands[0], &code);
    if (project == NULL)
        return code;
    if (kb_project_import(project, &request, &summary, &err) != KB_OK)
        code = show_failure(&err);
    else {
        say_imported(&summary, path, options->dry_run);
        code = summary.changed > 0 ? EXIT_FINDINGS : EXIT_DONE;
    }
    close_project(project);
    return code;
}

static const char *const takes[] = { "respondent", "group",     "question", "text",  "answers",
                                     "items",      "delimiter", "encoding", "sheet", "missing",
                                     "wave",       "update",    "dry-run",  NULL };

const command_spec cmd_import = {
    .name = "import",
    .operands = "PROJECT ANSWERS",
    .summary = "add answers from a CSV or TSV file to a project",
    .text =
        "The project is made when it does not exist.  ANSWERS is a file or '-' for standard\n"
        "input, with one answer per row (respondent, question, text) or one column per question.\n"
        "Delimiter, encoding and columns are sniffed, and what was guessed is said; --dry-run\n"
        "shows it without writing.  An answer that is stored already with another text is\n"
        "reported (exit 1) and kept as it is; --update replaces it, and keeps the old text.",
    .examples = "  kodebok import p.kodebok svar.csv --dry-run\n"
                "  kodebok import p.kodebok svar.csv --answers 'Hva fungerer godt?=godt'\n"
                "  kodebok import p.kodebok vaar.csv --wave 2026-vaar",
    .options = takes,
    .least = 2,
    .most = 2,
    .run = import,
};
