/* SPDX-License-Identifier: MIT */
/*
 * Dictionaries, through hunspell; see spelling.h.
 *
 * Hunspell wants words in the dictionary's own encoding (Debian's Norwegian ones are
 * ISO-8859-1); a word that cannot be written in it is not known.  Its handles may not be
 * used by two threads at once, hence the lock; callers ask once per distinct word.
 */
#include "spelling.h"

#include "base/convert.h"
#include "base/file.h"
#include "base/sha256.h"
#include "base/str.h"
#include "base/try.h"
#include "base/unicode.h"

#include <hunspell/hunspell.h>
#include <kodebok/match.h>
#include <pthread.h>
#include <stdlib.h>

enum { MAX_WORD_BYTES = 200, MAX_DICTIONARY_BYTES = 64 << 20 };

typedef struct dictionary {
    char name[32];
    char sha256[KB_SHA256_TEXT];
    Hunhandle *handle;
    kb_convert *encode;
} dictionary;

struct kb_spelling {
    pthread_mutex_t lock;
    kb_buf word, encoded; /* guarded by the lock */
    size_t count;
    dictionary items[];
};

static char *file_in(const char *dir, kb_str name, const char *extension)
{
    char *path = malloc(strlen(dir) + name.len + strlen(extension) + 2);
    if (path != NULL)
        sprintf(path, "%s/%.*s%s", dir, KB_ARG(name), extension);
    return path;
}

/* The hash of what the dictionary is made of: NAME.aff, then NAME.dic. */
static kb_status hash_files(const char *aff, const char *dic, dictionary *d, kb_error *err)
{
    kb_buf bytes = { 0 };
    kb_status status = kb_file_read(aff, MAX_DICTIONARY_BYTES, &bytes, err);
    if (status == KB_OK)
        status = kb_file_read(dic, MAX_DICTIONARY_BYTES, &bytes, err);
    if (status == KB_OK)
        kb_sha256_of(kb_buf_view(&bytes), d->sha256);
    kb_buf_free(&bytes);
    return status;
}

static kb_status open_files(const char *aff, const char *dic, dictionary *d, kb_error *err)
{
    KB_TRY(hash_files(aff, dic, d, err));
    d->handle = Hunspell_create(aff, dic);
    if (d->handle == NULL)
        return kb_fail_memory(err);
    return kb_convert_open(&d->encode, Hunspell_get_dic_encoding(d->handle), err);
}

/* Looks in one folder; KB_ERR_NOT_FOUND when it is not there. */
static kb_status open_in(const char *dir, kb_str name, dictionary *d, kb_error *err)
{
    char *aff = file_in(dir, name, ".aff"), *dic = file_in(dir, name, ".dic");
    kb_status status = KB_ERR_NOT_FOUND;
    if (aff == NULL || dic == NULL)
        status = kb_fail_memory(err);
    else if (kb_path_exists(aff) && kb_path_exists(dic))
        status = open_files(aff, dic, d, err);
    free(aff);
    free(dic);
    return status;
}

static kb_status open_dictionary(kb_str name, const char *const *dirs, dictionary *d, kb_error *err)
{
    snprintf(d->name, sizeof d->name, "%.*s", KB_ARG(name));
    for (; *dirs != NULL; dirs++) {
        kb_status status = open_in(*dirs, name, d, err);
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
    pthread_mutex_init(&spelling->lock, NULL);
    kb_status status = KB_OK;
    for (size_t i = 0; i < count && status == KB_OK; i++) {
        spelling->count = i + 1;
        status = open_dictionary(names[i], dirs, &spelling->items[i], err);
    }
    if (status == KB_OK)
        *out = spelling;
    else
        kb_spelling_close(spelling);
    return status;
}

void kb_spelling_close(kb_spelling *spelling)
{
    if (spelling == NULL)
        return;
    for (size_t i = 0; i < spelling->count; i++) {
        if (spelling->items[i].handle != NULL)
            Hunspell_destroy(spelling->items[i].handle);
        kb_convert_close(spelling->items[i].encode);
    }
    kb_buf_free(&spelling->word);
    kb_buf_free(&spelling->encoded);
    pthread_mutex_destroy(&spelling->lock);
    free(spelling);
}

static bool is_in(kb_spelling *spelling, const dictionary *d, kb_str word)
{
    kb_buf_reset(&spelling->encoded);
    if (!kb_convert_encode(d->encode, word, &spelling->encoded))
        return false;
    kb_buf_char(&spelling->encoded, '\0');
    return !spelling->encoded.failed && Hunspell_spell(d->handle, spelling->encoded.ptr) != 0;
}

bool kb_spelling_knows(const kb_spelling *constant, kb_str word)
{
    kb_spelling *spelling = (kb_spelling *)(uintptr_t)constant; /* only what the lock guards */
    bool known = false;
    if (word.len > MAX_WORD_BYTES)
        return false;
    pthread_mutex_lock(&spelling->lock);
    kb_buf_reset(&spelling->word);
    kb_title_str(&spelling->word, word);
    for (size_t i = 0; i < spelling->count && !known; i++)
        known = is_in(spelling, &spelling->items[i], word) ||
                is_in(spelling, &spelling->items[i], kb_buf_view(&spelling->word));
    pthread_mutex_unlock(&spelling->lock);
    return known;
}

void kb_spelling_describe(const kb_spelling *spelling, kb_buf *out)
{
    for (size_t i = 0; i < spelling->count; i++)
        kb_buf_printf(out, "; hunspell " KB_HUNSPELL_VERSION " %s %s", spelling->items[i].name,
                      spelling->items[i].sha256);
}

const char *kb_hunspell_version(void)
{
    return KB_HUNSPELL_VERSION;
}
