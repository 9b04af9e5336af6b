/* SPDX-License-Identifier: MIT */
/*
 * The parser of the phrase language; see phrase_read.h for the way through, and
 * chapter 3 of docs/codebook-format.md for the grammar.
 */
#include "phrase_read.h"

#include "base/str.h"
#include "base/unicode.h"

typedef struct parser {
    kb_lexer lexer;
    kb_lexeme next;
    const kb_phrase_options *options;
    kb_arena *arena;
    kb_phrase_slip *slip;
    size_t first_slash; /* code points; of the outermost level */
} parser;

/* Sequences separated by '/'. */
typedef struct choices {
    kb_sequence *items;
    size_t count;
} choices;

/* What a sequence is so far, for the rules about gaps. */
typedef struct progress {
    bool solid;       /* some item takes at least one token */
    bool gap_waiting; /* a gap has not been followed by such an item yet */
    bool after_gap;   /* the last item is a gap */
    size_t gap_at;
} progress;

static bool advance(parser *p)
{
    return kb_lex(&p->lexer, &p->next, p->slip);
}

static bool can_be_empty(const kb_phrase_item *item)
{
    switch (item->kind) {
    case KB_ITEM_GAP: return true;
    case KB_ITEM_WORD:
    case KB_ITEM_MACRO: return false;
    case KB_ITEM_GROUP: break;
    }
    if (item->optional)
        return true;
    for (size_t i = 0; i < item->alternative_count; i++) {
        const kb_sequence *sequence = &item->alternatives[i];
        size_t empty = 0;
        while (empty < sequence->item_count && can_be_empty(&sequence->items[empty]))
            empty++;
        if (empty == sequence->item_count)
            return true;
    }
    return false;
}

static bool parse_choice(parser *p, int depth, choices *choice);

static bool parse_group(parser *p, int depth, kb_phrase_item *item)
{
    kb_lexeme open = p->next;
    bool round = open.kind == KB_LEX_LEFT;
    if (depth == KB_MAX_BRACKETS)
        return kb_slip(p->slip, open.at, NULL, "brackets are nested more than %d deep",
                       KB_MAX_BRACKETS);
    choices inside = { 0 };
    if (!advance(p) || !parse_choice(p, depth + 1, &inside))
        return false;
    if (p->next.kind == KB_LEX_END)
        return kb_slip(p->slip, open.at, NULL, "'%c' is never closed", round ? '(' : '[');
    if (p->next.kind != (round ? KB_LEX_RIGHT : KB_LEX_CLOSE))
        return kb_slip(p->slip, p->next.at, NULL, "'%c' closes '%c'", round ? ']' : ')',
                       round ? '(' : '[');
    item->kind = KB_ITEM_GROUP;
    item->alternatives = inside.items;
    item->alternative_count = inside.count;
    item->optional = round;
    return advance(p);
}

static bool parse_gap(parser *p, kb_phrase_item *item)
{
    item->kind = KB_ITEM_GAP;
    item->gap = p->options->gap;
    if (p->next.text.len > 0 && !kb_str_number(p->next.text, KB_MAX_GAP, &item->gap))
        return kb_slip(p->slip, p->next.at, NULL, "a gap is at most %d words", KB_MAX_GAP);
    return advance(p);
}

static bool parse_macro(parser *p, kb_phrase_item *item)
{
    item->kind = KB_ITEM_MACRO;
    item->macro = kb_map_find(p->options->macros, p->next.text);
    if (item->macro != KB_MAP_NONE)
        return advance(p);
    p->slip->unknown = p->next.text;
    return kb_slip(p->slip, p->next.at, "macros are declared under 'macros'",
                   "no macro is called '%.*s'", KB_SHOW(p->next.text));
}

static bool parse_item(parser *p, int depth, kb_phrase_item *item)
{
    switch (p->next.kind) {
    case KB_LEX_WORD:
        item->kind = KB_ITEM_WORD;
        item->word = kb_word_read(&p->next, p->arena, p->slip);
        return item->word != NULL && advance(p);
    case KB_LEX_OPEN:
    case KB_LEX_LEFT: return parse_group(p, depth, item);
    case KB_LEX_GAP: return parse_gap(p, item);
    case KB_LEX_MACRO: return parse_macro(p, item);
    case KB_LEX_END:
    case KB_LEX_SPACE:
    case KB_LEX_SLASH:
    case KB_LEX_CLOSE:
    case KB_LEX_RIGHT: break;
    }
    return false;
}

static bool ends_sequence(kb_lexeme_kind kind)
{
    return kind == KB_LEX_END || kind == KB_LEX_SLASH || kind == KB_LEX_CLOSE ||
           kind == KB_LEX_RIGHT;
}

