/* SPDX-License-Identifier: MIT */
/*
 * Phrases that found nothing: which one comes nearest, and where it fails.
 *
 * A phrase is a row of items.  In each sentence it is noted where each item is found (by
 * the matcher) or nearly found (whynot_word.c): these are hits.  The best chain of hits in
 * the order of the phrase is the nearest miss; words between two hits that no gap allows
 * cost something.  Short words weigh less than long ones, for «i» and «er» stand
 * everywhere.  A phrase that is one choice or macro only is taken apart into its
 * alternatives first.
 */
#include "nearest.h"

#include "base/unicode.h"

enum {
    MOST_CANDIDATES = 5000,
    MOST_LEAVES = 2000,
    MOST_HITS = 200,
    FULL = 100, /* grade of a word that is there */
    SHOWN_OF_MACRO = 60
};

/* A phrase against a sentence. */
typedef struct attempt {
    inquest *q;
    const candidate *phrase;
    leaves *items; /* one per item */
    token_span sentence;
    hit *hits; /* room for MOST_HITS */
    size_t hit_count;
} attempt;

/* -------------------------------------------------------------------- candidates */

static void collect(inquest *q, const candidate *from, candidates *to)
{
    const kb_phrase_item *item = &from->sequence->items[0];
    const phrase_step *step = &from->steps->items[0];
    if (from->sequence->item_count != 1 || item->kind == KB_ITEM_WORD) {
        candidate *items = to->count < MOST_CANDIDATES
                               ? kb_arena_grow(q->arena, to->items, to->count, sizeof *items)
                               : NULL;
        to->more |= items == NULL;
        if (items == NULL)
            return;
        to->items = items;
        items[to->count++] = *from;
        return;
    }
    const kb_macro *macro =
        item->kind == KB_ITEM_MACRO ? &q->matcher->book->macros[item->macro] : NULL;
    for (size_t i = 0; i < step->alternative_count; i++) {
        candidate next = { .steps = &step->alternatives[i] };
        next.sequence = macro ? &macro->phrases[i].sequence : &item->alternatives[i];
        next.shown = macro ? macro->phrases[i].source : (kb_str){ 0 };
        collect(q, &next, to);
    }
}

/* ------------------------------------------------------------------------ weights */

static size_t weight_of(const kb_word *word)
{
    kb_str pattern = word->forms[0].parts[0];
    size_t letters = kb_utf8_count(pattern);
    for (size_t i = 0; i < pattern.len; i++)
        letters -= pattern.ptr[i] == '*' || pattern.ptr[i] == '?';
    return letters <= 3 ? LIGHT : HEAVY;
}

static void add_leaves(inquest *q, const kb_phrase_item *item, leaves *to);

static void add_leaf(inquest *q, const kb_sequence *sequence, leaves *to)
{
    if (sequence->item_count == 1)
        add_leaves(q, &sequence->items[0], to);
    else
        to->weight = HEAVY;
}

static void add_leaves(inquest *q, const kb_phrase_item *item, leaves *to)
{
    if (item->kind == KB_ITEM_WORD && to->count < MOST_LEAVES) {
        const kb_word **words = kb_arena_grow(q->arena, to->words, to->count, sizeof *words);
        if (words == NULL)
            return;
        to->words = words;
        to->words[to->count++] = item->word;
        if (weight_of(item->word) > to->weight)
            to->weight = weight_of(item->word);
    }
    if (item->kind == KB_ITEM_GROUP)
        for (size_t i = 0; i < item->alternative_count; i++)
            add_leaf(q, &item->alternatives[i], to);
    if (item->kind == KB_ITEM_MACRO) {
        const kb_macro *macro = &q->matcher->book->macros[item->macro];
        for (size_t i = 0; i < macro->phrase_count; i++)
            add_leaf(q, &macro->phrases[i].sequence, to);
        if (macro->regex_count > 0)
            to->weight = HEAVY;
    }
}

bool kb_is_wanted(const kb_phrase_item *item)
{
    return item->kind != KB_ITEM_GAP && !(item->kind == KB_ITEM_GROUP && item->optional);
}

static leaves *leaves_of(inquest *q, const kb_sequence *sequence)
{
    leaves *items = kb_arena_array(q->arena, sequence->item_count, sizeof *items);
    for (size_t i = 0; items != NULL && i < sequence->item_count; i++)
        add_leaves(q, &sequence->items[i], &items[i]);
    return items;
}

static size_t whole_weight(const kb_sequence *sequence, const leaves *items)
{
    size_t sum = 0;
    for (size_t i = 0; i < sequence->item_count; i++)
        sum += kb_is_wanted(&sequence->items[i]) ? items[i].weight : 0;
    return sum;
}

/* --------------------------------------------------------------------------- hits */

