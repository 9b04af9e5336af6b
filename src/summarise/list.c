/* SPDX-License-Identifier: MIT */
/* A list that is filled record by record. */
#include "report_build.h"

#include "base/str.h"

#include <stdlib.h>

struct kb_list {
    kb_report *report; /* owned until it is handed over */
    kb_table *table;   /* inside the report */
    kb_cell *cells;    /* inside the report; grows */
};

/* Fills the one table of a list whose report has just been made. */
static void begin_table(kb_list *list, const char *id, kb_str language, const kb_heading *columns,
                        size_t column_count)
{
    list->table = kb_build_tables(list->report, 1);
    if (list->table == NULL)
        return;
    list->table->kind = KB_TABLE_LIST;
    list->table->id = kb_build_text(list->report, kb_str_from(id));
    list->table->language = kb_build_text(list->report, language);
    list->table->columns = kb_build_headings(list->report, columns, column_count);
    list->table->column_count = column_count;
}

kb_status kb_list_new(kb_list **out, const char *id, kb_str language, const kb_heading *columns,
                      size_t column_count, kb_error *err)
{
    *out = NULL;
    kb_list *list = calloc(1, sizeof *list);
    if (list == NULL)
        return kb_fail_memory(err);
    list->report = kb_build_new(id);
    if (list->report != NULL)
        begin_table(list, id, language, columns, column_count);
    if (list->report == NULL || kb_build_arena(list->report)->failed) {
        kb_list_free(list);
        return kb_fail_memory(err);
    }
    *out = list;
    return KB_OK;
}

void kb_list_add(kb_list *list, const kb_value *values)
{
    kb_table *table = list->table;
    const size_t count = table->column_count;
    kb_cell *cells = kb_arena_grow(kb_build_arena(list->report), list->cells, table->row_count,
                                   count * sizeof *cells);
    if (cells == NULL)
        return; /* the arena remembers */
    for (size_t i = 0; i < count; i++)
        cells[table->row_count * count + i] =
            (kb_cell){ .value = kb_build_value(list->report, &values[i]) };
    list->cells = cells;
    table->cells = cells;
    table->row_count++;
}

void kb_list_describe(kb_list *list, kb_str title, kb_str note, const kb_stamp *run)
{
    list->table->title = kb_build_text(list->report, title);
    list->table->note = kb_build_text(list->report, note);
    if (run != NULL)
        list->table->run = kb_build_stamp(list->report, run);
}

kb_status kb_list_finish(kb_list *list, kb_report **out, kb_error *err)
{
    kb_report *report = list->report;
    list->report = NULL;
    kb_list_free(list);
    return kb_build_finish(report, out, err);
}

void kb_list_free(kb_list *list)
{
    if (list == NULL)
        return;
    kb_report_free(list->report);
    free(list);
}
