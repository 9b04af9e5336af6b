/* SPDX-License-Identifier: MIT */
/*
 * How a word of the text misses a word of the codebook.
 *
 * Tried are the ways in which people's words and codebooks' words differ: a typing
 * error, another ending, a compound written apart or in one, ae for æ.  Each has a
 * grade, by how likely it is that the same word was meant, and a remedy to be named.
 */
#include "inquest.h"

#include "base/unicode.h"
#include "glob.h"
#include "typo.h"

/* Fewer letters than these say nothing about likeness. */
enum {
    LEAST_TYPO = 4,
    SURE_TYPO = 6,
    LEAST_TWO_OFF = 9,
    LEAST_STEM = 3, /* in common; the word itself has one more */
    LEAST_LONGER = 4,
    LEAST_INSIDE = 6,
    LEAST_BEGINNING = 5,
    MOST_ENDING = 5
};

/* A pattern without the stars at its ends. */
typedef struct bare {
    kb_str pattern, letters;
    bool starts_open, ends_open; /* a star stands there */
    bool wild;                   /* and one, or ?, inside */
    size_t count;                /* of letters */
} bare;

static bare strip(kb_str pattern)
{
    bare b = { .pattern = pattern, .letters = pattern };
    if (b.letters.len > 0 && b.letters.ptr[0] == '*') {
        b.starts_open = true;
        b.letters = kb_str_slice(pattern, (kb_span){ 1, pattern.len });
    }
    if (b.letters.len > 0 && b.letters.ptr[b.letters.len - 1] == '*') {
        b.ends_open = true;
        b.letters.len--;
    }
    b.wild = kb_glob_is_wild(b.letters);
    b.count = kb_utf8_count(b.letters);
    return b;
}

static kb_str folded_at(const inquest *q, uint32_t at)
{
    return q->scratch->text->tokens[at].folded;
}

static void better(word_miss *best, word_miss_kind kind, int grade)
{
    if (grade > best->grade) {
        best->kind = kind;
        best->grade = grade;
        best->length = kind == MISS_APART ? 2 : 1;
    }
}

/* ------------------------------------------------------ the same word, otherwise written */

/* Does what was put together match?  Frees it. */
static bool put_together(inquest *q, kb_str pattern, kb_buf *word)
{
    bool matches = !word->failed && kb_glob(pattern, kb_buf_view(word));
    q->failed |= word->failed;
    kb_buf_free(word);
    return matches;
}

/* Does `word` match when every `from` in it is read as `to`? */
static bool matches_when_read(inquest *q, kb_str pattern, kb_str word, const char *from,
                              const char *to)
{
    const size_t len = strlen(from);
    kb_buf read = { 0 };
    bool changed = false;
    for (size_t i = 0; i < word.len;) {
        bool here = i + len <= word.len && memcmp(word.ptr + i, from, len) == 0;
        kb_buf_add(&read, here ? to : word.ptr + i, here ? strlen(to) : 1);
        changed |= here;
        i += here ? len : 1;
    }
    return put_together(q, pattern, &read) && changed;
}

static void try_spellings(inquest *q, const bare *b, kb_str word, word_miss *best)
{
    static const char *const digraphs[][2] = { { "ae", "æ" }, { "oe", "ø" }, { "aa", "å" } };
    for (size_t i = 0; i < 3; i++)
        if (matches_when_read(q, b->pattern, word, digraphs[i][0], digraphs[i][1]))
            better(best, MISS_DIGRAPH, 92);
    if (matches_when_read(q, b->pattern, word, "-", ""))
        better(best, MISS_HYPHEN, 91);
}

static bool concatenated(inquest *q, kb_str pattern, kb_str first, kb_str second)
{
    kb_buf both = { 0 };
    kb_buf_str(&both, first);
    kb_buf_str(&both, second);
    return put_together(q, pattern, &both);
}

/* The joint must lie within the letters: otherwise the second word is only what `*` takes. */
static void try_apart(inquest *q, const bare *b, uint32_t at, uint32_t limit, word_miss *best)
{
    kb_str word = folded_at(q, at);
    if (at + 1 < limit && !b->starts_open && !b->wild && q->scratch->text->tokens[at + 1].spaced &&
        word.len < b->letters.len && concatenated(q, b->pattern, word, folded_at(q, at + 1)))
        better(best, MISS_APART, 90);
}

/* ----------------------------------------------------------------- typing errors */

static bool is_word_of_its_own(const inquest *q, kb_str word)
{
    const kb_words *words = &q->matcher->words;
    for (uint32_t i = 0; i < words->except_count; i++)
        if (kb_glob(words->tests[words->except_first + i].pattern, word))
            return true;
    return words->spelling != NULL && kb_spelling_knows(words->spelling, word);
}

