/* SPDX-License-Identifier: MIT */
/* Extents, merging, the order of segments, their rules, their first match and its cue. */
#include "kit.h"

static void mark_segments(kb_buf *out, const kb_result *result)
{
    kb_span spans[64];
    size_t count = 0;
    for (size_t i = 0; i < result->segment_count && count < 64; i++)
        spans[count++] = result->segments[i].bytes;
    mark_spans(out, result->text->canonical, spans, count);
}

static void the_extent_says_how_much_is_coded(void **state)
{
    (void)state;
    static const marked cases[] = {
        { "'bil'", "Ja. [Vi har (en) bil.] Nei." },
        { "{phrase: 'bil', extent: match}", "Vi har [bil] og [bil]." },
        { "{phrase: 'bil', extent: sentence}", "  [En bil!]\n\n [To bil] \n tre " },
        { "{phrase: 'bil', extent: clause}", "Buss, tog; [god bil] – [en bil]" },
        { "{phrase: 'bil', extent: answer}", "  [Ja. Bil. Nei!]  \n" },
        { "{phrase: 'bil', extent: {words: 1}}", "en [to bil. Tre] fire" },
        { "{phrase: 'bil', extent: {words: 50}}", " [en to bil. Tre fire]!" },
        { "{phrase: 'bil', extent: {words: 1}}", "[bil en] to [tre bil]" },
        { "{phrase: 'a ...9 b', extent: clause}", "Ja; [nei a; ja; ei b ja]; nei" },
        { "{regex: 'en. to', in: answer}", "null! [Ja en. To nei!] Tre!" },
        { "{all: ['a', 'b'], in: answer, extent: match}", "[a]! c! [b]!" },
        { "{all: ['a', 'b'], in: answer}", "[a!] c! [x b!]" },
        { "{phrase: 'a ...2 b', extent: match}", "[a x b] c" },
    };
    expect_marked(HEAD, cases, COUNT(cases), mark_segments);
}

static void extents_are_inherited(void **state)
{
    (void)state;
    coder c =
        open_good(HEAD "defaults: {extent: match}\n"
                       "categories: {k: {label: K, extent: clause}, l: {label: L}}\n" CODES
                       "    - {id: a, statement: s, extent: {words: 1}, rules: bil}\n"
                       "    - {id: b, statement: s, rules: [buss, {phrase: tog, extent: answer}]}\n"
                       "    l: {statement: s, rules: fly}\n");
    static const marked cases[] = {
        { "bil", "en [to bil tre] fire." },
        { "buss", "en; [to buss]; tre." },
        { "tog", "[en; to tog; tre.]" },
        { "fly", "en; to [fly]; tre." },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        kb_buf found = { 0 };
        char plain[100];
        strip_marks(cases[i].text, plain);
        mark_segments(&found, code(&c, plain));
        assert_string_equal(found.ptr, cases[i].text);
        kb_buf_free(&found);
    }
    close_coder(&c);
}

static void overlapping_spans_of_a_code_are_one_segment(void **state)
{
    (void)state;
    static const marked cases[] = {
        { "'bil'", "[En bil, to bil.] [Tre bil.] Ja." },
        { "{phrase: 'bil', extent: {words: 1}}", "[en bil to bil tre]" },
        { "{phrase: 'bil', extent: {words: 1}}", "[en bil to] [tre bil fire]" },
        { "{regex: 'bil', extent: match}", "[bil],[bil]" }, /* touching is not overlapping */
        { "[{phrase: 'bil', extent: match}, {phrase: 'buss', extent: answer}]",
          "[en bil, en buss]" },
        { "[{phrase: 'a b', extent: match}, {phrase: 'b c', extent: match}]", "[a b c] [b c]" },
    };
    expect_marked(HEAD, cases, COUNT(cases), mark_segments);
}

static void segments_stand_in_text_order(void **state)
{
    (void)state;
    coder c = open_good(BOOK("    - {id: a, statement: s, rules: {phrase: buss, extent: match}}\n"
                             "    - {id: b, statement: s, rules: [bil, buss]}\n"
                             "    - {id: c, statement: s, rules: {phrase: bil, extent: answer}}\n"
                             "    - {id: d, statement: s, rules: {phrase: bil, extent: match}}\n"
                             "    - {id: e, statement: s, rules: bil}\n"));
    static const struct {
        int code;
        size_t begin, end;
    } expected[] = { { 2, 0, 18 }, { 1, 0, 7 },  { 4, 0, 7 },
                     { 3, 0, 3 },  { 1, 8, 18 }, { 0, 11, 15 } };
    const kb_result *result = code(&c, "Bil ja. En buss !!");
    assert_int_equal(result->segment_count, COUNT(expected));
    for (size_t i = 0; i < COUNT(expected); i++) {
        assert_int_equal(result->segments[i].code, expected[i].code);
        assert_int_equal(result->segments[i].bytes.begin, expected[i].begin);
        assert_int_equal(result->segments[i].bytes.end, expected[i].end);
    }
    close_coder(&c);
}

