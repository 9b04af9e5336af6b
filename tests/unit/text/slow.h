/* SPDX-License-Identifier: MIT */
/*
 * An answer taken apart slowly: a character at a time, every gap read.
 *
 * The oracle of the text room: chapter 13 T of the format written down with no
 * thought of speed, without tables, blocks or gaps left out.  Of the room it uses
 * only what a character is and what an abbreviation is.  For the unit tests and
 * for fuzzing; an assertion that fails ends the program.
 */
#ifndef KB_UNIT_TEXT_SLOW_H
#define KB_UNIT_TEXT_SLOW_H

#include "text/room.h"

#include "base/str.h"
#include "base/unicode.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct slow_text {
    const kb_splitter *splitter;
    kb_str canonical;
    kb_str view;
    char *view_bytes; /* owned */
    size_t *origin;   /* owned; where in the canonical text a position of the view is */
    kb_token *tokens; /* owned */
    char **folded;    /* owned, and each of them */
    size_t token_count;
    kb_unit *sentences, *clauses; /* owned */
    size_t sentence_count, clause_count;
} slow_text;

static inline void *slow_array(size_t count, size_t size)
{
    void *array = calloc(count + 1, size);
    if (array == NULL)
        abort();
    return array;
}

static inline kb_char slow_at(const slow_text *s, size_t pos)
{
    size_t next = pos;
    uint32_t c = kb_utf8_next(s->view, &next);
    return (kb_char){ c, kb_class_of(c), next };
}

static inline void slow_make_view(slow_text *s)
{
    kb_buf view = { 0 };
    s->origin = slow_array(s->canonical.len + 1, sizeof *s->origin);
    for (size_t pos = 0; pos < s->canonical.len;) {
        s->origin[view.len] = pos;
        kb_utf8_put(&view, kb_view_of(kb_utf8_next(s->canonical, &pos)));
    }
    s->origin[view.len] = s->canonical.len;
    s->view_bytes = view.ptr;
    s->view = kb_buf_view(&view);
}

/* ------------------------------------------------------------------- tokens */

static inline bool slow_joins(const slow_text *s, size_t pos, unsigned before)
{
    char c = s->view.ptr[pos];
    if (pos + 1 == s->view.len)
        return false;
    unsigned after = slow_at(s, pos + 1).class;
    if (c == '\'' || c == '-')
        return (after & (KB_CLASS_LETTER | KB_CLASS_NUMBER)) != 0;
    return (c == '.' || c == ',' || c == ':') && (before & KB_CLASS_DIGIT) &&
           (after & KB_CLASS_DIGIT);
}

static inline size_t slow_token_end(const slow_text *s, kb_char c)
{
    size_t pos = c.next;
    for (unsigned last = c.class; pos < s->view.len;) {
        c = slow_at(s, pos);
        if (!(c.class & KB_CLASS_WORD) && !slow_joins(s, pos, last))
            break;
        last = c.class;
        pos = c.next;
    }
    return pos;
}

static inline void slow_add_token(slow_text *s, size_t begin, size_t end)
{
    kb_token *token = &s->tokens[s->token_count];
    kb_buf folded = { 0 };
    token->view = (kb_span){ begin, end };
    token->bytes = (kb_span){ s->origin[begin], s->origin[end] };
    token->spaced = true;
    for (size_t pos = begin; pos < end;) {
        kb_char c = slow_at(s, pos);
        kb_utf8_put(&folded, kb_fold(c.code));
        pos = c.next;
    }
    for (size_t pos = s->token_count ? token[-1].view.end : 0; pos < begin;) {
        kb_char c = slow_at(s, pos);
        token->spaced = token->spaced && (c.class & KB_CLASS_SPACE);
        pos = c.next;
    }
    token->folded = kb_buf_view(&folded);
    s->folded[s->token_count++] = folded.ptr;
}

static inline void slow_find_tokens(slow_text *s)
{
    s->tokens = slow_array(s->view.len, sizeof *s->tokens);
    s->folded = slow_array(s->view.len, sizeof *s->folded);
    for (size_t pos = 0; pos < s->view.len;) {
        kb_char c = slow_at(s, pos);
        size_t end = c.next;
        if (c.class & (KB_CLASS_LETTER | KB_CLASS_NUMBER)) {
            end = slow_token_end(s, c);
            slow_add_token(s, pos, end);
        }
        pos = end;
    }
}

/* --------------------------------------------------------------- full stops */

/* Does token `i` hang on the one before by one character that is no white space? */
static inline bool slow_hangs_on(const slow_text *s, size_t i)
{
    return i > 0 && s->tokens[i - 1].view.end + 1 == s->tokens[i].view.begin &&
           !(slow_at(s, s->tokens[i].view.begin - 1).class & KB_CLASS_SPACE);
}

