/* SPDX-License-Identifier: MIT */
/* The phrase language: what is read, in a short canonical form, and what is refused, and where. */
#include "phrase_read.h"

#include "base/buf.h"
#include "base/str.h"

#include "unit.h"

static const char *const macro_names[] = { "mat", "likeverd", "bær" };

/* ---- canonical form: forms joined by "|", parts by " ", alternatives by "/" ---- */

static void put_sequence(kb_buf *out, const kb_sequence *sequence);

static void put_word(kb_buf *out, const kb_word *word)
{
    for (size_t i = 0; i < word->form_count; i++) {
        kb_buf_puts(out, i > 0 ? "|" : "");
        for (size_t j = 0; j < word->forms[i].part_count; j++) {
            kb_buf_puts(out, j > 0 ? "+" : "");
            kb_buf_str(out, word->forms[i].parts[j]);
        }
    }
    if (word->kind == KB_WORD_FUZZY)
        kb_buf_printf(out, "~%d", word->distance);
    if (word->kind == KB_WORD_STEM)
        kb_buf_puts(out, "#stem");
}

static void put_group(kb_buf *out, const kb_phrase_item *item)
{
    kb_buf_char(out, item->optional ? '(' : '[');
    for (size_t i = 0; i < item->alternative_count; i++) {
        kb_buf_puts(out, i > 0 ? " / " : "");
        put_sequence(out, &item->alternatives[i]);
    }
    kb_buf_char(out, item->optional ? ')' : ']');
}

static void put_sequence(kb_buf *out, const kb_sequence *sequence)
{
    for (size_t i = 0; i < sequence->item_count; i++) {
        const kb_phrase_item *item = &sequence->items[i];
        kb_buf_puts(out, i > 0 ? " " : "");
        switch (item->kind) {
        case KB_ITEM_WORD: put_word(out, item->word); break;
        case KB_ITEM_GROUP: put_group(out, item); break;
        case KB_ITEM_GAP: kb_buf_printf(out, "...%d", item->gap); break;
        case KB_ITEM_MACRO: kb_buf_printf(out, "<%zu>", item->macro); break;
        }
    }
}

typedef struct parsed {
    kb_arena arena;
    kb_map macros;
    kb_phrase_slip slip;
    kb_sequence sequence;
} parsed;

static void parse(parsed *it, const char *text)
{
    *it = (parsed){ 0 };
    for (size_t i = 0; i < sizeof macro_names / sizeof *macro_names; i++)
        assert_int_equal(kb_map_add(&it->macros, kb_str_from(macro_names[i])), i);
    kb_phrase_options options = { .gap = 4, .macros = &it->macros };
    it->sequence = kb_phrase_parse(kb_str_from(text), &options, &it->arena, &it->slip);
}

static void clear(parsed *it)
{
    kb_arena_free(&it->arena);
    kb_map_free(&it->macros);
}

typedef struct good_case {
    const char *text, *items;
} good_case;

