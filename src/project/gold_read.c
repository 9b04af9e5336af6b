/* SPDX-License-Identifier: MIT */
/* The file with what people coded; see gold.h. */
#include "gold.h"

#include "base/str.h"

#include <stdarg.h>
#include <stdio.h>

enum { NO_COLUMN = 1 << 20 };

typedef struct gold_columns {
    size_t respondent, question, code, quote, coder, count;
} gold_columns;

KB_PRINTF(5, 6)
static kb_status refuse(const char *path, uint64_t row, size_t column, kb_error *err,
                        const char *format, ...)
{
    char message[512];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    return kb_fail(err, KB_ERR_INPUT, "%s: row %llu, column %zu: %s", path, (unsigned long long)row,
                   column + 1, message);
}

/* --------------------------------------------------------------------- the names */

static kb_str field(const kb_record *record, size_t column)
{
    return column < record->field_count ? record->fields[column] : (kb_str){ 0 };
}

kb_status kb_gold_respondent(kb_gold *gold, const char *path, const kb_record *record,
                             size_t column, kb_str *name, kb_error *err)
{
    int64_t id;
    KB_TRY(kb_stored_name(gold->canon, field(record, column), name, err));
    kb_status status = kb_store_find_respondent(gold->project->store, NULL, *name, &id, err);
    if (status == KB_ERR_NOT_FOUND)
        return refuse(path, record->row, column, err, "the project has no respondent '%.*s'",
                      KB_ARG(*name));
    if (status == KB_ERR_INPUT)
        return refuse(path, record->row, column, err,
                      "respondent '%.*s' is in several waves, and this file cannot say which one "
                      "is meant",
                      KB_ARG(*name));
    return status;
}

static kb_status take_name(kb_gold *gold, const kb_record *record, size_t column, kb_str *name,
                           kb_error *err)
{
    KB_TRY(kb_stored_name(gold->canon, field(record, column), name, err));
    *name = kb_arena_str(&gold->arena, *name);
    return gold->arena.failed ? kb_fail_memory(err) : KB_OK;
}

/* Respondent, question and code of one row, as stored; they live as long as the gold. */
static kb_status take_names(kb_gold *gold, const kb_record *record, const gold_columns *columns,
                            kb_str names[3], kb_error *err)
{
    KB_TRY(kb_gold_respondent(gold, gold->path, record, columns->respondent, &names[0], err));
    names[0] = kb_arena_str(&gold->arena, names[0]);
    KB_TRY(take_name(gold, record, columns->question, &names[1], err));
    KB_TRY(take_name(gold, record, columns->code, &names[2], err));
    if (names[1].len == 0)
        return refuse(gold->path, record->row, columns->question, err, "no question is named");
    if (names[2].len > 0 && kb_codebook_code(gold->book, names[2]) < 0)
        return refuse(gold->path, record->row, columns->code, err,
                      "the codebook has no code '%.*s'", KB_ARG(names[2]));
    return KB_OK;
}

kb_str kb_gold_key(kb_gold *gold, kb_str respondent, kb_str question, kb_str code)
{
    const kb_str names[] = { respondent, question, code };
    kb_buf_reset(&gold->key);
    for (size_t i = 0; i < 3; i++) {
        kb_buf_str(&gold->key, names[i]);
        if (i < 2)
            kb_buf_char(&gold->key, '\n');
    }
    return kb_buf_view(&gold->key);
}

/* ---------------------------------------------------------------------- the rows */

static kb_status check_width(const kb_gold *gold, const kb_record *record,
                             const gold_columns *columns, kb_error *err)
{
    const struct {
        const char *name;
        size_t column;
    } needed[] = { { "respondent", columns->respondent },
                   { "question", columns->question },
                   { "code", columns->code } };
    if (record->field_count > columns->count)
        return refuse(gold->path, record->row, columns->count, err,
                      "the row has %zu fields, the header %zu", record->field_count,
                      columns->count);
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++)
        if (record->field_count <= needed[i].column)
            return refuse(gold->path, record->row, needed[i].column, err,
                          "the row ends before its %s%s", needed[i].name,
                          i == 2 ? "; leave the code empty where nothing was found" : "");
    return KB_OK;
}

/* The answer that a row is about. */
static kb_status add_about(kb_gold *gold, const kb_str names[3], uint64_t row, kb_error *err)
{
    const size_t count = gold->about.count;
    size_t number = kb_map_add(&gold->about, kb_gold_key(gold, names[0], names[1], (kb_str){ 0 }));
    if (number == KB_MAP_NONE || gold->key.failed)
        return kb_fail_memory(err);
    if (number < count)
        return KB_OK;
    uint64_t *first = kb_arena_grow(&gold->arena, gold->first, count, sizeof *first);
    if (first == NULL)
        return kb_fail_memory(err);
    gold->first = first;
    first[number] = row;
    return KB_OK;
}

static kb_status keep_coding(kb_gold *gold, size_t number, kb_str quote, uint64_t row,
                             kb_error *err)
{
    bool changed;
    kb_str canonical;
    KB_TRY(kb_canon_apply(gold->canon, quote, &canonical, &changed, err));
    kb_str *quotes = kb_arena_grow(&gold->arena, gold->quotes, number, sizeof *quotes);
    uint64_t *rows = kb_arena_grow(&gold->arena, gold->rows, number, sizeof *rows);
    if (quotes == NULL || rows == NULL)
        return kb_fail_memory(err);
    gold->quotes = quotes;
    gold->rows = rows;
    quotes[number] = kb_arena_str(&gold->arena, canonical);
    rows[number] = row;
    return gold->arena.failed ? kb_fail_memory(err) : KB_OK;
}

