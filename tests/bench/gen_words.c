/* SPDX-License-Identifier: MIT */
/* Words drawn at random; see gen_words.h. */
#include "gen_words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

static const char first_parts[] =
    "samarbeids utskrivnings pasient kommune helse fastlege sykehjems rus psykiatri beredskaps "
    "kompetanse hospiterings epikrise meldings journal møte habiliterings rehabiliterings "
    "legemiddel "
    "kreft barne ungdoms eldre fødsels jordmor ambulanse akutt øyeblikkelig-hjelp poliklinikk "
    "spesialist primærhelse omsorgs velferdsteknologi digitaliserings innovasjons forsknings "
    "utdannings praksis lærings brukermedvirknings pårørende ernærings smittevern hjemme dag natt "
    "vakt bemannings økonomi budsjett investerings styrings kvalitets avviks forbedrings klage "
    "tilsyns innleggelses overførings oppfølgings individuell-plan førstelinje årsmøte ås "
    "ærlighets "
    "ærfugl";

const char roots[] =
    "avtale plan arena møte flyt forløp team tjeneste koordinator råd utvalg rapport system rutine "
    "prosjekt ordning tilbud behov ressurs ansvar ledelse kultur struktur strategi forum nettverk "
    "modell løsning utfordring oppgave senter kontor enhet avdeling seksjon pakke veileder "
    "retningslinje prosedyre register database portal kanal linje krav mål indikator måling "
    "vurdering analyse evaluering gjennomgang opplæring kurs seminar konferanse samling støtte "
    "hjelp øving følge";

static const char function_words[] =
    "og i det er å som til på for at en av med vi ikke har de om et men kan skal så fra må ved "
    "blir "
    "eller hvor når mer også bør mellom dette slik alle noe mye bedre god godt flere etter under "
    "hele våre vår oss dem den seg var vært være fordi både svært veldig litt altfor lite mange "
    "noen "
    "andre begge hver hverandre sammen inn ut opp ned over før nå da der her kun bare enda "
    "fortsatt "
    "ofte sjelden alltid aldri";

static const char verbs[] =
    "fungerer opplever mener ønsker trenger får gir tar blir mangler savner etterlyser bidrar "
    "deltar "
    "følger styrker bedrer skaper utvikler samarbeider kommuniserer informerer inviterer kjenner "
    "vet "
    "tror ser hører venter krever foreslår prioriterer koordinerer utveksler melder overfører "
    "skriver sender mottar planlegger gjennomfører evaluerer forbedrer avklarer forankrer "
    "involverer "
    "diskuterer møtes snakker";

static const char adjectives[] =
    "god dårlig bedre tydelig uklar felles lokal regional faglig digital åpen tett forpliktende "
    "gjensidig tilstrekkelig manglende effektiv tungvint tidkrevende nødvendig viktig vanskelig "
    "enkel rask sen trygg likeverdig helhetlig sømløs økonomisk årlig";

static const char actors[] =
    "kommunen sykehuset helseforetaket fastlegen legevakten kommunene sykehusene avdelingen "
    "tjenesten ledelsen samarbeidet samarbeid Helse kommuner sykehus pasienten pasientene "
    "pasienter "
    "brukeren brukerne ansatte Ahus OUS UNN Bergen Stavanger Tromsø Ålesund Østfold Ås "
    "samhandlingen "
    "samhandling dialogen dialog informasjonen informasjon kommunikasjonen kommunikasjon møter "
    "møtene tid penger folk IKT e-link";

static const char things[] =
    "dagen uken saken måten årene året grunn eksempel sted rolle del side tall nivå fokus "
    "forståelse "
    "tillit respekt kunnskap kjennskap vilje evne kapasitet rom utstyr lokaler reisetid avstand "
    "buss "
    "bil telefon e-post brev skjema teams video lenke dokument svar spørsmål årsak følge retning "
    "hverdag praksis virkelighet teori papir ord handling resultat effekt gevinst kostnad pris "
    "lønn";

/* What a sentence is made of: a letter for each word; see gen_answers.c. */
static const char shapes[] =
    "FVOFA FOVA FOFOVFA VFOFT OVFAT FVFFOVFTA FAOFO FFVAT AOVFO FFNFVA FNVFO FVANFO NFOVA OFOVNFA "
    "FVNFAT FTFTVFO FFFVFAO AOFVFFT FOVFFVFA OMFAN MFN FOMAFN FVFTFO FTVFAOFT FFAT FVAO OVA";

static uint64_t next_number(words *w)
{
    uint64_t z = w->state += 0x9e3779b97f4a7c15u; /* splitmix64 */
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    return z ^ z >> 31;
}

size_t draw_number(words *w, size_t limit)
{
    return (size_t)((next_number(w) >> 32) * limit >> 32);
}

