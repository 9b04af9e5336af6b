/* SPDX-License-Identifier: MIT */
/* Why an answer got a code or did not: every kind of miss, and that nothing untrue is told. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/file.h"
#include "base/str.h"

#include <kodebok/codebook.h>
#include <kodebok/text.h>
#include <kodebok/whynot.h>
#include <stdio.h>
#include <stdlib.h>

#include "unit.h"

typedef struct bench {
    kb_codebook *book;
    kb_matcher *matcher;
    kb_scratch *scratch;
    kb_canon *canon;
} bench;

static bench set_up_file(const char *path)
{
    bench b = { 0 };
    kb_error err;
    assert_int_equal(kb_codebook_read(&b.book, path, NULL, &err), KB_OK);
    if (kb_matcher_new(&b.matcher, b.book, NULL, NULL, &err) != KB_OK)
        skip(); /* a dictionary is not installed */
    assert_int_equal(kb_scratch_new(&b.scratch, b.matcher, &err), KB_OK);
    assert_int_equal(kb_canon_new(&b.canon, &err), KB_OK);
    return b;
}

static bench set_up(const char *yaml)
{
    bench b = { 0 };
    kb_error err = { 0 };
    kb_problems *problems = NULL;
    assert_int_equal(kb_problems_new(&problems, &err), KB_OK);
    assert_int_equal(kb_codebook_parse(&b.book, "bok.yaml", kb_str_from(yaml), problems, &err),
                     KB_OK);
    kb_status status = kb_matcher_new(&b.matcher, b.book, NULL, problems, &err);
    for (size_t i = 0; i < kb_problems_count(problems); i++)
        if (kb_problems_at(problems, i)->severity == KB_PROBLEM)
            print_message("%.*s\n", KB_ARG(kb_problems_at(problems, i)->message));
    assert_int_equal(status, KB_OK);
    kb_problems_free(problems);
    assert_int_equal(kb_scratch_new(&b.scratch, b.matcher, &err), KB_OK);
    assert_int_equal(kb_canon_new(&b.canon, &err), KB_OK);
    return b;
}

static void take_down(bench *b)
{
    kb_canon_free(b->canon);
    kb_scratch_free(b->scratch);
    kb_matcher_free(b->matcher);
    kb_codebook_free(b->book);
}

static kb_whynot *ask(bench *b, const char *text, int question, int group, int code)
{
    kb_whynot *out = NULL;
    kb_str canonical;
    bool changed;
    kb_error err = { 0 };
    assert_int_equal(kb_canon_apply(b->canon, kb_str_from(text), &canonical, &changed, &err),
                     KB_OK);
    assert_int_equal(
        kb_whynot_answer(&out, b->matcher, b->scratch, canonical, question, group, code, 3, &err),
        KB_OK);
    return out;
}

/* What is told, a line per rule and finding. */
static void write_down(const bench *b, const kb_whynot *w, kb_buf *out)
{
    kb_buf_reset(out);
    for (size_t r = 0; r < w->rule_count; r++) {
        const kb_rule_account *rule = &w->rules[r];
        kb_buf_printf(out, "%.*s %s\n", KB_ARG(b->book->rules[rule->rule].id),
                      kb_verdict_name(rule->verdict));
        for (size_t i = 0; i < rule->finding_count; i++)
            kb_buf_printf(out, "%s %s: %.*s\n", rule->findings[i].held ? "+" : "-",
                          kb_condition_name(rule->findings[i].condition),
                          KB_ARG(rule->findings[i].detail));
    }
}

/* ------------------------------------------------------------------ every kind of miss */

