/* SPDX-License-Identifier: MIT */
/*
 * The Norwegian language pack on sentences written for it, bokmål and nynorsk.
 *
 * The last test takes the entries of the pack away one by one: each must be needed by a
 * sentence here, so an entry cannot be added without one.
 */
#include "pack_kit.h"

static const char book_yaml[] =
    "codebook: 1\nid: p\ntitle: P\nversion: '1.0.0'\nlanguage: nb\n"
    "negation: {use: nb-1}\ntext: {use: nb-1}\nignore_answers: {use: nb-1}\n"
    "categories: {k: {label: K}}\n"
    "themes: [{id: t, label: T, cells: {k: {statement: S, rules: ['tillit*', "
    "'møte/møter/møtene/møta/møtet', 'veiledning*/rettleiing*', 'dialog*', 'samarbeid*', "
    "'tid/tida/tiden', 'avtale*/avtalar', 'innsikt*', 'diagnose*/sykdom*', 'problem*']}}}]\n";

static const sentence before[] = {
    { "Det er ikke tillit mellom oss.", "-tillit" },
    { "Det er ikkje tillit mellom oss.", "-tillit" },
    { "Vi får ikje rettleiing.", "-rettleiing" },
    { "Har ike tid til møter.", "-tid -møter" },
    { "Vi har ikk møter.", "-møter" },
    { "Vi har ikkej møte.", "-møte" },
    { "Æ har itj tid.", "-tid" },
    { "Ei heller dialog.", "-dialog" },
    { "Heller ikke møtene hjelper.", "-møtene" },
    { "Heller ikkje møta hjelper.", "-møta" },
    { "Slett ikke dialog.", "-dialog" },
    { "Det finnes ingen møter.", "-møter" },
    { "Ingen problemer.", "-problemer" },
    { "Går uten problemer.", "-problemer" },
    { "Det finst inga rettleiing.", "-rettleiing" },
    { "Me har inkje samarbeid.", "-samarbeid" },
    { "Det er intet samarbeid.", "-samarbeid" },
    { "På ingen måte dialog.", "-dialog" },
    { "Ingenting om veiledning.", "-veiledning" },
    { "Ikkenoe samarbeid her.", "-samarbeid" },
    { "Uten tillit går det ikke.", "-tillit" },
    { "Utan tillit stoppar alt.", "-tillit" },
    { "Uten å ha møter.", "-møter" },
    { "Vi har aldri møter.", "-møter" },
    { "De har alldri tid.", "-tid" },
    { "Verken møter eller dialog.", "-møter -dialog" },
    { "Hverken tid eller tillit.", "-tid -tillit" },
    { "Korkje rettleiing eller møte.", "-rettleiing -møte" },
    { "Det blir neppe møter.", "-møter" },
    { "Det er knapt møter.", "-møter" },
    { "Det er knappast rettleiing.", "-rettleiing" },
    { "Mangler tillit, respekt og dialog.", "-tillit -dialog" },
    { "Manglar rettleiing.", "-rettleiing" },
    { "Manglende samarbeid.", "-samarbeid" },
    { "Manglande samarbeid.", "-samarbeid" },
    { "Mangel på tid.", "-tid" },
    { "Mangelen på rettleiing er stor.", "-rettleiing" },
    { "Mangelfull veiledning.", "-veiledning" },
    { "Mangelfulle avtaler.", "-avtaler" },
    { "Savner møter.", "-møter" },
    { "Eg saknar rettleiing.", "-rettleiing" },
    { "Etterlyser mer dialog.", "-dialog" },
    { "Fravær av tillit.", "-tillit" },
    { "Fråvær av dialog.", "-dialog" },
    { "Fraværende veiledning.", "-veiledning" },
    { "Fråverande rettleiing.", "-rettleiing" },
    { "Det skorter på tillit.", "-tillit" },
    { "Det skortar på rettleiing.", "-rettleiing" },
    { "Underskudd på tid.", "-tid" },
    { "Underskot på tid.", "-tid" },
    { "Svikt i samarbeidet.", "-samarbeidet" },
    { "Brudd på avtaler.", "-avtaler" },
    { "Brot på avtalar.", "-avtalar" },
    { "Tap av tillit.", "-tillit" },
    { "Bortfall av veiledning.", "-veiledning" },
    { "Helt blottet for innsikt.", "-innsikt" },
    { "Fri for dialog.", "-dialog" },
    { "Det er umulig å få til møter.", "-møter" },
    { "Det er umogleg å få til møte.", "-møte" },
    { "I liten grad bygger det på tillit.", "-tillit" },
    { "I mindre grad møter.", "-møter" },
    { "Det er liten grad av tillit.", "-tillit" },
    { "Det er lite samarbeid.", "-samarbeid" },
    { "Det er lita tid.", "-tid" },
    { "Liten tillit.", "-tillit" },
    { "For lite tid.", "-tid" },
    { "For få møter.", "-møter" },
    { "Altfor få møte.", "-møte" },
    { "Særs få møte.", "-møte" },
    { "Dårlig dialog.", "-dialog" },
    { "Dårleg dialog.", "-dialog" },
    { "Dårligere samarbeid.", "-samarbeid" },
    { "Elendig samarbeid.", "-samarbeid" },
    { "Svak veiledning.", "-veiledning" },
    { "Minimalt samarbeid.", "-samarbeid" },
    { "Utilstrekkelig veiledning.", "-veiledning" },
    { "Utilstrekkeleg rettleiing.", "-rettleiing" },
    { "Sviktende tillit.", "-tillit" },
    { "Sviktande tillit.", "-tillit" },
    { "Begrenset tid.", "-tid" },
    { "Avgrensa tid.", "-tid" },
    { "Knapp tid.", "-tid" },
    { "Sjelden møter.", "-møter" },
    { "Sjeldan møte.", "-møte" },
    { "Null tillit.", "-tillit" },
};

