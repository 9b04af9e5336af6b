/* SPDX-License-Identifier: MIT */
/* Where sentences end: the rules of chapter 13 T, a table for each. */
#include "parts.h"

static void check(fixture *made, const parts_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++)
        assert_string_equal(sentences_of(made, cases[i].answer), cases[i].parts);
}

#define CHECK(state, cases) check(*(state), cases, sizeof(cases) / sizeof((cases)[0]))

static void plain_sentences_end_at_their_stop(void **state)
{
    static const parts_case cases[] = {
        { "Bra samarbeid.", "Bra samarbeid." },
        { "Bra samarbeid", "Bra samarbeid" },
        { "  Bra samarbeid.  ", "Bra samarbeid." },
        { "Vi har gode rutiner. De følges.", "Vi har gode rutiner.|De følges." },
        { "Godt samarbeid! Fint.", "Godt samarbeid!|Fint." },
        { "Hvorfor ikke møtes? Det hjelper.", "Hvorfor ikke møtes?|Det hjelper." },
        { "Hva?!! Nei.", "Hva?!!|Nei." },
        { "Nei!Ja?Jo", "Nei!|Ja?|Jo" },
        { "SAMARBEIDET ER BRA. VI ER FORNØYDE.", "SAMARBEIDET ER BRA.|VI ER FORNØYDE." },
        { "Dette går bra 🙂. Vi er glade 😀", "Dette går bra 🙂.|Vi er glade 😀" },
        { "", "" },
        { " \n\t ", "" },
        { "...!?", "" },
        { "- . -", "" },
    };
    CHECK(state, cases);
}

static void a_sentence_may_begin_in_lower_case_or_with_a_number(void **state)
{
    static const parts_case cases[] = {
        { "ikke bra. savner møter. vil ha mer", "ikke bra.|savner møter.|vil ha mer" },
        { "Det tar mye av tiden. 20 % av pengene.", "Det tar mye av tiden.|20 % av pengene." },
        { "Det var i 2021. Vi ble flere.", "Det var i 2021.|Vi ble flere." },
        { "Vi er ferdige. øvelsen var bra", "Vi er ferdige.|øvelsen var bra" },
    };
    CHECK(state, cases);
}

static void abbreviations_do_not_end_a_sentence(void **state)
{
    static const parts_case cases[] = {
        { "Vi bruker f.eks. IKT mye. Takk.", "Vi bruker f.eks. IKT mye.|Takk." },
        { "Møter med bl.a. Ahus fungerer", "Møter med bl.a. Ahus fungerer" },
        { "Vårt foretak, dvs. Helse Nord, er bra", "Vårt foretak, dvs. Helse Nord, er bra" },
        { "Se nr. 3. Takk.", "Se nr. 3.|Takk." },
        { "Møtet er kl. 12. Det er sent.", "Møtet er kl. 12.|Det er sent." },
        { "Dr. Hansen er flink", "Dr. Hansen er flink" },
        { "Jf. St.meld. nr. 47 om samhandling", "Jf. St.meld. nr. 47 om samhandling" },
        { "Det koster kr. 4.500,- i året", "Det koster kr. 4.500,- i året" },
        { "A. B. Hansen. Takk", "A. B. Hansen.|Takk" },
        { "Bl.a. f.eks. ca. 3. mai", "Bl.a. f.eks. ca. 3. mai" },
        { "ca. 50 minutter i bil", "ca. 50 minutter i bil" },
        { "BL.A. AHUS OG F.EKS. OUS", "BL.A. AHUS OG F.EKS. OUS" },
        { "pga. Covid og mht. IKT", "pga. Covid og mht. IKT" },
        { "f. eks. Ahus", "f. eks. Ahus" },
        { "iht. Avtalen pkt. 4, kap. Samhandling", "iht. Avtalen pkt. 4, kap. Samhandling" },
        { "avtalen (jf. Helse Sør-Øst) er bra", "avtalen (jf. Helse Sør-Øst) er bra" },
        { "sykehus/ev. Kommunen", "sykehus/ev. Kommunen" },
        { "Mr. Smith vs. Mrs. Jones, i.e. Us", "Mr. Smith vs. Mrs. Jones, i.e. Us" },
        { "spesialister (bl.a.) Ahus", "spesialister (bl.a.) Ahus" },
    };
    CHECK(state, cases);
}

static void nynorsk_abbreviations_do_not_end_a_sentence(void **state)
{
    static const parts_case cases[] = {
        { "Samarbeid med t.d. Helse Førde går greitt. Me er nøgde.",
          "Samarbeid med t.d. Helse Førde går greitt.|Me er nøgde." },
        { "Vi har m.a. Haukeland", "Vi har m.a. Haukeland" },
        { "m.o.t. Kommunane, d.e. Alle", "m.o.t. Kommunane, d.e. Alle" },
        { "den s.k. Samhandlingsreforma", "den s.k. Samhandlingsreforma" },
        { "legar o.fl. Dei er bra", "legar o.fl.|Dei er bra" },
        { "møte osb. og så", "møte osb. og så" },
        { "ikkje bra. saknar møte. eg vil ha meir", "ikkje bra.|saknar møte.|eg vil ha meir" },
        { "Det veit eg. Me prøver.", "Det veit eg.|Me prøver." },
    };
    CHECK(state, cases);
}

