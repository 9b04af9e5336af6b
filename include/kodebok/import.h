/**
 * import: read answers from a survey file, row by row.
 *
 *     answers.csv -> kb_survey (what the columns are) -> kb_survey_row, one at a time
 *
 * The file is a cursor: memory does not grow with it.  Delimiter, quoting and
 * encoding are sniffed from the beginning of the file, and what was guessed is
 * said as a note.  Two shapes are understood: long (a row per answer: respondent,
 * question, text) and wide (a row per respondent, a column per question).
 *
 * Rows are counted as a spreadsheet does: the header is row 1.  Columns count
 * from 1.  Problems use these as their line and column.
 *
 * Text comes out as valid UTF-8, decoded and unquoted, otherwise as it stood in
 * the file; making canonical text of it is the next room's work.
 */
#ifndef KODEBOK_IMPORT_H
#define KODEBOK_IMPORT_H

#include <kodebok/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The longest cell, in bytes of UTF-8; a longer one is an error with its row. */
enum { KB_CELL_MAX_BYTES = 16 << 20 };

/** A column chosen by its header, with the name and label it is to have in the project. */
typedef struct kb_column {
    kb_str header; /**< as in the file, trimmed */
    kb_str id;     /**< empty: the header */
    kb_str label;  /**< empty: the header */
} kb_column;

/** Which columns are what.  Everything left NULL or empty is sniffed. */
typedef struct kb_survey_options {
    const char *respondent;   /**< header of the column with the respondent's id */
    const char *groups;       /**< headers joined by commas: background variables */
    const char *question;     /**< long: header of the column with the question's id */
    const char *text;         /**< long: header of the column with the answer */
    const char *answers;      /**< wide: HEADER[=ID] joined by commas; headers may hold commas */
    const char *items;        /**< wide: HEADER[=ID] joined by commas: closed items */
    const kb_column *answer_columns; /**< the same as `answers`, already taken apart */
    size_t answer_column_count;
    const kb_column *item_columns;
    size_t item_column_count;
    const char *const *group_columns; /**< the same as `groups`, already taken apart */
    size_t group_column_count;
    const kb_str *question_names; /**< hint: columns with these headers are answers */
    size_t question_name_count;
    const char *delimiter;    /**< one character, or "tab" */
    const char *encoding;     /**< a name that ICU knows */
    const char *sheet;        /**< spreadsheets only: an error for a text file */
    const char *const *missing; /**< cells with exactly these texts count as blank */
    size_t missing_count;
} kb_survey_options;

typedef enum kb_survey_shape { KB_SURVEY_LONG, KB_SURVEY_WIDE } kb_survey_shape;

/** What was understood of the file; all strings belong to the survey. */
typedef struct kb_survey_layout {
    kb_survey_shape shape;
    char delimiter;
    kb_str encoding;          /**< for instance "UTF-8" or "windows-1252" */
    bool encoding_guessed;    /**< neither given, nor marked by a BOM, nor proven by UTF-8 */
    kb_str respondent;        /**< header, or empty when row numbers stand in */
    kb_str question, text;    /**< long: headers; a long file without questions has an empty one */
    const kb_column *groups;  /**< background variables: as told, else as found */
    size_t group_count;
    const kb_column *answers; /**< wide: one per question, in file order */
    size_t answer_count;
    const kb_column *items;
    size_t item_count;
    const kb_str *ignored;    /**< headers of columns that are not read */
    size_t ignored_count;
} kb_survey_layout;

/** One answer of a row.  A blank cell is an answer with an empty text: asked, not answered. */
typedef struct kb_survey_answer {
    kb_str question; /**< the id; wide: the column's */
    kb_str text;
    int column;      /**< where the text stood, from 1 */
} kb_survey_answer;

/** One row; the strings live until the next row is read. */
typedef struct kb_survey_row {
    uint64_t row;          /**< as in a spreadsheet: the first data row is 2 */
    kb_str respondent;     /**< trimmed, never empty */
    const kb_str *groups;  /**< layout.group_count values, trimmed; empty = unknown */
    const kb_str *items;   /**< layout.item_count values, trimmed; empty = not answered */
    const kb_survey_answer *answers;
    size_t answer_count;   /**< long: 1; wide: layout.answer_count */
} kb_survey_row;

typedef struct kb_survey kb_survey;

/**
 * Opens `path` ("-" is standard input), sniffs it and reads the header.
 *
 * What was guessed, and every column that is not read, is added to `problems` as a
 * note.  On success `*out` is the caller's; close it with kb_survey_close().  It
 * keeps `problems` for what the rows bring.
 *
 * Fails with KB_ERR_NOT_FOUND, KB_ERR_IO, or KB_ERR_INPUT (no header, a header twice
 * where it matters, a named column that is not there, an encoding that does not fit,
 * an XLSX or SAV file, no column that could be the answer): `err` says what to do.
 */
KB_API KB_MUST_USE kb_status kb_survey_open(kb_survey **out, const char *path,
                                            const kb_survey_options *options,
                                            kb_problems *problems, kb_error *err);

/** Closes the file; NULL is allowed. */
KB_API void kb_survey_close(kb_survey *survey);

/** Returns what was understood of the file; it belongs to `survey`. */
KB_API const kb_survey_layout *kb_survey_layout_of(const kb_survey *survey);

/**
 * Reads the next row; `*more` is false at the end, and `*row` then empty.
 *
 * A row with an error of its own (too many fields, a NUL byte, a cell that is too
 * long, a missing respondent) is added to `problems` with its row and column and
 * skipped; the caller decides by kb_problems_at_least(KB_PROBLEM).  Too few fields
 * is a note.  Fails with KB_ERR_INPUT when reading cannot go on: a byte that the
 * encoding does not know, or a quote that is never closed, with its row and column.
 */
KB_API KB_MUST_USE kb_status kb_survey_next(kb_survey *survey, kb_survey_row *row, bool *more,
                                            kb_error *err);

/** Returns how many errors were found so far, those included that were not listed. */
KB_API uint64_t kb_survey_errors(const kb_survey *survey);

/** Returns how many bytes of the file have been read, and of how many (0 = unknown). */
KB_API uint64_t kb_survey_bytes_read(const kb_survey *survey, uint64_t *total);

/** Returns the SHA-256 of the file's bytes, once the last row has been read; else "". */
KB_API const char *kb_survey_sha256(const kb_survey *survey);

/**
 * Gives the bytes that `text` (a cell of this file) had in the file, after unquoting.
 * `*raw` belongs to the survey and lives until the next call.
 */
KB_API KB_MUST_USE kb_status kb_survey_raw(kb_survey *survey, kb_str text, kb_str *raw,
                                           kb_error *err);

/** One record of a small CSV file; the strings live until the next record is read. */
typedef struct kb_record {
    uint64_t row; /**< from 1 */
    const kb_str *fields;
    size_t field_count;
} kb_record;

/** A CSV file without any meaning: for gold files and lists of respondents. */
typedef struct kb_records kb_records;

/** Opens a CSV file (delimiter and encoding sniffed); close it with kb_records_close(). */
KB_API KB_MUST_USE kb_status kb_records_open(kb_records **out, const char *path,
                                             kb_problems *problems, kb_error *err);

/** Reads the next record; `*more` is false at the end.  Fails as kb_survey_next(). */
KB_API KB_MUST_USE kb_status kb_records_next(kb_records *records, kb_record *record, bool *more,
                                             kb_error *err);

/** Closes the file; NULL is allowed. */
KB_API void kb_records_close(kb_records *records);

#ifdef __cplusplus
}
#endif

#endif
