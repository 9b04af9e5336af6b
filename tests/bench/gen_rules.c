/* SPDX-License-Identifier: MIT */
/*
 * Rules to measure with: regexes as analysts write them, about words that are neither the
 * commonest nor the rarest.
 *
 * Two fifths are a stem, \bstem\w*; the rest are choices, nearness, optional words, a negation
 * before or after, classes, endings, compounds with a beginning left open, capitals, the ends of
 * the answer, back-references.  Of each thousand rules most are of words that stand in the answers.
 */
#include "gen_rules.h"

#include <stdarg.h>
#include <string.h>

enum { RULES = 1000, RULE_BYTES = 512, RANK = 60, FEW = 200 };

/* Stems not yet used: of the first 200 rules, of the rest, and those that no answer has. */
typedef struct stock {
    words *w;
    const char *near[MOST_STEMS], *far[MOST_STEMS], *fake[MOST_STEMS];
    size_t near_count, far_count, fake_count;
} stock;

static char rules[RULES][RULE_BYTES];

static void fill_stock(stock *s, words *w)
{
    static char text[MOST_STEMS][WORD_BYTES];
    s->w = w;
    s->near_count = 560;
    memcpy(s->near, w->stems.words + RANK, s->near_count * sizeof *s->near);
    shuffle(w, s->near, s->near_count);
    s->far_count = w->stems.count - RANK - 900;
    memcpy(s->far, w->stems.words + RANK + 900, s->far_count * sizeof *s->far);
    shuffle(w, s->far, s->far_count);
    s->fake_count = make_compounds(text, s->fake,
                                   "svangerskaps syke bolig trafikk skole idretts kultur museums "
                                   "fiske landbruks kraft veg havne fjell sjø øy vær snø år ånds",
                                   roots);
    shuffle(w, s->fake, s->fake_count);
}

/* Without a last vowel that an ending would replace. */
static void cut(char *out, const char *stem)
{
    size_t len = (size_t)snprintf(out, WORD_BYTES, "%s", stem);
    if (out[len - 1] == 'e' || out[len - 1] == 'a')
        out[len - 1] = '\0';
    else if (len > 2 && strcmp(out + len - 2, "å") == 0)
        out[len - 2] = '\0';
}

static void next_stem(stock *s, size_t rule, char *out)
{
    if (rule < FEW)
        cut(out, s->near[--s->near_count]);
    else if (rule % 3 != 0 && s->far_count > 0)
        cut(out, s->far[--s->far_count]);
    else
        cut(out, s->fake[--s->fake_count]);
}

static void another_stem(stock *s, size_t rule, char *out)
{
    cut(out, draw_evenly(s->w, &s->w->stems, RANK, rule < FEW ? 1200 : s->w->stems.count));
}

/* The stem in two: at a letter counted from its beginning, or back from its end. */
typedef struct halves {
    char head[WORD_BYTES];
    const char *tail;
} halves;

static halves split(const char *stem, size_t letter)
{
    halves h;
    size_t at = letter_at(stem, letter);
    snprintf(h.head, sizeof h.head, "%.*s", (int)at, stem);
    h.tail = stem + at;
    return h;
}

static const char *last_letters(const char *stem, size_t count)
{
    size_t all = letters_of(stem);
    return stem + letter_at(stem, all > count ? all - count : 0);
}

__attribute__((format(printf, 2, 3))) static void write_rule(char *rule, const char *format, ...)
{
    va_list list;
    va_start(list, format);
    vsnprintf(rule, RULE_BYTES, format, list);
    va_end(list);
}

/* The common half: stems, choices, compounds whose middle is open. */
static void make_common(char *r, words *w, size_t kind, const char *stem, const char *other)
{
    halves six = split(stem, 6), five = split(stem, 5);
    int gap = 2 + (int)draw_number(w, 5);
    if (kind < 400)
        write_rule(r, "\\b%s\\w*", stem);
    else if (kind < 450)
        write_rule(r, "%s\\w*", stem);
    else if (kind < 550)
        write_rule(r, "\\b(?:%s|%s)\\w*", stem, other);
    else if (kind < 580 && letters_of(stem) > 10)
        write_rule(r, "(%s|%si)\\w*%s\\w*", six.head, five.head, six.tail);
    else if (kind < 580)
        write_rule(r, "(%s|%s)\\w*", stem, other);
    else if (kind < 700)
        write_rule(r, "\\b(mangl\\w*|savn\\w*|etterlys\\w*)\\W+(?:\\w+\\W+){0,%d}?%s\\w*", gap,
                   stem);
    else
        write_rule(r, "\\b%s\\w*\\W+(?:\\w+\\W+){0,%d}?(?:%s)\\w*", stem, gap < 5 ? gap : 5,
                   (const char *const[]){ "god|uklar|tett", "dårlig|tungvint|god",
                                          "effektiv|tett|uklar" }[draw_number(w, 3)]);
}

