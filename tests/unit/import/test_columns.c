/* SPDX-License-Identifier: MIT */
/* Which column is what: options, names, contents; and what cannot be decided. */
#include "kit.h"

typedef struct column_case {
    const char *name, *file;
    kb_survey_options options;
    const char *layout; /* shape, respondent, question, text; groups; items; answers; ignored */
} column_case;

#define LONG_ANSWERS                                                                               \
    "Møtene er gode og nyttige,Helt enig\nDet er for lite tid til samarbeid,Litt enig\n"

static const kb_column named[] = {
    { .header = { "Hva er bra?", 11 }, .id = { "godt", 4 }, .label = { "Det gode", 8 } },
    { .header = { "p1", 2 } },
};
static const kb_str questions[] = { { "GODT", 4 }, { "finnes ikke", 11 } };

static const column_case cases[] = {
    { "long by name",
      "Respondent,Spørsmål,Tekst,Gruppe,x\n1,a,b,c,d\n",
      { 0 },
      "long Respondent Spørsmål Tekst; Gruppe=Gruppe;;; x" },
    { "long, decomposed header",
      "respondent,spørsma\xCC\x8Al,svar\n1,a,b\n",
      { 0 },
      "long respondent spørsmål svar;;;;" },
    { "text alone", "id,text\n1,a\n", { 0 }, "long id - text;;;;" },
    { "respondent goes before id",
      "id,respondent,text\n1,2,a\n",
      { 0 },
      "long respondent - text;;;; id" },
    { "spaces in a known name",
      "Respondent ID;Svar\n1;a\n",
      { 0 },
      "long Respondent ID - Svar;;;;" },
    { "long by options",
      "a,b,c\n1,2,3\n",
      { .respondent = "a", .question = "B", .text = " c " },
      "long a b c;;;;" },
    { "wide by options",
      "id,p1,godt,daarlig\n1,2,3,4\n",
      { .answers = "daarlig,godt=bra", .items = "p1" },
      "wide id - -;; p1=p1; godt=bra daarlig=daarlig;" },
    { "headers with commas",
      "id;Hva er bra, og hvorfor?;Hva er bra;x=y\n1;2;3;4\n",
      { .answers = "Hva er bra, og hvorfor?=godt, hva er bra , x=y=z" },
      "wide id - -;;; Hva er bra, og hvorfor?=godt Hva er bra=Hva er bra x=y=z;" },
    { "exact goes before another case",
      "id,Godt,godt\n1,2,3\n",
      { .answers = "godt" },
      "wide id - -;;; godt=godt; Godt" },
    { "columns taken apart",
      "p1,id,Hva er bra?\n1,2,3\n",
      { .answer_columns = named,
        .answer_column_count = 1,
        .item_columns = &named[1],
        .item_column_count = 1 },
      "wide id - -;; p1=p1; Hva er bra?=godt;" },
    { "an item may be a group",
      "id,p1,svar\n1,2,3\n",
      { .text = "svar", .groups = "p1", .items = "p1" },
      "long id - svar; p1=p1; p1=p1;;" },
    { "groups keep the order told",
      "id,a,b,svar\n1,2,3,4\n",
      { .groups = "b,a" },
      "long id - svar; b=b a=a;;;" },
    { "told groups replace the known",
      "id,gruppe,b,svar\n1,2,3,4\n",
      { .groups = "b" },
      "long id - svar; b=b;;; gruppe" },
    { "the codebook's questions",
      "id,godt,text\n1,2,3\n",
      { .question_names = questions, .question_name_count = 2 },
      "wide id - -;;; godt=godt; text" },
    { "question and text go before hints",
      "id,question,godt,text\n1,2,3,4\n",
      { .question_names = questions, .question_name_count = 2 },
      "long id question text;;;; godt" },
    { "guessed by contents",
      "id,fritekst,p1\n1," LONG_ANSWERS,
      { 0 },
      "wide id - -;;; fritekst=fritekst; p1" },
    { "points of time are nobody's words",
      "Tidsmerke,slutt,dato,telefon,fritekst\n2024/01/03 10:22:11 AM GMT+1,"
      "Fri Nov 21 2025 10:22:33 GMT+0100 (CET),torsdag 21. november 2025 kl. 10:22,"
      "+47 99 88 77 66,"
      "Møtene er gode og nyttige\n",
      { 0 },
      "wide - - -;;; fritekst=fritekst; Tidsmerke slutt dato telefon" },
    { "empty names are not read", "id,,svar,\n1,2,3,4\n", { 0 }, "long id - svar;;;;" },
    { "twice, but not read", "id,x,x,svar\n1,2,3,4\n", { 0 }, "long id - svar;;;; x x" },
    { "the only column has no name",
      "\"\"\nEn ganske lang tekst om samarbeid\n",
      { 0 },
      "wide - - -;;; =text;" },
    { "sep line", "sep=;\r\nid;svar\r\n1;a,b\r\n", { 0 }, "long id - svar;;;;" },
};

static void show_columns(kb_buf *out, const kb_column *columns, size_t count)
{
    kb_buf_char(out, ';');
    for (size_t i = 0; i < count; i++)
        kb_buf_printf(out, " %.*s=%.*s", KB_ARG(columns[i].header), KB_ARG(columns[i].id));
}

static void show_header(kb_buf *out, kb_str header)
{
    kb_buf_char(out, ' ');
    kb_buf_str(out, header.len > 0 ? header : KB_STR("-"));
}

