/* SPDX-License-Identifier: MIT */
/* Which words `~` lets in, and what guards it. */
#include <kodebok/tolerance.h>

#include "base/buf.h"
#include "base/str.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "unit.h"

static const char book_head[] = "codebook: 1\nid: bok\ntitle: 'Bok'\nversion: '1.0.0'\n";
static const char book_tail[] = "categories: {k: {label: 'K'}}\n"
                                "themes:\n"
                                "  - id: t\n"
                                "    label: 'T'\n"
                                "    cells:\n"
                                "      k:\n";

static bool holds(kb_str text, const char *part)
{
    return text.len > 0 && memmem(text.ptr, text.len, part, strlen(part)) != NULL;
}

/* A codebook with `middle` between its head and its codes; `codes` are lines of cell k. */
typedef struct fixture {
    kb_codebook *book;
    kb_problems *problems;
    kb_matcher *matcher;
    kb_status status;
    kb_splitter *splitter;
    kb_text *text;
    kb_tolerance *tolerance;
    kb_buf found; /* "pattern:word:distance" of what was found, a space after each */
} fixture;

static void open_book(fixture *f, const char *middle, const char *codes, const char *dictionaries)
{
    kb_buf yaml = { 0 };
    kb_error err;
    const char *dirs[] = { dictionaries, NULL };
    const kb_match_options options = { .dictionary_dirs = dirs };
    *f = (fixture){ 0 };
    kb_buf_puts(&yaml, book_head);
    kb_buf_puts(&yaml, middle);
    kb_buf_puts(&yaml, book_tail);
    kb_buf_puts(&yaml, codes);
    assert_int_equal(kb_problems_new(&f->problems, &err), KB_OK);
    assert_int_equal(kb_codebook_parse(&f->book, "bok.yaml", kb_buf_view(&yaml), f->problems, &err),
                     KB_OK);
    assert_int_equal(kb_problems_at_least(f->problems, KB_PROBLEM), 0);
    f->status =
        kb_matcher_new(&f->matcher, f->book, dictionaries ? &options : NULL, f->problems, &err);
    kb_buf_free(&yaml);
}

static void open_tolerance(fixture *f, const char *middle, const char *codes)
{
    kb_error err;
    open_book(f, middle, codes, NULL);
    assert_int_equal(f->status, KB_OK);
    assert_int_equal(kb_tolerance_new(&f->tolerance, f->matcher, &err), KB_OK);
    assert_int_equal(kb_splitter_new(&f->splitter, NULL, &err), KB_OK);
    assert_int_equal(kb_text_new(&f->text, &err), KB_OK);
}

static void close_book(fixture *f)
{
    kb_tolerance_free(f->tolerance);
    kb_text_free(f->text);
    kb_splitter_free(f->splitter);
    kb_matcher_free(f->matcher);
    kb_codebook_free(f->book);
    kb_problems_free(f->problems);
    kb_buf_free(&f->found);
}

static void note(void *payload, const kb_tolerated *tolerated)
{
    fixture *f = payload;
    size_t count;
    const kb_tolerant_word *words = kb_tolerance_words(f->tolerance, &count);
    assert_true(tolerated->word < count && tolerated->token < f->text->token_count);
    kb_buf_printf(&f->found, "%.*s:%.*s:%d ", KB_ARG(words[tolerated->word].written),
                  KB_ARG(f->text->tokens[tolerated->token].folded), tolerated->distance);
}

static const char *find(fixture *f, const char *text)
{
    kb_error err;
    kb_buf_reset(&f->found);
    assert_int_equal(kb_text_split(f->text, f->splitter, kb_str_from(text), &err), KB_OK);
    assert_int_equal(kb_tolerance_find(f->tolerance, f->text, note, f, &err), KB_OK);
    kb_buf_char(&f->found, '\0');
    return f->found.ptr;
}

/* ---------------------------------------------------------------- what is found */

