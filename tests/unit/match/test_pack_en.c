/* SPDX-License-Identifier: MIT */
/* The English language pack on sentences written for it; each entry is needed by one. */
#include "pack_kit.h"

static const char book_yaml[] =
    "codebook: 1\nid: p\ntitle: P\nversion: '1.0.0'\nlanguage: en\n"
    "negation: {use: en-1}\ntext: {use: en-1}\nignore_answers: {use: en-1}\n"
    "categories: {k: {label: K}}\n"
    "themes: [{id: t, label: T, cells: {k: {statement: S, rules: ['trust', "
    "'training', 'meeting*', 'time', 'communication']}}}]\n";

static const sentence before[] = {
    { "There is not enough time.", "-time" },
    { "We cannot find time.", "-time" },
    { "There isn't any trust.", "-trust" },
    { "There isnt any trust.", "-trust" },
    { "There isn’t any trust.", "-trust" },
    { "We don't get training.", "-training" },
    { "They didnt give us training.", "-training" },
    { "We haven't had meetings.", "-meetings" },
    { "We won't have time.", "-time" },
    { "They can't find time.", "-time" },
    { "No training.", "-training" },
    { "No real training.", "-training" },
    { "We never have meetings.", "-meetings" },
    { "Without trust it stops.", "-trust" },
    { "Nothing about training.", "-training" },
    { "Nobody gets training.", "-training" },
    { "No one here gets any training.", "-training" },
    { "Neither time nor training.", "-time -training" },
    { "Lack of communication and trust.", "-communication -trust" },
    { "It lacks trust.", "-trust" },
    { "Missing communication.", "-communication" },
    { "An absence of trust.", "-trust" },
    { "Shortage of time.", "-time" },
    { "Devoid of trust.", "-trust" },
    { "Absent communication.", "-communication" },
    { "Impossible to get any training.", "-training" },
    { "Management fails to offer the training.", "-training" },
    { "Hardly any meetings.", "-meetings" },
    { "We rarely have meetings.", "-meetings" },
    { "Little trust.", "-trust" },
    { "Too few meetings.", "-meetings" },
    { "Poor communication.", "-communication" },
    { "Bad communication.", "-communication" },
    { "Weak communication.", "-communication" },
    { "Insufficient training.", "-training" },
    { "Limited time.", "-time" },
    { "Minimal training.", "-training" },
    { "Zero trust.", "-trust" },
};

static const sentence after[] = {
    { "Training is not good.", "-Training" },
    { "Meetings here are never on the agenda.", "-Meetings" },
    { "Training isn't there.", "-Training" },
    { "Trust doesn't exist.", "-Trust" },
    { "Training hasn't started.", "-Training" },
    { "Meetings never happen.", "-Meetings" },
    { "Communication is often poor.", "-Communication" },
    { "Trust is missing.", "-Trust" },
    { "Communication leaves a lot to be desired.", "-Communication" },
    { "Trust disappeared.", "-Trust" },
};

static const sentence no_cues[] = {
    { "Not only trust.", "+trust" },
    { "Not least the training.", "+training" },
    { "Not surprising that trust is high.", "+trust" },
    { "Why not more meetings?", "+meetings" },
    { "If nothing else, the training.", "+training" },
    { "No doubt trust.", "+trust" },
    { "No wonder trust is high.", "+trust" },
    { "No less training.", "+training" },
    { "No problem with time.", "+time" },
    { "No complaints about training.", "+training" },
    { "Nothing to complain about in the training.", "+training" },
    { "Nothing but good training.", "+training" },
    { "Couldn't be better training.", "+training" },
    { "Can't complain about the training.", "+training" },
    { "It couldn't have been better training.", "+training" },
    { "We cannot get better training.", "-training" },
    { "It is not better training.", "-training" },
    { "We cannot complain to our training managers.", "-training" },
    { "Nothing is better than meetings.", "+meetings" },
    { "Never had better training.", "+training" },
    { "Training is not bad.", "+Training" },
    { "Training isn't bad.", "+Training" },
    { "Not lacking in trust.", "+trust" },
    { "No lack of trust.", "+trust" },
    { "We don't lack time.", "+time" },
    { "Not without trust.", "+trust" },
    { "They never fail to give training.", "+training" },
    { "They don't fail to give training.", "+training" },
    { "A few meetings.", "+meetings" },
    { "The last few meetings.", "+meetings" },
    { "Little by little time comes.", "+time" },
    { "Notable trust.", "+trust" },
    { "Now training.", "+training" },
    { "Not a word was said here about training.", "+training" },
    { "Few people with time.", "+time" },
};

