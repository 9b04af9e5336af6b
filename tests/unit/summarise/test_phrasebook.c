/* SPDX-License-Identifier: MIT */
#include "book.h"

static void every_text_exists_in_every_language(void **state)
{
    (void)state;
    const char *languages[] = { "nb", "nn", "en", "da", "" };
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
        for (int key = 0; key < KB_TEXT_COUNT_; key++) {
            const char *text = kb_phrasebook(kb_str_from(languages[i]), (kb_phrasebook_key)key);
            assert_non_null(text);
            assert_true(text[0] != '\0');
        }
}

static void the_language_is_that_of_the_tag(void **state)
{
    (void)state;
    static const struct {
        const char *tag, *want;
    } cases[] = { { "nb", "Respondenter" }, { "nb-NO", "Respondenter" }, { "no", "Respondenter" },
                  { "nn", "Respondentar" }, { "nn-NO", "Respondentar" }, { "en", "Respondents" },
                  { "da", "Respondents" },  { "", "Respondents" },       { "nbx", "Respondents" } };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_string_equal(kb_phrasebook(kb_str_from(cases[i].tag), KB_TEXT_RESPONDENTS),
                            cases[i].want);
}

static void one_is_not_several(void **state)
{
    (void)state;
    static const struct {
        const char *tag;
        kb_phrasebook_key key;
        uint64_t number;
        const char *begins;
    } cases[] = {
        { "nb", KB_TEXT_BASE_ANSWERED, 1, "respondent som svarte" },
        { "nb", KB_TEXT_BASE_ANSWERED, 0, "respondenter som svarte" },
        { "nb", KB_TEXT_BASE_ANSWERED, 2, "respondenter som svarte" },
        { "nn", KB_TEXT_BASE_ASKED, 1, "respondent som fekk" },
        { "nn", KB_TEXT_BASE_ASKED, 21, "respondentar som fekk" },
        { "en", KB_TEXT_BASE_ASKED, 1, "respondent who was asked" },
        { "en", KB_TEXT_BASE_CODED, 1, "respondent with" },
        { "da", KB_TEXT_BASE_CODED, 11, "respondents with" },
        { "nn", KB_TEXT_UNDECIDED_NOTE, 1, "svar er uavgjort:" },
        { "nn", KB_TEXT_UNDECIDED_NOTE, 2, "svar er uavgjorde:" },
        { "en", KB_TEXT_UNDECIDED_NOTE, 1, "answer is undecided: a pattern gave up on it." },
        { "nb", KB_TEXT_ANSWERS, 1, "Svar" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *text =
            kb_phrasebook_after(kb_str_from(cases[i].tag), cases[i].key, cases[i].number);
        assert_true(kb_str_starts(kb_str_from(text), kb_str_from(cases[i].begins)));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_text_exists_in_every_language),
        cmocka_unit_test(the_language_is_that_of_the_tag),
        cmocka_unit_test(one_is_not_several),
    };
    return cmocka_run_group_tests_name("summarise/phrasebook", tests, NULL, NULL);
}
