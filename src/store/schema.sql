-- SPDX-License-Identifier: MIT
--
-- The schema of a kodebok project, version 2.
--
-- A project is an ordinary SQLite file.  To look into it, read the views at the end
-- (v_answer, v_segment, v_match, v_code, v_matrix, v_respondent): they show the last run,
-- by name, and count in code points.  The tables below them count in bytes of the UTF-8 text.
-- Please change nothing by hand: what a run found is the record of an analysis.
--
-- This file always makes the newest schema.  A change also needs migrations/NNN.sql, which
-- brings a file of schema NNN to NNN + 1 and ends by setting user_version.  The views stay last
-- here: a migrated file gets them anew from this text.

PRAGMA application_id = 0x4B444230; -- 'KDB0'
PRAGMA user_version = 2;

-- About the file itself; for people who open it with another tool.
CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    text TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What was done to the file beside imports and runs.  Never content, never a respondent.
CREATE TABLE log (
    id   INTEGER PRIMARY KEY,
    at   TEXT NOT NULL, -- UTC, 2026-11-21T20:15:00Z
    what TEXT NOT NULL
) STRICT;

-- ------------------------------------------------------------------ the survey

-- One data file that was imported.
CREATE TABLE import (
    id       INTEGER PRIMARY KEY,
    at       TEXT NOT NULL,
    file     TEXT NOT NULL, -- without folders
    wave     TEXT NOT NULL, -- '' when there are no waves
    encoding TEXT NOT NULL,
    sha256   TEXT NOT NULL  -- of the file
) STRICT;

-- A background variable or a closed item.
CREATE TABLE variable (
    id    INTEGER PRIMARY KEY,
    name  TEXT NOT NULL UNIQUE,
    label TEXT NOT NULL,
    kind  TEXT NOT NULL CHECK (kind IN ('group', 'item'))
) STRICT;

-- An open question of the data.
CREATE TABLE question (
    id    INTEGER PRIMARY KEY,
    name  TEXT NOT NULL UNIQUE,
    label TEXT NOT NULL
) STRICT;

-- Combinations of group values, each once: respondents are many, and their backgrounds few.
CREATE TABLE background_value (
    background INTEGER NOT NULL, -- number of the combination
    variable   INTEGER NOT NULL REFERENCES variable, -- of kind 'group'
    text       TEXT NOT NULL,
    PRIMARY KEY (background, variable)
) STRICT, WITHOUT ROWID;

-- Who answered.  A name may return in another wave and is then another respondent; in a wave it
-- is there once, and a respondent answers a question once.  Imports see to that: indexes for it
-- would be a sixth of the file.
CREATE TABLE respondent (
    id         INTEGER PRIMARY KEY, -- order of import
    wave       TEXT NOT NULL,
    name       TEXT NOT NULL,
    import     INTEGER NOT NULL REFERENCES import, -- the one that brought it,
    row        INTEGER NOT NULL,                   -- and the row there
    background INTEGER -- of background_value; NULL: nothing is known
) STRICT;

-- What a respondent said to a closed item.  By item first: tables are made by variable.
CREATE TABLE value (
    variable   INTEGER NOT NULL REFERENCES variable, -- of kind 'item'
    respondent INTEGER NOT NULL REFERENCES respondent,
    text       TEXT NOT NULL,
    import     INTEGER NOT NULL REFERENCES import, -- the last one that said so
    PRIMARY KEY (variable, respondent)
) STRICT, WITHOUT ROWID;

-- One answer.  `text` is canonical (UTF-8, LF, NFC, nothing invisible); '' = asked, not answered.
CREATE TABLE answer (
    id         INTEGER PRIMARY KEY AUTOINCREMENT, -- order of import; never used again
    respondent INTEGER NOT NULL REFERENCES respondent,
    question   INTEGER NOT NULL REFERENCES question,
    import     INTEGER REFERENCES import, -- the one that brought this text, and the row there;
    row        INTEGER,                   -- NULL both: those of the respondent
    text       TEXT NOT NULL,
    raw        BLOB, -- the bytes as they came, where they differ beyond decoding
    encoding   TEXT  -- of `raw`
) STRICT;

-- Texts that an import with --update replaced.  Runs up to `last_run` coded this text, and
-- their offsets are offsets in it: a run's text is the oldest one here with last_run >= run,
-- and the answer's present text when there is none.
CREATE TABLE answer_history (
    id       INTEGER PRIMARY KEY,
    answer   INTEGER NOT NULL REFERENCES answer,
    last_run INTEGER NOT NULL, -- 0: no run was made of it
    import   INTEGER NOT NULL REFERENCES import, -- the one that brought the old text,
    row      INTEGER NOT NULL,                   -- and the row there
    text     TEXT NOT NULL,
    raw      BLOB,
    encoding TEXT
) STRICT;
CREATE INDEX answer_history_by_answer ON answer_history (answer, last_run);

-- ---------------------------------------------------------------------- the runs