static void some_abbreviations_end_a_sentence_before_upper_case(void **state)
{
    static const parts_case cases[] = {
        { "Møter osv. Vi vil ha mer", "Møter osv.|Vi vil ha mer" },
        { "Møter osv. er bra", "Møter osv. er bra" },
        { "kurs, hospitering etc. Det hjelper", "kurs, hospitering etc.|Det hjelper" },
        { "kurs o.l. Det hjelper", "kurs o.l.|Det hjelper" },
        { "kurs o.l. for ansatte", "kurs o.l. for ansatte" },
        { "epikriser m.m. Ålesund", "epikriser m.m.|Ålesund" },
        { "(kurs mv.) Vi ønsker", "(kurs mv.)|Vi ønsker" },
        { "leger m.fl. «Alle» er med", "leger m.fl.|«Alle» er med" },
        { "møter osv. - For lite tid", "møter osv.|- For lite tid" },
        { "møter o.s.v. 20 personer", "møter o.s.v. 20 personer" },
        { "MØTER OSV. VI VIL", "MØTER OSV.|VI VIL" },
        { "før 500 f.Kr. Så", "før 500 f.Kr.|Så" },
        { "30 mill. Helt for lite", "30 mill.|Helt for lite" },
    };
    CHECK(state, cases);
}

static void ordinary_words_are_not_taken_for_abbreviations(void **state)
{
    static const parts_case cases[] = {
        { "Feilen er min. Jeg beklager.", "Feilen er min.|Jeg beklager." },
        { "Vi var bare to. Det holder.", "Vi var bare to.|Det holder." },
        { "Før jul. Etter jul.", "Før jul.|Etter jul." },
        { "Vi får en sms. Det er fint.", "Vi får en sms.|Det er fint." },
        { "Potten er tom. Vi venter.", "Potten er tom.|Vi venter." },
        { "Møtet kom for sen. Ti. Et. No. Sv.", "Møtet kom for sen.|Ti.|Et.|No.|Sv." },
        { "Han sa kapp. Nei", "Han sa kapp.|Nei" },
        { "xbl.a. Ahus", "xbl.a. Ahus" },
        { "pinnr. Ahus", "pinnr.|Ahus" },
    };
    CHECK(state, cases);
}

static void ordinals_and_dates_do_not_end_a_sentence(void **state)
{
    static const parts_case cases[] = {
        { "1. januar 2024 og 2. linje", "1. januar 2024 og 2. linje" },
        { "Den 17. mai er vi fri. 3. etasje", "Den 17. mai er vi fri.|3. etasje" },
        { "Vi har 3. Og så", "Vi har 3.|Og så" },
        { "Frist 1.2.2024. Etterpå", "Frist 1.2.2024.|Etterpå" },
        { "på 3.\u00A0trinn", "på 3.\u00A0trinn" },
    };
    CHECK(state, cases);
}

static void an_ellipsis_ends_only_before_white_space(void **state)
{
    static const parts_case cases[] = {
        { "Bra... men sent", "Bra...|men sent" },
        { "Bra… Men", "Bra…|Men" },
        { "noe...annet", "noe...annet" },
        { "noe…Annet", "noe…Annet" },
        { "osv... Vi", "osv...|Vi" },
        { "Bra.. Vi", "Bra..|Vi" },
        { "Hva..? Ja", "Hva..?|Ja" },
    };
    CHECK(state, cases);
}

static void closing_quotes_and_brackets_belong_to_the_sentence_before(void **state)
{
    static const parts_case cases[] = {
        { "De sier «nei.» Vi sier ja", "De sier «nei.»|Vi sier ja" },
        { "(Det er bra.) Vi er enige", "(Det er bra.)|Vi er enige" },
        { "Han sa \"Kom!\" Vi kom", "Han sa \"Kom!\"|Vi kom" },
        { "De sa ”ja.” Så nei", "De sa ”ja.”|Så nei" },
        { "De sa ‘ja.’ Så nei", "De sa ‘ja.’|Så nei" },
        { "Bra (ikke sant?)", "Bra (ikke sant?)" },
        { "kalt «f.eks». Vi", "kalt «f.eks».|Vi" },
    };
    CHECK(state, cases);
}

static void a_missing_space_is_seen_at_an_upper_case_letter(void **state)
{
    static const parts_case cases[] = {
        { "Det er nok.Vi vil", "Det er nok.|Vi vil" },
        { "bra nå.I dag", "bra nå.|I dag" },
        { "Greit på.Æra er", "Greit på.|Æra er" },
        { "bra nok.vi vil", "bra nok.vi vil" },
        { "f.eks.Ahus og bl.a.Bergen", "f.eks.Ahus og bl.a.Bergen" },
        { "kurs osv.Vi vil", "kurs osv.|Vi vil" },
        { "år 30 e.Kr. var", "år 30 e.Kr. var" },
        { "iht. St.Meld. nr. 4 og Adm.Dir. Olsen", "iht. St.Meld. nr. 4 og Adm.Dir. Olsen" },
        { "filen.PDF er lang", "filen.PDF er lang" },
        { "se www.helse-nord.no for mer", "se www.helse-nord.no for mer" },
        { "versjon 2.0.Ny", "versjon 2.0.Ny" },
    };
    CHECK(state, cases);
}

