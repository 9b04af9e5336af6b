/* SPDX-License-Identifier: MIT */
/* Word tests and their memory, and the dictionaries that guard spelling tolerance. */
#include "kit.h"

#include "words.h"

#include <stdio.h>
#include <unistd.h>

static const char *const dirs[] = { "/usr/share/hunspell", "/usr/share/myspell/dicts", NULL };
static const kb_str norwegian[] = { { "nb_NO", 5 }, { "nn_NO", 5 } };

/* One fuzzy test per pattern, asked about one word each. */
typedef struct fuzzy {
    kb_words words;
    kb_seen_words seen;
} fuzzy;

typedef struct pair {
    const char *pattern, *word;
} pair;

/* False where the dictionaries are not installed. */
static bool open_norwegian(kb_spelling **out)
{
    bool ready = false;
    if (kb_spelling_open(out, norwegian, 2, dirs, NULL) != KB_OK)
        return false;
    while (!ready)
        assert_int_equal(kb_spelling_wait(*out, &ready, NULL), KB_OK);
    return true;
}

static bool open_fuzzy(fuzzy *it, const pair *pairs, size_t count)
{
    *it = (fuzzy){ .words.language = KB_STR("nb") };
    for (size_t i = 0; i < count; i++)
        assert_int_not_equal(
            kb_words_add(&it->words, KB_WORD_FUZZY, 0, kb_str_from(pairs[i].pattern)),
            KB_WORD_NONE);
    assert_int_equal(kb_words_close(&it->words, NULL), KB_OK);
    if (!open_norwegian(&it->words.spelling)) {
        kb_words_free(&it->words);
        return false;
    }
    assert_int_equal(kb_seen_words_init(&it->seen, &it->words, NULL), KB_OK);
    return true;
}

/* A word as kb_seen_word() wants it: with bytes to read after it. */
static uint32_t row_of(kb_seen_words *seen, const char *word)
{
    char bytes[128] = { 0 };
    snprintf(bytes, sizeof bytes, "%s", word);
    return kb_seen_word(seen, kb_str_from(bytes));
}

static size_t differ(fuzzy *it, const pair *pairs, size_t count, bool expected)
{
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++) {
        uint32_t test = kb_words_add(&it->words, KB_WORD_FUZZY, 0, kb_str_from(pairs[i].pattern));
        uint32_t row = row_of(&it->seen, pairs[i].word);
        assert_int_not_equal(row, KB_WORD_NONE);
        if (kb_word_passes(&it->seen, row, test) != expected) {
            print_error("%s~ %s %s\n", pairs[i].pattern, expected ? "misses" : "takes",
                        pairs[i].word);
            wrong++;
        }
    }
    return wrong;
}

static void check_pairs(const pair *pairs, size_t count, bool expected)
{
    fuzzy it;
    if (!open_fuzzy(&it, pairs, count))
        skip();
    size_t wrong = differ(&it, pairs, count, expected);
    kb_seen_words_clear(&it.seen);
    kb_words_free(&it.words);
    assert_int_equal(wrong, 0);
}

static void misspellings_are_accepted(void **state)
{
    (void)state;
    static const pair pairs[] = {
        { "likeverd", "likverd" },
        { "likeverd", "likeveerd" },
        { "likeverd", "likevedr" },
        { "likeverd*", "likverdige" },
        { "likeverd*", "likevrdig" },
        { "respekt", "respkt" },
        { "respekt", "respeckt" },
        { "respekt*", "respekfullt" },
        { "samarbeid", "samerbeid" },
        { "samarbeid", "sammarbeid" },
        { "samarbeid*", "samabeidet" },
        { "tverrfaglig", "tverfaglig" },
        { "tverrfaglig", "tverrfaglgi" },
        { "kommunikasjon", "komunikasjon" },
        { "kommunikasjon", "kommunikasojn" },
        { "kompetanse", "kompetance" },
        { "kompetanse", "komptanse" },
        { "møteplass", "møteplas" },
        { "informasjon", "infomasjon" },
        { "informasjon", "informsjon" },
        { "veiledning", "veildning" },
        { "rettleiing", "retleiing" },
        { "prosedyre*", "prosdyrene" },
        { "ansvarsfordeling", "ansvarfordelng" },
        { "koordinator", "kordinator" },
        { "pasient", "passient" },
        { "utfordring", "utfodring" },
        { "henvisning", "hennvisning" },
        { "tilbakemelding", "tilbkemelding" },
        { "åpenhet", "åpenhte" },
        { "forståelse", "forstålse" },
    };
    check_pairs(pairs, COUNT(pairs), true);
}

