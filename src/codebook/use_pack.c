/* SPDX-License-Identifier: MIT */
/* One use of a language pack; see use_pack.h. */
#include "use_pack.h"

#include "base/buf.h"
#include "base/str.h"

#include <stdio.h>
#include <string.h>

typedef struct pack_nodes {
    const kb_node *pack, *id, *language, *title, *negation, *clause_breaks, *ignore_answers,
        *abbreviations;
} pack_nodes;

static const kb_field pack_fields[] = {
    KB_NEEDED(pack_nodes, pack),           KB_NEEDED(pack_nodes, id),
    KB_NEEDED(pack_nodes, language),       KB_NEEDED(pack_nodes, title),
    KB_NEEDED(pack_nodes, negation),       KB_NEEDED(pack_nodes, clause_breaks),
    KB_NEEDED(pack_nodes, ignore_answers), KB_NEEDED(pack_nodes, abbreviations),
};

static const kb_field negation_fields[] = {
    KB_NEEDED(kb_pack_use, window),
    KB_NEEDED(kb_pack_use, before),
    KB_NEEDED(kb_pack_use, after),
    KB_NEEDED(kb_pack_use, not ),
};

enum { PACK_GAP = 4, MAX_PACK_NAMES = 16 };

/* ---- opening ---- */

static void refuse_pack(kb_loader *loader, const kb_node *node, kb_str id)
{
    kb_str known[MAX_PACK_NAMES];
    size_t count = 0;
    kb_buf list = { 0 };
    for (const kb_pack *pack; count < MAX_PACK_NAMES && (pack = kb_pack_at(count)); count++) {
        known[count] = pack->id;
        kb_buf_printf(&list, "%s%.*s", count > 0 ? ", " : "", KB_ARG(pack->id));
    }
    kb_find_unknown(loader->taker.findings, node->place, id, (kb_names){ known, count }, NULL,
                    "no language pack is called '%.*s'; there are: %.*s", KB_SHOW(id),
                    KB_ARG(kb_buf_view(&list)));
    kb_buf_free(&list);
}

static void note_use(kb_loader *loader, const kb_pack *pack, kb_place place)
{
    kb_codebook *book = loader->book;
    kb_use *uses =
        kb_arena_grow(loader->taker.arena, (void *)book->uses, book->use_count, sizeof *uses);
    if (uses == NULL)
        return;
    uses[book->use_count++] = (kb_use){ pack, place };
    book->uses = uses;
}

/* The book lists each pack once, however often it is used. */
static void note_pack(kb_loader *loader, const kb_pack *pack)
{
    kb_codebook *book = loader->book;
    for (size_t i = 0; i < book->pack_count; i++)
        if (book->packs[i] == pack)
            return;
    const kb_pack **packs =
        kb_arena_grow(loader->taker.arena, (void *)book->packs, book->pack_count, sizeof *packs);
    if (packs == NULL)
        return;
    packs[book->pack_count++] = pack;
    book->packs = packs;
}

static void read_pack(kb_pack_use *use)
{
    kb_loader *loader = use->loader;
    kb_node *root = NULL;
    pack_nodes nodes = { 0 };
    use->reader = (kb_loader){ .taker = { loader->taker.arena, &use->findings, &use->source },
                               .book = loader->book };
    use->reader.phrase = (kb_phrase_options){ .gap = PACK_GAP, .macros = &use->reader.macros };
    if (!kb_source_init(&use->source, &loader->scratch, use->pack->yaml) ||
        kb_yaml_read(&root, &loader->scratch, &use->source, &use->findings, NULL) != KB_OK ||
        root == NULL)
        loader->taker.arena->failed = true;
    if (root == NULL)
        return;
    kb_take_fields(&use->reader.taker, root, KB_FIELDS("a pack", pack_fields), &nodes);
    kb_take_fields(&use->reader.taker, nodes.negation, KB_FIELDS("'negation'", negation_fields),
                   use);
    use->clause_breaks = nodes.clause_breaks;
    use->ignore_answers = nodes.ignore_answers;
    use->abbreviations = nodes.abbreviations;
}

