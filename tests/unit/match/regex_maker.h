/* SPDX-License-Identifier: MIT */
/*
 * Random regexes out of the pieces that codebooks use and the traps that hurt, and the
 * question whether the literals read from one hold: for the unit test and the fuzz program.
 *
 * The texts are short and made of the same few words, so that matches are common.
 */
#ifndef KB_REGEX_MAKER_H
#define KB_REGEX_MAKER_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include "match/gate_fold.h"
#include "match/literals.h"

#include "base/str.h"

#include <kodebok/text.h>
#include <pcre2.h>
#include <stdlib.h>

/* Where choices come from: bytes, and when they are used up a number that goes on. */
typedef struct dice {
    const uint8_t *bytes;
    size_t left;
    uint64_t state;
    bool tiny; /* few letters only, so that repeated ones meet */
    bool calm; /* for book_maker.h: patterns with fixed text only */
} dice;

static inline unsigned throw_dice(dice *d, unsigned sides)
{
    if (d->left > 0) {
        d->left--;
        return *d->bytes++ % sides;
    }
    d->state = d->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (unsigned)((d->state >> 33) % sides);
}

#define PICK(d, list) list[throw_dice(d, sizeof(list) / sizeof *(list))]

static inline void make_choice(kb_buf *out, dice *d, int depth);

static const char *const maker_plain[] = {
    "s",
    "a",
    "å",
    "k",
    "ø",
    "sam",
    "arb",
    "ikke",
    "møte",
    "ås",
    "god",
    "Å",
    "K",
    "ST",
    "é",
    "ß",
    "1",
    "12",
    " ",
    "-",
    "_",
    ", ",
    "?",
    "\\.",
    "\xE2\x84\xAA",
    "\xE2\x84\xAB",
    "\xC5\xBF",
    "\\x{e5}",
    "\\xf8",
    "\\N{U+73}",
    "\\Qa.s\\E",
    "\\Qk\\E",
    "\xC2\xB5",
    "\xC3\xBF",
    "\xC5\xB8",
    "\xC5\xA1",
    "\xCC\x8A",
    "\xE2\x80\x93",
    "dž",
    "\\n",
    "\\o{141}",
};
static const char *const maker_tiny[] = { "s", "a", "k", "\303\245", "S", " ", "sa", "ka" };
static const char *const maker_sets[] = {
    "\\w",         "\\w",
    "\\W",         "\\s",
    ".",           "[aå]",
    "[ae]",        "[- ]",
    "[a-zæøå]",    "[^s]",
    "\\d",         "[0-9]",
    "\\pL",        "\\p{Lu}",
    "[sk]",        "[\\w-]",
    "[A-ZÆØÅ]",    "\\S",
    "\\X",         "\\N",
    "[[:alpha:]]", "[\\x{e0}-\\x{e6}]",
    "\\h",         "\\D",
    "\\R",         "[K\xC5\xBF]",
    "[]a]",        "[\xC3\x9F-\xC3\xA5]",
    "[?!%]",       "[\\s-]",
    "[\\W_]",      "[ #]",
    "\\P{L}",
};
static const char *const maker_zero[] = {
    "\\b", "\\b", "\\b", "^",   "$",      "\\B", "\\A",
    "\\z", "\\Z", "\\K", "\\G", "(?#b+)", "\\E", "\\Q\\E",
};
static const char *const maker_often[] = {
    "*",  "+",  "?",  "{0,2}", "{2}", "{1,3}", "{2,}",   "{0}", "{0,}",
    "*?", "+?", "??", "*+",    "++",  "?+",    "{1,2}+", "{5}", "{1}{2}",
};
static const char *const maker_groups[] = {
    "(",   "(?:",   "(?:",   "(?>",  "(?=",  "(?!",    "(?<=", "(?<!",
    "(?|", "(?<n>", "(?-i:", "(?i:", "(?m:", "(?s-i:", "(?^:", "(?x: ",
};
static const char *const maker_odd[] = {
    "\\1",          "\\k<n>",    "\\g{1}",   "(?1)",  "(?R)?", "(?(1)a|b)", "(*F)",
    "(?x) a # s\n", "(?x)",      " # sam\n", "(?-x)", " ",     "(?xx)",     "(?-i)",
    "(?i)",         "(*ACCEPT)", "(?m)",     "{",     "(?|",   "\\g<1>?",   "(?s)",
};

static inline void make_piece(kb_buf *out, dice *d, int depth)
{
    switch (throw_dice(d, depth > 0 ? 16 : 12)) {
    case 0:
    case 1:
    case 2:
    case 3:
    case 4:
    case 5: kb_buf_puts(out, d->tiny ? PICK(d, maker_tiny) : PICK(d, maker_plain)); break;
    case 6:
    case 7:
    case 8: kb_buf_puts(out, PICK(d, maker_sets)); break;
    case 9:
    case 10: kb_buf_puts(out, PICK(d, maker_zero)); break;
    case 11:
        if (throw_dice(d, 4) == 0)
            kb_buf_puts(out, PICK(d, maker_odd));
        break;
    default:
        kb_buf_puts(out, PICK(d, maker_groups));
        make_choice(out, d, depth - 1);
        kb_buf_char(out, ')');
        break;
    }
    if (throw_dice(d, 4) == 0)
        kb_buf_puts(out, PICK(d, maker_often));
}

