/* SPDX-License-Identifier: MIT */
/* The one table type: reading a cell, and values in one word. */
#include <kodebok/summarise.h>

#include <assert.h>
#include <math.h>

const kb_cell *kb_table_cell(const kb_table *table, size_t row, size_t column)
{
    assert(row < table->row_count && column < table->column_count);
    return &table->cells[row * table->column_count + column];
}

kb_value kb_value_text(kb_str text)
{
    return (kb_value){ .kind = KB_VALUE_TEXT, .text = text };
}

kb_value kb_value_count(uint64_t number)
{
    return (kb_value){ .kind = KB_VALUE_COUNT, .number = (double)number };
}

/* What is no number (0/0) is "not defined" from here on, so that no writer meets it. */
static kb_value defined(kb_value_kind kind, double number)
{
    if (!isfinite(number))
        return (kb_value){ .kind = KB_VALUE_NONE };
    return (kb_value){ .kind = kind, .number = number };
}

kb_value kb_value_number(double number)
{
    return defined(KB_VALUE_NUMBER, number);
}

kb_value kb_value_share(double number)
{
    return defined(KB_VALUE_SHARE, number);
}
