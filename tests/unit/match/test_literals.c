/* SPDX-License-Identifier: MIT */
/* What a regex requires, said as text: clauses by " & ", literals by "|", a boundary as "_". */
#include "regex_maker.h"

#include "unit.h"

static void say_clause(kb_buf *out, const kb_clause *clause)
{
    kb_buf_puts(out, clause->begins ? "^" : "");
    for (size_t i = 0; i < clause->count; i++) {
        kb_str text = clause->items[i].text;
        kb_buf_puts(out, i > 0 ? "|" : "");
        for (size_t j = 0; j < text.len; j++)
            kb_buf_char(out, text.ptr[j] == ' ' ? '_' : text.ptr[j]);
    }
}

static void say_needs(kb_buf *out, const kb_needs *needs)
{
    if (needs->digit)
        kb_buf_puts(out, " digit");
    if (needs->capitals > 0)
        kb_buf_printf(out, " capitals:%d", needs->capitals);
    if (needs->letters > 0)
        kb_buf_printf(out, " letters:%d", needs->letters);
    if ((needs->signs[0] | needs->signs[1]) == 0)
        return;
    kb_buf_puts(out, " signs:");
    for (int c = 0; c < 128; c++)
        if (needs->signs[c / 64] >> c % 64 & 1)
            kb_buf_char(out, (char)c);
}

/* "?" for a regex that is not understood. */
static void say(kb_buf *out, const char *regex, bool needs)
{
    kb_arena arena = { 0 };
    kb_literals literals;
    kb_literals_read(&literals, &arena, kb_str_from(regex));
    assert_false(arena.failed);
    kb_buf_puts(out, literals.understood ? "" : "?");
    for (size_t i = 0; i < literals.clause_count; i++) {
        kb_buf_puts(out, i > 0 ? " & " : "");
        say_clause(out, &literals.clauses[i]);
    }
    if (needs)
        say_needs(out, &literals.needs);
    kb_buf_char(out, '\0');
    kb_arena_free(&arena);
}

typedef struct said_case {
    const char *regex, *said;
} said_case;

static void expect_said(const said_case *cases, size_t count, bool needs)
{
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        kb_buf out = { 0 };
        say(&out, cases[i].regex, needs);
        if (strcmp(out.ptr, cases[i].said) != 0) {
            print_error("%s\n  expected: %s\n  found:    %s\n", cases[i].regex, cases[i].said,
                        out.ptr);
            wrong++;
        }
        kb_buf_free(&out);
    }
    assert_int_equal(wrong, 0);
}

#define EXPECT(cases) expect_said(cases, sizeof(cases) / sizeof *(cases), false)

static void words_and_edges_make_literals(void **state)
{
    static const said_case cases[] = {
        { "\\bsamarbeid\\w*", "^_samarbeid" },
        { "samarbeid", "^samarbeid" },
        { "SAMARBEID", "^samarbeid" },
        { "\\bgod\\s+dialog\\b", "_dialog_ & ^_god_dialog_|_god__" },
        { "\\bgod\\W+dialog", "_dialog & ^_god_dialog|_god__" },
        { "\\bmøte\\b", "^_møte_" },
        { "\\bÅs\\b", "^_ås_" },
        { "^at\\b", "^_at_" },
        { "\\Aja$", "^_ja_" },
        { "ja\\z", "^ja_" },
        { "(?m)^ja$", "^_ja_" },
        { "\\Bsam\\B", "^sam" },
        { "\\b-sam", "^_sam" },
        { "sam_\\b", "^sam_" },
        { "_sam", "^_sam" },
        { "\\w*avtale\\w*", "avtale" },
        { "e-post", "^e_post" },
        { "\\b3D\\b", "^_3d_" },
    };
    (void)state;
    EXPECT(cases);
}

static void choices_and_optional_parts_are_followed(void **state)
{
    static const said_case cases[] = {
        { "\\b(?:mangl|savn)\\w*", "^_mangl|_savn" },
        { "(?:s|t)amle", "^samle|tamle" },
        { "ikk(?:e|je)\\b", "^ikke_|ikkje_" },
        { "bruk[ae]r", "^brukar|bruker" },
        { "\\bavtaler?\\b", "^_avtaler_|_avtale_" },
        { "\\bavtale(?:n|r|ne)?\\b", "^_avtalen_|_avtaler_|_avtalene_|_avtale_" },
        { "(?:(?:a|b)(?:c|d)|e(?:f|g))h", "^ach|adh|bch|bdh|efh|egh" },
        { "gr[åa]son[ea]\\w*", "^gråsone|gråsona|grasone|grasona" },
        { "sam(?:x\\w*)?beid", "^samx|sambeid & beid" },
        { "(?:ja\\w+nei|kan\\w+skje)!", "nei_|skje_ & ja|skje & ^ja|kan & nei|kan" },
        { "kort|godt\\w+nok", "^kort|godt & kort|nok" },
        { "(?:a\\w*|b)", "^a|b" },
        { "a?b?", "" },
        { "(?:sam)?arbeid", "arbeid" },
        { "samarbeids[\\s-]?avtale", "^samarbeids_avtale|samarbeidsavtale" },
        { "nei[,;:.!]+takk", "_takk & ^nei_takk|nei__" },
        { "[a-c]xyz", "^axyz|bxyz|cxyz" },
        { "[a-z]xyz", "xyz" },
        { "[^a]xyz", "xyz" },
        { "[]a]xyz", "^_xyz|axyz" },
    };
    (void)state;
    EXPECT(cases);
}

