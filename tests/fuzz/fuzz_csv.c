/* SPDX-License-Identifier: MIT */
/*
 * Any bytes are a survey, or an error with a reason.  The first byte chooses how
 * the input is cut into blocks for the parser, which must not matter.
 */
#include "import/csv.h"
#include "import/survey.h"

#include "base/sha256.h"
#include "base/str.h"
#include "base/unicode.h"

#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void add_record(kb_sha256 *sha, const kb_csv *csv)
{
    kb_sha256_number(sha, csv->count);
    for (size_t i = 0; i < csv->count; i++) {
        kb_sha256_number(sha, csv->faults[i]);
        kb_sha256_field(sha, csv->cells[i]);
    }
}

/* Parses `text` in blocks of pseudo-random lengths up to `most`. */
static void digest_records(kb_str text, size_t most, char digest[KB_SHA256_TEXT])
{
    kb_csv csv;
    kb_sha256 sha;
    size_t seed = most;
    kb_csv_init(&csv, ';');
    kb_sha256_init(&sha);
    while (text.len > 0) {
        seed = seed * 1103515245 + 12345;
        size_t len = 1 + (seed >> 8) % most;
        kb_str block = { text.ptr, len < text.len ? len : text.len };
        text.ptr += block.len;
        text.len -= block.len;
        while (kb_csv_feed(&csv, &block))
            add_record(&sha, &csv);
    }
    if (kb_csv_end(&csv))
        add_record(&sha, &csv);
    kb_csv_clear(&csv);
    kb_sha256_end(&sha, digest);
}

static void check_row(kb_survey *survey, const kb_survey_row *row)
{
    kb_str raw;
    if (row->respondent.len == 0)
        abort();
    for (size_t i = 0; i < row->answer_count; i++) {
        if (kb_utf8_check(row->answers[i].text) < row->answers[i].text.len)
            abort();
        if (kb_survey_raw(survey, row->answers[i].text, &raw, NULL) == KB_ERR_MEMORY)
            abort();
    }
}

static void read_survey(kb_str bytes, const kb_survey_options *options)
{
    kb_survey *survey = NULL;
    kb_survey_row row;
    kb_problems *problems = NULL;
    kb_error err = { 0 };
    bool more = true;
    FILE *stream = fmemopen((void *)(uintptr_t)bytes.ptr, bytes.len, "rb");
    if (stream == NULL || kb_problems_new(&problems, NULL) != KB_OK)
        abort();
    kb_status status = kb_survey_open_stream(&survey, stream, "fuzz", options, problems, &err);
    while (status == KB_OK && more) {
        status = kb_survey_next(survey, &row, &more, &err);
        if (status == KB_OK && more)
            check_row(survey, &row);
    }
    if (status != KB_OK && (status != KB_ERR_INPUT || err.message[0] == '\0'))
        abort();
    kb_survey_close(survey);
    kb_problems_free(problems);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const kb_survey_options named = { .answers = "svar", .groups = "gruppe" };
    static const kb_survey_options latin = { .encoding = "ISO-8859-1", .delimiter = ";" };
    if (size == 0)
        return 0;
    kb_str bytes = { (const char *)data + 1, size - 1 };
    char once[KB_SHA256_TEXT], cut[KB_SHA256_TEXT];
    digest_records(bytes, SIZE_MAX / 2, once);
    digest_records(bytes, 1 + data[0], cut);
    if (strcmp(once, cut) != 0)
        abort();
    read_survey(bytes, NULL);
    read_survey(bytes, data[0] % 2 ? &named : &latin);
    return 0;
}
