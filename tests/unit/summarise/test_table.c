/* SPDX-License-Identifier: MIT */
#include "book.h"

static void what_is_shown_is_a_list_of_names(void **state)
{
    static const struct {
        const char *list;
        bool good;
        unsigned show;
    } cases[] = {
        { "statement", true, KB_SHOW_STATEMENT },
        { "n,pct", true, KB_SHOW_N | KB_SHOW_PCT },
        { " quotes , n,n ", true, KB_SHOW_QUOTES | KB_SHOW_N },
        { "statement,n,pct,quotes", true,
          KB_SHOW_STATEMENT | KB_SHOW_N | KB_SHOW_PCT | KB_SHOW_QUOTES },
        { "", false, 0 },
        { "n,", false, KB_SHOW_N },
        { "n;pct", false, 0 },
        { "pct,N", false, KB_SHOW_PCT },
        { "sitat", false, 0 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        unsigned show = 99;
        assert_int_equal(kb_show_read(&show, kb_str_from(cases[i].list)), cases[i].good);
        assert_int_equal(show, cases[i].show);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_shown_is_a_list_of_names),
    };
    return cmocka_run_group_tests_name("summarise/table", tests, NULL, NULL);
}
