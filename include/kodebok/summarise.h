/**
 * summarise: everything the program answers becomes a table.
 *
 * A kb_report is one answer of the program: a list of tables, most often one.
 * Makers (matrix, codes, agreement, lists) fill it; writers (report.h) draw it
 * in any format; tests compare it.  A table has columns and rows.  In a *list* the
 * columns are the fields of a record; in a *matrix* rows and columns have ids and
 * labels of their own and a cell holds a list of items: the codes of that theme
 * and category that somebody supported.
 *
 * This room is pure arithmetic: it does not know where answers are kept, and
 * nothing in it knows how a table is drawn.
 *
 * Counts are of respondents, once each, unless a field says otherwise.  A share is
 * a proportion from 0 to 1; only writers make per cent of it.
 */
#ifndef KODEBOK_SUMMARISE_H
#define KODEBOK_SUMMARISE_H

#include <kodebok/base.h>
#include <kodebok/codebook.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum kb_value_kind {
    KB_VALUE_EMPTY,  /**< nothing */
    KB_VALUE_TEXT,   /**< `text` */
    KB_VALUE_COUNT,  /**< `number`, whole */
    KB_VALUE_NUMBER, /**< `number`, any; people see three decimals */
    KB_VALUE_SHARE,  /**< `number` from 0 to 1; people see per cent with one decimal */
    KB_VALUE_HIDDEN, /**< a count from 1 to `number` - 1 that is not told: "<5" */
    KB_VALUE_NONE    /**< not defined: null in JSON, a dash for people */
} kb_value_kind;

typedef struct kb_value {
    kb_value_kind kind;
    double number;
    kb_str text;
} kb_value;

/** What a reader is told about an item beside its statement; bits of kb_table.show. */
enum {
    KB_SHOW_STATEMENT = 1, /**< the code's statement */
    KB_SHOW_N = 2,         /**< respondents */
    KB_SHOW_PCT = 4,       /**< share of the base */
    KB_SHOW_QUOTES = 8     /**< what people said */
};

/** Reads `list`, such as "statement,n": of statement, n, pct and quotes.  False: another word. */
KB_API bool kb_show_read(unsigned *show, kb_str list);

/** A code in a cell of a matrix. */
typedef struct kb_item {
    kb_str code, statement;
    kb_value respondents, answers, segments; /**< counts, or hidden */
    kb_value share;                          /**< of the base, hidden, or none when the base is 0 */
    const kb_str *quotes;
    size_t quote_count;
} kb_item;

typedef struct kb_cell {
    kb_value value;      /**< lists */
    const kb_item *items; /**< matrices; none = nobody supported it */
    size_t item_count;
} kb_cell;

/** A row or column heading. */
typedef struct kb_heading {
    kb_str id;    /**< what programs call it: the key in JSON, the header in CSV */
    kb_str label; /**< what people read */
    bool numeric; /**< lists: the column is drawn to the right */
    bool program_only; /**< lists: in CSV and JSON, not shown to people */
    bool section; /**< lists as text: told once, above the records that share it */
    bool marked;  /**< lists: text in which `mark_open` .. `mark_close` stand out */
} kb_heading;

/** Encloses the part of a text that stands out: bytes that no canonical text holds. */
#define KB_MARK_OPEN  '\x01'
#define KB_MARK_CLOSE '\x02'

/** Encloses, in a marked column, a remark for people ("(draft)"); CSV and JSON leave it out. */
#define KB_ASIDE_OPEN  '\x03'
#define KB_ASIDE_CLOSE '\x04'

/** Who is counted. */
typedef enum kb_base_kind { KB_BASE_ANSWERED, KB_BASE_ASKED, KB_BASE_CODED } kb_base_kind;

/** The name of a base, as in `--base` and in JSON. */
KB_API const char *kb_base_name(kb_base_kind kind);

/** Reads the name of a base.  False: another word. */
KB_API bool kb_base_read(kb_base_kind *kind, kb_str name);

