/* SPDX-License-Identifier: MIT */
/* Tables on their way out, and the options that say what is in them. */
#include "command.h"

#include "base/convert.h"
#include "base/file.h"
#include "base/str.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

enum { LEAST_WIDTH = 40, MOST_WIDTH = 400 };

static int terminal_width(void)
{
    struct winsize size;
    int columns = 0;
    const char *given = getenv("COLUMNS");
    if (!isatty(STDOUT_FILENO))
        return 0;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
        return size.ws_col;
    return given != NULL && kb_str_number(kb_str_from(given), MOST_WIDTH, &columns) ? columns : 0;
}

static kb_write_options drawing(const cli_options *options)
{
    kb_write_options how = { .width = terminal_width() };
    const char *no = getenv("NO_COLOR");
    if (options->width != NULL)
        kb_str_number(kb_str_from(options->width), MOST_WIDTH, &how.width);
    how.color = isatty(STDOUT_FILENO) && (no == NULL || *no == '\0') && options->output == NULL;
    if (options->color != NULL && strcmp(options->color, "auto") != 0)
        how.color = strcmp(options->color, "always") == 0;
    return how;
}

/* A table may replace a file that is named for it, but never what it is made from. */
static bool would_overwrite_input(const cli_options *options)
{
    bool same = kb_path_same(options->output, options->codebook) ||
                kb_path_same(options->output, options->project) ||
                kb_path_same(options->output, options->gold) ||
                kb_path_same(options->output, options->respondents);
    for (size_t i = 0; i < options->operand_count; i++)
        same |= kb_path_same(options->output, options->operands[i]);
    return same;
}

static kb_status write_file(const cli_options *options, const kb_report *report, const char *format,
                            kb_error *err)
{
    kb_outfile file;
    const kb_write_options how = drawing(options);
    hold_interrupts();
    kb_status status = kb_outfile_open(&file, options->output, err);
    remove_if_stopped(status == KB_OK ? file.temporary : NULL);
    let_interrupts();
    stop_if_interrupted();
    if (status != KB_OK)
        return status;
    status = kb_report_write(report, format, &how, file.stream, err);
    hold_interrupts();
    remove_if_stopped(NULL);
    if (status == KB_OK)
        status = kb_outfile_commit(&file, err);
    else
        kb_outfile_discard(&file);
    let_interrupts();
    return status;
}

static void tell_missing_quotes(const cli_options *options, const char *format)
{
    unsigned show = 0;
    if (options->show != NULL && kb_show_read(&show, kb_str_from(options->show)) &&
        (show & KB_SHOW_QUOTES) != 0 && strcmp(format, "csv") == 0)
        say("note: a table in CSV has a row for each code and no quotes; 'kodebok segments "
            "--format csv' lists what was said");
}

int write_report(const cli_options *options, kb_report *report)
{
    kb_error err;
    const char *format = options->format ? options->format : "text";
    const kb_write_options how = drawing(options);
    kb_status status;
    clear_progress();
    tell_missing_quotes(options, format);
    stop_if_interrupted();
    if (options->output != NULL && strcmp(options->output, "-") != 0)
        status = write_file(options, report, format, &err);
    else
        status = kb_report_write(report, format, &how, stdout, &err);
    kb_report_free(report);
    return status == KB_OK ? EXIT_DONE : show_failure(&err);
}

bool check_format(const command_spec *command, const cli_options *options)
{
    int width;
    if (options->format != NULL && !kb_format_known(options->format)) {
        usage_error(command, "unknown format '%s'; there are text, markdown, html, csv and json",
                    options->format);
        return false;
    }
    if (options->width != NULL &&
        (!kb_str_number(kb_str_from(options->width), MOST_WIDTH, &width) || width < LEAST_WIDTH)) {
        usage_error(command, "--width is a number from %d to %d", LEAST_WIDTH, MOST_WIDTH);
        return false;
    }
    if (options->output != NULL && would_overwrite_input(options)) {
        usage_error(command, "'%s' is an input; choose another name for the table",
                    options->output);
        return false;
    }
    return true;
}

/* ------------------------------------------------------------ what is in tables */

bool read_table_request(const command_spec *command, const cli_options *options,
                        kb_table_request *request)
{
    int min_cell = 0;
    *request = (kb_table_request){ .by = options->by,
                                   .where = options->where.items,
                                   .where_count = options->where.count,
                                   .title = options->title };
    if (options->base != NULL && !kb_base_read(&request->base, kb_str_from(options->base)))
        return usage_error(command, "--base is answered, asked or coded"), false;
    if (options->show != NULL && !kb_show_read(&request->show, kb_str_from(options->show)))
        return usage_error(command, "--show is a list of statement, n, pct and quotes"), false;
    if (options->min_cell != NULL &&
        !kb_str_number(kb_str_from(options->min_cell), 1000000, &min_cell))
        return usage_error(command, "--min-cell is a whole number"), false;
    request->min_cell = (uint64_t)min_cell;
    return check_format(command, options);
}

/* ------------------------------------------------------------------------ import */

static bool is_delimiter(const char *given)
{
    return given == NULL || strcmp(given, "tab") == 0 ||
           (given[0] != '\0' && given[0] != '"' && given[1] == '\0');
}

