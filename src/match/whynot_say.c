/* SPDX-License-Identifier: MIT */
/*
 * Patterns in the words of the codebook.
 *
 * A phrase keeps how it was written; its parts do not, so they are written anew from
 * what was read: a word from its forms, a choice from its alternatives.
 */
#include "inquest.h"

enum { MOST_FORMS = 4, MOST_ALTERNATIVES = 6, MOST_SHOWN_BYTES = 90, MOST_TOKENS_BYTES = 80 };

/* ------------------------------------------------------------ parts of a phrase */

/* The form with the most parts shows where a compound has its joints. */
static const kb_word_form *most_jointed(const kb_word *word)
{
    const kb_word_form *most = &word->forms[0];
    for (size_t i = 1; i < word->form_count; i++)
        if (word->forms[i].part_count > most->part_count)
            most = &word->forms[i];
    return most;
}

static void put_word(kb_buf *out, const kb_word *word)
{
    const kb_word_form *jointed = most_jointed(word);
    if (jointed->part_count > 1) {
        for (size_t i = 0; i < jointed->part_count; i++) {
            kb_buf_puts(out, i > 0 ? "_" : "");
            kb_buf_str(out, jointed->parts[i]);
        }
    } else {
        for (size_t i = 0; i < word->form_count && i < MOST_FORMS; i++) {
            kb_buf_puts(out, i > 0 ? "/" : "");
            kb_buf_str(out, word->forms[i].parts[0]);
        }
        kb_buf_puts(out, word->form_count > MOST_FORMS ? "/…" : "");
    }
    kb_buf_puts(out, word->kind == KB_WORD_FUZZY ? "~" : word->kind == KB_WORD_STEM ? "+" : "");
}

static void put_sequence(const inquest *q, kb_buf *out, const kb_sequence *sequence);

static void put_group(const inquest *q, kb_buf *out, const kb_phrase_item *item)
{
    kb_buf_char(out, item->optional ? '(' : '[');
    for (size_t i = 0; i < item->alternative_count && i < MOST_ALTERNATIVES; i++) {
        kb_buf_puts(out, i > 0 ? "/" : "");
        put_sequence(q, out, &item->alternatives[i]);
    }
    kb_buf_puts(out, item->alternative_count > MOST_ALTERNATIVES ? "/…" : "");
    kb_buf_char(out, item->optional ? ')' : ']');
}

static void put_item(const inquest *q, kb_buf *out, const kb_phrase_item *item)
{
    switch (item->kind) {
    case KB_ITEM_WORD: put_word(out, item->word); break;
    case KB_ITEM_GROUP: put_group(q, out, item); break;
    case KB_ITEM_GAP: kb_buf_printf(out, "...%d", item->gap); break;
    case KB_ITEM_MACRO:
        kb_buf_printf(out, "<%.*s>", KB_ARG(q->matcher->book->macros[item->macro].id));
        break;
    }
}

static void put_sequence(const inquest *q, kb_buf *out, const kb_sequence *sequence)
{
    for (size_t i = 0; i < sequence->item_count; i++) {
        kb_buf_puts(out, i > 0 ? " " : "");
        put_item(q, out, &sequence->items[i]);
    }
}

/* ------------------------------------------------------------------- patterns */

static void put_list(kb_buf *out, const char *name, inquest *q, const kb_patterns *list)
{
    if (list->count == 0)
        return;
    kb_buf_printf(out, "%s%s ", out->len > 0 ? "; " : "", name);
    for (size_t i = 0; i < list->count; i++)
        kb_buf_printf(out, "%s%.*s", i > 0 ? " + " : "",
                      KB_ARG(kb_say_pattern(q, &list->items[i])));
}

static void put_sources(kb_buf *out, const kb_pattern *pattern)
{
    const bool phrases = pattern->kind == KB_PATTERN_PHRASE;
    const size_t count = phrases ? pattern->phrase_count : pattern->regex_count;
    size_t i = 0;
    for (; i < count && (i == 0 || out->len < MOST_SHOWN_BYTES / 2); i++) {
        kb_str source = phrases ? pattern->phrases[i].source : pattern->regexes[i].source;
        kb_buf_puts(out, i > 0 ? ", " : "");
        kb_buf_str(out, source);
    }
    if (i < count)
        kb_buf_printf(out, " and %zu more", count - i);
}

/* Hands the text over to the arena and frees the buffer. */
static kb_str keep(inquest *q, kb_buf *out)
{
    kb_str kept = kb_arena_str(q->arena, kb_buf_view(out));
    q->failed |= out->failed || kept.ptr == NULL;
    kb_buf_free(out);
    return kept;
}

kb_str kb_say_pattern(inquest *q, const kb_pattern *pattern)
{
    kb_buf out = { 0 };
    switch (pattern->kind) {
    case KB_PATTERN_PHRASE:
    case KB_PATTERN_REGEX: put_sources(&out, pattern); break;
    case KB_PATTERN_NEAR: put_list(&out, "near", q, &pattern->near); break;
    case KB_PATTERN_LOGIC:
        put_list(&out, "all", q, &pattern->all);
        put_list(&out, "any", q, &pattern->any);
        break;
    }
    return keep(q, &out);
}

kb_str kb_say_phrase(inquest *q, const kb_sequence *sequence)
{
    kb_buf out = { 0 };
    put_sequence(q, &out, sequence);
    return keep(q, &out);
}

kb_str kb_say_item(inquest *q, const kb_phrase_item *item)
{
    kb_buf out = { 0 };
    put_item(q, &out, item);
    return keep(q, &out);
}

kb_str kb_keep_line(inquest *q)
{
    kb_str kept = kb_arena_str(q->arena, kb_buf_view(&q->line));
    q->failed |= q->line.failed || kept.ptr == NULL;
    return kept;
}

/* ------------------------------------------------------------------- the text */

/* A long stretch is told by its first and last word. */
kb_str kb_say_tokens(const inquest *q, token_span span)
{
    kb_str text = q->scratch->text->canonical;
    kb_str all = kb_str_slice(text, kb_span_bytes(q->scratch, span));
    if (all.len <= MOST_TOKENS_BYTES || span.end - span.begin < 4)
        return all;
    const token_span first = { span.begin, span.begin + 1 }, last = { span.end - 1, span.end };
    return kb_arena_printf(q->arena, "%.*s … %.*s",
                           KB_ARG(kb_str_slice(text, kb_span_bytes(q->scratch, first))),
                           KB_ARG(kb_str_slice(text, kb_span_bytes(q->scratch, last))));
}