/* Another quote for the same code says more; the same one is a slip. */
static kb_status tell_repeated(kb_gold *gold, size_t number, kb_str quote, uint64_t row,
                               kb_error *err)
{
    bool changed;
    kb_str canonical;
    KB_TRY(kb_canon_apply(gold->canon, quote, &canonical, &changed, err));
    if (kb_str_equal(gold->quotes[number], canonical))
        kb_gold_tell(gold, row, 0, "the same coding as in row %llu; it counts once",
                     (unsigned long long)gold->rows[number]);
    return KB_OK;
}

static kb_status add_row(kb_gold *gold, const kb_record *record, const gold_columns *columns,
                         kb_error *err)
{
    kb_str names[3];
    KB_TRY(check_width(gold, record, columns, err));
    KB_TRY(take_names(gold, record, columns, names, err));
    KB_TRY(add_about(gold, names, record->row, err));
    const size_t count = gold->codings.count;
    size_t number = kb_map_add(&gold->codings, kb_gold_key(gold, names[0], names[1], names[2]));
    if (number == KB_MAP_NONE || gold->key.failed)
        return kb_fail_memory(err);
    if (number == count)
        return keep_coding(gold, number, field(record, columns->quote), record->row, err);
    return columns->coder == NO_COLUMN
               ? tell_repeated(gold, number, field(record, columns->quote), record->row, err)
               : KB_OK;
}

/* An answer in which nothing was found has no code beside that. */
static void tell_contradictions(kb_gold *gold, const gold_columns *columns)
{
    for (size_t i = 0; i < gold->codings.count; i++) {
        kb_str rest = gold->codings.keys[i], who = { 0 }, question = { 0 };
        kb_str_cut(&rest, '\n', &who);
        kb_str_cut(&rest, '\n', &question);
        size_t nothing =
            rest.len == 0
                ? KB_MAP_NONE
                : kb_map_find(&gold->codings, kb_gold_key(gold, who, question, (kb_str){ 0 }));
        if (nothing != KB_MAP_NONE)
            kb_gold_tell(
                gold, gold->rows[nothing], columns->code + 1,
                "an empty code says that nothing was found, and row %llu gives the answer a code; "
                "the code counts",
                (unsigned long long)gold->rows[i]);
    }
}

/* ---------------------------------------------------------------------- the file */

static size_t column_named(const kb_record *header, const char *name)
{
    for (size_t i = 0; i < header->field_count; i++)
        if (kb_str_alike(kb_str_trim(header->fields[i]), kb_str_from(name)))
            return i;
    return NO_COLUMN;
}

static kb_status take_header(kb_gold *gold, const kb_record *header, gold_columns *columns,
                             kb_error *err)
{
    *columns = (gold_columns){ .respondent = column_named(header, "respondent"),
                               .question = column_named(header, "question"),
                               .code = column_named(header, "code"),
                               .quote = column_named(header, "quote"),
                               .coder = column_named(header, "coder"),
                               .count = header->field_count };
    if (columns->respondent == NO_COLUMN || columns->question == NO_COLUMN ||
        columns->code == NO_COLUMN)
        return kb_fail(err, KB_ERR_INPUT,
                       "%s: a gold file needs the columns respondent, question and code",
                       gold->path);
    if (columns->coder != NO_COLUMN)
        kb_gold_tell(gold, 1, columns->coder + 1,
                     "who coded is not looked at: what any coder found counts as found");
    return KB_OK;
}

static kb_status read_rows(void *payload, kb_records *records, kb_error *err)
{
    kb_gold *gold = payload;
    kb_record record = { 0 };
    gold_columns columns;
    bool more;
    KB_TRY(kb_records_next(records, &record, &more, err));
    KB_TRY(take_header(gold, &record, &columns, err));
    KB_TRY(kb_records_next(records, &record, &more, err));
    if (!more)
        kb_gold_tell(gold, 1, 0, "there are no rows under the header: nobody coded anything");
    while (more) {
        KB_TRY(add_row(gold, &record, &columns, err));
        KB_TRY(kb_records_next(records, &record, &more, err));
    }
    if (columns.coder == NO_COLUMN) /* two coders may well disagree */
        tell_contradictions(gold, &columns);
    return KB_OK;
}

kb_status kb_read_csv(const kb_watch *watch, const char *path, kb_csv_job *job, void *payload,
                      kb_error *err)
{
    kb_records *records = NULL;
    kb_problems *problems = NULL;
    kb_status status = kb_problems_new(&problems, err);
    if (status == KB_OK)
        status = kb_records_open(&records, path, problems, err);
    if (status == KB_OK)
        status = kb_failed_in_table(job(payload, records, err), err);
    kb_tell_all(watch, problems, 0);
    kb_records_close(records);
    kb_problems_free(problems);
    return status;
}

kb_status kb_gold_read(kb_gold *gold, kb_project *project, const kb_codebook *book,
                       const char *path, kb_error *err)
{
    *gold = (kb_gold){ .project = project, .book = book, .path = path };
    KB_TRY(kb_canon_new(&gold->canon, err));
    KB_TRY(kb_read_csv(&project->watch, path, read_rows, gold, err));
    gold->met = kb_arena_array(&gold->arena, gold->about.count, sizeof *gold->met);
    return gold->arena.failed ? kb_fail_memory(err) : KB_OK;
}

void kb_gold_free(kb_gold *gold)
{
    kb_map_free(&gold->codings);
    kb_map_free(&gold->about);
    kb_buf_free(&gold->key);
    kb_canon_free(gold->canon);
    kb_arena_free(&gold->arena);
}