static void bullets_and_line_breaks_begin_a_sentence(void **state)
{
    static const parts_case cases[] = {
        { "• møter • kurs • tid", "• møter|• kurs|• tid" },
        { "Vi mangler: · tid · folk", "Vi mangler:|· tid|· folk" },
        { "▪ en ▪ to ‣ tre ◦ fire", "▪ en|▪ to|‣ tre|◦ fire" },
        { "samarbeid·avtale", "samarbeid·avtale" },
        { "mer tid\nflere møter", "mer tid|flere møter" },
        { "- mer tid\n- flere møter\n", "- mer tid|- flere møter" },
        { "bl.a.\nAhus", "bl.a.|Ahus" },
        { "en\n\n\nto", "en|to" },
        { "- Avtalene er lite konkrete, f.eks. om rus og psykisk helse. - For lite tid. "
          "- Ikke likeverdige parter",
          "- Avtalene er lite konkrete, f.eks. om rus og psykisk helse.|- For lite tid.|"
          "- Ikke likeverdige parter" },
    };
    CHECK(state, cases);
}

static void odd_spaces_count_as_white_space(void **state)
{
    static const parts_case cases[] = {
        { "Bra.\u00A0Vi vil", "Bra.|Vi vil" },
        { "f.eks.\u00A0Ahus", "f.eks.\u00A0Ahus" },
        { "Bra.\tVi\u3000vil", "Bra.|Vi\u3000vil" },
        { "tid\u00A0•\u00A0folk\u00A0", "tid|•\u00A0folk" },
        { "Bra.\u2003ja", "Bra.|ja" },
    };
    CHECK(state, cases);
}

static void one_line_break_may_be_white_space(void **state)
{
    static const parts_case cases[] = {
        { "mer\ntid", "mer\ntid" },     { "mer\n\ntid", "mer|tid" },
        { "mer\n \t\ntid", "mer|tid" }, { "f.eks.\nAhus. \nBra.\nnei", "f.eks.\nAhus.|Bra.|nei" },
        { "mer\n• tid", "mer|• tid" },
    };
    fixture *made = *state;
    kb_splitter_free(made->splitter);
    kb_split_options options = { .newline_is_space = true };
    assert_int_equal(kb_splitter_new(&made->splitter, &options, NULL), KB_OK);
    CHECK(state, cases);
}

static void a_codebook_adds_abbreviations(void **state)
{
    static const parts_case cases[] = {
        { "på samh. Nord er det bra. Takk", "på samh. Nord er det bra.|Takk" },
        { "på SAMH. Nord", "på SAMH. Nord" },
        { "d’avd. Nord", "d’avd. Nord" },
        { "øk. seks. Nord", "øk. seks. Nord" },
        { "prosj.Le. Hansen", "prosj.Le. Hansen" },
        { "kurs osv. Vi", "kurs osv.|Vi" },
    };
    const kb_str own[] = { KB_STR("Samh."), KB_STR("d’avd."),    KB_STR("o\u0308k. Seks."),
                           KB_STR("øk."),   KB_STR("prosj.le."), KB_STR("osv."),
                           KB_STR(" ") };
    fixture *made = *state;
    assert_string_equal(sentences_of(made, cases[0].answer), "på samh.|Nord er det bra.|Takk");
    kb_splitter_free(made->splitter);
    kb_split_options options = { .abbreviations = own,
                                 .abbreviation_count = sizeof own / sizeof own[0] };
    assert_int_equal(kb_splitter_new(&made->splitter, &options, NULL), KB_OK);
    CHECK(state, cases);
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        TEST(plain_sentences_end_at_their_stop),
        TEST(a_sentence_may_begin_in_lower_case_or_with_a_number),
        TEST(abbreviations_do_not_end_a_sentence),
        TEST(nynorsk_abbreviations_do_not_end_a_sentence),
        TEST(some_abbreviations_end_a_sentence_before_upper_case),
        TEST(ordinary_words_are_not_taken_for_abbreviations),
        TEST(ordinals_and_dates_do_not_end_a_sentence),
        TEST(an_ellipsis_ends_only_before_white_space),
        TEST(closing_quotes_and_brackets_belong_to_the_sentence_before),
        TEST(a_missing_space_is_seen_at_an_upper_case_letter),
        TEST(bullets_and_line_breaks_begin_a_sentence),
        TEST(odd_spaces_count_as_white_space),
        TEST(one_line_break_may_be_white_space),
        TEST(a_codebook_adds_abbreviations),
    };
    return cmocka_run_group_tests_name("text/sentences", tests, NULL, NULL);
}
