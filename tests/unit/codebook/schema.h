/* SPDX-License-Identifier: MIT */
/*
 * A JSON Schema validator for the keywords that codebook.schema.json uses.
 *
 * It looks at a YAML tree as an editor does: plain values are numbers, booleans or null
 * where YAML 1.2 says so, quoted ones are strings.  A keyword that it does not know
 * fails the test, so that the schema never says something that nobody has checked.
 */
#ifndef KB_CODEBOOK_TEST_SCHEMA_H
#define KB_CODEBOOK_TEST_SCHEMA_H

#include "kit.h"

#include "yaml.h"

#include "base/unicode.h"

#include <jansson.h>
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

/* ---- what an editor takes a value for ---- */

static inline bool matches_pattern(const char *pattern, kb_str text)
{
    int number = 0;
    PCRE2_SIZE offset = 0;
    pcre2_code *code = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED,
                                     PCRE2_UTF | PCRE2_DOLLAR_ENDONLY, &number, &offset, NULL);
    assert_non_null(code);
    pcre2_match_data *data = pcre2_match_data_create_from_pattern(code, NULL);
    int found =
        pcre2_match(code, (PCRE2_SPTR)(text.ptr ? text.ptr : ""), text.len, 0, 0, data, NULL);
    pcre2_match_data_free(data);
    pcre2_code_free(code);
    return found >= 0;
}

static inline const char *type_of(const kb_node *node)
{
    if (node->kind == KB_NODE_MAP)
        return "object";
    if (node->kind == KB_NODE_LIST)
        return "array";
    if (node->style != KB_STYLE_PLAIN)
        return "string";
    if (matches_pattern("^(|~|null|Null|NULL)$", node->value))
        return "null";
    if (matches_pattern("^(true|True|TRUE|false|False|FALSE)$", node->value))
        return "boolean";
    if (matches_pattern("^[-+]?[0-9]+$", node->value))
        return "integer";
    if (matches_pattern("^[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?$", node->value))
        return "number";
    return "string";
}

static inline bool has_type(const kb_node *node, const char *type)
{
    const char *is = type_of(node);
    return strcmp(is, type) == 0 || (strcmp(is, "integer") == 0 && strcmp(type, "number") == 0);
}

static inline bool has_one_type(const kb_node *node, const json_t *types)
{
    if (json_is_string(types))
        return has_type(node, json_string_value(types));
    size_t index;
    json_t *type;
    json_array_foreach(types, index, type)
    {
        if (has_type(node, json_string_value(type)))
            return true;
    }
    return false;
}

static inline bool equals(const kb_node *node, const json_t *value)
{
    if (json_is_string(value))
        return has_type(node, "string") && kb_str_is(node->value, json_string_value(value));
    assert_true(json_is_integer(value));
    return has_type(node, "integer") &&
           atoll(node->value.ptr) == (long long)json_integer_value(value);
}

/* ---- the keywords ---- */

typedef struct schema_check {
    const json_t *root;
    const kb_node *node;
    const json_t *schema; /* that the keyword stands in */
} schema_check;

static inline bool is_valid(const json_t *root, const json_t *schema, const kb_node *node);

static inline const kb_node *member(const kb_node *map, const char *key)
{
    for (size_t i = 0; map->kind == KB_NODE_MAP && i < map->count; i++)
        if (kb_str_is(map->items[2 * i].value, key))
            return &map->items[2 * i + 1];
    return NULL;
}

static inline size_t count_valid(const schema_check *check, const json_t *schemas)
{
    size_t index, valid = 0;
    json_t *schema;
    json_array_foreach(schemas, index, schema)
    {
        valid += is_valid(check->root, schema, check->node);
    }
    return valid;
}

static inline bool check_members(const schema_check *check)
{
    const json_t *properties = json_object_get(check->schema, "properties");
    const json_t *others = json_object_get(check->schema, "additionalProperties");
    const json_t *names = json_object_get(check->schema, "propertyNames");
    const kb_node *map = check->node;
    for (size_t i = 0; map->kind == KB_NODE_MAP && i < map->count; i++) {
        const kb_node *key = &map->items[2 * i];
        const json_t *schema = json_object_getn(properties, key->value.ptr, key->value.len);
        kb_node name = *key;
        name.style = KB_STYLE_SINGLE; /* names are strings, whatever they look like */
        schema = schema != NULL ? schema : others;
        if (json_is_false(schema) || (names != NULL && !is_valid(check->root, names, &name)) ||
            (json_is_object(schema) && !is_valid(check->root, schema, key + 1)))
            return false;
    }
    return true;
}

static inline bool check_required(const kb_node *node, const json_t *names)
{
    size_t index;
    json_t *name;
    json_array_foreach(names, index, name)
    {
        if (node->kind == KB_NODE_MAP && member(node, json_string_value(name)) == NULL)
            return false;
    }
    return true;
}

