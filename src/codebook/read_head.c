/* SPDX-License-Identifier: MIT */
/* The head of a codebook: what it is, how text is read, which questions and groups there are. */
#include "use_pack.h"

#include "base/str.h"

typedef struct text_nodes {
    const kb_node *gap, *within, *newline, *use, *without, *abbreviations, *clause_breaks,
        *spelling;
} text_nodes;

static const kb_field text_fields[] = {
    KB_FIELD(text_nodes, gap),           KB_FIELD(text_nodes, within),
    KB_FIELD(text_nodes, newline),       KB_FIELD(text_nodes, use),
    KB_FIELD(text_nodes, without),       KB_FIELD(text_nodes, abbreviations),
    KB_FIELD(text_nodes, clause_breaks), KB_FIELD(text_nodes, spelling),
};

typedef struct spelling_nodes {
    const kb_node *guard, *except;
} spelling_nodes;

static const kb_field spelling_fields[] = {
    KB_FIELD(spelling_nodes, guard),
    KB_FIELD(spelling_nodes, except),
};

typedef struct change_nodes {
    const kb_node *version, *date, *author, *note;
} change_nodes;

static const kb_field change_fields[] = {
    KB_NEEDED(change_nodes, version),
    KB_FIELD(change_nodes, date),
    KB_FIELD(change_nodes, author),
    KB_NEEDED(change_nodes, note),
};

typedef struct defaults_nodes {
    const kb_node *extent, *pattern;
} defaults_nodes;

static const kb_field defaults_fields[] = {
    KB_FIELD(defaults_nodes, extent),
    KB_FIELD(defaults_nodes, pattern),
};

enum { DEFAULT_GAP = 4, DEFAULT_WITHIN = 6, FORMAT_VERSION = 1, MAX_FORMAT_VERSION = 1000 };

/* ---- head ---- */

/* Does `text` look like `shape`, where 9 stands for a digit and + for more of them? */
static bool has_shape(kb_str text, const char *shape)
{
    size_t i = 0;
    for (; *shape != '\0'; shape++) {
        bool digit = i < text.len && text.ptr[i] >= '0' && text.ptr[i] <= '9';
        if (*shape == '+') {
            while (i < text.len && text.ptr[i] >= '0' && text.ptr[i] <= '9')
                i++;
        } else if (*shape == '9' ? digit : i < text.len && text.ptr[i] == *shape) {
            i++;
        } else {
            return false;
        }
    }
    return i == text.len;
}

static void read_format(kb_loader *loader)
{
    const kb_node *node = loader->top.codebook;
    int version = FORMAT_VERSION;
    if (!kb_get_number(&loader->taker, node, "codebook", MAX_FORMAT_VERSION, &version))
        return;
    if (version != FORMAT_VERSION)
        kb_find(loader->taker.findings, node->place, "write codebook: 1",
                "this program does not know format version %d", version);
}

static void read_version(kb_loader *loader, const kb_node *node, kb_str *out)
{
    if (kb_get_text(&loader->taker, node, "version", out) && !has_shape(*out, "9+.9+.9+"))
        kb_find(loader->taker.findings, node->place,
                "three numbers in quotes, as '1.10.0'; other programs read a bare 1.10 as 1.1",
                "'%.*s' is not a version", KB_SHOW(*out));
}

static void read_language(kb_loader *loader)
{
    static const char *const languages[] = { "nb", "nn", "da", "sv", "en", NULL };
    const kb_node *node = loader->top.language;
    int index = 0;
    if (node != NULL && node->kind == KB_NODE_SCALAR && kb_str_is(node->value, "no"))
        kb_find(loader->taker.findings, node->place,
                "write nb (bokmål) or nn (nynorsk); many programs read a bare no as 'false'",
                "'no' is not a language here");
    else if (kb_get_choice(&loader->taker, node, (kb_choice){ "language", languages, NULL },
                           &index))
        loader->book->language = kb_str_from(languages[index]);
}

static void check_change(kb_loader *loader, const kb_node *node)
{
    change_nodes nodes = { 0 };
    kb_str text = { 0 };
    if (!kb_take_fields(&loader->taker, node, KB_FIELDS("a change", change_fields), &nodes))
        return;
    kb_get_text(&loader->taker, nodes.version, "version", &text);
    kb_get_text(&loader->taker, nodes.author, "author", &text);
    kb_get_text(&loader->taker, nodes.note, "note", &text);
    if (kb_get_text(&loader->taker, nodes.date, "date", &text) && !has_shape(text, "9999-99-99"))
        kb_find(loader->taker.findings, nodes.date->place, "write it as '2021-02-02'",
                "'%.*s' is not a date", KB_SHOW(text));
}

/* Licence, authors and changes are for readers of the file; they are only checked. */
static void check_colophon(kb_loader *loader)
{
    kb_str text = { 0 };
    const kb_str *authors = NULL;
    size_t count = 0;
    kb_get_text(&loader->taker, loader->top.license, "license", &text);
    kb_get_texts(&loader->taker, loader->top.authors, "authors", &authors, &count);
    kb_nodes changes = kb_get_list(&loader->taker, loader->top.changes, "changes");
    for (size_t i = 0; i < changes.count; i++)
        check_change(loader, &changes.items[i]);
}

