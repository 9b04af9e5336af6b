/* SPDX-License-Identifier: MIT */
/* Language packs: that they are sound, and what a codebook may do with them. */
#include "kit.h"

#include "base/sha256.h"
#include "use_pack.h"

#define TOP  "codebook: 1\nid: b\ntitle: T\nversion: '1.0.0'\nlanguage: nb\n"
#define REST COLUMNS ROW "      rules: x\n"

/* ---- the packs themselves ---- */

/* Opens a pack as a codebook would, without one. */
typedef struct opened {
    kb_arena arena;
    kb_findings findings;
    kb_codebook book;
    kb_loader loader;
    kb_node use;
    kb_pack_use pack;
} opened;

static void open_pack(opened *it, const kb_pack *pack)
{
    *it = (opened){ .use = { .kind = KB_NODE_SCALAR, .value = pack->id, .place = { 1, 1 } } };
    it->loader = (kb_loader){ .taker = { &it->arena, &it->findings }, .book = &it->book };
    kb_pack_open(&it->loader, &it->use, NULL, &it->pack);
    assert_ptr_equal(it->pack.pack, pack);
}

static void close_pack(opened *it)
{
    kb_pack_close(&it->pack);
    kb_arena_free(&it->loader.scratch);
    kb_arena_free(&it->arena);
    kb_findings_free(&it->findings);
}

static kb_str text_of(const kb_node *entry)
{
    return entry->kind == KB_NODE_MAP ? entry->items[1].value : entry->value;
}

static size_t count_repeated(const kb_node *list)
{
    size_t repeated = 0;
    for (size_t i = 0; i < list->count; i++)
        for (size_t j = 0; j < i; j++)
            if (kb_str_equal(text_of(&list->items[i]), text_of(&list->items[j]))) {
                print_error("twice: '%.*s'\n", KB_ARG(text_of(&list->items[i])));
                repeated++;
            }
    return repeated;
}

static void packs_are_known_by_their_ids(void **state)
{
    (void)state;
    assert_ptr_equal(kb_pack_find(kb_str_from("en-1")), kb_pack_at(0));
    assert_ptr_equal(kb_pack_find(kb_str_from("nb-1")), kb_pack_at(1));
    assert_null(kb_pack_at(2));
    assert_null(kb_pack_find(kb_str_from("nb")));
    assert_null(kb_pack_find(kb_str_from("")));
}

static void a_pack_has_the_hash_of_its_text(void **state)
{
    (void)state;
    for (size_t i = 0; kb_pack_at(i) != NULL; i++) {
        char sha256[65];
        kb_sha256_of(kb_pack_at(i)->yaml, sha256);
        assert_string_equal(kb_pack_at(i)->sha256, sha256);
    }
}

static void no_entry_of_a_pack_is_there_twice(void **state)
{
    (void)state;
    for (size_t i = 0; kb_pack_at(i) != NULL; i++) {
        opened it;
        open_pack(&it, kb_pack_at(i));
        const kb_node *lists[] = {
            it.pack.before,        it.pack.after,          it.pack.not,
            it.pack.clause_breaks, it.pack.ignore_answers, it.pack.abbreviations
        };
        for (size_t j = 0; j < sizeof lists / sizeof *lists; j++) {
            assert_non_null(lists[j]);
            assert_int_equal(count_repeated(lists[j]), 0);
        }
        close_pack(&it);
    }
}

static void every_entry_of_a_pack_is_read(void **state)
{
    (void)state;
    for (size_t i = 0; kb_pack_at(i) != NULL; i++) {
        opened it;
        kb_buf yaml = { 0 };
        kb_buf_printf(&yaml,
                      TOP "negation: {use: %s}\ntext: {use: %s}\nignore_answers: {use: %s}\n" REST,
                      kb_pack_at(i)->id.ptr, kb_pack_at(i)->id.ptr, kb_pack_at(i)->id.ptr);
        loaded with = load_bytes(kb_buf_view(&yaml));
        open_pack(&it, kb_pack_at(i));
        assert_int_equal(kb_problems_count(with.problems), 0);
        assert_int_equal(with.book->before_count, it.pack.before->count);
        assert_int_equal(with.book->after_count, it.pack.after->count);
        assert_int_equal(with.book->not_cue_count, it.pack.not ->count);
        assert_int_equal(with.book->clause_break_count, it.pack.clause_breaks->count);
        assert_int_equal(with.book->abbreviation_count, it.pack.abbreviations->count);
        assert_int_equal(with.book->ignore_answer_count, it.pack.ignore_answers->count);
        assert_int_equal(with.book->pack_count, 1);
        const kb_phrase *phrases = NULL;
        size_t count = 0;
        kb_pack_phrases(&it.pack, it.pack.not, NULL, "not", &phrases, &count);
        kb_pack_phrases(&it.pack, it.pack.clause_breaks, NULL, "x", &phrases, &count);
        kb_pack_phrases(&it.pack, it.pack.ignore_answers, NULL, "x", &phrases, &count);
        assert_int_equal(it.pack.findings.count, 0);
        close_pack(&it);
        unload(&with);
        kb_buf_free(&yaml);
    }
}

