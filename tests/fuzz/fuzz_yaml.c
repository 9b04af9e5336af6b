/* SPDX-License-Identifier: MIT */
/* Any bytes as a codebook: read, look at all that was understood, compile it as `check` does,
   sound or not, lint it when sound, free. */
#include <kodebok/lint.h>
#include <kodebok/match.h>

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* No dictionary is looked for: `~` is then a problem like others. */
static void compile(const kb_codebook *book, kb_problems *problems)
{
    static const char *const nowhere[] = { NULL };
    const kb_match_options options = { .dictionary_dirs = nowhere };
    kb_matcher *matcher = NULL;
    kb_status status = kb_matcher_new(&matcher, book, &options, problems, NULL);
    if ((status == KB_OK) != (matcher != NULL))
        abort();
    kb_matcher_free(matcher);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    kb_problems *problems = NULL;
    kb_codebook *book = NULL;
    kb_str yaml = { (const char *)data, size };
    if (kb_problems_new(&problems, NULL) != KB_OK)
        return 0;
    if (kb_codebook_parse(&book, "fuzz", yaml, problems, NULL) == KB_OK && book != NULL) {
        if (kb_problems_at_least(problems, KB_PROBLEM) == 0)
            for (size_t i = 0; i < book->code_count; i++)
                if (kb_codebook_code(book, book->codes[book->suppression_order[i]].id) !=
                    book->suppression_order[i])
                    abort();
        for (size_t i = 0; i < book->rule_count; i++)
            kb_codebook_problem(book, problems, KB_NOTE, book->rules[i].place, NULL, "rule");
        if (kb_problems_at_least(problems, KB_PROBLEM) == 0 &&
            kb_codebook_lint(book, NULL, problems, NULL) != KB_OK)
            abort();
        compile(book, problems);
    } else if (kb_problems_count(problems) == 0) {
        abort(); /* refused without a word */
    }
    kb_codebook_free(book);
    kb_problems_free(problems);
    return 0;
}
