/* SPDX-License-Identifier: MIT */
/* The bytes of a file, block by block; see source.h. */
#include "source.h"

#include "base/buf.h"
#include "base/file.h"
#include "base/sha256.h"
#include "base/str.h"
#include "base/try.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>

struct kb_source {
    FILE *stream;
    bool owns_stream;
    char *name;
    kb_buf head; /* emptied when everything in it has been handed out */
    size_t head_used;
    bool head_is_all; /* the file ended inside the head */
    kb_sha256 sha;
    char digest[KB_SHA256_TEXT];
    uint64_t bytes_read, total;
    char block[KB_BLOCK_BYTES];
};

static kb_status cannot_read(kb_source *source, kb_error *err)
{
    kb_status status = errno == EISDIR ? KB_ERR_INPUT : KB_ERR_IO;
    kb_fail(err, status, "cannot read '%s': %s", source->name, strerror(errno));
    kb_error_in(err, source->name);
    return status;
}

static kb_status read_block(kb_source *source, size_t want, size_t *got, kb_error *err)
{
    *got = fread(source->block, 1, want, source->stream);
    return *got == 0 && ferror(source->stream) ? cannot_read(source, err) : KB_OK;
}

static kb_status fill_head(kb_source *source, kb_error *err)
{
    while (source->head.len < KB_HEAD_BYTES) {
        size_t room = KB_HEAD_BYTES - source->head.len, got;
        KB_TRY(read_block(source, room < KB_BLOCK_BYTES ? room : KB_BLOCK_BYTES, &got, err));
        if (got == 0) {
            source->head_is_all = true;
            break;
        }
        kb_buf_add(&source->head, source->block, got);
    }
    return source->head.failed ? kb_fail_memory(err) : KB_OK;
}

static uint64_t size_of(FILE *stream)
{
    struct stat what;
    int fd = fileno(stream);
    if (fd < 0 || fstat(fd, &what) != 0 || !S_ISREG(what.st_mode) || what.st_size < 0)
        return 0;
    return (uint64_t)what.st_size;
}

static kb_status open_stream(kb_source **out, FILE *stream, bool owns, const char *name,
                             kb_error *err)
{
    kb_source *source = calloc(1, sizeof *source);
    char *copy = strdup(name);
    kb_status status = KB_OK;
    if (source == NULL || copy == NULL) {
        free(source);
        free(copy);
        if (owns)
            fclose(stream);
        return kb_fail_memory(err);
    }
    source->stream = stream;
    source->owns_stream = owns;
    source->name = copy;
    source->total = size_of(stream);
    kb_sha256_init(&source->sha);
    status = fill_head(source, err);
    if (status == KB_OK)
        *out = source;
    else
        kb_source_close(source);
    return status;
}

kb_status kb_source_open_stream(kb_source **out, FILE *stream, const char *name, kb_error *err)
{
    return open_stream(out, stream, true, name, err);
}

kb_status kb_source_open(kb_source **out, const char *path, kb_error *err)
{
    if (strcmp(path, "-") == 0)
        return open_stream(out, stdin, false, kb_path_shown(path), err);
    FILE *stream = fopen(path, "rb");
    if (stream != NULL)
        return open_stream(out, stream, true, path, err);
    kb_status status = KB_ERR_INPUT;
    if (errno == ENOENT || errno == ENOTDIR)
        status = KB_ERR_NOT_FOUND;
    else if (errno == ENOMEM)
        status = KB_ERR_MEMORY;
    kb_fail(err, status, "cannot open '%s': %s", path, strerror(errno));
    kb_error_in(err, path);
    return status;
}

void kb_source_close(kb_source *source)
{
    if (source == NULL)
        return;
    if (source->owns_stream)
        fclose(source->stream);
    kb_buf_free(&source->head);
    free(source->name);
    free(source);
}

const char *kb_source_name(const kb_source *source)
{
    return source->name;
}

kb_str kb_source_head(const kb_source *source, bool *whole)
{
    *whole = source->head_is_all;
    return kb_buf_view(&source->head);
}

/* The next block out of the head; empty when it has been used up. */
static kb_str next_of_head(kb_source *source)
{
    size_t left = source->head.len - source->head_used;
    kb_str block = { source->head.ptr + source->head_used,
                     left < KB_BLOCK_BYTES ? left : KB_BLOCK_BYTES };
    source->head_used += block.len;
    return block;
}

static kb_status next_of_file(kb_source *source, kb_str *block, kb_error *err)
{
    size_t got = 0;
    kb_buf_free(&source->head);
    source->head_used = 0;
    if (!source->head_is_all)
        KB_TRY(read_block(source, KB_BLOCK_BYTES, &got, err));
    *block = (kb_str){ source->block, got };
    return KB_OK;
}

kb_status kb_source_next(kb_source *source, kb_str *block, kb_error *err)
{
    if (source->head.len > source->head_used)
        *block = next_of_head(source);
    else
        KB_TRY(next_of_file(source, block, err));
    source->bytes_read += block->len;
    kb_sha256_add(&source->sha, *block);
    if (block->len == 0 && source->digest[0] == '\0')
        kb_sha256_end(&source->sha, source->digest);
    return KB_OK;
}

uint64_t kb_source_bytes_read(const kb_source *source, uint64_t *total)
{
    if (total != NULL)
        *total = source->total;
    return source->bytes_read;
}

const char *kb_source_sha256(const kb_source *source)
{
    return source->digest;
}
