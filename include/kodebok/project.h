/**
 * project: the whole job, step by step or at once.
 *
 * Everything the command line does goes through here.  src/project/run.c tells the
 * main story: a survey and a codebook in, the thematic matrix out.
 *
 *     kb_project_open -> kb_project_import -> kb_project_code -> kb_project_matrix -> kb_report_write
 *
 * A kb_project may be used by one thread.  Notes, warnings and problems found on the
 * way go to the watch given at opening; a failure comes back as kb_status and kb_error.
 */
#ifndef KODEBOK_PROJECT_H
#define KODEBOK_PROJECT_H

#include <kodebok/base.h>
#include <kodebok/import.h>
#include <kodebok/match.h>
#include <kodebok/store.h>
#include <kodebok/summarise.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct kb_project kb_project;

/** What a project is opened with; zero is a good default. */
typedef struct kb_project_options {
    kb_watch watch;
    kb_match_options match;
    unsigned jobs; /**< threads that code, the caller's among them; 0: one for each processor */
} kb_project_options;

/**
 * Opens a project file; modes and failures as kb_store_open().  `path` NULL with
 * KB_STORE_TEMPORARY keeps nothing; a file that KB_STORE_CREATE made is gone after closing
 * when no import or run was kept in it.  On success `*out` is the caller's; kb_project_close() it.
 */
KB_API KB_MUST_USE kb_status kb_project_open(kb_project **out, const char *path,
                                             kb_store_mode mode,
                                             const kb_project_options *options, kb_error *err);

/** Closes the file; NULL is allowed. */
KB_API void kb_project_close(kb_project *project);

/* -------------------------------------------------------------------- import */

typedef struct kb_import_request {
    const char *path; /**< "-" is standard input */
    kb_survey_options survey;
    const char *wave; /**< NULL: none */
    bool update;      /**< changed texts and values replace what is stored */
    bool dry_run;     /**< say what would happen, write nothing */
} kb_import_request;

typedef struct kb_import_summary {
    uint64_t rows, respondents; /**< of this file */
    uint64_t answers;           /**< with text */
    uint64_t blanks;            /**< asked, not answered */
    uint64_t added, same, changed; /**< against what was stored */
} kb_import_summary;

/**
 * Adds a survey (or a new wave).  All or nothing: any error in a row and nothing is
 * imported (KB_ERR_INPUT).  A text that differs from the stored one is reported and
 * counted in `changed`; the rest goes on.
 */
KB_API KB_MUST_USE kb_status kb_project_import(kb_project *project,
                                               const kb_import_request *request,
                                               kb_import_summary *summary, kb_error *err);

/* ---------------------------------------------------------------------- code */

/** What making a run is made of, for telling where time goes. */
typedef enum kb_stage {
    KB_STAGE_PREPARE, /**< codebook and matcher */
    KB_STAGE_HASH,    /**< the hash of the answers */
    KB_STAGE_PLAN,    /**< what an edit can change; makes the index of words when it is missing */
    KB_STAGE_READ,    /**< answers out of the project */
    KB_STAGE_MATCH,   /**< coding itself: from texts to segments, in all threads together */
    KB_STAGE_WRITE,   /**< segments into the project, and comparing with the run before */
    KB_STAGE_COMMIT,
    KB_STAGE_COUNT
} kb_stage;

/** Returns the stage's name: "prepare", "hash", "plan", "read", "code", "write" or "commit". */
KB_API const char *kb_stage_name(kb_stage stage);

typedef struct kb_code_summary {
    int64_t run;
    bool reused;          /**< codebook, answers, engine and options equal the last run's */
    uint64_t answers, non_answers, coded, uncoded, segments, undecided, wordless;
    bool compared;        /**< there was an earlier run */
    int64_t compared_with;
    uint64_t gained, lost; /**< (answer, code) pairs against it */
    bool partial;         /**< only what the edit can change was coded anew; the rest is as before */
    uint64_t rules_changed, recoded; /**< rules edited, added or removed; answers coded */
    bool index_made;      /**< the index of words was missing and has been made */
    double seconds;       /**< of processor time */
    double times[KB_STAGE_COUNT]; /**< of it; what is reused takes none */
    char segments_sha256[65];
} kb_code_summary;