static const good_case good[] = {
    { "avtale", "avtale" },
    { "AVTALE Årlig", "avtale årlig" },
    { "avtale* *avtale* kr?ft", "avtale* *avtale* kr?ft" },
    { "*", "*" },
    { "ta * med", "ta * med" },
    { "avtale(r/ne)", "avtale|avtaler|avtalene" },
    { "(u)enig", "enig|uenig" },
    { "for(e)bygg(e/ing)", "forbygg|forbygge|forbygging|forebygg|forebygge|forebygging" },
    { "samarbeids_avtale*", "samarbeidsavtale*|samarbeids-avtale*|samarbeids+avtale*" },
    { "a_b_c", "abc|ab-c|ab+c|a-bc|a-b-c|a-b+c|a+bc|a+b-c|a+b+c" },
    { "prosjekt_midl(er/ar)",
      "prosjektmidl|prosjektmidler|prosjektmidlar|prosjekt-midl|prosjekt-midler|prosjekt-midlar|"
      "prosjekt+midl|prosjekt+midler|prosjekt+midlar" },
    { "likeverd~", "likeverd~0" },
    { "likeverd*~1", "likeverd*~1" },
    { "samarbeids_avtale*~2", "samarbeidsavtale*|samarbeids-avtale*|samarbeids+avtale*~2" },
    { "prioritere+", "prioritere#stem" },
    { "god  dialog ", "god dialog" },
    { "[god/grei] dialog", "[god / grei] dialog" },
    { "[ god / svært grei ] dialog", "[god / svært grei] dialog" },
    { "(svært) god", "(svært) god" },
    { "vilje (til/om) å", "vilje (til / om) å" },
    { "god/grei", "[god / grei]" },
    { "god / grei", "[god / grei]" },
    { "fag_dag*~/heving+/(u)enig", "[fagdag*|fag-dag*|fag+dag*~0 / heving#stem / enig|uenig]" },
    { "savner ... hjelp", "savner ...4 hjelp" },
    { "savner …2 hjelp", "savner ...2 hjelp" },
    { "savner ...0 hjelp", "savner ...0 hjelp" },
    { "a ...50 b ... c", "a ...50 b ...4 c" },
    { "a ... (b) ...1 c", "a ...4 (b) ...1 c" },
    { "[a ... b/[c/d (e)]] f", "[a ...4 b / [c / d (e)]] f" },
    { "spiser <mat>", "spiser <0>" },
    { "[<likeverd>/<bær>/nei]", "[<1> / <2> / nei]" },
    { "<mat>/<bær>", "[<0> / <2>]" },
    { "e-post d'Arc 3.000 12:30 2,5", "e-post d'arc 3.000 12:30 2,5" },
    { "d\xE2\x80\x99"
      "Arc e\xE2\x80\x91post",
      "d'arc e-post" },
    { "pa\xCC\x8A A\xCC\x8Arlig", "på årlig" },
    { "\xE2\x84\xAB", "å" },
    { "(pa\xCC\x8A)lik", "lik|pålik" },
    { "STRASSE ẞ", "strasse ß" },
    { "1.* *-post", "1.* *-post" },
};

static void phrases_are_read_as_written(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        if (good[i].items == NULL)
            continue;
        parsed it;
        kb_buf out = { 0 };
        parse(&it, good[i].text);
        if (it.slip.found)
            print_error("%s: %zu: %s\n", good[i].text, it.slip.at, it.slip.message);
        put_sequence(&out, &it.sequence);
        kb_buf_char(&out, '\0');
        assert_string_equal(out.ptr, good[i].items);
        kb_buf_free(&out);
        clear(&it);
    }
}

typedef struct bad_case {
    const char *text;
    size_t at;
    const char *message;
} bad_case;