/* No item takes the room of those after it. */
static void add_hit(attempt *try, const hit *found)
{
    const size_t room = MOST_HITS * (found->first + 1) / try->phrase->sequence->item_count;
    if (try->hit_count < room)
        try->hits[try->hit_count++] = *found;
}

bool kb_item_at(inquest *q, const candidate *phrase, size_t item, uint32_t at, uint32_t limit,
                token_span *found)
{
    phrase_step *step = &phrase->steps->items[item];
    const phrase_steps alone = {
        .items = step, .count = 1, .reach = step->reach, .has_regex = step->has_regex
    };
    kb_component match;
    if (!kb_phrase_at(q->scratch, &alone, at, limit, &match))
        return false;
    *found = match.span;
    return true;
}

/* Where the matcher finds an item by itself. */
static bool find_exactly(attempt *try, size_t item)
{
    const size_t before = try->hit_count;
    hit found = { .first = item, .last = item, .grade = FULL };
    for (uint32_t at = try->sentence.begin; at < try->sentence.end; at++)
        if (kb_item_at(try->q, try->phrase, item, at, try->sentence.end, &found.span))
            add_hit(try, &found);
    return try->hit_count > before;
}

static word_miss best_miss(inquest *q, const leaves *words, uint32_t at, uint32_t limit)
{
    word_miss best = { .kind = MISS_NONE };
    for (size_t i = 0; i < words->count; i++) {
        word_miss miss = kb_word_miss(q, words->words[i], at, limit);
        if (miss.grade > best.grade)
            best = miss;
    }
    return best;
}

static void find_nearly(attempt *try, size_t item)
{
    for (uint32_t at = try->sentence.begin; at < try->sentence.end; at++) {
        const word_miss miss = best_miss(try->q, &try->items[item], at, try->sentence.end);
        if (miss.kind != MISS_NONE)
            add_hit(try, &(hit){ .first = item,
                                 .last = item,
                                 .span = { at, at + miss.length },
                                 .grade = miss.grade,
                                 .miss = miss });
    }
}

static void find_joined(attempt *try, size_t item)
{
    const kb_sequence *sequence = try->phrase->sequence;
    if (item + 1 >= sequence->item_count || sequence->items[item].kind != KB_ITEM_WORD ||
        sequence->items[item + 1].kind != KB_ITEM_WORD)
        return;
    for (uint32_t at = try->sentence.begin; at < try->sentence.end; at++) {
        const word_miss miss =
            kb_word_joined(try->q, sequence->items[item].word, sequence->items[item + 1].word, at);
        if (miss.kind != MISS_NONE)
            add_hit(try, &(hit){ .first = item,
                                 .last = item + 1,
                                 .span = { at, at + 1 },
                                 .grade = miss.grade,
                                 .miss = miss });
    }
}

static void find_hits(attempt *try)
{
    const kb_sequence *sequence = try->phrase->sequence;
    try->hit_count = 0;
    for (size_t i = 0; i < sequence->item_count; i++) {
        if (sequence->items[i].kind == KB_ITEM_GAP)
            continue;
        if (!find_exactly(try, i) && kb_is_wanted(&sequence->items[i]) &&
            try->items[i].weight == HEAVY)
            find_nearly(try, i);
        find_joined(try, i);
    }
}

/* -------------------------------------------------------------------------- chains */

uint32_t kb_allowed_between(const candidate *phrase, size_t from, size_t to)
{
    uint32_t sum = 0;
    for (size_t i = from + 1; i < to; i++)
        if (phrase->sequence->items[i].kind == KB_ITEM_GAP ||
            kb_is_wanted(&phrase->sequence->items[i]))
            sum += phrase->steps->items[i].reach;
    return sum;
}

static int worth(const attempt *try, const hit *h)
{
    int sum = 0;
    for (size_t i = h->first; i <= h->last; i++)
        if (kb_is_wanted(&try->phrase->sequence->items[i]))
            sum += (int)try->items[i].weight * h->grade;
    return sum;
}

/* What words between two hits cost: a part of the lighter one, so that it is still better to
 * have both than the heavier alone. */
static int cost_between(const attempt *try, const hit *before, const hit *h)
{
    const uint32_t between = h->span.begin - before->span.end;
    const uint32_t allowed = kb_allowed_between(try->phrase, before->last, h->first);
    if (between <= allowed)
        return 0;
    const uint32_t excess = between - allowed < 15 ? between - allowed : 15;
    const int first = worth(try, before), second = worth(try, h);
    return (first < second ? first : second) * (40 + 3 * (int)excess) / 100;
}

static void link_hits(attempt *try)
{
    for (size_t i = 0; i < try->hit_count; i++) {
        hit *h = &try->hits[i];
        h->sum = worth(try, h);
        h->before = SIZE_MAX;
        for (size_t j = 0; j < i; j++) {
            const hit *other = &try->hits[j];
            if (other->last >= h->first || other->span.end > h->span.begin)
                continue;
            const int sum = other->sum + worth(try, h) - cost_between(try, other, h);
            if (sum > h->sum) {
                h->sum = sum;
                h->before = j;
            }
        }
    }
}

