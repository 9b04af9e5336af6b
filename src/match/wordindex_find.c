/* SPDX-License-Identifier: MIT */
/*
 * Asking an index of words; see kodebok/wordindex.h.
 *
 * The gate's automaton goes over the distinct words instead of the answers: a literal stands in
 * an answer when it stands in a word of it.  One that reaches over the edge of a word is asked for
 * by its longest piece.  Of a formula the clause with the fewest answers is taken; the gate itself
 * looks at the others when the answers are coded.
 */
#include <kodebok/wordindex.h>

#include "base/try.h"
#include "gate.h"
#include "program.h"

#include <stdlib.h>
#include <string.h>

/* The words that hold one literal. */
typedef struct literal_words {
    uint32_t *items; /* owned; rising */
    size_t count, cap;
    uint64_t bytes; /* of their postings */
    bool needed;
} literal_words;

typedef struct search {
    const kb_index_source *source;
    const kb_gate *gate;
    const bool *chosen;
    uint32_t word_count;
    literal_words *literals; /* owned; per literal of the gate */
    uint64_t *answers;       /* owned; a bit each */
    unsigned char *piece;    /* owned; of the postings */
    size_t piece_cap;
    kb_error *err;
} search;

static uint32_t place_at(const search *s, size_t index)
{
    const unsigned char *bytes = (const unsigned char *)s->source->places.ptr + 4 * index;
    return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

static uint32_t word_begin(const search *s, uint32_t word)
{
    return place_at(s, 2 * (size_t)word);
}

static uint32_t postings_begin(const search *s, uint32_t word)
{
    return place_at(s, 2 * (size_t)word + 1);
}

static kb_str word_at(const search *s, uint32_t word)
{
    uint32_t begin = word_begin(s, word);
    return (kb_str){ s->source->words.ptr + begin, word_begin(s, word + 1) - begin - 1 };
}

/* Are the parts such as kb_word_index_end() makes? */
static kb_status check_source(search *s)
{
    const kb_index_source *from = s->source;
    bool good =
        from->places.len % 8 == 0 && from->places.len >= 8 && from->places.len / 8 <= UINT32_MAX;
    s->word_count = good ? (uint32_t)(from->places.len / 8 - 1) : 0;
    for (uint32_t i = 0; good && i < s->word_count; i++)
        good = word_begin(s, i) < word_begin(s, i + 1) &&
               postings_begin(s, i) <= postings_begin(s, i + 1);
    good = good && word_begin(s, s->word_count) == from->words.len &&
           postings_begin(s, s->word_count) == from->postings && from->last_answer >= 0;
    return good ? KB_OK : kb_fail(s->err, KB_ERR_INPUT, "the index of words is damaged");
}

/* ------------------------------------------------------------ words by literal */

static bool add_word(search *s, literal_words *literal, uint32_t word)
{
    void *items = literal->items;
    if (!kb_array_reserve(&items, &literal->cap, literal->count, sizeof *literal->items))
        return false;
    literal->items = items;
    literal->items[literal->count++] = word;
    literal->bytes += postings_begin(s, word + 1) - postings_begin(s, word);
    return true;
}

static bool note_word(search *s, uint32_t word, kb_presence *presence)
{
    bool room = true;
    for (uint32_t i = 0; i < presence->count && room; i++) {
        literal_words *literal = &s->literals[presence->list[i]];
        if (literal->needed)
            room = add_word(s, literal, word);
    }
    kb_presence_clear(presence);
    return room;
}

/* All words through the automaton; the byte for other letters is in no literal. */
static kb_status scan_words(search *s)
{
    kb_presence presence = { 0 };
    kb_status status = kb_presence_init(&presence, s->gate, s->err);
    for (uint32_t word = 0; word < s->word_count && status == KB_OK; word++) {
        kb_automaton_scan(&s->gate->automaton, word_at(s, word), &presence);
        if (!note_word(s, word, &presence))
            status = kb_fail_memory(s->err);
    }
    kb_presence_free(&presence);
    return status;
}

/* The longest piece of a literal between two edges inside it, with the edges. */
static kb_str longest_piece(kb_str literal)
{
    kb_str best = { literal.ptr, 0 };
    if (literal.len < 2)
        return literal;
    for (size_t begin = 0; begin + 1 < literal.len;) {
        const char *edge = memchr(literal.ptr + begin + 1, ' ', literal.len - begin - 1);
        size_t end = edge != NULL ? (size_t)(edge - literal.ptr) + 1 : literal.len;
        if (end - begin > best.len)
            best = (kb_str){ literal.ptr + begin, end - begin };
        begin = end - (edge != NULL);
        if (edge == NULL)
            break;
    }
    return best;
}

/* The word that byte `at` of `words` is in or just before. */
static uint32_t word_of(const search *s, size_t at)
{
    uint32_t low = 0, high = s->word_count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (word_begin(s, middle) <= at + 1)
            low = middle;
        else
            high = middle;
    }
    return low;
}

