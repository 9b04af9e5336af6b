/* SPDX-License-Identifier: MIT */
/* What people coded, beside the answers; see gold.h. */
#include "gold.h"

#include "base/str.h"
#include "base/unicode.h"

#include <stdarg.h>

enum { MOST_TOLD = 20, SHOWN_OF_QUOTE = 200 };

void kb_gold_tell(kb_gold *gold, uint64_t row, size_t column, const char *format, ...)
{
    const kb_problem in_row = { .severity = KB_WARNING,
                                .file = kb_str_from(gold->path),
                                .place = { (int)row, (int)column },
                                .in_table = true };
    va_list args;
    if (gold->told++ >= MOST_TOLD)
        return;
    va_start(args, format);
    kb_tell_about(&gold->project->watch, in_row, format, args);
    va_end(args);
}

void kb_gold_meet(kb_gold *gold, const kb_answer *answer)
{
    size_t about = kb_map_find(&gold->about, kb_gold_key(gold, answer->respondent_name,
                                                         answer->question_name, (kb_str){ 0 }));
    if (about != KB_MAP_NONE && answer->text.len > 0)
        gold->met[about] = true;
}

static void check_quote(kb_gold *gold, const kb_answer *answer, size_t coding)
{
    const kb_str quote = gold->quotes[coding], text = answer->text;
    if (quote.len == 0 || memmem(text.ptr, text.len, quote.ptr, quote.len) != NULL)
        return;
    const bool cut = quote.len > SHOWN_OF_QUOTE;
    const size_t shown = cut ? kb_utf8_whole(quote.ptr, SHOWN_OF_QUOTE) : quote.len;
    kb_gold_tell(gold, gold->rows[coding], 0, "the quote is not in the answer: «%.*s%s»",
                 (int)shown, quote.ptr, cut ? "…" : "");
}

bool kb_gold_has(kb_gold *gold, const kb_answer *answer, kb_str code, kb_str *quote)
{
    size_t coding = kb_map_find(
        &gold->codings, kb_gold_key(gold, answer->respondent_name, answer->question_name, code));
    if (coding == KB_MAP_NONE)
        return false;
    check_quote(gold, answer, coding);
    *quote = gold->quotes[coding];
    return true;
}

kb_status kb_gold_end(const kb_gold *gold, kb_error *err)
{
    if (gold->told > MOST_TOLD)
        kb_tell_note(&gold->project->watch, KB_WARNING, "%llu more about '%s' are not listed",
                     (unsigned long long)(gold->told - MOST_TOLD), gold->path);
    for (size_t i = 0; i < gold->about.count; i++)
        if (!gold->met[i]) {
            kb_str rest = gold->about.keys[i], who = { 0 }, question = { 0 };
            kb_str_cut(&rest, '\n', &who);
            kb_str_cut(&rest, '\n', &question);
            return kb_fail(err, KB_ERR_INPUT,
                           "%s: row %llu: respondent '%.*s' has no answer with text to '%.*s'",
                           gold->path, (unsigned long long)gold->first[i], KB_ARG(who),
                           KB_ARG(question));
        }
    return KB_OK;
}
