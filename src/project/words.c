/* SPDX-License-Identifier: MIT */
/*
 * The words of the answers: all of them, or those that only `~` accepts.
 *
 * Answers go by one at a time; what is kept is one entry per distinct word (with
 * `tolerated`: per word and pattern that took it), with the first sentence it stood in.
 */
#include "room.h"

#include "base/map.h"

#include <kodebok/tolerance.h>
#include <limits.h>
#include <stdlib.h>

static const kb_list_column word_columns[] = {
    HEADING("word", WORD, .numeric = false),
    HEADING("n", N, .numeric = true),
    HEADING("answers", ANSWERS, .numeric = true),
    HEADING("example", EXAMPLE, .marked = true),
};

static const kb_list_column tolerated_columns[] = {
    HEADING("pattern", PATTERN, .numeric = false), HEADING("word", WORD, .numeric = false),
    HEADING("off", OFF, .numeric = true),          HEADING("n", N, .numeric = true),
    HEADING("answers", ANSWERS, .numeric = true),  PROGRAM_HEADING("line", .numeric = true),
    HEADING("where", STANDS_IN, .numeric = false), PROGRAM_HEADING("places", .numeric = false),
    HEADING("example", EXAMPLE, .marked = true),
};

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum { MAX_EXAMPLE_BYTES = 120 };

/* One distinct word, or word and pattern. */
typedef struct word_entry {
    kb_str word;
    const kb_tolerant_word *pattern; /* tolerated: what took it */
    int distance;
    uint64_t n, answers;
    int64_t last_answer;
    kb_str example;
} word_entry;

/* One listing under way. */
typedef struct counting_words {
    kb_project *project;
    const kb_words_request *request;
    const kb_codebook *book; /* NULL: there is no run yet */
    kb_tolerance *tolerance; /* NULL: all words */
    const kb_tolerant_word *patterns;
    kb_selection selection;
    kb_str question; /* as stored; empty: all */
    bool question_met;
    kb_splitter *splitter;
    kb_text *text;
    int64_t answer;      /* the one at hand */
    kb_map known;        /* key -> entry */
    word_entry *entries; /* owned */
    size_t entry_cap;
    kb_arena arena; /* examples */
    kb_buf key, line;
} counting_words;

/* ------------------------------------------------------------------- examples */

/* Tokens first .. last-1 around `token`: the sentence, or what fits of it. */
static void choose_window(const kb_text *text, size_t token, size_t *first, size_t *last)
{
    const kb_unit *sentence = &text->sentences[text->tokens[token].sentence];
    bool left = true, right = true;
    *first = token;
    *last = token + 1;
    while (left || right) {
        size_t end = text->tokens[*last - 1].bytes.end, begin = text->tokens[*first].bytes.begin;
        left = left && *first > sentence->first &&
               end - text->tokens[*first - 1].bytes.begin <= MAX_EXAMPLE_BYTES;
        *first -= left;
        begin = text->tokens[*first].bytes.begin;
        right = right && *last < sentence->last &&
                text->tokens[*last].bytes.end - begin <= MAX_EXAMPLE_BYTES;
        *last += right;
    }
}

static void put_piece(kb_buf *out, kb_str text, size_t begin, size_t end)
{
    kb_buf_str(out, kb_str_slice(text, (kb_span){ begin, end }));
}

/* The word in its sentence, marked; a long sentence is cut between words. */
static kb_str make_example(counting_words *c, size_t token)
{
    const kb_text *text = c->text;
    const kb_unit *sentence = &text->sentences[text->tokens[token].sentence];
    const kb_span word = text->tokens[token].bytes;
    size_t first, last;
    choose_window(text, token, &first, &last);
    bool whole_left = first == sentence->first, whole_right = last == sentence->last;
    kb_buf_reset(&c->line);
    kb_buf_puts(&c->line, whole_left ? "" : "… ");
    put_piece(&c->line, text->canonical,
              whole_left ? sentence->bytes.begin : text->tokens[first].bytes.begin, word.begin);
    kb_buf_char(&c->line, KB_MARK_OPEN);
    put_piece(&c->line, text->canonical, word.begin, word.end);
    kb_buf_char(&c->line, KB_MARK_CLOSE);
    put_piece(&c->line, text->canonical, word.end,
              whole_right ? sentence->bytes.end : text->tokens[last - 1].bytes.end);
    kb_buf_puts(&c->line, whole_right ? "" : " …");
    c->arena.failed |= c->line.failed;
    return kb_arena_str(&c->arena, kb_buf_view(&c->line));
}

/* ------------------------------------------------------------------- counting */

