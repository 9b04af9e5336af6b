/* SPDX-License-Identifier: MIT */
/*
 * What kind of character this is, fast.
 *
 * Norwegian answers are ASCII and Latin-1 all but here and there, so those 256
 * characters are looked up in a table; the rest is asked of base/unicode.h.  The
 * table is filled from the same place, so that the two never disagree.
 */
#ifndef KB_TEXT_CLASSES_H
#define KB_TEXT_CLASSES_H

#include <kodebok/base.h>

enum {
    KB_CLASS_LETTER = 1 << 0,
    KB_CLASS_MARK = 1 << 1,
    KB_CLASS_NUMBER = 1 << 2,
    KB_CLASS_DIGIT = 1 << 3, /* a number that is a decimal digit */
    KB_CLASS_UPPER = 1 << 4,
    KB_CLASS_LOWER = 1 << 5,
    KB_CLASS_SPACE = 1 << 6,
    KB_CLASS_FOLDS = 1 << 7, /* case folding changes it */
    KB_CLASS_WORD = KB_CLASS_LETTER | KB_CLASS_MARK | KB_CLASS_NUMBER
};

typedef struct kb_classes {
    uint8_t of[256];    /* by code point */
    uint16_t fold[256]; /* by code point */
} kb_classes;

typedef struct kb_char {
    uint32_t code;
    unsigned class;
    size_t next; /* position of the character after it */
} kb_char;

void kb_classes_init(kb_classes *classes);

/* The class of any code point, without the table. */
unsigned kb_class_of(uint32_t c);

/* The character at `pos`, for those that kb_char_at() does not do itself. */
kb_char kb_char_at_slowly(const kb_classes *classes, kb_str text, size_t pos);

/* The character at `pos`; `pos` < len.  The text is valid UTF-8. */
static inline kb_char kb_char_at(const kb_classes *classes, kb_str text, size_t pos)
{
    unsigned char byte = (unsigned char)text.ptr[pos];
    if (byte < 0x80)
        return (kb_char){ byte, classes->of[byte], pos + 1 };
    if ((byte & 0xFE) == 0xC2 && pos + 1 < text.len) { /* U+0080 to U+00FF */
        uint32_t c = ((byte & 3U) << 6) | ((unsigned char)text.ptr[pos + 1] & 0x3FU);
        return (kb_char){ c, classes->of[c], pos + 2 };
    }
    return kb_char_at_slowly(classes, text, pos);
}

/* The span without white space at its ends. */
kb_span kb_trim_span(const kb_classes *classes, kb_str text, kb_span span);

#endif
