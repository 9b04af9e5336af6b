/* SPDX-License-Identifier: MIT */
/* kodebok check: is the codebook sound, and do its own examples hold? */
#include "command.h"

static const char *plural(size_t n)
{
    return n == 1 ? "" : "s";
}

static void print_verdict(const char *path, const kb_check_summary *s)
{
    clear_progress();
    if (s->problems > 0) {
        printf("%s: %zu problem%s, %zu warning%s; its examples and tests were not run\n", path,
               s->problems, plural(s->problems), s->warnings, plural(s->warnings));
        return;
    }
    printf("%s: %zu code%s, %zu rule%s, %zu warning%s; %zu %s, %zu failed", path, s->codes,
           plural(s->codes), s->rules, plural(s->rules), s->warnings, plural(s->warnings), s->tried,
           s->tried == 1 ? "example or test" : "examples and tests", s->failed);
    if (s->todo > 0)
        printf(", %zu marked todo", s->todo);
    putchar('\n');
}

static int check(const cli_options *options)
{
    kb_check_summary summary;
    kb_error err;
    const char *path = options->operands[0];
    const kb_project_options with = project_options(options);
    if (kb_check(path, &with, &summary, &err) != KB_OK)
        return show_failure(&err);
    print_verdict(path, &summary);
    size_t wrong = summary.problems + summary.failed + (options->strict ? summary.warnings : 0);
    return wrong > 0 ? EXIT_FINDINGS : EXIT_DONE;
}

static const char *const takes[] = { "strict", "dictionaries", NULL };

const command_spec cmd_check = {
    .name = "check",
    .operands = "CODEBOOK",
    .summary = "everything wrong with a codebook; its examples run as tests",
    .text = "Problems are told all in one go as file:line:column: message, with the source line.\n"
            "Then every example, counterexample and test of the codebook is run, and what is\n"
            "suspicious in the codebook is told as warnings, each with a name in brackets.  A\n"
            "comment '# lint: NAME - REASON' on its line or the line above silences one.  Exit 1\n"
            "on any problem or failure; with --strict on any warning, too.",
    .examples = "  kodebok check kodebok.yaml\n"
                "  kodebok check --strict kodebok.yaml",
    .options = takes,
    .least = 1,
    .most = 1,
    .run = check,
};