/* `distance`: what the `~` in the book says itself, or 0. */
static void try_typo(const inquest *q, const bare *b, int distance, kb_str word, word_miss *best)
{
    if (b->starts_open || b->wild || b->count < LEAST_TYPO)
        return;
    int off = kb_typo(b->pattern, 1, word)                                ? 1
              : b->count >= LEAST_TWO_OFF && kb_typo(b->pattern, 2, word) ? 2
                                                                          : 0;
    if (off == 0)
        return;
    const bool sure = b->count >= SURE_TYPO;
    const bool known = is_word_of_its_own(q, word);
    const int grade = known ? (sure ? 40 : 0) : (sure ? 80 : 55) - 15 * (off - 1);
    if (grade > best->grade) {
        better(best, known ? MISS_KNOWN : MISS_TYPO, grade);
        best->off = off;
        best->allowed = distance > 0 ? distance : kb_typo_distance(b->pattern);
        best->guarded = q->matcher->words.spelling != NULL;
    }
}

/* ----------------------------------------------------------------- other endings */

static size_t common_letters(kb_str a, kb_str b)
{
    size_t count = 0;
    for (size_t i = 0, j = 0; i < a.len && j < b.len; count++)
        if (kb_utf8_next(a, &i) != kb_utf8_next(b, &j))
            break;
    return count;
}

static bool contains(kb_str text, kb_str part)
{
    return memmem(text.ptr, text.len, part.ptr, part.len) != NULL;
}

static bool same_stem(inquest *q, kb_str a, kb_str b)
{
    if (q->stemmer == NULL && !q->failed)
        q->failed = kb_stemmer_open(&q->stemmer, q->matcher->book->language, NULL) != KB_OK;
    if (q->failed)
        return false;
    kb_str stem = kb_stem(q->stemmer, a);
    kb_str kept = stem.ptr != NULL ? kb_arena_str(q->arena, stem) : stem;
    kb_str other = kb_stem(q->stemmer, b);
    q->failed |= kept.ptr == NULL || other.ptr == NULL;
    return !q->failed && kb_str_equal(kept, other);
}

/* `joint`: letters before the first joint of a compound; the first half alone is another word. */
static void try_endings(inquest *q, const bare *b, size_t joint, kb_str word, word_miss *best)
{
    if (b->wild)
        return;
    const size_t common = common_letters(b->letters, word);
    const bool longer = common == b->count, whole = !b->starts_open && !b->ends_open;
    if (whole && longer && b->count >= LEAST_LONGER)
        better(best, MISS_LONGER, same_stem(q, b->letters, word) ? 86 : 75);
    if (whole && common >= LEAST_STEM && kb_utf8_count(word) > LEAST_STEM &&
        same_stem(q, b->letters, word))
        better(best, MISS_STEM, 85);
    if (!b->starts_open && b->count >= LEAST_INSIDE && !longer && contains(word, b->letters))
        better(best, MISS_INSIDE, 60);
    if (!b->starts_open && common >= LEAST_BEGINNING && common > joint &&
        common * 3 >= b->count * 2 && kb_utf8_count(word) <= b->count + MOST_ENDING)
        better(best, MISS_ENDING, 50);
}

static size_t joint_of(const kb_word *word)
{
    for (size_t i = 0; i < word->form_count; i++)
        if (word->forms[i].part_count > 1)
            return kb_utf8_count(word->forms[i].parts[0]);
    return 0;
}

static bool is_word(const kb_word *word, size_t form)
{
    return word->forms[form].part_count == 1;
}

word_miss kb_word_miss(inquest *q, const kb_word *word, uint32_t at, uint32_t limit)
{
    word_miss best = { .kind = MISS_NONE, .fuzzy = word->kind == KB_WORD_FUZZY, .length = 1 };
    const size_t joint = joint_of(word);
    for (size_t i = 0; i < word->form_count; i++) {
        if (!is_word(word, i))
            continue;
        const bare b = strip(word->forms[i].parts[0]);
        const int before = best.grade;
        try_spellings(q, &b, folded_at(q, at), &best);
        try_apart(q, &b, at, limit, &best);
        try_endings(q, &b, joint, folded_at(q, at), &best);
        try_typo(q, &b, word->distance, folded_at(q, at), &best);
        if (best.grade > before)
            best.pattern = b.pattern;
    }
    return best;
}

word_miss kb_word_joined(inquest *q, const kb_word *first, const kb_word *second, uint32_t at)
{
    for (size_t i = 0; i < first->form_count; i++)
        for (size_t j = 0; j < second->form_count; j++) {
            if (!is_word(first, i) || !is_word(second, j))
                continue;
            kb_buf both = { 0 };
            kb_buf_str(&both, first->forms[i].parts[0]);
            kb_buf_str(&both, second->forms[j].parts[0]);
            bool matches = !both.failed && kb_glob(kb_buf_view(&both), folded_at(q, at));
            q->failed |= both.failed;
            kb_buf_free(&both);
            if (matches)
                return (word_miss){ .kind = MISS_JOINED,
                                    .grade = 90,
                                    .pattern = first->forms[i].parts[0],
                                    .second = second->forms[j].parts[0],
                                    .length = 1 };
        }
    return (word_miss){ .kind = MISS_NONE };
}