static void add_entry(counting_words *c, size_t token, size_t pattern, size_t number)
{
    void *entries = c->entries;
    if (!kb_array_reserve(&entries, &c->entry_cap, number, sizeof *c->entries)) {
        c->arena.failed = true;
        return;
    }
    c->entries = entries;
    kb_str key = c->known.keys[number];
    c->entries[number] = (word_entry){
        .word = { key.ptr, c->text->tokens[token].folded.len },
        .pattern = c->tolerance != NULL ? &c->patterns[pattern] : NULL,
        .distance = INT_MAX,
        .example = make_example(c, token),
    };
}

/* Notes one occurrence.  The key is the word and, behind a NUL, the pattern. */
static void note_word(counting_words *c, size_t token, size_t pattern, int distance)
{
    kb_buf_reset(&c->key);
    kb_buf_str(&c->key, c->text->tokens[token].folded);
    if (c->tolerance != NULL) {
        kb_buf_char(&c->key, '\0');
        kb_buf_printf(&c->key, "%zu", pattern);
    }
    size_t known = c->known.count;
    size_t number = c->key.failed ? KB_MAP_NONE : kb_map_add(&c->known, kb_buf_view(&c->key));
    if (number == known)
        add_entry(c, token, pattern, number);
    if (number == KB_MAP_NONE || c->arena.failed) {
        c->arena.failed = true;
        return;
    }
    word_entry *entry = &c->entries[number];
    if (distance < entry->distance)
        entry->distance = distance;
    entry->n++;
    entry->answers += entry->n == 1 || entry->last_answer != c->answer;
    entry->last_answer = c->answer;
}

static void note_tolerated(void *payload, const kb_tolerated *tolerated)
{
    counting_words *c = payload;
    if (!c->arena.failed)
        note_word(c, tolerated->token, tolerated->word, tolerated->distance);
}

/* Is the answer's question the one asked for, as it is stored or as the book calls it? */
static bool is_meant(const counting_words *c, kb_str question)
{
    if (c->question.len == 0 || kb_str_equal(question, c->question))
        return true;
    int declared = c->book != NULL ? kb_codebook_question(c->book, question) : KB_UNKNOWN;
    return declared >= 0 && kb_str_equal(c->book->questions[declared].id, c->question);
}

static kb_status see_answer(counting_words *c, const kb_answer *answer, kb_error *err)
{
    bool meant = is_meant(c, answer->question_name);
    c->question_met = c->question_met || meant;
    if (!meant || answer->text.len == 0 || !kb_is_selected(&c->selection, answer->respondent))
        return KB_OK;
    KB_TRY(kb_text_split(c->text, c->splitter, answer->text, err));
    c->answer = answer->id;
    if (c->tolerance != NULL)
        KB_TRY(kb_tolerance_find(c->tolerance, c->text, note_tolerated, c, err));
    for (size_t i = 0; c->tolerance == NULL && i < c->text->token_count && !c->arena.failed; i++)
        note_word(c, i, 0, 0);
    return c->arena.failed ? kb_fail_memory(err) : KB_OK;
}

static kb_status see_all(counting_words *c, kb_error *err)
{
    kb_answers *answers = NULL;
    kb_answer answer;
    bool more = true;
    uint64_t done = 0, total = 0;
    KB_TRY(kb_store_answer_count(c->project->store, &total, err));
    KB_TRY(kb_answers_open(&answers, c->project->store, 0, err));
    kb_status status = KB_OK;
    while (status == KB_OK && more) {
        status = kb_answers_next(answers, &answer, &more, err);
        if (status == KB_OK && more)
            status = see_answer(c, &answer, err);
        if (status == KB_OK && more && answer.text.len > 0)
            status = kb_progress(&c->project->watch, "reading", ++done, total, err);
    }
    kb_answers_close(answers);
    if (status == KB_OK && !c->question_met && total > 0)
        status = kb_fail(err, KB_ERR_INPUT, "the data has no question '%.*s'", KB_ARG(c->question));
    return status;
}

/* --------------------------------------------------------------------- the list */

/* Pattern by pattern in alphabetical order; the most frequent word first. */
static int by_pattern_and_count(const void *a, const void *b)
{
    const word_entry *left = a, *right = b;
    if (left->pattern != right->pattern)
        return kb_str_compare(left->pattern->written, right->pattern->written);
    if (left->n != right->n)
        return left->n < right->n ? 1 : -1;
    return kb_str_compare(left->word, right->word);
}

