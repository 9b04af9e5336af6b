/* SPDX-License-Identifier: MIT */
/*
 * Makes answers and rules to measure with.
 *
 *     bench_answers ANSWERS FOLDER
 *
 * Always the same ones.  In FOLDER, which must exist:
 *
 *     answers.csv   id;gruppe;svar: 157 bytes of answer on average, one to five sentences
 *     answers.txt   the answers alone, one a line
 *     short.csv     the same with answers of about 79 bytes; at most 100,000
 *     rules50.txt, rules200.txt, rules1000.txt   CODE<TAB>REGEX; see gen_rules.c
 *     rulesdense.txt   200 rules, 20 of them of very common words
 *     words200.txt  CODE<TAB>PHRASE: stems with a `*`, common and rare
 *
 * Two words in a hundred are misspelt; there are abbreviations, numbers, words in capitals,
 * sentences without a full stop, and now and then a smile.
 */
#include "gen_rules.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ANSWER_BYTES = 8192, MOST_SHORT = 100000 };

typedef struct answer {
    char text[ANSWER_BYTES];
    size_t len;
} answer;

static void add(answer *a, const char *text)
{
    size_t len = strlen(text);
    if (a->len + len < sizeof a->text) {
        memcpy(a->text + a->len, text, len + 1);
        a->len += len;
    }
}

static const char *draw_abbreviation(words *w)
{
    static const char *const list[] = {
        "f.eks.",    "bl.a.",          "dvs.",       "ca.",
        "nr. 3",     "kl. 12",         "m.m.",       "osv.",
        "jf.",       "pga.",           "mht.",       "evt.",
        "2. etasje", "1. januar 2024", "Dr. Hansen", "St.meld. nr. 47"
    };
    return list[draw_number(w, sizeof list / sizeof *list)];
}

/* Norwegian letters as someone writes who has no keys for them. */
static void write_out(char *word)
{
    char out[WORD_BYTES * 2] = "";
    size_t len = 0;
    for (const char *c = word; *c != '\0' && len + 2 < WORD_BYTES; c++) {
        bool ae = strncmp(c, "æ", 2) == 0, oe = strncmp(c, "ø", 2) == 0,
             aa = strncmp(c, "å", 2) == 0;
        if (ae || oe || aa) {
            len += (size_t)sprintf(out + len, "%s", ae ? "ae" : oe ? "o" : "aa");
            c++;
        } else {
            out[len++] = *c;
        }
    }
    memcpy(word, out, len);
    word[len] = '\0';
}

/* A letter left out, doubled, swapped with the next or replaced; or æ, ø and å written out. */
static void misspell(words *w, char *word)
{
    static const char *const letters[] = { "a", "e", "i", "o", "r", "s",
                                           "t", "n", "k", "l", "å", "ø" };
    size_t count = letters_of(word), kind = draw_number(w, 5);
    if (count < 5)
        return;
    if (kind == 4) {
        write_out(word);
        return;
    }
    char before[WORD_BYTES];
    size_t letter = 1 + draw_number(w, count - 2);
    size_t begin = letter_at(word, letter), end = letter_at(word, letter + 1);
    size_t after = letter_at(word, letter + 2);
    int own = (int)(end - begin), next = (int)(after - end);
    snprintf(before, sizeof before, "%s", word);
    const char *here = before + begin, *rest = before + end;
    if (kind == 0)
        snprintf(word + begin, WORD_BYTES - begin, "%s", rest);
    else if (kind == 1)
        snprintf(word + begin, WORD_BYTES - begin, "%.*s%s", own, here, here);
    else if (kind == 2)
        snprintf(word + begin, WORD_BYTES - begin, "%.*s%.*s%s", next, rest, own, here,
                 before + after);
    else
        snprintf(word + begin, WORD_BYTES - begin, "%s%s", letters[draw_number(w, 12)], rest);
}

static void draw_word(words *w, char kind, char *word)
{
    const pool *from = kind == 'F'   ? &w->function_words
                       : kind == 'V' ? &w->verbs
                       : kind == 'A' ? &w->adjectives
                       : kind == 'O' ? &w->actors
                       : kind == 'T' ? &w->things
                       : kind == 'C' ? &w->joiners
                       : kind == 'M' ? &w->lacks
                                     : &w->stems;
    const char *drawn = draw(w, from), *ending = from == &w->stems ? draw(w, &w->endings) : "";
    snprintf(word, WORD_BYTES, "%s%s", drawn, ending);
}

