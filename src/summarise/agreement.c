/* SPDX-License-Identifier: MIT */
/*
 * Rules against people: precision, recall and F1.
 *
 *     precision = tp / (tp + fp)    recall = tp / (tp + fn)    F1 = 2 tp / (2 tp + fp + fn)
 *
 * (van Rijsbergen 1979, chapter 7), per code, pooled over codes (micro) and as a
 * mean (macro).  A figure whose divisor is 0 is not defined and enters no mean: each
 * macro figure is the mean over the codes for which that figure is defined.
 *
 * Kappa and alpha have their places in the shape, so that programs need not
 * change when they are computed; they are not defined here.
 *
 * Retired codes are compared only when the gold uses them: no rule can find them.
 */
#include "report_build.h"

#include "base/str.h"

#include <math.h>

enum { CODE_COLUMNS = 10, SUM_COLUMNS = 9, MACRO_COLUMNS = 6, DISAGREEMENT_COLUMNS = 5 };

typedef struct field {
    const char *id;
    kb_phrasebook_key label;
    bool numeric, program_only;
} field;

static const field code_columns[CODE_COLUMNS] = {
    { "code", KB_TEXT_CODE, false, false },    { "tp", KB_TEXT_BOTH, true, false },
    { "fp", KB_TEXT_ONLY_RULES, true, false }, { "fn", KB_TEXT_ONLY_GOLD, true, false },
    { "tn", KB_TEXT_NEITHER, true, false },    { "precision", KB_TEXT_PRECISION, true, false },
    { "recall", KB_TEXT_RECALL, true, false }, { "f1", KB_TEXT_COUNT_, true, false },
    { "kappa", KB_TEXT_COUNT_, true, true },   { "alpha", KB_TEXT_COUNT_, true, true },
};

static const field sum_columns[SUM_COLUMNS] = {
    { "precision", KB_TEXT_PRECISION, true, false }, { "recall", KB_TEXT_RECALL, true, false },
    { "f1", KB_TEXT_COUNT_, true, false },           { "tp", KB_TEXT_BOTH, true, false },
    { "fp", KB_TEXT_ONLY_RULES, true, false },       { "fn", KB_TEXT_ONLY_GOLD, true, false },
    { "tn", KB_TEXT_NEITHER, true, false },          { "kappa", KB_TEXT_COUNT_, true, true },
    { "alpha", KB_TEXT_COUNT_, true, true },
};

static const field macro_columns[MACRO_COLUMNS] = {
    { "precision", KB_TEXT_PRECISION, true, false }, { "recall", KB_TEXT_RECALL, true, false },
    { "f1", KB_TEXT_COUNT_, true, false },           { "kappa", KB_TEXT_COUNT_, true, true },
    { "alpha", KB_TEXT_COUNT_, true, true },         { "codes", KB_TEXT_CODE, true, true },
};

static const field disagreement_columns[DISAGREEMENT_COLUMNS] = {
    { "respondent", KB_TEXT_RESPONDENT, false, false },
    { "question", KB_TEXT_QUESTION, false, false },
    { "code", KB_TEXT_CODE, false, false },
    { "side", KB_TEXT_SIDE, false, false },
    { "quote", KB_TEXT_QUOTE, false, false },
};

/* F1, kappa and alpha are called the same in every language. */
static const char *label_of(const field *of, kb_str language)
{
    if (of->label != KB_TEXT_COUNT_)
        return kb_phrasebook(language, of->label);
    return strcmp(of->id, "f1") == 0 ? "F1" : of->id;
}

static void set_columns(kb_report *report, kb_table *table, const field *fields, size_t count)
{
    kb_heading *headings = kb_arena_array(kb_build_arena(report), count, sizeof *headings);
    for (size_t i = 0; headings != NULL && i < count; i++)
        headings[i] = (kb_heading){ .id = kb_str_from(fields[i].id),
                                    .label = kb_str_from(label_of(&fields[i], table->language)),
                                    .numeric = fields[i].numeric,
                                    .program_only = fields[i].program_only };
    table->columns = headings;
    table->column_count = count;
}