/* Where a pattern stands: "macro likeverd (line 9)". */
static void put_place(const counting_words *c, kb_buf *out, const kb_tolerant_place *at)
{
    if (at->rule >= 0)
        kb_buf_printf(out, "rule %.*s", KB_ARG(c->book->rules[at->rule].id));
    else if (at->macro >= 0)
        kb_buf_printf(out, "macro %.*s", KB_ARG(c->book->macros[at->macro].id));
    else
        kb_buf_puts(out, at->list);
    kb_buf_printf(out, " (line %d)", at->place.line);
}

/* For people the first place, for programs all of them. */
static void say_where(counting_words *c, const kb_tolerant_word *pattern)
{
    kb_buf_reset(&c->line);
    put_place(c, &c->line, &pattern->places[0]);
    if (pattern->place_count > 1)
        kb_buf_printf(&c->line, " and %zu more", pattern->place_count - 1);
    kb_buf_reset(&c->key);
    for (size_t i = 0; i < pattern->place_count; i++) {
        kb_buf_puts(&c->key, i > 0 ? ", " : "");
        put_place(c, &c->key, &pattern->places[i]);
    }
    c->arena.failed |= c->line.failed || c->key.failed;
}

static void list_tolerated(counting_words *c, kb_list *list, const word_entry *entry)
{
    const kb_tolerant_word *pattern = entry->pattern;
    say_where(c, pattern);
    const kb_value values[COUNT(tolerated_columns)] = {
        kb_value_text(pattern->written),
        kb_value_text(entry->word),
        kb_value_count((uint64_t)entry->distance),
        kb_value_count(entry->n),
        kb_value_count(entry->answers),
        kb_value_count((uint64_t)pattern->places[0].place.line),
        kb_value_text(kb_buf_view(&c->line)),
        kb_value_text(kb_buf_view(&c->key)),
        kb_value_text(entry->example),
    };
    kb_list_add(list, values);
}

static void list_word(kb_list *list, const word_entry *entry)
{
    const kb_value values[COUNT(word_columns)] = {
        kb_value_text(entry->word),
        kb_value_count(entry->n),
        kb_value_count(entry->answers),
        kb_value_text(entry->example),
    };
    kb_list_add(list, values);
}

static kb_status fill_list(counting_words *c, kb_list *list, kb_error *err)
{
    if (c->known.count > 0)
        qsort(c->entries, c->known.count, sizeof *c->entries, by_pattern_and_count);
    for (size_t i = 0; i < c->known.count; i++)
        if (c->tolerance != NULL)
            list_tolerated(c, list, &c->entries[i]);
        else
            list_word(list, &c->entries[i]);
    return c->arena.failed ? kb_fail_memory(err) : KB_OK;
}

/* --------------------------------------------------------------------- the note */

/* A YAML scalar in single quotes. */
static void put_quoted(kb_buf *out, kb_str text, bool first)
{
    kb_buf_puts(out, first ? "'" : ", '");
    for (size_t i = 0; i < text.len; i++) {
        kb_buf_char(out, text.ptr[i]);
        if (text.ptr[i] == '\'')
            kb_buf_char(out, '\'');
    }
    kb_buf_char(out, '\'');
}

static int by_word(const void *a, const void *b)
{
    return kb_str_compare(((const word_entry *)a)->word, ((const word_entry *)b)->word);
}

/* The line that excepts every word of the list, after those that are excepted already. */
static void put_exceptions(counting_words *c, kb_buf *out)
{
    const kb_codebook *book = c->book;
    size_t old = book->spelling_except_count;
    qsort(c->entries, c->known.count, sizeof *c->entries, by_word);
    kb_buf_puts(out, "text: {spelling: {except: [");
    for (size_t i = 0; i < old; i++)
        put_quoted(out, book->spelling_except[i].source, i == 0);
    for (size_t i = 0; i < c->known.count; i++)
        if (i == 0 || !kb_str_equal(c->entries[i].word, c->entries[i - 1].word))
            put_quoted(out, c->entries[i].word, i == 0 && old == 0);
    kb_buf_puts(out, "]}}");
}

static kb_str make_note(counting_words *c)
{
    size_t patterns;
    if (c->tolerance == NULL)
        return (kb_str){ 0 };
    kb_tolerance_words(c->tolerance, &patterns);
    const kb_str language = c->book->language;
    if (patterns == 0)
        return kb_str_from(kb_phrasebook(language, KB_TEXT_NO_TILDE_NOTE));
    if (c->known.count == 0)
        return kb_str_from(kb_phrasebook(language, KB_TEXT_NONE_TOLERATED_NOTE));
    kb_buf_reset(&c->line);
    kb_buf_puts(&c->line, kb_phrasebook(language, KB_TEXT_TOLERATED_NOTE));
    kb_buf_char(&c->line, '\n');
    put_exceptions(c, &c->line);
    c->arena.failed |= c->line.failed;
    return kb_buf_view(&c->line);
}

