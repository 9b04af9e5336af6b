/* SPDX-License-Identifier: MIT */
/*
 * Random codebooks and random answers made of the same words: both engines agree in everything.
 *
 * For a longer hunt, `KB_SEED=7 KB_BOOKS=100000 build/release/tests/unit_match_engines_random`;
 * what differs is shown with the codebook and its number, which KB_SEED takes.
 */
#include "book_maker.h"
#include "engines.h"

#include "unit.h"

enum { ANSWERS_PER_BOOK = 12 };

typedef struct hunt {
    uint64_t books, good, answers, segments, undecided, wordless, untouched, differences;
} hunt;

static uint64_t from_environment(const char *name, uint64_t otherwise)
{
    const char *value = getenv(name);
    return value != NULL ? strtoull(value, NULL, 10) : otherwise;
}

/* Answers of the book in canonical form, one behind the other in `text`. */
static void make_answers(kb_buf *text, kb_match_input *asked, dice *d)
{
    kb_canon *canon = NULL;
    size_t ends[ANSWERS_PER_BOOK];
    assert_int_equal(kb_canon_new(&canon, NULL), KB_OK);
    for (size_t i = 0; i < ANSWERS_PER_BOOK; i++) {
        kb_buf raw = { 0 };
        kb_str canonical;
        bool changed;
        make_answer(&raw, d);
        assert_int_equal(kb_canon_apply(canon, kb_buf_view(&raw), &canonical, &changed, NULL),
                         KB_OK);
        kb_buf_str(text, canonical);
        ends[i] = text->len;
        asked[i].question = (int)throw_dice(d, 4) - 2;
        asked[i].group = (int)throw_dice(d, 3) - 2;
        kb_buf_free(&raw);
    }
    for (size_t i = 0; i < ANSWERS_PER_BOOK; i++)
        asked[i].text =
            kb_str_slice(kb_buf_view(text), (kb_span){ i > 0 ? ends[i - 1] : 0, ends[i] });
    kb_canon_free(canon);
}

static void compare_one(hunt *h, uint64_t seed)
{
    dice d = { .state = seed * UINT64_C(0x9E3779B97F4A7C15) };
    kb_buf yaml = { 0 }, text = { 0 };
    kb_match_input asked[ANSWERS_PER_BOOK];
    kb_problems *problems = NULL;
    engines e;
    assert_int_equal(kb_problems_new(&problems, NULL), KB_OK);
    make_book(&yaml, &d);
    h->books++;
    if (open_engines_of(&e, kb_buf_view(&yaml), problems)) {
        make_answers(&text, asked, &d);
        size_t differences = engine_differences(&e, asked, ANSWERS_PER_BOOK);
        if (differences > 0)
            print_error("book %llu:\n%.*s\n", (unsigned long long)seed, KB_ARG(kb_buf_view(&yaml)));
        h->good++;
        h->answers += e.answers;
        h->segments += e.segments;
        h->undecided += e.undecided;
        h->wordless += e.wordless;
        h->untouched += e.untouched;
        h->differences += differences > 0;
        close_engines(&e);
    } else if (getenv("KB_SHOW_BAD") != NULL) {
        for (size_t i = 0; i < kb_problems_count(problems); i++)
            if (kb_problems_at(problems, i)->severity == KB_PROBLEM)
                print_error("book %llu: %.*s\n", (unsigned long long)seed,
                            KB_ARG(kb_problems_at(problems, i)->message));
    }
    kb_problems_free(problems);
    kb_buf_free(&yaml);
    kb_buf_free(&text);
}

static void both_engines_agree_on_random_books_and_answers(void **state)
{
    (void)state;
    hunt h = { 0 };
    uint64_t first = from_environment("KB_SEED", 1), count = from_environment("KB_BOOKS", 400);
    for (uint64_t i = 0; i < count && h.differences < 5; i++)
        compare_one(&h, first + i);
    print_message("%llu books, %llu of them sound; %llu answers, %llu not taken apart: %llu "
                  "segments, %llu undecided, %llu wordless; %llu books differ\n",
                  (unsigned long long)h.books, (unsigned long long)h.good,
                  (unsigned long long)h.answers, (unsigned long long)h.untouched,
                  (unsigned long long)h.segments, (unsigned long long)h.undecided,
                  (unsigned long long)h.wordless, (unsigned long long)h.differences);
    assert_int_equal(h.differences, 0);
    /* The dice are thrown for something: everything that is to be compared occurs. */
    assert_true(h.good * 2 > h.books && h.segments > h.good);
    assert_true(count < 100 || (h.undecided > 0 && h.wordless > 0 && h.untouched > 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_engines_agree_on_random_books_and_answers),
    };
    return cmocka_run_group_tests_name("match/engines_random", tests, NULL, NULL);
}
