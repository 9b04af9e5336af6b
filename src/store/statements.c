/* SPDX-License-Identifier: MIT */
/*
 * Every SQL statement of the program.  Values are ?1, ?2 ... in the order in which the caller
 * gives them.  CROSS JOIN is SQLite's way to say "in this order": the walks rely on it.
 */
#include "statements.h"

/* The text of an answer as run ?1 saw it; see answer_history in schema.sql. */
#define TEXT_OF_RUN                                                                                \
    "iif(EXISTS (SELECT 1 FROM answer_history WHERE last_run >= ?1),"                              \
    " coalesce((SELECT h.text FROM answer_history h WHERE h.answer = a.id AND h.last_run >= ?1"    \
    " ORDER BY h.last_run, h.id LIMIT 1), a.text), a.text)"

#define RUN_COLUMNS                                                                                \
    "SELECT id, at, codebook_path, codebook_sha256, codebook_version, answers_sha256, engine,"     \
    " libraries, options, segments_sha256, segments_sum, answers, non_answers, coded, segments,"   \
    " undecided, wordless, last_answer, forgotten FROM run "

/* Rows that hang on an answer of respondent ?1, in any run. */
#define OF_RESPONDENT " WHERE answer IN (SELECT id FROM answer WHERE respondent = ?1)"

/* Whether a row of table `t` is valid in run ?1. */
#define IN_RUN(t) " " t ".first_run <= ?1 AND (" t ".last_run IS NULL OR " t ".last_run >= ?1)"

/* Whether answer `a` said nothing in run ?1. */
#define NON_ANSWER                                                                                 \
    " EXISTS (SELECT 1 FROM non_answer) AND"                                                       \
    " EXISTS (SELECT 1 FROM non_answer n WHERE n.answer = a.id AND" IN_RUN("n") ")"

/*
 * The three statements of a table of ledger.h.  `columns` are the table's but the last two, in its
 * own order, so that SQLite need not sort them; `values` as many columns of kb_feed; `order` is the
 * key without first_run.  Rows to be closed, at run ?2, are given whole with their first_run, and
 * replaced: that is half the work of an UPDATE.  OR FAIL: a failure ends the transaction
 * anyway, so that no statement journal is needed.
 */
#define WALK(table, columns, order)                                                                \
    "SELECT " columns ", first_run FROM " table " WHERE answer >= ?1 AND last_run IS NULL"         \
    " ORDER BY " order ", first_run"
#define ADD(table, columns, values)                                                                \
    "INSERT OR FAIL INTO " table " (" columns ", first_run, last_run)"                             \
    " SELECT " values ", ?2, NULL FROM kb_feed(?1)"
#define CLOSE(table, columns, values, first_run)                                                   \
    "INSERT OR REPLACE INTO " table " (" columns ", first_run, last_run)"                          \
    " SELECT " values ", " first_run ", ?2 FROM kb_feed(?1)"
