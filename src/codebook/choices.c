/* SPDX-License-Identifier: MIT */
/* The patterns of a list one by one; see choices.h. */
#include "choices.h"

#include "base/str.h"

/* ---- keys ---- */

static void add_sequence(kb_buf *key, const kb_sequence *sequence);

static void add_word(kb_buf *key, const kb_word *word)
{
    kb_buf_printf(key, "w%d.%d", (int)word->kind, word->distance);
    for (size_t i = 0; i < word->form_count; i++) {
        kb_buf_char(key, '|');
        for (size_t p = 0; p < word->forms[i].part_count; p++) {
            kb_buf_char(key, '_');
            kb_buf_str(key, word->forms[i].parts[p]);
        }
    }
}

static void add_item(kb_buf *key, const kb_phrase_item *item)
{
    switch (item->kind) {
    case KB_ITEM_WORD: add_word(key, item->word); break;
    case KB_ITEM_GAP: kb_buf_printf(key, "...%d", item->gap); break;
    case KB_ITEM_MACRO: kb_buf_printf(key, "<%zu>", item->macro); break;
    case KB_ITEM_GROUP:
        kb_buf_char(key, item->optional ? '(' : '[');
        for (size_t i = 0; i < item->alternative_count; i++) {
            kb_buf_char(key, '/');
            add_sequence(key, &item->alternatives[i]);
        }
        kb_buf_char(key, ')');
        break;
    }
}

static void add_sequence(kb_buf *key, const kb_sequence *sequence)
{
    for (size_t i = 0; i < sequence->item_count; i++) {
        kb_buf_char(key, ' ');
        add_item(key, &sequence->items[i]);
    }
}

/* ---- choices ---- */

static void push(kb_choices *list, kb_choice one)
{
    kb_choice *items = kb_arena_grow(&list->linter->arena, list->items, list->count, sizeof *items);
    if (items == NULL)
        return;
    list->items = items;
    items[list->count++] = one;
}

void kb_push_phrase(kb_choices *list, kb_choice like, const kb_phrase *phrase)
{
    kb_sequences sequences = kb_lint_choices(phrase);
    like.phrase = phrase;
    for (size_t i = 0; i < sequences.count; i++) {
        kb_buf key = { 0 };
        add_sequence(&key, &sequences.items[i]);
        like.sequence = &sequences.items[i];
        like.key = kb_arena_str(&list->linter->arena, kb_buf_view(&key));
        list->linter->arena.failed |= key.failed;
        kb_buf_free(&key);
        push(list, like);
    }
}

void kb_push_regex(kb_choices *list, kb_choice like, const kb_regex *regex)
{
    like.regex = regex;
    like.key = kb_arena_printf(&list->linter->arena, "r%.*s", KB_ARG(regex->source));
    push(list, like);
}

void kb_push_pattern(kb_choices *list, kb_choice like, const kb_pattern *pattern)
{
    for (size_t i = 0; i < pattern->phrase_count; i++)
        kb_push_phrase(list, like, &pattern->phrases[i]);
    for (size_t i = 0; i < pattern->regex_count; i++)
        kb_push_regex(list, like, &pattern->regexes[i]);
}

/* What a choice looks like in a message. */
kb_str kb_choice_text(kb_linter *linter, const kb_choice *one)
{
    if (one->regex != NULL)
        return one->regex->source;
    const kb_word *word = kb_lint_word(one->sequence);
    return word != NULL ? kb_lint_spelling(linter, word) : one->phrase->source;
}

kb_place kb_choice_place(const kb_linter *linter, const kb_choice *one, kb_str text)
{
    return one->regex != NULL ? one->regex->place : kb_lint_place(linter, one->phrase, text);
}
