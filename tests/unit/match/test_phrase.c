/* SPDX-License-Identifier: MIT */
/* Phrases: what they match in a text, which of several ways they take, and how long they take. */
#include "kit.h"

static void words_are_matched_whole_and_in_any_case(void **state)
{
    (void)state;
    static const marked cases[] = {
        { "'avtale'", "[Avtale], [AVTALE] og avtaler, samavtale, e-avtale" },
        { "'avtale*'", "[avtale] [avtalene] samavtale" },
        { "'*avtale*'", "[samavtalen] [e-avtale]" },
        { "'kr?ft'", "[kraft] [krøft] krft kraaft" },
        { "'avtale(r/ne)'", "[avtale] [avtaler] [avtalene] avtalen" },
        { "'tillit/respekt'", "[tillit] og [respekt]" },
        { "'ærlig*'", "[Ærlighet] og [ÆRLIG]" },
        { "'ikkje'", "[IKKJE] ikke" },
        { "'nav'", "[NAV] [nav] Navn" },
        { "'l’avenir'", "[l'avenir] [l’avenir]" },
        { "'e-post'", "[e\xE2\x80\x91post] [e-post]" },
        { "'4.500'", "[4.500] kr, 4500" },
    };
    expect_marked(HEAD, cases, COUNT(cases), mark_matches);
}

static void a_compound_may_be_written_three_ways(void **state)
{
    (void)state;
    static const marked cases[] = {
        { "'samarbeids_avtale*'",
          "[samarbeidsavtale], [samarbeids-avtalen] og [samarbeids avtaler]" },
        { "'samarbeids_avtale*'", "[samarbeids\xC2\xA0"
                                  "avtale] [samarbeids  avtale]" },
        { "'samarbeids_avtale*'", "[samarbeids\xE2\x80\x83"
                                  "avtale]" }, /* em space */
        { "'samarbeids_avtale*'", "samarbeids, avtale. Samarbeids. Avtale" },
        { "'samarbeids_avtale*'", "samarbeids/avtale samarbeids (avtale)" },
        { "'inn_ut_skriving'",
          "[innutskriving] [inn-utskriving] [innut skriving] [inn ut-skriving] [inn-ut-skriving]" },
        { "'møte_plass/møte'", "[møte plass] [møteplass] [møte]" },
    };
    expect_marked(HEAD, cases, COUNT(cases), mark_matches);
}

static void words_follow_each_other_in_one_sentence(void **state)
{
    (void)state;
    static const marked cases[] = {
        { "'god dialog'", "[god dialog], [God - «dialog]» god. Dialog god ny dialog" },
        { "'god dialog'", "god\ndialog" },
        { "'(svært) god dialog'", "[svært god dialog] [god dialog] svært dialog" },
        { "'god (og åpen) dialog'", "[god dialog] [god og åpen dialog] god og dialog" },
        { "'[god/grei] dialog'", "[grei dialog] [god dialog] god grei" },
        { "'[psykisk helse/rus] nå'", "[psykisk helse nå] [rus nå] psykisk nå" },
        { "'vilje (til/om) å'", "[vilje å] [vilje til å] [vilje om å] vilje til om å" },
        { "'god god'", "[god god] god" },
    };
    expect_marked(HEAD, cases, COUNT(cases), mark_matches);
    static const marked joined = { "'god dialog'", "[god\ndialog]" };
    expect_marked(HEAD "text: {newline: space}\n", &joined, 1, mark_matches);
}

static void gaps_take_as_few_words_as_possible(void **state)
{
    (void)state;
    static const marked cases[] = {
        { "'savner ...2 hjelp'",
          "[savner hjelp] [savner litt mer hjelp] savner enda litt mer hjelp" },
        { "'savner ...2 hjelp'", "[savner hjelp] hjelp" },
        { "'savner … hjelp'", "[savner en to tre fire hjelp] savner en to tre fire fem hjelp" },
        { "'savner ...2 hjelp'", "[savner savner hjelp]" },
        { "'a ...1 b ...1 c'", "[a b x c] [a x b c] a x x b c" },
        { "'a ...3 b c'", "[a b x b c]" }, /* further only where it must */
        { "'[a ...2 b]'", "[a b] b" },     /* brackets change nothing */
        { "'<gap>'", "[a b] b" },          /* nor do macros */
        { "'<gap> c'", "[a b b c]" },
        { "'[a ...2 b/a b c] d'", "[a b c d] [a b d]" },
    };
    expect_marked(HEAD "macros: {gap: ['a ...2 b']}\n", cases, COUNT(cases), mark_matches);
}

static void the_longest_alternative_is_preferred(void **state)
{
    (void)state;
    static const marked cases[] = {
        { "'[a/a b] (b)'", "[a b b]" },
        { "'[a/a b] b'", "[a b b] [a b]" },
        { "'[a/a b/a b c] c'", "[a b c] [a b c c]" },
        { "'(a) a b'", "[a a b] [a b]" },
        { "'(a) (a) a'", "[a a a] [a a] b" },
        { "'(a b) (b c) c'", "[a b b c c] [a b c] [b c c] [c]" },
        { "{phrase: ['a b', 'b c', 'a']}", "[a b] c [b c] [a] c" }, /* leftmost, then longest */
        { "{phrase: ['b c d', 'a b']}", "[a b] c d" },
        { "'<lang>'", "[a b c] [a b] [a]" },
    };
    expect_marked(HEAD "macros: {lang: ['a', 'a b', 'a b c']}\n", cases, COUNT(cases),
                  mark_matches);
}

