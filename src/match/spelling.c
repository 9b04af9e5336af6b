/* SPDX-License-Identifier: MIT */
/* The dictionaries of a book; see spelling.h. */
#include "spelling.h"

#include "base/file.h"
#include "base/str.h"
#include "base/try.h"
#include "dictionary.h"

#include <kodebok/match.h>
#include <stdlib.h>

typedef struct named {
    char name[32];
    kb_dictionary *dictionary;
} named;

struct kb_spelling {
    size_t count;
    named items[];
};

static char *file_in(const char *dir, kb_str name, const char *extension)
{
    char *path = malloc(strlen(dir) + name.len + strlen(extension) + 2);
    if (path != NULL)
        sprintf(path, "%s/%.*s%s", dir, KB_ARG(name), extension);
    return path;
}

/* Looks in one folder; KB_ERR_NOT_FOUND when it is not there. */
static kb_status open_in(const char *dir, kb_str name, kb_dictionary **out, kb_error *err)
{
    char *aff = file_in(dir, name, ".aff"), *dic = file_in(dir, name, ".dic");
    kb_status status = KB_ERR_NOT_FOUND;
    if (aff == NULL || dic == NULL)
        status = kb_fail_memory(err);
    else if (kb_path_exists(aff) && kb_path_exists(dic))
        status = kb_dictionary_open(out, aff, dic, err);
    free(aff);
    free(dic);
    return status;
}

static kb_status open_named(kb_str name, const char *const *dirs, named *one, kb_error *err)
{
    snprintf(one->name, sizeof one->name, "%.*s", KB_ARG(name));
    for (; *dirs != NULL; dirs++) {
        kb_status status = open_in(*dirs, name, &one->dictionary, err);
        if (status != KB_ERR_NOT_FOUND)
            return status;
    }
    return kb_fail(err, KB_ERR_NOT_FOUND, "spelling dictionary '%.*s' is not installed",
                   KB_ARG(name));
}

kb_status kb_spelling_open(kb_spelling **out, const kb_str *names, size_t count,
                           const char *const *dirs, kb_error *err)
{
    kb_spelling *spelling = calloc(1, sizeof *spelling + count * sizeof *spelling->items);
    if (spelling == NULL)
        return kb_fail_memory(err);
    kb_status status = KB_OK;
    for (; spelling->count < count && status == KB_OK; spelling->count++)
        status = open_named(names[spelling->count], dirs, &spelling->items[spelling->count], err);
    if (status == KB_OK)
        *out = spelling;
    else
        kb_spelling_close(spelling);
    return status;
}

void kb_spelling_close(kb_spelling *spelling)
{
    free(spelling);
}

kb_status kb_spelling_wait(const kb_spelling *spelling, bool *ready, kb_error *err)
{
    *ready = true;
    for (size_t i = 0; i < spelling->count && *ready; i++)
        KB_TRY(kb_dictionary_wait(spelling->items[i].dictionary, ready, err));
    return KB_OK;
}

bool kb_spelling_knows(const kb_spelling *spelling, kb_str word)
{
    for (size_t i = 0; i < spelling->count; i++)
        if (kb_dictionary_knows(spelling->items[i].dictionary, word))
            return true;
    return false;
}

void kb_spelling_describe(const kb_spelling *spelling, kb_buf *out)
{
    for (size_t i = 0; i < spelling->count; i++)
        kb_buf_printf(out, "; hunspell %s %s %s", kb_hunspell_version(), spelling->items[i].name,
                      kb_dictionary_sha256(spelling->items[i].dictionary));
}
