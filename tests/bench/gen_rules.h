/* SPDX-License-Identifier: MIT */
/* Sets of rules for the answers of gen_answers.c; see there for their names. */
#ifndef KB_BENCH_GEN_RULES_H
#define KB_BENCH_GEN_RULES_H

#include "gen_words.h"

#include <stdio.h>

void write_rules(words *w, const char *folder);

/* Of gen_answers.c; they end the program when they fail. */
FILE *open_in(const char *folder, const char *name);
void close_written(FILE *file);

#endif