static const sentence after[] = {
    { "Tilliten er ikke der.", "-Tilliten" },
    { "Tilliten er ikkje der.", "-Tilliten" },
    { "Møter skjer aldri.", "-Møter" },
    { "Møter har vi ikke.", "-Møter" },
    { "Møte har me ikkje.", "-Møte" },
    { "Tillit er det ikke.", "-Tillit" },
    { "Møter med legene har vi aldri.", "-Møter" },
    { "Tid finst det lite av.", "-Tid" },
    { "Tillit mangler.", "-Tillit" },
    { "Tilliten mellom partene mangler.", "-Tilliten" },
    { "Rettleiing manglar.", "-Rettleiing" },
    { "Veiledning savnes.", "-Veiledning" },
    { "Rettleiing saknast.", "-Rettleiing" },
    { "Møter savner vi.", "-Møter" },
    { "Møte saknar eg.", "-Møte" },
    { "Samarbeidet er dårlig.", "-Samarbeidet" },
    { "Samarbeidet er dårleg.", "-Samarbeidet" },
    { "Dialogen er helt fraværende.", "-Dialogen" },
    { "Dialogen er heilt fråverande.", "-Dialogen" },
    { "Samarbeidet fungerer svært dårlig.", "-Samarbeidet" },
    { "Samarbeidet fungerer stort sett dårlig.", "-Samarbeidet" },
    { "Tida er for lita.", "-Tida" },
    { "Veiledningen er mangelfull.", "-Veiledningen" },
    { "Tilliten er borte.", "-Tilliten" },
    { "Veiledningen uteblir.", "-Veiledningen" },
    { "Rettleiinga uteblei.", "-Rettleiinga" },
    { "Samarbeidet svikter.", "-Samarbeidet" },
    { "Samarbeidet sviktar.", "-Samarbeidet" },
    { "Dialogen glipper.", "-Dialogen" },
    { "Tilliten forsvinner.", "-Tilliten" },
    { "Tilliten forsvinn.", "-Tilliten" },
    { "Veiledning faller bort.", "-Veiledning" },
    { "Rettleiing fell bort.", "-Rettleiing" },
    { "Møter glimrer med sitt fravær.", "-Møter" },
    { "Samarbeidet lar mye å ønske.", "-Samarbeidet" },
    { "Samarbeidet lar mye tilbake å ønske.", "-Samarbeidet" },
};

