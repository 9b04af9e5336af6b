/* SPDX-License-Identifier: MIT */
/* kodebok forget: erase a respondent for good. */
#include "command.h"

static int forget(const cli_options *options)
{
    int code = EXIT_DONE;
    kb_erased erased;
    kb_error err;
    kb_project *project = open_project(options, options->operands[0], KB_STORE_WRITE, &code);
    if (project == NULL)
        return code;
    if (kb_project_forget(project, options->wave, options->operands[1], &erased, &err) == KB_OK)
        say("erased: %llu answer%s and %llu segment%s, in every run",
            (unsigned long long)erased.answers, erased.answers == 1 ? "" : "s",
            (unsigned long long)erased.segments, erased.segments == 1 ? "" : "s");
    else
        code = show_failure(&err);
    close_project(project);
    return code;
}

static const char *const takes[] = { "wave", NULL };

const command_spec cmd_forget = {
    .name = "forget",
    .operands = "PROJECT RESPONDENT",
    .summary = "erase one respondent for good",
    .text =
        "Texts, values, and everything coded in them in every run are erased and overwritten in "
        "the\n"
        "file; the log says that it was done, not who it was.  There is no way back.  Copies made\n"
        "elsewhere (the data file, exported tables, backups) are not touched.",
    .examples = "  kodebok forget p.kodebok R012",
    .options = takes,
    .least = 2,
    .most = 2,
    .run = forget,
};