static void real_words_are_never_misspellings(void **state)
{
    (void)state;
    static const pair pairs[] = {
        { "tillit*", "tillate" },         { "tillit*", "tillatt" },
        { "tillit*", "tillater" },        { "tillit", "tillat" },
        { "samtale", "samtaler" },        { "samtale", "samtala" },
        { "kommune", "kommuner" },        { "kommune", "kommunen" },
        { "ledelse", "ledelsen" },        { "avtale", "avtala" },
        { "avtale", "avtaler" },          { "forhold", "forholdt" },
        { "oversikt", "oversikta" },      { "rutiner", "rutinar" },
        { "rutine", "rutinen" },          { "kontakt", "kontrakt" },
        { "kontrakt", "kontakt" },        { "tilbud", "tilbod" },
        { "arbeid", "arbeide" },          { "behandling", "behandlinga" },
        { "samling", "samlinga" },        { "mestring", "mestringa" },
        { "faglig", "fagleg" },           { "oppgave", "oppgåve" },
        { "oppgave", "oppgaver" },        { "planer", "planen" },
        { "planar", "planer" },           { "leiing", "leiinga" },
        { "tverrfaglig", "tverrfagleg" }, { "møteplass", "moteplass" },
        { "bergon", "bergen" },           { "norske", "norsk" },
    };
    check_pairs(pairs, COUNT(pairs), false);
}

static void names_are_known_by_their_capital(void **state)
{
    (void)state;
    kb_spelling *spelling = NULL;
    if (!open_norwegian(&spelling))
        skip();
    assert_true(kb_spelling_knows(spelling, KB_STR("bergen"))); /* folded; the list has Bergen */
    assert_true(kb_spelling_knows(spelling, KB_STR("ikkje")));
    assert_true(kb_spelling_knows(spelling, KB_STR("ærlig")));
    assert_false(kb_spelling_knows(spelling, KB_STR("qzxjø")));
    assert_false(kb_spelling_knows(spelling, KB_STR("日本"))); /* not in ISO-8859-1 */
    static char word[1000];
    memset(word, 'a', sizeof word);
    assert_false(kb_spelling_knows(spelling, (kb_str){ word, sizeof word }));
    kb_spelling_close(spelling);
}

static void a_missing_dictionary_is_an_error(void **state)
{
    (void)state;
    coder c = open_coder(
        HEAD "text: {spelling: {guard: [xx_XX]}}\n" COLUMNS CODES CODE("a", "'tillit~'"));
    assert_int_equal(c.status, KB_ERR_INPUT);
    assert_null(c.matcher);
    assert_true(has_problem(&c, KB_PROBLEM, "'xx_XX' is not installed"));
    close_coder(&c);
}

static void a_dictionary_is_asked_for_only_when_a_tilde_is_written(void **state)
{
    (void)state;
    coder c =
        open_good(HEAD "text: {spelling: {guard: [xx_XX]}}\n" COLUMNS CODES CODE("a", "'tillit'"));
    close_coder(&c);
}

static void without_a_guard_there_is_a_warning(void **state)
{
    (void)state;
    coder c =
        open_good(HEAD "text: {spelling: {guard: []}}\n" COLUMNS CODES CODE("a", "'tillit*~'"));
    assert_true(has_problem(&c, KB_WARNING, "without a dictionary"));
    assert_int_equal(code(&c, "tillate")->segment_count, 1);
    close_coder(&c);
}