static const sentence look_alikes[] = {
    { "Ikke bare tillit, også dialog.", "+tillit +dialog" },
    { "Ikkje berre tillit, òg dialog.", "+tillit +dialog" },
    { "Ikke kun møter.", "+møter" },
    { "Ikke minst tillit.", "+tillit" },
    { "Ikkje minst samarbeidet.", "+samarbeidet" },
    { "Tillit, ikke minst.", "+Tillit" },
    { "Mangler tid og ikke minst tillit.", "-tid -tillit" },
    { "Ikke desto mindre er tilliten god.", "+tilliten" },
    { "God dialog, ikke sant?", "+dialog" },
    { "Det er ikke rart tilliten er god.", "+tilliten" },
    { "Det er ikke uvanlig med møter.", "+møter" },
    { "Vi har ikke sjelden møter.", "+møter" },
    { "Hvorfor ikke faste møter?", "+møter" },
    { "Kvifor ikkje faste møte?", "+møte" },
    { "Om det blir møter eller ikke.", "+møter" },
    { "Om ikke annet har vi tillit.", "+tillit" },
    { "Vi får uten videre veiledning.", "+veiledning" },
    { "Me får utan vidare rettleiing.", "+rettleiing" },
    { "Uten tvil god dialog.", "+dialog" },
    { "Ingen tvil om tilliten.", "+tilliten" },
    { "Det er ikke tvil om tilliten.", "+tilliten" },
    { "Dialogen er ikke verst.", "+Dialogen" },
    { "Det er ikke så ille med samarbeidet.", "+samarbeidet" },
    { "Lite å utsette på samarbeidet.", "+samarbeidet" },
    { "Ingenting å utsette på dialogen.", "+dialogen" },
    { "Ikkje noko å utsetje på dialogen.", "+dialogen" },
    { "Det er ikke noe problem å få veiledning.", "+problem +veiledning" },
    { "Det er ikkje eit problem å få rettleiing.", "+problem +rettleiing" },
    { "Ingen problemer med samarbeidet.", "+problemer +samarbeidet" },
    { "Ingenting er bedre enn møter.", "+møter" },
    { "Aldri hatt bedre samarbeid.", "+samarbeid" },
    { "Aldri hatt betre samarbeid.", "+samarbeid" },
    { "Ikke mindre enn fire møter.", "+møter" },
    { "Ikke noe annet enn tillit.", "+tillit" },
};

static const sentence doubly_negated[] = {
    { "Ikke uten tillit.", "+tillit" },
    { "Ikkje utan tillit.", "+tillit" },
    { "Aldri uten veiledning.", "+veiledning" },
    { "Det mangler ikke tillit.", "+tillit" },
    { "Det manglar ikkje tillit.", "+tillit" },
    { "Tillit mangler ikke.", "+Tillit" },
    { "Tillit mangler det ikke.", "+Tillit" },
    { "Vi mangler ingen møter.", "+møter" },
    { "Det er ikke manglende tillit.", "+tillit" },
    { "Ingen mangler veiledning.", "+veiledning" },
    { "Det er ikke mangel på tid.", "+tid" },
    { "Det er ingen mangel på møter.", "+møter" },
    { "Det er ikkje mangel på tid.", "+tid" },
    { "Vi savner ikke møter.", "+møter" },
    { "Me saknar ikkje møte.", "+møte" },
    { "Ingen savner møtene.", "+møtene" },
    { "Det er ikke fravær av tillit.", "+tillit" },
    { "Det er ikke slik at vi mangler tillit.", "+tillit" },
    { "Det er ikkje sånn at me ikkje har tid.", "+tid" },
    { "Det er ikke slik at ingen har tid.", "+tid" },
    { "Vi tviler ikke på samarbeidet.", "+samarbeidet" },
    { "Det er tvilsomt, ikke samarbeid.", "-samarbeid" },
    { "Det er ikke slik at vi har tid, ingen tillit.", "+tid -tillit" },
    { "Tid er ikke en mangelvare.", "+Tid" },
    { "Samarbeidet er ikke dårlig.", "+Samarbeidet" },
    { "Samarbeidet er ikkje dårleg.", "+Samarbeidet" },
    { "Det er ikke lite samarbeid.", "+samarbeid" },
    { "Det er ikke så få møter.", "+møter" },
    { "Samarbeidet svikter aldri.", "+Samarbeidet" },
    { "Veiledningen uteblir ikke.", "+Veiledningen" },
    { "Tilliten forsvinn ikkje.", "+Tilliten" },
    { "Samarbeidet har aldri sviktet.", "+Samarbeidet" },
};

