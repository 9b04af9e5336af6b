/* SPDX-License-Identifier: MIT */
/* The CSV parser: its states, its faults, and that the cut of the input never matters. */
#include "import/csv.h"

#include "base/str.h"

#include <stdlib.h>

#include "unit.h"

typedef struct csv_case {
    const char *name, *input, *expected; /* cells end with '|', records with '/' */
    unsigned faults;                     /* of all cells together, without QUOTED */
} csv_case;

static const csv_case cases[] = {
    { "plain", "a,b\n1,2\n", "a|b|/1|2|/", 0 },
    { "no line end at the end", "a,b\n1,2", "a|b|/1|2|/", 0 },
    { "crlf", "a,b\r\n1,2\r\n", "a|b|/1|2|/", 0 },
    { "lone cr", "a,b\r1,2\r", "a|b|/1|2|/", 0 },
    { "cr cr lf is a blank record", "a\r\r\nb", "a|/|/b|/", 0 },
    { "blank line", "a\n\nb\n", "a|/|/b|/", 0 },
    { "empty fields", ",\n,,", "||/|||/", 0 },
    { "quoted", "\"a\",\"b\"\n", "a|b|/", 0 },
    { "quoted delimiter", "\"a,b\",c", "a,b|c|/", 0 },
    { "quoted line break", "\"a\r\nb\",c\n", "a\r\nb|c|/", 0 },
    { "doubled quote", "\"a \"\"b\"\"\"", "a \"b\"|/", 0 },
    { "only a doubled quote", "\"\"\"\"", "\"|/", 0 },
    { "quoted and empty", "\"\"", "|/", 0 },
    { "quoted and empty, twice", "\"\",\"\"\n", "||/", 0 },
    { "quote inside", "37\"8,x", "37\"8|x|/", KB_FAULT_QUOTE_INSIDE },
    { "blank before the quote", " \"a,b\"", " \"a|b\"|/", KB_FAULT_QUOTE_INSIDE },
    { "text after the quote", "\"a\"b,c", "ab|c|/", KB_FAULT_AFTER_QUOTE },
    { "norwegian", "blåbær,\"æøå, ÆØÅ\"", "blåbær|æøå, ÆØÅ|/", 0 },
    { "nothing", "", "", 0 },
    { "one line end", "\n", "|/", 0 },
    { "one delimiter", ",", "||/", 0 },
    { "quote at the end", "a,\"", "a||/", 0 },
};

static void show_record(const kb_csv *csv, kb_buf *out, unsigned *faults)
{
    for (size_t i = 0; i < csv->count; i++) {
        kb_buf_str(out, csv->cells[i]);
        kb_buf_char(out, '|');
        *faults |= csv->faults[i] & ~(unsigned)KB_FAULT_QUOTED;
    }
    kb_buf_char(out, '/');
}

static void feed(kb_csv *csv, kb_str input, kb_buf *out, unsigned *faults)
{
    while (kb_csv_feed(csv, &input))
        show_record(csv, out, faults);
    assert_int_equal(input.len, 0);
}

/* Parses in pieces of `first`, then `step` bytes. */
static void check_case(const csv_case *it, size_t first, size_t step)
{
    kb_str input = kb_str_from(it->input);
    kb_buf out = { 0 };
    kb_csv csv;
    unsigned faults = 0;
    kb_csv_init(&csv, ',');
    for (size_t at = 0, len = first; at < input.len; at += len, len = step) {
        if (len > input.len - at)
            len = input.len - at;
        feed(&csv, (kb_str){ input.ptr + at, len }, &out, &faults);
    }
    if (kb_csv_end(&csv))
        show_record(&csv, &out, &faults);
    assert_false(kb_csv_end(&csv));
    if (!kb_str_is(kb_buf_view(&out), it->expected) || faults != it->faults)
        fail_msg("%s, cut at %zu: %.*s (faults %u)", it->name, first, KB_ARG(out), faults);
    kb_csv_clear(&csv);
    kb_buf_free(&out);
}

static void records_are_the_same_however_the_input_is_cut(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        size_t len = strlen(cases[i].input);
        for (size_t cut = 1; cut <= len + 1; cut++)
            check_case(&cases[i], cut, len + 1);
        check_case(&cases[i], 1, 1);
    }
}

/* Plain text is looked through sixteen bytes at a time. */
static void a_field_of_any_length_ends_where_it_ends(void **state)
{
    (void)state;
    for (size_t len = 0; len < 70; len++) {
        char input[256], wanted[256], run[80];
        memset(run, 'a', len);
        run[len] = '\0';
        snprintf(input, sizeof input, "%s,%s\r\n\"%s\"\"\"", run, run, run);
        snprintf(wanted, sizeof wanted, "%s|%s|/%s\"|/", run, run, run);
        check_case(&(csv_case){ "long", input, wanted, 0 }, strlen(input), 1);
        snprintf(input, sizeof input, "b%s\"%s\n", run, run);
        snprintf(wanted, sizeof wanted, "b%s\"%s|/", run, run);
        check_case(&(csv_case){ "quote", input, wanted, KB_FAULT_QUOTE_INSIDE }, strlen(input), 1);
    }
}

