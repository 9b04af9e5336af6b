/* SPDX-License-Identifier: MIT */
/* kodebok matrix, codes, segments, runs: tables of the last run. */
#include "command.h"

typedef kb_status (*table_maker)(kb_project *project, const cli_options *options, kb_report **out,
                                 kb_error *err);

/* Opens the project, makes a table, writes it. */
static int show_table(const cli_options *options, table_maker make)
{
    int code = EXIT_DONE;
    kb_report *report = NULL;
    kb_error err;
    kb_project *project = open_project(options, options->operands[0], KB_STORE_READ, &code);
    if (project == NULL)
        return code;
    kb_status status = make(project, options, &report, &err);
    close_project(project);
    return status == KB_OK ? write_report(options, report) : show_failure(&err);
}

/* -------------------------------------------------------------------- matrix */

static kb_status make_matrix(kb_project *project, const cli_options *options, kb_report **out,
                             kb_error *err)
{
    kb_table_request request;
    read_table_request(&cmd_matrix, options, &request);
    return kb_project_matrix(project, &request, out, err);
}

static int matrix(const cli_options *options)
{
    kb_table_request request;
    if (!read_table_request(&cmd_matrix, options, &request))
        return EXIT_USAGE;
    return show_table(options, make_matrix);
}

static const char *const matrix_takes[] = { "by",    "where",  "show",   "base",  "min-cell",
                                            "title", "format", "output", "width", NULL };

const command_spec cmd_matrix = {
    .name = "matrix",
    .operands = "PROJECT",
    .summary = "the thematic matrix: themes down, categories across",
    .text =
        "A cell holds the statements of the codes that at least one respondent supports; an empty\n"
        "cell means that nobody did.  Counts are of respondents, once each; every per cent\n"
        "names its base.",
    .examples = "  kodebok matrix p.kodebok\n"
                "  kodebok matrix p.kodebok --show statement,n,pct --format html -o tabell5.html\n"
                "  kodebok matrix p.kodebok --by gruppe --min-cell 5\n"
                "  kodebok matrix p.kodebok --where gruppe=kommune --show statement,quotes",
    .options = matrix_takes,
    .least = 1,
    .most = 1,
    .run = matrix,
};

/* --------------------------------------------------------------------- codes */

static kb_status make_codes(kb_project *project, const cli_options *options, kb_report **out,
                            kb_error *err)
{
    kb_table_request request;
    read_table_request(&cmd_codes, options, &request);
    return kb_project_codes(project, &request, out, err);
}

static int codes(const cli_options *options)
{
    kb_table_request request;
    if (!read_table_request(&cmd_codes, options, &request))
        return EXIT_USAGE;
    return show_table(options, make_codes);
}

static const char *const codes_takes[] = { "where",  "base",   "min-cell", "title",
                                           "format", "output", "width",    NULL };

const command_spec cmd_codes = {
    .name = "codes",
    .operands = "PROJECT",
    .summary = "one line per code: respondents, answers, segments, share",
    .text = "Codes that nobody used stay in the list with 0.",
    .examples = "  kodebok codes p.kodebok\n"
                "  kodebok codes p.kodebok --base coded --format csv -o koder.csv",
    .options = codes_takes,
    .least = 1,
    .most = 1,
    .run = codes,
};

/* ------------------------------------------------------------------ segments */

static kb_status make_segments(kb_project *project, const cli_options *options, kb_report **out,
                               kb_error *err)
{
    const kb_segment_filter filter = { .code = options->code,
                                       .theme = options->theme,
                                       .category = options->category,
                                       .question = options->question,
                                       .rule = options->rule,
                                       .where = options->where.items,
                                       .where_count = options->where.count };
    return kb_project_segments(project, &filter, out, err);
}

static int segments(const cli_options *options)
{
    if (!check_format(&cmd_segments, options))
        return EXIT_USAGE;
    return show_table(options, make_segments);
}

static const char *const segments_takes[] = { "code",  "theme",  "category", "question", "rule",
                                              "where", "format", "output",   "width",    NULL };

const command_spec cmd_segments = {
    .name = "segments",
    .operands = "PROJECT",
    .summary = "every coded segment with the rules that made it",
    .text =
        "In CSV and JSON, start and end count Unicode code points of the stored text, half-open:\n"
        "the slice is exactly the quote.",
    .examples = "  kodebok segments p.kodebok --code struktur.barriere\n"
                "  kodebok segments p.kodebok --where gruppe=lms --format csv -o segmenter.csv",
    .options = segments_takes,
    .least = 1,
    .most = 1,
    .run = segments,
};

/* ---------------------------------------------------------------------- runs */

static kb_status make_runs(kb_project *project, const cli_options *options, kb_report **out,
                           kb_error *err)
{
    (void)options;
    return kb_project_runs(project, out, err);
}

static int runs(const cli_options *options)
{
    if (!check_format(&cmd_runs, options))
        return EXIT_USAGE;
    return show_table(options, make_runs);
}

static const char *const runs_takes[] = { "format", "output", "width", NULL };

const command_spec cmd_runs = {
    .name = "runs",
    .operands = "PROJECT",
    .summary = "the history of runs",
    .examples = "  kodebok runs p.kodebok\n  kodebok runs p.kodebok --format json",
    .options = runs_takes,
    .least = 1,
    .most = 1,
    .run = runs,
};
