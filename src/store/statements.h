/* SPDX-License-Identifier: MIT */
/* Every SQL statement by name; statements.c has their texts, sql.h runs them. */
#ifndef KB_STORE_STATEMENTS_H
#define KB_STORE_STATEMENTS_H

typedef enum kb_sql {
    /* the file */
    KB_SQL_PAGE_COUNT,
    KB_SQL_APPLICATION,
    KB_SQL_VERSION,
    KB_SQL_ENCODING,
    KB_SQL_JOURNAL_WAL,
    KB_SQL_JOURNAL_DELETE,
    KB_SQL_CHECKPOINT,
    KB_SQL_BACKUP,
    KB_SQL_VIEW_DROP,
    KB_SQL_REFERENCES_CHECK,
    KB_SQL_VACUUM,
    KB_SQL_BEGIN,
    KB_SQL_COMMIT,
    KB_SQL_META,
    KB_SQL_META_SET,
    KB_SQL_META_FIND,
    KB_SQL_META_REMOVE,
    KB_SQL_CHANGED_AFTER,
    KB_SQL_LOG,
    /* import */
    KB_SQL_IMPORT_ADD,
    KB_SQL_IMPORT_SHA256,
    KB_SQL_VARIABLE_ADD,
    KB_SQL_VARIABLE_FIND,
    KB_SQL_VARIABLE_KINDS,
    KB_SQL_QUESTION_ADD,
    KB_SQL_QUESTION_FIND,
    KB_SQL_QUESTION_LAST,
    KB_SQL_RESPONDENTS_OF_WAVE,
    KB_SQL_RESPONDENTS_ADD,
    KB_SQL_RESPONDENT_BACKGROUND,
    KB_SQL_BACKGROUNDS,
    KB_SQL_BACKGROUND_ADD,
    KB_SQL_BACKGROUNDS_CLEAN,
    KB_SQL_VALUE_ADD,
    KB_SQL_VALUE_FIND,
    KB_SQL_VALUE_CONFIRM,
    KB_SQL_VALUE_REPLACE,
    KB_SQL_ANSWER_NEXT,
    KB_SQL_ANSWER_KEYS,
    KB_SQL_ANSWERS_ADD,
    KB_SQL_ANSWERS_ADD_PLAIN,
    KB_SQL_ANSWER_TEXT,
    KB_SQL_ANSWER_HISTORY,
    KB_SQL_ANSWER_REPLACE,
    /* reading */
    KB_SQL_ANSWERS,
    KB_SQL_ANSWERS_OF_RUN,
    KB_SQL_ANSWERED_OF_RUN,
    KB_SQL_NON_ANSWERS_OF_RUN,
    KB_SQL_ANSWERS_SOME,
    KB_SQL_RESPONDENTS_FROM,
    KB_SQL_QUESTION_NAME,
    KB_SQL_FIRST_GROUP_OF,
    KB_SQL_ANSWER_LAST,
    KB_SQL_FIRST_GROUP,
    KB_SQL_RESPONDENTS_NAMED,
    KB_SQL_RESPONDENT_LIMIT,
    KB_SQL_RESPONDENT_COUNT,
    KB_SQL_ANSWER_COUNT,
    KB_SQL_ADDED_SINCE,
    KB_SQL_REPLACED_SINCE,
    KB_SQL_WHEN_CHANGED,
    KB_SQL_QUESTIONS,
    KB_SQL_VARIABLES,
    KB_SQL_VALUES,
    KB_SQL_BACKGROUND_TEXTS,
    KB_SQL_GROUP_VALUES,
    /* runs */
    KB_SQL_CODEBOOK_ADD,
    KB_SQL_CODEBOOK_FIND,
    KB_SQL_RUN_ADD,
    KB_SQL_RUN_END,
    KB_SQL_RUN_LAST,
    KB_SQL_RUN_FIND,
    KB_SQL_RUN_WHOLE,
    KB_SQL_RUNS,
    KB_SQL_THEME_ADD,
    KB_SQL_CATEGORY_ADD,
    KB_SQL_CODE_ADD,
    KB_SQL_RULE_ADD,
    KB_SQL_CODE_NAMES,
    KB_SQL_CODE_NAME_ADD,
    KB_SQL_RULE_NAMES,
    KB_SQL_RULE_NAME_ADD,
    KB_SQL_RULE_SET_FIND,
    KB_SQL_RULE_SET_ADD,
    KB_SQL_RULE_SET_TEXT,
    /* what runs found: the open rows from an answer on, adding, closing; see ledger.h */
    KB_SQL_SEGMENT_WALK,
    KB_SQL_SEGMENT_ADD,
    KB_SQL_SEGMENT_CLOSE,
    KB_SQL_FURTHER_MATCH_WALK,
    KB_SQL_FURTHER_MATCH_ADD,
    KB_SQL_FURTHER_MATCH_CLOSE,
    KB_SQL_NON_ANSWER_WALK,
    KB_SQL_NON_ANSWER_ADD,
    KB_SQL_NON_ANSWER_CLOSE,
    KB_SQL_UNDECIDED_WALK,
    KB_SQL_UNDECIDED_ADD,
    KB_SQL_UNDECIDED_CLOSE,
    KB_SQL_WORDLESS_WALK,
    KB_SQL_WORDLESS_ADD,
    KB_SQL_WORDLESS_CLOSE,
    KB_SQL_CODE_PLACES,
    KB_SQL_SEGMENTS,
    KB_SQL_ANSWER_OF_RUN,
    KB_SQL_ANSWER_NUMBERS,
    KB_SQL_UNDECIDED,
    /* the index of words, and what an edited rule had */
    KB_SQL_INDEX_CLEAR,
    KB_SQL_INDEX_PUT,
    KB_SQL_INDEX_GET,
    KB_SQL_INDEX_PIECE,
    KB_SQL_INDEX_MEASURE,
    KB_SQL_RULE_SETS,
    KB_SQL_ANSWERS_OF_SETS,
    KB_SQL_ANSWERS_UNDECIDED,
    /* erasing */
    KB_SQL_FORGET_MARK,
    KB_SQL_FORGET_COUNT,
    KB_SQL_FORGET_SEGMENTS,
    KB_SQL_FORGET_MATCHES,
    KB_SQL_FORGET_NON_ANSWERS,
    KB_SQL_FORGET_UNDECIDED,
    KB_SQL_FORGET_WORDLESS,
    KB_SQL_FORGET_HISTORY,
    KB_SQL_FORGET_ANSWERS,
    KB_SQL_FORGET_VALUES,
    KB_SQL_FORGET_RESPONDENT,
    KB_SQL_COUNT
} kb_sql;

/* The text of a statement. */
const char *kb_sql_text(kb_sql which);

/* Several statements at once, which take no values. */
extern const char kb_sql_settings[];      /* after opening for writing */
extern const char kb_sql_settings_read[]; /* after opening for reading */
extern const char kb_sql_page_size[];     /* before a file gets its first page */
extern const char kb_sql_rollback[];
extern const char kb_sql_sync_off[];
extern const char kb_sql_sync_on[];
extern const char kb_sql_exclusive_on[];
extern const char kb_sql_exclusive_off[];

#endif