static void add_word(words *w, answer *a, size_t begin, char kind)
{
    char word[WORD_BYTES], extra[WORD_BYTES] = "";
    size_t chance = draw_number(w, 1000);
    bool first = a->len == begin;
    draw_word(w, kind, word);
    if (chance < 20)
        misspell(w, word);
    else if (chance < 28)
        snprintf(extra, sizeof extra, "%s ", draw_abbreviation(w));
    else if (chance < 60 && !first)
        add(a, ",");
    else if (chance >= 60 && chance < 63)
        make_capitals(word, strlen(word));
    else if (chance >= 63 && chance < 70)
        snprintf(extra, sizeof extra, "%zu ", draw_number(w, 1000) * 3);
    if (!first)
        add(a, " ");
    add(a, extra);
    add(a, word);
}

/* Returns whether the sentence ended in nothing at all. */
static bool add_end(words *w, answer *a)
{
    size_t chance = draw_number(w, 1000);
    add(a, chance < 900   ? "."
           : chance < 930 ? "!"
           : chance < 950 ? "?"
           : chance < 960 ? "..."
           : chance < 963 ? " 🙂"
                          : "");
    return chance >= 963;
}

static bool add_sentence(words *w, answer *a)
{
    size_t begin = a->len;
    for (const char *kind = draw(w, &w->shapes); *kind != '\0'; kind++)
        add_word(w, a, begin, *kind);
    if (draw_number(w, 1000) < 580) {
        add_word(w, a, begin, 'C');
        for (const char *kind = draw(w, &w->shapes); *kind != '\0'; kind++)
            add_word(w, a, begin, *kind);
    }
    if (draw_number(w, 1000) < 960)
        make_capitals(a->text + begin, letter_at(a->text + begin, 1));
    return add_end(w, a);
}

static size_t draw_length(words *w, bool short_one)
{
    size_t chance = draw_number(w, 100);
    if (short_one)
        return chance < 82 ? 1 : 2;
    return chance < 30 ? 1 : chance < 60 ? 2 : chance < 82 ? 3 : chance < 94 ? 4 : 5;
}

static void make_answer(words *w, answer *a, bool short_one)
{
    size_t sentences = draw_length(w, short_one);
    a->len = 0;
    for (size_t i = 0; i < sentences; i++) {
        bool open = add_sentence(w, a);
        if (i + 1 < sentences)
            add(a, open ? ". " : " ");
    }
    if (a->len < 10)
        add(a, " ikke aktuelt");
}

static void write_row(words *w, FILE *csv, size_t number, const answer *a)
{
    static const char *const groups[] = { "kommune", "lms", "fagdirektor", "klinikkleder",
                                          "brukerutvalg" };
    const char *quote = draw_number(w, 1000) < 300 ? "\"" : "";
    fprintf(csv, "%zu;%s;%s%s%s\r\n", number, groups[draw_number(w, 5)], quote, a->text, quote);
}

FILE *open_in(const char *folder, const char *name)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    if (file == NULL) {
        perror(path);
        exit(1);
    }
    return file;
}

void close_written(FILE *file)
{
    if (ferror(file) || fclose(file) != 0) {
        perror("bench_answers");
        exit(1);
    }
}

static void write_answers(words *w, const char *folder, size_t count, bool short_ones)
{
    FILE *csv = open_in(folder, short_ones ? "short.csv" : "answers.csv");
    FILE *text = short_ones ? NULL : open_in(folder, "answers.txt");
    answer a;
    size_t bytes = 0;
    fputs("id;gruppe;svar\r\n", csv);
    for (size_t i = 1; i <= count; i++) {
        make_answer(w, &a, short_ones);
        write_row(w, csv, i, &a);
        if (text != NULL)
            fprintf(text, "%s\n", a.text);
        bytes += a.len;
    }
    close_written(csv);
    if (text != NULL)
        close_written(text);
    printf("%s %zu %.1f\n", short_ones ? "short" : "answers", count, (double)bytes / (double)count);
}

int main(int argc, char **argv)
{
    static words w;
    char *end = NULL;
    size_t count = argc == 3 ? strtoul(argv[1], &end, 10) : 0;
    if (count == 0 || *end != '\0') {
        fputs("usage: bench_answers ANSWERS FOLDER\n", stderr);
        return 2;
    }
    words_init(&w);
    write_rules(&w, argv[2]);
    write_answers(&w, argv[2], count, false);
    write_answers(&w, argv[2], count < MOST_SHORT ? count : MOST_SHORT, true);
    return 0;
}
