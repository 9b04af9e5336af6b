/* SPDX-License-Identifier: MIT */
/* Help and the manual page, from the tables of commands and options. */
#include "option_table.h"

#include <string.h>

static void print_options(const command_spec *command, FILE *out)
{
    fputs("\noptions:\n", out);
    for (const option_spec *o = option_table; o->name != NULL; o++) {
        char left[48];
        if (!command_takes(command, o))
            continue;
        snprintf(left, sizeof left, "%c%c%c --%s%s%s", o->letter ? '-' : ' ',
                 o->letter ? o->letter : ' ', o->letter ? ',' : ' ', o->name, o->value ? " " : "",
                 o->value ? o->value : "");
        fprintf(out, "  %-29s %s\n", left, o->help);
    }
}

void print_command_help(const command_spec *command, FILE *out)
{
    fprintf(out, "usage: kodebok %s %s [options]\n\n%s\n", command->name, command->operands,
            command->summary);
    if (command->text != NULL)
        fprintf(out, "\n%s\n", command->text);
    if (command->examples != NULL)
        fprintf(out, "\nexamples:\n%s\n", command->examples);
    print_options(command, out);
}

void print_help(FILE *out)
{
    fputs("kodebok codes open-ended survey answers with a codebook.\n\n"
          "usage: kodebok COMMAND [options] [files]\n\n",
          out);
    for (const command_spec *const *c = commands; *c != NULL; c++)
        fprintf(out, "  %-10s %s\n", (*c)->name, (*c)->summary);
    fputs(
        "  help       how a command is used: kodebok help COMMAND\n\n"
        "The main job:\n"
        "  kodebok run svar.csv --codebook kodebok.yaml\n"
        "  kodebok run study.yaml\n\n"
        "Tables go to standard output, everything else to standard error.  Exit codes: 0 done;\n"
        "1 done, and the answer is \"no\"; 2 wrong command line; 3 an input is missing or wrong;\n"
        "4 disk, memory or lock failed; 130 stopped with Ctrl-C.\n",
        out);
}

/* ------------------------------------------------------------- the manual page */

/* Text for roff: a backslash, and a dot or quote at the start of a line, are escaped. */
static void put_roff(const char *text, FILE *out)
{
    bool line_start = true;
    for (; *text != '\0'; text++) {
        if (line_start && (*text == '.' || *text == '\''))
            fputs("\\&", out);
        if (*text == '\\' || *text == '-')
            putc('\\', out);
        putc(*text == '\\' ? 'e' : *text, out);
        line_start = *text == '\n';
    }
}

static void put_section(const char *macro, const char *text, FILE *out)
{
    fputs(macro, out);
    put_roff(text, out);
    putc('\n', out);
}

static void put_command(const command_spec *command, FILE *out)
{
    fputs(".TP\n.B ", out);
    put_roff(command->name, out);
    putc(' ', out);
    put_roff(command->operands, out);
    putc('\n', out);
    put_roff(command->summary, out);
    fputs(".\n", out);
    if (command->text != NULL)
        put_section(".IP\n", command->text, out);
    fputs(".IP\nOptions:", out);
    for (const option_spec *o = option_table; o->name != NULL; o++)
        if (command_takes(command, o)) {
            fputs(" \\-\\-", out);
            put_roff(o->name, out);
        }
    fputs("\n", out);
}

static void put_option(const option_spec *o, FILE *out)
{
    fputs(".TP\n.B ", out);
    if (o->letter)
        fprintf(out, "\\-%c, ", o->letter);
    fputs("\\-\\-", out);
    put_roff(o->name, out);
    if (o->value != NULL) {
        fputs(" \\fI", out);
        put_roff(o->value, out);
        fputs("\\fR", out);
    }
    putc('\n', out);
    put_roff(o->help, out);
    fputs(".\n", out);
}

void print_man(FILE *out)
{
    fputs(".\\\" Printed by: kodebok help --man\n.TH KODEBOK 1 \"\" \"kodebok ", out);
    put_roff(kb_version(), out);
    fputs("\" \"User commands\"\n.SH NAME\nkodebok \\- code open\\-ended survey answers with a "
          "codebook\n.SH SYNOPSIS\n.B kodebok\n.I COMMAND\n[options] [files]\n.SH DESCRIPTION\n"
          "An analyst writes themes and rules in a YAML codebook; kodebok applies the rules to\n"
          "every answer, keeps each coded segment in an SQLite file with the rule that made it,\n"
          "and prints the thematic matrix: themes down, categories across, a statement in each\n"
          "cell that somebody supported, an empty cell where nobody did.\n.SH COMMANDS\n",
          out);
    for (const command_spec *const *c = commands; *c != NULL; c++)
        put_command(*c, out);
    fputs(".SH OPTIONS\nThe same option means the same everywhere.\n", out);
    for (const option_spec *o = option_table; o->name != NULL; o++)
        put_option(o, out);
    fputs(".SH EXIT STATUS\n0 done; 1 done, and the answer is \"no\" (problems found, answers "
          "changed or undecided); 2 wrong\ncommand line; 3 a named input is missing, unreadable or "
          "not what it should be; 4 disk, memory,\nwrite or lock failed while working; 130 after "
          "Ctrl\\-C.\n.SH ENVIRONMENT\n.TP\n.B NO_COLOR\nno colours.\n.TP\n.B COLUMNS\nwidth of "
          "text tables when standard output is a terminal that does not tell its own.\n.SH "
          "FILES\nA project is an ordinary SQLite file with the views v_answer, v_segment, v_code, "
          "v_matrix,\nv_match, v_undecided and v_respondent.\n",
          out);
}
