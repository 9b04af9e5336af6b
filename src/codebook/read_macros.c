/* SPDX-License-Identifier: MIT */
/* Macros, negation words and the other lists of phrases. */
#include "use_pack.h"

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
    const kb_node *use, *without, *window, *before, *after, *not ;
} negation_nodes;

static const kb_field negation_fields[] = {
    KB_FIELD(negation_nodes, use),    KB_FIELD(negation_nodes, without),
    KB_FIELD(negation_nodes, window), KB_FIELD(negation_nodes, before),
    KB_FIELD(negation_nodes, after),  KB_FIELD(negation_nodes, not ),
};

typedef struct answer_nodes {
    const kb_node *use, *add, *without;
} answer_nodes;

static const kb_field answer_fields[] = {
    KB_NEEDED(answer_nodes, use),
    KB_FIELD(answer_nodes, add),
    KB_FIELD(answer_nodes, without),
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

static const kb_node *phrase_of(const kb_node *cue)
{
    for (size_t i = 0; cue->kind == KB_NODE_MAP && i < cue->count; i++)
        if (kb_str_is(cue->items[2 * i].value, "phrase"))
            return &cue->items[2 * i + 1];
    return cue;
}

/* The cues of the pack, of what is not left out. */
static size_t add_pack_cues(kb_pack_use *pack, const kb_node *list, int window, kb_cue *out)
{
    size_t count = 0;
    for (size_t i = 0; list != NULL && i < list->count; i++) {
        const kb_node *node = &list->items[i];
        if (kb_pack_drops(pack, phrase_of(node)->value) ||
            !read_cue(&pack->reader, node, window, &out[count]))
            continue;
        kb_pack_mark(pack, &out[count++].phrase);
    }
    return count;
}

/* What is read into one list of cues. */
typedef struct cue_lists {
    const kb_node *of_pack, *own;
    const char *key;
} cue_lists;

static void read_cues(kb_pack_use *pack, const cue_lists *lists, int window, const kb_cue **out,
                      size_t *count)
{
    kb_loader *loader = pack->loader;
    kb_nodes own = kb_get_list(&loader->taker, lists->own, lists->key);
    size_t most = own.count + (lists->of_pack != NULL ? lists->of_pack->count : 0);
    kb_cue *cues = kb_arena_array(loader->taker.arena, most, sizeof *cues);
    if (cues == NULL)
        return;
    *count = add_pack_cues(pack, lists->of_pack, window, cues);
    for (size_t i = 0; i < own.count; i++)
        if (read_cue(loader, &own.items[i], window, &cues[*count]))
            ++*count;
    *out = cues;
}

void kb_read_negation(kb_loader *loader)
{
    negation_nodes nodes = { 0 };
    kb_pack_use pack;
    int window = DEFAULT_WINDOW;
    kb_codebook *book = loader->book;
    if (loader->top.negation == NULL ||
        !kb_take_fields(&loader->taker, loader->top.negation,
                        KB_FIELDS("'negation'", negation_fields), &nodes))
        return;
    kb_pack_open(loader, nodes.use, nodes.without, &pack);
    kb_get_number(&pack.reader.taker, pack.window, "window", KB_MAX_WITHIN, &window);
    kb_get_number(&loader->taker, nodes.window, "window", KB_MAX_WITHIN, &window);
    read_cues(&pack, &(cue_lists){ pack.before, nodes.before, "before" }, window, &book->before,
              &book->before_count);
    read_cues(&pack, &(cue_lists){ pack.after, nodes.after, "after" }, window, &book->after,
              &book->after_count);
    kb_pack_phrases(&pack, pack.not, nodes.not, "not", &book->not_cues, &book->not_cue_count);
    kb_pack_close(&pack);
}

/* A list of the book's own, or {use: PACK, add: [...], without: [...]}. */
static void read_ignored_answers(kb_loader *loader)
{
    const kb_node *node = loader->top.ignore_answers;
    answer_nodes nodes = { .add = node };
    kb_pack_use pack;
    if (node != NULL && node->kind == KB_NODE_MAP) {
        nodes.add = NULL;
        kb_take_fields(&loader->taker, node, KB_FIELDS("'ignore_answers'", answer_fields), &nodes);
    }
    kb_pack_open(loader, nodes.use, nodes.without, &pack);
    kb_pack_phrases(&pack, pack.ignore_answers, nodes.add,
                    node == nodes.add ? "ignore_answers" : "add", &loader->book->ignore_answers,
                    &loader->book->ignore_answer_count);
    kb_pack_close(&pack);
}

void kb_read_phrase_lists(kb_loader *loader)
{
    kb_codebook *book = loader->book;
    read_ignored_answers(loader);
    kb_read_phrases(loader, loader->top.ignore_phrases, "ignore_phrases", &book->ignore_phrases,
                    &book->ignore_phrase_count);
}