typedef struct kb_base {
    kb_base_kind kind;
    uint64_t n; /**< respondents */
} kb_base;

/** Which run a table was made from. */
typedef struct kb_stamp {
    int64_t id; /**< 0: the table does not come from a run */
    kb_str codebook, answers; /**< SHA-256 */
    kb_str engine;            /**< the version of kodebok */
} kb_stamp;

/** How many answers a table looked at; the five under every matrix. */
typedef struct kb_tallies {
    uint64_t answers;     /**< with text */
    uint64_t non_answers; /**< of these: nothing said */
    uint64_t coded;       /**< of the others: with a code */
    uint64_t uncoded;     /**< of the others: without */
    uint64_t undecided;   /**< with a rule that gave up; counted beside the others */
} kb_tallies;

typedef enum kb_table_kind { KB_TABLE_LIST, KB_TABLE_MATRIX } kb_table_kind;

typedef struct kb_table {
    kb_table_kind kind;
    kb_str id;       /**< "matrix", "codes", "segments", ... */
    kb_str title;    /**< may be empty */
    kb_str note;     /**< under the table; may be empty; lines end with LF */
    kb_str language; /**< of labels and notes, BCP 47: "nb", "nn", "en", ... */
    kb_heading corner;   /**< matrices: what the rows are ("Tema") */
    const kb_heading *columns;
    size_t column_count;
    const kb_heading *rows; /**< matrices: one per row; lists: NULL */
    size_t row_count;
    const kb_cell *cells;   /**< row by row */
    bool single;            /**< lists: one record rather than a list of them */
    bool has_base, has_tallies;
    kb_base base;
    kb_tallies tallies;
    kb_stamp run;
    unsigned show;          /**< matrices: KB_SHOW_ bits */
    kb_str by_variable, by_value, by_label; /**< a table per group: which; else empty */
} kb_table;

/** A fact beside the tables, by name. */
typedef struct kb_fact {
    kb_str id, label;
    kb_value value;
} kb_fact;

typedef struct kb_report {
    kb_str id;   /**< "matrix", "codes", "agree", ...; what "table" says in JSON */
    bool object; /**< JSON: one object with a member per fact and table (agree) */
    bool array;  /**< JSON: an array of tables, even when there is one (--by) */
    const kb_fact *facts;
    size_t fact_count;
    const kb_table *tables;
    size_t table_count;
    struct kb_report_room *room; /**< private: owns everything */
} kb_report;

/** Frees a report that a maker gave to the caller; NULL is allowed. */
KB_API void kb_report_free(kb_report *report);

/** Returns the cell; the indexes must be inside the table. */
KB_API const kb_cell *kb_table_cell(const kb_table *table, size_t row, size_t column);

