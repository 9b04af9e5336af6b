/* SPDX-License-Identifier: MIT */
/*
 * What the tests of this room share: a folder that goes away, a small codebook made by hand,
 * and short ways to fill a project.  Every helper fails the test when the store does.
 */
#ifndef KB_STORE_SAMPLE_H
#define KB_STORE_SAMPLE_H

#include "base/str.h"
#include "sql.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit.h"

#define UNUSED __attribute__((unused))

/* ------------------------------------------------------------------- folder */

static char folder[64];
static char where[16][128];

UNUSED static int make_folder(void **state)
{
    (void)state;
    strcpy(folder, "/tmp/kodebok-store-XXXXXX");
    return mkdtemp(folder) == NULL;
}

UNUSED static int remove_folder(void **state)
{
    (void)state;
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return system(command);
}

/* The path of a file in the folder; good for sixteen calls. */
UNUSED static const char *in_folder(const char *name)
{
    static size_t next;
    char *path = where[next++ % 16];
    snprintf(path, sizeof where[0], "%s/%s", folder, name);
    return path;
}

UNUSED static bool exists(const char *name)
{
    return access(in_folder(name), F_OK) == 0;
}

UNUSED static void write_file(const char *path, const void *bytes, size_t len)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
}

/* Whether the file holds the bytes anywhere. */
UNUSED static bool file_holds(const char *path, const char *text)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return false;
    fseek(file, 0, SEEK_END);
    size_t len = (size_t)ftell(file);
    rewind(file);
    char *bytes = malloc(len + 1);
    assert_non_null(bytes);
    assert_int_equal(fread(bytes, 1, len, file), len);
    fclose(file);
    bool found = memmem(bytes, len, text, strlen(text)) != NULL;
    free(bytes);
    return found;
}

/* -------------------------------------------------------------------- store */

UNUSED static void good(kb_status status, const kb_error *err)
{
    if (status != KB_OK)
        fail_msg("%s: %s", kb_status_name(status), err->message);
}

UNUSED static kb_store *open_store(const char *path, kb_store_mode mode)
{
    kb_error err = { 0 };
    kb_store *store = NULL;
    good(kb_store_open(&store, path, mode, NULL, &err), &err);
    return store;
}

/* Opening must fail with `status`, and the message must hold `words`. */
UNUSED static void refused(const char *path, kb_store_mode mode, kb_status status,
                           const char *words)
{
    kb_error err = { 0 };
    kb_store *store = NULL;
    assert_int_equal(kb_store_open(&store, path, mode, NULL, &err), status);
    assert_null(store);
    if (strstr(err.message, words) == NULL)
        fail_msg("'%s' is not in '%s'", words, err.message);
}

UNUSED static void begin_import_of(kb_store *store, const char *wave)
{
    kb_error err = { 0 };
    kb_import_info info = { .file = KB_STR("svar.csv"),
                            .wave = kb_str_from(wave),
                            .encoding = KB_STR("UTF-8") };
    good(kb_store_import_begin(store, &info, &err), &err);
}

UNUSED static void begin_import(kb_store *store)
{
    begin_import_of(store, "");
}

UNUSED static void end_import(kb_store *store)
{
    kb_error err = { 0 };
    good(kb_store_import_end(store, "abc", false, &err), &err);
}

UNUSED static int64_t respondent(kb_store *store, const char *name, uint64_t row)
{
    kb_error err = { 0 };
    kb_respondent_state state = { 0 };
    good(kb_store_respondent(store, kb_str_from(name), row, &state, &err), &err);
    return state.id;
}

UNUSED static int64_t question(kb_store *store, const char *name)
{
    kb_error err = { 0 };
    int64_t id = 0;
    good(kb_store_question(store, kb_str_from(name), KB_STR("Hva fungerer godt?"), &id, &err),
         &err);
    return id;
}

UNUSED static int64_t variable(kb_store *store, const char *name, kb_variable_kind kind)
{
    kb_error err = { 0 };
    int64_t id = 0;
    good(kb_store_variable(store, kb_str_from(name), KB_STR(""), kind, &id, &err), &err);
    return id;
}

UNUSED static void value(kb_store *store, int64_t who, int64_t what, const char *text)
{
    kb_error err = { 0 };
    kb_str old;
    bool same;
    good(kb_store_value(store, who, what, kb_str_from(text), false, &old, &same, &err), &err);
    assert_int_equal(old.len, 0);
}

UNUSED static kb_answer_outcome answer(kb_store *store, int64_t who, int64_t what, uint64_t row,
                                       const char *text)
{
    kb_error err = { 0 };
    kb_answer_outcome outcome = { 0 };
    kb_new_answer new = {
        .respondent = who, .question = what, .row = row, .text = kb_str_from(text)
    };
    good(kb_store_answer(store, &new, false, &outcome, &err), &err);
    return outcome;
}

/* Everything that `sql` gives: columns joined by "|", rows ended by a line feed. */
UNUSED static const char *rows_of(kb_store *store, const char *sql)
{
    static kb_buf out;
    sqlite3_stmt *stmt = NULL;
    kb_buf_free(&out);
    if (sqlite3_prepare_v2(store->db, sql, -1, &stmt, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(store->db));
    int code;
    while ((code = sqlite3_step(stmt)) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(stmt); i++) {
            const char *text = (const char *)sqlite3_column_text(stmt, i);
            kb_buf_printf(&out, "%s%s", i ? "|" : "", text ? text : "NULL");
        }
        kb_buf_char(&out, '\n');
    }
    assert_int_equal(code, SQLITE_DONE);
    sqlite3_finalize(stmt);
    kb_buf_char(&out, '\0');
    static char text[8192];
    snprintf(text, sizeof text, "%s", out.ptr);
    kb_buf_free(&out);
    return text;
}

