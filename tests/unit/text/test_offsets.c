/* SPDX-License-Identifier: MIT */
/* Positions in bytes, code points and UTF-16 units. */
#include <kodebok/text.h>

#include "base/str.h"

#include "unit.h"

/* "blå 😀 e" + combining acute: 1+1+2+1+4+1+1+2 bytes. */
static const char sample[] = "blå 😀 e\u0301";

static const struct {
    size_t bytes, points, units;
} places[] = { { 0, 0, 0 }, { 1, 1, 1 },  { 2, 2, 2 },  { 4, 3, 3 }, { 5, 4, 4 },
               { 9, 5, 6 }, { 10, 6, 7 }, { 11, 7, 8 }, { 13, 8, 9 } };

static void every_unit_converts_to_every_other(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        size_t at[] = { places[i].bytes, places[i].points, places[i].units };
        for (int from = 0; from < 3; from++)
            for (int to = 0; to < 3; to++)
                assert_int_equal(kb_offset_convert(kb_str_from(sample), at[from],
                                                   (kb_offset_unit)from, (kb_offset_unit)to),
                                 at[to]);
    }
}

static void a_position_inside_a_character_is_its_beginning(void **state)
{
    (void)state;
    kb_str text = kb_str_from(sample);
    assert_int_equal(kb_offset_convert(text, 3, KB_BYTES, KB_CODE_POINTS), 2);
    assert_int_equal(kb_offset_convert(text, 8, KB_BYTES, KB_BYTES), 5);
    assert_int_equal(kb_offset_convert(text, 5, KB_UTF16_UNITS, KB_BYTES), 5);
}

static void a_position_past_the_end_is_the_end(void **state)
{
    (void)state;
    kb_str text = kb_str_from(sample);
    assert_int_equal(kb_offset_convert(text, 99, KB_BYTES, KB_UTF16_UNITS), 9);
    assert_int_equal(kb_offset_convert(text, SIZE_MAX, KB_CODE_POINTS, KB_BYTES), 13);
    assert_int_equal(kb_offset_convert((kb_str){ 0 }, 4, KB_BYTES, KB_BYTES), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_unit_converts_to_every_other),
        cmocka_unit_test(a_position_inside_a_character_is_its_beginning),
        cmocka_unit_test(a_position_past_the_end_is_the_end),
    };
    return cmocka_run_group_tests_name("text/offsets", tests, NULL, NULL);
}
