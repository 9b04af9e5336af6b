/* SPDX-License-Identifier: MIT */
#include "one_text.h"

static const text_case cases[] = {
    { "tags", "<script>alert('x')</script>", false,
      "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;" },
    { "entities", "R&D &amp; \"a\"", false, "R&amp;D &amp;amp; &quot;a&quot;" },
    { "line end", "a\nb", false, "a<br>b" },
    { "controls", "a\x1b[1m\x7f\xC2\x85", false, "a\xEF\xBF\xBD[1m\xEF\xBF\xBD\xEF\xBF\xBD" },
    { "bidi controls go",
      "a\xE2\x80\xAE"
      "b",
      false, "ab" },
    { "marks", "a \x01<b>\x02 c", true, "a <mark>&lt;b&gt;</mark> c" },
    { "a mark left open",
      "a \x01"
      "b",
      true, "a <mark>b</mark>" },
    { "a mark in an unmarked column",
      "\x01"
      "b\x02",
      false,
      "\xEF\xBF\xBD"
      "b\xEF\xBF\xBD" },
    { "no-break space", "10\xC2\xA0%", false, "10&nbsp;%" },
    { "emoji", "👩‍⚕️", false, "👩‍⚕️" },
};

static void texts_are_escaped(void **state)
{
    (void)state;
    check_texts(cases, sizeof cases / sizeof *cases, "html", "<th scope=\"row\">", "</th>");
}

static void a_document_names_its_language_and_loads_nothing(void **state)
{
    (void)state;
    sample s;
    sample_init(&s, "nn\"><script>");
    kb_report *report = sample_matrix(&s, KB_SHOW_STATEMENT);
    char *got = render(report, "html", 0);
    check_contains(got, "<html lang=\"nn&quot;&gt;&lt;script&gt;\">");
    check_contains(got, "<caption>Tabell 5: Åpne spørsmål</caption>");
    check_contains(got, "<td></td>");
    check_lacks(got, "http");
    check_lacks(got, "<script");
    free(got);
    kb_report_free(report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_escaped),
        cmocka_unit_test(a_document_names_its_language_and_loads_nothing),
    };
    return cmocka_run_group_tests_name("report/write_html", tests, NULL, NULL);
}
