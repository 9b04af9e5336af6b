/* SPDX-License-Identifier: MIT */
/* kodebok explain: why an answer got its codes. */
#include "command.h"

static int explain_text(const cli_options *options)
{
    kb_report *report = NULL;
    kb_error err;
    const kb_project_options with = project_options(options);
    const kb_text_request request = { .text = options->text,
                                      .codebook = options->codebook,
                                      .question = options->question,
                                      .group = options->group,
                                      .code = options->code };
    kb_status status = kb_explain_text(&request, &with, &report, &err);
    return status == KB_OK ? write_report(options, report) : show_failure(&err);
}

static int explain_respondent(const cli_options *options)
{
    int code = EXIT_DONE;
    kb_report *report = NULL;
    kb_error err;
    const char *question = options->operand_count > 2 ? options->operands[2] : NULL;
    kb_project *project = open_project(options, options->operands[0], KB_STORE_READ, &code);
    if (project == NULL)
        return code;
    kb_status status =
        kb_project_whynot(project, options->operands[1], question, options->code, &report, &err);
    close_project(project);
    return status == KB_OK ? write_report(options, report) : show_failure(&err);
}

static int explain(const cli_options *options)
{
    const size_t given = options->operand_count;
    if (!check_format(&cmd_explain, options))
        return EXIT_USAGE;
    if (options->text != NULL && given > 0)
        return usage_error(&cmd_explain,
                           "--text explains a text that is in no project; leave out "
                           "'%s'",
                           options->operands[0]);
    if (options->text != NULL && options->codebook == NULL)
        return usage_error(&cmd_explain, "--text needs --codebook FILE");
    if (options->text != NULL)
        return explain_text(options);
    if (given < 2)
        return usage_error(&cmd_explain, "give PROJECT RESPONDENT [QUESTION], or --text and "
                                         "--codebook");
    if (options->codebook != NULL || options->question != NULL || options->group != NULL)
        return usage_error(&cmd_explain, "--codebook, --question and --group go with --text; a "
                                         "project knows them");
    return explain_respondent(options);
}

static const char *const takes[] = { "code",   "text",   "codebook", "question",     "group",
                                     "format", "output", "width",    "dictionaries", NULL };

const command_spec cmd_explain = {
    .name = "explain",
    .operands = "[PROJECT RESPONDENT [QUESTION]]",
    .summary = "why codes were given, or one was not, with the text marked",
    .text =
        "Tells every match of every rule in the respondent's answers: the rule and its line in\n"
        "the codebook, what it found, and what became of it (given, negated, suppressed).\n"
        "\n"
        "With --code: why that code was given or not. The rules that came nearest are told\n"
        "condition by condition: another question, negated by which word, words too far apart\n"
        "and by how many, a word one letter off, stopped by 'unless', suppressed by which code.\n"
        "With --text and --codebook a text is explained that is in no project.",
    .examples =
        "  kodebok explain p.kodebok R012\n  kodebok explain p.kodebok R012 godt\n"
        "  kodebok explain p.kodebok R012 godt --code moeter.maal\n"
        "  kodebok explain --text 'Bedre dialog' -c bok.yaml --question godt --code moeter.maal",
    .options = takes,
    .least = 0,
    .most = 3,
    .run = explain,
};