static void words_that_only_tilde_accepts_are_found_with_their_distance(void **state)
{
    static const struct {
        const char *text, *found;
    } cases[] = {
        { "Likeverdige parter har tillit.", "" },
        { "LIKVERDIGE parter", "likeverd*~:likverdige:1 " },
        { "likverdige, likverdige", "likeverd*~:likverdige:1 likeverd*~:likverdige:1 " },
        { "De tillater tilitt og tillatelsesprosessen.", "tillit*~:tilitt:1 " },
        { "samarbeidsavtlaer", "samarbeids_avtale*~:samarbeidsavtlaer:1 " },
        { "samarbedsatvaler", "samarbeids_avtale*~:samarbedsatvaler:2 " },
        { "samarbeids-avtlaer", "samarbeids_avtale*~:samarbeids-avtlaer:1 " },
        { "samarbeids avtlaer", "samarbeids_avtale*~:avtlaer:1 " },
        { "samarbedis\u00a0avtaler", "samarbeids_avtale*~:samarbedis:1 " },
        { "en avtlae", "" },
        { "samarbeids, avtlaer", "" },
        { "samarbeids. Avtlaer", "" },
        { "samarbedis", "" },
        { "lkeverd og tilit", "likeverd*~:lkeverd:1 tillit*~:tilit:1 " },
        { "oversitk", "oversikt~1:oversitk:1 oversikt~2:oversitk:1 " },
        { "ovesritk", "oversikt~2:ovesritk:2 " },
        { "", "" },
    };
    (void)state;
    fixture f;
    open_tolerance(&f, "language: nb\n",
                   "        - {id: a, statement: 's', rules: ['likeverd*~', 'tillit*~']}\n"
                   "        - {id: b, statement: 's', rules: 'samarbeids_avtale*~'}\n"
                   "        - {id: c, statement: 's', rules: ['oversikt~1', 'oversikt~2']}\n");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(find(&f, cases[i].text), cases[i].found);
    close_book(&f);
}

static void each_word_says_where_it_stands(void **state)
{
    (void)state;
    fixture f;
    size_t count;
    open_tolerance(
        &f,
        "language: nb\n"
        "macros: {tiltro: ['tillit*~', 'tiltro']}\n"
        "ignore_phrases: ['ingen tillit*~']\n",
        "        - {id: a, statement: 's', rules: ['<tiltro>', 'mye [tillit*~/respekt*~]']}\n"
        "        - id: b\n"
        "          statement: 's'\n"
        "          rules:\n"
        "            - {near: ['respekt*~', 'møte'], unless: 'tillit*~ ...3 respekt*~'}\n"
        "        - {id: c, statement: 's', status: retired, rules: 'oversikt*~'}\n");
    const kb_tolerant_word *words = kb_tolerance_words(f.tolerance, &count);
    assert_int_equal(count, 2);
    assert_true(kb_str_is(words[0].written, "tillit*~"));
    assert_int_equal(words[0].place_count, 4);
    assert_int_equal(words[0].places[0].macro, 0);
    assert_int_equal(words[0].places[0].place.line, 6);
    assert_string_equal(words[0].places[1].list, "ignore_phrases");
    assert_int_equal(words[0].places[2].rule, 1);
    assert_int_equal(words[0].places[3].rule, 2);
    assert_true(kb_str_is(words[1].written, "respekt*~"));
    assert_int_equal(words[1].place_count, 2);
    assert_int_equal(words[1].places[0].rule, 1);
    assert_int_equal(words[1].places[1].rule, 2);
    assert_null(words[1].places[1].list);
    close_book(&f);
}

static void a_book_without_tilde_tolerates_nothing(void **state)
{
    (void)state;
    fixture f;
    size_t count;
    open_tolerance(&f, "language: nb\n",
                   "        - {id: a, statement: 's', rules: ['likeverd*', 'prioritere+']}\n");
    kb_tolerance_words(f.tolerance, &count);
    assert_int_equal(count, 0);
    assert_string_equal(find(&f, "likverdige"), "");
    close_book(&f);
}

static void very_many_words_are_no_trouble(void **state)
{
    (void)state;
    fixture f;
    kb_buf text = { 0 };
    open_tolerance(&f, "language: nb\n", "        - {id: a, statement: 's', rules: 'tillit*~'}\n");
    for (int round = 0; round < 3; round++) {
        kb_buf_reset(&text);
        for (int i = 0; i < 40000; i++)
            kb_buf_printf(&text, "ord%d ", round * 40000 + i);
        kb_buf_puts(&text, "tilitt");
        kb_buf_char(&text, '\0');
        assert_string_equal(find(&f, text.ptr), "tillit*~:tilitt:1 ");
    }
    kb_buf_free(&text);
    close_book(&f);
}

/* ------------------------------------------------------------------- exceptions */

