/* SPDX-License-Identifier: MIT */
/* Sets of respondents, one bit each: --where and --by. */
#include "room.h"

#include "base/map.h"

#include <stdlib.h>

static void set_bit(unsigned char *bits, uint64_t i)
{
    bits[i / 8] |= (unsigned char)(1 << (i % 8));
}

bool kb_is_selected(const kb_selection *selection, int64_t respondent)
{
    uint64_t i = (uint64_t)respondent;
    return selection->bits == NULL ||
           (i < selection->limit && (selection->bits[i / 8] >> (i % 8) & 1) != 0);
}

void kb_selection_clear(kb_selection *selection)
{
    free(selection->bits);
    *selection = (kb_selection){ 0 };
}

/* Gathering the respondents with one value. */
typedef struct gathering {
    const kb_codebook *book;
    kb_str value;
    int group; /* the declared group that `value` means, or KB_UNKNOWN */
    unsigned char *bits;
    uint64_t limit;
    size_t found;
    kb_map known; /* the first few values there are, for saying so */
} gathering;

enum { MOST_NAMED = 12 };

static kb_status gather(void *payload, int64_t respondent, kb_str value, kb_error *err)
{
    gathering *g = payload;
    if (g->known.count <= MOST_NAMED && kb_map_add(&g->known, value) == KB_MAP_NONE)
        return kb_fail_memory(err);
    bool same = kb_str_equal(value, g->value) ||
                (g->group != KB_UNKNOWN && kb_codebook_group(g->book, value) == g->group);
    if (same && (uint64_t)respondent < g->limit) {
        set_bit(g->bits, (uint64_t)respondent);
        g->found++;
    }
    return KB_OK;
}

/* Does the variable hold the book's groups?  Only the first group variable does. */
static kb_status group_meant(kb_project *project, const kb_codebook *book, kb_str variable,
                             kb_str value, int *group, kb_error *err)
{
    kb_str first;
    *group = KB_UNKNOWN;
    if (book == NULL)
        return KB_OK;
    KB_TRY(kb_store_first_group(project->store, &first, err));
    if (kb_str_equal(first, variable))
        *group = kb_codebook_group(book, value);
    return KB_OK;
}

static kb_status found_nobody(const gathering *g, kb_str variable, kb_error *err)
{
    kb_buf known = { 0 };
    for (size_t i = 0; i < g->known.count && i < MOST_NAMED; i++)
        kb_buf_printf(&known, "%s'%.*s'", i > 0 ? ", " : "", KB_ARG(g->known.keys[i]));
    kb_status status = kb_fail(err, KB_ERR_INPUT, "nobody has '%.*s' = '%.*s'; there are %.*s%s",
                               KB_ARG(variable), KB_ARG(g->value), KB_ARG(kb_buf_view(&known)),
                               g->known.count > MOST_NAMED ? ", ..." : "");
    kb_buf_free(&known);
    return status;
}

static void intersect(kb_selection *selection, unsigned char *bits)
{
    if (selection->bits == NULL) {
        selection->bits = bits;
        return;
    }
    for (uint64_t i = 0; i < selection->limit / 8 + 1; i++)
        selection->bits[i] &= bits[i];
    free(bits);
}

kb_status kb_select_value(kb_selection *selection, kb_project *project, const kb_codebook *book,
                          kb_str variable, kb_str value, kb_error *err)
{
    KB_TRY(kb_store_respondent_limit(project->store, &selection->limit, err));
    gathering g = { .book = book, .value = value, .limit = selection->limit };
    KB_TRY(group_meant(project, book, variable, value, &g.group, err));
    g.bits = calloc(selection->limit / 8 + 1, 1);
    if (g.bits == NULL)
        return kb_fail_memory(err);
    kb_status status = kb_store_each_value(project->store, variable, gather, &g, err);
    if (status == KB_OK && g.found == 0)
        status = found_nobody(&g, variable, err);
    kb_map_free(&g.known);
    if (status != KB_OK) {
        free(g.bits);
        return status;
    }
    intersect(selection, g.bits);
    return KB_OK;
}

/* One VARIABLE=VALUE; both as people write them. */
static kb_status narrow(kb_selection *selection, kb_project *project, const kb_codebook *book,
                        const char *condition, kb_canon *canons[2], kb_error *err)
{
    kb_str value = kb_str_from(condition), variable;
    if (strchr(condition, '=') == NULL)
        return kb_fail(err, KB_ERR_ARGUMENT, "'%s' is not VARIABLE=VALUE", condition);
    kb_str_cut(&value, '=', &variable);
    KB_TRY(kb_stored_name(canons[0], variable, &variable, err));
    KB_TRY(kb_stored_name(canons[1], value, &value, err));
    return kb_select_value(selection, project, book, variable, value, err);
}

kb_status kb_select(kb_selection *selection, kb_project *project, const kb_codebook *book,
                    const char *const *where, size_t count, kb_error *err)
{
    kb_canon *canons[2] = { NULL, NULL };
    *selection = (kb_selection){ 0 };
    kb_status status = kb_canon_new(&canons[0], err);
    if (status == KB_OK)
        status = kb_canon_new(&canons[1], err);
    for (size_t i = 0; i < count && status == KB_OK; i++)
        status = narrow(selection, project, book, where[i], canons, err);
    if (status != KB_OK)
        kb_selection_clear(selection);
    kb_canon_free(canons[0]);
    kb_canon_free(canons[1]);
    return status;
}

static kb_status pass_value(void *payload, int64_t respondent, kb_str value, kb_error *err)
{
    (void)payload, (void)respondent, (void)value, (void)err;
    return KB_OK;
}

kb_status kb_fits_table(kb_project *project, const kb_codebook *book, const kb_table_request *table,
                        kb_error *err)
{
    kb_selection selection;
    KB_TRY(kb_select(&selection, project, book, table->where, table->where_count, err));
    kb_selection_clear(&selection);
    if (table->by == NULL)
        return KB_OK;
    return kb_store_each_value(project->store, kb_str_from(table->by), pass_value, NULL, err);
}
