/* SPDX-License-Identifier: MIT */
/* The table of options, for parsing and for help. */
#ifndef KB_CLI_OPTION_TABLE_H
#define KB_CLI_OPTION_TABLE_H

#include "command.h"

typedef enum option_kind { OPTION_TEXT, OPTION_SWITCH, OPTION_LIST } option_kind;

typedef struct option_spec {
    const char *name;  /* long name; every option has one */
    char letter;       /* short name, or 0 */
    const char *value; /* what the value is called in help, or NULL for a switch */
    option_kind kind;
    size_t offset;    /* in `options` */
    const char *help; /* lower case, no full stop */
} option_spec;

/* Ended by one without a name. */
extern const option_spec option_table[];

bool command_takes(const command_spec *command, const option_spec *option);

#endif
