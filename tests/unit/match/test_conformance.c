/* SPDX-License-Identifier: MIT */
/*
 * The conformance book and the shipped codebooks: every example and test passes, and
 * writing a text another way (decomposed, with odd spaces, in capitals ...) changes neither
 * codes nor rules.
 */
#include "kit.h"

#include "base/unicode.h"

static const char *const books[] = { "tests/features.yaml", "codebooks/samhandling.yaml",
                                     "codebooks/samhandling-regex.yaml" };

/* Opens a book of the source tree; false where it, or a dictionary it wants, is not there. */
static bool open_book(const char *name, coder *c)
{
    const char *source = getenv("KB_SOURCE");
    char path[4096];
    *c = (coder){ 0 };
    if (source == NULL)
        return false;
    snprintf(path, sizeof path, "%s/%s", source, name);
    assert_int_equal(kb_problems_new(&c->problems, NULL), KB_OK);
    assert_int_equal(kb_canon_new(&c->canon, NULL), KB_OK);
    assert_int_equal(kb_codebook_read(&c->book, path, c->problems, NULL), KB_OK);
    assert_int_equal(kb_problems_at_least(c->problems, KB_PROBLEM), 0);
    c->status = kb_matcher_new(&c->matcher, c->book, NULL, c->problems, NULL);
    if (c->status == KB_ERR_INPUT && has_problem(c, KB_PROBLEM, "is not installed")) {
        close_coder(c);
        return false;
    }
    assert_int_equal(c->status, KB_OK);
    assert_int_equal(kb_scratch_new(&c->scratch, c->matcher, NULL), KB_OK);
    return true;
}

typedef struct tally {
    size_t tried, failed;
} tally;

static void count_trial(void *payload, const kb_trial *trial)
{
    tally *t = payload;
    t->tried++;
    if (trial->passed || trial->todo)
        return;
    t->failed++;
    print_error("%d: %.*s: %.*s\n", trial->place.line, KB_ARG(trial->text), KB_ARG(trial->message));
}

static void every_example_and_test_passes(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(books); i++) {
        coder c;
        tally t = { 0 };
        if (!open_book(books[i], &c))
            skip();
        assert_int_equal(kb_matcher_try(c.matcher, count_trial, &t, NULL), KB_OK);
        close_coder(&c);
        assert_int_equal(t.failed, 0);
        assert_true(t.tried >= 52);
    }
}

/* ------------------------------------------- other ways to write the same text */

/* The canonical decomposition of the letters that Norwegian text has. */
static void decomposed(kb_buf *out, kb_str text)
{
    static const struct {
        uint32_t whole, letter, mark;
    } parts[] = { { 0xE5, 'a', 0x30A }, { 0xC5, 'A', 0x30A }, { 0xE9, 'e', 0x301 },
                  { 0xE8, 'e', 0x300 }, { 0xF6, 'o', 0x308 }, { 0xE4, 'a', 0x308 },
                  { 0xFC, 'u', 0x308 }, { 0xF3, 'o', 0x301 }, { 0xF2, 'o', 0x300 } };
    for (size_t pos = 0; pos < text.len;) {
        uint32_t c = kb_utf8_next(text, &pos);
        size_t i = 0;
        while (i < COUNT(parts) && parts[i].whole != c)
            i++;
        kb_utf8_put(out, i < COUNT(parts) ? parts[i].letter : c);
        if (i < COUNT(parts))
            kb_utf8_put(out, parts[i].mark);
    }
}

/* Replaces one character by a text. */
static void replaced(kb_buf *out, kb_str text, char from, const char *to)
{
    for (size_t i = 0; i < text.len; i++)
        if (text.ptr[i] == from)
            kb_buf_puts(out, to);
        else
            kb_buf_char(out, text.ptr[i]);
}

static void hard_spaces(kb_buf *out, kb_str text)
{
    replaced(out, text, ' ', "\xC2\xA0");
}

static void narrow_spaces(kb_buf *out, kb_str text)
{
    replaced(out, text, ' ', "\xE2\x80\xAF");
}

static void line_ends(kb_buf *out, kb_str text)
{
    replaced(out, text, '\n', "\r\n");
}

static void byte_order_mark(kb_buf *out, kb_str text)
{
    kb_buf_puts(out, "\xEF\xBB\xBF");
    kb_buf_str(out, text);
}

static void soft_hyphens(kb_buf *out, kb_str text)
{
    replaced(out, text, 'r', "r\xC2\xAD");
}

static void zero_width_spaces(kb_buf *out, kb_str text)
{
    replaced(out, text, 'e',
             "\xE2\x80\x8B"
             "e");
}

