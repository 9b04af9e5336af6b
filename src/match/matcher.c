/* SPDX-License-Identifier: MIT */
/* All rules of a codebook, compiled; and the scratch that matching needs. */
#include "scan.h"

#include "base/str.h"
#include "base/try.h"
#include "base/unicode.h"

#include <stdio.h>
#include <stdlib.h>

/* Changes when the same codebook and text may give another result. */
static const char engine_version[] = "engine 7";

/* Where Debian and older systems keep hunspell's dictionaries. */
static const char *const default_dirs[] = { "/usr/share/hunspell", "/usr/share/myspell/dicts",
                                            NULL };

typedef struct language_guard {
    const char *language;
    kb_str names[2];
    size_t count;
    const char *package;
} language_guard;

/* The dictionaries that guard `~` when the book names none. */
static const language_guard guards[] = {
    { "nb", { { "nb_NO", 5 }, { "nn_NO", 5 } }, 2, "hunspell-no" },
    { "nn", { { "nb_NO", 5 }, { "nn_NO", 5 } }, 2, "hunspell-no" },
    { "da", { { "da_DK", 5 } }, 1, "hunspell-da" },
    { "sv", { { "sv_SE", 5 } }, 1, "hunspell-sv" },
    { "en", { { "en_US", 5 } }, 1, "hunspell-en-us" },
};

static const language_guard *guard_of(kb_str language)
{
    for (size_t i = 0; i < sizeof guards / sizeof *guards; i++)
        if (kb_str_is(language, guards[i].language))
            return &guards[i];
    return &guards[0];
}

/* The Debian package of the dictionary that the message names, or NULL. */
static const char *package_of(const char *message)
{
    for (size_t i = 0; i < sizeof guards / sizeof *guards; i++)
        for (size_t k = 0; k < guards[i].count; k++)
            if (strstr(message, guards[i].names[k].ptr) != NULL)
                return guards[i].package;
    return NULL;
}

static void problem_with_spelling(const kb_codebook *book, kb_problems *problems,
                                  const kb_error *why)
{
    char hint[200];
    const char *package = package_of(why->message);
    snprintf(hint, sizeof hint,
             "install it (%s%s), or name the dictionaries in text: {spelling: {guard: [...]}}",
             package != NULL ? "Debian: " : "its .aff and .dic file",
             package != NULL ? package : "");
    kb_codebook_problem(book, problems, KB_PROBLEM, (kb_place){ 0 }, hint,
                        "%s, and '~' is never used without a dictionary", why->message);
}

static kb_status open_spelling(kb_matcher *m, const kb_match_options *options,
                               kb_problems *problems, kb_error *err)
{
    const kb_codebook *book = m->book;
    const language_guard *guard = guard_of(book->language);
    const kb_str *names = book->guard_given ? book->guard : guard->names;
    size_t count = book->guard_given ? book->guard_count : guard->count;
    const char *const *dirs = options != NULL && options->dictionary_dirs != NULL
                                  ? options->dictionary_dirs
                                  : default_dirs;
    kb_error why = { 0 };
    if (!m->words.any_fuzzy || m->words.exact)
        return KB_OK;
    if (count == 0) {
        kb_codebook_problem(book, problems, KB_WARNING, (kb_place){ 0 },
                            "name a dictionary in text: {spelling: {guard: [...]}}",
                            "'~' is used without a dictionary: known words may be taken for typos");
        return KB_OK;
    }
    kb_status status = kb_spelling_open(&m->words.spelling, names, count, dirs, &why);
    if (status == KB_ERR_MEMORY)
        return kb_fail_memory(err);
    if (status != KB_OK)
        problem_with_spelling(book, problems, &why);
    return KB_OK;
}

static kb_status describe_engine(kb_matcher *m, kb_error *err)
{
    char icu[16], unicode[16];
    kb_unicode_versions(icu, unicode);
    kb_buf_puts(&m->engine, engine_version);
    kb_regex_describe(&m->engine);
    kb_buf_printf(&m->engine, "; icu %s; unicode %s", icu, unicode);
    for (size_t i = 0; i < m->book->pack_count; i++)
        kb_buf_printf(&m->engine, "; pack %.*s %s", KB_ARG(m->book->packs[i]->id),
                      m->book->packs[i]->sha256);
    if (m->words.any_stem)
        kb_buf_printf(&m->engine, "; snowball %s", kb_stemmer_name(m->book->language));
    if (m->words.spelling != NULL)
        kb_spelling_describe(m->words.spelling, &m->engine);
    return m->engine.failed ? kb_fail_memory(err) : KB_OK;
}

static kb_status still_wanted(const kb_match_options *options, kb_error *err)
{
    return options != NULL && options->look != NULL ? options->look(options->payload, err) : KB_OK;
}