/**
 * Makes a run of `codebook` (a path) over all answers.
 *
 * Fails with KB_ERR_INPUT when the codebook has problems (each is told to the watch) or
 * the data has questions or groups that it does not declare; nothing is written then.
 */
KB_API KB_MUST_USE kb_status kb_project_code(kb_project *project, const char *codebook,
                                             kb_code_summary *summary, kb_error *err);

/* -------------------------------------------------------------------- tables */

/** Which answers a table looks at and what it shows; zero is a good default. */
typedef struct kb_table_request {
    const char *by;           /**< a table per value of this variable */
    const char *const *where; /**< VARIABLE=VALUE; all must hold */
    size_t where_count;
    kb_base_kind base;
    unsigned show;      /**< KB_SHOW_ bits; 0 = the statement */
    uint64_t min_cell;  /**< hide counts below it */
    const char *title;  /**< NULL: the codebook's */
} kb_table_request;

/** Import and code as one. */
typedef struct kb_run_request {
    kb_import_request import;
    const char *codebook;           /**< a path */
    const kb_table_request *tables; /**< that will be asked for */
    size_t table_count;
} kb_run_request;

/**
 * Imports and codes.  Nothing is written when the codebook refuses the data or a table names a
 * value that the data has not (KB_ERR_INPUT), or a variable that it has not (KB_ERR_NOT_FOUND).
 */
KB_API KB_MUST_USE kb_status kb_project_run(kb_project *project, const kb_run_request *request,
                                            kb_import_summary *imported, kb_code_summary *coded,
                                            kb_error *err);

/** The thematic matrix of the last run.  `*out` is the caller's: kb_report_free(). */
KB_API KB_MUST_USE kb_status kb_project_matrix(kb_project *project,
                                               const kb_table_request *request, kb_report **out,
                                               kb_error *err);

/** One line per code. */
KB_API KB_MUST_USE kb_status kb_project_codes(kb_project *project,
                                              const kb_table_request *request, kb_report **out,
                                              kb_error *err);

/** Which segments to list; what is NULL does not restrict. */
typedef struct kb_segment_filter {
    const char *code, *theme, *category, *question, *rule;
    const char *const *where; /**< VARIABLE=VALUE; all must hold */
    size_t where_count;
    const char *title; /**< of the table; NULL: none */
} kb_segment_filter;

KB_API KB_MUST_USE kb_status kb_project_segments(kb_project *project,
                                                 const kb_segment_filter *filter, kb_report **out,
                                                 kb_error *err);

/** Which words to list; zero is a good default: every word of every answer. */
typedef struct kb_words_request {
    const char *question;     /**< as stored or as the codebook calls it; NULL: all */
    const char *const *where; /**< VARIABLE=VALUE; all must hold */
    size_t where_count;
    bool tolerated; /**< only words that the last run's codebook accepts by `~` alone */
} kb_words_request;

/**
 * The distinct words of the answers, folded: how often, in how many answers, an example.
 * With `tolerated` each with the pattern that took it and where that stands, and a note with
 * the exceptions to write into the codebook; the run's dictionaries are opened again.
 */
KB_API KB_MUST_USE kb_status kb_project_words(kb_project *project, const kb_words_request *request,
                                              kb_report **out, kb_error *err);

/** The history of runs. */
KB_API KB_MUST_USE kb_status kb_project_runs(kb_project *project, kb_report **out, kb_error *err);

/**
 * Why each code was given to a respondent's answers (`question` NULL: to all of them):
 * rule, place in the codebook, what it matched, what became of it; with the text marked.
 * A name that is in several waves is explained in all of them.
 */
