/* SPDX-License-Identifier: MIT */
/* Macros, negation words and the other lists of phrases. */
#include "loader.h"

#include "base/buf.h"
#include "base/str.h"

typedef struct macro_nodes {
    const kb_node *phrase, *regex;
} macro_nodes;

static const kb_field macro_fields[] = {
    KB_FIELD(macro_nodes, phrase),
    KB_FIELD(macro_nodes, regex),
};

typedef struct negation_nodes {
    const kb_node *use, *window, *before, *after, *not ;
} negation_nodes;

static const kb_field negation_fields[] = {
    KB_FIELD(negation_nodes, use),    KB_FIELD(negation_nodes, window),
    KB_FIELD(negation_nodes, before), KB_FIELD(negation_nodes, after),
    KB_FIELD(negation_nodes, not ),
};

typedef struct cue_nodes {
    const kb_node *phrase, *within;
} cue_nodes;

static const kb_field cue_fields[] = {
    KB_NEEDED(cue_nodes, phrase),
    KB_FIELD(cue_nodes, within),
};

enum { DEFAULT_WINDOW = 5, MAX_CUE_WITHIN = 1000, MAX_MACRO_DEPTH = 32 };

/* ---- macros ---- */

static void add_macro_phrases(kb_loader *loader, const kb_node *node, kb_macro *macro)
{
    kb_nodes nodes = kb_get_some(node);
    for (size_t i = 0; i < nodes.count; i++) {
        kb_phrase *phrases = kb_arena_grow(loader->taker.arena, (void *)macro->phrases,
                                           macro->phrase_count, sizeof *phrases);
        if (phrases == NULL)
            return;
        macro->phrases = phrases;
        if (kb_read_phrase(loader, &nodes.items[i], &phrases[macro->phrase_count]))
            macro->phrase_count++;
    }
}

static void add_macro_regexes(kb_loader *loader, const kb_node *node, kb_macro *macro)
{
    kb_nodes nodes = kb_get_some(node);
    for (size_t i = 0; i < nodes.count; i++) {
        kb_regex *regexes = kb_arena_grow(loader->taker.arena, (void *)macro->regexes,
                                          macro->regex_count, sizeof *regexes);
        if (regexes == NULL)
            return;
        macro->regexes = regexes;
        if (kb_read_regex(loader, &nodes.items[i], &regexes[macro->regex_count]))
            macro->regex_count++;
    }
}

static void refuse_empty(kb_loader *loader, const kb_node *node, const char *key)
{
    if (node != NULL && node->kind == KB_NODE_LIST && node->count == 0)
        kb_find(loader->taker.findings, node->place, NULL, "'%s' is an empty list", key);
}

static void add_alternative(kb_loader *loader, const kb_node *node, kb_macro *macro)
{
    macro_nodes nodes = { 0 };
    if (node->kind != KB_NODE_MAP) {
        if (loader->book->regex_by_default)
            add_macro_regexes(loader, node, macro);
        else
            add_macro_phrases(loader, node, macro);
        return;
    }
    kb_take_fields(&loader->taker, node, KB_FIELDS("an alternative of a macro", macro_fields),
                   &nodes);
    if ((nodes.phrase == NULL) == (nodes.regex == NULL))
        kb_find(loader->taker.findings, node->place, NULL,
                "an alternative of a macro is text, {phrase: ...} or {regex: ...}");
    refuse_empty(loader, nodes.phrase, "phrase");
    refuse_empty(loader, nodes.regex, "regex");
    add_macro_phrases(loader, nodes.phrase, macro);
    add_macro_regexes(loader, nodes.regex, macro);
}

/* ---- macros that use macros ---- */

typedef struct macro_walk {
    kb_loader *loader;
    const kb_macro *macros;
    int *depth; /* of a finished macro, from 1; 0 = not begun, -1 = on the path */
    size_t path[MAX_MACRO_DEPTH + 1];
    size_t length;
} macro_walk;

static int visit_macro(macro_walk *walk, size_t macro);

static int deepest(int a, int b)
{
    return a > b ? a : b;
}

static int visit_sequence(macro_walk *walk, const kb_sequence *sequence)
{
    int depth = 0;
    for (size_t i = 0; i < sequence->item_count; i++) {
        const kb_phrase_item *item = &sequence->items[i];
        if (item->kind == KB_ITEM_MACRO)
            depth = deepest(depth, visit_macro(walk, item->macro));
        for (size_t j = 0; j < item->alternative_count; j++)
            depth = deepest(depth, visit_sequence(walk, &item->alternatives[j]));
    }
    return depth;
}

static void report_macro_cycle(macro_walk *walk, size_t macro)
{
    kb_buf path = { 0 };
    size_t i = walk->length;
    while (i > 0 && walk->path[i - 1] != macro)
        i--;
    for (i = i > 0 ? i - 1 : 0; i < walk->length; i++)
        kb_buf_printf(&path, "%.*s -> ", KB_SHOW(walk->macros[walk->path[i]].id));
    kb_find(walk->loader->taker.findings, walk->macros[macro].place, NULL,
            "macros use each other in a circle: %.*s%.*s", KB_ARG(kb_buf_view(&path)),
            KB_SHOW(walk->macros[macro].id));
    kb_buf_free(&path);
}