static kb_status await_spelling(const kb_matcher *m, const kb_match_options *options, kb_error *err)
{
    bool ready = m->words.spelling == NULL;
    while (!ready) {
        KB_TRY(still_wanted(options, err));
        KB_TRY(kb_spelling_wait(m->words.spelling, &ready, err));
    }
    return KB_OK;
}

/* Dictionaries are read in the background meanwhile. */
static kb_status build_gate(kb_matcher *m, const kb_match_options *options, kb_error *err)
{
    KB_TRY(still_wanted(options, err));
    KB_TRY(kb_gate_build(&m->gate, m, err));
    return await_spelling(m, options, err);
}

static kb_status build(kb_matcher *m, const kb_match_options *options, kb_problems *problems,
                       kb_error *err)
{
    const kb_split_options split = { m->book->newline_is_space, m->book->abbreviations,
                                     m->book->abbreviation_count };
    m->words.language = m->book->language;
    m->words.exact = options != NULL && options->exact;
    m->reference = options != NULL && options->reference;
    KB_TRY(kb_splitter_new(&m->splitter, &split, err));
    KB_TRY(kb_program_build(m, problems, err));
    KB_TRY(kb_words_close(&m->words, err));
    KB_TRY(still_wanted(options, err));
    KB_TRY(kb_program_close(m, err));
    KB_TRY(open_spelling(m, options, problems, err));
    if (kb_problems_at_least(problems, KB_PROBLEM) == 0)
        KB_TRY(build_gate(m, options, err));
    return describe_engine(m, err);
}

kb_status kb_matcher_new(kb_matcher **out, const kb_codebook *book, const kb_match_options *options,
                         kb_problems *problems, kb_error *err)
{
    *out = NULL;
    kb_problems *found = NULL;
    kb_matcher *m = calloc(1, sizeof *m);
    if (m == NULL)
        return kb_fail_memory(err);
    m->book = book;
    kb_status status = kb_problems_new(&found, err);
    if (status == KB_OK)
        status = build(m, options, found, err);
    if (status == KB_OK)
        status = kb_problems_status(found);
    for (size_t i = 0; i < kb_problems_count(found); i++)
        kb_problems_add(problems, kb_problems_at(found, i));
    if (status == KB_OK && kb_problems_at_least(found, KB_PROBLEM) > 0)
        status = kb_fail(err, KB_ERR_INPUT, "the codebook has problems");
    kb_problems_free(found);
    if (status == KB_OK)
        *out = m;
    else
        kb_matcher_free(m);
    return status;
}

void kb_matcher_free(kb_matcher *m)
{
    if (m == NULL)
        return;
    for (size_t i = 0; i < m->regex_count; i++)
        kb_regex_free(m->regexes[i]);
    free(m->regexes);
    kb_gate_free(m->gate);
    kb_words_free(&m->words);
    kb_splitter_free(m->splitter);
    kb_buf_free(&m->engine);
    kb_arena_free(&m->arena);
    free(m);
}

const kb_codebook *kb_matcher_book(const kb_matcher *matcher)
{
    return matcher->book;
}

kb_str kb_matcher_engine(const kb_matcher *matcher)
{
    return kb_buf_view(&matcher->engine);
}

/* Room for asking the sieve that has most clauses. */
static kb_status make_sieve_work(kb_sieve_work *work, const kb_gate *gate, kb_error *err)
{
    const kb_sieve *sieves[] = { &gate->by_text, &gate->by_word, &gate->by_sentence };
    size_t most = 0;
    for (size_t i = 0; i < sizeof sieves / sizeof *sieves; i++)
        if (sieves[i]->clause_count > most)
            most = sieves[i]->clause_count;
    work->bits = calloc(most / 64 + 1, sizeof *work->bits);
    work->list = calloc(most + 1, sizeof *work->list);
    return work->bits != NULL && work->list != NULL ? KB_OK : kb_fail_memory(err);
}

