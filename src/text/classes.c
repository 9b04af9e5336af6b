/* SPDX-License-Identifier: MIT */
/* What kind of character this is; see classes.h. */
#include "classes.h"

#include "base/unicode.h"

unsigned kb_class_of(uint32_t c)
{
    unsigned class = kb_fold(c) != c ? KB_CLASS_FOLDS : 0;
    if (kb_is_letter(c))
        return class | KB_CLASS_LETTER | (kb_is_upper(c) ? KB_CLASS_UPPER : 0) |
               (kb_is_lower(c) ? KB_CLASS_LOWER : 0);
    if (kb_is_number(c))
        return class | KB_CLASS_NUMBER | (kb_is_digit(c) ? KB_CLASS_DIGIT : 0);
    if (kb_is_mark(c))
        return class | KB_CLASS_MARK;
    return class | (kb_is_space(c) ? KB_CLASS_SPACE : 0);
}

void kb_classes_init(kb_classes *classes)
{
    for (uint32_t c = 0; c < 256; c++) {
        classes->of[c] = (uint8_t)kb_class_of(c);
        classes->fold[c] = (uint16_t)kb_fold(c);
    }
}

kb_char kb_char_at_slowly(const kb_classes *classes, kb_str text, size_t pos)
{
    size_t next = pos;
    uint32_t c = kb_utf8_next(text, &next);
    return (kb_char){ c, c < 256 ? classes->of[c] : kb_class_of(c), next };
}

kb_span kb_trim_span(const kb_classes *classes, kb_str text, kb_span span)
{
    while (span.begin < span.end) {
        kb_char c = kb_char_at(classes, text, span.begin);
        if (!(c.class & KB_CLASS_SPACE))
            break;
        span.begin = c.next;
    }
    while (span.begin < span.end) {
        size_t last = span.end - 1;
        while (last > span.begin && ((unsigned char)text.ptr[last] & 0xC0) == 0x80)
            last--;
        if (!(kb_char_at(classes, text, last).class & KB_CLASS_SPACE))
            break;
        span.end = last;
    }
    return span;
}
