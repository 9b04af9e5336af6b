/* SPDX-License-Identifier: MIT */
/* The text of patterns: phrases and regexes, free of what nobody sees and of slips with quotes. */
#include "loader.h"

#include "base/str.h"
#include "base/unicode.h"

static const char *invisible_hint(const kb_node *node, uint32_t c)
{
    if (node->style == KB_STYLE_DOUBLE)
        return "double quotes turn \\b, \\N, \\_ and others into such characters: use single "
               "quotes";
    if (c == '\n')
        return "write the pattern on one line, in single quotes";
    if (c == '\t')
        return "use spaces";
    return "it was probably pasted from a word processor: type the pattern anew";
}

/* True when the pattern holds no character that nobody sees. */
static bool check_visible(kb_loader *loader, const kb_node *node)
{
    size_t at = 0;
    uint32_t c = 0;
    if (!kb_find_invisible(node->value, &at, &c))
        return true;
    kb_find(loader->taker.findings, kb_node_at(node, at), invisible_hint(node, c),
            "the pattern holds the invisible character U+%04X", (unsigned)c);
    return false;
}

/* `mangler #1`: YAML takes the rest for a comment. */
static void warn_of_comment(kb_loader *loader, const kb_node *node)
{
    kb_str rest = kb_str_trim(kb_behind_text(&loader->taker, node));
    if (rest.len > 1 && rest.ptr[0] == '#' && strchr(" \t#-=!", rest.ptr[1]) == NULL)
        kb_find_warning(loader->taker.findings, node->end,
                        "put single quotes around a pattern that holds '#'",
                        "'#' begins a comment: the pattern ends before it");
}

static const char *text_hint(const kb_node *node)
{
    if (node->kind == KB_NODE_LIST)
        return "put single quotes around a pattern that begins with '['";
    if (node->kind == KB_NODE_MAP && node->count == 1 && kb_node_is_missing(&node->items[1]))
        return "a macro is written <name>, in single quotes";
    return "put single quotes around the pattern";
}

bool kb_check_pattern_text(kb_loader *loader, const kb_node *node, const char *what)
{
    if (node->kind != KB_NODE_SCALAR || node->value.len == 0) {
        kb_find(loader->taker.findings, node->place, text_hint(node), "%s must be text", what);
        return false;
    }
    warn_of_comment(loader, node);
    return check_visible(loader, node);
}

static void report_slip(kb_loader *loader, const kb_node *node, kb_phrase_slip *slip)
{
    kb_place place = kb_node_at(node, slip->at);
    const char *meant = kb_phrase_hint(node->value, slip->at, node->style == KB_STYLE_PLAIN);
    if (meant != NULL && slip->unknown.len == 0)
        slip->hint = meant;
    if (slip->no_memory)
        loader->taker.arena->failed = true;
    else if (slip->unknown.len > 0)
        kb_find_unknown(loader->taker.findings, place, slip->unknown, kb_names_of(&loader->macros),
                        slip->hint, "%s", slip->message);
    else
        kb_find(loader->taker.findings, place, slip->hint, "%s", slip->message);
}

bool kb_read_phrase(kb_loader *loader, const kb_node *node, kb_phrase *out)
{
    if (!kb_check_pattern_text(loader, node, "a phrase"))
        return false;
    kb_phrase_slip slip = { 0 };
    out->source = kb_arena_str(loader->taker.arena, node->value);
    out->place = kb_node_at(node, 0);
    out->sequence = kb_phrase_parse(out->source, &loader->phrase, loader->taker.arena, &slip);
    if (slip.found)
        report_slip(loader, node, &slip);
    return !slip.found;
}

void kb_read_phrases(kb_loader *loader, const kb_node *list, const char *key, const kb_phrase **out,
                     size_t *count)
{
    kb_nodes nodes = kb_get_list(&loader->taker, list, key);
    kb_phrase *phrases = kb_arena_array(loader->taker.arena, nodes.count, sizeof *phrases);
    for (size_t i = 0; phrases != NULL && i < nodes.count; i++)
        if (kb_read_phrase(loader, &nodes.items[i], &phrases[*count]))
            ++*count;
    *out = phrases;
}

static bool folds_lines(const kb_node *node)
{
    return node->style == KB_STYLE_FOLDED ||
           (node->style != KB_STYLE_BLOCK && node->end.line > node->place.line);
}

bool kb_read_regex(kb_loader *loader, const kb_node *node, kb_regex *out)
{
    if (!kb_check_pattern_text(loader, node, "a regex"))
        return false;
    if (folds_lines(node)) {
        kb_find(loader->taker.findings, node->place, "write it on one line, in single quotes",
                "a regex over several lines: each line end would become a space");
        return false;
    }
    kb_buf nfc = { 0 }, plain = { 0 };
    if (kb_nfc(&nfc, node->value, NULL) != KB_OK)
        loader->taker.arena->failed = true;
    kb_plain_regex_signs(&plain, kb_buf_view(&nfc));
    if (plain.failed)
        loader->taker.arena->failed = true;
    out->source = kb_arena_str(loader->taker.arena, kb_buf_view(&plain));
    out->place = kb_node_at(node, 0);
    kb_buf_free(&nfc);
    kb_buf_free(&plain);
    return true;
}
