/* SPDX-License-Identifier: MIT */
/* kodebok: find the command, read its options, run it. */
#include "command.h"

#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

const command_spec *const commands[] = {
    &cmd_run,   &cmd_import,  &cmd_code,  &cmd_matrix, &cmd_codes,  &cmd_segments, &cmd_runs,
    &cmd_words, &cmd_explain, &cmd_check, &cmd_agree,  &cmd_forget, &cmd_pack,     NULL,
};

static const command_spec *find_command(const char *name)
{
    for (const command_spec *const *c = commands; *c != NULL; c++)
        if (strcmp((*c)->name, name) == 0)
            return *c;
    return NULL;
}

static int unknown_command(const char *name)
{
    const char *names[sizeof commands / sizeof *commands + 1] = { NULL };
    char room[96];
    size_t count = 0;
    for (; commands[count] != NULL; count++)
        names[count] = commands[count]->name;
    names[count] = "help";
    fputs("kodebok: '", stderr);
    put_clean(kb_str_from(name));
    fprintf(stderr, "' is not a command%s\ntry 'kodebok help'\n",
            did_you_mean(name, strlen(name), names, room, sizeof room));
    return EXIT_USAGE;
}

static int help(int argc, char **argv)
{
    if (argc < 3 || strcmp(argv[2], "help") == 0) {
        print_help(stdout);
        return EXIT_DONE;
    }
    if (strcmp(argv[2], "--man") == 0) {
        print_man(stdout);
        return EXIT_DONE;
    }
    const command_spec *command = find_command(argv[2]);
    if (command == NULL)
        return unknown_command(argv[2]);
    print_command_help(command, stdout);
    return EXIT_DONE;
}

static void print_library(void *payload, const char *name, const char *version)
{
    (void)payload;
    printf("%s %s\n", name, version);
}

static int run_command(const command_spec *command, int argc, char **argv)
{
    cli_options options = { 0 };
    if (!parse_options(command, argc, argv, &options))
        return EXIT_USAGE;
    if (options.help) {
        print_command_help(command, stdout);
        return EXIT_DONE;
    }
    if (options.color != NULL && strcmp(options.color, "auto") != 0 &&
        strcmp(options.color, "always") != 0 && strcmp(options.color, "never") != 0)
        return usage_error(command, "--color is auto, always or never");
    show_setup(&options);
    return command->run(&options);
}

/* A table must not land in the file that got the number of a closed standard stream.  What is
 * opened here in its place refuses what the stream is for, so that writing to it is noticed. */
static void fill_standard_streams(void)
{
    for (int fd = 0; fd <= 2; fd++)
        if (fcntl(fd, F_GETFD) < 0 && errno == EBADF)
            (void)!open("/dev/null", fd == 0 ? O_WRONLY : O_RDONLY);
}

/* What was left in the buffer may not have arrived. */
static int with_output(int code)
{
    if (code == EXIT_STOPPED) { /* what reads a dictionary in the background is not waited for */
        fflush(NULL);
        _exit(code);
    }
    if (fflush(stdout) == 0 && !ferror(stdout))
        return code;
    if (code == EXIT_DONE || code == EXIT_FINDINGS) {
        fprintf(stderr, "kodebok: cannot write to standard output: %s\n", strerror(errno));
        return EXIT_SYSTEM;
    }
    return code;
}

static int dispatch(int argc, char **argv)
{
    if (argc < 2) {
        print_help(stderr);
        return EXIT_USAGE;
    }
    if (strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0 ||
        strcmp(argv[1], "-h") == 0)
        return help(argc, argv);
    if (strcmp(argv[1], "--version") == 0) {
        kb_libraries(print_library, NULL);
        return EXIT_DONE;
    }
    const command_spec *command = find_command(argv[1]);
    return command == NULL ? unknown_command(argv[1]) : run_command(command, argc - 1, argv + 1);
}

int main(int argc, char **argv)
{
    fill_standard_streams();
    return with_output(dispatch(argc, argv));
}