/* ---- in a codebook ---- */

/* The cue with this text, or NULL. */
static const kb_cue *find_cue(const kb_cue *cues, size_t count, const char *source)
{
    for (size_t i = 0; i < count; i++)
        if (kb_str_is(cues[i].phrase.source, source))
            return &cues[i];
    return NULL;
}

static bool has_phrase(const kb_phrase *phrases, size_t count, const char *source)
{
    for (size_t i = 0; i < count; i++)
        if (kb_str_is(phrases[i].source, source))
            return true;
    return false;
}

static loaded load_well(const char *yaml)
{
    loaded it = load(yaml);
    kb_buf found = { 0 };
    list_problems(it.problems, &found);
    assert_string_equal(found.ptr, "");
    kb_buf_free(&found);
    return it;
}

static void words_of_the_book_are_added_after_those_of_the_pack(void **state)
{
    (void)state;
    loaded it = load_well(TOP "negation: {use: nb-1, before: ['nix', 'ike bra'], after: ['niks'], "
                              "not: ['ikke tull']}\n" REST);
    const kb_codebook *book = it.book;
    assert_non_null(find_cue(book->before, book->before_count, "mangl*"));
    assert_string_equal(book->before[book->before_count - 2].phrase.source.ptr, "nix");
    assert_string_equal(book->after[book->after_count - 1].phrase.source.ptr, "niks");
    assert_true(has_phrase(book->not_cues, book->not_cue_count, "ikke tull"));
    assert_true(has_phrase(book->not_cues, book->not_cue_count, "[ikke/ikkje/ikje/ike] minst"));
    unload(&it);
}

static void the_window_is_that_of_the_pack_unless_the_book_writes_one(void **state)
{
    (void)state;
    loaded of_pack = load_well(TOP "negation: {use: nb-1, before: ['nix']}\n" REST);
    loaded own = load_well(TOP "negation: {use: nb-1, window: 2, before: ['nix']}\n" REST);
    assert_int_equal(find_cue(of_pack.book->before, of_pack.book->before_count, "mangl*")->within,
                     5);
    assert_int_equal(find_cue(of_pack.book->before, of_pack.book->before_count, "nix")->within, 5);
    assert_int_equal(find_cue(own.book->before, own.book->before_count, "mangl*")->within, 2);
    assert_int_equal(find_cue(own.book->before, own.book->before_count, "nix")->within, 2);
    assert_int_equal(find_cue(own.book->before, own.book->before_count, "null")->within, 1);
    unload(&of_pack);
    unload(&own);
}

static void entries_can_be_left_out(void **state)
{
    (void)state;
    loaded it =
        load_well(TOP "negation: {use: nb-1, without: ['mangl*', '[ikke/ikkje] sant', "
                      "'ikke/ikkje/ikje/ike', 'null'], "
                      "before: [{phrase: 'null', within: 3}]}\n"
                      "text: {use: nb-1, without: ['når', 'psyk.']}\n"
                      "ignore_answers: {use: nb-1, without: ['ja/jo/tja'], add: ['niks']}\n" REST);
    const kb_codebook *book = it.book;
    assert_null(find_cue(book->before, book->before_count, "mangl*"));
    assert_null(find_cue(book->before, book->before_count, "ikke/ikkje/ikje/ike"));
    assert_null(find_cue(book->after, book->after_count, "ikke/ikkje/ikje/ike"));
    assert_int_equal(find_cue(book->before, book->before_count, "null")->within, 3);
    assert_false(has_phrase(book->not_cues, book->not_cue_count, "[ikke/ikkje] sant"));
    assert_false(has_phrase(book->clause_breaks, book->clause_break_count, "når"));
    assert_true(has_phrase(book->clause_breaks, book->clause_break_count, "men"));
    for (size_t i = 0; i < book->abbreviation_count; i++)
        assert_false(kb_str_is(book->abbreviations[i], "psyk."));
    assert_false(has_phrase(book->ignore_answers, book->ignore_answer_count, "ja/jo/tja"));
    assert_true(has_phrase(book->ignore_answers, book->ignore_answer_count, "niks"));
    unload(&it);
}

static void lists_of_text_are_joined(void **state)
{
    (void)state;
    loaded it =
        load_well(TOP "negation: {before: [nix]}\ntext: {use: nb-1, clause_breaks: ['enn'], "
                      "abbreviations: ['tull.']}\n" REST);
    const kb_codebook *book = it.book;
    assert_true(has_phrase(book->clause_breaks, book->clause_break_count, "men"));
    assert_string_equal(book->clause_breaks[book->clause_break_count - 1].source.ptr, "enn");
    assert_string_equal(book->abbreviations[book->abbreviation_count - 1].ptr, "tull.");
    assert_int_equal(book->before_count, 1);
    unload(&it);
}

