/* SPDX-License-Identifier: MIT */
/*
 * The JSON Schema for editors and the loader accept the same files.
 *
 * Both are fed the same small books.  Where only the loader can know (names that refer
 * to others, what a phrase says, keys written twice), the schema accepts.
 */
#include "schema.h"

#include "base/file.h"

typedef enum verdict {
    GOOD,       /* both accept */
    BAD,        /* both refuse */
    LOADER_ONLY /* the loader refuses what no schema can know */
} verdict;

typedef struct schema_case {
    verdict verdict;
    const char *yaml;
} schema_case;

#define TOP(text)          HEAD text "\n" COLUMNS ROW
#define CODE(text)         HEAD COLUMNS ROW "      " text "\n"
#define RULE(text)         HEAD COLUMNS ROW "      rules:\n      - " text "\n"
#define ASKED              "questions: {a: {label: A}, b: {label: B}}\n"
#define CATEGORY(text)     HEAD ASKED "categories: {k: {label: K, " text "}, l: {label: L}}\n" ROW
#define CELL(text)         HEAD COLUMNS "themes: [{id: t, label: T, cells: {k: " text "}}]\n"
#define WITHOUT_HEAD(text) text "negation: {before: [ikke]}\n" COLUMNS ROW

static const schema_case cases[] = {
    /* the head */
    { GOOD, HEAD COLUMNS ROW },
    { BAD, "- a\n" },
    { BAD, TOP("tittel: x") },
    { BAD, WITHOUT_HEAD("codebook: 2\nid: b\ntitle: T\nversion: '1.0.0'\nlanguage: nb\n") },
    { BAD, WITHOUT_HEAD("codebook: '1'\nid: b\ntitle: T\nversion: '1.0.0'\nlanguage: nb\n") },
    { BAD, WITHOUT_HEAD("codebook: 1\nid: Bok\ntitle: T\nversion: '1.0.0'\nlanguage: nb\n") },
    { BAD, WITHOUT_HEAD("codebook: 1\nid: 1b\ntitle: T\nversion: '1.0.0'\nlanguage: nb\n") },
    { BAD, WITHOUT_HEAD("codebook: 1\nid: b\ntitle: [T]\nversion: '1.0.0'\nlanguage: nb\n") },
    { BAD, WITHOUT_HEAD("codebook: 1\nid: b\ntitle:\nversion: '1.0.0'\nlanguage: nb\n") },
    { BAD, WITHOUT_HEAD("codebook: 1\nid: b\ntitle: T\nversion: 1.0\nlanguage: nb\n") },
    { BAD, WITHOUT_HEAD("codebook: 1\nid: b\ntitle: T\nversion: '1.0'\nlanguage: nb\n") },
    { BAD, WITHOUT_HEAD("codebook: 1\nid: b\ntitle: T\nversion: '1.0.0'\nlanguage: no\n") },
    { BAD, WITHOUT_HEAD("codebook: 1\nid: b\ntitle: T\nversion: '1.0.0'\n") },
    { GOOD, WITHOUT_HEAD("codebook: 1\nid: b-ø_1\ntitle: 2021\nversion: 1.0.0\nlanguage: en\n") },
    { GOOD, TOP("license: MIT\nauthors: [Anna, 'Bjørn']\ndescription: true") },
    { BAD, TOP("authors: Anna") },
    { GOOD, TOP("changes: [{version: '1.0.0', date: '2021-02-02', author: A, note: N}]") },
    { BAD, TOP("changes: [{version: '1.0.0'}]") },
    { BAD, TOP("changes: [{version: '1.0.0', note: N, date: '2.2.2021'}]") },
    { LOADER_ONLY, TOP("title: again") },
    /* text and defaults */
    { GOOD, TOP("text: {gap: 0, within: 50, newline: space, abbreviations: ['avd.']}") },
    { BAD, TOP("text: {gap: 51}") },
    { BAD, TOP("text: {gap: '4'}") },
    { BAD, TOP("text: {gap: -1}") },
    { BAD, TOP("text: {gap: 4.5}") },
    { BAD, TOP("text: {newline: skip}") },
    { BAD, TOP("text: {clause_breaks: men}") },
    { GOOD, TOP("text: {clause_breaks: [], spelling: {guard: [], except: [tilit]}}") },
    { BAD, TOP("text: {spelling: {guard: ['../nb']}}") },
    { BAD, TOP("text: {spelling: {guard: nb_NO}}") },
    { GOOD, TOP("defaults: {extent: {words: 100}, pattern: regex}") },
    { BAD, TOP("defaults: {extent: {words: 101}}") },
    { BAD, TOP("defaults: {extent: paragraph}") },
    { BAD, TOP("defaults: {pattern: glob}") },
    /* questions and groups */
    { GOOD, TOP("questions: {a: {label: A, ids: [1, '1.10', a]}}\ngroups: {}") },
    { BAD, TOP("questions: {a: {label: A, ids: a}}") },
    { BAD, TOP("questions: {a: {ids: [a]}}") },
    { BAD, TOP("questions: {1: {label: A}}") },
    { BAD, TOP("questions: {any: {label: A}}") },
    { BAD, TOP("groups: [a]") },
    { LOADER_ONLY, TOP("questions: {a: {label: A, ids: [x]}, b: {label: B, ids: [x]}}") },
    /* negation and lists of phrases */
    { GOOD, WITHOUT_HEAD("codebook: 1\nid: b\ntitle: T\nversion: '1.0.0'\nlanguage: nb\n"
                         "ignore_answers: [nei, 0]\nignore_phrases: ['tillits_valg*']\n") },
    { BAD, TOP("ignore_answers: nei") },
    { BAD, TOP("ignore_answers: ['']") },
    { BAD, TOP("ignore_answers: [{phrase: nei}]") },
    { LOADER_ONLY, TOP("ignore_answers: ['[nei']") },
#define NEGATION(text)                                                                             \
    "codebook: 1\nid: b\ntitle: T\nversion: '1.0.0'\nlanguage: nb\nnegation: {" text               \
    "}\n" COLUMNS ROW
    { GOOD, NEGATION("window: 3, before: [ikke, {phrase: lite, within: 1000}], not: [ikke bare]") },
    { BAD, NEGATION("window: 51, before: [ikke]") },
    { BAD, NEGATION("before: [{phrase: lite, within: 1001}]") },
    { BAD, NEGATION("before: [{within: 1}]") },
    { BAD, NEGATION("before: ikke") },
    { BAD, NEGATION("before: [ikke], not: [{phrase: ikke bare}]") },
    /* language packs: in negation, in text, in ignore_answers */
    { GOOD, NEGATION("use: nb-1") },
    { GOOD, NEGATION("use: en-1, without: []") },
    { GOOD, NEGATION("use: 'nb-1', window: 3, before: ['sørgelig lite'], after: [{phrase: savnes, "
                     "within: 1}], not: ['lite grann'], without: ['savn*/sakn*']") },
    { BAD, NEGATION("use: nb") },
    { BAD, NEGATION("use: nb-2") },
    { BAD, NEGATION("use: NB-1") },
    { BAD, NEGATION("use: ''") },
    { BAD, NEGATION("use: [nb-1, en-1]") },
    { BAD, NEGATION("use: {pack: nb-1}") },
    { BAD, NEGATION("use:") },
    { BAD, NEGATION("use: nb-1, without: 'savn*/sakn*'") },
    { BAD, NEGATION("use: nb-1, without: [[uten/utan]]") },
    { BAD, NEGATION("use: nb-1, add: [ikke]") },
    { BAD, NEGATION("before: [ikke], without: [aldri]") },
    { LOADER_ONLY, NEGATION("use: nb-1, without: ['savn*']") },
    { LOADER_ONLY, NEGATION("use: nb-1, without: [fordi]") },
    { GOOD, TOP("text: {use: nb-1}") },
    { GOOD, TOP("text: {use: nb-1, gap: 3, without: [men, 'avd.leder.'], clause_breaks: [enda], "
                "abbreviations: ['tlf.']}") },
    { BAD, TOP("text: {use: no-1}") },
    { BAD, TOP("text: {use: [nb-1]}") },
    { BAD, TOP("text: {without: [men]}") },
    { BAD, TOP("text: {use: nb-1, without: men}") },
    { BAD, TOP("text: {use: nb-1, add: [enda]}") },
    { BAD, TOP("text: {spelling: {use: nb-1}}") },
    { LOADER_ONLY, TOP("text: {use: nb-1, without: [enda]}") },
    { GOOD, TOP("ignore_answers: {use: nb-1}") },
    { GOOD, TOP("ignore_answers: {use: en-1, add: [nei, 0], without: ['n a']}") },
    { BAD, TOP("ignore_answers: {use: nb1}") },
    { BAD, TOP("ignore_answers: {use: [nb-1]}") },
    { BAD, TOP("ignore_answers: {add: [nei]}") },
    { BAD, TOP("ignore_answers: {without: [nei]}") },
    { BAD, TOP("ignore_answers: {}") },
    { BAD, TOP("ignore_answers: [{use: nb-1}]") },
    { BAD, TOP("ignore_answers: {use: nb-1, add: nei}") },
    { BAD, TOP("ignore_answers: {use: nb-1, add: ['']}") },
    { BAD, TOP("ignore_answers: {use: nb-1, before: [nei]}") },
    { LOADER_ONLY, TOP("ignore_answers: {use: nb-1, without: ['pølse']}") },
    { LOADER_ONLY, TOP("ignore_answers: {use: nb-1, add: ['[nei']}") },
    /* and nowhere else */
    { BAD, TOP("use: nb-1") },
    { BAD, TOP("ignore_phrases: {use: nb-1}") },
    { BAD, TOP("defaults: {use: nb-1}") },
    { BAD, TOP("macros: {use: {use: nb-1}}") },
    { BAD, CATEGORY("use: nb-1") },
    /* macros */
    { GOOD, TOP("macros: {a: fisk, b: [kjøtt, {regex: 'x+'}], c: {phrase: [a, b]}}") },
    { BAD, TOP("macros: {a: []}") },
    { BAD, TOP("macros: {a: {phrase: []}}") },
    { BAD, TOP("macros: {a: {phrase: x, regex: y}}") },
    { BAD, TOP("macros: {a: {near: [x, y]}}") },
    { BAD, TOP("macros: {A: x}") },
    { LOADER_ONLY, TOP("macros: {a: '<a>'}") },
    /* categories and themes */
    { GOOD, CATEGORY("definition: D, when: {question: a}, negated: only, suppresses: [l]") },
    { GOOD, CATEGORY("when: {question: any}, extent: answer, suppresses: l") },
    { GOOD, CATEGORY("when: {}") },
    { BAD, CATEGORY("when: {question: []}") },
    { BAD, CATEGORY("when: {theme: t}") },
    { BAD, CATEGORY("when: a") },
    { BAD, CATEGORY("negated: flip") },
    { BAD, CATEGORY("negated: {to: l}") },
    { BAD, CATEGORY("rules: x") },
    { LOADER_ONLY, CATEGORY("when: {question: [a, c]}") },
    { LOADER_ONLY, CATEGORY("suppresses: k") },
    { BAD, HEAD "categories: {}\nthemes: []\n" },
    { BAD, HEAD "categories: {k: {}}\n" ROW },
    { BAD, HEAD COLUMNS "themes: []\n" },
    { BAD, HEAD COLUMNS "themes: {t: {label: T, cells: {}}}\n" },
    { BAD, HEAD COLUMNS "themes: [{id: t, cells: {}}]\n" },
    { GOOD, HEAD COLUMNS "themes: [{id: t, label: T, definition: D, cells: {}}]\n" },
    { GOOD, CELL("[{statement: S}]") },
    { GOOD, CELL("[{id: a, statement: S}, {id: b, statement: S}]") },
    { BAD, CELL("[{id: a, statement: S}, {statement: S}]") },
    { BAD, CELL("[]") },
    { BAD, CELL("S") },
    { LOADER_ONLY, HEAD COLUMNS "themes: [{id: t, label: T, cells: {m: {statement: S}}}]\n" },
    { LOADER_ONLY, CELL("[{id: a, statement: S}, {id: a, statement: S}]") },
    /* codes */
    { GOOD,
      CODE("label: L\n      include: I\n      exclude: 3\n      memo: M\n      color: '#1f77b4'") },
    { BAD, CODE("color: blue") },
    { BAD, CODE("color: #1f77b4") },
    { GOOD, CODE("status: draft") },
    { BAD, CODE("status: dead") },
    { BAD, CODE("statements: s") },
    { BAD, CELL("{label: L}") },
    { GOOD, CODE("suppresses: []") },
    { LOADER_ONLY, CODE("suppresses: t.x") },
    { GOOD, HEAD COLUMNS ROW "      negated: {flip: l}\n    l: {statement: S}\n" },
    { LOADER_ONLY, CODE("negated: {flip: t.x}") },
    /* rules */
    { GOOD, CODE("rules: []") },
    { GOOD, CODE("rules: tillit*") },
    { GOOD, CODE("rules: 40") },
    { BAD, CODE("rules: ''") },
    { BAD, CODE("rules: {}") },
    { BAD, CODE("rules: [[a]]") },
    { GOOD,
      RULE("{phrase: [a, b], id: x, when: {question: any}, negated: only, extent: {words: 8}}") },
    { BAD, RULE("{phrase: []}") },
    { BAD, RULE("{phrase: a, regex: b}") },
    { BAD, RULE("{phrase: a, none: [b]}") },
    { BAD, RULE("{near: [a, b], any: [c]}") },
    { GOOD, RULE("{regex: ['a+', 'b+'], in: clause, note: n}") },
    { BAD, RULE("{regex: a, in: paragraph}") },
    { BAD, RULE("{regex: {a: b}}") },
    { GOOD, RULE("{any: [a], all: [b, {regex: c}], none: [{near: [d, e]}], in: answer}") },
    { BAD, RULE("{none: [a]}") },
    { BAD, RULE("{any: a}") },
    { BAD, RULE("{all: []}") },
    { GOOD, RULE("{near: [a, b, c, d], within: 0, ordered: true, unless: [e, {phrase: f}]}") },
    { BAD, RULE("{near: [a]}") },
    { BAD, RULE("{near: [a, b, c, d, e]}") },
    { BAD, RULE("{near: [a, b], within: 51}") },
    { BAD, RULE("{near: [a, b], ordered: yes}") },
    { BAD, RULE("{phrase: a, within: 3}") },
    { BAD, RULE("{phrase: a, ordered: false}") },
    { BAD, RULE("{phrase: a, unless: []}") },
    { BAD, RULE("{all: [{phrase: a, id: x}]}") },
    { BAD, RULE("{all: [{phrase: a, negated: only}]}") },
    { BAD, RULE("{phrase: a, unless: {phrase: b, when: {question: any}}}") },
    { BAD, RULE("{phrase: a, id: 'Æ'}") },
    { BAD, RULE("{phrase: a, weight: 2}") },
    { LOADER_ONLY, RULE("'psykisk helse/rus'") },
    { LOADER_ONLY, RULE("'<ukjent>'") },
    { LOADER_ONLY, RULE("\"\\bmål\\b\"") },
    /* examples and tests */
    { GOOD, CODE("examples: [e, {text: 40, todo: true}]\n"
                 "      counterexamples: {text: d, because: b}") },
    { BAD, CODE("examples: {text: e, because: b}") },
    { BAD, CODE("examples: {question: a}") },
    { BAD, CODE("examples: {text: e, todo: yes}") },
    { BAD, CODE("examples: {text: e, expect: t.k}") },
    { LOADER_ONLY, CODE("examples: {text: e, question: a}") },
    { LOADER_ONLY, CODE("counterexamples: {text: e, instead: t.x}") },
    { GOOD, HEAD COLUMNS ROW
      "tests:\n- {text: a, expect: []}\n- {text: b, note: n, todo: false, expect: t.k}\n" },
    { BAD, TOP("tests: [a]") },
    { BAD, TOP("tests: [{text: a}]") },
    { BAD, TOP("tests: {text: a, expect: []}") },
    { LOADER_ONLY, TOP("tests: [{text: a, expect: t.x}]") },
    /* what YAML itself refuses to mean */
    { LOADER_ONLY, TOP("text: {gap: 04}") },
};

