/* SPDX-License-Identifier: MIT */
/*
 * Random codebooks with every feature of the format, and answers made of the same words: for the
 * unit test and the fuzz program that compare the engines.
 */
#ifndef KB_BOOK_MAKER_H
#define KB_BOOK_MAKER_H

#include "regex_maker.h"

static const char *const maker_words[] = {
    "møte",
    "tillit",
    "avtale",
    "å",
    "ås",
    "kreft",
    "ikke",
    "ikkje",
    "god",
    "godt",
    "tid",
    "plan",
    "lege",
    "epikrise",
    "kø",
    "sak",
    "kommune",
    "ærlig",
    "samarbeid",
    "mangler",
    "men",
    "fordi",
    "12",
    "e-post",
    "sam",
    "arb",
    "a",
    "b",
    "aa",
    "öl",
    "spesialisthelsetjenestesamarbeid",
    "s",
    "k",
};
static const char *const maker_ends[] = { "", "", "", "r", "ne", "en", "er", "s", "plan", "møte" };

/* Regexes as analysts write them, the traps of engines, and some that give up. */
static const char *const maker_fixed[] = {
    "\\bmøte\\w*",
    "\\bås\\b",
    "\\båpen|\\bøl|\\bærlig",
    "(?<!ikke )godt",
    "ikke (?:\\w+ ){0,2}god\\w*",
    "(?=\\w*tid)\\w+",
    "^\\s*(?:møte|plan)",
    "plan\\W*$",
    "plan.*?møte",
    "(?x) plan # møte",
    "(?x) god # (",
    "sak|kreft|\xC5\xBFot",
    "k[oø]+",
    "\xE2\x84\xAAreft",
    "(?:a+)+plan",
    "plan a(?:a|aa)*[^a ]",
    "a(?:a|aa)*[^a ] plan",
    "(?:a|aa)*[bc] sak",
    "møte.*a(?:a|aa)*[^a ]",
    "a(?:a|aa)*\\b.tid",
    "møte (?:a|aa)+$",
    "(?:.|\\n)+tillit",
};
static const char *const maker_regexes[] = {
    "\\b\\d{2,3}\\b",
    "\\w{12,}",
    "(?-i:\\b[A-ZÆØÅ]{3,}\\b)",
    "(\\w+) \\1",
    "[aå]\\K",
    "a\\Kb?",
    "\\Bø",
    "[^\\w\\s]",
    "[?!]",
    "\\d+\\s?%",
    "(a+)+[bc]$",
    "a(?:a|aa)*[^a ]$",
    "a(?:a|aa)*[bc]",
    "(?:a|aa)+b",
    "(?:\\w+\\s?)+[!?]$",
    "((?:\\w|\\W)*)\\1€",
    "(?:a*)*!",
    "\\p{Lu}\\w+",
    "[\\x{0370}-\\x{03FF}]+",
    "\\d",
    "\\W\\d\\W",
    ".\\b.",
    "_",
    "[sk\\W]",
    "[A-ZÆØÅ]{4}",
    "x*y?_",
};

static inline void put_quoted(kb_buf *out, kb_str text)
{
    kb_buf_char(out, '"');
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (c == '\n')
            kb_buf_puts(out, "\\n");
        else if (c == '"' || c == '\\')
            kb_buf_printf(out, "\\%c", c);
        else
            kb_buf_char(out, c);
    }
    kb_buf_char(out, '"');
}

/* ----------------------------------------------------------------------- regexes */

static inline bool is_allowed_regex(kb_str source)
{
    uint32_t empty = 1;
    pcre2_code *code = compile_regex(source);
    if (code == NULL)
        return false;
    pcre2_pattern_info(code, PCRE2_INFO_MATCHEMPTY, &empty);
    bool good = empty == 0 && !kb_str_starts(source, KB_STR("(*")) &&
                memchr(source.ptr, '\n', source.len) == NULL &&
                pcre2_jit_compile(code, PCRE2_JIT_COMPLETE) == 0;
    pcre2_code_free(code);
    return good;
}

