/* SPDX-License-Identifier: MIT */
/*
 * The fixed texts of tables: bokmål, nynorsk and English.
 *
 * Other languages get the English ones (da and sv too; only their numbers are
 * written as in Norwegian, which is the writers' business).
 */
#include <kodebok/summarise.h>

#include "base/str.h"

typedef struct entry {
    const char *nb, *nn, *en;
} entry;

static const entry entries[] = {
    [KB_TEXT_THEME] = { "Tema", "Tema", "Theme" },
    [KB_TEXT_CATEGORY] = { "Kategori", "Kategori", "Category" },
    [KB_TEXT_CODE] = { "Kode", "Kode", "Code" },
    [KB_TEXT_STATEMENT] = { "Utsagn", "Utsegn", "Statement" },
    [KB_TEXT_RESPONDENT] = { "Respondent", "Respondent", "Respondent" },
    [KB_TEXT_RESPONDENTS] = { "Respondenter", "Respondentar", "Respondents" },
    [KB_TEXT_ANSWERS] = { "Svar", "Svar", "Answers" },
    [KB_TEXT_SEGMENTS] = { "Segmenter", "Segment", "Segments" },
    [KB_TEXT_BASE] = { "Grunnlag", "Grunnlag", "Base" },
    [KB_TEXT_SHARE] = { "Andel", "Del", "Share" },
    [KB_TEXT_QUESTION] = { "Spørsmål", "Spørsmål", "Question" },
    [KB_TEXT_RULE] = { "Regel", "Regel", "Rule" },
    [KB_TEXT_QUOTE] = { "Sitat", "Sitat", "Quote" },
    [KB_TEXT_STATUS] = { "Status", "Status", "Status" },
    [KB_TEXT_DRAFT] = { "utkast", "utkast", "draft" },
    [KB_TEXT_EMPTY_NOTE] = { "Tomme ruter betyr at ingen respondenter har svart konkret på dette.",
                             "Tomme ruter betyr at ingen respondentar har svart konkret på dette.",
                             "Empty cells mean that no respondent said anything specific about "
                             "this." },
    [KB_TEXT_BASE_ANSWERED] = { "respondenter som svarte", "respondentar som svara",
                                "respondents who answered" },
    [KB_TEXT_BASE_ASKED] = { "respondenter som fikk spørsmålet", "respondentar som fekk spørsmålet",
                             "respondents who were asked" },
    [KB_TEXT_BASE_CODED] = { "respondenter med minst én kode", "respondentar med minst éin kode",
                             "respondents with at least one code" },
    [KB_TEXT_NON_ANSWERS] = { "uten innhold", "utan innhald", "without content" },
    [KB_TEXT_CODED] = { "kodet", "koda", "coded" },
    [KB_TEXT_UNCODED] = { "ukodet", "ukoda", "uncoded" },
    [KB_TEXT_UNDECIDED] = { "uavgjort", "uavgjort", "undecided" },
    [KB_TEXT_HIDDEN_NOTE] = { "betyr at færre respondenter enn dette støtter utsagnet; tallene er "
                              "skjult.",
                              "betyr at færre respondentar enn dette støttar utsegna; tala er "
                              "skjulte.",
                              "means that fewer respondents than this support the statement; the "
                              "figures are hidden." },
    [KB_TEXT_UNDECIDED_NOTE] = { "svar er uavgjort: et mønster ga opp der. En tom rute eller 0 kan "
                                 "da bety at det ikke er avgjort; v_undecided nevner svar og "
                                 "regel.",
                                 "svar er uavgjorde: eit mønster gav opp der. Ei tom rute eller 0 "
                                 "kan då bety at det ikkje er avgjort; v_undecided nemner svar og "
                                 "regel.",
                                 "answers are undecided: a pattern gave up on them. An empty cell "
                                 "or 0 may then mean that it is not decided; v_undecided names "
                                 "answer and rule." },
    [KB_TEXT_LEFT_OUT_NOTE] = { "respondenter har ingen verdi for denne variabelen og er ikke "
                                "med i noen av tabellene.",
                                "respondentar har ingen verdi for denne variabelen og er ikkje "
                                "med i nokon av tabellane.",
                                "respondents have no value of this variable and are in none of "
                                "the tables." },
    [KB_TEXT_DRAFT_NOTE] = { "Koder merket «utkast» er ikke med i matrisen.",
                             "Kodar merkte «utkast» er ikkje med i matrisa.",
                             "Codes marked 'draft' are not in the matrix." },
    [KB_TEXT_OF] = { "av", "av", "of" },
    [KB_TEXT_OF_THESE] = { "av disse", "av desse", "of these" },
    [KB_TEXT_NO_ROWS] = { "Ingen rader.", "Ingen rader.", "No rows." },
    [KB_TEXT_RUN] = { "Kjøring", "Køyring", "Run" },
    [KB_TEXT_CODEBOOK] = { "kodebok", "kodebok", "codebook" },
    [KB_TEXT_VERSION] = { "versjon", "versjon", "version" },
    [KB_TEXT_AGREEMENT] = { "Regler mot fasit", "Reglar mot fasit", "Rules against gold" },
    [KB_TEXT_DISAGREEMENTS] = { "Uenighet", "Usemje", "Disagreements" },
    [KB_TEXT_SIDE] = { "Kodet av", "Koda av", "Coded by" },
    [KB_TEXT_SIDE_NOTE] = { "gold: bare fasiten har koden; rules: bare reglene har den.",
                            "gold: berre fasiten har koden; rules: berre reglane har han.",
                            "gold: only the gold has the code; rules: only the rules have it." },
    [KB_TEXT_BOTH] = { "Begge", "Begge", "Both" },
    [KB_TEXT_ONLY_RULES] = { "Bare regler", "Berre reglar", "Only rules" },
    [KB_TEXT_ONLY_GOLD] = { "Bare fasit", "Berre fasit", "Only gold" },
    [KB_TEXT_NEITHER] = { "Ingen", "Ingen", "Neither" },
    [KB_TEXT_PRECISION] = { "Presisjon", "Presisjon", "Precision" },
    [KB_TEXT_RECALL] = { "Gjenfinning", "Gjenfinning", "Recall" },
    [KB_TEXT_MICRO] = { "Samlet", "Samla", "Pooled" },
    [KB_TEXT_MACRO] = { "Snitt over koder", "Snitt over kodar", "Mean over codes" },
    [KB_TEXT_WAVE] = { "Runde", "Runde", "Wave" },
    [KB_TEXT_GIVEN] = { "Gitt", "Gitt", "Given" },
    [KB_TEXT_WHY] = { "Hvorfor", "Kvifor", "Why" },
    [KB_TEXT_TEXT] = { "Tekst", "Tekst", "Text" },
    [KB_TEXT_HELD] = { "Oppfylt", "Oppfylt", "Held" },
    [KB_TEXT_CONDITION] = { "Vilkår", "Vilkår", "Condition" },
    [KB_TEXT_DETAIL] = { "Detalj", "Detalj", "Detail" },
    [KB_TEXT_WORD] = { "Ord", "Ord", "Word" },
    [KB_TEXT_N] = { "N", "N", "N" },
    [KB_TEXT_EXAMPLE] = { "Eksempel", "Døme", "Example" },
    [KB_TEXT_PATTERN] = { "Mønster", "Mønster", "Pattern" },
    [KB_TEXT_OFF] = { "Avvik", "Avvik", "Off" },
    [KB_TEXT_STANDS_IN] = { "Står i", "Står i", "Stands in" },
    [KB_TEXT_RUNS] = { "Kjøringer", "Køyringar", "Runs" },
    [KB_TEXT_RUNS_NOTE] = { "Samme kodebok, svar og program gir samme hash av segmentene. «Slettet "
                            "siden»: en respondent ble slettet etter kjøringen; hashene er fra "
                            "før.",
                            "Same kodebok, svar og program gir same hash av segmenta. «Sletta "
                            "sidan»: ein respondent vart sletta etter køyringa; hashane er frå "
                            "før.",
                            "The same codebook, answers and engine give the same hash of segments. "
                            "'Erased since': a respondent was erased after the run; its hashes are "
                            "of before." },
    [KB_TEXT_MADE] = { "Laget (UTC)", "Laga (UTC)", "Made (UTC)" },
    [KB_TEXT_BOOK_USED] = { "Kodebok", "Kodebok", "Codebook" },
    [KB_TEXT_BOOK_VERSION] = { "Versjon", "Versjon", "Version" },
    [KB_TEXT_NON_ANSWER_COUNT] = { "Uten innhold", "Utan innhald", "Non-answers" },
    [KB_TEXT_CODED_COUNT] = { "Kodet", "Koda", "Coded" },
    [KB_TEXT_UNDECIDED_COUNT] = { "Uavgjort", "Uavgjort", "Undecided" },
    [KB_TEXT_ENGINE] = { "Program", "Program", "Engine" },
    [KB_TEXT_SEGMENTS_HASH] = { "Segmentenes hash", "Hash av segmenta", "Segments' hash" },
    [KB_TEXT_ERASED_SINCE] = { "Slettet siden", "Sletta sidan", "Erased since" },
    [KB_TEXT_NO_TILDE_NOTE] = { "Ingen ord i kodeboka er skrevet med ~.",
                                "Ingen ord i kodeboka er skrivne med ~.",
                                "No word of the codebook is written with ~." },
    [KB_TEXT_NONE_TOLERATED_NOTE] = { "Ingen ord i disse svarene er godtatt bare med ~.",
                                      "Ingen ord i desse svara er godtekne berre med ~.",
                                      "No word of these answers was accepted by ~ alone." },
    [KB_TEXT_TOLERATED_NOTE] = { "Hvert av disse ordene regnes som en feilskriving av mønsteret "
                                 "sitt. De som ikke er det, føres opp i kodeboka (står text der "
                                 "fra før, settes spelling inn i den). Her er alle:",
                                 "Kvart av desse orda blir rekna som ei feilskriving av mønsteret "
                                 "sitt. Dei som ikkje er det, blir førte opp i kodeboka (står text "
                                 "der frå før, blir spelling sett inn i den). Her er alle:",
                                 "Each of these words counts as a misspelling of its pattern. "
                                 "Write those that are not into the codebook (where it has 'text' "
                                 "already, spelling goes into that). Here are all of them:" },
};
_Static_assert(sizeof entries / sizeof entries[0] == KB_TEXT_COUNT_, "a text is missing");

