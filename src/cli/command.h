/* SPDX-License-Identifier: MIT */
/*
 * What a command is.
 *
 * To add a command: write cmd_x.c with a `command_spec`, and name it in the list in
 * main.c.  Parsing, usage, help and the manual page are all made from the option table
 * in options.c and from these records; there is no second list to keep in step.
 */
#ifndef KB_CLI_COMMAND_H
#define KB_CLI_COMMAND_H

#include <kodebok.h>
#include <stdio.h>

/* Exit codes.  Scripts depend on them: add, never renumber. */
enum {
    EXIT_DONE = 0,     /* it worked */
    EXIT_FINDINGS = 1, /* it worked, and the answer is "no": problems found, files differ */
    EXIT_USAGE = 2,    /* the command line was wrong */
    EXIT_INPUT = 3,    /* a named input is missing, unreadable or not what it should be */
    EXIT_SYSTEM = 4,   /* disk, memory, write or lock failed while working */
    EXIT_STOPPED = 130 /* Ctrl-C */
};

enum { MAX_OPERANDS = 8, MAX_LIST = 64 };

/* Values of an option that may be given several times. */
typedef struct option_list {
    const char *items[MAX_LIST + 1];
    size_t count;
} option_list;

/* Every option of every command: the same option means the same everywhere. */
typedef struct cli_options {
    const char *project, *codebook, *format, *output, *color, *width;
    const char *respondent, *group, *question, *text, *answers, *items;
    const char *delimiter, *encoding, *sheet, *wave;
    const char *by, *base, *show, *min_cell, *title;
    const char *code, *theme, *category, *rule, *gold, *respondents, *dictionaries;
    const char *jobs, *engine;
    option_list where, missing;
    bool update, dry_run, force, tolerated, strict, timings, quiet, help;
    const char *operands[MAX_OPERANDS];
    size_t operand_count;
} cli_options;

typedef struct command_spec {
    const char *name;
    const char *operands;       /* as in the usage line: "PROJECT RESPONDENT [QUESTION]" */
    const char *summary;        /* one line, lower case, no full stop */
    const char *text;           /* a paragraph or two; may be NULL */
    const char *examples;       /* lines of commands; may be NULL */
    const char *const *options; /* names of the options it takes, NULL-terminated */
    size_t least, most;         /* operands */
    int (*run)(const cli_options *options);
} command_spec;

extern const command_spec cmd_run, cmd_import, cmd_code, cmd_matrix, cmd_codes, cmd_segments,
    cmd_runs, cmd_words, cmd_explain, cmd_check, cmd_agree, cmd_forget, cmd_pack;

/* The commands, NULL-terminated, in the order of help. */
extern const command_spec *const commands[];

/* options.c */
bool parse_options(const command_spec *command, int argc, char **argv, cli_options *out);
/* ": did you mean 'x'?" for the nearest of `names` (NULL-terminated), else "". */
const char *did_you_mean(const char *name, size_t len, const char *const *names, char *room,
                         size_t room_size);
int usage_error(const command_spec *command, const char *format, ...) KB_PRINTF(2, 3);
void print_command_help(const command_spec *command, FILE *out);
void print_help(FILE *out);
void print_man(FILE *out);

/* show.c: what goes to stderr. */
void show_setup(const cli_options *options);
kb_watch show_watch(void);
void show_problem(void *payload, const kb_problem *problem);
void say(const char *format, ...) KB_PRINTF(1, 2); /* a line, unless --quiet */
void clear_progress(void);

/* Writes text to standard error without letting it command the terminal. */
void put_clean(kb_str text);

/* Prints why a call failed and returns the exit code that goes with it. */
int show_failure(const kb_error *err);

/* Checks --jobs and --engine, before any work is done. */
enum { MOST_JOBS = 64 };
bool check_coding_options(const command_spec *command, const cli_options *options);

/* What projects are opened with. */
kb_project_options project_options(const cli_options *options);

/* Opens the project named by an operand; on failure prints why and sets `*code`. */
kb_project *open_project(const cli_options *options, const char *path, kb_store_mode mode,
                         int *code);
/* The same without printing; either way, Ctrl-C is held until the project is closed. */
kb_status try_project(kb_project **out, const cli_options *options, const char *path,
                      kb_store_mode mode, kb_error *err);
void close_project(kb_project *project);

/* stop.c: Ctrl-C, see there. */
void catch_interrupts(void);
bool was_interrupted(void);
void hold_interrupts(void); /* may be nested */
void let_interrupts(void);
void stop_if_interrupted(void);           /* ends the program, unless held */
void remove_if_stopped(const char *path); /* a file half-written, or NULL */

/* output.c: writes a report where the options say; returns an exit code and frees the report.
 * Close the project first: a reader that goes away, as `head` does, ends the program. */
int write_report(const cli_options *options, kb_report *report);

/* Reads --by, --where, --base, --show, --min-cell, --title; false (usage printed) when wrong. */
bool read_table_request(const command_spec *command, const cli_options *options,
                        kb_table_request *request);
/* Checks --format, before any work is done. */
bool check_format(const command_spec *command, const cli_options *options);

/* Reads the import options; false (usage printed) for a value that no file could make right. */
bool read_import_request(const command_spec *command, const cli_options *options, const char *path,
                         kb_import_request *request);

/* Opens the project that answers are to go into, or nothing (NULL); with --dry-run none is made. */
kb_project *open_for_import(const cli_options *options, const char *path, int *code);

/* What an import and a run did, for people. */
void say_imported(const kb_import_summary *summary, const char *path, bool dry_run);
void say_coded(const kb_code_summary *summary);

/* A line "timing STAGE CPU_SECONDS" on stderr for each stage, when --timings asks. */
void say_timings(const cli_options *options, const kb_code_summary *summary);

#endif