static inline void make_regex(kb_buf *out, dice *d)
{
    kb_buf source = { 0 };
    if (!d->calm && throw_dice(d, 3) == 0)
        make_choice(&source, d, 2);
    if (source.len == 0 || !is_allowed_regex(kb_buf_view(&source))) {
        bool fixed = d->calm || throw_dice(d, 2) == 0;
        kb_buf_reset(&source);
        kb_buf_puts(&source, fixed ? PICK(d, maker_fixed) : PICK(d, maker_regexes));
    }
    put_quoted(out, kb_buf_view(&source));
    kb_buf_free(&source);
}

/* ----------------------------------------------------------------------- phrases */

static inline void make_word(kb_buf *out, dice *d)
{
    static const char *const tails[] = {
        "", "", "", "", "*", "*", "+", "~", "~1", "(er)", "(n/ne)"
    };
    static const char *const whole[] = {
        "*",       "?",         "?\?",      "*ø*",
        "kr?ft",   "m*te*",     "pl?n*",    "*helsetjenestesamarbeidsavtale*",
        "e-post",  "møte_plan", "sam_arb*", "a_b(er)",
        "*-*",     "?-?",       "?\?:?\?",  "*я*",
        "nor-sk~2"
    };
    if (!d->calm && throw_dice(d, 6) == 0) {
        kb_buf_puts(out, PICK(d, whole));
        return;
    }
    bool open = throw_dice(d, 8) == 0;
    kb_buf_puts(out, open ? "*" : "");
    kb_buf_puts(out, PICK(d, maker_words));
    kb_buf_puts(out, open ? "" : PICK(d, tails));
}

static inline void make_items(kb_buf *out, dice *d, int depth, unsigned macros);

/* Something that is there, so that gaps may stand beside it. */
static inline void make_required(kb_buf *out, dice *d, int depth, unsigned macros)
{
    unsigned choice = throw_dice(d, 8);
    if (choice == 0 && depth > 0) {
        kb_buf_char(out, '[');
        make_items(out, d, depth - 1, macros);
        kb_buf_char(out, '/');
        make_items(out, d, depth - 1, macros);
        kb_buf_char(out, ']');
    } else if (choice == 1 && macros > 0)
        kb_buf_printf(out, "<m%u>", throw_dice(d, macros));
    else
        make_word(out, d);
}

static inline void make_items(kb_buf *out, dice *d, int depth, unsigned macros)
{
    static const char *const gaps[] = { " ... ", " ...1 ", " ...3 " };
    make_required(out, d, depth, macros);
    for (unsigned more = throw_dice(d, 3); more > 0; more--) {
        if (throw_dice(d, 3) == 0)
            kb_buf_puts(out, PICK(d, gaps));
        else
            kb_buf_char(out, ' ');
        if (throw_dice(d, 6) == 0 && depth > 0) {
            kb_buf_char(out, '(');
            make_word(out, d);
            kb_buf_puts(out, ") ");
        }
        make_required(out, d, depth, macros);
    }
}

static inline void make_phrase(kb_buf *out, dice *d, unsigned macros)
{
    kb_buf phrase = { 0 };
    make_items(&phrase, d, 2, macros);
    bool single = true;
    for (size_t i = 0; i < phrase.len; i++)
        single = single && memchr(" [<(", phrase.ptr[i], 4) == NULL;
    if (single && throw_dice(d, 3) == 0) {
        kb_buf_char(&phrase, '/');
        make_word(&phrase, d);
    }
    put_quoted(out, kb_buf_view(&phrase));
    kb_buf_free(&phrase);
}

static inline void make_phrases(kb_buf *out, dice *d, unsigned most, unsigned macros)
{
    kb_buf_char(out, '[');
    for (unsigned n = 1 + throw_dice(d, most);; kb_buf_puts(out, ", ")) {
        make_phrase(out, d, macros);
        if (--n == 0)
            break;
    }
    kb_buf_char(out, ']');
}

/* ---------------------------------------------------------------------- patterns */

enum { MAKER_MACROS = 3 };

static inline void make_pattern(kb_buf *out, dice *d, int depth, bool nested);

static inline void make_patterns(kb_buf *out, dice *d, int depth, unsigned least)
{
    kb_buf_char(out, '[');
    for (unsigned n = least + throw_dice(d, 2);; kb_buf_puts(out, ", ")) {
        make_pattern(out, d, depth - 1, true);
        if (--n == 0)
            break;
    }
    kb_buf_char(out, ']');
}