#define HEAD                                                                                       \
    "codebook: 1\nid: t\ntitle: T\nversion: '1.0.0'\nlanguage: nb\n"                               \
    "text: {spelling: {guard: []}, clause_breaks: ['men']}\n"                                      \
    "negation: {before: ['ikke/ikkje', {phrase: 'lite', within: 1}], "                             \
    "after: [{phrase: 'mangler', within: 1}]}\n"                                                   \
    "ignore_answers: ['[vet/veit] [ikke/ikkje]']\nignore_phrases: ['tillits_valg*']\n"             \
    "questions: {godt: {label: G}, daarlig: {label: D}}\n"                                         \
    "groups: {kommune: {label: K}, lms: {label: L}}\n"                                             \
    "categories: {k: {label: K}, l: {label: L}}\n"                                                 \
    "macros: {avtale: ['samarbeidsavtale*', 'skriftlig kontrakt']}\n"                              \
    "themes:\n  - id: t\n    label: T\n    cells:\n      k:\n        statement: S\n"               \
    "        rules: "

typedef struct miss {
    const char *rules, *text;
    const char *question; /* NULL: not given */
    const char *told;
} miss;

static const miss misses[] = {
    /* what is given is told as well */
    { "'god* dialog'", "Vi har god dialog.", NULL,
      "t.k#1 given\n+ pattern: god* dialog: found «god dialog»\n+ negation: nothing negates it\n" },
    /* when */
    { "{phrase: 'dialog', when: {question: godt}}", "Dialogen. Dialog!", "daarlig",
      "t.k#1 when\n- question: only for answers to godt; this is one to daarlig\n"
      "+ pattern: dialog: found «Dialog»\n+ negation: nothing negates it\n" },
    { "{phrase: 'dialog', when: {question: godt}}", "dialog", NULL,
      "t.k#1 given\n+ question: for answers to godt; no question is given\n"
      "+ pattern: dialog: found «dialog»\n+ negation: nothing negates it\n" },
    /* negation */
    { "'dialog'", "Vi har ikkje så god dialog.", NULL,
      "t.k#1 negated\n+ pattern: dialog: found «dialog»\n"
      "- negation: «ikkje» before «dialog» negates it, with 2 words between\n" },
    { "'dialog'", "Ikke dialog.", NULL,
      "t.k#1 negated\n+ pattern: dialog: found «dialog»\n"
      "- negation: «Ikke», right before «dialog», negates it\n" },
    { "'kjenner ...2 hverandre'", "De kjenner ikke hverandre.", NULL,
      "t.k#1 negated\n+ pattern: kjenner ...2 hverandre: found «kjenner ikke hverandre»\n"
      "- negation: «ikke», standing inside «kjenner ikke hverandre», negates it\n" },
    { "{phrase: 'dialog', negated: only}", "Vi har god dialog.", NULL,
      "t.k#1 negated\n+ pattern: dialog: found «dialog»\n"
      "- negation: no word negates «dialog»; the rule wants it negated\n" },
    { "{phrase: 'dialog', negated: only}", "Lite av den gode dialogen, men dialog.", NULL,
      "t.k#1 negated\n+ pattern: dialog: found «dialog»\n"
      "- negation: «Lite» is 5 words away from «dialog», and reaches 1: short by 4; "
      "the rule wants it negated\n" },
    { "{phrase: 'dialog', negated: only}", "Det er ikke møter, men dialog.", NULL,
      "t.k#1 negated\n+ pattern: dialog: found «dialog»\n"
      "- negation: «ikke» stands in another clause than «dialog» and does not negate it; "
      "the rule wants it negated\n" },
    { "{phrase: 'dialog', negated: only}", "Dialog mangler.", NULL,
      "t.k#1 given\n+ pattern: dialog: found «Dialog»\n"
      "+ negation: «mangler», right after «Dialog», negates it, as the rule wants\n" },
    /* distance */
    { "{near: ['trenger', 'møter'], within: 2}", "Vi trenger helt klart flere faste møter.", NULL,
      "t.k#1 apart\n+ part: trenger: «trenger»\n+ part: møter: «møter»\n"
      "- distance: 4 words stand between «trenger» and «møter», and within is 2: short by 2\n" },
    { "{near: ['trenger', 'møter'], within: 2, ordered: true}", "Møter trenger vi.", NULL,
      "t.k#1 apart\n+ part: trenger: «trenger»\n+ part: møter: «Møter»\n"
      "- distance: they stand in another order than the rule's\n" },
    { "{near: ['trenger', 'møter'], within: 9}", "Vi trenger noe. Møter.", NULL,
      "t.k#1 apart\n+ part: trenger: «trenger»\n+ part: møter: «Møter»\n"
      "- distance: «trenger» and «Møter» stand in different sentences\n" },
    { "{all: ['plomme', 'kiwi'], in: clause}", "plomme, men kiwi", NULL,
      "t.k#1 apart\n+ part: plomme: «plomme»\n+ part: kiwi: «kiwi»\n"
      "- distance: «plomme» and «kiwi» stand in different clauses\n" },
    { "{near: ['møte*', 'faste møter'], within: 3}", "Faste møter.", NULL,
      "t.k#1 apart\n+ part: møte*: «møter»\n+ part: faste møter: «Faste møter»\n"
      "- distance: the same words cannot stand for two parts\n" },
    { "{near: ['trenger', 'møteplass*'], within: 2}", "Vi trenger noe.", NULL,
      "t.k#1 part\n+ part: trenger: «trenger»\n"
      "- pattern: nothing of møteplass* is in the text\n" },
    { "'savner ...1 hjelp'", "Vi savner mye mer hjelp.", NULL,
      "t.k#1 part\n- pattern: «savner ...1 hjelp» is there only in part\n+ word: savner: «savner»\n"
      "- distance: «mye mer» stands between «savner» and «hjelp»: 2 words, and one may: short by "
      "1\n"
      "+ word: hjelp: «hjelp»\n" },
    { "'felles møter'", "felles faste møter", NULL,
      "t.k#1 part\n- pattern: «felles møter» is there only in part\n+ word: felles: «felles»\n"
      "- distance: «faste» stands between «felles» and «møter»: 1 word, and none may: short by 1\n"
      "+ word: møter: «møter»\n" },
    { "'dialog hver uke'", "Hver uke dialog.", NULL,
      "t.k#1 part\n- pattern: «dialog hver uke» is there only in part\n"
      "- distance: dialog: «dialog» stands there in another order\n+ word: hver: «Hver»\n"
      "+ word: uke: «uke»\n" },
    { "'felles møter'", "Alt er felles. Møter også.", NULL,
      "t.k#1 part\n- pattern: «felles møter» is there only in part\n+ word: felles: «felles»\n"
      "- distance: møter: «Møter» stands in another sentence\n" },
    /* words */
    { "'respekt*'", "Vi har repsekt for dem.", NULL,
      "t.k#1 word\n- word: respekt*: «repsekt» is one letter off «respekt*»; «respekt*~» would "
      "take it, unless a dictionary knows the word\n" },
    { "'tverrfaglighet'", "Tverfagligeht trengs.", NULL,
      "t.k#1 word\n- word: tverrfaglighet: «Tverfagligeht» is two letters off «tverrfaglighet»; "
      "«tverrfaglighet~» would take it, unless a dictionary knows the word\n" },
    { "'likeverd~'", "likeværedd", NULL,
      "t.k#1 nothing\n- pattern: nothing of likeverd~ is in the "
      "text\n" },
    { "'møte'", "møta", NULL,
      "t.k#1 word\n- word: møte: «møta» is another form of «møte»; «møte+» would take it\n" },
    { "'avtale'", "avtalene", NULL,
      "t.k#1 word\n- word: avtale: «avtalene» has another ending than «avtale»; «avtale*» would "
      "take it\n" },
    { "'pasient*'", "storpasientene", NULL,
      "t.k#1 word\n- word: pasient*: «storpasientene» holds «pasient» inside a longer word; "
      "«*pasient*» would take it\n" },
    { "'kompetanse_løft*'", "kompetansen", NULL,
      "t.k#1 nothing\n- pattern: nothing of kompetanse_løft* is in the text\n" },
    { "'undervisning*'", "De underviser.", NULL,
      "t.k#1 word\n- word: undervisning*: «underviser» begins like «undervisning*», and ends "
      "otherwise\n" },
    { "'samarbeidsavtale*'", "samarbeids avtalene", NULL,
      "t.k#1 word\n- word: samarbeidsavtale*: «samarbeids avtalene» is written as two words; "
      "«samarbeids_avtale*» would take it\n" },
    { "'samarbeidsavtale*'", "samarbeids-avtalene", NULL,
      "t.k#1 word\n- word: samarbeidsavtale*: «samarbeids-avtalene» has a hyphen that "
      "«samarbeidsavtale*» has not; «samarbeids_avtale*» would take it\n" },
    { "'e-post'", "Vi har e-pots.", NULL,
      "t.k#1 word\n- word: e-post: «e-pots» is one letter off «e-post»; «e-post~1» would take it, "
      "unless a dictionary knows the word\n" },
    { "{regex: '[.]'}", "Hei.", NULL,
      "t.k#1 part\n- regex: «[.]» matches, but touches no word: such a match does not count\n" },
    /* short words are not said to be missing where they stand */
    { "'god dialog'", "God og dialog", NULL,
      "t.k#1 part\n- pattern: «god dialog» is there only in part\n+ word: god: «God»\n"
      "- distance: «og» stands between «God» and «dialog»: 1 word, and none may: short by 1\n"
      "+ word: dialog: «dialog»\n" },
    { "'kort ... vei'", "Vei er kort.", NULL,
      "t.k#1 part\n- pattern: «kort ... vei» is there only in part\n+ word: kort: «kort»\n"
      "- distance: vei: «Vei» stands there in another order\n" },
    { "'felles møte*'", "fellesmøter", NULL,
      "t.k#1 word\n- word: felles møte*: «fellesmøter» is written as one word; «felles_møte*» "
      "would "
      "take it\n" },
    { "'møteplass*'", "moeteplasser", NULL,
      "t.k#1 word\n- word: møteplass*: «moeteplasser» is «møteplass*» with ae, oe or aa for æ, ø, "
      "å\n" },
    { "'<avtale>'", "Vi vil ha ein skriftleg kontrakt.", NULL,
      "t.k#1 word\n- pattern: <avtale>: of its 2 phrases, «skriftlig kontrakt» comes nearest\n"
      "- word: skriftlig: «skriftleg» is another form of «skriftlig»; «skriftlig+» would take it\n"
      "+ word: kontrakt: «kontrakt»\n" },
    { "'<avtale>'", "Alt er bra.", NULL,
      "t.k#1 nothing\n- pattern: nothing of <avtale> (samarbeidsavtale*, skriftlig kontrakt) is in "
      "the text\n" },
    { "'felles [plan/mål]'", "Et felles løft.", NULL,
      "t.k#1 part\n- pattern: «felles [plan/mål]» is there only in part\n+ word: felles: «felles»\n"
      "- word: [plan/mål] is missing; after «felles» comes «løft»\n" },
    /* what stops it */
    { "{phrase: 'respekt', unless: 'respekt for klokka'}", "Ha respekt for klokka!", NULL,
      "t.k#1 stopped\n+ pattern: respekt: «respekt»\n"
      "- unless: but it does not count where «respekt for klokka» stands: unless respekt for "
      "klokka\n" },
    { "{any: ['sol', 'varme'], none: ['regn']}", "sol og regn", NULL,
      "t.k#1 stopped\n+ pattern: any sol + varme: «sol»\n"
      "- unless: but «regn» stands there too: none regn\n" },
    { "'tillit*'", "De tillitsvalgte.", NULL,
      "t.k#1 stopped\n+ pattern: tillit*: «tillitsvalgte»\n"
      "- ignored: but «tillitsvalgte» is one of the book's ignore_phrases\n" },
    /* regexes */
    { "{regex: '\\bkr[oe]ner\\b'}", "Kronene", NULL,
      "t.k#1 nothing\n- regex: «\\bkr[oe]ner\\b» does not match\n" },
    { "{regex: '\\b\\d+\\s*kroner\\b'}", "mange kroner", NULL,
      "t.k#1 part\n- regex: «\\b\\d+\\s*kroner\\b» does not match, though its «kroner» is in "
      "«kroner»\n" },
};

