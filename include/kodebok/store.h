/**
 * store: the project file.
 *
 * A project is an ordinary SQLite file (src/store/schema.sql is commented; analysts
 * read the views).  It holds the answers as canonical text, every run with its
 * codebook text, and every segment.  Only this room knows SQL.
 *
 * Writing happens between a _begin and an _end or a rollback: what was begun is one
 * transaction, so a kill, a full disk or Ctrl-C leaves the last complete state.
 *
 * Respondents, answers, questions and variables are numbered by the store (from 1,
 * in import order); these numbers never change.  Offsets are bytes of the canonical text.
 *
 * One kb_store may be used by one thread.  Failures: KB_ERR_NOT_FOUND (no such project),
 * KB_ERR_INPUT (not a project, corrupt, made by a newer version, read-only when it was to
 * be written), KB_ERR_IO (disk full, locked by another program, write failed).
 */
#ifndef KODEBOK_STORE_H
#define KODEBOK_STORE_H

#include <kodebok/base.h>
#include <kodebok/codebook.h>
#include <kodebok/match.h>
#include <kodebok/wordindex.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct kb_store kb_store;

typedef enum kb_store_mode {
    KB_STORE_READ,     /**< it must exist */
    KB_STORE_WRITE,    /**< it must exist; an older one is migrated after a backup copy is made */
    KB_STORE_CREATE,   /**< made when it does not exist; else as KB_STORE_WRITE */
    KB_STORE_TEMPORARY /**< no path: kept on disk by SQLite while open, then gone */
} kb_store_mode;

/**
 * Opens a project.  `problems` gets notes (a migration and its backup, a journal mode
 * that the file system refused).  On success `*out` is the caller's; kb_store_close() it.
 */
KB_API KB_MUST_USE kb_status kb_store_open(kb_store **out, const char *path, kb_store_mode mode,
                                           kb_problems *problems, kb_error *err);

/** Closes the file (rolling back what was begun); one file is left.  NULL is allowed. */
KB_API void kb_store_close(kb_store *store);

/** Has `look` called while SQLite works; what it ends fails with KB_ERR_CANCELLED.  NULL: nobody. */
KB_API void kb_store_watch(kb_store *store, kb_look look, void *payload);

/** Undoes everything since the last _begin; harmless when nothing was begun. */
KB_API void kb_store_rollback(kb_store *store);

/* -------------------------------------------------------------------- import */

/** Where answers came from. */
typedef struct kb_import_info {
    kb_str file;      /**< its name without folders */
    kb_str wave;      /**< may be empty */
    kb_str encoding;
    kb_str sha256;    /**< of the file; may be set by kb_store_import_end() */
} kb_import_info;

/** Begins an import; its number is used by the rows that follow. */
KB_API KB_MUST_USE kb_status kb_store_import_begin(kb_store *store, const kb_import_info *info,
                                                   kb_error *err);

/** Commits it.  With `dry` everything is rolled back instead. */
KB_API KB_MUST_USE kb_status kb_store_import_end(kb_store *store, const char *sha256, bool dry,
                                                 kb_error *err);

typedef enum kb_variable_kind { KB_VARIABLE_GROUP, KB_VARIABLE_ITEM } kb_variable_kind;

/** Finds or adds a background variable or item; the label is kept from the first time. */
KB_API KB_MUST_USE kb_status kb_store_variable(kb_store *store, kb_str name, kb_str label,
                                               kb_variable_kind kind, int64_t *id, kb_error *err);

/** Finds or adds a question of the data. */
KB_API KB_MUST_USE kb_status kb_store_question(kb_store *store, kb_str name, kb_str label,
                                               int64_t *id, kb_error *err);

/** Finds or adds a respondent of the import's wave. */
typedef struct kb_respondent_state {
    int64_t id;
    bool in_this_import; /**< this import has had a row of this respondent before */
    uint64_t first_row;  /**< the row that brought it, of the import that did */
    bool is_new;
} kb_respondent_state;

KB_API KB_MUST_USE kb_status kb_store_respondent(kb_store *store, kb_str name, uint64_t row,
                                                 kb_respondent_state *state, kb_error *err);

