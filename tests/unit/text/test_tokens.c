/* SPDX-License-Identifier: MIT */
/* What a word is, and how it is folded. */
#include "parts.h"

#include "base/unicode.h"

static const parts_case cases[] = {
    { "Godt samarbeid, æøå.", "Godt|samarbeid|æøå" },
    { "lærings- og mestringstilbud", "lærings|og|mestringstilbud" },
    { "kompetanseutveksling og -utvikling", "kompetanseutveksling|og|utvikling" },
    { "e-post og øyeblikkelig-hjelp", "e-post|og|øyeblikkelig-hjelp" },
    { "e‑post med bindestrek‐tegn", "e‑post|med|bindestrek‐tegn" },
    { "det's don’t d´accord ʼn", "det's|don’t|d´accord|n" },
    { "'sitat' ’sitat’ «sitat»", "sitat|sitat|sitat" },
    { "kr 4.500,- kl. 12:30, 2,5 og 3.", "kr|4.500|kl|12:30|2,5|og|3" },
    { "1.2.2024 10-12 50% §3", "1.2.2024|10-12|50|3" },
    { "1. 2, 3: a.b a,b a:b 3.b a.3", "1|2|3|a|b|a|b|a|b|3|b|a|3" },
    { "a--b a-'b 'a- -", "a|b|a|b|a" },
    { "f.eks. bl.a.", "f|eks|bl|a" },
    { "mail@helse-nord.no", "mail|helse-nord|no" },
    { "bra🙂veldig 👩‍⚕️ 5️⃣", "bra|veldig|5️⃣" },
    { "DET ER STOR FORSKJELL", "DET|ER|STOR|FORSKJELL" },
    { "x\u0301y ½ Ⅳ 東京", "x\u0301y|½|Ⅳ|東京" },
    { "\u0301a", "a" },
    { "nei_ja snake_case", "nei|ja|snake|case" },
    { "en/to (tre) [fire]", "en|to|tre|fire" },
    { "", "" },
    { "...---''' ,,,", "" },
};

static void words_are_letters_and_numbers_joined_inside(void **state)
{
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        assert_string_equal(tokens_of(*state, cases[i].answer), cases[i].parts);
}

static void tokens_are_folded_in_the_view(void **state)
{
    static const parts_case folds[] = {
        { "GODT Samarbeid på ÅS", "godt|samarbeid|på|ås" },   { "ÆØÅ ÈÉ Ž", "æøå|èé|ž" },
        { "straße STRASSE \u1E9E", "straße|strasse|ß" },      { "DON’T E‑POST", "don't|e-post" },
        { "\u212A \u017F \u023A\u023A", "k|s|\u2C65\u2C65" }, { "µ 4.500", "\u03BC|4.500" },
    };
    fixture *made = *state;
    for (size_t i = 0; i < sizeof folds / sizeof folds[0]; i++) {
        const kb_text *text = split(made, kb_str_from(folds[i].answer));
        kb_buf_reset(&made->line);
        for (size_t t = 0; t < text->token_count; t++)
            put_part(made, text->tokens[t].folded);
        assert_string_equal(line_of(made), folds[i].parts);
    }
}

/* The buffer of folded words must not move under the tokens that point into it. */
static void folding_may_lengthen_every_word(void **state)
{
    enum { WORDS = 5000 };
    kb_buf answer = { 0 };
    for (size_t i = 0; i < WORDS; i++)
        kb_buf_puts(&answer, "\u023A\u023A\u023A\u023A ");
    const kb_text *text = split(*state, kb_buf_view(&answer));
    assert_int_equal(text->token_count, WORDS);
    for (size_t i = 0; i < WORDS; i++)
        assert_true(kb_str_is(text->tokens[i].folded, "\u2C65\u2C65\u2C65\u2C65"));
    kb_buf_free(&answer);
}

static void a_token_is_spaced_after_white_space_alone(void **state)
{
    static const struct {
        const char *answer, *spaced; /* one sign for each token */
    } gaps[] = {
        { "en to", "++" },
        { " en\n\nto\u3000tre\u00A0fire", "++++" },
        { "«en» to", "--" },
        { "en, to. Tre", "+--" },
        { "a/b 🙂 c d", "+--+" },
        { "(en", "-" },
        { "en\tto \u2003 tre", "+++" },
    };
    fixture *made = *state;
    for (size_t i = 0; i < sizeof gaps / sizeof gaps[0]; i++) {
        const kb_text *text = split(made, kb_str_from(gaps[i].answer));
        kb_buf_reset(&made->line);
        for (size_t t = 0; t < text->token_count; t++)
            kb_buf_char(&made->line, text->tokens[t].spaced ? '+' : '-');
        assert_string_equal(line_of(made), gaps[i].spaced);
    }
}

/* Sanitizers see to it that the bytes are there, also after a word that folds apart. */
static void bytes_can_be_read_after_a_short_word(void **state)
{
    static const char *const answers[] = { "a", "Nei", "\u023A", "\u023A\u023A\u023A\u023A Ø" };
    fixture *made = *state;
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        const kb_text *text = split(made, kb_str_from(answers[i]));
        const kb_token *last = &text->tokens[text->token_count - 1];
        char bytes[16];
        memcpy(bytes, last->folded.ptr, sizeof bytes);
        assert_memory_equal(bytes, last->folded.ptr,
                            last->folded.len < sizeof bytes ? last->folded.len : sizeof bytes);
    }
}

/* Such text is never canonical; what is found in it must yet lie in it. */
static void half_a_character_at_the_end_is_no_way_out(void **state)
{
    enum { LONGEST = 130 };
    char bytes[LONGEST + 1];
    for (size_t len = 1; len <= LONGEST; len++) {
        memset(bytes, 'a', len);
        bytes[len - 1] = '\xC3';
        const kb_text *text = split(*state, (kb_str){ bytes, len });
        assert_int_equal(text->token_count, 1);
        assert_true(text->tokens[0].view.end <= len);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_letters_and_numbers_joined_inside),
        cmocka_unit_test(tokens_are_folded_in_the_view),
        cmocka_unit_test(folding_may_lengthen_every_word),
        cmocka_unit_test(half_a_character_at_the_end_is_no_way_out),
        cmocka_unit_test(a_token_is_spaced_after_white_space_alone),
        cmocka_unit_test(bytes_can_be_read_after_a_short_word),
    };
    return cmocka_run_group_tests_name("text/tokens", tests, set_up, tear_down);
}
