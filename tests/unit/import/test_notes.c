/* SPDX-License-Identifier: MIT */
/* Text that was decoded wrongly is seen wherever it stands in a cell, and nothing else is. */
#include "import/notes.h"

#include "base/str.h"

#include "unit.h"

static void odd_text_is_tallied_at_every_place(void **state)
{
    (void)state;
    static const struct {
        const char *bytes;
        int kind; /* or -1 */
    } cases[] = {
        { "\xEF\xBF\xBD", KB_TALLY_GARBLED },
        { "\xC3\x83\xC2\xB8", KB_TALLY_GARBLED },
        { "\xC3\xA2\xE2\x82\xAC", KB_TALLY_GARBLED },
        { "\xC2\x81", KB_TALLY_CONTROLS },
        { "\xC2\x85", -1 },
        { "\xC2\xA0", -1 },
        { "â", -1 },
        { "Ã", -1 },
        { "€", -1 },
        { "ø", -1 },
    };
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++)
        for (size_t before = 0; before < 40; before++)
            for (size_t after = 0; after < 40; after++) {
                kb_notes notes = { 0 };
                kb_buf cell = { 0 };
                for (size_t i = 0; i < before; i++)
                    kb_buf_puts(&cell, i % 4 ? "a" : "å");
                kb_buf_puts(&cell, cases[c].bytes);
                for (size_t i = 0; i < after; i++)
                    kb_buf_puts(&cell, i % 4 ? "b" : "æ");
                kb_notes_look(&notes, kb_buf_view(&cell), 7, 3);
                for (int kind = 0; kind < KB_TALLY_COUNT; kind++)
                    assert_int_equal(notes.tallies[kind].count, kind == cases[c].kind);
                kb_buf_free(&cell);
            }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(odd_text_is_tallied_at_every_place) };
    return cmocka_run_group_tests_name("import/notes", tests, NULL, NULL);
}
