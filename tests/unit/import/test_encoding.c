/* SPDX-License-Identifier: MIT */
/* Sniffing, decoding block by block, and back. */
#include "import/encoding.h"

#include "base/str.h"

#include <stdio.h>

#include "unit.h"

#define BYTES(literal)                                                                             \
    {                                                                                              \
        literal, sizeof(literal) - 1                                                               \
    }

static const struct {
    const char *name;
    kb_str head;
    const char *wanted, *encoding;
    bool guessed;
    size_t mark;
} sniffs[] = {
    { "ascii", BYTES("id;svar\n"), NULL, "UTF-8", false, 0 },
    { "utf-8", BYTES("id;blåbær\n"), NULL, "UTF-8", false, 0 },
    { "utf-8 with mark", BYTES("\xEF\xBB\xBFid"), NULL, "UTF-8", false, 3 },
    { "utf-16le with mark", BYTES("\xFF\xFEi\0d\0"), NULL, "UTF-16LE", false, 2 },
    { "utf-16be with mark", BYTES("\xFE\xFF\0i\0d"), NULL, "UTF-16BE", false, 2 },
    { "utf-16le without mark", BYTES("i\0d\0;\0\xE5\0\n\0"), NULL, "UTF-16LE", true, 0 },
    { "utf-16be without mark", BYTES("\0i\0d\0;\0\xE5\0\n"), NULL, "UTF-16BE", true, 0 },
    { "utf-32le with mark", BYTES("\xFF\xFE\0\0i\0\0\0"), NULL, "UTF-32LE", false, 4 },
    { "one nul in ascii", BYTES("id,svar\n1,a\0b\n"), NULL, "UTF-8", false, 0 },
    { "windows-1252",
      BYTES("id;bl\xE5"
            "b\xE6r\n"),
      NULL, "windows-1252", true, 0 },
    { "utf-8 with one broken byte", BYTES("blåbær, grøt \xE5"), NULL, "UTF-8", false, 0 },
    { "told", BYTES("id;bl\xE5"), "ISO-8859-1", "ISO-8859-1", false, 0 },
    { "told utf8", BYTES("id;bl\xE5"), "utf8", "UTF-8", false, 0 },
    { "told utf-16, the mark has the order", BYTES("\xFF\xFEi\0"), "UTF-16", "UTF-16LE", false, 2 },
    { "told utf-16, no mark", BYTES("i\0d\0;\0"), "utf-16", "UTF-16LE", false, 0 },
    { "told and marked", BYTES("\xEF\xBB\xBFid"), "utf-8", "UTF-8", false, 3 },
};

static void the_encoding_is_sniffed(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof sniffs / sizeof *sniffs; i++) {
        kb_encoding got;
        kb_error err = { 0 };
        if (kb_encoding_sniff(&got, sniffs[i].head, true, sniffs[i].wanted, &err) != KB_OK)
            fail_msg("%s: %s", sniffs[i].name, err.message);
        if (strcmp(got.name, sniffs[i].encoding) != 0 || got.guessed != sniffs[i].guessed ||
            got.mark_bytes != sniffs[i].mark)
            fail_msg("%s: %s", sniffs[i].name, got.name);
    }
}

static void a_character_cut_by_the_head_is_no_error(void **state)
{
    (void)state;
    kb_encoding got;
    assert_int_equal(kb_encoding_sniff(&got, KB_STR("abc\xC3"), false, NULL, NULL), KB_OK);
    assert_string_equal(got.name, "UTF-8");
    assert_int_equal(kb_encoding_sniff(&got, KB_STR("abc\xC3"), true, NULL, NULL), KB_OK);
    assert_string_equal(got.name, "windows-1252");
}

static void a_name_that_does_not_fit_is_refused(void **state)
{
    (void)state;
    kb_encoding got;
    kb_error err;
    assert_int_equal(kb_encoding_sniff(&got, KB_STR("\xEF\xBB\xBFid"), true, "windows-1252", &err),
                     KB_ERR_INPUT);
    assert_non_null(strstr(err.message, "UTF-8"));
    assert_int_equal(kb_encoding_sniff(&got, KB_STR("id"), true, "klingon", &err), KB_ERR_INPUT);
    assert_non_null(strstr(err.message, "'klingon'"));
}

typedef struct decode_case {
    const char *encoding;
    kb_str bytes;
    const char *text; /* what could be decoded */
    int bad;          /* number of the broken byte, from 1; 0 = none */
} decode_case;

static const decode_case decodes[] = {
    { "UTF-8", BYTES("blåbær – 😀 €"), "blåbær – 😀 €", 0 },
    { "UTF-8",
      BYTES("a\xE5"
            "b"),
      "a", 2 },
    { "UTF-8", BYTES("å\xED\xA0\x80"), "å", 3 },
    { "UTF-8", BYTES("å\xC0\xAF"), "å", 3 },
    { "UTF-8", BYTES("å\xF4\x90\x80\x80"), "å", 3 },
    { "UTF-8", BYTES("ab\xF0\x9F\x98"), "ab", 3 },
    { "windows-1252",
      BYTES("bl\xE5"
            "b\xE6r \x96 \x80 \xD8"),
      "blåbær – € Ø", 0 },
    { "windows-1252", BYTES("a\xE5\x81"), "aå", 3 },
    { "cp1252", BYTES("\x9D"), "", 1 },
    { "ISO-8859-1", BYTES("\xF8l\x93"), "øl\xC2\x93", 0 },
    { "UTF-16LE", BYTES("\xE5\0=\xD8\0\xDE"), "å😀", 0 },
    { "UTF-16BE", BYTES("\0\xE5\xD8=\xDE\0"), "å😀", 0 },
    { "UTF-16LE", BYTES("\xE5\0x"), "å", 3 },
    { "UTF-16LE", BYTES("\xE5\0\0\xDEx\0"), "å", 3 },
};