static void exceptions_are_words_and_patterns(void **state)
{
    static const struct {
        const char *text, *found;
    } cases[] = {
        { "LIKVERDIGE", "" },  { "likverdig", "likeverd*~:likverdig:1 " },
        { "prioirteter", "" }, { "prioirterer", "prioriter*~:prioirterer:1 " },
        { "likevedrg", "" },   { "likevedr", "likeverd*~:likevedr:1 " },
    };
    (void)state;
    fixture f;
    open_tolerance(&f,
                   "language: nb\n"
                   "text: {spelling: {except: ['likverdige', 'prioirtet*', 'likevedrg']}}\n",
                   "        - {id: a, statement: 's', rules: ['likeverd*~', 'prioriter*~']}\n");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(find(&f, cases[i].text), cases[i].found);
    close_book(&f);
}

/* -------------------------------------------------------------------- the guard */

static void a_missing_dictionary_is_a_problem_that_names_the_package(void **state)
{
    static const struct {
        const char *head, *dictionary, *package;
    } cases[] = {
        { "language: nb\n", "'nb_NO'", "hunspell-no" },
        { "language: nn\n", "'nb_NO'", "hunspell-no" },
        { "language: da\n", "'da_DK'", "hunspell-da" },
        { "language: sv\n", "'sv_SE'", "hunspell-sv" },
        { "language: en\n", "'en_US'", "hunspell-en-us" },
        { "language: nb\ntext: {spelling: {guard: [sv_SE]}}\n", "'sv_SE'", "hunspell-sv" },
        { "language: nb\ntext: {spelling: {guard: [xx_XX]}}\n", "'xx_XX'", ".aff and .dic" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        fixture f;
        open_book(&f, cases[i].head, "        - {id: a, statement: 's', rules: 'tillit*~'}\n",
                  "/nowhere/at/all");
        assert_int_equal(f.status, KB_ERR_INPUT);
        assert_null(f.matcher);
        bool said = false;
        for (size_t k = 0; k < kb_problems_count(f.problems); k++) {
            const kb_problem *problem = kb_problems_at(f.problems, k);
            said = said || (problem->severity == KB_PROBLEM &&
                            holds(problem->message, cases[i].dictionary) &&
                            holds(problem->hint, cases[i].package));
        }
        assert_true(said);
        close_book(&f);
    }
}

static void a_book_without_tilde_needs_no_dictionary(void **state)
{
    (void)state;
    fixture f;
    open_book(&f, "language: da\n", "        - {id: a, statement: 's', rules: 'tillid*'}\n",
              "/nowhere/at/all");
    assert_int_equal(f.status, KB_OK);
    assert_false(holds(kb_matcher_engine(f.matcher), "hunspell"));
    close_book(&f);
}

static void an_empty_guard_is_a_warning_and_lets_known_words_in(void **state)
{
    (void)state;
    fixture f;
    open_tolerance(&f, "language: nb\ntext: {spelling: {guard: []}}\n",
                   "        - {id: a, statement: 's', rules: 'tillit*~'}\n");
    bool warned = false;
    for (size_t i = 0; i < kb_problems_count(f.problems); i++)
        warned = warned || (kb_problems_at(f.problems, i)->severity == KB_WARNING &&
                            holds(kb_problems_at(f.problems, i)->message, "dictionary"));
    assert_true(warned);
    assert_string_equal(find(&f, "Vi tillater det."), "tillit*~:tillater:1 ");
    close_book(&f);
}

/* Writes a little Swedish dictionary. */
static void write_dictionary(const char *dir, const char *words)
{
    char path[300];
    snprintf(path, sizeof path, "%s/sv_SE.aff", dir);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs("SET UTF-8\n", file);
    fclose(file);
    snprintf(path, sizeof path, "%s/sv_SE.dic", dir);
    file = fopen(path, "wb");
    assert_non_null(file);
    fputs(words, file);
    fclose(file);
}

static void remove_dictionary(const char *dir)
{
    char path[300];
    snprintf(path, sizeof path, "%s/sv_SE.aff", dir);
    remove(path);
    snprintf(path, sizeof path, "%s/sv_SE.dic", dir);
    remove(path);
    assert_int_equal(rmdir(dir), 0);
}

/* Matches «överblicj» and «överblikc» for `överblick*~`; the engine is given back. */
static void try_swedish(const char *dir, const char *expected, char engine[1000])
{
    fixture f;
    kb_error err;
    kb_result result;
    kb_scratch *scratch = NULL;
    char found[3] = "";
    open_book(&f, "language: sv\n", "        - {id: a, statement: 's', rules: 'överblick*~'}\n",
              dir);
    assert_int_equal(f.status, KB_OK);
    assert_int_equal(kb_scratch_new(&scratch, f.matcher, &err), KB_OK);
    const char *const texts[] = { "överblicj", "överblikc" };
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(kb_match_answer(f.matcher, scratch, kb_str_from(texts[i]), KB_ABSENT,
                                         KB_ABSENT, &result, &err),
                         KB_OK);
        found[i] = result.segment_count > 0 ? '+' : '-';
    }
    assert_string_equal(found, expected);
    snprintf(engine, 1000, "%.*s", KB_ARG(kb_matcher_engine(f.matcher)));
    kb_scratch_free(scratch);
    close_book(&f);
}

