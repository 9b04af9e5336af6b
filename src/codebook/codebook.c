/* SPDX-License-Identifier: MIT */
/*
 * kb_codebook: read, look up, free.
 *
 * The story of reading is load_book(), at the bottom of the first part; what each step
 * does is in the file that has its name.
 */
#include "loader.h"

#include "base/file.h"
#include "base/sha256.h"
#include "base/str.h"
#include "base/unicode.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

enum { MAX_FILE_BYTES = 16 << 20, MAX_MESSAGE_BYTES = 1024 };

struct kb_codebook_room {
    kb_arena arena;
    kb_source source;
    kb_map codes; /* id -> index */
};

static const kb_field top_fields[] = {
    KB_NEEDED(kb_top, codebook),      KB_NEEDED(kb_top, id),
    KB_NEEDED(kb_top, title),         KB_NEEDED(kb_top, version),
    KB_NEEDED(kb_top, language),      KB_FIELD(kb_top, license),
    KB_FIELD(kb_top, authors),        KB_FIELD(kb_top, description),
    KB_FIELD(kb_top, changes),        KB_FIELD(kb_top, text),
    KB_FIELD(kb_top, questions),      KB_FIELD(kb_top, groups),
    KB_FIELD(kb_top, negation),       KB_FIELD(kb_top, ignore_answers),
    KB_FIELD(kb_top, ignore_phrases), KB_FIELD(kb_top, defaults),
    KB_NEEDED(kb_top, categories),    KB_FIELD(kb_top, macros),
    KB_NEEDED(kb_top, themes),        KB_FIELD(kb_top, tests),
};

/* ---- reading ---- */

kb_names kb_names_of(const kb_map *map)
{
    return (kb_names){ map->keys, map->count };
}

bool kb_add_name(kb_loader *loader, kb_map *map, kb_str name, size_t *index)
{
    size_t known = map->count;
    *index = kb_map_add(map, name);
    if (*index == KB_MAP_NONE)
        loader->taker.arena->failed = true;
    return *index == known;
}

/* Negation is on unless a rule says otherwise; without words for it, it never works. */
static void warn_of_no_negation(kb_loader *loader)
{
    const kb_codebook *book = loader->book;
    bool matters = false;
    for (size_t i = 0; i < book->rule_count; i++)
        matters = matters || book->rules[i].negated.kind != KB_NEGATED_IGNORE;
    if (!matters || book->before_count + book->after_count > 0)
        return;
    const kb_node *negation = loader->top.negation;
    kb_find_warning(loader->taker.findings, negation ? negation->place : (kb_place){ 1, 1 },
                    "take those of a language, as negation: {use: nb-1}, or list your own, or "
                    "write negated: ignore where that is meant",
                    "no negation words: nothing is ever negated");
}

static void load_book(kb_loader *loader, const kb_node *root)
{
    kb_take_fields(&loader->taker, root, KB_FIELDS("a codebook", top_fields), &loader->top);
    kb_read_head(loader);
    kb_read_macros(loader);
    kb_read_negation(loader);
    kb_read_phrase_lists(loader);
    kb_read_outline(loader);
    kb_read_codes(loader);
    kb_read_tests(loader);
    kb_resolve_suppression(loader);
    warn_of_no_negation(loader);
}

static void free_loader(kb_loader *loader)
{
    kb_map_free(&loader->questions);
    kb_map_free(&loader->groups);
    kb_map_free(&loader->macros);
    kb_map_free(&loader->categories);
    kb_map_free(&loader->themes);
    kb_map_free(&loader->codes);
    kb_arena_free(&loader->scratch);
}

/* Reads what stands in book->source; `*shapeless` says that there is nothing to keep. */
static kb_status read_source(kb_codebook *book, kb_findings *findings, bool *shapeless,
                             kb_error *err)
{
    kb_loader loader = { .taker = { &book->room->arena, findings, &book->room->source },
                         .book = book };
    kb_node *root = NULL;
    kb_status status = kb_yaml_read(&root, &loader.scratch, loader.taker.source, findings, err);
    *shapeless = root == NULL || root->kind != KB_NODE_MAP;
    if (status == KB_OK && root != NULL && *shapeless)
        kb_find(findings, root->place, "it begins with 'codebook: 1'",
                "a codebook is a mapping of 'key: value'");
    if (status == KB_OK && !*shapeless) {
        load_book(&loader, root);
        book->room->codes = loader.codes;
        loader.codes = (kb_map){ 0 };
        if (loader.scratch.failed || book->room->arena.failed || findings->arena.failed)
            status = kb_fail_memory(err);
    }
    free_loader(&loader);
    return status;
}

