/* SPDX-License-Identifier: MIT */
/* Bytes that grow; see buf.h. */
#include "buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool kb_array_reserve(void **array, size_t *cap, size_t count, size_t size)
{
    if (count < *cap)
        return true;
    if (count > SIZE_MAX / 4 / size)
        return false;
    size_t want = *cap ? *cap : 16;
    while (want <= count)
        want *= 2;
    void *bigger = realloc(*array, want * size);
    if (bigger == NULL)
        return false;
    *array = bigger;
    *cap = want;
    return true;
}

bool kb_buf_reserve(kb_buf *buf, size_t extra)
{
    if (buf->failed)
        return false;
    void *ptr = buf->ptr;
    if (extra > SIZE_MAX / 4 || !kb_array_reserve(&ptr, &buf->cap, buf->len + extra, 1)) {
        buf->failed = true;
        return false;
    }
    buf->ptr = ptr;
    return true;
}

void kb_buf_add(kb_buf *buf, const char *bytes, size_t len)
{
    bool fits = !buf->failed && len < buf->cap - buf->len; /* mostly it does: no call */
    if ((!fits && !kb_buf_reserve(buf, len)) || len == 0)
        return;
    memcpy(buf->ptr + buf->len, bytes, len);
    buf->len += len;
}

void kb_buf_str(kb_buf *buf, kb_str text)
{
    kb_buf_add(buf, text.ptr, text.len);
}

void kb_buf_puts(kb_buf *buf, const char *text)
{
    kb_buf_add(buf, text, strlen(text));
}

void kb_buf_char(kb_buf *buf, char c)
{
    kb_buf_add(buf, &c, 1);
}

void kb_buf_printf(kb_buf *buf, const char *format, ...)
{
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    va_end(args);
    if (len >= 0 && kb_buf_reserve(buf, (size_t)len + 1)) {
        vsnprintf(buf->ptr + buf->len, (size_t)len + 1, format, again);
        buf->len += (size_t)len;
    }
    va_end(again);
}

void kb_buf_reset(kb_buf *buf)
{
    buf->len = 0;
    buf->failed = false;
}

kb_str kb_buf_view(const kb_buf *buf)
{
    return (kb_str){ buf->ptr, buf->len };
}

void kb_buf_free(kb_buf *buf)
{
    free(buf->ptr);
    *buf = (kb_buf){ 0 };
}