static const sentence other_uses[] = {
    { "Sjelden diagnose og god dialog.", "+diagnose +dialog" },
    { "Det er en sjelden sykdom som krever veiledning.", "+sykdom +veiledning" },
    { "Lite grann tid.", "+tid" },
    { "Litt tid.", "+tid" },
    { "Et savnet møte.", "-møte" },
    { "Vi får tillit.", "+tillit" },
    { "Vi må få møter.", "+møter" },
    { "Likestilt dialog.", "+dialog" },
    { "Mangfold og dialog.", "+dialog" },
    { "Mangeårig samarbeid.", "+samarbeid" },
    { "Utenfor møtene.", "+møtene" },
    { "Foruten møter.", "+møter" },
    { "Høyt fravær og god dialog.", "+dialog" },
    { "God dialog, mangler tid.", "-dialog -tid" }, /* a cost of cues that look back */
    { "God dialog, manglende samarbeid.", "+dialog -samarbeid" },
    { "Ei god rettleiing.", "+rettleiing" },
};

static const sentence windows[] = {
    { "Ikke bra nok gjennomført og planlagt møte.", "-møte" },
    { "Ikke bra nok gjennomført og godt planlagt møte.", "+møte" },
    { "En liten kommune med tid.", "+tid" },
    { "En liten kommune tid.", "-tid" },
    { "Dårlig økonomi gir tid.", "+tid" },
    { "For få plasser til møter.", "+møter" },
    { "Har tillit og vil ikke miste den.", "+tillit" },
    { "Tilliten mellom alle partene her mangler.", "+Tilliten" },
    { "Tilliten mellom alle partene mangler.", "-Tilliten" },
    { "Ikke bra. Møter hjelper.", "+Møter" },
    { "Ikke bra!\nMøter hjelper.", "+Møter" },
};

/* The cue stands in another clause, so it does not reach. */
static const sentence clauses[] = {
    { "Ikke lett, men god dialog.", "+dialog" },
    { "Ikkje lett, men god dialog.", "+dialog" },
    { "Ikke lett mens møter er slik.", "+møter" },
    { "Ikkje lett medan møte er slik.", "+møte" },
    { "Ikke lett selv om dialogen er god.", "+dialogen" },
    { "Ikkje lett sjølv om dialogen er god.", "+dialogen" },
    { "Ikke lett, likevel god dialog.", "+dialog" },
    { "Ikke lett, imidlertid god dialog.", "+dialog" },
    { "Ikke lett, derimot god dialog.", "+dialog" },
    { "Ikke lett bortsett fra møter.", "+møter" },
    { "Ikkje lett bortsett frå møte.", "+møte" },
    { "Ikke lett unntatt møter.", "+møter" },
    { "Ikke stengt slik at dialogen går.", "+dialogen" },
    { "Ikke stengt for at dialogen går.", "+dialogen" },
    { "Ikke lett fordi møter tar.", "+møter" },
    { "Ikke lett ettersom møter tar.", "+møter" },
    { "Ikke lett når møter varer.", "+møter" },
    { "Ikke lett dersom møter varer.", "+møter" },
    { "Ikkje lett viss møte varer.", "+møte" },
    { "Ikke lett med mindre møter holdes.", "+møter" },
    { "Ikke lett samtidig som dialogen går.", "+dialogen" },
    { "Ikke lett så lenge møter varer.", "+møter" },
    { "Ikke lett, derfor dialog.", "+dialog" },
    { "Ikkje lett, difor dialog.", "+dialog" },
    { "Ikke lett til tross for møter.", "+møter" },
    { "Ikke lett på tross av møter.", "+møter" },
    { "Ikkje lett trass i møte.", "+møte" },
    { "Ikke lett på grunn av møter.", "+møter" },
    { "Ikke lett pga. møter.", "+møter" },
    { "Ikke lett p.g.a. møter.", "+møter" },
    { "Ingen plan gjør at møter teller.", "+møter" },
    { "Ingen plan gjer at møte tel.", "+møte" },
    { "Ingen plan fører til møter.", "+møter" },
    { "Ikke lett og vi har møter.", "+møter" },
    { "Ikke lett og har møter.", "+møter" },
    { "Har tillit og mangler møter.", "+tillit -møter" },
    { "Ikke lett (god dialog).", "+dialog" },
    { "Ikke lett – god dialog.", "+dialog" },
    { "Ikke lett; god dialog.", "+dialog" },
};

