/* SPDX-License-Identifier: MIT */
/* Codes whole: their texts, what they inherit, their rules and examples. */
#include "loader.h"

#include "base/str.h"
#include "base/unicode.h"

typedef struct code_nodes {
    const kb_node *id, *label, *statement, *definition, *include, *exclude, *memo, *color, *status,
        *when, *negated, *extent, *suppresses, *rules, *examples, *counterexamples;
} code_nodes;

static const kb_field code_fields[] = {
    KB_FIELD(code_nodes, id),         KB_FIELD(code_nodes, label),
    KB_NEEDED(code_nodes, statement), KB_FIELD(code_nodes, definition),
    KB_FIELD(code_nodes, include),    KB_FIELD(code_nodes, exclude),
    KB_FIELD(code_nodes, memo),       KB_FIELD(code_nodes, color),
    KB_FIELD(code_nodes, status),     KB_FIELD(code_nodes, when),
    KB_FIELD(code_nodes, negated),    KB_FIELD(code_nodes, extent),
    KB_FIELD(code_nodes, suppresses), KB_FIELD(code_nodes, rules),
    KB_FIELD(code_nodes, examples),   KB_FIELD(code_nodes, counterexamples),
};

/* ---- references ---- */

int kb_find_code(kb_loader *loader, const kb_node *node, const char *key)
{
    kb_str name = { 0 };
    if (!kb_get_text(&loader->taker, node, key, &name))
        return -1;
    size_t index = kb_map_find(&loader->codes, name);
    if (index == KB_MAP_NONE)
        kb_find_unknown(loader->taker.findings, node->place, name, kb_names_of(&loader->codes),
                        "a code is named theme.category or theme.category.id",
                        "no code is called '%.*s'", KB_SHOW(name));
    return index == KB_MAP_NONE ? -1 : (int)index;
}

/* Puts `code` at its place in the rising list; false when it was there. */
static bool insert(int *items, size_t count, int code)
{
    size_t at = count;
    while (at > 0 && items[at - 1] > code)
        at--;
    if (at > 0 && items[at - 1] == code)
        return false;
    memmove(items + at + 1, items + at, (count - at) * sizeof *items);
    items[at] = code;
    return true;
}

kb_edges kb_read_code_list(kb_loader *loader, const kb_node *node, const char *key)
{
    kb_nodes nodes = kb_get_some(node);
    kb_edges edges = { 0 };
    size_t room = nodes.count < loader->book->code_count ? nodes.count : loader->book->code_count;
    edges.items = kb_arena_array(loader->taker.arena, room, sizeof *edges.items);
    for (size_t i = 0; edges.items != NULL && i < nodes.count; i++) {
        int code = kb_find_code(loader, &nodes.items[i], key);
        if (code >= 0 && edges.count == room)
            continue; /* all are in already */
        if (code >= 0 && insert(edges.items, edges.count, code))
            edges.count++;
    }
    return edges;
}

int kb_find_variable(kb_loader *loader, const kb_node *node, bool group)
{
    const char *what = group ? "group" : "question";
    const kb_map *declared = group ? &loader->groups : &loader->questions;
    kb_str name = { 0 };
    if (!kb_get_text(&loader->taker, node, what, &name))
        return KB_ABSENT;
    int index =
        group ? kb_codebook_group(loader->book, name) : kb_codebook_question(loader->book, name);
    if (index >= 0)
        return index;
    kb_find_unknown(loader->taker.findings, node->place, name, kb_names_of(declared),
                    declared->count > 0 ? NULL : "the codebook declares none",
                    "no %s is called '%.*s'", what, KB_SHOW(name));
    return KB_ABSENT;
}

/* ---- rules ---- */

static kb_str rule_id(kb_loader *loader, const kb_code *code, const kb_node *own, size_t number)
{
    kb_str id = { 0 };
    if (own != NULL && !kb_get_id(&loader->taker, own, "a rule's id", &id))
        return id;
    return own != NULL
               ? kb_arena_printf(loader->taker.arena, "%.*s#%.*s", KB_ARG(code->id), KB_ARG(id))
               : kb_arena_printf(loader->taker.arena, "%.*s#%zu", KB_ARG(code->id), number);
}

static void read_rule(kb_loader *loader, const kb_node *node, int code,
                      const kb_inherited *inherited, size_t number)
{
    kb_codebook *book = loader->book;
    kb_rule rule = { .code = code, .place = node->place };
    kb_rule_nodes nodes = { 0 };
    kb_inherited own = *inherited;
    if (!kb_read_pattern(loader, node, &rule.pattern, &nodes))
        return;
    kb_read_when(loader, nodes.when, &own.when);
    kb_read_negated(loader, nodes.negated, false, &own);
    kb_read_extent(loader, nodes.extent, &own.extent);
    kb_get_text(&loader->taker, nodes.note, "note", &rule.note);
    rule.id = rule_id(loader, &loader->code_items[code], nodes.id, number);
    rule.when = own.when;
    rule.negated = kb_resolve_negated(loader, code, &own);
    rule.extent = own.extent;
    kb_rule *rules =
        kb_arena_grow(loader->taker.arena, (void *)book->rules, book->rule_count, sizeof *rules);
    if (rules == NULL)
        return;
    rules[book->rule_count++] = rule;
    book->rules = rules;
}

