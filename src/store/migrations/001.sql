-- SPDX-License-Identifier: MIT
--
-- From schema 1 to 2.  The tables and views are those of schema.sql as it was then.

DROP VIEW v_answer;
DROP VIEW v_segment;
DROP VIEW v_match;
DROP VIEW v_code;
DROP VIEW v_matrix;
DROP VIEW v_undecided;
DROP VIEW v_respondent;

-- ---------------------------------------------------------------------- the runs
--
-- Rows that were written for every run become rows that are valid from one run to another.
-- Consecutive runs with the same row are an island: in it, the run's number less the row's
-- number among all rows alike stays the same.

ALTER TABLE run ADD COLUMN segments_sum TEXT NOT NULL DEFAULT '';

ALTER TABLE rule RENAME TO old_rule;
ALTER TABLE code RENAME TO old_code;
ALTER TABLE rule_set RENAME TO old_rule_set;
ALTER TABLE segment RENAME TO old_segment;
ALTER TABLE further_match RENAME TO old_further_match;
ALTER TABLE non_answer RENAME TO old_non_answer;
ALTER TABLE undecided RENAME TO old_undecided;

CREATE TABLE code_name (
    number INTEGER PRIMARY KEY, -- from 1, for good
    id     TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE rule_name (
    number INTEGER PRIMARY KEY,
    id     TEXT NOT NULL UNIQUE -- <code>#<its id or number>
) STRICT;

CREATE TABLE rule_set (
    number INTEGER PRIMARY KEY,
    rules  TEXT NOT NULL UNIQUE -- rule ids joined by a space, in file order
) STRICT;

CREATE TABLE code (
    run       INTEGER NOT NULL REFERENCES run,
    code      INTEGER NOT NULL REFERENCES code_name,
    number    INTEGER NOT NULL,
    theme     INTEGER NOT NULL,
    category  INTEGER NOT NULL,
    label     TEXT NOT NULL,
    statement TEXT NOT NULL, -- what is printed in the cell
    status    TEXT NOT NULL CHECK (status IN ('active', 'draft', 'retired')),
    PRIMARY KEY (run, code),
    FOREIGN KEY (run, theme) REFERENCES theme,
    FOREIGN KEY (run, category) REFERENCES category
) STRICT, WITHOUT ROWID;

CREATE TABLE rule (
    run    INTEGER NOT NULL REFERENCES run,
    rule   INTEGER NOT NULL REFERENCES rule_name,
    number INTEGER NOT NULL,
    code   INTEGER NOT NULL,
    PRIMARY KEY (run, rule),
    FOREIGN KEY (run, code) REFERENCES code
) STRICT, WITHOUT ROWID;

CREATE TABLE segment (
    answer      INTEGER NOT NULL,
    begin_byte  INTEGER NOT NULL,
    end_byte    INTEGER NOT NULL,
    code        INTEGER NOT NULL, -- of code_name
    rule_set    INTEGER NOT NULL,
    rule        INTEGER NOT NULL, -- of rule_name; the first match's
    match_begin INTEGER NOT NULL,
    match_end   INTEGER NOT NULL,
    cue_begin   INTEGER, -- the words that flipped the first match; else NULL
    cue_end     INTEGER,
    first_run   INTEGER NOT NULL,
    last_run    INTEGER,
    PRIMARY KEY (answer, begin_byte, end_byte DESC, code, first_run)
) STRICT, WITHOUT ROWID;

CREATE TABLE further_match (
    answer     INTEGER NOT NULL,
    begin_byte INTEGER NOT NULL,
    end_byte   INTEGER NOT NULL,
    code       INTEGER NOT NULL, -- of the segment
    rule       INTEGER NOT NULL,
    alike      INTEGER NOT NULL, -- 0, or 1, 2 ... where parts of several matches are the same
    cue_begin  INTEGER,
    cue_end    INTEGER,
    first_run  INTEGER NOT NULL,
    last_run   INTEGER,
    PRIMARY KEY (answer, begin_byte, end_byte DESC, code, rule, alike, first_run)
) STRICT, WITHOUT ROWID;

CREATE TABLE non_answer (
    answer    INTEGER NOT NULL,
    first_run INTEGER NOT NULL,
    last_run  INTEGER,
    PRIMARY KEY (answer, first_run)
) STRICT, WITHOUT ROWID;

CREATE TABLE undecided (
    answer    INTEGER NOT NULL,
    rule      INTEGER NOT NULL,
    first_run INTEGER NOT NULL,
    last_run  INTEGER,
    PRIMARY KEY (answer, rule, first_run)
) STRICT, WITHOUT ROWID;

CREATE TABLE wordless (
    answer    INTEGER NOT NULL,
    matches   INTEGER NOT NULL, -- how many
    first_run INTEGER NOT NULL,
    last_run  INTEGER,
    PRIMARY KEY (answer, first_run)
) STRICT, WITHOUT ROWID;

INSERT INTO code_name (id)
SELECT id FROM old_code GROUP BY id ORDER BY min(run), min(number);

INSERT INTO rule_name (id)
SELECT id FROM old_rule GROUP BY id ORDER BY min(run), min(number);

INSERT INTO rule_set (rules)
SELECT rules FROM old_rule_set GROUP BY rules ORDER BY min(run), min(number);

INSERT INTO code (run, code, number, theme, category, label, statement, status)
SELECT c.run, n.number, c.number, c.theme, c.category, c.label, c.statement, c.status
FROM old_code c JOIN code_name n ON n.id = c.id;

INSERT INTO rule (run, rule, number, code)
SELECT u.run, w.number, u.number, n.number
FROM old_rule u JOIN rule_name w ON w.id = u.id
                JOIN old_code c ON c.run = u.run AND c.number = u.code
                JOIN code_name n ON n.id = c.id;

INSERT INTO segment (answer, begin_byte, end_byte, code, first_run, last_run, rule_set, rule,
                     match_begin, match_end, cue_begin, cue_end)
SELECT answer, begin_byte, end_byte, code, min(run),
       CASE WHEN max(run) < (SELECT max(id) FROM run) THEN max(run) END,
       rule_set, rule, match_begin, match_end, cue_begin, cue_end
FROM (SELECT s.run AS run, s.answer AS answer, s.begin_byte AS begin_byte, s.end_byte AS end_byte,
             n.number AS code, z.number AS rule_set, w.number AS rule,
             s.match_begin AS match_begin, s.match_end AS match_end,
             s.cue_begin AS cue_begin, s.cue_end AS cue_end,
             s.run - row_number() OVER (PARTITION BY s.answer, s.begin_byte, s.end_byte, n.number,
                                        z.number, w.number, s.match_begin, s.match_end,
                                        s.cue_begin, s.cue_end ORDER BY s.run) AS island
      FROM old_segment s CROSS JOIN old_code c ON c.run = s.run AND c.number = s.code
                         CROSS JOIN code_name n ON n.id = c.id
                         CROSS JOIN old_rule u ON u.run = s.run AND u.number = s.rule
                         CROSS JOIN rule_name w ON w.id = u.id
                         CROSS JOIN old_rule_set g ON g.run = s.run AND g.number = s.rule_set
                         CROSS JOIN rule_set z ON z.rules = g.rules)
GROUP BY answer, begin_byte, end_byte, code, rule_set, rule, match_begin, match_end, cue_begin,
         cue_end, island
ORDER BY answer, begin_byte, end_byte DESC, code, min(run);

INSERT INTO further_match (answer, begin_byte, end_byte, code, rule, alike, first_run, last_run,
                           cue_begin, cue_end)
SELECT answer, begin_byte, end_byte, code, rule, alike, min(run),
       CASE WHEN max(run) < (SELECT max(id) FROM run) THEN max(run) END, cue_begin, cue_end
FROM (SELECT *, run - row_number() OVER (PARTITION BY answer, begin_byte, end_byte, code, rule,
                                         alike, cue_begin, cue_end ORDER BY run) AS island
      FROM (SELECT m.run AS run, m.answer AS answer, m.begin_byte AS begin_byte,
                   m.end_byte AS end_byte, n.number AS code, w.number AS rule,
                   m.cue_begin AS cue_begin, m.cue_end AS cue_end,
                   row_number() OVER (PARTITION BY m.run, m.answer, m.begin_byte, m.end_byte,
                                      m.code, m.rule ORDER BY m.cue_begin, m.cue_end) - 1 AS alike
            FROM old_further_match m
                 CROSS JOIN old_code c ON c.run = m.run AND c.number = m.code
                 CROSS JOIN code_name n ON n.id = c.id
                 CROSS JOIN old_rule u ON u.run = m.run AND u.number = m.rule
                 CROSS JOIN rule_name w ON w.id = u.id))
GROUP BY answer, begin_byte, end_byte, code, rule, alike, cue_begin, cue_end, island
ORDER BY answer, begin_byte, end_byte DESC, code, rule, alike, min(run);

INSERT INTO non_answer (answer, first_run, last_run)
SELECT answer, min(run), CASE WHEN max(run) < (SELECT max(id) FROM run) THEN max(run) END
FROM (SELECT *, run - row_number() OVER (PARTITION BY answer ORDER BY run) AS island
      FROM old_non_answer)
GROUP BY answer, island
ORDER BY answer, min(run);

INSERT INTO undecided (answer, rule, first_run, last_run)
SELECT answer, rule, min(run), CASE WHEN max(run) < (SELECT max(id) FROM run) THEN max(run) END
FROM (SELECT u.answer AS answer, w.number AS rule, u.run AS run,
             u.run - row_number() OVER (PARTITION BY u.answer, w.number ORDER BY u.run) AS island
      FROM old_undecided u CROSS JOIN old_rule k ON k.run = u.run AND k.number = u.rule
                           CROSS JOIN rule_name w ON w.id = k.id)
GROUP BY answer, rule, island
ORDER BY answer, rule, min(run);

DROP TABLE old_undecided;
DROP TABLE old_non_answer;
DROP TABLE old_further_match;
DROP TABLE old_segment;
DROP TABLE old_rule_set;
DROP TABLE old_rule;
DROP TABLE old_code;

-- --------------------------------------------------------------- for analysts

-- Answers with text, as the last run saw them; all of them when there is no run yet.
CREATE VIEW v_answer (respondent, question, text, non_answer, wave) AS
SELECT r.name, q.name,
       coalesce((SELECT h.text FROM answer_history h
                 WHERE h.answer = a.id AND h.last_run >= (SELECT max(id) FROM run)
                 ORDER BY h.last_run, h.id LIMIT 1), a.text) AS seen,
       EXISTS (SELECT 1 FROM non_answer n
               WHERE n.answer = a.id
                     AND (SELECT max(id) FROM run) BETWEEN n.first_run AND ifnull(n.last_run, 9e18)),
       r.wave
FROM answer a CROSS JOIN respondent r ON r.id = a.respondent
              CROSS JOIN question q ON q.id = a.question
WHERE seen <> ''
      AND a.id <= coalesce((SELECT last_answer FROM run ORDER BY id DESC LIMIT 1), a.id)
ORDER BY a.id;

-- Segments in text order.  `source` is 'rule'; `cue` is the text that flipped the match, or NULL.
CREATE VIEW v_segment (respondent, question, code, theme, category, rules, source, start, "end",
                       quote, match_start, match_end, cue, wave) AS
SELECT respondent, question, code, theme, category, rules, 'rule',
       length(CAST(substr(bytes, 1, begin_byte) AS TEXT)),
       length(CAST(substr(bytes, 1, end_byte) AS TEXT)),
       CAST(substr(bytes, begin_byte + 1, end_byte - begin_byte) AS TEXT),
       length(CAST(substr(bytes, 1, match_begin) AS TEXT)),
       length(CAST(substr(bytes, 1, match_end) AS TEXT)),
       CAST(substr(bytes, cue_begin + 1, cue_end - cue_begin) AS TEXT),
       wave
FROM (SELECT r.name AS respondent, q.name AS question, n.id AS code, t.id AS theme,
             k.id AS category, g.rules AS rules, s.*, r.wave AS wave,
             CAST(coalesce((SELECT h.text FROM answer_history h
                            WHERE h.answer = s.answer AND h.last_run >= (SELECT max(id) FROM run)
                            ORDER BY h.last_run, h.id LIMIT 1), a.text) AS BLOB) AS bytes
      FROM segment s CROSS JOIN answer a ON a.id = s.answer
                     CROSS JOIN respondent r ON r.id = a.respondent
                     CROSS JOIN question q ON q.id = a.question
                     CROSS JOIN code c ON c.run = (SELECT max(id) FROM run) AND c.code = s.code
                     CROSS JOIN code_name n ON n.number = s.code
                     CROSS JOIN theme t ON t.run = c.run AND t.number = c.theme
                     CROSS JOIN category k ON k.run = c.run AND k.number = c.category
                     CROSS JOIN rule_set g ON g.number = s.rule_set
      WHERE (SELECT max(id) FROM run) BETWEEN s.first_run AND ifnull(s.last_run, 9e18)
      ORDER BY s.answer, s.begin_byte, s.end_byte DESC, c.number);

-- Every single match that supports a segment.
CREATE VIEW v_match (respondent, question, code, rule, start, "end", quote, cue, wave) AS
SELECT respondent, question, code, rule,
       length(CAST(substr(bytes, 1, begin_byte) AS TEXT)),
       length(CAST(substr(bytes, 1, end_byte) AS TEXT)),
       CAST(substr(bytes, begin_byte + 1, end_byte - begin_byte) AS TEXT),
       CAST(substr(bytes, cue_begin + 1, cue_end - cue_begin) AS TEXT),
       wave
FROM (SELECT r.name AS respondent, q.name AS question, n.id AS code, w.id AS rule,
             m.begin_byte, m.end_byte, m.cue_begin, m.cue_end, r.wave AS wave,
             CAST(coalesce((SELECT h.text FROM answer_history h
                            WHERE h.answer = m.answer AND h.last_run >= (SELECT max(id) FROM run)
                            ORDER BY h.last_run, h.id LIMIT 1), a.text) AS BLOB) AS bytes
      FROM (SELECT answer, code, rule, match_begin AS begin_byte, match_end AS end_byte,
                   cue_begin, cue_end
            FROM segment
            WHERE (SELECT max(id) FROM run) BETWEEN first_run AND ifnull(last_run, 9e18)
            UNION ALL
            SELECT answer, code, rule, begin_byte, end_byte, cue_begin, cue_end
            FROM further_match
            WHERE (SELECT max(id) FROM run) BETWEEN first_run AND ifnull(last_run, 9e18)) m
           CROSS JOIN answer a ON a.id = m.answer
           CROSS JOIN respondent r ON r.id = a.respondent
           CROSS JOIN question q ON q.id = a.question
           CROSS JOIN code c ON c.run = (SELECT max(id) FROM run) AND c.code = m.code
           CROSS JOIN rule u ON u.run = c.run AND u.rule = m.rule
           CROSS JOIN code_name n ON n.number = m.code
           CROSS JOIN rule_name w ON w.number = m.rule
      ORDER BY m.answer, m.begin_byte, m.end_byte DESC, c.number, u.number);

-- Every code of the codebook, also those that nobody got.
CREATE VIEW v_code (code, theme, category, statement, respondents, answers, segments,
                    label, status) AS
WITH found AS (
    SELECT s.code AS code, count(DISTINCT a.respondent) AS respondents,
           count(DISTINCT s.answer) AS answers, count(*) AS segments
    FROM segment s JOIN answer a ON a.id = s.answer
    WHERE (SELECT max(id) FROM run) BETWEEN s.first_run AND ifnull(s.last_run, 9e18)
    GROUP BY s.code)
SELECT n.id, t.id, k.id, c.statement, coalesce(f.respondents, 0), coalesce(f.answers, 0),
       coalesce(f.segments, 0), c.label, c.status
FROM code c JOIN code_name n ON n.number = c.code
            JOIN theme t ON t.run = c.run AND t.number = c.theme
            JOIN category k ON k.run = c.run AND k.number = c.category
            LEFT JOIN found f ON f.code = c.code
WHERE c.run = (SELECT max(id) FROM run)
ORDER BY c.number;

-- Every cell of the thematic matrix.  `statements`: of the active codes that somebody got, in file
-- order, joined by a line feed; '' in an empty cell.
CREATE VIEW v_matrix (theme, category, statements, respondents,
                      theme_label, category_label) AS
WITH found AS MATERIALIZED (
    SELECT DISTINCT c.theme AS theme, c.category AS category, c.number AS code,
           c.statement AS statement, a.respondent AS respondent
    FROM segment s JOIN code c ON c.run = (SELECT max(id) FROM run) AND c.code = s.code
                   JOIN answer a ON a.id = s.answer
    WHERE c.run BETWEEN s.first_run AND ifnull(s.last_run, 9e18) AND c.status = 'active'),
said AS (
    SELECT theme, category, group_concat(statement, char(10)) AS statements
    FROM (SELECT DISTINCT theme, category, code, statement FROM found ORDER BY code)
    GROUP BY theme, category),
people AS (
    SELECT theme, category, count(DISTINCT respondent) AS respondents
    FROM found GROUP BY theme, category)
SELECT t.id, k.id, coalesce(s.statements, ''), coalesce(p.respondents, 0), t.label, k.label
FROM theme t JOIN category k ON k.run = t.run
             LEFT JOIN said s ON s.theme = t.number AND s.category = k.number
             LEFT JOIN people p ON p.theme = t.number AND p.category = k.number
WHERE t.run = (SELECT max(id) FROM run)
ORDER BY t.number, k.number;

-- Where a rule gave up: neither yes nor no.
CREATE VIEW v_undecided (respondent, question, rule, wave) AS
SELECT r.name, q.name, n.id, r.wave
FROM undecided u CROSS JOIN answer a ON a.id = u.answer
                 CROSS JOIN respondent r ON r.id = a.respondent
                 CROSS JOIN question q ON q.id = a.question
                 CROSS JOIN rule k ON k.run = (SELECT max(id) FROM run) AND k.rule = u.rule
                 CROSS JOIN rule_name n ON n.number = u.rule
WHERE k.run BETWEEN u.first_run AND ifnull(u.last_run, 9e18)
ORDER BY u.answer, k.number;

-- What is known about the respondents.
CREATE VIEW v_respondent (respondent, variable, value, wave) AS
SELECT r.name, d.name, v.text, r.wave
FROM respondent r CROSS JOIN variable d
                  CROSS JOIN value v ON v.variable = d.id AND v.respondent = r.id
ORDER BY r.id, d.id;

CREATE TABLE word_index (
    number         INTEGER PRIMARY KEY,
    part           TEXT NOT NULL,
    answers_sha256 TEXT NOT NULL,
    data           BLOB
) STRICT;

PRAGMA user_version = 2;
