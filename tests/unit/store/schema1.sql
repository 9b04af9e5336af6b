-- SPDX-License-Identifier: MIT
--
-- A project of schema 1, as version 0.1.0 wrote it.  Two waves; groups and items; five runs with
-- two codebooks, the second with other places and rule ids.  Between run 2 and 3 an import with
-- --update replaced texts and values; before and after run 4 a respondent was erased.
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
INSERT INTO log VALUES(1,'2026-11-22T00:31:07Z','one respondent was erased: 2 answers, 6 segments');
INSERT INTO log VALUES(2,'2026-11-22T00:31:07Z','one respondent was erased: 2 answers, 1 segments');
CREATE TABLE import (
    id       INTEGER PRIMARY KEY,
    at       TEXT NOT NULL,
    file     TEXT NOT NULL, -- without folders
    wave     TEXT NOT NULL, -- '' when there are no waves
    encoding TEXT NOT NULL,
    sha256   TEXT NOT NULL  -- of the file
) STRICT;
INSERT INTO import VALUES(1,'2026-11-22T00:31:07Z','en.csv','','UTF-8','f5b6019427c08810b867f0ad6e4fd92ded59f04638097fb5d9061401e23d59c1');
INSERT INTO import VALUES(2,'2026-11-22T00:31:07Z','to.csv','','UTF-8','5b7e2941568b3d867025eb466c7a2d823abfd18f92ef7fd396e907659183f356');
INSERT INTO import VALUES(3,'2026-11-22T00:31:07Z','tre.csv','2027','UTF-8','75a14da2d58b930c20cabc6711416a167794485acee7a953d1abd8f9b3d9cfc7');
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
INSERT INTO respondent VALUES(7,'','R7',2,5);
INSERT INTO respondent VALUES(8,'2027','R1',3,2);
CREATE TABLE value (
    variable   INTEGER NOT NULL REFERENCES variable,
    respondent INTEGER NOT NULL REFERENCES respondent,
    text       TEXT NOT NULL,
    import     INTEGER NOT NULL REFERENCES import, -- the last one that said so
    PRIMARY KEY (variable, respondent)
) STRICT, WITHOUT ROWID;
INSERT INTO value VALUES(1,1,'lege',1);
INSERT INTO value VALUES(1,2,'leder',2);
INSERT INTO value VALUES(1,3,'lege',1);
INSERT INTO value VALUES(1,5,'sjef',2);
INSERT INTO value VALUES(1,7,'lege',2);
INSERT INTO value VALUES(1,8,'lege',3);
INSERT INTO value VALUES(2,1,'Bø',1);
INSERT INTO value VALUES(2,2,'Ås',2);
INSERT INTO value VALUES(2,3,'Bø',1);
INSERT INTO value VALUES(2,5,'Ås',2);
INSERT INTO value VALUES(2,7,'Bø',2);
INSERT INTO value VALUES(2,8,'Bø',3);
INSERT INTO value VALUES(3,1,'3',1);
INSERT INTO value VALUES(3,2,'3',2);
INSERT INTO value VALUES(3,4,'1',2);
INSERT INTO value VALUES(3,5,'5',2);
INSERT INTO value VALUES(3,7,'2',2);
INSERT INTO value VALUES(4,2,'ja',2);
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
INSERT INTO answer VALUES(1,1,1,1,2,'Møtene er bra. Vi har gode rutiner og gode møter.',NULL,NULL);
INSERT INTO answer VALUES(2,1,2,1,2,'Ikke gode rutiner på møtene, og dårlig kontakt',NULL,NULL);
INSERT INTO answer VALUES(3,2,1,1,3,'vet ikke',NULL,NULL);
INSERT INTO answer VALUES(4,2,2,2,2,'Nå har vi gode rutiner',NULL,NULL);
INSERT INTO answer VALUES(5,3,1,1,4,'Åpne møter og tillit aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!',NULL,NULL);
INSERT INTO answer VALUES(6,3,2,1,4,'-',NULL,NULL);
INSERT INTO answer VALUES(7,4,1,2,3,'Vi har stor tillit til Anne',NULL,NULL);
INSERT INTO answer VALUES(8,4,2,1,5,'',NULL,NULL);
INSERT INTO answer VALUES(9,5,1,2,4,'Bra nok møter',X'427261206e6f6bc2ad206dc3b8746572','UTF-8');
INSERT INTO answer VALUES(10,5,2,1,6,replace('Møte\nne mangler rutiner','\n',char(10)),NULL,NULL);
INSERT INTO answer VALUES(19,7,1,2,5,'God Ånd på møta',X'476f642041cc8a6e64207061cc8a206dc3b87461','UTF-8');
INSERT INTO answer VALUES(20,7,2,2,5,'Alt',NULL,NULL);
INSERT INTO answer VALUES(21,8,1,3,2,'Ny tillit, ikke gode rutiner',NULL,NULL);
INSERT INTO answer VALUES(22,8,2,3,2,'vet ikke',NULL,NULL);
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
INSERT INTO answer_history VALUES(1,4,2,1,3,'Savner rutiner. Savner møter!',NULL,NULL);
INSERT INTO answer_history VALUES(2,7,2,1,5,'Vi har tillit',NULL,NULL);
INSERT INTO answer_history VALUES(3,9,2,1,6,'Gode, tette møter',NULL,NULL);
CREATE TABLE codebook (
    sha256 TEXT PRIMARY KEY,
    text   TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO codebook VALUES('e0a093e3e8569bc3c665563530e7009a52f285cdd2bcf19216a14c62c7826f57',replace('codebook: 1\nid: liten\ntitle: Liten\nversion: ''1.1.0''\nlanguage: nb\nnegation: {use: nb-1}\nignore_answers: [''vet ikke'']\ncategories:\n  pluss: {label: Pluss}\n  minus: {label: Minus}\nthemes:\n  - id: tillit\n    label: Tillit\n    cells:\n      pluss: {statement: ''Tillit'', rules: [''tillit'', {regex: ''(a+)+$''}]}\n  - id: rutiner\n    label: Rutiner\n    cells:\n      pluss: {statement: ''Gode rutiner'', negated: {flip: minus}, rules: [''tett'', ''gode ... rutiner'', ''møt*'', {regex: ''\brutin\w*''}]}\n      minus: {statement: ''Mangler rutiner'', rules: [''savn*'', ''dårlig kontakt'']}\n','\n',char(10)));
INSERT INTO codebook VALUES('e42528b398007879f9e21ab489af0fcc26de76effd9f7939b3579fab03dcf41a',replace('codebook: 1\nid: liten\ntitle: Liten\nversion: ''1.0.0''\nlanguage: nb\nnegation: {use: nb-1}\nignore_answers: [''vet ikke'']\ncategories:\n  pluss: {label: Pluss}\n  minus: {label: Minus}\nthemes:\n  - id: rutiner\n    label: Rutiner\n    cells:\n      pluss: {statement: ''Gode rutiner'', negated: {flip: minus}, rules: [''gode ... rutiner'', ''møt*'', {regex: ''\brutin\w*''}]}\n      minus: {statement: ''Mangler rutiner'', rules: [''savn*'', ''dårlig kontakt'']}\n  - id: tillit\n    label: Tillit\n    cells:\n      pluss: {statement: ''Tillit'', rules: [''tillit'', {regex: ''(a+)+$''}]}\n','\n',char(10)));
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
INSERT INTO run VALUES(1,'2026-11-22T00:31:07Z','1.yaml','e42528b398007879f9e21ab489af0fcc26de76effd9f7939b3579fab03dcf41a','1.0.0','ef83ce6b695cbe5c6385d200e09ea44f14f9e43985f3986fbe51c8dac1ad85c0','0.1.0','engine 2; pcre2 10.42; unicode(pcre2) 14.0.0; icu 72.1; unicode 15.0; pack nb-1 6f2267652b2ade55d4f2a177eee2186dbfde7d352d28fba3e23bb1b2d16a0232','',11,2,9,13,1,0,'0d37ac486363e8a5895c1eb64902ba0f671a2f122384ae5482f5752c93475e05',12,1);
INSERT INTO run VALUES(2,'2026-11-22T00:31:07Z','2.yaml','e0a093e3e8569bc3c665563530e7009a52f285cdd2bcf19216a14c62c7826f57','1.1.0','ef83ce6b695cbe5c6385d200e09ea44f14f9e43985f3986fbe51c8dac1ad85c0','0.1.0','engine 2; pcre2 10.42; unicode(pcre2) 14.0.0; icu 72.1; unicode 15.0; pack nb-1 6f2267652b2ade55d4f2a177eee2186dbfde7d352d28fba3e23bb1b2d16a0232','',11,2,9,13,1,0,'ffed702e701be67a5e6b1a02a24e4d8f47e6039fd2964af1b9cd0fd5e0434dd3',12,1);
INSERT INTO run VALUES(3,'2026-11-22T00:31:07Z','2.yaml','e0a093e3e8569bc3c665563530e7009a52f285cdd2bcf19216a14c62c7826f57','1.1.0','ce1758770f33cbf49d6ecbbc0208117458141d759490668dd14cd97530a13e62','0.1.0','engine 2; pcre2 10.42; unicode(pcre2) 14.0.0; icu 72.1; unicode 15.0; pack nb-1 6f2267652b2ade55d4f2a177eee2186dbfde7d352d28fba3e23bb1b2d16a0232','',13,2,10,14,1,0,'5f3d6fe967b49e3cc6f383fe0bc5452c90dd77cbb8e8f59bf4440fc2f7c6249a',20,1);
INSERT INTO run VALUES(4,'2026-11-22T00:31:07Z','1.yaml','e42528b398007879f9e21ab489af0fcc26de76effd9f7939b3579fab03dcf41a','1.0.0','34a9d7a9bc465e282165aa810b26ede37c56808b8c1c3dcb55e2f3c9181c891a','0.1.0','engine 2; pcre2 10.42; unicode(pcre2) 14.0.0; icu 72.1; unicode 15.0; pack nb-1 6f2267652b2ade55d4f2a177eee2186dbfde7d352d28fba3e23bb1b2d16a0232','',14,3,10,14,1,0,'a12673f574879022f33eeb875209d98c77372d14e4c1aa4084fb5f3403ee9a93',24,1);
INSERT INTO run VALUES(5,'2026-11-22T00:31:07Z','2.yaml','e0a093e3e8569bc3c665563530e7009a52f285cdd2bcf19216a14c62c7826f57','1.1.0','7524f50604dea4c6fc38133b95c1928f2c1f49a1660e35fc3e0ffa1ff3a82fe4','0.1.0','engine 2; pcre2 10.42; unicode(pcre2) 14.0.0; icu 72.1; unicode 15.0; pack nb-1 6f2267652b2ade55d4f2a177eee2186dbfde7d352d28fba3e23bb1b2d16a0232','',13,3,9,13,1,0,'ce190df8b9d2ff7b4dad6c0f27a0e0eaf568be4059e4b312294787e7a21dd8db',22,0);
CREATE TABLE theme (
    run    INTEGER NOT NULL REFERENCES run,
    number INTEGER NOT NULL,
    id     TEXT NOT NULL,
    label  TEXT NOT NULL,
    PRIMARY KEY (run, number)
) STRICT, WITHOUT ROWID;
INSERT INTO theme VALUES(1,0,'rutiner','Rutiner');
INSERT INTO theme VALUES(1,1,'tillit','Tillit');
INSERT INTO theme VALUES(2,0,'tillit','Tillit');
INSERT INTO theme VALUES(2,1,'rutiner','Rutiner');
INSERT INTO theme VALUES(3,0,'tillit','Tillit');
INSERT INTO theme VALUES(3,1,'rutiner','Rutiner');
INSERT INTO theme VALUES(4,0,'rutiner','Rutiner');
INSERT INTO theme VALUES(4,1,'tillit','Tillit');
INSERT INTO theme VALUES(5,0,'tillit','Tillit');
INSERT INTO theme VALUES(5,1,'rutiner','Rutiner');
CREATE TABLE category (
    run    INTEGER NOT NULL REFERENCES run,
    number INTEGER NOT NULL,
    id     TEXT NOT NULL,
    label  TEXT NOT NULL,
    PRIMARY KEY (run, number)
) STRICT, WITHOUT ROWID;
INSERT INTO category VALUES(1,0,'pluss','Pluss');
INSERT INTO category VALUES(1,1,'minus','Minus');
INSERT INTO category VALUES(2,0,'pluss','Pluss');
INSERT INTO category VALUES(2,1,'minus','Minus');
INSERT INTO category VALUES(3,0,'pluss','Pluss');
INSERT INTO category VALUES(3,1,'minus','Minus');
INSERT INTO category VALUES(4,0,'pluss','Pluss');
INSERT INTO category VALUES(4,1,'minus','Minus');
INSERT INTO category VALUES(5,0,'pluss','Pluss');
INSERT INTO category VALUES(5,1,'minus','Minus');
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
INSERT INTO code VALUES(1,0,'rutiner.pluss',0,0,'','Gode rutiner','active');
INSERT INTO code VALUES(1,1,'rutiner.minus',0,1,'','Mangler rutiner','active');
INSERT INTO code VALUES(1,2,'tillit.pluss',1,0,'','Tillit','active');
INSERT INTO code VALUES(2,0,'tillit.pluss',0,0,'','Tillit','active');
INSERT INTO code VALUES(2,1,'rutiner.pluss',1,0,'','Gode rutiner','active');
INSERT INTO code VALUES(2,2,'rutiner.minus',1,1,'','Mangler rutiner','active');
INSERT INTO code VALUES(3,0,'tillit.pluss',0,0,'','Tillit','active');
INSERT INTO code VALUES(3,1,'rutiner.pluss',1,0,'','Gode rutiner','active');
INSERT INTO code VALUES(3,2,'rutiner.minus',1,1,'','Mangler rutiner','active');
INSERT INTO code VALUES(4,0,'rutiner.pluss',0,0,'','Gode rutiner','active');
INSERT INTO code VALUES(4,1,'rutiner.minus',0,1,'','Mangler rutiner','active');
INSERT INTO code VALUES(4,2,'tillit.pluss',1,0,'','Tillit','active');
INSERT INTO code VALUES(5,0,'tillit.pluss',0,0,'','Tillit','active');
INSERT INTO code VALUES(5,1,'rutiner.pluss',1,0,'','Gode rutiner','active');
INSERT INTO code VALUES(5,2,'rutiner.minus',1,1,'','Mangler rutiner','active');
CREATE TABLE rule (
    run    INTEGER NOT NULL REFERENCES run,
    number INTEGER NOT NULL,
    id     TEXT NOT NULL, -- <code>#<its id or number>
    code   INTEGER NOT NULL,
    PRIMARY KEY (run, number),
    FOREIGN KEY (run, code) REFERENCES code
) STRICT, WITHOUT ROWID;
INSERT INTO rule VALUES(1,0,'rutiner.pluss#1',0);
INSERT INTO rule VALUES(1,1,'rutiner.pluss#2',0);
INSERT INTO rule VALUES(1,2,'rutiner.pluss#3',0);
INSERT INTO rule VALUES(1,3,'rutiner.minus#1',1);
INSERT INTO rule VALUES(1,4,'rutiner.minus#2',1);
INSERT INTO rule VALUES(1,5,'tillit.pluss#1',2);
INSERT INTO rule VALUES(1,6,'tillit.pluss#2',2);
INSERT INTO rule VALUES(2,0,'tillit.pluss#1',0);
INSERT INTO rule VALUES(2,1,'tillit.pluss#2',0);
INSERT INTO rule VALUES(2,2,'rutiner.pluss#1',1);
INSERT INTO rule VALUES(2,3,'rutiner.pluss#2',1);
INSERT INTO rule VALUES(2,4,'rutiner.pluss#3',1);
INSERT INTO rule VALUES(2,5,'rutiner.pluss#4',1);
INSERT INTO rule VALUES(2,6,'rutiner.minus#1',2);
INSERT INTO rule VALUES(2,7,'rutiner.minus#2',2);
INSERT INTO rule VALUES(3,0,'tillit.pluss#1',0);
INSERT INTO rule VALUES(3,1,'tillit.pluss#2',0);
INSERT INTO rule VALUES(3,2,'rutiner.pluss#1',1);
INSERT INTO rule VALUES(3,3,'rutiner.pluss#2',1);
INSERT INTO rule VALUES(3,4,'rutiner.pluss#3',1);
INSERT INTO rule VALUES(3,5,'rutiner.pluss#4',1);
INSERT INTO rule VALUES(3,6,'rutiner.minus#1',2);
INSERT INTO rule VALUES(3,7,'rutiner.minus#2',2);
INSERT INTO rule VALUES(4,0,'rutiner.pluss#1',0);
INSERT INTO rule VALUES(4,1,'rutiner.pluss#2',0);
INSERT INTO rule VALUES(4,2,'rutiner.pluss#3',0);
INSERT INTO rule VALUES(4,3,'rutiner.minus#1',1);
INSERT INTO rule VALUES(4,4,'rutiner.minus#2',1);
INSERT INTO rule VALUES(4,5,'tillit.pluss#1',2);
INSERT INTO rule VALUES(4,6,'tillit.pluss#2',2);
INSERT INTO rule VALUES(5,0,'tillit.pluss#1',0);
INSERT INTO rule VALUES(5,1,'tillit.pluss#2',0);
INSERT INTO rule VALUES(5,2,'rutiner.pluss#1',1);
INSERT INTO rule VALUES(5,3,'rutiner.pluss#2',1);
INSERT INTO rule VALUES(5,4,'rutiner.pluss#3',1);
INSERT INTO rule VALUES(5,5,'rutiner.pluss#4',1);
INSERT INTO rule VALUES(5,6,'rutiner.minus#1',2);
INSERT INTO rule VALUES(5,7,'rutiner.minus#2',2);
CREATE TABLE rule_set (
    run    INTEGER NOT NULL REFERENCES run,
    number INTEGER NOT NULL,
    rules  TEXT NOT NULL, -- rule ids joined by a space, in file order
    PRIMARY KEY (run, number)
) STRICT, WITHOUT ROWID;
INSERT INTO rule_set VALUES(1,0,'rutiner.pluss#2');
INSERT INTO rule_set VALUES(1,1,'rutiner.pluss#1 rutiner.pluss#2 rutiner.pluss#3');
INSERT INTO rule_set VALUES(1,2,'rutiner.pluss#3 rutiner.minus#1');
INSERT INTO rule_set VALUES(1,3,'rutiner.pluss#2 rutiner.minus#1');
INSERT INTO rule_set VALUES(1,4,'tillit.pluss#1');
INSERT INTO rule_set VALUES(1,5,'rutiner.pluss#3');
INSERT INTO rule_set VALUES(1,6,'rutiner.minus#1');
INSERT INTO rule_set VALUES(2,0,'rutiner.pluss#3');
INSERT INTO rule_set VALUES(2,1,'rutiner.pluss#2 rutiner.pluss#3 rutiner.pluss#4');
INSERT INTO rule_set VALUES(2,2,'rutiner.pluss#4 rutiner.minus#1');
INSERT INTO rule_set VALUES(2,3,'rutiner.pluss#3 rutiner.minus#1');
INSERT INTO rule_set VALUES(2,4,'tillit.pluss#1');
INSERT INTO rule_set VALUES(2,5,'rutiner.pluss#4');
INSERT INTO rule_set VALUES(2,6,'rutiner.minus#1');
INSERT INTO rule_set VALUES(3,0,'rutiner.pluss#3');
INSERT INTO rule_set VALUES(3,1,'rutiner.pluss#2 rutiner.pluss#3 rutiner.pluss#4');
INSERT INTO rule_set VALUES(3,2,'rutiner.pluss#2 rutiner.pluss#4');
INSERT INTO rule_set VALUES(3,3,'tillit.pluss#1');
INSERT INTO rule_set VALUES(3,4,'rutiner.pluss#4');
INSERT INTO rule_set VALUES(3,5,'rutiner.minus#1');
INSERT INTO rule_set VALUES(3,6,'tillit.pluss#2');
INSERT INTO rule_set VALUES(4,0,'rutiner.pluss#2');
INSERT INTO rule_set VALUES(4,1,'rutiner.pluss#1 rutiner.pluss#2 rutiner.pluss#3');
INSERT INTO rule_set VALUES(4,2,'rutiner.pluss#1 rutiner.pluss#3');
INSERT INTO rule_set VALUES(4,3,'tillit.pluss#1');
INSERT INTO rule_set VALUES(4,4,'rutiner.pluss#3');
INSERT INTO rule_set VALUES(4,5,'tillit.pluss#2');
INSERT INTO rule_set VALUES(5,0,'rutiner.pluss#3');
INSERT INTO rule_set VALUES(5,1,'rutiner.pluss#2 rutiner.pluss#3 rutiner.pluss#4');
INSERT INTO rule_set VALUES(5,2,'rutiner.pluss#2 rutiner.pluss#4');
INSERT INTO rule_set VALUES(5,3,'tillit.pluss#1');
INSERT INTO rule_set VALUES(5,4,'rutiner.pluss#4');
INSERT INTO rule_set VALUES(5,5,'tillit.pluss#2');
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
INSERT INTO segment VALUES(1,1,0,15,0,0,1,0,7,NULL,NULL);
INSERT INTO segment VALUES(1,1,16,51,0,1,0,23,35,NULL,NULL);
INSERT INTO segment VALUES(1,2,0,49,1,1,0,5,17,0,4);
INSERT INTO segment VALUES(1,4,0,15,1,2,3,0,6,NULL,NULL);
INSERT INTO segment VALUES(1,4,16,30,1,3,3,16,22,NULL,NULL);
INSERT INTO segment VALUES(1,5,0,252,0,0,1,6,12,NULL,NULL);
INSERT INTO segment VALUES(1,5,0,252,2,4,5,16,22,NULL,NULL);
INSERT INTO segment VALUES(1,7,0,13,2,4,5,7,13,NULL,NULL);
INSERT INTO segment VALUES(1,9,0,18,0,0,1,12,18,NULL,NULL);
INSERT INTO segment VALUES(1,10,0,5,0,0,1,0,5,NULL,NULL);
INSERT INTO segment VALUES(1,10,6,24,1,5,2,17,24,9,16);
INSERT INTO segment VALUES(2,1,0,15,1,0,4,0,7,NULL,NULL);
INSERT INTO segment VALUES(2,1,16,51,1,1,3,23,35,NULL,NULL);
INSERT INTO segment VALUES(2,2,0,49,2,1,3,5,17,0,4);
INSERT INTO segment VALUES(2,4,0,15,2,2,6,0,6,NULL,NULL);
INSERT INTO segment VALUES(2,4,16,30,2,3,6,16,22,NULL,NULL);
INSERT INTO segment VALUES(2,5,0,252,0,4,0,16,22,NULL,NULL);
INSERT INTO segment VALUES(2,5,0,252,1,0,4,6,12,NULL,NULL);
INSERT INTO segment VALUES(2,7,0,13,0,4,0,7,13,NULL,NULL);
INSERT INTO segment VALUES(2,9,0,18,1,0,4,12,18,NULL,NULL);
INSERT INTO segment VALUES(2,10,0,5,1,0,4,0,5,NULL,NULL);
INSERT INTO segment VALUES(2,10,6,24,2,5,5,17,24,9,16);
INSERT INTO segment VALUES(3,1,0,15,1,0,4,0,7,NULL,NULL);
INSERT INTO segment VALUES(3,1,16,51,1,1,3,23,35,NULL,NULL);
INSERT INTO segment VALUES(3,2,0,49,2,1,3,5,17,0,4);
INSERT INTO segment VALUES(3,4,0,23,1,2,3,11,23,NULL,NULL);
INSERT INTO segment VALUES(3,5,0,252,0,3,0,16,22,NULL,NULL);
INSERT INTO segment VALUES(3,5,0,252,1,0,4,6,12,NULL,NULL);
INSERT INTO segment VALUES(3,7,0,27,0,3,0,12,18,NULL,NULL);
INSERT INTO segment VALUES(3,9,0,14,1,0,4,8,14,NULL,NULL);
INSERT INTO segment VALUES(3,10,0,5,1,0,4,0,5,NULL,NULL);
INSERT INTO segment VALUES(3,10,6,24,2,4,5,17,24,9,16);
INSERT INTO segment VALUES(3,19,0,18,0,6,1,13,18,NULL,NULL);
INSERT INTO segment VALUES(3,19,0,18,1,0,4,13,18,NULL,NULL);
INSERT INTO segment VALUES(4,1,0,15,0,0,1,0,7,NULL,NULL);
INSERT INTO segment VALUES(4,1,16,51,0,1,0,23,35,NULL,NULL);
INSERT INTO segment VALUES(4,2,0,49,1,1,0,5,17,0,4);
INSERT INTO segment VALUES(4,4,0,23,0,2,0,11,23,NULL,NULL);
INSERT INTO segment VALUES(4,5,0,252,0,0,1,6,12,NULL,NULL);
INSERT INTO segment VALUES(4,5,0,252,2,3,5,16,22,NULL,NULL);
INSERT INTO segment VALUES(4,7,0,27,2,3,5,12,18,NULL,NULL);
INSERT INTO segment VALUES(4,9,0,14,0,0,1,8,14,NULL,NULL);
INSERT INTO segment VALUES(4,10,0,5,0,0,1,0,5,NULL,NULL);
INSERT INTO segment VALUES(4,10,6,24,1,4,2,17,24,9,16);
INSERT INTO segment VALUES(4,19,0,18,0,0,1,13,18,NULL,NULL);
INSERT INTO segment VALUES(4,19,0,18,2,5,6,13,18,NULL,NULL);
INSERT INTO segment VALUES(4,21,0,28,1,2,0,16,28,11,15);
INSERT INTO segment VALUES(5,1,0,15,1,0,4,0,7,NULL,NULL);
INSERT INTO segment VALUES(5,1,16,51,1,1,3,23,35,NULL,NULL);
INSERT INTO segment VALUES(5,2,0,49,2,1,3,5,17,0,4);
INSERT INTO segment VALUES(5,4,0,23,1,2,3,11,23,NULL,NULL);
INSERT INTO segment VALUES(5,5,0,252,0,3,0,16,22,NULL,NULL);
INSERT INTO segment VALUES(5,5,0,252,1,0,4,6,12,NULL,NULL);
INSERT INTO segment VALUES(5,7,0,27,0,3,0,12,18,NULL,NULL);
INSERT INTO segment VALUES(5,9,0,14,1,0,4,8,14,NULL,NULL);
INSERT INTO segment VALUES(5,10,0,5,1,0,4,0,5,NULL,NULL);
INSERT INTO segment VALUES(5,10,6,24,2,4,5,17,24,9,16);
INSERT INTO segment VALUES(5,19,0,18,0,5,1,13,18,NULL,NULL);
INSERT INTO segment VALUES(5,19,0,18,1,0,4,13,18,NULL,NULL);
INSERT INTO segment VALUES(5,21,0,28,2,2,3,16,28,11,15);
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
INSERT INTO further_match VALUES(1,1,2,0,2,28,35,NULL,NULL);
INSERT INTO further_match VALUES(1,1,3,0,1,44,50,NULL,NULL);
INSERT INTO further_match VALUES(1,2,1,1,2,10,17,0,4);
INSERT INTO further_match VALUES(1,2,2,1,1,22,29,0,4);
INSERT INTO further_match VALUES(1,4,1,1,2,7,14,0,6);
INSERT INTO further_match VALUES(1,4,3,1,1,23,29,16,22);
INSERT INTO further_match VALUES(2,1,2,1,5,28,35,NULL,NULL);
INSERT INTO further_match VALUES(2,1,3,1,4,44,50,NULL,NULL);
INSERT INTO further_match VALUES(2,2,1,2,5,10,17,0,4);
INSERT INTO further_match VALUES(2,2,2,2,4,22,29,0,4);
INSERT INTO further_match VALUES(2,4,1,2,5,7,14,0,6);
INSERT INTO further_match VALUES(2,4,3,2,4,23,29,16,22);
INSERT INTO further_match VALUES(3,1,2,1,5,28,35,NULL,NULL);
INSERT INTO further_match VALUES(3,1,3,1,4,44,50,NULL,NULL);
INSERT INTO further_match VALUES(3,2,1,2,5,10,17,0,4);
INSERT INTO further_match VALUES(3,2,2,2,4,22,29,0,4);
INSERT INTO further_match VALUES(3,4,1,1,5,16,23,NULL,NULL);
INSERT INTO further_match VALUES(4,1,2,0,2,28,35,NULL,NULL);
INSERT INTO further_match VALUES(4,1,3,0,1,44,50,NULL,NULL);
INSERT INTO further_match VALUES(4,2,1,1,2,10,17,0,4);
INSERT INTO further_match VALUES(4,2,2,1,1,22,29,0,4);
INSERT INTO further_match VALUES(4,4,1,0,2,16,23,NULL,NULL);
INSERT INTO further_match VALUES(4,21,1,1,2,21,28,11,15);
INSERT INTO further_match VALUES(5,1,2,1,5,28,35,NULL,NULL);
INSERT INTO further_match VALUES(5,1,3,1,4,44,50,NULL,NULL);
INSERT INTO further_match VALUES(5,2,1,2,5,10,17,0,4);
INSERT INTO further_match VALUES(5,2,2,2,4,22,29,0,4);
INSERT INTO further_match VALUES(5,4,1,1,5,16,23,NULL,NULL);
INSERT INTO further_match VALUES(5,21,1,2,5,21,28,11,15);
CREATE TABLE non_answer (
    run    INTEGER NOT NULL,
    answer INTEGER NOT NULL,
    PRIMARY KEY (run, answer)
) STRICT, WITHOUT ROWID;
INSERT INTO non_answer VALUES(1,3);
INSERT INTO non_answer VALUES(1,6);
INSERT INTO non_answer VALUES(2,3);
INSERT INTO non_answer VALUES(2,6);
INSERT INTO non_answer VALUES(3,3);
INSERT INTO non_answer VALUES(3,6);
INSERT INTO non_answer VALUES(4,3);
INSERT INTO non_answer VALUES(4,6);
INSERT INTO non_answer VALUES(4,22);
INSERT INTO non_answer VALUES(5,3);
INSERT INTO non_answer VALUES(5,6);
INSERT INTO non_answer VALUES(5,22);
CREATE TABLE undecided (
    run    INTEGER NOT NULL,
    answer INTEGER NOT NULL,
    rule   INTEGER NOT NULL,
    PRIMARY KEY (run, answer, rule)
) STRICT, WITHOUT ROWID;
INSERT INTO undecided VALUES(1,5,6);
INSERT INTO undecided VALUES(2,5,1);
INSERT INTO undecided VALUES(3,5,1);
INSERT INTO undecided VALUES(4,5,6);
INSERT INTO undecided VALUES(5,5,1);
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES('answer',24);
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
