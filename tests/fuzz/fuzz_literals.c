/* SPDX-License-Identifier: MIT */
/*
 * Literals required by any regex, held against PCRE2 on any text: what matches is never
 * kept from being tried.
 *
 * Up to the first line feed the regex, behind it the text; but when the input begins with
 * '~', its bytes are the dice with which both are made.
 */
#include "../unit/match/regex_maker.h"

#include "base/unicode.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct tools {
    kb_canon *canon;
    kb_splitter *splitter;
    kb_text *text;
} tools;

static tools *get_tools(void)
{
    static tools made;
    if (made.text == NULL && (kb_canon_new(&made.canon, NULL) != KB_OK ||
                              kb_splitter_new(&made.splitter, NULL, NULL) != KB_OK ||
                              kb_text_new(&made.text, NULL) != KB_OK))
        abort();
    return &made;
}

static void try_both(kb_str source, kb_str raw)
{
    tools *t = get_tools();
    kb_arena arena = { 0 };
    kb_literals literals;
    kb_buf folded = { 0 };
    kb_str text;
    bool changed;
    pcre2_code *code = compile_regex(source);
    kb_literals_read(&literals, &arena, source); /* whether PCRE2 takes it or not */
    if (code != NULL && kb_canon_apply(t->canon, raw, &text, &changed, NULL) == KB_OK &&
        text.len > 0 && kb_text_split(t->text, t->splitter, text, NULL) == KB_OK) {
        kb_gate_fold(&folded, t->text->view);
        if (finds_somewhere(code, &literals, t->text) &&
            !may_hold_match(&literals, t->text->view, kb_buf_view(&folded)))
            abort();
    }
    pcre2_code_free(code);
    kb_buf_free(&folded);
    kb_arena_free(&arena);
}

static void try_dice(const uint8_t *data, size_t size)
{
    dice d = { .bytes = data, .left = size, .state = size, .tiny = size % 2 == 1 };
    kb_buf source = { 0 }, text = { 0 };
    make_choice(&source, &d, 3);
    for (int i = 0; i < 8; i++) {
        kb_buf_reset(&text);
        make_text(&text, &d);
        try_both(kb_buf_view(&source), kb_buf_view(&text));
    }
    kb_buf_free(&source);
    kb_buf_free(&text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { MAX_BYTES = 1024 };
    kb_str all = { (const char *)data, size }, source;
    if (size == 0 || size > MAX_BYTES)
        return 0;
    if (data[0] == '~') {
        try_dice(data + 1, size - 1);
        return 0;
    }
    if (kb_utf8_check(all) < size || memchr(data, 0, size) != NULL)
        return 0;
    kb_str_cut(&all, '\n', &source);
    if (source.len > 0)
        try_both(source, all);
    return 0;
}
