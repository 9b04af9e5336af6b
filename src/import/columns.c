/* SPDX-License-Identifier: MIT */
/*
 * Which column is what; see columns.h.
 *
 * The story is at the bottom: options, then names, then contents; each step gives
 * columns a role, and no column gets two (but a closed item may also be a group).
 */
#include "columns.h"

#include "base/str.h"
#include "base/try.h"
#include "chooser.h"
#include "guess.h"

/* In order of preference. */
static const char *const respondent_names[] = {
    "respondent",     "respondent_id", "respondentid", "svar_id",    "svarid",     "submission_id",
    "$submission_id", "responseid",    "response_id",  "løpenummer", "lopenummer", "id",
};
static const char *const question_names[] = { "question", "spørsmål", "sporsmal", "spoersmaal" };
static const char *const text_names[] = { "text", "svartekst", "tekst", "answer", "svar" };
static const char *const group_names[] = { "group", "gruppe" };

#define NAMES(list) list, sizeof list / sizeof *list

static kb_status give_role(kb_chooser *it, size_t column, column_role role)
{
    unsigned had = it->roles[column];
    if (had == NO_ROLE || (had | role) == (GROUP | ITEM)) {
        if (had != (unsigned)role) {
            it->roles[column] |= (unsigned char)role;
            return KB_OK;
        }
    }
    kb_buf text = { 0 };
    kb_buf_puts(&text, "column ");
    kb_put_name(&text, it->headers.names[column]);
    kb_buf_puts(&text, " is named for two purposes, or twice for one");
    return kb_chooser_fail(it, &text, column);
}

static kb_status give_roles(kb_chooser *it, const kb_picks *picks, column_role role)
{
    for (size_t i = 0; i < picks->count; i++)
        KB_TRY(give_role(it, picks->items[i].column, role));
    return KB_OK;
}

static kb_status take_one(kb_chooser *it, const char *name, const char *option, column_role role,
                          size_t *column)
{
    if (name == NULL || name[0] == '\0')
        return KB_OK;
    KB_TRY(kb_headers_need(&it->headers, kb_str_from(name), option, column, it->err));
    return give_role(it, *column, role);
}

static kb_status take_columns(kb_chooser *it, const kb_column *columns, size_t count,
                              const char *option, kb_picks *picks)
{
    for (size_t i = 0; i < count; i++) {
        kb_pick pick = { .id = columns[i].id, .label = columns[i].label };
        KB_TRY(kb_headers_need(&it->headers, columns[i].header, option, &pick.column, it->err));
        KB_TRY(kb_picks_add(picks, &it->headers, pick, it->arena, it->err));
    }
    return KB_OK;
}

static kb_status take_list(kb_chooser *it, const char *list, const char *option, kb_picks *picks)
{
    return list == NULL ? KB_OK
                        : kb_headers_split(&it->headers, list, option, it->arena, picks, it->err);
}

static kb_status take_options(kb_chooser *it)
{
    const kb_survey_options *options = it->options;
    KB_TRY(take_one(it, options->respondent, "--respondent", RESPONDENT, &it->respondent));
    KB_TRY(take_one(it, options->question, "--question", QUESTION, &it->question));
    KB_TRY(take_one(it, options->text, "--text", TEXT, &it->text));
    KB_TRY(take_list(it, options->groups, "--group", &it->groups));
    for (size_t i = 0; i < options->group_column_count; i++) {
        kb_column group = { .header = kb_str_from(options->group_columns[i]) };
        KB_TRY(take_columns(it, &group, 1, "--group", &it->groups));
    }
    KB_TRY(take_list(it, options->items, "--items", &it->items));
    KB_TRY(
        take_columns(it, options->item_columns, options->item_column_count, "--items", &it->items));
    KB_TRY(take_list(it, options->answers, "--answers", &it->answers));
    KB_TRY(take_columns(it, options->answer_columns, options->answer_column_count, "--answers",
                        &it->answers));
    KB_TRY(give_roles(it, &it->groups, GROUP));
    KB_TRY(give_roles(it, &it->items, ITEM));
    return give_roles(it, &it->answers, ANSWER);
}

