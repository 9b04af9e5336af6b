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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_digest_is_that_of_the_message_alone),
        cmocka_unit_test(any_number_of_messages_will_do),
        cmocka_unit_test(every_way_gives_the_same),
    };
    return cmocka_run_group_tests_name("base/sha256_lanes", tests, fill_bytes, NULL);
}