static void each_kind_of_miss_is_told_in_words(void **state)
{
    (void)state;
    kb_buf yaml = { 0 }, told = { 0 };
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof misses / sizeof *misses; i++) {
        kb_buf_reset(&yaml);
        kb_buf_printf(&yaml, "%s%s\n", HEAD, misses[i].rules);
        kb_buf_char(&yaml, '\0');
        bench b = set_up(yaml.ptr);
        int question = misses[i].question == NULL
                           ? KB_ABSENT
                           : kb_codebook_question(b.book, kb_str_from(misses[i].question));
        kb_whynot *w = ask(&b, misses[i].text, question, KB_ABSENT, 0);
        write_down(&b, w, &told);
        kb_buf_char(&told, '\0');
        if (strcmp(told.ptr, misses[i].told) != 0) {
            print_error("%s on «%s»:\n%sexpected:\n%s\n", misses[i].rules, misses[i].text, told.ptr,
                        misses[i].told);
            wrong++;
        }
        kb_whynot_free(w);
        take_down(&b);
    }
    kb_buf_free(&yaml);
    kb_buf_free(&told);
    assert_int_equal(wrong, 0);
}

static const char two_codes[] =
    "codebook: 1\nid: t\ntitle: T\nversion: '1.0.0'\nlanguage: nb\n"
    "negation: {before: ['ikke/ikkje']}\ngroups: {kommune: {label: K}, lms: {label: L}}\n"
    "ignore_answers: ['[vet/veit] [ikke/ikkje]']\n"
    "categories:\n"
    "  bra: {label: B, negated: {flip: daarlig}}\n"
    "  daarlig: {label: D}\n"
    "  tiltak: {label: T, suppresses: bra}\n"
    "themes:\n  - id: t\n    label: T\n    cells:\n"
    "      bra: {statement: B, rules: 'dialog'}\n"
    "      daarlig: {statement: D, rules: [{phrase: 'krangel', when: {group: kommune}}]}\n"
    "      tiltak: {statement: T, rules: 'opprett* dialog'}\n"
    "  - id: u\n    label: U\n    cells:\n"
    "      bra: {statement: U, status: retired, rules: 'kaffe'}\n"
    "      tiltak: {statement: U, status: draft, rules: 'te'}\n"
    "  - {id: v, label: V, cells: {tiltak: {statement: ingen}}}\n";

