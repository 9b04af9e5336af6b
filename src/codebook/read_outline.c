/* SPDX-License-Identifier: MIT */
/*
 * The matrix: categories, themes, and which codes stand in which cell.
 *
 * Codes get their ids here and are read whole later (read_codes.c), because their
 * rules and examples may name any code of the book.
 */
#include "loader.h"

#include "base/str.h"

typedef struct category_nodes {
    const kb_node *label, *definition, *when, *negated, *extent, *suppresses;
} category_nodes;

static const kb_field category_fields[] = {
    KB_NEEDED(category_nodes, label), KB_FIELD(category_nodes, definition),
    KB_FIELD(category_nodes, when),   KB_FIELD(category_nodes, negated),
    KB_FIELD(category_nodes, extent), KB_FIELD(category_nodes, suppresses),
};

typedef struct theme_nodes {
    const kb_node *id, *label, *definition, *cells;
} theme_nodes;

static const kb_field theme_fields[] = {
    KB_NEEDED(theme_nodes, id),
    KB_NEEDED(theme_nodes, label),
    KB_FIELD(theme_nodes, definition),
    KB_NEEDED(theme_nodes, cells),
};

/* Where a code stands. */
typedef struct code_cell {
    int theme, category;
    kb_str prefix; /* theme.category */
} code_cell;

/* ---- categories ---- */

static void read_category_names(kb_loader *loader)
{
    const kb_node *node = loader->top.categories;
    if (node == NULL || !kb_get_map(&loader->taker, node, "'categories'"))
        return;
    kb_category *categories = kb_arena_array(loader->taker.arena, node->count, sizeof *categories);
    loader->category_drafts =
        kb_arena_array(&loader->scratch, node->count, sizeof *loader->category_drafts);
    if (node->count == 0)
        kb_find(loader->taker.findings, node->place, NULL, "'categories' is empty");
    if (categories == NULL || loader->category_drafts == NULL)
        return;
    loader->book->categories = categories;
    for (size_t i = 0; i < node->count; i++) {
        const kb_node *key = &node->items[2 * i];
        kb_str id = { 0 };
        size_t index = 0;
        if (!kb_get_id(&loader->taker, key, "a category", &id) ||
            !kb_add_name(loader, &loader->categories, id, &index))
            continue;
        categories[index].id = id;
        categories[index].place = key->place;
        loader->category_drafts[index].node = key + 1;
        loader->book->category_count = index + 1;
    }
}

/* Which categories of the same row this one suppresses. */
static bool *read_suppressed(kb_loader *loader, const kb_node *node, size_t self)
{
    size_t count = loader->book->category_count;
    kb_nodes nodes = kb_get_some(node);
    bool *suppressed = kb_arena_array(&loader->scratch, count, sizeof *suppressed);
    for (size_t i = 0; suppressed != NULL && i < nodes.count; i++) {
        kb_str name = { 0 };
        if (!kb_get_text(&loader->taker, &nodes.items[i], "suppresses", &name))
            continue;
        size_t index = kb_map_find(&loader->categories, name);
        if (index == KB_MAP_NONE)
            kb_find_unknown(loader->taker.findings, nodes.items[i].place, name,
                            kb_names_of(&loader->categories), NULL, "no category is called '%.*s'",
                            KB_SHOW(name));
        else if (index == self)
            kb_find(loader->taker.findings, nodes.items[i].place, NULL,
                    "category '%.*s' suppresses itself", KB_SHOW(name));
        else
            suppressed[index] = true;
    }
    return suppressed;
}

static void read_category(kb_loader *loader, kb_category *category, size_t index)
{
    kb_category_draft *draft = &loader->category_drafts[index];
    category_nodes nodes = { 0 };
    draft->inherited = (kb_inherited){ .extent = loader->extent };
    kb_take_fields(&loader->taker, draft->node, KB_FIELDS("a category", category_fields), &nodes);
    kb_get_text(&loader->taker, nodes.label, "label", &category->label);
    kb_get_text(&loader->taker, nodes.definition, "definition", &category->definition);
    kb_read_when(loader, nodes.when, &draft->inherited.when);
    kb_read_negated(loader, nodes.negated, true, &draft->inherited);
    kb_read_extent(loader, nodes.extent, &draft->inherited.extent);
    draft->suppresses = read_suppressed(loader, nodes.suppresses, index);
}

/* ---- themes and cells ---- */

/* The value of `id:` in a code, wherever it stands. */
static const kb_node *own_id(const kb_node *code)
{
    for (size_t i = 0; code->kind == KB_NODE_MAP && i < code->count; i++)
        if (code->items[2 * i].kind == KB_NODE_SCALAR && kb_str_is(code->items[2 * i].value, "id"))
            return &code->items[2 * i + 1];
    return NULL;
}

/* The full id of a code; false when it has none. */
static bool make_code_id(kb_loader *loader, const kb_node *node, const code_cell *cell,
                         bool several, kb_str *id)
{
    const kb_node *own = own_id(node);
    kb_str part = { 0 };
    if (own != NULL && kb_node_is_missing(own))
        return false; /* reported when the code is read whole */
    if (own == NULL && several)
        kb_find(loader->taker.findings, node->place, "give each code of the cell an id",
                "a cell with several codes needs an 'id' for each");
    if (own == NULL)
        *id = cell->prefix;
    else if (kb_get_id(&loader->taker, own, "a code's id", &part))
        *id = kb_arena_printf(loader->taker.arena, "%.*s.%.*s", KB_ARG(cell->prefix), KB_ARG(part));
    return own != NULL ? part.len > 0 : !several;
}

