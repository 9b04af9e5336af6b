/* SPDX-License-Identifier: MIT */
/* kodebok words: the words of the answers, and those that only `~` accepts. */
#include "command.h"

static int words(const cli_options *options)
{
    int code = EXIT_DONE;
    kb_report *report = NULL;
    kb_error err;
    const kb_words_request request = { .question = options->question,
                                       .where = options->where.items,
                                       .where_count = options->where.count,
                                       .tolerated = options->tolerated };
    if (!check_format(&cmd_words, options))
        return EXIT_USAGE;
    kb_project *project = open_project(options, options->operands[0], KB_STORE_READ, &code);
    if (project == NULL)
        return code;
    kb_status status = kb_project_words(project, &request, &report, &err);
    close_project(project);
    return status == KB_OK ? write_report(options, report) : show_failure(&err);
}

static const char *const takes[] = { "tolerated", "question", "where",        "format",
                                     "output",    "width",    "dictionaries", NULL };

const command_spec cmd_words = {
    .name = "words",
    .operands = "PROJECT",
    .summary = "the words of the answers, and those accepted as misspellings",
    .text =
        "Every distinct word in lower case: how often, in how many answers, and where it stood\n"
        "first.  With --tolerated only the words that ~ alone accepts in the last run's codebook,\n"
        "each with the pattern that took it, where that stands, and how many letters it is off.\n"
        "Below is the line for the codebook that excepts them: delete from it the words that are\n"
        "misspellings indeed.",
    .examples = "  kodebok words p.kodebok --question godt\n"
                "  kodebok words p.kodebok --tolerated\n"
                "  kodebok words p.kodebok --tolerated --format csv -o skrivefeil.csv",
    .options = takes,
    .least = 1,
    .most = 1,
    .run = words,
};
