/* SPDX-License-Identifier: MIT */
/* Eight SHA-256 at a time: each is the one that a single one would be. */
#include "base/sha256_lanes.c" /* all ways to work, not only what suits this processor best */
#include "base/str.h"

#include "unit.h"

enum { LONGEST = 700 };

static char bytes[2 * LONGEST];

static int fill_bytes(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i * i * 31 >> 3);
    return 0;
}

static void expect_each(const kb_str *messages, size_t count)
{
    static uint8_t got[LONGEST][KB_SHA256_SIZE];
    kb_sha256_each(messages, count, got);
    for (size_t i = 0; i < count; i++) {
        kb_sha256 sha;
        uint8_t wanted[KB_SHA256_SIZE];
        kb_sha256_init(&sha);
        kb_sha256_add(&sha, messages[i]);
        kb_sha256_digest(&sha, wanted);
        assert_memory_equal(got[i], wanted, sizeof wanted);
    }
}

/* Short and long ones share the lanes: 0 to 699 bytes, up, down and mixed. */
static void each_digest_is_that_of_the_message_alone(void **state)
{
    (void)state;
    kb_str messages[LONGEST];
    for (size_t i = 0; i < LONGEST; i++)
        messages[i] = (kb_str){ bytes + i, i };
    expect_each(messages, LONGEST);
    for (size_t i = 0; i < LONGEST; i++)
        messages[i].len = LONGEST - 1 - i;
    expect_each(messages, LONGEST);
    for (size_t i = 0; i < LONGEST; i++)
        messages[i].len = i * 389 % LONGEST;
    expect_each(messages, LONGEST);
}

static void any_number_of_messages_will_do(void **state)
{
    (void)state;
    kb_str messages[20];
    for (size_t i = 0; i < 20; i++)
        messages[i] = (kb_str){ bytes + 3 * i, 50 + i * 29 % 200 };
    for (size_t count = 0; count <= 20; count++)
        expect_each(messages, count);
    messages[0] = (kb_str){ NULL, 0 };
    expect_each(messages, 1);
}

static void every_way_gives_the_same(void **state)
{
    (void)state;
    const unsigned char *blocks[LANES];
    for (size_t round = 0; round < 20; round++) {
        uint32_t plain[8][LANES], fast[8][LANES];
        for (size_t i = 0; i < LANES; i++)
            blocks[i] = (const unsigned char *)bytes + round * 7 + i * 33;
        memcpy(plain, bytes + round, sizeof plain);
        memcpy(fast, plain, sizeof fast);
        compress_plain(plain, blocks);
        compress_eight(fast, blocks);
        assert_memory_equal(fast, plain, sizeof plain);
    }
}

static void deal_out(kb_str text, size_t piece, char out[KB_SHA256_TEXT])
{
    kb_sha256_dealt sha;
    kb_sha256_dealt_init(&sha);
    for (size_t at = 0; at < text.len; at += piece)
        kb_sha256_dealt_add(
            &sha, (kb_str){ text.ptr + at, text.len - at < piece ? text.len - at : piece });
    kb_sha256_dealt_end(&sha, out);
}

/* Made with another program from the description in the header. */
static void what_is_dealt_out_has_a_known_hash(void **state)
{
    (void)state;
    static const struct {
        size_t len;
        const char *hash;
    } known[] = {
        { 0, "51515fccace8c9a81370e20dba88f96772b53e00b872df87b6de1cf36f0d4d8a" },
        { 1, "7a0168b39ace642254ec8ca6f640abf4c2d4a6e7955518f6bb25b44c0b7d93df" },
        { 63, "9f3f0a5d1aadd0d4149e6c6b0e5a745f4e59c2243ed72a2e5f8db5bca605ae3a" },
        { 64, "4e2fa7901d80924969e8cd3e44995d9403c09b27d660a9e3ba8be37b18af0489" },
        { 65, "10adff2bad80315d18b7bfc1a0dab96401eba07bfe05cc75507819087227ed30" },
        { 511, "5121544e9b3a1335521e354ad324c9fa79644bfd81e5f0b5dfc7c09dbb81c43b" },
        { 512, "fe493685356ae348ad0e25ca514eeab0b2f0521cec967df5742db920f6563547" },
        { 513, "beb9087ee225d3713d612ac4e1a2fbe0a69a690111f4866609772d538d5f6fcf" },
        { 1024, "69bf884ec55f93c733da4deda737dd99cac10f220be06b331f45d1962089b9f7" },
        { 1399, "92d43df522ad56b04109d8e5fee6f0f84bc29dd61246c5570fa333dfeedf0fc9" },
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        char text[KB_SHA256_TEXT];
        for (size_t piece = 1; piece < sizeof bytes; piece = piece * 3 + 1) {
            deal_out((kb_str){ bytes, known[i].len }, piece, text);
            assert_string_equal(text, known[i].hash);
        }
    }
}

/* The filling with zeros is told from zeros that are there, and one field from two. */
static void alike_is_not_the_same(void **state)
{
    (void)state;
    static const char zeros[100];
    char a[KB_SHA256_TEXT], b[KB_SHA256_TEXT];
    deal_out((kb_str){ zeros, 99 }, 100, a);
    deal_out((kb_str){ zeros, 100 }, 100, b);
    assert_string_not_equal(a, b);
    static const char *const fields[][2] = { { "ab", "c" }, { "a", "bc" } };
    for (size_t i = 0; i < 2; i++) {
        kb_sha256_dealt sha;
        kb_sha256_dealt_init(&sha);
        kb_sha256_dealt_field(&sha, kb_str_from(fields[i][0]));
        kb_sha256_dealt_field(&sha, kb_str_from(fields[i][1]));
        kb_sha256_dealt_end(&sha, i == 0 ? a : b);
    }
    assert_string_not_equal(a, b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_digest_is_that_of_the_message_alone),
        cmocka_unit_test(any_number_of_messages_will_do),
        cmocka_unit_test(every_way_gives_the_same),
        cmocka_unit_test(what_is_dealt_out_has_a_known_hash),
        cmocka_unit_test(alike_is_not_the_same),
    };
    return cmocka_run_group_tests_name("base/sha256_lanes", tests, fill_bytes, NULL);
}
