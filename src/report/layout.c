/* SPDX-License-Identifier: MIT */
/* How a report is laid out for people; see layout.h. */
#include "layout.h"

#include "format.h"

#include "base/str.h"

const kb_cell *kb_closing_cell(const kb_table *single, kb_str id)
{
    for (size_t i = 0; i < single->column_count; i++)
        if (kb_str_equal(single->columns[i].id, id))
            return kb_table_cell(single, 0, i);
    return NULL;
}

static bool closes(const kb_table *single, const kb_table *list)
{
    if (!single->single || single->row_count == 0)
        return false;
    for (size_t i = 0; i < list->column_count; i++)
        if (kb_closing_cell(single, list->columns[i].id) != NULL)
            return true;
    return false;
}

size_t kb_closing_count(const kb_report *report, size_t index)
{
    const kb_table *list = &report->tables[index];
    size_t count = 0;
    if (!report->object || list->kind != KB_TABLE_LIST || list->single)
        return 0;
    while (index + count + 1 < report->table_count &&
           closes(&report->tables[index + count + 1], list))
        count++;
    return count;
}

bool kb_title_is_told(const kb_report *report, size_t index)
{
    return index > 0 && kb_str_equal(report->tables[index - 1].title, report->tables[index].title);
}

bool kb_note_is_told_later(const kb_report *report, size_t index)
{
    if (index + 1 >= report->table_count)
        return false;
    const kb_table *table = &report->tables[index], *next = table + 1;
    return kb_str_equal(table->note, next->note) && table->run.id == next->run.id;
}

void kb_put_below(kb_buf *out, const kb_report *report, size_t index)
{
    const kb_table *table = &report->tables[index];
    const bool later = kb_note_is_told_later(report, index);
    if (!later && table->note.len > 0) {
        kb_buf_str(out, table->note);
        if (!kb_str_ends(table->note, KB_STR("\n")))
            kb_buf_char(out, '\n');
    }
    kb_put_basis(out, table);
    if (!later)
        kb_put_stamp(out, table);
}

static bool same_section(const kb_table *table, size_t a, size_t b)
{
    bool any = false;
    for (size_t i = 0; i < table->column_count; i++) {
        if (!table->columns[i].section)
            continue;
        any = true;
        if (!kb_str_equal(kb_table_cell(table, a, i)->value.text,
                          kb_table_cell(table, b, i)->value.text))
            return false;
    }
    return any;
}

size_t kb_section_rows(const kb_table *table, size_t row)
{
    size_t end = row + 1;
    if (row > 0 && same_section(table, row - 1, row))
        return 0;
    while (end < table->row_count && same_section(table, row, end))
        end++;
    return end - row;
}

size_t kb_first_shown(const kb_table *table)
{
    size_t first = 0;
    while (first < table->column_count && table->columns[first].program_only)
        first++;
    return first;
}

kb_str kb_item_name(const kb_table *table, const kb_cell *cell, size_t index)
{
    if (table->show & KB_SHOW_STATEMENT)
        return cell->items[index].statement;
    return cell->item_count > 1 ? cell->items[index].code : (kb_str){ "", 0 };
}