static void quantifiers_repeat_or_break(void **state)
{
    static const said_case cases[] = {
        { "a{3}b", "^aaab" },
        { "(?:ha){2}", "^haha" },
        { "(?:ha){2,}", "^haha" },
        { "(?:ha)+", "^ha" },
        { "(?:ha){0,}re", "re" },
        { "(?:ha)*re", "re" },
        { "ha{0}re", "^hre" },
        { "(?:sam){0}arbeid", "^arbeid" },
        { "sam{1,2}en", "^samen|samm & men" },
        { "(?>sam)++arbeid", "samarbeid" },
        { "\\b\\w++avtale", "avtale" },
        { "b{7}", "^bbbb" },
        { "sam\\w{3}beid", "beid & ^sam" },
        { "a{2}{3}", "?" },
    };
    (void)state;
    EXPECT(cases);
}

static void gaps_keep_the_words_on_both_sides(void **state)
{
    static const said_case cases[] = {
        { "\\b(mangl\\w*|savn\\w*)\\W+(?:\\w+\\W+){0,4}?samarbeid\\w*",
          "_samarbeid & ^_mangl|_savn" },
        { "\\bikke\\s+(?:\\w+\\s+){0,3}god", "^_ikke_ & _god" },
        { "kommune.*sykehus", "sykehus & ^kommune" },
        { "\\w+\\s+\\w+", "" },
        { "nei\\R+takk", "takk & ^nei" },
    };
    (void)state;
    EXPECT(cases);
}

static void lookarounds_say_what_they_must(void **state)
{
    static const said_case cases[] = {
        { "(?<!ikke )\\bgod\\w*", "^_god" },
        { "\\bgod\\w*(?!\\s+nok)", "^_god" },
        { "(?=.*\\bnav\\b)(?=.*\\blege\\b)", "_lege_ & _nav_" },
        { "(?<=svært )viktig", "svært_ & ^viktig" },
        { "sam(?=arbeid)", "arbeid & ^sam" },
        { "(?:sam(?=arbeid))?hei", "hei" },
        { "(?!(?=ikke))hei", "^hei" },
        { "(?<!a(?!b))hei", "^hei" },
        { "(?=ikke)?hei", "^hei" },
        { "(?=ikke)*hei", "hei" },
    };
    (void)state;
    EXPECT(cases);
}

