/* SPDX-License-Identifier: MIT */
/* The one table type: what is shown, reading a cell, and values in one word. */
#include <kodebok/summarise.h>

#include "base/str.h"

#include <assert.h>
#include <math.h>

static unsigned show_named(kb_str name)
{
    static const struct {
        const char *name;
        unsigned bit;
    } parts[] = { { "statement", KB_SHOW_STATEMENT },
                  { "n", KB_SHOW_N },
                  { "pct", KB_SHOW_PCT },
                  { "quotes", KB_SHOW_QUOTES } };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (kb_str_is(name, parts[i].name))
            return parts[i].bit;
    return 0;
}

bool kb_show_read(unsigned *show, kb_str list)
{
    kb_str part;
    bool known = true;
    *show = 0;
    while (known && kb_str_cut(&list, ',', &part)) {
        unsigned bit = show_named(kb_str_trim(part));
        known = bit != 0;
        *show |= bit;
    }
    return known;
}

static const char *const base_names[] = {
    [KB_BASE_ANSWERED] = "answered", [KB_BASE_ASKED] = "asked", [KB_BASE_CODED] = "coded"
};

const char *kb_base_name(kb_base_kind kind)
{
    return base_names[kind];
}

bool kb_base_read(kb_base_kind *kind, kb_str name)
{
    for (kb_base_kind i = KB_BASE_ANSWERED; i <= KB_BASE_CODED; i++)
        if (kb_str_is(name, base_names[i])) {
            *kind = i;
            return true;
        }
    return false;
}

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