/* What has no name of its own is read under one that nobody can write, so that everything that
 * is wrong with it is told in the same go. */
static kb_str spare_name(kb_loader *loader, kb_map *map, kb_str name, size_t *index)
{
    kb_str spare = kb_arena_printf(loader->taker.arena, "%.*s?%zu", KB_ARG(name), map->count);
    kb_add_name(loader, map, spare, index);
    return spare;
}

static void add_code(kb_loader *loader, const kb_node *node, const code_cell *cell, bool several)
{
    kb_codebook *book = loader->book;
    kb_str id = { 0 };
    size_t index = 0, count = book->code_count;
    if (!kb_get_map(&loader->taker, node, "a code"))
        return;
    bool named = make_code_id(loader, node, cell, several, &id);
    if (count == KB_MAX_NAMES) {
        kb_find(loader->taker.findings, node->place, NULL, "more than %d codes", KB_MAX_NAMES);
        return;
    }
    if (!named) {
        id = spare_name(loader, &loader->codes, cell->prefix, &index);
    } else if (!kb_add_name(loader, &loader->codes, id, &index) && index < count) {
        kb_find(loader->taker.findings, own_id(node) ? own_id(node)->place : node->place, NULL,
                "code '%.*s' is defined twice: first at line %d", KB_SHOW(id),
                loader->code_items[index].place.line);
        id = spare_name(loader, &loader->codes, id, &index);
    }
    if (index == KB_MAP_NONE)
        return;
    kb_code *codes = kb_arena_grow(loader->taker.arena, loader->code_items, count, sizeof *codes);
    kb_code_draft *drafts =
        kb_arena_grow(&loader->scratch, loader->code_drafts, count, sizeof *drafts);
    if (codes == NULL || drafts == NULL)
        return;
    codes[count] = (kb_code){
        .id = id, .theme = cell->theme, .category = cell->category, .place = node->place
    };
    drafts[count] = (kb_code_draft){ .node = node };
    loader->code_items = codes;
    loader->code_drafts = drafts;
    book->codes = codes;
    book->code_count = count + 1;
}

static void read_cells(kb_loader *loader, const kb_node *node, int theme)
{
    if (node == NULL || !kb_get_map(&loader->taker, node, "'cells'"))
        return;
    kb_str theme_id = loader->book->themes[theme].id;
    for (size_t i = 0; i < node->count; i++) {
        const kb_node *key = &node->items[2 * i];
        size_t category = kb_map_find(&loader->categories, key->value);
        if (category == KB_MAP_NONE) {
            if (key->kind == KB_NODE_SCALAR)
                kb_find_unknown(loader->taker.findings, key->place, key->value,
                                kb_names_of(&loader->categories), NULL,
                                "no category is called '%.*s'", KB_SHOW(key->value));
            continue;
        }
        code_cell cell = { .theme = theme, .category = (int)category };
        cell.prefix =
            kb_arena_printf(loader->taker.arena, "%.*s.%.*s", KB_ARG(theme_id), KB_ARG(key->value));
        kb_nodes nodes = kb_get_some(key + 1);
        if (nodes.count == 0)
            kb_find(loader->taker.findings, key->place, "leave an empty cell out",
                    "cell '%.*s' is an empty list", KB_SHOW(cell.prefix));
        for (size_t j = 0; j < nodes.count; j++)
            add_code(loader, &nodes.items[j], &cell, nodes.count > 1);
    }
}

static void read_theme(kb_loader *loader, const kb_node *node, kb_theme *themes)
{
    theme_nodes nodes = { 0 };
    size_t index = 0;
    kb_theme theme = { .place = node->place };
    if (!kb_take_fields(&loader->taker, node, KB_FIELDS("a theme", theme_fields), &nodes))
        return;
    kb_get_text(&loader->taker, nodes.label, "label", &theme.label);
    kb_get_text(&loader->taker, nodes.definition, "definition", &theme.definition);
    if (!kb_get_id(&loader->taker, nodes.id, "a theme's id", &theme.id)) {
        theme.id = spare_name(loader, &loader->themes, KB_STR("theme"), &index);
    } else if (!kb_add_name(loader, &loader->themes, theme.id, &index) &&
               index < loader->book->theme_count) {
        kb_find(loader->taker.findings, nodes.id->place, NULL,
                "theme '%.*s' is defined twice: first at line %d", KB_SHOW(theme.id),
                themes[index].place.line);
        theme.id = spare_name(loader, &loader->themes, theme.id, &index);
    }
    if (index == KB_MAP_NONE)
        return;
    themes[index] = theme;
    loader->book->theme_count = index + 1;
    read_cells(loader, nodes.cells, (int)index);
}

static void read_themes(kb_loader *loader)
{
    const kb_node *node = loader->top.themes;
    kb_nodes nodes = kb_get_list(&loader->taker, node, "themes");
    kb_theme *themes = kb_arena_array(loader->taker.arena, nodes.count, sizeof *themes);
    if (node != NULL && node->kind == KB_NODE_LIST && nodes.count == 0)
        kb_find(loader->taker.findings, node->place, NULL, "'themes' is an empty list");
    loader->book->themes = themes;
    for (size_t i = 0; themes != NULL && i < nodes.count; i++)
        read_theme(loader, &nodes.items[i], themes);
}

void kb_read_outline(kb_loader *loader)
{
    read_category_names(loader);
    read_themes(loader);
    kb_category *categories = (kb_category *)loader->book->categories;
    for (size_t i = 0; i < loader->book->category_count; i++)
        read_category(loader, &categories[i], i);
}
