/* SPDX-License-Identifier: MIT */
/*
 * kb_findings: what is wrong with one codebook, gathered while it is read.
 *
 * Reading does not go through the file from top to bottom (names are gathered
 * before what refers to them), so findings are sorted by place at the end and
 * only then handed to the caller's kb_problems.
 */
#ifndef KB_CODEBOOK_FINDINGS_H
#define KB_CODEBOOK_FINDINGS_H

#include "source.h"

typedef struct kb_finding {
    kb_severity severity;
    kb_place place;
    size_t number; /* in the order found: keeps the sort stable */
    kb_str message, hint;
} kb_finding;

typedef struct kb_findings {
    kb_arena arena; /* owned */
    kb_finding *items;
    size_t count;   /* kept */
    size_t dropped; /* counted only */
} kb_findings;

/* At most so many problems are handed on; a last one says how many there are besides. */
enum { KB_MAX_PROBLEMS = 200 };

/* printf arguments for "%.*s": at most 80 bytes of `text`, cut between characters. */
#define KB_SHOW(text) (int)kb_show_bytes(text), ((text).ptr ? (text).ptr : "")

size_t kb_show_bytes(kb_str text);

/* Adds a problem.  `hint` may be NULL. */
void kb_find(kb_findings *findings, kb_place place, const char *hint, const char *format, ...)
    KB_PRINTF(4, 5);

/* Adds a warning. */
void kb_find_warning(kb_findings *findings, kb_place place, const char *hint, const char *format,
                     ...) KB_PRINTF(4, 5);

/*
 * Adds a problem about a name that is not known; the hint is the nearest of
 * `known`, else `otherwise` (which may be NULL).
 */
typedef struct kb_names {
    const kb_str *items;
    size_t count;
} kb_names;

void kb_find_unknown(kb_findings *findings, kb_place place, kb_str name, kb_names known,
                     const char *otherwise, const char *format, ...) KB_PRINTF(6, 7);

/* Sorts by place, drops repetitions, and adds the first KB_MAX_PROBLEMS to `problems`. */
void kb_findings_hand_over(kb_findings *findings, const char *file, const kb_source *source,
                           kb_problems *problems);

void kb_findings_free(kb_findings *findings);

#endif
