/* SPDX-License-Identifier: MIT */
/*
 * libyaml's events, made into a tree; see yaml.h.
 *
 * Bytes that libyaml reports without a usable place (not UTF-8, control
 * characters) are found here first.
 */
#include "yaml.h"

#include "base/map.h"
#include "base/str.h"
#include "base/try.h"
#include "base/unicode.h"

#include <kodebok/codebook.h>
#include <yaml.h>

typedef struct builder {
    yaml_parser_t parser;
    kb_arena *arena;
    const kb_source *source;
    kb_findings *findings;
    kb_error *err;
    bool stop; /* nothing more can be read; a finding says why */
} builder;

static kb_place place_of(yaml_mark_t mark)
{
    return (kb_place){ (int)mark.line + 1, (int)mark.column + 1 };
}

/* The next event, or false: then the parser stopped, and why is in findings or err. */
static kb_status next_event(builder *b, yaml_event_t *event)
{
    if (yaml_parser_parse(&b->parser, event))
        return KB_OK;
    b->stop = true;
    memset(event, 0, sizeof *event);
    if (b->parser.error == YAML_MEMORY_ERROR)
        return kb_fail_memory(b->err);
    const char *context = b->parser.context, *problem = b->parser.problem;
    kb_yaml_explain(b->findings, b->source,
                    &(kb_yaml_error){ .problem = problem ? problem : "unreadable",
                                      .context = context ? context : "",
                                      .at = place_of(b->parser.problem_mark),
                                      .from = place_of(b->parser.context_mark) });
    return KB_OK;
}

/* A word that libyaml takes for an alias, an anchor or a tag was meant as text. */
static void refuse_mark(builder *b, yaml_event_t *event, const void *mark, char sign)
{
    if (mark != NULL)
        kb_find(b->findings, place_of(event->start_mark), "put single quotes around the whole text",
                "a value cannot begin with '%c' unless it is quoted", sign);
}

static kb_node_style style_of(yaml_scalar_style_t style)
{
    switch (style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE: return KB_STYLE_SINGLE;
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE: return KB_STYLE_DOUBLE;
    case YAML_LITERAL_SCALAR_STYLE: return KB_STYLE_BLOCK;
    case YAML_FOLDED_SCALAR_STYLE: return KB_STYLE_FOLDED;
    case YAML_ANY_SCALAR_STYLE:
    case YAML_PLAIN_SCALAR_STYLE: break;
    }
    return KB_STYLE_PLAIN;
}

static void take_scalar(builder *b, yaml_event_t *event, kb_node *node)
{
    refuse_mark(b, event, event->data.scalar.anchor, '&');
    refuse_mark(b, event, event->data.scalar.tag, '!');
    node->kind = KB_NODE_SCALAR;
    node->style = style_of(event->data.scalar.style);
    node->value = kb_arena_str(
        b->arena, (kb_str){ (const char *)event->data.scalar.value, event->data.scalar.length });
}

static kb_status build(builder *b, yaml_event_t *event, int depth, kb_node *node);

/* Reads the children up to the end event; `*count` counts keys and values alike. */
static kb_status build_children(builder *b, yaml_event_type_t end, int depth, kb_node *node,
                                size_t *count)
{
    for (*count = 0;; ++*count) {
        yaml_event_t event;
        KB_TRY(next_event(b, &event));
        if (b->stop)
            return KB_OK;
        if (event.type == end) {
            node->end = place_of(event.end_mark);
            yaml_event_delete(&event);
            return KB_OK;
        }
        kb_node child = { .place = place_of(event.start_mark), .end = place_of(event.end_mark) };
        kb_status status = build(b, &event, depth, &child);
        yaml_event_delete(&event);
        if (status != KB_OK || b->stop)
            return status;
        kb_node *items = kb_arena_grow(b->arena, node->items, *count, sizeof *items);
        if (items == NULL)
            return kb_fail_memory(b->err);
        node->items = items;
        items[*count] = child;
    }
}