void kb_pack_open(kb_loader *loader, const kb_node *use, const kb_node *without, kb_pack_use *out)
{
    kb_str id = { 0 };
    *out = (kb_pack_use){ .loader = loader };
    if (use == NULL && without != NULL)
        kb_find(loader->taker.findings, without->place, "name the pack: use: nb-1",
                "'without' leaves out entries of a language pack, and none is used");
    if (!kb_get_text(&loader->taker, use, "use", &id))
        return;
    out->pack = kb_pack_find(id);
    out->place = use->place;
    if (out->pack == NULL) {
        refuse_pack(loader, use, id);
        return;
    }
    note_use(loader, out->pack, use->place);
    note_pack(loader, out->pack);
    out->without = kb_get_list(&loader->taker, without, "without");
    out->found = kb_arena_array(&loader->scratch, out->without.count, sizeof *out->found);
    read_pack(out);
}

/* ---- leaving out ---- */

bool kb_pack_drops(kb_pack_use *use, kb_str entry)
{
    bool drops = false;
    kb_str *entries =
        kb_arena_grow(&use->loader->scratch, use->entries, use->entry_count, sizeof *entries);
    if (entries == NULL || use->found == NULL)
        return false;
    entries[use->entry_count++] = entry;
    use->entries = entries;
    for (size_t i = 0; i < use->without.count; i++)
        if (use->without.items[i].kind == KB_NODE_SCALAR &&
            kb_str_equal(use->without.items[i].value, entry))
            drops = use->found[i] = true;
    return drops;
}

static void report_missing(kb_pack_use *use)
{
    char hint[80];
    const kb_names known = { use->entries, use->entry_count };
    snprintf(hint, sizeof hint, "see: kodebok pack %.*s", KB_SHOW(use->pack->id));
    for (size_t i = 0; i < use->without.count; i++) {
        const kb_node *node = &use->without.items[i];
        kb_str entry = { 0 };
        if (kb_get_text(&use->loader->taker, node, "without", &entry) && !use->found[i])
            kb_find_unknown(use->loader->taker.findings, node->place, entry, known, hint,
                            "pack %.*s has no entry '%.*s' here", KB_SHOW(use->pack->id),
                            KB_SHOW(entry));
    }
}

void kb_pack_close(kb_pack_use *use)
{
    if (use->found != NULL && use->entry_count > 0)
        report_missing(use);
    if (use->findings.arena.failed)
        use->loader->taker.arena->failed = true;
    kb_findings_free(&use->findings);
}

/* ---- lists ---- */

void kb_pack_mark(const kb_pack_use *use, kb_phrase *phrase)
{
    phrase->place = use->place;
    phrase->pack = use->pack;
}

/* Reads what `list` holds and is not left out. */
static void add_phrases(kb_pack_use *use, const kb_node *list, kb_phrase *out, size_t *count)
{
    for (size_t i = 0; i < list->count; i++) {
        if (kb_pack_drops(use, list->items[i].value) ||
            !kb_read_phrase(&use->reader, &list->items[i], &out[*count]))
            continue;
        kb_pack_mark(use, &out[*count]);
        ++*count;
    }
}

void kb_pack_phrases(kb_pack_use *use, const kb_node *list, const kb_node *own, const char *key,
                     const kb_phrase **out, size_t *count)
{
    const kb_phrase *own_phrases = NULL;
    size_t own_count = 0;
    kb_read_phrases(use->loader, own, key, &own_phrases, &own_count);
    *out = own_phrases;
    *count = own_count;
    if (list == NULL)
        return;
    kb_phrase *phrases =
        kb_arena_array(use->loader->taker.arena, list->count + own_count, sizeof *phrases);
    if (phrases == NULL)
        return;
    *count = 0;
    add_phrases(use, list, phrases, count);
    if (own_count > 0)
        memcpy(phrases + *count, own_phrases, own_count * sizeof *phrases);
    *count += own_count;
    *out = phrases;
}

void kb_pack_texts(kb_pack_use *use, const kb_node *list, const kb_node *own, const char *key,
                   const kb_str **out, size_t *count)
{
    const kb_str *own_texts = NULL;
    size_t own_count = 0;
    kb_get_texts(&use->loader->taker, own, key, &own_texts, &own_count);
    *out = own_texts;
    *count = own_count;
    if (list == NULL)
        return;
    kb_str *texts =
        kb_arena_array(use->loader->taker.arena, list->count + own_count, sizeof *texts);
    if (texts == NULL)
        return;
    *count = 0;
    for (size_t i = 0; i < list->count; i++)
        if (!kb_pack_drops(use, list->items[i].value))
            texts[(*count)++] = kb_arena_str(use->loader->taker.arena, list->items[i].value);
    if (own_count > 0)
        memcpy(texts + *count, own_texts, own_count * sizeof *texts);
    *count += own_count;
    *out = texts;
}