/* ---- text and defaults ---- */

/* A dictionary is named, never reached by a path. */
static bool is_dictionary(kb_str name)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
              c == '_' || c == '-'))
            return false;
    }
    return name.len > 0;
}

static void read_spelling(kb_loader *loader, const kb_node *node)
{
    spelling_nodes nodes = { 0 };
    kb_codebook *book = loader->book;
    if (node == NULL ||
        !kb_take_fields(&loader->taker, node, KB_FIELDS("'spelling'", spelling_fields), &nodes))
        return;
    book->guard_given = nodes.guard != NULL;
    kb_get_texts(&loader->taker, nodes.guard, "guard", &book->guard, &book->guard_count);
    for (size_t i = 0; i < book->guard_count; i++)
        if (!is_dictionary(book->guard[i]))
            kb_find(loader->taker.findings, nodes.guard->place, "write a name as nb_NO",
                    "'%.*s' names no dictionary", KB_SHOW(book->guard[i]));
    kb_read_phrases(loader, nodes.except, "except", &book->spelling_except,
                    &book->spelling_except_count);
}

static void read_text(kb_loader *loader)
{
    static const char *const newlines[] = { "break", "space", NULL };
    text_nodes nodes = { 0 };
    kb_pack_use pack;
    int newline = 0;
    kb_codebook *book = loader->book;
    if (loader->top.text == NULL ||
        !kb_take_fields(&loader->taker, loader->top.text, KB_FIELDS("'text'", text_fields), &nodes))
        return;
    kb_get_number(&loader->taker, nodes.gap, "gap", KB_MAX_GAP, &loader->phrase.gap);
    kb_get_number(&loader->taker, nodes.within, "within", KB_MAX_WITHIN, &loader->within);
    kb_get_choice(&loader->taker, nodes.newline, (kb_choice){ "newline", newlines, NULL },
                  &newline);
    book->newline_is_space = newline == 1;
    kb_pack_open(loader, nodes.use, nodes.without, &pack);
    kb_pack_texts(&pack, pack.abbreviations, nodes.abbreviations, "abbreviations",
                  &book->abbreviations, &book->abbreviation_count);
    kb_pack_phrases(&pack, pack.clause_breaks, nodes.clause_breaks, "clause_breaks",
                    &book->clause_breaks, &book->clause_break_count);
    kb_pack_close(&pack);
    read_spelling(loader, nodes.spelling);
}

static void read_defaults(kb_loader *loader)
{
    static const char *const patterns[] = { "phrase", "regex", NULL };
    defaults_nodes nodes = { 0 };
    int pattern = 0;
    if (loader->top.defaults == NULL ||
        !kb_take_fields(&loader->taker, loader->top.defaults,
                        KB_FIELDS("'defaults'", defaults_fields), &nodes))
        return;
    kb_read_extent(loader, nodes.extent, &loader->extent);
    kb_get_choice(&loader->taker, nodes.pattern, (kb_choice){ "pattern", patterns, NULL },
                  &pattern);
    loader->book->regex_by_default = pattern == 1;
}

/* ---- the whole head ---- */

/* Macros may be used before they stand in the file; so their names come first. */
static void read_macro_names(kb_loader *loader)
{
    const kb_node *node = loader->top.macros;
    if (node == NULL || !kb_get_map(&loader->taker, node, "'macros'"))
        return;
    for (size_t i = 0; i < node->count; i++) {
        kb_str name = { 0 };
        size_t index = 0;
        if (loader->macros.count == KB_MAX_NAMES) {
            kb_find(loader->taker.findings, node->items[2 * i].place, NULL, "more than %d macros",
                    KB_MAX_NAMES);
            return;
        }
        if (kb_get_id(&loader->taker, &node->items[2 * i], "a macro's name", &name))
            kb_add_name(loader, &loader->macros, name, &index);
    }
}

void kb_read_head(kb_loader *loader)
{
    kb_codebook *book = loader->book;
    loader->phrase = (kb_phrase_options){ .gap = DEFAULT_GAP, .macros = &loader->macros };
    loader->within = DEFAULT_WITHIN;
    read_format(loader);
    kb_get_id(&loader->taker, loader->top.id, "an id", &book->id);
    kb_get_text(&loader->taker, loader->top.title, "title", &book->title);
    read_version(loader, loader->top.version, &book->version);
    read_language(loader);
    kb_get_text(&loader->taker, loader->top.description, "description", &book->description);
    check_colophon(loader);
    read_defaults(loader);
    kb_read_variables(loader, loader->top.questions, false, &book->questions,
                      &book->question_count);
    kb_read_variables(loader, loader->top.groups, true, &book->groups, &book->group_count);
    read_macro_names(loader);
    read_text(loader);
}