static const sentence clauses[] = {
    { "Not easy, but good communication.", "+communication" },
    { "Not easy though training helps.", "+training" },
    { "Not easy, however training helps.", "+training" },
    { "Not easy because meetings drag.", "+meetings" },
    { "Not easy since meetings drag.", "+meetings" },
    { "Not easy when meetings drag.", "+meetings" },
    { "Not easy if meetings drag.", "+meetings" },
    { "Not easy while meetings drag.", "+meetings" },
    { "Not easy despite training.", "+training" },
    { "Not easy in spite of training.", "+training" },
    { "Not easy except training.", "+training" },
    { "Not easy apart from training.", "+training" },
    { "Not easy, therefore training.", "+training" },
    { "Not shut so that time remains.", "+time" },
    { "Not easy as long as meetings drag.", "+meetings" },
    { "Not easy due to meetings.", "+meetings" },
    { "Not one plan leads to trust.", "+trust" },
    { "Not easy and we get training.", "+training" },
    { "Not easy and has meetings.", "+meetings" },
};

static const sentence non_answers[] = {
    { "Don't know", "0" },
    { "I do not know.", "0" },
    { "No idea", "0" },
    { "Not sure", "0" },
    { "I'm not sure.", "0" },
    { "I’m not sure.", "0" },
    { "Unsure", "0" },
    { "No", "0" },
    { "Nope", "0" },
    { "Nil", "0" },
    { "I dunno", "0" },
    { "Nothing at all.", "0" },
    { "No thanks", "0" },
    { "No, thank you.", "0" },
    { "Yes", "0" },
    { "None", "0" },
    { "Nothing to add", "0" },
    { "Nothing in particular", "0" },
    { "I have nothing to add", "0" },
    { "No comment", "0" },
    { "I have no further comments.", "0" },
    { "Can't remember", "0" },
    { "Don't recall", "0" },
    { "Hard to say", "0" },
    { "Not applicable", "0" },
    { "See above", "0" },
    { "The same", "0" },
    { "Same as before", "0" },
    { "Ditto", "0" },
    { "Thanks", "0" },
    { "Thank you!", "0" },
    { "NA", "0" },
    { "n/a", "0" },
    { "DK", "0" },
    { "Skip", "0" },
    { "test", "0" },
    { "xx", "0" },
    { "No training", "-training" },
    { "Nothing. No idea. Good communication.", "+communication" },
};

#define ALL(table) ((sentences){ table, sizeof(table) / sizeof *(table) })

static kb_codebook *book;

static int open_book(void **state)
{
    (void)state;
    book = read_book(book_yaml);
    return 0;
}

static int close_book(void **state)
{
    (void)state;
    kb_codebook_free(book);
    return 0;
}

static void a_cue_negates_in_both_directions(void **state)
{
    (void)state;
    assert_int_equal(count_wrong(book, ALL(before), true), 0);
    assert_int_equal(count_wrong(book, ALL(after), true), 0);
}

static void every_form_of_a_cue_negates(void **state)
{
    (void)state;
    size_t wrong =
        count_silent_forms(book, false, "trust") + count_silent_forms(book, true, "trust");
    assert_int_equal(wrong, 0);
}

static void look_alikes_windows_and_clauses_negate_nothing(void **state)
{
    (void)state;
    assert_int_equal(count_wrong(book, ALL(no_cues), true), 0);
    assert_int_equal(count_wrong(book, ALL(clauses), true), 0);
}

static void an_answer_that_says_nothing_is_known(void **state)
{
    (void)state;
    assert_int_equal(count_wrong(book, ALL(non_answers), true), 0);
}

static void an_abbreviation_ends_no_sentence(void **state)
{
    (void)state;
    kb_buf text = { 0 };
    for (size_t i = 0; i < book->abbreviation_count; i++) {
        kb_buf_reset(&text);
        kb_buf_printf(&text, "Not %.*s meetings", KB_ARG(book->abbreviations[i]));
        kb_buf_char(&text, '\0');
        const sentence one = { text.ptr, "-meetings" };
        assert_int_equal(count_wrong(book, (sentences){ &one, 1 }, true), 0);
    }
    kb_buf_free(&text);
}

static void every_entry_is_needed(void **state)
{
    (void)state;
    size_t idle = count_idle_cues(*book, false, ALL(before));
    idle += count_idle_cues(*book, true, ALL(after));
    idle += count_idle_phrases(*book, NOT_CUES, ALL(no_cues));
    idle += count_idle_phrases(*book, CLAUSE_BREAKS, ALL(clauses));
    idle += count_idle_phrases(*book, IGNORED_ANSWERS, ALL(non_answers));
    assert_int_equal(idle, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cue_negates_in_both_directions),
        cmocka_unit_test(every_form_of_a_cue_negates),
        cmocka_unit_test(look_alikes_windows_and_clauses_negate_nothing),
        cmocka_unit_test(an_answer_that_says_nothing_is_known),
        cmocka_unit_test(an_abbreviation_ends_no_sentence),
        cmocka_unit_test(every_entry_is_needed),
    };
    return cmocka_run_group_tests(tests, open_book, close_book);
}
