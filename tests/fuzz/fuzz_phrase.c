/* SPDX-License-Identifier: MIT */
/* Any bytes that are UTF-8 as a phrase: either a slip with a place inside it, or items. */
#include "codebook/phrase_read.h"

#include "base/unicode.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    kb_str text = { size > 0 ? (const char *)data : "", size };
    kb_arena arena = { 0 };
    kb_map macros = { 0 };
    kb_phrase_slip slip = { 0 };
    if (kb_utf8_check(text) < text.len)
        return 0;
    if (kb_map_add(&macros, (kb_str){ "mat", 3 }) == 0) {
        kb_phrase_options options = { .gap = 4, .macros = &macros };
        kb_sequence sequence = kb_phrase_parse(text, &options, &arena, &slip);
        if (slip.found != (sequence.item_count == 0) || slip.at > kb_utf8_count(text))
            abort();
    }
    kb_map_free(&macros);
    kb_arena_free(&arena);
    return 0;
}