static inline void make_logic(kb_buf *out, dice *d, int depth)
{
    unsigned lists = throw_dice(d, 4);
    if (lists != 1) {
        kb_buf_puts(out, "all: ");
        make_patterns(out, d, depth, 1);
    }
    if (lists == 0 || lists == 1) {
        kb_buf_puts(out, lists == 0 ? ", any: " : "any: ");
        make_patterns(out, d, depth, 1);
    }
    if (throw_dice(d, 3) == 0) {
        kb_buf_puts(out, ", none: ");
        make_patterns(out, d, depth, 1);
    }
}

static inline void make_kind(kb_buf *out, dice *d, int depth)
{
    switch (throw_dice(d, depth > 0 ? 7 : 4)) {
    case 0:
    case 1:
        kb_buf_puts(out, "phrase: ");
        make_phrase(out, d, MAKER_MACROS);
        return;
    case 2:
    case 3:
        kb_buf_puts(out, "regex: ");
        make_regex(out, d);
        return;
    case 4:
        kb_buf_puts(out, "near: ");
        make_patterns(out, d, depth, 2);
        kb_buf_printf(out, ", within: %u%s", throw_dice(d, 6),
                      throw_dice(d, 3) == 0 ? ", ordered: true" : "");
        return;
    default: make_logic(out, d, depth); return;
    }
}

static inline void make_pattern(kb_buf *out, dice *d, int depth, bool nested)
{
    static const char *const scopes[] = { "", "", ", in: answer", ", in: clause",
                                          ", in: sentence" };
    static const char *const negated[] = {
        "", "", "", ", negated: only", ", negated: ignore", ", negated: {flip: t.l.y}"
    };
    static const char *const extents[] = { "", "", ", extent: clause", ", extent: {words: 1}" };
    static const char *const whens[] = { "", "", "", ", when: {question: q}",
                                         ", when: {group: g}" };
    if (throw_dice(d, 3) == 0) {
        make_phrase(out, d, MAKER_MACROS);
        return;
    }
    kb_buf_char(out, '{');
    make_kind(out, d, depth);
    kb_buf_puts(out, PICK(d, scopes));
    if (depth > 0 && throw_dice(d, 5) == 0) {
        kb_buf_puts(out, ", unless: ");
        make_patterns(out, d, depth, 1);
    }
    if (!nested) {
        kb_buf_puts(out, PICK(d, negated));
        kb_buf_puts(out, PICK(d, extents));
        kb_buf_puts(out, PICK(d, whens));
    }
    kb_buf_char(out, '}');
}

/* ------------------------------------------------------------------------- books */

static inline void make_list(kb_buf *out, dice *d, const char *before, unsigned odds)
{
    if (throw_dice(d, odds) != 0)
        return;
    kb_buf_puts(out, before);
    make_phrases(out, d, 2, MAKER_MACROS);
}

static inline void make_head(kb_buf *out, dice *d)
{
    static const char *const languages[] = { "nb", "nb", "nn", "sv", "en" };
    kb_buf_printf(out,
                  "codebook: 1\nid: bok\ntitle: 'Bok'\nversion: '1.0.0'\nlanguage: %s\n"
                  "text: {gap: 3, spelling: {guard: []}",
                  PICK(d, languages));
    make_list(out, d, ", clause_breaks: ", 2);
    kb_buf_puts(out, throw_dice(d, 3) == 0 ? ", newline: space}\n" : "}\n");
    kb_buf_puts(out, "questions: {q: {label: Q}, r: {label: R}}\ngroups: {g: {label: G}}\n"
                     "negation:\n  window: 4\n  before: ['ikke/ikkje'");
    if (throw_dice(d, 2) == 0) {
        kb_buf_puts(out, ", {within: 2, phrase: ");
        make_phrase(out, d, MAKER_MACROS);
        kb_buf_char(out, '}');
    }
    kb_buf_puts(out, "]\n");
    make_list(out, d, "\n  after: ", 3);
    make_list(out, d, "\n  not: ", 3);
    make_list(out, d, "\nignore_answers: ", 3);
    make_list(out, d, "\nignore_phrases: ", 3);
}