static void ligatures(kb_buf *out, kb_str text)
{
    for (size_t i = 0; i < text.len; i++)
        if (i + 1 < text.len && text.ptr[i] == 'f' && text.ptr[i + 1] == 'i')
            kb_buf_puts(out, "\xEF\xAC\x81"), i++;
        else if (i + 1 < text.len && text.ptr[i] == 'f' && text.ptr[i + 1] == 'f')
            kb_buf_puts(out, "\xEF\xAC\x80"), i++;
        else
            kb_buf_char(out, text.ptr[i]);
}

static void capitals(kb_buf *out, kb_str text)
{
    for (size_t pos = 0; pos < text.len;) {
        uint32_t c = kb_utf8_next(text, &pos);
        bool small = (c >= 'a' && c <= 'z') || (c >= 0xE0 && c <= 0xFE && c != 0xF7);
        kb_utf8_put(out, small ? c - 32 : c);
    }
}

static void twisted_quotes(kb_buf *out, kb_str text)
{
    kb_buf once = { 0 };
    replaced(&once, text, '\'', "\xE2\x80\x99");
    replaced(out, kb_buf_view(&once), '-', "\xE2\x80\x91");
    kb_buf_free(&once);
}

typedef void (*rewrite)(kb_buf *out, kb_str text);

static const struct {
    const char *name;
    rewrite way;
} ways[] = {
    { "decomposed", decomposed },
    { "hard spaces", hard_spaces },
    { "narrow spaces", narrow_spaces },
    { "CRLF", line_ends },
    { "byte order mark", byte_order_mark },
    { "soft hyphens", soft_hyphens },
    { "zero-width spaces", zero_width_spaces },
    { "ligatures", ligatures },
    { "capitals", capitals },
    { "odd quotes and hyphens", twisted_quotes },
};

/* Codes and rules, segment by segment. */
static void outcome(coder *c, kb_str raw, int question, int group, kb_buf *out)
{
    kb_str text;
    bool changed;
    assert_int_equal(kb_canon_apply(c->canon, raw, &text, &changed, NULL), KB_OK);
    const kb_result *result = code_as(c, text, question, group);
    kb_buf_printf(out, "%d:", result->non_answer);
    for (size_t i = 0; i < result->segment_count; i++) {
        kb_buf_printf(out, " %d(", result->segments[i].code);
        for (size_t r = 0; r < result->segments[i].rule_count; r++)
            kb_buf_printf(out, "%d,", result->segments[i].rules[r]);
        kb_buf_puts(out, ")");
    }
    kb_buf_char(out, '\0');
}

/* How many ways give something else. */
static size_t try_ways(coder *c, kb_str text, int question, int group)
{
    kb_buf plain = { 0 }, raw = { 0 }, other = { 0 };
    size_t wrong = 0;
    outcome(c, text, question, group, &plain);
    for (size_t i = 0; i < COUNT(ways); i++) {
        kb_buf_reset(&raw);
        kb_buf_reset(&other);
        ways[i].way(&raw, text);
        outcome(c, kb_buf_view(&raw), question, group, &other);
        if (strcmp(plain.ptr, other.ptr) != 0) {
            print_error("%s: %.*s\n  %s\n  %s\n", ways[i].name, KB_ARG(text), plain.ptr, other.ptr);
            wrong++;
        }
    }
    kb_buf_free(&plain);
    kb_buf_free(&raw);
    kb_buf_free(&other);
    return wrong;
}

static size_t try_examples(coder *c, const kb_example *examples, size_t count, size_t *tried)
{
    size_t wrong = 0;
    for (size_t i = 0; i < count; i++)
        wrong += try_ways(c, examples[i].text, examples[i].question, examples[i].group);
    *tried += count;
    return wrong;
}

static void writing_a_text_another_way_changes_nothing(void **state)
{
    (void)state;
    size_t tried = 0, wrong = 0;
    for (size_t i = 0; i < COUNT(books); i++) {
        coder c;
        if (!open_book(books[i], &c))
            skip();
        for (size_t code = 0; code < c.book->code_count; code++) {
            const kb_code *k = &c.book->codes[code];
            wrong += try_examples(&c, k->examples, k->example_count, &tried);
            wrong += try_examples(&c, k->counterexamples, k->counterexample_count, &tried);
        }
        for (size_t t = 0; t < c.book->test_count; t++, tried++) {
            const kb_test *test = &c.book->tests[t];
            wrong += try_ways(&c, test->text, test->question, test->group);
        }
        close_coder(&c);
    }
    assert_true(tried > 500);
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_example_and_test_passes),
        cmocka_unit_test(writing_a_text_another_way_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