/* Guards the rules about gaps: something sure before and after, and no two in a row. */
static bool note_item(parser *p, progress *so_far, const kb_phrase_item *item, size_t at)
{
    if (item->kind == KB_ITEM_GAP) {
        if (!so_far->solid)
            return kb_slip(p->slip, at, NULL, "what stands before the gap '...' can be empty");
        if (so_far->after_gap)
            return kb_slip(p->slip, at, NULL, "a gap follows a gap");
        if (!so_far->gap_waiting)
            so_far->gap_at = at;
        so_far->gap_waiting = true;
    } else if (!can_be_empty(item)) {
        so_far->solid = true;
        so_far->gap_waiting = false;
    }
    so_far->after_gap = item->kind == KB_ITEM_GAP;
    return true;
}

static bool skip_space(parser *p, bool *spaced)
{
    *spaced = p->next.kind == KB_LEX_SPACE;
    return !*spaced || advance(p);
}

static bool parse_sequence(parser *p, int depth, kb_sequence *sequence)
{
    kb_phrase_item *items = NULL;
    progress so_far = { 0 };
    bool spaced = false;
    if (!skip_space(p, &spaced))
        return false;
    while (!ends_sequence(p->next.kind)) {
        size_t at = p->next.at;
        if (sequence->item_count > 0 && !spaced)
            return kb_slip(p->slip, at, NULL, "a space is missing here");
        kb_phrase_item item = { 0 };
        if (!parse_item(p, depth, &item) || !note_item(p, &so_far, &item, at))
            return false;
        items = kb_arena_grow(p->arena, items, sequence->item_count, sizeof *items);
        if (items == NULL)
            return kb_slip_memory(p->slip);
        items[sequence->item_count++] = item;
        sequence->items = items;
        if (!skip_space(p, &spaced))
            return false;
    }
    if (so_far.gap_waiting)
        return kb_slip(p->slip, so_far.gap_at, NULL,
                       "what stands after the gap '...' can be empty");
    if (sequence->item_count == 0)
        return kb_slip(p->slip, p->next.at, NULL,
                       p->next.kind == KB_LEX_END && depth == 0 ? "the phrase is empty"
                                                                : "an alternative is empty");
    return true;
}

static bool parse_choice(parser *p, int depth, choices *choice)
{
    for (;;) {
        kb_sequence sequence = { 0 };
        if (!parse_sequence(p, depth, &sequence))
            return false;
        kb_sequence *items = kb_arena_grow(p->arena, choice->items, choice->count, sizeof *items);
        if (items == NULL)
            return kb_slip_memory(p->slip);
        items[choice->count++] = sequence;
        choice->items = items;
        if (p->next.kind != KB_LEX_SLASH)
            return true;
        if (depth == 0 && choice->count == 1)
            p->first_slash = p->next.at;
        if (!advance(p))
            return false;
    }
}

/* `a/b/c` without brackets: allowed when it is the whole phrase. */
static bool wrap_bare_choice(parser *p, const choices *choice, kb_sequence *sequence)
{
    for (size_t i = 0; i < choice->count; i++)
        if (choice->items[i].item_count != 1)
            return kb_slip(p->slip, p->first_slash, "write the alternatives in brackets: [a/b] c",
                           "'/' stands in a longer phrase");
    kb_phrase_item *item = kb_arena_alloc(p->arena, sizeof *item);
    if (item == NULL)
        return kb_slip_memory(p->slip);
    item->kind = KB_ITEM_GROUP;
    item->alternatives = choice->items;
    item->alternative_count = choice->count;
    *sequence = (kb_sequence){ item, 1 };
    return true;
}

static bool parse_whole(parser *p, kb_sequence *sequence)
{
    choices choice = { 0 };
    if (!advance(p) || !parse_choice(p, 0, &choice))
        return false;
    if (p->next.kind != KB_LEX_END)
        return kb_slip(p->slip, p->next.at, NULL, "'%c' closes nothing",
                       p->next.kind == KB_LEX_CLOSE ? ']' : ')');
    *sequence = choice.items[0];
    if (choice.count > 1 && !wrap_bare_choice(p, &choice, sequence))
        return false;
    for (size_t i = 0; i < sequence->item_count; i++)
        if (!can_be_empty(&sequence->items[i]))
            return true;
    return kb_slip(p->slip, 0, NULL, "everything in this phrase is optional: it can be empty");
}

kb_sequence kb_phrase_parse(kb_str text, const kb_phrase_options *options, kb_arena *arena,
                            kb_phrase_slip *slip)
{
    kb_sequence sequence = { 0 };
    size_t at = 0;
    uint32_t c = 0;
    if (text.len > KB_MAX_PHRASE_BYTES) {
        kb_slip(slip, 0, NULL, "a phrase is at most %d bytes long", KB_MAX_PHRASE_BYTES);
    } else if (kb_find_invisible(text, &at, &c)) {
        kb_slip(slip, at, NULL, "the pattern holds the invisible character U+%04X", (unsigned)c);
    } else {
        parser p = { .lexer = { .text = text }, .options = options, .arena = arena, .slip = slip };
        if (!parse_whole(&p, &sequence))
            sequence = (kb_sequence){ 0 };
    }
    return sequence;
}
