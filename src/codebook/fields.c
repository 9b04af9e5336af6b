/* SPDX-License-Identifier: MIT */
/* The members of a mapping; see fields.h. */
#include "fields.h"

#include "base/buf.h"
#include "base/str.h"
#include "base/unicode.h"

enum { MAX_KEYS = 32, MAX_ID_BYTES = 64 };

static void refuse_key(kb_taker *taker, const kb_node *key, const kb_fields *fields)
{
    kb_str known[MAX_KEYS];
    size_t count = 0;
    for (; count < fields->count && count < MAX_KEYS; count++)
        known[count] = kb_str_from(fields->items[count].key);
    kb_find_unknown(taker->findings, key->place, key->value, (kb_names){ known, count }, NULL,
                    "unknown key '%.*s' in %s", KB_SHOW(key->value), fields->what);
}

static const kb_field *find_field(const kb_fields *fields, kb_str key)
{
    for (size_t i = 0; i < fields->count; i++)
        if (kb_str_is(key, fields->items[i].key))
            return &fields->items[i];
    return NULL;
}

static const kb_node **member(void *record, const kb_field *field)
{
    return (const kb_node **)(void *)((char *)record + field->offset);
}

/* Takes one pair; true when it was a known key, whatever its value. */
static const kb_field *take_pair(kb_taker *taker, const kb_node *pair, const kb_fields *fields,
                                 void *record)
{
    const kb_node *key = &pair[0], *value = &pair[1];
    if (key->kind != KB_NODE_SCALAR)
        return NULL; /* reported with the YAML */
    const kb_field *field = find_field(fields, key->value);
    if (field == NULL)
        refuse_key(taker, key, fields);
    else if (kb_node_is_missing(value))
        kb_find(taker->findings, key->place, "leave the key out, or give it a value",
                "'%s' has no value", field->key);
    else if (*member(record, field) == NULL)
        *member(record, field) = value;
    return field;
}

/* How the mapping is written: with the keys that it needs, or with one that it may have. */
static void refuse_shape(kb_taker *taker, const kb_node *node, const kb_fields *fields)
{
    kb_buf hint = { 0 };
    size_t needed = 0;
    kb_buf_puts(&hint, "write {");
    for (size_t i = 0; i < fields->count; i++)
        if (fields->items[i].needed)
            kb_buf_printf(&hint, "%s%s: ...", needed++ > 0 ? ", " : "", fields->items[i].key);
    if (needed == 0)
        kb_buf_printf(&hint, "%s: ...", fields->items[0].key);
    kb_buf_puts(&hint, "}, or the same in lines of their own");
    kb_buf_char(&hint, '\0');
    kb_find(taker->findings, node->place, hint.failed ? NULL : hint.ptr,
            "%s must be a mapping of 'key: value'", fields->what);
    kb_buf_free(&hint);
}

bool kb_take_fields(kb_taker *taker, const kb_node *map, const kb_fields *fields, void *record)
{
    bool seen[MAX_KEYS] = { false };
    if (map == NULL)
        return false;
    if (map->kind != KB_NODE_MAP) {
        refuse_shape(taker, map, fields);
        return false;
    }
    for (size_t i = 0; i < map->count; i++) {
        const kb_field *field = take_pair(taker, &map->items[2 * i], fields, record);
        if (field != NULL)
            seen[field - fields->items] = true;
    }
    for (size_t i = 0; i < fields->count; i++)
        if (fields->items[i].needed && !seen[i])
            kb_find(taker->findings, map->place, NULL, "%s needs '%s'", fields->what,
                    fields->items[i].key);
    return true;
}

kb_str kb_behind_text(const kb_taker *taker, const kb_node *node)
{
    kb_str rest = { 0 };
    if (taker->source != NULL && node->style == KB_STYLE_PLAIN)
        rest = kb_source_from(taker->source, node->end);
    return rest;
}

/* `Tiltak #1 og #2`: YAML takes the rest for a comment.  People number things so; comments
 * seldom begin with a digit, and stand further off. */
static void warn_of_number(kb_taker *taker, const kb_node *node)
{
    kb_str rest = kb_behind_text(taker, node);
    if (rest.len > 2 && rest.ptr[0] == ' ' && rest.ptr[1] == '#' && rest.ptr[2] >= '0' &&
        rest.ptr[2] <= '9')
        kb_find_warning(taker->findings, node->end, "put single quotes around text that holds '#'",
                        "'#' begins a comment: the text ends before it");
}

static bool take_text(kb_taker *taker, const kb_node *node, const char *key, kb_str *out)
{
    if (node == NULL)
        return false;
    if (node->kind != KB_NODE_SCALAR || kb_node_is_missing(node)) {
        kb_find(taker->findings, node->place,
                node->kind == KB_NODE_LIST ? "put single quotes around text that begins with '['"
                : node->kind == KB_NODE_MAP
                    ? "put single quotes around text that holds ': ' or begins with '{'"
                    : NULL,
                "'%s' must be text", key);
        return false;
    }
    *out = kb_arena_str(taker->arena, node->value);
    return true;
}