static void expect(bench *b, const char *text, const char *group, const char *code,
                   const char *told)
{
    kb_buf out = { 0 };
    int which = kb_codebook_group(b->book, kb_str_from(group));
    kb_whynot *w = ask(b, text, KB_ABSENT, group != NULL ? which : KB_ABSENT,
                       kb_codebook_code(b->book, kb_str_from(code)));
    write_down(b, w, &out);
    kb_buf_char(&out, '\0');
    assert_string_equal(out.ptr, told);
    kb_whynot_free(w);
    kb_buf_free(&out);
}

static void flips_suppression_groups_and_status_are_told(void **state)
{
    (void)state;
    bench b = set_up(two_codes);
    expect(
        &b, "Opprett dialog.", NULL, "t.bra",
        "t.bra#1 suppressed\n+ pattern: dialog: found «dialog»\n+ negation: nothing negates it\n"
        "- suppression: t.tiltak suppresses it: rule t.tiltak#1 (line 19) found «Opprett dialog» "
        "in the same sentence\n");
    expect(&b, "Ikke dialog.", NULL, "t.bra",
           "t.bra#1 negated\n+ pattern: dialog: found «dialog»\n- negation: «Ikke», right before "
           "«dialog», negates it, so it counts for t.daarlig instead\n");
    expect(&b, "Ikke dialog.", NULL, "t.daarlig",
           "t.bra#1 given\n+ pattern: dialog: found «dialog»\n+ negation: «Ikke», right before "
           "«dialog», negates it, so the rule of t.bra counts for this code\n");
    expect(&b, "God dialog.", NULL, "t.daarlig",
           "t.bra#1 negated\n+ pattern: dialog: found «dialog»\n- negation: no word negates "
           "«dialog»; as it stands it counts for t.bra\n");
    expect(&b, "krangel", "lms", "t.daarlig",
           "t.daarlig#1 when\n- group: only for group kommune; the respondent is of lms\n"
           "+ pattern: krangel: found «krangel»\n+ negation: nothing negates it\n");
    expect(&b, "krangel", "", "t.daarlig",
           "t.daarlig#1 when\n- group: only for group kommune; the respondent's group is not "
           "known\n+ pattern: krangel: found «krangel»\n+ negation: nothing negates it\n");
    expect(&b, "kaffe", NULL, "u.bra",
           "u.bra#1 when\n- status: u.bra is retired: its rules are never looked for\n"
           "+ pattern: kaffe: found «kaffe»\n+ negation: nothing negates it\n");
    expect(&b, "te", NULL, "u.tiltak",
           "u.tiltak#1 given\n+ status: u.tiltak is a draft: it is given, and not in the matrix\n"
           "+ pattern: te: found «te»\n+ negation: nothing negates it\n");
    expect(&b, "noe", NULL, "v.tiltak", "");
    take_down(&b);
}