static inline void make_choice(kb_buf *out, dice *d, int depth)
{
    for (unsigned i = throw_dice(d, 4) == 0 ? 1 + throw_dice(d, 3) : 0;; i--) {
        for (unsigned n = 1 + throw_dice(d, depth > 1 ? 4 : 3); n > 0; n--)
            make_piece(out, d, depth);
        if (i == 0)
            return;
        kb_buf_char(out, '|');
    }
}

static inline void make_text(kb_buf *out, dice *d)
{
    static const char *const words[] = {
        "sam",
        "arb",
        "s",
        "a",
        "å",
        "k",
        "ikke",
        "møte",
        "Ås",
        "GOD",
        "\xC5\xBF",
        "\xE2\x84\xAA",
        "\xE2\x84\xAB",
        "ste",
        "ø",
        "aa",
        "kk",
        "ss",
        "ß",
        "é",
        "1",
        "12",
        "\xC5\xB8",
        "a\xCC\x8A",
        "š",
        "Å",
        "SAM",
        "-",
        "–",
        "_",
        "?",
        "%",
        "\xF0\x9E\xA4\xA2",
        "x",
        "e",
        "\xC2\xB5",
        "\xF0\x9F\x99\x82",
        "\xEF\xB8\x8F",
        "\xF0\x9E\x80\xB0",
        "a.s",
        "٣",
    };
    static const char *const between[] = { "",  "",   "",   " ",  " ",   " ", ". ",
                                           ".", ", ", "\n", "; ", " - ", "'", "!" };
    for (unsigned n = 1 + throw_dice(d, 12); n > 0; n--) {
        if (d->tiny) {
            kb_buf_puts(out, PICK(d, maker_tiny));
            continue;
        }
        kb_buf_puts(out, PICK(d, words));
        kb_buf_puts(out, PICK(d, between));
    }
}

/* The regex as kb_regex_compile() makes it, or NULL. */
static inline pcre2_code *compile_regex(kb_str source)
{
    int number;
    PCRE2_SIZE at;
    pcre2_compile_context *context = pcre2_compile_context_create(NULL);
    pcre2_set_newline(context, PCRE2_NEWLINE_LF);
    pcre2_set_bsr(context, PCRE2_BSR_UNICODE);
    pcre2_code *code = pcre2_compile(
        (PCRE2_SPTR)source.ptr, source.len,
        PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS | PCRE2_NEVER_BACKSLASH_C, &number, &at, context);
    pcre2_compile_context_free(context);
    return code;
}

/*
 * Does PCRE2 find the regex in the part `unit` of the view?  If so, every clause that is
 * said to begin the match is held against the place where it was found.
 */
static inline bool finds(const pcre2_code *code, const kb_literals *literals, kb_str view,
                         kb_span unit)
{
    kb_str subject = kb_str_slice(view, unit);
    pcre2_match_data *data = pcre2_match_data_create(1, NULL);
    pcre2_match_context *context = pcre2_match_context_create(NULL);
    pcre2_set_match_limit(context, 2000);
    bool found = pcre2_match(code, (PCRE2_SPTR)subject.ptr, subject.len, 0, 0, data, context) >= 0;
    size_t begin = unit.begin + (found ? pcre2_get_ovector_pointer(data)[0] : 0);
    kb_buf folded = { 0 };
    kb_gate_fold(&folded, kb_str_slice(view, (kb_span){ begin, view.len }));
    for (size_t i = 0; found && i < literals->clause_count; i++) {
        const kb_clause *clause = &literals->clauses[i];
        bool begins = !clause->begins;
        for (size_t j = 0; j < clause->count && !begins; j++) {
            bool edge = clause->items[j].left;
            kb_str rest = kb_str_slice(kb_buf_view(&folded), (kb_span){ !edge, folded.len });
            begins = kb_str_starts(rest, clause->items[j].text);
        }
        if (!begins)
            abort(); /* the fuzz program and the test alike stop here */
    }
    kb_buf_free(&folded);
    pcre2_match_context_free(context);
    pcre2_match_data_free(data);
    return found;
}

/* Is it found in the whole, in a sentence, or in a clause? */
static inline bool finds_somewhere(const pcre2_code *code, const kb_literals *literals,
                                   const kb_text *text)
{
    bool found = finds(code, literals, text->view, (kb_span){ 0, text->view.len });
    for (size_t i = 0; !found && i < text->sentence_count; i++)
        found = finds(code, literals, text->view, text->sentences[i].view);
    for (size_t i = 0; !found && i < text->clause_count; i++)
        found = finds(code, literals, text->view, text->clauses[i].view);
    return found;
}

/* Is nothing required, so that the regex must run on every answer? */
static inline bool asks_nothing(const kb_literals *literals)
{
    return literals->clause_count == 0 && kb_needs_are_none(&literals->needs);
}

static inline bool holds_one_of(const kb_clause *clause, kb_str folded)
{
    for (size_t i = 0; i < clause->count; i++)
        if (memmem(folded.ptr, folded.len, clause->items[i].text.ptr, clause->items[i].text.len))
            return true;
    return false;
}

/* May a text hold a match?  `folded` is the copy of `view` that kb_gate_fold() makes. */
static inline bool may_hold_match(const kb_literals *literals, kb_str view, kb_str folded)
{
    for (size_t i = 0; i < literals->clause_count; i++)
        if (!holds_one_of(&literals->clauses[i], folded))
            return false;
    kb_needs has = kb_needs_in(view);
    return kb_needs_met(&literals->needs, &has);
}

#endif