static const sentence non_answers[] = {
    { "Vet ikke", "0" },
    { "Veit ikkje.", "0" },
    { "Nei, jeg vet ikke helt", "0" },
    { "Det vet jeg ikke.", "0" },
    { "Det veit eg ikkje", "0" },
    { "Aner ikke", "0" },
    { "Anar ikkje", "0" },
    { "Ingen anelse", "0" },
    { "Har ikke peiling", "0" },
    { "NEI", "0" },
    { "Nei takk", "0" },
    { "Ja", "0" },
    { "Ingen", "0" },
    { "Har ingen", "0" },
    { "Ingenting", "0" },
    { "Ingen ting spesielt", "0" },
    { "Ikkje noko spesielt no", "0" },
    { "Har ikke noe å tilføye.", "0" },
    { "Ingenting å leggje til", "0" },
    { "Ingen kommentar", "0" },
    { "Ingen kommentarar", "0" },
    { "Nei, jeg har ingen forslag til dette", "0" },
    { "Ingen formening", "0" },
    { "Har ikke erfaring med dette", "0" },
    { "Har ikkje erfaring", "0" },
    { "Kommer ikke på noe nå", "0" },
    { "Kjem ikkje på noko", "0" },
    { "Husker ikke", "0" },
    { "Hugsar ikkje", "0" },
    { "Usikker", "0" },
    { "Jeg er ikke sikker", "0" },
    { "Ikke aktuelt", "0" },
    { "Ikkje aktuelt for oss", "0" },
    { "Uaktuelt", "0" },
    { "Kan ikke svare på dette", "0" },
    { "Kan ikkje uttale meg om dette", "0" },
    { "Vanskelig å si", "0" },
    { "Vanskeleg å seie", "0" },
    { "For tidlig å si", "0" },
    { "Se over", "0" },
    { "Sjå svaret over", "0" },
    { "Se forrige svar", "0" },
    { "Samme som over", "0" },
    { "Same", "0" },
    { "Som nevnt over", "0" },
    { "Ditto", "0" },
    { "Nei. Tusen takk!", "0" },
    { "Lykke til videre", "0" },
    { "NA", "0" },
    { "N/A", "0" },
    { "Test", "0" },
    { "xxx", "0" },
    { "-", "0" },
    { "?", "0" },
    { "…", "0" },
    { "", "0" },
    { "Nei. Vet ikke. Se over.", "0" },
    { "Vet ikke om vi har tillit", "-tillit" },
    { "Nei, tilliten er god.", "+tilliten" },
    { "Ingen møter", "-møter" },
    { "Samme dialog som før", "+dialog" },
    { "Vet ikke. God dialog.", "+dialog" },
};

#define ALL(table) ((sentences){ table, sizeof(table) / sizeof *(table) })

static kb_codebook *book;

static int open_book(void **state)
{
    (void)state;
    book = read_book(book_yaml);
    return 0;
}

static int close_book(void **state)
{
    (void)state;
    kb_codebook_free(book);
    return 0;
}

static void a_cue_negates_what_follows_it(void **state)
{
    (void)state;
    assert_int_equal(count_wrong(book, ALL(before), true), 0);
}

static void a_cue_negates_what_it_follows(void **state)
{
    (void)state;
    assert_int_equal(count_wrong(book, ALL(after), true), 0);
}

/* Entries that are plain words: each form, beside a word that it is to negate. */
static void every_form_of_a_cue_negates(void **state)
{
    (void)state;
    size_t wrong =
        count_silent_forms(book, false, "tillit") + count_silent_forms(book, true, "tillit");
    assert_int_equal(wrong, 0);
}

