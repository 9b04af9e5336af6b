/* SPDX-License-Identifier: MIT */
/*
 * What rules inherit: `when`, `negated`, `extent`.
 *
 * Each level copies what the level above says and changes what is written on it;
 * the innermost wins, for `when` key by key.  A flip is looked up only for a rule,
 * because a category's flip means another code in every row.
 */
#include "loader.h"

#include "base/str.h"

typedef struct when_nodes {
    const kb_node *question, *group;
} when_nodes;

static const kb_field when_fields[] = {
    KB_FIELD(when_nodes, question),
    KB_FIELD(when_nodes, group),
};

typedef struct flip_nodes {
    const kb_node *flip;
} flip_nodes;

static const kb_field flip_fields[] = { KB_NEEDED(flip_nodes, flip) };

typedef struct words_nodes {
    const kb_node *words;
} words_nodes;

static const kb_field words_fields[] = { KB_NEEDED(words_nodes, words) };

enum { MAX_EXTENT_WORDS = 100 };

static bool is_any(const kb_node *node)
{
    return node->kind == KB_NODE_SCALAR && kb_str_is(node->value, "any");
}

static const char *undeclared_hint(const kb_map *declared, bool group)
{
    if (declared->count > 0)
        return NULL;
    return group ? "the codebook declares no groups: list them under 'groups'"
                 : "the codebook declares no questions: list them under 'questions'";
}

/* Fills `out` with declared indexes; returns false when the condition is cleared. */
static bool read_condition(kb_loader *loader, const kb_node *node, bool group, const int **out,
                           size_t *count)
{
    const char *key = group ? "group" : "question";
    const kb_map *declared = group ? &loader->groups : &loader->questions;
    kb_nodes nodes = kb_get_some(node);
    int *indexes = kb_arena_array(loader->taker.arena, nodes.count, sizeof *indexes);
    *count = 0;
    if (nodes.count == 1 && is_any(&nodes.items[0]))
        return false;
    if (nodes.count == 0)
        kb_find(loader->taker.findings, node->place, "write any to lift a condition",
                "'%s' is an empty list", key);
    for (size_t i = 0; indexes != NULL && i < nodes.count; i++) {
        kb_str name = { 0 };
        if (!kb_get_text(&loader->taker, &nodes.items[i], key, &name))
            continue;
        size_t index = kb_map_find(declared, name);
        if (index != KB_MAP_NONE)
            indexes[(*count)++] = (int)index;
        else if (kb_str_is(name, "any"))
            kb_find(loader->taker.findings, nodes.items[i].place, NULL, "'any' stands alone");
        else
            kb_find_unknown(loader->taker.findings, nodes.items[i].place, name,
                            kb_names_of(declared), undeclared_hint(declared, group),
                            "no %s is called '%.*s'", key, KB_SHOW(name));
    }
    *out = indexes;
    return true;
}

void kb_read_when(kb_loader *loader, const kb_node *node, kb_when *when)
{
    when_nodes nodes = { 0 };
    if (node == NULL ||
        !kb_take_fields(&loader->taker, node, KB_FIELDS("'when'", when_fields), &nodes))
        return;
    if (nodes.question != NULL)
        when->by_question =
            read_condition(loader, nodes.question, false, &when->questions, &when->question_count);
    if (nodes.group != NULL)
        when->by_group =
            read_condition(loader, nodes.group, true, &when->groups, &when->group_count);
}

/* A flip names a category or a code. */
static void check_flip(kb_loader *loader, const kb_node *node, kb_str name)
{
    if (kb_map_find(&loader->categories, name) != KB_MAP_NONE ||
        kb_map_find(&loader->codes, name) != KB_MAP_NONE)
        return;
    bool code = name.len > 0 && memchr(name.ptr, '.', name.len) != NULL;
    kb_find_unknown(loader->taker.findings, node->place, name,
                    kb_names_of(code ? &loader->codes : &loader->categories), NULL,
                    "no code or category is called '%.*s'", KB_SHOW(name));
}