/* The column without a role that has the first of these names, or KB_NO_COLUMN. */
static size_t find_known(const kb_chooser *it, const char *const *names, size_t count)
{
    for (size_t n = 0; n < count; n++)
        for (size_t i = 0; i < it->headers.count; i++)
            if (it->roles[i] == NO_ROLE && kb_header_is_known(it->headers.names[i], names[n]))
                return i;
    return KB_NO_COLUMN;
}

static kb_status understand(kb_chooser *it, size_t column, column_role role, const char *what)
{
    kb_buf_puts(&it->by_name, it->by_name.len > 0 ? ", " : "");
    kb_buf_printf(&it->by_name, "%s ", what);
    kb_put_name(&it->by_name, it->headers.names[column]);
    return give_role(it, column, role);
}

static kb_status name_respondent(kb_chooser *it)
{
    if (it->respondent != KB_NO_COLUMN)
        return KB_OK;
    it->respondent = find_known(it, NAMES(respondent_names));
    if (it->respondent != KB_NO_COLUMN)
        return understand(it, it->respondent, RESPONDENT, "respondent");
    kb_notes_add(it->notes, KB_NOTE, (kb_place){ 1, 0 },
                 "--respondent names the column with their ids",
                 "no column of respondents: row numbers stand in for their ids");
    return KB_OK;
}

static kb_status name_group(kb_chooser *it)
{
    if (it->groups.count > 0)
        return KB_OK;
    size_t column = find_known(it, NAMES(group_names));
    if (column == KB_NO_COLUMN)
        return KB_OK;
    kb_pick pick = { .column = column };
    KB_TRY(kb_picks_add(&it->groups, &it->headers, pick, it->arena, it->err));
    return understand(it, column, GROUP, "group");
}

static kb_status name_text(kb_chooser *it)
{
    if (it->text != KB_NO_COLUMN)
        return KB_OK;
    it->text = find_known(it, NAMES(text_names));
    if (it->text != KB_NO_COLUMN)
        return understand(it, it->text, TEXT, "text");
    return kb_fail(it->err, KB_ERR_INPUT,
                   "which column holds the text? --question is given, --text is not");
}

static kb_status name_question(kb_chooser *it)
{
    if (it->question != KB_NO_COLUMN)
        return KB_OK;
    it->question = find_known(it, NAMES(question_names));
    if (it->question != KB_NO_COLUMN)
        return understand(it, it->question, QUESTION, "question");
    return KB_OK;
}

static kb_status be_long(kb_chooser *it)
{
    it->is_long = true;
    KB_TRY(name_question(it));
    return name_text(it);
}

/* The columns that the codebook knows as questions. */
static kb_status take_hints(kb_chooser *it)
{
    for (size_t i = 0; i < it->options->question_name_count; i++) {
        kb_pick pick = { 0 };
        KB_TRY(
            kb_headers_find(&it->headers, it->options->question_names[i], &pick.column, it->err));
        if (pick.column == KB_NO_COLUMN || it->roles[pick.column] != NO_ROLE)
            continue;
        KB_TRY(kb_picks_add(&it->answers, &it->headers, pick, it->arena, it->err));
        KB_TRY(understand(it, pick.column, ANSWER, "answers to"));
    }
    return KB_OK;
}

static kb_status fail_no_answers(kb_chooser *it)
{
    kb_buf text = { 0 };
    kb_buf_puts(&text,
                "no column looks like answers in people's own words: name them with --answers "
                "(a column per question) or with --question and --text (a row per answer); "
                "the columns are ");
    kb_headers_list(&it->headers, NULL, &text);
    return kb_chooser_fail(it, &text, KB_NO_COLUMN);
}