static void report_twice(builder *b, const kb_node *first, const kb_node *again)
{
    kb_find(b->findings, again->place, NULL, "key '%.*s' is written twice: first at line %d",
            KB_SHOW(again->value), first->place.line);
}

/* Is this key fit for use?  Reports it when not. */
static bool check_key(builder *b, const kb_node *map, const kb_node *key, kb_map *seen)
{
    if (key->kind != KB_NODE_SCALAR) {
        kb_find(b->findings, key->place, "put single quotes around text that begins with [ or {",
                "a key must be text");
        return false;
    }
    size_t known = seen->count;
    size_t number = kb_map_add(seen, key->value);
    if (number == KB_MAP_NONE)
        b->arena->failed = true;
    else if (number < known)
        report_twice(b, &map->items[2 * number], key);
    return number == known;
}

/* Keeps the pairs with good keys, so that no reader meets a key twice. */
static kb_status build_map(builder *b, int depth, kb_node *node)
{
    size_t count = 0;
    node->kind = KB_NODE_MAP;
    KB_TRY(build_children(b, YAML_MAPPING_END_EVENT, depth, node, &count));
    kb_map seen = { 0 };
    for (size_t i = 0; i + 1 < count && !b->stop; i += 2) {
        if (!check_key(b, node, &node->items[i], &seen))
            continue;
        node->items[2 * node->count] = node->items[i];
        node->items[2 * node->count + 1] = node->items[i + 1];
        node->count++;
    }
    kb_map_free(&seen);
    return b->arena->failed ? kb_fail_memory(b->err) : KB_OK;
}

/* Fills `node`, whose first event is `event`. */
static kb_status build(builder *b, yaml_event_t *event, int depth, kb_node *node)
{
    if (depth > KB_MAX_DEPTH) {
        b->stop = true;
        kb_find(b->findings, node->place, NULL, "nested more than %d levels deep", KB_MAX_DEPTH);
        return KB_OK;
    }
    switch ((int)event->type) {
    case YAML_SCALAR_EVENT: take_scalar(b, event, node); return KB_OK;
    case YAML_ALIAS_EVENT:
        refuse_mark(b, event, event->data.alias.anchor, '*');
        node->value = kb_arena_printf(b->arena, "*%s", (const char *)event->data.alias.anchor);
        return KB_OK;
    case YAML_SEQUENCE_START_EVENT:
        refuse_mark(b, event, event->data.sequence_start.anchor, '&');
        refuse_mark(b, event, event->data.sequence_start.tag, '!');
        node->kind = KB_NODE_LIST;
        return build_children(b, YAML_SEQUENCE_END_EVENT, depth + 1, node, &node->count);
    case YAML_MAPPING_START_EVENT:
        refuse_mark(b, event, event->data.mapping_start.anchor, '&');
        refuse_mark(b, event, event->data.mapping_start.tag, '!');
        return build_map(b, depth + 1, node);
    default: return KB_OK;
    }
}

/* Skips the events around the document and builds the first node of it. */
static kb_status build_root(builder *b, kb_node **root)
{
    for (bool done = false; !done;) {
        yaml_event_t event;
        KB_TRY(next_event(b, &event));
        if (b->stop)
            return KB_OK;
        kb_status status = KB_OK;
        if (event.type == YAML_DOCUMENT_START_EVENT && *root != NULL) {
            kb_find(b->findings, place_of(event.start_mark), "leave out the line '---'",
                    "a second document begins here; a codebook is one document");
            done = true;
        } else if (event.type == YAML_STREAM_END_EVENT) {
            done = true;
        } else if (event.type != YAML_STREAM_START_EVENT &&
                   event.type != YAML_DOCUMENT_START_EVENT &&
                   event.type != YAML_DOCUMENT_END_EVENT) {
            kb_node *node = kb_arena_alloc(b->arena, sizeof *node);
            if (node != NULL)
                *node = (kb_node){ .place = place_of(event.start_mark),
                                   .end = place_of(event.end_mark) };
            status = node ? build(b, &event, 0, node) : kb_fail_memory(b->err);
            *root = node;
            done = b->stop || status != KB_OK;
        }
        yaml_event_delete(&event);
        KB_TRY(status);
    }
    return KB_OK;
}

