/* SPDX-License-Identifier: MIT */
/*
 * AND, OR, NOT in capitals, as search engines take them.
 *
 * Here they are words of the text like others: `god AND dialog` finds «god and dialog» and
 * nothing else.  How a phrase is written makes no difference to what it matches, so that capitals
 * among small letters are a slip.  What is in capitals throughout is a name: HMS OG KVALITET.
 */
#include "linter.h"

#include "base/str.h"
#include "base/unicode.h"

static const struct {
    const char *word, *hint;
} operators[] = {
    { "AND", "both in one sentence: all: ['a', 'b']" },
    { "OG", "both in one sentence: all: ['a', 'b']" },
    { "OR", "either: a/b, or in a longer phrase [a/b]" },
    { "ELLER", "either: a/b, or in a longer phrase [a/b]" },
    { "NOT", "not in this connection: unless; not in this sentence: none" },
    { "NEAR", "close to each other: near: ['a', 'b']" },
};

static void look_at_word(kb_linter *linter, const kb_phrase *phrase, kb_str word)
{
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
        if (kb_str_is(word, operators[i].word))
            kb_lint(linter, KB_LINT_OPERATOR, kb_lint_place(linter, phrase, word),
                    operators[i].hint, "'%s' is a word of the text here, not an operator",
                    operators[i].word);
}

/* But for the names of macros. */
static bool is_all_capitals(kb_str text)
{
    bool in_name = false;
    for (size_t pos = 0; pos < text.len;) {
        uint32_t c = kb_utf8_next(text, &pos);
        in_name = c == '<' || (in_name && c != '>');
        if (!in_name && kb_is_lower(c))
            return false;
    }
    return true;
}

static void look_at_phrase(void *payload, const kb_phrase *phrase, bool positive)
{
    const kb_str text = phrase->source;
    (void)positive;
    if (phrase->pack != NULL || is_all_capitals(text))
        return;
    for (size_t begin = 0, i = 0; i <= text.len; i++)
        if (i == text.len || strchr(" []()/", text.ptr[i]) != NULL) {
            if (i - begin < text.len)
                look_at_word(payload, phrase, kb_str_slice(text, (kb_span){ begin, i }));
            begin = i + 1;
        }
}

void kb_lint_operators(kb_linter *linter)
{
    const kb_codebook *book = linter->book;
    const kb_lint_visit visit = { .phrase = look_at_phrase, .payload = linter };
    for (size_t i = 0; i < book->rule_count; i++)
        kb_lint_visit_pattern(&book->rules[i].pattern, true, &visit);
    for (size_t i = 0; i < book->macro_count; i++)
        for (size_t p = 0; p < book->macros[i].phrase_count; p++)
            look_at_phrase(linter, &book->macros[i].phrases[p], true);
}