/** Returns the fixed texts of tables in `language` (nb, nn; anything else is English). */
typedef enum kb_phrasebook_key {
    KB_TEXT_THEME, KB_TEXT_CATEGORY, KB_TEXT_CODE, KB_TEXT_STATEMENT, KB_TEXT_RESPONDENT,
    KB_TEXT_RESPONDENTS, KB_TEXT_ANSWERS, KB_TEXT_SEGMENTS, KB_TEXT_BASE, KB_TEXT_SHARE,
    KB_TEXT_QUESTION, KB_TEXT_RULE, KB_TEXT_QUOTE, KB_TEXT_STATUS, KB_TEXT_DRAFT,
    KB_TEXT_EMPTY_NOTE, /**< what an empty cell means */
    KB_TEXT_BASE_ANSWERED, KB_TEXT_BASE_ASKED, KB_TEXT_BASE_CODED,
    KB_TEXT_NON_ANSWERS, KB_TEXT_CODED, KB_TEXT_UNCODED, KB_TEXT_UNDECIDED,
    KB_TEXT_HIDDEN_NOTE, /**< follows "<5" */
    KB_TEXT_UNDECIDED_NOTE, /**< follows a number of answers */
    KB_TEXT_LEFT_OUT_NOTE, /**< follows a number of respondents */
    KB_TEXT_DRAFT_NOTE, KB_TEXT_OF, KB_TEXT_OF_THESE, KB_TEXT_NO_ROWS,
    KB_TEXT_RUN, KB_TEXT_CODEBOOK, KB_TEXT_VERSION,
    KB_TEXT_AGREEMENT, KB_TEXT_DISAGREEMENTS, KB_TEXT_SIDE, KB_TEXT_SIDE_NOTE,
    KB_TEXT_BOTH, KB_TEXT_ONLY_RULES, KB_TEXT_ONLY_GOLD, KB_TEXT_NEITHER,
    KB_TEXT_PRECISION, KB_TEXT_RECALL, KB_TEXT_MICRO, KB_TEXT_MACRO,
    KB_TEXT_WAVE, KB_TEXT_GIVEN, KB_TEXT_WHY, KB_TEXT_TEXT,  /**< headings of lists from here on */
    KB_TEXT_HELD, KB_TEXT_CONDITION, KB_TEXT_DETAIL,
    KB_TEXT_WORD, KB_TEXT_N, KB_TEXT_EXAMPLE, KB_TEXT_PATTERN, KB_TEXT_OFF, KB_TEXT_STANDS_IN,
    KB_TEXT_RUNS, KB_TEXT_RUNS_NOTE, KB_TEXT_MADE, KB_TEXT_BOOK_USED, KB_TEXT_BOOK_VERSION,
    KB_TEXT_NON_ANSWER_COUNT, KB_TEXT_CODED_COUNT, KB_TEXT_UNDECIDED_COUNT, KB_TEXT_ENGINE,
    KB_TEXT_SEGMENTS_HASH, KB_TEXT_ERASED_SINCE,
    KB_TEXT_NO_TILDE_NOTE, KB_TEXT_NONE_TOLERATED_NOTE, KB_TEXT_TOLERATED_NOTE,
    KB_TEXT_COUNT_
} kb_phrasebook_key;

KB_API const char *kb_phrasebook(kb_str language, kb_phrasebook_key key);

/** The same behind a number: "respondents who answered", but "respondent who answered" behind 1. */
KB_API const char *kb_phrasebook_after(kb_str language, kb_phrasebook_key key, uint64_t number);

/* ------------------------------------------------------------------ counting */

/** Counts respondents, answers and segments per code while segments go by. */
typedef struct kb_tally kb_tally;

/**
 * `code_count` codes, respondents numbered below `respondent_limit`.  On success `*out` is the
 * caller's; free it with kb_tally_free().  Memory: code_count bits per respondent.
 */
KB_API KB_MUST_USE kb_status kb_tally_new(kb_tally **out, size_t code_count,
                                          uint64_t respondent_limit, kb_error *err);
KB_API void kb_tally_free(kb_tally *tally);

/** Notes one segment; those of one answer must come together. */
KB_API void kb_tally_add(kb_tally *tally, size_t code, uint64_t respondent, int64_t answer);

/** The counts of one code so far. */
typedef struct kb_count {
    uint64_t respondents, answers, segments;
} kb_count;

KB_API kb_count kb_tally_of(const kb_tally *tally, size_t code);

/** Returns how many respondents have at least one code. */
KB_API uint64_t kb_tally_coded(const kb_tally *tally);

/* -------------------------------------------------------------------- makers */

/** What one matrix or code list is made of. */
typedef struct kb_matrix_input {
    const kb_codebook *book;
    const kb_count *counts;   /**< one per code of the book */
    const kb_str *const *quotes; /**< one list per code, or NULL */
    const size_t *quote_counts;
    kb_base base;
    kb_tallies tallies;
    kb_stamp run;
    unsigned show;       /**< KB_SHOW_ bits */
    uint64_t min_cell;   /**< counts below this (and above 0) are hidden; 0 or 1: none */
    kb_str title;        /**< empty: the codebook's */
    kb_str by_variable, by_value, by_label; /**< the group this table is about, or empty */
    uint64_t left_out;   /**< respondents of the base who are in none of the groups' tables */
} kb_matrix_input;