#define LEDGER(name, table, columns, values, first_run, order)                                     \
    [KB_SQL_##name##_WALK] = WALK(table, columns, order),                                          \
    [KB_SQL_##name##_ADD] = ADD(table, columns, values),                                           \
    [KB_SQL_##name##_CLOSE] = CLOSE(table, columns, values, first_run)

#define SEGMENT_COLUMNS                                                                            \
    "answer, begin_byte, end_byte, code, rule_set, rule, match_begin, match_end, cue_begin,"       \
    " cue_end"
#define FURTHER_COLUMNS "answer, begin_byte, end_byte, code, rule, alike, cue_begin, cue_end"

#define NOW             "strftime('%Y-%m-%dT%H:%M:%SZ', 'now')"

static const char *const texts[KB_SQL_COUNT] = {
    [KB_SQL_PAGE_COUNT] = "PRAGMA page_count",
    [KB_SQL_APPLICATION] = "PRAGMA application_id",
    [KB_SQL_VERSION] = "PRAGMA user_version",
    [KB_SQL_ENCODING] = "PRAGMA encoding",
    [KB_SQL_JOURNAL_WAL] = "PRAGMA journal_mode = WAL",
    [KB_SQL_JOURNAL_DELETE] = "PRAGMA journal_mode = DELETE",
    [KB_SQL_CHECKPOINT] = "PRAGMA wal_checkpoint(TRUNCATE)",
    [KB_SQL_BACKUP] = "VACUUM INTO ?1",
    [KB_SQL_VIEW_DROP] = "SELECT 'DROP VIEW \"' || replace(name, '\"', '\"\"') || '\"'"
                         " FROM sqlite_schema WHERE type = 'view' AND substr(name, 1, 2) = 'v_'"
                         " LIMIT 1",
    [KB_SQL_REFERENCES_CHECK] = "PRAGMA foreign_key_check",
    [KB_SQL_VACUUM] = "VACUUM",
    [KB_SQL_BEGIN] = "BEGIN IMMEDIATE",
    [KB_SQL_COMMIT] = "COMMIT",
    [KB_SQL_META] = "INSERT INTO meta (name, text) VALUES (?1, ?2)",
    [KB_SQL_META_SET] = "INSERT INTO meta (name, text) VALUES (?1, ?2)"
                        " ON CONFLICT (name) DO UPDATE SET text = excluded.text",
    [KB_SQL_META_FIND] = "SELECT text FROM meta WHERE name = ?1",
    [KB_SQL_META_REMOVE] = "DELETE FROM meta WHERE name = ?1",
    [KB_SQL_CHANGED_AFTER] = "INSERT INTO meta (name, text)"
                             " SELECT ?1, id FROM run WHERE id = (SELECT max(id) FROM run)"
                             " ON CONFLICT (name) DO UPDATE SET text = excluded.text",
    [KB_SQL_LOG] = "INSERT INTO log (at, what) VALUES (" NOW ", ?1)",

    [KB_SQL_IMPORT_ADD] = "INSERT INTO import (at, file, wave, encoding, sha256)"
                          " VALUES (" NOW ", ?1, ?2, ?3, ?4)",
    [KB_SQL_IMPORT_SHA256] = "UPDATE import SET sha256 = ?2 WHERE id = ?1",
    [KB_SQL_VARIABLE_ADD] = "INSERT INTO variable (name, label, kind) VALUES (?1, ?2, ?3)"
                            " ON CONFLICT (name) DO UPDATE SET label = excluded.label"
                            " WHERE label = '' AND excluded.label <> ''",
    [KB_SQL_VARIABLE_FIND] = "SELECT id, kind = 'group' FROM variable WHERE name = ?1",
    [KB_SQL_VARIABLE_KINDS] = "SELECT id, kind = 'group' FROM variable ORDER BY id",
    [KB_SQL_QUESTION_ADD] = "INSERT INTO question (name, label) VALUES (?1, ?2)"
                            " ON CONFLICT (name) DO UPDATE SET label = excluded.label"
                            " WHERE label = '' AND excluded.label <> ''",
    [KB_SQL_QUESTION_FIND] = "SELECT id FROM question WHERE name = ?1",
    [KB_SQL_QUESTION_LAST] = "SELECT max(id) FROM question",
    [KB_SQL_RESPONDENTS_OF_WAVE] = "SELECT id, name, row, background FROM respondent"
                                   " WHERE wave = ?1 ORDER BY id",
    [KB_SQL_RESPONDENTS_ADD] = "INSERT INTO respondent (wave, name, import, row, background)"
                               " SELECT ?2, c0, ?3, c1, c2 FROM kb_feed(?1)",
    [KB_SQL_RESPONDENT_BACKGROUND] = "UPDATE respondent SET background = ?2 WHERE id = ?1",
    [KB_SQL_BACKGROUNDS] = "SELECT background, variable, text FROM background_value"
                           " ORDER BY background, variable",
    [KB_SQL_BACKGROUND_ADD] = "INSERT INTO background_value (background, variable, text)"
                              " VALUES (?1, ?2, ?3)",
    [KB_SQL_BACKGROUNDS_CLEAN] = "DELETE FROM background_value WHERE background NOT IN"
                                 " (SELECT background FROM respondent"
                                 " WHERE background IS NOT NULL)",
    [KB_SQL_VALUE_ADD] = "INSERT INTO value (variable, respondent, text, import)"
                         " VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
    [KB_SQL_VALUE_FIND] = "SELECT text, import FROM value WHERE variable = ?1 AND respondent = ?2",
    [KB_SQL_VALUE_CONFIRM] = "UPDATE value SET import = ?3 WHERE variable = ?1 AND respondent = ?2",
    [KB_SQL_VALUE_REPLACE] = "UPDATE value SET text = ?3, import = ?4"
                             " WHERE variable = ?1 AND respondent = ?2",
    /* A number is never used again, also when the answer that had it is erased. */
    [KB_SQL_ANSWER_NEXT] =
        "SELECT 1 + max(coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'answer'), 0),"
        " coalesce((SELECT max(id) FROM answer), 0))",
    [KB_SQL_ANSWER_KEYS] = "SELECT id, respondent, question FROM answer WHERE id < ?1",
    [KB_SQL_ANSWERS_ADD] =
        "INSERT INTO answer (respondent, question, import, row, text, raw, encoding)"
        " SELECT c0, c1, iif(c2 IS NULL, NULL, ?2), c2, c3, c4, c5 FROM kb_feed(?1)",
    [KB_SQL_ANSWERS_ADD_PLAIN] = "INSERT INTO answer (respondent, question, text)"
                                 " SELECT c0, c1, c3 FROM kb_feed(?1)",
    [KB_SQL_ANSWER_TEXT] = "SELECT text FROM answer WHERE id = ?1",
    [KB_SQL_ANSWER_HISTORY] =
        "INSERT INTO answer_history (answer, last_run, import, row, text, raw, encoding)"
        " SELECT a.id, (SELECT coalesce(max(id), 0) FROM run), coalesce(a.import, r.import),"
        " coalesce(a.row, r.row), a.text, a.raw, a.encoding"
        " FROM answer a CROSS JOIN respondent r ON r.id = a.respondent WHERE a.id = ?1",
    [KB_SQL_ANSWER_REPLACE] = "UPDATE answer SET import = ?2, row = ?3, text = ?4, raw = ?5,"
                              " encoding = ?6 WHERE id = ?1",

    [KB_SQL_ANSWERS] = "SELECT 1 FROM answer"
                       " WHERE kb_take(?1, id, respondent, question, 0, text, '') ORDER BY id",
    [KB_SQL_ANSWERS_OF_RUN] =
        "SELECT 1 FROM answer a WHERE a.id <= (SELECT last_answer FROM run WHERE id = ?1)"
        " AND kb_take(?2, a.id, a.respondent, a.question," NON_ANSWER ", " TEXT_OF_RUN ", '')"
        " ORDER BY a.id",
    [KB_SQL_ANSWERED_OF_RUN] =
        "SELECT 1 FROM answer a WHERE a.id <= (SELECT last_answer FROM run WHERE id = ?1)"
        " AND kb_take(?2, a.id, a.respondent, " TEXT_OF_RUN " <> '', 0, '', '') ORDER BY a.id",
    [KB_SQL_NON_ANSWERS_OF_RUN] = "SELECT 1 FROM non_answer n WHERE CASE WHEN" IN_RUN(
        "n") " THEN kb_take(?2, answer, 0, 0, 0, '', '') ELSE 0 END ORDER BY answer",
    [KB_SQL_ANSWERS_SOME] = "SELECT 1 FROM kb_feed(?1) f CROSS JOIN answer a ON a.id = f.c0"
                            " WHERE kb_take(?2, a.id, a.respondent, a.question, 0, a.text, '')",
    [KB_SQL_RESPONDENTS_FROM] = "SELECT 1 FROM respondent WHERE id >= ?1"
                                " AND kb_take(?2, id, background, 0, 0, wave, name) ORDER BY id",
    [KB_SQL_QUESTION_NAME] = "SELECT name FROM question WHERE id = ?1",
    [KB_SQL_FIRST_GROUP_OF] = "SELECT text FROM background_value WHERE background = ?1"
                              " AND variable = (SELECT min(id) FROM variable WHERE kind = 'group')",
    [KB_SQL_ANSWER_LAST] = "SELECT coalesce(max(id), 0) FROM answer",
    [KB_SQL_FIRST_GROUP] = "SELECT name FROM variable WHERE kind = 'group' ORDER BY id LIMIT 1",
    [KB_SQL_RESPONDENTS_NAMED] = "SELECT id, wave FROM respondent WHERE name = ?1"
                                 " AND (?2 IS NULL OR wave = ?2) ORDER BY id LIMIT 2",
    [KB_SQL_RESPONDENT_COUNT] = "SELECT count(*) FROM respondent",
    [KB_SQL_RESPONDENT_LIMIT] = "SELECT coalesce(max(id), 0) + 1 FROM respondent",
    [KB_SQL_ANSWER_COUNT] = "SELECT count(*) FROM answer WHERE text <> ''",
    [KB_SQL_ADDED_SINCE] = "SELECT count(*) FROM answer WHERE text <> ''"
                           " AND id > (SELECT last_answer FROM run WHERE id = ?1)",
    [KB_SQL_REPLACED_SINCE] =
        "SELECT count(DISTINCT answer) FROM answer_history WHERE last_run >= ?1",
    [KB_SQL_WHEN_CHANGED] = "SELECT coalesce((SELECT CAST(text AS INTEGER) FROM meta"
                            " WHERE name = ?1), 0)",
    [KB_SQL_QUESTIONS] = "SELECT id, name, label FROM question ORDER BY id",
    [KB_SQL_VARIABLES] = "SELECT name FROM variable ORDER BY id",
    [KB_SQL_VALUES] = "SELECT respondent, text FROM value WHERE variable = ?1 ORDER BY respondent",
    [KB_SQL_BACKGROUND_TEXTS] = "SELECT background, text FROM background_value WHERE variable = ?1"
                                " ORDER BY background",
    [KB_SQL_GROUP_VALUES] = "SELECT r.id, b.text FROM respondent r CROSS JOIN background_value b"
                            " ON b.background = r.background AND b.variable = ?1 ORDER BY r.id",

    [KB_SQL_CODEBOOK_ADD] = "INSERT INTO codebook (sha256, text) VALUES (?1, ?2)"
                            " ON CONFLICT DO NOTHING",
    [KB_SQL_CODEBOOK_FIND] = "SELECT b.text FROM run r JOIN codebook b"
                             " ON b.sha256 = r.codebook_sha256 WHERE r.id = ?1",
    [KB_SQL_RUN_ADD] =
        "INSERT INTO run (at, codebook_path, codebook_sha256, codebook_version, answers_sha256,"
        " engine, libraries, options, last_answer)"
        " VALUES (coalesce(?1, " NOW "), ?2, ?3, ?4, ?5, ?6, ?7, ?8,"
        " (SELECT coalesce(max(id), 0) FROM answer))",
    [KB_SQL_RUN_END] =
        "UPDATE run SET answers_sha256 = coalesce(?2, answers_sha256), segments_sha256 = ?3,"
        " segments_sum = ?4, answers = ?5, non_answers = ?6, coded = ?7, segments = ?8,"
        " undecided = ?9, wordless = ?10 WHERE id = ?1",
    [KB_SQL_RUN_LAST] = RUN_COLUMNS "ORDER BY id DESC LIMIT 1",
    [KB_SQL_RUN_FIND] = RUN_COLUMNS "WHERE id = ?1",
    [KB_SQL_RUN_WHOLE] = "SELECT 1 FROM run WHERE id = ?1 AND NOT forgotten",
    [KB_SQL_RUNS] = RUN_COLUMNS "ORDER BY id",
    [KB_SQL_THEME_ADD] = "INSERT INTO theme (run, number, id, label) VALUES (?1, ?2, ?3, ?4)",
    [KB_SQL_CATEGORY_ADD] = "INSERT INTO category (run, number, id, label)"
                            " VALUES (?1, ?2, ?3, ?4)",
    [KB_SQL_CODE_ADD] = "INSERT INTO code (run, code, number, theme, category, label, statement,"
                        " status) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    [KB_SQL_RULE_ADD] = "INSERT INTO rule (run, rule, number, code) VALUES (?1, ?2, ?3, ?4)",
    [KB_SQL_CODE_NAMES] = "SELECT number, id FROM code_name ORDER BY number",
    [KB_SQL_CODE_NAME_ADD] = "INSERT INTO code_name (number, id) VALUES (?1, ?2)",
    [KB_SQL_RULE_NAMES] = "SELECT number, id FROM rule_name ORDER BY number",
    [KB_SQL_RULE_NAME_ADD] = "INSERT INTO rule_name (number, id) VALUES (?1, ?2)",
    [KB_SQL_RULE_SET_FIND] = "SELECT number FROM rule_set WHERE rules = ?1",
    [KB_SQL_RULE_SET_ADD] = "INSERT INTO rule_set (rules) VALUES (?1)",
    [KB_SQL_RULE_SET_TEXT] = "SELECT rules FROM rule_set WHERE number = ?1",

    LEDGER(SEGMENT, "segment", SEGMENT_COLUMNS, "c0, c1, c2, c3, c4, c5, c6, c7, c8, c9", "c10",
           "answer, begin_byte, end_byte DESC, code"),
    LEDGER(FURTHER_MATCH, "further_match", FURTHER_COLUMNS, "c0, c1, c2, c3, c4, c5, c6, c7", "c8",
           "answer, begin_byte, end_byte DESC, code, rule, alike"),
    LEDGER(NON_ANSWER, "non_answer", "answer", "c0", "c1", "answer"),
    LEDGER(UNDECIDED, "undecided", "answer, rule", "c0, c1", "c2", "answer, rule"),
    LEDGER(WORDLESS, "wordless", "answer, matches", "c0, c1", "c2", "answer"),
    [KB_SQL_CODE_PLACES] = "SELECT code, number, (SELECT count(*) FROM code WHERE run = ?1),"
                           " (SELECT count(*) FROM code_name) FROM code WHERE run = ?1",
    [KB_SQL_SEGMENTS] = "SELECT answer, begin_byte, end_byte, code, rule_set, match_begin,"
                        " match_end, coalesce(cue_begin, 0), coalesce(cue_end, 0) FROM segment s"
                        " WHERE" IN_RUN("s") " ORDER BY answer, begin_byte, end_byte DESC",
    [KB_SQL_ANSWER_OF_RUN] = "SELECT a.respondent, a.question, r.wave, r.name, q.name, " TEXT_OF_RUN
                             " FROM answer a CROSS JOIN respondent r ON r.id = a.respondent"
                             " CROSS JOIN question q ON q.id = a.question WHERE a.id = ?2",
    [KB_SQL_ANSWER_NUMBERS] = "SELECT id, respondent, question FROM answer ORDER BY id",
    [KB_SQL_UNDECIDED] = "SELECT u.answer, a.respondent, r.name, q.name, n.id"
                         " FROM undecided u CROSS JOIN answer a ON a.id = u.answer"
                         " CROSS JOIN respondent r ON r.id = a.respondent"
                         " CROSS JOIN question q ON q.id = a.question"
                         " CROSS JOIN rule k ON k.run = ?1 AND k.rule = u.rule"
                         " CROSS JOIN rule_name n ON n.number = u.rule"
                         " WHERE" IN_RUN("u") " ORDER BY u.answer, k.number",

    [KB_SQL_INDEX_CLEAR] = "DELETE FROM word_index",
    [KB_SQL_INDEX_PUT] = "INSERT INTO word_index (number, part, answers_sha256, data)"
                         " VALUES (?1, ?2, ?3, ?4)",
    [KB_SQL_INDEX_GET] = "SELECT data FROM word_index WHERE number = ?1 AND answers_sha256 = ?2",
    [KB_SQL_INDEX_PIECE] = "SELECT data FROM word_index WHERE number = ?1",
    [KB_SQL_INDEX_MEASURE] = "SELECT count(*), coalesce(sum(length(data)), 0) FROM word_index"
                             " WHERE number >= ?1",
    [KB_SQL_RULE_SETS] = "SELECT number, rules FROM rule_set",
    [KB_SQL_ANSWERS_OF_SETS] = "SELECT answer FROM segment"
                               " WHERE rule_set IN (SELECT c0 FROM kb_feed(?1))"
                               " AND last_run IS NULL",
    [KB_SQL_ANSWERS_UNDECIDED] = "SELECT answer FROM undecided WHERE last_run IS NULL"
                                 " AND rule IN (SELECT c0 FROM kb_feed(?1))",

    [KB_SQL_FORGET_MARK] = "UPDATE run SET forgotten = 1 WHERE last_answer >="
                           " (SELECT min(id) FROM answer WHERE respondent = ?1)",
    [KB_SQL_FORGET_COUNT] = "SELECT count(*) FROM segment s CROSS JOIN run r"
                            " ON r.id BETWEEN s.first_run AND ifnull(s.last_run, r.id)"
                            " WHERE s.answer IN (SELECT id FROM answer WHERE respondent = ?1)",
    [KB_SQL_FORGET_SEGMENTS] = "DELETE FROM segment" OF_RESPONDENT,
    [KB_SQL_FORGET_MATCHES] = "DELETE FROM further_match" OF_RESPONDENT,
    [KB_SQL_FORGET_NON_ANSWERS] = "DELETE FROM non_answer" OF_RESPONDENT,
    [KB_SQL_FORGET_UNDECIDED] = "DELETE FROM undecided" OF_RESPONDENT,
    [KB_SQL_FORGET_WORDLESS] = "DELETE FROM wordless" OF_RESPONDENT,
    [KB_SQL_FORGET_HISTORY] = "DELETE FROM answer_history WHERE answer IN"
                              " (SELECT id FROM answer WHERE respondent = ?1)",
    [KB_SQL_FORGET_ANSWERS] = "DELETE FROM answer WHERE respondent = ?1",
    [KB_SQL_FORGET_VALUES] = "DELETE FROM value WHERE variable IN (SELECT id FROM variable)"
                             " AND respondent = ?1",
    [KB_SQL_FORGET_RESPONDENT] = "DELETE FROM respondent WHERE id = ?1",
};

/* secure_delete: what is deleted is overwritten.  synchronous: a commit survives a power cut. */
const char kb_sql_settings[] = "PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;"
                               "PRAGMA synchronous = FULL; PRAGMA cache_size = -32768";
const char kb_sql_settings_read[] = "PRAGMA query_only = ON; PRAGMA cache_size = -32768";
const char kb_sql_page_size[] = "PRAGMA page_size = 16384";
const char kb_sql_rollback[] = "ROLLBACK";
const char kb_sql_sync_off[] = "PRAGMA synchronous = OFF";
const char kb_sql_sync_on[] = "PRAGMA synchronous = FULL";
const char kb_sql_exclusive_on[] = "PRAGMA locking_mode = EXCLUSIVE";
const char kb_sql_exclusive_off[] = "PRAGMA locking_mode = NORMAL; PRAGMA user_version";

const char *kb_sql_text(kb_sql which)
{
    return texts[which];
}