/* A chain of short words alone says nothing. */
static bool has_weight(const attempt *try, size_t end)
{
    for (size_t i = end; i != SIZE_MAX; i = try->hits[i].before)
        for (size_t item = try->hits[i].first; item <= try->hits[i].last; item++)
            if (try->items[item].weight == HEAVY &&
                kb_is_wanted(&try->phrase->sequence->items[item]))
                return true;
    return false;
}

static void keep_chain(attempt *try, size_t end, int score, nearest *best)
{
    size_t count = 0;
    for (size_t i = end; i != SIZE_MAX; i = try->hits[i].before)
        count++;
    hit *chain = kb_arena_array(try->q->arena, count, sizeof *chain);
    if (chain == NULL)
        return;
    *best = (nearest){ .phrase = try->phrase,
                       .items = try->items,
                       .chain = chain,
                       .count = count,
                       .score = score,
                       .sentence = try->sentence };
    for (size_t i = end; i != SIZE_MAX; i = try->hits[i].before)
        chain[--count] = try->hits[i];
}

static void try_sentence(attempt *try, nearest *best)
{
    const int whole = (int)whole_weight(try->phrase->sequence, try->items) * FULL;
    find_hits(try);
    link_hits(try);
    size_t end = SIZE_MAX;
    for (size_t i = 0; i < try->hit_count; i++)
        if ((end == SIZE_MAX || try->hits[i].sum > try->hits[end].sum) && has_weight(try, i))
            end = i;
    if (end == SIZE_MAX || whole == 0)
        return;
    const int score = (int)((int64_t)try->hits[end].sum * 1000 / whole);
    if (score > best->score)
        keep_chain(try, end, score, best);
}

static nearest find_nearest(inquest *q, const candidates *all)
{
    nearest best = { .phrase = NULL };
    const kb_text *text = q->scratch->text;
    hit *hits = kb_arena_array(q->arena, MOST_HITS, sizeof *hits);
    for (size_t c = 0; hits != NULL && c < all->count; c++) {
        attempt try = { .q = q, .phrase = &all->items[c], .hits = hits };
        try.items = leaves_of(q, try.phrase->sequence);
        for (size_t s = 0; try.items != NULL && s < text->sentence_count &&
                           text->sentences[s].first < INQUEST_TOKENS;
             s++) {
            const kb_unit *unit = &text->sentences[s];
            try.sentence = (token_span){ (uint32_t)unit->first, (uint32_t)unit->last };
            if (try.sentence.end > INQUEST_TOKENS)
                try.sentence.end = INQUEST_TOKENS;
            try_sentence(&try, &best);
        }
    }
    q->failed |= q->arena->failed;
    return best;
}

/* Of a macro alone, what it stands for: " (avtale*, kontrakt*, …)". */
static kb_str say_macro(inquest *q, const kb_pattern *pattern)
{
    const kb_sequence *sequence = &pattern->phrases[0].sequence;
    if (pattern->phrase_count != 1 || sequence->item_count != 1 ||
        sequence->items[0].kind != KB_ITEM_MACRO)
        return (kb_str){ 0 };
    const kb_macro *macro = &q->matcher->book->macros[sequence->items[0].macro];
    kb_buf_reset(&q->line);
    size_t i = 0;
    for (; i < macro->phrase_count && q->line.len < SHOWN_OF_MACRO; i++) {
        kb_buf_puts(&q->line, i > 0 ? ", " : " (");
        kb_buf_str(&q->line, macro->phrases[i].source);
    }
    if (i > 0)
        kb_buf_puts(&q->line, i < macro->phrase_count || macro->regex_count > 0 ? ", …)" : ")");
    return kb_keep_line(q);
}

void kb_why_no_phrase(inquest *q, const kb_pattern *pattern, const kb_program *program, account *a)
{
    candidates all = { 0 };
    for (size_t i = 0; i < pattern->phrase_count; i++) {
        const candidate from = { .sequence = &pattern->phrases[i].sequence,
                                 .steps = &program->phrases[i],
                                 .shown = pattern->phrases[i].source };
        collect(q, &from, &all);
    }
    const nearest best = find_nearest(q, &all);
    if (best.phrase != NULL) {
        kb_tell_nearest(q, pattern, &all, &best, a);
        return;
    }
    a->verdict = KB_VERDICT_NOTHING;
    a->nearness = 0;
    kb_account_add(q, a, KB_CONDITION_PATTERN, false, NULL, 0, "nothing of %.*s%.*s is in the text",
                   KB_ARG(kb_say_pattern(q, pattern)), KB_ARG(say_macro(q, pattern)));
}
