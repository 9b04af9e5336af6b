/* SPDX-License-Identifier: MIT */
/* Cues before, after and inside a match; windows, clauses, and what is no cue. */
#include "kit.h"

#define CUES                                                                                       \
    HEAD "text: {clause_breaks: ['men', 'fordi']}\n"                                               \
         "negation:\n"                                                                             \
         "  before: ['ikke/ikkje', 'ingen/inga/inkje', 'aldri', 'uten/utan',\n"                    \
         "           {phrase: 'lite', within: 1}, {phrase: 'slutt på', within: 0}]\n"             \
         "  after: [{phrase: 'mangler/manglar', within: 1}, {phrase: 'er fraværende', within: "   \
         "2}]\n"                                                                                   \
         "  not: ['ikke minst', 'ikkje minst', 'ikke bare', 'uten tvil']\n"

static void a_cue_before_negates_within_its_window(void **state)
{
    (void)state;
    static const marked cases[] = {
        { "'tillit'", "ikke tillit" },
        { "'tillit'", "Vi har ikkje tillit" },
        { "'tillit'", "Det er inga god tillit" },
        { "'tillit'", "ikke en to tre fire fem tillit" },
        { "'tillit'", "ikke en to tre fire fem seks [tillit]" },
        { "'tillit'", "lite tillit, lite god tillit" },
        { "'tillit'", "lite en to [tillit]" },
        { "'tillit'", "slutt på tillit" },
        { "'tillit'", "slutt på all [tillit]" },
        { "'tillit'", "IKKE, «tillit»" }, /* punctuation is no word */
        { "'tillit'", "utan tillit og uten noen tillit" },
        { "'tillit'", "[tillit] ikke" }, /* no cue after */
        { "'tillit'", "Det er ikke bra. [Tillit] er bra" },
    };
    expect_marked(CUES, cases, COUNT(cases), mark_matches);
}

static void a_cue_after_negates_within_its_window(void **state)
{
    (void)state;
    static const marked cases[] = {
        { "'tillit'", "tillit mangler" },
        { "'tillit'", "tilliten, tillit ofte manglar" },
        { "'tillit'", "[tillit] og noe mangler" },
        { "'tillit'", "tillit en to er fraværende" },
        { "'tillit'", "[tillit] en to tre er fraværende" },
        { "'tillit'", "mangler [tillit]" }, /* no cue before */
        { "'tillit'", "[Tillit]. Mangler noe" },
    };
    expect_marked(CUES, cases, COUNT(cases), mark_matches);
}

static void a_cue_stays_in_its_clause(void **state)
{
    (void)state;
    static const marked cases[] = {
        { "'tillit'", "ikke noe, men [tillit]" },
        { "'tillit'", "ikke noe fordi [tillit]" },
        { "'tillit'", "ikke noe; [tillit]" },
        { "'tillit'", "ikke noe ([tillit])" },
        { "'tillit'", "ikke – [tillit]" },
        { "'tillit'", "ikke mål, tillit" }, /* a comma does not split */
        { "'tillit'", "[tillit] men mangler" },
        /* the range runs from the clause of the first word to that of the last */
        { "'tillit ...3 bra'", "ikke tillit, men bra" },
        { "'tillit ...3 bra'", "[tillit, men bra], ikke" },
        { "'tillit ...3 bra'", "ikke noe; [tillit, men bra]" },
        { "'tillit ...3 bra'", "tillit, men bra mangler" },
    };
    expect_marked(CUES, cases, COUNT(cases), mark_matches);
}

static void what_looks_like_a_cue_is_none(void **state)
{
    (void)state;
    static const marked cases[] = {
        { "'tillit'", "ikke minst [tillit]" }, { "'tillit'", "ikkje minst [tillit], ikkje tillit" },
        { "'tillit'", "ikke bare [tillit]" },  { "'tillit'", "ikke minst ikke tillit" },
        { "'tillit'", "uten tvil [tillit]" },
    };
    expect_marked(CUES, cases, COUNT(cases), mark_matches);
}

static void words_of_the_match_itself_are_no_cue(void **state)
{
    (void)state;
    static const marked cases[] = {
        { "'ikke bra'", "Det er [ikke bra]" },
        { "'ikke bra'", "Det er aldri ikke bra" },
        { "'tillit mangler'", "[tillit mangler]" },
        { "'mangler ...2 tillit'", "[mangler god tillit]" },
        { "{all: ['ikke', 'bra']}", "[ikke noe bra]" },
        { "{all: ['ikke', 'bra']}", "aldri ikke noe bra" },
        { "{near: ['ikke', 'bra'], within: 2}", "[bra er ikke]" },
        { "{regex: 'ikke \\w+'}", "[ikke tillit]" },
        { "{all: ['kjenner ...3 hverandre', 'ikke']}", "[kjenner ikke hverandre]" },
    };
    expect_marked(CUES, cases, COUNT(cases), mark_matches);
}

