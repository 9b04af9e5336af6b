/* SPDX-License-Identifier: MIT */
/*
 * The study file: a small YAML file read with the same care as a codebook: every key
 * named once, everything wrong told in one go with its place.
 */
#include "fields.h"

#include "base/file.h"
#include "base/str.h"

#include <kodebok/study.h>
#include <stdlib.h>

enum { MAX_STUDY_BYTES = 1 << 20, MAX_MIN_CELL = 1000000 };

struct kb_study_room {
    kb_arena arena;
    kb_source source;
};

typedef struct study_nodes {
    const kb_node *study, *title, *data, *codebook, *project, *output, *tables;
} study_nodes;

static const kb_field study_fields[] = {
    KB_NEEDED(study_nodes, study),    KB_FIELD(study_nodes, title),   KB_NEEDED(study_nodes, data),
    KB_NEEDED(study_nodes, codebook), KB_FIELD(study_nodes, project), KB_FIELD(study_nodes, output),
    KB_FIELD(study_nodes, tables),
};

typedef struct data_nodes {
    const kb_node *file, *respondent, *group, *question, *text, *answers, *items, *delimiter,
        *encoding, *wave, *missing;
} data_nodes;

static const kb_field data_fields[] = {
    KB_NEEDED(data_nodes, file),    KB_FIELD(data_nodes, respondent),
    KB_FIELD(data_nodes, group),    KB_FIELD(data_nodes, question),
    KB_FIELD(data_nodes, text),     KB_FIELD(data_nodes, answers),
    KB_FIELD(data_nodes, items),    KB_FIELD(data_nodes, delimiter),
    KB_FIELD(data_nodes, encoding), KB_FIELD(data_nodes, wave),
    KB_FIELD(data_nodes, missing),
};

typedef struct table_nodes {
    const kb_node *table, *format, *file, *title, *by, *base, *show, *where, *min_cell;
} table_nodes;

static const kb_field table_fields[] = {
    KB_NEEDED(table_nodes, table), KB_NEEDED(table_nodes, format), KB_NEEDED(table_nodes, file),
    KB_FIELD(table_nodes, title),  KB_FIELD(table_nodes, by),      KB_FIELD(table_nodes, base),
    KB_FIELD(table_nodes, show),   KB_FIELD(table_nodes, where),   KB_FIELD(table_nodes, min_cell),
};

/* What reading a study needs to carry around. */
typedef struct study_reader {
    kb_taker taker;
    kb_study *study;
} study_reader;

/* `show: n` and `show: [statement, n]` both; joined by commas as on the command line. */
static void read_joined(study_reader *r, const kb_node *node, const char *key, kb_str *out)
{
    kb_nodes some = kb_get_some(node);
    for (size_t i = 0; node != NULL && i < some.count; i++) {
        kb_str part;
        if (kb_get_text(&r->taker, &some.items[i], key, &part))
            *out = out->len == 0
                       ? part
                       : kb_arena_printf(r->taker.arena, "%.*s,%.*s", KB_ARG(*out), KB_ARG(part));
    }
}

static void read_texts(study_reader *r, const kb_node *node, const char *key, const kb_str **out,
                       size_t *count)
{
    kb_nodes some = kb_get_some(node);
    *out = NULL;
    *count = 0;
    if (node == NULL)
        return;
    kb_str *items = kb_arena_array(r->taker.arena, some.count, sizeof *items);
    for (size_t i = 0; items != NULL && i < some.count; i++)
        *count += kb_get_text(&r->taker, &some.items[i], key, &items[*count]);
    *out = items;
}

/* A mapping from a column's header to its label, or a list of headers. */
static void read_columns(study_reader *r, const kb_node *node, const char *key,
                         const kb_study_column **out, size_t *count)
{
    bool labelled = node != NULL && node->kind == KB_NODE_MAP;
    kb_nodes some = labelled ? (kb_nodes){ node->items, node->count } : kb_get_some(node);
    if (node == NULL)
        return;
    kb_study_column *columns = kb_arena_array(r->taker.arena, some.count, sizeof *columns);
    for (size_t i = 0; columns != NULL && i < some.count; i++) {
        const kb_node *name = labelled ? &node->items[2 * i] : &some.items[i];
        kb_study_column *column = &columns[*count];
        column->place = name->place;
        bool good = kb_get_text(&r->taker, name, key, &column->header);
        if (good && labelled && !kb_node_is_missing(&node->items[2 * i + 1]))
            good = kb_get_text(&r->taker, &node->items[2 * i + 1], key, &column->label);
        *count += good;
    }
    *out = columns;
}

