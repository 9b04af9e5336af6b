/* SPDX-License-Identifier: MIT */
/* The one table of options; parsing. */
#include "command.h"
#include "option_table.h"

#include "base/str.h"
#include "base/unicode.h"

#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#define TEXT(member)   OPTION_TEXT, offsetof(cli_options, member)
#define SWITCH(member) OPTION_SWITCH, offsetof(cli_options, member)
#define LIST(member)   OPTION_LIST, offsetof(cli_options, member)

const option_spec option_table[] = {
    { "project", 'p', "FILE", TEXT(project), "the project file; made when it does not exist" },
    { "codebook", 'c', "FILE", TEXT(codebook), "the codebook to code with" },
    { "respondent", 0, "COL", TEXT(respondent), "column with the respondent's id" },
    { "group", 0, "COL[,COL]", TEXT(group),
      "columns with background variables (import); the group meant (explain)" },
    { "question", 0, "NAME", TEXT(question),
      "column with the question (import); the question meant" },
    { "text", 0, "COL|TEXT", TEXT(text),
      "column with the answer, one per row (import); the text itself (explain)" },
    { "answers", 0, "COL[=ID],...", TEXT(answers), "columns with answers, one per question" },
    { "items", 0, "COL[=ID],...", TEXT(items), "columns with closed items" },
    { "delimiter", 0, "CHAR", TEXT(delimiter),
      "what separates fields; 'tab' for TAB (default: sniffed)" },
    { "encoding", 0, "NAME", TEXT(encoding), "encoding of the file (default: sniffed)" },
    { "sheet", 0, "NAME", TEXT(sheet), "sheet of a spreadsheet file" },
    { "missing", 0, "VALUE", LIST(missing),
      "a cell that is exactly this counts as blank; may be repeated" },
    { "wave", 0, "NAME", TEXT(wave), "name of this wave, when a later file begins its ids anew" },
    { "update", 0, NULL, SWITCH(update),
      "changed answers replace the stored ones; the old text is kept" },
    { "dry-run", 'n', NULL, SWITCH(dry_run), "say what would be done and write nothing" },
    { "by", 0, "VAR", TEXT(by), "one table for each value of a background variable" },
    { "where", 0, "VAR=VALUE", LIST(where), "only respondents with this value; may be repeated" },
    { "base", 0, "KIND", TEXT(base), "what per cent are of: answered (default), asked or coded" },
    { "show", 0, "LIST", TEXT(show), "of statement,n,pct,quotes (default: statement)" },
    { "min-cell", 0, "N", TEXT(min_cell), "counts below N are shown as <N" },
    { "title", 0, "TEXT", TEXT(title), "title of the table" },
    { "code", 0, "CODE", TEXT(code), "only this code" },
    { "theme", 0, "THEME", TEXT(theme), "only codes of this theme" },
    { "category", 0, "CATEGORY", TEXT(category), "only codes of this category" },
    { "rule", 0, "RULE", TEXT(rule), "only segments that this rule supports" },
    { "gold", 'g', "FILE", TEXT(gold), "codings by people: respondent,question,code[,quote]" },
    { "respondents", 0, "FILE", TEXT(respondents),
      "only the respondents listed in a file, one per line" },
    { "format", 'f', "NAME", TEXT(format), "text (default), markdown, html, csv or json" },
    { "output", 'o', "FILE", TEXT(output), "write the table to a file, in place of what is there" },
    { "width", 0, "N", TEXT(width), "columns of text tables (default: the terminal's, else 100)" },
    { "dictionaries", 0, "DIR", TEXT(dictionaries),
      "folder with hunspell dictionaries (NAME.aff, NAME.dic)" },
    { "jobs", 'j', "N", TEXT(jobs), "threads that code (default: one for each processor)" },
    { "engine", 0, "NAME", TEXT(engine),
      "fast (default), or reference: every rule on every answer, for comparing" },
    { "timings", 0, NULL, SWITCH(timings), "say where processor time went, a line per stage" },
    { "tolerated", 0, NULL, SWITCH(tolerated), "only words that ~ alone accepts" },
    { "strict", 0, NULL, SWITCH(strict), "warnings count as failures" },
    { "force", 0, NULL, SWITCH(force), "replace files that kodebok did not make" },
    { "color", 0, "WHEN", TEXT(color), "auto (default), always or never; NO_COLOR means never" },
    { "quiet", 'q', NULL, SWITCH(quiet), "no notes, only warnings and errors" },
    { "help", 'h', NULL, SWITCH(help), "how the command is used" },
    { NULL, 0, NULL, OPTION_SWITCH, 0, NULL },
};

static const char *const everywhere[] = { "color", "quiet", "help", NULL };

static bool is_listed(const char *const *names, const char *name)
{
    for (; names != NULL && *names != NULL; names++)
        if (strcmp(*names, name) == 0)
            return true;
    return false;
}

bool command_takes(const command_spec *command, const option_spec *option)
{
    return is_listed(everywhere, option->name) || is_listed(command->options, option->name);
}

static const option_spec *find_long(const command_spec *command, const char *name, size_t len)
{
    for (const option_spec *o = option_table; o->name != NULL; o++)
        if (strlen(o->name) == len && strncmp(o->name, name, len) == 0 && command_takes(command, o))
            return o;
    return NULL;
}

