/* SPDX-License-Identifier: MIT */
/*
 * Which fixed texts does the gate look for?  One search for them all is what `rg -F -f` can do.
 *
 *     bench_literals RULES      CODE<TAB>REGEX on each line
 *
 * Prints, for each regex, the literals of which every match needs one - the cheapest choice, where
 * there are several - without the word edges that a plain search cannot ask for.  Folded, so
 * they are to be looked for without regard to case.
 */
#include "base/str.h"
#include "match/literals.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The longest piece between boundaries, which the folded alphabet writes as spaces. */
static kb_str longest_piece(kb_str text)
{
    kb_str best = { 0 }, piece;
    while (kb_str_cut(&text, ' ', &piece))
        if (piece.len > best.len)
            best = piece;
    return best;
}

static void print_literals(kb_arena *arena, kb_str regex)
{
    kb_literals literals;
    kb_literals_read(&literals, arena, regex);
    if (arena->failed || literals.clause_count == 0)
        return;
    const kb_clause *clause = &literals.clauses[0];
    for (size_t i = 0; i < clause->count; i++) {
        kb_str piece = longest_piece(clause->items[i].text);
        printf("%.*s\n", (int)piece.len, piece.ptr);
    }
}

int main(int argc, char **argv)
{
    kb_arena arena = { 0 };
    char *line = NULL;
    size_t room = 0;
    ssize_t len;
    FILE *file = argc == 2 ? fopen(argv[1], "r") : NULL;
    if (file == NULL) {
        fputs("usage: bench_literals RULES\n", stderr);
        return 2;
    }
    while ((len = getline(&line, &room, file)) > 0) {
        const char *rule = memchr(line, '\t', (size_t)len);
        if (rule != NULL)
            print_literals(&arena, (kb_str){ rule + 1, (size_t)(line + len - 1 - (rule + 1)) });
    }
    int failed = arena.failed;
    kb_arena_free(&arena);
    free(line);
    fclose(file);
    return failed;
}