static void a_cue_in_a_gap_negates(void **state)
{
    (void)state;
    static const marked cases[] = {
        { "'[kjenner/kjente] ...3 hverandre'", "Vi kjenner ikke hverandre" },
        { "'[kjenner/kjente] ...3 hverandre'", "Vi kjente dessverre ikkje hverandre" },
        { "'[kjenner/kjente] ...3 hverandre'", "Vi [kjenner godt hverandre]" },
        { "'kjenner ...3 hverandre'", "Vi [kjenner ikke minst hverandre]" },
        { "'kjenner ...3 hverandre'", "Vi kjenner, men ikke bra, hverandre" }, /* in any clause */
        { "'kjenner ...3 hverandre'",
          "kjenner at tillit mangler hverandre" }, /* of any direction */
        { "'kjenner ...4 hverandre'", "kjenner en slutt på det hverandre" },
        { "'<kjenner> godt'", "kjenner ikke hverandre godt" },
        { "'[kjenner ...3 hverandre/ser] godt'", "kjenner ikke hverandre godt; [ser godt]" },
        { "'[a ...2 c/a ikke c] d'", "a ikke c d" }, /* equally long: the first alternative */
        { "'[a ikke c/a ...2 c] d'", "[a ikke c d]" },
        { "'[a ...2 c/a ikke c d] (d)'", "[a ikke c d]" }, /* gaps of the others do not count */
    };
    expect_marked(CUES "macros: {kjenner: ['kjenner ...3 hverandre']}\n", cases, COUNT(cases),
                  mark_matches);
}

static void one_negated_component_is_enough(void **state)
{
    (void)state;
    static const marked cases[] = {
        { "{all: ['plan', 'tillit'], in: answer}", "Plan. Ikke tillit." },
        { "{all: ['plan', 'tillit'], in: answer}", "[Plan. En tillit]." },
        { "{near: ['plan', 'tillit'], within: 9}", "ikke plan, en to tre fire fem seks tillit" },
        { "{near: ['plan', 'tillit'], within: 9}", "[plan, en to tre fire fem seks tillit]" },
    };
    expect_marked(CUES, cases, COUNT(cases), mark_matches);
}

static void the_rule_says_what_becomes_of_negated_matches(void **state)
{
    (void)state;
    coder c = open_good(
        CUES COLUMNS CODES CODE("ute", "'plan'") CODE("bare", "{phrase: 'plan', negated: only}")
            CODE("alt", "{phrase: 'plan', negated: ignore}")
                CODE("snu", "{phrase: 'plan', negated: {flip: t.k.mot}}") CODE("mot", "[]"));
    static const coded cases[] = {
        { "plan", "t.k.ute t.k.alt t.k.snu" },
        { "ikke plan", "t.k.bare t.k.alt t.k.mot" },
        { "ikkje plan. Plan!", "t.k.ute t.k.bare t.k.alt t.k.snu t.k.mot" },
    };
    expect_codes(&c, cases, COUNT(cases));
    close_coder(&c);
}

static void the_cue_is_named(void **state)
{
    (void)state;
    coder c = open_good(CUES COLUMNS CODES CODE("a", "'plan'")
                            CODE("b", "{phrase: 'plan', negated: ignore}"));
    const kb_result *result = code(&c, "Her er aldri, ikke noen plan");
    assert_int_equal(result->match_count, 2);
    assert_int_equal(result->matches[0].fate, KB_NEGATED);
    assert_true(result->matches[0].negated);
    assert_int_equal(result->matches[0].cue.begin, 14); /* the nearest */
    assert_int_equal(result->matches[0].cue.end, 18);
    assert_int_equal(result->matches[1].fate, KB_KEPT);
    assert_false(result->matches[1].negated); /* nobody looked */
    close_coder(&c);
}

static void without_cues_nothing_is_negated(void **state)
{
    (void)state;
    static const marked cases[] = { { "'tillit'", "ikke [tillit]" } };
    expect_marked(HEAD, cases, COUNT(cases), mark_matches);
}

/* Each of very many components asks about cues, and every cue is a word of the match. */
static void the_time_is_linear_in_the_components(void **state)
{
    (void)state;
    coder c = open_good(
        CUES COLUMNS CODES CODE("a", "{all: ['plan'], any: ['ikke', 'plan'], in: answer}"));
    kb_buf text = { 0 };
    for (int i = 0; i < 50000; i++)
        kb_buf_puts(&text, "plan ikke ");
    const kb_result *result = code_as(&c, kb_buf_view(&text), KB_ABSENT, KB_ABSENT);
    assert_int_equal(result->match_count, 1);
    assert_int_equal(result->matches[0].component_count, 100001);
    assert_int_equal(result->matches[0].fate, KB_KEPT);
    kb_buf_free(&text);
    close_coder(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cue_before_negates_within_its_window),
        cmocka_unit_test(a_cue_after_negates_within_its_window),
        cmocka_unit_test(a_cue_stays_in_its_clause),
        cmocka_unit_test(what_looks_like_a_cue_is_none),
        cmocka_unit_test(words_of_the_match_itself_are_no_cue),
        cmocka_unit_test(a_cue_in_a_gap_negates),
        cmocka_unit_test(one_negated_component_is_enough),
        cmocka_unit_test(the_rule_says_what_becomes_of_negated_matches),
        cmocka_unit_test(the_cue_is_named),
        cmocka_unit_test(without_cues_nothing_is_negated),
        cmocka_unit_test(the_time_is_linear_in_the_components),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
