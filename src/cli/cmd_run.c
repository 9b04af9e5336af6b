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

/* Options that a study has in it, so that giving them would change nothing. */
static const char *decided_by_study(const cli_options *o)
{
    const struct {
        const char *name;
        bool given;
    } decided[] = {
        { "--codebook", o->codebook != NULL },
        { "--respondent", o->respondent != NULL },
        { "--group", o->group != NULL },
        { "--question", o->question != NULL },
        { "--text", o->text != NULL },
        { "--answers", o->answers != NULL },
        { "--items", o->items != NULL },
        { "--delimiter", o->delimiter != NULL },
        { "--encoding", o->encoding != NULL },
        { "--sheet", o->sheet != NULL },
        { "--missing", o->missing.count > 0 },
        { "--wave", o->wave != NULL },
        { "--by", o->by != NULL },
        { "--where", o->where.count > 0 },
        { "--show", o->show != NULL },
        { "--base", o->base != NULL },
        { "--min-cell", o->min_cell != NULL },
        { "--title", o->title != NULL },
    };
    for (size_t i = 0; i < sizeof decided / sizeof *decided; i++)
        if (decided[i].given)
            return decided[i].name;
    return NULL;
}

static int run_study(const cli_options *options)
{
    kb_study_summary summary;
    kb_report *matrix = NULL;
    kb_error err;
    const kb_project_options with = project_options(options);
    const kb_study_request request = { .path = options->operands[0],
                                       .project = options->project,
                                       .force = options->force,
                                       .update = options->update,
                                       .output = options->output };
    const char *decided = decided_by_study(options);
    if (options->dry_run)
        return usage_error(&cmd_run, "--dry-run is for a file of answers, not for a study");
    if (decided != NULL)
        return usage_error(&cmd_run, "a study says that itself; leave %s out", decided);
    hold_interrupts();
    kb_status status = kb_study_run(&request, &with, &summary, &matrix, &err);
    let_interrupts();
    int code = status == KB_OK ? EXIT_DONE : show_failure(&err);
    if (status == KB_OK) {
        say_imported(&summary.imported, options->operands[0], false);
        say_coded(&summary.coded);
        say_timings(options, &summary.coded);
        if (summary.project != NULL)
            say("project: %s", summary.project);
        if (summary.tables_written > 0)
            say("%zu table%s written, first: %s", summary.tables_written,
                summary.tables_written == 1 ? "" : "s", summary.first_table);
        code =
            worse(undecided_code(&summary.imported, &summary.coded), write_report(options, matrix));
    }
    kb_study_summary_clear(&summary);
    return code;
}

static kb_status show_run(kb_project *project, const kb_table_request *table,
                          const kb_code_summary *coded, kb_report **report, kb_error *err)
{
    say_coded(coded);
    return kb_project_matrix(project, table, report, err);
}

static int run_answers(const cli_options *options, const kb_table_request *table)
{
    kb_run_request request = { .codebook = options->codebook, .tables = table, .table_count = 1 };
    kb_import_summary imported;
    kb_code_summary coded;
    kb_error err;
    int code = EXIT_DONE;
    kb_report *report = NULL;
    if (!read_import_request(&cmd_run, options, options->operands[0], &request.import))
        return EXIT_USAGE;
    kb_project *project = open_for_import(options, options->project, &code);
    if (project == NULL)
        return code;
    kb_status status = kb_project_run(project, &request, &imported, &coded, &err);
    if (status == KB_OK) {
        say_imported(&imported, request.import.path, options->dry_run);
        if (!options->dry_run)
            status = show_run(project, table, &coded, &report, &err);
    }
    close_project(project);
    if (status != KB_OK)
        return show_failure(&err);
    if (!options->dry_run)
        say_timings(options, &coded);
    if (options->dry_run)
        return imported.changed > 0 ? EXIT_FINDINGS : EXIT_DONE;
    return worse(undecided_code(&imported, &coded), write_report(options, report));
}

static bool is_study(const char *path)
{
    kb_str name = kb_str_from(path);
    return kb_str_ends(name, KB_STR(".yaml")) || kb_str_ends(name, KB_STR(".yml"));
}

static int run(const cli_options *options)
{
    kb_table_request table;
    if (!read_table_request(&cmd_run, options, &table) || !check_coding_options(&cmd_run, options))
        return EXIT_USAGE;
    if (is_study(options->operands[0]))
        return run_study(options);
    if (options->force)
        return usage_error(&cmd_run, "--force is for the files that a study writes");
    if (options->codebook == NULL)
        return usage_error(&cmd_run, "which codebook? --codebook FILE, or give a study: "
                                     "kodebok run study.yaml");
    return run_answers(options, &table);
}

static const char *const takes[] = {
    "project",  "codebook", "format",  "output",   "width",        "by",
    "where",    "show",     "base",    "min-cell", "title",        "respondent",
    "group",    "question", "text",    "answers",  "items",        "delimiter",
    "encoding", "sheet",    "missing", "wave",     "update",       "dry-run",
    "force",    "jobs",     "engine",  "timings",  "dictionaries", NULL
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
