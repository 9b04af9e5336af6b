/* SPDX-License-Identifier: MIT */
/*
 * Comments that silence a finding, with the reason why:
 *
 *     # lint: regex-edge, no-fixed-text - avstand i tall
 *
 * YAML's reader drops comments, so they are looked for in the source.  A `#` inside a
 * quoted or block text is none: the file is read once more as a tree, which knows where
 * texts begin and end.
 */
#include "linter.h"
#include "yaml.h"

#include "base/str.h"

#include <stdio.h>
#include <strings.h>

typedef struct lint_comment {
    kb_place place;
    int line;       /* that it speaks of */
    uint32_t kinds; /* bits */
    uint32_t used;
    bool reasoned;
} lint_comment;

typedef struct comment_reader {
    kb_linter *linter;
    const kb_node **texts;
    size_t text_count;
    lint_comment *items;
    size_t count;
} comment_reader;

/* ---- where texts stand ---- */

/* Gathers the texts of the tree, which are in the order of the file. */
static void gather_texts(comment_reader *r, const kb_node *node)
{
    if (node->kind == KB_NODE_SCALAR) {
        const kb_node **texts =
            kb_arena_grow(&r->linter->arena, r->texts, r->text_count, sizeof(const kb_node *));
        if (texts == NULL)
            return;
        r->texts = texts;
        texts[r->text_count++] = node;
        return;
    }
    size_t count = node->kind == KB_NODE_MAP ? 2 * node->count : node->count;
    for (size_t i = 0; i < count; i++)
        gather_texts(r, &node->items[i]);
}

static bool is_before(kb_place a, kb_place b)
{
    return a.line < b.line || (a.line == b.line && a.column < b.column);
}

/* Is the place inside a text?  Only the last that begins before it can hold it. */
static bool is_inside_text(const comment_reader *r, kb_place place)
{
    size_t low = 0, high = r->text_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (is_before(r->texts[middle]->place, place))
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 && is_before(place, r->texts[low - 1]->end);
}

/* ---- reading one ---- */

/* How long `# lint:` is at the beginning of `text`, in any case and with any spaces; 0: it is not
 * there. */
static size_t mark_length(kb_str text)
{
    static const char word[] = "lint";
    size_t at = 1;
    if (text.len == 0 || text.ptr[0] != '#')
        return 0;
    while (at < text.len && text.ptr[at] == ' ')
        at++;
    if (text.len - at < sizeof word || strncasecmp(text.ptr + at, word, sizeof word - 1) != 0)
        return 0;
    for (at += sizeof word - 1; at < text.len && text.ptr[at] == ' ';)
        at++;
    return at < text.len && text.ptr[at] == ':' ? at + 1 : 0;
}

/* Where a comment for the lints begins in the line, or its length. */
static size_t find_mark(kb_str line, size_t *length)
{
    for (size_t at = 0; at < line.len; at++)
        if ((at == 0 || strchr(" \t", line.ptr[at - 1]) != NULL) &&
            (*length = mark_length((kb_str){ line.ptr + at, line.len - at })) > 0)
            return at;
    return line.len;
}

/* Cuts a spaced dash and what follows off `text`; false when there is none. */
static bool cut_reason(kb_str *text, kb_str *reason)
{
    static const char *const dashes[] = { " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 " };
    for (size_t at = 0; at < text->len; at++)
        for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
            kb_str rest = { text->ptr + at, text->len - at }, dash = kb_str_from(dashes[i]);
            if (!kb_str_starts(rest, dash))
                continue;
            *reason = kb_str_trim((kb_str){ rest.ptr + dash.len, rest.len - dash.len });
            text->len = at;
            return reason->len > 0;
        }
    return false;
}

static size_t find_kind(kb_str name)
{
    size_t kind = 0;
    while (kind < KB_LINT_COMMENT && !kb_str_is(name, kb_lint_names[kind]))
        kind++;
    return kind;
}

static void read_name(comment_reader *r, lint_comment *comment, kb_str name)
{
    size_t kind = find_kind(name);
    kb_str known[KB_LINT_COMMENT];
    char hint[100] = "docs/codebook-format.md, chapter 11, lists them";
    if (kind < KB_LINT_COMMENT) {
        comment->kinds |= (uint32_t)1 << kind;
        return;
    }
    for (size_t i = 0; i < KB_LINT_COMMENT; i++)
        known[i] = kb_str_from(kb_lint_names[i]);
    size_t nearest = kb_str_nearest(name, known, KB_LINT_COMMENT);
    if (nearest < KB_LINT_COMMENT)
        snprintf(hint, sizeof hint, "did you mean '%s'?", kb_lint_names[nearest]);
    kb_lint(r->linter, KB_LINT_COMMENT, comment->place, hint, "no lint is called '%.*s'",
            KB_SHOW(name));
}

