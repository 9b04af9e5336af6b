/* SPDX-License-Identifier: MIT */
/*
 * A small matrix, list and comparison with everything a writer can meet: an empty
 * cell and an empty row, two codes in a cell, a draft, hostile text, NFD, emoji and
 * wide characters; and the means to render and compare them.
 */
#ifndef KB_TEST_SAMPLE_H
#define KB_TEST_SAMPLE_H

#include "base/str.h"
#include <kodebok/report.h>

#include <stdio.h>
#include <stdlib.h>

#include "unit.h"

typedef struct sample {
    kb_category categories[3];
    kb_theme themes[3];
    kb_code codes[7];
    kb_count counts[7];
    const kb_str *quotes[7];
    size_t quote_counts[7];
    kb_str said[2];
    kb_codebook book;
    kb_matrix_input input;
} sample;

static inline kb_code sample_code(const char *id, const char *statement, int theme, int category)
{
    return (kb_code){ .id = kb_str_from(id),
                      .statement = kb_str_from(statement),
                      .theme = theme,
                      .category = category };
}

static inline void sample_book(sample *s, const char *language)
{
    s->categories[0] =
        (kb_category){ .id = KB_STR("fasilitator"), .label = KB_STR("Fasilitatorer") };
    s->categories[1] = (kb_category){ .id = KB_STR("barriere"), .label = KB_STR("Barrierer") };
    s->categories[2] = (kb_category){ .id = KB_STR("maal"), .label = KB_STR("Mål") };
    s->themes[0] = (kb_theme){ .id = KB_STR("likeverd"), .label = KB_STR("Likeverd og respekt") };
    s->themes[1] = (kb_theme){ .id = KB_STR("avstand"), .label = KB_STR("A\xCC\x8Apen avstand") };
    s->themes[2] = (kb_theme){ .id = KB_STR("tomt"), .label = { 0 } };
    s->codes[0] = sample_code("likeverd.fasilitator",
                              "Gjensidighet, likeverd, respekt og vilje til samhandling", 0, 0);
    s->codes[1] =
        sample_code("likeverd.barriere", "Manglende <b>likestilling</b> & \"respekt\" | *", 0, 1);
    s->codes[2] = sample_code("likeverd.maal.dialog", "Tettere dialog", 0, 2);
    s->codes[3] = sample_code("likeverd.maal.tid", "=1+1 timer 👩‍⚕️ 漢字", 0, 2);
    s->codes[4] = sample_code("avstand.barriere", "Lang geografisk avstand", 1, 1);
    s->codes[5] = sample_code("avstand.maal", "Et utkast", 1, 2);
    s->codes[6] = sample_code("avstand.fasilitator", "Ingen sa dette", 1, 0);
    s->codes[5].status = KB_CODE_DRAFT;
    s->book = (kb_codebook){ .title = KB_STR("Tabell 5: Åpne spørsmål"),
                             .language = kb_str_from(language),
                             .categories = s->categories,
                             .category_count = 3,
                             .themes = s->themes,
                             .theme_count = 3,
                             .codes = s->codes,
                             .code_count = 7 };
}

static inline void sample_init(sample *s, const char *language)
{
    static const kb_count counts[7] = { { 14, 15, 17 }, { 9, 9, 11 },      { 4, 4, 4 },
                                        { 22, 23, 30 }, { 136, 140, 150 }, { 3, 3, 3 },
                                        { 0, 0, 0 } };
    *s = (sample){ 0 };
    sample_book(s, language);
    memcpy(s->counts, counts, sizeof counts);
    s->said[0] = KB_STR("Vi ringer hverandre.\n\x1b[31mOgså når vi er uenige.");
    s->said[1] = KB_STR("<script>alert(1)</script>");
    s->quotes[0] = s->said;
    s->quote_counts[0] = 2;
    s->input = (kb_matrix_input){
        .book = &s->book,
        .counts = s->counts,
        .quotes = s->quotes,
        .quote_counts = s->quote_counts,
        .base = { KB_BASE_ANSWERED, 136 },
        .tallies = { 410, 12, 350, 48, 1 },
        .run = { 1, KB_STR("0123456789abcdef0123456789abcdef"), KB_STR("fedcba9876543210"),
                 KB_STR("0.1.0") },
        .show = KB_SHOW_STATEMENT | KB_SHOW_N | KB_SHOW_PCT,
        .min_cell = 5,
    };
}

static inline kb_report *sample_matrix(sample *s, unsigned show)
{
    kb_report *report = NULL;
    s->input.show = show;
    assert_int_equal(kb_matrix_make(&report, &s->input, 1, false, NULL), KB_OK);
    return report;
}