static void a_non_answer_and_the_codes_given_instead_are_told(void **state)
{
    (void)state;
    bench b = set_up(two_codes);
    kb_whynot *w = ask(&b, "Veit ikkje.", KB_ABSENT, KB_ABSENT, 0);
    assert_true(w->non_answer);
    assert_false(w->given);
    assert_int_equal(w->rule_count, 0);
    kb_whynot_free(w);
    w = ask(&b, "dialog og te", KB_ABSENT, KB_ABSENT,
            kb_codebook_code(b.book, KB_STR("t.daarlig")));
    assert_int_equal(w->instead_count, 2);
    assert_int_equal(w->instead[0], kb_codebook_code(b.book, KB_STR("t.bra")));
    assert_int_equal(w->instead[1], kb_codebook_code(b.book, KB_STR("u.tiltak")));
    assert_int_equal(w->rule_total, 2);
    kb_whynot_free(w);
    take_down(&b);
}

static void a_regex_that_gives_up_is_told(void **state)
{
    (void)state;
    kb_buf yaml = { 0 }, text = { 0 };
    kb_buf_printf(&yaml, "%s{regex: '(?:x+x+)+€'}\n", HEAD);
    kb_buf_char(&yaml, '\0');
    for (int i = 0; i < 4000; i++)
        kb_buf_char(&text, 'x');
    kb_buf_char(&text, '\0');
    bench b = set_up(yaml.ptr);
    kb_whynot *w = ask(&b, text.ptr, KB_ABSENT, KB_ABSENT, 0);
    assert_int_equal(w->rules[0].verdict, KB_VERDICT_UNDECIDED);
    assert_int_equal(w->rules[0].findings[0].condition, KB_CONDITION_LIMIT);
    kb_whynot_free(w);
    take_down(&b);
    kb_buf_free(&yaml);
    kb_buf_free(&text);
}

