/* SPDX-License-Identifier: MIT */
/* Checking the choice of columns, and writing it down as a layout; see chooser.h. */
#include "chooser.h"

#include "base/map.h"
#include "base/str.h"
#include "base/try.h"

kb_status kb_chooser_fail(kb_chooser *it, kb_buf *text, size_t column)
{
    kb_status status = text->failed ? kb_fail_memory(it->err)
                                    : kb_fail(it->err, KB_ERR_INPUT, "%.*s", KB_ARG(*text));
    kb_buf_free(text);
    kb_error_at(it->err, 1, column == KB_NO_COLUMN ? 0 : (int)column + 1);
    return status;
}

static kb_status fail_duplicate(kb_chooser *it, size_t first, size_t second)
{
    kb_buf text = { 0 };
    kb_buf_printf(&text, "columns %zu and %zu are both called ", first + 1, second + 1);
    kb_put_name(&text, it->headers.names[second]);
    kb_buf_puts(&text, "; give one another name");
    return kb_chooser_fail(it, &text, second);
}

static kb_status note_duplicate(kb_chooser *it, size_t first, size_t second)
{
    kb_buf name = { 0 };
    kb_put_name(&name, it->headers.names[second]);
    kb_notes_add(it->notes, KB_NOTE, kb_row_place(1, (int)second + 1), NULL,
                 "columns %zu and %zu are both called %.*s; neither is read", first + 1, second + 1,
                 KB_ARG(name));
    bool failed = name.failed;
    kb_buf_free(&name);
    return failed ? kb_fail_memory(it->err) : KB_OK;
}

/* Two columns of one name matter when one of them is read. */
static kb_status check_duplicates(kb_chooser *it)
{
    kb_map seen = { 0 };
    size_t *first = kb_arena_array(it->arena, it->headers.count, sizeof *first);
    kb_status status = first == NULL ? kb_fail_memory(it->err) : KB_OK;
    for (size_t i = 0; status == KB_OK && i < it->headers.count; i++) {
        if (it->headers.names[i].len == 0)
            continue;
        size_t before = seen.count, number = kb_map_add(&seen, it->headers.names[i]);
        if (number == KB_MAP_NONE)
            status = kb_fail_memory(it->err);
        else if (seen.count > before)
            first[number] = i;
        else if (it->roles[i] != NO_ROLE || it->roles[first[number]] != NO_ROLE)
            status = fail_duplicate(it, first[number], i);
        else
            status = note_duplicate(it, first[number], i);
    }
    kb_map_free(&seen);
    return status;
}

/* Two columns may not come out under one id. */
static kb_status check_ids(kb_chooser *it, const kb_picks *picks, const char *option)
{
    kb_map seen = { 0 };
    kb_status status = KB_OK;
    for (size_t i = 0; status == KB_OK && i < picks->count; i++) {
        size_t before = seen.count;
        if (kb_map_add(&seen, picks->items[i].id) == KB_MAP_NONE)
            status = kb_fail_memory(it->err);
        else if (seen.count == before)
            status = kb_fail(it->err, KB_ERR_INPUT, "%s gives two columns the id '%.*s'", option,
                             KB_ARG(picks->items[i].id));
    }
    kb_map_free(&seen);
    return status;
}

static void note_nameless(kb_chooser *it)
{
    size_t count = 0, first = 0;
    for (size_t i = it->headers.count; i-- > 0;)
        if (it->headers.names[i].len == 0) {
            count++;
            first = i + 1;
        }
    if (count > 0 && it->headers.count > 1)
        kb_notes_add(it->notes, KB_NOTE, kb_row_place(1, (int)first), NULL,
                     "%zu column%s without a name %s not read; the first is column %zu", count,
                     count == 1 ? "" : "s", count == 1 ? "is" : "are", first);
}

kb_status kb_chooser_check(kb_chooser *it)
{
    KB_TRY(check_duplicates(it));
    KB_TRY(check_ids(it, &it->groups, "--group"));
    KB_TRY(check_ids(it, &it->items, "--items"));
    KB_TRY(check_ids(it, &it->answers, "--answers"));
    note_nameless(it);
    return KB_OK;
}

