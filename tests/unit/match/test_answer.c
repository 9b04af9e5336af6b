/* SPDX-License-Identifier: MIT */
/* One answer as a whole: non-answers, questions and groups, and a scratch used again. */
#include "kit.h"

static void an_answer_that_says_nothing_is_not_coded(void **state)
{
    (void)state;
    coder c = open_good(
        HEAD "ignore_answers: ['vet ikke', 'veit ikkje', 'ingen (kommentar/ting)', 'nei']\n"
             "macros: {x: ['nei']}\n" COLUMNS CODES CODE("a", "['ikke', 'nei', 'kommentar']"));
    static const struct {
        const char *text;
        bool non_answer;
    } cases[] = {
        { "", true },
        { "  \n ", true },
        { "-", true },
        { "???", true },
        { "😀", true },
        { "Vet ikke", true },
        { "VET IKKE!!!", true },
        { "veit ikkje...", true },
        { "Vet ikke. Nei.", true },
        { "- vet ikke\n- nei", true },
        { "Ingen", true },
        { "ingen kommentar", true },
        { "vet ikke nei", false }, /* one sentence, two phrases */
        { "Vet ikke. Kanskje.", false },
        { "Jeg vet ikke", false },
        { "vet ikke noe", false },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const kb_result *result = code(&c, cases[i].text);
        if (result->non_answer != cases[i].non_answer)
            fail_msg("%s", cases[i].text);
        if (result->non_answer)
            assert_int_equal(result->segment_count + result->match_count + result->undecided_count,
                             0);
    }
    close_coder(&c);
}

static void without_a_list_only_wordless_answers_are_non_answers(void **state)
{
    (void)state;
    coder c = open_good(ONE_RULE("'vet'"));
    assert_false(code(&c, "vet ikke")->non_answer);
    assert_true(code(&c, " . ")->non_answer);
    close_coder(&c);
}

static void when_is_anded_over_keys_and_ored_over_values(void **state)
{
    (void)state;
    coder c =
        open_good(HEAD "questions: {q: {label: Q}, r: {label: R}, s: {label: S}}\n"
                       "groups: {g: {label: G}, h: {label: H}}\n"
                       "categories: {k: {label: K, when: {question: q}}, l: {label: L}}\n" CODES
                       "    - {id: arvet, statement: s, rules: ord}\n"
                       "    - {id: egen, statement: s, when: {question: [q, r]}, rules: ord}\n"
                       "    - {id: gruppe, statement: s, when: {group: g}, rules: ord}\n"
                       "    - id: regel\n      statement: s\n"
                       "      rules: [{phrase: ord, when: {question: any, group: h}}]\n");
    static const struct {
        int question, group;
        const char *codes;
    } cases[] = {
        { 0, 0, "t.k.arvet t.k.egen t.k.gruppe" },
        { 0, 1, "t.k.arvet t.k.egen t.k.regel" },
        { 1, 0, "t.k.egen" },
        { 1, 1, "t.k.egen t.k.regel" },
        { 2, 1, "t.k.regel" },
        { 2, 0, "" },
        { KB_UNKNOWN, 1, "t.k.regel" }, /* unknown satisfies no condition */
        { 0, KB_UNKNOWN, "t.k.arvet t.k.egen" },
        { KB_UNKNOWN, KB_UNKNOWN, "" },
        { KB_ABSENT, 0, "t.k.arvet t.k.egen t.k.gruppe" }, /* absent satisfies every one */
        { KB_ABSENT, KB_ABSENT, "t.k.arvet t.k.egen t.k.gruppe t.k.regel" },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        kb_buf found = { 0 };
        list_codes(&found, &c, code_as(&c, KB_STR("et ord"), cases[i].question, cases[i].group));
        assert_string_equal(found.ptr, cases[i].codes);
        kb_buf_free(&found);
    }
    close_coder(&c);
}