static bool reaches_over(kb_str literal)
{
    return literal.len > 2 && memchr(literal.ptr + 1, ' ', literal.len - 2) != NULL;
}

/* Every place of a literal in the row of words; of its longest piece, where no word holds it whole.
 */
static kb_status find_piece(search *s, kb_str literal, literal_words *found)
{
    kb_str piece = longest_piece(literal), words = s->source->words;
    for (const char *at = words.ptr; at != NULL && at < words.ptr + words.len;) {
        at = memmem(at, words.len - (size_t)(at - words.ptr), piece.ptr, piece.len);
        if (at == NULL)
            break;
        uint32_t word = word_of(s, (size_t)(at - words.ptr));
        bool known = found->count > 0 && found->items[found->count - 1] == word;
        if (!known && !add_word(s, found, word))
            return kb_fail_memory(s->err);
        at++;
    }
    return KB_OK;
}

/* A few literals are sooner looked for one by one. */
static kb_status find_words(search *s)
{
    enum { A_FEW = 4 };
    size_t needed = 0;
    for (size_t i = 0; i < s->gate->literal_count; i++)
        needed += s->literals[i].needed;
    if (needed > A_FEW)
        KB_TRY(scan_words(s));
    for (size_t i = 0; i < s->gate->literal_count; i++)
        if (s->literals[i].needed && (needed <= A_FEW || reaches_over(s->gate->literals[i])))
            KB_TRY(find_piece(s, s->gate->literals[i], &s->literals[i]));
    return KB_OK;
}

/* -------------------------------------------------------------------- answers */

static kb_status read_postings(search *s, uint32_t word, size_t *length)
{
    uint32_t begin = postings_begin(s, word);
    *length = postings_begin(s, word + 1) - begin;
    if (*length > s->piece_cap) {
        unsigned char *piece = realloc(s->piece, *length);
        if (piece == NULL)
            return kb_fail_memory(s->err);
        s->piece = piece;
        s->piece_cap = *length;
    }
    if (*length == 0)
        return KB_OK;
    return s->source->read(s->source->payload, begin, *length, (char *)s->piece, s->err);
}

static kb_status add_answers(search *s, uint32_t word)
{
    size_t length = 0;
    uint64_t answer = 0, step = 0;
    int shift = 0;
    KB_TRY(read_postings(s, word, &length));
    for (size_t i = 0; i < length; i++) {
        step |= (uint64_t)(s->piece[i] & 0x7F) << shift;
        shift += 7;
        if ((s->piece[i] & 0x80) != 0 && shift < 63)
            continue;
        answer += step;
        if (answer > (uint64_t)s->source->last_answer)
            return kb_fail(s->err, KB_ERR_INPUT, "the index of words is damaged");
        kb_set_bit(s->answers, (size_t)answer);
        step = 0;
        shift = 0;
    }
    return KB_OK;
}

