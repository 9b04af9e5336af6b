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

PRAGMA user_version = 2;
