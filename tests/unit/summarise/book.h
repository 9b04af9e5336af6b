/* SPDX-License-Identifier: MIT */
/* A codebook of five codes in two themes and two categories, for tests of tables. */
#ifndef KB_TEST_BOOK_H
#define KB_TEST_BOOK_H

#include "base/str.h"
#include <kodebok/summarise.h>

#include "unit.h"

enum { CODE_COUNT = 5 };

typedef struct small_book {
    kb_category categories[2];
    kb_theme themes[2];
    kb_code codes[CODE_COUNT];
    kb_codebook book;
} small_book;

static inline void small_book_init(small_book *s)
{
    *s = (small_book){ 0 };
    s->categories[0] = (kb_category){ .id = KB_STR("barriere"), .label = KB_STR("Barrierer") };
    s->categories[1] = (kb_category){ .id = KB_STR("tiltak") };
    s->themes[0] = (kb_theme){ .id = KB_STR("avstand"), .label = KB_STR("Avstand") };
    s->themes[1] = (kb_theme){ .id = KB_STR("tid"), .label = KB_STR("Tid") };
    s->codes[0] = (kb_code){ .id = KB_STR("tid.tiltak.b"),
                             .theme = 1,
                             .category = 1,
                             .statement = KB_STR("Prioritere\x01 \x03tid\xFF") };
    s->codes[1] = (kb_code){ .id = KB_STR("avstand.barriere"), .label = KB_STR("Lang vei") };
    s->codes[2] = (kb_code){ .id = KB_STR("tid.tiltak.a"), .theme = 1, .category = 1 };
    s->codes[3] = (kb_code){ .id = KB_STR("tid.barriere"),
                             .theme = 1,
                             .status = KB_CODE_DRAFT,
                             .statement = KB_STR("Liten tid") };
    s->codes[4] =
        (kb_code){ .id = KB_STR("avstand.tiltak"), .category = 1, .status = KB_CODE_RETIRED };
    s->book = (kb_codebook){ .title = KB_STR("Bok"),
                             .language = KB_STR("nb"),
                             .categories = s->categories,
                             .category_count = 2,
                             .themes = s->themes,
                             .theme_count = 2,
                             .codes = s->codes,
                             .code_count = CODE_COUNT };
}

#define assert_text(text, want) assert_true(kb_str_is((text), (want)))

#endif