static void a_known_word_is_not_called_a_misspelling(void **state)
{
    (void)state;
    kb_error err;
    static const char yaml[] =
        "codebook: 1\nid: t\ntitle: T\nversion: '1.0.0'\nlanguage: nb\n"
        "text: {spelling: {except: ['tillrit']}}\n"
        "categories: {k: {label: K}}\nthemes:\n  - id: t\n    label: T\n    cells:\n"
        "      k: {statement: S, rules: 'tillit*~'}\n";
    bench b = { 0 };
    assert_int_equal(kb_codebook_parse(&b.book, "b", kb_str_from(yaml), NULL, &err), KB_OK);
    if (kb_matcher_new(&b.matcher, b.book, NULL, NULL, &err) != KB_OK) {
        kb_codebook_free(b.book);
        skip();
    }
    assert_int_equal(kb_scratch_new(&b.scratch, b.matcher, &err), KB_OK);
    assert_int_equal(kb_canon_new(&b.canon, &err), KB_OK);
    expect(&b, "De tillater det.", NULL, "t.k",
           "t.k#1 word\n- word: tillit*~: «tillater» is one letter off «tillit*», but it is a word "
           "of its own, which ~ leaves alone\n");
    expect(&b, "tillrit", NULL, "t.k",
           "t.k#1 word\n- word: tillit*~: «tillrit» is one letter off «tillit*», but it is a word "
           "of its own, which ~ leaves alone\n");
    take_down(&b);
}