/* Returns how many macros deep `macro` goes. */
static int visit_macro(macro_walk *walk, size_t macro)
{
    int *depth = &walk->depth[macro];
    if (*depth < 0)
        report_macro_cycle(walk, macro);
    if (*depth != 0)
        return deepest(*depth, 0);
    if (walk->length == MAX_MACRO_DEPTH)
        return MAX_MACRO_DEPTH; /* the outermost of the chain is reported */
    walk->path[walk->length++] = macro;
    *depth = -1;
    int inner = 0;
    for (size_t i = 0; i < walk->macros[macro].phrase_count; i++)
        inner = deepest(inner, visit_sequence(walk, &walk->macros[macro].phrases[i].sequence));
    walk->length--;
    *depth = inner + 1;
    if (*depth == MAX_MACRO_DEPTH + 1)
        kb_find(walk->loader->taker.findings, walk->macros[macro].place, NULL,
                "macros are nested more than %d deep", MAX_MACRO_DEPTH);
    return *depth;
}

static void check_macros(kb_loader *loader, const kb_macro *macros, size_t count)
{
    macro_walk walk = { .loader = loader, .macros = macros };
    walk.depth = kb_arena_array(&loader->scratch, count, sizeof *walk.depth);
    for (size_t i = 0; walk.depth != NULL && i < count; i++)
        visit_macro(&walk, i);
}

void kb_read_macros(kb_loader *loader)
{
    const kb_node *node = loader->top.macros;
    size_t count = loader->macros.count;
    kb_macro *macros = kb_arena_array(loader->taker.arena, count, sizeof *macros);
    if (node == NULL || node->kind != KB_NODE_MAP || macros == NULL)
        return;
    for (size_t i = 0; i < node->count; i++) {
        const kb_node *key = &node->items[2 * i], *value = key + 1;
        size_t index = kb_map_find(&loader->macros, key->value);
        if (index == KB_MAP_NONE || macros[index].id.ptr != NULL)
            continue; /* no name, or written twice: both are reported */
        macros[index].id = kb_arena_str(loader->taker.arena, key->value);
        macros[index].place = key->place;
        kb_nodes nodes = kb_get_some(value);
        if (nodes.count == 0)
            kb_find(loader->taker.findings, key->place, NULL, "macro '%.*s' is an empty list",
                    KB_SHOW(key->value));
        for (size_t j = 0; j < nodes.count; j++)
            add_alternative(loader, &nodes.items[j], &macros[index]);
    }
    loader->book->macros = macros;
    loader->book->macro_count = count;
    check_macros(loader, macros, count);
}

/* ---- negation and the lists of phrases ---- */

static bool read_cue(kb_loader *loader, const kb_node *node, int window, kb_cue *out)
{
    cue_nodes nodes = { .phrase = node };
    out->within = window;
    if (node->kind == KB_NODE_MAP) {
        nodes.phrase = NULL;
        kb_take_fields(&loader->taker, node, KB_FIELDS("a negation word", cue_fields), &nodes);
        kb_get_number(&loader->taker, nodes.within, "within", MAX_CUE_WITHIN, &out->within);
    }
    return nodes.phrase != NULL && kb_read_phrase(loader, nodes.phrase, &out->phrase);
}

static void read_cues(kb_loader *loader, const kb_node *node, const char *key, int window,
                      const kb_cue **out, size_t *count)
{
    kb_nodes nodes = kb_get_list(&loader->taker, node, key);
    kb_cue *cues = kb_arena_array(loader->taker.arena, nodes.count, sizeof *cues);
    for (size_t i = 0; cues != NULL && i < nodes.count; i++)
        if (read_cue(loader, &nodes.items[i], window, &cues[*count]))
            ++*count;
    *out = cues;
}

void kb_read_negation(kb_loader *loader)
{
    negation_nodes nodes = { 0 };
    int window = DEFAULT_WINDOW;
    kb_codebook *book = loader->book;
    if (loader->top.negation == NULL ||
        !kb_take_fields(&loader->taker, loader->top.negation,
                        KB_FIELDS("'negation'", negation_fields), &nodes))
        return;
    loader->wants_pack = nodes.use != NULL;
    if (loader->wants_pack)
        kb_find(loader->taker.findings, nodes.use->place,
                "list the words yourself, under 'before', 'after' and 'not'",
                "there are no language packs yet");
    kb_get_number(&loader->taker, nodes.window, "window", KB_MAX_WITHIN, &window);
    read_cues(loader, nodes.before, "before", window, &book->before, &book->before_count);
    read_cues(loader, nodes.after, "after", window, &book->after, &book->after_count);
    kb_read_phrases(loader, nodes.not, "not", &book->not_cues, &book->not_cue_count);
}

void kb_read_phrase_lists(kb_loader *loader)
{
    kb_codebook *book = loader->book;
    kb_read_phrases(loader, loader->top.ignore_answers, "ignore_answers", &book->ignore_answers,
                    &book->ignore_answer_count);
    kb_read_phrases(loader, loader->top.ignore_phrases, "ignore_phrases", &book->ignore_phrases,
                    &book->ignore_phrase_count);
}
