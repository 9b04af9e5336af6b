/* SPDX-License-Identifier: MIT */
/* Snowball stems, through libstemmer; see stem.h. */
#include "stem.h"

#include "base/str.h"

#include <libstemmer.h>
#include <stdlib.h>

struct kb_stemmer {
    struct sb_stemmer *snowball;
};

typedef struct language_name {
    const char *language, *name;
} language_name;

/* One Snowball stemmer serves both written forms of Norwegian; it leans to bokmål. */
static const language_name names[] = {
    { "nb", "norwegian" }, { "nn", "norwegian" }, { "da", "danish" },
    { "sv", "swedish" },   { "en", "english" },
};

const char *kb_stemmer_name(kb_str language)
{
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (kb_str_is(language, names[i].language))
            return names[i].name;
    return "english";
}

kb_status kb_stemmer_open(kb_stemmer **out, kb_str language, kb_error *err)
{
    kb_stemmer *stemmer = calloc(1, sizeof *stemmer);
    if (stemmer == NULL)
        return kb_fail_memory(err);
    stemmer->snowball = sb_stemmer_new(kb_stemmer_name(language), "UTF_8");
    if (stemmer->snowball == NULL) {
        free(stemmer);
        return kb_fail_memory(err);
    }
    *out = stemmer;
    return KB_OK;
}

void kb_stemmer_close(kb_stemmer *stemmer)
{
    if (stemmer == NULL)
        return;
    sb_stemmer_delete(stemmer->snowball);
    free(stemmer);
}

kb_str kb_stem(kb_stemmer *stemmer, kb_str word)
{
    const sb_symbol *stem =
        sb_stemmer_stem(stemmer->snowball, (const sb_symbol *)word.ptr, (int)word.len);
    if (stem == NULL)
        return (kb_str){ 0 };
    return (kb_str){ (const char *)stem, (size_t)sb_stemmer_length(stemmer->snowball) };
}
