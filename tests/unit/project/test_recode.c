/* SPDX-License-Identifier: MIT */
/*
 * A codebook is edited again and again, at random; each time the run that codes only what the edit
 * can change is compared with a run from scratch: counts, hash and every segment.
 */
#include "kit.h"

enum { ANSWERS = 200, EDITS = 45, THEMES = 3, RULES = 4 };

static const char *const words[] = { "møte",      "avtale",  "tid",       "reise",     "kurs",
                                     "ikke",      "mangler", "savner",    "samarbeid", "dialog",
                                     "godt",      "dårlig",  "pårørende", "kommunen",  "sykehuset",
                                     "møteplass", "og",      "men",       "opplæring", "vi" };

/* What a rule may say; three words go in. */
static const char *const shapes[] = { "'%s'",
                                      "'%s*'",
                                      "'%s ... %s'",
                                      "{near: ['%s', '%s'], within: 3}",
                                      "{all: ['%s', '%s'], none: ['%s']}",
                                      "{regex: '\\b%s\\w*'}",
                                      "{regex: '%s\\W+%s'}",
                                      "'<m> ...2 %s'",
                                      "{phrase: '%s', unless: '%s %s'}",
                                      "{phrase: '%s', negated: ignore}",
                                      "{any: ['%s %s', {regex: '%s$'}]}",
                                      "{phrase: '%s', extent: match}",
                                      "'[%s/%s] %s'",
                                      "{phrase: '*%s*', negated: only}" };

static unsigned long seed = 20261122;

/* Marsaglia's xorshift: the same edits on every machine. */
static unsigned below(unsigned limit)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return (unsigned)(seed % limit);
}

static const char *word(void)
{
    return words[below(sizeof words / sizeof *words)];
}

typedef struct edited_book {
    char rules[THEMES][RULES][160]; /* "" where there is none */
    char macro[40];
    bool break_at_og;
    int version;
} edited_book;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
#pragma GCC diagnostic ignored "-Wformat-extra-args"
static void make_rule(char *rule)
{
    snprintf(rule, 160, shapes[below(sizeof shapes / sizeof *shapes)], word(), word(), word());
}
#pragma GCC diagnostic pop

/* Mostly one rule; now and then a macro, or what all rules rest on. */
static void edit(edited_book *book)
{
    unsigned what = below(12), theme = below(THEMES), rule = 1 + below(RULES - 1);
    book->version++;
    if (what == 0)
        snprintf(book->macro, sizeof book->macro, "%s", word());
    else if (what == 1)
        book->break_at_og = !book->break_at_og;
    else if (what < 4)
        book->rules[theme][rule][0] = '\0';
    else
        make_rule(book->rules[theme][rule]);
}

static void write_rules(kb_buf *out, const edited_book *book, int theme)
{
    for (int i = 0; i < RULES; i++)
        if (book->rules[theme][i][0] != '\0')
            kb_buf_printf(out, "          - %s\n", book->rules[theme][i]);
}

static const char *write_edited(const edited_book *book)
{
    kb_buf out = { 0 };
    kb_buf_printf(&out, "codebook: 1\nid: liten\ntitle: Prøve\nversion: '1.0.%d'\nlanguage: nb\n",
                  book->version);
    kb_buf_printf(&out, "text: {clause_breaks: ['men'%s]}\n", book->break_at_og ? ", 'og'" : "");
    kb_buf_printf(&out, "negation: {before: ['ikke', 'mangler']}\nmacros: {m: ['%s*', savner]}\n",
                  book->macro);
    kb_buf_puts(&out, "categories:\n  godt: {label: Godt, negated: {flip: galt}}\n"
                      "  galt: {label: Galt, suppresses: maal}\n  maal: {label: Mål}\nthemes:\n");
    for (int t = 0; t < THEMES; t++) {
        kb_buf_printf(&out, "  - id: t%d\n    label: Tema\n    cells:\n", t);
        kb_buf_puts(&out, "      godt:\n        statement: Godt\n        rules:\n");
        write_rules(&out, book, t);
        kb_buf_printf(&out, "      galt: {statement: Galt, rules: ['dårlig %s']}\n", words[t]);
        kb_buf_printf(&out, "      maal: {statement: Mål, rules: ['%s']}\n", words[t + 3]);
    }
    kb_buf_char(&out, '\0');
    const char *path = write_file("bok.yaml", out.ptr);
    kb_buf_free(&out);
    return path;
}