static kb_status list_ignored(kb_chooser *it, kb_survey_layout *layout)
{
    bool *ignored = kb_arena_array(it->arena, it->headers.count, sizeof *ignored);
    kb_str *names = kb_arena_array(it->arena, it->headers.count, sizeof *names);
    kb_buf text = { 0 };
    if (ignored == NULL || names == NULL)
        return kb_fail_memory(it->err);
    for (size_t i = 0; i < it->headers.count; i++) {
        ignored[i] = it->roles[i] == NO_ROLE && it->headers.names[i].len > 0;
        if (ignored[i])
            names[layout->ignored_count++] = it->headers.names[i];
    }
    layout->ignored = names;
    kb_headers_list(&it->headers, ignored, &text);
    if (text.len > 0)
        kb_notes_add(it->notes, KB_NOTE, (kb_place){ 1, 0 },
                     "--group, --items and --answers name columns to read", "not read: %.*s",
                     KB_ARG(text));
    bool failed = text.failed;
    kb_buf_free(&text);
    return failed ? kb_fail_memory(it->err) : KB_OK;
}

static void sort_by_column(kb_picks *picks)
{
    for (size_t i = 1; i < picks->count; i++)
        for (size_t j = i; j > 0 && picks->items[j].column < picks->items[j - 1].column; j--) {
            kb_pick swap = picks->items[j];
            picks->items[j] = picks->items[j - 1];
            picks->items[j - 1] = swap;
        }
}

/* Turns picks into what the layout shows and the columns they stand in. */
static kb_status lay_out(kb_chooser *it, const kb_picks *picks, const kb_column **shown,
                         const size_t **columns)
{
    kb_column *list = kb_arena_array(it->arena, picks->count, sizeof *list);
    size_t *where = kb_arena_array(it->arena, picks->count, sizeof *where);
    if (list == NULL || where == NULL)
        return kb_fail_memory(it->err);
    for (size_t i = 0; i < picks->count; i++) {
        const kb_pick *pick = &picks->items[i];
        list[i] = (kb_column){ it->headers.names[pick->column], pick->id, pick->label };
        where[i] = pick->column;
    }
    *shown = list;
    *columns = where;
    return KB_OK;
}

static kb_str header_of(const kb_chooser *it, size_t column)
{
    return column == KB_NO_COLUMN ? (kb_str){ "", 0 } : it->headers.names[column];
}

/* A single column without a name still needs one for its answers. */
static void name_nameless(kb_picks *picks)
{
    for (size_t i = 0; i < picks->count; i++)
        if (picks->items[i].id.len == 0)
            picks->items[i].id = picks->items[i].label = KB_STR("text");
}

kb_status kb_chooser_describe(kb_chooser *it, kb_columns *out)
{
    kb_survey_layout *layout = &out->layout;
    layout->shape = it->is_long ? KB_SURVEY_LONG : KB_SURVEY_WIDE;
    layout->delimiter = it->reader->delimiter;
    layout->encoding = kb_str_from(it->reader->encoding);
    layout->encoding_guessed = it->reader->encoding_guessed;
    layout->respondent = header_of(it, it->respondent);
    layout->question = header_of(it, it->question);
    layout->text = header_of(it, it->text);
    layout->group_count = it->groups.count;
    layout->item_count = it->items.count;
    layout->answer_count = it->answers.count;
    out->count = it->headers.count;
    out->respondent = it->respondent;
    out->question = it->question;
    out->text = it->text;
    out->question_id = layout->text;
    sort_by_column(&it->items);
    sort_by_column(&it->answers);
    name_nameless(&it->answers);
    KB_TRY(lay_out(it, &it->groups, &layout->groups, &out->groups));
    KB_TRY(lay_out(it, &it->items, &layout->items, &out->items));
    KB_TRY(lay_out(it, &it->answers, &layout->answers, &out->answers));
    return list_ignored(it, layout);
}
