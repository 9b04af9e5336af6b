/* SPDX-License-Identifier: MIT */
/* Which columns look like free text; see guess.h. */
#include "guess.h"

#include "base/map.h"
#include "base/str.h"
#include "base/unicode.h"

#include <stdlib.h>

enum {
    MIN_WORDS = 3, /* a cell with so many words counts as written */
    MIN_MEAN_CHARS = 15,
    MAX_CLOSED = 10 /* more different values than an answer scale has */
};

typedef struct column_tally {
    size_t filled, wordy, different, chars;
} column_tally;

typedef struct guess_state {
    column_tally *columns;
    size_t count, lines;
    kb_map seen; /* column number and text: one map for all columns */
    kb_buf key;
    bool failed;
} guess_state;

static bool is_digit_at(kb_str text, size_t at)
{
    return at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9';
}

/* 10:22, as in points of time; few answers have one. */
static bool has_clock(kb_str text)
{
    for (size_t i = 1; i < text.len; i++)
        if (text.ptr[i] == ':' && is_digit_at(text, i - 1) && is_digit_at(text, i + 1) &&
            is_digit_at(text, i + 2))
            return true;
    return false;
}

/* Several words; neither a number in groups nor a date. */
static bool is_wordy(kb_str text)
{
    size_t words = 0, letters = 0, digits = 0;
    bool inside = false;
    for (size_t pos = 0; pos < text.len;) {
        uint32_t c = kb_utf8_next(text, &pos);
        bool space = kb_is_space(c);
        words += !space && !inside;
        letters += kb_is_letter(c);
        digits += kb_is_number(c);
        inside = !space;
    }
    return words >= MIN_WORDS && letters > digits && !has_clock(text);
}

static void add_cell(guess_state *state, size_t column, kb_str cell)
{
    column_tally *tally = &state->columns[column];
    size_t before = state->seen.count;
    tally->filled++;
    tally->chars += kb_utf8_count(cell);
    tally->wordy += is_wordy(cell);
    kb_buf_reset(&state->key);
    kb_buf_printf(&state->key, "%zu:", column);
    kb_buf_str(&state->key, cell);
    if (state->key.failed || kb_map_add(&state->seen, kb_buf_view(&state->key)) == KB_MAP_NONE)
        state->failed = true;
    tally->different += state->seen.count > before;
}

/* The first line is the header. */
static bool see_line(void *payload, const kb_line *line)
{
    guess_state *state = payload;
    size_t count = line->count < state->count ? line->count : state->count;
    for (size_t i = 0; i < count && state->lines > 0; i++) {
        kb_str cell = kb_str_trim(line->cells[i]);
        if (cell.len > 0)
            add_cell(state, i, cell);
    }
    return state->lines++ < KB_SAMPLE_RECORDS && !state->failed;
}

/*
 * A scale with long labels ("verken enig eller uenig") repeats them; people do not
 * repeat each other, save for "vet ikke".
 */
static bool looks_written(const column_tally *tally)
{
    return tally->filled > 0 && tally->wordy * 10 >= tally->filled &&
           tally->chars >= tally->filled * MIN_MEAN_CHARS &&
           (tally->different > MAX_CLOSED || tally->different * 2 > tally->filled);
}

kb_status kb_guess_answers(kb_reader *reader, size_t count, bool *is_answer, kb_error *err)
{
    guess_state state = { .columns = calloc(count ? count : 1, sizeof *state.columns),
                          .count = count };
    kb_status status = KB_OK;
    if (state.columns == NULL)
        return kb_fail_memory(err);
    status = reader->kind->sample(reader, see_line, &state, err);
    if (status == KB_OK && state.failed)
        status = kb_fail_memory(err);
    for (size_t i = 0; status == KB_OK && i < count; i++)
        is_answer[i] = looks_written(&state.columns[i]);
    kb_map_free(&state.seen);
    kb_buf_free(&state.key);
    free(state.columns);
    return status;
}