/* Rule ids that are written must differ within a code. */
static void check_rule_ids(kb_loader *loader, const kb_code *code)
{
    kb_map seen = { 0 };
    size_t first = code->first_rule;
    for (size_t i = first; i < first + code->rule_count; i++) {
        const kb_rule *rule = &loader->book->rules[i];
        size_t known = seen.count;
        size_t number = kb_map_add(&seen, rule->id);
        if (number == KB_MAP_NONE)
            loader->taker.arena->failed = true;
        else if (number < known && rule->id.len > 0)
            kb_find(loader->taker.findings, rule->place, NULL, "rule '%.*s' is defined twice",
                    KB_SHOW(rule->id));
    }
    kb_map_free(&seen);
}

static void read_rules(kb_loader *loader, const kb_node *node, int code,
                       const kb_inherited *inherited)
{
    kb_nodes nodes = kb_get_some(node);
    kb_code *item = &loader->code_items[code];
    item->first_rule = loader->book->rule_count;
    for (size_t i = 0; i < nodes.count; i++)
        read_rule(loader, &nodes.items[i], code, inherited, i + 1);
    item->rule_count = loader->book->rule_count - item->first_rule;
    check_rule_ids(loader, item);
}

/* ---- codes ---- */

static void read_color(kb_loader *loader, const kb_node *node, kb_str *out)
{
    if (!kb_get_text(&loader->taker, node, "color", out))
        return;
    bool good = out->len == 7 && out->ptr[0] == '#';
    for (size_t i = 1; good && i < out->len; i++)
        good = out->ptr[i] != '\0' && strchr("0123456789abcdefABCDEF", out->ptr[i]) != NULL;
    if (!good)
        kb_find(loader->taker.findings, node->place, "write it in quotes, as '#1f77b4'",
                "'%.*s' is not a colour", KB_SHOW(*out));
}

/* Every code's status is known before any rule is read: flips ask for it. */
static void read_status(kb_loader *loader, size_t code)
{
    static const char *const names[] = { "active", "draft", "retired", NULL };
    const kb_node *node = loader->code_drafts[code].node;
    int status = KB_CODE_ACTIVE;
    for (size_t i = 0; i < node->count; i++)
        if (kb_str_is(node->items[2 * i].value, "status") &&
            !kb_node_is_missing(&node->items[2 * i + 1]))
            kb_get_choice(&loader->taker, &node->items[2 * i + 1],
                          (kb_choice){ "status", names, NULL }, &status);
    loader->code_items[code].status = (kb_code_status)status;
}

static void read_code_texts(kb_loader *loader, const code_nodes *nodes, kb_code *code)
{
    kb_taker *taker = &loader->taker;
    kb_get_text(taker, nodes->label, "label", &code->label);
    kb_get_text(taker, nodes->statement, "statement", &code->statement);
    kb_get_text(taker, nodes->definition, "definition", &code->definition);
    kb_get_text(taker, nodes->include, "include", &code->include);
    kb_get_text(taker, nodes->exclude, "exclude", &code->exclude);
    kb_get_text(taker, nodes->memo, "memo", &code->memo);
    read_color(loader, nodes->color, &code->color);
}

/* An example without a question is taken for an answer to this one. */
static kb_when example_when(const kb_when *own, const kb_when *category)
{
    return own->by_question ? *own : *category;
}

static void read_code(kb_loader *loader, size_t index)
{
    kb_code *code = &loader->code_items[index];
    kb_code_draft *draft = &loader->code_drafts[index];
    const kb_inherited *above = &loader->category_drafts[code->category].inherited;
    kb_inherited inherited = *above;
    code_nodes nodes = { 0 };
    kb_take_fields(&loader->taker, draft->node, KB_FIELDS("a code", code_fields), &nodes);
    read_code_texts(loader, &nodes, code);
    kb_read_when(loader, nodes.when, &inherited.when);
    kb_read_negated(loader, nodes.negated, false, &inherited);
    kb_read_extent(loader, nodes.extent, &inherited.extent);
    draft->edges = kb_read_code_list(loader, nodes.suppresses, "suppresses");
    for (size_t i = 0; i < draft->edges.count; i++)
        if (draft->edges.items[i] == (int)index)
            kb_find(loader->taker.findings, nodes.suppresses->place, NULL,
                    "code '%.*s' suppresses itself", KB_SHOW(code->id));
    read_rules(loader, nodes.rules, (int)index, &inherited);
    kb_when when = example_when(&inherited.when, &above->when);
    kb_read_examples(loader, nodes.examples, (int)index, &when, false);
    kb_read_examples(loader, nodes.counterexamples, (int)index, &when, true);
}

void kb_read_codes(kb_loader *loader)
{
    for (size_t i = 0; i < loader->book->code_count; i++)
        read_status(loader, i);
    for (size_t i = 0; i < loader->book->code_count; i++)
        read_code(loader, i);
}
