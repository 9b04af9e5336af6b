/* SPDX-License-Identifier: MIT */
/*
 * Both engines on the answers and the rule sets of bench/gen.py (in KB_SHARED), the rules as
 * regexes of a codebook.  The reference engine takes half a microsecond per answer and rule, so
 * sanitized builds, which are slow, take fewer answers.
 */
#include "book_maker.h"
#include "engines.h"

#include "base/file.h"

#include <unistd.h>

#include "unit.h"

#ifdef __SANITIZE_ADDRESS__
enum { ANSWERS = 1000 };
#else
enum { ANSWERS = 20000 };
#endif
enum { AT_A_TIME = 500, RULES_OF_A_CODE = 25 };

static char folder[64];

static int generate(void **state)
{
    char command[4096];
    const char *shared = getenv("KB_SHARED");
    (void)state;
    strcpy(folder, "/tmp/kodebok-generated-XXXXXX");
    if (mkdtemp(folder) == NULL)
        return 1;
    snprintf(command, sizeof command,
             "test -r '%s/bench/gen.py' && command -v python3 >/dev/null && "
             "python3 '%s/bench/gen.py' %d '%s' >/dev/null",
             shared != NULL ? shared : "", shared != NULL ? shared : "", ANSWERS, folder);
    if (shared == NULL || system(command) != 0)
        folder[strlen(folder) - 1] = '\0'; /* no such folder: every test is skipped */
    return 0;
}

static int remove_generated(void **state)
{
    char command[128];
    (void)state;
    snprintf(command, sizeof command, "rm -rf '%s'*", folder);
    return system(command);
}

static bool read_generated(kb_buf *out, const char *name)
{
    char path[128];
    kb_error err;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    return kb_file_read(path, SIZE_MAX, out, &err) == KB_OK;
}

/* A line of a rule set is an id, a TAB and a regex. */
static void write_book(kb_buf *yaml, kb_str rules)
{
    kb_str line, id;
    kb_buf_puts(yaml, "codebook: 1\nid: bok\ntitle: 'Bok'\nversion: '1.0.0'\nlanguage: nb\n"
                      "categories: {k: {label: K}}\nthemes:\n- id: t\n  label: T\n  cells:\n"
                      "    k:\n");
    for (size_t n = 0; kb_str_cut(&rules, '\n', &line) || line.len > 0; n++) {
        if (line.len == 0 || !kb_str_cut(&line, '\t', &id))
            break;
        if (n % RULES_OF_A_CODE == 0)
            kb_buf_printf(yaml, "    - id: c%zu\n      statement: s\n      rules:\n", n);
        kb_buf_puts(yaml, "        - {regex: ");
        put_quoted(yaml, line);
        kb_buf_puts(yaml, "}\n");
    }
}

static void compare_answers(engines *e, kb_str corpus)
{
    kb_match_input asked[AT_A_TIME];
    kb_str line;
    while (corpus.len > 0) {
        size_t count = 0;
        while (count < AT_A_TIME && corpus.len > 0) {
            kb_str_cut(&corpus, '\n', &line);
            asked[count++] = (kb_match_input){ line, KB_ABSENT, KB_ABSENT };
        }
        assert_int_equal(engine_differences(e, asked, count), 0);
    }
}

static void compare_set(const char *name, size_t least)
{
    kb_buf rules = { 0 }, corpus = { 0 }, yaml = { 0 };
    kb_problems *problems = NULL;
    engines e;
    if (!read_generated(&rules, name) || !read_generated(&corpus, "corpus.txt"))
        skip();
    write_book(&yaml, kb_buf_view(&rules));
    assert_int_equal(kb_problems_new(&problems, NULL), KB_OK);
    assert_true(open_engines_of(&e, kb_buf_view(&yaml), problems));
    assert_true(e.book->rule_count >= least);
    e.once = true;
    compare_answers(&e, kb_buf_view(&corpus));
    print_message("%s: %zu rules, %llu answers, %llu not taken apart, %llu segments\n", name,
                  e.book->rule_count, (unsigned long long)e.answers,
                  (unsigned long long)e.untouched, (unsigned long long)e.segments);
    assert_int_equal(e.answers, ANSWERS);
    assert_true(e.segments > ANSWERS / 100 && e.untouched > ANSWERS / 100);
    close_engines(&e);
    kb_problems_free(problems);
    kb_buf_free(&rules);
    kb_buf_free(&corpus);
    kb_buf_free(&yaml);
}

static void engines_agree_with_50_generated_rules(void **state)
{
    (void)state;
    compare_set("rules50.txt", 50);
}

static void engines_agree_with_200_generated_rules(void **state)
{
    (void)state;
    compare_set("rules200.txt", 200);
}

static void engines_agree_with_1000_generated_rules(void **state)
{
    (void)state;
    compare_set("rules1000.txt", 1000);
}

static void engines_agree_with_rules_that_match_most_answers(void **state)
{
    (void)state;
    compare_set("rulesdense.txt", 200);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(engines_agree_with_50_generated_rules),
        cmocka_unit_test(engines_agree_with_200_generated_rules),
        cmocka_unit_test(engines_agree_with_1000_generated_rules),
        cmocka_unit_test(engines_agree_with_rules_that_match_most_answers),
    };
    return cmocka_run_group_tests_name("match/engines_generated", tests, generate,
                                       remove_generated);
}
