/* SPDX-License-Identifier: MIT */
/*
 * Key words of the sample codebook, misspelled and resembled.
 *
 * The lists were written by hand before they were tried, as people write in surveys: letters
 * doubled or dropped, neighbours swapped, a wrong vowel, compounds taken apart, a hyphen
 * or an s that is missing.  Look-alikes are words of bokmål and nynorsk, some of them compounds
 * that no dictionary lists.  docs/methods.md has the figures.
 *
 * Misspellings that are not found stand in `missed`, for one of four reasons: a dictionary
 * has the word (resurs, kompentanse), the first letter is wrong, a word is taken apart where
 * the pattern has no `_` or an s is lost besides, there are more errors than the pattern's
 * length allows.
 */
#ifndef KB_TEST_MISSPELLINGS_H
#define KB_TEST_MISSPELLINGS_H

typedef struct key_word {
    const char *pattern;
    const char *misspelled; /* must match; a '|' between two */
    const char *other;      /* must not match */
    const char *missed;     /* misspelled as well, and not found */
} key_word;

static const key_word key_words[] = {
    { "likeverd*~",
      "likverd|likverdige|likevred|likeverrdige|likevedig|likevrdige|lkeverdige|likevedrig|"
      "liekverdig|likeværdig|likverdighet|likeverrdighet|likevredigheten",
      "likevel|likevekt|likevekten|likevektig|likegyldig|likelydende|likesinnede|likesom|"
      "likevektsmodell|likegyldighet",
      "" },
    { "likestill*~",
      "likestiling|likstilling|likestlling|likesitlling|liekstilling|likestlilte|likesstilling|"
      "likestlilingsarbeid|likstillingsperspektiv",
      "likesinnet|likestrøm|likestrømmen|likesidet|likesinna|likesom|likeså", "likestelling" },
    { "gjensidig*~",
      "gjensidg|gjennsidig|gjensiddig|gjesidig|gjensdig|gensidig|gjennsidige|gjensdiig|"
      "gjensidgi|gjennsidighet|gjensdigihet|gjesidighetsprinsipp",
      "gjenstridig|gjenstridige|gjensyn|gjenstand|gjensvar|gjennomsiktig|ensidig|gjenskape|"
      "gjensynsglede|gjenstandsmottak",
      "jensidig" },
    { "respekt*~",
      "repsekt|respekkt|resepkt|rspekt|respket|respeckt|resekt|respet|respekfull|repekt|"
      "repsektfull|repsektfullt|respketeres|repektløs",
      "respirator|respons|resept|reseptfri|aspekt|inspektør|respirasjon|responsen|resepsjon|"
      "prospekt|respirasjonssvikt|responstid|responssenter|reseptblokk",
      "" },
    { "tillit*~",
      "tilitt|tilit|tilllit|tllit|tlilit|tiltlit|tilittsfull|tilitsvekkende|tilitsbrudd|"
      "tilltitsforhold",
      "tillate|tillater|tillatt|tillatelse|tillegg|tillempe|tillike|tilliggende|tillagt|tillot|"
      "tillet|tillèt|tillatast|tillatelsesprosess|tilleggsdiagnose|tillatelsane",
      "tilitsfull|tilitsfullt" },
    { "koordinator*~",
      "kordinator|koordinatoor|kooridnator|koordintor|koodinator|koordinatr|kordinatr|"
      "koordinatoer|korrdinator|kordinatorar|koordianator|kordinatorstilling|koordiantorrolle|"
      "koordinatoorfunksjon|kordinatoransvar",
      "koordinere|koordinerer|koordinering|koordinat|koordinater|koordinatene|koordinasjon|"
      "koordinatsystem|koordinert|koordinerende|koordinerande|koordinatsystemet|"
      "koordinatfestet|koordinatakse|koordinattabell|koordineringsgruppe",
      "coordinator" },
    { "samarbeids_avtale*~",
      "samarbeidsavtlae|samarbeidsatvale|samarbedsavtale|samarbeidsavatler|samabeidsavtaler|"
      "samarbeids avtlae|samarbeids avataler|sammarbeidsavtale|samarbeids-avtlaen|"
      "sammarbeids avtaler|samarbeidsaftale|samarbiedsavtalene|samarbeidsatvaleverk|"
      "samarebidsavtaler",
      "samarbeidspartner|samarbeidsmøte|samarbeidsarena|samarbeidsutvalg|samarbeidsevne|"
      "samarbeidsaktør|samarbeidsorgan|samarbeidsvilje|samarbeidsavdelinga|samarbeids aktør",
      "samarbeidavtale|samarbeid avtale" },
    { "samhandlings_avtale*~",
      "samhandlingavtale|samhandlingsavtlae|samhandligsavtale|samhandlngsavtale|"
      "samhanlingsavtale|samhandlings avatale|samhandlings-avtalle|sammhandlingsavtale|"
      "samhandlingsavatle|samhanldingsavtalene|samhandlignsavtaler",
      "samhandlingsreform|samhandlingsarena|samhandlingsaktør|samhandlingsansvar|"
      "samhandlingsavdeling|samhandlingsavvik|samhandlingsarbeid|samhandlingsansvarlig|"
      "samhandlingsavdelingene|samhandlingsavklaring|samhandlingsavtrykk",
      "" },
    { "konkret*~",
      "konkert|konkrt|kronkret|kongkret|knokret|konrket|konkreet|konkre|konrketisere|"
      "konkertisering|konrkete",
      "konkurs|konkurranse|konkurrere|konsert|konserten|konkludere|konklusjon|konkav|"
      "konsekvens|konkursrammet|konkurransedyktighet|konsertbillettene",
      "kokret|konket" },
    { "veiledning*~",
      "veildning|veliedning|veilendning|veieldning|veledning|veilednng|veiledniing|vegledning|"
      "veiledninng|veildningsplikten|veliedningsansvar|veilednnigen",
      "veileder|veilede|veiledet|veiledende|vegleiing|veiavgift|veivedlikehold|veiledere|"
      "veiledes|veidekning|veiledersamtale|veilederrolle|veiledermøtene",
      "veileding|veilding|veiledingen" },
    { "ressurs*~",
      "ressus|ressrus|resssurs|ressusrer|ressurrs|ressirs|ressuser|ressrussituasjon|"
      "resssursmangel|ressusrknapphet",
      "ressort|ressorten|resultat|rekurs|responser|reskript|resultater|revurdere|ressentiment|"
      "ressortdepartement|resultatmål|responsgruppe",
      "resurs|resurser|resursene|resusmangel" },
    { "kompetanse*~",
      "kompetnase|kompetase|kompetance|kompetansse|kompetense|komptanse|kompetaanse|"
      "kommpetanse|kompetnse|kompetnaseheving|kompetaseutvikling|kompetansseløft|"
      "komeptansebygging",
      "kompetent|kompetente|kompensere|kompensasjon|kompleks|kompliment|kompass|kompani|"
      "konferanse|konkurranse|kompensasjonsordning|kompetentgjøring",
      "kompentanse|kompetence|kompentanseheving" },
    { "oversikt*~",
      "oversikkt|oversitk|ovesrikt|oversik|overskt|ovresikt|oversikkten|oversigt|oveersikt|"
      "ovrsikt|oversitken|ovesriktlig|oversikkter",
      "overskrift|overskudd|overskuelig|oversette|oversett|overstige|oversetter|oversjøisk|"
      "oversvømme|overskrifter|oversender|oversiden|overskuddsvarme|oversettertjeneste|"
      "oversiderefleks",
      "over sikt" },
    { "informasjon*~",
      "infromasjon|informajson|informajon|infomasjon|informasjn|informasson|informasion|"
      "imformasjon|informsjon|inforamsjon|infomrasjon|infoormasjon|information|innformasjon|"
      "infromasjonsflyt|informajsonsdeling|infomasjonsmateriell",
      "informant|informanter|informatikk|informere|informerer|informert|informativ|inflasjon|"
      "inspirasjon|invitasjon|installasjon|innovasjon|integrasjon|informatiker|informantene|"
      "formasjon|reformasjon|informantintervju|informatikkstudent|informertheten",
      "" },
    { "prioriter*~",
      "priorter|prioitere|proritere|prioirtere|priotitere|priortiere|priorittere|prioriere|"
      "prioitering|prioiritere|prioirteringene|priortieringer|proiriteringen",
      "prioritet|prioriteten|prioriteter|prioritetene|prioritetar|prioritetane|prior|priorinne|"
      "prioritetsliste|prioritetsområde|prioritetsrekkefølge|prioritetskriterier|"
      "prioritetsavklaring",
      "prorietere" },
    { "evaluer*~",
      "evalure|evaluring|evauere|evalueer|evalurering|evaulere|evalerer|evalluere|evlauere|"
      "eveluere|evalureringsrapport|evalueirnger|evlauering",
      "evakuere|evakuering|evakueres|evakuert|evakuerast|evakueringsplan|evakueringsplanar|"
      "evangelium|evangelisere|eventuelt|evigvarende|evakueringsøvelse|evakueringsleilighet|"
      "evakueringsplassene",
      "" },
    { "finansiering*~",
      "finasiering|finanisering|finansering|fiansiering|finanseringen|finaniering|"
      "finnansiering|finansiernig|finanssiering|finansieirng|financiering|fianansiering|"
      "finasieringsmodell|finaniseringsordninger|finansierngsansvar",
      "finansiere|finansierer|finansiert|finansiell|finansielle|finansier|finansierende|"
      "finansminister|finansinstitusjon|finansår|finanskrise|finansnæring|finansierte|"
      "finansieres|finanstilsynet",
      "" },
    { "bruker_medvirkning*~",
      "brukermedvirking|brukermedvirknig|brukermedvrikning|brukermedvikning|brukarmedvirkning|"
      "brukermdvirkning|bruker medvriking|brukermedvirkninng|brukermedvriningen|"
      "brukermedvirnkingen",
      "bruker medvirker|brukermøte|brukerråd|brukerutvalg|brukermelding|brukermanual|"
      "brukermasse|bruker medvind|bruker medvirket",
      "bruker medvirking|bruker-medvirking" },
    { "brukar_medverknad*~",
      "brukarmedverkand|brukermedverknad|brukar medvirknad|brukarmedveknad|brukarmedverkad|"
      "brukar-medverknd|brukarmedverkna|brukarmedvernkad|brukarmedverkknad|brukarmedvrknaden|"
      "brukarmedverkndaen",
      "brukarmøte|brukarråd|brukarutval|brukar medverkar|brukarmelding|brukarmanual|"
      "brukargruppe|brukar medverka",
      "" },
    { "rehabilitering*~",
      "rehabilitring|rehabiltering|rehablitering|rehabiliterng|rehabillitering|rehabiliteirng|"
      "reahbilitering|rehabilietring|rehabilering|rehabelitering|rehablitieringstilbud|"
      "rehabliteringsopphold|rehabiltieringsplasser",
      "rehabilitere|rehabilitert|rehabiliterer|habilitering|habilitet|rehabiliterte|"
      "rehabiliterende|rehabiliteres|rekapitulering|rehabilitator|habiliteringstjeneste",
      "" },
    { "avstand*~",
      "avstnad|avtsand|avstannd|avsstand|avsstander|avstadn|avstan|aavstand|avsatnd|avstnader|"
      "avstnadene|avtsander|avstnadsproblem",
      "avstemming|avstå|avstår|avstamning|avstraffe|avstøte|avstikker|avstengt|avstod|avsted|"
      "avsats|avsender|avstive|avstedkomme|avstemningsresultat|avstengningsventil|"
      "avstamningslinje",
      "avstad" },
    { "oppfølging*~",
      "oppføling|oppfølgig|oppflging|opfølging|oppfølgnig|oppføging|oppfølgin|opppfølging|"
      "oppføligngsplan|opfølgingsmøte|oppføglingen",
      "oppføring|oppfølger|oppfyllelse|oppfylling|oppfordring|oppførsel|oppføringer|"
      "oppfostring|oppfølgere|oppfølgerroman|oppføringsdato|oppfyllingsgrad",
      "oppfølgning|opp følging" },
    { "behovs_kartlegging*~",
      "behovskartleging|behovskarltegging|behovskartlegginng|behovskarlegging|"
      "behovskartelgging|beovskartlegging|behovs-kartlegign|behovskartelggingen|"
      "behovskarltegginga",
      "behovsanalyse|behovsvurdering|behovsprøving|behovsprøvd|behovsundersøkelse|"
      "behovsmelding|behovsdekning",
      "behovkartlegging|behovs kartleging|behov kartlegging" },
    { "kompetanse_utveksling*~",
      "kompetanseutvesling|kompetanseutvekling|kompetanseutveskling|kompetanse utvekslig|"
      "kompentanseutveksling|kompetanseutvekslng|kompetanse utvesklingen|kompetanseutveksing|"
      "kompetanse-utvekling|kompetanseutvesklingen|kompetanseutvekslignen|"
      "kompetanseutvekslnigstiltak",
      "kompetanseutvikling|kompetanse utvikling|kompetanseutvalg|kompetanseheving|"
      "kompetanseutvidelse|kompetanseoverføring|kompetanseutviklinga|kompetanseutviklingstiltak",
      "" },
};

#endif
