-- SPDX-License-Identifier: MIT
--
-- From schema 1 to 2.  Foreign keys are off meanwhile, and the views are made anew afterwards.

-- ------------------------------------------------------------------ the survey
--
-- Respondents refer to combinations of group values; `value` keeps the closed items.  The keys
-- (wave, name) and (respondent, question) have no indexes any more.

CREATE TABLE background_value (
    background INTEGER NOT NULL, -- number of the combination
    variable   INTEGER NOT NULL REFERENCES variable, -- of kind 'group'
    text       TEXT NOT NULL,
    PRIMARY KEY (background, variable)
) STRICT, WITHOUT ROWID;

-- What each respondent said, as one text that no other combination has.
CREATE TABLE said (respondent INTEGER PRIMARY KEY, everything TEXT NOT NULL) STRICT;
INSERT INTO said (respondent, everything)
SELECT respondent, group_concat(variable || ' ' || length(text) || ' ' || text, ' ')
FROM (SELECT v.respondent, v.variable, v.text FROM value v JOIN variable d ON d.id = v.variable
      WHERE d.kind = 'group' ORDER BY v.respondent, v.variable)
GROUP BY respondent;

CREATE TABLE combination (
    id         INTEGER PRIMARY KEY,
    everything TEXT NOT NULL UNIQUE,
    respondent INTEGER NOT NULL -- the first who said it
) STRICT;
INSERT INTO combination (everything, respondent)
SELECT everything, min(respondent) FROM said GROUP BY everything ORDER BY 2;

INSERT INTO background_value (background, variable, text)
SELECT c.id, v.variable, v.text
FROM combination c JOIN variable d ON d.kind = 'group'
                   JOIN value v ON v.variable = d.id AND v.respondent = c.respondent;

CREATE TABLE new_respondent (
    id         INTEGER PRIMARY KEY, -- order of import
    wave       TEXT NOT NULL,
    name       TEXT NOT NULL,
    import     INTEGER NOT NULL REFERENCES import, -- the one that brought it,
    row        INTEGER NOT NULL,                   -- and the row there
    background INTEGER -- of background_value; NULL: nothing is known
) STRICT;
INSERT INTO new_respondent (id, wave, name, import, row, background)
SELECT r.id, r.wave, r.name, r.import, r.row, c.id
FROM respondent r LEFT JOIN said s ON s.respondent = r.id
                  LEFT JOIN combination c ON c.everything = s.everything
ORDER BY r.id;

CREATE TABLE new_answer (
    id         INTEGER PRIMARY KEY AUTOINCREMENT, -- order of import; never used again
    respondent INTEGER NOT NULL REFERENCES respondent,
    question   INTEGER NOT NULL REFERENCES question,
    import     INTEGER REFERENCES import, -- the one that brought this text, and the row there;
    row        INTEGER,                   -- NULL both: those of the respondent
    text       TEXT NOT NULL,
    raw        BLOB, -- the bytes as they came, where they differ beyond decoding
    encoding   TEXT  -- of `raw`
) STRICT;
INSERT INTO new_answer (id, respondent, question, import, row, text, raw, encoding)
SELECT a.id, a.respondent, a.question,
       iif(a.import = r.import AND a.row = r.row, NULL, a.import),
       iif(a.import = r.import AND a.row = r.row, NULL, a.row), a.text, a.raw, a.encoding
FROM answer a JOIN respondent r ON r.id = a.respondent
ORDER BY a.id;

-- Numbers of erased answers are not used again either.
DELETE FROM sqlite_sequence WHERE name = 'new_answer';
INSERT INTO sqlite_sequence (name, seq)
SELECT 'new_answer', seq FROM sqlite_sequence WHERE name = 'answer';

DELETE FROM value WHERE variable IN (SELECT id FROM variable WHERE kind = 'group');
DROP TABLE combination;
DROP TABLE said;
DROP TABLE answer;
DROP TABLE respondent;
ALTER TABLE new_respondent RENAME TO respondent;
ALTER TABLE new_answer RENAME TO answer;

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

CREATE TABLE word_index (
    number         INTEGER PRIMARY KEY,
    part           TEXT NOT NULL,
    answers_sha256 TEXT NOT NULL,
    data           BLOB
) STRICT;

PRAGMA user_version = 2;
