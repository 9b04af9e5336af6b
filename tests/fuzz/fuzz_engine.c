/* SPDX-License-Identifier: MIT */
/*
 * Random codebooks through both engines: the bytes choose what book_maker.h makes of them,
 * first a codebook and then answers.  Both engines find the same in everything.
 */
#include "book_maker.h"
#include "engines.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { ANSWERS = 6, MAX_BYTES = 4096 };

static bool make_canonical(kb_canon *canon, kb_buf *out, dice *d)
{
    kb_buf raw = { 0 };
    kb_str text;
    bool changed, good;
    make_answer(&raw, d);
    good = kb_canon_apply(canon, kb_buf_view(&raw), &text, &changed, NULL) == KB_OK;
    if (good)
        kb_buf_str(out, text);
    kb_buf_free(&raw);
    return good && !out->failed;
}

static void compare(engines *e, dice *d)
{
    kb_match_input asked[ANSWERS];
    kb_buf texts[ANSWERS] = { 0 };
    kb_canon *canon = NULL;
    bool good = kb_canon_new(&canon, NULL) == KB_OK;
    for (size_t i = 0; good && i < ANSWERS; i++) {
        good = make_canonical(canon, &texts[i], d);
        asked[i] = (kb_match_input){ kb_buf_view(&texts[i]), (int)throw_dice(d, 4) - 2,
                                     (int)throw_dice(d, 3) - 2 };
    }
    if (good && engine_differences(e, asked, ANSWERS) > 0)
        abort();
    for (size_t i = 0; i < ANSWERS; i++)
        kb_buf_free(&texts[i]);
    kb_canon_free(canon);
}

/* The answers come from the end of the bytes, so that a mutation changes them alone. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2 || size > MAX_BYTES)
        return 0;
    size_t half = size / 2;
    dice book = { .bytes = data, .left = half, .state = data[0] };
    dice answers = { .bytes = data + half, .left = size - half, .state = data[half] };
    kb_buf yaml = { 0 };
    kb_problems *problems = NULL;
    engines e;
    make_book(&yaml, &book);
    if (!yaml.failed && kb_problems_new(&problems, NULL) == KB_OK &&
        open_engines_of(&e, kb_buf_view(&yaml), problems)) {
        compare(&e, &answers);
        close_engines(&e);
    }
    kb_problems_free(problems);
    kb_buf_free(&yaml);
    return 0;
}
