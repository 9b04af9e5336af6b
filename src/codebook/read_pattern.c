/* SPDX-License-Identifier: MIT */
/*
 * Patterns: what a rule looks for.
 *
 * A string is a phrase, or a regex where the book says `defaults: {pattern: regex}`;
 * a mapping is exactly one of phrase, regex, near, or any/all/none.
 */
#include "loader.h"

#include "base/str.h"

typedef struct pattern_nodes {
    const kb_node *phrase, *regex, *any, *all, *none, *near, *within, *ordered, *in, *unless;
    kb_rule_nodes rule;
} pattern_nodes;

#define RULE_FIELD(key)                                                                            \
    {                                                                                              \
#key, offsetof(pattern_nodes, rule) + offsetof(kb_rule_nodes, key), false                  \
    }

static const kb_field fields[] = {
    KB_FIELD(pattern_nodes, phrase),
    KB_FIELD(pattern_nodes, regex),
    KB_FIELD(pattern_nodes, any),
    KB_FIELD(pattern_nodes, all),
    KB_FIELD(pattern_nodes, none),
    KB_FIELD(pattern_nodes, near),
    KB_FIELD(pattern_nodes, within),
    KB_FIELD(pattern_nodes, ordered),
    KB_FIELD(pattern_nodes, in),
    KB_FIELD(pattern_nodes, unless),
    RULE_FIELD(id),
    RULE_FIELD(when),
    RULE_FIELD(negated),
    RULE_FIELD(extent),
    RULE_FIELD(note),
};

enum { MIN_NEAR = 2, MAX_NEAR = 4 };

static void refuse_empty(kb_loader *loader, const kb_node *node, kb_nodes nodes, const char *key)
{
    if (nodes.count == 0)
        kb_find(loader->taker.findings, node->place, NULL, "'%s' is an empty list", key);
}

static void take_phrases(kb_loader *loader, const kb_node *node, kb_pattern *out)
{
    kb_nodes nodes = kb_get_some(node);
    kb_phrase *phrases = kb_arena_array(loader->taker.arena, nodes.count, sizeof *phrases);
    refuse_empty(loader, node, nodes, "phrase");
    for (size_t i = 0; phrases != NULL && i < nodes.count; i++)
        if (kb_read_phrase(loader, &nodes.items[i], &phrases[out->phrase_count]))
            out->phrase_count++;
    out->kind = KB_PATTERN_PHRASE;
    out->phrases = phrases;
}

static void take_regexes(kb_loader *loader, const kb_node *node, kb_pattern *out)
{
    kb_nodes nodes = kb_get_some(node);
    kb_regex *regexes = kb_arena_array(loader->taker.arena, nodes.count, sizeof *regexes);
    refuse_empty(loader, node, nodes, "regex");
    for (size_t i = 0; regexes != NULL && i < nodes.count; i++)
        if (kb_read_regex(loader, &nodes.items[i], &regexes[out->regex_count]))
            out->regex_count++;
    out->kind = KB_PATTERN_REGEX;
    out->regexes = regexes;
}

static kb_patterns read_children(kb_loader *loader, kb_nodes nodes)
{
    size_t count = 0;
    kb_pattern *items = kb_arena_array(loader->taker.arena, nodes.count, sizeof *items);
    for (size_t i = 0; items != NULL && i < nodes.count; i++)
        if (kb_read_pattern(loader, &nodes.items[i], &items[count], NULL))
            count++;
    return (kb_patterns){ items, count };
}

static kb_patterns take_list(kb_loader *loader, const kb_node *node, const char *key)
{
    kb_nodes nodes = kb_get_list(&loader->taker, node, key);
    if (node != NULL && node->kind == KB_NODE_LIST)
        refuse_empty(loader, node, nodes, key);
    return read_children(loader, nodes);
}

static void take_near(kb_loader *loader, const pattern_nodes *nodes, kb_pattern *out)
{
    out->kind = KB_PATTERN_NEAR;
    out->within = loader->within;
    out->near = read_children(loader, kb_get_list(&loader->taker, nodes->near, "near"));
    if (nodes->near->kind == KB_NODE_LIST &&
        (nodes->near->count < MIN_NEAR || nodes->near->count > MAX_NEAR))
        kb_find(loader->taker.findings, nodes->near->place, NULL, "'near' takes %d to %d patterns",
                MIN_NEAR, MAX_NEAR);
    kb_get_number(&loader->taker, nodes->within, "within", KB_MAX_WITHIN, &out->within);
    kb_get_flag(&loader->taker, nodes->ordered, "ordered", &out->ordered);
}

static void take_logic(kb_loader *loader, const pattern_nodes *nodes, kb_pattern *out)
{
    out->kind = KB_PATTERN_LOGIC;
    out->any = take_list(loader, nodes->any, "any");
    out->all = take_list(loader, nodes->all, "all");
    out->none = take_list(loader, nodes->none, "none");
}