static void exceptions_are_never_misspellings(void **state)
{
    (void)state;
    coder c = open_good(
        HEAD "text: {spelling: {guard: [], except: ['tillat*', likverd]}}\n" COLUMNS CODES CODE(
            "a", "['tillit*~', 'likeverd~', 'likverd']"));
    assert_int_equal(code(&c, "tillate")->segment_count, 0);
    assert_int_equal(code(&c, "tillitt")->segment_count, 1);
    assert_int_equal(code(&c, "likverd")->match_count, 1); /* the plain phrase still finds it */
    close_coder(&c);
}

static void tolerance_can_be_set_by_hand(void **state)
{
    (void)state;
    static const marked cases[] = {
        { "'plan~1'", "[plaan] [pla] [pan] palnn" },
        { "'likeverd~2'", "[likvedr] likvd" },
        { "'møte~'", "[møte] møtt" },
    };
    expect_marked(HEAD "text: {spelling: {guard: []}}\n", cases, COUNT(cases), mark_matches);
}

static void every_test_keeps_its_number(void **state)
{
    (void)state;
    kb_words words = { .language = KB_STR("nb") };
    for (uint32_t i = 0; i < 300; i++) {
        char pattern[16];
        snprintf(pattern, sizeof pattern, "%sord%u*", i % 3 == 0 ? "*" : "", i);
        assert_int_equal(kb_words_add(&words, KB_WORD_PLAIN, 0, kb_str_from(pattern)), i);
        assert_int_equal(kb_words_add(&words, KB_WORD_PLAIN, 0, kb_str_from(pattern)), i);
    }
    kb_seen_words seen;
    assert_int_equal(kb_words_close(&words, NULL), KB_OK);
    assert_int_equal(kb_seen_words_init(&seen, &words, NULL), KB_OK);
    uint32_t row = row_of(&seen, "ord299x");
    assert_int_equal(row, row_of(&seen, "ord299x"));
    for (uint32_t i = 0; i < 300; i++) {
        char whole[16];
        snprintf(whole, sizeof whole, "ord%u", i);
        bool expected = strncmp("ord299x", whole, strlen(whole)) == 0;
        assert_int_equal(kb_word_passes(&seen, row, i), expected);
    }
    kb_seen_words_clear(&seen);
    kb_words_free(&words);
}

static void the_memory_of_words_is_bounded_and_changes_nothing(void **state)
{
    (void)state;
    coder c = open_good(ONE_RULE("'ord7*'"));
    for (unsigned round = 0; round < 5; round++) {
        kb_buf text = { 0 };
        for (unsigned i = 0; i < 30000; i++)
            kb_buf_printf(&text, "ord%u ", round * 30000 + i);
        const kb_result *result = code_as(&c, kb_buf_view(&text), KB_ABSENT, KB_ABSENT);
        size_t expected = 0;
        for (size_t i = 0; i < result->text->token_count; i++)
            expected += result->text->tokens[i].folded.ptr[3] == '7';
        assert_int_equal(result->match_count, expected);
        kb_buf_free(&text);
    }
    close_coder(&c);
}

static void letters_that_fold_into_others_pass_the_same_tests(void **state)
{
    (void)state;
    coder c = open_good(ONE_RULE("['års?lutt', 'kraft', 'skål']"));
    assert_int_equal(
        code(&c, "ÅRSSLUTT År\xC5\xBFslutt kraft \xE2\x84\xAArAFT \xC5\xBFK\xE2\x84\xABL")
            ->match_count,
        5);
    close_coder(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(misspellings_are_accepted),
        cmocka_unit_test(real_words_are_never_misspellings),
        cmocka_unit_test(names_are_known_by_their_capital),
        cmocka_unit_test(a_missing_dictionary_is_an_error),
        cmocka_unit_test(a_dictionary_is_asked_for_only_when_a_tilde_is_written),
        cmocka_unit_test(without_a_guard_there_is_a_warning),
        cmocka_unit_test(exceptions_are_never_misspellings),
        cmocka_unit_test(tolerance_can_be_set_by_hand),
        cmocka_unit_test(every_test_keeps_its_number),
        cmocka_unit_test(the_memory_of_words_is_bounded_and_changes_nothing),
        cmocka_unit_test(letters_that_fold_into_others_pass_the_same_tests),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
