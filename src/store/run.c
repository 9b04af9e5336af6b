/* SPDX-License-Identifier: MIT */
/*
 * Beginning and ending a run: the codebook as it was, at last the counts and hashes.  What is
 * found in the answers comes between, see found.c.
 */
#include "sql.h"
#include "writing.h"

#include "base/str.h"
#include "base/try.h"

#include <stdlib.h>

static kb_str or_else(kb_str given, kb_str otherwise)
{
    return given.len ? given : otherwise;
}

static kb_str status_name(kb_code_status status)
{
    switch (status) {
    case KB_CODE_ACTIVE: return KB_STR("active");
    case KB_CODE_DRAFT: return KB_STR("draft");
    case KB_CODE_RETIRED: return KB_STR("retired");
    }
    return KB_STR("active");
}

static kb_status add_matrix(kb_store *store, const kb_codebook *book, kb_error *err)
{
    kb_arg run = kb_arg_number(store->run);
    for (size_t i = 0; i < book->theme_count; i++)
        KB_TRY(kb_sql_run(store, KB_SQL_THEME_ADD,
                          KB_ARGS(run, kb_arg_count(i), kb_arg_text(book->themes[i].id),
                                  kb_arg_text(book->themes[i].label)),
                          err));
    for (size_t i = 0; i < book->category_count; i++)
        KB_TRY(kb_sql_run(store, KB_SQL_CATEGORY_ADD,
                          KB_ARGS(run, kb_arg_count(i), kb_arg_text(book->categories[i].id),
                                  kb_arg_text(book->categories[i].label)),
                          err));
    return KB_OK;
}

static kb_status add_codes(kb_store *store, const kb_intern *intern, kb_error *err)
{
    const kb_codebook *book = intern->book;
    kb_arg run = kb_arg_number(store->run);
    for (size_t i = 0; i < book->code_count; i++) {
        const kb_code *code = &book->codes[i];
        KB_TRY(kb_sql_run(store, KB_SQL_CODE_ADD,
                          KB_ARGS(run, kb_arg_number(intern->code_numbers[i]), kb_arg_count(i),
                                  kb_arg_number(code->theme), kb_arg_number(code->category),
                                  kb_arg_text(code->label), kb_arg_text(code->statement),
                                  kb_arg_text(status_name(code->status))),
                          err));
    }
    for (size_t i = 0; i < book->rule_count; i++) {
        kb_arg code = kb_arg_number(intern->code_numbers[book->rules[i].code]);
        KB_TRY(kb_sql_run(
            store, KB_SQL_RULE_ADD,
            KB_ARGS(run, kb_arg_number(intern->rule_numbers[i]), kb_arg_count(i), code), err));
    }
    return KB_OK;
}

static kb_status begin_run(kb_store *store, const kb_codebook *book, const kb_run *info,
                           kb_error *err)
{
    kb_str sha256 = kb_str_from(book->sha256);
    KB_TRY(kb_sql_run(store, KB_SQL_CODEBOOK_ADD,
                      KB_ARGS(kb_arg_text(sha256), kb_arg_text(book->source)), err));
    KB_TRY(kb_sql_run(store, KB_SQL_RUN_ADD,
                      KB_ARGS(kb_arg_text_or_null(info->at),
                              kb_arg_text(or_else(info->codebook_path, book->path)),
                              kb_arg_text(sha256),
                              kb_arg_text(or_else(info->codebook_version, book->version)),
                              kb_arg_text(info->answers_sha256), kb_arg_text(info->engine),
                              kb_arg_text(info->libraries), kb_arg_text(info->options)),
                      err));
    store->run = sqlite3_last_insert_rowid(store->db);
    return add_matrix(store, book, err);
}

void kb_writing_free(kb_writing *writing)
{
    if (writing == NULL)
        return;
    kb_ledgers_free(&writing->ledgers);
    kb_intern_free(&writing->intern);
    kb_set_texts_free(&writing->sets);
    free(writing->codes.marks);
    free(writing->codes.touched);
    free(writing->old);
    free(writing);
}

static kb_status open_writing(kb_store *store, const kb_codebook *book, bool partial,
                              int64_t previous, kb_error *err)
{
    kb_writing *writing = calloc(1, sizeof *writing);
    if (writing == NULL)
        return kb_fail_memory(err);
    store->writing = writing;
    writing->ledgers.run = store->run;
    writing->ledgers.previous = previous;
    writing->ledgers.partial = partial;
    KB_TRY(kb_intern_open(&writing->intern, store, book, err));
    size_t codes = writing->intern.codes.map.count;
    writing->codes.marks = calloc(codes + 1, sizeof *writing->codes.marks);
    writing->codes.touched = calloc(codes + 1, sizeof *writing->codes.touched);
    if (writing->codes.marks == NULL || writing->codes.touched == NULL)
        return kb_fail_memory(err);
    KB_TRY(add_codes(store, &writing->intern, err));
    return kb_ledgers_open(store, &writing->ledgers, err);
}

/* The last run, whose rows are the open ones; 0 when there is none. */
static kb_status find_previous(kb_store *store, bool partial, int64_t *previous, kb_error *err)
{
    int64_t whole = 0;
    KB_TRY(kb_sql_number(store, KB_SQL_RUN_LAST, KB_NO_ARGS, previous, err));
    if (!partial)
        return KB_OK;
    KB_TRY(kb_sql_number(store, KB_SQL_RUN_WHOLE, KB_ARGS(kb_arg_number(*previous)), &whole, err));
    return whole != 0 ? KB_OK
                      : kb_fail(err, KB_ERR_ARGUMENT, "there is no whole run to go on from");
}

static kb_status begin(kb_store *store, const kb_codebook *book, const kb_run *info, bool partial,
                       kb_error *err)
{
    int64_t previous = 0;
    KB_TRY(find_previous(store, partial, &previous, err));
    KB_TRY(begin_run(store, book, info, err));
    return open_writing(store, book, partial, previous, err);
}

static kb_status begin_or_not(kb_store *store, const kb_codebook *book, const kb_run *info,
                              bool partial, int64_t *id, kb_error *err)
{
    *id = 0;
    if (!store->has_begun)
        KB_TRY(kb_store_begin(store, err));
    store->has_begun = false;
    kb_status status = begin(store, book, info, partial, err);
    if (status != KB_OK)
        kb_store_rollback(store);
    *id = store->run;
    return status;
}

kb_status kb_store_run_begin(kb_store *store, const kb_codebook *book, const kb_run *info,
                             int64_t *id, kb_error *err)
{
    return begin_or_not(store, book, info, false, id, err);
}

kb_status kb_store_run_begin_partial(kb_store *store, const kb_codebook *book, const kb_run *info,
                                     int64_t *id, kb_error *err)
{
    return begin_or_not(store, book, info, true, id, err);
}

kb_status kb_store_run_end(kb_store *store, const kb_run *info, kb_error *err)
{
    kb_run_change total;
    KB_TRY(kb_store_run_total(store, &total, err));
    KB_TRY(kb_sql_run(store, KB_SQL_RUN_END,
                      KB_ARGS(kb_arg_number(store->run), kb_arg_text_or_null(info->answers_sha256),
                              kb_arg_text(info->segments_sha256), kb_arg_text(info->segments_sum),
                              kb_arg_count(info->answers), kb_arg_count(info->non_answers),
                              kb_arg_count(info->coded), kb_arg_count(info->segments),
                              kb_arg_count(info->undecided), kb_arg_count(info->wordless)),
                      err));
    return kb_store_commit(store, err);
}