/* The folded text from token `first` to the full stop after token `last`, as an abbreviation. */
static inline kb_abbreviation_kind slow_kind(const slow_text *s, size_t first, size_t last)
{
    kb_buf form = { 0 };
    for (size_t i = first; i <= last; i++) {
        kb_buf_str(&form, s->tokens[i].folded);
        kb_buf_char(&form, i < last ? s->view.ptr[s->tokens[i].view.end] : '.');
    }
    const kb_abbreviations_table *table = &s->splitter->abbreviations;
    kb_abbreviation_kind kind = form.len <= table->longest
                                    ? kb_abbreviation_of(table, kb_buf_view(&form))
                                    : KB_ABBREVIATION_NONE;
    kb_buf_free(&form);
    return kind;
}

/* The abbreviation that ends with token `last`; one that may end a sentence goes first. */
static inline kb_abbreviation_kind slow_before(const slow_text *s, size_t last)
{
    kb_abbreviation_kind found = KB_ABBREVIATION_NONE;
    for (size_t i = last;; i--) {
        kb_abbreviation_kind kind = slow_kind(s, i, last);
        found = kind > found ? kind : found;
        if (!slow_hangs_on(s, i) || last - i > KB_ABBREVIATION_MAX_BYTES)
            return found;
    }
}

/* Does an abbreviation, full stops all through, begin before token `next` and go on to it? */
static inline bool slow_inside(const slow_text *s, size_t next)
{
    for (size_t first = next; first-- > 0 && next - first < KB_ABBREVIATION_MAX_BYTES;) {
        for (size_t i = first; i < s->token_count; i++) {
            size_t end = s->tokens[i].view.end;
            if (end == s->view.len || s->view.ptr[end] != '.' ||
                i - first > KB_ABBREVIATION_MAX_BYTES)
                break;
            if (i >= next && slow_kind(s, first, i) != KB_ABBREVIATION_NONE)
                return true;
            if (i + 1 == s->token_count || !slow_hangs_on(s, i + 1))
                break;
        }
        if (!slow_hangs_on(s, first))
            break;
    }
    return false;
}

/* ---------------------------------------------------------------- sentences */

/* A gap being read: view positions pos .. end before token `next`. */
typedef struct slow_gap {
    size_t pos, end, next, solid_end;
    bool after_space, cut;
    size_t cut_end, cut_begin;
} slow_gap;

static inline void slow_break(slow_gap *gap)
{
    if (!gap->cut)
        gap->cut_end = gap->solid_end;
    gap->cut = true;
    gap->cut_begin = gap->pos;
}

static inline bool slow_goes_on(const slow_text *s, const slow_gap *gap, unsigned class)
{
    return gap->end < s->view.len && (slow_at(s, gap->end).class & class);
}

static inline bool slow_is_letter(const slow_text *s, const kb_token *token)
{
    kb_char c = slow_at(s, token->view.begin);
    return c.next == token->view.end && (c.class & KB_CLASS_LETTER);
}

static inline bool slow_all(const slow_text *s, size_t pos, size_t end, unsigned class, bool has)
{
    for (kb_char c; pos < end; pos = c.next) {
        c = slow_at(s, pos);
        if (((c.class & class) != 0) != has)
            return false;
    }
    return true;
}

static inline bool slow_stop_ends(const slow_text *s, const slow_gap *gap, size_t stop)
{
    const kb_token *word = &s->tokens[gap->next - (gap->next > 0)];
    if (gap->next == 0 || word->view.end != stop)
        return true;
    kb_abbreviation_kind kind = slow_before(s, gap->next - 1);
    if (kind != KB_ABBREVIATION_NONE)
        return kind == KB_ABBREVIATION_ENDING && slow_goes_on(s, gap, KB_CLASS_UPPER);
    if (slow_is_letter(s, word))
        return false;
    bool number =
        slow_all(s, word->view.begin, word->view.end, KB_CLASS_LETTER | KB_CLASS_MARK, false);
    return !(number && slow_goes_on(s, gap, KB_CLASS_LOWER) &&
             slow_all(s, stop + 1, gap->end, KB_CLASS_SPACE, true));
}

static inline bool slow_space_missing(const slow_text *s, const slow_gap *gap, size_t stop)
{
    if (gap->next == 0 || gap->end == s->view.len || stop + 1 != gap->end)
        return false;
    const kb_token *word = &s->tokens[gap->next - 1], *after = word + 1;
    unsigned last = 0;
    for (size_t pos = word->view.begin; pos < word->view.end; pos = slow_at(s, pos).next)
        last = slow_at(s, pos).class;
    size_t second = slow_at(s, gap->end).next;
    if (word->view.end != stop || !slow_goes_on(s, gap, KB_CLASS_UPPER) ||
        !(last & KB_CLASS_LOWER) || slow_is_letter(s, word) ||
        (second < after->view.end && !(slow_at(s, second).class & KB_CLASS_LOWER)))
        return false;
    return !slow_inside(s, gap->next) && slow_before(s, gap->next - 1) != KB_ABBREVIATION_INSIDE;
}

