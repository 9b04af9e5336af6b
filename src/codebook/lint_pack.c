/* SPDX-License-Identifier: MIT */
/*
 * Language packs for another language than that of the book.
 *
 * Mostly the wrong pack was copied, or the wrong `language`; then nothing is negated, or
 * the dictionaries and the headings of the tables are those of another language.
 */
#include "linter.h"
#include "packs.h"

#include "base/str.h"

#include <stdio.h>

static const kb_pack *find_serving(kb_str language)
{
    for (size_t i = 0; kb_pack_at(i) != NULL; i++)
        if (kb_pack_serves(kb_pack_at(i), language))
            return kb_pack_at(i);
    return NULL;
}

static void tell(kb_linter *linter, const kb_use *use)
{
    kb_str language = linter->book->language;
    const kb_pack *better = find_serving(language);
    char hint[120];
    if (better != NULL)
        snprintf(hint, sizeof hint, "write 'use: %.*s', or correct 'language' at the top",
                 KB_ARG(better->id));
    else
        snprintf(hint, sizeof hint,
                 "there is no pack for '%.*s': list its words here, or correct 'language'",
                 KB_ARG(language));
    kb_lint(linter, KB_LINT_PACK_LANGUAGE, use->place, hint,
            "pack %.*s is for '%.*s'%s, but the language of the book is '%.*s'",
            KB_ARG(use->pack->id), KB_ARG(use->pack->language),
            kb_pack_serves(use->pack, KB_STR("nn")) ? " and 'nn'" : "", KB_ARG(language));
}

void kb_lint_packs(kb_linter *linter)
{
    const kb_codebook *book = linter->book;
    for (size_t i = 0; i < book->use_count; i++)
        if (!kb_pack_serves(book->uses[i].pack, book->language))
            tell(linter, &book->uses[i]);
}