-- The text of every codebook that was ever run, once.
CREATE TABLE codebook (
    sha256 TEXT PRIMARY KEY,
    text   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- One application of one codebook to the answers.  Its counts and hashes are never changed;
-- forgotten = 1 says that a respondent was erased later, so that they are of before.
CREATE TABLE run (
    id               INTEGER PRIMARY KEY,
    at               TEXT NOT NULL,
    codebook_path    TEXT NOT NULL,
    codebook_sha256  TEXT NOT NULL REFERENCES codebook,
    codebook_version TEXT NOT NULL,
    answers_sha256   TEXT NOT NULL,
    engine           TEXT NOT NULL, -- the version of kodebok
    libraries        TEXT NOT NULL, -- and of all that a result depends on
    options          TEXT NOT NULL,
    answers          INTEGER NOT NULL DEFAULT 0,
    non_answers      INTEGER NOT NULL DEFAULT 0,
    coded            INTEGER NOT NULL DEFAULT 0,
    segments         INTEGER NOT NULL DEFAULT 0,
    undecided        INTEGER NOT NULL DEFAULT 0,
    wordless         INTEGER NOT NULL DEFAULT 0,
    segments_sha256  TEXT NOT NULL DEFAULT '',
    last_answer      INTEGER NOT NULL, -- the newest answer that there was
    forgotten        INTEGER NOT NULL DEFAULT 0,
    segments_sum     TEXT NOT NULL DEFAULT '' -- what segments_sha256 is made of; '' = not known
) STRICT;

-- The matrix of a run's codebook: rows, columns, codes and rules; `number` counts from 0 in file
-- order.
CREATE TABLE theme (
    run    INTEGER NOT NULL REFERENCES run,
    number INTEGER NOT NULL,
    id     TEXT NOT NULL,
    label  TEXT NOT NULL,
    PRIMARY KEY (run, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE category (
    run    INTEGER NOT NULL REFERENCES run,
    number INTEGER NOT NULL,
    id     TEXT NOT NULL,
    label  TEXT NOT NULL,
    PRIMARY KEY (run, number)
) STRICT, WITHOUT ROWID;

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

-- ------------------------------------------------------------- what the runs found
--
-- Most of what a run finds is what the run before it found.  So each row says in which runs it
-- holds: from first_run to last_run, or up to the newest run while last_run is NULL.  A run
-- closes the rows that it does not find again and adds the new ones; what is written is never
-- changed otherwise.  Codes, rules and sets of rules have numbers that are the same in every run.
--
-- There are many of these rows: foreign keys would make writing them take 1.7 times as long, so
-- what they point to is checked when they are read.  The key is the order in which they are read.

CREATE TABLE code_name (
    number INTEGER PRIMARY KEY, -- from 1, for good
    id     TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE rule_name (
    number INTEGER PRIMARY KEY,
    id     TEXT NOT NULL UNIQUE -- <code>#<its id or number>
) STRICT;

-- Rules that support a segment together; every set is kept once.
CREATE TABLE rule_set (
    number INTEGER PRIMARY KEY,
    rules  TEXT NOT NULL UNIQUE -- rule ids joined by a space, in file order
) STRICT;

-- A coded span of one answer.  Bytes of the answer's text, half open.  The first match in it
-- (leftmost, then longest) stands here; the others are in further_match.
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

-- The second and later matches of the segments.
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

-- Answers that say nothing ("vet ikke", "-"); nothing is coded in them.
CREATE TABLE non_answer (
    answer    INTEGER NOT NULL,
    first_run INTEGER NOT NULL,
    last_run  INTEGER,
    PRIMARY KEY (answer, first_run)
) STRICT, WITHOUT ROWID;

-- Rules that reached their limit on an answer: neither yes nor no.
CREATE TABLE undecided (
    answer    INTEGER NOT NULL,
    rule      INTEGER NOT NULL,
    first_run INTEGER NOT NULL,
    last_run  INTEGER,
    PRIMARY KEY (answer, rule, first_run)
) STRICT, WITHOUT ROWID;

-- Regex matches that touched no word and were dropped.
CREATE TABLE wordless (
    answer    INTEGER NOT NULL,
    matches   INTEGER NOT NULL, -- how many
    first_run INTEGER NOT NULL,
    last_run  INTEGER,
    PRIMARY KEY (answer, first_run)
) STRICT, WITHOUT ROWID;

-- Which answers hold which words, so that an edited rule is tried on few; see wordindex.h.  It can
-- be made again at any time, and is when the answers are no longer those it was made of.
CREATE TABLE word_index (
    number         INTEGER PRIMARY KEY,
    part           TEXT NOT NULL,
    answers_sha256 TEXT NOT NULL,
    data           BLOB
) STRICT;

-- --------------------------------------------------------------- for analysts
--
-- All of the last run, (SELECT max(id) FROM run); `wave` is '' when there are no waves.  start and
-- "end" are code points, half open, from 0: substr(text, start + 1, "end" - start) of v_answer.text
-- is the quote.

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
SELECT r.name, d.name, coalesce(b.text, v.text) AS said, r.wave
FROM respondent r CROSS JOIN variable d
     LEFT JOIN background_value b ON b.background = r.background AND b.variable = d.id
     LEFT JOIN value v ON v.variable = d.id AND v.respondent = r.id
WHERE said IS NOT NULL
ORDER BY r.id, d.id;