/* As libyaml sees it: everything of C0 and C1 except TAB, LF, CR and NEL. */
static bool is_control(uint32_t c)
{
    return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') ||
           (c >= 0x7F && c < 0xA0 && c != 0x85);
}

/* False when the bytes cannot be YAML at all; a finding then says where. */
static bool check_bytes(const kb_source *source, kb_findings *findings)
{
    kb_str text = source->text;
    if (kb_str_starts(text, KB_STR("\xFF\xFE")) || kb_str_starts(text, KB_STR("\xFE\xFF"))) {
        kb_find(findings, (kb_place){ 1, 1 }, "save it as UTF-8", "the file is in UTF-16");
        return false;
    }
    size_t bad = kb_utf8_check(text);
    if (bad < text.len) {
        kb_find(findings, kb_source_place(source, bad), "save the file as UTF-8",
                "not valid UTF-8 at byte %zu of the file", source->bom + bad + 1);
        return false;
    }
    for (size_t pos = 0; pos < text.len;) {
        size_t start = pos;
        uint32_t c = kb_utf8_next(text, &pos);
        if (is_control(c)) {
            kb_find(findings, kb_source_place(source, start), "remove it",
                    "control character U+%04X at byte %zu of the file", (unsigned)c,
                    source->bom + start + 1);
            return false;
        }
    }
    return true;
}

kb_status kb_yaml_read(kb_node **root, kb_arena *arena, const kb_source *source,
                       kb_findings *findings, kb_error *err)
{
    *root = NULL;
    if (!check_bytes(source, findings))
        return KB_OK;
    builder b = { .arena = arena, .source = source, .findings = findings, .err = err };
    if (!yaml_parser_initialize(&b.parser))
        return kb_fail_memory(err);
    const char *text = source->text.ptr ? source->text.ptr : "";
    yaml_parser_set_encoding(&b.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&b.parser, (const unsigned char *)text, source->text.len);
    kb_status status = build_root(&b, root);
    yaml_parser_delete(&b.parser);
    if (b.stop || status != KB_OK)
        *root = NULL;
    else if (*root == NULL)
        kb_find(findings, (kb_place){ 1, 1 }, NULL, "the file is empty");
    return status == KB_OK && arena->failed ? kb_fail_memory(err) : status;
}

bool kb_node_is_missing(const kb_node *node)
{
    return node->kind == KB_NODE_SCALAR && node->style == KB_STYLE_PLAIN && node->value.len == 0;
}

/* Number of code points among the first `offset` that are written as two quotes. */
static size_t doubled_quotes(kb_str value, size_t offset)
{
    size_t count = 0, pos = 0;
    for (size_t i = 0; i < offset && pos < value.len; i++)
        count += kb_utf8_next(value, &pos) == '\'';
    return count;
}

kb_place kb_node_at(const kb_node *node, size_t offset)
{
    if (node->kind != KB_NODE_SCALAR || node->place.line != node->end.line)
        return node->place;
    size_t width = (size_t)(node->end.column - node->place.column);
    size_t length = kb_utf8_count(node->value), shift = 0;
    switch (node->style) {
    case KB_STYLE_PLAIN: break;
    case KB_STYLE_SINGLE:
        shift = 1 + doubled_quotes(node->value, offset);
        length += 2 + doubled_quotes(node->value, length);
        break;
    case KB_STYLE_DOUBLE:
        shift = 1;
        length += 2;
        break;
    case KB_STYLE_BLOCK:
    case KB_STYLE_FOLDED: return node->place;
    }
    if (width != length)
        return node->place;
    return (kb_place){ node->place.line, node->place.column + (int)(offset + shift) };
}

const char *kb_yaml_version(void)
{
    return yaml_get_version_string();
}
