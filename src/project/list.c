/* SPDX-License-Identifier: MIT */
/* Lists whose headings are in the language of the codebook. */
#include "room.h"

kb_status kb_list_in_language(kb_list **out, const char *id, kb_str language,
                              const kb_list_column *columns, size_t count, kb_error *err)
{
    kb_arena arena = { 0 };
    kb_heading *headings = kb_arena_array(&arena, count, sizeof *headings);
    *out = NULL;
    for (size_t i = 0; headings != NULL && i < count; i++) {
        headings[i] = columns[i].heading;
        if (!headings[i].program_only)
            headings[i].label = kb_str_from(kb_phrasebook(language, columns[i].label));
    }
    kb_status status = headings != NULL ? kb_list_new(out, id, language, headings, count, err)
                                        : kb_fail_memory(err);
    kb_arena_free(&arena);
    return status;
}