static void show_layout(kb_buf *out, const kb_survey_layout *layout)
{
    kb_buf_puts(out, layout->shape == KB_SURVEY_LONG ? "long" : "wide");
    show_header(out, layout->respondent);
    show_header(out, layout->question);
    show_header(out, layout->text);
    show_columns(out, layout->groups, layout->group_count);
    show_columns(out, layout->items, layout->item_count);
    show_columns(out, layout->answers, layout->answer_count);
    kb_buf_char(out, ';');
    for (size_t i = 0; i < layout->ignored_count; i++)
        show_header(out, layout->ignored[i]);
}

static void columns_are_understood(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        kb_buf got = { 0 };
        opened it = open_text(cases[i].file, &cases[i].options);
        if (it.status != KB_OK)
            fail_msg("%s: %s", cases[i].name, it.err.message);
        show_layout(&got, kb_survey_layout_of(it.survey));
        if (!kb_str_is(kb_buf_view(&got), cases[i].layout))
            fail_msg("%s:\n%.*s\n%s", cases[i].name, KB_ARG(got), cases[i].layout);
        close_opened(&it);
        kb_buf_free(&got);
    }
}

typedef struct refused_case {
    const char *name, *file;
    kb_survey_options options;
    const char *message;
    int column;
} refused_case;

static const refused_case refusals[] = {
    { "unknown column", "id,tekst\n1,2\n", { .text = "teks" }, "'teks' (do you mean 'tekst'?)", 0 },
    { "the headers are listed", "id,tekst\n1,2\n", { .groups = "kommune" }, "'id', 'tekst'", 0 },
    { "unknown in a list", "id,a,b\n1,2,3\n", { .answers = "a,kommune=x" }, "'kommune'", 0 },
    { "no id", "id,a,b\n1,2,3\n", { .answers = "a=,b" }, "an id is missing", 0 },
    { "one id twice", "id,a,b\n1,2,3\n", { .answers = "a=x,b=x" }, "two columns the id 'x'", 0 },
    { "one column twice", "id,a\n1,2\n", { .answers = "a,a=b" }, "named for two purposes", 2 },
    { "two purposes", "id,a\n1,2\n", { .respondent = "a", .answers = "a" }, "two purposes", 2 },
    { "long and wide", "id,a,b\n1,2,3\n", { .text = "a", .answers = "b" }, "either by", 0 },
    { "question without text", "id,a\n1,2\n", { .question = "a" }, "--text is not", 0 },
    { "header twice", "id,svar,svar\n1,2,3\n", { 0 }, "columns 2 and 3 are both called", 3 },
    { "nothing to code", "id,p1\n1,Enig\n2,Uenig\n", { 0 }, "--answers", 0 },
    { "a scale with long labels",
      "id,p\n1,Verken enig eller uenig\n2,Verken enig eller uenig\n3,I svært stor grad enig\n"
      "4,Verken enig eller uenig\n5,I svært stor grad enig\n",
      { 0 },
      "--answers",
      0 },
    { "only a header, nothing known", "a,b\n", { 0 }, "--answers", 0 },
    { "bad delimiter", "a,b\n", { .delimiter = ";;" }, "cannot be a delimiter", 0 },
    { "sheet", "text\na\n", { .sheet = "Ark1" }, "--sheet", 0 },
    { "only blank lines", "\n\n\r\n", { 0 }, "no header", 0 },
};

static void what_cannot_be_decided_is_refused_with_a_reason(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        opened it = open_text(refusals[i].file, &refusals[i].options);
        assert_int_equal(it.status, KB_ERR_INPUT);
        if (strstr(it.err.message, refusals[i].message) == NULL ||
            it.err.column != refusals[i].column)
            fail_msg("%s: %s (column %d)", refusals[i].name, it.err.message, it.err.column);
        assert_string_equal(it.err.file, "svar.csv");
        assert_null(it.survey);
        close_opened(&it);
    }
}

static void what_was_found_without_being_told_is_said(void **state)
{
    (void)state;
    opened it = open_text("id,gruppe,fritekst,x,x,\n1,lms,Møtene er gode og nyttige,2,3,4\n", NULL);
    assert_int_equal(it.status, KB_OK);
    assert_non_null(find_problem(&it, KB_NOTE, "read as UTF-8, with comma between"));
    assert_non_null(find_problem(&it, KB_NOTE, "by name: respondent 'id', group 'gruppe'"));
    assert_non_null(find_problem(&it, KB_NOTE, "by what stands in them: 'fritekst'"));
    assert_non_null(find_problem(&it, KB_NOTE, "not read: 'x'"));
    expect_problem(&it, KB_NOTE, "columns 4 and 5 are both called 'x'", 1, 5);
    expect_problem(&it, KB_NOTE, "1 column without a name", 1, 6);
    assert_int_equal(kb_problems_at_least(it.problems, KB_WARNING), 0);
    close_opened(&it);
}

static void labels_are_the_headers_unless_told(void **state)
{
    (void)state;
    const kb_survey_options options = { .answer_columns = named, .answer_column_count = 2 };
    opened it = open_text("id,p1,Hva er bra?\n1,2,3\n", &options);
    const kb_survey_layout *layout = kb_survey_layout_of(it.survey);
    assert_int_equal(layout->answer_count, 2);
    expect_str(layout->answers[0].label, "p1");
    expect_str(layout->answers[1].label, "Det gode");
    close_opened(&it);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(columns_are_understood),
        cmocka_unit_test(what_cannot_be_decided_is_refused_with_a_reason),
        cmocka_unit_test(what_was_found_without_being_told_is_said),
        cmocka_unit_test(labels_are_the_headers_unless_told),
    };
    return cmocka_run_group_tests_name("import/columns", tests, NULL, NULL);
}