static kb_status fill_scratch(kb_scratch *scratch, kb_error *err)
{
    const kb_matcher *m = scratch->matcher;
    scratch->regexes = calloc(m->regex_count + 1, sizeof *scratch->regexes);
    scratch->present = calloc(kb_words_row_length(&m->words), sizeof *scratch->present);
    scratch->by_code = calloc(m->book->code_count + 1, sizeof *scratch->by_code);
    if (scratch->regexes == NULL || scratch->present == NULL || scratch->by_code == NULL)
        return kb_fail_memory(err);
    scratch->candidates = calloc(kb_sieve_words(&m->gate->by_text), sizeof *scratch->candidates);
    scratch->worth = calloc(kb_sieve_words(&m->gate->by_word), sizeof *scratch->worth);
    scratch->passed = calloc(m->words.count + 1, sizeof *scratch->passed);
    size_t row = kb_sieve_words(&m->gate->by_sentence);
    scratch->sentence_worth = calloc(SENTENCES_KEPT * row, sizeof *scratch->sentence_worth);
    scratch->answer_worth = calloc(row, sizeof *scratch->answer_worth);
    if (scratch->candidates == NULL || scratch->worth == NULL || scratch->passed == NULL ||
        scratch->sentence_worth == NULL || scratch->answer_worth == NULL)
        return kb_fail_memory(err);
    KB_TRY(make_sieve_work(&scratch->sieve_work, m->gate, err));
    for (size_t i = 0; i < ANSWERS_AT_A_TIME; i++)
        KB_TRY(kb_presence_init(&scratch->presences[i], m->gate, err));
    KB_TRY(kb_text_new(&scratch->text, err));
    KB_TRY(kb_regex_scratch_new(&scratch->regex, err));
    return kb_seen_words_init(&scratch->seen, &m->words, err);
}

kb_status kb_scratch_new(kb_scratch **out, const kb_matcher *matcher, kb_error *err)
{
    kb_scratch *scratch = calloc(1, sizeof *scratch);
    if (scratch == NULL)
        return kb_fail_memory(err);
    scratch->matcher = matcher;
    kb_status status = fill_scratch(scratch, err);
    if (status == KB_OK)
        *out = scratch;
    else
        kb_scratch_free(scratch);
    return status;
}

void kb_scratch_free(kb_scratch *scratch)
{
    if (scratch == NULL)
        return;
    void *owned[] = { scratch->rows,
                      scratch->sentence_bits.items,
                      scratch->regexes,
                      scratch->regex_spans.items,
                      scratch->stamps,
                      scratch->present,
                      scratch->skips.items,
                      scratch->sets.items,
                      scratch->spans.items,
                      scratch->components.items,
                      scratch->founds.items,
                      scratch->chains.items,
                      scratch->by_end.items,
                      scratch->before.items,
                      scratch->after.items,
                      scratch->matches.items,
                      scratch->breaks.items,
                      scratch->marks.items,
                      scratch->by_code,
                      scratch->code_order.items,
                      scratch->out_matches.items,
                      scratch->out_components.items,
                      scratch->pieces.items,
                      scratch->segments.items,
                      scratch->segment_matches.items,
                      scratch->rule_numbers.items,
                      scratch->undecided_rules.items,
                      scratch->starts.items,
                      scratch->candidates,
                      scratch->worth,
                      scratch->sieve_work.bits,
                      scratch->sieve_work.list,
                      scratch->passed,
                      scratch->sentence_worth,
                      scratch->answer_worth,
                      scratch->tests.items,
                      scratch->sentence_tests.items,
                      scratch->chosen };
    for (size_t i = 0; i < sizeof owned / sizeof *owned; i++)
        free(owned[i]);
    for (size_t i = 0; i < ANSWERS_AT_A_TIME; i++)
        kb_presence_free(&scratch->presences[i]);
    kb_buf_free(&scratch->folded);
    kb_text_free(scratch->text);
    kb_regex_scratch_free(scratch->regex);
    kb_seen_words_clear(&scratch->seen);
    free(scratch);
}

void kb_scratch_watch(kb_scratch *scratch, kb_look look, void *payload)
{
    scratch->look = look;
    scratch->look_payload = payload;
}

bool kb_may_go_on(kb_scratch *scratch)
{
    if (scratch->look != NULL && scratch->stopped == KB_OK)
        scratch->stopped = scratch->look(scratch->look_payload, &scratch->why_stopped);
    scratch->failed |= scratch->stopped != KB_OK;
    return !scratch->failed;
}

kb_status kb_scratch_failure(const kb_scratch *scratch, kb_error *err)
{
    if (scratch->stopped == KB_OK)
        return kb_fail_memory(err);
    if (err != NULL)
        *err = scratch->why_stopped;
    return scratch->stopped;
}

kb_status kb_scratch_choose(kb_scratch *scratch, const bool *chosen, kb_error *err)
{
    const kb_gate *gate = scratch->matcher->gate;
    free(scratch->chosen);
    scratch->chosen = NULL;
    if (chosen == NULL)
        return KB_OK;
    scratch->chosen = calloc(kb_sieve_words(&gate->by_text), sizeof *scratch->chosen);
    if (scratch->chosen == NULL)
        return kb_fail_memory(err);
    kb_set_bit(scratch->chosen, gate->non_answer);
    for (uint32_t i = 0; i < gate->non_answer; i++)
        if (chosen[i])
            kb_set_bit(scratch->chosen, i);
    return KB_OK;
}