void kb_read_negated(kb_loader *loader, const kb_node *node, bool by_category,
                     kb_inherited *inherited)
{
    static const char *const kinds[] = { "exclude", "only", "ignore", NULL };
    static const kb_choice negated = {
        "negated", kinds, "what becomes another code is written negated: {flip: CATEGORY}"
    };
    flip_nodes nodes = { 0 };
    int kind = KB_NEGATED_EXCLUDE;
    kb_str name = { 0 };
    if (node != NULL && node->kind == KB_NODE_MAP) {
        kb_take_fields(&loader->taker, node, KB_FIELDS("'negated'", flip_fields), &nodes);
        if (!kb_get_text(&loader->taker, nodes.flip, "flip", &name))
            return;
        check_flip(loader, nodes.flip, name);
        inherited->negated = KB_NEGATED_FLIP;
        inherited->flip = name;
        inherited->flip_place = nodes.flip->place;
        inherited->flip_by_category = by_category;
    } else if (kb_get_choice(&loader->taker, node, negated, &kind)) {
        inherited->negated = (kb_negated_kind)kind;
    }
}

void kb_read_extent(kb_loader *loader, const kb_node *node, kb_extent *extent)
{
    static const char *const kinds[] = { "sentence", "match", "clause", "answer", NULL };
    static const kb_choice extents = {
        "extent", kinds, "so many words on both sides is written extent: {words: N}"
    };
    words_nodes nodes = { 0 };
    int kind = KB_EXTENT_SENTENCE, words = 0;
    if (node != NULL && node->kind == KB_NODE_MAP) {
        kb_take_fields(&loader->taker, node, KB_FIELDS("'extent'", words_fields), &nodes);
        if (kb_get_number(&loader->taker, nodes.words, "words", MAX_EXTENT_WORDS, &words))
            *extent = (kb_extent){ KB_EXTENT_WORDS, words };
    } else if (kb_get_choice(&loader->taker, node, extents, &kind)) {
        *extent = (kb_extent){ (kb_extent_kind)kind, 0 };
    }
}

/* The codes of one cell: how many, and the first. */
static size_t codes_of_cell(const kb_loader *loader, int theme, size_t category, int *first)
{
    size_t count = 0;
    for (size_t i = 0; i < loader->book->code_count; i++) {
        const kb_code *code = &loader->code_items[i];
        if (code->theme != theme || (size_t)code->category != category)
            continue;
        if (count++ == 0)
            *first = (int)i;
    }
    return count;
}

/* The code a flip means for rules of `code`; -1: none, `*told` when that was reported. */
static int flip_target(kb_loader *loader, int code, const kb_inherited *inherited, bool *told)
{
    kb_findings *findings = loader->taker.findings;
    const kb_code *from = &loader->code_items[code];
    kb_str theme = loader->book->themes[from->theme].id;
    int first = -1;
    size_t category = kb_map_find(&loader->categories, inherited->flip);
    if (category == KB_MAP_NONE) {
        size_t index = kb_map_find(&loader->codes, inherited->flip);
        *told = index == KB_MAP_NONE;
        return index == KB_MAP_NONE ? -1 : (int)index;
    }
    size_t count = codes_of_cell(loader, from->theme, category, &first);
    *told = count != 1 && !(count == 0 && inherited->flip_by_category);
    if (count == 0 && *told)
        kb_find(findings, inherited->flip_place, NULL,
                "theme '%.*s' has no code in category '%.*s'", KB_SHOW(theme),
                KB_SHOW(inherited->flip));
    if (count > 1)
        kb_find(findings, inherited->flip_place, "name the code",
                "theme '%.*s' has several codes in category '%.*s'", KB_SHOW(theme),
                KB_SHOW(inherited->flip));
    return count == 1 ? first : -1;
}

kb_negated kb_resolve_negated(kb_loader *loader, int code, const kb_inherited *inherited)
{
    if (inherited->negated != KB_NEGATED_FLIP)
        return (kb_negated){ inherited->negated, -1 };
    bool told = false;
    int target = flip_target(loader, code, inherited, &told);
    if (target < 0)
        return (kb_negated){ KB_NEGATED_EXCLUDE, -1 };
    const kb_code *to = &loader->code_items[target];
    if (target == code)
        kb_find(loader->taker.findings, inherited->flip_place, NULL, "code '%.*s' flips to itself",
                KB_SHOW(to->id));
    else if (to->status != KB_CODE_ACTIVE)
        kb_find(loader->taker.findings, inherited->flip_place, NULL,
                "a flip to '%.*s', which is %s", KB_SHOW(to->id),
                to->status == KB_CODE_DRAFT ? "a draft" : "retired");
    return (kb_negated){ KB_NEGATED_FLIP, target };
}