const char *draw(words *w, const pool *from)
{
    double at = (double)(next_number(w) >> 11) * 0x1p-53 * from->below[from->count - 1];
    size_t low = 0, high = from->count - 1;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (from->below[middle] > at)
            high = middle;
        else
            low = middle + 1;
    }
    return from->words[low];
}

const char *draw_evenly(words *w, const pool *from_pool, size_t from, size_t to)
{
    return from_pool->words[from + draw_number(w, to - from)];
}

/* Cuts `text` at its spaces into `store`; returns how many pieces. */
static size_t cut_words(char (*store)[WORD_BYTES], size_t room, const char *text)
{
    size_t count = 0;
    while (*text != '\0' && count < room) {
        size_t len = strcspn(text, " ");
        snprintf(store[count++], WORD_BYTES, "%.*s", (int)len, text);
        text += len + strspn(text + len, " ");
    }
    return count;
}

size_t make_compounds(char (*text)[WORD_BYTES], const char **out, const char *first,
                      const char *second)
{
    static char heads[MOST_WORDS][WORD_BYTES], tails[MOST_WORDS][WORD_BYTES];
    size_t head_count = cut_words(heads, MOST_WORDS, first), count = 0;
    size_t tail_count = cut_words(tails, MOST_WORDS, second);
    for (size_t i = 0; i < head_count; i++)
        for (size_t j = 0; j < tail_count && count < MOST_STEMS; j++) {
            snprintf(text[count], WORD_BYTES, "%.47s%.47s", heads[i], tails[j]);
            out[count] = text[count];
            count++;
        }
    return count;
}

void shuffle(words *w, const char **list, size_t count)
{
    for (size_t i = count; i > 1; i--) {
        size_t other = draw_number(w, i);
        const char *kept = list[i - 1];
        list[i - 1] = list[other];
        list[other] = kept;
    }
}

/* Word number n is drawn in proportion to 1 / (n + from) ^ steepness. */
static void weigh(pool *p, double from, double steepness)
{
    double sum = 0;
    for (size_t i = 0; i < p->count; i++)
        p->below[i] = sum += 1 / pow((double)i + from, steepness);
}

static void fill(pool *p, const char *text, double steepness)
{
    static char store[MOST_KINDS][MOST_WORDS][WORD_BYTES];
    static size_t used;
    p->count = cut_words(store[used], MOST_WORDS, text);
    for (size_t i = 0; i < p->count; i++)
        p->words[i] = store[used][i];
    used++;
    weigh(p, 1, steepness);
}

static void fill_weighted(pool *p, const char *const *list, const int *weights, size_t count)
{
    double sum = 0;
    p->count = count;
    for (size_t i = 0; i < count; i++) {
        p->words[i] = list[i];
        p->below[i] = sum += weights[i];
    }
}

void words_init(words *w)
{
    w->state = 20260117;
    w->stems.count = make_compounds(w->stem_text, w->stems.words, first_parts, roots);
    shuffle(w, w->stems.words, w->stems.count);
    weigh(&w->stems, 3, 1);
    fill(&w->function_words, function_words, 0.9);
    fill(&w->verbs, verbs, 0.7);
    fill(&w->adjectives, adjectives, 0.7);
    fill(&w->actors, actors, 0.8);
    fill(&w->things, things, 0.7);
    fill(&w->shapes, shapes, 0.3);
    fill_weighted(
        &w->endings,
        (const char *const[]){ "", "n", "r", "ne", "t", "en", "er", "ene", "et", "s", "ns" },
        (const int[]){ 30, 14, 12, 10, 6, 8, 8, 5, 4, 2, 1 }, 11);
    fill_weighted(
        &w->joiners,
        (const char *const[]){ "og", "men", "fordi", "slik at", "når", "hvis", "selv om" },
        (const int[]){ 30, 20, 15, 10, 8, 8, 5 }, 7);
    fill_weighted(&w->lacks,
                  (const char *const[]){ "mangler", "savner", "etterlyser", "manglende" },
                  (const int[]){ 5, 3, 2, 2 }, 4);
}

static int begins_letter(char c)
{
    return ((unsigned char)c & 0xc0) != 0x80;
}

size_t letters_of(const char *text)
{
    size_t count = 0;
    for (; *text != '\0'; text++)
        count += (size_t)begins_letter(*text);
    return count;
}

size_t letter_at(const char *text, size_t letter)
{
    size_t at = 0;
    for (size_t seen = 0; text[at] != '\0'; at++)
        if (begins_letter(text[at]) && seen++ == letter)
            break;
    return at;
}

void make_capitals(char *text, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)text[i];
        int latin = i > 0 && (unsigned char)text[i - 1] == 0xc3 && c >= 0xa0 && c <= 0xbe;
        if ((c >= 'a' && c <= 'z') || latin)
            text[i] = (char)(c - 0x20);
    }
}