static void the_nearest_rules_come_first_and_no_more_than_asked(void **state)
{
    (void)state;
    kb_buf yaml = { 0 };
    kb_buf_printf(&yaml,
                  "%s[hest, 'rød buss', {phrase: 'buss', when: {question: godt}}, 'blå buss', "
                  "'svart buss', {phrase: 'buss', negated: only}]\n",
                  HEAD);
    kb_buf_char(&yaml, '\0');
    bench b = set_up(yaml.ptr);
    kb_whynot *w = ask(&b, "En buss.", 1, KB_ABSENT, 0);
    assert_int_equal(w->rule_count, 3);
    assert_int_equal(w->rule_total, 6);
    assert_int_equal(w->rules[0].rule, 2);
    assert_int_equal(w->rules[1].rule, 5);
    assert_int_equal(w->rules[1].verdict, KB_VERDICT_NEGATED);
    for (size_t i = 1; i < w->rule_count; i++)
        assert_true(w->rules[i - 1].nearness >= w->rules[i].nearness);
    kb_whynot_free(w);
    take_down(&b);
    kb_buf_free(&yaml);
}

/* ------------------------------------------------------------------ nothing untrue is told */

/* A rule gives the code exactly when none of its conditions failed; spans lie in the text. */
static void check_rule(const kb_rule_account *rule, size_t text_len)
{
    bool all = true;
    assert_true(rule->finding_count > 0);
    for (size_t i = 0; i < rule->finding_count; i++) {
        const kb_finding *f = &rule->findings[i];
        all &= f->held;
        assert_true(f->detail.len > 0);
        for (size_t s = 0; s < f->span_count; s++)
            assert_true(f->spans[s].begin < f->spans[s].end && f->spans[s].end <= text_len);
    }
    for (size_t s = 1; s < rule->span_count; s++)
        assert_true(rule->spans[s - 1].end <= rule->spans[s].begin);
    assert_int_equal(all, rule->verdict == KB_VERDICT_GIVEN);
    assert_int_equal(rule->nearness == 1000, rule->verdict == KB_VERDICT_GIVEN);
}

static void check_text(bench *b, const char *text, int question, int group)
{
    kb_str canonical;
    bool changed, has[64] = { false };
    kb_result result;
    kb_error err = { 0 };
    assert_true(b->book->code_count <= 64);
    assert_int_equal(kb_canon_apply(b->canon, kb_str_from(text), &canonical, &changed, &err),
                     KB_OK);
    assert_int_equal(
        kb_match_answer(b->matcher, b->scratch, canonical, question, group, &result, &err), KB_OK);
    for (size_t i = 0; i < result.segment_count; i++)
        has[result.segments[i].code] = true;
    for (int code = 0; code < (int)b->book->code_count; code++) {
        kb_whynot *w = ask(b, text, question, group, code);
        bool gives = false;
        assert_int_equal(w->given, has[code]);
        for (size_t i = 0; i < w->rule_count; i++) {
            check_rule(&w->rules[i], strlen(text) * 2);
            gives |= w->rules[i].verdict == KB_VERDICT_GIVEN;
        }
        assert_int_equal(gives, w->given);
        kb_whynot_free(w);
    }
}

/* Words of the book's own examples and tests, thrown together anew. */
static size_t collect_words(const kb_codebook *book, kb_arena *arena, kb_str **out)
{
    kb_str *words = NULL;
    size_t count = 0;
    for (size_t i = 0; i < book->test_count + book->code_count; i++) {
        kb_str text = i < book->test_count ? book->tests[i].text
                      : book->codes[i - book->test_count].example_count > 0
                          ? book->codes[i - book->test_count].examples[0].text
                          : (kb_str){ 0 };
        for (kb_str word; text.len > 0 && kb_str_cut(&text, ' ', &word);)
            if (word.len > 0) {
                words = kb_arena_grow(arena, words, count, sizeof *words);
                words[count++] = word;
            }
    }
    *out = words;
    return count;
}

