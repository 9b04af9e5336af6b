/* SPDX-License-Identifier: MIT */
/*
 * Both engines find the same with the shipped codebooks, the conformance book, and every sound
 * codebook in the documents and transcripts; in the sample survey, in lines of those very
 * files, and in hostile answers.
 */
#include "engines.h"
#include "hostile.h"

#include "base/file.h"

#include <dirent.h>
#include <kodebok/text.h>

#include "unit.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

enum { MOST_TEXTS = 12000, LONG_WORD = 64 << 10 };

/* -------------------------------------------------------------------- answers */

typedef struct answers {
    kb_canon *canon;
    kb_buf bytes;
    size_t ends[MOST_TEXTS], count;
    kb_match_input asked[MOST_TEXTS];
} answers;

static void add_answer(answers *a, kb_str text)
{
    kb_str canonical;
    bool changed;
    if (a->count == MOST_TEXTS ||
        kb_canon_apply(a->canon, text, &canonical, &changed, NULL) != KB_OK)
        return;
    kb_buf_str(&a->bytes, canonical);
    a->ends[a->count++] = a->bytes.len;
}

static kb_buf read_source(const char *name)
{
    kb_buf path = { 0 }, bytes = { 0 };
    kb_error err = { 0 };
    kb_buf_printf(&path, "%s/%s", getenv("KB_SOURCE"), name);
    if (kb_file_read(path.ptr, SIZE_MAX, &bytes, &err) != KB_OK)
        fail_msg("%s", err.message);
    kb_buf_free(&path);
    return bytes;
}

/* Every so many-th line of a file. */
static void add_lines(answers *a, const char *name, size_t every)
{
    kb_buf bytes = read_source(name);
    kb_str rest = kb_buf_view(&bytes), line;
    for (size_t i = 0; rest.len > 0; i++) {
        kb_str_cut(&rest, '\n', &line);
        if (i % every == 0)
            add_answer(a, line);
    }
    kb_buf_free(&bytes);
}

static void add_repeated(answers *a, const char *piece, size_t bytes)
{
    kb_buf text = { 0 };
    while (text.len < bytes)
        kb_buf_puts(&text, piece);
    add_answer(a, kb_buf_view(&text));
    kb_buf_free(&text);
}

static void add_hostile(answers *a)
{
    static const char *const pieces[] = { "a", "å",     "tillit",           "tillit ", "møte-",
                                          ".", "ikke ", "\xF0\x9F\x98\x80", "\xCC\x81" };
    for (size_t i = 0; i < COUNT(hostile_answers); i++)
        add_answer(a, kb_str_from(hostile_answers[i]));
    add_answer(a, (kb_str){ "tillit\0møte", 12 });
    add_repeated(a, "å", LONG_WORD - 2);
    for (size_t i = 0; i < COUNT(pieces); i++) {
        add_repeated(a, pieces[i], 1023);
        add_repeated(a, pieces[i], 1025);
    }
    add_repeated(a, "møter og tillit er ikke godt, men ", 3000);
}

static void end_answers(answers *a)
{
    for (size_t i = 0; i < a->count; i++)
        a->asked[i] = (kb_match_input){
            .text = kb_str_slice(kb_buf_view(&a->bytes),
                                 (kb_span){ i > 0 ? a->ends[i - 1] : 0, a->ends[i] }),
            .question = (int)(i % 3) - 2,
            .group = (int)(i % 2) - 1,
        };
}

static answers *all_answers;

static int make_answers(void **state)
{
    (void)state;
    all_answers = calloc(1, sizeof *all_answers);
    if (getenv("KB_SOURCE") == NULL)
        return 0;
    if (all_answers == NULL || kb_canon_new(&all_answers->canon, NULL) != KB_OK)
        return 1;
    add_lines(all_answers, "corpus/samhandling/svar.csv", 3);
    add_lines(all_answers, "tests/features.yaml", 2);
    add_lines(all_answers, "codebooks/samhandling.yaml", 120); /* hundreds of rules are tried */
    add_hostile(all_answers);
    end_answers(all_answers);
    return 0;
}

static int free_answers(void **state)
{
    (void)state;
    kb_canon_free(all_answers->canon);
    kb_buf_free(&all_answers->bytes);
    free(all_answers);
    return 0;
}

/* ---------------------------------------------------------------------- books */