/* What follows a number, when the number is one and the words are then others. */
static const entry singular[KB_TEXT_COUNT_] = {
    [KB_TEXT_BASE_ANSWERED] = { "respondent som svarte", "respondent som svara",
                                "respondent who answered" },
    [KB_TEXT_BASE_ASKED] = { "respondent som fikk spørsmålet", "respondent som fekk spørsmålet",
                             "respondent who was asked" },
    [KB_TEXT_BASE_CODED] = { "respondent med minst én kode", "respondent med minst éin kode",
                             "respondent with at least one code" },
    [KB_TEXT_UNDECIDED_NOTE] = { "svar er uavgjort: et mønster ga opp der. En tom rute eller 0 kan "
                                 "da bety at det ikke er avgjort; v_undecided nevner svar og "
                                 "regel.",
                                 "svar er uavgjort: eit mønster gav opp der. Ei tom rute eller 0 "
                                 "kan då bety at det ikkje er avgjort; v_undecided nemner svar og "
                                 "regel.",
                                 "answer is undecided: a pattern gave up on it. An empty cell or 0 "
                                 "may then mean that it is not decided; v_undecided names answer "
                                 "and rule." },
    [KB_TEXT_LEFT_OUT_NOTE] = { "respondent har ingen verdi for denne variabelen og er ikke med i "
                                "noen av tabellene.",
                                "respondent har ingen verdi for denne variabelen og er ikkje med i "
                                "nokon av tabellane.",
                                "respondent has no value of this variable and is in none of the "
                                "tables." },
};

/* "nb" and "nb-NO" are both bokmål. */
static bool is_language(kb_str tag, const char *language)
{
    const size_t len = strlen(language);
    return kb_str_starts(tag, kb_str_from(language)) && (tag.len == len || tag.ptr[len] == '-');
}

static const char *in_language(const entry *text, kb_str language)
{
    if (is_language(language, "nb") || is_language(language, "no"))
        return text->nb;
    return is_language(language, "nn") ? text->nn : text->en;
}

const char *kb_phrasebook(kb_str language, kb_phrasebook_key key)
{
    return in_language(&entries[key], language);
}

const char *kb_phrasebook_after(kb_str language, kb_phrasebook_key key, uint64_t number)
{
    const bool one = number == 1 && singular[key].en != NULL;
    return in_language(one ? &singular[key] : &entries[key], language);
}