static json_t *read_schema(void)
{
    const char *source = getenv("KB_SOURCE");
    char path[1024];
    json_error_t error;
    if (source == NULL)
        skip();
    snprintf(path, sizeof path, "%s/codebooks/codebook.schema.json", source);
    json_t *schema = json_load_file(path, JSON_REJECT_DUPLICATES, &error);
    if (schema == NULL)
        fail_msg("%s:%d: %s", path, error.line, error.text);
    return schema;
}

static bool schema_accepts(const json_t *schema, kb_str yaml)
{
    kb_arena arena = { 0 };
    kb_findings findings = { 0 };
    kb_source source;
    kb_node *root = NULL;
    assert_true(kb_source_init(&source, &arena, yaml));
    assert_int_equal(kb_yaml_read(&root, &arena, &source, &findings, NULL), KB_OK);
    bool accepts = root != NULL && is_valid(schema, schema, root);
    kb_findings_free(&findings);
    kb_arena_free(&arena);
    return accepts;
}

static bool loader_accepts(kb_str yaml)
{
    loaded it = load_bytes(yaml);
    assert_int_equal(it.status, KB_OK);
    bool accepts = it.book != NULL && kb_problems_at_least(it.problems, KB_PROBLEM) == 0;
    unload(&it);
    return accepts;
}