/* ----------------------------------------------------------------- codebook */

enum { LIKEVERD_PLUS, LIKEVERD_MINUS, RUTINER_MINUS, RUTINER_DRAFT, CODE_COUNT };
enum { RULE_PLUS_1, RULE_PLUS_2, RULE_MINUS, RULE_RUTINER, RULE_DRAFT, RULE_COUNT };

static const kb_category categories[] = {
    { .id = { "fasilitator", 11 }, .label = { "Fasilitatorer", 13 } },
    { .id = { "barriere", 8 }, .label = { "Barrierer", 9 } },
};
static const kb_theme themes[] = {
    { .id = { "likeverd", 8 }, .label = { "Likeverd", 8 } },
    { .id = { "rutiner", 7 }, .label = { "Rutiner", 7 } },
};
static const kb_code codes[] = {
    { .id = { "likeverd.fasilitator", 20 }, .statement = { "Likeverdig samarbeid", 20 } },
    { .id = { "likeverd.barriere", 17 }, .statement = { "Skeivt samarbeid", 16 }, .category = 1 },
    { .id = { "rutiner.barriere", 16 },
      .statement = { "Mangler rutiner", 15 },
      .theme = 1,
      .category = 1 },
    { .id = { "rutiner.barriere.ny", 19 },
      .statement = { "Utkast", 6 },
      .theme = 1,
      .category = 1,
      .status = KB_CODE_DRAFT },
};
static const kb_rule rules[] = {
    { .id = { "likeverd.fasilitator#1", 22 }, .code = LIKEVERD_PLUS },
    { .id = { "likeverd.fasilitator#bra", 24 }, .code = LIKEVERD_PLUS },
    { .id = { "likeverd.barriere#1", 19 }, .code = LIKEVERD_MINUS },
    { .id = { "rutiner.barriere#1", 18 }, .code = RUTINER_MINUS },
    { .id = { "rutiner.barriere.ny#1", 21 }, .code = RUTINER_DRAFT },
};
static const kb_codebook book = {
    .path = { "samhandling.yaml", 16 },
    .source = { "kodebok: 1\ntitle: Samhandling på nytt\n", 39 },
    .sha256 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    .version = { "1.2", 3 },
    .categories = categories,
    .category_count = 2,
    .themes = themes,
    .theme_count = 2,
    .codes = codes,
    .code_count = CODE_COUNT,
    .rules = rules,
    .rule_count = RULE_COUNT,
};

/* The first place of `part` in `text`. */
UNUSED static kb_span span_of(const char *text, const char *part)
{
    const char *found = strstr(text, part);
    assert_non_null(found);
    size_t begin = (size_t)(found - text);
    return (kb_span){ begin, begin + strlen(part) };
}

UNUSED static int64_t begin_run(kb_store *store)
{
    kb_error err = { 0 };
    int64_t id = 0;
    kb_run info = { .at = KB_STR("2026-11-21T20:15:00Z"),
                    .answers_sha256 = KB_STR("aaaa"),
                    .engine = KB_STR("0.1.0"),
                    .libraries = KB_STR("PCRE2 10.42") };
    good(kb_store_run_begin(store, &book, &info, &id, &err), &err);
    return id;
}

UNUSED static void end_run(kb_store *store, const kb_run *info)
{
    kb_error err = { 0 };
    good(kb_store_run_end(store, info, &err), &err);
}

UNUSED static void add_result(kb_store *store, int64_t answer_id, const kb_result *result)
{
    kb_error err = { 0 };
    good(kb_store_run_add(store, answer_id, result, NULL, &err), &err);
}

/* One segment of one code by one rule, its match the whole of it. */
UNUSED static void add_segment(kb_store *store, int64_t answer_id, int code, int rule,
                               kb_span bytes)
{
    kb_segment segment = {
        .code = code, .bytes = bytes, .match = bytes, .rules = &rule, .rule_count = 1
    };
    kb_segment_match match = { .rule = rule, .bytes = bytes };
    add_result(store, answer_id,
               &(kb_result){ .segments = &segment,
                             .segment_count = 1,
                             .segment_matches = &match,
                             .segment_match_count = 1 });
}

/* A segment, short. */
typedef struct part {
    int code, rule;
    kb_span bytes;
} part;

UNUSED static void add_parts(kb_store *store, int64_t answer_id, const part *parts, size_t count,
                             kb_run_change *change)
{
    kb_segment segments[16];
    kb_segment_match matches[16];
    kb_error err = { 0 };
    for (size_t i = 0; i < count; i++) {
        segments[i] = (kb_segment){ .code = parts[i].code,
                                    .bytes = parts[i].bytes,
                                    .match = parts[i].bytes,
                                    .rules = &parts[i].rule,
                                    .rule_count = 1 };
        matches[i] =
            (kb_segment_match){ .segment = i, .rule = parts[i].rule, .bytes = parts[i].bytes };
    }
    kb_result result = { .segments = segments,
                         .segment_count = count,
                         .segment_matches = matches,
                         .segment_match_count = count };
    good(kb_store_run_add(store, answer_id, &result, change, &err), &err);
}

#endif