/* --------------------------------------------------------------- saying what it is */

static const char *letters_off(int off)
{
    return off == 1 ? "one letter" : "two letters";
}

static void say_typo(kb_buf *out, const word_miss *miss)
{
    kb_buf_printf(out, "is %s off «%.*s»", letters_off(miss->off), KB_ARG(miss->pattern));
    if (miss->fuzzy)
        kb_buf_printf(out, ", and its ~ allows %s",
                      miss->allowed == 0   ? "none"
                      : miss->allowed == 1 ? "one"
                                           : "two");
    else if (miss->off <= miss->allowed)
        kb_buf_printf(out, "; «%.*s~» would take it", KB_ARG(miss->pattern));
    else
        kb_buf_printf(out, "; «%.*s~%d» would take it", KB_ARG(miss->pattern), miss->off);
    if (!miss->fuzzy && !miss->guarded)
        kb_buf_puts(out, ", unless a dictionary knows the word");
}

static void say_joint(kb_buf *out, kb_str first, kb_str second)
{
    kb_buf_printf(out, "; «%.*s_%.*s» would take it", KB_ARG(first), KB_ARG(second));
}

static void say_apart(const inquest *q, kb_buf *out, const word_miss *miss, uint32_t at)
{
    const bare b = strip(miss->pattern);
    size_t joint = folded_at(q, at).len;
    kb_buf_puts(out, "is written as two words");
    say_joint(out, kb_str_slice(miss->pattern, (kb_span){ 0, joint }),
              kb_str_slice(miss->pattern, (kb_span){ joint, b.pattern.len }));
}

/* Where the one hyphen stands, a joint would take both; not where `*` took the rest. */
static void say_hyphen(const inquest *q, kb_buf *out, const word_miss *miss, uint32_t at)
{
    const kb_str word = folded_at(q, at), pattern = miss->pattern;
    const char *hyphen = memchr(word.ptr, '-', word.len);
    const size_t joint = hyphen != NULL ? (size_t)(hyphen - word.ptr) : 0;
    kb_buf_printf(out, "has a hyphen that «%.*s» has not", KB_ARG(pattern));
    const bool one = joint > 0 && memchr(hyphen + 1, '-', word.len - joint - 1) == NULL;
    if (one && joint < strip(pattern).letters.len &&
        kb_str_starts(word, kb_str_slice(pattern, (kb_span){ 0, joint })))
        say_joint(out, kb_str_slice(pattern, (kb_span){ 0, joint }),
                  kb_str_slice(pattern, (kb_span){ joint, pattern.len }));
}

static void say_longer(kb_buf *out, const word_miss *miss)
{
    kb_buf_printf(out, "has another ending than «%.*s»; «%.*s*» would take it",
                  KB_ARG(miss->pattern), KB_ARG(miss->pattern));
}

void kb_say_miss(inquest *q, kb_buf *out, const word_miss *miss, uint32_t at)
{
    const kb_str text = kb_say_tokens(q, (token_span){ at, at + miss->length });
    const bare b = strip(miss->pattern);
    kb_buf_printf(out, "«%.*s» ", KB_ARG(text));
    switch (miss->kind) {
    case MISS_NONE: break;
    case MISS_TYPO: say_typo(out, miss); break;
    case MISS_KNOWN:
        kb_buf_printf(out, "is %s off «%.*s», but it is a word of its own, which ~ leaves alone",
                      letters_off(miss->off), KB_ARG(miss->pattern));
        break;
    case MISS_STEM:
        kb_buf_printf(out, "is another form of «%.*s»; «%.*s+» would take it",
                      KB_ARG(miss->pattern), KB_ARG(b.letters));
        break;
    case MISS_LONGER: say_longer(out, miss); break;
    case MISS_INSIDE:
        kb_buf_printf(out, "holds «%.*s» inside a longer word; «*%.*s*» would take it",
                      KB_ARG(b.letters), KB_ARG(b.letters));
        break;
    case MISS_ENDING:
        kb_buf_printf(out, "begins like «%.*s», and ends otherwise", KB_ARG(miss->pattern));
        break;
    case MISS_APART: say_apart(q, out, miss, at); break;
    case MISS_JOINED:
        kb_buf_puts(out, "is written as one word");
        say_joint(out, miss->pattern, miss->second);
        break;
    case MISS_HYPHEN: say_hyphen(q, out, miss, at); break;
    case MISS_DIGRAPH:
        kb_buf_printf(out, "is «%.*s» with ae, oe or aa for æ, ø, å", KB_ARG(miss->pattern));
        break;
    }
}
