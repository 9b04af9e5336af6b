/* SPDX-License-Identifier: MIT */
/*
 * kb_buf: bytes that grow.
 *
 * The error sticks: after the first failed append every later one does
 * nothing, so a writer appends freely and asks once at the end.
 */
#ifndef KB_BASE_BUF_H
#define KB_BASE_BUF_H

#include <kodebok/base.h>

typedef struct kb_buf {
    char *ptr; /* owned; NULL while empty */
    size_t len;
    size_t cap;
    bool failed;
} kb_buf;

void kb_buf_add(kb_buf *buf, const char *bytes, size_t len);
void kb_buf_str(kb_buf *buf, kb_str text);
void kb_buf_puts(kb_buf *buf, const char *text);
void kb_buf_char(kb_buf *buf, char c);
void kb_buf_printf(kb_buf *buf, const char *format, ...) KB_PRINTF(2, 3);

/* Empties the buffer and forgets a failure, keeping the memory. */
void kb_buf_reset(kb_buf *buf);

/* The bytes so far; valid until the next append. */
kb_str kb_buf_view(const kb_buf *buf);

/* Makes room for `extra` more bytes; false when memory is short (which sticks). */
bool kb_buf_reserve(kb_buf *buf, size_t extra);

void kb_buf_free(kb_buf *buf);

/*
 * Makes room for element `count` of a heap array: `*array` holds `*cap` elements
 * of `size` bytes.  False when memory is short; the array is then unchanged.
 */
bool kb_array_reserve(void **array, size_t *cap, size_t count, size_t size);

#endif