static void what_only_looks_like_a_cue_negates_nothing(void **state)
{
    (void)state;
    assert_int_equal(count_wrong(book, ALL(look_alikes), true), 0);
    assert_int_equal(count_wrong(book, ALL(other_uses), true), 0);
}

static void two_negations_are_none(void **state)
{
    (void)state;
    assert_int_equal(count_wrong(book, ALL(doubly_negated), true), 0);
}

static void a_cue_reaches_no_further_than_its_window(void **state)
{
    (void)state;
    assert_int_equal(count_wrong(book, ALL(windows), true), 0);
}

static void a_cue_does_not_reach_into_another_clause(void **state)
{
    (void)state;
    assert_int_equal(count_wrong(book, ALL(clauses), true), 0);
}

static void an_answer_that_says_nothing_is_known(void **state)
{
    (void)state;
    assert_int_equal(count_wrong(book, ALL(non_answers), true), 0);
}

static void an_abbreviation_ends_no_sentence(void **state)
{
    (void)state;
    kb_buf text = { 0 };
    kb_codebook plain = *book;
    plain.abbreviation_count = 0;
    for (size_t i = 0; i < book->abbreviation_count; i++) {
        kb_buf_reset(&text);
        kb_buf_printf(&text, "Ikke %.*s møter", KB_ARG(book->abbreviations[i]));
        kb_buf_char(&text, '\0');
        const sentence with = { text.ptr, "-møter" }, without = { text.ptr, "+møter" };
        assert_int_equal(count_wrong(book, (sentences){ &with, 1 }, true), 0);
        assert_int_equal(count_wrong(&plain, (sentences){ &without, 1 }, true), 0);
    }
    kb_buf_free(&text);
}

static void every_entry_is_needed(void **state)
{
    (void)state;
    size_t idle = count_idle_cues(*book, false, ALL(before));
    idle += count_idle_cues(*book, true, ALL(after));
    sentence no_cue[sizeof look_alikes / sizeof *look_alikes +
                    sizeof doubly_negated / sizeof *doubly_negated +
                    sizeof other_uses / sizeof *other_uses];
    memcpy(no_cue, look_alikes, sizeof look_alikes);
    memcpy((char *)no_cue + sizeof look_alikes, doubly_negated, sizeof doubly_negated);
    memcpy((char *)no_cue + sizeof look_alikes + sizeof doubly_negated, other_uses,
           sizeof other_uses);
    idle += count_idle_phrases(*book, NOT_CUES, ALL(no_cue));
    idle += count_idle_phrases(*book, CLAUSE_BREAKS, ALL(clauses));
    idle += count_idle_phrases(*book, IGNORED_ANSWERS, ALL(non_answers));
    assert_int_equal(idle, 0);
}

static void the_engine_names_the_pack_and_its_hash(void **state)
{
    (void)state;
    kb_matcher *matcher = make_matcher(book);
    kb_buf want = { 0 };
    kb_buf_printf(&want, "; pack nb-1 %s", kb_pack_find(kb_str_from("nb-1"))->sha256);
    kb_buf_char(&want, '\0');
    kb_buf engine = { 0 };
    kb_buf_str(&engine, kb_matcher_engine(matcher));
    kb_buf_char(&engine, '\0');
    const char *at = strstr(engine.ptr, want.ptr);
    assert_non_null(at);
    assert_null(strstr(at + 1, "; pack")); /* used three times, named once */
    kb_buf_free(&engine);
    kb_buf_free(&want);
    kb_matcher_free(matcher);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_cue_negates_what_follows_it),
        cmocka_unit_test(a_cue_negates_what_it_follows),
        cmocka_unit_test(every_form_of_a_cue_negates),
        cmocka_unit_test(what_only_looks_like_a_cue_negates_nothing),
        cmocka_unit_test(two_negations_are_none),
        cmocka_unit_test(a_cue_reaches_no_further_than_its_window),
        cmocka_unit_test(a_cue_does_not_reach_into_another_clause),
        cmocka_unit_test(an_answer_that_says_nothing_is_known),
        cmocka_unit_test(an_abbreviation_ends_no_sentence),
        cmocka_unit_test(every_entry_is_needed),
        cmocka_unit_test(the_engine_names_the_pack_and_its_hash),
    };
    return cmocka_run_group_tests(tests, open_book, close_book);
}
