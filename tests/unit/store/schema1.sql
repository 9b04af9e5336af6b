-- SPDX-License-Identifier: MIT
--
-- A project of schema 1: two waves, groups and items, texts replaced by a second import with
-- --update, a run before and after it, and a respondent who was erased.
PRAGMA application_id = 0x4B444230;
PRAGMA user_version = 1;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    text TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES('made by','kodebok, a program that codes open-ended answers; read the views that begin with v_');
INSERT INTO meta VALUES('version','0.1.0');
CREATE TABLE log (
    id   INTEGER PRIMARY KEY,
    at   TEXT NOT NULL, -- UTC, 2026-11-21T20:15:00Z
    what TEXT NOT NULL
) STRICT;
INSERT INTO log VALUES(1,'2026-11-22T00:00:10Z','one respondent was erased: 1 answers, 0 segments');
CREATE TABLE import (
    id       INTEGER PRIMARY KEY,
    at       TEXT NOT NULL,
    file     TEXT NOT NULL, -- without folders
    wave     TEXT NOT NULL, -- '' when there are no waves
    encoding TEXT NOT NULL,
    sha256   TEXT NOT NULL  -- of the file
) STRICT;
INSERT INTO import VALUES(1,'2026-11-22T00:00:10Z','en.csv','','UTF-8','30f88a6c22d788c93c58874987f13b0f4b38a44c37685d6dcd34f9bcba271d12');
INSERT INTO import VALUES(2,'2026-11-22T00:00:10Z','to.csv','','UTF-8','42837f27535977d5ce449a425ec53cebfeae72bd0db7ca9832e240926b217fc7');
INSERT INTO import VALUES(3,'2026-11-22T00:00:10Z','tre.csv','2027','UTF-8','82d151ca446895db95cab71984cb21b86435f47039ced0c749d60d63a2b14216');
CREATE TABLE variable (
    id    INTEGER PRIMARY KEY,
    name  TEXT NOT NULL UNIQUE,
    label TEXT NOT NULL,
    kind  TEXT NOT NULL CHECK (kind IN ('group', 'item'))
) STRICT;
INSERT INTO variable VALUES(1,'gruppe','gruppe','group');
INSERT INTO variable VALUES(2,'kommune','kommune','group');
INSERT INTO variable VALUES(3,'p1','p1','item');
INSERT INTO variable VALUES(4,'p2','p2','item');
CREATE TABLE question (
    id    INTEGER PRIMARY KEY,
    name  TEXT NOT NULL UNIQUE,
    label TEXT NOT NULL
) STRICT;
INSERT INTO question VALUES(1,'bra','Hva er bra?');
INSERT INTO question VALUES(2,'bedre','Hva bør bli bedre?');
CREATE TABLE respondent (
    id     INTEGER PRIMARY KEY, -- order of import
    wave   TEXT NOT NULL,
    name   TEXT NOT NULL,
    import INTEGER NOT NULL REFERENCES import, -- the one that brought it,
    row    INTEGER NOT NULL,                   -- and the row there
    UNIQUE (wave, name)
) STRICT;
INSERT INTO respondent VALUES(1,'','R1',1,2);
INSERT INTO respondent VALUES(2,'','R2',1,3);
INSERT INTO respondent VALUES(3,'','Å3',1,4);
INSERT INTO respondent VALUES(4,'','R4',1,5);
INSERT INTO respondent VALUES(5,'','R5',1,6);
INSERT INTO respondent VALUES(6,'','R6',2,4);
INSERT INTO respondent VALUES(7,'2027','R1',3,2);
CREATE TABLE value (
    variable   INTEGER NOT NULL REFERENCES variable,
    respondent INTEGER NOT NULL REFERENCES respondent,
    text       TEXT NOT NULL,
    import     INTEGER NOT NULL REFERENCES import, -- the last one that said so
    PRIMARY KEY (variable, respondent)
) STRICT, WITHOUT ROWID;
INSERT INTO value VALUES(1,1,'lege',2);
INSERT INTO value VALUES(1,2,'leder',1);
INSERT INTO value VALUES(1,3,'lege',1);
INSERT INTO value VALUES(1,5,'sjef',2);
INSERT INTO value VALUES(1,6,'lege',2);
INSERT INTO value VALUES(1,7,'lege',3);
INSERT INTO value VALUES(2,1,'Bø',2);
INSERT INTO value VALUES(2,2,'Ås',1);
INSERT INTO value VALUES(2,3,'Bø',1);
INSERT INTO value VALUES(2,5,'Å̊s',2);
INSERT INTO value VALUES(2,6,'Bø',2);
INSERT INTO value VALUES(3,1,'4',2);
INSERT INTO value VALUES(3,2,'3',1);
INSERT INTO value VALUES(3,4,'1',1);
INSERT INTO value VALUES(3,5,'5',2);
INSERT INTO value VALUES(3,6,'2',2);
INSERT INTO value VALUES(4,2,'ja',1);
INSERT INTO value VALUES(4,3,'nei',1);
INSERT INTO value VALUES(4,5,'ja',2);
CREATE TABLE answer (
    id         INTEGER PRIMARY KEY AUTOINCREMENT, -- order of import; never used again
    respondent INTEGER NOT NULL REFERENCES respondent,
    question   INTEGER NOT NULL REFERENCES question,
    import     INTEGER NOT NULL REFERENCES import, -- the one that brought this text,
    row        INTEGER NOT NULL,                   -- and the row there
    text       TEXT NOT NULL,
    raw        BLOB, -- the bytes as they came, where they differ beyond decoding
    encoding   TEXT, -- of `raw`
    UNIQUE (respondent, question)
) STRICT;
INSERT INTO answer VALUES(1,1,1,2,2,'Vi har stor tillit',NULL,NULL);
INSERT INTO answer VALUES(2,1,2,1,2,'Mer tid',NULL,NULL);
INSERT INTO answer VALUES(3,2,1,1,3,'Faste møter',NULL,NULL);
INSERT INTO answer VALUES(4,2,2,1,3,'',NULL,NULL);
INSERT INTO answer VALUES(5,3,1,1,4,replace('Møte\nne','\n',char(10)),NULL,NULL);
INSERT INTO answer VALUES(6,3,2,1,4,'Lang reise',NULL,NULL);
INSERT INTO answer VALUES(7,4,1,1,5,'vet ikke',NULL,NULL);
INSERT INTO answer VALUES(8,4,2,1,5,'-',NULL,NULL);
INSERT INTO answer VALUES(9,5,1,2,3,'Bra nok',X'427261c2ad206e6f6b','UTF-8');
INSERT INTO answer VALUES(10,5,2,1,6,'Ingenting',NULL,NULL);
INSERT INTO answer VALUES(15,6,1,2,4,'God Ånd',X'476f642041cc8a6e64','UTF-8');
INSERT INTO answer VALUES(16,6,2,2,4,'Alt',NULL,NULL);
INSERT INTO answer VALUES(17,7,1,3,2,'Ny bølgje',NULL,NULL);
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
INSERT INTO answer_history VALUES(1,1,1,1,2,'Vi har tillit',NULL,NULL);
INSERT INTO answer_history VALUES(2,9,1,1,6,'Bra',NULL,NULL);
CREATE TABLE codebook (
    sha256 TEXT PRIMARY KEY,
    text   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO codebook VALUES('4147b0cbb498e550a811bae8880605d62bb4adcd1cfe18804060a198acfe4731',replace('codebook: 1\nid: liten\ntitle: Tid og reise\nversion: ''1.0.0''\nlanguage: nb\nnegation: {before: [ikke]}\ncategories:\n  fasilitator: {label: Fasilitatorer}\n  barriere: {label: Barrierer}\nthemes:\n  - id: tid\n    label: Tid\n    cells:\n      fasilitator: {statement: Tillit, rules: [''tillit'', ''møter'']}\n      barriere: {statement: Lite tid, rules: [''mer tid'', ''mangl* tid'']}\n  - id: reise\n    label: Reise\n    cells:\n      barriere: {statement: Lang reise, rules: [''lang* reise*'']}\n','\n',char(10)));
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
    forgotten        INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO run VALUES(1,'2026-11-22T00:00:10Z','liten.yaml','4147b0cbb498e550a811bae8880605d62bb4adcd1cfe18804060a198acfe4731','1.0.0','fbac4001ab1ec264e609bd9a1e4ba036928dc33778ef30eaa1c1042e6fb8f1fe','0.1.0','engine 2; pcre2 10.42; unicode(pcre2) 14.0.0; icu 72.1; unicode 15.0','',9,1,4,4,0,0,'bfc85f694064a0f91c605f2dbac226a938cbbc89c10923acc096c1bb767443b0',10,0);
INSERT INTO run VALUES(2,'2026-11-22T00:00:10Z','liten.yaml','4147b0cbb498e550a811bae8880605d62bb4adcd1cfe18804060a198acfe4731','1.0.0','4dce2dd797f831e12de82607acdf9aa9347897cce5eb0d3e87dbbbc26e44dfb9','0.1.0','engine 2; pcre2 10.42; unicode(pcre2) 14.0.0; icu 72.1; unicode 15.0','',13,1,4,4,0,0,'d3916807392a7c0453b4ec6419a0d7db1a7421ff0e19a796e89da186e2ef34a2',18,1);
CREATE TABLE theme (
    run    INTEGER NOT NULL REFERENCES run,
    number INTEGER NOT NULL,
    id     TEXT NOT NULL,
    label  TEXT NOT NULL,
    PRIMARY KEY (run, number)
) STRICT, WITHOUT ROWID;
INSERT INTO theme VALUES(1,0,'tid','Tid');
INSERT INTO theme VALUES(1,1,'reise','Reise');
INSERT INTO theme VALUES(2,0,'tid','Tid');
INSERT INTO theme VALUES(2,1,'reise','Reise');
CREATE TABLE category (
    run    INTEGER NOT NULL REFERENCES run,
    number INTEGER NOT NULL,
    id     TEXT NOT NULL,
    label  TEXT NOT NULL,
    PRIMARY KEY (run, number)
) STRICT, WITHOUT ROWID;
INSERT INTO category VALUES(1,0,'fasilitator','Fasilitatorer');
INSERT INTO category VALUES(1,1,'barriere','Barrierer');
INSERT INTO category VALUES(2,0,'fasilitator','Fasilitatorer');
INSERT INTO category VALUES(2,1,'barriere','Barrierer');
CREATE TABLE code (
    run       INTEGER NOT NULL REFERENCES run,
    number    INTEGER NOT NULL,
    id        TEXT NOT NULL,
    theme     INTEGER NOT NULL,
    category  INTEGER NOT NULL,
    label     TEXT NOT NULL,
    statement TEXT NOT NULL, -- what is printed in the cell
    status    TEXT NOT NULL CHECK (status IN ('active', 'draft', 'retired')),
    PRIMARY KEY (run, number),
    FOREIGN KEY (run, theme) REFERENCES theme,
    FOREIGN KEY (run, category) REFERENCES category
) STRICT, WITHOUT ROWID;
INSERT INTO code VALUES(1,0,'tid.fasilitator',0,0,'','Tillit','active');
INSERT INTO code VALUES(1,1,'tid.barriere',0,1,'','Lite tid','active');
INSERT INTO code VALUES(1,2,'reise.barriere',1,1,'','Lang reise','active');
INSERT INTO code VALUES(2,0,'tid.fasilitator',0,0,'','Tillit','active');
INSERT INTO code VALUES(2,1,'tid.barriere',0,1,'','Lite tid','active');
INSERT INTO code VALUES(2,2,'reise.barriere',1,1,'','Lang reise','active');
CREATE TABLE rule (
    run    INTEGER NOT NULL REFERENCES run,
    number INTEGER NOT NULL,
    id     TEXT NOT NULL, -- <code>#<its id or number>
    code   INTEGER NOT NULL,
    PRIMARY KEY (run, number),
    FOREIGN KEY (run, code) REFERENCES code
) STRICT, WITHOUT ROWID;
INSERT INTO rule VALUES(1,0,'tid.fasilitator#1',0);
INSERT INTO rule VALUES(1,1,'tid.fasilitator#2',0);
INSERT INTO rule VALUES(1,2,'tid.barriere#1',1);
INSERT INTO rule VALUES(1,3,'tid.barriere#2',1);
INSERT INTO rule VALUES(1,4,'reise.barriere#1',2);
INSERT INTO rule VALUES(2,0,'tid.fasilitator#1',0);
INSERT INTO rule VALUES(2,1,'tid.fasilitator#2',0);
INSERT INTO rule VALUES(2,2,'tid.barriere#1',1);
INSERT INTO rule VALUES(2,3,'tid.barriere#2',1);
INSERT INTO rule VALUES(2,4,'reise.barriere#1',2);
CREATE TABLE rule_set (
    run    INTEGER NOT NULL REFERENCES run,
    number INTEGER NOT NULL,
    rules  TEXT NOT NULL, -- rule ids joined by a space, in file order
    PRIMARY KEY (run, number)
) STRICT, WITHOUT ROWID;
INSERT INTO rule_set VALUES(1,0,'tid.fasilitator#1');
INSERT INTO rule_set VALUES(1,1,'tid.barriere#1');
INSERT INTO rule_set VALUES(1,2,'tid.fasilitator#2');
INSERT INTO rule_set VALUES(1,3,'reise.barriere#1');
INSERT INTO rule_set VALUES(2,0,'tid.fasilitator#1');
INSERT INTO rule_set VALUES(2,1,'tid.barriere#1');
INSERT INTO rule_set VALUES(2,2,'tid.fasilitator#2');
INSERT INTO rule_set VALUES(2,3,'reise.barriere#1');
CREATE TABLE segment (
    run         INTEGER NOT NULL,
    answer      INTEGER NOT NULL,
    begin_byte  INTEGER NOT NULL,
    end_byte    INTEGER NOT NULL,
    code        INTEGER NOT NULL,
    rule_set    INTEGER NOT NULL,
    rule        INTEGER NOT NULL, -- of the first match
    match_begin INTEGER NOT NULL,
    match_end   INTEGER NOT NULL,
    cue_begin   INTEGER, -- the words that flipped the first match; else NULL
    cue_end     INTEGER,
    PRIMARY KEY (run, answer, begin_byte, end_byte DESC, code)
) STRICT, WITHOUT ROWID;
INSERT INTO segment VALUES(1,1,0,13,0,0,0,7,13,NULL,NULL);
INSERT INTO segment VALUES(1,2,0,7,1,1,2,0,7,NULL,NULL);
INSERT INTO segment VALUES(1,3,0,12,0,2,1,6,12,NULL,NULL);
INSERT INTO segment VALUES(1,6,0,10,2,3,4,0,10,NULL,NULL);
INSERT INTO segment VALUES(2,1,0,18,0,0,0,12,18,NULL,NULL);
INSERT INTO segment VALUES(2,2,0,7,1,1,2,0,7,NULL,NULL);
INSERT INTO segment VALUES(2,3,0,12,0,2,1,6,12,NULL,NULL);
INSERT INTO segment VALUES(2,6,0,10,2,3,4,0,10,NULL,NULL);
CREATE TABLE further_match (
    run        INTEGER NOT NULL,
    answer     INTEGER NOT NULL,
    number     INTEGER NOT NULL, -- among all matches of the answer, in text order by segment
    code       INTEGER NOT NULL, -- of the segment
    rule       INTEGER NOT NULL,
    begin_byte INTEGER NOT NULL,
    end_byte   INTEGER NOT NULL,
    cue_begin  INTEGER,
    cue_end    INTEGER,
    PRIMARY KEY (run, answer, number)
) STRICT, WITHOUT ROWID;
CREATE TABLE non_answer (
    run    INTEGER NOT NULL,
    answer INTEGER NOT NULL,
    PRIMARY KEY (run, answer)
) STRICT, WITHOUT ROWID;
INSERT INTO non_answer VALUES(1,8);
INSERT INTO non_answer VALUES(2,8);
CREATE TABLE undecided (
    run    INTEGER NOT NULL,
    answer INTEGER NOT NULL,
    rule   INTEGER NOT NULL,
    PRIMARY KEY (run, answer, rule)
) STRICT, WITHOUT ROWID;
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('answer',18);
CREATE INDEX answer_history_by_answer ON answer_history (answer, last_run);
CREATE VIEW v_answer (respondent, question, text, non_answer, wave) AS
SELECT r.name, q.name,
       coalesce((SELECT h.text FROM answer_history h
                 WHERE h.answer = a.id AND h.last_run >= (SELECT max(id) FROM run)
                 ORDER BY h.last_run, h.id LIMIT 1), a.text) AS seen,
       EXISTS (SELECT 1 FROM non_answer n
               WHERE n.run = (SELECT max(id) FROM run) AND n.answer = a.id),
       r.wave
FROM answer a CROSS JOIN respondent r ON r.id = a.respondent
              CROSS JOIN question q ON q.id = a.question
WHERE seen <> ''
      AND a.id <= coalesce((SELECT last_answer FROM run ORDER BY id DESC LIMIT 1), a.id)
ORDER BY a.id;
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
FROM (SELECT r.name AS respondent, q.name AS question, c.id AS code, t.id AS theme,
             k.id AS category, g.rules AS rules, s.*, r.wave AS wave,
             CAST(coalesce((SELECT h.text FROM answer_history h
                            WHERE h.answer = s.answer AND h.last_run >= s.run
                            ORDER BY h.last_run, h.id LIMIT 1), a.text) AS BLOB) AS bytes
      FROM segment s CROSS JOIN answer a ON a.id = s.answer
                     CROSS JOIN respondent r ON r.id = a.respondent
                     CROSS JOIN question q ON q.id = a.question
                     CROSS JOIN code c ON c.run = s.run AND c.number = s.code
                     CROSS JOIN theme t ON t.run = c.run AND t.number = c.theme
                     CROSS JOIN category k ON k.run = c.run AND k.number = c.category
                     CROSS JOIN rule_set g ON g.run = s.run AND g.number = s.rule_set
      WHERE s.run = (SELECT max(id) FROM run)
      ORDER BY s.answer, s.begin_byte, s.end_byte DESC, s.code);
CREATE VIEW v_match (respondent, question, code, rule, start, "end", quote, cue, wave) AS
SELECT respondent, question, code, rule,
       length(CAST(substr(bytes, 1, begin_byte) AS TEXT)),
       length(CAST(substr(bytes, 1, end_byte) AS TEXT)),
       CAST(substr(bytes, begin_byte + 1, end_byte - begin_byte) AS TEXT),
       CAST(substr(bytes, cue_begin + 1, cue_end - cue_begin) AS TEXT),
       wave
FROM (SELECT r.name AS respondent, q.name AS question, c.id AS code, u.id AS rule,
             m.begin_byte, m.end_byte, m.cue_begin, m.cue_end, r.wave AS wave,
             CAST(coalesce((SELECT h.text FROM answer_history h
                            WHERE h.answer = m.answer AND h.last_run >= m.run
                            ORDER BY h.last_run, h.id LIMIT 1), a.text) AS BLOB) AS bytes
      FROM (SELECT run, answer, code, rule, match_begin AS begin_byte, match_end AS end_byte,
                   cue_begin, cue_end
            FROM segment WHERE run = (SELECT max(id) FROM run)
            UNION ALL
            SELECT run, answer, code, rule, begin_byte, end_byte, cue_begin, cue_end
            FROM further_match WHERE run = (SELECT max(id) FROM run)) m
           CROSS JOIN answer a ON a.id = m.answer
           CROSS JOIN respondent r ON r.id = a.respondent
           CROSS JOIN question q ON q.id = a.question
           CROSS JOIN code c ON c.run = m.run AND c.number = m.code
           CROSS JOIN rule u ON u.run = m.run AND u.number = m.rule
      ORDER BY m.answer, m.begin_byte, m.end_byte DESC, m.code, m.rule);
CREATE VIEW v_code (code, theme, category, statement, respondents, answers, segments,
                    label, status) AS
WITH found AS (
    SELECT s.code AS code, count(DISTINCT a.respondent) AS respondents,
           count(DISTINCT s.answer) AS answers, count(*) AS segments
    FROM segment s JOIN answer a ON a.id = s.answer
    WHERE s.run = (SELECT max(id) FROM run)
    GROUP BY s.code)
SELECT c.id, t.id, k.id, c.statement, coalesce(f.respondents, 0), coalesce(f.answers, 0),
       coalesce(f.segments, 0), c.label, c.status
FROM code c JOIN theme t ON t.run = c.run AND t.number = c.theme
            JOIN category k ON k.run = c.run AND k.number = c.category
            LEFT JOIN found f ON f.code = c.number
WHERE c.run = (SELECT max(id) FROM run)
ORDER BY c.number;
CREATE VIEW v_matrix (theme, category, statements, respondents,
                      theme_label, category_label) AS
WITH found AS MATERIALIZED (
    SELECT DISTINCT c.theme AS theme, c.category AS category, c.number AS code,
           c.statement AS statement, a.respondent AS respondent
    FROM segment s JOIN code c ON c.run = s.run AND c.number = s.code
                   JOIN answer a ON a.id = s.answer
    WHERE s.run = (SELECT max(id) FROM run) AND c.status = 'active'),
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
CREATE VIEW v_undecided (respondent, question, rule, wave) AS
SELECT r.name, q.name, k.id, r.wave
FROM undecided u CROSS JOIN answer a ON a.id = u.answer
                 CROSS JOIN respondent r ON r.id = a.respondent
                 CROSS JOIN question q ON q.id = a.question
                 CROSS JOIN rule k ON k.run = u.run AND k.number = u.rule
WHERE u.run = (SELECT max(id) FROM run)
ORDER BY u.answer, u.rule;
CREATE VIEW v_respondent (respondent, variable, value, wave) AS
SELECT r.name, d.name, v.text, r.wave
FROM respondent r CROSS JOIN variable d
                  CROSS JOIN value v ON v.variable = d.id AND v.respondent = r.id
ORDER BY r.id, d.id;
COMMIT;