static const option_spec *find_short(const command_spec *command, char letter)
{
    for (const option_spec *o = option_table; o->name != NULL; o++)
        if (o->letter == letter && command_takes(command, o))
            return o;
    return NULL;
}

static bool store(const option_spec *option, const char *value, cli_options *out)
{
    char *member = (char *)out + option->offset;
    switch (option->kind) {
    case OPTION_SWITCH: *(bool *)(void *)member = true; break;
    case OPTION_TEXT: *(const char **)(void *)member = value; break;
    case OPTION_LIST: {
        option_list *list = (option_list *)(void *)member;
        if (list->count == MAX_LIST)
            return false;
        list->items[list->count++] = value;
        break;
    }
    }
    return true;
}

enum { MOST_NAMES = 64 };

const char *did_you_mean(const char *name, size_t len, const char *const *names, char *room,
                         size_t room_size)
{
    kb_str candidates[MOST_NAMES] = { { 0 } };
    size_t count = 0;
    for (; names[count] != NULL && count < MOST_NAMES; count++)
        candidates[count] = kb_str_from(names[count]);
    size_t nearest = kb_str_nearest((kb_str){ name, len }, candidates, count);
    if (nearest >= count)
        return "";
    snprintf(room, room_size, "; did you mean '%s'?", names[nearest]);
    return room;
}

/* Says that there is no such option, and which one it may have been meant to be. */
static bool unknown_option(const command_spec *command, const char *arg, size_t len)
{
    char taken[MOST_NAMES][32], room[96];
    const char *names[MOST_NAMES + 1] = { NULL };
    size_t count = 0;
    for (const option_spec *o = option_table; o->name != NULL && count < MOST_NAMES; o++)
        if (command_takes(command, o)) {
            snprintf(taken[count], sizeof *taken, "--%s", o->name);
            names[count] = taken[count];
            count++;
        }
    usage_error(command, "'%s' takes no option '%.*s'%s", command->name, (int)len, arg,
                did_you_mean(arg, len, names, room, sizeof room));
    return false;
}

/* What is left to read of the command line. */
typedef struct reader {
    const command_spec *command;
    char **argv;
    int argc, at;
    cli_options *out;
} reader;

static bool take(reader *r, const option_spec *option, const char *shown, const char *value)
{
    if (option->value != NULL && value == NULL) {
        if (r->at + 1 >= r->argc) {
            usage_error(r->command, "option '%s' needs a value: %s", shown, option->value);
            return false;
        }
        value = r->argv[++r->at];
    }
    if (!store(option, value, r->out)) {
        usage_error(r->command, "option '%s' is given more than %d times", shown, MAX_LIST);
        return false;
    }
    return true;
}

static bool take_long(reader *r, const char *arg)
{
    const char *equals = strchr(arg, '=');
    size_t len = equals ? (size_t)(equals - arg) : strlen(arg);
    const option_spec *option = find_long(r->command, arg + 2, len - 2);
    if (option == NULL)
        return unknown_option(r->command, arg, len);
    if (equals != NULL && option->value == NULL) {
        usage_error(r->command, "option '--%s' takes no value", option->name);
        return false;
    }
    return take(r, option, arg, equals ? equals + 1 : NULL);
}

static bool take_short(reader *r, const char *arg)
{
    const option_spec *option = find_short(r->command, arg[1]);
    const char shown[] = { '-', arg[1], '\0' };
    if (option == NULL || (option->value == NULL && arg[2] != '\0')) {
        usage_error(r->command, "'%s' takes no option '%s'", r->command->name, arg);
        return false;
    }
    return take(r, option, shown, arg[2] != '\0' ? arg + 2 : NULL);
}

static bool take_operand(reader *r, const char *arg)
{
    if (r->out->operand_count == r->command->most) {
        usage_error(r->command, "'%s' is one argument too many", arg);
        return false;
    }
    r->out->operands[r->out->operand_count++] = arg;
    return true;
}

bool parse_options(const command_spec *command, int argc, char **argv, cli_options *out)
{
    reader r = { .command = command, .argv = argv, .argc = argc, .out = out };
    bool only_operands = false;
    for (r.at = 1; r.at < argc; r.at++) {
        const char *arg = argv[r.at];
        bool good;
        if (!only_operands && strcmp(arg, "--") == 0) {
            only_operands = true;
            continue;
        }
        if (!only_operands && strncmp(arg, "--", 2) == 0)
            good = take_long(&r, arg);
        else if (!only_operands && arg[0] == '-' && arg[1] != '\0')
            good = take_short(&r, arg);
        else
            good = take_operand(&r, arg);
        if (!good)
            return false;
    }
    if (!out->help && out->operand_count < command->least) {
        usage_error(command, "give %s", command->operands);
        return false;
    }
    return true;
}

int usage_error(const command_spec *command, const char *format, ...)
{
    char message[1024];
    va_list args;
    va_start(args, format);
    int len = vsnprintf(message, sizeof message, format, args);
    va_end(args);
    if (len >= (int)sizeof message)
        message[kb_utf8_whole(message, sizeof message - 1)] = '\0';
    fputs("kodebok: ", stderr);
    put_clean(kb_str_from(message));
    fprintf(stderr, "\nusage: kodebok %s %s [options]\ntry 'kodebok help %s'\n", command->name,
            command->operands, command->name);
    return EXIT_USAGE;
}
