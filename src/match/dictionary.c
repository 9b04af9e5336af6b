/* SPDX-License-Identifier: MIT */
/*
 * Dictionaries that are read in the background; see dictionary.h.
 *
 * Hunspell wants words in the dictionary's own encoding (Debian's Norwegian ones are
 * ISO-8859-1); a word that cannot be written in it is not known.  Its handles may not be
 * used by two threads at once, hence a lock for each; callers ask once per distinct word.
 */
#include "dictionary.h"

#include "base/convert.h"
#include "base/file.h"
#include "base/sha256.h"
#include "base/try.h"
#include "base/unicode.h"
#include "base/wait.h"

#include <hunspell/hunspell.h>
#include <kodebok/match.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

enum {
    MAX_WORD_BYTES = 200,
    ROOM = 4 * MAX_WORD_BYTES, /* for one in any case and encoding */
    MAX_DICTIONARY_BYTES = 64 << 20
};

struct kb_dictionary {
    kb_dictionary *next;
    char *aff, *dic;
    char sha256[KB_SHA256_TEXT];
    pthread_t reader;
    bool has_reader;      /* to be waited for when the process ends */
    pthread_mutex_t lock; /* of all that follows */
    pthread_cond_t was_read;
    bool is_read;
    Hunhandle *handle;
    kb_convert *encode;
    kb_buf word, encoded; /* never grow: asking needs no memory */
};

/* All dictionaries of the process. */
static struct {
    pthread_mutex_t lock;
    kb_dictionary *first;
    bool waits_at_exit;
} all = { .lock = PTHREAD_MUTEX_INITIALIZER };

/* Hunspell has tables that all dictionaries share, so they are read one after the other. */
static pthread_mutex_t reading = PTHREAD_MUTEX_INITIALIZER;

static void *read_dictionary(void *payload)
{
    kb_dictionary *d = payload;
    pthread_mutex_lock(&reading);
    Hunhandle *handle = Hunspell_create(d->aff, d->dic);
    pthread_mutex_unlock(&reading);
    pthread_mutex_lock(&d->lock);
    d->handle = handle;
    d->is_read = true;
    pthread_cond_broadcast(&d->was_read);
    pthread_mutex_unlock(&d->lock);
    return NULL;
}

/* What hunspell rests on is taken down at exit and must not be in use then. */
static void wait_for_readers(void)
{
    for (kb_dictionary *d = all.first; d != NULL; d = d->next)
        if (d->has_reader)
            pthread_join(d->reader, NULL);
}

/* By a thread that hears no signals, or here when there can be none. */
static void begin_reading(kb_dictionary *d)
{
    sigset_t every, before;
    if (!all.waits_at_exit)
        all.waits_at_exit = atexit(wait_for_readers) == 0;
    sigfillset(&every);
    pthread_sigmask(SIG_SETMASK, &every, &before);
    d->has_reader = all.waits_at_exit && pthread_create(&d->reader, NULL, read_dictionary, d) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (!d->has_reader)
        read_dictionary(d);
}

static kb_status hash_files(const char *aff, const char *dic, char sha256[KB_SHA256_TEXT],
                            kb_error *err)
{
    kb_buf bytes = { 0 };
    kb_status status = kb_file_read(aff, MAX_DICTIONARY_BYTES, &bytes, err);
    if (status == KB_OK)
        status = kb_file_read(dic, MAX_DICTIONARY_BYTES, &bytes, err);
    if (status == KB_OK)
        kb_sha256_of(kb_buf_view(&bytes), sha256);
    kb_buf_free(&bytes);
    return status;
}

static kb_dictionary *find(const char *aff, const char *dic, const char *sha256)
{
    for (kb_dictionary *d = all.first; d != NULL; d = d->next)
        if (strcmp(d->aff, aff) == 0 && strcmp(d->dic, dic) == 0 && strcmp(d->sha256, sha256) == 0)
            return d;
    return NULL;
}

static kb_dictionary *add(const char *aff, const char *dic, const char *sha256)
{
    kb_dictionary *d = calloc(1, sizeof *d);
    if (d == NULL)
        return NULL;
    d->aff = strdup(aff);
    d->dic = strdup(dic);
    if (d->aff == NULL || d->dic == NULL) {
        free(d->aff);
        free(d->dic);
        free(d);
        return NULL;
    }
    memcpy(d->sha256, sha256, sizeof d->sha256);
    pthread_mutex_init(&d->lock, NULL);
    pthread_cond_init(&d->was_read, NULL);
    begin_reading(d);
    d->next = all.first;
    all.first = d;
    return d;
}

kb_status kb_dictionary_open(kb_dictionary **out, const char *aff, const char *dic, kb_error *err)
{
    char sha256[KB_SHA256_TEXT];
    KB_TRY(hash_files(aff, dic, sha256, err));
    pthread_mutex_lock(&all.lock);
    *out = find(aff, dic, sha256);
    if (*out == NULL)
        *out = add(aff, dic, sha256);
    pthread_mutex_unlock(&all.lock);
    return *out != NULL ? KB_OK : kb_fail_memory(err);
}

const char *kb_dictionary_sha256(const kb_dictionary *dictionary)
{
    return dictionary->sha256;
}

/* With the lock held. */
static kb_status prepare(kb_dictionary *d, kb_error *err)
{
    kb_buf_reset(&d->word);
    kb_buf_reset(&d->encoded);
    if (d->handle == NULL || !kb_buf_reserve(&d->word, ROOM) || !kb_buf_reserve(&d->encoded, ROOM))
        return kb_fail_memory(err);
    if (d->encode != NULL)
        return KB_OK;
    return kb_convert_open(&d->encode, Hunspell_get_dic_encoding(d->handle), err);
}

kb_status kb_dictionary_wait(kb_dictionary *d, bool *ready, kb_error *err)
{
    pthread_mutex_lock(&d->lock);
    if (!d->is_read)
        kb_wait_a_moment(&d->was_read, &d->lock);
    *ready = d->is_read;
    kb_status status = *ready ? prepare(d, err) : KB_OK;
    pthread_mutex_unlock(&d->lock);
    return status;
}

static bool is_listed(kb_dictionary *d, kb_str word)
{
    kb_buf_reset(&d->encoded);
    if (!kb_convert_encode(d->encode, word, &d->encoded))
        return false;
    kb_buf_char(&d->encoded, '\0');
    return !d->encoded.failed && Hunspell_spell(d->handle, d->encoded.ptr) != 0;
}

bool kb_dictionary_knows(kb_dictionary *d, kb_str word)
{
    if (word.len > MAX_WORD_BYTES)
        return false;
    pthread_mutex_lock(&d->lock);
    kb_buf_reset(&d->word);
    kb_title_str(&d->word, word);
    bool known = is_listed(d, word) || is_listed(d, kb_buf_view(&d->word));
    pthread_mutex_unlock(&d->lock);
    return known;
}

const char *kb_hunspell_version(void)
{
    return KB_HUNSPELL_VERSION;
}