/**
 * Sets a respondent's value of a variable.  An empty text is no value.  `*old` (which lives until the
 * next call) is the value known before when it is another one, else empty; the value
 * known first stays unless `replace`.  `*same_import`: both came with this import.
 */
KB_API KB_MUST_USE kb_status kb_store_value(kb_store *store, int64_t respondent, int64_t variable,
                                            kb_str text, bool replace, kb_str *old,
                                            bool *same_import, kb_error *err);

/** An answer to keep.  An empty text is "asked, not answered". */
typedef struct kb_new_answer {
    int64_t respondent, question;
    uint64_t row;
    kb_str text; /**< canonical */
    kb_str raw;  /**< the bytes as they came, when they differ beyond decoding; else empty */
    kb_str encoding; /**< of `raw` */
} kb_new_answer;

typedef enum kb_answer_state {
    KB_ANSWER_ADDED,
    KB_ANSWER_SAME,     /**< an earlier import had it with the same text */
    KB_ANSWER_CHANGED,  /**< an earlier import had it with another text */
    KB_ANSWER_DUPLICATE /**< this import has had it before */
} kb_answer_state;

typedef struct kb_answer_outcome {
    kb_answer_state state;
    uint64_t first_row; /**< KB_ANSWER_DUPLICATE: where it was first */
    kb_str old_text;    /**< KB_ANSWER_CHANGED: the stored text; lives until the next call */
} kb_answer_outcome;

/**
 * Adds an answer.  A changed text is not stored, unless `update`: then the old text is
 * kept in answer_history and the new one takes its place.
 */
KB_API KB_MUST_USE kb_status kb_store_answer(kb_store *store, const kb_new_answer *answer,
                                             bool update, kb_answer_outcome *outcome,
                                             kb_error *err);

/* ------------------------------------------------------------------- reading */

/** An answer as it is read back; the strings live until the next one is read. */
typedef struct kb_answer {
    int64_t id, respondent, question;
    kb_str wave, respondent_name, question_name;
    kb_str text;  /**< canonical; empty = asked, not answered */
    kb_str group; /**< value of the first group variable; empty = unknown */
    bool non_answer; /**< in the run given to kb_answers_open(); false without one */
} kb_answer;

/** A walk over answers in import order. */
typedef struct kb_answers kb_answers;

/** `run` 0: without non_answer.  Close it with kb_answers_close() before writing elsewhere ends. */
KB_API KB_MUST_USE kb_status kb_answers_open(kb_answers **out, kb_store *store, int64_t run,
                                             kb_error *err);
/**
 * The same without wave, names and group, which is faster.
 */
KB_API KB_MUST_USE kb_status kb_answers_open_bare(kb_answers **out, kb_store *store, int64_t run,
                                                  kb_error *err);
/** `*more` is false at the end. */
KB_API KB_MUST_USE kb_status kb_answers_next(kb_answers *answers, kb_answer *answer, bool *more,
                                             kb_error *err);
KB_API void kb_answers_close(kb_answers *answers);

/** `answered`: there is a text; `non_answer`: the run took it for nothing. */
typedef kb_status (*kb_answered_sink)(void *payload, int64_t respondent, bool answered,
                                      bool non_answer, kb_error *err);

/** Calls `each` for every answer that run `run` saw, in import order, without its text. */
KB_API KB_MUST_USE kb_status kb_store_each_answered(kb_store *store, int64_t run,
                                                    kb_answered_sink each, void *payload,
                                                    kb_error *err);

/**
 * A walk over some answers, as they are now (not as a run saw them), in the order of the list;
 * numbers that no answer has are passed over.  `ids` must stay until the walk is closed.
 * Without `names` there is no wave, respondent's name or group, which is faster.
 */
KB_API KB_MUST_USE kb_status kb_answers_open_some(kb_answers **out, kb_store *store,
                                                  const int64_t *ids, size_t count, bool names,
                                                  kb_error *err);

