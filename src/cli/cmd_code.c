/* SPDX-License-Identifier: MIT */
/* kodebok code: a run of a codebook over a project. */
#include "command.h"

static int code(const cli_options *options)
{
    int result = EXIT_DONE;
    kb_error err;
    kb_code_summary summary;
    if (options->codebook == NULL)
        return usage_error(&cmd_code, "which codebook? --codebook FILE");
    if (!check_coding_options(&cmd_code, options))
        return EXIT_USAGE;
    kb_project *project = open_project(options, options->operands[0], KB_STORE_WRITE, &result);
    if (project == NULL)
        return result;
    if (kb_project_code(project, options->codebook, &summary, &err) != KB_OK)
        result = show_failure(&err);
    else {
        say_coded(&summary);
        say_timings(options, &summary);
        result = summary.undecided > 0 ? EXIT_FINDINGS : EXIT_DONE;
    }
    close_project(project);
    return result;
}

static const char *const takes[] = {
    "codebook", "jobs", "engine", "timings", "dictionaries", NULL
};

const command_spec cmd_code = {
    .name = "code",
    .operands = "PROJECT --codebook FILE",
    .summary = "apply a codebook to the answers of a project",
    .text =
        "Makes a run: every segment is stored with the rules that made it, and what changed\n"
        "since the last run is said.  When codebook, answers and engine are the same, the last\n"
        "run is used again; when only rules were edited, only the answers that they can touch\n"
        "are coded anew.",
    .examples = "  kodebok code p.kodebok --codebook kodebok.yaml",
    .options = takes,
    .least = 1,
    .most = 1,
    .run = code,
};