static void compare_file(const char *name)
{
    char path[4096];
    kb_codebook *book = NULL;
    kb_problems *problems = NULL;
    engines e;
    if (getenv("KB_SOURCE") == NULL)
        skip();
    snprintf(path, sizeof path, "%s/%s", getenv("KB_SOURCE"), name);
    assert_int_equal(kb_problems_new(&problems, NULL), KB_OK);
    assert_int_equal(kb_codebook_read(&book, path, problems, NULL), KB_OK);
    bool opened = open_engines(&e, book, problems);
    kb_problems_free(problems);
    if (!opened)
        skip(); /* a dictionary that it wants is not there */
    size_t differences = engine_differences(&e, all_answers->asked, all_answers->count);
    print_message("%s: %llu answers, %llu segments, %llu undecided\n", name,
                  (unsigned long long)e.answers, (unsigned long long)e.segments,
                  (unsigned long long)e.undecided);
    assert_true(e.segments > 20);
    close_engines(&e);
    assert_int_equal(differences, 0);
}

static void engines_agree_with_the_conformance_book(void **state)
{
    (void)state;
    compare_file("tests/features.yaml");
}

static void engines_agree_with_the_phrases_of_samhandling(void **state)
{
    (void)state;
    compare_file("codebooks/samhandling.yaml");
}

static void engines_agree_with_the_regexes_of_samhandling(void **state)
{
    (void)state;
    compare_file("codebooks/samhandling-regex.yaml");
}

/* Of the answers, so many that all the small books together do not take long. */
enum { EVERY = 7 };

typedef struct document_books {
    kb_match_input few[MOST_TEXTS / EVERY + 1];
    size_t few_count, found, sound, differences;
    uint64_t segments;
} document_books;

static void compare_text(document_books *d, const char *file, kb_str yaml)
{
    kb_problems *problems = NULL;
    engines e;
    assert_int_equal(kb_problems_new(&problems, NULL), KB_OK);
    d->found++;
    if (open_engines_of(&e, yaml, problems)) {
        size_t differences = engine_differences(&e, d->few, d->few_count);
        if (differences > 0)
            print_error("in %s:\n%.*s\n", file, KB_ARG(yaml));
        d->sound++;
        d->differences += differences;
        d->segments += e.segments;
        close_engines(&e);
    }
    kb_problems_free(problems);
}

static bool ends_book(kb_str line)
{
    return kb_str_starts(line, KB_STR("```")) || kb_str_starts(line, KB_STR("$ ")) ||
           kb_str_is(line, "E") || kb_str_is(line, "SLUTT");
}

/* A book begins at its first line, after the "> " of a transcript, and ends with the block. */
static void compare_books_in(document_books *d, const char *file)
{
    kb_buf bytes = read_source(file), yaml = { 0 };
    kb_str rest = kb_buf_view(&bytes), line;
    bool inside = false;
    while (rest.len > 0) {
        kb_str_cut(&rest, '\n', &line);
        if (kb_str_starts(line, KB_STR("> ")))
            line = kb_str_slice(line, (kb_span){ 2, line.len });
        if (inside && ends_book(line)) {
            compare_text(d, file, kb_buf_view(&yaml));
            inside = false;
        }
        if (!inside && kb_str_is(line, "codebook: 1")) {
            inside = true;
            kb_buf_reset(&yaml);
        }
        if (inside) {
            kb_buf_str(&yaml, line);
            kb_buf_char(&yaml, '\n');
        }
    }
    kb_buf_free(&bytes);
    kb_buf_free(&yaml);
}

static void compare_folder(document_books *d, const char *folder)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", getenv("KB_SOURCE"), folder);
    DIR *listing = opendir(path);
    assert_non_null(listing);
    for (struct dirent *entry; (entry = readdir(listing)) != NULL;) {
        if (!kb_str_ends(kb_str_from(entry->d_name), KB_STR(".md")))
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        compare_books_in(d, path);
    }
    closedir(listing);
}

static void engines_agree_with_every_codebook_in_documents_and_transcripts(void **state)
{
    (void)state;
    if (getenv("KB_SOURCE") == NULL)
        skip();
    document_books *d = calloc(1, sizeof *d);
    assert_non_null(d);
    for (size_t i = 0; i < all_answers->count; i += EVERY)
        d->few[d->few_count++] = all_answers->asked[i];
    compare_folder(d, "docs");
    compare_folder(d, "tests/cli");
    print_message("%zu books, %zu sound, %zu answers each: %llu segments\n", d->found, d->sound,
                  d->few_count, (unsigned long long)d->segments);
    size_t sound = d->sound, differences = d->differences;
    free(d);
    assert_true(sound > 20);
    assert_int_equal(differences, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(engines_agree_with_the_conformance_book),
        cmocka_unit_test(engines_agree_with_the_phrases_of_samhandling),
        cmocka_unit_test(engines_agree_with_the_regexes_of_samhandling),
        cmocka_unit_test(engines_agree_with_every_codebook_in_documents_and_transcripts),
    };
    return cmocka_run_group_tests_name("match/engines", tests, make_answers, free_answers);
}