static void the_dictionary_of_the_books_language_guards_and_is_in_the_engine(void **state)
{
    char dir[] = "/tmp/kodebok-ord-XXXXXX", first[1000], second[1000];
    (void)state;
    assert_non_null(mkdtemp(dir));
    write_dictionary(dir, "1\nord\n");
    try_swedish(dir, "++", first);
    write_dictionary(dir, "1\növerblikc\n");
    try_swedish(dir, "+-", second);
    remove_dictionary(dir);
    assert_non_null(strstr(first, "; hunspell "));
    assert_non_null(strstr(first, " sv_SE "));
    assert_string_not_equal(first, second);
}

/* ------------------------------------------------------- many makers, and stopping */

static void *make_one(void *payload)
{
    char engine[1000];
    try_swedish(payload, "+-", engine);
    return NULL;
}

static void matchers_made_at_the_same_time_share_a_dictionary(void **state)
{
    enum { MAKERS = 6 };
    char dir[] = "/tmp/kodebok-ord-XXXXXX";
    pthread_t makers[MAKERS];
    (void)state;
    assert_non_null(mkdtemp(dir));
    write_dictionary(dir, "1\növerblikc\n");
    for (int i = 0; i < MAKERS; i++)
        assert_int_equal(pthread_create(&makers[i], NULL, make_one, dir), 0);
    for (int i = 0; i < MAKERS; i++)
        pthread_join(makers[i], NULL);
    remove_dictionary(dir);
}

typedef struct looks {
    int asked, stop_at;
} looks;

static kb_status look(void *payload, kb_error *err)
{
    looks *l = payload;
    return ++l->asked == l->stop_at ? kb_fail(err, KB_ERR_CANCELLED, "stopped") : KB_OK;
}

/* At whatever look: nothing is made, and nothing stays behind that would hinder the next. */
static void making_is_stopped_when_asked(void **state)
{
    (void)state;
    fixture f;
    kb_error err;
    int stops = 0;
    open_book(&f, "language: nb\n", "        - {id: a, statement: 's', rules: 'tillit*~'}\n", NULL);
    assert_int_equal(f.status, KB_OK);
    for (kb_status status = KB_ERR_CANCELLED; status != KB_OK && stops < 1000; stops++) {
        looks l = { .stop_at = stops + 1 };
        const kb_match_options options = { .look = look, .payload = &l };
        kb_matcher *matcher = NULL;
        status = kb_matcher_new(&matcher, f.book, &options, NULL, &err);
        assert_true(status == (l.asked == stops + 1 ? KB_ERR_CANCELLED : KB_OK));
        assert_true((matcher != NULL) == (status == KB_OK));
        kb_matcher_free(matcher);
    }
    assert_true(stops > 2 && stops < 1000);
    close_book(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_that_only_tilde_accepts_are_found_with_their_distance),
        cmocka_unit_test(each_word_says_where_it_stands),
        cmocka_unit_test(a_book_without_tilde_tolerates_nothing),
        cmocka_unit_test(very_many_words_are_no_trouble),
        cmocka_unit_test(exceptions_are_words_and_patterns),
        cmocka_unit_test(a_missing_dictionary_is_a_problem_that_names_the_package),
        cmocka_unit_test(a_book_without_tilde_needs_no_dictionary),
        cmocka_unit_test(an_empty_guard_is_a_warning_and_lets_known_words_in),
        cmocka_unit_test(the_dictionary_of_the_books_language_guards_and_is_in_the_engine),
        cmocka_unit_test(matchers_made_at_the_same_time_share_a_dictionary),
        cmocka_unit_test(making_is_stopped_when_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
