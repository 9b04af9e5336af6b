/* SPDX-License-Identifier: MIT */
/* What the matrix and the list of codes have in common: counts that may be hidden. */
#ifndef KB_SUMMARISE_FIGURES_H
#define KB_SUMMARISE_FIGURES_H

#include "report_build.h"

/* The four figures of one code. */
typedef struct kb_figures {
    kb_value respondents, answers, segments, share;
    bool hidden;
} kb_figures;

/*
 * The figures of code `code`: all four hidden when at least one but fewer than
 * min_cell respondents support it, so that none can be worked out from another.
 */
kb_figures kb_figures_of(const kb_matrix_input *input, size_t code);

/* What people call a code, theme or category that has no label. */
kb_str kb_label_or_id(kb_str label, kb_str id);

/* The statement of a code, else its label, else its id. */
kb_str kb_code_statement(const kb_code *code);

/*
 * Joins the lines that are not empty with LF: `first`, what "<N" means when something is
 * `hidden`, and that answers are undecided when some are.
 */
kb_str kb_build_note(kb_report *report, const kb_matrix_input *input, const char *first,
                     bool hidden);

/* Sets what both tables take from the input: title, language, base, run, group. */
void kb_build_header(kb_report *report, kb_table *table, const kb_matrix_input *input);

#endif
