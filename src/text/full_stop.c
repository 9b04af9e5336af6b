/* SPDX-License-Identifier: MIT */
/*
 * What a full stop means.
 *
 * It ends a sentence unless its word is an abbreviation, a single letter or an
 * ordinal number; and without a space after it only where the space is plainly
 * missing (`nok.Vi`).  How far any of this looks back is bounded.
 */
#include "gap.h"

#include "base/str.h"

static kb_char at(const kb_gap *gap, size_t pos)
{
    return kb_char_at(&gap->room->classes, gap->view, pos);
}

static const kb_token *before(const kb_gap *gap)
{
    return gap->next > 0 ? &gap->room->tokens[gap->next - 1] : NULL;
}

/* Is the first letter or number after the gap a character of this class? */
static bool goes_on_with(const kb_gap *gap, unsigned class)
{
    return gap->end < gap->view.len && (at(gap, gap->end).class & class);
}

/* Does token `i` hang on the one before by a single character that is not a space? */
static bool hangs_on(const kb_gap *gap, size_t i)
{
    const kb_token *token = &gap->room->tokens[i];
    return i > 0 && token[-1].view.end + 1 == token->view.begin &&
           !(at(gap, token[-1].view.end).class & KB_CLASS_SPACE);
}

/*
 * The forms that end at a full stop: its word, and with each word that hangs on
 * the one before by a single character (`st.meld.`) a longer one.  One that may
 * end a sentence goes first.
 */
static kb_abbreviation_kind abbreviation_before(const kb_gap *gap)
{
    char form[KB_ABBREVIATION_MAX_BYTES];
    size_t begin = sizeof form, i = gap->next;
    const kb_token *tokens = gap->room->tokens;
    if (i == 0 || !kb_may_end_abbreviation(&gap->splitter->abbreviations, tokens[i - 1].folded))
        return KB_ABBREVIATION_NONE;
    kb_abbreviation_kind found = KB_ABBREVIATION_NONE;
    form[--begin] = '.';
    size_t longest = gap->splitter->abbreviations.longest;
    while (i-- > 0 && sizeof form - begin + tokens[i].folded.len <= longest) {
        begin -= tokens[i].folded.len;
        memcpy(form + begin, tokens[i].folded.ptr, tokens[i].folded.len);
        kb_str whole = { form + begin, sizeof form - begin };
        kb_abbreviation_kind kind = kb_abbreviation_of(&gap->splitter->abbreviations, whole);
        if (kind > found)
            found = kind;
        if (!hangs_on(gap, i) || sizeof form - begin >= longest)
            break;
        form[--begin] = gap->view.ptr[tokens[i].view.begin - 1];
    }
    return found;
}

/* Does an abbreviation begin at token `first` or later and go on past the gap (`e.Kr`)? */
static bool abbreviation_from(const kb_gap *gap, size_t first)
{
    char form[KB_ABBREVIATION_MAX_BYTES];
    size_t len = 0;
    const kb_token *tokens = gap->room->tokens;
    for (size_t i = first; i < gap->room->text.token_count; i++) {
        kb_str word = tokens[i].folded;
        size_t end = tokens[i].view.end;
        if (len + word.len + 1 > gap->splitter->abbreviations.longest || end == gap->view.len ||
            gap->view.ptr[end] != '.')
            return false;
        memcpy(form + len, word.ptr, word.len);
        len += word.len;
        form[len++] = '.';
        if (i >= gap->next && kb_abbreviation_of(&gap->splitter->abbreviations,
                                                 (kb_str){ form, len }) != KB_ABBREVIATION_NONE)
            return true;
        if (i + 1 < gap->room->text.token_count && !hangs_on(gap, i + 1))
            return false;
    }
    return false;
}

/* Is the full stop of this gap inside an abbreviation? */
static bool inside_abbreviation(const kb_gap *gap)
{
    const kb_token *tokens = gap->room->tokens;
    size_t reach = 0;
    for (size_t i = gap->next; i-- > 0 && reach < gap->splitter->abbreviations.longest;) {
        if (abbreviation_from(gap, i))
            return true;
        reach += tokens[i].folded.len + 1;
        if (!hangs_on(gap, i))
            break;
    }
    return false;
}

static bool is_single_letter(const kb_gap *gap, const kb_token *token)
{
    kb_char c = at(gap, token->view.begin);
    return c.next == token->view.end && (c.class & KB_CLASS_LETTER);
}

/* Only numbers and what joins them: `3`, `2.1`, `10-12`. */
static bool is_number(const kb_gap *gap, const kb_token *token)
{
    for (size_t pos = token->view.begin; pos < token->view.end;) {
        kb_char c = at(gap, pos);
        if (c.class & (KB_CLASS_LETTER | KB_CLASS_MARK))
            return false;
        pos = c.next;
    }
    return true;
}

/* Is there nothing but white space from `pos` to the token after? */
static bool only_space(const kb_gap *gap, size_t pos)
{
    while (pos < gap->end) {
        kb_char c = at(gap, pos);
        if (!(c.class & KB_CLASS_SPACE))
            return false;
        pos = c.next;
    }
    return true;
}

/* Does the full stop at `stop`, with white space after it, end the sentence? */
bool kb_full_stop_ends(const kb_gap *gap, size_t stop)
{
    const kb_token *word = before(gap);
    if (word == NULL || word->view.end != stop)
        return true;
    kb_abbreviation_kind kind = abbreviation_before(gap);
    if (kind != KB_ABBREVIATION_NONE)
        return kind == KB_ABBREVIATION_ENDING && goes_on_with(gap, KB_CLASS_UPPER);
    if (is_single_letter(gap, word))
        return false;
    return !(goes_on_with(gap, KB_CLASS_LOWER) && is_number(gap, word) &&
             only_space(gap, stop + 1));
}

/* Class of the last character of a token. */
static unsigned last_class(const kb_gap *gap, const kb_token *token)
{
    size_t last = token->view.end - 1;
    while (last > token->view.begin && ((unsigned char)gap->view.ptr[last] & 0xC0) == 0x80)
        last--;
    return at(gap, last).class;
}

/* `nok.Vi`: the space after the full stop is missing.  The gap is the full stop alone. */
bool kb_space_is_missing(const kb_gap *gap, size_t stop)
{
    const kb_token *word = before(gap);
    if (word == NULL || word->view.end != stop || stop + 1 != gap->end ||
        !goes_on_with(gap, KB_CLASS_UPPER) || !(last_class(gap, word) & KB_CLASS_LOWER))
        return false;
    const kb_token *after = &gap->room->tokens[gap->next];
    size_t second = at(gap, gap->end).next;
    if (second < after->view.end && !(at(gap, second).class & KB_CLASS_LOWER))
        return false;
    if (inside_abbreviation(gap))
        return false;
    return abbreviation_before(gap) != KB_ABBREVIATION_INSIDE && !is_single_letter(gap, word);
}