static const kb_term *shortest_clause(const search *s, const kb_formula *formula)
{
    const kb_term *best = NULL;
    uint64_t least = UINT64_MAX;
    for (uint32_t c = 0; c < formula->count; c++) {
        uint64_t bytes = 0;
        for (uint32_t i = 0; i < formula->clauses[c].count; i++)
            bytes += s->literals[formula->clauses[c].literals[i]].bytes;
        if (best == NULL || bytes < least) {
            best = &formula->clauses[c];
            least = bytes;
        }
    }
    return best;
}

static kb_status add_formula(search *s, const kb_formula *formula)
{
    const kb_term *clause = shortest_clause(s, formula);
    for (uint32_t i = 0; clause != NULL && i < clause->count; i++) {
        const literal_words *literal = &s->literals[clause->literals[i]];
        for (size_t k = 0; k < literal->count; k++)
            KB_TRY(add_answers(s, literal->items[k]));
    }
    return KB_OK;
}

/* ------------------------------------------------------------------- the whole */

static bool is_chosen(const search *s, uint32_t target)
{
    return target < s->gate->non_answer && s->chosen[target];
}

static bool needs_everything(const search *s)
{
    const kb_gate *gate = s->gate;
    for (uint32_t rule = 0; rule < gate->non_answer; rule++)
        if (s->chosen[rule] && (kb_has_bit(gate->by_text.always, rule) ||
                                kb_has_bit(gate->by_text.low, rule))) /* no word holds a `_` */
            return true;
    for (size_t i = 0; i < gate->need_count; i++)
        if (is_chosen(s, gate->needs[i].target))
            return true;
    return false;
}

static void mark_needed(search *s)
{
    const kb_sieve *sieve = &s->gate->by_text;
    for (size_t i = 0; i < sieve->watcher_count; i++) {
        const kb_formula *formula = &sieve->watchers[i].formula;
        for (uint32_t c = 0; is_chosen(s, sieve->watchers[i].target) && c < formula->count; c++)
            for (uint32_t k = 0; k < formula->clauses[c].count; k++)
                s->literals[formula->clauses[c].literals[k]].needed = true;
    }
}

static kb_status find_answers(search *s)
{
    const kb_sieve *sieve = &s->gate->by_text;
    mark_needed(s);
    KB_TRY(find_words(s));
    for (size_t i = 0; i < sieve->watcher_count; i++)
        if (is_chosen(s, sieve->watchers[i].target))
            KB_TRY(add_formula(s, &sieve->watchers[i].formula));
    return KB_OK;
}

static kb_status list_answers(const search *s, size_t words, int64_t **answers, size_t *count)
{
    size_t total = 0;
    for (size_t i = 0; i < words; i++)
        total += (size_t)__builtin_popcountll(s->answers[i]);
    int64_t *list = malloc((total + 1) * sizeof *list);
    if (list == NULL)
        return kb_fail_memory(s->err);
    *count = 0;
    for (size_t i = 0; i < words; i++)
        for (uint64_t rest = s->answers[i]; rest != 0; rest &= rest - 1)
            list[(*count)++] = (int64_t)(i * 64) + __builtin_ctzll(rest);
    *answers = list;
    return KB_OK;
}

kb_status kb_word_index_find(const kb_index_source *source, const kb_matcher *matcher,
                             const bool *chosen, int64_t **answers, size_t *count, bool *everywhere,
                             kb_error *err)
{
    search s = { .source = source, .gate = matcher->gate, .chosen = chosen, .err = err };
    size_t words = (size_t)source->last_answer / 64 + 1;
    *answers = NULL;
    *count = 0;
    *everywhere = needs_everything(&s);
    if (*everywhere)
        return KB_OK;
    KB_TRY(check_source(&s));
    s.literals = calloc(s.gate->literal_count + 1, sizeof *s.literals);
    s.answers = calloc(words, sizeof *s.answers);
    kb_status status =
        s.literals != NULL && s.answers != NULL ? find_answers(&s) : kb_fail_memory(err);
    if (status == KB_OK)
        status = list_answers(&s, words, answers, count);
    for (size_t i = 0; s.literals != NULL && i < s.gate->literal_count; i++)
        free(s.literals[i].items);
    free(s.literals);
    free(s.answers);
    free(s.piece);
    return status;
}