static void traps_each_by_name(void **state)
{
    static const said_case cases[] = {
        { "\305\277am", "^sam" },
        { "Kreft", "^kreft" },
        { "Ås", "^ås" },
        { "\\xc5s", "^ås" },
        { "å", "^å" },
        { "å", "^å" },
        { "ærlig", "^ærlig" },
        { "\\bærlig", "^_ærlig" },
        { "\\bås", "^_ås" },
        { "\302\265g", "g" },
        { "straße", "^stra & e" },
        { "\305\270", "" },
        { "\\x{178}sam", "sam" },
        { "naïve", "^naïve" },
        { "\305\241amarbeid", "amarbeid" },
        { "sam\305\241", "^sam" },
        { "(?x) sam # arbeid", "^sam" },
        { "(?x)sam # a)b|c\nen", "^samen" },
        { "(?x: s a m +) en", "^sam_en|samm & m_en" },
        { "(?x)\\Q a#\\E", "^_a_" },
        { "(?x)[ #]a\\ b", "^_a_b" },
        { "(?x)sam(?-x) en", "^sam_en" },
        { "(?xi) s am", "^sam" },
        { "(?xx)sam", "?" },
        { "(?^x)sam", "^sam" },
        { "(?i)sam(?-i)ARB", "^samarb" },
        { "(?-i:Sam)arbeid", "^samarbeid" },
        { "(?^:Sam)", "^sam" },
        { "(?#sam)arbeid", "^arbeid" },
        { "a(?#sam)+b", "ab" },
        { "\\Qf.eks.\\E", "^f_eks_" },
        { "\\Qa|b\\E+c", "^a_bc|a_bb & bc" },
        { "\\Qa", "^a" },
        { "a\\Q\\E{2}b", "^aab" },
        { "a\\E+b", "ab" },
        { "(\\w+) \\1sam", "sam" },
        { "(sam)\\1", "^sam" },
        { "\\b(\\w+)\\s+\\1\\b", "" },
        { "(?<navn>sam)\\k<navn>", "^sam" },
        { "(?'n'sam)\\g{n}", "^sam" },
        { "(?P<n>sam)arbeid", "^samarbeid" },
        { "(?|sam|arb)eid", "^sameid|arbeid" },
        { "\\x{e5}r", "^år" },
        { "\\o{345}r", "^år" },
        { "\\345r", "?" },
        { "\\N{U+e5}r", "^år" },
        { "\\061\\b", "^1_" },
        { "\\Nsam", "sam" },
        { "\\Xsam", "sam" },
        { "\\Rsam", "sam" },
        { "\\ps", "" },
        { "\\p{L}sam", "sam" },
        { "[[:alpha:]]sam", "sam" },
        { "[\\x{e0}-\\x{e2}]b", "^àb|áb|âb" },
        { "[\\Qa\\E]b", "?" },
        { "sam\\Karbeid", "samarbeid" },
        { "\\Gsam", "sam" },
        { "a|", "" },
        { "\342\200\223 sam", "^__sam" },
        { "\342\222\266 sam", "_sam" },
        { "sam\\nen", "^sam_en" },
        { "(?R)", "?" },
        { "(sam)(?1)", "?" },
        { "(?(1)a|b)", "?" },
        { "sam(*ACCEPT)arbeid", "?" },
        { "(*pla:sam)arbeid", "?" },
        { "sam{,3}en", "?" },
        { "sam{", "?" },
        { "ab{ 2}", "?" },
        { "(?C1)sam", "?" },
        { "(?U)sam.*", "^sam" },
        { "(?J)sam", "^sam" },
        { "(?s-m:.sam)", "sam" },
        { "(?n)(sam)", "^sam" },
    };
    (void)state;
    EXPECT(cases);
}

static void without_fixed_text_cheap_needs_are_left(void **state)
{
    static const said_case cases[] = {
        { "\\b\\d{3,4}\\b", " digit" },
        { "[0-9]{3}", "0|1|2|3|4|5|6|7|8|9 signs:0123456789" },
        { "7", "^7 signs:7" },
        { "\\w{25,}", " letters:25" },
        { "\\w{7}", "" },
        { "(?-i:\\b[A-ZÆØÅ]{3,}\\b)", " capitals:3" },
        { "[A-Z]{3}", "" },
        { "(?-i:[A-Za-z]{3})", "" },
        { "(?-i)\\p{Lu}{2}\\.", " capitals:2 signs:." },
        { "(?-i:AHUS|NAV)", "^ahus|nav capitals:3" },
        { "(?-i:A(?:B|C)+D)", "^abd|abb|abc|acd|acb|acc & bd|cd capitals:3" },
        { "\\?", " signs:?" },
        { ".*[!?]", " signs:!?" },
        { "%|prosent", "" },
        { "\\d+\\s*%", " digit signs:%" },
        { "(?:\\d|%)x", "x" },
        { "(?=.*\\?)\\w+", " signs:?" },
        { "(?!.*\\?)\\d", " digit" },
        { "(?<!\\d)\\w{10}", " letters:10" },
        { "\\w{5}\\b\\w{5}", " letters:10" },
        { "\\w{5}-?\\w{5}", "" },
        { "(?:\\w{6}[a-zæøå]?\\d){2}", " digit letters:14" },
        { "(?:samarb|\\w{9})", "" },
        { "\\d?\\w*", "" },
        { "\\d{0}%{0,}", "" },
        { "(\\d)?+!", " signs:!" },
        { "\\b(\\w+)\\s+\\1\\b", "" },
        { "^\\W*(?:\\w[\\w-]*\\W+){0,2}\\w[\\w-]*\\W*$", "" },
    };
    (void)state;
    expect_said(cases, sizeof cases / sizeof *cases, true);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_and_edges_make_literals),
        cmocka_unit_test(choices_and_optional_parts_are_followed),
        cmocka_unit_test(quantifiers_repeat_or_break),
        cmocka_unit_test(gaps_keep_the_words_on_both_sides),
        cmocka_unit_test(lookarounds_say_what_they_must),
        cmocka_unit_test(traps_each_by_name),
        cmocka_unit_test(without_fixed_text_cheap_needs_are_left),
    };
    return cmocka_run_group_tests_name("match/literals", tests, NULL, NULL);
}
