/* SPDX-License-Identifier: MIT */
/* Snowball stems, through libstemmer: the only file that knows it is stem.c. */
#ifndef KB_MATCH_STEM_H
#define KB_MATCH_STEM_H

#include <kodebok/base.h>

typedef struct kb_stemmer kb_stemmer;

/* Opens the stemmer of a book's language (nb, nn, da, sv, en).  One per thread. */
KB_MUST_USE kb_status kb_stemmer_open(kb_stemmer **out, kb_str language, kb_error *err);
void kb_stemmer_close(kb_stemmer *stemmer);

/* The stem of a folded word; lives until the next call; {NULL, 0} when memory is short. */
kb_str kb_stem(kb_stemmer *stemmer, kb_str word);

/* What Snowball calls the stemmer of a language: "norwegian". */
const char *kb_stemmer_name(kb_str language);

#endif