static double ratio(uint64_t part, uint64_t whole)
{
    return whole == 0 ? NAN : (double)part / (double)whole;
}

static double precision_of(const kb_confusion *c)
{
    return ratio(c->tp, c->tp + c->fp);
}

static double recall_of(const kb_confusion *c)
{
    return ratio(c->tp, c->tp + c->fn);
}

static double f1_of(const kb_confusion *c)
{
    return ratio(2 * c->tp, 2 * c->tp + c->fp + c->fn);
}

static bool is_compared(const kb_agreement_input *input, size_t code)
{
    const kb_confusion *c = &input->confusions[code];
    return input->book->codes[code].status != KB_CODE_RETIRED || c->tp + c->fp + c->fn > 0;
}

/* Copies values into the cells of one row. */
static void put_row(kb_cell *row, const kb_value *values, size_t count)
{
    for (size_t i = 0; i < count; i++)
        row[i].value = values[i];
}

static void fill_codes(kb_report *report, kb_table *table, const kb_agreement_input *input)
{
    const kb_value none = { .kind = KB_VALUE_NONE };
    const size_t code_count = input->book->code_count;
    kb_cell *cells =
        kb_arena_array(kb_build_arena(report), code_count * CODE_COLUMNS, sizeof *cells);
    set_columns(report, table, code_columns, CODE_COLUMNS);
    for (size_t i = 0; cells != NULL && i < code_count; i++) {
        if (!is_compared(input, i))
            continue;
        const kb_confusion *c = &input->confusions[i];
        const kb_value values[CODE_COLUMNS] = {
            kb_value_text(kb_build_plain(report, input->book->codes[i].id)),
            kb_value_count(c->tp),
            kb_value_count(c->fp),
            kb_value_count(c->fn),
            kb_value_count(c->tn),
            kb_value_number(precision_of(c)),
            kb_value_number(recall_of(c)),
            kb_value_number(f1_of(c)),
            none,
            none,
        };
        put_row(cells + table->row_count++ * CODE_COLUMNS, values, CODE_COLUMNS);
    }
    table->cells = cells;
    table->title = kb_str_from(kb_phrasebook(table->language, KB_TEXT_AGREEMENT));
    table->run = kb_build_stamp(report, &input->run);
}

static void fill_single(kb_report *report, kb_table *table, kb_phrasebook_key title,
                        const kb_value *values)
{
    kb_cell *row = kb_arena_array(kb_build_arena(report), table->column_count, sizeof *row);
    if (row != NULL)
        put_row(row, values, table->column_count);
    table->cells = row;
    table->row_count = row ? 1 : 0;
    table->single = true;
    table->title = kb_str_from(kb_phrasebook(table->language, title));
}

static void fill_micro(kb_report *report, kb_table *table, const kb_agreement_input *input)
{
    kb_confusion sum = { 0 };
    for (size_t i = 0; i < input->book->code_count; i++) {
        if (!is_compared(input, i))
            continue;
        sum.tp += input->confusions[i].tp;
        sum.fp += input->confusions[i].fp;
        sum.fn += input->confusions[i].fn;
        sum.tn += input->confusions[i].tn;
    }
    const kb_value none = { .kind = KB_VALUE_NONE };
    const kb_value values[SUM_COLUMNS] = {
        kb_value_number(precision_of(&sum)),
        kb_value_number(recall_of(&sum)),
        kb_value_number(f1_of(&sum)),
        kb_value_count(sum.tp),
        kb_value_count(sum.fp),
        kb_value_count(sum.fn),
        kb_value_count(sum.tn),
        none,
        none,
    };
    set_columns(report, table, sum_columns, SUM_COLUMNS);
    fill_single(report, table, KB_TEXT_MICRO, values);
}

/* The mean of one figure over the codes for which it is defined. */
static double mean_of(const kb_agreement_input *input, double (*figure)(const kb_confusion *),
                      uint64_t *count)
{
    double sum = 0;
    *count = 0;
    for (size_t i = 0; i < input->book->code_count; i++) {
        const double value = is_compared(input, i) ? figure(&input->confusions[i]) : NAN;
        if (isnan(value))
            continue;
        sum += value;
        ++*count;
    }
    return *count == 0 ? NAN : sum / (double)*count;
}

