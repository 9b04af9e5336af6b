/* SPDX-License-Identifier: MIT */
/* Numbers, shares and the lines under a table; see format.h. */
#include "format.h"

#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>

/* Room for the largest double with decimals. */
enum { NUMBER_BYTES = 352, STAMP_DIGITS = 12, ROUND_TRIP_DIGITS = 17 };

#define NO_BREAK_SPACE "\xC2\xA0"
#define MIDDLE_DOT     "\xC2\xB7"
#define EN_DASH        "\xE2\x80\x93"

static bool is_language(kb_str tag, const char *language)
{
    const size_t len = strlen(language);
    return kb_str_starts(tag, kb_str_from(language)) && (tag.len == len || tag.ptr[len] == '-');
}

static bool is_nordic(kb_str language)
{
    static const char *const nordic[] = { "nb", "nn", "no", "da", "sv" };
    for (size_t i = 0; i < sizeof nordic / sizeof *nordic; i++)
        if (is_language(language, nordic[i]))
            return true;
    return false;
}

/* Appends what printf wrote; whatever the locale has put for the point becomes `point`. */
static void put_printed(kb_buf *out, const char *printed, char point)
{
    bool in_point = false;
    for (; *printed; printed++) {
        const bool plain = strchr("0123456789+-e", *printed) != NULL;
        if (plain)
            kb_buf_char(out, *printed);
        else if (!in_point)
            kb_buf_char(out, point);
        in_point = !plain;
    }
}

void kb_put_decimals(kb_buf *out, double number, int decimals, char point)
{
    char printed[NUMBER_BYTES];
    snprintf(printed, sizeof printed, "%.*f", decimals, number);
    put_printed(out, printed, point);
}

void kb_put_shortest(kb_buf *out, double number)
{
    char printed[NUMBER_BYTES];
    for (int digits = 1; digits <= ROUND_TRIP_DIGITS; digits++) {
        snprintf(printed, sizeof printed, "%.*g", digits, number);
        const double back = strtod(printed, NULL);
        if (!(back < number) && !(back > number))
            break;
    }
    put_printed(out, printed, '.');
}

void kb_put_pct(kb_buf *out, double share)
{
    const size_t start = out->len;
    kb_put_decimals(out, share * 100, 4, '.');
    if (out->failed || out->len == start)
        return;
    while (out->ptr[out->len - 1] == '0')
        out->len--;
    if (out->ptr[out->len - 1] == '.')
        out->len--;
}

static void put_percent(kb_buf *out, double share, kb_str language)
{
    const bool nordic = is_nordic(language);
    kb_put_decimals(out, share * 100, 1, nordic ? ',' : '.');
    kb_buf_puts(out, nordic ? NO_BREAK_SPACE "%" : "%");
}

void kb_put_value(kb_buf *out, const kb_value *value, kb_str language)
{
    switch (value->kind) {
    case KB_VALUE_EMPTY:
    case KB_VALUE_TEXT: break;
    case KB_VALUE_COUNT: kb_put_decimals(out, value->number, 0, '.'); break;
    case KB_VALUE_NUMBER:
        kb_put_decimals(out, value->number, 3, is_nordic(language) ? ',' : '.');
        break;
    case KB_VALUE_SHARE: put_percent(out, value->number, language); break;
    case KB_VALUE_HIDDEN: kb_buf_printf(out, "<%.0f", value->number); break;
    case KB_VALUE_NONE: kb_buf_puts(out, EN_DASH); break;
    }
}

bool kb_put_figures(kb_buf *out, const kb_item *item, const kb_table *table)
{
    const bool hidden = item->respondents.kind == KB_VALUE_HIDDEN;
    const bool n = (table->show & KB_SHOW_N) != 0, pct = (table->show & KB_SHOW_PCT) != 0;
    if (n || (hidden && pct)) {
        kb_buf_puts(out, hidden ? "n" NO_BREAK_SPACE : "n" NO_BREAK_SPACE "=" NO_BREAK_SPACE);
        kb_put_value(out, &item->respondents, table->language);
    }
    if (pct && !hidden) {
        kb_buf_puts(out, n ? "; " : "");
        kb_put_value(out, &item->share, table->language);
    }
    return n || pct;
}

const char *kb_quote_open(kb_str language)
{
    if (is_language(language, "sv"))
        return "\xE2\x80\x9D";
    return is_nordic(language) ? "\xC2\xAB" : "\xE2\x80\x9C";
}

const char *kb_quote_close(kb_str language)
{
    return is_nordic(language) && !is_language(language, "sv") ? "\xC2\xBB" : "\xE2\x80\x9D";
}