static uint32_t next_random(uint32_t *seed)
{
    *seed = *seed * 1664525u + 1013904223u;
    return *seed >> 8;
}

static void what_is_told_agrees_with_what_is_coded(const char *file, size_t texts, int rounds)
{
    kb_buf path = { 0 }, text = { 0 };
    kb_buf_printf(&path, "%s/%s", getenv("KB_SOURCE") ? getenv("KB_SOURCE") : ".", file);
    kb_buf_char(&path, '\0');
    bench b = set_up_file(path.ptr);
    /* Each text is asked about every code: some, taken evenly, are enough. */
    for (size_t i = 0; i < b.book->test_count; i += b.book->test_count / texts + 1) {
        kb_buf_reset(&text);
        kb_buf_str(&text, b.book->tests[i].text);
        kb_buf_char(&text, '\0');
        check_text(&b, text.ptr, b.book->tests[i].question, b.book->tests[i].group);
    }
    kb_arena arena = { 0 };
    kb_str *words;
    const size_t count = collect_words(b.book, &arena, &words);
    uint32_t seed = 7;
    for (int round = 0; round < rounds; round++) {
        kb_buf_reset(&text);
        for (uint32_t n = next_random(&seed) % 12 + 1; n > 0; n--) {
            kb_buf_str(&text, words[next_random(&seed) % count]);
            kb_buf_puts(&text, next_random(&seed) % 9 == 0 ? ". " : " ");
        }
        kb_buf_char(&text, '\0');
        check_text(&b, text.ptr, (int)(next_random(&seed) % (b.book->question_count + 2)) - 2,
                   KB_ABSENT);
    }
    kb_arena_free(&arena);
    kb_buf_free(&path);
    kb_buf_free(&text);
    take_down(&b);
}

static void it_agrees_on_the_book_of_every_construct(void **state)
{
    (void)state;
    what_is_told_agrees_with_what_is_coded("tests/features.yaml", 60, 100);
}

static void it_agrees_on_the_sample_codebook(void **state)
{
    (void)state;
    what_is_told_agrees_with_what_is_coded("codebooks/samhandling.yaml", 6, 2);
}

static void hostile_texts_are_survived(void **state)
{
    (void)state;
    kb_buf yaml = { 0 }, text = { 0 };
    kb_buf_printf(
        &yaml, "%s[{near: ['møte*', 'a', 'b', 'c'], within: 1}, 'felles ...50 kontrakt']\n", HEAD);
    kb_buf_char(&yaml, '\0');
    bench b = set_up(yaml.ptr);
    for (int i = 0; i < 30000; i++)
        kb_buf_puts(&text, i % 3 == 0 ? "møte. " : i % 3 == 1 ? "a felles " : "b c kontrakter ");
    kb_buf_char(&text, '\0');
    kb_whynot_free(ask(&b, text.ptr, KB_ABSENT, KB_ABSENT, 0));
    kb_whynot_free(ask(&b, "", KB_ABSENT, KB_ABSENT, 0));
    kb_whynot_free(ask(&b, "\xF0\x9F\x98\x80 – …", KB_UNKNOWN, KB_UNKNOWN, 0));
    take_down(&b);
    kb_buf_free(&yaml);
    kb_buf_free(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_of_miss_is_told_in_words),
        cmocka_unit_test(flips_suppression_groups_and_status_are_told),
        cmocka_unit_test(a_non_answer_and_the_codes_given_instead_are_told),
        cmocka_unit_test(a_regex_that_gives_up_is_told),
        cmocka_unit_test(a_known_word_is_not_called_a_misspelling),
        cmocka_unit_test(the_nearest_rules_come_first_and_no_more_than_asked),
        cmocka_unit_test(it_agrees_on_the_book_of_every_construct),
        cmocka_unit_test(it_agrees_on_the_sample_codebook),
        cmocka_unit_test(hostile_texts_are_survived),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