static kb_status make_list(counting_words *c, const kb_stamp *stamp, kb_report **out, kb_error *err)
{
    kb_list *list = NULL;
    bool tolerated = c->tolerance != NULL;
    kb_str language = c->book != NULL ? c->book->language : (kb_str){ 0 };
    KB_TRY(kb_list_in_language(&list, "words", language,
                               tolerated ? tolerated_columns : word_columns,
                               tolerated ? COUNT(tolerated_columns) : COUNT(word_columns), err));
    kb_status status = fill_list(c, list, err);
    if (status == KB_OK) {
        kb_list_describe(list, (kb_str){ 0 }, make_note(c), stamp);
        status = c->arena.failed ? kb_fail_memory(err) : kb_list_finish(list, out, err);
        list = c->arena.failed ? list : NULL;
    }
    kb_list_free(list);
    return status;
}

/* ------------------------------------------------------------------ beginning */

static kb_status open_text(counting_words *c, kb_error *err)
{
    kb_split_options split = { 0 };
    if (c->book != NULL)
        split = (kb_split_options){ c->book->newline_is_space, c->book->abbreviations,
                                    c->book->abbreviation_count };
    KB_TRY(kb_splitter_new(&c->splitter, &split, err));
    return kb_text_new(&c->text, err);
}

static kb_status name_question(counting_words *c, kb_error *err)
{
    kb_canon *canon = NULL;
    kb_str name;
    if (c->request->question == NULL)
        return KB_OK;
    KB_TRY(kb_canon_new(&canon, err));
    kb_status status = kb_stored_name(canon, kb_str_from(c->request->question), &name, err);
    if (status == KB_OK)
        c->question = kb_arena_str(&c->arena, name);
    kb_canon_free(canon);
    return status == KB_OK && c->arena.failed ? kb_fail_memory(err) : status;
}

static kb_status open_tolerance(counting_words *c, const kb_instrument *instrument,
                                const kb_run *run, kb_error *err)
{
    size_t count;
    if (!kb_str_equal(run->libraries, kb_matcher_engine(instrument->matcher)))
        kb_tell_note(&c->project->watch, KB_WARNING,
                     "the run was made with other libraries or dictionaries than this list");
    KB_TRY(kb_tolerance_new(&c->tolerance, instrument->matcher, err));
    c->patterns = kb_tolerance_words(c->tolerance, &count);
    return KB_OK;
}

static void clear_counting(counting_words *c)
{
    kb_tolerance_free(c->tolerance);
    kb_selection_clear(&c->selection);
    kb_splitter_free(c->splitter);
    kb_text_free(c->text);
    kb_map_free(&c->known);
    free(c->entries);
    kb_arena_free(&c->arena);
    kb_buf_free(&c->key);
    kb_buf_free(&c->line);
}

static kb_status list_words(counting_words *c, const kb_instrument *instrument, const kb_run *run,
                            kb_report **out, kb_error *err)
{
    const kb_words_request *request = c->request;
    kb_stamp stamp = { 0 };
    if (run != NULL)
        KB_TRY(kb_stamp_of(&stamp, &c->arena, run, err));
    if (request->tolerated)
        KB_TRY(open_tolerance(c, instrument, run, err));
    KB_TRY(open_text(c, err));
    KB_TRY(name_question(c, err));
    KB_TRY(
        kb_select(&c->selection, c->project, c->book, request->where, request->where_count, err));
    KB_TRY(see_all(c, err));
    return make_list(c, &stamp, out, err);
}

kb_status kb_project_words(kb_project *project, const kb_words_request *request, kb_report **out,
                           kb_error *err)
{
    kb_instrument instrument = { 0 };
    counting_words c = { .project = project, .request = request };
    kb_run run;
    kb_status status = request->tolerated ? kb_last_run(project, &run, err)
                                          : kb_store_run(project->store, 0, &run, err);
    bool has_run = status == KB_OK;
    if (status == KB_ERR_NOT_FOUND && !request->tolerated)
        status = KB_OK;
    if (has_run)
        status = kb_instrument_of_run(&instrument, project, run.id, request->tolerated, err);
    c.book = instrument.book;
    if (status == KB_OK && has_run)
        status = kb_store_run(project->store, 0, &run, err);
    if (status == KB_OK)
        status = list_words(&c, &instrument, has_run ? &run : NULL, out, err);
    clear_counting(&c);
    kb_instrument_close(&instrument);
    return status;
}