static void a_segment_names_its_rules_and_its_first_match(void **state)
{
    (void)state;
    coder c = open_good(ONE_RULE("['c', 'b c', 'b', 'a x', {phrase: 'q', extent: answer}]"));
    const kb_result *result = code(&c, "x b c b a x");
    assert_int_equal(result->segment_count, 1);
    const kb_segment *segment = &result->segments[0];
    assert_int_equal(segment->rule_count, 4);
    for (int i = 0; i < 4; i++)
        assert_int_equal(segment->rules[i], i);
    assert_int_equal(segment->match.begin, 2); /* leftmost, then longest: b c */
    assert_int_equal(segment->match.end, 5);
    static const struct {
        int rule;
        size_t begin, end;
    } matches[] = { { 1, 2, 5 }, { 2, 2, 3 }, { 0, 4, 5 }, { 2, 6, 7 }, { 3, 8, 11 } };
    assert_int_equal(result->segment_match_count, COUNT(matches));
    for (size_t i = 0; i < COUNT(matches); i++) {
        assert_int_equal(result->segment_matches[i].segment, 0);
        assert_int_equal(result->segment_matches[i].rule, matches[i].rule);
        assert_int_equal(result->segment_matches[i].bytes.begin, matches[i].begin);
        assert_int_equal(result->segment_matches[i].bytes.end, matches[i].end);
    }
    close_coder(&c);
}

static void a_match_in_a_segment_is_its_components_there(void **state)
{
    (void)state;
    coder c = open_good(ONE_RULE("{all: ['a'], any: ['b', 'c'], in: answer}"));
    const kb_result *result = code(&c, "ei a x b! Ja! Ei c x!");
    assert_int_equal(result->match_count, 1);
    assert_int_equal(result->segment_count, 2);
    assert_int_equal(result->segments[0].match.begin, 3);
    assert_int_equal(result->segments[0].match.end, 8);
    assert_int_equal(result->segments[1].match.begin, 17);
    assert_int_equal(result->segments[1].match.end, 18);
    close_coder(&c);
}

static void a_flipped_first_match_shows_its_cue(void **state)
{
    (void)state;
    coder c = open_good(HEAD "negation: {window: 1, before: [ikke]}\n" COLUMNS CODES CODE(
        "for", "{phrase: møter, negated: {flip: t.k.mot}, extent: match}")
                            CODE("mot", "{phrase: hinder, extent: answer}"));
    const kb_result *result = code(&c, "Vi har ikke møter");
    assert_int_equal(result->segment_count, 1);
    assert_int_equal(result->segments[0].code, 1);
    assert_int_equal(result->segments[0].rules[0], 0);     /* the rule it came from */
    assert_int_equal(result->segments[0].bytes.begin, 12); /* and that rule's extent */
    assert_int_equal(result->segments[0].cue.begin, 7);
    assert_int_equal(result->segments[0].cue.end, 11);
    result = code(&c, "hinder: ikke møter");
    assert_int_equal(result->segment_count, 1);
    assert_int_equal(result->segments[0].cue.end, 0); /* the first match was not flipped */
    assert_int_equal(result->segment_matches[1].cue.end, 12);
    close_coder(&c);
}

static void spans_are_those_of_the_canonical_text(void **state)
{
    (void)state;
    coder c = open_good(ONE_RULE("{phrase: 'god dialog', extent: match}"));
    const kb_result *result = code(&c, "\xC2\xA0«Så\xE2\x80\xAF"
                                       "😀 god\xC2\xA0"
                                       "dialog»");
    assert_int_equal(result->segment_count, 1);
    kb_str quote = kb_str_slice(result->text->canonical, result->segments[0].bytes);
    assert_true(kb_str_is(quote, "god\xC2\xA0"
                                 "dialog"));
    close_coder(&c);
}

static void a_million_words_are_no_trouble(void **state)
{
    (void)state;
    coder c = open_good(
        ONE_RULE("['bil', {phrase: 'bil*', extent: match}, {phrase: 'biler', extent: answer}]"));
    kb_buf text = { 0 };
    for (int i = 0; i < 100000; i++)
        kb_buf_puts(&text, "en bil. Biler ");
    const kb_result *result = code_as(&c, kb_buf_view(&text), KB_ABSENT, KB_ABSENT);
    assert_int_equal(result->segment_count, 1);
    assert_int_equal(result->match_count, 400000);
    assert_int_equal(result->segments[0].rule_count, 3);
    kb_buf_free(&text);
    close_coder(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_extent_says_how_much_is_coded),
        cmocka_unit_test(extents_are_inherited),
        cmocka_unit_test(overlapping_spans_of_a_code_are_one_segment),
        cmocka_unit_test(segments_stand_in_text_order),
        cmocka_unit_test(a_segment_names_its_rules_and_its_first_match),
        cmocka_unit_test(a_match_in_a_segment_is_its_components_there),
        cmocka_unit_test(a_flipped_first_match_shows_its_cue),
        cmocka_unit_test(spans_are_those_of_the_canonical_text),
        cmocka_unit_test(a_million_words_are_no_trouble),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