/* A key that was reported already says enough. */
static bool has_unknown_key(const kb_node *node)
{
    for (size_t i = 0; i < node->count; i++) {
        size_t known = 0;
        while (known < sizeof fields / sizeof *fields &&
               !kb_str_is(node->items[2 * i].value, fields[known].key))
            known++;
        if (known == sizeof fields / sizeof *fields)
            return true;
    }
    return false;
}

/* Exactly one kind, and the keys that go with it. */
static bool check_kind(kb_loader *loader, const kb_node *node, const pattern_nodes *nodes)
{
    kb_findings *findings = loader->taker.findings;
    bool positive = nodes->any != NULL || nodes->all != NULL;
    int kinds = (nodes->phrase != NULL) + (nodes->regex != NULL) + (nodes->near != NULL) +
                (positive || nodes->none != NULL);
    if (nodes->near == NULL && nodes->within != NULL)
        kb_find(findings, nodes->within->place, NULL, "'within' belongs to 'near'");
    if (nodes->near == NULL && nodes->ordered != NULL)
        kb_find(findings, nodes->ordered->place, NULL, "'ordered' belongs to 'near'");
    if (kinds == 1 && nodes->none != NULL && !positive)
        kb_find(findings, nodes->none->place, "add 'any' or 'all'",
                "'none' alone finds nothing to code");
    if (kinds > 1 || (kinds == 0 && !has_unknown_key(node)))
        kb_find(findings, node->place, "a pattern is one of phrase, regex, near, or any/all/none",
                kinds == 0 ? "this pattern says nothing to look for"
                           : "this pattern is of several kinds at once");
    return kinds == 1;
}

/* What belongs to the outermost pattern only. */
static void refuse_rule_keys(kb_loader *loader, const kb_rule_nodes *rule)
{
    const kb_node *nodes[] = { rule->id, rule->when, rule->negated, rule->extent };
    static const char *const keys[] = { "id", "when", "negated", "extent" };
    for (size_t i = 0; i < sizeof nodes / sizeof *nodes; i++)
        if (nodes[i] != NULL)
            kb_find(loader->taker.findings, nodes[i]->place, "write it on the rule",
                    "'%s' cannot stand on a pattern inside a rule", keys[i]);
}

static void take_unless(kb_loader *loader, const kb_node *node, kb_pattern *out)
{
    kb_nodes nodes = kb_get_some(node);
    if (node != NULL)
        refuse_empty(loader, node, nodes, "unless");
    out->unless = read_children(loader, nodes);
}

static bool read_mapping(kb_loader *loader, const kb_node *node, kb_pattern *out,
                         kb_rule_nodes *rule)
{
    static const char *const units[] = { "sentence", "clause", "answer", NULL };
    pattern_nodes nodes = { 0 };
    int in = KB_IN_SENTENCE;
    kb_take_fields(&loader->taker, node, KB_FIELDS("a pattern", fields), &nodes);
    kb_get_choice(&loader->taker, nodes.in, (kb_choice){ "in", units, NULL }, &in);
    out->in = (kb_scope)in;
    if (!check_kind(loader, node, &nodes))
        return false;
    if (nodes.phrase != NULL)
        take_phrases(loader, nodes.phrase, out);
    else if (nodes.regex != NULL)
        take_regexes(loader, nodes.regex, out);
    else if (nodes.near != NULL)
        take_near(loader, &nodes, out);
    else
        take_logic(loader, &nodes, out);
    take_unless(loader, nodes.unless, out);
    if (rule != NULL)
        *rule = nodes.rule;
    else
        refuse_rule_keys(loader, &nodes.rule);
    return true;
}

/* `{navn}` and `mangler: møter` were meant as text. */
static bool is_slip_of_quotes(const kb_node *node)
{
    if (node->count != 1 || !has_unknown_key(node))
        return false;
    return kb_node_is_missing(&node->items[1]) || node->place.column == node->items[0].place.column;
}

bool kb_read_pattern(kb_loader *loader, const kb_node *node, kb_pattern *out, kb_rule_nodes *rule)
{
    *out = (kb_pattern){ .place = node->place };
    if (node->kind == KB_NODE_MAP && !is_slip_of_quotes(node))
        return read_mapping(loader, node, out, rule);
    if (node->kind == KB_NODE_MAP && !kb_node_is_missing(&node->items[1])) {
        kb_str key = node->items[0].value;
        kb_str known[sizeof fields / sizeof *fields];
        for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
            known[i] = kb_str_from(fields[i].key);
        kb_find_unknown(loader->taker.findings, node->place, key,
                        (kb_names){ known, sizeof fields / sizeof *fields },
                        "put single quotes around a pattern that holds ': '",
                        "unknown key '%.*s' in a pattern", KB_SHOW(key));
        return false;
    }
    if (!kb_check_pattern_text(loader, node, "a pattern"))
        return false;
    if (loader->book->regex_by_default)
        take_regexes(loader, node, out);
    else
        take_phrases(loader, node, out);
    return true;
}