static const bad_case bad[] = {
    { "", 0, "the phrase is empty" },
    { "  ", 2, "the phrase is empty" },
    { "(svært)", 0, "everything in this phrase is optional: it can be empty" },
    { "(a) [(b)/c]", 0, "everything in this phrase is optional: it can be empty" },
    { "a/(b)", 0, "everything in this phrase is optional: it can be empty" },
    { "... a", 0, "what stands before the gap '...' can be empty" },
    { "å ...", 2, "what stands after the gap '...' can be empty" },
    { "(a) ... b", 4, "what stands before the gap '...' can be empty" },
    { "a ... (b)", 2, "what stands after the gap '...' can be empty" },
    { "a [... b/c]", 3, "what stands before the gap '...' can be empty" },
    { "a ... ... b", 6, "a gap follows a gap" },
    { "a ...51 b", 2, "a gap is at most 50 words" },
    { "a...b", 1, "a space is missing here" },
    { "a ...2b c", 6, "a space is missing here" },
    { "psykisk helse/rus", 13, "'/' stands in a longer phrase" },
    { "a//b", 2, "an alternative is empty" },
    { "[a/]", 3, "an alternative is empty" },
    { "[]", 1, "an alternative is empty" },
    { "a ()", 3, "an alternative is empty" },
    { "god [dialog", 4, "'[' is never closed" },
    { "god (dialog", 4, "'(' is never closed" },
    { "god(dialog", 3, "'(' is never closed" },
    { "god] a", 3, "']' closes nothing" },
    { "god ) a", 4, "')' closes nothing" },
    { "[a)", 2, "')' closes '['" },
    { "(a b]", 4, "']' closes '('" },
    { "[a]b", 3, "a space is missing here" },
    { "(til)(å) b", 5, "a space is missing here" },
    { "<mat>b", 5, "a space is missing here" },
    { "x <maat>", 2, "no macro is called 'maat'" },
    { "x <mat", 2, "'<' is never closed" },
    { "x mat>", 5, "'>' without '<'" },
    { "god (svært)bra ikke(helt bra)", 24, "an optional ending holds letters only" },
    { "avtale(r/)", 9, "an optional ending is empty" },
    { "avtale()", 7, "an optional ending is empty" },
    { "avtale(r*)", 8, "an optional ending holds letters only" },
    { "avtale(r ne)", 8, "an optional ending holds letters only" },
    { "_avtale", 0, "'_' joins two parts of a word; one is missing" },
    { "avtale_", 6, "'_' joins two parts of a word; one is missing" },
    { "a__b", 2, "'_' joins two parts of a word; one is missing" },
    { "(a)_b", 0, "no word of a text begins or ends with '-'" },
    { "av*tale~", 0, "'~' cannot be combined with '*' or '?' inside the word" },
    { "x kr?ft~", 2, "'~' cannot be combined with '*' or '?' inside the word" },
    { "*~", 0, "'~' cannot be combined with '*' or '?' inside the word" },
    { "avtale*+", 0, "'+' cannot be combined with '*' or '?'" },
    { "avtale~+", 6, "'~' and '+' cannot be combined" },
    { "avtale+~1", 6, "'~' and '+' cannot be combined" },
    { "avtale~3", 6, "'~3' ends no word" },
    { "avtale~*", 6, "'~*' ends no word" },
    { "~", 0, "'~' without a word before it" },
    { "a +b", 2, "'+' without a word before it" },
    { "a f.eks b", 2, "no word of a text is like 'f.eks'" },
    { "osv.", 0, "no word of a text is like 'osv.'" },
    { "lærings- og", 0, "no word of a text begins or ends with '-'" },
    { "-utvikling", 0, "no word of a text begins or ends with '-'" },
    { "sam-_arbeid", 0, "no word of a text is like 'sam--arbeid'" },
    { "a--b", 0, "no word of a text is like 'a--b'" },
    { "god, dialog", 0, "no word of a text is like 'god,'" },
    { "bra!", 3, "'!' is never part of a word" },
    { "«god» dialog", 0, "'«' is never part of a word" },
    { "a \xF0\x9F\x98\x80", 2, "'😀' is never part of a word" },
    { "å\xC2\xA0lik", 1, "the pattern holds the invisible character U+00A0" },
    { "lik\xC2\xAD", 3, "the pattern holds the invisible character U+00AD" },
    { "a_b_c_d_e_f_g", 0, "this word can be written in more than 256 ways" },
};

static void broken_phrases_are_refused_with_their_place(void **state)
{
    (void)state;
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        parsed it;
        parse(&it, bad[i].text);
        bool same = it.slip.found && it.slip.at == bad[i].at &&
                    strcmp(it.slip.message, bad[i].message) == 0;
        if (!same)
            print_error("'%s' %zu: found %zu: %s\n", bad[i].text, bad[i].at, it.slip.at,
                        it.slip.message);
        assert_int_equal(it.sequence.item_count, 0);
        wrong += !same;
        clear(&it);
    }
    assert_int_equal(wrong, 0);
}

static void brackets_have_a_limit(void **state)
{
    (void)state;
    char text[201];
    memset(text, '[', 200);
    text[200] = '\0';
    parsed it;
    parse(&it, text);
    assert_string_equal(it.slip.message, "brackets are nested more than 32 deep");
    assert_int_equal(it.slip.at, 32);
    clear(&it);
}

static void two_hundred_and_fifty_six_forms_are_allowed(void **state)
{
    (void)state;
    parsed it;
    parse(&it, "a_b_c_d_e");
    assert_false(it.slip.found);
    assert_int_equal(it.sequence.items[0].word->form_count, 81);
    clear(&it);
    parse(&it, "x(a)(b)(c)(d)(e)(f)(g)(h)");
    assert_false(it.slip.found);
    assert_int_equal(it.sequence.items[0].word->form_count, 256);
    clear(&it);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(phrases_are_read_as_written),
        cmocka_unit_test(broken_phrases_are_refused_with_their_place),
        cmocka_unit_test(brackets_have_a_limit),
        cmocka_unit_test(two_hundred_and_fifty_six_forms_are_allowed),
    };
    return cmocka_run_group_tests_name("codebook/phrase", tests, NULL, NULL);
}
