/* SPDX-License-Identifier: MIT */
#ifndef KB_MATCH_LITERALS_H
#define KB_MATCH_LITERALS_H
#include "fold.h"
#include "formula.h"
#include "regex.h"
static inline kb_formula kb_regex_needs(kb_literal_table *table, const kb_regex_code *code)
{
    (void)table, (void)code;
    return (kb_formula){ 0 };
}
#endif
