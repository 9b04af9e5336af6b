/* SPDX-License-Identifier: MIT */
/* Whole files in memory, and files that appear only when complete; see file.h. */
#include "file.h"

#include "str.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static kb_status cannot_open(const char *path, kb_error *err)
{
    kb_status status = errno == ENOENT || errno == ENOTDIR ? KB_ERR_NOT_FOUND : KB_ERR_INPUT;
    kb_fail(err, status, "cannot open '%s': %s", path, strerror(errno));
    return status;
}

static kb_status read_all(FILE *file, const char *path, size_t max_bytes, kb_buf *buf,
                          kb_error *err)
{
    char chunk[8192];
    size_t got;
    while ((got = fread(chunk, 1, sizeof chunk, file)) > 0) {
        kb_buf_add(buf, chunk, got);
        if (buf->len > max_bytes)
            return kb_fail(err, KB_ERR_LIMIT, "'%s' is larger than %zu bytes", path, max_bytes);
    }
    if (ferror(file))
        return kb_fail(err, errno == EISDIR ? KB_ERR_INPUT : KB_ERR_IO, "cannot read '%s': %s",
                       path, strerror(errno));
    return buf->failed ? kb_fail_memory(err) : KB_OK;
}

kb_status kb_file_read(const char *path, size_t max_bytes, kb_buf *buf, kb_error *err)
{
    bool standard_input = strcmp(path, "-") == 0;
    FILE *file = standard_input ? stdin : fopen(path, "rb");
    if (file == NULL)
        return cannot_open(path, err);
    kb_status status = read_all(file, path, max_bytes, buf, err);
    if (!standard_input)
        fclose(file);
    return status;
}

/* A new file beside `path`, with the rights that the old one has or a new one gets. */
static FILE *open_beside(const char *path, char *temporary)
{
    sprintf(temporary, "%s.new-XXXXXX", path);
    int fd = mkstemp(temporary);
    if (fd < 0)
        return NULL;
    struct stat old;
    mode_t mask = umask(0);
    umask(mask);
    mode_t mode = stat(path, &old) == 0 ? old.st_mode & 0777 : 0666 & ~mask;
    FILE *stream = fchmod(fd, mode) == 0 ? fdopen(fd, "wb") : NULL;
    if (stream == NULL)
        close(fd);
    return stream;
}

/* A device or pipe cannot be replaced by a file: it is written to as it is. */
static bool is_special(const char *path)
{
    struct stat what;
    return stat(path, &what) == 0 && !S_ISREG(what.st_mode);
}

kb_status kb_outfile_open(kb_outfile *out, const char *path, kb_error *err)
{
    *out = (kb_outfile){ .path = realpath(path, NULL) }; /* through links, where there are any */
    if (out->path == NULL)
        out->path = strdup(path);
    if (out->path == NULL)
        return kb_fail_memory(err);
    if (is_special(out->path)) {
        out->stream = fopen(out->path, "wb");
    } else {
        out->temporary = malloc(strlen(out->path) + 16);
        if (out->temporary != NULL)
            out->stream = open_beside(out->path, out->temporary);
    }
    if (out->stream == NULL) {
        kb_fail(err, KB_ERR_IO, "cannot write '%s': %s", path, strerror(errno));
        kb_outfile_discard(out);
        return KB_ERR_IO;
    }
    return KB_OK;
}

/* Pipes and devices have nothing to sync. */
static bool is_synced(FILE *stream)
{
    return fsync(fileno(stream)) == 0 || errno == EINVAL || errno == EROFS || errno == ENOTSUP;
}

kb_status kb_outfile_commit(kb_outfile *out, kb_error *err)
{
    bool good = fflush(out->stream) == 0 && !ferror(out->stream) && is_synced(out->stream);
    int why = errno;
    if (fclose(out->stream) != 0 && good) {
        good = false;
        why = errno;
    }
    out->stream = NULL;
    if (good && (out->temporary == NULL || rename(out->temporary, out->path) == 0)) {
        free(out->temporary);
        out->temporary = NULL;
        kb_outfile_discard(out);
        return KB_OK;
    }
    kb_fail(err, KB_ERR_IO, "cannot write '%s': %s", out->path, strerror(good ? errno : why));
    kb_outfile_discard(out);
    return KB_ERR_IO;
}

void kb_outfile_discard(kb_outfile *out)
{
    if (out->stream != NULL)
        fclose(out->stream);
    if (out->temporary != NULL && kb_path_exists(out->temporary))
        unlink(out->temporary);
    free(out->path);
    free(out->temporary);
    *out = (kb_outfile){ 0 };
}

char *kb_path_beside(const char *base, kb_str name)
{
    const char *slash = strrchr(base, '/');
    size_t folder =
        slash == NULL || (name.len > 0 && name.ptr[0] == '/') ? 0 : (size_t)(slash - base) + 1;
    char *path = malloc(folder + name.len + 1);
    if (path == NULL)
        return NULL;
    memcpy(path, base, folder);
    if (name.len > 0)
        memcpy(path + folder, name.ptr, name.len);
    path[folder + name.len] = '\0';
    return path;
}

bool kb_path_exists(const char *path)
{
    struct stat what;
    return stat(path, &what) == 0;
}

const char *kb_path_shown(const char *path)
{
    return strcmp(path, "-") == 0 ? "standard input" : path;
}

static bool same_file(const char *a, const char *b)
{
    struct stat x, y;
    return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

/* Would two files that need not be there be one: the same name in one folder? */
static bool same_place(const char *a, const char *b)
{
    const char *x = strrchr(a, '/'), *y = strrchr(b, '/');
    if (strcmp(x != NULL ? x + 1 : a, y != NULL ? y + 1 : b) != 0)
        return false;
    char *in = x != NULL ? strndup(a, (size_t)(x - a) + 1) : strdup(".");
    char *other = y != NULL ? strndup(b, (size_t)(y - b) + 1) : strdup(".");
    bool same = in != NULL && other != NULL && same_file(in, other);
    free(in);
    free(other);
    return same;
}

bool kb_path_same(const char *a, const char *b)
{
    if (a == NULL || b == NULL)
        return false;
    return strcmp(a, b) == 0 || same_file(a, b) || same_place(a, b);
}