static inline bool slow_is(uint32_t c, const char *set)
{
    kb_str all = kb_str_from(set);
    for (size_t pos = 0; pos < all.len;)
        if (kb_utf8_next(all, &pos) == c)
            return true;
    return false;
}

static inline void slow_read_stops(const slow_text *s, slow_gap *gap)
{
    size_t stop = gap->pos, count = 0;
    bool mark = false, ellipsis = false;
    for (kb_char c; gap->pos < gap->end; gap->pos = c.next, count++) {
        c = slow_at(s, gap->pos);
        if (!slow_is(c.code, ".!?…"))
            break;
        mark = mark || c.code == '!' || c.code == '?';
        ellipsis = ellipsis || c.code == 0x2026;
    }
    while (gap->pos < gap->end && slow_is(slow_at(s, gap->pos).code, "\"')]}»“”›"))
        gap->pos = slow_at(s, gap->pos).next;
    gap->after_space = false;
    gap->solid_end = gap->pos;
    bool space = gap->pos == s->view.len || (slow_at(s, gap->pos).class & KB_CLASS_SPACE);
    bool single = count == 1 && !ellipsis;
    if (mark || (space && (!single || slow_stop_ends(s, gap, stop))) ||
        (single && !space && slow_space_missing(s, gap, stop)))
        slow_break(gap);
}

static inline void slow_read_lines(const slow_text *s, slow_gap *gap)
{
    size_t lines = 0;
    while (gap->pos < gap->end && (slow_at(s, gap->pos).class & KB_CLASS_SPACE)) {
        lines += s->view.ptr[gap->pos] == '\n';
        gap->pos = slow_at(s, gap->pos).next;
    }
    gap->after_space = true;
    if (lines > 1 || !s->splitter->newline_is_space)
        slow_break(gap);
}

static inline slow_gap slow_read_gap(const slow_text *s, size_t next)
{
    size_t begin = next > 0 ? s->tokens[next - 1].view.end : 0;
    size_t end = next < s->token_count ? s->tokens[next].view.begin : s->view.len;
    slow_gap gap = {
        .pos = begin, .end = end, .next = next, .solid_end = begin, .after_space = begin == 0
    };
    while (gap.pos < end) {
        kb_char c = slow_at(s, gap.pos);
        if (slow_is(c.code, ".!?…")) {
            slow_read_stops(s, &gap);
        } else if (c.code == '\n') {
            slow_read_lines(s, &gap);
        } else {
            if (gap.after_space && slow_is(c.code, "•·▪‣◦"))
                slow_break(&gap);
            gap.after_space = (c.class & KB_CLASS_SPACE) != 0;
            gap.pos = c.next;
            gap.solid_end = gap.after_space ? gap.solid_end : c.next;
        }
    }
    return gap;
}

static inline kb_span slow_trim(const slow_text *s, size_t begin, size_t end)
{
    while (begin < end && (slow_at(s, begin).class & KB_CLASS_SPACE))
        begin = slow_at(s, begin).next;
    size_t solid = begin;
    for (size_t pos = begin; pos < end; pos = slow_at(s, pos).next)
        if (!(slow_at(s, pos).class & KB_CLASS_SPACE))
            solid = slow_at(s, pos).next;
    return (kb_span){ begin, solid };
}

static inline void slow_find_sentences(slow_text *s)
{
    s->sentences = slow_array(s->token_count, sizeof *s->sentences);
    slow_gap gap = slow_read_gap(s, 0);
    size_t begin = gap.cut ? gap.cut_begin : 0, first = 0;
    for (size_t next = 1; next <= s->token_count; next++) {
        gap = slow_read_gap(s, next);
        if (!gap.cut && next < s->token_count)
            continue;
        kb_span view = slow_trim(s, begin, gap.cut ? gap.cut_end : gap.solid_end);
        for (size_t i = first; i < next; i++)
            s->tokens[i].sentence = (uint32_t)s->sentence_count;
        s->sentences[s->sentence_count++] =
            (kb_unit){ first, next, { s->origin[view.begin], s->origin[view.end] }, view };
        begin = gap.cut_begin;
        first = next;
    }
}

/* ------------------------------------------------------------------ clauses */