static void macros_may_hold_macros_and_regexes(void **state)
{
    (void)state;
    static const marked cases[] = {
        { "'spiser <mat>'", "Vi [spiser grønne saker], [spiser fisk] og [spiser kjøttkaker]" },
        { "'spiser <mat>'", "Vi spiser om dagen, spiser rått kjøtt" },
        { "'<mat> <mat>'", "[fisk fisk] [kjøtt grønn saker]" },
        { "'<alt> i dag'", "[drikker i dag], [spiser fisk i dag]" },
        { "'<tall> mil'", "[15 mil], [om lag 15 mil] og x 15 kilometer" },
        { "'<bar>'", "[a-1] [b-2] c-x" },
        { "'<setning> slutt'", "slutt [en to slutt]. en to" },
    };
    expect_marked(HEAD "macros: {mat: ['fisk', 'grønn(e) saker', {regex: '\\bkj[øo]tt\\w*'}],\n"
                       "  alt: ['drikker', 'spiser <mat>'], tall: [{regex: '(om lag )?\\d+'}],\n"
                       "  bar: {regex: '\\w-\\d'}, setning: {regex: 'en to'}}\n",
                  cases, COUNT(cases), mark_matches);
}

static void scanning_goes_on_behind_a_match(void **state)
{
    (void)state;
    static const marked cases[] = {
        { "'a ...1 a'", "[a a] [a x a] a" },
        { "'a a'", "[a a] [a a] a" },
        { "'a (b) a'", "[a b a] b a" },
    };
    expect_marked(HEAD, cases, COUNT(cases), mark_matches);
}

static void longest_phrases_and_their_limit(void **state)
{
    (void)state;
    static const char five[] = "ord ...50 ord ...50 ord ...50 ord ...50 ord ...45 slutt";
    char yaml[512];
    snprintf(yaml, sizeof yaml, BOOK("    - {id: a, statement: s, rules: '%s'}\n"), five);
    coder c = open_good(yaml);
    kb_buf text = { 0 };
    for (int i = 0; i < 5; i++) {
        kb_buf_puts(&text, "ord ");
        for (int x = 0; x < (i < 4 ? 50 : 45); x++)
            kb_buf_puts(&text, "x ");
    }
    kb_buf_puts(&text, "slutt");
    assert_int_equal(code_as(&c, kb_buf_view(&text), KB_ABSENT, KB_ABSENT)->match_count, 1);
    assert_int_equal(c.result.matches[0].span.end, text.len);
    close_coder(&c);
    kb_buf_free(&text);
    snprintf(yaml, sizeof yaml, BOOK("    - {id: a, statement: s, rules: 'x x x x x %s'}\n"), five);
    c = open_coder(yaml);
    assert_int_equal(c.status, KB_ERR_INPUT);
    assert_true(has_problem(&c, KB_PROBLEM, "the most is 255"));
    close_coder(&c);
}

static void macros_that_multiply_are_refused(void **state)
{
    (void)state;
    kb_buf yaml = { 0 };
    kb_buf_puts(&yaml, HEAD COLUMNS "macros:\n  m0: ['a', 'b', 'c', 'd']\n");
    for (int i = 1; i < 20; i++)
        kb_buf_printf(&yaml, "  m%d: ['<m%d> <m%d>', '<m%d>']\n", i, i - 1, i - 1, i - 1);
    kb_buf_puts(&yaml, CODES CODE("a", "'<m19>'"));
    kb_buf_char(&yaml, '\0');
    coder c = open_coder(yaml.ptr);
    assert_int_equal(c.status, KB_ERR_INPUT);
    assert_true(has_problem(&c, KB_PROBLEM, "stands for more than 100000 alternatives"));
    close_coder(&c);
    kb_buf_free(&yaml);
}

/* Gaps in brackets in brackets: were every split of the words tried, this would not come to an end.
 */
static void nested_gaps_do_not_explode(void **state)
{
    (void)state;
    kb_buf yaml = { 0 }, text = { 0 };
    kb_buf_puts(&yaml, BOOK("    - {id: a, statement: s, rules: '"));
    for (int i = 0; i < 20; i++)
        kb_buf_puts(&yaml, "[x ...9 ");
    kb_buf_puts(&yaml, "x");
    for (int i = 0; i < 20; i++)
        kb_buf_puts(&yaml, "]");
    kb_buf_puts(&yaml, " y'}\n");
    kb_buf_char(&yaml, '\0');
    for (int i = 0; i < 1000; i++)
        kb_buf_puts(&text, "x ");
    coder c = open_good(yaml.ptr);
    assert_int_equal(code_as(&c, kb_buf_view(&text), KB_ABSENT, KB_ABSENT)->match_count, 0);
    kb_buf_puts(&text, "y");
    assert_int_equal(code_as(&c, kb_buf_view(&text), KB_ABSENT, KB_ABSENT)->match_count, 1);
    close_coder(&c);
    kb_buf_free(&yaml);
    kb_buf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_matched_whole_and_in_any_case),
        cmocka_unit_test(a_compound_may_be_written_three_ways),
        cmocka_unit_test(words_follow_each_other_in_one_sentence),
        cmocka_unit_test(gaps_take_as_few_words_as_possible),
        cmocka_unit_test(the_longest_alternative_is_preferred),
        cmocka_unit_test(macros_may_hold_macros_and_regexes),
        cmocka_unit_test(scanning_goes_on_behind_a_match),
        cmocka_unit_test(longest_phrases_and_their_limit),
        cmocka_unit_test(macros_that_multiply_are_refused),
        cmocka_unit_test(nested_gaps_do_not_explode),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
