/* SPDX-License-Identifier: MIT */
/* Answers that nobody writes on purpose and every survey has, and some that somebody would. */
#ifndef KB_HOSTILE_H
#define KB_HOSTILE_H

static const char *const hostile_answers[] = {
    "",
    " ",
    "\n\n",
    "...",
    "?!?!",
    "– • \xC2\xA7 % & / \\ \"",
    "\xC2\xA0",
    "\xC2\xAD",
    "\xE2\x80\x8B",
    "-",
    "_",
    "æ",
    "Møter, tillit. God kjennskap!",
    "mo\xCC\x88ter a\xCC\x8A a\xCC\x8As A\xCC\x8Arsmøte pa\xCC\x8A",
    "\xC5\xBF"
    "amarbeid \xC5\xBF"
    "ykehus sy\xC5\xBFtem",
    "\xE2\x84\xAA"
    "ommune \xE2\x84\xAA"
    "reft so\xE2\x84\xAA",
    "\xE2\x84\xAB"
    "rsmøte p\xE2\x84\xAB \xE2\x84\xABs",
    "STRA\xE1\xBA\x9E"
    "E stra\xC3\x9F"
    "e STRASSE",
    "sam\xC2\xAD"
    "arbeid til\xC2\xADlit mø\xC2\xADte\xC2\xADplass",
    "til\xE2\x80\x8Blit mø\xE2\x80\x8Dte \xEF\xBB\xBFtillit",
    "\xF0\x9F\x98\x80tillit\xF0\x9F\x98\x80 \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7 "
    "møte\xE2\x98\x80\xEF\xB8\x8F",
    "faste\xC2\xA0møter og\xC2\xA0tillit",
    "faste\tmøter\tog\ttillit",
    "e\xE2\x80\x90post e\xE2\x80\x91post e\xE2\x80\x93post e-post e\xE2\x88\x92post",
    "dialog\xE2\x80\x90møte utskrivnings\xE2\x80\x91klare",
    "God kommunikasjon og god dialog, ikke bare mail. Vi savner møter; kjenner ikke hverandre.",
    "Det er ikkje god dialog, og me manglar møte. Tilliten er borte!",
    "Good collaboration and trust between hospital and municipality.",
    "Хорошее сотрудничество и доверие. Нет встреч.",
    "مستشفى والبلدية ثقة ١٢٣",
    "病院と自治体の協力。信頼",
    "σ ς Σ ΤΡΣΤ μ\xC2\xB5 Μ",
    "m\xD0\xBEte tillit\xD1\x83 s\xD0\xB0marbeid",
    "møte٣ ٣٤ १२ \xEF\xBC\x91\xEF\xBC\x92 12 %",
    "\xEF\xBD\x94\xEF\xBD\x89\xEF\xBD\x8C\xEF\xBD\x8C\xEF\xBD\x89\xEF\xBD\x94 \xEF\xAC\x81n "
    "\xC7\x84 \xC7\x86",
    "TILLIT MØTER GOD KJENNSKAP ÅPENHET ÆRLIGHET ØKONOMI",
    "iIİı ÿŸ \xC5\xB8 µ ÷ × tillit÷møte",
    "f.eks. møter kl. 12.30, ca. 20 % av tida, jf. St.meld. nr. 47",
    "tillit.Møter,dialog;samarbeid!nei",
    "tillit/møter tillit&møter tillit_møter tillit'møter",
    "\xC3\xA5\xC3\xA5\xC3\xA5\xC3\xA5 \xC3\x85\xC3\x86\xC3\x98 øæåøæå",
    "x\xCC\x81\xCC\x82\xCC\x83\xCC\x84\xCC\x85 \xCC\x81tillit",
    "\xE2\x80\xAEtillit\xE2\x80\xAC \xE2\x81\xA6møte\xE2\x81\xA9",
    "\xF4\x8F\xBF\xBF tillit \xEE\x80\x80 \xF0\x9E\xA4\xA2 \xF0\x90\x90\x80",
};

#endif