/* Decodes with the block cut at `cut`. */
static void check_decode(const decode_case *it, size_t cut)
{
    kb_encoding encoding = { 0 };
    kb_decoder *decoder = NULL;
    kb_buf out = { 0 };
    kb_error err = { 0 };
    char number[32];
    snprintf(encoding.name, sizeof encoding.name, "%s", it->encoding);
    assert_int_equal(kb_decoder_open(&decoder, &encoding, &err), KB_OK);
    kb_str rest = { it->bytes.ptr + cut, it->bytes.len - cut };
    kb_status status = kb_decoder_add(decoder, (kb_str){ it->bytes.ptr, cut }, false, &out, &err);
    if (status == KB_OK)
        status = kb_decoder_add(decoder, rest, false, &out, &err);
    if (status == KB_OK)
        status = kb_decoder_add(decoder, (kb_str){ 0 }, true, &out, &err);
    assert_int_equal(status, it->bad ? KB_ERR_INPUT : KB_OK);
    snprintf(number, sizeof number, "byte %d of the file", it->bad);
    if (!kb_str_is(kb_buf_view(&out), it->text) || (it->bad && !strstr(err.message, number)))
        fail_msg("%s, cut at %zu: '%.*s', %s", it->encoding, cut, KB_ARG(out), err.message);
    kb_decoder_close(decoder);
    kb_buf_free(&out);
}

static void decoding_does_not_depend_on_the_blocks(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof decodes / sizeof *decodes; i++)
        for (size_t cut = 0; cut <= decodes[i].bytes.len; cut++)
            check_decode(&decodes[i], cut);
}

static void a_mark_is_skipped_also_when_it_is_cut(void **state)
{
    (void)state;
    kb_encoding encoding = { .name = "UTF-8", .mark_bytes = 3 };
    kb_decoder *decoder = NULL;
    kb_buf out = { 0 };
    assert_int_equal(kb_decoder_open(&decoder, &encoding, NULL), KB_OK);
    assert_int_equal(kb_decoder_add(decoder, KB_STR("\xEF"), false, &out, NULL), KB_OK);
    assert_int_equal(kb_decoder_add(decoder, KB_STR("\xBB\xBFid"), false, &out, NULL), KB_OK);
    assert_true(kb_str_is(kb_buf_view(&out), "id"));
    kb_decoder_close(decoder);
    kb_buf_free(&out);
}

/* Long enough for several pieces; the pieces end inside characters unless cared for. */
static void long_text_comes_back_as_the_same_bytes(void **state)
{
    (void)state;
    static const char *const names[] = { "windows-1252", "UTF-16LE", "UTF-16BE", "UTF-8" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        kb_encoding encoding = { 0 };
        kb_decoder *decoder = NULL;
        kb_buf text = { 0 }, bytes = { 0 }, back = { 0 };
        for (int n = 0; n < 3000; n++)
            kb_buf_puts(&text, n % 7 ? "æøå€" : "ø");
        snprintf(encoding.name, sizeof encoding.name, "%s", names[i]);
        assert_int_equal(kb_encoding_encode(&encoding, kb_buf_view(&text), &bytes, NULL), KB_OK);
        assert_int_equal(kb_decoder_open(&decoder, &encoding, NULL), KB_OK);
        assert_int_equal(kb_decoder_add(decoder, kb_buf_view(&bytes), true, &back, NULL), KB_OK);
        assert_true(kb_str_equal(kb_buf_view(&text), kb_buf_view(&back)));
        kb_decoder_close(decoder);
        kb_buf_free(&text);
        kb_buf_free(&bytes);
        kb_buf_free(&back);
    }
}

static void a_character_outside_the_encoding_is_told(void **state)
{
    (void)state;
    kb_encoding encoding = { .name = "windows-1252" };
    kb_buf bytes = { 0 };
    assert_int_equal(kb_encoding_encode(&encoding, KB_STR("ja 😀"), &bytes, NULL), KB_ERR_INPUT);
    kb_buf_free(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_encoding_is_sniffed),
        cmocka_unit_test(a_character_cut_by_the_head_is_no_error),
        cmocka_unit_test(a_name_that_does_not_fit_is_refused),
        cmocka_unit_test(decoding_does_not_depend_on_the_blocks),
        cmocka_unit_test(a_mark_is_skipped_also_when_it_is_cut),
        cmocka_unit_test(long_text_comes_back_as_the_same_bytes),
        cmocka_unit_test(a_character_outside_the_encoding_is_told),
    };
    return cmocka_run_group_tests_name("import/encoding", tests, NULL, NULL);
}