KB_API KB_MUST_USE kb_status kb_project_explain(kb_project *project, const char *respondent,
                                                const char *question, kb_report **out,
                                                kb_error *err);

/**
 * Why the answers have `code` or have it not: for each, the rules that came nearest, condition
 * by condition (kodebok/whynot.h).  KB_ERR_INPUT when there is no such code.
 */
KB_API KB_MUST_USE kb_status kb_project_whynot(kb_project *project, const char *respondent,
                                               const char *question, const char *code,
                                               kb_report **out, kb_error *err);

/** A text that is in no project. */
typedef struct kb_text_request {
    const char *text;
    const char *codebook; /**< a path */
    const char *question; /**< declared by the codebook; NULL: every `when` holds */
    const char *group;    /**< the same */
    const char *code;     /**< NULL: explain what is given */
} kb_text_request;

/** Explains a text as kb_project_explain() or kb_project_whynot() explains an answer. */
KB_API KB_MUST_USE kb_status kb_explain_text(const kb_text_request *request,
                                             const kb_project_options *options, kb_report **out,
                                             kb_error *err);

typedef struct kb_agree_request {
    const char *gold;         /**< CSV: respondent,question,code[,quote][,coder] */
    const char *respondents;  /**< a file with one respondent per line, or NULL */
    const char *const *where; /**< VARIABLE=VALUE; all must hold */
    size_t where_count;
} kb_agree_request;

/** The last run against codings made by people. */
KB_API KB_MUST_USE kb_status kb_project_agree(kb_project *project,
                                              const kb_agree_request *request, kb_report **out,
                                              kb_error *err);

/** Erases a respondent for good: kb_store_forget(). */
KB_API KB_MUST_USE kb_status kb_project_forget(kb_project *project, const char *wave,
                                               const char *respondent, kb_erased *erased,
                                               kb_error *err);

/* --------------------------------------------------------------------- check */

typedef struct kb_check_summary {
    size_t problems, warnings;
    size_t codes, rules;
    size_t tried, failed; /**< examples, counterexamples and tests; `todo` ones do not fail */
    size_t todo;
} kb_check_summary;

/**
 * Everything wrong with a codebook, told to the watch, then its own examples and tests, and,
 * when the book is sound, what in it is suspicious (lint.h).
 * A codebook with problems is not a failure of the call: read the summary.
 */
KB_API KB_MUST_USE kb_status kb_check(const char *codebook, const kb_project_options *options,
                                      kb_check_summary *summary, kb_error *err);

/* --------------------------------------------------------------------- study */

/** What `kodebok run STUDY.yaml` may be told beside the study. */
typedef struct kb_study_request {
    const char *path;
    const char *project; /**< instead of the study's; NULL: the study's, or none is kept */
    bool force;          /**< replace files in `output` that the tool did not make */
    bool update;         /**< changed texts and values replace what is stored */
    const char *output;  /**< where the caller will write the matrix: not over an input; or NULL */
} kb_study_request;

typedef struct kb_study_summary {
    kb_import_summary imported;
    kb_code_summary coded;
    char *project; /**< where the project is kept, on the heap; NULL: nowhere */
    char *first_table; /**< the first file written, on the heap; NULL: none */
    size_t tables_written;
} kb_study_summary;

/**
 * Runs a study: import, code, the tables it names, and `*matrix` for the reader (the
 * caller's).  Free `summary` with kb_study_summary_clear() whatever the result.
 */
KB_API KB_MUST_USE kb_status kb_study_run(const kb_study_request *request,
                                          const kb_project_options *options,
                                          kb_study_summary *summary, kb_report **matrix,
                                          kb_error *err);
KB_API void kb_study_summary_clear(kb_study_summary *summary);

/* ------------------------------------------------------------------ versions */

/** Calls `each` with the name and version of every library in use. */
KB_API void kb_libraries(void (*each)(void *payload, const char *name, const char *version),
                         void *payload);

#ifdef __cplusplus
}
#endif

#endif