bool kb_get_text(kb_taker *taker, const kb_node *node, const char *key, kb_str *out)
{
    bool taken = take_text(taker, node, key, out);
    if (taken)
        warn_of_number(taker, node);
    return taken;
}

static bool has_plain(const kb_node *node)
{
    return node->kind == KB_NODE_SCALAR && node->style == KB_STYLE_PLAIN;
}

bool kb_get_number(kb_taker *taker, const kb_node *node, const char *key, int max, int *out)
{
    if (node == NULL)
        return false;
    bool leading_zero = node->value.len > 1 && node->value.ptr[0] == '0';
    if (has_plain(node) && !leading_zero && kb_str_number(node->value, max, out))
        return true;
    kb_find(taker->findings, node->place, "digits only, without quotes or a leading 0",
            "'%s' must be a whole number from 0 to %d", key, max);
    return false;
}

bool kb_get_flag(kb_taker *taker, const kb_node *node, const char *key, bool *out)
{
    if (node == NULL)
        return false;
    bool yes = has_plain(node) && kb_str_is(node->value, "true");
    bool no = has_plain(node) && kb_str_is(node->value, "false");
    if (yes || no) {
        *out = yes;
        return true;
    }
    kb_find(taker->findings, node->place, "yes, no, on, off, ja and nei are only text here",
            "'%s' must be true or false", key);
    return false;
}

bool kb_get_choice(kb_taker *taker, const kb_node *node, kb_choice choice, int *out)
{
    if (node == NULL)
        return false;
    kb_str known[MAX_KEYS];
    size_t count = 0;
    kb_buf list = { 0 };
    for (; choice.names[count] != NULL; count++) {
        if (node->kind == KB_NODE_SCALAR && kb_str_is(node->value, choice.names[count])) {
            kb_buf_free(&list);
            *out = (int)count;
            return true;
        }
        known[count] = kb_str_from(choice.names[count]);
        kb_buf_printf(&list, "%s%s", count == 0 ? "" : ", ", choice.names[count]);
    }
    kb_find_unknown(taker->findings, node->place, node->value, (kb_names){ known, count },
                    choice.otherwise, "'%s' must be one of %.*s", choice.key,
                    KB_ARG(kb_buf_view(&list)));
    kb_buf_free(&list);
    return false;
}

static bool is_id_letter(uint32_t c)
{
    return (c >= 'a' && c <= 'z') || c == 0xE6 || c == 0xF8 || c == 0xE5;
}

static bool is_id(kb_str text)
{
    for (size_t pos = 0; pos < text.len;) {
        bool first = pos == 0;
        uint32_t c = kb_utf8_next(text, &pos);
        bool inner = (c >= '0' && c <= '9') || c == '_' || c == '-';
        if (!is_id_letter(c) && (first || !inner))
            return false;
    }
    return text.len > 0 && text.len <= MAX_ID_BYTES;
}

bool kb_get_id(kb_taker *taker, const kb_node *node, const char *key, kb_str *out)
{
    kb_str text = { 0 };
    if (!take_text(taker, node, key, &text))
        return false;
    if (is_id(text)) {
        *out = text;
        return true;
    }
    kb_find(
        taker->findings, node->place,
        "a lower-case letter (a-z, æ, ø, å), then letters, digits, '_' or '-'; at most 64 bytes",
        "'%.*s' cannot be used as %s", KB_SHOW(text), key);
    return false;
}

void kb_get_texts(kb_taker *taker, const kb_node *node, const char *key, const kb_str **out,
                  size_t *count)
{
    kb_nodes list = kb_get_list(taker, node, key);
    kb_str *texts = kb_arena_array(taker->arena, list.count, sizeof *texts);
    for (size_t i = 0; texts != NULL && i < list.count; i++)
        if (kb_get_text(taker, &list.items[i], key, &texts[*count]))
            ++*count;
    *out = texts;
}

kb_nodes kb_get_list(kb_taker *taker, const kb_node *node, const char *key)
{
    if (node != NULL && node->kind == KB_NODE_LIST)
        return (kb_nodes){ node->items, node->count };
    if (node != NULL)
        kb_find(taker->findings, node->place,
                node->kind == KB_NODE_MAP ? "begin each element with '- '"
                                          : "write [one, two], or a line '- ' for each",
                "'%s' must be a list", key);
    return (kb_nodes){ 0 };
}

kb_nodes kb_get_some(const kb_node *node)
{
    if (node == NULL)
        return (kb_nodes){ 0 };
    return node->kind == KB_NODE_LIST ? (kb_nodes){ node->items, node->count }
                                      : (kb_nodes){ node, 1 };
}

bool kb_get_map(kb_taker *taker, const kb_node *node, const char *key)
{
    if (node == NULL || node->kind == KB_NODE_MAP)
        return node != NULL;
    kb_find(taker->findings, node->place, NULL, "%s must be a mapping of 'key: value'", key);
    return false;
}