static void schema_and_loader_accept_the_same(void **state)
{
    (void)state;
    json_t *schema = read_schema();
    size_t wrong = 0;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kb_str yaml = kb_str_from(cases[i].yaml);
        bool by_schema = schema_accepts(schema, yaml), by_loader = loader_accepts(yaml);
        if (by_schema == (cases[i].verdict != BAD) && by_loader == (cases[i].verdict == GOOD))
            continue;
        print_error("case %zu: the schema %s, the loader %s:\n%s\n", i,
                    by_schema ? "accepts" : "refuses", by_loader ? "accepts" : "refuses",
                    cases[i].yaml);
        wrong++;
    }
    json_decref(schema);
    assert_int_equal(wrong, 0);
}

static void the_shipped_books_satisfy_the_schema(void **state)
{
    static const char *const names[] = { "codebooks/samhandling.yaml",
                                         "codebooks/samhandling-regex.yaml",
                                         "tests/features.yaml" };
    (void)state;
    json_t *schema = read_schema();
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        kb_buf file = { 0 };
        char path[1024];
        snprintf(path, sizeof path, "%s/%s", getenv("KB_SOURCE"), names[i]);
        assert_int_equal(kb_file_read(path, 1 << 20, &file, NULL), KB_OK);
        if (!schema_accepts(schema, kb_buf_view(&file)))
            fail_msg("%s", names[i]);
        kb_buf_free(&file);
    }
    json_decref(schema);
}

static void the_schema_knows_every_pack_and_no_other(void **state)
{
    (void)state;
    json_t *schema = read_schema();
    const json_t *known =
        json_object_get(json_object_get(json_object_get(schema, "$defs"), "pack"), "enum");
    size_t count = 0;
    for (; kb_pack_at(count) != NULL; count++)
        assert_string_equal(json_string_value(json_array_get(known, count)),
                            kb_pack_at(count)->id.ptr);
    assert_int_equal(json_array_size(known), count);
    json_decref(schema);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(schema_and_loader_accept_the_same),
        cmocka_unit_test(the_shipped_books_satisfy_the_schema),
        cmocka_unit_test(the_schema_knows_every_pack_and_no_other),
    };
    return cmocka_run_group_tests_name("codebook/schema", tests, NULL, NULL);
}
