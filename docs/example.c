/* SPDX-License-Identifier: MIT */
/*
 * Codes one answer with a codebook, through the library's public headers only.
 *
 *     cc -std=c17 example.c $(pkg-config --cflags --libs kodebok) -o example
 *     ./example codebooks/samhandling.yaml ['an answer to the question godt']
 */
#include <kodebok.h>
#include <stdio.h>
#include <string.h>

/* Prints each segment: the code, and the text that carries it. */
static void print_segments(const kb_codebook *book, kb_str text, const kb_result *result)
{
    for (size_t i = 0; i < result->segment_count; i++) {
        const kb_segment *found = &result->segments[i];
        const kb_str id = book->codes[found->code].id;
        printf("%.*s: %.*s\n", (int)id.len, id.ptr, (int)(found->bytes.end - found->bytes.begin),
               text.ptr + found->bytes.begin);
    }
}

int main(int argc, char **argv)
{
    const char *answer = argc > 2 ? argv[2] : "Det er god tillit mellom oss, og faste møter.";
    kb_problems *problems = NULL;
    kb_codebook *book = NULL;
    kb_matcher *matcher = NULL;
    kb_scratch *scratch = NULL;
    kb_canon *canon = NULL;
    kb_str text;
    bool changed;
    kb_result result;
    kb_error err = { 0 };

    bool done =
        argc > 1 && kb_problems_new(&problems, &err) == KB_OK &&
        kb_codebook_read(&book, argv[1], problems, &err) == KB_OK && book != NULL &&
        kb_problems_at_least(problems, KB_PROBLEM) == 0 &&
        kb_matcher_new(&matcher, book, NULL, problems, &err) == KB_OK &&
        kb_scratch_new(&scratch, matcher, &err) == KB_OK && kb_canon_new(&canon, &err) == KB_OK &&
        kb_canon_apply(canon, (kb_str){ answer, strlen(answer) }, &text, &changed, &err) == KB_OK &&
        kb_match_answer(matcher, scratch, text, kb_codebook_question(book, (kb_str){ "godt", 4 }),
                        KB_ABSENT, &result, &err) == KB_OK;
    if (done)
        print_segments(book, text, &result);
    else
        fprintf(stderr, "usage: example CODEBOOK [ANSWER]  %s\n", err.message);

    kb_canon_free(canon);
    kb_scratch_free(scratch);
    kb_matcher_free(matcher);
    kb_codebook_free(book);
    kb_problems_free(problems);
    return done ? 0 : 1;
}