/** Returns the number of the newest answer; 0 when there is none. */
KB_API KB_MUST_USE kb_status kb_store_last_answer(kb_store *store, int64_t *id, kb_error *err);

/** Finds one answer; KB_ERR_NOT_FOUND names what is missing.  `wave` may be NULL: any. */
KB_API KB_MUST_USE kb_status kb_store_find_respondent(kb_store *store, const char *wave,
                                                      kb_str name, int64_t *id, kb_error *err);

/** Returns one more than the highest respondent number, for arrays indexed by it. */
KB_API KB_MUST_USE kb_status kb_store_respondent_limit(kb_store *store, uint64_t *limit,
                                                       kb_error *err);

/** Returns the number of respondents, of all waves. */
KB_API KB_MUST_USE kb_status kb_store_respondent_count(kb_store *store, uint64_t *count,
                                                       kb_error *err);

/** Returns the number of answers with text (for progress). */
KB_API KB_MUST_USE kb_status kb_store_answer_count(kb_store *store, uint64_t *count,
                                                   kb_error *err);

/** Calls `each` for every question of the data, in the order of arrival. */
KB_API KB_MUST_USE kb_status kb_store_each_question(kb_store *store,
                                                    kb_status (*each)(void *payload, int64_t id, kb_str name,
                                                                 kb_str label, kb_error *err),
                                                    void *payload, kb_error *err);

/**
 * Reads the hash over all answers that was set last; empty when there is none or when answers,
 * groups or respondents have come, changed or gone since.  Lives until the next call.
 */
KB_API KB_MUST_USE kb_status kb_store_answers_sha256(kb_store *store, kb_str *sha256,
                                                     kb_error *err);

/**
 * Keeps the hash over all answers, until an import or an erasure changes them.  An import into a
 * project without answers has set it, where no group came after an answer: SHA-256 over wave,
 * respondent, question, group and text of each in order, each as its length (8 bytes, lowest first)
 * and its bytes.
 */
KB_API KB_MUST_USE kb_status kb_store_set_answers_sha256(kb_store *store, kb_str sha256,
                                                         kb_error *err);

/** Is told how many answers were read; what it returns, if not KB_OK, ends the reading. */
typedef kb_status (*kb_store_look)(void *payload, uint64_t done, kb_error *err);

/** Works out the hash over all answers by reading them, and keeps it. */
KB_API KB_MUST_USE kb_status kb_store_hash_answers(kb_store *store, kb_store_look look,
                                                   void *payload, kb_error *err);

/**
 * Calls `each` for every respondent with a value of the variable, in the order of
 * respondents.  KB_ERR_NOT_FOUND (the message lists the known variables) when there is none.
 */
KB_API KB_MUST_USE kb_status kb_store_each_value(kb_store *store, kb_str variable,
                                                 kb_status (*each)(void *payload, int64_t respondent,
                                                              kb_str value, kb_error *err),
                                                 void *payload, kb_error *err);

/**
 * Calls `each` for every value of a group variable that some respondent has, perhaps several times
 * and in any order.
 */
KB_API KB_MUST_USE kb_status kb_store_each_group_value(kb_store *store, kb_str variable,
                                                       kb_status (*each)(void *payload, kb_str value,
                                                                    kb_error *err),
                                                       void *payload, kb_error *err);

/** Returns the name of the first group variable; empty when there is none.  Lives with the store. */
KB_API KB_MUST_USE kb_status kb_store_first_group(kb_store *store, kb_str *name, kb_error *err);

/* ---------------------------------------------------------------------- runs */

/** What a run records; strings live until the next call on the store unless given by the caller. */
typedef struct kb_run {
    int64_t id;
    kb_str at;               /**< UTC, "2026-11-21T20:15:00Z" */
    kb_str codebook_path;
    kb_str codebook_sha256, codebook_version;
    kb_str answers_sha256;   /**< over wave, respondent, question, text and groups of every answer */
    kb_str engine;           /**< the version of kodebok */
    kb_str libraries;        /**< kb_matcher_engine() */
    kb_str options;          /**< what could change the result beside these; may be empty */
    uint64_t answers, non_answers, coded, segments, undecided, wordless;
    kb_str segments_sha256;  /**< of the segments */
    kb_str segments_sum;     /**< what a partial run goes on from to get that; may be empty */
    int64_t last_answer;     /**< the newest answer that there was; set by the store */
    bool forgotten;          /**< a respondent was erased afterwards: the hashes are of before */
} kb_run;