/* Names of columns: none is empty, and a file has one shape. */
static bool check_columns(const command_spec *command, const cli_options *o)
{
    const struct {
        const char *option, *given;
    } names[] = { { "--respondent", o->respondent }, { "--group", o->group },
                  { "--question", o->question },     { "--text", o->text },
                  { "--answers", o->answers },       { "--items", o->items } };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i].given != NULL && names[i].given[0] == '\0') {
            usage_error(command, "%s names no column", names[i].option);
            return false;
        }
    if (o->answers != NULL && (o->question != NULL || o->text != NULL)) {
        usage_error(command, "a file is read either by --question and --text (a row per answer) or "
                             "by --answers (a column per question)");
        return false;
    }
    return true;
}

static bool is_encoding(const char *given)
{
    kb_convert *convert = NULL;
    bool known = given == NULL || kb_convert_open(&convert, given, NULL) == KB_OK;
    kb_convert_close(convert);
    return known;
}

bool read_import_request(const command_spec *command, const cli_options *options, const char *path,
                         kb_import_request *request)
{
    if (!is_delimiter(options->delimiter)) {
        usage_error(command, "'%s' cannot be a delimiter: give one character, or 'tab'",
                    options->delimiter);
        return false;
    }
    if (!is_encoding(options->encoding)) {
        usage_error(command,
                    "unknown encoding '%s'; UTF-8, windows-1252, ISO-8859-1 and UTF-16 are the "
                    "usual ones",
                    options->encoding);
        return false;
    }
    if (!check_columns(command, options))
        return false;
    *request = (kb_import_request){ .path = path,
                                    .wave = options->wave,
                                    .update = options->update,
                                    .dry_run = options->dry_run,
                                    .survey = { .respondent = options->respondent,
                                                .groups = options->group,
                                                .question = options->question,
                                                .text = options->text,
                                                .answers = options->answers,
                                                .items = options->items,
                                                .delimiter = options->delimiter,
                                                .encoding = options->encoding,
                                                .sheet = options->sheet,
                                                .missing = options->missing.items,
                                                .missing_count = options->missing.count } };
    return true;
}

kb_project *open_for_import(const cli_options *options, const char *path, int *code)
{
    kb_project *project = NULL;
    kb_error err;
    kb_store_mode mode = options->dry_run ? KB_STORE_WRITE : KB_STORE_CREATE;
    if (path == NULL)
        return open_project(options, NULL, KB_STORE_TEMPORARY, code);
    kb_status status = try_project(&project, options, path, mode, &err);
    if (status == KB_ERR_NOT_FOUND && options->dry_run)
        return open_project(options, NULL, KB_STORE_TEMPORARY, code);
    if (status != KB_OK)
        *code = show_failure(&err);
    return project;
}

static const char *plural(uint64_t n)
{
    return n == 1 ? "" : "s";
}

void say_imported(const kb_import_summary *s, const char *path, bool dry_run)
{
    say("%s: %llu row%s, %llu respondent%s, %llu answer%s, %llu blank%s", kb_path_shown(path),
        (unsigned long long)s->rows, plural(s->rows), (unsigned long long)s->respondents,
        plural(s->respondents), (unsigned long long)s->answers, plural(s->answers),
        (unsigned long long)s->blanks, dry_run ? "; nothing was written (--dry-run)" : "");
    if (s->same + s->changed > 0)
        say("  %llu new, %llu known already, %llu changed", (unsigned long long)s->added,
            (unsigned long long)s->same, (unsigned long long)s->changed);
}

void say_coded(const kb_code_summary *s)
{
    if (s->reused) {
        say("run %lld is used again: codebook, answers and engine are the same", (long long)s->run);
        return;
    }
    say("run %lld: %llu answer%s, %llu coded, %llu uncoded, %llu non-answer%s; %llu segment%s "
        "(%.2f s)",
        (long long)s->run, (unsigned long long)s->answers, plural(s->answers),
        (unsigned long long)s->coded, (unsigned long long)s->uncoded,
        (unsigned long long)s->non_answers, plural(s->non_answers), (unsigned long long)s->segments,
        plural(s->segments), s->seconds);
    if (s->partial)
        say("  %llu rule%s changed: %llu answer%s coded anew, the others are as in run %lld%s",
            (unsigned long long)s->rules_changed, plural(s->rules_changed),
            (unsigned long long)s->recoded, plural(s->recoded), (long long)s->compared_with,
            s->index_made ? " (an index of words was made for this)" : "");
    if (s->compared)
        say("  against run %lld: %llu (answer, code) gained, %llu lost",
            (long long)s->compared_with, (unsigned long long)s->gained,
            (unsigned long long)s->lost);
}

void say_timings(const cli_options *options, const kb_code_summary *s)
{
    if (!options->timings)
        return;
    clear_progress();
    for (int stage = 0; stage < KB_STAGE_COUNT; stage++)
        fprintf(stderr, "timing %s %.6f\n", kb_stage_name((kb_stage)stage), s->times[stage]);
    fprintf(stderr, "timing process %.6f\n", (double)clock() / CLOCKS_PER_SEC);
}