void kb_put_group(kb_buf *out, const kb_table *table)
{
    if (table->by_variable.len == 0)
        return;
    const kb_str value = table->by_label.len > 0 ? table->by_label : table->by_value;
    kb_buf_str(out, table->by_variable);
    kb_buf_puts(out, ": ");
    kb_buf_str(out, value);
    kb_buf_puts(out, value.len > 0 ? "" : EN_DASH);
}

void kb_tally_lines(const kb_tallies *tallies, kb_tally_line lines[KB_TALLY_COUNT])
{
    lines[0] = (kb_tally_line){ "non_answers", KB_TEXT_NON_ANSWERS, tallies->non_answers };
    lines[1] = (kb_tally_line){ "coded", KB_TEXT_CODED, tallies->coded };
    lines[2] = (kb_tally_line){ "uncoded", KB_TEXT_UNCODED, tallies->uncoded };
    lines[3] = (kb_tally_line){ "undecided", KB_TEXT_UNDECIDED, tallies->undecided };
}

/* "Svar: 410, av disse uten innhold 12 (2,9 %), kodet 350 (85,4 %), ..." */
static void put_tallies(kb_buf *out, const kb_table *table)
{
    const uint64_t answers = table->tallies.answers;
    kb_tally_line lines[KB_TALLY_COUNT];
    kb_tally_lines(&table->tallies, lines);
    kb_buf_printf(out, "%s: %llu", kb_phrasebook(table->language, KB_TEXT_ANSWERS),
                  (unsigned long long)answers);
    for (size_t i = 0; i < KB_TALLY_COUNT; i++) {
        kb_buf_puts(out, ", ");
        if (i == 0)
            kb_buf_printf(out, "%s ", kb_phrasebook(table->language, KB_TEXT_OF_THESE));
        kb_buf_printf(out, "%s" NO_BREAK_SPACE "%llu",
                      kb_phrasebook(table->language, lines[i].label),
                      (unsigned long long)lines[i].number);
        if (answers == 0)
            continue;
        kb_buf_puts(out, NO_BREAK_SPACE "(");
        put_percent(out, (double)lines[i].number / (double)answers, table->language);
        kb_buf_char(out, ')');
    }
    kb_buf_char(out, '\n');
}

void kb_put_basis(kb_buf *out, const kb_table *table)
{
    static const kb_phrasebook_key names[] = { [KB_BASE_ANSWERED] = KB_TEXT_BASE_ANSWERED,
                                               [KB_BASE_ASKED] = KB_TEXT_BASE_ASKED,
                                               [KB_BASE_CODED] = KB_TEXT_BASE_CODED };
    if (table->has_base)
        kb_buf_printf(out, "%s: %llu %s\n", kb_phrasebook(table->language, KB_TEXT_BASE),
                      (unsigned long long)table->base.n,
                      kb_phrasebook_after(table->language, names[table->base.kind], table->base.n));
    if (table->has_tallies)
        put_tallies(out, table);
}

/* The first digits of a hash: enough to tell two runs apart. */
static kb_str abbreviated(kb_str hash)
{
    return (kb_str){ hash.ptr, hash.len < STAMP_DIGITS ? hash.len : STAMP_DIGITS };
}

void kb_put_stamp(kb_buf *out, const kb_table *table)
{
    static const char between[] = " " MIDDLE_DOT " ";
    const kb_stamp *run = &table->run;
    const kb_str language = table->language;
    if (run->id == 0)
        return;
    kb_buf_printf(out, "%s" NO_BREAK_SPACE "%lld%s%s" NO_BREAK_SPACE,
                  kb_phrasebook(language, KB_TEXT_RUN), (long long)run->id, between,
                  kb_phrasebook(language, KB_TEXT_CODEBOOK));
    kb_buf_str(out, abbreviated(run->codebook));
    kb_buf_puts(out, between);
    /* In the middle of a line "Svar" is written small; all three languages begin with one letter.
     */
    const char *answers = kb_phrasebook(language, KB_TEXT_ANSWERS);
    kb_buf_char(out, (char)(answers[0] | 0x20));
    kb_buf_printf(out, "%s" NO_BREAK_SPACE, answers + 1);
    kb_buf_str(out, abbreviated(run->answers));
    kb_buf_printf(out, "%s%s" NO_BREAK_SPACE, between, kb_phrasebook(language, KB_TEXT_VERSION));
    kb_buf_str(out, run->engine);
    kb_buf_char(out, '\n');
}