/**
 * Begins a run: keeps the codebook's text, codes and rules.  `*id` is the run's number.
 * `book` must live until the run ends or is rolled back.
 *
 * What the run finds is kept as the difference from the run before, so that a run costs
 * what it changes; every run is read as if it stood alone.
 */
KB_API KB_MUST_USE kb_status kb_store_run_begin(kb_store *store, const kb_codebook *book,
                                                const kb_run *info, int64_t *id, kb_error *err);

/**
 * Begins a run in which the answers that are not given to kb_store_run_add() have what the last
 * run found in them (in kb_store_run_begin() they have nothing).  So every answer must be given
 * whose result the new codebook can change, were it only the id of a code or of a rule in it,
 * and every answer whose text or group changed, or that came, after the last run.
 *
 * KB_ERR_ARGUMENT when there is no run yet, or when a respondent of the last one was erased
 * (its counts and hashes are of before).
 */
KB_API KB_MUST_USE kb_status kb_store_run_begin_partial(kb_store *store, const kb_codebook *book,
                                                        const kb_run *info, int64_t *id,
                                                        kb_error *err);

/** Counts of what was found, as in kb_run. */
typedef struct kb_run_counts {
    uint64_t non_answers, coded, segments, undecided, wordless;
} kb_run_counts;

/** A segment that the run before had in an answer. */
typedef struct kb_old_segment {
    kb_str code;  /**< its id */
    int index;    /**< of that code in the new run's codebook, or -1 */
    kb_str rules; /**< rule ids joined by a space */
    kb_span bytes, match, cue; /**< cue is empty when nothing was flipped */
} kb_old_segment;

/** How what is found in one answer, or in all, differs from what the run before found there. */
typedef struct kb_run_change {
    kb_run_counts before, after;
    uint64_t gained, lost; /**< (answer, code) pairs; codes are the same when their ids are */
    /**
     * What one answer had, in a partial run only: by begin, then longest, then code id (by bytes).
     * Lives until the next call on the run.
     */
    const kb_old_segment *old;
    size_t old_count;
} kb_run_change;

/**
 * Adds what was found in one answer: segments, matches, undecided rules, non-answer, wordless.
 * Answers come in rising order, each once, or KB_ERR_ARGUMENT.  `change` may be NULL.
 */
KB_API KB_MUST_USE kb_status kb_store_run_add(kb_store *store, int64_t answer,
                                              const kb_result *result, kb_run_change *change,
                                              kb_error *err);

/**
 * Sums up the changes of all answers, those included that were not given; nothing can be added
 * afterwards.  In a partial run the last run's counts less `before` plus `after` are the new ones
 * (`answers` is kb_store_answer_count()); in another one `after` are.
 */
KB_API KB_MUST_USE kb_status kb_store_run_total(kb_store *store, kb_run_change *total,
                                                kb_error *err);

/** Writes the counts and hashes of `info` and commits. */
KB_API KB_MUST_USE kb_status kb_store_run_end(kb_store *store, const kb_run *info, kb_error *err);

/** Reads the last run, or run `id` when it is not 0.  KB_ERR_NOT_FOUND when there is none. */
KB_API KB_MUST_USE kb_status kb_store_run(kb_store *store, int64_t id, kb_run *run,
                                          kb_error *err);

/** What imports did to the survey after a run. */
typedef struct kb_since {
    uint64_t added;    /**< answers with text that came */
    uint64_t replaced; /**< answers whose text was replaced; the run keeps the text that it saw */
    bool groups;       /**< somebody's first group, which rules may ask for, came or changed */
    bool backgrounds;  /**< other groups or closed items that were known changed */
} kb_since;

