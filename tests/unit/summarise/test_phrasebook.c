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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_text_exists_in_every_language),
        cmocka_unit_test(the_language_is_that_of_the_tag),
    };
    return cmocka_run_group_tests_name("summarise/phrasebook", tests, NULL, NULL);
}