static void read_data(study_reader *r, const kb_node *node)
{
    kb_study *s = r->study;
    data_nodes n = { 0 };
    if (node == NULL || !kb_take_fields(&r->taker, node, KB_FIELDS("data", data_fields), &n))
        return;
    kb_get_text(&r->taker, n.file, "file", &s->data);
    kb_get_text(&r->taker, n.respondent, "respondent", &s->respondent);
    kb_get_text(&r->taker, n.question, "question", &s->question);
    kb_get_text(&r->taker, n.text, "text", &s->text);
    kb_get_text(&r->taker, n.delimiter, "delimiter", &s->delimiter);
    kb_get_text(&r->taker, n.encoding, "encoding", &s->encoding);
    kb_get_text(&r->taker, n.wave, "wave", &s->wave);
    read_texts(r, n.group, "group", &s->groups, &s->group_count);
    read_texts(r, n.missing, "missing", &s->missing, &s->missing_count);
    read_columns(r, n.answers, "answers", &s->answers, &s->answer_count);
    read_columns(r, n.items, "items", &s->items, &s->item_count);
}

static const char *const table_names[] = { "matrix", "codes", "segments", NULL };
static const char *const format_names[] = { "text", "markdown", "html", "csv", "json", NULL };
static const char *const base_names[] = { "answered", "asked", "coded", NULL };

static void read_choice(study_reader *r, const kb_node *node, const char *key,
                        const char *const *names, kb_str *out)
{
    int choice = -1;
    if (kb_get_choice(&r->taker, node, (kb_choice){ key, names, NULL }, &choice) && choice >= 0)
        *out = kb_str_from(names[choice]);
}

/* Keys that would do nothing in a table of that kind. */
static void refuse_idle(study_reader *r, const kb_str kind, const table_nodes *n)
{
    const bool segments = kb_str_is(kind, "segments"), codes = kb_str_is(kind, "codes");
    const struct {
        const kb_node *node;
        const char *key, *belongs;
        bool idle;
    } keys[] = { { n->by, "by", "'matrix'", segments || codes },
                 { n->show, "show", "'matrix'", segments || codes },
                 { n->base, "base", "'matrix' and 'codes'", segments },
                 { n->min_cell, "min_cell", "'matrix' and 'codes'", segments } };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (keys[i].node != NULL && keys[i].idle)
            kb_find(r->taker.findings, keys[i].node->place, "leave it out",
                    "'%s' belongs to %s: in '%.*s' it would do nothing", keys[i].key,
                    keys[i].belongs, KB_ARG(kind));
}

static void check_where(study_reader *r, const kb_node *node)
{
    kb_nodes some = kb_get_some(node);
    for (size_t i = 0; node != NULL && i < some.count; i++)
        if (some.items[i].kind == KB_NODE_SCALAR && some.items[i].value.len > 0 &&
            memchr(some.items[i].value.ptr, '=', some.items[i].value.len) == NULL)
            kb_find(r->taker.findings, some.items[i].place, "write where: 'variable=value'",
                    "'%.*s' is no condition", KB_SHOW(some.items[i].value));
}

static void check_show(study_reader *r, const kb_node *node, bool csv)
{
    static const char *const names[] = { "statement", "n", "pct", "quotes", NULL };
    kb_nodes some = kb_get_some(node);
    for (size_t i = 0; node != NULL && i < some.count; i++) {
        kb_str rest = some.items[i].kind == KB_NODE_SCALAR ? some.items[i].value : (kb_str){ 0 };
        for (kb_str name; kb_str_cut(&rest, ',', &name);) {
            size_t known = 0;
            while (names[known] != NULL && !kb_str_is(kb_str_trim(name), names[known]))
                known++;
            if (names[known] == NULL)
                kb_find(r->taker.findings, some.items[i].place,
                        "show is of statement, n, pct and quotes", "'%.*s' cannot be shown",
                        KB_SHOW(name));
            else if (csv && kb_str_is(kb_str_trim(name), "quotes"))
                kb_find_warning(r->taker.findings, some.items[i].place,
                                "a table 'segments' lists what was said",
                                "a table in CSV has a row for each code and no quotes");
        }
    }
}

