/* SPDX-License-Identifier: MIT */
/*
 * What was found in one answer: as rows, and as a change from what was there.
 *
 * A segment's row has its first match; only further matches get rows of their own, because
 * most segments have one.
 */
#include "writing.h"

#include "base/buf.h"
#include "base/str.h"
#include "base/try.h"
#include "sql.h"

#include <stdlib.h>

/* ------------------------------------------------------------------------ rows */

static int64_t number(size_t size)
{
    return size > INT64_MAX ? INT64_MAX : (int64_t)size;
}

static kb_ledger_row *new_row(kb_writing *writing, kb_ledger_table table, int64_t answer)
{
    return kb_ledger_push(&writing->ledgers.tables[table], answer);
}

/* An end of a cue: NULL when there is none. */
static int64_t cue_end(kb_span cue, size_t end)
{
    return cue.begin < cue.end ? number(end) : KB_FEED_NULL;
}

static kb_status add_segment(kb_store *store, int64_t answer, const kb_segment *segment,
                             int first_rule, kb_error *err)
{
    kb_writing *writing = store->writing;
    int64_t set = 0;
    KB_TRY(kb_intern_set(&writing->intern, store, segment->rules, segment->rule_count, &set, err));
    kb_ledger_row *row = new_row(writing, KB_LEDGER_SEGMENT, answer);
    if (row == NULL)
        return kb_fail_memory(err);
    row->at[KB_AT_BEGIN] = number(segment->bytes.begin);
    row->at[KB_AT_END] = number(segment->bytes.end);
    row->at[KB_AT_CODE] = writing->intern.code_numbers[segment->code];
    row->at[KB_AT_RULE_SET] = set;
    row->at[KB_AT_RULE] = writing->intern.rule_numbers[first_rule];
    row->at[KB_AT_MATCH_BEGIN] = number(segment->match.begin);
    row->at[KB_AT_MATCH_END] = number(segment->match.end);
    row->at[KB_AT_CUE_BEGIN] = cue_end(segment->cue, segment->cue.begin);
    row->at[KB_AT_CUE_END] = cue_end(segment->cue, segment->cue.end);
    return KB_OK;
}

static kb_status add_further(kb_writing *writing, int64_t answer, int code,
                             const kb_segment_match *match, kb_error *err)
{
    kb_ledger_row *row = new_row(writing, KB_LEDGER_FURTHER_MATCH, answer);
    if (row == NULL)
        return kb_fail_memory(err);
    row->at[KB_AT_BEGIN] = number(match->bytes.begin);
    row->at[KB_AT_END] = number(match->bytes.end);
    row->at[KB_AT_CODE] = writing->intern.code_numbers[code];
    row->at[KB_AT_FURTHER_RULE] = writing->intern.rule_numbers[match->rule];
    row->at[KB_AT_FURTHER_CUE_BEGIN] = cue_end(match->cue, match->cue.begin);
    row->at[KB_AT_FURTHER_CUE_END] = cue_end(match->cue, match->cue.end);
    return KB_OK;
}

/* Both lists are in the order of segments. */
static kb_status add_segments(kb_store *store, int64_t answer, const kb_result *result,
                              kb_error *err)
{
    size_t next = 0, count = result->segment_match_count;
    const kb_segment_match *matches = result->segment_matches;
    for (size_t i = 0; i < result->segment_count; i++) {
        const kb_segment *segment = &result->segments[i];
        int rule = segment->rule_count ? segment->rules[0] : 0;
        if (next < count && matches[next].segment == i)
            rule = matches[next++].rule;
        KB_TRY(add_segment(store, answer, segment, rule, err));
        for (; next < count && matches[next].segment == i; next++)
            KB_TRY(add_further(store->writing, answer, segment->code, &matches[next], err));
    }
    return KB_OK;
}

/* A match that reaches over several segments may stand in one of them twice alike. */
static void number_alike(kb_ledger *ledger)
{
    kb_ledger_row *rows = ledger->added.items;
    for (size_t i = ledger->first + 1; i < ledger->added.count; i++) {
        const size_t key = KB_AT_FURTHER_ALIKE * sizeof rows->at[0];
        if (memcmp(rows[i].at, rows[i - 1].at, key) == 0)
            rows[i].at[KB_AT_FURTHER_ALIKE] = rows[i - 1].at[KB_AT_FURTHER_ALIKE] + 1;
    }
}