/** Tells what was imported after run `run`. */
KB_API KB_MUST_USE kb_status kb_store_since(kb_store *store, int64_t run, kb_since *since,
                                            kb_error *err);

/** Calls `each` for every run, oldest first. */
KB_API KB_MUST_USE kb_status kb_store_each_run(kb_store *store,
                                               kb_status (*each)(void *payload, const kb_run *run, kb_error *err),
                                               void *payload, kb_error *err);

/** Returns the text of the codebook that run `id` used; lives until the next call. */
KB_API KB_MUST_USE kb_status kb_store_codebook(kb_store *store, int64_t run, kb_str *yaml,
                                               kb_error *err);

/** A stored segment; the strings live until the next one is read. */
typedef struct kb_stored_segment {
    int64_t answer, respondent, question;
    kb_str wave, respondent_name, question_name, text;
    int code;        /**< index into the run's codebook */
    kb_str rules;    /**< rule ids joined by a space */
    kb_span bytes, match, cue; /**< cue is empty when nothing was flipped */
} kb_stored_segment;

/** A walk over a run's segments: by answer in import order, then begin, longest, code order. */
typedef struct kb_segments kb_segments;

KB_API KB_MUST_USE kb_status kb_segments_open(kb_segments **out, kb_store *store, int64_t run,
                                              kb_error *err);
/**
 * The same for counting: only answer, respondent, question and code are set, which is several
 * times as fast.
 */
KB_API KB_MUST_USE kb_status kb_segments_open_bare(kb_segments **out, kb_store *store, int64_t run,
                                                   kb_error *err);
/** `*more` is false at the end. */
KB_API KB_MUST_USE kb_status kb_segments_next(kb_segments *segments, kb_stored_segment *segment,
                                              bool *more, kb_error *err);
KB_API void kb_segments_close(kb_segments *segments);

/** Calls `each` for every (answer, rule) that run `id` could not decide. */
KB_API KB_MUST_USE kb_status kb_store_each_undecided(
    kb_store *store, int64_t run,
    kb_status (*each)(void *payload, int64_t answer, int64_t respondent, kb_str respondent_name,
                      kb_str question_name, kb_str rule, kb_error *err),
    void *payload, kb_error *err);

/* ------------------------------------------------------------ edited rules */

/**
 * Keeps an index of words of the answers with this hash; an older one is dropped.  It belongs to the
 * run that is begun next: it is kept when that run is, and gone when kb_store_rollback() ends it.
 */
KB_API KB_MUST_USE kb_status kb_store_put_index(kb_store *store, kb_str answers_sha256,
                                                const kb_index_parts *parts, kb_error *err);

/**
 * Opens the index of words of the answers with this hash; `*found` is false when there is none.
 * What `source` points to lives until kb_store_close_index().
 */
KB_API KB_MUST_USE kb_status kb_store_open_index(kb_store *store, kb_str answers_sha256,
                                                 kb_index_source *source, bool *found,
                                                 kb_error *err);
KB_API void kb_store_close_index(kb_store *store);

/**
 * Lists the answers in which the last run has a segment that one of the rules (by id) supports, or
 * could not decide one of them.  An answer may be listed more than once, in any order;
 * `*answers` is the caller's, to be freed with free().
 */
KB_API KB_MUST_USE kb_status kb_store_answers_of_rules(kb_store *store, const kb_str *rules,
                                                       size_t count, int64_t **answers,
                                                       size_t *answer_count, kb_error *err);

/* ------------------------------------------------------------------ erasure */

/** How much was erased; segments are counted in every run. */
typedef struct kb_erased {
    uint64_t answers, segments;
} kb_erased;

/**
 * Erases a respondent for good: row, values, texts (history included) and everything coded in
 * them, in every run; the space is overwritten and the file compacted.  A line without
 * content is added to the log; runs that lost segments are marked.
 */
KB_API KB_MUST_USE kb_status kb_store_forget(kb_store *store, int64_t respondent,
                                             kb_erased *erased, kb_error *err);

/** Returns the version of SQLite in use. */
KB_API const char *kb_store_library(void);

#ifdef __cplusplus
}
#endif

#endif
