/* SPDX-License-Identifier: MIT */
/* A whole answer: re-use, hostile sizes, the sample survey. */
#include "parts.h"

#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>

static void the_answer_is_trimmed_of_all_white_space(void **state)
{
    const kb_text *text = split(*state, KB_STR("\n\u00A0 Bra! \u3000🙂 \t"));
    assert_true(kb_str_is(kb_str_slice(text->canonical, text->bytes), "Bra! \u3000🙂"));
    text = split(*state, KB_STR(" \n "));
    assert_int_equal(text->bytes.begin, text->bytes.end);
    text = split(*state, (kb_str){ 0 });
    assert_int_equal(text->bytes.end + text->token_count + text->sentence_count, 0);
}

static void nothing_is_left_of_the_answer_before(void **state)
{
    fixture *made = *state;
    assert_string_equal(sentences_of(made, "En\u00A0lang. Og en til; her."),
                        "En\u00A0lang.|Og en til; her.");
    assert_string_equal(sentences_of(made, "Kort"), "Kort");
    assert_int_equal(made->text->clause_count, 1);
    assert_int_equal(made->text->tokens[0].sentence, 0);
    assert_int_equal(made->text->tokens[0].clause, 0);
    split(made, KB_STR(""));
    assert_int_equal(made->text->token_count + made->text->clause_count, 0);
}

static const struct {
    const char *piece;
    size_t tokens, sentences; /* of the piece repeated to SIZE bytes; SIZE_MAX: not counted */
} hostile[] = {
    { "a", 1, 1 },
    { ".", 0, 0 },
    { "-", 0, 0 },
    { "1.", SIZE_MAX, 1 },
    { "a.", SIZE_MAX, 1 },
    { ". ", 0, 0 },
    { ".)", 0, 0 },
    { "a. ", SIZE_MAX, 1 },
    { "3. a", SIZE_MAX, SIZE_MAX },
    { "osv. - ", SIZE_MAX, 1 },
    { "a.B", SIZE_MAX, SIZE_MAX },
    { "\n", 0, 0 },
    { "\u00A0", 0, 0 },
    { "’", 0, 0 },
    { "a’", 1, 1 },
    { "•", 0, 0 },
    { " • a", SIZE_MAX, SIZE_MAX },
    { "\u0301", 0, 0 },
    { "(;", 0, 0 },
    { "…", 0, 0 },
};

/* Quadratic work on a quarter of a megabyte would show as a test that does not end. */
static void a_hostile_answer_takes_linear_time(void **state)
{
    enum { SIZE = 256 << 10 };
    kb_buf answer = { 0 };
    for (size_t i = 0; i < sizeof hostile / sizeof hostile[0]; i++) {
        kb_buf_reset(&answer);
        while (answer.len < SIZE)
            kb_buf_puts(&answer, hostile[i].piece);
        const kb_text *text = split(*state, kb_buf_view(&answer));
        if (hostile[i].tokens != SIZE_MAX)
            assert_int_equal(text->token_count, hostile[i].tokens);
        if (hostile[i].sentences != SIZE_MAX)
            assert_int_equal(text->sentence_count, hostile[i].sentences);
    }
    kb_buf_free(&answer);
}

/* Sentences, then clauses, take up the tokens one after the other without a gap. */
static void check_units(const kb_text *text, const kb_unit *units, size_t count)
{
    size_t next = 0;
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(units[i].first, next);
        assert_true(units[i].last > units[i].first);
        assert_true(units[i].bytes.begin <= text->tokens[units[i].first].bytes.begin);
        assert_true(units[i].bytes.end >= text->tokens[units[i].last - 1].bytes.end);
        next = units[i].last;
    }
    assert_int_equal(next, text->token_count);
}

static void every_line_of_the_sample_survey_holds_together(void **state)
{
    const char *shared = getenv("KB_SHARED");
    if (shared == NULL)
        skip();
    char path[512];
    snprintf(path, sizeof path, "%s/corpus/samhandling-svar.csv", shared);
    if (!kb_path_exists(path))
        skip();
    kb_buf file = { 0 };
    assert_int_equal(kb_file_read(path, 1 << 24, &file, NULL), KB_OK);
    kb_str rest = kb_buf_view(&file), line;
    size_t sentences = 0;
    while (kb_str_cut(&rest, '\n', &line)) {
        const kb_text *text = split(*state, line);
        check_units(text, text->sentences, text->sentence_count);
        check_units(text, text->clauses, text->clause_count);
        sentences += text->sentence_count;
    }
    assert_true(sentences > 300);
    kb_buf_free(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_answer_is_trimmed_of_all_white_space),
        cmocka_unit_test(nothing_is_left_of_the_answer_before),
        cmocka_unit_test(a_hostile_answer_takes_linear_time),
        cmocka_unit_test(every_line_of_the_sample_survey_holds_together),
    };
    return cmocka_run_group_tests_name("text/text", tests, set_up, tear_down);
}