static kb_status add_marks(kb_writing *writing, int64_t answer, const kb_result *result,
                           kb_error *err)
{
    kb_ledger_row *row = NULL;
    if (result->non_answer && new_row(writing, KB_LEDGER_NON_ANSWER, answer) == NULL)
        return kb_fail_memory(err);
    for (size_t i = 0; i < result->undecided_count; i++) {
        if ((row = new_row(writing, KB_LEDGER_UNDECIDED, answer)) == NULL)
            return kb_fail_memory(err);
        row->at[KB_AT_UNDECIDED_RULE] = writing->intern.rule_numbers[result->undecided[i]];
    }
    if (result->wordless == 0)
        return KB_OK;
    if ((row = new_row(writing, KB_LEDGER_WORDLESS, answer)) == NULL)
        return kb_fail_memory(err);
    row->at[KB_AT_WORDLESS_COUNT] = number(result->wordless);
    return KB_OK;
}

static kb_status add_rows(kb_store *store, int64_t answer, const kb_result *result, kb_error *err)
{
    kb_writing *writing = store->writing;
    kb_ledger *tables = writing->ledgers.tables;
    KB_TRY(add_segments(store, answer, result, err));
    KB_TRY(add_marks(writing, answer, result, err));
    kb_ledger_sort(&tables[KB_LEDGER_SEGMENT], KB_LEDGER_SEGMENT);
    kb_ledger_sort(&tables[KB_LEDGER_FURTHER_MATCH], KB_LEDGER_FURTHER_MATCH);
    kb_ledger_sort(&tables[KB_LEDGER_UNDECIDED], KB_LEDGER_UNDECIDED);
    number_alike(&tables[KB_LEDGER_FURTHER_MATCH]);
    return KB_OK;
}

/* ---------------------------------------------------------------------- change */

static size_t new_count(const kb_ledger *ledger)
{
    return ledger->added.count - ledger->first;
}

/* One row at most. */
static uint64_t wordless_of(const kb_ledger_rows *rows, size_t first)
{
    return first < rows->count ? (uint64_t)rows->items[first].at[KB_AT_WORDLESS_COUNT] : 0;
}

static void count_rows(const kb_writing *writing, kb_run_change *change)
{
    const kb_ledger *tables = writing->ledgers.tables;
    const kb_ledger *segments = &tables[KB_LEDGER_SEGMENT];
    const kb_ledger *non_answers = &tables[KB_LEDGER_NON_ANSWER];
    const kb_ledger *undecided = &tables[KB_LEDGER_UNDECIDED];
    const kb_ledger *wordless = &tables[KB_LEDGER_WORDLESS];
    change->before = (kb_run_counts){
        .non_answers = non_answers->old.count,
        .coded = segments->old.count > 0,
        .segments = segments->old.count,
        .undecided = undecided->old.count > 0,
        .wordless = wordless_of(&wordless->old, 0),
    };
    change->after = (kb_run_counts){
        .non_answers = new_count(non_answers),
        .coded = new_count(segments) > 0,
        .segments = new_count(segments),
        .undecided = new_count(undecided) > 0,
        .wordless = wordless_of(&wordless->added, wordless->first),
    };
}

enum { BEFORE = 1, AFTER = 2 };

static void mark(kb_code_marks *codes, int64_t code, unsigned char when)
{
    unsigned char *known = &codes->marks[code - 1];
    if (*known == 0)
        codes->touched[codes->count++] = code;
    *known |= when;
}

static kb_status compare_codes(kb_store *store, kb_run_change *change, kb_error *err)
{
    kb_writing *writing = store->writing;
    kb_code_marks *codes = &writing->codes;
    const kb_ledger *segments = &writing->ledgers.tables[KB_LEDGER_SEGMENT];
    for (size_t i = 0; i < segments->old.count; i++) {
        int64_t code = segments->old.items[i].at[KB_AT_CODE];
        if (kb_intern_code(&writing->intern, code).ptr == NULL)
            return kb_store_damaged(store, "a segment has an unknown code", err);
        mark(codes, code, BEFORE);
    }
    for (size_t i = segments->first; i < segments->added.count; i++)
        mark(codes, segments->added.items[i].at[KB_AT_CODE], AFTER);
    for (size_t i = 0; i < codes->count; i++) {
        unsigned char *when = &codes->marks[codes->touched[i] - 1];
        change->lost += *when == BEFORE;
        change->gained += *when == AFTER;
        *when = 0;
    }
    codes->count = 0;
    return KB_OK;
}

static void sum_counts(kb_run_counts *sum, const kb_run_counts *one)
{
    sum->non_answers += one->non_answers;
    sum->coded += one->coded;
    sum->segments += one->segments;
    sum->undecided += one->undecided;
    sum->wordless += one->wordless;
}

static kb_status describe_change(kb_store *store, kb_run_change *change, kb_error *err)
{
    kb_run_change *total = &store->writing->total;
    *change = (kb_run_change){ 0 };
    count_rows(store->writing, change);
    KB_TRY(compare_codes(store, change, err));
    sum_counts(&total->before, &change->before);
    sum_counts(&total->after, &change->after);
    total->gained += change->gained;
    total->lost += change->lost;
    return KB_OK;
}

