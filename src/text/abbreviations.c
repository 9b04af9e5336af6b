/* SPDX-License-Identifier: MIT */
/* Abbreviations, built-in and added; see abbreviations.h. */
#include "abbreviations.h"

#include "room.h"

#include "base/str.h"
#include "base/try.h"
#include "base/unicode.h"

#define INSIDE(form) form
#define ENDING(form) form
static const char *const built_in[] = {
#include "abbreviation_list.h"
    NULL
};
#undef INSIDE
#undef ENDING

#define INSIDE(form) KB_ABBREVIATION_INSIDE
#define ENDING(form) KB_ABBREVIATION_ENDING
static const kb_abbreviation_kind kinds[] = {
#include "abbreviation_list.h"
};
#undef INSIDE
#undef ENDING

enum { BUILT_IN = sizeof kinds / sizeof kinds[0] };

const char *const *kb_abbreviations(void)
{
    return built_in;
}

kb_abbreviation_kind kb_abbreviation_of(const kb_abbreviations_table *table, kb_str form)
{
    size_t number = kb_map_find(&table->forms, form);
    if (number == KB_MAP_NONE)
        return KB_ABBREVIATION_NONE;
    return number < BUILT_IN ? kinds[number] : KB_ABBREVIATION_INSIDE;
}

/* Any piece before the full stop may be the last word of the form. */
static void add_endings(kb_abbreviations_table *table, kb_str form)
{
    for (size_t i = 0; i + 1 < form.len; i++)
        table->endings[(unsigned char)form.ptr[i]] |= (uint64_t)1 << (form.len - 1 - i);
}

static kb_status add_form(kb_abbreviations_table *table, kb_str form, kb_error *err)
{
    if (form.len > KB_ABBREVIATION_MAX_BYTES)
        return kb_fail(err, KB_ERR_LIMIT, "an abbreviation has at most %d bytes: '%.*s'",
                       KB_ABBREVIATION_MAX_BYTES, KB_ARG(form));
    if (form.len > table->longest)
        table->longest = form.len;
    add_endings(table, form);
    return kb_map_add(&table->forms, form) == KB_MAP_NONE ? kb_fail_memory(err) : KB_OK;
}

/* Appends `text` as the folded tokens of a view would have it, in NFC. */
static kb_status put_folded_view(kb_buf *out, kb_str text, kb_error *err)
{
    kb_buf normal = { 0 };
    kb_status status = kb_nfc(&normal, text, err);
    kb_str rest = kb_buf_view(&normal);
    for (size_t pos = 0; status == KB_OK && pos < rest.len;)
        kb_utf8_put(out, kb_fold(kb_view_of(kb_utf8_next(rest, &pos))));
    kb_buf_free(&normal);
    return status != KB_OK || !out->failed ? status : kb_fail_memory(err);
}

/* «f. eks.» is two forms: white space ends one, as it does in an answer. */
static kb_status add_own(kb_abbreviations_table *table, kb_str abbreviation, kb_error *err)
{
    kb_buf folded = { 0 };
    kb_str piece;
    kb_status status = put_folded_view(&folded, abbreviation, err);
    kb_str rest = kb_buf_view(&folded);
    while (status == KB_OK && kb_str_cut(&rest, ' ', &piece))
        if (piece.len > 0)
            status = add_form(table, piece, err);
    kb_buf_free(&folded);
    return status;
}

kb_status kb_abbreviations_init(kb_abbreviations_table *table, const kb_str *own, size_t count,
                                kb_error *err)
{
    for (size_t i = 0; i < BUILT_IN; i++)
        KB_TRY(add_form(table, kb_str_from(built_in[i]), err));
    for (size_t i = 0; i < count; i++)
        KB_TRY(add_own(table, own[i], err));
    return KB_OK;
}

void kb_abbreviations_clear(kb_abbreviations_table *table)
{
    kb_map_free(&table->forms);
}