static void read_comment(comment_reader *r, lint_comment *comment, kb_str text)
{
    kb_str reason = { 0 }, name;
    comment->reasoned = cut_reason(&text, &reason);
    if (!comment->reasoned) {
        kb_lint(r->linter, KB_LINT_COMMENT, comment->place, "write # lint: NAME - REASON",
                "a lint is silenced only with a reason");
        return;
    }
    while (kb_str_cut(&text, ',', &name))
        read_name(r, comment, kb_str_trim(name));
}

/* ---- finding them all ---- */

/* The line that a comment on a line of its own speaks of: the next that says something. */
static int next_line(const kb_source *source, int line)
{
    while ((size_t)line <= source->line_count) {
        kb_str text = kb_str_trim(kb_source_line(source, line));
        if (text.len > 0 && text.ptr[0] != '#')
            return line;
        line++;
    }
    return line;
}

static void see_line(comment_reader *r, int number)
{
    kb_linter *linter = r->linter;
    kb_str line = kb_source_line(&linter->source, number);
    size_t length = 0, at = find_mark(line, &length);
    if (at == line.len)
        return;
    size_t offset = (size_t)(line.ptr - linter->source.text.ptr) + at;
    lint_comment comment = { .place = kb_source_place(&linter->source, offset), .line = number };
    if (is_inside_text(r, comment.place))
        return;
    if (kb_str_trim((kb_str){ line.ptr, at }).len == 0)
        comment.line = next_line(&linter->source, number + 1);
    size_t skip = at + length;
    read_comment(r, &comment, (kb_str){ line.ptr + skip, line.len - skip });
    lint_comment *items = kb_arena_grow(&linter->arena, r->items, r->count, sizeof *items);
    if (items == NULL)
        return;
    r->items = items;
    items[r->count++] = comment;
}

/* The first line with a comment for the lints; 0: there is none. */
static int first_marked(const kb_source *source)
{
    size_t length;
    for (int i = 1; (size_t)i <= source->line_count; i++) {
        kb_str line = kb_source_line(source, i);
        if (find_mark(line, &length) < line.len)
            return i;
    }
    return 0;
}

static void read_comments(comment_reader *r)
{
    kb_findings findings = { 0 };
    kb_linter *linter = r->linter;
    kb_node *root = NULL;
    const int first = first_marked(&linter->source);
    if (first == 0)
        return;
    if (kb_yaml_read(&root, &linter->arena, &linter->source, &findings, NULL) != KB_OK)
        linter->arena.failed = true;
    if (root != NULL)
        gather_texts(r, root);
    for (int i = first; (size_t)i <= linter->source.line_count; i++)
        see_line(r, i);
    kb_findings_free(&findings);
}

/* ---- silencing ---- */

/* Comments stand in the order of their lines, and so do the lines they speak of. */
static lint_comment *first_about(comment_reader *r, int line)
{
    size_t low = 0, high = r->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (r->items[middle].line < line)
            low = middle + 1;
        else
            high = middle;
    }
    return low < r->count ? &r->items[low] : NULL;
}

static bool is_silenced(comment_reader *r, const kb_lint_finding *finding)
{
    uint32_t bit = (uint32_t)1 << finding->kind;
    lint_comment *end = r->items + r->count;
    bool silenced = false;
    for (lint_comment *c = first_about(r, finding->place.line);
         c != NULL && c < end && c->line == finding->place.line; c++)
        if (finding->kind != KB_LINT_COMMENT && c->reasoned && (c->kinds & bit) != 0) {
            c->used |= bit;
            silenced = true;
        }
    return silenced;
}

/* Was the lint made at all?  Without evidence, and in other languages, some are not. */
static bool was_made(const kb_linter *linter, size_t kind)
{
    const kb_lint_evidence *evidence = linter->evidence;
    if (kind == KB_LINT_UNTESTED_RULE)
        return evidence != NULL;
    return kind != KB_LINT_ONLY_BY_TOLERANCE || (evidence != NULL && evidence->exact != NULL);
}

static void report_idle(comment_reader *r, const lint_comment *comment)
{
    for (size_t kind = 0; kind < KB_LINT_COMMENT; kind++) {
        uint32_t bit = (uint32_t)1 << kind;
        if ((comment->kinds & bit) != 0 && (comment->used & bit) == 0 && was_made(r->linter, kind))
            kb_lint(r->linter, KB_LINT_COMMENT, comment->place,
                    "take the comment away; it speaks of its own line, or of the next when it "
                    "stands alone",
                    "nothing is silenced here: line %d has no '%s'", comment->line,
                    kb_lint_names[kind]);
    }
}

void kb_lint_comments(kb_linter *linter)
{
    comment_reader r = { .linter = linter };
    size_t found = linter->count, kept = 0;
    read_comments(&r);
    if (linter->arena.failed || r.count == 0)
        return;
    for (size_t i = 0; i < linter->count; i++)
        if (i >= found || !is_silenced(&r, &linter->findings[i]))
            linter->findings[kept++] = linter->findings[i];
    linter->count = kept;
    for (size_t i = 0; i < r.count; i++)
        report_idle(&r, &r.items[i]);
}