/**
 * Makes the thematic matrix: themes down, categories across, in each cell the codes
 * that at least one respondent supports, in file order.  Codes that are drafts or
 * retired are left out.  One table per element of `inputs`; more than one, or
 * `array`, makes a report that is an array.
 */
KB_API KB_MUST_USE kb_status kb_matrix_make(kb_report **out, const kb_matrix_input *inputs,
                                            size_t count, bool array, kb_error *err);

/**
 * Makes the list of codes: code, theme, category, statement, respondents, answers,
 * segments, base, pct; every code that is not retired, in file order, with 0 where nobody did.
 */
KB_API KB_MUST_USE kb_status kb_codes_make(kb_report **out, const kb_matrix_input *input,
                                           kb_error *err);

/** A list that is filled record by record. */
typedef struct kb_list kb_list;

/**
 * Starts a report with one list.  `columns` are copied.  On success `*out` is the
 * caller's until kb_list_finish() or kb_list_free().
 */
KB_API KB_MUST_USE kb_status kb_list_new(kb_list **out, const char *id, kb_str language,
                                         const kb_heading *columns, size_t column_count,
                                         kb_error *err);
/** Adds a record of `column_count` values, which are copied.  A failure sticks. */
KB_API void kb_list_add(kb_list *list, const kb_value *values);
/** Sets title, note and run, which are copied; any may be empty or NULL. */
KB_API void kb_list_describe(kb_list *list, kb_str title, kb_str note, const kb_stamp *run);
/** Hands the report over and frees the list.  Fails when an addition failed. */
KB_API KB_MUST_USE kb_status kb_list_finish(kb_list *list, kb_report **out, kb_error *err);
/** Frees a list that is not finished; NULL is allowed. */
KB_API void kb_list_free(kb_list *list);

/** Shorthands for kb_list_add(). */
KB_API kb_value kb_value_text(kb_str text);
KB_API kb_value kb_value_count(uint64_t number);
KB_API kb_value kb_value_number(double number);
KB_API kb_value kb_value_share(double number);

/* ----------------------------------------------------------------- agreement */

/** One disagreement, for the list. */
typedef struct kb_disagreement {
    kb_str respondent, question, code;
    bool gold;    /**< true: only the gold has it; false: only the rules */
    kb_str quote;
} kb_disagreement;

/** One code's answers: both have it, only the rules, only the gold, neither. */
typedef struct kb_confusion {
    uint64_t tp, fp, fn, tn;
} kb_confusion;

/** What agreement is computed from. */
typedef struct kb_agreement_input {
    const kb_codebook *book;
    const kb_confusion *confusions; /**< one per code of the book */
    uint64_t answers;
    const kb_disagreement *disagreements; /**< in answer order, then code order */
    size_t disagreement_count;
    kb_stamp run;
} kb_agreement_input;

/**
 * Makes the comparison of rules with people: precision tp/(tp+fp), recall tp/(tp+fn), F1 =
 * 2tp/(2tp+fp+fn) per code, pooled (micro: sums over codes) and as the mean over the codes
 * whose F1 is defined (macro; codes whose precision or recall is not defined are left out of
 * that mean); then the disagreements.  A figure whose divisor is 0 is not defined.  Kappa and
 * alpha have their places and are not defined yet.
 * Source: van Rijsbergen 1979, chapter 7; docs/methods.md.
 */
KB_API KB_MUST_USE kb_status kb_agreement_make(kb_report **out, const kb_agreement_input *input,
                                               kb_error *err);

#ifdef __cplusplus
}
#endif

#endif