static kb_status new_book(kb_codebook **out, const char *name, kb_str yaml, kb_error *err)
{
    kb_codebook *book = calloc(1, sizeof *book);
    *out = book;
    if (book == NULL)
        return kb_fail_memory(err);
    book->room = calloc(1, sizeof *book->room);
    if (book->room == NULL)
        return kb_fail_memory(err);
    kb_arena *arena = &book->room->arena;
    book->path = kb_arena_str(arena, kb_str_from(name));
    book->source = kb_arena_str(arena, yaml);
    if (arena->failed || !kb_source_init(&book->room->source, arena, book->source))
        return kb_fail_memory(err);
    kb_sha256_of(book->source, book->sha256);
    return KB_OK;
}

kb_status kb_codebook_parse(kb_codebook **out, const char *name, kb_str yaml, kb_problems *problems,
                            kb_error *err)
{
    kb_findings findings = { 0 };
    kb_codebook *book = NULL;
    bool shapeless = false;
    *out = NULL;
    kb_status status = KB_OK;
    if (yaml.len > MAX_FILE_BYTES) {
        status = kb_fail(err, KB_ERR_LIMIT, "a codebook is at most %d MiB", MAX_FILE_BYTES >> 20);
        goto done;
    }
    status = new_book(&book, name, yaml, err);
    if (status == KB_OK)
        status = read_source(book, &findings, &shapeless, err);
    if (status != KB_OK)
        goto done;
    kb_findings_hand_over(&findings, name, &book->room->source, problems);
    if (findings.arena.failed || kb_problems_status(problems) != KB_OK)
        status = kb_fail_memory(err);

done:
    kb_findings_free(&findings);
    if (status != KB_OK || shapeless)
        kb_codebook_free(book);
    else
        *out = book;
    return status;
}

kb_status kb_codebook_read(kb_codebook **out, const char *path, kb_problems *problems,
                           kb_error *err)
{
    kb_buf file = { 0 };
    *out = NULL;
    kb_status status = kb_file_read(path, MAX_FILE_BYTES, &file, err);
    if (status == KB_OK)
        status = kb_codebook_parse(out, path, kb_buf_view(&file), problems, err);
    kb_buf_free(&file);
    return status;
}

void kb_codebook_free(kb_codebook *book)
{
    if (book == NULL)
        return;
    if (book->room != NULL) {
        kb_map_free(&book->room->codes);
        kb_arena_free(&book->room->arena);
    }
    free(book->room);
    free(book);
}

/* ---- looking up ---- */

int kb_codebook_code(const kb_codebook *book, kb_str id)
{
    size_t index = kb_map_find(&book->room->codes, id);
    return index == KB_MAP_NONE ? -1 : (int)index;
}

static bool stands_for(const kb_variable *variable, kb_str value)
{
    if (kb_str_equal(variable->id, value))
        return true;
    for (size_t i = 0; i < variable->id_count; i++)
        if (kb_str_equal(variable->ids[i], value))
            return true;
    return false;
}

static int find_variable(const kb_variable *variables, size_t count, kb_str value)
{
    kb_buf nfc = { 0 };
    int found = KB_UNKNOWN;
    if (kb_nfc(&nfc, kb_str_trim(value), NULL) == KB_OK)
        for (size_t i = 0; i < count && found == KB_UNKNOWN; i++)
            if (stands_for(&variables[i], kb_buf_view(&nfc)))
                found = (int)i;
    kb_buf_free(&nfc);
    return found;
}

int kb_codebook_question(const kb_codebook *book, kb_str value)
{
    return find_variable(book->questions, book->question_count, value);
}

int kb_codebook_group(const kb_codebook *book, kb_str value)
{
    return find_variable(book->groups, book->group_count, value);
}

void kb_codebook_problem(const kb_codebook *book, kb_problems *problems, kb_severity severity,
                         kb_place place, const char *hint, const char *format, ...)
{
    char message[MAX_MESSAGE_BYTES];
    va_list args;
    va_start(args, format);
    int len = vsnprintf(message, sizeof message, format, args);
    va_end(args);
    kb_problems_add(problems,
                    &(kb_problem){ .severity = severity,
                                   .file = book->path,
                                   .place = place,
                                   .message = kb_str_from(len < 0 ? "" : message),
                                   .hint = kb_str_from(hint),
                                   .source = kb_source_line(&book->room->source, place.line) });
}