static kb_status take_guessed(kb_chooser *it, const bool *is_answer)
{
    kb_buf names = { 0 };
    for (size_t i = 0; i < it->headers.count; i++) {
        kb_pick pick = { .column = i };
        if (is_answer[i]) {
            KB_TRY(kb_picks_add(&it->answers, &it->headers, pick, it->arena, it->err));
            KB_TRY(give_role(it, i, ANSWER));
        }
    }
    if (it->answers.count == 0)
        return fail_no_answers(it);
    kb_headers_list(&it->headers, is_answer, &names);
    kb_notes_add(it->notes, KB_NOTE, (kb_place){ 1, 0 }, "--answers says which columns are",
                 "taken for answers by what stands in them: %.*s", KB_ARG(names));
    bool failed = names.failed;
    kb_buf_free(&names);
    return failed ? kb_fail_memory(it->err) : KB_OK;
}

/* A column without a name is looked at only when there is no other. */
static kb_status guess_answers(kb_chooser *it)
{
    bool *is_answer = kb_arena_array(it->arena, it->headers.count, sizeof *is_answer);
    if (is_answer == NULL)
        return kb_fail_memory(it->err);
    KB_TRY(kb_guess_answers(it->reader, it->headers.count, is_answer, it->err));
    for (size_t i = 0; i < it->headers.count; i++)
        if (it->roles[i] != NO_ROLE || (it->headers.names[i].len == 0 && it->headers.count > 1))
            is_answer[i] = false;
    return take_guessed(it, is_answer);
}

static kb_status choose_shape(kb_chooser *it)
{
    bool told_long = it->text != KB_NO_COLUMN || it->question != KB_NO_COLUMN;
    if (told_long && it->answers.count > 0)
        return kb_fail(it->err, KB_ERR_INPUT,
                       "a file is read either by --question and --text (a row per answer) or by "
                       "--answers (a column per question)");
    if (told_long)
        return be_long(it);
    if (it->answers.count > 0)
        return KB_OK;
    bool has_text = find_known(it, NAMES(text_names)) != KB_NO_COLUMN;
    if (has_text && find_known(it, NAMES(question_names)) != KB_NO_COLUMN)
        return be_long(it);
    KB_TRY(take_hints(it));
    if (it->answers.count > 0)
        return KB_OK;
    return has_text ? be_long(it) : guess_answers(it);
}

static kb_status choose(kb_chooser *it)
{
    KB_TRY(take_options(it));
    KB_TRY(name_respondent(it));
    KB_TRY(name_group(it));
    KB_TRY(choose_shape(it));
    KB_TRY(kb_chooser_check(it));
    if (it->by_name.len > 0)
        kb_notes_add(it->notes, KB_NOTE, (kb_place){ 1, 0 }, NULL, "understood by name: %.*s",
                     KB_ARG(it->by_name));
    return it->by_name.failed ? kb_fail_memory(it->err) : KB_OK;
}

kb_status kb_columns_read(kb_columns *out, kb_reader *reader, const kb_line *header,
                          const kb_survey_options *options, kb_arena *arena, kb_notes *notes,
                          kb_error *err)
{
    kb_chooser it = { .options = options,
                      .reader = reader,
                      .arena = arena,
                      .notes = notes,
                      .respondent = KB_NO_COLUMN,
                      .question = KB_NO_COLUMN,
                      .text = KB_NO_COLUMN,
                      .err = err };
    *out = (kb_columns){ 0 };
    KB_TRY(kb_headers_read(&it.headers, header, arena, err));
    it.roles = kb_arena_array(arena, it.headers.count, 1);
    if (it.roles == NULL)
        return kb_fail_memory(err);
    kb_status status = choose(&it);
    if (status == KB_OK)
        status = kb_chooser_describe(&it, out);
    kb_buf_free(&it.by_name);
    return status;
}
