/* SPDX-License-Identifier: MIT */
/* A sum of hashes: no order, and what is taken out was never there. */
#include "base/hash_sum.h"
#include "base/str.h"

#include <string.h>

#include "unit.h"

static void digest_of(const char *text, uint8_t digest[KB_SHA256_SIZE])
{
    kb_sha256 sha;
    kb_sha256_init(&sha);
    kb_sha256_add(&sha, kb_str_from(text));
    kb_sha256_digest(&sha, digest);
}

static void add(kb_hash_sum *sum, const char *text)
{
    uint8_t digest[KB_SHA256_SIZE];
    digest_of(text, digest);
    kb_hash_sum_add(sum, digest);
}

static void subtract_digest(kb_hash_sum *sum, const uint8_t digest[KB_SHA256_SIZE])
{
    kb_hash_sum part = { 0 };
    kb_hash_sum_add(&part, digest);
    kb_hash_sum_remove(sum, &part);
}

static void subtract(kb_hash_sum *sum, const char *text)
{
    uint8_t digest[KB_SHA256_SIZE];
    digest_of(text, digest);
    subtract_digest(sum, digest);
}

static void the_order_does_not_matter(void **state)
{
    (void)state;
    kb_hash_sum a = { 0 }, b = { 0 }, part = { 0 };
    char x[KB_SHA256_TEXT], y[KB_SHA256_TEXT];
    add(&a, "møte"), add(&a, "rutiner"), add(&a, "tillit");
    add(&b, "tillit");
    add(&part, "rutiner"), add(&part, "møte");
    kb_hash_sum_join(&b, &part);
    kb_hash_sum_end(&a, x);
    kb_hash_sum_end(&b, y);
    assert_string_equal(x, y);
    add(&b, "møte");
    kb_hash_sum_end(&b, y);
    assert_string_not_equal(x, y);
}

static void what_is_taken_out_was_never_there(void **state)
{
    (void)state;
    kb_hash_sum a = { 0 }, b = { 0 }, none = { 0 };
    char x[KB_SHA256_TEXT], y[KB_SHA256_TEXT];
    add(&a, "ærlig"), add(&a, "avtale"), subtract(&a, "ærlig");
    add(&b, "avtale");
    assert_memory_equal(&a, &b, sizeof a);
    subtract(&a, "avtale");
    assert_memory_equal(&a, &none, sizeof a);
    /* Out first, in afterwards: it passes below zero and comes back. */
    subtract(&a, "åpen");
    kb_hash_sum_end(&a, x);
    kb_hash_sum_end(&none, y);
    assert_string_not_equal(x, y);
    add(&a, "åpen");
    assert_memory_equal(&a, &none, sizeof a);
    /* Several at once. */
    add(&a, "én"), add(&a, "to"), add(&a, "tre");
    add(&none, "tre");
    b = (kb_hash_sum){ 0 };
    add(&b, "to"), add(&b, "én");
    kb_hash_sum_remove(&a, &b);
    assert_memory_equal(&a, &none, sizeof a);
}

static void sums_carry_over_all_words(void **state)
{
    (void)state;
    uint8_t most[KB_SHA256_SIZE], one[KB_SHA256_SIZE] = { 1 }, top[KB_SHA256_SIZE] = { 0 };
    memset(most, 0xFF, sizeof most);
    top[KB_SHA256_SIZE - 1] = 0x80;
    kb_hash_sum sum = { 0 };
    kb_hash_sum_add(&sum, most);
    kb_hash_sum_add(&sum, one);
    assert_memory_equal(&sum, &((kb_hash_sum){ .count = 2 }), sizeof sum);
    subtract_digest(&sum, one);
    for (int i = 0; i < 4; i++)
        assert_true(sum.words[i] == UINT64_MAX);
    subtract_digest(&sum, most);
    assert_memory_equal(&sum, &((kb_hash_sum){ 0 }), sizeof sum);
    kb_hash_sum_add(&sum, top);
    kb_hash_sum_add(&sum, top);
    assert_memory_equal(&sum, &((kb_hash_sum){ .count = 2 }), sizeof sum);
}

/* Known values, made with another program; `text` is what stands in projects. */
static void the_hash_is_what_it_has_always_been(void **state)
{
    (void)state;
    kb_hash_sum sum = { 0 };
    char text[KB_HASH_SUM_TEXT], hash[KB_SHA256_TEXT];
    kb_hash_sum_end(&sum, hash);
    assert_string_equal(hash, "2c34ce1df23b838c5abf2a7f6437cca3d3067ed509ff25f11df6b11b582b51eb");
    add(&sum, "abc"), add(&sum, "Åsnes");
    kb_hash_sum_write(&sum, text);
    assert_string_equal(text, "66a0ff9d0fa4f28915e12652613ad5521c6c89eb2d829dd0aac7afabe46161c5:2");
    kb_hash_sum_end(&sum, hash);
    assert_string_equal(hash, "3ed2a04a551a35d5794afb0166e9312bc0e57abe88bc83ce8664b05bd632fa9d");
}

static void a_sum_comes_back_from_its_text(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "",
        ":",
        "abc:1",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000000:",
        "000000000000000000000000000000000000000000000000000000000000000g:1",
        "000000000000000000000000000000000000000000000000000000000000000A:1",
        "0000000000000000000000000000000000000000000000000000000000000000:-1",
        "0000000000000000000000000000000000000000000000000000000000000000:18446744073709551616",
        "0000000000000000000000000000000000000000000000000000000000000000:1 ",
    };
    kb_hash_sum sum = { .count = UINT64_MAX - 1 }, back;
    char text[KB_HASH_SUM_TEXT];
    add(&sum, "fôr");
    kb_hash_sum_write(&sum, text);
    assert_int_equal(strlen(text), KB_HASH_SUM_TEXT - 1);
    assert_true(kb_hash_sum_read(&back, kb_str_from(text)));
    assert_memory_equal(&sum, &back, sizeof sum);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        back.count = 7;
        assert_false(kb_hash_sum_read(&back, kb_str_from(wrong[i])));
        assert_memory_equal(&back, &((kb_hash_sum){ 0 }), sizeof back);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_order_does_not_matter),
        cmocka_unit_test(what_is_taken_out_was_never_there),
        cmocka_unit_test(sums_carry_over_all_words),
        cmocka_unit_test(the_hash_is_what_it_has_always_been),
        cmocka_unit_test(a_sum_comes_back_from_its_text),
    };
    return cmocka_run_group_tests_name("base/hash_sum", tests, NULL, NULL);
}