static void a_nul_byte_is_a_fault_of_its_cell(void **state)
{
    (void)state;
    kb_csv csv;
    kb_str input = { "a,b\0c,\"d\0e\"\nf\n", 14 };
    kb_csv_init(&csv, ',');
    assert_true(kb_csv_feed(&csv, &input));
    assert_int_equal(csv.count, 3);
    assert_int_equal(csv.faults[0], 0);
    assert_int_equal(csv.faults[1], KB_FAULT_NUL);
    assert_int_equal(csv.faults[2], KB_FAULT_NUL | KB_FAULT_QUOTED);
    assert_true(kb_csv_feed(&csv, &input));
    assert_true(kb_str_is(csv.cells[0], "f"));
    assert_int_equal(csv.faults[0], 0);
    kb_csv_clear(&csv);
}

/* Feeds a field of `len` times 'x', quoted or not, and a short field after it. */
static void check_long_cell(size_t len, bool quoted, unsigned expected)
{
    enum { PIECE = 1 << 16 };
    static char piece[PIECE];
    kb_csv csv;
    memset(piece, 'x', PIECE);
    kb_csv_init(&csv, ';');
    kb_str quote = { "\"", quoted ? 1 : 0 };
    assert_false(kb_csv_feed(&csv, &quote));
    for (size_t left = len; left > 0;) {
        kb_str part = { piece, left < PIECE ? left : PIECE };
        left -= part.len;
        assert_false(kb_csv_feed(&csv, &part));
    }
    kb_str tail = kb_str_from(quoted ? "\";kort\nneste\n" : ";kort\nneste\n");
    assert_true(kb_csv_feed(&csv, &tail));
    assert_int_equal(csv.count, 2);
    assert_int_equal(csv.faults[0] & ~(unsigned)KB_FAULT_QUOTED, expected);
    assert_true(csv.cells[0].len <= KB_CELL_MAX_BYTES);
    assert_true(kb_str_is(csv.cells[1], "kort"));
    assert_true(kb_csv_feed(&csv, &tail));
    assert_true(kb_str_is(csv.cells[0], "neste"));
    assert_int_equal(csv.row, 2);
    kb_csv_clear(&csv);
}

static void a_cell_above_the_limit_is_a_fault_and_parsing_goes_on(void **state)
{
    (void)state;
    check_long_cell(KB_CELL_MAX_BYTES, true, 0);
    check_long_cell(KB_CELL_MAX_BYTES + 1, true, KB_FAULT_LONG);
    check_long_cell(KB_CELL_MAX_BYTES + 70000, false, KB_FAULT_LONG);
}

static void a_record_of_too_many_fields_is_cut_and_marked(void **state)
{
    (void)state;
    kb_csv csv;
    size_t len = KB_RECORD_MAX_FIELDS + 10;
    char *commas = malloc(len);
    assert_non_null(commas);
    memset(commas, ',', len);
    kb_csv_init(&csv, ',');
    kb_str input = { commas, len };
    assert_false(kb_csv_feed(&csv, &input));
    assert_true(kb_csv_end(&csv));
    assert_int_equal(csv.count, KB_RECORD_MAX_FIELDS);
    assert_int_equal(csv.faults[csv.count - 1], KB_FAULT_MANY);
    kb_csv_clear(&csv);
    free(commas);
}

static void the_place_is_that_of_the_next_character(void **state)
{
    (void)state;
    static const struct {
        const char *input;
        int row, column;
    } places[] = {
        { "", 1, 1 },    { "a", 1, 1 },         { "a,", 1, 2 },         { "a,b\n", 2, 1 },
        { "a\r", 2, 1 }, { "a\n\"x\ny", 2, 1 }, { "a\n\n1,2,3", 3, 3 },
    };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        kb_csv csv;
        uint64_t row;
        int column;
        kb_str input = kb_str_from(places[i].input);
        kb_csv_init(&csv, ',');
        while (kb_csv_feed(&csv, &input))
            continue;
        kb_csv_place(&csv, &row, &column);
        assert_int_equal(row, places[i].row);
        assert_int_equal(column, places[i].column);
        kb_csv_clear(&csv);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_are_the_same_however_the_input_is_cut),
        cmocka_unit_test(a_field_of_any_length_ends_where_it_ends),
        cmocka_unit_test(a_nul_byte_is_a_fault_of_its_cell),
        cmocka_unit_test(a_cell_above_the_limit_is_a_fault_and_parsing_goes_on),
        cmocka_unit_test(a_record_of_too_many_fields_is_cut_and_marked),
        cmocka_unit_test(the_place_is_that_of_the_next_character),
    };
    return cmocka_run_group_tests_name("import/csv", tests, NULL, NULL);
}
