/**
 * study: the recipe that regenerates everything: data, codebook, tables.
 *
 * A study is a small YAML file beside the data (docs/study-file.md).  This header only
 * reads it; kb_study_run() in project.h carries it out.  Paths are as written, relative
 * to the study file.
 */
#ifndef KODEBOK_STUDY_H
#define KODEBOK_STUDY_H

#include <kodebok/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A column named in the study, with its label; the label may be empty. */
typedef struct kb_study_column {
    kb_str header, label;
    kb_place place;
} kb_study_column;

/** A table that the study wants as a file. */
typedef struct kb_study_table {
    kb_str table;  /**< "matrix", "codes" or "segments" */
    kb_str format; /**< as in --format */
    kb_str file;   /**< name in the output folder; no folders in it */
    kb_str title, by, base, show; /**< as the options of the same name; may be empty */
    const kb_str *where;
    size_t where_count;
    int min_cell;
    kb_place place;
} kb_study_table;

/** A study.  Read the members, change none. */
typedef struct kb_study {
    kb_str path, title;
    kb_str data; /**< the data file */
    kb_str respondent, question, text, delimiter, encoding, wave; /**< may be empty */
    const kb_str *groups;
    size_t group_count;
    const kb_study_column *answers, *items;
    size_t answer_count, item_count;
    const kb_str *missing;
    size_t missing_count;
    kb_str codebook;
    kb_str project; /**< empty: none is kept */
    kb_str output;  /**< "out" unless the study says otherwise */
    const kb_study_table *tables;
    size_t table_count;
    struct kb_study_room *room; /**< private */
} kb_study;

/**
 * Reads a study.  What is wrong with it is added to `problems`; then `*out` is NULL and
 * the result KB_ERR_INPUT.  Fails with KB_ERR_NOT_FOUND or KB_ERR_IO when it cannot be
 * read.  `*out` is the caller's: kb_study_free().
 */
KB_API KB_MUST_USE kb_status kb_study_read(kb_study **out, const char *path,
                                           kb_problems *problems, kb_error *err);

/** Frees `study`; NULL is allowed. */
KB_API void kb_study_free(kb_study *study);

#ifdef __cplusplus
}
#endif

#endif