static inline bool slow_splits(const slow_text *s, size_t i)
{
    bool after_space = false;
    size_t end = s->tokens[i].view.begin;
    for (size_t pos = s->tokens[i - 1].view.end; pos < end;) {
        kb_char c = slow_at(s, pos);
        if (slow_is(c.code, ";()") || (after_space && slow_is(c.code, "-–—") && c.next < end &&
                                       (slow_at(s, c.next).class & KB_CLASS_SPACE)))
            return true;
        after_space = (c.class & KB_CLASS_SPACE) != 0;
        pos = c.next;
    }
    return false;
}

/* `breaks[i]` says that a clause begins with token `i` in any case. */
static inline void slow_find_clauses(slow_text *s, const bool *breaks)
{
    s->clause_count = 0;
    for (size_t i = 0; i < s->token_count; i++) {
        kb_token *token = &s->tokens[i];
        if (i == 0 || token->sentence != token[-1].sentence || slow_splits(s, i) ||
            (breaks != NULL && breaks[i]))
            s->clauses[s->clause_count++] = (kb_unit){ i, i, token->bytes, token->view };
        kb_unit *clause = &s->clauses[s->clause_count - 1];
        clause->last = i + 1;
        clause->bytes.end = token->bytes.end;
        clause->view.end = token->view.end;
        token->clause = (uint32_t)(s->clause_count - 1);
    }
}

static inline slow_text slow_split(const kb_splitter *splitter, kb_str canonical)
{
    slow_text s = { .splitter = splitter, .canonical = canonical };
    slow_make_view(&s);
    slow_find_tokens(&s);
    slow_find_sentences(&s);
    s.clauses = slow_array(s.token_count, sizeof *s.clauses);
    slow_find_clauses(&s, NULL);
    return s;
}

static inline void slow_free(slow_text *s)
{
    for (size_t i = 0; i < s->token_count; i++)
        free(s->folded[i]);
    free(s->folded);
    free(s->view_bytes);
    free(s->origin);
    free(s->tokens);
    free(s->sentences);
    free(s->clauses);
}

/* --------------------------------------------------------------- comparison */

static inline bool slow_same_span(kb_span a, kb_span b)
{
    return a.begin == b.begin && a.end == b.end;
}

static inline bool slow_same_token(const kb_token *a, const kb_token *b)
{
    return slow_same_span(a->bytes, b->bytes) && slow_same_span(a->view, b->view) &&
           kb_str_equal(a->folded, b->folded) && a->sentence == b->sentence &&
           a->clause == b->clause && a->spaced == b->spaced;
}

static inline bool slow_same_units(const kb_unit *a, const kb_unit *b, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (a[i].first != b[i].first || a[i].last != b[i].last ||
            !slow_same_span(a[i].bytes, b[i].bytes) || !slow_same_span(a[i].view, b[i].view))
            return false;
    return true;
}

/* Is `text` what the slow way finds?  Says what differs. */
static inline bool slow_same(const slow_text *s, const kb_text *text)
{
    const char *differs = NULL;
    if (!kb_str_equal(s->view, text->view))
        differs = "view";
    else if (s->token_count != text->token_count)
        differs = "number of tokens";
    else if (s->sentence_count != text->sentence_count ||
             !slow_same_units(s->sentences, text->sentences, s->sentence_count))
        differs = "sentences";
    else if (s->clause_count != text->clause_count ||
             !slow_same_units(s->clauses, text->clauses, s->clause_count))
        differs = "clauses";
    for (size_t i = 0; i < s->token_count && differs == NULL; i++)
        if (!slow_same_token(&s->tokens[i], &text->tokens[i]))
            differs = "a token";
    if (differs != NULL)
        fprintf(stderr, "%s: '%.*s'\n", differs, KB_ARG(s->canonical));
    return differs == NULL;
}

/* Takes an answer apart both ways, and again with clauses broken where `seed` has bits. */
static inline bool slow_agrees(kb_text *text, const kb_splitter *splitter, kb_str canonical,
                               uint64_t seed)
{
    if (kb_text_split(text, splitter, canonical, NULL) != KB_OK)
        return true;
    slow_text s = slow_split(splitter, canonical);
    bool same = slow_same(&s, text);
    bool *breaks = slow_array(s.token_count, sizeof *breaks);
    size_t *tokens = slow_array(s.token_count, sizeof *tokens), count = 0;
    for (size_t i = 0; i < s.token_count; i++)
        if (seed >> i % 64 & 1) {
            breaks[i] = true;
            tokens[count++] = i;
        }
    if (same && kb_text_break_clauses(text, tokens, count, NULL) == KB_OK) {
        slow_find_clauses(&s, breaks);
        same = slow_same(&s, text);
    }
    free(tokens);
    free(breaks);
    slow_free(&s);
    return same;
}

#endif
