/* SPDX-License-Identifier: MIT */
/*
 * The one place where positions are converted between bytes, code points and
 * UTF-16 units.  æ is 2, 1 and 1 of them; an emoji 4, 1 and 2.
 */
#include <kodebok/text.h>

#include "base/unicode.h"

size_t kb_offset_convert(kb_str text, size_t offset, kb_offset_unit from, kb_offset_unit to)
{
    size_t at[] = { [KB_BYTES] = 0, [KB_CODE_POINTS] = 0, [KB_UTF16_UNITS] = 0 };
    while (at[KB_BYTES] < text.len && at[from] < offset) {
        size_t pos = at[KB_BYTES];
        uint32_t c = kb_utf8_next(text, &pos);
        const size_t size[] = { [KB_BYTES] = pos - at[KB_BYTES],
                                [KB_CODE_POINTS] = 1,
                                [KB_UTF16_UNITS] = c > 0xFFFF ? 2 : 1 };
        if (at[from] + size[from] > offset)
            break;
        for (size_t unit = 0; unit < 3; unit++)
            at[unit] += size[unit];
    }
    return at[to];
}