static const char *write_answers(void)
{
    kb_buf out = { 0 };
    kb_buf_puts(&out, "respondent,question,text\n");
    for (int i = 0; i < ANSWERS; i++) {
        kb_buf_printf(&out, "R%d,q,", i);
        for (unsigned k = 0, count = 3 + below(12); k < count; k++)
            kb_buf_printf(&out, "%s%s", word(), below(6) == 0 ? ". " : " ");
        kb_buf_puts(&out, "\n");
    }
    kb_buf_char(&out, '\0');
    const char *path = write_file("svar.csv", out.ptr);
    kb_buf_free(&out);
    return path;
}

static kb_buf segments_of(kb_project *project)
{
    kb_error err;
    kb_report *report = NULL;
    good(kb_project_segments(project, &(kb_segment_filter){ 0 }, &report, &err), &err);
    return drawn(report, "csv");
}

static void compare(kb_project *edited, const kb_code_summary *a, const char *answers,
                    const char *book)
{
    listener l = { 0 };
    kb_project *fresh = open_at(NULL, KB_STORE_TEMPORARY, &l);
    import_file(fresh, answers);
    const kb_code_summary b = code_with(fresh, book);
    assert_string_equal(a->segments_sha256, b.segments_sha256);
    assert_int_equal(a->answers, b.answers);
    assert_int_equal(a->coded, b.coded);
    assert_int_equal(a->uncoded, b.uncoded);
    assert_int_equal(a->segments, b.segments);
    assert_int_equal(a->non_answers, b.non_answers);
    assert_int_equal(a->undecided, b.undecided);
    kb_buf mine = segments_of(edited), whole = segments_of(fresh);
    assert_string_equal(mine.ptr, whole.ptr);
    kb_buf_free(&mine);
    kb_buf_free(&whole);
    kb_project_close(fresh);
}

static void edits_at_random_give_what_a_run_from_scratch_gives(void **state)
{
    (void)state;
    listener l = { 0 };
    edited_book book = { .macro = "kurs" };
    int partial = 0, coded = 0;
    for (int t = 0; t < THEMES; t++)
        for (int i = 0; i < RULES; i++)
            make_rule(book.rules[t][i]);
    char answers[128];
    snprintf(answers, sizeof answers, "%s", write_answers());
    kb_project *project = open_at(in_folder("p.kodebok"), KB_STORE_CREATE, &l);
    import_file(project, answers);
    for (int i = 0; i < EDITS; i++) {
        l = (listener){ 0 };
        const char *path = write_edited(&book);
        const kb_code_summary sum = code_with(project, path);
        compare(project, &sum, answers, path);
        partial += sum.partial;
        coded += sum.partial ? (int)sum.recoded : 0;
        edit(&book);
    }
    kb_project_close(project);
    /* Else the test would compare full runs with full runs. */
    assert_true(partial > EDITS / 4);
    assert_true(coded > 0 && coded < partial * ANSWERS);
}

static void what_is_no_part_of_a_rule_codes_nothing_anew(void **state)
{
    (void)state;
    listener l = { 0 };
    static const char *const rules[3] = { "tid", "'reise*'", "avtale" };
    kb_project *project = open_at(in_folder("q.kodebok"), KB_STORE_CREATE, &l);
    import_file(project, write_answers());
    const kb_code_summary first = code_with(project, write_book("a.yaml", "", rules));
    const kb_code_summary second =
        code_with(project, write_book("b.yaml", "# en merknad\n", rules));
    assert_false(first.partial);
    assert_true(second.partial);
    assert_int_equal(second.rules_changed, 0);
    assert_int_equal(second.recoded, 0);
    assert_string_equal(second.segments_sha256, first.segments_sha256);
    kb_project_close(project);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(edits_at_random_give_what_a_run_from_scratch_gives),
        cmocka_unit_test(what_is_no_part_of_a_rule_codes_nothing_anew),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