/* The rest: words before and after, classes, open beginnings. */
static void make_odd(char *r, size_t kind, const char *stem)
{
    if (kind < 800)
        write_rule(r, "\\b(?:god|bedre|dårlig|manglende|felles)[et]?\\s+(?:\\w+\\s+)?%s\\w*", stem);
    else if (kind < 830)
        write_rule(r, "\\bikke\\s+(?:\\w+\\s+){0,3}%s\\w*", stem);
    else if (kind < 860)
        write_rule(r, "(?<!ikke )\\b%s\\w*", stem);
    else if (kind < 880)
        write_rule(r, "\\b%s\\w*(?!\\s+(?:ikke|aldri)\\b)", stem);
    else if (kind < 910)
        write_rule(r, "\\b[a-zæøå]+%s(?:en|er|ene|et)?\\b", last_letters(stem, 9));
    else if (kind < 940)
        write_rule(r, "\\w*%s\\w*", split(stem, 3).tail);
    else
        write_rule(r, "\\b%s(?:e|en|er|ene|et|a)?\\b", stem);
}

/* What is seldom written, one in twenty-five. */
static void make_rare(char *r, size_t kind, char *stem)
{
    halves four = split(stem, 4), five = split(stem, 5);
    if (kind < 970) {
        write_rule(r, "\\b%s\\w*[- ]?%s\\w*", five.head, five.tail);
    } else if (kind < 975) {
        make_capitals(stem, strlen(stem));
        write_rule(r, "(?-i:\\b%s\\w*)", stem);
    } else if (kind < 980) {
        write_rule(r, "\\b%s[a-zæøå]{2,12}%s(?:ne|n|r)\\b", four.head, last_letters(stem, 4));
    } else if (kind < 985) {
        write_rule(r, "^\\W*%s\\w*", stem);
    } else if (kind < 990) {
        write_rule(r, "\\b%s\\w*\\W*$", stem);
    } else if (kind < 995) {
        write_rule(r, "\\b%s\\w*\\W+(?:\\w+\\W+){0,8}?\\b(%s\\w*)\\W+\\1", stem, four.head);
    } else {
        write_rule(r, "\\b\\d{3,4}\\s+%s\\w*", stem);
    }
}

static void make_rules(words *w)
{
    static stock s;
    char stem[WORD_BYTES], other[WORD_BYTES];
    fill_stock(&s, w);
    for (size_t i = 0; i < RULES; i++) {
        size_t kind = draw_number(w, 1000);
        next_stem(&s, i, stem);
        another_stem(&s, i, other);
        if (kind < 740)
            make_common(rules[i], w, kind, stem, other);
        else if (kind < 960)
            make_odd(rules[i], kind, stem);
        else
            make_rare(rules[i], kind, stem);
    }
}

static void write_set(const char *folder, const char *name, size_t count, size_t codes)
{
    FILE *file = open_in(folder, name);
    for (size_t i = 0; i < count; i++)
        fprintf(file, "K%03zu\t%s\n", i % codes, rules[i]);
    close_written(file);
}

static void make_dense(void)
{
    static const char *const common[] = { "\\bsamarbeid\\w*",
                                          "\\bkommun\\w*",
                                          "\\bsykehus\\w*",
                                          "\\bpasient\\w*",
                                          "\\b(?:mangl|savn)\\w*",
                                          "\\bikke\\s+\\w+",
                                          "\\bdialog\\w*",
                                          "\\b(?:god|bedre)\\w*\\W+(?:\\w+\\W+){0,3}?samarbeid\\w*",
                                          "\\binformasjon\\w*",
                                          "\\b(?:tid|penger)\\b",
                                          "\\bfastleg\\w*",
                                          "\\bkommunikasjon\\w*",
                                          "\\bmøte\\w*",
                                          "\\btrenger\\b",
                                          "\\bIKT\\b",
                                          "\\b\\w*avtale\\w*",
                                          "\\b\\w+plan(?:en|er|ene)?\\b",
                                          "\\bbrukere?\\w*",
                                          "\\btillit\\b",
                                          "\\bÅlesund|Ås|Østfold\\b" };
    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        write_rule(rules[i], "%s", common[i]);
}

/* Stems of all ranks: each fifth one of the commonest, the rest spread over the vocabulary. */
static void write_words(const words *w, const char *folder)
{
    FILE *file = open_in(folder, "words200.txt");
    for (size_t i = 0; i < FEW; i++) {
        char stem[WORD_BYTES];
        size_t rank = i % 5 == 0 ? i / 5 : 40 + i * (w->stems.count - 40) / FEW;
        cut(stem, w->stems.words[rank]);
        fprintf(file, "K%03zu\t%s*\n", i % 50, stem);
    }
    close_written(file);
}

void write_rules(words *w, const char *folder)
{
    make_rules(w);
    write_set(folder, "rules50.txt", 50, 12);
    write_set(folder, "rules200.txt", 200, 50);
    write_set(folder, "rules1000.txt", 1000, 250);
    make_dense();
    write_set(folder, "rulesdense.txt", 200, 50);
    write_words(w, folder);
}
