/* SPDX-License-Identifier: MIT */
/* What respondents said to variables: groups as combinations (background.h), closed items as rows.
 */
#include "incoming.h"

#include "base/str.h"
#include "base/try.h"

/* ---------------------------------------------------------------- group values */

static kb_status set_group(kb_store *store, kb_known *who, uint32_t variable, kb_str text,
                           kb_error *err)
{
    kb_incoming *in = store->incoming;
    kb_first_hash_value(&in->first_hash, who, variable);
    uint32_t other = kb_background_with(&in->backgrounds, who->background, variable, text);
    if (other == 0)
        return kb_fail_memory(err);
    who->background = other;
    if (who >= in->people.items + in->people_written)
        return KB_OK;
    kb_arg id;
    in->replaced = true;
    KB_TRY(kb_incoming_background(store, other, &id, err));
    return kb_sql_run(store, KB_SQL_RESPONDENT_BACKGROUND, KB_ARGS(kb_arg_number(who->id), id),
                      err);
}

/* That this import has said the variable; of its own respondents it has said everything. */
static kb_status say(kb_store *store, kb_known *who, uint32_t variable, kb_error *err)
{
    if (who->is_new)
        return KB_OK;
    uint32_t said =
        kb_background_with(&store->incoming->backgrounds, who->said, variable, KB_STR(""));
    if (said == 0)
        return kb_fail_memory(err);
    who->said = said;
    return KB_OK;
}

static void note_change(kb_incoming *in, uint32_t variable)
{
    if (variable == in->first_hash.group)
        in->group_changed = true;
    else
        in->value_changed = true;
}

static kb_status group_value(kb_store *store, kb_known *who, uint32_t variable, kb_str text,
                             bool replace, kb_str *old, bool *same_import, kb_error *err)
{
    const kb_backgrounds *all = &store->incoming->backgrounds;
    kb_str known, none;
    if (!kb_background_text(all, who->background, variable, &known)) {
        if (!who->is_new && variable == store->incoming->first_hash.group)
            note_change(store->incoming, variable);
        KB_TRY(set_group(store, who, variable, text, err));
        return say(store, who, variable, err);
    }
    *same_import = who->is_new || kb_background_text(all, who->said, variable, &none);
    if (kb_str_equal(known, text))
        return say(store, who, variable, err);
    KB_TRY(kb_store_keep(store, known, old, err));
    if (!replace)
        return KB_OK;
    if (!*same_import)
        note_change(store->incoming, variable);
    KB_TRY(set_group(store, who, variable, text, err));
    return say(store, who, variable, err);
}

/* ----------------------------------------------------------------- item values */

/* The variable has a value already: `*old` is it, kept, when it is another one. */
static kb_status known_value(kb_store *store, int64_t respondent, int64_t variable, kb_str text,
                             kb_str *old, int64_t *import, kb_error *err)
{
    sqlite3_stmt *stmt = NULL;
    bool found = false;
    KB_TRY(kb_sql_one(store, KB_SQL_VALUE_FIND,
                      KB_ARGS(kb_arg_number(variable), kb_arg_number(respondent)), &stmt, &found,
                      err));
    if (!found)
        return kb_store_damaged(store, "a value is missing from the index", err);
    kb_str known = kb_sql_str(stmt, 0);
    *import = sqlite3_column_int64(stmt, 1);
    kb_status status = kb_str_equal(known, text) ? KB_OK : kb_store_keep(store, known, old, err);
    sqlite3_reset(stmt);
    return status;
}

static kb_status item_value(kb_store *store, int64_t respondent, int64_t variable, kb_str text,
                            bool replace, kb_str *old, bool *same_import, kb_error *err)
{
    kb_arg var = kb_arg_number(variable), who = kb_arg_number(respondent);
    kb_arg now = kb_arg_number(store->import);
    KB_TRY(kb_sql_run(store, KB_SQL_VALUE_ADD, KB_ARGS(var, who, kb_arg_text(text), now), err));
    if (sqlite3_changes(store->db) > 0)
        return KB_OK;
    int64_t import = 0;
    KB_TRY(known_value(store, respondent, variable, text, old, &import, err));
    *same_import = import == store->import;
    store->incoming->value_changed |= old->len > 0 && replace && !*same_import;
    if (old->len > 0 && replace)
        return kb_sql_run(store, KB_SQL_VALUE_REPLACE, KB_ARGS(var, who, kb_arg_text(text), now),
                          err);
    /* Said again by this import: should it say otherwise later, both came with it. */
    if (old->len == 0 && !*same_import)
        return kb_sql_run(store, KB_SQL_VALUE_CONFIRM, KB_ARGS(var, who, now), err);
    return KB_OK;
}

kb_status kb_store_value(kb_store *store, int64_t respondent, int64_t variable, kb_str text,
                         bool replace, kb_str *old, bool *same_import, kb_error *err)
{
    *old = (kb_str){ NULL, 0 };
    *same_import = false;
    kb_arena_free(&store->kept);
    KB_TRY(kb_in_import(store, err));
    if (text.len == 0)
        return KB_OK;
    kb_incoming *in = store->incoming;
    kb_known *who = NULL;
    KB_TRY(kb_incoming_respondent(store, respondent, &who, err));
    if (variable < 1 || (uint64_t)variable >= in->group_count)
        return kb_fail(err, KB_ERR_ARGUMENT, "there is no variable %lld", (long long)variable);
    if (in->groups[variable])
        return group_value(store, who, (uint32_t)variable, text, replace, old, same_import, err);
    return item_value(store, respondent, variable, text, replace, old, same_import, err);
}
