/* SPDX-License-Identifier: MIT */
/* Counts that may be hidden, and what the tables of codes share; see figures.h. */
#include "figures.h"

#include "base/str.h"

kb_figures kb_figures_of(const kb_matrix_input *input, size_t code)
{
    const kb_count *count = &input->counts[code];
    if (count->respondents > 0 && count->respondents < input->min_cell) {
        const kb_value secret = { .kind = KB_VALUE_HIDDEN, .number = (double)input->min_cell };
        return (kb_figures){ secret, secret, secret, secret, true };
    }
    return (kb_figures){ .respondents = kb_value_count(count->respondents),
                         .answers = kb_value_count(count->answers),
                         .segments = kb_value_count(count->segments),
                         .share = input->base.n == 0 ? (kb_value){ .kind = KB_VALUE_NONE }
                                                     : kb_value_share((double)count->respondents /
                                                                      (double)input->base.n) };
}

kb_str kb_label_or_id(kb_str label, kb_str id)
{
    return label.len > 0 ? label : id;
}

kb_str kb_code_statement(const kb_code *code)
{
    return kb_label_or_id(code->statement, kb_label_or_id(code->label, code->id));
}

/* Adds a line that begins with a number. */
static kb_str add_line(kb_arena *arena, kb_str note, const char *before, uint64_t number,
                       const char *line)
{
    return kb_arena_printf(arena, "%.*s%s%s%llu %s", KB_ARG(note), note.len > 0 ? "\n" : "", before,
                           (unsigned long long)number, line);
}

kb_str kb_build_note(kb_report *report, const kb_matrix_input *input, const char *first,
                     bool hidden)
{
    kb_arena *arena = kb_build_arena(report);
    kb_str language = input->book->language, note = kb_build_text(report, kb_str_from(first));
    if (hidden)
        note = add_line(arena, note, "<", input->min_cell,
                        kb_phrasebook(language, KB_TEXT_HIDDEN_NOTE));
    if (input->tallies.undecided > 0)
        note = add_line(
            arena, note, "", input->tallies.undecided,
            kb_phrasebook_after(language, KB_TEXT_UNDECIDED_NOTE, input->tallies.undecided));
    if (input->left_out > 0)
        note = add_line(arena, note, "", input->left_out,
                        kb_phrasebook_after(language, KB_TEXT_LEFT_OUT_NOTE, input->left_out));
    return note;
}

void kb_build_header(kb_report *report, kb_table *table, const kb_matrix_input *input)
{
    table->title = kb_build_plain(report, kb_label_or_id(input->title, input->book->title));
    table->language = kb_build_plain(report, input->book->language);
    table->has_base = true;
    table->base = input->base;
    table->run = kb_build_stamp(report, &input->run);
    table->by_variable = kb_build_plain(report, input->by_variable);
    table->by_value = kb_build_plain(report, input->by_value);
    table->by_label = kb_build_plain(report, input->by_label);
}
