/* SPDX-License-Identifier: MIT */
/* Questions and groups: their names, labels, and what they are called in the data. */
#include "loader.h"

#include "base/str.h"
#include "base/unicode.h"

typedef struct variable_nodes {
    const kb_node *label, *ids;
} variable_nodes;

static const kb_field variable_fields[] = {
    KB_NEEDED(variable_nodes, label),
    KB_FIELD(variable_nodes, ids),
};

/* Names in the data are compared trimmed and in NFC; so they are kept. */
static void tidy_ids(kb_loader *loader, kb_str *ids, size_t count)
{
    kb_buf nfc = { 0 };
    for (size_t i = 0; i < count; i++) {
        kb_buf_reset(&nfc);
        if (kb_nfc(&nfc, kb_str_trim(ids[i]), NULL) != KB_OK)
            loader->taker.arena->failed = true;
        ids[i] = kb_arena_str(loader->taker.arena, kb_buf_view(&nfc));
    }
    kb_buf_free(&nfc);
}

/* Reports names in the data that stand for another variable, too. */
static void check_ids(kb_loader *loader, const kb_node *list, const kb_variable *variable,
                      size_t index, kb_map *seen)
{
    for (size_t i = 0; i < variable->id_count; i++) {
        size_t known = seen->count;
        size_t number = kb_map_add(seen, variable->ids[i]);
        if (number == KB_MAP_NONE)
            loader->taker.arena->failed = true;
        else if (number < known && number != index)
            kb_find(loader->taker.findings, list->place, NULL,
                    "'%.*s' is a name of two questions or two groups", KB_SHOW(variable->ids[i]));
    }
}

static void read_variable(kb_loader *loader, const kb_node *node, kb_variable *out,
                          const kb_node **ids)
{
    variable_nodes nodes = { 0 };
    const kb_str *texts = NULL;
    if (!kb_take_fields(&loader->taker, node, KB_FIELDS("a question or group", variable_fields),
                        &nodes))
        return;
    kb_get_text(&loader->taker, nodes.label, "label", &out->label);
    kb_get_texts(&loader->taker, nodes.ids, "ids", &texts, &out->id_count);
    kb_str *tidy = kb_arena_array(loader->taker.arena, out->id_count, sizeof *tidy);
    if (tidy == NULL || out->id_count == 0) {
        out->id_count = 0;
        return;
    }
    memcpy(tidy, texts, out->id_count * sizeof *tidy);
    tidy_ids(loader, tidy, out->id_count);
    out->ids = tidy;
    *ids = nodes.ids;
}

/* No name of the data may stand for two of them. */
static void check_all_ids(kb_loader *loader, const kb_variable *variables, size_t count,
                          const kb_node *const *lists, bool group)
{
    const kb_map *names = group ? &loader->groups : &loader->questions;
    kb_map seen = { 0 };
    for (size_t i = 0; i < names->count; i++)
        if (kb_map_add(&seen, names->keys[i]) == KB_MAP_NONE)
            loader->taker.arena->failed = true;
    for (size_t i = 0; i < count; i++)
        if (lists[i] != NULL)
            check_ids(loader, lists[i], &variables[i], i, &seen);
    kb_map_free(&seen);
}

void kb_read_variables(kb_loader *loader, const kb_node *node, bool group, const kb_variable **out,
                       size_t *count)
{
    const char *what = group ? "group" : "question";
    kb_map *names = group ? &loader->groups : &loader->questions;
    if (node == NULL || !kb_get_map(&loader->taker, node, group ? "'groups'" : "'questions'"))
        return;
    kb_variable *variables = kb_arena_array(loader->taker.arena, node->count, sizeof *variables);
    const kb_node **lists = kb_arena_array(&loader->scratch, node->count, sizeof *lists);
    for (size_t i = 0; variables != NULL && lists != NULL && i < node->count; i++) {
        const kb_node *key = &node->items[2 * i];
        kb_variable variable = { .place = key->place };
        size_t index = 0;
        if (!kb_get_id(&loader->taker, key, what, &variable.id))
            continue;
        if (kb_str_is(variable.id, "any"))
            kb_find(loader->taker.findings, key->place, "give it another name",
                    "'any' lifts a condition and cannot name a %s", what);
        if (!kb_add_name(loader, names, variable.id, &index))
            continue; /* a key written twice, reported with the YAML */
        read_variable(loader, &node->items[2 * i + 1], &variable, &lists[*count]);
        variables[(*count)++] = variable;
    }
    *out = variables;
    if (lists != NULL)
        check_all_ids(loader, variables, *count, lists, group);
}
