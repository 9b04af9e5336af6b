/* SPDX-License-Identifier: MIT */
/* Literals in texts: the traps of case, marks and edges, what is kept back, and the limits. */
#include "regex_maker.h"

#include "literal_set.h"

#include "unit.h"

/* ---- texts ---- */

typedef struct text_case {
    const char *regex, *text;
    bool let_through;
} text_case;

/* Whether the answer is let through; it must be when PCRE2 finds the regex in it. */
static bool lets_through(const text_case *one, bool *found)
{
    kb_arena arena = { 0 };
    kb_literals literals;
    kb_buf folded = { 0 };
    kb_canon *canon = NULL;
    kb_splitter *splitter = NULL;
    kb_text *text = NULL;
    kb_str canonical;
    bool changed;
    assert_int_equal(kb_canon_new(&canon, NULL), KB_OK);
    assert_int_equal(kb_splitter_new(&splitter, NULL, NULL), KB_OK);
    assert_int_equal(kb_text_new(&text, NULL), KB_OK);
    assert_int_equal(kb_canon_apply(canon, kb_str_from(one->text), &canonical, &changed, NULL),
                     KB_OK);
    assert_int_equal(kb_text_split(text, splitter, canonical, NULL), KB_OK);
    kb_literals_read(&literals, &arena, kb_str_from(one->regex));
    kb_gate_fold(&folded, text->view);
    bool in = may_hold_match(&literals, text->view, kb_buf_view(&folded));
    pcre2_code *code = compile_regex(kb_str_from(one->regex));
    assert_non_null(code);
    *found = finds_somewhere(code, &literals, text);
    pcre2_code_free(code);
    kb_text_free(text);
    kb_splitter_free(splitter);
    kb_canon_free(canon);
    kb_buf_free(&folded);
    kb_arena_free(&arena);
    return in;
}

static void expect_let_through(const text_case *cases, size_t count)
{
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        bool found = false, in = lets_through(&cases[i], &found);
        if (in == cases[i].let_through && (in || !found))
            continue;
        print_error("%s in «%s»: found %d, let through %d\n", cases[i].regex, cases[i].text, found,
                    in);
        wrong++;
    }
    assert_int_equal(wrong, 0);
}

#define EXPECT_TEXTS(cases) expect_let_through(cases, sizeof(cases) / sizeof *(cases))

/* Each of these is a match. */
static void what_matches_is_let_through(void **state)
{
    static const text_case cases[] = {
        { "\\bsam\\w*", "De \305\277amarbeider", true }, /* long s */
        { "\\bk\\w+", "fikk \342\204\252reft", true },   /* Kelvin */
        { "\\bås\\b", "på \342\204\253s", true },        /* Ångström */
        { "\\bås\\b", "på A\314\212s", true },           /* NFD is NFC by then */
        { "\\bærlig\\w*", "«Ærlighet»", true },          /* \b before æ */
        { "\\bås", "_ås \320\266ås ,ås", true },
        { "ås\\b", "gås_", true }, /* the clause is «gås» */
        { "ås\\b.", "gås\303\227", true },
        { "\303\237\\w", "stra\341\272\236e", true }, /* ẞ is ß */
        { "stra\303\237e", "STRA\341\272\236E", true },
        { "\\x{178}", "\303\277", true },
        { "\302\265g", "\316\274G", true }, /* micro sign is mu */
        { "(?-i:\\b[A-ZÆØÅ]{3,}\\b)", "Nå AHUS", true },
        { "(?-i:\\b\\p{Lu}{2,})", "\320\226\320\226", true },
        { "\\d{2}", "\331\243\331\243 dager", true }, /* Arabic digits */
        { "\\w{8}", "\360\236\244\242\360\236\244\242\360\236\244\242\360\236\244\242abcd", true },
        { "^vi\\b", "Godt nok.Vi savner det", true },    /* a sentence without a space */
        { "^sam\\w*$", "(sam-arbeid; samspill)", true }, /* a clause from word to word */
        { "\\bnok$", "nok.Vi", true },                   /* so is «nok» */
        { "\\bnok\\W*$", "nok.Vi", true },
        { "^b", "a\nb", true },
        { "\\bsam\\K\\w+", "samarbeid", true },
        { "(?=\\w*beid)sam", "samarbeid", true },
        { "(?<=ikke )bra", "ikke bra", true },
        { "(?x) \\b sam # arbeid\n \\w* # nok", "samspill", true },
        { "(sam)(?:bo)*+\\1", "samSAM", true },
        { "sam\\Q\\E{2}", "samm", true },
        { "a*\\bnei", "nei", true },
        { "e-post", "e\342\200\221post", true }, /* the view has a plain hyphen */
        { "god\\sdialog", "god\302\240dialog", true },
    };
    (void)state;
    EXPECT_TEXTS(cases);
}

