/* SPDX-License-Identifier: MIT */
/* Whole files in memory, and files that appear only when they are complete. */
#ifndef KB_BASE_FILE_H
#define KB_BASE_FILE_H

#include "buf.h"

#include <stdio.h>

/*
 * Reads all of `path` ("-" is standard input) into `buf`, which the caller
 * frees whether or not this succeeds.  Fails with KB_ERR_NOT_FOUND when there is
 * no such file, KB_ERR_INPUT when it is a folder or may not be read, KB_ERR_IO
 * when reading breaks off, and KB_ERR_LIMIT above `max_bytes`.
 */
KB_MUST_USE kb_status kb_file_read(const char *path, size_t max_bytes, kb_buf *buf, kb_error *err);

/* A file that is written beside its place and moved there when it is complete. */
typedef struct kb_outfile {
    FILE *stream; /* write here; errors may be left on it */
    char *path, *temporary;
} kb_outfile;

/* Starts writing what will become `path`. */
KB_MUST_USE kb_status kb_outfile_open(kb_outfile *out, const char *path, kb_error *err);

/* Flushes, syncs and moves the file to its place; on failure nothing is left. */
KB_MUST_USE kb_status kb_outfile_commit(kb_outfile *out, kb_error *err);

/* Removes what was written; harmless after a commit. */
void kb_outfile_discard(kb_outfile *out);

/* Returns `name` as seen from the folder of `base` (absolute names stay), on the heap or NULL. */
char *kb_path_beside(const char *base, kb_str name);

bool kb_path_exists(const char *path);

/* The path as messages name it: "-" is standard input. */
const char *kb_path_shown(const char *path);

/* Whether two names mean one file, also through links; NULL means none. */
bool kb_path_same(const char *a, const char *b);

#endif