static void what_a_pack_brings_stands_where_it_is_used(void **state)
{
    (void)state;
    loaded it = load_well(TOP "negation: {use: nb-1}\n" REST);
    assert_int_equal(it.book->before[3].phrase.place.line, 6);
    assert_int_equal(it.book->before[3].phrase.place.column, 17);
    assert_int_equal(it.book->not_cues[0].place.line, 6);
    unload(&it);
}

/* Neither the book's gap nor its macros reach into a pack. */
static void a_pack_means_the_same_in_every_book(void **state)
{
    (void)state;
    loaded it = load_well(TOP "text: {gap: 0}\nnegation: {use: nb-1}\nmacros: {mangl: 'x'}\n" REST);
    assert_non_null(find_cue(it.book->before, it.book->before_count, "mangl*"));
    unload(&it);
}

static void several_packs_are_named_once_each(void **state)
{
    (void)state;
    loaded it = load_well(TOP "negation: {use: nb-1}\ntext: {use: en-1}\n"
                              "ignore_answers: {use: nb-1}\n" REST);
    assert_int_equal(it.book->pack_count, 2);
    assert_string_equal(it.book->packs[0]->id.ptr, "en-1"); /* text is read first */
    assert_string_equal(it.book->packs[1]->id.ptr, "nb-1");
    unload(&it);
}

#define NONE                                                                                       \
    "'without' leaves out entries of a language pack, and none is used [name the pack: use: nb-1]"

static const bad_book bad[] = {
    { "an unknown pack", TOP "negation: {use: nb-2, before: [x]}\n" REST,
      "6:17: no language pack is called 'nb-2'; there are: en-1, nb-1 [did you mean 'nb-1'?]" },
    { "a pack of no name like it", TOP "text: {use: norsk-bokmål}\nnegation: {before: [x]}\n" REST,
      "6:13: no language pack is called 'norsk-bokmål'; there are: en-1, nb-1" },
    { "a list of packs", TOP "negation: {use: [nb-1], before: [x]}\n" REST,
      "6:17: 'use' must be text [put single quotes around text that begins with '[']" },
    { "an entry that is not there",
      TOP "negation: {use: nb-1, without: ['mangl', 'men', '']}\n" REST,
      "6:33: pack nb-1 has no entry 'mangl' here [did you mean 'mangl*'?]\n"
      "6:42: pack nb-1 has no entry 'men' here [see: kodebok pack nb-1]\n"
      "6:49: pack nb-1 has no entry '' here [see: kodebok pack nb-1]" },
    { "an entry that is a list",
      TOP "text: {use: nb-1, without: [[men]]}\nnegation: {use: nb-1}\n" REST,
      "6:29: 'without' must be text [put single quotes around text that begins with '[']" },
    { "without that is no list", TOP "negation: {use: nb-1, without: 'mangl*'}\n" REST,
      "6:32: 'without' must be a list [write [one, two], or a line '- ' for each]" },
    { "without no pack", TOP "negation: {without: ['mangl*'], before: [x]}\n" REST, "6:21: " NONE },
    { "non-answers without a pack", HEAD "ignore_answers: {add: ['nei']}\n" REST,
      "7:17: 'ignore_answers' needs 'use'" },
    { "non-answers with an unknown key", HEAD "ignore_answers: {use: nb-1, ad: ['nei']}\n" REST,
      "7:29: unknown key 'ad' in 'ignore_answers' [did you mean 'add'?]" },
    { "non-answers that are text", HEAD "ignore_answers: nei\n" REST,
      "7:17: 'ignore_answers' must be a list [write [one, two], or a line '- ' for each]" },
    { "one's own words are still checked", TOP "negation: {use: nb-1, before: ['a )']}\n" REST,
      "6:35: ')' closes nothing" },
};

static void what_cannot_be_used_is_told(void **state)
{
    (void)state;
    expect_problems(bad, sizeof bad / sizeof *bad);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(packs_are_known_by_their_ids),
        cmocka_unit_test(a_pack_has_the_hash_of_its_text),
        cmocka_unit_test(no_entry_of_a_pack_is_there_twice),
        cmocka_unit_test(every_entry_of_a_pack_is_read),
        cmocka_unit_test(words_of_the_book_are_added_after_those_of_the_pack),
        cmocka_unit_test(the_window_is_that_of_the_pack_unless_the_book_writes_one),
        cmocka_unit_test(entries_can_be_left_out),
        cmocka_unit_test(lists_of_text_are_joined),
        cmocka_unit_test(what_a_pack_brings_stands_where_it_is_used),
        cmocka_unit_test(a_pack_means_the_same_in_every_book),
        cmocka_unit_test(several_packs_are_named_once_each),
        cmocka_unit_test(what_cannot_be_used_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
