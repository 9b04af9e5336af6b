/* SPDX-License-Identifier: MIT */
/* The lints of a codebook, one after the other; see linter.h. */
#include "linter.h"

#include "base/str.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* A hostile file may earn millions of warnings; so many are enough. */
enum { MAX_KEPT = 2000, MAX_MESSAGE_BYTES = 512 };

const char *const kb_lint_names[KB_LINT_KINDS] = {
    [KB_LINT_NO_EXAMPLES] = "no-examples",
    [KB_LINT_UNTESTED_RULE] = "untested-rule",
    [KB_LINT_ONLY_BY_TOLERANCE] = "only-by-tolerance",
    [KB_LINT_UNUSED_MACRO] = "unused-macro",
    [KB_LINT_REGEX_EDGE] = "regex-edge",
    [KB_LINT_COULD_BE_PHRASE] = "regex-could-be-phrase",
    [KB_LINT_SAME_PHRASE] = "same-phrase",
    [KB_LINT_SHORT_WILDCARD] = "short-wildcard",
    [KB_LINT_NO_FIXED_TEXT] = "no-fixed-text",
    [KB_LINT_IMPLIED_PATTERN] = "implied-pattern",
    [KB_LINT_NESTED_QUANTIFIERS] = "nested-quantifiers",
    [KB_LINT_NYNORSK] = "nynorsk",
    [KB_LINT_PACK_LANGUAGE] = "pack-language",
    [KB_LINT_OPERATOR] = "operator",
    [KB_LINT_COMMENT] = "lint-comment",
};

void kb_lint(kb_linter *linter, kb_lint_kind kind, kb_place place, const char *hint,
             const char *format, ...)
{
    if (linter->count == MAX_KEPT)
        return;
    char message[MAX_MESSAGE_BYTES];
    va_list args;
    va_start(args, format);
    vsnprintf(message, sizeof message, format, args);
    va_end(args);
    kb_lint_finding *items =
        kb_arena_grow(&linter->arena, linter->findings, linter->count, sizeof *items);
    if (items == NULL)
        return;
    linter->findings = items;
    items[linter->count] = (kb_lint_finding){
        .kind = kind,
        .place = place,
        .number = linter->count,
        .message = kb_arena_str(&linter->arena, kb_str_from(message)),
        .hint = kb_arena_str(&linter->arena, kb_str_from(hint)),
    };
    linter->count++;
}

static int by_place(const void *left, const void *right)
{
    const kb_lint_finding *a = left, *b = right;
    if (a->place.line != b->place.line)
        return a->place.line < b->place.line ? -1 : 1;
    if (a->place.column != b->place.column)
        return a->place.column < b->place.column ? -1 : 1;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    int order = kb_str_compare(a->message, b->message);
    return order != 0 ? order : (a->number > b->number) - (a->number < b->number);
}

/* What stands in a macro is met once for each code that uses it; and one reason to take a
 * pattern away is enough. */
static bool is_repetition(const kb_lint_finding *last, const kb_lint_finding *finding)
{
    return last->place.line == finding->place.line && last->place.column == finding->place.column &&
           last->kind == finding->kind &&
           (finding->kind == KB_LINT_IMPLIED_PATTERN ||
            kb_str_equal(last->message, finding->message));
}

static void drop_repetitions(kb_linter *linter)
{
    kb_lint_finding *items = linter->findings;
    size_t kept = 0;
    for (size_t i = 0; i < linter->count; i++)
        if (kept == 0 || !is_repetition(&items[kept - 1], &items[i]))
            items[kept++] = items[i];
    linter->count = kept;
}

static void hand_over(kb_linter *linter, kb_problems *problems)
{
    if (linter->count == 0)
        return;
    qsort(linter->findings, linter->count, sizeof *linter->findings, by_place);
    drop_repetitions(linter);
    for (size_t i = 0; i < linter->count; i++) {
        const kb_lint_finding *finding = &linter->findings[i];
        kb_codebook_problem(linter->book, problems, KB_WARNING, finding->place, finding->hint.ptr,
                            "%.*s [%s]", KB_ARG(finding->message), kb_lint_names[finding->kind]);
    }
}

kb_status kb_codebook_lint(const kb_codebook *book, const kb_lint_evidence *evidence,
                           kb_problems *problems, kb_error *err)
{
    kb_linter linter = { .book = book, .evidence = evidence };
    if (kb_source_init(&linter.source, &linter.arena, book->source)) {
        kb_lint_usage(&linter);
        kb_lint_fixed(&linter);
        kb_lint_regexes(&linter);
        kb_lint_same(&linter);
        kb_lint_implied(&linter);
        kb_lint_nynorsk(&linter);
        kb_lint_packs(&linter);
        kb_lint_operators(&linter);
        kb_lint_comments(&linter);
    }
    if (!linter.arena.failed)
        hand_over(&linter, problems);
    bool failed = linter.arena.failed || kb_problems_status(problems) != KB_OK;
    kb_arena_free(&linter.arena);
    return failed ? kb_fail_memory(err) : KB_OK;
}
