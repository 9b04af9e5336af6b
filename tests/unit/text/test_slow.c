/* SPDX-License-Identifier: MIT */
/* The fast way and the slow way (slow.h) find the same in every answer. */
#include "parts.h"

#include "base/file.h"
#include "slow.h"

/* What answers are made of, and what has several bytes, joins, folds or ends something. */
static const char *const pieces[] = {
    "a",         "b",       "B",      "æ",      "Å",      "1",      "23",        ".",
    " ",         ",",       ", ",     ". ",     "-",      "'",      "’",         "‐",
    "–",         " - ",     "(",      ")",      ";",      "!",      "?",         "…",
    "\n",        "\n\n",    "\t",     "\u00A0", "•",      "·",      "»",         "«",
    "\"",        "f.eks.",  "bl.a.",  "osv.",   "Ø",      "ß",      "e.Kr.",     "nr. ",
    "3. ",       "kl. 12:", "nok.Vi", "Dr. ",   "\u0301", "\u030A", "🙂",      "👩‍⚕️",
    "5️⃣",   "½",       "Ⅳ",      "東京",   "\u212A", "\u017F", "\u023A",    "µ",
    "ª",         "×",       "÷",      "\u3000", "\u2003", "ver",    "samarbeid", "Kommunen",
    "¹",         "٣",       "\u0903", "ʼ",      "´",      "_",      "@",         "/",
    ":",         "samh.",   "ÿ",      "Ÿ",      "À",      "Þ",      "\u1E9E",    "  ",
    "d’a.b. C.",
};
enum { PIECES = sizeof pieces / sizeof pieces[0], COMMON = 11 };

static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    return *state ^= *state << 17;
}

/* An answer of random pieces; now and then one of them is repeated past a block's end. */
static void put_answer(kb_buf *answer, uint64_t *random, size_t longest)
{
    kb_buf_reset(answer);
    for (size_t left = next_random(random) % longest; left > 0; left--) {
        size_t most = next_random(random) % 3 == 0 ? COMMON : PIECES;
        const char *piece = pieces[next_random(random) % most];
        size_t times = next_random(random) % 200 == 0 ? next_random(random) % 70 : 1;
        while (times-- > 0)
            kb_buf_puts(answer, piece);
    }
}

static void answers_of_random_pieces(void **state)
{
    static const kb_str own[] = { { "samh.", 5 }, { "d’a.b. C.", 11 } };
    static const kb_split_options options = { true, own, 2 };
    fixture *made = *state;
    kb_splitter *other = NULL;
    kb_canon *canon = NULL;
    kb_buf answer = { 0 };
    uint64_t random = 88172645463325252u;
    assert_int_equal(kb_splitter_new(&other, &options, NULL), KB_OK);
    assert_int_equal(kb_canon_new(&canon, NULL), KB_OK);
    for (size_t i = 0; i < 4000; i++) {
        kb_str canonical;
        bool changed;
        put_answer(&answer, &random, i % 50 == 0 ? 300 : 40);
        assert_int_equal(kb_canon_apply(canon, kb_buf_view(&answer), &canonical, &changed, NULL),
                         KB_OK);
        const kb_splitter *splitter = i % 2 == 0 ? made->splitter : other;
        assert_true(slow_agrees(made->text, splitter, canonical, random & random >> 9));
    }
    kb_buf_free(&answer);
    kb_canon_free(canon);
    kb_splitter_free(other);
}

/* Each character, of one byte to four, at each place around the end of a block. */
static void pieces_across_the_end_of_a_block(void **state)
{
    static const char *const after[] = { "", "a", "Å", "\u0301", "1", ". Og", " " };
    fixture *made = *state;
    kb_buf answer = { 0 };
    for (size_t i = 0; i < PIECES; i++)
        for (size_t before = 2 * KB_BLOCK_BYTES - 5; before <= 2 * KB_BLOCK_BYTES; before++)
            for (size_t a = 0; a < sizeof after / sizeof after[0]; a++) {
                kb_buf_reset(&answer);
                while (answer.len < before)
                    kb_buf_char(&answer, answer.len % 9 == 8 ? ' ' : '4');
                kb_buf_puts(&answer, pieces[i]);
                kb_buf_puts(&answer, after[a]);
                assert_true(slow_agrees(made->text, made->splitter, kb_buf_view(&answer), 0));
            }
    kb_buf_free(&answer);
}

/* Every code point alone, inside a word and after one. */
static void every_character(void **state)
{
    fixture *made = *state;
    kb_buf answer = { 0 };
    for (uint32_t c = 1; c < 0x30000; c++) {
        if (c >= 0xD800 && c < 0xE000)
            continue;
        kb_buf_reset(&answer);
        kb_utf8_put(&answer, c);
        kb_buf_puts(&answer, "k");
        kb_utf8_put(&answer, c);
        kb_buf_puts(&answer, "2-");
        kb_utf8_put(&answer, c);
        kb_buf_puts(&answer, " V.");
        assert_true(slow_agrees(made->text, made->splitter, kb_buf_view(&answer), 0));
    }
    kb_buf_free(&answer);
}

/* Lines rather than fields: what stands between quotes is an answer, with its marks around it. */
static size_t compare_lines(fixture *made, const char *path)
{
    kb_buf file = { 0 };
    size_t lines = 0;
    assert_int_equal(kb_file_read(path, 1 << 30, &file, NULL), KB_OK);
    kb_str rest = kb_buf_view(&file), line;
    assert_true(slow_agrees(made->text, made->splitter, rest, 0));
    for (; kb_str_cut(&rest, '\n', &line); lines++)
        assert_true(slow_agrees(made->text, made->splitter, line, UINT64_C(0x1001) << lines % 9));
    kb_buf_free(&file);
    return lines;
}

static void every_answer_of_the_corpus(void **state)
{
    char path[512];
    const char *source = getenv("KB_SOURCE");
    if (source == NULL)
        skip();
    snprintf(path, sizeof path, "%s/corpus/samhandling/svar.csv", source);
    assert_true(compare_lines(*state, path) > 100);
}

/* A file of one's own, such as a large made-up corpus: one answer on each line. */
static void every_answer_of_a_file(void **state)
{
    const char *path = getenv("KB_ANSWERS");
    if (path == NULL)
        skip();
    assert_true(compare_lines(*state, path) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_of_random_pieces),
        cmocka_unit_test(pieces_across_the_end_of_a_block),
        cmocka_unit_test(every_character),
        cmocka_unit_test(every_answer_of_the_corpus),
        cmocka_unit_test(every_answer_of_a_file),
    };
    return cmocka_run_group_tests_name("text/slow", tests, set_up, tear_down);
}