static inline kb_report *sample_codes(sample *s)
{
    kb_report *report = NULL;
    assert_int_equal(kb_codes_make(&report, &s->input, NULL), KB_OK);
    return report;
}

/* Two groups, as --by gives them. */
static inline kb_report *sample_by(sample *s)
{
    kb_matrix_input groups[2] = { s->input, s->input };
    kb_report *report = NULL;
    groups[0].by_variable = groups[1].by_variable = KB_STR("gruppe");
    groups[0].by_value = KB_STR("lms");
    groups[0].by_label = KB_STR("LMS");
    groups[1].by_value = KB_STR("kommune");
    groups[1].by_label = KB_STR("Kommuner");
    assert_int_equal(kb_matrix_make(&report, groups, 2, true, NULL), KB_OK);
    return report;
}

static inline kb_report *sample_agreement(sample *s)
{
    static const kb_confusion confusions[7] = { { 8, 2, 2, 88 },  { 1, 0, 3, 96 },
                                                { 0, 0, 0, 100 }, { 0, 0, 0, 100 },
                                                { 0, 0, 0, 100 }, { 0, 0, 0, 100 },
                                                { 0, 1, 0, 99 } };
    const kb_disagreement disagreements[] = {
        { KB_STR("r-1"), KB_STR("godt"), KB_STR("likeverd.barriere"), true, { 0 } },
        { KB_STR("r-2"), KB_STR("godt"), KB_STR("avstand.fasilitator"), false,
          KB_STR("Det er kort vei, så vi møtes ofte på tvers av kommunegrensene når noe haster.") },
    };
    const kb_agreement_input input = { .book = &s->book,
                                       .confusions = confusions,
                                       .answers = 100,
                                       .disagreements = disagreements,
                                       .disagreement_count = 2,
                                       .run = s->input.run };
    kb_report *report = NULL;
    assert_int_equal(kb_agreement_make(&report, &input, NULL), KB_OK);
    return report;
}

/* A list whose one text column is marked: segments with the matched words. */
static inline kb_report *sample_list(void)
{
    const kb_heading columns[] = {
        { .id = KB_STR("respondent"), .label = KB_STR("Respondent") },
        { .id = KB_STR("start"), .label = KB_STR("Start"), .numeric = true, .program_only = true },
        { .id = KB_STR("n"), .label = KB_STR("Antall"), .numeric = true },
        { .id = KB_STR("quote"), .label = KB_STR("Sitat"), .marked = true },
        { .id = KB_STR("f1"), .label = KB_STR("F1"), .numeric = true },
    };
    const char *quotes[] = { "God \x01kommunikasjon\x02 med kommunen\x03 (utkast)\x04",
                             "- et punkt", "-2+3", "@sum \"a\", b\nny linje" };
    kb_list *list = NULL;
    kb_report *report = NULL;
    assert_int_equal(kb_list_new(&list, "segments", KB_STR("nn"), columns, 5, NULL), KB_OK);
    for (size_t i = 0; i < 4; i++) {
        const kb_value values[] = {
            kb_value_text(i == 3 ? KB_STR("漢字-4") : KB_STR("åse-1")), kb_value_count(i),
            i == 1 ? (kb_value){ .kind = KB_VALUE_HIDDEN, .number = 5 } : kb_value_count(1000 * i),
            kb_value_text(kb_str_from(quotes[i])),
            i == 2 ? kb_value_number(2.0 / 3) : (kb_value){ .kind = KB_VALUE_NONE }
        };
        kb_list_add(list, values);
    }
    kb_list_describe(list, KB_STR("Segment"), (kb_str){ 0 }, NULL);
    assert_int_equal(kb_list_finish(list, &report, NULL), KB_OK);
    return report;
}

/* The report in a format, on the heap. */
static inline char *render(const kb_report *report, const char *format, int width)
{
    const kb_write_options options = { .width = width };
    char *text = NULL;
    size_t len = 0;
    kb_error err = { 0 };
    FILE *out = open_memstream(&text, &len);
    assert_non_null(out);
    assert_int_equal(kb_report_write(report, format, &options, out, &err), KB_OK);
    fclose(out);
    return text;
}

static inline void check_contains(const char *text, const char *part)
{
    if (strstr(text, part) == NULL)
        fail_msg("'%s' is not in:\n%s", part, text);
}

static inline void check_lacks(const char *text, const char *part)
{
    if (strstr(text, part) != NULL)
        fail_msg("'%s' is in:\n%s", part, text);
}

#endif