/* ---------------------------------------------------------------- old segments */

/* KB_FEED_NULL is a cue that there is not. */
static kb_span span_at(const kb_ledger_row *row, int begin)
{
    int64_t from = row->at[begin], to = row->at[begin + 1];
    return from == KB_FEED_NULL ? (kb_span){ 0 } : (kb_span){ (size_t)from, (size_t)to };
}

static int old_order(const void *a, const void *b)
{
    const kb_old_segment *x = a, *y = b;
    if (x->bytes.begin != y->bytes.begin)
        return x->bytes.begin < y->bytes.begin ? -1 : 1;
    if (x->bytes.end != y->bytes.end)
        return x->bytes.end > y->bytes.end ? -1 : 1;
    return kb_str_compare(x->code, y->code);
}

static kb_status list_old(kb_store *store, kb_run_change *change, kb_error *err)
{
    kb_writing *writing = store->writing;
    const kb_ledger_rows *rows = &writing->ledgers.tables[KB_LEDGER_SEGMENT].old;
    void *list = writing->old;
    if (!kb_array_reserve(&list, &writing->old_cap, rows->count, sizeof *writing->old))
        return kb_fail_memory(err);
    writing->old = list;
    for (size_t i = 0; i < rows->count; i++) {
        const kb_ledger_row *row = &rows->items[i];
        kb_old_segment *old = &writing->old[i];
        *old = (kb_old_segment){ .code = kb_intern_code(&writing->intern, row->at[KB_AT_CODE]),
                                 .index = writing->intern.places[row->at[KB_AT_CODE] - 1],
                                 .bytes = span_at(row, KB_AT_BEGIN),
                                 .match = span_at(row, KB_AT_MATCH_BEGIN),
                                 .cue = span_at(row, KB_AT_CUE_BEGIN) };
        KB_TRY(kb_set_text(&writing->sets, store, row->at[KB_AT_RULE_SET], &old->rules, err));
    }
    if (rows->count > 1)
        qsort(writing->old, rows->count, sizeof *writing->old, old_order);
    change->old = writing->old;
    change->old_count = rows->count;
    return KB_OK;
}

/* --------------------------------------------------------------- into the store */

/* Answers that the run before found something in and that are passed over now. */
static kb_status pass_over(kb_store *store, int64_t answer, kb_error *err)
{
    kb_ledgers *ledgers = &store->writing->ledgers;
    kb_run_change change;
    int64_t next = 0;
    while (!ledgers->partial && (next = kb_ledgers_next(ledgers)) < answer) {
        KB_TRY(kb_ledgers_take(store, ledgers, next, err));
        KB_TRY(describe_change(store, &change, err));
        KB_TRY(kb_ledgers_settle(store, ledgers, err));
    }
    return KB_OK;
}

static kb_status may_add(const kb_store *store, int64_t answer, kb_error *err)
{
    if (store->run == 0)
        return kb_fail(err, KB_ERR_ARGUMENT, "no run was begun");
    if (store->writing->summed_up)
        return kb_fail(err, KB_ERR_ARGUMENT, "the run was summed up");
    if (answer <= store->writing->last_answer)
        return kb_fail(err, KB_ERR_ARGUMENT, "the answers of a run come in rising order");
    return KB_OK;
}

kb_status kb_store_run_add(kb_store *store, int64_t answer, const kb_result *result,
                           kb_run_change *change, kb_error *err)
{
    kb_run_change own;
    KB_TRY(may_add(store, answer, err));
    kb_ledgers *ledgers = &store->writing->ledgers;
    KB_TRY(pass_over(store, answer, err));
    KB_TRY(kb_ledgers_take(store, ledgers, answer, err));
    KB_TRY(add_rows(store, answer, result, err));
    KB_TRY(describe_change(store, change != NULL ? change : &own, err));
    if (change != NULL && ledgers->partial)
        KB_TRY(list_old(store, change, err));
    store->writing->last_answer = answer;
    return kb_ledgers_settle(store, ledgers, err);
}

kb_status kb_store_run_total(kb_store *store, kb_run_change *total, kb_error *err)
{
    if (store->run == 0)
        return kb_fail(err, KB_ERR_ARGUMENT, "no run was begun");
    kb_writing *writing = store->writing;
    if (!writing->summed_up) {
        KB_TRY(pass_over(store, INT64_MAX, err));
        KB_TRY(kb_ledgers_finish(store, &writing->ledgers, err));
        writing->summed_up = true;
    }
    *total = writing->total;
    return KB_OK;
}
