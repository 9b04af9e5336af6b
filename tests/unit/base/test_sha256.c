/* SPDX-License-Identifier: MIT */
/* SHA-256 against the examples of FIPS 180-4. */
#include "base/sha256.h"

#include "base/str.h"

#include <nettle/sha2.h>

#include "unit.h"

static void digests_are_those_of_the_standard(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        { "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
        { "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
        { "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[KB_SHA256_TEXT];
        kb_sha256_of(kb_str_from(cases[i][0]), text);
        assert_string_equal(text, cases[i][1]);
    }
}

static void pieces_give_the_digest_of_the_whole(void **state)
{
    (void)state;
    kb_sha256 sha;
    char text[KB_SHA256_TEXT];
    kb_sha256_init(&sha);
    for (int i = 0; i < 1000000; i += 1000) {
        char piece[1000];
        memset(piece, 'a', sizeof piece);
        kb_sha256_add(&sha, (kb_str){ piece, sizeof piece });
    }
    kb_sha256_end(&sha, text);
    assert_string_equal(text, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    kb_sha256_add(&sha, KB_STR("abc"));
    kb_sha256_end(&sha, text);
    assert_string_equal(text, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

/* Long inputs are worked in by pieces of 512 bytes, by nettle or not. */
static void any_length_in_any_pieces_is_what_nettle_says(void **state)
{
    (void)state;
    static char bytes[5000];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i * i * 31 >> 3);
    for (size_t len = 0; len < sizeof bytes; len += len < 1100 ? 1 : 97) {
        struct sha256_ctx ctx;
        uint8_t wanted[SHA256_DIGEST_SIZE], got[KB_SHA256_SIZE];
        sha256_init(&ctx);
        sha256_update(&ctx, len, (const uint8_t *)bytes);
        sha256_digest(&ctx, sizeof wanted, wanted);
        for (size_t piece = 7; piece <= sizeof bytes; piece = piece * 3 + 1) {
            kb_sha256 sha;
            kb_sha256_init(&sha);
            for (size_t at = 0; at < len; at += piece)
                kb_sha256_add(&sha, (kb_str){ bytes + at, len - at < piece ? len - at : piece });
            kb_sha256_digest(&sha, got);
            assert_memory_equal(got, wanted, sizeof got);
        }
    }
}

static void fields_that_are_cut_elsewhere_differ(void **state)
{
    (void)state;
    static const char *const fields[][2] = { { "ab", "c" }, { "a", "bc" } };
    char texts[2][KB_SHA256_TEXT];
    for (size_t i = 0; i < 2; i++) {
        kb_sha256 sha;
        kb_sha256_init(&sha);
        kb_sha256_field(&sha, kb_str_from(fields[i][0]));
        kb_sha256_field(&sha, kb_str_from(fields[i][1]));
        kb_sha256_end(&sha, texts[i]);
    }
    assert_string_not_equal(texts[0], texts[1]);
}

static void numbers_are_hashed_little_end_first(void **state)
{
    (void)state;
    kb_sha256 sha;
    char number[KB_SHA256_TEXT], bytes[KB_SHA256_TEXT];
    kb_sha256_init(&sha);
    kb_sha256_number(&sha, 0x0102);
    kb_sha256_end(&sha, number);
    kb_sha256_of(KB_STR("\x02\x01\0\0\0\0\0\0"), bytes);
    assert_string_equal(number, bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(digests_are_those_of_the_standard),
        cmocka_unit_test(pieces_give_the_digest_of_the_whole),
        cmocka_unit_test(any_length_in_any_pieces_is_what_nettle_says),
        cmocka_unit_test(fields_that_are_cut_elsewhere_differ),
        cmocka_unit_test(numbers_are_hashed_little_end_first),
    };
    return cmocka_run_group_tests_name("base/sha256", tests, NULL, NULL);
}