static void fill_macro(kb_report *report, kb_table *table, const kb_agreement_input *input)
{
    const kb_value none = { .kind = KB_VALUE_NONE };
    uint64_t count = 0;
    kb_value values[MACRO_COLUMNS] = {
        [0] = kb_value_number(mean_of(input, precision_of, &count)),
        [1] = kb_value_number(mean_of(input, recall_of, &count)),
        [2] = kb_value_number(mean_of(input, f1_of, &count)),
        [3] = none,
        [4] = none,
    };
    values[5] = kb_value_count(count); /* how many codes the mean of F1 is over */
    set_columns(report, table, macro_columns, MACRO_COLUMNS);
    fill_single(report, table, KB_TEXT_MACRO, values);
}

static void fill_disagreements(kb_report *report, kb_table *table, const kb_agreement_input *input)
{
    const size_t count = input->disagreement_count;
    kb_cell *cells =
        kb_arena_array(kb_build_arena(report), count * DISAGREEMENT_COLUMNS, sizeof *cells);
    set_columns(report, table, disagreement_columns, DISAGREEMENT_COLUMNS);
    for (size_t i = 0; cells != NULL && i < count; i++) {
        const kb_disagreement *one = &input->disagreements[i];
        const kb_value values[DISAGREEMENT_COLUMNS] = {
            kb_value_text(kb_build_text(report, one->respondent)),
            kb_value_text(kb_build_text(report, one->question)),
            kb_value_text(kb_build_text(report, one->code)),
            kb_value_text(one->gold ? KB_STR("gold") : KB_STR("rules")),
            kb_value_text(kb_build_text(report, one->quote)),
        };
        put_row(cells + i * DISAGREEMENT_COLUMNS, values, DISAGREEMENT_COLUMNS);
    }
    table->cells = cells;
    table->row_count = cells ? count : 0;
    table->title = kb_str_from(kb_phrasebook(table->language, KB_TEXT_DISAGREEMENTS));
    table->note = kb_str_from(count ? kb_phrasebook(table->language, KB_TEXT_SIDE_NOTE) : "");
}

static void fill_facts(kb_report *report, const kb_agreement_input *input)
{
    kb_fact *facts = kb_arena_array(kb_build_arena(report), 2, sizeof *facts);
    if (facts == NULL)
        return;
    /* No label: that an answer is what is compared is told to programs only. */
    facts[0] = (kb_fact){ .id = KB_STR("unit"), .value = kb_value_text(KB_STR("answer")) };
    facts[1] =
        (kb_fact){ .id = KB_STR("answers"),
                   .label = kb_str_from(kb_phrasebook(input->book->language, KB_TEXT_ANSWERS)),
                   .value = kb_value_count(input->answers) };
    report->facts = facts;
    report->fact_count = 2;
}

kb_status kb_agreement_make(kb_report **out, const kb_agreement_input *input, kb_error *err)
{
    static const struct {
        const char *id;
        void (*fill)(kb_report *report, kb_table *table, const kb_agreement_input *input);
    } parts[] = {
        { "codes", fill_codes },
        { "micro", fill_micro },
        { "macro", fill_macro },
        { "disagreements", fill_disagreements },
    };
    enum { PART_COUNT = sizeof parts / sizeof parts[0] };

    kb_report *report = kb_build_new("agree");
    kb_table *tables = report ? kb_build_tables(report, PART_COUNT) : NULL;
    if (tables != NULL) {
        report->object = true;
        fill_facts(report, input);
    }
    for (size_t i = 0; tables != NULL && i < PART_COUNT; i++) {
        tables[i].kind = KB_TABLE_LIST;
        tables[i].id = kb_str_from(parts[i].id);
        tables[i].language = kb_build_plain(report, input->book->language);
        parts[i].fill(report, &tables[i], input);
    }
    return kb_build_finish(report, out, err);
}
