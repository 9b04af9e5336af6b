/* SPDX-License-Identifier: MIT */
/*
 * Erasing one respondent for good.
 *
 * The rows are deleted with secure_delete on, which overwrites them.  Rows that SQLite once
 * moved may have left copies in unused parts of pages, so the file is written anew (VACUUM),
 * and the write-ahead log is emptied into it.
 */
#include "sql.h"

#include "base/try.h"

static kb_status delete_rows(kb_store *store, kb_sql which, int64_t respondent, uint64_t *count,
                             kb_error *err)
{
    KB_TRY(kb_sql_run(store, which, KB_ARGS(kb_arg_number(respondent)), err));
    if (count != NULL)
        *count = (uint64_t)sqlite3_changes64(store->db);
    return KB_OK;
}

static kb_status write_log(kb_store *store, const kb_erased *erased, kb_error *err)
{
    kb_buf line = { 0 };
    kb_buf_printf(&line, "one respondent was erased: %llu answers, %llu segments",
                  (unsigned long long)erased->answers, (unsigned long long)erased->segments);
    kb_status status =
        line.failed ? kb_fail_memory(err)
                    : kb_sql_run(store, KB_SQL_LOG, KB_ARGS(kb_arg_text(kb_buf_view(&line))), err);
    kb_buf_free(&line);
    return status;
}

/* A segment that several runs have alike is one row, but counts in each of them. */
static kb_status delete_segments(kb_store *store, int64_t respondent, uint64_t *count,
                                 kb_error *err)
{
    int64_t number = 0;
    kb_args args = KB_ARGS(kb_arg_number(respondent));
    KB_TRY(kb_sql_number(store, KB_SQL_FORGET_COUNT, args, &number, err));
    *count = (uint64_t)number;
    return delete_rows(store, KB_SQL_FORGET_SEGMENTS, respondent, NULL, err);
}

/* What hangs on answers goes first, then answers and values, at last the respondent. */
static kb_status erase(kb_store *store, int64_t respondent, kb_erased *erased, kb_error *err)
{
    static const kb_sql hanging[] = { KB_SQL_FORGET_MATCHES, KB_SQL_FORGET_NON_ANSWERS,
                                      KB_SQL_FORGET_UNDECIDED, KB_SQL_FORGET_WORDLESS,
                                      KB_SQL_FORGET_HISTORY };
    uint64_t respondents = 0;
    KB_TRY(kb_sql_run(store, KB_SQL_FORGET_MARK, KB_ARGS(kb_arg_number(respondent)), err));
    KB_TRY(kb_sql_run(store, KB_SQL_INDEX_CLEAR, KB_NO_ARGS, err)); /* it holds their words */
    KB_TRY(delete_segments(store, respondent, &erased->segments, err));
    for (size_t i = 0; i < sizeof hanging / sizeof *hanging; i++)
        KB_TRY(delete_rows(store, hanging[i], respondent, NULL, err));
    KB_TRY(delete_rows(store, KB_SQL_FORGET_ANSWERS, respondent, &erased->answers, err));
    KB_TRY(delete_rows(store, KB_SQL_FORGET_VALUES, respondent, NULL, err));
    KB_TRY(delete_rows(store, KB_SQL_FORGET_RESPONDENT, respondent, &respondents, err));
    if (respondents == 0)
        return kb_fail(err, KB_ERR_NOT_FOUND, "there is no respondent number %lld",
                       (long long)respondent);
    KB_TRY(kb_sql_run(store, KB_SQL_BACKGROUNDS_CLEAN, KB_NO_ARGS, err));
    KB_TRY(kb_store_drop_answers_sha256(store, err));
    return write_log(store, erased, err);
}

/* Writes the file anew.  The checkpoint's first column is 1 when somebody else kept it from it. */
static kb_status compact(kb_store *store, kb_error *err)
{
    int64_t kept_out = 0;
    KB_TRY(kb_sql_run(store, KB_SQL_VACUUM, KB_NO_ARGS, err));
    KB_TRY(kb_sql_number(store, KB_SQL_CHECKPOINT, KB_NO_ARGS, &kept_out, err));
    if (kept_out != 0)
        return kb_fail(err, KB_ERR_IO, "another program reads it");
    return KB_OK;
}

kb_status kb_store_forget(kb_store *store, int64_t respondent, kb_erased *erased, kb_error *err)
{
    *erased = (kb_erased){ 0 };
    KB_TRY(kb_store_begin(store, err));
    kb_status status = erase(store, respondent, erased, err);
    if (status == KB_OK)
        status = kb_store_commit(store, err);
    if (status != KB_OK) {
        kb_store_rollback(store);
        return status;
    }
    kb_error why = { 0 };
    status = compact(store, &why);
    if (status == KB_OK)
        return KB_OK;
    return kb_fail(err, status,
                   "the respondent is erased, but '%s' could not be compacted, so that traces may "
                   "be left in it: %s",
                   store->path, why.message);
}