static inline void make_macros(kb_buf *out, dice *d)
{
    kb_buf_puts(out, "\nmacros:\n");
    for (unsigned m = 0; m < MAKER_MACROS; m++) {
        kb_buf_printf(out, "  m%u: [", m);
        for (unsigned n = 1 + throw_dice(d, 3);; kb_buf_puts(out, ", ")) {
            if (throw_dice(d, 3) == 0) {
                kb_buf_puts(out, "{regex: ");
                make_regex(out, d);
                kb_buf_char(out, '}');
            } else
                make_phrase(out, d, m);
            if (--n == 0)
                break;
        }
        kb_buf_puts(out, "]\n");
    }
}

static inline void make_code(kb_buf *out, dice *d, const char *id)
{
    kb_buf_printf(out, "    - {id: %s, statement: s, ", id);
    if (id[0] == 'x' && throw_dice(d, 3) == 0)
        kb_buf_puts(out, "suppresses: t.k.a, ");
    kb_buf_puts(out, "rules: [");
    for (unsigned n = 1 + throw_dice(d, 5);; kb_buf_puts(out, ",\n        ")) {
        make_pattern(out, d, 2, false);
        if (--n == 0)
            break;
    }
    kb_buf_puts(out, "]}\n");
}

/* A whole codebook, as YAML. */
static inline void make_book(kb_buf *out, dice *d)
{
    d->calm = throw_dice(d, 2) == 0;
    make_head(out, d);
    make_macros(out, d);
    kb_buf_puts(out, "categories: {k: {label: K}, l: {label: L");
    kb_buf_puts(out, throw_dice(d, 2) == 0 ? ", suppresses: k}}\n" : "}}\n");
    kb_buf_puts(out, "themes:\n- id: t\n  label: T\n  cells:\n    k:\n");
    make_code(out, d, "a");
    make_code(out, d, "b");
    kb_buf_puts(out, "    l:\n");
    make_code(out, d, "x");
    kb_buf_puts(out, "    - {id: y, statement: s, rules: []}\n");
}

/* ----------------------------------------------------------------------- answers */

/* A word of the books, here and there inflected, misspelt or in capitals. */
static inline void put_word(kb_buf *out, dice *d)
{
    static const char *const odd[] = {
        "\xC5\xBF"
        "ak",
        "\xE2\x84\xAAreft",
        "\xE2\x84\xABs",
        "a\xCC\x8As",
        "mø\xC2\xADte",
        "kræft",
        "plan\xE2\x80\x90møte",
        "e\xE2\x80\x91post",
        "\xE1\xBA\x9E",
        "٣٤",
        "１２",
        "møtеplan",
        "план",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "_",
        "a_b",
        "100%",
        "😀",
        "n\xC2\xA0m",
        "o'k",
        "%",
        "\xC2\xB5g",
        "IJ\xC4\xB0",
        "ST\xC3\x85",
    };
    if (throw_dice(d, 8) == 0) {
        kb_buf_puts(out, PICK(d, odd));
        return;
    }
    if (throw_dice(d, 12) == 0)
        kb_buf_puts(out, "plan aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa ");
    size_t begin = out->len;
    kb_buf_puts(out, PICK(d, maker_words));
    kb_buf_puts(out, PICK(d, maker_ends));
    unsigned edit = throw_dice(d, 6), length = (unsigned)(out->len - begin);
    if (out->failed || edit > 1)
        return;
    char *c = out->ptr + begin + throw_dice(d, length);
    if (*c >= 'a' && *c <= 'z')
        *c = (char)(edit == 0 ? *c - 'a' + 'A' : 'e');
}

/* An answer, not yet canonical. */
static inline void make_answer(kb_buf *out, dice *d)
{
    static const char *const between[] = {
        " ",        " ",  " ",  " ",   " ",  " ",    ", ", ". ",           "-", "\n", "",
        "\xC2\xA0", "\t", "? ", " – ", "; ", "... ", "! ", " \xE2\x80\x8B"
    };
    if (throw_dice(d, 40) == 0)
        return;
    for (unsigned n = 1 + throw_dice(d, throw_dice(d, 4) == 0 ? 40 : 10); n > 0; n--) {
        put_word(out, d);
        kb_buf_puts(out, PICK(d, between));
    }
    if (throw_dice(d, 12) == 0)
        for (unsigned n = throw_dice(d, 20) == 0 ? 700 : 30; n > 0; n--)
            kb_buf_puts(out, n % 7 == 0 ? "a" : "aa");
}

#endif
