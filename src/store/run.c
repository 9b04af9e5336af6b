/* SPDX-License-Identifier: MIT */
/*
 * Writing a run: the codebook as it was, then what was found in one answer after another.
 *
 * A segment's row has its first match; only further matches get rows of their own, because
 * most segments have one.  Sets of rules are few and kept once in a run.
 */
#include "sql.h"

#include "base/str.h"
#include "base/try.h"

static kb_status in_run(const kb_store *store, kb_error *err)
{
    return store->run != 0 ? KB_OK : kb_fail(err, KB_ERR_ARGUMENT, "no run was begun");
}

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

static kb_status add_codes(kb_store *store, const kb_codebook *book, kb_error *err)
{
    kb_arg run = kb_arg_number(store->run);
    for (size_t i = 0; i < book->code_count; i++) {
        const kb_code *code = &book->codes[i];
        KB_TRY(kb_sql_run(store, KB_SQL_CODE_ADD,
                          KB_ARGS(run, kb_arg_count(i), kb_arg_text(code->id),
                                  kb_arg_number(code->theme), kb_arg_number(code->category),
                                  kb_arg_text(code->label), kb_arg_text(code->statement),
                                  kb_arg_text(status_name(code->status))),
                          err));
    }
    for (size_t i = 0; i < book->rule_count; i++)
        KB_TRY(kb_sql_run(store, KB_SQL_RULE_ADD,
                          KB_ARGS(run, kb_arg_count(i), kb_arg_text(book->rules[i].id),
                                  kb_arg_number(book->rules[i].code)),
                          err));
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
    KB_TRY(add_matrix(store, book, err));
    return add_codes(store, book, err);
}

kb_status kb_store_run_begin(kb_store *store, const kb_codebook *book, const kb_run *info,
                             int64_t *id, kb_error *err)
{
    KB_TRY(kb_store_begin(store, err));
    kb_map_free(&store->rule_sets);
    kb_status status = begin_run(store, book, info, err);
    if (status != KB_OK)
        kb_store_rollback(store);
    *id = store->run;
    return status;
}

/* The number of the set of a segment's rules; a new set is added. */
static kb_status rule_set(kb_store *store, const kb_codebook *book, const kb_segment *segment,
                          size_t *number, kb_error *err)
{
    kb_buf_reset(&store->joined);
    for (size_t i = 0; i < segment->rule_count; i++) {
        if (i > 0)
            kb_buf_char(&store->joined, ' ');
        kb_buf_str(&store->joined, book->rules[segment->rules[i]].id);
    }
    if (store->joined.failed)
        return kb_fail_memory(err);
    kb_str rules = kb_buf_view(&store->joined);
    size_t known = store->rule_sets.count;
    *number = kb_map_add(&store->rule_sets, rules);
    if (*number == KB_MAP_NONE)
        return kb_fail_memory(err);
    if (*number < known)
        return KB_OK;
    return kb_sql_run(store, KB_SQL_RULE_SET_ADD,
                      KB_ARGS(kb_arg_number(store->run), kb_arg_count(*number), kb_arg_text(rules)),
                      err);
}

/* An end of a cue: NULL when there is none. */
static kb_arg cue_end(kb_span cue, size_t end)
{
    return cue.begin < cue.end ? kb_arg_count(end) : (kb_arg){ .kind = KB_ARG_NULL };
}

static kb_status add_segment(kb_store *store, const kb_codebook *book, int64_t answer,
                             const kb_segment *segment, int first_rule, kb_error *err)
{
    size_t set = 0;
    KB_TRY(rule_set(store, book, segment, &set, err));
    return kb_sql_run(
        store, KB_SQL_SEGMENT_ADD,
        KB_ARGS(kb_arg_number(store->run), kb_arg_number(answer),
                kb_arg_count(segment->bytes.begin), kb_arg_count(segment->bytes.end),
                kb_arg_number(segment->code), kb_arg_count(set), kb_arg_number(first_rule),
                kb_arg_count(segment->match.begin), kb_arg_count(segment->match.end),
                cue_end(segment->cue, segment->cue.begin), cue_end(segment->cue, segment->cue.end)),
        err);
}

static kb_status add_further(kb_store *store, int64_t answer, size_t number, int code,
                             const kb_segment_match *match, kb_error *err)
{
    return kb_sql_run(store, KB_SQL_FURTHER_MATCH_ADD,
                      KB_ARGS(kb_arg_number(store->run), kb_arg_number(answer),
                              kb_arg_count(number), kb_arg_number(code), kb_arg_number(match->rule),
                              kb_arg_count(match->bytes.begin), kb_arg_count(match->bytes.end),
                              cue_end(match->cue, match->cue.begin),
                              cue_end(match->cue, match->cue.end)),
                      err);
}

/* Both lists are in the order of segments. */
static kb_status add_segments(kb_store *store, const kb_codebook *book, int64_t answer,
                              const kb_result *result, kb_error *err)
{
    size_t next = 0;
    for (size_t i = 0; i < result->segment_count; i++) {
        const kb_segment *segment = &result->segments[i];
        int rule = segment->rule_count ? segment->rules[0] : 0;
        if (next < result->segment_match_count && result->segment_matches[next].segment == i)
            rule = result->segment_matches[next++].rule;
        KB_TRY(add_segment(store, book, answer, segment, rule, err));
        for (; next < result->segment_match_count && result->segment_matches[next].segment == i;
             next++)
            KB_TRY(add_further(store, answer, next, segment->code, &result->segment_matches[next],
                               err));
    }
    return KB_OK;
}

kb_status kb_store_run_add(kb_store *store, const kb_codebook *book, int64_t answer,
                           const kb_result *result, kb_error *err)
{
    kb_arg run = kb_arg_number(store->run), of = kb_arg_number(answer);
    KB_TRY(in_run(store, err));
    if (result->non_answer)
        KB_TRY(kb_sql_run(store, KB_SQL_NON_ANSWER_ADD, KB_ARGS(run, of), err));
    for (size_t i = 0; i < result->undecided_count; i++)
        KB_TRY(kb_sql_run(store, KB_SQL_UNDECIDED_ADD,
                          KB_ARGS(run, of, kb_arg_number(result->undecided[i])), err));
    return add_segments(store, book, answer, result, err);
}

kb_status kb_store_run_end(kb_store *store, const kb_run *info, kb_error *err)
{
    KB_TRY(in_run(store, err));
    KB_TRY(kb_sql_run(store, KB_SQL_RUN_END,
                      KB_ARGS(kb_arg_number(store->run), kb_arg_text_or_null(info->answers_sha256),
                              kb_arg_text(info->segments_sha256), kb_arg_count(info->answers),
                              kb_arg_count(info->non_answers), kb_arg_count(info->coded),
                              kb_arg_count(info->segments), kb_arg_count(info->undecided),
                              kb_arg_count(info->wordless)),
                      err));
    return kb_store_commit(store, err);
}
