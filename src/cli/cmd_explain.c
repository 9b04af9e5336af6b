/* SPDX-License-Identifier: MIT */
/* kodebok explain: why an answer got its codes. */
#include "command.h"

static int explain(const cli_options *options)
{
    int code = EXIT_DONE;
    kb_report *report = NULL;
    kb_error err;
    const char *question = options->operand_count > 2 ? options->operands[2] : NULL;
    if (!check_format(&cmd_explain, options))
        return EXIT_USAGE;
    kb_project *project = open_project(options, options->operands[0], KB_STORE_READ, &code);
    if (project == NULL)
        return code;
    kb_status status = kb_project_explain(project, options->operands[1], question, &report, &err);
    kb_project_close(project);
    return status == KB_OK ? write_report(options, report) : show_failure(&err);
}

static const char *const takes[] = { "format", "output", "width", "dictionaries", NULL };

const command_spec cmd_explain = {
    .name = "explain",
    .operands = "PROJECT RESPONDENT [QUESTION]",
    .summary = "why each code was given, with the text marked",
    .text =
        "Tells every match of every rule in the respondent's answers: the rule and its line in\n"
        "the codebook, what it found, and what became of it (given, negated, suppressed).",
    .examples = "  kodebok explain p.kodebok R012\n  kodebok explain p.kodebok R012 godt",
    .options = takes,
    .least = 2,
    .most = 3,
    .run = explain,
};
