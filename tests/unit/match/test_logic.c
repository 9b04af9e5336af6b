/* SPDX-License-Identifier: MIT */
/* any, all, none, unless, ignore_phrases, and the units they look at. */
#include "kit.h"

static void any_gives_every_match_of_every_child(void **state)
{
    (void)state;
    static const marked cases[] = {
        { "{any: ['sol', 'varme']}", "[Sol] og [varme]. [Sol]." },
        { "{any: ['god dialog', 'dialog med']}", "[god [dialog] med]" },
        { "{any: ['sol', 'so*']}", "[sol] [sommer]" }, /* the same match once */
    };
    expect_marked(HEAD, cases, COUNT(cases), mark_matches);
}

static void all_wants_every_child_in_one_unit(void **state)
{
    (void)state;
    static const marked cases[] = {
        { "{all: ['eple', 'pære']}", "[Pære] og [eple]. Pære. Eple." },
        { "{all: ['eple', 'pære'], in: answer}", "[Pære]. [Eple]. Eple." }, /* the first of each */
        { "{all: ['eple', 'pære'], in: clause}", "[Pære] og [eple]; pære; eple" },
        { "{all: ['eple'], any: ['sol', 'regn']}", "[eple], [sol], eple, [regn] og [sol]. Eple." },
        { "{all: ['eple', {any: ['sol', 'regn']}]}", "[eple] [sol] regn" },
        { "{all: ['a b', 'b c']}", "[a [b] c]" }, /* they may overlap */
    };
    expect_marked(HEAD, cases, COUNT(cases), mark_components);
}

static void none_empties_its_unit(void **state)
{
    (void)state;
    static const marked cases[] = {
        { "{any: ['sol', 'varme'], none: ['regn']}", "[Sol]. Regn og varme. [Varme]." },
        { "{any: ['sol'], none: ['regn'], in: answer}", "Sol. Regn." },
        { "{any: ['sol'], none: ['regn'], in: answer}", "[Sol]. Snø." },
        { "{any: ['sol'], none: ['regn'], in: clause}", "[sol]; sol og regn" },
        { "{all: ['sol'], none: ['regn', 'hagl']}", "[sol]. Sol og hagl." },
        { "{any: ['sol'], none: [{phrase: 'regn', unless: 'lite regn'}]}", "[sol] og lite regn" },
        { "{any: ['sol'], none: [{phrase: 'regn', unless: 'lite regn'}]}", "sol og mye regn" },
    };
    expect_marked(HEAD, cases, COUNT(cases), mark_components);
}

static void a_unit_inside_another_is_the_narrower(void **state)
{
    (void)state;
    static const marked cases[] = {
        { "{all: [{all: ['a', 'b'], in: answer}, 'c']}", "Ei a c! Ei b c! Ei [a] [b] [c]!" },
        { "{all: [{all: ['a', 'b']}, 'c'], in: answer}", "a! b! [a] [b]! [c]!" },
        { "{all: [{any: ['a'], none: ['x'], in: clause}, 'c']}", "a x; [a]; [c]" },
        { "{phrase: 'god dialog', in: clause}", "god; dialog, [god, dialog]" },
        { "{phrase: 'god dialog', in: answer}", "god. Dialog. [God dialog]" },
    };
    expect_marked(HEAD, cases, COUNT(cases), mark_components);
}

static void clause_breaks_make_clauses(void **state)
{
    (void)state;
    static const marked cases[] = {
        { "{all: ['plomme', 'kiwi'], in: clause}", "[plomme] og [kiwi] men plomme" },
        { "{all: ['plomme', 'kiwi'], in: clause}", "plomme, men kiwi" },
        { "{all: ['plomme', 'kiwi'], in: clause}", "plomme slik at [kiwi] [plomme]" },
        { "{any: ['men', 'slik at'], in: clause}", "ja [men] nei [slik at] ja" },
    };
    expect_marked(HEAD "text: {clause_breaks: ['men', 'slik at']}\n", cases, COUNT(cases),
                  mark_components);
}

static void unless_drops_what_it_overlaps(void **state)
{
    (void)state;
    static const marked cases[] = {
        { "{phrase: 'respekt', unless: 'respekt for klokka'}",
          "Respekt for klokka og [respekt] for meg" },
        { "{phrase: 'respekt*', unless: ['respekt for klokka', {regex: 'u\\w+ respekt'}]}",
          "utvist respekt, [respekten]" },
        { "{any: ['møte', 'plass'], unless: 'møte plass'}", "møte plass, [plass]" },
        { "{all: ['a', 'b'], unless: 'a x'}", "a x [a] [b]" }, /* children first, then all */
        { "{all: ['a', 'b'], unless: 'a x'}", "a x b" },
        { "{near: ['a', 'b'], within: 2, unless: 'b x'}", "[a] b x [b]" },
        { "{phrase: 'a', unless: {near: ['b', 'c'], within: 1}}", "[a] b c" },
        { "{phrase: 'a', unless: {near: ['a', 'c'], within: 1, ordered: true}}",
          "a x c [a] b b c" },
        { "{phrase: 'a', unless: {phrase: 'a b', unless: 'a b c'}}", "a b [a] b c" },
        { "{phrase: 'a', unless: {all: ['a', 'x']}}", "[a]! x a! [a]" },
    };
    expect_marked(HEAD, cases, COUNT(cases), mark_components);
}

static void ignored_phrases_never_count(void **state)
{
    (void)state;
    static const marked cases[] = {
        { "'tillit*'", "tillitsvalgte og [tillit]" },
        { "{regex: 'tillit\\w*'}", "tillitsvalgte og [tillit]" },
        { "{all: ['tillit*', 'a']}", "tillitsvalgte a" },
        { "{all: ['tillit*', 'a']}", "tillitsvalgte [a] [tillit]" },
        { "{near: ['tillit*', 'a'], within: 1}", "tillitsvalgte [a] [tillit]" },
        { "{any: ['a'], none: ['tillit*']}", "tillitsvalgte [a]" },
        { "{any: ['a'], none: ['tillit*']}", "tillit a" },
        { "'den store avtale*'", "Den store avtalen" },
    };
    expect_marked(HEAD "ignore_phrases: ['tillitsvalgt*', 'store avtalen']\n", cases, COUNT(cases),
                  mark_components);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_gives_every_match_of_every_child),
        cmocka_unit_test(all_wants_every_child_in_one_unit),
        cmocka_unit_test(none_empties_its_unit),
        cmocka_unit_test(a_unit_inside_another_is_the_narrower),
        cmocka_unit_test(clause_breaks_make_clauses),
        cmocka_unit_test(unless_drops_what_it_overlaps),
        cmocka_unit_test(ignored_phrases_never_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