static void what_lacks_the_text_is_kept_back(void **state)
{
    static const text_case cases[] = {
        { "\\bås", "gås måse", false },
        { "\\bsam\\b", "samarbeid", false },
        { "\\bgod\\s+dialog", "god samtale og dialog", false },
        { "\\bgod\\s+dialog", "god monolog", false },
        { "(?:mangl|savn)\\w+", "mange savnet ikke", true },
        { "(?:mangl|savn)\\w+", "mange saker", false },
        { "\\d", "ni dager – 🙂", false },
        { "\\w{12}", "sammen-heng-ende", false },
        { "(?-i:[A-ZÆØÅ]{3})", "Nå Er Det AB", false },
        { "\\?", "Hva?", true },
        { "\\?", "Hva!", false },
        { "", "hva som helst", true },
        { "(\\w+) \\1", "hva som helst", true },
    };
    (void)state;
    EXPECT_TEXTS(cases);
}

/* ---- limits ---- */

static void read_long(kb_literals *literals, kb_arena *arena, const char *piece, size_t count)
{
    kb_buf regex = { 0 };
    for (size_t i = 0; i < count; i++)
        kb_buf_puts(&regex, piece);
    kb_literals_read(literals, arena, kb_buf_view(&regex));
    assert_false(arena->failed);
    kb_buf_free(&regex);
}

static void long_lists_are_cut_shorter(void **state)
{
    kb_arena arena = { 0 };
    kb_buf regex = { 0 };
    kb_literals literals;
    (void)state;
    for (int i = 0; i < 300; i++)
        kb_buf_printf(&regex, "%ssam%carbeid%c%c", i > 0 ? "|" : "", 'a' + i % 26, 'a' + i / 26,
                      'a' + i % 26);
    kb_literals_read(&literals, &arena, kb_buf_view(&regex));
    assert_int_equal(literals.clause_count, 1);
    for (size_t i = 0; i < literals.clause_count; i++)
        assert_in_range(literals.clauses[i].count, 1, KB_LITERALS_MAX);
    kb_buf_free(&regex);
    kb_arena_free(&arena);
}

static void hostile_regexes_are_read_in_bounded_time(void **state)
{
    static const char *const pieces[] = {
        "[ab][cd]", "(?:a|b|c|d|e|f|g|h)\\w*", "a?", "(?:ab|cd){3}", "(", "x\\b", "\\w+a|", "æ",
        "[",
    };
    (void)state;
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        kb_arena arena = { 0 };
        kb_literals literals;
        read_long(&literals, &arena, pieces[i], 4096 / strlen(pieces[i]));
        assert_true(literals.clause_count <= KB_CLAUSES_MAX);
        kb_arena_free(&arena);
    }
}

static void a_literal_may_be_shorter_than_its_word(void **state)
{
    kb_arena arena = { 0 };
    kb_literals literals;
    (void)state;
    read_long(&literals, &arena, "abcæ", 100);
    assert_int_equal(literals.clause_count, 1);
    for (size_t i = 0; i < literals.clause_count; i++)
        assert_in_range(literals.clauses[i].items[0].text.len, KB_LITERAL_BYTES - 1,
                        KB_LITERAL_BYTES);
    kb_arena_free(&arena);
}

static void long_and_rare_literals_cost_least(void **state)
{
    static const char *const rising[] = { "ventetid", "vent", "xyz", " en ", "en", "e" };
    (void)state;
    for (size_t i = 1; i < sizeof rising / sizeof *rising; i++)
        if (i != 2)
            assert_true(kb_literal_cost(kb_str_from(rising[i])) >
                        kb_literal_cost(kb_str_from(rising[i - 1])));
}

static void edges_are_told_from_characters(void **state)
{
    kb_arena arena = { 0 };
    kb_literals literals;
    (void)state;
    kb_literals_read(&literals, &arena, KB_STR("\\bsam,"));
    assert_true(literals.clauses[0].items[0].left);
    assert_false(literals.clauses[0].items[0].right);
    kb_literals_read(&literals, &arena, KB_STR(" sam\\b"));
    assert_false(literals.clauses[0].items[0].left);
    assert_true(literals.clauses[0].items[0].right);
    kb_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_matches_is_let_through),
        cmocka_unit_test(what_lacks_the_text_is_kept_back),
        cmocka_unit_test(long_lists_are_cut_shorter),
        cmocka_unit_test(hostile_regexes_are_read_in_bounded_time),
        cmocka_unit_test(a_literal_may_be_shorter_than_its_word),
        cmocka_unit_test(long_and_rare_literals_cost_least),
        cmocka_unit_test(edges_are_told_from_characters),
    };
    return cmocka_run_group_tests_name("match/literals_text", tests, NULL, NULL);
}