static void read_table(study_reader *r, const kb_node *node, kb_study_table *table)
{
    table_nodes n = { 0 };
    table->place = node->place;
    if (!kb_take_fields(&r->taker, node, KB_FIELDS("a table", table_fields), &n))
        return;
    read_choice(r, n.table, "table", table_names, &table->table);
    read_choice(r, n.format, "format", format_names, &table->format);
    read_choice(r, n.base, "base", base_names, &table->base);
    kb_get_text(&r->taker, n.file, "file", &table->file);
    kb_get_text(&r->taker, n.title, "title", &table->title);
    kb_get_text(&r->taker, n.by, "by", &table->by);
    read_joined(r, n.show, "show", &table->show);
    read_texts(r, n.where, "where", &table->where, &table->where_count);
    kb_get_number(&r->taker, n.min_cell, "min_cell", MAX_MIN_CELL, &table->min_cell);
    refuse_idle(r, table->table, &n);
    check_where(r, n.where);
    check_show(r, n.show, kb_str_is(table->format, "csv"));
    if (table->file.len > 0 &&
        (memchr(table->file.ptr, '/', table->file.len) != NULL || table->file.ptr[0] == '.'))
        kb_find(r->taker.findings, n.file->place, "choose the folder with 'output:'",
                "'file' is a name in the output folder, without folders of its own");
}

static void read_tables(study_reader *r, const kb_node *node)
{
    if (node == NULL)
        return;
    kb_nodes list = kb_get_list(&r->taker, node, "tables");
    kb_study_table *tables = kb_arena_array(r->taker.arena, list.count, sizeof *tables);
    if (tables == NULL)
        return;
    for (size_t i = 0; i < list.count; i++) {
        read_table(r, &list.items[i], &tables[i]);
        for (size_t j = 0; j < i; j++)
            if (tables[i].file.len > 0 && kb_str_equal(tables[i].file, tables[j].file))
                kb_find(r->taker.findings, tables[i].place, "give each table its own file",
                        "two tables write '%.*s'", KB_SHOW(tables[i].file));
    }
    r->study->tables = tables;
    r->study->table_count = list.count;
}

static void read_study(study_reader *r, const kb_node *root)
{
    kb_study *s = r->study;
    study_nodes n = { 0 };
    int version = 1;
    if (!kb_take_fields(&r->taker, root, KB_FIELDS("a study", study_fields), &n))
        return;
    if (kb_get_number(&r->taker, n.study, "study", 1, &version) && version != 1)
        kb_find(r->taker.findings, n.study->place, "write 'study: 1'",
                "unknown version of studies");
    kb_get_text(&r->taker, n.title, "title", &s->title);
    kb_get_text(&r->taker, n.codebook, "codebook", &s->codebook);
    kb_get_text(&r->taker, n.project, "project", &s->project);
    s->output = KB_STR("out");
    kb_get_text(&r->taker, n.output, "output", &s->output);
    read_data(r, n.data);
    read_tables(r, n.tables);
}

static kb_status parse(kb_study *study, const char *path, kb_str yaml, kb_problems *problems,
                       kb_error *err)
{
    kb_findings findings = { 0 };
    kb_arena *arena = &study->room->arena;
    study_reader r = { .taker = { arena, &findings, &study->room->source }, .study = study };
    kb_node *root = NULL;
    size_t before = kb_problems_at_least(problems, KB_PROBLEM);
    study->path = kb_arena_str(arena, kb_str_from(path));
    kb_str kept = kb_arena_str(arena, yaml);
    if (arena->failed || !kb_source_init(&study->room->source, arena, kept))
        return kb_fail_memory(err);
    kb_status status = kb_yaml_read(&root, arena, &study->room->source, &findings, err);
    if (status == KB_OK && root != NULL)
        read_study(&r, root);
    if (arena->failed || findings.arena.failed)
        status = kb_fail_memory(err);
    kb_findings_hand_over(&findings, path, &study->room->source, problems);
    kb_findings_free(&findings);
    size_t count = kb_problems_at_least(problems, KB_PROBLEM) - before;
    if (status == KB_OK && count > 0)
        status =
            kb_fail(err, KB_ERR_INPUT, "the study has %zu problem%s", count, count == 1 ? "" : "s");
    return status;
}

kb_status kb_study_read(kb_study **out, const char *path, kb_problems *problems, kb_error *err)
{
    kb_buf file = { 0 };
    kb_study *study = calloc(1, sizeof *study);
    *out = NULL;
    if (study == NULL)
        return kb_fail_memory(err);
    study->room = calloc(1, sizeof *study->room);
    kb_status status = study->room ? KB_OK : kb_fail_memory(err);
    if (status == KB_OK)
        status = kb_file_read(path, MAX_STUDY_BYTES, &file, err);
    if (status == KB_OK)
        status = parse(study, path, kb_buf_view(&file), problems, err);
    kb_buf_free(&file);
    if (status == KB_OK)
        *out = study;
    else
        kb_study_free(study);
    return status;
}

void kb_study_free(kb_study *study)
{
    if (study == NULL)
        return;
    if (study->room != NULL)
        kb_arena_free(&study->room->arena);
    free(study->room);
    free(study);
}