static inline bool check_dependent(const kb_node *node, json_t *rules)
{
    const char *key;
    json_t *names;
    json_object_foreach(rules, key, names)
    {
        if (member(node, key) != NULL && !check_required(node, names))
            return false;
    }
    return true;
}

static inline bool check_items(const schema_check *check, const json_t *schema)
{
    for (size_t i = 0; check->node->kind == KB_NODE_LIST && i < check->node->count; i++)
        if (!is_valid(check->root, schema, &check->node->items[i]))
            return false;
    return true;
}

static inline bool check_bound(const kb_node *node, const char *keyword, json_int_t bound)
{
    bool list = node->kind == KB_NODE_LIST, map = node->kind == KB_NODE_MAP;
    json_int_t count = (json_int_t)node->count;
    if (strcmp(keyword, "minItems") == 0)
        return !list || count >= bound;
    if (strcmp(keyword, "maxItems") == 0)
        return !list || count <= bound;
    if (strcmp(keyword, "minProperties") == 0)
        return !map || count >= bound;
    json_int_t length = (json_int_t)kb_utf8_count(node->value);
    if (strcmp(keyword, "minLength") == 0)
        return !has_type(node, "string") || length >= bound;
    if (strcmp(keyword, "maxLength") == 0)
        return !has_type(node, "string") || length <= bound;
    double value = has_type(node, "number") ? atof(node->value.ptr) : 0;
    if (strcmp(keyword, "minimum") == 0)
        return !has_type(node, "number") || value >= (double)bound;
    if (strcmp(keyword, "maximum") == 0)
        return !has_type(node, "number") || value <= (double)bound;
    fail_msg("the validator does not know '%s'", keyword);
    return false;
}

static inline bool is_one_of(const kb_node *node, const json_t *values)
{
    size_t index;
    json_t *value;
    json_array_foreach(values, index, value)
    {
        if (equals(node, value))
            return true;
    }
    return false;
}

static inline bool check_reference(const schema_check *check, const char *reference)
{
    static const char start[] = "#/$defs/";
    assert_int_equal(strncmp(reference, start, strlen(start)), 0);
    const json_t *defs = json_object_get(check->root, "$defs");
    const json_t *schema = json_object_get(defs, reference + strlen(start));
    if (schema == NULL)
        fail_msg("the schema has no '%s'", reference);
    return is_valid(check->root, schema, check->node);
}

/* Keywords that are looked at with another one, or say nothing about what is valid. */
static inline bool is_silent(const char *keyword)
{
    static const char *const silent[] = { "$schema",      "$id",         "$defs",
                                          "title",        "description", "additionalProperties",
                                          "propertyNames" };
    for (size_t i = 0; i < sizeof silent / sizeof *silent; i++)
        if (strcmp(keyword, silent[i]) == 0)
            return true;
    return false;
}

static inline bool check_keyword(const schema_check *check, const char *keyword, json_t *value)
{
    const kb_node *node = check->node;
    if (is_silent(keyword))
        return strcmp(keyword, "additionalProperties") != 0 || check_members(check);
    if (strcmp(keyword, "$ref") == 0)
        return check_reference(check, json_string_value(value));
    if (strcmp(keyword, "type") == 0)
        return has_one_type(node, value);
    if (strcmp(keyword, "const") == 0)
        return equals(node, value);
    if (strcmp(keyword, "enum") == 0)
        return is_one_of(node, value);
    if (strcmp(keyword, "properties") == 0)
        return check_members(check);
    if (strcmp(keyword, "required") == 0)
        return check_required(node, value);
    if (strcmp(keyword, "dependentRequired") == 0)
        return check_dependent(node, value);
    if (strcmp(keyword, "items") == 0)
        return check_items(check, value);
    if (strcmp(keyword, "pattern") == 0)
        return !has_type(node, "string") || matches_pattern(json_string_value(value), node->value);
    if (strcmp(keyword, "oneOf") == 0)
        return count_valid(check, value) == 1;
    if (strcmp(keyword, "anyOf") == 0)
        return count_valid(check, value) > 0;
    if (strcmp(keyword, "allOf") == 0)
        return count_valid(check, value) == json_array_size(value);
    if (strcmp(keyword, "not") == 0)
        return !is_valid(check->root, value, node);
    return check_bound(node, keyword, json_integer_value(value));
}

static inline bool is_valid(const json_t *root, const json_t *schema, const kb_node *node)
{
    const schema_check check = { root, node, schema };
    const char *keyword;
    json_t *value;
    json_object_foreach((json_t *)schema, keyword, value)
    {
        if (!check_keyword(&check, keyword, value))
            return false;
    }
    return true;
}

#endif
