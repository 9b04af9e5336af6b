/* SPDX-License-Identifier: MIT */
/* kodebok run: the main job in one go. */
#include "command.h"

#include "base/str.h"

static int undecided_code(const kb_import_summary *imported, const kb_code_summary *coded)
{
    return coded->undecided > 0 || imported->changed > 0 ? EXIT_FINDINGS : EXIT_DONE;
}

static int worse(int a, int b)
{
    return a > b ? a : b;
}

static int run_study(const cli_options *options)
{
    kb_study_summary summary;
    kb_report *matrix = NULL;
    kb_error err;
    const kb_project_options with = project_options(options);
    const kb_study_request request = { .path = options->operands[0],
                                       .project = options->project,
                                       .force = options->force };
    if (options->codebook != NULL)
        return usage_error(&cmd_run, "a study names its codebook; leave --codebook out");
    kb_status status = kb_study_run(&request, &with, &summary, &matrix, &err);
    int code = status == KB_OK ? EXIT_DONE : show_failure(&err);
    if (status == KB_OK) {
        say_imported(&summary.imported, options->operands[0], false);
        say_coded(&summary.coded);
        if (summary.project != NULL)
            say("project: %s\n", summary.project);
        if (summary.tables_written > 0)
            say("%zu table%s written, first: %s\n", summary.tables_written,
                summary.tables_written == 1 ? "" : "s", summary.first_table);
        code =
            worse(undecided_code(&summary.imported, &summary.coded), write_report(options, matrix));
    }
    kb_study_summary_clear(&summary);
    return code;
}

static int show_matrix(const cli_options *options, kb_project *project)
{
    kb_table_request table;
    kb_report *report = NULL;
    kb_error err;
    if (!read_table_request(&cmd_run, options, &table))
        return EXIT_USAGE;
    if (kb_project_matrix(project, &table, &report, &err) != KB_OK)
        return show_failure(&err);
    return write_report(options, report);
}

static int run_answers(const cli_options *options)
{
    kb_import_summary imported;
    kb_code_summary coded;
    kb_error err;
    int code = EXIT_DONE;
    kb_store_mode mode = options->project != NULL ? KB_STORE_CREATE : KB_STORE_TEMPORARY;
    const kb_import_request request = import_request(options, options->operands[0]);
    kb_project *project = open_project(options, options->project, mode, &code);
    if (project == NULL)
        return code;
    kb_status status =
        kb_project_run(project, &request, options->codebook, &imported, &coded, &err);
    if (status != KB_OK)
        code = show_failure(&err);
    else if (options->dry_run)
        say_imported(&imported, request.path, true);
    else {
        say_imported(&imported, request.path, false);
        say_coded(&coded);
        code = worse(undecided_code(&imported, &coded), show_matrix(options, project));
    }
    kb_project_close(project);
    return code;
}

static bool is_study(const char *path)
{
    kb_str name = kb_str_from(path);
    return kb_str_ends(name, KB_STR(".yaml")) || kb_str_ends(name, KB_STR(".yml"));
}

static int run(const cli_options *options)
{
    kb_table_request table;
    if (!read_table_request(&cmd_run, options, &table))
        return EXIT_USAGE;
    if (is_study(options->operands[0]))
        return run_study(options);
    if (options->codebook == NULL)
        return usage_error(&cmd_run, "which codebook? --codebook FILE, or give a study: "
                                     "kodebok run study.yaml");
    return run_answers(options);
}

static const char *const takes[] = {
    "project", "codebook", "format",   "output",    "width",        "by",    "where",
    "show",    "base",     "min-cell", "title",     "respondent",   "group", "question",
    "text",    "answers",  "items",    "delimiter", "encoding",     "sheet", "missing",
    "wave",    "update",   "dry-run",  "force",     "dictionaries", NULL
};

const command_spec cmd_run = {
    .name = "run",
    .operands = "STUDY.yaml | ANSWERS --codebook FILE",
    .summary = "the main job in one go: import, code, print the matrix",
    .text =
        "With a study, everything it names is made again: the same inputs give the same bytes.\n"
        "With a file of answers and a codebook, the project is kept where --project says, else\n"
        "nothing is kept.  On an existing project what is new is added and a new run is made.",
    .examples =
        "  kodebok run study.yaml\n"
        "  kodebok run svar.csv --codebook kodebok.yaml\n"
        "  kodebok run svar.csv --codebook kodebok.yaml --project p.kodebok --format html -o "
        "tabell.html",
    .options = takes,
    .least = 1,
    .most = 1,
    .run = run,
};
