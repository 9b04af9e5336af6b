/* SPDX-License-Identifier: MIT */
/* kodebok agree: rules against people. */
#include "command.h"

static int agree(const cli_options *options)
{
    int code = EXIT_DONE;
    kb_report *report = NULL;
    kb_error err;
    const kb_agree_request request = { .gold = options->gold,
                                       .respondents = options->respondents,
                                       .where = options->where.items,
                                       .where_count = options->where.count };
    if (options->gold == NULL)
        return usage_error(&cmd_agree, "which codings? --gold FILE");
    if (!check_format(&cmd_agree, options))
        return EXIT_USAGE;
    kb_project *project = open_project(options, options->operands[0], KB_STORE_READ, &code);
    if (project == NULL)
        return code;
    kb_status status = kb_project_agree(project, &request, &report, &err);
    close_project(project);
    return status == KB_OK ? write_report(options, report) : show_failure(&err);
}

static const char *const takes[] = { "gold",   "respondents", "where", "format",
                                     "output", "width",       NULL };

const command_spec cmd_agree = {
    .name = "agree",
    .operands = "PROJECT --gold FILE",
    .summary = "the last run against codings by people: precision, recall, F1",
    .text =
        "The gold file is a CSV with the columns respondent, question and code, and perhaps quote\n"
        "and coder.  The unit is the answer; a row with an empty code says that the answer was\n"
        "read and nothing found.",
    .examples = "  kodebok agree p.kodebok --gold fasit.csv\n"
                "  kodebok agree p.kodebok --gold fasit.csv --format json",
    .options = takes,
    .least = 1,
    .most = 1,
    .run = agree,
};
