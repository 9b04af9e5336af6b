/* SPDX-License-Identifier: MIT */
/* On which answers a rule without fixed text is tried, in words. */
#include "scan.h"

#include <stdlib.h>

enum { MOST_SIGNS = 4 };

static void put_signs(kb_buf *out, const kb_needs *needs)
{
    char signs[MOST_SIGNS];
    size_t count = 0;
    for (size_t c = 0; c < 128; c++)
        if (kb_has_bit(needs->signs, c) && count++ < MOST_SIGNS)
            signs[count - 1] = (char)c;
    if (count > MOST_SIGNS)
        kb_buf_puts(out, "a sign");
    else
        for (size_t i = 0; i < count; i++)
            kb_buf_printf(out, "%s'%c'", i > 0 ? " or " : "", signs[i]);
}

/* What the needs ask for, or a part of it: a clue, not a definition. */
static void put_needs(kb_buf *out, const kb_needs *needs)
{
    if (needs->digit)
        kb_buf_puts(out, "a digit");
    else if (needs->letters > 0)
        kb_buf_printf(out, "a word of %d letters", needs->letters);
    else if (needs->capitals > 0)
        kb_buf_printf(out, "%d capitals in a row", needs->capitals);
    else
        put_signs(out, needs);
}

static void put_price(kb_buf *out, const kb_gate *gate, uint32_t rule)
{
    const char *before = "every answer with ";
    if (kb_has_bit(gate->by_text.always, rule)) {
        kb_buf_puts(out, "every answer");
        return;
    }
    for (size_t i = 0; i < gate->need_count; i++) {
        if (gate->needs[i].target != rule)
            continue;
        kb_buf_puts(out, before);
        put_needs(out, &gate->needs[i].needs);
        before = " or ";
    }
}

kb_status kb_matcher_tried_on(const kb_matcher *matcher, int rule, char **out, kb_error *err)
{
    kb_buf words = { 0 };
    put_price(&words, matcher->gate, (uint32_t)rule);
    kb_buf_char(&words, '\0');
    if (words.failed) {
        kb_buf_free(&words);
        return kb_fail_memory(err);
    }
    *out = words.ptr;
    return KB_OK;
}