static void a_flip_passes_by_the_conditions_of_its_target(void **state)
{
    (void)state;
    coder c = open_good(
        HEAD "questions: {q: {label: Q}, r: {label: R}}\n"
             "negation: {before: [ikke]}\n" COLUMNS CODES
             "    - {id: for, statement: s, rules: {phrase: møter, negated: {flip: t.k.mot}}}\n"
             "    - {id: mot, statement: s, when: {question: r}, rules: [hinder]}\n");
    kb_buf found = { 0 };
    list_codes(&found, &c, code_as(&c, KB_STR("ikke møter, hinder"), 0, KB_UNKNOWN));
    assert_string_equal(found.ptr, "t.k.mot");
    assert_int_equal(c.result.segments[0].rule_count, 1);
    kb_buf_free(&found);
    close_coder(&c);
}

static void a_codebook_without_rules_codes_nothing(void **state)
{
    (void)state;
    coder c = open_good(ONE_RULE("[]"));
    const kb_result *result = code(&c, "et svar");
    assert_false(result->non_answer);
    assert_int_equal(result->segment_count, 0);
    assert_int_equal(result->text->token_count, 2);
    close_coder(&c);
}

static void the_engine_is_described(void **state)
{
    (void)state;
    coder c = open_good(
        HEAD "text: {spelling: {guard: []}}\n" COLUMNS CODES CODE("a", "['ord+', 'tillit~']"));
    kb_str engine = kb_matcher_engine(c.matcher);
    static const char *const parts[] = { "engine 7; pcre2 1", "; unicode(pcre2) ", "; icu ",
                                         "; snowball norwegian" };
    for (size_t i = 0; i < COUNT(parts); i++)
        assert_non_null(memmem(engine.ptr, engine.len, parts[i], strlen(parts[i])));
    assert_null(memchr(engine.ptr, '\n', engine.len));
    assert_ptr_equal(kb_matcher_book(c.matcher), c.book);
    close_coder(&c);
}

static void nothing_is_freed_gladly(void **state)
{
    (void)state;
    kb_matcher_free(NULL);
    kb_scratch_free(NULL);
}

/* Long answers of every kind take time in proportion to their length: hang here means they do not.
 */
static void hostile_answers_come_to_an_end(void **state)
{
    (void)state;
    coder c = open_good(
        HEAD "negation: {before: [ikke, 'lite ...2 av'], after: [mangler]}\n"
             "macros: {m: [bil, 'buss ...2 tog', {regex: 'sy\\w+'}]}\n"
             "ignore_answers: ['<m>']\n" COLUMNS CODES CODE(
                 "a", "['bil ...50 bil ...50 bil ...50 xyz', '<m> ...4 <m>', '*a*b*c*']")
                 CODE("b", "{near: [bil, ikke, {any: [bil, 'b*']}], within: 20, in: answer}")
                     CODE("c", "{regex: ['\\w+ xyz', '(?:\\w+ )+(?=xyz)']}"));
    static const char *const words[] = { "bil ",
                                         "bil ikke ",
                                         "bil. ",
                                         "buss sykkel tog ",
                                         "lite av ",
                                         "x",
                                         "(",
                                         "a-",
                                         "\xE2\x80\xAF"
                                         "bil\xE2\x80\xAF" };
    kb_buf text = { 0 };
    for (size_t i = 0; i < COUNT(words); i++) {
        kb_buf_reset(&text);
        while (text.len < 60000)
            kb_buf_puts(&text, words[i]);
        code_as(&c, kb_buf_view(&text), KB_ABSENT, KB_ABSENT);
    }
    kb_buf_free(&text);
    close_coder(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_that_says_nothing_is_not_coded),
        cmocka_unit_test(without_a_list_only_wordless_answers_are_non_answers),
        cmocka_unit_test(when_is_anded_over_keys_and_ored_over_values),
        cmocka_unit_test(a_flip_passes_by_the_conditions_of_its_target),
        cmocka_unit_test(a_codebook_without_rules_codes_nothing),
        cmocka_unit_test(the_engine_is_described),
        cmocka_unit_test(nothing_is_freed_gladly),
        cmocka_unit_test(hostile_answers_come_to_an_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
